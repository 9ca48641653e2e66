"""Names of months in the languages of portals: rows of data/rules/months.tsv."""

from __future__ import annotations

import re

from scraper.tables import rows

_MONTHS = {name: int(number) for number, names in rows("rules/months.tsv") for name in names.split("|")}
# Names that are more than letters, the longest first; any other name is a word.
_PHRASES = sorted((name for name in _MONTHS if not re.fullmatch(r"[^\W\d_]+", name)), key=len, reverse=True)
# A month in a pattern; `month_number` tells whether the word is one.
MONTH = rf"(?:{'|'.join(map(re.escape, _PHRASES))}|[^\W\d_]{{2,14}})"


def month_number(name: str) -> int | None:
    """Give the month, from 1, of a name or a short name in any language that is known here; None for another word."""
    name = name.lower()
    return _MONTHS.get(name) or _MONTHS.get(name.rstrip("."))
