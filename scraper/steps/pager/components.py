"""Components that name in their attributes whom to ask for their rows: an endpoint, a number, a size.

`data-cmp-endpoint="/bin/news.json" data-cmp-offset="0" data-cmp-limit="10"`, one by one or as one object in JSON.
"""

from __future__ import annotations

import json
import re
from urllib.parse import urlencode

from lxml.html import HtmlElement

from scraper.lists.row_addresses import read_row_addresses
from scraper.model import PageRequest
from scraper.steps.pager.asking import BY_SCRIPT, OFFSET_NAMES, PAGE_NAMES, SIZE_NAMES
from scraper.steps.pager.sheet import Reading, Sheet
from scraper.urls import is_same_site, resolve

_ENDPOINT = re.compile(
    r"(?P<before>.*?)(?:(?:ajax|api|data|service|results?|search|load|list|json)[-_]?)?(?:endpoint|url|api|source|src|service)$",
    re.IGNORECASE,
)
_FETCHING = frozenset({"amp-list"})  # elements that fetch their rows from `src`
_CHOOSES = re.compile(r"(?:id|category|channel|column|type|lang(?:uage)?|tag|folder|root)$", re.IGNORECASE)
_PLAIN = re.compile(r"[\w{}.,:/ -]{1,80}$")
_SEARCH_PATH = "sxa/search/results"  # Sitecore Experience Accelerator, search results component
_SEARCH_SENDS = ("l", "s", "itemid", "sig", "p", "v")


def read_component(sheet: Sheet) -> Reading | None:
    """Ask for the first rows of the first component of an empty list that names its endpoint, number and size."""
    if sheet.rows:
        return None
    for element in sheet.tree.iter():
        if not isinstance(element.tag, str) or len(element.attrib) < 2:
            continue
        asked = next((made for given in _given(element) if (made := _asked(given))), None)
        asked = element.get("src") if element.tag in _FETCHING else asked
        url = resolve(sheet.addresses.base, asked) if asked else None
        if url and is_same_site(url, sheet.url):
            templates = read_row_addresses(sheet.text)
            request = PageRequest(url, headers=(BY_SCRIPT,), base=sheet.addresses.base, row_addresses=templates)
            return Reading((request,))
    return None


def _given(element: HtmlElement) -> list[dict[str, str]]:
    """Give what an element is told: its data attributes, and each of them that is an object in JSON."""
    told = {
        str(name).removeprefix("data-"): str(value) for name, value in element.attrib.items() if name[:5] == "data-"
    }
    found = [told]
    for value in told.values():
        if value[:1] == "{" and value.rstrip()[-1:] == "}":
            try:
                held = json.loads(value)
            except ValueError:
                continue
            plain = {name: item for name, item in held.items() if isinstance(item, (str, int)) and item is not True}
            found.append({name: str(item) for name, item in plain.items()})
    return found


def _asked(given: dict[str, str]) -> str | None:
    """Put together what is asked for, in the names that the attributes themselves have; None where no number is."""
    named = (
        (match["before"], value) for name, value in given.items() if value and (match := _ENDPOINT.fullmatch(name))
    )
    before, address = next(((before, value) for before, value in named if "/" in value and " " not in value), ("", ""))
    if not address:
        return None
    if _SEARCH_PATH in address:
        sent = {name: given.get(name, "") for name in _SEARCH_SENDS} | {
            "o": given.get("defaultSortOrder", ""),
            "e": "0",
        }
        return f"/{address.lstrip('/')}?{urlencode(sent)}"
    own = {_camel(name.removeprefix(before)): value for name, value in given.items() if name.startswith(before)}
    numbers = {name for name, value in own.items() if value.isdigit() and _counts(name)}
    if not any(PAGE_NAMES.match(name) or OFFSET_NAMES.match(name) for name in numbers):
        return None
    sent = {
        name: value for name, value in own.items() if name in numbers or (_CHOOSES.search(name) and _PLAIN.match(value))
    }
    return f"{address}{'&' if '?' in address else '?'}{urlencode(sent)}"


def _counts(name: str) -> bool:
    return any(names.match(name) for names in (PAGE_NAMES, OFFSET_NAMES, SIZE_NAMES))


def _camel(name: str) -> str:
    return re.sub(r"-(\w)", lambda match: match[1].upper(), name)
