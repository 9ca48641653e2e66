"""Text that remembers how it was mended: joined, cut and normalised without losing a repair.

Every function keeps the law of `Mended`: replacing each span by its `before`, last first, gives what the same
operation makes of the unmended text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from scraper.model import Change, Mended, Span, Unresolved

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


def revise(mended: Mended, edits: Sequence[Change]) -> Mended:
    """Repair text that may already be mended: each edit's span and `after` stand on `mended.text`.

    `edits` are sorted and do not overlap; their `before` is ignored, since the page's own text is known here. An edit
    over earlier repairs becomes one change with them.
    """
    if not edits:
        return mended
    items = [(change.span, 0, at) for at, change in enumerate(mended.changes)]
    items += [(edit.span, 1, at) for at, edit in enumerate(edits)]
    items.sort()
    pieces: list[str] = []
    changes: list[Change] = []
    places: list[tuple[int, int, int]] = []  # (start, end, shift) of text that stays, for `unresolved`
    done = length = at = 0
    while at < len(items):
        start, end = items[at][0]
        group = [items[at]]
        at += 1
        while at < len(items) and items[at][0][0] < end:
            end = max(end, items[at][0][1])
            group.append(items[at])
            at += 1
        pieces.append(mended.text[done:start])
        places.append((done, start, length - done))
        length += start - done
        change = _revised(mended, edits, group, (start, end), length)
        pieces.append(change.after)
        length += len(change.after)
        if change.before != change.after:
            changes.append(change)
        done = end
    pieces.append(mended.text[done:])
    places.append((done, len(mended.text), length - done))
    return Mended("".join(pieces), tuple(changes), _shifted_damage(mended, places))


def _revised(
    mended: Mended, edits: Sequence[Change], group: list[tuple[Span, int, int]], span: Span, at: int
) -> Change:
    """Make one change of a group of overlapping changes and edits; `at` is where it begins in the new text."""
    start, end = span
    if len(group) == 1 and group[0][1] == 1:
        edit = edits[group[0][2]]
        after = edit.after
        reason, confidence, alternatives = edit.reason, edit.confidence, edit.alternatives
        return Change(edit.rule, (at, at + len(after)), mended.text[start:end], after, confidence, reason, alternatives)
    inside = [mended.changes[index] for _, kind, index in group if kind == 0]
    new = [edits[index] for _, kind, index in group if kind == 1]
    text = mended.text
    before = _spliced(text, span, [(change.span, change.before) for change in inside])
    after = _spliced(text, span, [(edit.span, edit.after) for edit in new])
    members = [*inside, *new]
    chosen = max(members, key=lambda change: len(change.before) + len(change.after))
    return replace(
        chosen,
        span=(at, at + len(after)),
        before=before,
        after=after,
        confidence=min(change.confidence for change in members),
        reason="; ".join(dict.fromkeys(change.reason for change in members)),
        alternatives=chosen.alternatives if len(members) == 1 else (),
    )


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
                kept.append(replace(damage, span=_shift(damage.span, shift)))
                break
    return tuple(kept)


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
            changes.extend(_moved(change, at) for change in part.changes)
            unresolved.extend(replace(damage, span=_shift(damage.span, at)) for damage in part.unresolved)
            text = part.text
        else:
            text = part
        pieces.append(text)
        at += len(text)
    return Mended("".join(pieces), tuple(changes), tuple(unresolved))


def cut(mended: Mended, start: int, end: int) -> Mended:
    """Give `text[start:end]` with its repairs; a repair that crosses the border stays with the part it begins in.

    A deletion that stands exactly at `start` is kept, one at `end` only where that is the end of the text.
    """
    if not mended.changes and not mended.unresolved:
        return Mended(mended.text[start:end])
    last = len(mended.text)
    changes = []
    for change in mended.changes:
        a, b = change.span
        if a < start or a > end or (a == end and end != last):
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


def normalise(mended: Mended, rewrite: Normaliser) -> Mended:
    """Apply `rewrite` to the mended text so that undoing gives `rewrite` of the unmended text.

    What both results share character by character stays outside every span; each stretch between is one change.
    """
    final, final_from = rewrite(mended.text)
    raw, raw_from = rewrite(undo(mended))
    to_raw = _positions(mended)
    raw_at = {source: at for at, source in enumerate(raw_from) if source >= 0}
    changes: list[Change] = []
    pending = list(mended.changes)
    done_final = done_raw = 0
    ends = [(len(final), len(raw), len(mended.text) + 1)]
    anchors = [
        (at, raw_at[to_raw[source]], source)
        for at, source in enumerate(final_from)
        if source >= 0 and to_raw.get(source) in raw_at and raw[raw_at[to_raw[source]]] == final[at]
    ]
    for at, other, source in [*anchors, *ends]:
        if at < done_final or other < done_raw:
            continue
        here = []
        while pending and pending[0].span[0] <= source and pending[0].span[1] <= source:
            here.append(pending.pop(0))
        before, after = raw[done_raw:other], final[done_final:at]
        if before != after:
            changes.append(_merged(here, (done_final, at), before, after))
        done_final, done_raw = at + 1, other + 1
    unresolved = _kept_damage(mended, final_from)
    return Mended(final, tuple(changes), unresolved)


def _merged(here: list[Change], span: Span, before: str, after: str) -> Change:
    if not here:
        return Change("restore/blank", span, before, after, 1.0, "blanks beside a repair")
    chosen = max(here, key=lambda change: len(change.before) + len(change.after))
    return replace(
        chosen,
        span=span,
        before=before,
        after=after,
        confidence=min(change.confidence for change in here),
        alternatives=chosen.alternatives if len(here) == 1 else (),
    )


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


def _moved(change: Change, by: int) -> Change:
    return replace(change, span=_shift(change.span, by))


def _shift(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by
