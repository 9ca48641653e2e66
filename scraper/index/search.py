"""Searching: a query, an order and a page give hits with snippets, and counts by site, section, year and issuer."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import Any, Literal, TypeAlias

import numpy as np
import orjson

from scraper.errors import StorageError, UsageError
from scraper.index.catalogue import FILE, open_index
from scraper.index.catchup import CaughtUp, attachment_text, catch_up
from scraper.index.columns import NO_DATE, Columns, Ints, Mask, load_columns
from scraper.index.days import MINUTES_A_DAY
from scraper.index.evaluate import Evaluator, as_match
from scraper.index.logs import read_at
from scraper.index.nodes import NAMES, And, From, Name, Node, Problem, Published, Query, needles
from scraper.index.query import parse
from scraper.index.snippets import Marked, marked, snippet
from scraper.index.wanted import Wanted
from scraper.store.withheld import Withheld, read_withheld, withheld_stamp

Facet: TypeAlias = Name | Literal["year"]
_KEPT = 32  # answers kept, so that a further page, a facet or a timeline does not search again


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found: `line` is its article line, `similar` counts the articles folded into it."""

    line: dict[str, Any] = field(repr=False)
    title: Marked
    snippet: Marked
    status: str = "ok"
    similar: int = 0

    @property
    def id(self) -> str:
        """Give the id of the article."""
        return str(self.line["id"])


@dataclass(frozen=True, slots=True)
class Count:
    """How many articles have this value; `label` is what a reader calls it."""

    value: str
    label: str
    articles: int


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: all docs in order (`docs`), how many more each stands for, and what could not be read."""

    wanted: Wanted
    query: Query
    docs: Ints = field(repr=False)
    similar: Ints = field(repr=False)
    mask: Mask = field(repr=False)
    columns: Columns = field(repr=False)  # the state of the index that this is the answer of

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Give what cannot be read in the query."""
        return self.query.problems

    def readable(self) -> Found:
        """Give itself; raises UsageError for a query that cannot be read."""
        if self.problems:
            raise UsageError(self.problems[0].shown(self.query.source))
        return self

    def __len__(self) -> int:
        return len(self.docs)


class Searcher:
    """The index of one archive, open. May be used by several threads; catches up at each search."""

    def __init__(self, output: Path, progress: Callable[[int], None] | None = None) -> None:
        self.output = output
        self.progress = progress
        self.index: sqlite3.Connection = open_index(output)
        self.lock = RLock()
        self._columns: Columns | None = None
        self._answers: OrderedDict[Wanted, Found] = OrderedDict()
        self._data_version = -1
        self._withheld_stamp = (0, 0, 0)
        self.withheld: dict[str, Withheld] = {}

    def close(self) -> None:
        """Close the index."""
        self.index.close()

    def forget(self) -> None:
        """Drop the answers that are kept."""
        with self.lock:
            self._answers.clear()

    def catch_up(self) -> CaughtUp:
        """Read what was committed to the archive since the last time."""
        with self.lock:
            try:
                caught = catch_up(self.index, self.output, self.progress)
            except sqlite3.DatabaseError as error:
                cure = "free some space, or delete it: it is made again"
                raise StorageError(f"{self.output / FILE}: the index cannot be written ({error}); {cure}") from error
            version = self.index.execute("PRAGMA data_version").fetchone()[0]
            if caught.articles or caught.is_reset or version != self._data_version:
                self._columns = None
                self._answers.clear()
                self._data_version = version
            self._obey_withheld()
            return caught

    def _obey_withheld(self) -> None:
        """Read the list of what may not be shown, whenever it is another."""
        stamp = withheld_stamp(self.output)
        if stamp != self._withheld_stamp:
            self.withheld = read_withheld(self.output)
            self._withheld_stamp = stamp
            self._columns = None
            self._answers.clear()

    def search(self, wanted: Wanted) -> Found:
        """Find; a query with problems finds nothing and tells them."""
        with self.lock:
            self.catch_up()
            if wanted in self._answers:
                self._answers.move_to_end(wanted)
                return self._answers[wanted]
            found = self._search(wanted)
            self._answers[wanted] = found
            if len(self._answers) > _KEPT:
                self._answers.popitem(last=False)
            return found

    @property
    def columns(self) -> Columns:
        """Give the arrays of this state of the index."""
        with self.lock:
            if self._columns is None:
                self._columns = load_columns(self.index, self.withheld)
            return self._columns

    def hits(self, found: Found, start: int = 0, limit: int | None = None) -> Iterator[Hit]:
        """Give hits in order, read from the logs as they are asked for."""
        sought = needles(found.query.node)
        end = None if limit is None else start + limit
        for doc, similar in zip(found.docs[start:end].tolist(), found.similar[start:end].tolist(), strict=True):
            line = self.line(doc)
            if line is None:
                continue
            body = snippet(line.get("text") or "", sought)
            if sought and not body.marks:
                for attachment in line.get("attachments", ()):
                    in_file = snippet(attachment_text(self.output, attachment), sought)
                    if in_file.marks:
                        body = in_file
                        break
            title = marked(line.get("title") or line.get("list_title") or line["url"], sought)
            status = "removed" if found.columns.is_removed[doc] else "ok"
            yield Hit(line, title, body, status, similar)

    def facet(self, found: Found, facet: Facet, limit: int | None = None) -> list[Count]:
        """Count the articles found by a property, most first (years: newest first); those without it are left out."""
        docs = np.flatnonzero(found.mask)
        if facet == "year":
            years = self._years(found.columns.published[docs])
            values, counts = np.unique(years[years > 0], return_counts=True)
            pairs = sorted(zip(values.tolist(), counts.tolist(), strict=True), reverse=True)
            return [Count(str(year), str(year), count) for year, count in pairs[:limit]]
        column: Ints = getattr(found.columns, facet)[docs]
        values, counts = np.unique(column[column > 0], return_counts=True)
        pairs = sorted(zip(counts.tolist(), values.tolist(), strict=True), key=lambda pair: (-pair[0], pair[1]))
        with self.lock:
            names = {
                name: (value, label or value)
                for name, value, label in self.index.execute(
                    "SELECT name, value, label FROM names WHERE kind = ?", (facet,)
                )
            }
        return [Count(*names[value], count) for count, value in pairs[:limit] if value in names]

    def days(self, found: Found) -> dict[int, int]:
        """Count the articles found by day of publication (proleptic ordinal)."""
        published = found.columns.published[found.mask]
        values, counts = np.unique(published[published != NO_DATE] // MINUTES_A_DAY, return_counts=True)
        return dict(zip(values.tolist(), counts.tolist(), strict=True))

    def line(self, doc: int) -> dict[str, Any] | None:
        """Read the line of a doc from its log; None where the log is gone."""
        with self.lock:
            row = self.index.execute(
                "SELECT logs.name, docs.offset, docs.length FROM docs JOIN logs USING(log) WHERE doc = ?", (doc,)
            ).fetchone()
        return self._read(row)

    def revisions(self, article_id: str) -> list[dict[str, Any]]:
        """Give all lines of an article, oldest first; empty where there is none of that id, or it is withheld."""
        if article_id in self.withheld:
            return []
        with self.lock:
            rows = self.index.execute(
                "SELECT logs.name, docs.offset, docs.length FROM docs JOIN logs USING(log) JOIN articles USING(article)"
                " WHERE articles.id = ? ORDER BY docs.revision, docs.doc",
                (article_id,),
            ).fetchall()
        return [line for row in rows if (line := self._read(row))]

    def copies(self, ids: set[str]) -> list[str]:
        """Give the ids of other articles that are shown and repeat one of these, or are repeated by it."""
        with self.lock:
            self.catch_up()
            rows = self.index.execute(
                "SELECT DISTINCT other.id FROM articles AS one JOIN articles AS other"
                " ON coalesce(other.root, other.article) = coalesce(one.root, one.article)"
                " WHERE one.id IN (SELECT value FROM json_each(?)) ORDER BY other.id",
                (orjson.dumps(list(ids)),),
            ).fetchall()
        return [row[0] for row in rows if row[0] not in ids and row[0] not in self.withheld]

    def _read(self, row: tuple[str, int, int] | None) -> dict[str, Any] | None:
        data = read_at(self.output, *row) if row else b""
        try:
            line = orjson.loads(data)
        except orjson.JSONDecodeError:
            return None
        return line if isinstance(line, dict) else None

    def _search(self, wanted: Wanted) -> Found:
        query = parse(wanted.query)
        nothing = np.zeros(0, dtype=np.int64)
        if query.problems:
            nobody = np.zeros(self.columns.size, dtype=np.bool_)
            return Found(wanted, query, nothing, nothing, nobody, self.columns)
        evaluator = Evaluator(self.index, self.columns, self._holds)
        mask = evaluator.mask(_with_filters(query.node, wanted))
        for kind in NAMES:
            mask = mask & self._one_of(kind, getattr(wanted, kind)) if getattr(wanted, kind) else mask
        if wanted.sort == "newest":
            docs = evaluator.newest(mask)
        else:
            is_narrowed = wanted.has_filters or (query.node is not None and as_match(query.node) is None)
            docs = evaluator.best(query.node, mask, is_narrowed=is_narrowed)
        similar = np.zeros(len(docs), dtype=np.int64)
        if not wanted.with_repetitions:
            docs, similar = evaluator.first_of_group(docs)
        return Found(wanted, query, docs, similar, mask, self.columns)

    def _one_of(self, kind: Name, values: tuple[str, ...]) -> Mask:
        evaluator = Evaluator(self.index, self.columns, self._holds)
        return np.asarray(np.logical_or.reduce([evaluator.mask(From(kind, value)) for value in values]))

    def _holds(self, docs: Ints, needle: str) -> Iterator[bool]:
        for doc in docs.tolist():
            line = self.line(doc) or {}
            parts = [line.get(key) or "" for key in ("title", "list_title", "subtitle", "text", "source", "author")]
            parts += [attachment_text(self.output, file) for file in line.get("attachments", ())]
            yield any(needle in part for part in parts)

    @staticmethod
    def _years(published: Ints) -> Ints:
        days = published[published != NO_DATE] // MINUTES_A_DAY
        # numpy counts days from 1970-01-01, which is ordinal 719163.
        years = (days - 719163).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
        return np.asarray(years, dtype=np.int64)


def _with_filters(node: Node | None, wanted: Wanted) -> Node | None:
    if wanted.since is None and wanted.until is None:
        return node
    first = wanted.since.toordinal() if wanted.since else None
    end = wanted.until.toordinal() + 1 if wanted.until else None
    dates = Published(first, end)
    return dates if node is None else And((*node.parts, dates) if isinstance(node, And) else (node, dates))
