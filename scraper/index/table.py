"""Rows as CSV that spreadsheets open."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import IO, Any

BOM = "\ufeff"  # without it Excel takes UTF-8 for the local code page and Chinese is lost
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # OWASP names the wide ones too


def harmless(value: Any) -> Any:
    """Keep a spreadsheet from running a cell: OWASP, CSV injection. An apostrophe before it makes it text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def write_table(columns: Sequence[str], rows: Iterable[Iterable[object]], target: IO[bytes]) -> None:
    """Write rows below their columns' names: UTF-8 with a byte order mark, no cell that a spreadsheet would run."""
    text = io.TextIOWrapper(target, encoding="utf-8", newline="", write_through=True, errors="replace")
    text.write(BOM)
    csv.writer(text).writerows(map(harmless, row) for row in chain([columns], rows))
    text.flush()
    text.detach()
