"""The classes of characters that the language model counts by where it does not know the character itself."""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ids: TypeAlias = NDArray[np.uint16]

CLASSES = 64  # ids below are classes, from here on single characters
START, LETTER, DIGIT, ASCII_MARK, BLANK, LINE_END, LATIN, KANA, HANGUL, RARE_HAN = range(10)
COMMON_HAN, PRIVATE, LOST, CONTROL, WIDE_ALNUM, OTHER, CYRILLIC, EXTENSION, RADICAL, BOX = range(10, 20)

# class: (bits to name one member of it, bits of the class itself where the text for counting shows too little of it).
# The second figure is a prior: what web pages hold that statutes do not.
COSTS: dict[int, tuple[float, float | None]] = {
    START: (0, None),
    LETTER: (4.7, 6),
    DIGIT: (3.3, 6),
    ASCII_MARK: (4.5, 6),
    BLANK: (0, 6),
    LINE_END: (0, 5),
    LATIN: (6.6, 9),
    KANA: (5, 3.5),
    HANGUL: (9, 2),
    RARE_HAN: (13.3, 8),
    COMMON_HAN: (10, 5.5),
    PRIVATE: (12.6, 14),
    LOST: (8, 14),
    CONTROL: (8, 14),
    WIDE_ALNUM: (6, 7),
    OTHER: (13, 11),
    CYRILLIC: (5, 6),
    EXTENSION: (15, 15),
    RADICAL: (8, 13),
    BOX: (7, 9),
}

# Bits of a class after another of the same script: pages in other scripts are no damage.
# Bits to name the member come on top.
RUNS: dict[tuple[int, int], float] = {
    (LETTER, LETTER): 0.5,
    (LETTER, BLANK): 2.5,
    (BLANK, LETTER): 3,
    (DIGIT, DIGIT): 1,
    (LETTER, LATIN): 4,
    (LATIN, LETTER): 2,
    (LATIN, BLANK): 3,
    (BLANK, LATIN): 7,
    (KANA, KANA): 1,
    (HANGUL, HANGUL): 0.5,
    (HANGUL, BLANK): 2,
    (BLANK, HANGUL): 3,
    (CYRILLIC, CYRILLIC): 0.5,
    (CYRILLIC, BLANK): 2.5,
    (BLANK, CYRILLIC): 3,
}

# [first, last) of code points and their class; a later row overrides an earlier one.
_RANGES = (
    (0x0, 0x20, CONTROL),
    (0x20, 0x80, ASCII_MARK),
    (0x30, 0x3A, DIGIT),
    (0x41, 0x5B, LETTER),
    (0x61, 0x7B, LETTER),
    (0x7F, 0xA0, CONTROL),
    (0xA0, 0x250, LATIN),
    (0x1E00, 0x1F00, LATIN),
    (0x370, 0x530, CYRILLIC),
    (0x1100, 0x1200, HANGUL),
    (0x200B, 0x2010, CONTROL),
    (0x202A, 0x202F, CONTROL),
    (0x2500, 0x2600, BOX),
    (0x2E80, 0x2FE0, RADICAL),
    (0x3040, 0x3100, KANA),
    (0x31F0, 0x3200, KANA),
    (0x3130, 0x3190, HANGUL),
    (0x3400, 0x4DC0, EXTENSION),
    (0x4E00, 0x9FA6, RARE_HAN),
    (0x9FA6, 0xA000, EXTENSION),
    (0xAC00, 0xD7A4, HANGUL),
    (0xE000, 0xF900, PRIVATE),
    (0xF900, 0xFB00, RADICAL),
    (0xFF10, 0xFF1A, WIDE_ALNUM),
    (0xFF21, 0xFF3B, WIDE_ALNUM),
    (0xFF41, 0xFF5B, WIDE_ALNUM),
    (0x20000, 0x32000, EXTENSION),
)
_SINGLES = {0x9: BLANK, 0xA: LINE_END, 0xD: LINE_END, 0xA0: BLANK, 0x3000: BLANK, 0x20: BLANK}
_SINGLES |= {0xAD: CONTROL, 0xFEFF: CONTROL, 0xFFFD: LOST}


@cache
def class_ids() -> Ids:
    """Give the class of every code point, as an array of 0x110000 ids; treat it as read-only."""
    ids: Ids = np.full(0x110000, OTHER, np.uint16)
    for low, high, kind in _RANGES:
        ids[low:high] = kind
    for code, kind in _SINGLES.items():
        ids[code] = kind
    ids[_code_points(_gb2312_han())] = COMMON_HAN
    return ids


def _gb2312_han() -> str:
    grid = bytes(byte for lead in range(0xB0, 0xF8) for trail in range(0xA1, 0xFF) for byte in (lead, trail))
    return grid.decode("gb2312", "ignore")


def _code_points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
