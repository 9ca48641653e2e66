"""Scrapy's scheduler, over the frontier in the state database: nothing is queued in memory, pickles or job folders."""

from __future__ import annotations

from typing import Any, Self

from scrapy import Request

from scraper.store.frontier import Errand


class FrontierScheduler:
    """Gives Scrapy the next errand as a request; the errand stands in `request.meta["errand"]`."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """Build it as Scrapy's setting SCHEDULER asks."""
        return cls(crawler)

    def open(self, spider: Any) -> None:
        """Nothing to open: the store is open already."""

    def close(self, reason: str) -> None:
        """Nothing to close: leases die with the process, pending rows stay."""

    def has_pending_requests(self) -> bool:
        """Tell whether there is more to ask for in this run."""
        return bool(self._crawler.spider.desk.has_more())

    def enqueue_request(self, request: Request) -> bool:
        """Refuse: errands come from the store only."""
        del request
        return False

    def next_request(self) -> Request | None:
        """Lease the next errand; None while there is none to be leased."""
        spider = self._crawler.spider
        errand: Errand | None = spider.desk.next_errand()
        if errand is None:
            return None
        # The address of the request is a label only: the middleware fetches what the errand says.
        return Request("http://errand.invalid/", callback=spider.parse, dont_filter=True, meta={"errand": errand})
