"""Where readings stand at characters: behind them in brackets, before them, or bare; however a kit writes its codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from scraper.hanzi import readings, toneless
from scraper.model import Span

PINYIN = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿếềê"
MOST_CODES = 4_501  # on a page: one more than it may have repairs
_PAIRS = dict(zip("(（[［〔【{｛<＜〈《「『‹«", ")）]］〕】}｝>＞〉》」』›»", strict=True))
_OPENING = "".join(_PAIRS) + "/|^"  # the last ones close what they open
_CLOSING = "".join(_PAIRS.values()) + "/|^"
_COMBINING = "\u0300\u0301\u0304\u0308\u030c"  # tones that stand upon their letters
_LETTERS = f"[{PINYIN}{PINYIN[3:].upper()}A-Z{_COMBINING}]{{1,8}}[1-5]?"
_INSIDE = rf"[ \xa0]?({_LETTERS})[ \xa0]?[{re.escape(_CLOSING)}]"
_INNER = re.compile(f"[{re.escape(_OPENING)}]{_INSIDE}")
_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
# Behind a character, or behind an element that ends with one: nodes are joined by line ends.
_AFTER_HAN = f"(?:(?<=[{_HAN}].)|(?<=[\u3400-\u9fff][\n \xa0].))"
# A bracket is rarer than Han, so it comes first; what stands before it is looked at after.
_BEHIND = re.compile(f"[{re.escape(_OPENING)}]{_AFTER_HAN}{_INSIDE}(?:{_INNER.pattern})*")
_AHEAD = re.compile(f"[{re.escape(_OPENING)}]{_INSIDE}(?=[{_HAN}])")
_FIRST = tuple(
    (sign, re.compile(f"{re.escape(sign)}(?:{_AFTER_HAN}{_INSIDE}|{_INSIDE}(?=[{_HAN}]))")) for sign in _OPENING
)
_TONED = PINYIN[3:]
_BARE = re.compile(f"(?<=[{_HAN}])[a-zü]{{0,3}}[{_TONED}][a-zü]{{0,3}}(?![{PINYIN}])")
_LEAST_BARE = 3
_BLANKS = " \xa0"


class Code(NamedTuple):
    """One character with its code: where the code stands, the character, the reading, how often it is repeated."""

    span: Span
    character: str
    reading: str
    repeats: int
    is_valid: bool


def has_codes(text: str) -> bool:
    """Tell by one quick look whether a character is beside what may be its reading in brackets."""
    return any(sign in text and code.search(text) for sign, code in _FIRST)


def has_bare_codes(text: str) -> bool:
    """Tell whether readings with their tones stand right behind characters."""
    return sum(1 for _ in islice(_BARE.finditer(text), _LEAST_BARE)) == _LEAST_BARE


def find_codes(text: str) -> tuple[Code, ...]:
    """Find each character with a reading of it; on a page of many, the first of them.

    The readings of a page stand in one way: behind, unless those before or the bare ones fit their characters.
    """
    behind = tuple(_behind(text)) if has_codes(text) else ()
    if 2 * sum(code.is_valid for code in behind) > len(behind):
        return behind
    for others in (_ahead(text) if behind or "(" in text or has_codes(text) else (), _bare(text)):
        found = tuple(others)
        if sum(code.is_valid for code in found) > max(_LEAST_BARE - 1, len(found) // 2):
            return found
    return behind


def _behind(text: str) -> Iterator[Code]:
    for match in islice(_BEHIND.finditer(text), MOST_CODES):
        start, end = match.span()
        character = text[start - 1]
        if character in _BLANKS or character == "\n":
            start -= character != "\n"
            character = text[match.start() - 2]
        yield Code((start, end), character, *_told(character, tuple(_INNER.findall(match.group()))))


def _ahead(text: str) -> Iterator[Code]:
    for match in islice(_AHEAD.finditer(text), MOST_CODES):
        character = text[match.end()]
        yield Code(match.span(), character, *_told(character, (match.group(1),)))


def _bare(text: str) -> Iterator[Code]:
    if has_bare_codes(text):
        for match in islice(_BARE.finditer(text), MOST_CODES):
            character = text[match.start() - 1]
            yield Code(match.span(), character, *_told(character, (match.group(),)))


@lru_cache(maxsize=4096)
def _told(character: str, inner: tuple[str, ...]) -> tuple[str, int, bool]:
    """Give the reading that is told of a character, how often, and whether it is one of its own."""
    told = [unicodedata.normalize("NFC", one).lower() for one in inner]
    known = readings().get(character, frozenset())
    plain = told[0].rstrip("12345").replace("v", "ü")
    is_name = (
        inner[0].isascii() and inner[0].istitle()
    )  # Chen, as names are romanised: a kit's codes have tones or no case
    is_valid = not is_name and len(set(told)) == 1 and (told[0] in known or plain in {toneless(one) for one in known})
    return told[0], len(told), is_valid
