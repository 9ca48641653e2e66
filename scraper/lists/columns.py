"""Lists that a script holds column by column: `urls[i]='…';headers[i]='…';year[i]='2010';` of 大汉 and of hand."""

from __future__ import annotations

import re
from itertools import islice

from scraper.lists.entries import Json
from scraper.lists.script_values import read_script_value

_SETS = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]*+)\[\s*+(?:\d{1,5}+|[A-Za-z_$][\w$]*+(?:\+\+)?)\s*+\]\s*+=\s*+"
    r"(?:'((?:[^'\\\n]|\\.)*+)'|\"((?:[^\"\\\n]|\\.)*+)\")"
)
_ADDRESS = re.compile(r"^(?:https?://|\.{0,2}/|[\w-]+/)[^\s<>]+$|^[\w./-]+\.\w{3,5}(?:\?|$)")
_DATE = re.compile(r"^\D{0,2}(?:19|20)\d\d\D\d{1,2}\D\d{1,2}")
_PLACED = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]*+)\[\s*+\d{1,5}+\s*+\]\s*+=\s*+(?=\[)")
_LEAST = 2
_MOST_ROWS = 20_000
_PARTS = ("year", "month", "day")


def read_columns(code: str) -> list[Json]:
    """Give the entries whose addresses, titles and days a script writes into arrays side by side; else none."""
    columns: dict[str, list[str]] = {}
    for name, single, double in _SETS.findall(code):
        columns.setdefault(name, []).append(single or double)
    return _entries(columns) or rows_side_by_side(_placed(code))


def rows_side_by_side(rows: Json) -> list[Json]:
    """Give the entries of rows whose values only their kind tells apart: `[["title", "/a/1.html", "2026-05-06"], …]`.

    Also objects with names that say nothing: `{t: …, u: …, d: …}`. Without a column of days they may be a menu: none.
    """
    held = rows if isinstance(rows, list) and len(rows) >= _LEAST else []
    tables = [list(row.values()) if isinstance(row, dict) else row for row in held]
    whole = [[value if isinstance(value, str) else "" for value in row] for row in tables if isinstance(row, list)]
    width = min((len(row) for row in whole), default=0)
    if not held or len(whole) != len(held) or width <= _LEAST:
        return []
    columns = {str(at): [row[at] for row in whole] for at in range(width)}
    is_dated = any(all(_DATE.match(value) for value in values) for values in columns.values())
    return _entries(columns) if is_dated else []


def _placed(code: str) -> list[Json]:
    """Give the longest of the arrays that a script fills place by place: `rows[0] = ["…", "…"];`."""
    found: dict[str, list[Json]] = {}
    for match in islice(_PLACED.finditer(code), _MOST_ROWS):
        value, _ = read_script_value(code, match.end())
        if value is not None:
            found.setdefault(match[1], []).append(value)
    return max(found.values(), key=len, default=[])


def _entries(columns: dict[str, list[str]]) -> list[Json]:
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
