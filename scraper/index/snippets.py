"""Where a hit's words stand in its text: the best window, cut in Python from the text itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from scraper.hanzi import fold
from scraper.index.nodes import Exact, Words
from scraper.index.tokens import pattern

WINDOW = 120  # characters: two to three lines on a screen
_LOOKED_AT = 300  # places of a word that are weighed; beyond, the first windows are as good
_BREAK = re.compile(r"[。！？；\n]")


@dataclass(frozen=True, slots=True)
class Marked:
    """Text with the places to mark, `[start, end)` in code points, sorted and apart."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def pieces(self) -> list[tuple[str, bool]]:
        """Give the text in pieces: (piece, is it marked)."""
        pieces: list[tuple[str, bool]] = []
        at = 0
        for start, end in self.marks:
            pieces.extend([(self.text[at:start], False), (self.text[start:end], True)])
            at = end
        return [(piece, is_marked) for piece, is_marked in [*pieces, (self.text[at:], False)] if piece]


def marked(text: str, needles: Sequence[Words | Exact]) -> Marked:
    """Mark every place of the needles."""
    return Marked(text, tuple(_apart(_places(text, needles, None))))


def snippet(text: str, needles: Sequence[Words | Exact], window: int = WINDOW) -> Marked:
    """Give the window that holds most different needles, the earliest of these; the beginning where none is there."""
    places = _apart(_places(text, needles, _LOOKED_AT))
    start = _best_start(places, window) if places else 0
    if start > 0:
        # Begin with the sentence where that costs no more than a third of the window.
        breaks = list(_BREAK.finditer(text, max(0, start - window // 3), start))
        start = breaks[-1].end() if breaks else max(0, start - 12)
    end = min(len(text), start + window)
    cut = text[start:end]
    head = "…" if start > 0 else ""
    shift = start - len(head)
    marks = tuple((low - shift, min(high, end) - shift) for low, high in places if low >= start and low < end)
    return Marked(head + cut.replace("\n", " ") + ("…" if end < len(text) else ""), marks)


def occurrences(text: str, needles: Sequence[Words | Exact]) -> list[tuple[int, int]]:
    """Give every place of the needles, each character in one of them at most: the first, of these the longest."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(_places(text, needles, None), key=lambda place: (place[0], -place[1])):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _places(text: str, needles: Sequence[Words | Exact], limit: int | None) -> list[tuple[int, int]]:
    folded = fold(text)
    found: list[tuple[int, int]] = []
    for needle in needles:
        is_exact = isinstance(needle, Exact)
        sought = re.compile(re.escape(needle.needle)) if is_exact else pattern(fold(needle.needle))
        if sought is not None:
            matches = sought.finditer(text if is_exact else folded)
            found.extend(match.span() for match in islice(matches, limit))
    return sorted(found)


def _apart(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join places that touch."""
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _best_start(places: list[tuple[int, int]], window: int) -> int:
    """Give the place from which on a window covers most marked characters (the first of several)."""
    best, best_covered, last = 0, -1, 0
    covered = 0
    for first, (start, _) in enumerate(places):
        while last < len(places) and places[last][1] <= start + window:
            covered += places[last][1] - places[last][0]
            last += 1
        if covered > best_covered:
            best, best_covered = first, covered
        if last > first:
            covered -= places[first][1] - places[first][0]
        else:
            last = first + 1
    return places[best][0]
