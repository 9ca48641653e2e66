"""How a list goes on behind an answer to its script: the same request with the next number."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from scraper.lists.answers import Answer
from scraper.lists.cursors import CURSOR_NAMES, Following
from scraper.model import PageRequest
from scraper.steps.pager.asking import BY_SCRIPT, OFFSET_NAMES, PAGE_NAMES, SIZE_NAMES, plain_name
from scraper.steps.pager.jcms import next_group, next_records
from scraper.steps.pager.sheet import Reading, Sheet
from scraper.urls import canonical, is_same_site, resolve

_MOST_SITEMAPS = 10  # of an index; those that list articles by year are many
_BODY_CURSOR = re.compile(rb'("(\w{1,40})"\s*:\s*)(?:null|"[^"\\]*")')
_SEARCH_SIZE = re.compile("p$")
_WHOLE = re.compile(r"<(?:!doctype|html|body|head)\b", re.IGNORECASE)  # of a page; a part has none
_HEAD_CHARS = 3000
_IN_JSON = re.compile(r'("(?:pageNo|page|pageNum|pageIndex|currentPage)"\s*:\s*"?)(\d+)')


def read_next_answer(sheet: Sheet, answer: Answer) -> Reading:
    """Tell how a fetched list goes on: the same request with the next number, until the total or an empty answer."""
    if answer.kind == "sitemap":
        urls = (
            sheet.addresses.resolve(item.address) for item in answer.items if item.address.endswith((".xml", ".xml.gz"))
        )
        return Reading(tuple(sheet.ask(url, 1) for url in urls if url)[:_MOST_SITEMAPS])
    count = len(sheet.rows)
    total, pages = answer.total_rows, answer.total_pages
    if answer.kind == "datastore" and "startrecord" in sheet.request.url:
        return Reading(next_records(sheet, total), total, pages, sheet.request.position)
    position = sheet.request.position
    request, size = raised(sheet.request, count)
    if answer.kind == "datastore" and count and (group := next_group(sheet.text)):
        request, total, pages = replace(sheet.request, url=resolve(sheet.request.url, group) or group), None, None
    if total == count == size:
        total = None  # a page's rows counted, not the list's: a page that is full may have others behind it
    if count == 0 or answer.following.is_end:
        request = None
    elif (told := _told(sheet, answer.following)) is not None:
        request = told
    elif total is not None or pages is not None:
        done = position * (size or count) >= total if total is not None else position >= (pages or 0)
        request = None if done else request
    asked = () if request is None else (replace(request, position=position + 1),)
    return Reading(asked, total, pages, position)


def read_fragment(sheet: Sheet) -> Reading | None:
    """Read how a list goes on behind a part of a page that a script fetched: by the next number, until none comes."""
    if not sheet.rows or BY_SCRIPT not in sheet.request.headers or _WHOLE.search(sheet.text[:_HEAD_CHARS]):
        return None
    request, _ = raised(sheet.request, len(sheet.rows))
    position = sheet.request.position + 1
    return None if request is None else Reading((replace(request, position=position),))


def _told(sheet: Sheet, following: Following) -> PageRequest | None:
    """Give the request for what the answer itself names as next: an address, or a cursor for the same request."""
    request = sheet.request
    if following.address and (url := resolve(request.url, following.address)):
        is_new = is_same_site(url, request.url) and canonical(url) != canonical(request.url)
        return replace(request, url=url) if is_new else None
    if not following.cursor:
        return None
    parts = urlsplit(request.url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    if request.body.startswith(b"{"):
        written = json.dumps(following.cursor).encode()
        body = _BODY_CURSOR.sub(lambda m: m[1] + written if CURSOR_NAMES.match(m[2].decode()) else m[0], request.body)
        return replace(request, body=body) if body != request.body else None
    sent = [(name, following.cursor if CURSOR_NAMES.match(name) else value) for name, value in query]
    if sent == query:
        return None
    return replace(request, url=urlunsplit(parts._replace(query=urlencode(sent))))


def raised(request: PageRequest, count: int) -> tuple[PageRequest | None, int | None]:
    """Give the request with its page number raised by one (or its offset by the page's size), and that size."""
    parts = urlsplit(request.url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    is_json = request.body.startswith(b"{")
    body = (
        _json_pairs(request.body)
        if is_json
        else parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True)
    )
    is_search = {"p", "e", "itemid"} <= {name for name, _ in query}  # Sitecore's: p is the size, e the first row
    sizes = _SEARCH_SIZE if is_search else SIZE_NAMES
    size = next(
        (int(value) for name, value in (*query, *body) if sizes.match(plain_name(name)) and value.isdigit()), None
    )
    inside = _raised_inside(query), _raised_inside([] if is_json else body)
    if any(inside):
        url = urlunsplit(parts._replace(query=urlencode(inside[0]))) if inside[0] else request.url
        return replace(request, url=url, body=urlencode(inside[1]).encode() if inside[1] else request.body), size
    for given, in_body in ((body, True), (query, False)):
        for at, (name, value) in enumerate(given):
            step = (
                1
                if PAGE_NAMES.match(plain_name(name))
                else (size or count)
                if OFFSET_NAMES.match(plain_name(name))
                else 0
            )
            if is_search and name in ("p", "e"):
                step = size or count if name == "e" else 0
            if not step or not value.isdigit():
                continue
            changed = [*given[:at], (name, str(int(value) + step)), *given[at + 1 :]]
            if in_body and is_json:
                new = re.sub(
                    rb'("' + name.encode() + rb'"\s*:\s*"?)\d+', rb"\g<1>" + changed[at][1].encode(), request.body
                )
                return replace(request, body=new), size
            if in_body:
                return replace(request, body=urlencode(changed).encode()), size
            return replace(request, url=urlunsplit(parts._replace(query=urlencode(changed)))), size
    if match := re.search(r"(\d+)(\.\w{2,5})$", parts.path):
        path = f"{parts.path[: match.start()]}{int(match.group(1)) + 1}{match.group(2)}"
        return replace(request, url=urlunsplit(parts._replace(path=path))), None
    return None, size


def _raised_inside(given: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give the pairs with the page's number raised in the one that holds an object as JSON; none where none does."""
    raising = [
        (name, _IN_JSON.sub(lambda m: f"{m[1]}{int(m[2]) + 1}", value) if value.startswith("{") else value)
        for name, value in given
    ]
    return raising if raising != given else []


def _json_pairs(body: bytes) -> list[tuple[str, str]]:
    try:
        value = json.loads(body)
    except ValueError:
        return []
    found: list[tuple[str, str]] = []
    level = [value]
    while level:
        item = level.pop()
        if isinstance(item, dict):
            found.extend((name, str(inner)) for name, inner in item.items())
            level.extend(item.values())
    return found
