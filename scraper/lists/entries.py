"""Entries of a list in JSON: which of their values is the title, the address, the day of publication."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from scraper.lists.expressions import fill

Json: TypeAlias = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

KEY_CHARS = 60  # a name longer than this names nothing
_TITLE_KEYS = re.compile(
    r"^(?:\w*title\w*|headline|heading|subject|doc_?name|info_?name|name|biaoti|bt|caption|topic)$", re.IGNORECASE
)
# policyName, but not the name of who or where
_NAMES_IT = re.compile(
    r"^(?!\w*(?:user|nick|real|login|author|source|site|web|host|column|channel|ch[an]*l|class|category|type|dept|department"
    r"|org|unit|office|area|region|city|file|image|creator|editor)_?name$)\w{2,14}_?(?:name|mc)$",
    re.IGNORECASE,
)
_LOCAL = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2}")
_URL_KEYS = re.compile(r"ur[li]|href|link|path|address|fileref", re.IGNORECASE)
_LEADS = re.compile(r"ur[li]|href|link", re.IGNORECASE)
_DATE_KEYS = re.compile(r"date|time|fbsj|fbrq|rq$|published|created|issued|posted", re.IGNORECASE)
_ISO_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d(?:[T ]|$)")
_PUBLISHED = re.compile(r"pub|fbsj|fbrq|release|issue|show|display|info", re.IGNORECASE)
_NOT_PUBLISHED = re.compile(r"update|modif|expire|end|last|edit|crtime|oper", re.IGNORECASE)
_ADDRESS = re.compile(
    r"^(?:https?:)?//|^\.{0,2}/|^[\w./-]+\.(?:s?html?|xml|aspx?|jspx?|php|pdf|docx?|xlsx?)(?:[?#]|$)|^\?\w+=",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]++>")
# Lone surrogates cannot be written as UTF-8, C0 controls stand in no XML; JSON may hold both.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_LINK = re.compile(r"<a\s", re.IGNORECASE)
_PAGE_LINKS = ("html", "alternate", "web", "page", "view", "canonical", "public")  # `self` is the record's own
_WRAPPERS = ("rendered", "value", "text", "#text", "_text", "zh", "title")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list answer: address as written, title, date as ISO 8601 or as written."""

    address: str
    title: str
    date: str | None = None


def read_entry(entry: dict[str, Json], zone: ZoneInfo, row_addresses: tuple[str, ...]) -> Item | None:
    """Read an entry, or the first of the objects in it that has a title and an address.

    Where an id stands around the object (Elasticsearch: `{"_id": 7, "_source": {…}}`), a template may be filled by it.
    """
    waiting = [entry]
    outer = {key: item for key, item in entry.items() if isinstance(item, (str, int))} if row_addresses else {}
    while waiting:
        inner = waiting.pop()
        if (found := _plain_item(inner, zone, row_addresses, outer)) is not None:
            return found
        waiting.extend(reversed([item for item in inner.values() if isinstance(item, dict)]))
    return None


def _plain_item(
    entry: dict[str, Json], zone: ZoneInfo, row_addresses: tuple[str, ...], outer: dict[str, str | int]
) -> Item | None:
    entry = {key: item for key, item in entry.items() if len(key) <= KEY_CHARS}
    texts = {key: text for key, item in entry.items() if (text := _said(item))}
    titles = [plain_text(item) for key, item in texts.items() if _TITLE_KEYS.match(key) and not _ADDRESS.match(item)]
    titles = titles or [plain_text(item) for key, item in texts.items() if _NAMES_IT.match(key) and item]
    addresses = [
        item for key, item in texts.items() if _URL_KEYS.search(key) and _ADDRESS.match(item) and not _is_image(item)
    ]
    # Where an entry has several, `path` is the store's own.
    addresses.sort(key=lambda item: not any(texts[key] == item and _LEADS.search(key) for key in texts))
    addresses = addresses or [
        item for item in texts.values() if re.match(r"https?://|/\S*\.s?html?", item) and not _is_image(item)
    ]
    addresses = addresses or _linked(entry)
    if not addresses:
        addresses = [made for template in row_addresses if (made := fill(template, {**outer, **entry})) is not None]
    if not (titles and addresses):
        return None
    dates = [(key, item) for key, item in entry.items() if _DATE_KEYS.search(key) and item]
    dates = dates or [(key, item) for key, item in texts.items() if _ISO_DAY.match(item)]
    dates.sort(
        key=lambda pair: (
            bool(_NOT_PUBLISHED.search(pair[0])),
            not _PUBLISHED.search(pair[0]),
            _LOCAL.match(str(pair[1])) is not None,  # 9/7/2026, where the same stands there as ISO 8601
        )
    )
    day = next((read for _, item in dates if (read := _day(item, zone))), None)
    return make_item(addresses[0], max(titles, key=len), day)


def _linked(entry: dict[str, Json]) -> list[str]:
    """Give where the page of an entry is by its links (HAL, JSON:API): `{"_links": {"html": {"href": …}}}`."""
    links = next((entry[name] for name in ("_links", "links", "link") if name in entry), None)
    named = list(links.items()) if isinstance(links, dict) else []
    for item in links if isinstance(links, list) else ():
        named += [(str(item.get("rel")), item)] if isinstance(item, dict) else []
    told = {rel: held.get("href") if isinstance(held, dict) else held for rel, held in named}
    found = (told[rel] for rel in _PAGE_LINKS if rel in told)
    return [address for address in found if isinstance(address, str) and _ADDRESS.match(address)]


def _said(value: Json) -> str:
    """Give a text, also where it is wrapped: `{"rendered": "…"}` of WordPress, `{"value": "…"}` of Drupal."""
    if isinstance(value, dict):
        value = next((value[name] for name in _WRAPPERS if name in value), None)
    if isinstance(value, list) and len(value) == 1:  # fields of many values, as Solr has them
        value = value[0]
    return value if isinstance(value, str) else ""


def rows_of_html(value: Json) -> tuple[str, ...]:
    """Give the longest list whose entries hold links as HTML (`["13/09/2024", "<a href=…>"]`), each as one fragment."""
    best: tuple[str, ...] = ()
    stack: list[Json] = [value]
    while stack:
        held = stack.pop()
        if isinstance(held, dict):
            stack.extend(held.values())
        elif isinstance(held, list):
            stack.extend(item for item in held if isinstance(item, (dict, list)))
            rows = tuple(row for item in held if (row := _row_of_html(item)))
            best = rows if len(rows) > len(best) else best
    return best


def _row_of_html(entry: Json) -> str:
    values = entry.values() if isinstance(entry, dict) else entry if isinstance(entry, list) else ()
    texts = [text for value in values if (text := _said(value))]
    has_link = len(texts) > 1 and sum(bool(_LINK.search(text)) for text in texts) in range(1, 4)
    return writable("".join(f"<span>{text}</span>" for text in texts)) if has_link else ""


def make_item(address: str, title: str, date: str | None = None) -> Item:
    """Make an entry of what can be written."""
    return Item(writable(address), writable(title), writable(date) if date is not None else None)


def writable(text: str) -> str:
    """Put the replacement character for what no file in UTF-8 may hold."""
    return _UNWRITABLE.sub("\ufffd", text)


def _is_image(text: str) -> bool:
    """Tell whether an address is that of a picture, or of an entry of SharePoint that is no file (`7_.000`)."""
    return bool(re.search(r"\.(?:png|jpe?g|gif|svg|webp|ico|000)(?:[?#]|$)", text, re.IGNORECASE))


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
