"""What a list's machine-made answers hold: JCMS datastores, JSON of any make, RSS, Atom, sitemaps.

`read_answer` gives the same small value for all of them; an ordinary HTML page gives None.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

Json: TypeAlias = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

_RECORD = re.compile(r"<record>\s*(?:<!\[CDATA\[(.*?)\]\]>|(.*?))\s*</record>", re.DOTALL | re.IGNORECASE)
_XML_TOTAL = re.compile(r"<totalrecord>\s*(\d+)\s*</totalrecord>", re.IGNORECASE)
_XML_PAGES = re.compile(r"<totalpage>\s*(\d+)\s*</totalpage>", re.IGNORECASE)
_WRAPPED = re.compile(r"^\s*(?:/\*.*?\*/)?\s*(?:(?:var|let|const)\s+)?[\w$.\[\]'\"]*\s*[=(]\s*(?=[\[{])", re.DOTALL)
_LITERAL = re.compile(r"(?:^|[=(:,]|>)\s*([\[{](?=\s*[\[{\"]))", re.MULTILINE)
_TITLE_KEYS = re.compile(
    r"^(?:\w*title\w*|headline|subject|doc_?name|info_?name|name|biaoti|bt|caption|topic)$", re.IGNORECASE
)
_URL_KEYS = re.compile(r"url|href|link|path|address", re.IGNORECASE)
_DATE_KEYS = re.compile(r"date|time|fbsj|fbrq|rq$|published|created", re.IGNORECASE)
_PUBLISHED = re.compile(r"pub|fbsj|fbrq|release|issue|show|display|info", re.IGNORECASE)
_NOT_PUBLISHED = re.compile(r"update|modif|expire|end|last|edit|crtime|oper", re.IGNORECASE)
_TOTAL_KEYS = re.compile(
    r"^(?:total|total_?(?:count|num|rows|records?|elements|hits|size|items)|(?:record|row|item|data)s?_?count|count|records_?total|numfound|recordsFiltered)$",
    re.IGNORECASE,
)
_PAGES_KEYS = re.compile(r"^(?:total_?pages?|pages?_?(?:count|total)|pages|last_?page|maxpage)$", re.IGNORECASE)
_ADDRESS = re.compile(
    r"^(?:https?:)?//|^\.{0,2}/|^[\w./-]+\.(?:s?html?|aspx?|jspx?|php|pdf|docx?|xlsx?)(?:[?#]|$)|^\?\w+=", re.IGNORECASE
)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list answer: address as written, title, date as ISO 8601 or as written."""

    address: str
    title: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked for by a list's script: entries, or fragments of HTML to read as rows, and stated totals."""

    kind: Literal["datastore", "json", "feed", "sitemap"]
    items: tuple[Item, ...] = field(default=(), repr=False)
    fragments: tuple[str, ...] = field(default=(), repr=False)
    total_rows: int | None = None
    total_pages: int | None = None


def read_answer(text: str, zone: ZoneInfo) -> Answer | None:
    """Read an answer that is no HTML page (or the datastore inside one); `zone` is that of dates given as epochs."""
    head = text.lstrip("\ufeff \t\r\n")[:2000]
    if "<record>" in text or "<RECORD>" in text:
        return _datastore(text)
    if re.match(r"(?:<\?xml[^>]*>\s*)?(?:<\?[^>]*>\s*|<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", head, re.DOTALL):
        return Answer("feed", _feed(text))
    if re.match(r"(?:<\?xml[^>]*>\s*)?(?:<\?[^>]*>\s*|<!--.*?-->\s*)*<(?:urlset|sitemapindex)\b", head, re.DOTALL):
        found = re.findall(r"<loc>\s*(?:<!\[CDATA\[)?\s*([^<\]\s]+)", text)
        return Answer("sitemap", tuple(Item(html.unescape(address), "") for address in found))
    value = load_json(head if len(text) <= 2000 else text)
    return None if value is None else _json_answer(value, zone)


def read_embedded(code: str, zone: ZoneInfo) -> Answer | None:
    """Read the longest list of entries that a page's script holds (`var list = [{…}]`, `__NEXT_DATA__`)."""
    best: Answer | None = None
    at = 0
    for match in _LITERAL.finditer(code):
        if match.start(1) < at:
            continue
        try:
            value, length = json.JSONDecoder(strict=False).raw_decode(code[match.start(1) :])
        except (ValueError, RecursionError):
            continue
        at = match.start(1) + length
        answer = _json_answer(value, zone)
        if len(answer.items) >= 2 and (best is None or len(answer.items) > len(best.items)):
            best = answer
    return best


def load_json(text: str) -> Json:
    """Read JSON, also wrapped as `callback(…)` or `var x = …;`; None where it is none."""
    text = text.strip().lstrip("\ufeff").strip()
    if not text or text[0] == "<":
        return None
    wrapped = _WRAPPED.match(text) if text[0] not in "[{" else None
    if text[0] not in "[{" and wrapped is None:
        return None
    body = text[wrapped.end() :] if wrapped else text
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(body)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, str):
        return load_json(value)
    return value if isinstance(value, (dict, list)) else None


def _datastore(text: str) -> Answer:
    records = [cdata or plain for cdata, plain in _RECORD.findall(text)]
    fragments = tuple(record if "<" in record else html.unescape(record) for record in records)
    total, pages = _XML_TOTAL.search(text), _XML_PAGES.search(text)
    return Answer(
        "datastore",
        fragments=fragments,
        total_rows=int(total.group(1)) if total else None,
        total_pages=int(pages.group(1)) if pages else None,
    )


def _feed(text: str) -> tuple[Item, ...]:
    items = []
    for entry in re.findall(r"<(?:item|entry)\b.*?</(?:item|entry)>", text, re.DOTALL):
        link = re.search(r"<link>\s*(?:<!\[CDATA\[)?\s*([^<\]\s]+)", entry) or re.search(
            r"<link\b(?=[^>]*rel=[\"']alternate)[^>]*href=[\"']([^\"']+)|<link\b[^>]*href=[\"']([^\"']+)", entry
        )
        title = re.search(r"<title[^>]*>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</title>", entry, re.DOTALL)
        day = re.search(r"<(?:pubDate|published|dc:date|updated)>\s*([^<]+)", entry)
        if link:
            address = next(part for part in link.groups() if part)
            name = plain_text(html.unescape(title.group(1))) if title else ""
            items.append(Item(html.unescape(address), name, day.group(1).strip() if day else None))
    return tuple(items)


def _json_answer(value: Json, zone: ZoneInfo) -> Answer:
    items: tuple[Item, ...] = ()
    for entries in _lists(value):
        read = tuple(item for entry in entries if (item := _item(entry, zone)) is not None)
        if len(read) > len(items):
            items = read
    fragments = () if items else tuple(text for text in _strings(value) if "<a " in text or "<A " in text)
    if len(fragments) == 1 and "<record>" in fragments[0]:
        return _datastore(fragments[0])
    return Answer("json", items, fragments, _number(value, _TOTAL_KEYS), _number(value, _PAGES_KEYS))


def _item(entry: dict[str, Json], zone: ZoneInfo) -> Item | None:
    texts = {key: item for key, item in entry.items() if isinstance(item, str) and item}
    titles = [plain_text(item) for key, item in texts.items() if _TITLE_KEYS.match(key) and not _ADDRESS.match(item)]
    addresses = [
        item for key, item in texts.items() if _URL_KEYS.search(key) and _ADDRESS.match(item) and not _is_image(item)
    ]
    addresses = addresses or [
        item for item in texts.values() if re.match(r"https?://|/\S*\.s?html?", item) and not _is_image(item)
    ]
    nested = [item for item in entry.values() if isinstance(item, dict)]
    if not (titles and addresses):
        for inner in nested:
            if (found := _item(inner, zone)) is not None:
                return found
        return None
    dates = [(key, item) for key, item in entry.items() if _DATE_KEYS.search(key) and item]
    dates.sort(key=lambda pair: (bool(_NOT_PUBLISHED.search(pair[0])), not _PUBLISHED.search(pair[0])))
    day = next((read for _, item in dates if (read := _day(item, zone))), None)
    return Item(addresses[0], max(titles, key=len), day)


def _is_image(text: str) -> bool:
    return bool(re.search(r"\.(?:png|jpe?g|gif|svg|webp|ico)(?:[?#]|$)", text, re.IGNORECASE))


def _day(value: Json, zone: ZoneInfo) -> str | None:
    """Give a date as ISO 8601 (from an epoch in s or ms), or the text that holds one."""
    if isinstance(value, str) and re.fullmatch(r"\d{10}|\d{13}", value):
        value = int(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        seconds = value / 1000 if value > 10**11 else value
        if 0 < seconds < 4 * 10**9 and value > 10**8:
            return datetime.fromtimestamp(seconds, UTC).astimezone(zone).date().isoformat()
        return None
    return value if isinstance(value, str) and re.search(r"\d", value) else None


def plain_text(text: str) -> str:
    """Take tags and references out of a title and squeeze its blanks."""
    return " ".join(html.unescape(_TAG.sub("", text)).split())


def _lists(value: Json) -> Iterator[list[dict[str, Json]]]:
    stack: list[Json] = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            entries = [entry for entry in item if isinstance(entry, dict)]
            if entries:
                yield entries
            stack.extend(item)
        elif isinstance(item, dict):
            stack.extend(item.values())


def _strings(value: Json) -> Iterator[str]:
    stack: list[Json] = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, (list, dict)):
            stack.extend(reversed(item if isinstance(item, list) else list(item.values())))


def _number(value: Json, keys: re.Pattern[str]) -> int | None:
    """Give the first number under a key of that meaning, nearest to the top."""
    level: list[Json] = [value]
    while level:
        below: list[Json] = []
        for item in level:
            if isinstance(item, dict):
                for key, entry in item.items():
                    if keys.match(key) and re.fullmatch(r"\d{1,8}", str(entry)) and not isinstance(entry, bool):
                        return int(str(entry))
                below.extend(item.values())
            elif isinstance(item, list):
                below.extend(entry for entry in item if isinstance(entry, list))
        level = below
    return None
