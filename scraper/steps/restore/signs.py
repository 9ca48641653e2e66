"""Signs of damage: one quick look over a text, so that a clean one passes nearly free."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scraper.hanzi import simplified_pairs
from scraper.language import Codes, code_points, model
from scraper.steps.restore.escapes import may_be_escaped
from scraper.steps.restore.placements import has_bare_codes, has_codes
from scraper.steps.restore.seven_bits import may_be_seven_bits

ODD: Final = 1  # control, private use, zero width, radicals, compatibility forms, U+FFFD
TRADITIONAL: Final = 2
FOREIGN: Final = 4  # what bytes 80 to FF look like when read by a Western or Cyrillic table
HAN: Final = 8
OTHER_SCRIPT: Final = 16  # kana, hangul
PRIVATE: Final = 128
BESIDE: Final = 64  # marks and blanks that stand in such readings too
USUAL: Final = "\xa0‘’“”…—–•·×§°«»©®™"  # what clean pages hold of windows-1252: alone they are no sign
SIMPLIFIED: Final = 32  # Simplified characters that Traditional text does not have


@dataclass(frozen=True, slots=True)
class Window:
    """So many characters, of which so many cost more bits than that."""

    length: int
    least: int
    bits: float


# Measured on 134 clean Chinese pages and the damaged set: 7 pages in 100 have one, and all wrongly decoded texts.
CLEAR = Window(8, 7, 13.5)
# For where something else points at damage: names and slogans hold such windows too.
FINE = Window(5, 4, 12.5)
_MANY_SIGNS = 60  # rare windows, foreign and odd characters together
_LINE_FEED = 0x0A
# No Korean word is so long, be there Han and full-width marks in it or not.
_HANGUL_SALAD = re.compile("[\uac00-\ud7a3][\uac00-\ud7a3\u3400-\u9fff，。、；：]{11}")
SALAD_SIGNS = (
    "".join(map(chr, (*range(0x402, 0x410), *range(0x452, 0x460), *range(0xA4, 0xB8))))
    + "\u0490\u0491\xbb„…†‡€‰‹‘’“”•™›"
)
_CYRILLIC, _BOX, _AFTER_SIGN = "[\u0400-\u04ff]", "[\u2500-\u25a0]{1,2}", "[\u0400-\u044f\u2116]{0,3}"
# Whatever the kind, one class of characters begins it, which a search finds at once.
_CYRILLIC_SALAD = re.compile(
    f"[\u0400-\u04ff{SALAD_SIGNS}](?:"
    f"(?<={_CYRILLIC})(?:{_CYRILLIC}{{39}}|{_CYRILLIC}{{0,7}}{_BOX}(?:{_CYRILLIC}{{1,8}}{_BOX}){{3}})"
    f"|(?<=[{SALAD_SIGNS}]){_AFTER_SIGN}(?:[{SALAD_SIGNS}]{_AFTER_SIGN}){{4}})"
)
_WINDOWS_1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
# Each pattern begins with the mark itself, which a search finds at once; what stands before is looked at after.
_QUESTION = re.compile(
    r"\?(?:(?<=[\u3000-\uffef)]\?)(?=[\u3400-\u9fff\ue000-\uffef(a-zāáǎàēéěèīíǐìōóǒò]|[!,:;)][\u3400-\u9fff])"
    r"|(?<![^ \t\n\u3000\xa0]\?)\?{3,7} |\(|(?<=[0-9A-Za-z.\u3400-\u9fff]\?)\?[0-9A-Za-z\u3400-\u9fff])"
)
_ENTITY = re.compile(
    r"&(?:amp;)*(?:#\d{2,10};|#[xX][0-9a-fA-F]{2,8};|(?:nbsp|[lr][ds]quo|mdash|hellip|middot|ensp|emsp)(?![A-Za-z0-9=]))"
)


_COUNTED = (ODD, TRADITIONAL, FOREIGN, HAN, OTHER_SCRIPT, SIMPLIFIED, PRIVATE)
_SCRIPTS = (HAN, TRADITIONAL, SIMPLIFIED)
_WITH_BIT = np.array([[value & bit > 0 for value in range(256)] for bit in _COUNTED], np.int64)


@dataclass(frozen=True, slots=True)
class Signs:
    """What the look showed; counts are of characters."""

    han: int
    traditional: int
    simplified: int
    odd: int
    foreign: int
    other_script: int
    has_holes: bool  # private characters or U+FFFD: shifted text is full of them
    rare_windows: int
    has_code: bool
    has_question: bool
    has_entity: bool
    has_salad: bool

    @property
    def has_rare_window(self) -> bool:
        """Tell that some place is full of surprises."""
        return self.rare_windows > 0

    @property
    def is_full_of_damage(self) -> bool:
        """Tell that there is far more of it than names and slogans of a whole page show."""
        signs = self.rare_windows + self.foreign + self.odd
        return self.is_gibberish or signs > _MANY_SIGNS or (self.has_code and self.traditional > _MANY_SIGNS)

    @property
    def is_gibberish(self) -> bool:
        """Tell that much of it says nothing in any language that the model knows."""
        return self.has_salad or self.rare_windows > _MANY_SIGNS

    @property
    def is_clean(self) -> bool:
        """Tell that nothing here could be damage, whatever the site's other pages show (script and width apart)."""
        return not (
            self.has_salad
            or self.odd
            or self.has_rare_window
            or self.has_code
            or self.has_question
            or self.has_entity
            or self.foreign
        )


def look(text: str) -> Signs:
    """Look for signs of damage in a text."""
    codes = code_points(text)
    flags = _flags().take(codes, mode="clip")
    shares = _WITH_BIT @ np.bincount(flags, minlength=256)
    share = dict(zip(_COUNTED, shares.tolist(), strict=True))
    has_holes = bool(share[PRIVATE]) or "\ufffd" in text
    return Signs(
        has_holes=has_holes,
        han=share[HAN],
        traditional=share[TRADITIONAL],
        simplified=share[SIMPLIFIED],
        odd=share[ODD],
        foreign=(_foreign_pairs(flags) if share[FOREIGN] else 0) + text.count("Ã"),
        other_script=share[OTHER_SCRIPT],
        rare_windows=len(rare_windows(codes, FINE if has_holes else CLEAR)),
        has_code=has_codes(text) or (bool(share[FOREIGN]) and has_bare_codes(text)),
        has_question="?" in text and _QUESTION.search(text) is not None,
        has_entity=("&" in text and _ENTITY.search(text) is not None)
        or may_be_escaped(text)
        or may_be_seven_bits(text),
        has_salad=bool(share[OTHER_SCRIPT] or share[FOREIGN]) and _has_letters(codes) and is_salad(text),
    )


def _has_letters(codes: Codes) -> bool:
    """Tell whether there are letters of Korean or Cyrillic at all."""
    return bool((((codes >= 0xAC00) & (codes < 0xD7A4)) | ((codes >= 0x400) & (codes < 0x492))).any())


def is_salad(text: str) -> bool:
    """Tell Chinese read by a Korean or Cyrillic table: Hangul and Han in one long word, Serbian letters among signs."""
    return _HANGUL_SALAD.search(text) is not None or _CYRILLIC_SALAD.search(text) is not None


def recounted(signs: Signs, text: str) -> Signs:
    """Give the signs with the scripts of a text that was mended since."""
    counts = np.bincount(_flags()[code_points(text)], minlength=256)
    han, traditional, simplified = (int(counts[_WITH_BIT[_COUNTED.index(bit)] > 0].sum()) for bit in _SCRIPTS)
    return replace(signs, han=han, traditional=traditional, simplified=simplified)


def scripts_by_line(text: str) -> list[tuple[int, int]]:
    """Give for each line the number of its characters of Simplified alone, and of Traditional ones."""
    codes = code_points(text)
    flags = _flags()[codes]
    ends = np.append(np.flatnonzero(codes == _LINE_FEED), len(text))
    counts = []
    for bit in (SIMPLIFIED, TRADITIONAL):
        total = np.zeros(len(text) + 1, np.int64)
        np.cumsum((flags & bit) > 0, out=total[1:])
        counts.append(np.diff(total[ends], prepend=0).tolist())
    return list(zip(*counts, strict=True))


def _foreign_pairs(flags: NDArray[np.uint8]) -> int:
    """Count where two foreign characters stand side by side, or one beside a mark that windows-1252 has.

    One © or é alone is no sign.
    """
    foreign = (flags & FOREIGN) > 0
    beside = foreign | ((flags & BESIDE) > 0)
    return int(((foreign[:-1] & beside[1:]) | (beside[:-1] & foreign[1:])).sum())


def rare_windows(codes: Codes, window: Window) -> NDArray[np.intp]:
    """Give where the windows full of surprises begin in a text of these code points, in order."""
    total = np.zeros(len(codes) + 1, np.int32)
    np.cumsum(model().surprising(codes, window.bits), out=total[1:])
    return np.flatnonzero(total[window.length :] - total[: -window.length] >= window.least)


@cache
def _flags() -> NDArray[np.uint8]:
    flags = np.zeros(0x110000, np.uint8)
    for low, high, bit in (
        (0x0, 0x9, ODD),
        (0xB, 0xD, ODD),
        (0xE, 0x20, ODD),
        (0x7F, 0xA0, ODD),
        (0x200B, 0x200C, ODD),
        (0x200C, 0x2010, ODD),
        (0x202A, 0x202F, ODD),
        (0x2060, 0x2070, ODD),
        (0x300, 0x370, ODD),
        (0x483, 0x48A, ODD),
        (0x115F, 0x1161, ODD),
        (0x180B, 0x1810, ODD),
        (0x20D0, 0x2100, ODD),
        (0x3164, 0x3165, ODD),
        (0xFE00, 0xFE10, ODD),
        (0xFFA0, 0xFFA1, ODD),
        (0xE0000, 0xE01F0, ODD),
        (0xFE10, 0xFE19, ODD),
        (0xFE35, 0xFE45, ODD),
        (0xFF61, 0xFF65, ODD),
        (0xFEFF, 0xFF00, ODD),
        (0xFFFD, 0xFFFE, ODD),
        (0xD800, 0xE000, ODD),
        (0xE000, 0xF900, ODD | PRIVATE),
        (0x2E80, 0x2FD6, ODD),
        (0xF900, 0xFA2E, ODD),
        (0x80, 0x250, FOREIGN),
        (0x2D8, 0x2DE, FOREIGN),
        (0x370, 0x600, FOREIGN),
        (0x2202, 0x22F0, FOREIGN),
        (0x2500, 0x25A0, FOREIGN),
        (0xFB00, 0xFB07, FOREIGN),
        (0x3400, 0xA000, HAN),
        (0x20000, 0x32000, HAN),
        (0x3041, 0x3100, OTHER_SCRIPT),
        (0xAC00, 0xD7A4, OTHER_SCRIPT),
    ):
        flags[low:high] |= np.uint8(bit)
    for character in _WINDOWS_1252:
        flags[ord(character)] |= np.uint8(FOREIGN)
    for character in f"{USUAL}\ufffd":
        flags[ord(character)] = flags[ord(character)] & ~np.uint8(FOREIGN) | np.uint8(BESIDE)
    flags[0xAD] |= np.uint8(ODD)
    traditional, simple = simplified_pairs()
    for character in traditional:
        flags[ord(character)] |= np.uint8(TRADITIONAL)
    for character in simple:
        if not character.encode("big5", "ignore"):
            flags[ord(character)] |= np.uint8(SIMPLIFIED)
    return flags
