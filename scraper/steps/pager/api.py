"""Lists that a script fetches: JCMS dataproxy, JSON addresses with page number and size, numbered JSON files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

from scraper.lists.cursors import CURSOR_NAMES
from scraper.lists.declared import variables
from scraper.lists.entries import Json
from scraper.lists.row_addresses import read_row_addresses
from scraper.model import PageRequest
from scraper.steps.pager.asking import BY_SCRIPT, JSON_BODY, OFFSET_NAMES, PAGE_NAMES, number_or, post
from scraper.steps.pager.attributes import name_attributes
from scraper.steps.pager.call_addresses import EXPRESSION, MARK, address_of, looked_up, parts_of, with_mark
from scraper.steps.pager.objects import (
    Field,
    as_json,
    called_with,
    fields,
    literal_after,
    meaning,
    properties,
    spelled_out,
)
from scraper.steps.pager.sheet import Reading, Sheet, scripts
from scraper.urls import is_same_site, resolve

_CALLS = re.compile(
    r"(?:\burl\s*:|\.(?:get|post|getJSON|load|request|axget|axpost)\s*\(|\bfetch\s*\(|\baxios\s*\("
    r"|\.open\s*\(\s*['\"](?:GET|POST)['\"]\s*,|\.src\s*=)\s*(" + EXPRESSION + ")"
)
_NAMED_DATA = re.compile(
    r"\b(?:data|params|body)\s*:\s*(?:(?:JSON|qs|Qs)\.stringify\(\s*|new\s+URLSearchParams\(\s*)?(?=\{)"
)
_ALONG = re.compile(r"\b(?:baseParams|extraParams|defaultParams)\s*:\s*(?=\{)")  # ExtJS
_HELD = re.compile(r"\{\s*['\"]?(?P<name>[\w$]+)['\"]?\s*:\s*JSON\.stringify\(\s*(?P<object>\{)")
_PLAIN_DATA = re.compile(r"^\s*,\s*(?:JSON\.stringify\(\s*)?(?=\{)")
_QUERY_OBJECT = re.compile(
    r"\?['\"]\s*\+\s*([A-Za-z_$][\w$]*)(?:\.toString)?$|\?\$\{([A-Za-z_$][\w$]*)(?:\.toString\(\))?\}"
)
_ACCEPTS = re.compile(r"\bAccept['\"]?\s*:\s*['\"](application/[\w.+-]*json)", re.IGNORECASE)
_FETCH_OPTIONS = re.compile(r"[{,]\s*['\"]?(?:headers|method|mode|credentials|cache|signal)['\"]?\s*:")
_ASSET = re.compile(r"\.(?:js|css|png|jpe?g|gif)(?:\?|$)")
_LIST_FILE = re.compile(
    r"\.(?:json|rss|atom|xml)$|(?:rss|feed|list|query|search|page|article|news|content)\w*(?:\.\w+)?$", re.IGNORECASE
)
_IS_POST = re.compile(r"(?:type|method)\s*:\s*['\"]post['\"]", re.IGNORECASE)
_UNIT_NAMES = ("parseType", "webId", "tplSetId", "pageType", "tagId", "editType", "pageId")  # of JPAAS


@dataclass(frozen=True, slots=True)
class Call:
    """A call in a script that fetches a list: address and fields with a mark where the page number goes."""

    address: str
    method: Literal["GET", "POST"]
    fields: tuple[Field, ...]
    is_json: bool
    first: int  # number of the first page
    body: Json = None  # of a POST in JSON, nested as the script has it, with the mark
    accepts: str = ""  # where the script says so: one address may answer with a page or with JSON


def read_json_address(sheet: Sheet) -> Reading | None:
    """Read the first call of a script that fetches numbered pages of this site.

    The first page is asked for even where the page shows rows of its own: whether they are the same is not known.
    """
    code, given = name_attributes(scripts(sheet), sheet.tree)
    for call in find_calls(code, given):
        url = resolve(sheet.addresses.base, call.address.replace(MARK, "7"))
        if url is None or not is_same_site(url, sheet.url):
            continue
        request = _request(sheet, call, call.first, 1)
        if request is not None:
            return Reading((replace(request, row_addresses=read_row_addresses(sheet.text)),))
    return None


def read_list_file(sheet: Sheet) -> Reading | None:
    """Read the first call of a script for a whole list in one file, on a page that shows no rows itself."""
    if sheet.rows:
        return None
    known = variables(code := scripts(sheet))
    for match in _CALLS.finditer(code):
        address, variable = address_of(looked_up(match.group(1), code, known), known)
        url = resolve(sheet.addresses.base, address) if address and variable is None else None
        if url and _LIST_FILE.search(urlsplit(url).path) and is_same_site(url, sheet.url):
            templates = read_row_addresses(sheet.text)
            return Reading(
                (PageRequest(url, headers=(BY_SCRIPT,), base=sheet.addresses.base, row_addresses=templates),)
            )
    return None


def read_unit(sheet: Sheet) -> Reading | None:
    """Read a JPAAS unit: an element with `url` and either `queryData` or the ids; its script fetches HTML in JSON."""
    for element in sheet.tree.xpath("//*[@url and (@querydata or (@webid and @pageid))]"):
        url = resolve(sheet.addresses.base, element.get("url", ""))
        if url is None or not is_same_site(url, sheet.url):
            continue
        known = [(item.name, item.value) for item in fields(element.get("querydata", ""), {})]
        known = known or [(name, element.get(name.lower(), "")) for name in _UNIT_NAMES if element.get(name.lower())]
        size = re.search(r"pageSize['\"]?\s*:\s*['\"]?(\d+)", element.get("paramjson") or "")
        param = json.dumps({"pageNo": 1, "pageSize": int(size.group(1)) if size else 15}, separators=(",", ":"))
        asked = f"{url}?{urlencode([*known, ('paramJson', param)])}"
        return Reading((PageRequest(asked, headers=(BY_SCRIPT,), base=sheet.addresses.base),))
    return None


def find_calls(code: str, given: Mapping[str, str] = MappingProxyType({})) -> tuple[Call, ...]:
    """Find the calls of a script whose address or fields hold the number of a page, or a cursor; `given`: names."""
    known = called_with(code) | properties(code) | variables(code) | dict(given)
    calls = (_call(match, code, known) for match in _CALLS.finditer(code))
    return tuple(call for call in calls if call is not None)


def _call(match: re.Match[str], code: str, known: dict[str, str]) -> Call | None:
    address, variable = address_of(looked_up(match.group(1), code, known), known)
    if address is None or _ASSET.search(address):
        return None
    after = code[match.end() : match.end() + 1500]
    literal = spelled_out(_literal(code, after) or _written(after, known))
    counts_rows = bool(variable and OFFSET_NAMES.match(variable.rpartition(".")[2]))
    first = number_or(known.get(variable or ""), 0 if counts_rows else 1)
    if inside := _HELD.match(literal):
        return _holding(match, code, known, inside)
    marked = []
    along = _ALONG.search(after[:1000])
    sent = (fields(literal_after(after, along.end()), known) if along else ()) + fields(literal, known)
    sent = sent or _text_fields(after, known)
    is_form = not sent and bool(sent := _appended(code, after, known, match.group(1)))
    renumbered = _by_cursor if any(CURSOR_NAMES.match(item.name) for item in sent) else _renumbered
    for item in sent:
        is_number = renumbered(item.name, item.value) == MARK or item.value == MARK
        first = number_or(item.value, 0 if OFFSET_NAMES.match(item.name) else first) if is_number else first
        is_cursor = not is_number and not item.is_text and bool(CURSOR_NAMES.match(item.name))
        marked.append(replace(item, value=MARK if is_number else "" if is_cursor else item.value))
    if MARK not in address:
        given = parse_qsl(urlsplit(address).query, keep_blank_values=True)
        named = next((value for name, value in given if PAGE_NAMES.match(name) and value.isdigit()), None)
        first = number_or(named, first)
        address = with_mark(address) if named is not None else address
    names = [name for name, value in parse_qsl(urlsplit(address).query) if value] + [item.name for item in sent]
    is_numbered = MARK in address or any(item.value == MARK for item in marked)
    if not is_numbered and not any(CURSOR_NAMES.match(name) for name in names):
        return None
    around = code[max(0, match.start() - 200) : match.end() + 400]
    is_post = "post" in match.group(0).lower() or bool(_IS_POST.search(around))
    is_json = bool(re.search(r"JSON\.stringify|application/json", after[:800])) or _is_of_client(code, match)
    is_json = is_json and not is_form
    body = as_json(literal, known, renumbered)
    accepts = _ACCEPTS.search(after[:600])
    accepted = accepts.group(1) if accepts else ""
    return Call(address, "POST" if is_post else "GET", tuple(marked), is_json, min(first, 1), body, accepted)


def _holding(match: re.Match[str], code: str, known: dict[str, str], inside: re.Match[str]) -> Call | None:
    """Read a call whose only field holds an object as JSON, with the page's number in it (新点)."""
    address, _ = address_of(looked_up(match.group(1), code, known), known)
    held = literal_after(inside.string, inside.start("object"))
    numbered = [item for item in fields(held, known) if PAGE_NAMES.match(item.name) or OFFSET_NAMES.match(item.name)]
    value = as_json(held, known, lambda _, plain: plain)
    if address is None or value is None or not numbered or not isinstance(value, dict):
        return None
    first = min(number_or(numbered[0].value, 1), 1)
    sent = Field(inside["name"], json.dumps(value, ensure_ascii=False), is_text=True)
    around = code[max(0, match.start() - 200) : match.end() + 400]
    return Call(address, "POST" if _IS_POST.search(around) else "GET", (sent,), is_json=False, first=first)


def _is_of_client(code: str, match: re.Match[str]) -> bool:
    """Tell whether a call is `client.post(…)` of axios, Angular and their kin, which send JSON, not jQuery's."""
    before = code[max(0, match.start() - 40) : match.start()]
    return match.group().startswith(".post") and not re.search(r"(?:\$|jQuery)$", before)


def _request(sheet: Sheet, call: Call, number: int, position: int) -> PageRequest | None:
    url = resolve(sheet.addresses.base, call.address.replace(MARK, str(number)))
    if url is None:
        return None
    sent = [replace(item, value=str(number)) if item.value == MARK else item for item in call.fields]
    if call.method == "POST" and call.is_json:
        flat = {item.name: item.value if item.is_text or not item.value.isdigit() else int(item.value) for item in sent}
        text = json.dumps(flat if call.body is None else call.body, ensure_ascii=False)
        body = text.replace(json.dumps(MARK), str(number)).encode()
        return PageRequest(url, "POST", body, (JSON_BODY, BY_SCRIPT), sheet.addresses.base, position)
    form = tuple((item.name, item.value) for item in sent)
    if call.method == "POST":
        return post(sheet, url, form, position)
    if form:
        url += ("" if url[-1] in "?&" else "&" if "?" in url else "?") + urlencode(form)
    headers = (BY_SCRIPT, ("Accept", call.accepts)) if call.accepts else (BY_SCRIPT,)
    return PageRequest(url, headers=headers, base=sheet.addresses.base, position=position)


def _literal(code: str, after: str) -> str:
    """Give the object that a call sends: `data: {…}`, `$.get(url, {…})`, or a variable that holds it."""
    after = after[:1000]
    for pattern in (_NAMED_DATA, _PLAIN_DATA):
        if data := pattern.search(after):
            literal = literal_after(after, data.end())
            inner = re.search(r"\b(?:params|data)\s*:\s*(?=\{)", literal)
            if inner and pattern is _PLAIN_DATA:
                return literal_after(literal, inner.end())
            is_bare = pattern is _PLAIN_DATA and _FETCH_OPTIONS.match(literal) and "body" not in literal
            return "" if is_bare else literal
    named = re.search(r"\b(?:data|params|body)\s*:\s*(?:JSON\.stringify\(\s*)?([A-Za-z_$][\w$]*)", after)
    named = named or re.match(r"\s*,\s*(?:JSON\.stringify\(\s*)?([A-Za-z_$][\w$]*)\s*\)?\s*[,)]", after)
    assigned = re.search(rf"\b{re.escape(named.group(1))}\s*=\s*(?=\{{)", code) if named else None
    return literal_after(code, assigned.end()) if assigned else ""


def _text_fields(after: str, known: dict[str, str]) -> tuple[Field, ...]:
    """Give the fields of `data: 'pageNo=' + pageNo + '&size=15'`."""
    data = re.search(rf"\b(?:data|params|body)\s*:\s*({EXPRESSION})", after[:1000])
    text, _ = address_of(f"'?'+{data.group(1)}", known) if data else (None, None)
    return tuple(Field(name, value, is_text=True) for name, value in parse_qsl((text or "").lstrip("?")))


def _written(after: str, known: dict[str, str]) -> str:
    """Give the object that a call sends as a text put together: `data: "{'id':'16','page':'" + page + "'}"`."""
    data = re.search(rf"\b(?:data|body)\s*:\s*((?=['\"]\s*\{{){EXPRESSION})", after[:1000])
    parts = parts_of(data.group(1)) if data else ()
    return "".join(text if name is None else meaning(name, known) or name for text, name in parts)


def _appended(code: str, after: str, known: dict[str, str], expression: str) -> tuple[Field, ...]:
    """Give the fields that a script appends to what it sends: `form.append('pageNo', this.page)`.

    `expression`: the address, which may end with them: `'/api/list?' + query.toString()`.
    """
    if query := _QUERY_OBJECT.search(expression):
        name = query[1] or query[2]
        made = re.search(rf"\b{re.escape(name)}\s*=\s*new\s+URLSearchParams\(\s*(?=\{{)", code)
        given = fields(spelled_out(literal_after(code, made.end())), known) if made else ()
        return given + _appended(code, f", {name}", known, "")
    named = re.match(r"\s*,\s*([A-Za-z_$][\w$]*)", after) or re.search(
        r"\b(?:data|body)\s*:\s*([A-Za-z_$][\w$]*)", after
    )
    calls = (
        rf"\b{re.escape(named[1])}\.(?:append|set)\(\s*(['\"][\w$.]+['\"])\s*,\s*([^()\n]{{1,60}})\)" if named else ""
    )
    pairs = re.findall(calls, code) if calls else []
    return fields("{" + ",".join(f"{name}:{value}" for name, value in pairs) + "}", known)


def _renumbered(name: str, value: str) -> str:
    return MARK if PAGE_NAMES.match(name) or OFFSET_NAMES.match(name) else value


def _by_cursor(name: str, value: str) -> str:
    """Give what to send first where a list goes on by cursors: none, and `first: 10` is the size (GraphQL, Relay)."""
    if CURSOR_NAMES.match(name):
        return "null"
    return value if name == "first" else _renumbered(name, value)
