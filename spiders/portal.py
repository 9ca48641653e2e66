"""The one spider: from a section's list pages to its articles. What differs between portals is data."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Spider, signals
from scrapy.http import Response

from pipelines.items import Visit
from pipelines.mishap import mishap
from scraper.errors import PageError, StorageError
from scraper.model import Listing, Outcome, PageRequest, RawPage
from scraper.results import ListPage, Row, SectionLink
from scraper.store.clock import now
from scraper.store.exchange import GONE, Exchange
from scraper.store.frontier import Errand
from scraper.urls import canonical, is_same_site
from spiders.answers import page_of
from spiders.desk import Desk
from spiders.fetcher import Fetched, Fetcher, is_private
from spiders.plan import SectionCount, Target
from spiders.sitemaps import sitemap_sections
from spiders.walk import LEADS_ON, MOST_HOPS, MOST_MISSING, rises

# A pager that lies must not keep a crawl walking for ever; the longest real list met has some 3,000 pages.
MAX_LIST_PAGES = 20_000

# What to do about a section whose first page cannot be read, by outcome.
CURES = {
    "unreachable": "check the address and whether the server is up, or try again later",
    "http_error": "check the address in a browser and name the section's list page",
    "robots": "the portal asks robots to stay away; ask its owner",
    "challenge": "the portal declines programs; ask its owner for access",
    "too_large": "name the section's list page, not a file",
}

_NO_LIST = "no list of articles is there any more, where one was before"
_OF_THE_SITE = frozenset({"unreachable", "bad_content", "spam_takeover", "not_article", "challenge"})


class PortalSpider(Spider):
    """Walks sections. All work comes from the frontier through the scheduler; `parse` gets each answer once."""

    name = "portal"

    def __init__(self, desk: Desk, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.desk = desk

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> Self:
        """Build it as Scrapy asks; the fetcher needs the crawler's engine."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.desk.use(Fetcher(spider.desk.plan, crawler))
        crawler.signals.connect(spider.end_browser, signal=signals.spider_closed)
        return spider

    async def end_browser(self) -> None:
        """End the browser, where one was needed."""
        if self.desk.browser is not None:
            await self.desk.browser.close()

    async def start(self) -> AsyncIterator[Any]:
        """Give nothing: the walks were opened before, and the scheduler has them."""
        errands: tuple[Any, ...] = ()
        for errand in errands:
            yield errand

    async def parse(self, response: Response) -> AsyncIterator[Visit]:
        """Take one answer: a list page leads to rows, anything else goes down the line."""
        errand: Errand = response.meta["errand"]
        fetched: Fetched | None = response.meta["fetched"]
        if fetched is None:
            self.desk.frontier.release(errand)
            return
        try:
            if errand.kind in ("article", "revisit"):
                yield self._visit(errand, fetched)
            else:
                async for visit in self._list(errand, fetched):
                    yield visit
        except StorageError as error:
            self.desk.failed(error)
        except Exception as error:  # noqa: BLE001 - what nobody foresaw is the reason of this page; the crawl goes on
            self._broke(errand, mishap(error))

    def _broke(self, errand: Errand, error: PageError) -> None:
        self.desk.give_up(errand, error)
        if errand.kind in ("target", "list") and errand.page_number == 0:
            self.desk.report.of(errand.section_url).failure = error.reason

    def _visit(self, errand: Errand, fetched: Fetched) -> Visit:
        return Visit(errand, fetched.trail, None)

    async def _list(self, errand: Errand, fetched: Fetched) -> AsyncIterator[Visit]:
        desk, last = self.desk, fetched.last
        try:
            page = page_of(last, errand.request.url)
            listed = await desk.read_list(page, errand)
        except PageError as error:
            self._list_failed(errand, fetched, error)
            return
        if (listed.rows or listed.next_pages) and (sentence := self._misnamed(errand, listed)):
            self._archive(errand, fetched.trail)
            desk.refuse(errand, sentence)
        elif listed.rows or listed.next_pages or errand.kind == "list":
            self._walk(errand, fetched.trail, listed)
        elif desk.sections.has_listed(errand.section_url):  # not a home page, whatever it shows now
            if await desk.is_article(page, errand):
                self._list_failed(errand, fetched, PageError(_NO_LIST, "not_article"))
            else:
                yield Visit(errand, fetched.trail, None)
        elif sections := await self._sections(errand, page, listed):
            self._open_sections(errand, fetched.trail, sections)
        else:
            yield Visit(errand, fetched.trail, None)

    async def _sections(self, errand: Errand, page: RawPage, listed: ListPage) -> tuple[SectionLink, ...]:
        """Give the sections of a home page: those that it leads to, else those of the portal's sitemap."""
        if await self.desk.is_article(page, errand):
            return ()
        return listed.sections or await sitemap_sections(self.desk, errand, page)

    def _misnamed(self, errand: Errand, listed: ListPage) -> str | None:
        """Tell that a target is a section itself, and not the one that was named with --section."""
        wanted = self.desk.plan.sections
        name = listed.section or self.desk.report.of(errand.section_url).name
        if errand.kind != "target" or not wanted or {name, self.desk.report.of(errand.section_url).name} & {*wanted}:
            return None
        told = f"{errand.section_url}: this address is a section itself ({name}), not {', '.join(wanted)}"
        return f"{told}; --section chooses among the sections of a home page or a known portal"

    def _archive(self, errand: Errand, trail: tuple[Exchange, ...]) -> None:
        for exchange in trail:
            self.desk.shelf.add(errand.site, exchange)

    def _walk(self, errand: Errand, trail: tuple[Exchange, ...], listed: ListPage) -> None:
        """Put the rows and the further pages of a list page into the frontier."""
        desk = self.desk
        count = desk.report.of(errand.section_url)
        desk.revisit(errand.section_url, errand.site)
        if errand.page_number == 0 and listed.section:
            count.name = listed.section
            desk.sections.rename(errand.section_url, listed.section)
        count.expected = listed.total_rows or count.expected
        rows = [row for row in listed.rows if self._is_wanted(row)]
        fresh = [row for row in rows if not desk.keeper.pages.is_known(canonical(row.url))]
        fresh = [row for row in fresh if not self._is_left(row, errand, count)]
        walk = desk.walks[errand.section_url]
        listed_anew = desk.sections.note_rows(errand.section_url, rows, now())
        count.listed += listed_anew if errand.id in walk.again else len(rows)
        articles = [
            Errand(
                "article",
                _request(row),
                errand.site,
                errand.section_url,
                Listing(count.name, errand.section_url, row.title, row.date),
                errand.page_number,
            )
            for row in fresh
        ]
        desk.frontier.add(articles)
        slipped = walk.arrive(errand.page_number, listed.total_rows, len(listed.rows))
        if errand.id in walk.again:
            walk.again.discard(errand.id)
        elif told := walk.ends(rows, listed_anew, now().date()) or _limit(errand, listed):
            count.note(f"list page {errand.page_number + 1} {told}")
            desk.frontier.drop_lists(errand.section_url)
        elif self._goes_on(errand, listed, fresh):
            desk.frontier.add(
                Errand("list", request, errand.site, errand.section_url, None, errand.page_number + step)
                for step, request in enumerate(listed.next_pages, start=1)
            )
        else:
            desk.frontier.drop_lists(errand.section_url)
        self._archive(errand, trail)
        desk.frontier.finish(errand)
        self._look_back(errand, slipped)
        desk.look_late(errand.section_url)
        desk.store.noted()

    def _look_back(self, errand: Errand, page_numbers: tuple[int, ...]) -> None:
        """Ask again for list pages onto which rows may have slipped after they were read."""
        for page_number in page_numbers:
            found = self.desk.frontier.again(errand.section_url, page_number)
            self.desk.walks[errand.section_url].again.update(found)

    def _is_left(self, row: Row, errand: Errand, count: SectionCount) -> bool:
        """Tell whether a row leads to where this portal's crawl does not go; then it is told, not fetched."""
        desk = self.desk
        site = desk.site(errand.site, errand.section_url)
        if site.fetch_other_hosts or site.owns(row.url) or is_same_site(errand.section_url, row.url):
            return False
        host = urlsplit(row.url).netloc[:80]
        outcome: Outcome = "refused_address" if is_private(row.url) else "not_article"
        reason = f"the row leads to another host ({host}); the site key fetch_other_hosts would fetch it"
        aside = Errand(
            "article", _request(row), errand.site, errand.section_url, Listing(count.name, errand.section_url)
        )
        record = desk.set_aside(aside, PageError(reason, outcome))
        desk.keeper.keep_untold(aside, replace(record, title=row.title), now())
        count.set_aside[outcome] += 1
        return True

    def _goes_on(self, errand: Errand, listed: ListPage, fresh: list[Row]) -> bool:
        """Tell whether the walk goes on behind this page."""
        plan = self.desk.plan
        # The first page may be a shell whose rows a script fetches, and a script itself has none, nor has a frame
        # around another; a later page without rows is the end.
        is_way = errand.page_number == 0 or bool(errand.request.beside and errand.request.base)
        is_way |= listed.mechanism in LEADS_ON and errand.page_number < MOST_HOPS
        is_gap = self.desk.walks[errand.section_url].is_gap(len(listed.rows), listed.mechanism)
        if not listed.rows and not is_way and not is_gap:
            return False
        if plan.since and all(row.date and row.date[:10] < plan.since for row in listed.rows):
            return False
        state = self.desk.sections.get(errand.section_url)
        is_whole_walk = state is None or state.walked_at is None or state.is_sweep
        return is_whole_walk or bool(fresh) or not listed.rows or rises(listed.rows)

    def _is_wanted(self, row: Row) -> bool:
        since = self.desk.plan.since
        return not (since and row.date and row.date[:10] < since)

    def _list_failed(self, errand: Errand, fetched: Fetched, error: PageError) -> None:
        """Set a list page aside; where it is the first one, the section could not be read."""
        desk = self.desk
        record = desk.set_aside(errand, error, fetched.last.url)
        count = desk.report.of(errand.section_url)
        count.set_aside[error.outcome] += 1
        if errand.page_number == 0:
            count.failure = error.reason + _cure(error, fetched.last.status)
            if not _is_of_the_site(error, fetched.last.status):
                desk.revisit(errand.section_url, errand.site)
        elif fetched.last.status in GONE:
            walk = desk.walks[errand.section_url]
            self._look_back(errand, walk.miss(errand.page_number))
            if walk.is_cut_off():
                count.note(
                    f"the last {MOST_MISSING} list pages that the pager promised do not exist; the walk ended there"
                )
                desk.frontier.drop_lists(errand.section_url)
        else:
            count.lists_failed += 1
            count.note(f"list page {errand.page_number + 1} could not be read ({error.reason}); it is read next time")
        if error.outcome == "challenge":
            self._decline(fetched.last.url, error.reason)
        desk.keeper.keep_list_failure(errand, fetched.trail, record)
        desk.look_late(errand.section_url)

    def _decline(self, url: str, reason: str) -> None:
        assert self.desk.fetcher is not None
        self.desk.fetcher.stop(url, reason)

    def _open_sections(self, errand: Errand, trail: tuple[Exchange, ...], sections: tuple[SectionLink, ...]) -> None:
        """A home page: crawl the sections that it leads to, or those that were named."""
        desk = self.desk
        site = desk.site(errand.site, errand.request.url)
        wanted = desk.plan.sections
        chosen = [section for section in sections if not wanted or section.name in wanted]
        for section in chosen:
            desk.open_section(Target(section.url, site, section.name))
        count = desk.report.of(errand.section_url)
        count.notes.append(f"a home page: {len(sections)} sections")
        self._archive(errand, trail)
        if chosen:
            desk.close_target(errand)
        else:
            names = ", ".join(section.name for section in sections)
            desk.refuse(errand, f"{errand.section_url}: no section named {', '.join(wanted)}; there are: {names}")


def _request(row: Row) -> PageRequest:
    return PageRequest(row.url)


def _limit(errand: Errand, listed: ListPage) -> str | None:
    """Tell that a walk has come to its limit, where the list goes on behind it."""
    goes_on = bool(listed.next_pages) or (listed.total_pages or 0) > MAX_LIST_PAGES
    if errand.page_number + 1 < MAX_LIST_PAGES or not (listed.rows and goes_on):
        return None
    return f"is the last that is walked of one list ({MAX_LIST_PAGES:,}); what lies behind it was not read"


def _is_of_the_site(error: PageError, status: int) -> bool:
    """Tell whether a section's first page fails as its articles would too, from which nothing is to be learnt."""
    return error.outcome in _OF_THE_SITE or (error.outcome == "http_error" and status >= 500)  # RFC 9110 §15.6


def _cure(error: PageError, status: int) -> str:
    """Give what to do about a section whose first page cannot be read; the reason of a refused address is its own."""
    if error.outcome == "refused_address":
        return ""
    is_down = error.outcome == "http_error" and status >= 500  # RFC 9110 §15.6: the server's own trouble
    return f"; {CURES['unreachable'] if is_down else CURES.get(error.outcome, CURES['http_error'])}"
