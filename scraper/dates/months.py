"""Names of months in the languages of portals: rows of data/rules/months.tsv."""

from __future__ import annotations

import re

from scraper.rules import rows

_MONTHS = {name: int(number) for number, names in rows("rules/months.tsv") for name in names.split("|")}
# Letters, and the marks that the scripts of India and Sri Lanka write around them.
_WORD = r"(?:[^\W\d_]|[\u0900-\u0dff\u200d])"
# Names that are no such word (of several, with a dot, of scripts without blanks), the longest first.
_PHRASES = sorted((name for name in _MONTHS if not re.fullmatch(f"{_WORD}+", name)), key=len, reverse=True)
# A month in a pattern; `month_number` tells whether the word is one.
MONTH = rf"(?:{'|'.join(map(re.escape, _PHRASES))}|{_WORD}{{2,14}})"


def month_number(name: str) -> int | None:
    """Give the month, from 1, of a name or a short name in any language that is known here; None for another word."""
    name = name.lower()
    return _MONTHS.get(name) or _MONTHS.get(name.rstrip(".")) or _MONTHS.get(name.removeprefix("ב"))  # of, in Hebrew
