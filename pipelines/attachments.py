"""The files that an article offers: fetched from the portal's own hosts and checked before the line is kept."""

from __future__ import annotations

from typing import Any, Self
from urllib.parse import unquote, urlsplit

from pipelines.items import Draft
from pipelines.mishap import mishap
from scraper.errors import PageError
from scraper.fields import AttachmentLine
from scraper.model import Outcome, PageRequest
from scraper.profile import Profile
from scraper.steps.attachment import FileText, read_attachment
from scraper.store.clock import now
from scraper.store.coding import undo_content_coding
from scraper.store.exchange import MAX_FILE_BYTES, Exchange, Failure
from scraper.store.findings import FileFinding
from scraper.urls import is_same_site

# A decree with its forms has a dozen; an article with more links than this is a list of downloads.
MAX_FILES = 60
# Programs are no attachments of a government notice; they are told, not kept.
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!")
_PAGES = frozenset({"html", "htm", "xhtml"})


class AttachmentsPipeline:
    """Fetches the attachments of each drafted article."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """Build it as Scrapy asks."""
        return cls(crawler)

    async def process_item(self, item: Draft) -> Draft:
        """Fetch what the article offers; what cannot be had is told with its reason."""
        article = item.article
        if article is None or not article.attachments:
            return item
        files = [
            await self._file(item, attachment)
            for attachment in article.attachments[:MAX_FILES]
            if is_same_site(article.url, attachment.url)
        ]
        return Draft(item.visit, item.record, item.parts, tuple(files))

    async def _file(self, draft: Draft, attachment: AttachmentLine) -> FileFinding:
        try:
            return await self._fetched(draft, attachment)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the reason of this file; its article stands
            problem = mishap(error)
            asked = Exchange(PageRequest(attachment.url), now(), failure=Failure("bad_content", problem.reason))
            return FileFinding(attachment.url, (asked,), problem=problem)

    async def _fetched(self, draft: Draft, attachment: AttachmentLine) -> FileFinding:
        desk = self._crawler.spider.desk
        fetched = await desk.fetcher.fetch(PageRequest(attachment.url), is_file=True)
        desk.report.of(draft.visit.errand.section_url).requests += len(fetched.trail)
        try:
            body = _body(fetched.last)
            found = await desk.workers.run(
                read_file,
                body,
                _name(attachment),
                fetched.last.header("content-type"),
                profile=desk.profiles.used(draft.visit.errand.site)[1],
            )
            _check(body, found, attachment)
        except PageError as error:
            return FileFinding(attachment.url, fetched.trail, problem=error)
        return FileFinding(attachment.url, fetched.trail, body, found)


def read_file(body: bytes, name: str, declared: str | None, profile: Profile) -> FileText:
    """Read an attachment in a worker."""
    del profile
    return read_attachment(body, name, declared)


def _body(exchange: Exchange) -> bytes:
    if exchange.failure is not None:
        raise PageError(exchange.failure.reason, exchange.failure.outcome)
    if exchange.status != 200:
        outcome: Outcome = "challenge" if exchange.status in (412, 521) else "http_error"
        raise PageError(f"the server answered {exchange.status}", outcome)
    body = undo_content_coding(exchange.body, exchange.header("content-encoding"), MAX_FILE_BYTES)
    if not body:
        raise PageError("the file is empty")
    return body


def _check(body: bytes, found: FileText, attachment: AttachmentLine) -> None:
    wanted = urlsplit(attachment.url).path.rsplit(".", 1)[-1].lower()
    if body.startswith(_PROGRAMS):
        raise PageError(f"the file is a program ({found.media_type}); it was not kept")
    if found.extension in _PAGES and wanted not in _PAGES:
        raise PageError("instead of the file came a web page")


def _name(attachment: AttachmentLine) -> str:
    path = unquote(urlsplit(attachment.url).path).rsplit("/", 1)[-1]
    return attachment.name if "." in attachment.name else path
