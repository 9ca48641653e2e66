"""A spider name for each known portal, so that `scrapy list` and `scrapy crawl NAME` work from the root."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from scrapy import Request, Spider

from scraper.sites import BrokenSite, Site, read_sites
from scraper.urls import is_same_host


class SiteLoader:
    """Scrapy's protocol `scrapy.spiderloader.SpiderLoaderProtocol` over the site files."""

    def __init__(self, sites: tuple[Site, ...], broken: tuple[BrokenSite, ...] = ()) -> None:
        self._sites = {site.name: site for site in sites}
        self._broken = broken

    @classmethod
    def from_settings(cls, settings: Any) -> Self:
        """Read the site files of the package and those beside the output."""
        del settings
        return cls(*read_sites(Path("sites")))

    def load(self, spider_name: str) -> type[Spider]:
        """Give the spider of a portal; raises KeyError for an unknown one, SiteError for one whose file is broken."""
        from spiders.alone import alone

        for site in self._broken:
            if site.means(spider_name):
                raise site.error
        return alone(spider_name, None if spider_name == "portal" else self._sites[spider_name])

    def list(self) -> list[str]:
        """Give the names of the known portals, and `portal` for any address."""
        return sorted([*self._sites, "portal"])

    def find_by_request(self, request: Request) -> __builtins__.list[str]:
        """Give the portals that a request belongs to."""
        return [
            name
            for name, site in self._sites.items()
            if any(is_same_host(request.url, f"http://{host}") for host in site.hosts)
        ]
