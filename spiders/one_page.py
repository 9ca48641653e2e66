"""One page for `inspect` and `sites add`: the same guard and manners as a crawl, nothing stored."""

from __future__ import annotations

from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

from scraper.errors import PageError, UsageError
from scraper.model import PageRequest, RawPage
from spiders.plan import DEFAULT_DELAY_S, Plan


class Asking(Protocol):
    """What a fetch needs to know of the user's settings."""

    @property
    def contact(self) -> str | None:
        """Who asks."""

    @property
    def allow_network(self) -> tuple[str, ...]:
        """Networks that may be asked though they are not public."""


def fetch_page(url: str, settings: Asking, request: PageRequest | None = None) -> RawPage:
    """Fetch one page, redirects followed; raises PageError with the reason where none comes.

    Raises UsageError where a public address is asked without a contact. Runs in a process of its own, so that it can
    be called any number of times: Twisted's reactor starts once in the life of a process.
    """
    plan = Plan((), Path(), "", settings.contact, settings.allow_network, DEFAULT_DELAY_S)
    context = get_context("spawn")
    mine, other = context.Pipe()
    process = context.Process(target=_fetch, args=(other, plan, request or PageRequest(url)), daemon=True)
    process.start()
    other.close()
    try:
        page, error = mine.recv()
    except EOFError as lost:
        raise PageError(f"{url}: the fetching process ended without an answer", "unreachable") from lost
    finally:
        process.join(10)
        mine.close()
    if error is not None:
        if "no --contact" in str(error[0]):
            raise UsageError(f"{url}: {error[0]}; add --contact you@example.org (or set CHENGXI_CONTACT)")
        raise PageError(*error)
    assert isinstance(page, RawPage)
    return page


def _fetch(pipe: Connection, plan: Plan, request: PageRequest) -> None:
    import logging

    from scrapy import Spider
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings

    from spiders import settings as ours
    from spiders.fetcher import Fetcher

    answer: list[Any] = [None, ("nothing came", "unreachable")]

    class OnePage(Spider):
        name = "one-page"

        async def start(self) -> Any:
            fetched = await Fetcher(plan, self.crawler).fetch(request, is_anywhere=True)
            asked = request.url if request.url != fetched.last.url else None
            try:
                answer[:] = [fetched.last.page(asked), None]
            except PageError as error:
                answer[:] = [None, (error.reason, error.outcome)]
            nothing: tuple[Any, ...] = ()
            for item in nothing:
                yield item

    settings = Settings()
    settings.setmodule(ours)
    settings.setdict(
        {
            "SCHEDULER": "scrapy.core.scheduler.Scheduler",
            "ITEM_PIPELINES": {},
            "DOWNLOADER_MIDDLEWARES": {},
            "DOWNLOAD_DELAY": 0,
            "LOG_INSTALL_ROOT_HANDLER": False,
            "CHENGXI_NETWORKS": list(plan.networks),
            "CHENGXI_CONTACT": plan.contact or "",
        },
        priority="cmdline",
    )
    logging.disable(logging.CRITICAL)
    process = AsyncCrawlerProcess(settings)
    process.crawl(OnePage)
    process.start()
    pipe.send(answer)
    pipe.close()
