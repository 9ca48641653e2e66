"""What a page that is no article says of itself: rows of data/rules/refusals.tsv."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from scraper.hanzi import fold
from scraper.model import Outcome
from scraper.rules import rows

MAX_LINE = 400  # characters of a line that are looked at; what a page says of itself is short
MIN_SAID = 0.6  # share of a title that says such a thing and nothing else


@dataclass(frozen=True, slots=True)
class _Saying:
    outcome: Outcome
    most: int
    pattern: re.Pattern[str]
    reason: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """The outcome that a page's own words tell, and why."""

    outcome: Outcome
    reason: str


@cache
def _sayings() -> tuple[_Saying, ...]:
    read = rows("rules/refusals.tsv")
    return tuple(_Saying(row[0], int(row[1]), re.compile(row[2], re.MULTILINE), row[3]) for row in read)  # type: ignore[arg-type]  # outcomes of the record's table; a test reads each row


def said_by_lines(lines: list[str], size: int) -> Refusal | None:
    """Tell what the lines of a page of so many characters say; None for nothing, or where it says much else."""
    whole = "\n".join([line[:MAX_LINE] for line in lines])
    folded = fold(whole)
    for saying in _sayings():
        hit = saying.pattern.search(folded) if size <= saying.most else None
        if hit is not None:
            return Refusal(saying.outcome, f"{saying.reason}: “{whole[hit.start() : hit.end()].strip()}”")
    return None


def said_by_title(title: str, size: int) -> Refusal | None:
    """Tell what a title says that says hardly anything else: one that names such things is an article's."""
    folded = fold(title)
    for saying in _sayings():
        hit = saying.pattern.search(folded) if size <= saying.most else None
        if hit is not None and len(hit[0]) >= len(folded) * MIN_SAID:
            return Refusal(saying.outcome, f"{saying.reason}: “{title[hit.start() : hit.end()].strip()}”")
    return None
