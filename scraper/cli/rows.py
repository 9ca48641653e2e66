"""Rows on standard output as CSV that spreadsheets open."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Mapping, Sequence


def write_table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Write rows below their columns' names: UTF-8 with a byte order mark, no cell that a spreadsheet would run."""
    from scraper.index.export import harmless

    text = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=True, errors="replace")
    text.write("\ufeff")
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerows({name: harmless(value) for name, value in row.items()} for row in rows)
    text.flush()
    text.detach()
