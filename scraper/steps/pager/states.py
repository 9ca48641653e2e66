"""Pages that carry their application's state as JSON, as of Next.js and Inertia: there it says how a list goes on."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from scraper.lists.answers import json_answer
from scraper.lists.cursors import read_following
from scraper.lists.embedded import held_values, states
from scraper.lists.entries import Json
from scraper.steps.pager.asking import PAGE_NAMES
from scraper.steps.pager.sheet import Reading, Sheet
from scraper.urls import canonical, is_same_site, resolve

_UTC = ZoneInfo("UTC")  # days are not asked for here
_PLACE = re.compile(r"\[(\w+)\]")
_MOST = 2000  # objects of a state that are looked at


def read_state(sheet: Sheet) -> Reading | None:
    """Read the next page's address from a page's state, else raise the number that the state says this page has.

    A page that says another number than was asked for is no next page: its portal numbers them in another way.
    """
    for state in (*states(sheet.tree), *held_values(sheet.tree)):
        told = read_following(state).address
        url = resolve(sheet.addresses.base, told) if told else None
        if url and is_same_site(url, sheet.url) and canonical(url) != canonical(sheet.url):
            return Reading((sheet.ask(url, sheet.request.position + 1),))
        if (reading := _by_route(sheet, state) or _raised(sheet, state)) is not None:
            return reading
    return None


def _by_route(sheet: Sheet, state: Json) -> Reading | None:
    """Raise the number in the route of Next.js: `"page": "/news/[page]", "query": {"page": "1"}`."""
    route, query = (state.get("page"), state.get("query")) if isinstance(state, dict) else (None, None)
    if not isinstance(route, str) or not isinstance(query, dict):
        return None
    position = sheet.request.position
    name = next((key for key, value in query.items() if PAGE_NAMES.match(key) and value == str(position)), None)
    pages = json_answer(state, _UTC).total_pages
    if name is None or f"[{name}]" not in route or not pages or position >= pages:
        return None
    path = _PLACE.sub(lambda match: str(position + 1 if match[1] == name else query.get(match[1], "")), route)
    url = resolve(sheet.addresses.base, path)
    return Reading((sheet.ask(url, position + 1),), None, pages) if url and is_same_site(url, sheet.url) else None


def _raised(sheet: Sheet, state: Json) -> Reading | None:
    position = sheet.request.position
    for held in _objects(state):
        name = next((key for key, value in held.items() if PAGE_NAMES.match(key) and value == position), None)
        lists = [value for value in held.values() if isinstance(value, list)]
        rows = max((sum(isinstance(entry, dict) for entry in entries) for entries in lists), default=0)
        if name is None or not rows:
            continue
        answer = json_answer(held, _UTC)
        pages = answer.total_pages or (-(-answer.total_rows // rows) if answer.total_rows and position == 1 else None)
        more = position < pages if pages else (answer.total_rows or 0) > position * rows
        parts = urlsplit(sheet.url)
        query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != name]
        url = urlunsplit(parts._replace(query=urlencode([*query, (name, str(position + 1))])))
        asked = (sheet.ask(url, position + 1),) if more else ()
        return Reading(asked, answer.total_rows, pages)
    return None


def _objects(state: Json) -> list[dict[str, Json]]:
    """Give the objects of a state, the outer ones last: what is nearest to a list numbers its pages."""
    found: list[dict[str, Json]] = []
    level: list[Json] = [state]
    while level and len(found) < _MOST:
        found += [item for item in level if isinstance(item, dict)]
        level = [inner for item in level if isinstance(item, dict) for inner in item.values()]
    return found[::-1]
