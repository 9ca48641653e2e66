"""From a query to the set of revisions that it holds for, and to the order in which people want them."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from scraper.hanzi import fold
from scraper.index.columns import NO_DATE, Columns, Ints, Mask
from scraper.index.days import MINUTES_A_DAY
from scraper.index.nodes import And, Exact, From, Is, Node, Not, Or, Published, Words, needles
from scraper.index.tokens import is_one_character, match_phrase

# Where more articles match, bm25 has little to tell them apart by and costs more than a reader waits:
# those with the words in the title come first, then the newest.
RANKED = 8000
_RANK = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 10.0, 1.0, 0.3)"  # title, text, attachments
# The same for a few of many that match: the others are not weighed. The plus keeps SQLite from asking row by row.
_RANK_AMONG = _RANK.replace(" ORDER", " AND +rowid IN (SELECT value FROM json_each(?)) ORDER")
# One string instead of a row a hit: twice as fast where tens of thousands match.
_CHARACTER = "SELECT group_concat(rowid) FROM characters WHERE characters MATCH ?"
_MATCH = "SELECT group_concat(rowid) FROM words WHERE words MATCH ?"
# An id, or what it begins with: behind it stand hexadecimal digits alone, all before "g".
_BY_ID = (
    "SELECT doc FROM json_each(?) JOIN articles"
    " ON articles.id >= value AND articles.id < value || 'g' WHERE doc NOTNULL"
)

_PORT = re.compile(r"_\d+$")  # behind the host, in the name of a site that has one

Checker = Callable[[Ints, str], Iterator[bool]]


@dataclass(frozen=True, slots=True)
class Evaluator:
    """Evaluates against one state of the index; `holds` tells, doc by doc, whether text stands there unfolded."""

    index: sqlite3.Connection
    columns: Columns
    holds: Checker

    def mask(self, node: Node | None) -> Mask:
        """Give the revisions for which the query holds, among the current ones."""
        if node is None:
            return self.columns.is_current
        return np.asarray(self._mask(node) & self.columns.is_current)

    def newest(self, mask: Mask) -> Ints:
        """Order by date of publication, newest first, those without a date last; ties: stored later first."""
        newest = self.columns.newest
        return newest[mask[newest]]

    def best(self, node: Node | None, mask: Mask, *, is_narrowed: bool) -> Ints:
        """Order by relevance; by date where the query has no words. `is_narrowed`: by more than its words."""
        newest = self.newest(mask)
        ranking = ranking_match(node)
        if ranking is None or not len(newest):
            return newest
        if len(newest) > RANKED:
            in_title = mask & self._match(f"{{title}} : ({ranking})")
            return np.concatenate([newest[in_title[newest]], newest[~in_title[newest]]])
        among = json.dumps(newest.tolist()) if is_narrowed else None
        ranked = self._docs(_RANK_AMONG, ranking, among) if among else self._docs(_RANK, ranking)
        ranked = ranked[mask[ranked]]
        if len(ranked) == len(newest):
            return ranked
        others = mask.copy()
        others[ranked] = False
        return np.concatenate([ranked, self.newest(others)])

    def first_of_group(self, docs: Ints) -> tuple[Ints, Ints]:
        """Fold repetitions: the first of each group in this order, and how many more there are of each."""
        if not self.columns.has_repetitions:
            return docs, np.zeros(len(docs), dtype=np.int64)
        _, first, counts = np.unique(self.columns.root[docs], return_index=True, return_counts=True)
        order = np.argsort(first)
        return docs[first[order]], counts[order] - 1

    def _mask(self, node: Node) -> Mask:
        if isinstance(node, Words) and _is_character(node):
            return self._match(f'"{fold(node.needle)}"', _CHARACTER)
        match = None if isinstance(node, And) and any(map(_is_character, node.parts)) else as_match(node)
        if match is not None:
            return self._match(match)
        if isinstance(node, And):
            return self._all(node)
        if isinstance(node, Or):
            return np.asarray(np.logical_or.reduce([self._mask(part) for part in node.parts]))
        if isinstance(node, Not):
            return ~self._mask(node.part)
        return self._filter(node)

    def _all(self, node: And) -> Mask:
        """Evaluate the cheap parts first; `exact:` reads the texts that are left, so it comes last."""
        texts = tuple(part for part in node.parts if as_match(part) is not None and not _is_character(part))
        late = [part for part in node.parts if has_exact(part)]
        others = [part for part in node.parts if part not in texts and part not in late]
        mask = self.columns.is_current
        if texts:
            match = as_match(And(texts) if len(texts) > 1 else texts[0])
            masks = [self._match(match)] if match is not None else [self._mask(part) for part in texts]
            mask = np.logical_and.reduce([mask, *masks])
        for part in others:
            mask = mask & self._mask(part)
        for part in late:
            mask = mask & (self._exact(part, mask) if isinstance(part, Exact) else self._mask(part))
        return mask

    def _filter(self, node: Node) -> Mask:
        columns = self.columns
        if isinstance(node, Exact):
            return self._exact(node, columns.is_current)
        if isinstance(node, Published):
            mask = columns.published != NO_DATE
            if node.first is not None:
                mask = mask & (columns.published >= node.first * MINUTES_A_DAY)
            if node.end is not None:
                mask = mask & (columns.published < node.end * MINUTES_A_DAY)
            return np.asarray(mask)
        if isinstance(node, Is):
            return columns.is_removed if node.state == "removed" else columns.is_changed
        assert isinstance(node, From)
        if node.kind == "no":
            select = "SELECT doc FROM docs WHERE number IS NOT NULL AND instr(number, ?)"
            return self._mask_of(self._docs(select, fold(node.value)))
        if node.kind == "id":
            wanted = [part for part in re.split(r"[,，\s]+", node.value.lower()) if part]
            return self._mask_of(self._docs(_BY_ID, json.dumps(wanted)))
        return self._named(node)

    def _named(self, node: From) -> Mask:
        names = np.array(matching_names(self.index, node.kind, node.value), dtype=np.int64)
        column: Ints = getattr(self.columns, node.kind)
        mask = np.isin(column, names)
        if node.kind == "section" and len(names):
            for name in names.tolist():
                mask |= self._mask_of(self._docs("SELECT doc FROM more_sections WHERE section = ?", name))
        return np.asarray(mask)

    def _exact(self, node: Exact, among: Mask) -> Mask:
        phrase = match_phrase(fold(node.needle))
        assert phrase is not None
        docs = np.flatnonzero(self._match(phrase) & among & self.columns.is_current)
        kept = np.fromiter(self.holds(docs, node.needle), dtype=np.bool_, count=len(docs))
        return self._mask_of(docs[kept])

    def _match(self, match: str, select: str = _MATCH) -> Mask:
        told = self.index.execute(select, (match,)).fetchone()[0]
        docs = np.fromstring(told or "", dtype=np.int64, sep=",")
        return self._mask_of(docs[docs < self.columns.size])

    def _docs(self, select: str, *values: str | int) -> Ints:
        rows = self.index.execute(select, values)
        docs = np.fromiter((row[0] for row in rows), dtype=np.int64)
        return docs[docs < self.columns.size]  # what came in since the columns were read is for the next search

    def _mask_of(self, docs: Ints) -> Mask:
        mask = np.zeros(self.columns.size, dtype=np.bool_)
        mask[docs] = True
        return mask


def _is_character(node: Node) -> bool:
    return isinstance(node, Words) and not node.title and is_one_character(fold(node.needle))


def as_match(node: Node) -> str | None:
    """Give the query as one FTS5 expression, or None where it asks for more than words."""
    if isinstance(node, Words):
        phrase = match_phrase(fold(node.needle))
        return f"{{title}} : {phrase}" if node.title and phrase else phrase
    if isinstance(node, Or):
        parts = [as_match(part) for part in node.parts]
        return None if None in parts else "(" + " OR ".join(filter(None, parts)) + ")"
    if isinstance(node, And):
        kept = [as_match(part) for part in node.parts if not isinstance(part, Not)]
        left_out = [as_match(part.part) for part in node.parts if isinstance(part, Not)]
        if not kept or None in kept or None in left_out:
            return None
        match = "(" + " AND ".join(filter(None, kept)) + ")"
        return f"({match} NOT ({' OR '.join(filter(None, left_out))}))" if left_out else match
    return None


def ranking_match(node: Node | None) -> str | None:
    """Give the FTS5 expression to rank by: the query's words, None where it has none."""
    if node is None:
        return None
    if isinstance(node, And):
        kept = tuple(part for part in node.parts if not isinstance(part, Not) and as_match(part) is not None)
        if kept:
            return as_match(And(kept) if len(kept) > 1 else kept[0])
    match = as_match(node)
    if match is not None:
        return match
    phrases = [match_phrase(fold(needle.needle)) for needle in needles(node)]
    return " OR ".join(filter(None, phrases)) or None


def has_exact(node: Node) -> bool:
    """Tell whether the query asks for unfolded text somewhere."""
    if isinstance(node, And | Or):
        return any(has_exact(part) for part in node.parts)
    return isinstance(node, Exact) or (isinstance(node, Not) and has_exact(node.part))


def matching_names(index: sqlite3.Connection, kind: str, value: str) -> list[int]:
    """Give the numbers of the names that `value` means: the name itself where there is one, else all that it fits.

    A site by the end of its host (gov.cn), with or without its port, or part of the portal's own name; others by a part
    of the name.
    """
    wanted = fold(value)
    exact: list[int] = []
    fitting: list[int] = []
    for name, text, label in index.execute("SELECT name, value, label FROM names WHERE kind = ?", (kind,)):
        folded = fold(text)
        if folded == wanted or (kind == "site" and folded == wanted.replace(":", "_")):
            exact.append(name)
        elif kind == "site":
            host = _PORT.sub("", folded)
            if host == wanted or host.endswith(f".{wanted.lstrip('.')}") or wanted in fold(label or ""):
                fitting.append(name)
        elif wanted in folded:
            fitting.append(name)
    return exact or fitting
