"""Run a crawl: open the store, start Scrapy's engine in this process, close the walks."""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scraper.errors import StorageError
from scraper.store.state import Store
from spiders.desk import Desk
from spiders.plan import INTERRUPTED, Plan, Report

Listener = Callable[[Desk], None]


def run_crawl(plan: Plan, listener: Listener | None = None) -> Report:
    """Crawl, and give the report; raises UsageError where nothing could be started.

    One crawl in the life of a process: Twisted's reactor cannot be started twice.
    """
    store = Store.open(plan.output)
    report = Report(plan.run_id, mistakes=list(plan.mistakes))
    try:
        _log_to(plan.output / "runs" / f"{plan.run_id}.log")
        desk = Desk(plan, store, report)
        desk.workers.prepare()
        try:
            desk.begin()
            if listener is not None:
                listener(desk)
            _crawl(desk)
            if report.failure is None:
                desk.end()
        except StorageError as error:
            desk.failed(error)
        finally:
            desk.workers.close()
    finally:
        store.close()
    return report


def _crawl(desk: Desk) -> None:
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings

    from spiders import settings as ours
    from spiders.portal import PortalSpider

    settings = Settings()
    settings.setmodule(ours)
    settings.setdict(
        {
            "DOWNLOAD_DELAY": desk.plan.delay_s,
            "LOG_INSTALL_ROOT_HANDLER": False,
            "CHENGXI_NETWORKS": list(desk.plan.networks),
            "CHENGXI_CONTACT": desk.plan.contact or "",
        },
        priority="cmdline",
    )

    class Process(AsyncCrawlerProcess):
        def _signal_shutdown(self, signum: int, frame: Any) -> None:
            # Told at once: pages that wait, for their neighbours or for their turn, must wait no longer.
            desk.halt(INTERRUPTED)
            super()._signal_shutdown(signum, frame)

    process = Process(settings)
    _quieten()
    process.crawl(PortalSpider, desk=desk)
    if signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:  # else `nohup` has it ignored
        signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))  # a terminal that is closed
    process.start()


def _log_to(file: Path) -> None:
    """Send the log to the run's own file; the terminal stays for people."""
    logging.raiseExceptions = False  # a full disk is told once, by the store
    # What no line of the log tells need not be found out for each ("Optimization" in Python's logging how-to).
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.FileHandler(file, encoding="utf-8", delay=True)
    except OSError as error:
        raise StorageError(f"{file}: cannot be written ({error.strerror})") from error
    handler.setFormatter(_OneLine("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)


def _quieten() -> None:
    """Let warnings of the libraries through, and one event a page of our own."""
    logging.getLogger().setLevel(logging.INFO)
    for name in ("scrapy", "twisted", "asyncio"):
        logging.getLogger(name).setLevel(logging.WARNING)


class _OneLine(logging.Formatter):
    """One event a line: a portal cannot forge log lines with line feeds in its titles."""

    def format(self, record: logging.LogRecord) -> str:
        """Escape what is not printable."""
        text = super().format(record)
        if text.isprintable():
            return text
        return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
