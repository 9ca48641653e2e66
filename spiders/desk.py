"""The desk of a crawl: what the spider, its scheduler and the pipelines share while it runs."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from time import monotonic
from typing import Any

from pipelines.reading import Reading, read_list, read_page, teach
from pipelines.workers import Workers
from scraper.errors import PageError, StorageError
from scraper.fields import ArticleLine, SetAsideLine
from scraper.model import Document, Listing, PageRequest, RawPage
from scraper.profile import Lesson
from scraper.results import ListPage
from scraper.sites import Site, site_of
from scraper.steps.attachment import is_file_address
from scraper.store import crash
from scraper.store.clock import now
from scraper.store.exchange import Exchange
from scraper.store.frontier import Errand, Frontier
from scraper.store.keeper import Keeper
from scraper.store.pages import PageState
from scraper.store.profiles import Profiles
from scraper.store.rhythm import SWEEP_S
from scraper.store.sections import Sections, SectionState
from scraper.store.state import Store
from scraper.store.warc import WarcShelf, Writer
from scraper.urls import canonical
from spiders.answers import page_of
from spiders.browser import Browser, is_renderable, rendered
from spiders.ending import end_run
from spiders.fetcher import LEFT_ALONE, Fetched, Fetcher
from spiders.plan import Plan, Report, Target
from spiders.walk import Walk

_LAST = 1_000_000  # a page number behind all others: asked for at the end of the run


class Desk:
    """Holds store, fetcher, workers and report of one crawl."""

    def __init__(self, plan: Plan, store: Store, report: Report) -> None:
        self.plan = plan
        self.store = store
        self.report = report
        self.frontier = Frontier(store, ahead=16)
        self.shelf = WarcShelf(store, Writer(plan.run_id, plan.contact, plan.user_agent))
        self.sections = Sections(store, self.frontier)
        self.keeper = Keeper(store, self.frontier, self.shelf, plan.run_id, is_full=plan.is_full)
        self.profiles = Profiles(store, self.shelf)
        self.workers = Workers()
        self.sites: dict[str, Site] = {target.site.name: target.site for target in plan.targets}
        self.open_sections: set[str] = set()
        self.walks: defaultdict[str, Walk] = defaultdict(Walk)
        self.page_of = page_of  # for the item side, which may not import this one
        self.fetcher: Fetcher | None = None
        self.browser: Browser | None = None
        self.held = 0  # drafts that wait for the profile to ripen
        self._began = monotonic()

    # ---- what is asked for

    def next_errand(self) -> Errand | None:
        """Lease the next errand, unless storage failed or the budget is spent."""
        return self.frontier.lease() if self._may_lease() else None

    def has_more(self) -> bool:
        """Tell whether this run will ask for more."""
        return not self.is_over() and self.frontier.has_leasable()

    def is_over(self) -> bool:
        """Tell whether this run has to end: storage failed, enough articles, or enough time."""
        plan = self.plan
        if self.report.failure is not None or self.report.stopped:
            return True
        if plan.max_articles is not None and self._stored() >= plan.max_articles:
            self.report.stopped = f"--max-articles {plan.max_articles} is reached"
        elif plan.max_minutes is not None and monotonic() - self._began > plan.max_minutes * 60:
            self.halt(plan.time_is_over)
        return bool(self.report.stopped)

    def halt(self, reason: str) -> None:
        """End this run now: what waits for its turn stays pending for the next."""
        self.report.stopped = self.report.stopped or reason
        if self.fetcher:
            self.fetcher.halted.set()

    def _may_lease(self) -> bool:
        most = self.plan.max_articles
        # Those that are out may be all that is still wanted.
        return not self.is_over() and (most is None or self._stored() + self.frontier.leased < most)

    def _stored(self) -> int:
        return sum(section.new + section.changed for section in self.report.sections.values())

    def begin(self) -> None:
        """Note the run and open the walk of every target."""
        before = self.store.rows("SELECT ended_at FROM runs ORDER BY started_at DESC LIMIT 1")
        if before and before[0][0] is None:
            self.shelf.suspect_indexes()
        self.store.run(
            "INSERT INTO runs(run_id, started_at, is_full) VALUES (?, ?, ?)",
            (self.plan.run_id, now().isoformat(), int(self.plan.is_full)),
        )
        self.frontier.park()
        for target in self.plan.targets:
            self.open_section(target)
        self.store.run("DELETE FROM hosts WHERE not_before <= ?", (now().isoformat(),))
        self.store.commit()

    def use(self, fetcher: Fetcher) -> None:
        """Take the fetcher, and tell it which hosts asked in an earlier run to be left alone until later."""
        self.fetcher = fetcher
        for host, not_before in self.store.rows("SELECT host, not_before FROM hosts"):
            fetcher.stopped[host] = f"it asked not to be called before {not_before}"

    def open_section(self, target: Target, kind: str = "target") -> None:
        """Open the walk of a section."""
        url = target.url
        state = self.sections.get(url)
        name = target.name or (state.name if state else url)
        errand = Errand("target" if kind == "target" else "list", PageRequest(url), target.site.name, url)
        self.frontier.unpark(url)
        is_sweep = self.plan.is_full or _is_sweep_due(state)
        if self.sections.begin_walk(errand, name, self.plan.run_id, is_sweep=is_sweep):
            self.walks[url].is_unread = True
        self.open_sections.add(url)
        self.report.of(url, name)

    def revisit(self, section_url: str, site: str) -> None:
        """Ask again, once, for the known pages of a section that are due; in a full run for all of them."""
        if self.walks[section_url].begins():
            pages = self.keeper.pages
            known = pages.of_section(section_url) if self.plan.is_full else pages.due(section_url, now().isoformat())
            self.frontier.add(
                self.again(page, section_url, site) for page in known if page.url != canonical(section_url)
            )

    def again(self, page: PageState, section_url: str, site: str, *, is_last: bool = False) -> Errand:
        """Give the errand that asks for a known page again, with its validators now and then left away.

        Some portals answer 304 whatever changed, so every third check goes without, and all of a full run.
        """
        headers: list[tuple[str, str]] = []
        is_shell = self.site(site, page.url).browser  # what such a page shows changes without the page
        if page.status == "ok" and not self.plan.is_full and not is_shell and page.checks % 3 != 2:
            headers = [("If-None-Match", page.etag)] if page.etag else []
            headers += [("If-Modified-Since", page.last_modified)] if page.last_modified else []
        request = PageRequest(page.asked or page.url, headers=tuple(headers))
        listing = self.keeper.pages.listing(page.url, section_url)
        return Errand("revisit", request, site, section_url, listing, _LAST if is_last else 0)

    def second_look(self, errand: Errand) -> Errand | None:
        """Give the errand that confirms in this run that a page is gone, or None where that was not what was seen."""
        page = self.keeper.pages.get(canonical(errand.request.url))
        if page is None or page.gone_since is None or page.gone_run != self.plan.run_id:
            return None
        return self.again(page, errand.section_url, errand.site, is_last=True)

    def look_late(self, section_url: str) -> None:
        """After the last list page: ask again for those onto which rows may have slipped, as articles gone tell."""
        walk = self.walks[section_url]
        if walk.missing and not self.frontier.has_lists(section_url):
            for page_number in walk.look_late():
                walk.again.update(self.frontier.again(section_url, page_number))

    async def _ask(self, errand: Errand) -> Fetched | None:
        assert self.fetcher is not None
        if errand.host in self.fetcher.stopped:
            return None
        is_file = errand.kind in ("article", "revisit") and is_file_address(errand.request.url)
        is_target = errand.kind == "target"
        fetched = await self.fetcher.fetch(errand.request, is_file=is_file, is_anywhere=is_target, is_errand=True)
        if (failure := fetched.last.failure) and failure.reason.startswith(LEFT_ALONE):
            return None
        if self.site(errand.site, errand.request.url).browser and is_renderable(fetched.last):
            return await rendered(self, errand, fetched)
        return fetched

    async def fetch(self, errand: Errand) -> Fetched | None:
        """Ask for what an errand needs; None where its host is to be left alone, and the errand stays pending."""
        assert self.fetcher is not None
        fetched = await self._ask(errand)
        if fetched is None:
            if reason := self.fetcher.stopped.get(errand.host):
                self.frontier.stop_host(errand.host)
                self.report.of(errand.section_url).note(f"{errand.host} is left alone in this run: {reason}")
            return None
        self.report.of(errand.section_url).requests += len(fetched.trail)
        self.archive_robots(errand.site)
        crash.point("list" if errand.kind in ("target", "list") else "page")
        return fetched

    def archive_robots(self, site: str) -> None:
        """Append what robots.txt answered to the archive."""
        assert self.fetcher is not None
        while self.fetcher.robots_exchanges:
            self.shelf.add(site, self.fetcher.robots_exchanges.pop())

    # ---- what the line says

    def site(self, name: str, url: str) -> Site:
        """Give the site of an errand."""
        return self.sites.get(name) or site_of(url, self.plan.known_sites)

    async def read_list(self, page: RawPage, errand: Errand) -> ListPage:
        """Read a list page in a worker."""
        _, profile = self.profiles.used(errand.site)
        site = self.site(errand.site, errand.request.url)
        return await self.workers.run(read_list, (page, errand.request), site, profile)

    async def teach(self, page: RawPage, errand: Errand) -> Lesson:
        """Learn from a page in a worker; a page that breaks its worker teaches nothing."""
        _, profile = self.profiles.used(errand.site)
        try:
            return await self.workers.run(teach, (page,), profile)
        except PageError:
            return Lesson()

    async def refine(self, page: RawPage, parts: tuple[RawPage, ...], errand: Errand) -> Reading:
        """Make the record of a page in a worker; a page that breaks its worker is set aside."""
        _, profile = self.profiles.used(errand.site)
        site = self.site(errand.site, errand.request.url)
        document = Document(page, parts, errand.listing)
        try:
            is_learning = self.profiles.is_learning(errand.site)
            return await self.workers.run(read_page, (document, is_learning), site, profile)
        except PageError as error:
            return Reading(self.set_aside(errand, error, page.url))

    async def is_article(self, page: RawPage, errand: Errand) -> bool:
        """Tell whether the line takes a page for an article."""
        return isinstance((await self.refine(page, (), errand)).record, ArticleLine)

    def set_aside(self, errand: Errand, error: PageError, url: str | None = None) -> SetAsideLine:
        """Make the set-aside line of a page of which nothing can be read."""
        listing = errand.listing or Listing()
        return SetAsideLine(
            url=url or errand.request.url,
            site=errand.site,
            section=listing.section,
            outcome=error.outcome,  # type: ignore[arg-type]  # PageError carries outcomes of the record's table
            reasons=(error.reason,),
            title=listing.title,
        )

    def give_up(self, errand: Errand, error: PageError) -> None:
        """Set aside what could not even be kept as usual: a line with the reason, and its errand is done."""
        record = self.set_aside(errand, error)
        try:
            self.keeper.keep_mishap(errand, record, now())
        except StorageError as failure:
            self.failed(failure)
            return
        self.report.of(errand.section_url).set_aside[record.outcome] += 1

    def is_unchanged(self, visit: Any) -> bool:
        """Tell whether a known page answered with the very bytes of before (or 304): nothing is to be refined."""
        known = self.keeper.pages.get(canonical(visit.errand.request.url))
        if known is None or known.status != "ok" or known.warc is None:
            return False
        last: Exchange = visit.trail[-1]
        return last.status == 304 or known.body_sha1 == last.body_sha1

    def is_all_held(self) -> bool:
        """Tell whether everything that is leased waits for its neighbours, and no neighbour is left to come."""
        if self.frontier.leased > self.held:
            return False
        return not self._may_lease() or not self.frontier.has_leasable()

    # ---- how it ends

    def failed(self, error: StorageError) -> None:
        """Note that storage failed: nothing more is asked for or written."""
        if self.report.failure is None:
            self.report.failure = error

    def end(self) -> None:
        """Close the walks that are over and note the end of the run."""
        end_run(self, monotonic() - self._began)

    def refuse(self, errand: Errand, sentence: str) -> None:
        """Tell that a target is not what was asked for; nothing of it is walked."""
        self.report.mistakes.append(sentence)
        self.close_target(errand)

    def close_target(self, errand: Errand) -> None:
        """Be done with a target that is no section to walk."""
        self.frontier.finish(errand)
        self.open_sections.discard(errand.section_url)
        self.sections.forget(errand.section_url)
        self.store.noted()


def _is_sweep_due(state: SectionState | None) -> bool:
    if state is None or state.swept_at is None:
        return False
    return (now() - datetime.fromisoformat(state.swept_at)).total_seconds() >= SWEEP_S
