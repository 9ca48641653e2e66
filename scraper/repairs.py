"""Repairs laid over repairs: one text mended in several steps, and each repair told under its own rule."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter
from typing import TypeAlias

from scraper.model import Change, Mended, Span, Unresolved

# The first layers were laid over the text last; a rule not named here lies deeper than these. Where several repairs
# become one, it is told under the deepest rule: the damage that had to be undone before the others could be seen.
_LAYERS = (
    *("restore/blank", "restore/width", "restore/indent", "restore/script"),
    *("restore/zero-width", "restore/control", "restore/private-use", "restore/radical", "restore/code"),
)
_Item: TypeAlias = tuple[Span, int, Change]  # where it stands now, whether it is new (1), a repair
_BY_CHARACTER = frozenset({"restore/width", "restore/script"})  # edits that put one character for each


def revise(mended: Mended, edits: Sequence[Change]) -> Mended:
    """Repair text that may already be mended: each edit's span and `after` stand on `mended.text`.

    `edits` are sorted and do not overlap; their `before` is ignored, since the page's own text is known here. One
    of script or width is parted at the borders of earlier repairs; any other becomes one change with those it meets.
    """
    edits = _parted(mended, edits) if edits else edits
    if not edits:
        return mended
    text = mended.text
    items = sorted(
        [*((change.span, 0, change) for change in mended.changes), *((edit.span, 1, edit) for edit in edits)],
        key=itemgetter(0, 1),
    )
    pieces: list[str] = []
    changes: list[Change] = []
    places: list[tuple[int, int, int]] = []  # (start, end, shift) of text that stays, for `unresolved`
    done = length = at = 0
    while at < len(items):
        (start, end), is_new, change = items[at]
        first = at
        at += 1
        while at < len(items) and items[at][0][0] < end:
            end = max(end, items[at][0][1])
            at += 1
        pieces.append(text[done:start])
        if mended.unresolved:
            places.append((done, start, length - done))
        length += start - done
        if at > first + 1:
            change = _joined(mended, items[first:at], (start, end), length)
        else:
            span = (length, length + len(change.after))
            before = text[start:end] if is_new else change.before
            if span != change.span or before != change.before:
                change = Change(
                    change.rule, span, before, change.after, change.confidence, change.reason, change.alternatives
                )
        pieces.append(change.after)
        length += len(change.after)
        if change.before != change.after:
            changes.append(change)
        done = end
    pieces.append(text[done:])
    places.append((done, len(text), length - done))
    unresolved = _shifted_damage(mended, places) if mended.unresolved else ()
    return Mended("".join(pieces), tuple(changes), unresolved)


def _joined(mended: Mended, group: list[_Item], span: Span, at: int) -> Change:
    """Make one change of a group of overlapping changes and edits; `at` is where it begins in the new text."""
    inside = [change for _, is_new, change in group if not is_new]
    new = [edit for _, is_new, edit in group if is_new]
    text = mended.text
    before = _spliced(text, span, [(change.span, change.before) for change in inside])
    after = _spliced(text, span, [(edit.span, edit.after) for edit in new])
    return as_one([*inside, *new], (at, at + len(after)), before, after)


def _parted(mended: Mended, edits: Sequence[Change]) -> Sequence[Change]:
    """Part edits that go character by character at the borders of earlier repairs; parts that change nothing go."""
    if not mended.changes:
        return edits
    borders = sorted({border for change in mended.changes for border in change.span})
    parts: list[Change] = []
    for edit in edits:
        start, end = edit.span
        if edit.rule not in _BY_CHARACTER or not edit.after or len(edit.after) != end - start:
            parts.append(edit)
            continue
        inner = borders[bisect_right(borders, start) : bisect_left(borders, end)]
        if not inner and mended.text[start] != edit.after[0] and mended.text[end - 1] != edit.after[-1]:
            parts.append(edit)
            continue
        for a, b in pairwise((start, *inner, end)):
            new = [at for at in range(a, b) if mended.text[at] != edit.after[at - start]]
            if new:
                span = (new[0], new[-1] + 1)
                before, after = mended.text[slice(*span)], edit.after[span[0] - start : span[1] - start]
                parts.append(Change(edit.rule, span, before, after, edit.confidence, edit.reason, edit.alternatives))
    return parts


def as_one(members: list[Change], span: Span, before: str, after: str) -> Change:
    """Tell several repairs of the same characters as one: by the deepest rule, no surer than the least sure."""
    chosen = max(members, key=lambda change: (_depth(change.rule), len(change.before) + len(change.after)))
    return replace(
        chosen,
        span=span,
        before=before,
        after=after,
        confidence=min(change.confidence for change in members),
        reason="; ".join(dict.fromkeys(change.reason for change in members)),
        alternatives=chosen.alternatives if len(members) == 1 else (),
    )


def _depth(rule: str) -> int:
    return _LAYERS.index(rule) if rule in _LAYERS else len(_LAYERS)


def _spliced(text: str, span: Span, parts: list[tuple[Span, str]]) -> str:
    """Give `text[start:end]` with each part put in the place of its own span."""
    pieces: list[str] = []
    done = span[0]
    for (start, end), part in parts:
        pieces += (text[done:start], part)
        done = end
    pieces.append(text[done : span[1]])
    return "".join(pieces)


def _shifted_damage(mended: Mended, places: list[tuple[int, int, int]]) -> tuple[Unresolved, ...]:
    kept = []
    for damage in mended.unresolved:
        for start, end, shift in places:
            if start <= damage.span[0] and damage.span[1] <= end:
                kept.append(replace(damage, span=shifted(damage.span, shift)))
                break
    return tuple(kept)


def moved(change: Change, by: int) -> Change:
    """Move a repair; quicker than `replace`, and a polluted page has thousands."""
    span = shifted(change.span, by)
    return Change(change.rule, span, change.before, change.after, change.confidence, change.reason, change.alternatives)


def shifted(span: Span, by: int) -> Span:
    """Move a span."""
    return span[0] + by, span[1] + by
