"""restore: mend what was broken between the author's keyboard and the page.

`restore` mends the text nodes of a page; `restore_text` a plain text. `docs/restoration.md` tells the damage.
"""

from __future__ import annotations

from scraper.model import DecodedPage, Mended, RestoredPage, TextEvidence
from scraper.profile import Profile
from scraper.steps.restore.mend import mend
from scraper.steps.restore.page import restore_page

__all__ = ["restore", "restore_text"]


def restore(page: DecodedPage, profile: Profile) -> RestoredPage:
    """Parse the page and mend its text nodes, with what the site's other pages have shown as evidence."""
    return restore_page(page, profile.evidence)


def restore_text(text: str, evidence: TextEvidence, pages: int = 1) -> Mended:
    """Mend a plain text, with the budget of so many pages; one without damage comes back as the same object."""
    return mend(text, evidence, pages=pages).mended
