"""What filters, facets and orders need of every searchable revision, as arrays: one place of an array a `doc`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
NO_DATE = -1


@dataclass(frozen=True, slots=True)
class Columns:
    """Arrays over doc numbers 0 … n; places without a searchable revision have `is_current` False."""

    is_current: Mask
    article: Ints
    root: Ints  # article that this one repeats, else itself
    site: Ints
    section: Ints
    issuer: Ints
    source: Ints
    published: Ints  # minutes since year 1, NO_DATE where not told
    is_removed: Mask
    is_changed: Mask
    newest: Ints  # the docs in order of publication: newest first, those without a date last; ties: stored later first
    has_repetitions: bool

    @property
    def size(self) -> int:
        """Give the length of the arrays."""
        return len(self.is_current)

    def originals(self, docs: Ints) -> Ints:
        """Leave out repetitions: of docs that repeat each other the one repeated stays, else the first stored."""
        ordered = docs[np.argsort(self.article[docs] != self.root[docs], kind="stable")]
        _, first = np.unique(self.root[ordered], return_index=True)
        return np.sort(ordered[first])


_SELECT = """
SELECT docs.doc, docs.article, coalesce(articles.root, docs.article), docs.site, docs.section, docs.issuer,
  docs.source, coalesce(docs.published, -1), articles.status = 'removed', articles.is_changed
FROM articles JOIN docs ON docs.doc = articles.doc
"""


def load_columns(index: sqlite3.Connection, withheld: Iterable[str] = ()) -> Columns:
    """Read the arrays (about a microsecond an article); articles of these ids are as if they were not."""
    size = (index.execute("SELECT max(doc) FROM docs").fetchone()[0] or 0) + 1
    rows = np.array(index.execute(_SELECT).fetchall(), dtype=np.int64).reshape(-1, 10)
    docs = rows[:, 0]

    def spread(column: int, empty: int = 0) -> Ints:
        values = np.full(size, empty, dtype=np.int64)
        values[docs] = rows[:, column]
        return values

    is_current = np.zeros(size, dtype=np.bool_)
    is_current[docs] = True
    for article_id in withheld:
        for (doc,) in index.execute("SELECT doc FROM articles WHERE id = ? AND doc NOTNULL", (article_id,)):
            is_current[doc] = False
    article, published = spread(1), spread(7, NO_DATE)
    root = _roots(article, spread(2), docs)
    latest = np.flatnonzero(is_current)[::-1]
    return Columns(
        is_current,
        article,
        root,
        spread(3),
        spread(4),
        spread(5),
        spread(6),
        published,
        spread(8).astype(np.bool_),
        spread(9).astype(np.bool_),
        latest[np.argsort(-published[latest], kind="stable")],
        bool((article != root).any()),
    )


def _roots(article: Ints, root: Ints, docs: Ints) -> Ints:
    """Follow chains of repetitions to their ends; a ring (which should not be) ends after 16 steps."""
    parent = np.arange(int(max(article.max(initial=0), root.max(initial=0))) + 1)
    parent[article[docs]] = root[docs]
    for _ in range(4):  # doubles the reach each time
        parent = parent[parent]
    return np.asarray(parent[article], dtype=np.int64)
