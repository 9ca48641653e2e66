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

from scraper.cursors import Following, read_following
from scraper.row_addresses import fill

Json: TypeAlias = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

_RECORD = re.compile(r"<record>\s*+(<!\[CDATA\[)?", re.IGNORECASE)
_RECORD_END = re.compile(r"</record>", re.IGNORECASE)
_CDATA_RECORD_END = re.compile(r"\]\]>\s*+</record>", re.IGNORECASE)
_ENTRY = re.compile(r"<(?:item|entry)\b")
_ENTRY_END = re.compile(r"</(?:item|entry)>")
_TITLE = re.compile(r"<title[^<>]*+>\s*+(?:<!\[CDATA\[)?")
_XML_TOTAL = re.compile(r"<totalrecord>\s*+(\d{1,9})\s*</totalrecord>", re.IGNORECASE)
_XML_PAGES = re.compile(r"<totalpage>\s*+(\d{1,9})\s*</totalpage>", re.IGNORECASE)
_PROLOG = r"(?:<\?[^>]*+>\s*+|<!--(?>.*?-->)\s*+)*+"  # possessive: tried in one way only
_FEED = re.compile(_PROLOG + r"<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_SITEMAP = re.compile(_PROLOG + r"<(?:urlset|sitemapindex)\b", re.DOTALL)
_WRAPPED = re.compile(
    r"(?:/\*(?>.*?\*/))?+\s*+(?:(?:var|let|const)\s++)?[\w$.\[\]'\"]*+\s*+[=(]\s*+(?=[\[{])", re.DOTALL
)
_KEY_CHARS = 60  # a name longer than this names nothing
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
_TAG = re.compile(r"<[^<>]++>")
# Lone surrogates cannot be written as UTF-8, C0 controls stand in no XML; JSON may hold both.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


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
    following: Following = Following()


def read_answer(text: str, zone: ZoneInfo, row_addresses: tuple[str, ...] = ()) -> Answer | None:
    """Read an answer that is no HTML page (or the datastore inside one); `zone` is that of dates given as epochs.

    `row_addresses`: templates for entries that name only an id (see `scraper.row_addresses`).
    """
    head = text.lstrip("\ufeff \t\r\n")[:2000]
    if "<record>" in text or "<RECORD>" in text:
        return _datastore(text)
    if _FEED.match(head):
        return Answer("feed", _feed(text))
    if _SITEMAP.match(head):
        found = re.findall(r"<loc>\s*+(?:<!\[CDATA\[)?\s*+([^<\]\s]+)", text)
        return Answer("sitemap", tuple(_made(unescaped(address), "") for address in found))
    value = load_json(head if len(text) <= 2000 else text)
    return None if value is None else json_answer(value, zone, row_addresses)


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
    fragments = tuple(_writable(record if "<" in record else unescaped(record)) for record in _records(text))
    total, pages = _XML_TOTAL.search(text), _XML_PAGES.search(text)
    return Answer(
        "datastore",
        fragments=fragments,
        total_rows=int(total.group(1)) if total else None,
        total_pages=int(pages.group(1)) if pages else None,
    )


def _records(text: str) -> Iterator[str]:
    """Give what each record holds; a CDATA section ends with the record, whatever stands in it."""
    at = 0
    while opening := _RECORD.search(text, at):
        closing = (_CDATA_RECORD_END if opening.group(1) else _RECORD_END).search(text, opening.end())
        if closing is None:
            return
        yield text[opening.end() : closing.start()].rstrip()
        at = closing.end()


def _entries(text: str) -> Iterator[str]:
    at = 0
    while (opening := _ENTRY.search(text, at)) and (closing := _ENTRY_END.search(text, opening.end())):
        yield text[opening.start() : closing.end()]
        at = closing.end()


def _entry_title(entry: str) -> str:
    opening = _TITLE.search(entry)
    end = entry.find("</title>", opening.end()) if opening else -1
    return entry[opening.end() : end].rstrip().removesuffix("]]>") if opening and end >= 0 else ""


def _feed(text: str) -> tuple[Item, ...]:
    items = []
    for entry in _entries(text):
        link = re.search(r"<link>\s*+(?:<!\[CDATA\[)?\s*+([^<\]\s]+)", entry) or re.search(
            r"<link\b(?=[^<>]*rel=[\"']alternate)[^<>]*href=[\"']([^\"']+)|<link\b[^<>]*href=[\"']([^\"']+)", entry
        )
        day = re.search(r"<(?:pubDate|published|dc:date|updated)>\s*([^<]+)", entry)
        if link:
            address = next(part for part in link.groups() if part)
            name = plain_text(unescaped(_entry_title(entry)))
            items.append(_made(unescaped(address), name, day.group(1).strip() if day else None))
    return tuple(items)


def json_answer(value: Json, zone: ZoneInfo, row_addresses: tuple[str, ...] = ()) -> Answer:
    """Read the longest list of entries in a value, or its fragments of HTML, and the totals that it states."""
    items: tuple[Item, ...] = ()
    for entries in _lists(value):
        read = tuple(item for entry in entries if (item := _item(entry, zone, row_addresses)) is not None)
        if len(read) > len(items):
            items = read
    fragments = () if items else tuple(_writable(text) for text in _strings(value) if "<a " in text or "<A " in text)
    if len(fragments) == 1 and "<record>" in fragments[0]:
        return _datastore(fragments[0])
    totals = _number(value, _TOTAL_KEYS), _number(value, _PAGES_KEYS)
    return Answer("json", items, fragments, *totals, read_following(value))


def _item(entry: dict[str, Json], zone: ZoneInfo, row_addresses: tuple[str, ...]) -> Item | None:
    """Read an entry, or the first of the objects in it that has a title and an address."""
    waiting = [entry]
    while waiting:
        inner = waiting.pop()
        if (found := _plain_item(inner, zone, row_addresses)) is not None:
            return found
        waiting.extend(reversed([item for item in inner.values() if isinstance(item, dict)]))
    return None


def _plain_item(entry: dict[str, Json], zone: ZoneInfo, row_addresses: tuple[str, ...]) -> Item | None:
    entry = {key: item for key, item in entry.items() if len(key) <= _KEY_CHARS}
    texts = {key: item for key, item in entry.items() if isinstance(item, str) and item}
    titles = [plain_text(item) for key, item in texts.items() if _TITLE_KEYS.match(key) and not _ADDRESS.match(item)]
    addresses = [
        item for key, item in texts.items() if _URL_KEYS.search(key) and _ADDRESS.match(item) and not _is_image(item)
    ]
    addresses = addresses or [
        item for item in texts.values() if re.match(r"https?://|/\S*\.s?html?", item) and not _is_image(item)
    ]
    if not addresses:
        addresses = [made for template in row_addresses if (made := fill(template, entry)) is not None]
    if not (titles and addresses):
        return None
    dates = [(key, item) for key, item in entry.items() if _DATE_KEYS.search(key) and item]
    dates.sort(key=lambda pair: (bool(_NOT_PUBLISHED.search(pair[0])), not _PUBLISHED.search(pair[0])))
    day = next((read for _, item in dates if (read := _day(item, zone))), None)
    return _made(addresses[0], max(titles, key=len), day)


def _made(address: str, title: str, date: str | None = None) -> Item:
    return Item(_writable(address), _writable(title), _writable(date) if date is not None else None)


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)


def _is_image(text: str) -> bool:
    return bool(re.search(r"\.(?:png|jpe?g|gif|svg|webp|ico)(?:[?#]|$)", text, re.IGNORECASE))


def _day(value: Json, zone: ZoneInfo) -> str | None:
    """Give a date as ISO 8601 (from an epoch in s or ms), or the text that holds one."""
    if isinstance(value, str) and re.fullmatch(r"\d{10}|\d{13}", value):
        value = int(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if not 10**8 < value < 4 * 10**12:
            return None
        seconds = value / 1000 if value > 10**11 else value
        if seconds < 4 * 10**9:
            return datetime.fromtimestamp(seconds, UTC).astimezone(zone).date().isoformat()
        return None
    return value if isinstance(value, str) and re.search(r"\d", value) else None


def plain_text(text: str) -> str:
    """Take tags and references out of a title and squeeze its blanks."""
    return " ".join(unescaped(_TAG.sub("", text)).split())


def unescaped(text: str) -> str:
    """Read character references; a text with one of thousands of digits stays as it is."""
    try:
        return html.unescape(text)
    except ValueError:  # int() reads no more than 4,300 digits
        return text


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
                    if (
                        len(key) <= _KEY_CHARS
                        and keys.match(key)
                        and re.fullmatch(r"\d{1,8}", str(entry))
                        and not isinstance(entry, bool)
                    ):
                        return int(str(entry))
                below.extend(item.values())
            elif isinstance(item, list):
                below.extend(entry for entry in item if isinstance(entry, list))
        level = below
    return None
