"""The whole way of a page, from bytes to a record. Read this first; it is the only module that knows all steps.

    RawPage ─decode→ DecodedPage ─restore→ RestoredPage ─purge→ PurgedPage ─extract→ Article ─judge→ Verdict
    ─record→ Record

Pure: same input, same output. Time, site and profile come in as arguments.
"""

from __future__ import annotations

from dataclasses import dataclass

from scraper.fields import Record
from scraper.model import Document, ListPage, PageRequest, PurgedPage, RawPage
from scraper.profile import Lesson, Profile, study
from scraper.sites import Site
from scraper.steps.decode import decode
from scraper.steps.extract import extract
from scraper.steps.judge import judge
from scraper.steps.links import read_rows
from scraper.steps.pager import read_pager
from scraper.steps.purge import purge
from scraper.steps.record import record
from scraper.steps.restore import restore


@dataclass(frozen=True, slots=True)
class Refined:
    """The record of a document and what its page teaches about the host."""

    record: Record
    lesson: Lesson


def clear(page: RawPage, profile: Profile) -> PurgedPage:
    """Take a page through the first three steps: text decoded, mended, without injected parts."""
    return purge(restore(decode(page, profile), profile), profile)


def refine(document: Document, site: Site, profile: Profile) -> Refined:
    """Make the record of a document: an article line, or a set-aside line with the reasons.

    Raises nothing for a bad page: any bytes give a record.
    """
    page = clear(document.page, profile)
    parts = tuple(clear(part, profile) for part in document.parts)
    lesson = study(page)
    article = extract(page, parts, document.listing, site, profile)
    verdict = judge(article, page, profile)
    return Refined(record(article, verdict, page, document.listing, site, profile), lesson)


def read_list(page: RawPage, request: PageRequest, site: Site, profile: Profile) -> ListPage:
    """Read a list page: its rows, the requests for its further pages, what its pager states."""
    cleared = clear(page, profile)
    return read_pager(cleared, request, read_rows(cleared, site, profile), site)
