"""Which lines look as if they were decoded by the wrong table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scraper.language import code_points, model
from scraper.steps.restore.signs import SALAD_SIGNS, USUAL, is_salad

LEAST_SURPRISES = 2
SURPRISE = 13.5  # bits
_LEAST_FOREIGN = 2
_SURPRISING_SHARE = 0.5  # of the characters beyond ASCII; wrongly decoded lines have .53 and more, names .4
_LATIN_SHARE = 0.3  # of a line in characters that windows-1252 gives for bytes
_LATIN = re.compile("[\x80-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
_ASCII, _LINE_FEED = 0x7F, 0x0A
_LEAST_MEAN = 12.5  # bits of a character beyond ASCII: misread lines have 14.3 and more, names of pages in use 12
_WHOLE_BITS = 11.0  # a character: a line that costs less is no damage
_SCATTERED = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b\u2060\ufeff]+")  # the step for single characters takes these
# What a code point is to the look at a line. STRANGE: worth a look by itself, surprises apart.
_STRANGE: Final = 1
_IS_LATIN: Final = 2
_IS_HAN: Final = 4
_IS_SCATTERED: Final = 8
_IS_USUAL: Final = 16
_IS_HOLE: Final = 32  # what no text holds on purpose: C1 controls, private characters, U+FFFD
_GIBBERISH_BITS, _GIBBERISH_LEAST = 14.0, 12  # a character beyond ASCII, and how many of them
_LEAST_SALAD = 4  # letters that `is_salad` needs


class Line(NamedTuple):
    """A line that holds something strange: where it begins, what it costs, and whether chains are worth a try.

    `is_gibberish`: unless a chain makes sense of it, it says nothing in any language.
    """

    start: int
    text: str
    bits: float
    looks_misread: bool
    is_gibberish: bool


class Lines:
    """The lines of a text, all weighed at one look."""

    __slots__ = ("_bits", "_codes", "_costs", "_ends", "_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._codes = code_points(text)
        self._costs = model().costs(text)
        self._ends = np.append(np.flatnonzero(self._codes == _LINE_FEED), len(text))
        self._starts = np.concatenate(([0], self._ends[:-1] + 1))
        self._bits = self._sums(self._costs)

    def _sums(self, values: NDArray[Any]) -> NDArray[Any]:
        """Sum by line, without the line ends."""
        total = np.zeros(len(values) + 1)
        np.cumsum(values, out=total[1:])
        return np.asarray(total[self._ends] - total[self._starts])

    def whole(self) -> str:
        """Give the lines that read well, joined."""
        good = self._bits < _WHOLE_BITS * (self._ends - self._starts)
        return "\n".join(self.text[self._starts[at] : self._ends[at]] for at in np.flatnonzero(good).tolist())

    def weighed(self) -> Iterator[tuple[str, float, float, int, int]]:
        """Give each line, its bits, those of what is beyond ASCII, and how many characters that is and are Han."""
        flags = _flags().take(self._codes, mode="clip")
        beyond = self._codes > _ASCII
        han, foreign = self._sums((flags & _IS_HAN) > 0).astype(int), self._sums(beyond).astype(int)
        dear = self._sums(self._costs * beyond)
        columns = (self._bits, dear, foreign, han)
        return zip(self.text.split("\n"), *(column.tolist() for column in columns), strict=True)

    def strange(self) -> Iterator[Line]:
        """Give the lines that hold characters beyond ASCII which cost much, or such as wrong tables give."""
        flags = _flags().take(self._codes, mode="clip")
        foreign = self._codes > _ASCII
        surprising = foreign & (self._costs > SURPRISE)
        seen = self._sums(surprising | ((flags & _STRANGE) > 0)) > 0
        if not seen.any():
            return
        surprises, latin, han, salad, scattered, beyond = (
            self._sums(values)
            for values in (
                surprising,
                (flags & _IS_LATIN) > 0,
                (flags & _IS_HAN) > 0,
                _salad().take(self._codes, mode="clip"),
                (flags & _IS_SCATTERED) > 0,
                foreign,
            )
        )
        length = self._ends - self._starts
        is_usual = (flags & _IS_USUAL) > 0
        telling = self._sums((surprising | ((flags & _IS_LATIN) > 0)) & ~is_usual) > 0
        is_strange = telling & ((surprises >= LEAST_SURPRISES) | (latin > 0))
        too_many = surprises >= np.maximum(LEAST_SURPRISES, _SURPRISING_SHARE * beyond)
        is_suspicious_line = (beyond >= _LEAST_FOREIGN) & (too_many | (latin > _LATIN_SHARE * length))
        # What is misread as Han costs far more than names and slogans.
        dear = self._sums(self._costs * foreign)
        is_odd_chinese = (2 * han >= beyond) & (dear < _LEAST_MEAN * beyond)
        is_gibberish = (beyond >= _GIBBERISH_LEAST) & (dear >= _GIBBERISH_BITS * beyond)
        is_gibberish &= self._sums((flags & _IS_HOLE) > 0) > 0
        for at in np.flatnonzero(seen).tolist():
            start = int(self._starts[at])
            line = self.text[start : int(self._ends[at])]
            is_misread = bool(is_strange[at] and not is_odd_chinese[at]) and (
                is_suspicious(line) if scattered[at] else bool(is_suspicious_line[at])
            )
            if not is_misread and salad[at] >= _LEAST_SALAD:
                is_misread = is_salad(line)
            yield Line(start, line, float(self._bits[at]), is_misread, bool(is_gibberish[at]))


@cache
def _flags() -> NDArray[np.uint8]:
    """Tell by code point what a character is to the look at a line; the last stands for all beyond."""
    table = np.zeros(0x10000, np.uint8)
    table[0xFFFD] = _STRANGE
    latin = [code for code in range(0x2123) if _LATIN.match(chr(code))]
    table[latin] |= _STRANGE | _IS_LATIN
    table[list(map(ord, USUAL))] |= _IS_USUAL
    table[0x80:0xA0] |= _IS_HOLE
    table[0xE000:0xF900] |= _IS_HOLE
    table[0xFFFD] |= _IS_HOLE
    table[0x400:0x492] |= _STRANGE
    table[0xAC00:0xD7A4] |= _STRANGE
    table[0x4E00:0xA000] |= _IS_HAN
    table[[code for code in range(0x10000) if _SCATTERED.match(chr(code))]] |= _IS_SCATTERED
    return table


@cache
def _salad() -> NDArray[np.uint8]:
    """Weigh by code point what `is_salad` finds: it needs one letter of Hangul, or so many of the others."""
    table = np.zeros(0x10000, np.uint8)
    table[0xAC00:0xD7A4] = _LEAST_SALAD
    table[0x400:0x500] = 1
    table[list(map(ord, SALAD_SIGNS))] = 1
    return table


def is_suspicious(line: str, latin_share: float = _LATIN_SHARE) -> bool:
    """Tell whether a line holds so many surprises, or so much of windows-1252, that a chain is worth trying."""
    line = _SCATTERED.sub("", line)
    foreign = [at for at, character in enumerate(line) if character > "\x7f"]
    if len(foreign) < _LEAST_FOREIGN:
        return False
    surprises = int((model().costs(line)[foreign] > SURPRISE).sum())
    is_surprising = surprises >= max(LEAST_SURPRISES, _SURPRISING_SHARE * len(foreign))
    return is_surprising or len(_LATIN.findall(line)) > latin_share * len(line)
