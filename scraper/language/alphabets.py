"""Alphabets of languages, and what a text of bytes costs when one of them reads it.

An encoding of one byte a character makes letters of any bytes. What tells the right one: its letters are those of one
language, the frequent ones frequently, and no capital stands within a word of small letters.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

# The letters of each language, the most frequent first; of those written in Latin letters, what ASCII does not have.
_LETTERS: Final = {
    "ru": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "uk": "оаниівтесркдлумпязьгбчйхжцшюїєщфґ",
    "be": "аіентсролкдвпмяыуьзгбчшхжцюйўэфё",
    "bg": "аоиетнрсвлкдпмзъгубчщжцяхйшюфь",
    "sr": "аоеинрсјтвудклмпзгбчљшцњћжхђфџ",
    "mn": "аэниглрдохтсуйбымшвжзцчьеяёюкпфщ",
    "el": "αοειτνσκρπυηςμλίόάγθέήχφβδώωξύζψϋϊΐΰ",
    "he": "יוהלארמתבנשדקפעחסטגכזצםןךףץ",
    "ar": "اليمنرتوبةعدسفهكقحجذأصشىخطضزغإءثئؤظآ،؛؟ـ",
    "fa": "ایرندمهتسوبلکشزفگعخقجآپحچصطئضذظغثژءأيك،؛؟ـ",
    "th": "านรกอเงว่มย้ลัสีทดติคปหุพบจใ์ไ็แะขชูโื้ำผถซศธณญฟษๆภฐฎฏฬฆฑฒฌฉฮๅฯ๑๒๐๓๕๔๖๗๘๙",
    "fr": "éèàêçâîôûùëïœæü",
    "de": "üäöß",
    "es": "óíáéñúü",
    "pt": "ãçáéíóêõâúàô",
    "ca": "àéèóíçïòúü",
    "it": "àèùòìé",
    "nl": "ëéïöèü",
    "da": "øåæéö",
    "sv": "äåöé",
    "fi": "äöå",
    "is": "íáðéöúþæýó",
    "pl": "łęąóśżćźń",
    "cs": "íáéěřýžščůúťňďó",
    "sk": "áíéýčžľšúťôňäďóŕĺ",
    "hu": "áéőöóíüúű",
    "ro": "ăîâșțşţ",
    "hr": "čšžćđ",
    "tr": "ıüşğçöİâîû",
    "lt": "ėžšįūųčąę",
    "lv": "āīēšūņļžčģķ",
    "et": "äõöüšž",
    "vi": "\u0301\u0300\u0323\u0309\u0303đưôêâơăáàóãúíýéèòùìõ",
}
_MARKS = frozenset("\xa0\xad«»“”„‘’‚‹›–—…•·°§№©®™€£±×¿¡ºª´")  # what any of them may hold besides
_QUOTES, _QUOTE_BITS = frozenset("\xa0«»“”„‘’–—…"), 5.0  # which stand in any text
_FIRST_BITS, _LAST_BITS = 3.0, 9.0  # of the most and the least frequent letter
_LATIN_BITS = (4.0, 7.0)
_MARK_BITS, _FOREIGN_BITS, _ODD_BITS = 9.0, 13.0, 16.0  # a letter of another language; what is neither
_CAPITAL_BITS, _INNER_CAPITAL_BITS = 3.0, 10.0  # at the start of a word; after a small letter
_MIXED_BITS = 8.0  # two scripts in one word
_LEAST_SHARE = 0.6  # of an alphabet's letters, that an encoding must have to write it
# What a byte is beside another: no letter; a letter of ASCII; another one of Latin; one of another script.
_KINDS = 7
_OTHER, _PLAIN, _PLAIN_CAPITAL, _LATIN, _LATIN_CAPITAL, _SMALL, _CAPITAL = range(_KINDS)
_HALF = 0x80  # bytes from here on are what encodings differ in


class Bytes:
    """The bytes of a text in an encoding that is not known yet."""

    __slots__ = ("_codes", "_counts", "number")

    def __init__(self, body: bytes) -> None:
        self._codes = np.frombuffer(body, np.uint8)
        self._counts = np.bincount(self._codes, minlength=0x100)[_HALF:]
        self.number = int(self._counts.sum())  # of those beyond ASCII

    def bits(self, upper_half: str, most: float = np.inf) -> float:
        """Give the bits of what is beyond ASCII, in the language that fits best; what is over `most` is not exact.

        `upper_half`: the characters that an encoding has for the bytes 80 to FF.
        """
        table, kinds = _tables(upper_half)
        letters = float((table @ self._counts).min())
        if letters > most or not len(self._codes):
            return letters
        told = kinds[self._codes]
        pairs = np.bincount(told[:-1] * _KINDS + told[1:], minlength=_KINDS * _KINDS)
        return letters + float(_PAIRS @ pairs)


@cache
def _tables(upper_half: str) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    """Give the bits of each byte from 80 on, a row a language, and the kind of every byte."""
    small = [_lower(one) for one in upper_half]
    rows = [
        [_bits(one, costs, upper_half[at]) for at, one in enumerate(small)]
        for letters, costs in map(_costs, _LETTERS)
        if sum(letter in small for letter in letters) >= _LEAST_SHARE * len(letters)
    ]
    every = [*map(chr, range(_HALF)), *upper_half]
    nothing = [[_FOREIGN_BITS if one.isalpha() else _ODD_BITS for one in upper_half]]
    return np.array(rows or nothing), np.array([_kind(one) for one in every], np.uint8)


def _kind(character: str) -> int:
    if not character.isalpha():
        return _OTHER
    first = _PLAIN if character < "\x80" else _LATIN if character < "\u0370" else _SMALL
    return first + character.isupper()


def _pair_bits() -> NDArray[np.float64]:
    """Give what each kind costs after each."""
    bits = np.zeros((_KINDS, _KINDS))
    small, latin = (_PLAIN, _LATIN, _SMALL), (_PLAIN, _PLAIN_CAPITAL, _LATIN, _LATIN_CAPITAL)
    for capital in (_LATIN_CAPITAL, _CAPITAL):
        bits[_OTHER, capital] = _CAPITAL_BITS
        bits[small, capital] = _INNER_CAPITAL_BITS
    for one in latin:
        bits[one, (_SMALL, _CAPITAL)] += _MIXED_BITS
        bits[(_SMALL, _CAPITAL), one] += _MIXED_BITS
    return bits.ravel()


_PAIRS = _pair_bits()


def _bits(small: str, costs: dict[str, float], character: str) -> float:
    if small in costs:
        return costs[small]
    if character in _MARKS:
        return _QUOTE_BITS if character in _QUOTES else _MARK_BITS
    return _FOREIGN_BITS if character.isalpha() else _ODD_BITS


def _costs(language: str) -> tuple[str, dict[str, float]]:
    """Give the letters of a language, and the bits of each: they fall about evenly with its rank."""
    letters = _LETTERS[language]
    low, high = _LATIN_BITS if min(letters) < "\u0370" else (_FIRST_BITS, _LAST_BITS)
    step = (high - low) / (len(letters) - 1)
    costs = {letter: low + step * rank for rank, letter in reversed(list(enumerate(letters)))}
    return letters, costs


def _lower(character: str) -> str:
    """Give the small letter of one; the Turkish İ is no two."""
    small = character.lower()
    return small if len(small) == 1 else character
