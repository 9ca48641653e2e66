"""Counting what a search finds: by time and origin, beside all that there is, and word by word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from scraper.errors import UsageError
from scraper.index.columns import NO_DATE, Columns, Ints
from scraper.index.concordance import in_field
from scraper.index.days import MINUTES_A_DAY
from scraper.index.nodes import Key, Name, needles
from scraper.index.search import Searcher
from scraper.index.snippets import occurrences
from scraper.index.wanted import Wanted

_LENGTHS = {"year": 4, "month": 7, "day": 10}  # of an ISO date


@dataclass(frozen=True, slots=True)
class Cell:
    """One row: its values by key ("" where an article has none), articles found, and articles that there are.

    `occurrences` and `characters` (all of the articles that there are, blanks left out) where they were asked for.
    """

    values: tuple[str, ...]
    articles: int
    of: int
    occurrences: int = 0
    characters: int = 0

    @property
    def share(self) -> float:
        """Give the part of the articles that there are, 0 to 1."""
        return self.articles / self.of

    @property
    def per_million(self) -> float:
        """Give occurrences per million characters."""
        return 1e6 * self.occurrences / max(1, self.characters)


def tally(searcher: Searcher, wanted: Wanted, by: Sequence[Key]) -> list[Cell]:
    """Count the articles found, a cell for every combination of values that any article under the same filters has.

    So a month whose articles never hold the words counts 0, and a month without articles is left out.
    Sorted by time; where no key is of time, most articles first. Raises UsageError for a query that cannot be read.
    """
    counts: dict[tuple[str, ...], list[int]] = {}
    for _, is_found, values in _counted(searcher, wanted, by):
        cell = counts.setdefault(values, [0, 0])
        cell[0] += is_found
        cell[1] += 1
    return _sorted([Cell(values, *numbers) for values, numbers in counts.items()], by)


def tally_words(
    searcher: Searcher, wanted: Wanted, by: Sequence[Key], progress: Callable[[int], None] | None = None
) -> list[Cell]:
    """Count as `tally` does, and each place of the query's words in title and text; reads every text that there is.

    `progress` is told the number of articles read. Raises UsageError for a query without words.
    """
    sought = needles(searcher.search(wanted).query.node)
    if not sought:
        raise UsageError("occurrences are of words; write some that the articles hold")
    sums: dict[tuple[str, ...], list[int]] = {}
    for number, (doc, is_found, values) in enumerate(_counted(searcher, wanted, by), 1):
        line = searcher.line(doc) or {}
        texts = {"title": line.get("title") or "", "text": line.get("text") or ""}
        cell = sums.setdefault(values, [0, 0, 0, 0])
        cell[0] += is_found
        cell[1] += 1
        if is_found:
            cell[2] += sum(len(occurrences(text, in_field(sought, where))) for where, text in texts.items())
        cell[3] += sum(len("".join(text.split())) for text in texts.values())
        if progress and not number % 1000:
            progress(number)
    return _sorted([Cell(values, *numbers) for values, numbers in sums.items()], by)


def _counted(searcher: Searcher, wanted: Wanted, by: Sequence[Key]) -> Iterator[tuple[int, bool, tuple[str, ...]]]:
    """Give each doc that there is under the filters, whether the query finds it, and its values.

    Of docs that repeat each other one stands for all, unless all are wanted.
    """
    found = searcher.search(wanted).readable()
    there = np.flatnonzero(searcher.search(replace(wanted, query="")).mask)
    if not wanted.with_repetitions:
        there = found.columns.originals(there)
    columns = found.columns
    unit = columns.article if wanted.with_repetitions else columns.root
    is_found = np.isin(unit[there], np.unique(unit[found.mask]))
    yield from zip(there.tolist(), is_found.tolist(), _labels(searcher, by, there), strict=True)


def _labels(searcher: Searcher, by: Sequence[Key], docs: Ints) -> list[tuple[str, ...]]:
    """Give the values of each doc."""
    columns = [_days(searcher.columns, key, docs) if key in _LENGTHS else _names(searcher, key, docs) for key in by]  # type: ignore[arg-type]  # the others are names
    return list(zip(*columns, strict=True)) if columns else [()] * len(docs)


def _days(columns: Columns, key: Key, docs: Ints) -> list[str]:
    minutes = columns.published[docs]
    days = {
        day: date.fromordinal(day).isoformat()[: _LENGTHS[key]]
        for day in np.unique(minutes // MINUTES_A_DAY)
        if day > 0
    }
    return ["" if minute == NO_DATE else days[minute // MINUTES_A_DAY] for minute in minutes.tolist()]


def _names(searcher: Searcher, key: Name, docs: Ints) -> list[str]:
    with searcher.lock:
        rows = searcher.index.execute("SELECT name, value FROM names WHERE kind = ?", (key,)).fetchall()
    names: dict[int, str] = dict(rows)
    column: Ints = getattr(searcher.columns, key)[docs]
    return [names.get(name, "") for name in column.tolist()]


def _sorted(cells: list[Cell], by: Sequence[Key]) -> list[Cell]:
    times = [place for place, key in enumerate(by) if key in _LENGTHS]
    if not times:
        return sorted(cells, key=lambda cell: (-cell.articles, -cell.of, cell.values))
    return sorted(
        cells,
        key=lambda cell: (
            [(not cell.values[place], cell.values[place]) for place in times],  # what has no date comes last
            -cell.articles,
            cell.values,
        ),
    )
