"""Pages that hold no rows themselves and tell where the list is: a frame, a redirection, pager attributes."""

from __future__ import annotations

import re

from scraper.dom import squeezed_text
from scraper.steps.pager.options import meant_by
from scraper.steps.pager.sheet import MAX_PAGES, Reading, Sheet, scripts
from scraper.urls import canonical, is_same_site, resolve

_REFRESH = re.compile(r"^\s*\d+\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_LEAVES = re.compile(
    r"^[^\S\n]*+(?:(?:window|top|self|parent|document)\.){0,3}location(?:\.href)?\s*=\s*['\"]([^'\"]+)['\"]"
    r"|^[^\S\n]*+(?:(?:window|top|self|parent|document)\.){0,3}location\.(?:replace|assign)\s*\(\s*['\"]([^'\"]+)['\"]",
    re.MULTILINE,
)
_NO_LIST = re.compile(
    r"weather|tianqi|calendar|rili|login|search|map|video|player|share|count|stat|banner", re.IGNORECASE
)
MOST_FRAMES = 3
A_SHELL = 600  # characters of a page that only sends one elsewhere


def read_attributes(sheet: Sheet) -> Reading | None:
    """Read a pager element that tells total and address in attributes: `data-url="list_{page}.html"`."""
    for element in sheet.tree.iter():
        if not isinstance(element.tag, str) or len(element.attrib) < 2:
            continue
        given = {str(name).removeprefix("data-"): str(value) for name, value in element.attrib.items()}
        options = meant_by(given, len(sheet.rows))
        if options is None or options.pages is None or not (options.before or options.after):
            continue
        here = max(sheet.request.position, options.here or 1)
        wanted = range(here + 1, min(options.pages, MAX_PAGES) + 1 if here == 1 else min(here + 1, options.pages) + 1)
        urls = (
            (number, resolve(sheet.addresses.base, f"{options.before}{number}{options.after}")) for number in wanted
        )
        asked = tuple(sheet.ask(url, number) for number, url in urls if url)
        return Reading(asked, options.rows, options.pages, here)
    return None


def read_frames(sheet: Sheet) -> Reading | None:
    """Read the frames of this site on a page without rows: old portals keep their list in one."""
    if sheet.rows:
        return None
    found = []
    for element in sheet.tree.iter("iframe", "frame", "xml"):  # <xml src>: a data island
        source = element.get("src") or ""
        url = resolve(sheet.addresses.base, source) if source and not _NO_LIST.search(source) else None
        if url and is_same_site(url, sheet.url) and canonical(url) != canonical(sheet.url):
            found.append(sheet.ask(url, 1))
    return Reading(tuple(dict.fromkeys(found))[:MOST_FRAMES]) if found else None


def read_redirection(sheet: Sheet) -> Reading | None:
    """Read `<meta http-equiv=refresh>` or `location.href = '…'` of a page that has nothing else to say."""
    if sheet.rows or len(squeezed_text(sheet.tree)) > A_SHELL:
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
