"""Text that remembers how it was mended: joined, cut and normalised without losing a repair.

Every function keeps the law of `Mended`: replacing each span by its `before`, last first, gives what the same
operation makes of the unmended text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from scraper.model import Change, Mended, Span, Unresolved
from scraper.repairs import as_one, moved, shifted

# Text, and for each character of the result the index of the character it stems from (-1: made up).
Normaliser = Callable[[str], tuple[str, list[int]]]

_RUNS = re.compile(r"[ \t\r\f\v\u00a0\u3000\u2002-\u200a\u202f\u205f]+")


def undo(mended: Mended) -> str:
    """Give the text as the page had it."""
    pieces: list[str] = []
    done = 0
    for change in mended.changes:
        pieces += (mended.text[done : change.span[0]], change.before)
        done = change.span[1]
    pieces.append(mended.text[done:])
    return "".join(pieces)


def join(parts: Iterable[Mended | str], separator: str = "") -> Mended:
    """Join parts with `separator` between them; spans move along."""
    pieces: list[str] = []
    changes: list[Change] = []
    unresolved: list[Unresolved] = []
    at = 0
    for part in parts:
        if pieces and separator:
            pieces.append(separator)
            at += len(separator)
        if isinstance(part, Mended):
            changes.extend(moved(change, at) for change in part.changes)
            unresolved.extend(replace(damage, span=shifted(damage.span, at)) for damage in part.unresolved)
            text = part.text
        else:
            text = part
        pieces.append(text)
        at += len(text)
    return Mended("".join(pieces), tuple(changes), tuple(unresolved))


def cut(mended: Mended, start: int, end: int) -> Mended:
    """Give `text[start:end]` with its repairs; a repair that crosses the border stays with the part it begins in.

    A deletion that stands exactly at a border belongs to what follows, unless it was a bracket after a character
    (`關(guān)`): that goes with its character.
    """
    if not mended.changes and not mended.unresolved:
        return Mended(mended.text[start:end])
    last = len(mended.text)
    changes = []
    for change in mended.changes:
        a, b = change.span
        is_after = a == b and change.before[:1] in ("(", "（")
        if a < start or a > end or (a == end and end != last and not is_after) or (a == start > 0 and is_after):
            continue
        b = min(b, end)
        changes.append(replace(change, span=(a - start, b - start), after=mended.text[a:b]))
    unresolved = tuple(
        replace(damage, span=(max(damage.span[0], start) - start, min(damage.span[1], end) - start))
        for damage in mended.unresolved
        if damage.span[0] < end and damage.span[1] > start
    )
    return Mended(mended.text[start:end], tuple(changes), unresolved)


def drop(mended: Mended, start: int, end: int) -> Mended:
    """Give the text without `[start, end)`; the repairs in it go with it."""
    return join((cut(mended, 0, start), cut(mended, end, len(mended.text))))


def collapse(mended: Mended) -> Mended:
    """Collapse blanks to one space, strip each line, and drop empty lines."""
    if not mended.changes and not mended.unresolved:
        lines = (_RUNS.sub(" ", line).strip() for line in mended.text.split("\n"))
        return Mended("\n".join(line for line in lines if line))
    return normalise(mended, _collapse)


class _Place(NamedTuple):
    """A place that normalising keeps: before the character `source` of the text, and where it is in both results.

    `number`: of the repair that ends where the next begins; the number of all repairs where a character stays.
    """

    source: int
    number: int
    final: int
    raw: int


def normalise(mended: Mended, rewrite: Normaliser) -> Mended:
    """Apply `rewrite` to the mended text so that undoing gives `rewrite` of the unmended text.

    What both results share character by character stays outside every span; each stretch between is one change, parted
    where two repairs touch.
    """
    final, final_from = rewrite(mended.text)
    raw, raw_from = rewrite(undo(mended))
    to_raw = _positions(mended)
    raw_at = {source: at for at, source in enumerate(raw_from) if source >= 0}
    whole = len(mended.changes)
    stays = [
        _Place(source, whole, at, raw_at[to_raw[source]])
        for at, source in enumerate(final_from)
        if source >= 0 and to_raw.get(source) in raw_at and raw[raw_at[to_raw[source]]] == final[at]
    ]
    ends = [change.span[1] for change in mended.changes]
    end = _Place(len(mended.text) + 1, whole, len(final), len(raw))
    changes: list[Change] = []
    told = done_final = done_raw = 0  # repairs told, and how far both results are
    for place in sorted([*stays, *_touches(mended, final_from, raw_from), end]):
        if place.final < done_final or place.raw < done_raw:
            continue
        first = told
        told = place.number + 1 if place.number < whole else bisect_right(ends, place.source)
        before, after = raw[done_raw : place.raw], final[done_final : place.final]
        if before != after:
            changes.append(_merged(list(mended.changes[first:told]), (done_final, place.final), before, after))
        taken = place.number == whole  # the character that stays
        done_final, done_raw = place.final + taken, place.raw + taken
    return Mended(final, tuple(changes), _kept_damage(mended, final_from))


def _touches(mended: Mended, final_from: list[int], raw_from: list[int]) -> list[_Place]:
    """Give the places where a repair touches the next."""
    touches = []
    grown = 0  # how much longer the raw text is, up to here
    final_sources, raw_sources = (list(accumulate(sources, max)) for sources in (final_from, raw_from))
    for number, (change, following) in enumerate(pairwise(mended.changes)):
        at = change.span[1]
        grown += len(change.before) - len(change.after)
        if at == following.span[0]:
            touches.append(_Place(at, number, bisect_left(final_sources, at), bisect_left(raw_sources, at + grown)))
    return touches


def _merged(here: list[Change], span: Span, before: str, after: str) -> Change:
    if not here:
        return Change("restore/blank", span, before, after, 1.0, "blanks beside a repair")
    return as_one(here, span, before, after)


def _positions(mended: Mended) -> dict[int, int]:
    """Map each unrepaired character of the mended text to its place in the unmended one."""
    places: dict[int, int] = {}
    at = raw = 0
    for change in mended.changes:
        start, end = change.span
        places.update(zip(range(at, start), range(raw, raw + start - at), strict=True))
        raw += start - at + len(change.before)
        at = end
    places.update(zip(range(at, len(mended.text)), range(raw, raw + len(mended.text) - at), strict=True))
    return places


def _kept_damage(mended: Mended, final_from: list[int]) -> tuple[Unresolved, ...]:
    if not mended.unresolved:
        return ()
    place = {source: at for at, source in enumerate(final_from) if source >= 0}
    kept = []
    for damage in mended.unresolved:
        spots = [place[source] for source in range(*damage.span) if source in place]
        if spots:
            kept.append(replace(damage, span=(spots[0], spots[-1] + 1)))
    return tuple(kept)


def _collapse(text: str) -> tuple[str, list[int]]:
    out: list[str] = []
    sources: list[int] = []
    at = 0
    for line in text.split("\n"):
        start = len(out)
        for match in re.finditer(r"([ \t\r\f\v\u00a0\u3000\u2002-\u200a\u202f\u205f]+)|(.)", line):
            blank = match.group(1)
            if len(out) == start and (blank is not None or match.group(2).isspace()):
                continue
            out.append(" " if blank is not None else match.group(2))
            sources.append(at + match.start())
        while len(out) > start and out[-1].isspace():
            out.pop()
            sources.pop()
        if len(out) > start:
            out.append("\n")
            sources.append(at + len(line))
        at += len(line) + 1
    if out:
        out.pop()
        sources.pop()
    return "".join(out), sources
