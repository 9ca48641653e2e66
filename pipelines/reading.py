"""What workers are asked for: the line over a page, and what the archive keeps of its text.

The line and its tables are loaded where they are used: by the workers, not by the process that fetches.
"""

from __future__ import annotations

from dataclasses import dataclass

from scraper.fields import ArticleLine, Record
from scraper.model import Document, PageRequest, RawPage
from scraper.profile import Lesson, Profile
from scraper.results import ListPage
from scraper.sites import Site
from scraper.steps.attachment import FileText, read_attachment
from scraper.store.signatures import sign


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a document: its record, what the page teaches, further pages that it wants, the file that it was.

    `signature` is that of the article's text, by which the near duplicates of it are found.
    """

    record: Record
    lesson: Lesson = Lesson()
    wants: tuple[PageRequest, ...] = ()
    file: FileText | None = None
    signature: bytes | None = None


def read_page(document: Document, is_learning: bool, site: Site, profile: Profile) -> Reading:
    """Make the record of a document, and what it teaches where the site still learns."""
    from scraper.line import refine

    refined = refine(document, site, profile)
    text = refined.record.text if isinstance(refined.record, ArticleLine) else None
    lesson = refined.lesson if is_learning else Lesson()
    return Reading(refined.record, lesson, refined.wants, refined.file, sign(text or ""))


def record_of(document: Document, site: Site, profile: Profile) -> Record:
    """Make the record of a document, and nothing of what a crawl wants beside it."""
    from scraper.line import refine

    return refine(document, site, profile).record


def read_list(page: RawPage, request: PageRequest, site: Site, profile: Profile) -> ListPage:
    """Read a list page."""
    from scraper import line

    return line.read_list(page, request, site, profile)


def teach(page: RawPage, profile: Profile) -> Lesson:
    """Give what a page teaches about its host."""
    from scraper import line

    return line.teach(page, profile)


def read_file(body: bytes, name: str, declared: str | None) -> FileText:
    """Read an attachment."""
    return read_attachment(body, name, declared)
