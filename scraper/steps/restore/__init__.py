"""restore: mend the text nodes of the page."""

from scraper.dom import parse
from scraper.model import DecodedPage, RestoredPage
from scraper.profile import Profile


def restore(page: DecodedPage, profile: Profile) -> RestoredPage:
    """Parse the page and mend its text nodes."""
    del profile
    return RestoredPage(page, parse(page.text))
