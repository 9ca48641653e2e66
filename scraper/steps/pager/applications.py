"""Single-page applications: an empty page whose bundle of scripts asks for the list.

The bundle is read, never run: an address that it asks for, and the query that it keeps for a list (`{pageNum: 1,
pageSize: 10, channelId: "8"}`), each in its own place of the minified code.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import islice
from urllib.parse import parse_qsl, urlencode, urlsplit

from scraper.lists.row_addresses import read_row_addresses
from scraper.model import PageRequest
from scraper.steps.pager.asking import BY_SCRIPT, JSON_BODY, PAGE_NAMES
from scraper.steps.pager.links import words_of
from scraper.steps.pager.objects import as_json, meaning, pairs, properties
from scraper.steps.pager.script_files import constants
from scraper.steps.pager.sheet import Reading, Sheet, scripts
from scraper.urls import is_same_site, resolve

_SHELL_CHARS = 400  # of the text of a page that waits for its application
_VENDOR = re.compile(r"vendor|polyfill|runtime|manifest|lib", re.IGNORECASE)
_BUNDLE = re.compile(
    r"^(?:(?:app|main|index|bundle|umi|chunk|pages?)\b[\w.~-]*|[0-9a-f]{5,40})\.js$", re.IGNORECASE
)  # as their makers name them; Nuxt by their digest
_SETTINGS = re.compile(r"^(?:\w*config|settings?|env)\w*\.js$", re.IGNORECASE)
_FEED = re.compile(r"application/(?:rss\+xml|atom\+xml|feed\+json)", re.IGNORECASE)
_ROOTS = frozenset({"app", "root", "__nuxt", "__next", "main-app"})
# `this.$route.query.columnId` of Vue 2; of Vue 3 and React what the bundle's maker shortened, `r.query.columnId`
_ROUTE = re.compile(r"(?<![\w$.])(?:[\w$]{1,8}\.)?(?:\$?route|[A-Za-z_]\w{0,5})\.(?P<kind>params|query)\.(?P<name>\w+)")
_MOST_BUNDLES = 3
_CONFIGURED = "<div id='app' class='configured'></div>"
_MOUNT = "<div id='app'></div>"
_ASKS = re.compile(r"\b(?:url\s*:|\.(?:get|post)\s*\()\s*['\"`](/?[\w./-]{4,120})['\"`]")
_LISTS = re.compile(r"(?:list|page|query|search)\w*$", re.IGNORECASE)
_NEWS = re.compile(r"news|article|info|content|notice|cms|doc|publish", re.IGNORECASE)
_QUERY = re.compile(
    r"\{[^{}]{0,300}?\b(?:page(?:No|Num|Number|Index)?|current(?:Page)?)\s*:\s*(?:[01]\b|[\w$]{1,10}(?:\.[\w$.]{1,40})?(?=\s*[,}]))[^{}]{0,300}\}"
)
_BASE = re.compile(r"\bbaseURL\s*:\s*(?:['\"]([^'\"\n]{1,200})['\"]|([A-Za-z_$][\w$.]{1,60}))")
_POSTS = re.compile(r"\.post\s*\(|method\s*:\s*['\"]post", re.IGNORECASE)
_MOST = 40  # addresses and queries of one bundle that are looked at
_NEAR = 120  # characters after an address in which its method stands


def read_application(sheet: Sheet) -> Reading | None:
    """Ask for the bundles of an empty page."""
    was_asked = sheet.request.beside and not sheet.request.beside.startswith(_CONFIGURED)
    if sheet.request.position > 1 or was_asked or not (_is_shell(sheet) or _pages_by_script(sheet)):
        return None
    sources = [script.get("src") or "" for script in sheet.tree.iter("script")]
    urls = [url for source in sources if source and (url := resolve(sheet.addresses.base, source))]
    names = {url: urlsplit(url).path.rpartition("/")[2] for url in urls if is_same_site(url, sheet.url)}
    own = [url for url, name in names.items() if _is_bundle(name)]
    mount = f"<script>{constants(sheet)}</script>"
    found = tuple(islice(dict.fromkeys(reversed(own)), _MOST_BUNDLES))  # the application itself stands last
    settings = [url for url, name in names.items() if _SETTINGS.match(name)]
    if found and settings and not sheet.request.beside:  # what it says is read before the bundles
        bundles = "".join(f"<script src='{url}'></script>" for url in reversed(found))
        return Reading((PageRequest(settings[0], base=sheet.url, beside=f"{_CONFIGURED}{bundles}{mount}"),))
    asked = tuple(PageRequest(url, base=sheet.url, beside=f"{_MOUNT}{mount}") for url in found)
    asked += tuple(PageRequest(url) for url in _feeds(sheet))
    return Reading(asked) if asked else None


def _feeds(sheet: Sheet) -> list[str]:
    """Give the feed that an empty page names, which may hold what no bundle tells."""
    named = (link for link in sheet.tree.iter("link") if _FEED.search(link.get("type") or "") and link.get("href"))
    urls = (resolve(sheet.addresses.base, link.get("href") or "") for link in named)
    return [url for url in urls if url and is_same_site(url, sheet.url)][:1]


def _is_shell(sheet: Sheet) -> bool:
    said = "".join(sheet.tree.xpath("//body//text()[not(ancestor::script)]"))
    return not sheet.rows and len(" ".join(said.split())) <= _SHELL_CHARS


def _pages_by_script(sheet: Sheet) -> bool:
    """Tell whether a page that an application made shows a pager whose numbers lead nowhere."""
    if not any(element.get("id") in _ROOTS for element in sheet.tree.iter("div")):
        return False
    numbers = [element for element in sheet.tree.iter("li", "button", "a", "span") if words_of(element) == "2"]
    return any(sheet.addresses.of_element(element) is None for element in numbers)


def _is_bundle(name: str) -> bool:
    return bool(_BUNDLE.match(name)) and not _VENDOR.search(name)


def _with_route(code: str, url: str) -> str:
    """Write what the page's address says for what a script asks its router: `this.$route.query.columnId`."""
    parts = urlsplit(url)
    given = dict(parse_qsl(parts.query))
    last = parts.path.rstrip("/").rpartition("/")[2].partition(".")[0]

    def told(match: re.Match[str]) -> str:
        value = given.get(match["name"], last if match["kind"] == "params" else "")
        return json.dumps(value) if value.isalnum() else match.group()

    return _ROUTE.sub(told, code)


def read_bundle(sheet: Sheet) -> Reading | None:
    """Ask for the list that a bundle asks for: the address of most promise, with the query that it keeps."""
    code = _with_route(scripts(sheet), sheet.url) if sheet.request.beside.startswith(_MOUNT) else ""
    asks = [
        match
        for match in islice(_ASKS.finditer(code), _MOST)
        if _LISTS.search(match.group(1)) or _NEWS.search(match.group(1))
    ]
    queries = list(islice(_QUERY.finditer(code), _MOST))
    if not asks or not queries:
        return None
    chosen = max(asks, key=lambda match: (bool(_NEWS.search(match.group(1))), bool(_LISTS.search(match.group(1)))))
    query = min(
        queries,
        key=lambda match: (
            not 0 < match.start() - chosen.end() < _NEAR,  # what the call itself sends
            -match.group().count(":"),
            abs(match.start() - chosen.start()),
        ),
    )
    known = properties(code)
    base = _base(code, known)
    path = chosen.group(1)
    prefix = base.rstrip("/") if base and not path.startswith(base) else ""
    url = resolve(sheet.addresses.base, f"{prefix}/{path.lstrip('/')}" if prefix else path)
    if url is None or not is_same_site(url, sheet.url):
        return None
    asked = PageRequest(
        url, headers=(BY_SCRIPT,), base=sheet.addresses.base, row_addresses=read_row_addresses(sheet.text)
    )
    if _POSTS.search(code, max(0, chosen.start() - 10), chosen.end() + _NEAR):
        body = as_json(query.group(), known, lambda _, value: value)
        return Reading(
            (
                replace(
                    asked,
                    method="POST",
                    body=json.dumps(body, ensure_ascii=False).encode(),
                    headers=(JSON_BODY, BY_SCRIPT),
                ),
            )
        )
    given = pairs(query.group(), known).items()
    sent = {name: value for name, value in given if value or PAGE_NAMES.match(name)}
    sent |= {name: "1" for name, value in given if PAGE_NAMES.match(name) and not value.isdigit()}
    return Reading((replace(asked, url=f"{url}?{urlencode(sent)}"),))


def _base(code: str, known: dict[str, str]) -> str:
    """Give the address that a bundle puts before all others, as written or by the name of a setting."""
    found = _BASE.search(code)
    return "" if found is None else found.group(1) or meaning(found.group(2), known) or ""
