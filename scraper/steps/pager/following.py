"""How a list goes on behind an answer to its script: the same request with the next number."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from scraper.answers import Answer
from scraper.model import PageRequest
from scraper.steps.pager.asking import OFFSET_NAMES, PAGE_NAMES, SIZE_NAMES
from scraper.steps.pager.jcms import next_records
from scraper.steps.pager.sheet import Reading, Sheet

_MOST_SITEMAPS = 10  # of an index; those that list articles by year are many
_IN_JSON = re.compile(r'("(?:pageNo|page|pageNum|pageIndex|currentPage)"\s*:\s*"?)(\d+)')


def read_next_answer(sheet: Sheet, answer: Answer) -> Reading:
    """Tell how a fetched list goes on: the same request with the next number, until the total or an empty answer."""
    if answer.kind == "sitemap":
        urls = (sheet.addresses.resolve(item.address) for item in answer.items if item.address.endswith(".xml"))
        return Reading(tuple(sheet.ask(url, 1) for url in urls if url)[:_MOST_SITEMAPS])
    count = len(sheet.rows)
    total, pages = answer.total_rows, answer.total_pages
    if answer.kind == "datastore" and "startrecord" in sheet.request.url:
        return Reading(next_records(sheet, total), total, pages, sheet.request.position)
    if count == 0:
        return Reading((), total, pages, sheet.request.position)
    request, number, size = _numbers(sheet.request, count)
    if request is None:
        return Reading((), total, pages, sheet.request.position)
    position = sheet.request.position
    done = (position * (size or count) >= total) if total is not None else pages is not None and position >= pages
    del number
    return Reading(() if done else (replace(request, position=position + 1),), total, pages, position)


def _numbers(request: PageRequest, count: int) -> tuple[PageRequest | None, int, int | None]:
    """Give the request with its page number raised by one (or its offset by the page's size)."""
    parts = urlsplit(request.url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    is_json = request.body.startswith(b"{")
    body = (
        _json_pairs(request.body)
        if is_json
        else parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True)
    )
    size = next((int(value) for name, value in (*query, *body) if SIZE_NAMES.match(name) and value.isdigit()), None)
    for at, (name, value) in enumerate(query):
        if value.startswith("{") and (inside := _IN_JSON.sub(lambda m: f"{m[1]}{int(m[2]) + 1}", value)) != value:
            raised = [*query[:at], (name, inside), *query[at + 1 :]]
            return replace(request, url=urlunsplit(parts._replace(query=urlencode(raised)))), 0, size
    for given, in_body in ((body, True), (query, False)):
        for at, (name, value) in enumerate(given):
            step = 1 if PAGE_NAMES.match(name) else (size or count) if OFFSET_NAMES.match(name) else 0
            if not step or not value.isdigit():
                continue
            raised = [*given[:at], (name, str(int(value) + step)), *given[at + 1 :]]
            if in_body and is_json:
                new = re.sub(
                    rb'("' + name.encode() + rb'"\s*:\s*"?)\d+', rb"\g<1>" + raised[at][1].encode(), request.body
                )
                return replace(request, body=new), int(value), size
            if in_body:
                return replace(request, body=urlencode(raised).encode()), int(value), size
            return replace(request, url=urlunsplit(parts._replace(query=urlencode(raised)))), int(value), size
    if match := re.search(r"(\d+)(\.\w{2,5})$", parts.path):
        path = f"{parts.path[: match.start()]}{int(match.group(1)) + 1}{match.group(2)}"
        return replace(request, url=urlunsplit(parts._replace(path=path))), int(match.group(1)), None
    return None, 0, size


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
