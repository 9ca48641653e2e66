"""The likeliest text through a lattice: one or more characters possible at each place, judged by the language model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from scraper.hanzi import simplified
from scraper.language.model import Bits, Codes, LanguageModel, code_points

HOLE = "\ufffe"  # stands in a text for a character of which only the candidates are known
Candidates: TypeAlias = tuple[str, ...]  # the characters that one place may hold
Places: TypeAlias = NDArray[np.int64]
_BROKEN = "\ufffd"
_WEIGHED = 24  # candidates of one place that are weighed with the page's own pairs too
_FOREIGN_BITS = 7.0  # what a character of the other script costs more
_STOPS = "。，、；："
_TWO_STOPS_BITS = 8.0  # for a second stop right after one
_TELLING = 30  # characters that tell the script
_CACHE_SHARE = 0.2  # weight of the page's own pairs against the model's
_CACHE_DOUBT = 1.0  # added to each count of a first character: one sighting is no law
_SHIFT = 21  # bits of a code point
_NEVER = np.float32(1e6)
_NONE = ord(HOLE)  # for no candidate at all


@dataclass(frozen=True, slots=True)
class Lattice:
    """A text with a HOLE wherever several characters are possible, the candidates of each in order, U+FFFD for none."""

    text: str
    holes: tuple[Candidates, ...] = ()

    @property
    def broken(self) -> int:
        """Count the places that hold nothing readable."""
        return self.text.count(_BROKEN)

    def places(self) -> Places:
        """Give where the holes stand."""
        return np.flatnonzero(code_points(self.text) == ord(HOLE))

    def kinds(self) -> tuple[list[Candidates], Places]:
        """Give the different sets of candidates, and for each hole which of them it has."""
        # Told apart as objects: sets with the same bytes open are the same object, and comparing them takes long.
        keys = list(map(id, self.holes))
        different = dict(zip(keys, self.holes, strict=True))
        rows = dict(zip(different, range(len(different)), strict=True))
        return list(different.values()), np.array(list(map(rows.__getitem__, keys)), np.int64)

    @property
    def settled(self) -> str:
        """Give what is beyond doubt, each doubt as a line end."""
        return self.text.replace(HOLE, "\n")

    def lines(self) -> Iterator[Lattice]:
        """Give each line with its own holes."""
        done = 0
        for line in self.text.split("\n"):
            number = line.count(HOLE)
            yield Lattice(line, self.holes[done : done + number])
            done += number


def certain(text: str) -> Lattice:
    """Give a lattice without a doubt; U+FFFE, which no text should hold (Unicode §23.7), counts as lost."""
    return Lattice(text.replace(HOLE, _BROKEN))


def joined(lines: Iterable[Lattice]) -> Lattice:
    """Join lines to one text."""
    parts = list(lines)
    return Lattice("\n".join(part.text for part in parts), tuple(hole for part in parts for hole in part.holes))


class Reader:
    """Reads lattices with the model and with what a page itself shows: pairs that it uses elsewhere are likelier."""

    def __init__(self, model: LanguageModel, reference: str = "") -> None:
        self._model = model
        codes = code_points(reference)
        firsts = codes[:-1].astype(np.int64)
        inside = (firsts != ord("\n")) & (codes[1:] != ord("\n"))
        self._keys, seen = np.unique((firsts << _SHIFT | codes[1:])[inside], return_counts=True)
        known, number = np.unique(codes, return_counts=True)
        there = number[np.searchsorted(known, self._keys >> _SHIFT)]
        self._shares = _CACHE_SHARE * seen / (there + _CACHE_DOUBT)
        self._foreign = _foreign(codes)

    def between(self, first: str, candidates: Candidates, last: str) -> Bits:
        """Give the bits of each candidate after `first` and, where `last` is not empty, of `last` after it."""
        codes = code_points("".join(candidates))
        bits = self.pairs(code_points(first), codes)
        return bits + self.pairs(codes, code_points(last)) if last else bits

    def pairs(self, first: NDArray[Any], second: NDArray[Any]) -> Bits:
        """Give the bits of second characters after first ones, as code points; a line begins after its line end."""
        first, second = np.broadcast_arrays(first, second)
        is_real = (first != _NONE) & (second != _NONE)
        bits = np.full(first.shape, _NEVER)
        bits[is_real] = self._bits(first[is_real], second[is_real])
        return bits

    def _bits(self, first: NDArray[Any], second: NDArray[Any]) -> Bits:
        bits = self._model.choices(first, second)
        if self._foreign is not None:
            bits = bits + _FOREIGN_BITS * self._foreign[second]
        stops = _stops()
        bits = bits + _TWO_STOPS_BITS * (stops[first] & stops[second])
        if len(self._keys):
            keys = first.astype(np.int64) << _SHIFT | second
            at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
            seen = self._keys[at] == keys
            mixed = (1 - _CACHE_SHARE) * np.exp2(-bits[seen]) + self._shares[at[seen]]
            bits[seen] = -np.log2(mixed)
        return np.asarray(bits, np.float32)

    def read(self, lattice: Lattice) -> str:
        """Give the likeliest text; what stands between line ends is read by itself.

        A hole between two certain characters asks nothing of the others, so all of them are weighed at once; the holes
        of a run one after another (Viterbi 1967), all runs at once.
        """
        if not lattice.holes:
            return lattice.text
        codes = code_points(f"\n{lattice.text}\n").copy()
        holes = np.flatnonzero(codes == ord(HOLE))
        different, kinds = lattice.kinds()
        options = self._weighed(codes, holes, _table(different), kinds)
        starts = np.flatnonzero(codes[holes - 1] != ord(HOLE))
        lengths = np.diff(np.append(starts, len(holes)))
        bits, came_from = self._forward(codes, holes, options, starts)
        last = starts + lengths - 1
        state = (bits + self.pairs(options[last], codes[holes[last] + 1][:, None])).argmin(axis=1)
        chosen = np.zeros(len(holes), np.int64)
        for step in range(int(lengths.max()) - 1, -1, -1):
            runs = np.flatnonzero(lengths > step)
            chosen[starts[runs] + step] = state[runs]
            if step:
                state[runs] = came_from[step - 1][np.arange(len(runs)), state[runs]]
        codes[holes] = options[np.arange(len(holes)), chosen]
        return codes[1:-1].tobytes().decode("utf-32-le", "surrogatepass")

    def _forward(self, codes: Codes, holes: Places, options: Codes, starts: Places) -> tuple[Bits, list[Places]]:
        """Give for each run of holes the bits of each candidate at its end, and for each step the best way to it."""
        lengths = np.diff(np.append(starts, len(holes)))
        bits = self.pairs(codes[holes[starts] - 1][:, None], options[starts])
        final = np.array(bits)
        going = np.arange(len(starts))
        came_from: list[Places] = []
        for step in range(1, int(lengths.max())):
            still = lengths[going] > step
            going, bits = going[still], bits[still]
            here, before = options[starts[going] + step], options[starts[going] + step - 1]
            ways = bits[:, :, None] + self.pairs(before[:, :, None], here[:, None, :])
            came_from.append(ways.argmin(axis=1))
            bits = ways.min(axis=1)
            final[going] = bits
        return final, came_from

    def _weighed(self, codes: Codes, holes: Places, table: Codes, kinds: Places) -> Codes:
        """Give the candidates of each hole, _NONE where there are no more; of many, those that the model likes best."""
        if table.shape[1] <= _WEIGHED:
            return table[kinds]
        options = table[kinds, :_WEIGHED]
        many = np.flatnonzero(table[kinds, _WEIGHED] != _NONE)
        every, at = table[kinds[many]], holes[many]
        before, after = codes[at - 1][:, None], codes[at + 1][:, None]
        rough = np.where(before == ord(HOLE), self._model.alone(every), self._model.choices(before, every))
        rough = rough + np.where(after == ord(HOLE), np.float32(0), self._model.choices(every, after))
        rough[every == _NONE] = _NEVER
        best = np.argpartition(rough, _WEIGHED, axis=1)[:, :_WEIGHED]
        best.sort(axis=1)
        options[many] = np.take_along_axis(every, best, axis=1)
        return options


def _table(different: list[Candidates]) -> Codes:
    """Give different sets of candidates as code points, a row each, filled up with _NONE."""
    table = np.full((len(different), max(map(len, different))), _NONE, np.uint32)
    for row, candidates in zip(table, different, strict=True):
        row[: len(candidates)] = code_points("".join(candidates))
    return table


def _foreign(codes: Codes) -> NDArray[np.bool_] | None:
    """Mark the characters of the script that a page is not written in; the model takes both scripts for one."""
    if int(_traditional_only()[codes].sum()) > 0.05 * len(codes) + 1:
        return _simplified_only()
    return _traditional_only() if len(codes) > _TELLING else None


@cache
def _traditional_only() -> NDArray[np.bool_]:
    return _marked("".join(simplified()))


@cache
def _simplified_only() -> NDArray[np.bool_]:
    table = simplified()
    return _marked(
        "".join(simple for simple in table.values() if simple not in table and not simple.encode("big5", "ignore"))
    )


@cache
def _stops() -> NDArray[np.bool_]:
    return _marked(_STOPS)


def _marked(characters: str) -> NDArray[np.bool_]:
    marks = np.zeros(0x110000, np.bool_)
    marks[code_points(characters)] = True
    return marks
