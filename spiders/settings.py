"""Scrapy's settings: what of Scrapy is used, and what replaces the rest."""

from __future__ import annotations

from typing import Any

BOT_NAME = "chengxi"
SPIDER_MODULES = ["spiders"]
SPIDER_LOADER_CLASS = "spiders.loader.SiteLoader"
SCHEDULER = "spiders.frontier_scheduler.FrontierScheduler"
TWISTED_DNS_RESOLVER = "spiders.address_guard.GuardedResolver"
DOWNLOAD_HANDLERS: dict[str, Any] = {
    "http": "spiders.download.WireHandler",
    "https": "spiders.download.WireHandler",
    "file": None,
    "ftp": None,
    "s3": None,
    "data": None,
}
# Robots, redirects, second attempts and content-coding are ours (RFC 9309, archive, limits): Scrapy's own stay away.
DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}
DOWNLOADER_MIDDLEWARES = {"spiders.middlewares.ErrandMiddleware": 100}
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
EXTENSIONS_BASE: dict[str, int] = {}
EXTENSIONS = {"scrapy.extensions.corestats.CoreStats": 0}
ITEM_PIPELINES = {
    "pipelines.refine.RefinePipeline": 100,
    "pipelines.attachments.AttachmentsPipeline": 500,
    "pipelines.keep.KeepPipeline": 900,
}
DOWNLOAD_VERIFY_CERTIFICATES = True  # the handler asks again without, and marks what it got
DOWNLOAD_MAXSIZE = 20_000_000
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = True
DOWNLOAD_DELAY = 2.0
DOWNLOAD_DELAY_JITTER = 0.5
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# Errands waiting for their host's turn count too: 16 a host are leased ahead.
CONCURRENT_REQUESTS = 256
CONCURRENT_ITEMS = 1  # of one response, which gives one visit: Scrapy starts as many tasks a response as this says
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 100_000_000
LOG_LEVEL = "WARNING"
LOG_SHORT_NAMES = True
RETRY_ENABLED = False
REDIRECT_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
LOG_SCRAPED_ITEMS = False
