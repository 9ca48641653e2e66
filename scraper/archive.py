"""The archive in Python: `from scraper import Archive; Archive("output").search("乡村振兴").to_pandas()`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, Unpack

import numpy as np

from scraper.fields import ChangeKind
from scraper.index.changes import BY_PORTAL, Altered, altered, asked, changes
from scraper.index.concordance import WIDTH, Occurrence, concordance
from scraper.index.flat import COLUMNS, NUMBERS, flat_row
from scraper.index.nodes import Key, Problem
from scraper.index.search import Count, Facet, Found, Hit, Searcher
from scraper.index.sql import Answer, ask
from scraper.index.tally import Cell, tally
from scraper.index.wanted import Filters, wanted
from scraper.store.reading import require_archive

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl


class Archive:
    """An output folder, to be searched and read. Usable while a crawl writes it; closes with `with`."""

    def __init__(self, output: str | Path = "output", progress: Callable[[int], None] | None = None) -> None:
        """Open the archive; raises UsageError where there is none.

        `progress` is told the number of lines read while the index catches up.
        """
        self.output = Path(output)
        require_archive(self.output)
        self._progress = progress
        self._searcher: Searcher | None = None
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Archive({str(self.output)!r})"

    def close(self) -> None:
        """Close the index."""
        if self._searcher is not None:
            self._searcher.close()
            self._searcher = None

    @property
    def searcher(self) -> Searcher:
        """Give the index, opened at first use."""
        with self._lock:  # threads of a server may come first together
            if self._searcher is None:
                self._searcher = Searcher(self.output, self._progress)
            return self._searcher

    def search(self, query: str = "", **filters: Unpack[Filters]) -> Results:
        """Find articles; the query language is told in docs/search.md, an empty query finds all.

        Never raises for what stands in the query: `Results.problems` tells what could not be read, and where.
        """
        return Results(self.searcher, self.searcher.search(wanted(query, filters)))

    def articles(self, query: str = "", **filters: Unpack[Filters]) -> Iterator[dict[str, Any]]:
        """Give the newest text of each article as its article line, in the order in which they were stored.

        Repetitions too, unless `repetitions=False`: then only the original of those found.
        An article that the portal removed comes with its last text and `status` `removed`.
        Raises UsageError for a query that cannot be read.
        """
        with_repetitions = filters.get("repetitions", True)
        searcher = self.searcher
        found = searcher.search(wanted(query, filters | {"repetitions": True})).readable()
        docs = np.flatnonzero(found.mask)
        for doc in (docs if with_repetitions else found.columns.originals(docs)).tolist():
            line = searcher.line(doc)
            if line is not None:
                yield line | {"status": "removed"} if found.columns.is_removed[doc] else line

    def lines(self, query: str = "", **filters: Unpack[Filters]) -> Iterator[dict[str, Any]]:
        """Give every revision of the articles that a search finds, tombstones too, as they stand in the archive."""
        for line in self.articles(query, **filters):
            yield from self.searcher.revisions(line["id"])

    def count(self, query: str = "", by: Sequence[Key] = ("year",), **filters: Unpack[Filters]) -> list[Cell]:
        """Count what a search finds, beside all that there is under the filters, by time and origin.

        Repetitions count, unless `repetitions=False`. Raises UsageError for a query that cannot be read.
        """
        filters.setdefault("repetitions", True)
        return tally(self.searcher, wanted(query, filters), by)

    def changes(
        self, query: str = "", kinds: Sequence[ChangeKind] = BY_PORTAL, **filters: Unpack[Filters]
    ) -> Iterator[Altered]:
        """Give what portals edited, removed and brought back, the last seen first; of the articles that a search finds.

        `since` and `until` are days of seeing. Raises UsageError for a query that cannot be read.
        """
        seen = asked(query, filters, kinds)
        self.searcher.search(seen.of).readable()
        yield from altered(self.searcher, changes(self.searcher, seen))

    def sql(self, statement: str) -> Answer:
        """Ask in SQL (DuckDB) over the views articles, revisions, set_aside, runs, fetches.

        Raises UsageError with DuckDB's own words where the statement cannot be run.
        """
        return ask(self.output, statement)

    def revisions(self, article_id: str) -> list[dict[str, Any]]:
        """Give all lines of one article, oldest first, tombstones too; empty where the id is not known."""
        self.searcher.catch_up()
        return self.searcher.revisions(article_id)


class Results:
    """What a search found: iterate over the hits, or make a table of them."""

    def __init__(self, searcher: Searcher, found: Found) -> None:
        self._searcher = searcher
        self.found = found

    def __len__(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[Hit]:
        return self._searcher.hits(self.found)

    def __repr__(self) -> str:
        told = "".join(f"\n{problem.shown(self.found.query.source)}" for problem in self.problems)
        return f"<{len(self)} articles for {self.found.query.source!r}>{told}"

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Give what could not be read in the query; empty where all is well."""
        return self.found.problems

    @property
    def total(self) -> int:
        """Give the number of articles in the whole archive."""
        return int(self.found.columns.is_current.sum())

    def page(self, start: int = 0, limit: int = 20) -> list[Hit]:
        """Give some hits."""
        return list(self._searcher.hits(self.found, start, limit))

    def facet(self, facet: Facet, limit: int | None = None) -> list[Count]:
        """Count by `site`, `section`, `issuer` or `year`; repetitions count."""
        return self._searcher.facet(self.found, facet, limit)

    def by_day(self) -> dict[date, int]:
        """Count by day of publication; repetitions count, articles without a date do not."""
        return {date.fromordinal(day): count for day, count in self._searcher.days(self.found).items()}

    def concordance(self, width: int = WIDTH) -> Iterator[Occurrence]:
        """Give every place of the query's words with so many characters on each side.

        Raises UsageError for a query without words.
        """
        return concordance(self._searcher, self.found, width)

    def rows(self, limit: int | None = None) -> list[dict[str, Any]]:
        """Give the hits as flat rows."""
        return [flat_row(hit.line, hit) for hit in self._searcher.hits(self.found, 0, limit)]

    def to_pandas(self, limit: int | None = None) -> pd.DataFrame:
        """Give a pandas DataFrame, a row a hit (needs pandas)."""
        import pandas as pd  # noqa: PLC0415 - an extra

        return pd.DataFrame(self.rows(limit), columns=list(COLUMNS))

    def to_polars(self, limit: int | None = None) -> pl.DataFrame:
        """Give a polars DataFrame, a row a hit (needs polars)."""
        import polars as pl  # noqa: PLC0415 - an extra

        return pl.DataFrame(
            self.rows(limit),
            schema={name: pl.Int64 if name in NUMBERS else pl.String for name in COLUMNS},
            orient="row",
        )

    def to_arrow(self, limit: int | None = None) -> Any:
        """Give a `pyarrow.Table`, a row a hit (needs polars and pyarrow)."""
        return self.to_polars(limit).to_arrow()
