"""What became of articles after they were first seen: edited, removed, back; by the day on which it was seen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np

from scraper.fields import ChangeKind
from scraper.index.search import Searcher
from scraper.index.wanted import Filters, Wanted, wanted

# What a reader means by a change of the portal: not what is first seen, nor what newer software reads differently.
BY_PORTAL: tuple[ChangeKind, ...] = ("removed", "edited", "back")
KINDS: tuple[ChangeKind, ...] = (*BY_PORTAL, "new", "reprocessed")


@dataclass(frozen=True, slots=True)
class Altered:
    """One revision as an event: its line, and the line with the text that stood before (None of a first revision)."""

    line: dict[str, Any] = field(repr=False)
    before: dict[str, Any] | None = field(default=None, repr=False)

    @property
    def kind(self) -> ChangeKind:
        """Give what happened."""
        kind: ChangeKind = self.line["change"]
        return kind

    @property
    def seen(self) -> str:
        """Give when it was seen: the time of the response, ISO 8601."""
        return str(self.line.get("fetched_at") or "")

    def value(self, name: str) -> Any:
        """Give a field as it is now, else as it was: a tombstone has few of its own."""
        return self.line.get(name) or (self.before or {}).get(name)

    def told(self) -> dict[str, Any]:
        """Give the event as plain values, with the archived copies behind the text before and after."""
        names = ("id", "title", "url", "site", "portal_name", "section", "published")
        values = {"seen": self.seen, "change": self.kind} | {name: self.value(name) for name in names}
        return values | {
            "reasons": self.line.get("flags", []) if self.kind == "removed" else [],
            "before": _copy(self.before),
            "after": _copy(self.line),
        }


@dataclass(frozen=True, slots=True)
class Seen:
    """Which changes: of the articles that a search finds, seen between two days, both included."""

    of: Wanted = field(default_factory=Wanted)
    since: date | None = None
    until: date | None = None
    kinds: tuple[ChangeKind, ...] = BY_PORTAL


def asked(query: str, filters: Filters, kinds: Sequence[ChangeKind] = BY_PORTAL) -> Seen:
    """Make the question; `since` and `until` of the filters are days of seeing here, not of publication.

    Raises UsageError for a date that is none.
    """
    told = wanted(query, filters | {"repetitions": True})
    return Seen(replace(told, since=None, until=None), told.since, told.until, tuple(kinds))


def changes(searcher: Searcher, seen: Seen) -> list[int]:
    """Give the docs of these revisions, the last seen first; none where the query cannot be read."""
    found = searcher.search(seen.of)
    first = seen.since.isoformat() if seen.since else ""
    last = seen.until.isoformat() if seen.until else "9999-12-31"
    with searcher.lock:
        rows = searcher.index.execute(
            "SELECT doc, article FROM docs WHERE change IN (SELECT value FROM json_each(?))"
            " AND substr(fetched_at, 1, 10) BETWEEN ? AND ? ORDER BY fetched_at DESC, doc DESC",
            (json.dumps(seen.kinds), first, last),
        ).fetchall()
    if not rows:
        return []
    articles = np.unique(found.columns.article[found.mask])
    docs, of = np.array(rows, dtype=np.int64).T
    kept: list[int] = docs[np.isin(of, articles)].tolist()
    return kept


def altered(searcher: Searcher, docs: list[int]) -> Iterator[Altered]:
    """Read the changes from the logs, each with the text before it."""
    for doc in docs:
        line = searcher.line(doc)
        if line is None:
            continue
        with searcher.lock:
            row = searcher.index.execute(
                "SELECT old.doc FROM docs AS new JOIN docs AS old USING(article)"
                " WHERE new.doc = ? AND old.revision < new.revision AND old.has_text"
                " ORDER BY old.revision DESC LIMIT 1",
                (doc,),
            ).fetchone()
        yield Altered(line, searcher.line(row[0]) if row else None)


def _copy(line: dict[str, Any] | None) -> dict[str, Any] | None:
    """Give what proves a text: its revision, the digest of the text, and where the response stands in the WARC."""
    if line is None:
        return None
    names = ("revision", "fetched_at", "content_sha256", "warc", "http")
    return {name: line[name] for name in names if line.get(name) is not None}
