"""From a visit to a draft: the line runs in a worker; further pages of the document are fetched as it asks for them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from time import monotonic
from typing import Any, Self

from pipelines.items import Draft, Part, Visit
from pipelines.mishap import mishap
from pipelines.reading import Reading
from scraper.errors import PageError, StorageError
from scraper.model import RawPage
from scraper.steps.attachment import published_file
from scraper.store.findings import FileFinding
from scraper.urls import canonical

# The first pages of a site wait for their neighbours, so that nobody cites what is corrected a minute later.
HELD_PAGES = 8
# Eight pages at the default delay take 20 s, on a slow host some minutes; a neighbour that takes longer is not awaited.
HELD_S = 600.0
# Articles over more than this many pages are lists in disguise.
MAX_PARTS = 60


class RefinePipeline:
    """Runs the line over each visit."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler
        self._ripe: dict[str, asyncio.Event] = {}
        self._held: dict[str, int] = {}

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """Build it as Scrapy asks."""
        return cls(crawler)

    async def process_item(self, item: Visit) -> Draft:
        """Make the draft of a visit."""
        desk = self._crawler.spider.desk
        try:
            return await self._drafted(item)
        except StorageError as error:
            desk.failed(error)
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the reason of this page; the crawl goes on
            return Draft(item, desk.set_aside(item.errand, mishap(error), item.trail[-1].url))

    async def _drafted(self, item: Visit) -> Draft:
        desk = self._crawler.spider.desk
        listing = item.errand.listing
        may_be_file = listing is not None and listing.title is not None
        page = desk.page_of(item.trail[-1], item.errand.request.url, may_be_file=may_be_file)
        visit = replace(item, page=page)
        if desk.is_unchanged(visit):
            return Draft(visit, None)
        if page.status == 304:  # some servers answer so whatever they are asked
            raise PageError("the server answered 304 Not Modified, and nothing is known of this page", "http_error")
        if not (may_be_file and published_file(page)):  # a file teaches nothing about the portal's pages
            await self._ripen(visit, page)
        return await self._refined(visit, page)

    async def _refined(self, visit: Visit, page: RawPage) -> Draft:
        desk = self._crawler.spider.desk
        reading = await desk.refine(page, (), visit.errand)
        parts: list[Part] = []
        asked = {canonical(page.url)}
        wants = list(reading.wants)
        while wants and len(parts) < MAX_PARTS:
            request = wants.pop(0)
            if canonical(request.url) in asked:
                continue
            asked.add(canonical(request.url))
            part = await self._part(request)
            parts.append(part)
            if part.page is None:
                break
            reading = await desk.refine(page, tuple(part.page for part in parts if part.page), visit.errand)
            wants.extend(reading.wants)
        if desk.profiles.is_ripe(visit.errand.site):
            desk.profiles.learn(visit.errand.site, reading.lesson)
        return Draft(visit, reading.record, tuple(parts), _own_file(page, reading), reading.signature)

    async def _part(self, request: Any) -> Part:
        desk = self._crawler.spider.desk
        fetched = await desk.fetcher.fetch(request)
        try:
            return Part(request, fetched.trail, desk.page_of(fetched.last, request.url))
        except PageError:
            return Part(request, fetched.trail, None)

    async def _ripen(self, visit: Visit, page: RawPage) -> None:
        """Learn from the page, and wait until its neighbours have taught enough, or no more of them will come."""
        desk, site = self._crawler.spider.desk, visit.errand.site
        if desk.profiles.is_ripe(site):
            return
        desk.held += 1
        event = self._ripe.setdefault(site, asyncio.Event())
        self._held[site] = self._held.get(site, 0) + 1
        try:
            desk.profiles.learn(site, await desk.teach(page, visit.errand))
            if desk.profiles.is_ripe(site) or self._held[site] >= HELD_PAGES:
                desk.profiles.promote(site)
                event.set()
            latest = monotonic() + HELD_S
            while not (event.is_set() or desk.is_all_held() or desk.is_over() or monotonic() > latest):
                try:
                    await asyncio.wait_for(event.wait(), 0.05)
                except TimeoutError:
                    continue
            desk.profiles.promote(site)
            event.set()
        finally:
            desk.held -= 1


def _own_file(page: RawPage, reading: Reading) -> tuple[FileFinding, ...]:
    """Give the file that the page itself was; it has been fetched and read already."""
    return (FileFinding(page.url, (), page.body, reading.file),) if reading.file is not None else ()
