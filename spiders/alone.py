"""The spider as Scrapy's own command line starts it: `scrapy crawl NAME -a output=… -a contact=… -a url=…`.

Arguments: `url` (with the spider `portal`), `output`, `contact`, `allow_network` (comma between), `delay`, `full`,
`since`, `max_articles`. The configuration file and the environment hold as for `chengxi crawl`.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any, Self

from scrapy import Spider, signals

from scraper.errors import StorageError, UsageError
from scraper.sites import Site, load_sites, site_of
from scraper.store.clock import now
from scraper.store.state import Store
from spiders.address_guard import GuardedResolver, parse_networks
from spiders.desk import Desk
from spiders.plan import Plan, Report, Target
from spiders.portal import PortalSpider


def alone(name: str, site: Site | None) -> type[Spider]:
    """Give the spider class of a portal; without a site, the one that takes `-a url=…`."""
    return type(f"{name.title().replace('.', '')}Spider", (_AloneSpider,), {"name": name, "portal": site})


class _AloneSpider(PortalSpider):
    """Opens and closes its own store."""

    portal: Site | None = None

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> Self:
        """Build plan, store and desk from the arguments."""
        plan = _plan(cls.portal, kwargs)
        crawler.settings.set("DOWNLOAD_DELAY", plan.delay_s, priority="spider")
        GuardedResolver.admit(parse_networks(plan.networks), has_contact=bool(plan.contact))
        store = Store.open(plan.output)
        desk = Desk(plan, store, Report(plan.run_id))
        desk.begin()
        spider = super().from_crawler(crawler, *args, desk=desk)
        crawler.signals.connect(spider.put_away, signal=signals.spider_closed)
        return spider

    def put_away(self) -> None:
        """Close the walks and the store."""
        desk = self.desk
        try:
            if desk.report.failure is None:
                desk.end()
        except StorageError as error:
            desk.failed(error)
        finally:
            desk.workers.close()
            desk.store.close()
        if desk.report.failure is not None:
            self.logger.critical("%s", desk.report.failure)
        for section in desk.report.sections.values():
            if section.failure:
                self.logger.error("%s: %s", section.url, section.failure)


def _plan(site: Site | None, given: dict[str, str]) -> Plan:
    if site is not None:
        targets = tuple(Target(section.url, site, section.name) for section in site.sections)
    elif url := given.get("url"):
        targets = (Target(url, site_of(url, load_sites())),)
    else:
        raise UsageError("the spider `portal` needs an address: scrapy crawl portal -a url=https://…")
    count = given.get("max_articles")
    return Plan(
        targets=targets,
        output=Path(given.get("output", "output")),
        run_id=f"{now():%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}",
        contact=given.get("contact"),
        networks=tuple(text for text in given.get("allow_network", "").split(",") if text),
        delay_s=float(given.get("delay", 2.0)),
        is_full=given.get("full", "") in ("1", "true", "yes"),
        since=given.get("since"),
        max_articles=int(count) if count else None,
    )
