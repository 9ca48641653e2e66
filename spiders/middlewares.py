"""Between engine and downloader: an errand is fetched whole, with its redirects and second attempts."""

from __future__ import annotations

from typing import Any, Self

from scrapy import Request
from scrapy.http import Response

from pipelines.mishap import mishap
from scraper.errors import StorageError
from scraper.store.clock import now
from scraper.store.exchange import Exchange, Failure
from spiders.fetcher import Fetched


class ErrandMiddleware:
    """Turn the request of an errand into the response that came in the end; `request.meta["fetched"]` has the trail."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """Build it as Scrapy asks."""
        return cls(crawler)

    async def process_request(self, request: Request) -> Response | None:
        """Fetch an errand; let the single requests that this is made of pass on to the download handler."""
        errand = request.meta.get("errand")
        if errand is None:
            return None
        desk = self._crawler.spider.desk
        try:
            request.meta["fetched"] = await desk.fetch(errand)
        except StorageError as error:
            desk.failed(error)
            request.meta["fetched"] = None
        except Exception as error:  # noqa: BLE001 - what nobody foresaw is the reason of this page; the crawl goes on
            failure = Failure("bad_content", mishap(error).reason)
            request.meta["fetched"] = Fetched((Exchange(errand.request, now(), failure=failure),))
        return Response(request.url, request=request)
