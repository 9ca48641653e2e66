"""Which lines look as if they were decoded by the wrong table."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
from numpy.typing import NDArray

from scraper.language import model
from scraper.steps.restore.signs import is_salad

LEAST_SURPRISES = 2
SURPRISE = 13.5  # bits
_LEAST_FOREIGN = 2
_SURPRISING_SHARE = 0.5  # of the characters beyond ASCII; wrongly decoded lines have .53 and more, names .4
_LATIN_SHARE = 0.3  # of a line in characters that windows-1252 gives for bytes
_LATIN = re.compile("[\x80-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
_ASCII, _HAN = 0x7F, (0x4E00, 0x9FFF)
_LEAST_MEAN = 12.5  # bits of a character beyond ASCII: misread lines have 14.3 and more, names of pages in use 12
_LOST_MARK = 0xFFFD
_SCATTERED = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b\u2060\ufeff]+")  # the step for single characters takes these


@cache
def marks() -> NDArray[np.bool_]:
    """Tell by code point what makes a line worth a look, surprises apart; treat it as read-only."""
    table = np.zeros(_LOST_MARK + 1, np.bool_)
    table[_LOST_MARK] = True
    table[[code for code in range(0x2123) if _LATIN.match(chr(code))]] = True
    table[0x400:0x492] = True
    table[0xAC00:0xD7A4] = True
    return table


def looks_misread(line: str, surprises: int) -> bool:
    """Tell whether a line with so many surprises is worth trying chains on."""
    is_strange = surprises >= LEAST_SURPRISES or _LATIN.search(line)
    if is_salad(line):
        return True
    return bool(is_strange) and _is_suspicious_with(surprises, line) and not _is_odd_but_chinese(line)


def _is_odd_but_chinese(line: str) -> bool:
    """Tell whether a line of Han is of names and slogans: what is misread as Han costs far more than they."""
    codes = np.frombuffer(line.encode("utf-32-le", "surrogatepass"), np.uint32)
    foreign = codes > _ASCII
    if 2 * np.count_nonzero((codes >= _HAN[0]) & (codes <= _HAN[1])) < (count := np.count_nonzero(foreign)):
        return False
    return bool(model().costs(line)[foreign].sum() < _LEAST_MEAN * count)


def is_suspicious(line: str, latin_share: float = _LATIN_SHARE) -> bool:
    """Tell whether a line holds so many surprises, or so much of windows-1252, that a chain is worth trying."""
    line = _SCATTERED.sub("", line)
    foreign = [at for at, character in enumerate(line) if character > "\x7f"]
    if len(foreign) < _LEAST_FOREIGN:
        return False
    return _are_too_many(int((model().costs(line)[foreign] > SURPRISE).sum()), len(foreign), line, latin_share)


def _is_suspicious_with(surprises: float, line: str) -> bool:
    """Tell the same of a line whose surprises are counted already."""
    if _SCATTERED.search(line):
        return is_suspicious(line)
    foreign = len(line) - len(line.encode("ascii", "ignore"))
    return foreign >= _LEAST_FOREIGN and _are_too_many(surprises, foreign, line, _LATIN_SHARE)


def _are_too_many(surprises: float, foreign: int, line: str, latin_share: float) -> bool:
    is_surprising = surprises >= max(LEAST_SURPRISES, _SURPRISING_SHARE * foreign)
    return is_surprising or len(_LATIN.findall(line)) > latin_share * len(line)
