"""The files that an article offers: fetched from the portal's own hosts and checked before the line is kept."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from pipelines.items import Draft
from pipelines.mishap import mishap
from pipelines.reading import read_file
from scraper.errors import PageError
from scraper.fields import ArticleLine, AttachmentLine
from scraper.model import Outcome, PageRequest
from scraper.steps.attachment import FileText, unread_file
from scraper.store.clock import now
from scraper.store.coding import undo_content_coding
from scraper.store.exchange import MAX_FILE_BYTES, Exchange, Failure
from scraper.store.findings import FileFinding
from scraper.urls import is_same_site

# A decree with its forms has a dozen; an article with more links than this is a list of downloads.
MAX_FILES = 60
# The files of one article together: a plan with its maps has some 200 MB; a file may come as slowly as it likes within
# its own limit, sixty of them may not.
MAX_ARTICLE_BYTES = 300_000_000
MAX_ARTICLE_S = 1_800.0
# Programs are no attachments of a government notice; they are told, not kept.
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!")
_PAGES = frozenset({"html", "htm", "xhtml"})


class AttachmentsPipeline:
    """Fetches the attachments of each drafted article."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler
        self._turns: dict[str, asyncio.Lock] = {}

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """Build it as Scrapy asks."""
        return cls(crawler)

    async def process_item(self, item: Draft) -> Draft:
        """Fetch what the article offers; what cannot be had is told with its reason."""
        article = item.article
        if article is None or not article.attachments or item.files:  # a file in place of a page is there already
            return item
        # What is fetched stays in memory until the line is kept: one article of a site at a time.
        async with self._turns.setdefault(article.site, asyncio.Lock()):
            files = await self._files(item, article)
        # Stored without its files it would stay so until its page changes: the next run asks for the whole article.
        return replace(item, files=files, is_left=len(files) < len(article.attachments))

    async def _files(self, draft: Draft, article: ArticleLine) -> tuple[FileFinding, ...]:
        desk = self._crawler.spider.desk
        files: list[FileFinding] = []
        spent = _Spent(monotonic() + MAX_ARTICLE_S)
        for attachment in article.attachments:
            if problem := spent.refusal(article, attachment):
                files.append(_left(attachment, problem))
            elif desk.fetcher.halted.is_set() or desk.report.failure:
                break
            else:
                files.append(await self._file(draft, attachment))
                spent.add(files[-1])
        return tuple(files)

    async def _file(self, draft: Draft, attachment: AttachmentLine) -> FileFinding:
        try:
            return await self._fetched(draft, attachment)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the reason of this file; its article stands
            return _left(attachment, mishap(error))

    async def _fetched(self, draft: Draft, attachment: AttachmentLine) -> FileFinding:
        desk = self._crawler.spider.desk
        fetched = await desk.fetcher.fetch(PageRequest(attachment.url), is_file=True)
        desk.report.of(draft.visit.errand.section_url).requests += len(fetched.trail)
        try:
            body = _body(fetched.last)
            declared = fetched.last.header("content-type")
            try:
                found = await desk.workers.run(read_file, (body, _name(attachment), declared))
            except PageError as error:  # a yearbook whose text takes minutes is kept all the same
                if desk.is_over():
                    raise
                found = unread_file(body, _name(attachment), declared, error.reason)
            _check(body, found, attachment)
        except PageError as error:
            return FileFinding(attachment.url, fetched.trail, problem=error)
        return FileFinding(attachment.url, fetched.trail, body, found)


@dataclass(slots=True)
class _Spent:
    """What the files of one article have taken so far, of what they may take together."""

    latest: float
    asked: int = 0
    held_bytes: int = 0

    def refusal(self, article: ArticleLine, attachment: AttachmentLine) -> PageError | None:
        """Tell why a file is not asked for, or None where it is."""
        if not is_same_site(article.url, attachment.url):
            return PageError("the file was not fetched: it lies on another site", "not_article")
        if self.asked >= MAX_FILES:
            reason = f"the article offers more than {MAX_FILES} files"
        elif self.held_bytes > MAX_ARTICLE_BYTES:
            reason = f"the files before it have more than {MAX_ARTICLE_BYTES // 1_000_000} MB together"
        elif monotonic() > self.latest:
            reason = f"the files before it took more than {MAX_ARTICLE_S / 60:.0f} minutes"
        else:
            return None
        return PageError(f"the file was not fetched: {reason}", "too_large")

    def add(self, found: FileFinding) -> None:
        """Count a file that was asked for."""
        held = {id(body): len(body) for body in (found.body or b"", *(item.body for item in found.trail))}
        self.held_bytes += sum(held.values())
        self.asked += 1


def _left(attachment: AttachmentLine, problem: PageError) -> FileFinding:
    missing = Exchange(PageRequest(attachment.url), now(), failure=Failure("bad_content", problem.reason))
    return FileFinding(attachment.url, (missing,), problem=problem)


def _body(exchange: Exchange) -> bytes:
    if exchange.failure is not None:
        raise PageError(exchange.failure.reason, exchange.failure.outcome)
    if exchange.status != 200:
        outcome: Outcome = "challenge" if exchange.status in (412, 521) else "http_error"
        raise PageError(f"the server answered {exchange.status}", outcome)
    body = undo_content_coding(exchange.body, exchange.content_coding, MAX_FILE_BYTES)
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
