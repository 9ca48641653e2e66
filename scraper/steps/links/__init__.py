"""links: the article rows of a list page, and the place of a page in its portal: its section, what it leads to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from scraper.dates.written import find_dates, numeric_order
from scraper.dom import parse
from scraper.lists.addresses import Addresses, read_addresses
from scraper.lists.answers import Answer, json_answer, read_answer
from scraper.lists.embedded import read_embedded, states
from scraper.lists.row_addresses import read_row_addresses
from scraper.model import PageRequest, PurgedPage, RawPage
from scraper.results import Row, SectionLink
from scraper.sites import Site
from scraper.steps.links.boxes import read_boxes
from scraper.steps.links.choice import find_list
from scraper.steps.links.cutting import find_strips
from scraper.steps.links.family import tell_family
from scraper.steps.links.kinds import is_for_signing_in
from scraper.steps.links.names import read_breadcrumbs, read_section_name
from scraper.steps.links.outline import read_outline
from scraper.steps.links.reading import Page, ReadRow, read_strip
from scraper.steps.links.rowdate import short_order
from scraper.steps.links.rows import chunks, find_anchors, given_strip, squeeze
from scraper.steps.links.sections import read_sections, read_sitemap_sections
from scraper.steps.links.yearheads import read_year_headings, year_of_list
from scraper.urls import canonical, is_same_host, resolve

UTC_ZONE = ZoneInfo("UTC")
_WINDOW = re.compile(r"^_|blank|new|win|open", re.IGNORECASE)  # a target that is no frame of the same page
_RECORD = "chengxi-record"  # the element that holds one record of a datastore


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands in its portal: section, breadcrumbs, the sections that it leads to, CMS family."""

    section: str | None
    breadcrumbs: tuple[str, ...]
    sections: tuple[SectionLink, ...]
    cms: str | None


def read_rows(page: PurgedPage, request: PageRequest, site: Site) -> tuple[Row, ...]:
    """Read the article rows of a list page in their order, each address once; none where the page is no list."""
    raw = page.decoded.raw
    base = request.base or raw.url
    answer = read_answer(page.decoded.text, site.zone, request.row_addresses)
    if answer is not None and answer.kind == "sitemap":
        return _from_items(replace(answer, items=tuple(item for item in answer.items if item.title)), base)
    if answer is not None and answer.items:
        return _from_items(answer, base)
    if _is_sent_to_login(page):
        return ()
    tree = page.tree
    if answer is not None and answer.fragments:
        tag = _RECORD if answer.kind == "datastore" else "div"
        tree = parse("<body>" + "".join(f"<{tag}>{part}</{tag}>" for part in answer.fragments) + "</body>")
    addresses = read_addresses(tree, page.decoded.text, base, page.decoded.encoding.used)
    outline = read_outline(tree)
    anchors = find_anchors(tree, addresses, canonical(base))
    texts = tuple(squeeze(text) for _, text in chunks(tree))
    order = numeric_order(texts, "mdy" if site.time_zone.startswith("America/") else "dmy")
    day = raw.fetched_at.astimezone(site.zone).date() if raw.fetched_at else None
    now = _moment(raw, site)
    year = year_of_list(base, now)
    context = Page(addresses.base, order, short_order(texts, order), now, year, read_year_headings(outline))
    heads = list(tree.iter(_RECORD))
    if (layout := site.layout(day)).rows is not None:
        heads = [element for element in tree.xpath(layout.rows) if hasattr(element, "tag")]
    if heads:
        found = read_strip(given_strip(anchors, heads), context)
    else:
        strips = ((strip, read_strip(strip, context)) for strip in find_strips(anchors, outline))
        found = find_list(tuple(strips), outline, addresses.base, len(read_boxes(outline, addresses).sections))
    rows: dict[str, Row] = {}
    if not any(row.row.date for row in found) and is_for_signing_in(tree, outline.measures[tree].chars):
        found = ()
    for row in () if _are_for_a_frame(found) else found:
        rows.setdefault(row.key, row.row)
    if not rows and (embedded := _embedded(page, site)) is not None:
        return _from_items(embedded, addresses.base)
    return tuple(rows.values())


def _is_sent_to_login(page: PurgedPage) -> bool:
    """Tell whether another page than the one that was asked for wants a password."""
    raw = page.decoded.raw
    if raw.requested_url is None or urlsplit(raw.requested_url).path == urlsplit(raw.url).path:
        return False
    return any((field.get("type") or "").lower() == "password" for field in page.tree.iter("input"))


def _are_for_a_frame(rows: tuple[ReadRow, ...]) -> bool:
    """Tell whether undated links all open in another frame: they are the menu of a frameset, no list."""
    targets = {row.link.get("target", "") for row in rows}
    target = targets.pop() if len(targets) == 1 else ""
    return bool(target) and not _WINDOW.search(target) and not any(row.row.date for row in rows)


def read_place(page: PurgedPage, request: PageRequest) -> Place:
    """Read the section's name, the breadcrumbs and the sections that a page leads to."""
    base = request.base or page.decoded.raw.url
    answer = read_answer(page.decoded.text, UTC_ZONE)
    if answer is not None and answer.kind == "sitemap":
        told = tuple(item.address for item in answer.items if not item.title)
        return Place(None, (), read_sitemap_sections(told, base), None)
    addresses: Addresses = read_addresses(page.tree, page.decoded.text, base, page.decoded.encoding.used)
    outline = read_outline(page.tree)
    breadcrumbs = read_breadcrumbs(outline)
    sections = read_sections(outline, addresses, read_boxes(outline, addresses))
    cms = tell_family(page.decoded.text)
    return Place(read_section_name(outline, breadcrumbs), breadcrumbs, sections, cms)


def _moment(raw: RawPage, site: Site) -> datetime | None:
    """Give the moment as of which a page's days are counted: its fetch, or its last change if that is older.

    Mirrors and static pages say with Last-Modified when they were written.
    """
    fetched = raw.fetched_at.astimezone(site.zone) if raw.fetched_at else None
    try:
        changed = parsedate_to_datetime(raw.header("last-modified") or "").astimezone(site.zone)
    except (ValueError, TypeError, OverflowError):
        return fetched
    return changed if fetched is None or changed < fetched else fetched


def _embedded(page: PurgedPage, site: Site) -> Answer | None:
    """Read the list that a page's script holds, where the page itself shows none."""
    templates = read_row_addresses(page.decoded.text)
    scripts = (element.text for element in page.tree.iter("script") if element.text)
    answers = [found for code in scripts if (found := read_embedded(code, site.zone, templates)) is not None]
    told = (json_answer(state, site.zone, templates) for state in states(page.tree))
    answers += [answer for answer in told if len(answer.items) > 1]
    return max(answers, key=lambda answer: len(answer.items), default=None)


def _from_items(answer: Answer, base: str) -> tuple[Row, ...]:
    rows: dict[str, Row] = {}
    for item in answer.items:
        url = resolve(base, item.address)
        if url is not None:
            dates = find_dates(item.date or "")
            day = dates[0].value.isoformat() if dates else None
            rows.setdefault(canonical(url), Row(url, item.title or url, day, not is_same_host(url, base)))
    return tuple(rows.values())
