"""Walk a simulated portal's section without a network: what the crawl does, reduced to its list pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

from scraper.line import read_list
from scraper.model import PageRequest, RawPage
from scraper.profile import EMPTY
from scraper.results import ListPage, Row
from scraper.sites import site_of
from scraper.urls import canonical
from spiders.walk import Walk
from tests.portal.families.makes import Simulated

HOST = "http://portal.example.cn"
MOST_PAGES = 400


def fetch(portal: Simulated, request: PageRequest) -> RawPage:
    """Answer a request as the server would."""
    parts = urlsplit(request.url)
    found = portal.answer(request.method, parts.path, dict(parse_qsl(parts.query)), request.body)
    status, kind, body = (404, "text/html", b"<h1>404</h1>") if found is None else (200, *found)
    return RawPage(request.url, body, status, (("Content-Type", kind),), datetime(2026, 11, 1, tzinfo=UTC))


def read(portal: Simulated, request: PageRequest) -> ListPage:
    """Fetch and read one list page."""
    page = fetch(portal, request)
    return read_list(page, request, site_of(request.url), EMPTY)


def walk(
    portal: Simulated, after_page: Callable[[int], None] = lambda _: None
) -> tuple[dict[str, Row], list[ListPage]]:
    """Walk a section from its address alone; gives the rows by canonical address and every page as read."""
    queue = [PageRequest(HOST + portal.section)]
    begun = Walk()
    asked: list[PageRequest] = []
    seen: set[tuple[str, bytes]] = set()
    rows: dict[str, Row] = {}
    pages: list[ListPage] = []
    while queue and len(pages) < MOST_PAGES:
        request = queue.pop(0)
        if (request.url, request.body) in seen:
            continue
        seen.add((request.url, request.body))
        again: list[int] = []
        if fetch(portal, request).status != 200:
            again += begun.miss(len(asked) + 1)
        else:
            listing = read(portal, request)
            pages.append(listing)
            for row in listing.rows:
                rows.setdefault(canonical(row.url), row)
            queue.extend(listing.next_pages)
            after_page(len(pages))
            asked.append(request)
            again += begun.arrive(len(asked), listing.total_rows, len(listing.rows))
        while again:
            number = again.pop(0)
            listing = read(portal, asked[number - 1])
            for row in listing.rows:
                rows.setdefault(canonical(row.url), row)
            after_page(len(pages))
            again += begun.arrive(number, listing.total_rows, len(listing.rows))
    return rows, pages
