"""links: the article rows of a list page, and the sections that a portal's page leads to."""

from __future__ import annotations

from scraper.addresses import read_addresses
from scraper.model import PageRequest, PurgedPage, Row
from scraper.profile import Profile
from scraper.sites import Site
from scraper.steps.links.choice import belonging, weigh
from scraper.steps.links.marks import find_pagers
from scraper.steps.links.reading import Page, ReadRow, numeric_order, read_strip
from scraper.steps.links.rows import chunks, find_anchors, find_strips, squeeze
from scraper.urls import canonical

LEAST_STRENGTH = 1.0  # one dated row with a short title and an article's address has 0.84, three undated ones 2


def read_rows(page: PurgedPage, request: PageRequest, site: Site, profile: Profile) -> tuple[Row, ...]:
    """Read the article rows of a list page in their order, each address once; none where the page is no list."""
    del profile
    raw = page.decoded.raw
    addresses = read_addresses(page.tree, page.decoded.text, request.base or raw.url)
    anchors = find_anchors(page.tree, addresses, canonical(raw.url))
    texts = tuple(squeeze(text) for _, text in chunks(page.tree))
    order = numeric_order(texts, "mdy" if site.time_zone.startswith("America/") else "dmy")
    context = Page(addresses.base, order, raw.fetched_at.astimezone(site.zone).date() if raw.fetched_at else None)
    pagers = find_pagers(page.tree)
    folder = addresses.base.split("?", 1)[0].rsplit("/", 1)[0] + "/"
    if folder.count("/") <= 3:
        folder = ""
    candidates = tuple(
        weigh(strip, rows, pagers, folder) for strip in find_strips(anchors) if (rows := read_strip(strip, context))
    )
    if not candidates:
        return ()
    main = max(candidates, key=lambda candidate: candidate.strength)
    if main.strength < LEAST_STRENGTH:
        return ()
    positions = {element: number for number, element in enumerate(page.tree.iter())}
    found: dict[str, ReadRow] = {}
    rows = [row for part in belonging(main, candidates) for row in part.rows]
    for row in sorted(rows, key=lambda row: positions[row.band.head]):
        found.setdefault(row.key, row)
    return tuple(row.row for row in found.values())
