"""Lists that a script holds column by column: `urls[i]='…';headers[i]='…';year[i]='2010';` of 大汉 and of hand."""

from __future__ import annotations

import re

from scraper.lists.entries import Json

_SETS = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]*+)\[\s*+(?:\d{1,5}+|[A-Za-z_$][\w$]*+(?:\+\+)?)\s*+\]\s*+=\s*+"
    r"(?:'((?:[^'\\\n]|\\.)*+)'|\"((?:[^\"\\\n]|\\.)*+)\")"
)
_ADDRESS = re.compile(r"^(?:https?://|\.{0,2}/|[\w-]+/)[^\s<>]+$|^[\w./-]+\.\w{3,5}(?:\?|$)")
_DATE = re.compile(r"^\D{0,2}(?:19|20)\d\d\D\d{1,2}\D\d{1,2}")
_LEAST = 2
_PARTS = ("year", "month", "day")


def read_columns(code: str) -> list[Json]:
    """Give the entries whose addresses, titles and days a script writes into arrays side by side; else none."""
    columns: dict[str, list[str]] = {}
    for name, single, double in _SETS.findall(code):
        columns.setdefault(name, []).append(single or double)
    lengths = [len(values) for values in columns.values()]
    count = max(lengths, default=0)
    if count < _LEAST or lengths.count(count) < _LEAST:
        return []
    whole = {name: values for name, values in columns.items() if len(values) == count}
    address = next((name for name, values in whole.items() if all(_ADDRESS.match(value) for value in values)), None)
    dated = next((name for name, values in whole.items() if all(_DATE.match(value) for value in values)), None)
    rest = [name for name in whole if name not in (address, dated, *_PARTS)]
    title = max(rest, key=lambda name: sum(map(len, {*whole[name]})), default=None)
    if address is None or title is None:
        return []
    days = (
        whole[dated]
        if dated
        else ["-".join(parts) for parts in zip(*(whole.get(part, []) for part in _PARTS), strict=False)]
    )
    days = days or [""] * count
    rows = zip(whole[address], whole[title], days, strict=True)
    return [{"url": url, "title": text, "date": day} for url, text, day in rows]
