"""Sections that only the sitemap tells: asked for where a home page leads to none."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from scraper.errors import PageError
from scraper.model import PageRequest, RawPage
from scraper.results import SectionLink
from scraper.urls import canonical, is_same_site
from spiders.answers import page_of

if TYPE_CHECKING:
    from scraper.store.frontier import Errand
    from spiders.desk import Desk

MOST_SITEMAPS = 6
MOST_SECTIONS = 40  # as many as `sites add` looks at; each costs a request to find out whether it lists anything


async def sitemap_sections(desk: Desk, errand: Errand, page: RawPage) -> tuple[SectionLink, ...]:
    """Give the sections that the portal's sitemaps name: those of robots.txt, else /sitemap.xml."""
    assert desk.fetcher is not None
    waiting = list(desk.fetcher.robots.sitemaps(page.url)) or [urljoin(page.url, "/sitemap.xml")]
    found: dict[str, SectionLink] = {}
    for _ in range(MOST_SITEMAPS):
        if not waiting:
            break
        request = PageRequest(waiting.pop(0))
        if not is_same_site(request.url, page.url):
            continue
        fetched = await desk.fetcher.fetch(request)
        for exchange in fetched.trail:
            desk.shelf.add(errand.site, exchange)
        desk.report.of(errand.section_url).requests += len(fetched.trail)
        try:
            listed = await desk.read_list(page_of(fetched.last, request.url), errand)
        except PageError:
            continue
        waiting += [child.url for child in listed.next_pages if child.url.endswith((".xml", ".xml.gz"))]
        if listed.rows:  # a sitemap of news is a list itself
            found[canonical(request.url)] = SectionLink(urlsplit(request.url).path.rpartition("/")[2], request.url)
        found |= {canonical(link.url): link for link in listed.sections}
    return tuple(found.values())[:MOST_SECTIONS]
