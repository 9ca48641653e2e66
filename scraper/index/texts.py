"""What is asked of the lines of one article: which of them has its text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def has_text(line: dict[str, Any]) -> bool:
    """Tell whether a line has a text: a tombstone has none."""
    return bool(line.get("status", "ok") == "ok")


def newest_text(lines: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Give the last line that has a text, of lines oldest first; the last of all where none has."""
    return next(filter(has_text, reversed(lines)), lines[-1])
