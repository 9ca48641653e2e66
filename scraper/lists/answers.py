"""What a list's machine-made answers hold: JCMS datastores, JSON of any make, RSS, Atom, sitemaps.

`read_answer` gives the same small value for all of them; an ordinary HTML page gives None.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal
from zoneinfo import ZoneInfo

from scraper.lists.columns import rows_side_by_side
from scraper.lists.cursors import Following, read_following
from scraper.lists.entries import (
    KEY_CHARS,
    Item,
    Json,
    make_item,
    plain_text,
    read_entry,
    rows_of_html,
    unescaped,
    writable,
)
from scraper.lists.script_values import read_script_value, script_text
from scraper.lists.xml_values import PROLOG, read_xml_value

_RECORD = re.compile(r"<record>\s*+(<!\[CDATA\[)?", re.IGNORECASE)
_RECORD_END = re.compile(r"</record>", re.IGNORECASE)
_CDATA_RECORD_END = re.compile(r"\]\]>\s*+</record>", re.IGNORECASE)
_ENTRY = re.compile(r"<(?:item|entry)\b")
_ENTRY_END = re.compile(r"</(?:item|entry)>")
_FEED_LINK = re.compile(r"<(?:atom:)?link\b[^<>]*+>")
_TITLE = re.compile(r"<title[^<>]*+>\s*+(?:<!\[CDATA\[)?")
_XML_TOTAL = re.compile(r"<totalrecord>\s*+(\d{1,9})\s*</totalrecord>", re.IGNORECASE)
_XML_PAGES = re.compile(r"<totalpage>\s*+(\d{1,9})\s*</totalpage>", re.IGNORECASE)
_FEED = re.compile(PROLOG + r"<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_SITEMAP = re.compile(PROLOG + r"<(?:urlset|sitemapindex)\b", re.DOTALL)
_LOCATION = re.compile(r"<loc>\s*+")
_NEWS_TITLE = re.compile(r"<news:title>\s*+(?:<!\[CDATA\[)?\s*+([^<\]]+)")
_NEWS_DAY = re.compile(r"<news:publication_date>\s*+([\d-]{10})")
_WRAPPED = re.compile(
    r"(?:/\*(?>.*?\*/))?+\s*+(?:(?:var|let|const)\s++)?[\w$.\[\]'\"]*+\s*+[=(]\s*+(?=[\[{])", re.DOTALL
)
_TOTAL_KEYS = re.compile(
    r"^(?:total|total_?(?:count|num|rows|records?|elements|entries|hits|size|items)|(?:record|row|item|data)s?_?count|count|records_?total|numfound|recordsFiltered)$",
    re.IGNORECASE,
)
_PAGES_KEYS = re.compile(r"^(?:total_?pages?|pages?_?(?:count|total)|pages|last_?page|maxpage)$", re.IGNORECASE)
_PUTS_IN = re.compile(
    r"(?:\.(?:html|append|prepend|before|after|replaceWith)\s*\(|\.innerHTML\s*\+?=|\.insertAdjacentHTML\(\s*['\"]\w++['\"]\s*,)\s*"
    r"(?:'((?:[^'\\]|\\.)*+)'|\"((?:[^\"\\]|\\.)*+)\")",
    re.DOTALL,
)
_UPDATE = re.compile(r"<update\b[^<>]*+>\s*+<!\[CDATA\[")
_UPDATE_END = re.compile(r"\]\]>\s*+</update>")
_A_PAGE = re.compile(r"<(?:html|head|body)\b", re.IGNORECASE)


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

    `row_addresses`: templates for entries that name only an id (see `scraper.lists.row_addresses`).
    """
    head = text.lstrip("\ufeff \t\r\n")[:2000]
    if "<record>" in text or "<RECORD>" in text:
        return _datastore(text)
    if _FEED.match(head):
        return Answer("feed", _feed(text), following=Following(address=_next_of_feed(text)))
    if _SITEMAP.match(head):
        return Answer("sitemap", tuple(_of_sitemap(part) for part in _LOCATION.split(text)[1:] if part.strip()))
    if "<partial-response" in head:
        return Answer("json", fragments=tuple(_partial(part) for part in _updates(text) if "<a " in part))
    value = _unwrapped(load_json(head if len(text) <= 2000 else text)) or (
        read_xml_value(text) if "<?xml" in head[:100] else None
    )
    if value is None:
        written = () if head[:1] in ("<", "") or _A_PAGE.search(text) else _written(text)
        return Answer("json", fragments=written) if written else None
    return json_answer(value, zone, row_addresses)


def _unwrapped(value: Json) -> Json:
    """Give what an object holds as a text in JSON: `{"d": "[{…}]"}` of ASP.NET's services; any other value as it is."""
    texts = [item for item in value.values() if isinstance(item, str)] if isinstance(value, dict) else []
    is_alone = isinstance(value, dict) and not any(isinstance(item, (dict, list)) for item in value.values())
    held = (load_json(text) for text in texts if is_alone and text[:1] in ("{", "["))
    return next((inner for inner in held if inner is not None), value)


def _updates(text: str) -> Iterator[str]:
    at = 0
    while (opening := _UPDATE.search(text, at)) and (closing := _UPDATE_END.search(text, opening.end())):
        yield text[opening.end() : closing.start()]
        at = closing.end()


def _partial(part: str) -> str:
    """Give an update of a partial response (JSF); rows of a table come without their table."""
    return writable(f"<table>{part}</table>" if part.lstrip()[:3].lower() == "<tr" else part)


def _written(text: str) -> tuple[str, ...]:
    r"""Give the HTML that a script answered with puts in: `$("#list").html("<li>…<\/li>")` of Rails and its kin."""
    found = (match.group(1) or match.group(2) for match in _PUTS_IN.finditer(text))
    return tuple(writable(script_text(part)) for part in found if "<a " in part)


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
        value, _ = read_script_value(body, 0)  # a comma too many, names without quotes
    if isinstance(value, str):
        return load_json(value)
    return value if isinstance(value, (dict, list)) else None


def _datastore(text: str) -> Answer:
    fragments = tuple(writable(record if "<" in record else unescaped(record)) for record in _records(text))
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
            items.append(make_item(unescaped(address), name, day.group(1).strip() if day else None))
    return tuple(items)


def _of_sitemap(part: str) -> Item:
    """Read an address of a sitemap, with title and day where it is one of news (Google's extension of the protocol)."""
    address = re.match(r"(?:<!\[CDATA\[)?\s*+([^<\]\s]*)", part)
    title, day = _NEWS_TITLE.search(part), _NEWS_DAY.search(part)
    told = plain_text(unescaped(title[1])) if title else ""
    return make_item(unescaped(address[1]) if address else "", told, day[1] if day else None)


def _next_of_feed(text: str) -> str | None:
    """Give where a feed goes on (RFC 5005, paged feeds)."""
    told = (match.group() for match in _FEED_LINK.finditer(text) if "next" in match.group())
    links = (re.search(r"href=[\"']([^\"']+)", tag) for tag in told if re.search(r"rel=[\"']next[\"']", tag))
    return next((unescaped(link.group(1)) for link in links if link), None)


def json_answer(value: Json, zone: ZoneInfo, row_addresses: tuple[str, ...] = ()) -> Answer:
    """Read the longest list of entries in a value, or its fragments of HTML, and the totals that it states."""
    items: tuple[Item, ...] = ()
    lists = list(_lists(value))
    for entries in (entries for kind in (lists, _tables(value)) if not items for entries in kind):
        read = tuple(item for entry in entries if (item := read_entry(entry, zone, row_addresses)) is not None)
        if len(read) > len(items):
            items = read
    fragments = () if items else rows_of_html(value)
    if not items and len(fragments) < 2:
        fragments = tuple(writable(text) for text in _strings(value) if "<a " in text or "<A " in text)
    if len(fragments) == 1 and "<record>" in fragments[0]:
        return _datastore(fragments[0])
    totals = _number(value, _TOTAL_KEYS), _number(value, _PAGES_KEYS)
    return Answer("json", items, fragments, *totals, read_following(value))


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


def _tables(value: Json) -> Iterator[list[dict[str, Json]]]:
    """Give the lists whose values only their kind tells apart, as entries."""
    stack: list[Json] = [value]
    while stack:
        item = stack.pop()
        stack.extend(item if isinstance(item, list) else item.values() if isinstance(item, dict) else ())
        if made := [entry for entry in rows_side_by_side(item) if isinstance(entry, dict)]:
            yield made


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
                for key, held in item.items():
                    entry = held.get("value") if isinstance(held, dict) else held  # Elasticsearch
                    if (
                        len(key) <= KEY_CHARS
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
