"""The likeliest text through a lattice: one or more candidates at each place, judged by the language model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log2
from operator import itemgetter

from scraper.hanzi import simplified
from scraper.language.model import LanguageModel

_BEAM = 12
_WEIGHED = 24  # candidates of one place that are weighed one by one
_FOREIGN_BITS = 7.0  # what a character of the other script costs more
_STOPS = frozenset("。，、；：")
_TWO_STOPS_BITS = 8.0  # for a second stop right after one
_TELLING = 30  # characters that tell the script
_CACHE_SHARE = 0.2  # weight of the page's own pairs against the model's
_CACHE_DOUBT = 1.0  # added to each count of a first character: one sighting is no law


@dataclass(frozen=True, slots=True)
class Path:
    """A text read from a lattice, its bits, how far ahead of the next best it is (bits), and that next best."""

    text: str
    bits: float
    margin: float
    runner_up: str | None = None


@dataclass(frozen=True, slots=True)
class _State:
    bits: float
    text: str
    last: str | None


class Reader:
    """Reads lattices with the model and with what a page itself shows: pairs that it uses elsewhere are likelier."""

    __slots__ = ("_cache", "_firsts", "_foreign", "_model")

    def __init__(self, model: LanguageModel, reference: str = "") -> None:
        self._model = model
        self._cache: Counter[str] = Counter(map("".join, pairwise(reference)))
        self._firsts: Counter[str] = Counter(reference)
        self._foreign = _foreign(self._firsts)

    def learn(self, text: str) -> None:
        """Count the pairs of one more stretch of the page."""
        self._cache.update(map("".join, pairwise(text)))
        self._firsts.update(text)

    def pair(self, first: str | None, second: str) -> float:
        """Give the bits of `second` after `first`."""
        bits = self._model.choice(first, second)
        if second in self._foreign:
            bits += _FOREIGN_BITS
        if first is None:
            return bits
        if first in _STOPS and second in _STOPS:
            bits += _TWO_STOPS_BITS
        seen = self._cache.get(first + second)
        if not seen:
            return bits
        share = seen / (self._firsts[first] + _CACHE_DOUBT)
        return -log2((1 - _CACHE_SHARE) * 2.0**-bits + _CACHE_SHARE * share)

    def _likely(self, candidates: tuple[str, ...], before: str | None, following: Sequence[str]) -> tuple[str, ...]:
        """Leave out what the model alone holds for far too unlikely; few are left to be weighed by the page's pairs."""
        if len(candidates) <= _WEIGHED:
            return candidates
        order = self._model.between(before, candidates, following[0] if len(following) == 1 else "").argsort(
            kind="stable"
        )
        return tuple(candidates[place] for place in order[:_WEIGHED].tolist())

    def read(self, lattice: Sequence[Sequence[str]], before: str | None = None, after: str | None = None) -> Path:
        """Give the likeliest text; `before` and `after` are the characters around it (None: border of a line).

        Runs of single candidates cost next to nothing: their bits are the same on every path.
        """
        pair = self.pair
        states = [_State(0.0, "", before)]
        at, end = 0, len(lattice)
        while at < end:
            if len(lattice[at]) == 1:
                stop = at + 1
                while stop < end and len(lattice[stop]) == 1:
                    stop += 1
                run = "".join(places[0] for places in lattice[at:stop])
                states = [_State(s.bits + pair(s.last, run[0]), s.text + run, run[-1]) for s in states]
                if len(states) > 1:  # all end in the same character now: the best stays ahead
                    states = sorted(states, key=lambda state: state.bits)[:2]
                at = stop
                continue
            new = []
            following = lattice[at + 1] if at + 1 < end else ((after or "\n"),)
            for candidate in self._likely(tuple(lattice[at]), states[0].last, following):
                best = min(((s.bits + pair(s.last, candidate), s.text) for s in states), key=itemgetter(0))
                new.append(_State(best[0], best[1] + candidate, candidate))
            new.sort(key=lambda state: state.bits)
            states = new[:_BEAM]
            at += 1
        finished = sorted((state.bits + pair(state.last, after or "\n"), state.text) for state in states)
        margin = finished[1][0] - finished[0][0] if len(finished) > 1 else 20.0
        return Path(finished[0][1], finished[0][0], margin, finished[1][1] if len(finished) > 1 else None)


def _foreign(counts: Counter[str]) -> frozenset[str]:
    """Give the characters of the script that the page is not written in; the model takes both scripts for one."""
    table = simplified()
    length = counts.total()
    traditional = sum(number for character, number in counts.items() if character in table)
    if traditional > 0.05 * length + 1:
        return _simplified_only()
    return _traditional_only() if length > _TELLING else frozenset()


@cache
def _traditional_only() -> frozenset[str]:
    return frozenset(simplified())


@cache
def _simplified_only() -> frozenset[str]:
    table = simplified()
    return frozenset(simple for simple in table.values() if simple not in table and not simple.encode("big5", "ignore"))


def settled(lattice: Sequence[Sequence[str]]) -> str:
    """Give what a lattice leaves no doubt about, each doubt as a line end."""
    return "".join(places[0] if len(places) == 1 else "\n" for places in lattice)
