"""Rows on standard output, for spreadsheets and programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence


def write_rows(form: str, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Write rows as `csv`, below their columns' names, or as `jsonl`."""
    import orjson

    from scraper.index.table import write_table

    if form == "csv":
        write_table(columns, ([row.get(name) for name in columns] for row in rows), sys.stdout.buffer)
        return
    for row in rows:
        sys.stdout.buffer.write(orjson.dumps(row, default=str) + b"\n")
