"""The whole way of a page, from bytes to a record. Read this first; it is the only module that knows all steps.

    RawPage ─decode→ DecodedPage ─restore→ RestoredPage ─purge→ PurgedPage ─extract→ Article ─judge→ Verdict
    ─record→ Record

Pure: same input, same output. Time, site and profile come in as arguments.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field, replace

from lxml.html import Element

from scraper.document_write import write_out
from scraper.errors import PageError
from scraper.fields import Record, SetAsideLine
from scraper.model import DecodedPage, Document, Encoding, Listing, PageRequest, PurgedPage, RawPage, TextEvidence
from scraper.profile import Lesson, Profile, study
from scraper.results import ListPage, Verdict
from scraper.sites import Site
from scraper.steps.attachment import FileText, file_name, published_file, read_attachment
from scraper.steps.decode import decode, told_as_binary
from scraper.steps.extract import extract, extract_file, wanted_parts
from scraper.steps.judge import judge
from scraper.steps.links import read_place, read_rows
from scraper.steps.pager import beside, read_pager
from scraper.steps.purge import purge
from scraper.steps.record import record
from scraper.steps.restore import restore, restore_text
from scraper.unfolded import unfold


@dataclass(frozen=True, slots=True)
class Refined:
    """The record of a document, its page without injected parts, and the further pages that its body wants.

    `page`: None where none could be read. `file`: what was read where a file stood in place of the page.
    """

    record: Record
    page: PurgedPage | None = field(default=None, repr=False)
    wants: tuple[PageRequest, ...] = ()
    file: FileText | None = None

    @property
    def lesson(self) -> Lesson:
        """Give what the page teaches about its host; who wants the record alone does not pay for it."""
        return study(self.page) if self.page else Lesson()


def clear(page: RawPage, profile: Profile) -> PurgedPage:
    """Take a page through the first three steps: text decoded, mended, without injected parts."""
    return purge(restore(decode(page), profile), profile)


def teach(page: RawPage, profile: Profile) -> Lesson:
    """Give what a page teaches about its host, without making a record of it; a page that cannot be read: nothing."""
    try:
        cleared = clear(page, profile)
        return Lesson() if told_as_binary(cleared.decoded) else study(cleared)
    except Exception:  # noqa: BLE001 - `refine` tells why this page cannot be read
        return Lesson()


def refine(document: Document, site: Site, profile: Profile) -> Refined:
    """Make the record of a document: an article line, or a set-aside line with the reasons.

    Raises nothing for a bad page: any bytes give a record.
    """
    try:
        return _refined(document, site, profile)
    except PageError as error:
        return Refined(_set_aside(document, site, error.outcome, error.reason))
    except Exception as error:  # noqa: BLE001 - the one place where a page that breaks a step is set aside
        where = "; ".join(line.strip() for line in traceback.format_exception(error)[-3:])
        return Refined(_set_aside(document, site, "bad_content", f"a step failed on this page: {where}"))


def _refined(document: Document, site: Site, profile: Profile) -> Refined:
    listing = document.listing
    if listing is not None and listing.title and published_file(document.page):
        return _filed(document.page, listing, site, profile)
    page = clear(document.page, profile)
    if reason := told_as_binary(page.decoded):
        raise PageError(reason)
    cleared = (clear(part, profile) for part in document.parts)
    parts = tuple(part for part in cleared if not told_as_binary(part.decoded))
    article = extract(page, parts, document.listing, site, profile)
    verdict = judge(article, page)
    wants = () if document.parts else wanted_parts(page, article)
    return Refined(record(article, verdict, page, document.listing, site, profile), page, wants)


def _filed(page: RawPage, listing: Listing, site: Site, profile: Profile) -> Refined:
    """Make the record of a file to which a row of a list leads: the row gives title and date, the file the text."""
    name = file_name(page)
    file = read_attachment(page.body, name, page.header("content-type"))
    text = restore_text(file.text, TextEvidence())  # what was done to the portal's pages was not done to its files
    article = extract_file(page, name, file.extension, text, listing)
    verdict = Verdict("article", ("a list's row leads straight to this file",))
    empty = PurgedPage(DecodedPage(page, "", Encoding()), Element("html"))
    return Refined(record(article, verdict, empty, listing, site, profile), file=file)


def _set_aside(document: Document, site: Site, outcome: str, reason: str) -> SetAsideLine:
    raw = document.page
    time = raw.fetched_at.isoformat(timespec="seconds") if raw.fetched_at else None
    return SetAsideLine(url=raw.url, site=site.name, outcome=outcome, reasons=(reason,), fetched_at=time)  # type: ignore[arg-type]  # PageError carries outcomes of the record's table


def read_list(page: RawPage, request: PageRequest, site: Site, profile: Profile) -> ListPage:
    """Read a list page: its rows, the requests for its further pages, what its pager states."""
    page = beside(page, request)
    cleared = clear(page, profile)
    write_out(cleared.tree, page.url)
    unfold(cleared.tree)
    rows = read_rows(cleared, request, site)
    place = read_place(cleared, request)
    listing = read_pager(cleared, request, rows, site)
    return replace(
        listing, section=place.section, breadcrumbs=place.breadcrumbs, sections=place.sections, cms=place.cms
    )
