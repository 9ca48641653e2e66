"""Single-page applications: an empty page whose bundle of scripts asks for the list.

The bundle is read, never run: an address that it asks for, and the query that it keeps for a list (`{pageNum: 1,
pageSize: 10, channelId: "8"}`), each in its own place of the minified code.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import islice
from urllib.parse import urlencode, urlsplit

from scraper.model import PageRequest
from scraper.row_addresses import read_row_addresses
from scraper.steps.pager.asking import BY_SCRIPT, JSON_BODY, PAGE_NAMES
from scraper.steps.pager.objects import as_json, pairs, properties
from scraper.steps.pager.script_files import constants
from scraper.steps.pager.sheet import Reading, Sheet, scripts
from scraper.urls import is_same_site, resolve

_SHELL_CHARS = 400  # of the text of a page that waits for its application
_VENDOR = re.compile(r"vendor|polyfill|runtime|manifest|lib", re.IGNORECASE)
_BUNDLE = re.compile(
    r"^(?:app|main|index|bundle|umi|chunk|pages?)\b[\w.~-]*\.js$", re.IGNORECASE
)  # as their makers name them
_MOST_BUNDLES = 3
_MOUNT = "<div id='app'></div>"
_ASKS = re.compile(r"\b(?:url\s*:|\.(?:get|post)\s*\()\s*['\"`](/?[\w./-]{4,120})['\"`]")
_LISTS = re.compile(r"(?:list|page|query|search)\w*$", re.IGNORECASE)
_NEWS = re.compile(r"news|article|info|content|notice|cms|doc|publish", re.IGNORECASE)
_QUERY = re.compile(r"\{[^{}]{0,300}?\b(?:page(?:No|Num|Number|Index)?|current(?:Page)?)\s*:\s*[01]\b[^{}]{0,300}\}")
_BASE = re.compile(r"\bbaseURL\s*:\s*['\"]([^'\"\n]{1,200})['\"]")
_POSTS = re.compile(r"\.post\s*\(|method\s*:\s*['\"]post", re.IGNORECASE)
_MOST = 40  # addresses and queries of one bundle that are looked at
_NEAR = 120  # characters after an address in which its method stands


def read_application(sheet: Sheet) -> Reading | None:
    """Ask for the bundles of an empty page."""
    if sheet.rows or sheet.request.position > 1 or sheet.request.beside:
        return None
    if len(" ".join("".join(sheet.tree.xpath("//body//text()[not(ancestor::script)]")).split())) > _SHELL_CHARS:
        return None
    sources = (script.get("src") or "" for script in sheet.tree.iter("script"))
    urls = [url for source in sources if source and (url := resolve(sheet.addresses.base, source))]
    own = [url for url in urls if is_same_site(url, sheet.url) and _is_bundle(urlsplit(url).path.rpartition("/")[2])]
    mount = f"{_MOUNT}<script>{constants(sheet)}</script>"
    found = dict.fromkeys(reversed(own))  # the application itself stands last
    asked = (PageRequest(url, base=sheet.url, beside=mount) for url in islice(found, _MOST_BUNDLES))
    return Reading(tuple(asked)) if found else None


def _is_bundle(name: str) -> bool:
    return bool(_BUNDLE.match(name)) and not _VENDOR.search(name)


def read_bundle(sheet: Sheet) -> Reading | None:
    """Ask for the list that a bundle asks for: the address of most promise, with the query that it keeps."""
    code = scripts(sheet) if sheet.request.beside.startswith(_MOUNT) else ""
    asks = [match for match in islice(_ASKS.finditer(code), _MOST) if _LISTS.search(match.group(1))]
    queries = list(islice(_QUERY.finditer(code), _MOST))
    if not asks or not queries:
        return None
    chosen = max(asks, key=lambda match: bool(_NEWS.search(match.group(1))))
    query = min(queries, key=lambda match: (-match.group().count(":"), abs(match.start() - chosen.start())))
    base = _BASE.search(code)
    path = chosen.group(1)
    prefix = base.group(1).rstrip("/") if base and not path.startswith(base.group(1)) else ""
    url = resolve(sheet.addresses.base, f"{prefix}/{path.lstrip('/')}" if prefix else path)
    if url is None or not is_same_site(url, sheet.url):
        return None
    known = properties(code)
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
    sent = {name: value for name, value in pairs(query.group(), known).items() if value or PAGE_NAMES.match(name)}
    return Reading((replace(asked, url=f"{url}?{urlencode(sent)}"),))
