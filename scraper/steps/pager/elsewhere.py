"""Pages that hold no rows themselves and tell where the list is: a frame, a redirection, pager attributes."""

from __future__ import annotations

import re

from scraper.steps.pager.sheet import MAX_PAGES, Reading, Sheet, scripts
from scraper.urls import canonical, is_same_site, resolve

_REFRESH = re.compile(r"^\s*\d+\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_LEAVES = re.compile(
    r"^[^\S\n]*+(?:window\.|top\.|self\.|document\.)?location(?:\.href)?\s*=\s*['\"]([^'\"]+)['\"]"
    r"|^[^\S\n]*+(?:window\.|top\.|self\.)?location\.(?:replace|assign)\s*\(\s*['\"]([^'\"]+)['\"]",
    re.MULTILINE,
)
_NO_LIST = re.compile(
    r"weather|tianqi|calendar|rili|login|search|map|video|player|share|count|stat|banner", re.IGNORECASE
)
_TOTAL_PAGES = (
    "data-total-page",
    "data-total-pages",
    "data-pages",
    "data-page-count",
    "data-pagecount",
    "data-totalpage",
)
_TOTAL_ROWS = ("data-total", "data-count", "data-total-count", "data-totalcount")
_HERE = ("data-page", "data-current", "data-current-page")
_SIZE = ("data-page-size", "data-pagesize", "data-limit", "data-size", "data-per-page")
_PATTERN = ("data-url", "data-href", "data-page-url", "data-pattern", "data-template", "data-link")
_PLACE = re.compile(
    r"\{\s*(?:page|p|n|num|0|pageNo|pageNum|pageIndex)\s*\}|__page__|:page\b|%d|#page#|\[page\]", re.IGNORECASE
)
MOST_FRAMES = 3
A_SHELL = 600  # characters of a page that only sends one elsewhere


def read_attributes(sheet: Sheet) -> Reading | None:
    """Read a pager element that tells total and address in `data-` attributes: `data-url="list_{page}.html"`."""
    for element in sheet.tree.xpath("//*[@*[starts-with(name(), 'data-')]]"):
        pattern = next((element.get(name) for name in _PATTERN if _PLACE.search(element.get(name) or "")), None)
        if pattern is None:
            continue
        rows = _first_number(element, _TOTAL_ROWS)
        size = _first_number(element, _SIZE) or max(1, len(sheet.rows))
        pages = _first_number(element, _TOTAL_PAGES) or (-(-rows // size) if rows else None)
        here = max(
            sheet.request.position, _first_number(element, ("data-page", "data-current", "data-current-page")) or 1
        )
        if pages is None:
            return Reading((), rows)
        wanted = range(here + 1, min(pages, MAX_PAGES) + 1) if here == 1 else range(here + 1, min(here + 1, pages) + 1)
        urls = ((number, resolve(sheet.addresses.base, _PLACE.sub(str(number), pattern))) for number in wanted)
        return Reading(tuple(sheet.ask(url, number) for number, url in urls if url), rows, pages, here)
    return None


def read_frames(sheet: Sheet) -> Reading | None:
    """Read the frames of this site on a page without rows: old portals keep their list in one."""
    if sheet.rows:
        return None
    found = []
    for element in sheet.tree.iter("iframe", "frame"):
        source = element.get("src") or ""
        url = resolve(sheet.addresses.base, source) if source and not _NO_LIST.search(source) else None
        if url and is_same_site(url, sheet.url) and canonical(url) != canonical(sheet.url):
            found.append(sheet.ask(url, 1))
    return Reading(tuple(dict.fromkeys(found))[:MOST_FRAMES]) if found else None


def read_redirection(sheet: Sheet) -> Reading | None:
    """Read `<meta http-equiv=refresh>` or `location.href = '…'` of a page that has nothing else to say."""
    if sheet.rows or len(" ".join("".join(sheet.tree.itertext()).split())) > A_SHELL:
        return None
    targets = [
        match.group(1)
        for meta in sheet.tree.iter("meta")
        if (meta.get("http-equiv") or "").lower() == "refresh" and (match := _REFRESH.match(meta.get("content") or ""))
    ]
    targets += [one or other for one, other in _LEAVES.findall(scripts(sheet))]
    for target in targets:
        url = resolve(sheet.addresses.base, target)
        if url and is_same_site(url, sheet.url) and canonical(url) != canonical(sheet.url):
            return Reading((sheet.ask(url, 1),))
    return None


def _first_number(element: object, names: tuple[str, ...]) -> int | None:
    values = (element.get(name) for name in names)  # type: ignore[attr-defined]  # an element of the tree
    return next((int(value) for value in values if value and value.strip().isdigit()), None)
