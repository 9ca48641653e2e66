"""Text back to the bytes that a wrong reader had, as far as they are known."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from scraper.language.lattice import HOLE, Candidates, Lattice
from scraper.steps.restore.streams import HIGH, LOST, UNKNOWN, Stream, lost_before, spelled_twice

Encoder = Callable[[Lattice], Stream | None]
# Tables of one family, the narrowest first: it gives up more bytes than a wider one.
_FAMILIES = {
    "gb18030": ("gbk", "gb18030"),
    "big5": ("big5", "cp950", "big5hkscs"),
    "shift_jis": ("shift_jis", "cp932"),
    "euc-kr": ("euc_kr", "cp949"),
    "windows-1251": ("cp1251",),
}
_LOST_SIGN = re.compile(f"([\ufffd{HOLE}])")
# A question mark between characters that no ASCII text holds: it may stand for a lost byte.
_DOUBTFUL = re.compile(rb"(?<=[\x80-\xff])\?(?=[\x80-\xff])")
_BEYOND_1252 = re.compile("[\u2123-\ufffc\U00010000-\U0010ffff]")
_EURO = 0x80  # in code page 936, which has one byte for it
_MOST_FOUR = 3  # characters of four bytes, in a text of less than sixty


def encode_1252(lattice: Lattice) -> Stream | None:
    """Give the bytes that a windows-1252 or ISO 8859-1 reader had; None where a character cannot stem from one."""
    text = lattice.text
    if _BEYOND_1252.search(text):
        return None
    try:
        data = codecs.charmap_encode(text, "strict", _bytes_1252())[0]
    except UnicodeEncodeError:
        return None
    if "\ufffd" not in text and HOLE not in text:
        return Stream(data)
    undefined = lost_before("cp1252")[UNKNOWN]
    holes = iter(lattice.holes)
    told = {}
    for match in _LOST_SIGN.finditer(text):
        is_hole = match.group() == HOLE
        told[match.start()] = _single(next(holes)) if is_hole else undefined
    return Stream(data, told)


def encode_gb18030(lattice: Lattice) -> Stream | None:
    """Give the bytes that a GB 18030 reader had; None where too much of it is no GBK.

    The euro sign is 80 in code page 936 and A2 E3 in GB 18030. It is the second where UTF-8 needs one byte more (A2),
    and what follows needs a lead byte (E3).
    """
    text = lattice.text
    stream = _encode(lattice, "gb18030")
    if stream is None:
        return None
    # Characters of two bytes cost two, so what is over is of four: too many of them, and it was no GBK.
    letters = len(text.encode("ascii", "ignore"))
    over = len(stream.data) - 2 * (len(text) - letters) - letters
    return None if over > 2 * max(_MOST_FOUR, len(text) // 20) else stream


def _family(name: str, sign: re.Pattern[str] | None = None) -> Encoder:
    """Give an encoder for what a reader of a family had; `sign` is what such readings are full of."""

    def encode(lattice: Lattice) -> Stream | None:
        if sign is not None and not sign.search(lattice.text):
            return None
        return _encode(lattice, name)

    return encode


def _encode(lattice: Lattice, name: str) -> Stream | None:
    text, family = lattice.text, _FAMILIES[name]
    signs = _signs(name)
    parts = signs.split(text) if signs.search(text) else [text]
    try:
        known = [part.encode(family[-1]) for part in parts[::2]]
    except UnicodeEncodeError:
        return None
    if len(parts) == 1 and "?" not in text:
        return Stream(known[0])
    table = lost_before(_narrowest(parts[::2], family))
    data = bytearray(known[0])
    told: dict[int, bytes] = {}
    twice = spelled_twice(family[-1])
    holes: Iterator[Candidates] = iter(lattice.holes)
    for number, sign in enumerate(parts[1::2], 1):
        following = known[number]
        after = following[0] if following else UNKNOWN
        if sign == HOLE:
            for place in _spelled(next(holes), family[-1]):
                told[len(data)] = place
                data.append(LOST)
        elif sign in twice:
            for place in twice[sign]:
                told[len(data)] = place
                data.append(LOST)
        elif sign == "€":
            behind = known[number + 1] if number + 1 < len(known) and not following else following
            is_two = _needs_one(data) and 0x80 <= (behind[0] if behind else 0) < 0xC0
            data += b"\xa2\xe3" if is_two else bytes((_EURO,))
        else:
            told[len(data)] = table[after]
            data.append(LOST)
        data += following
    for match in _DOUBTFUL.finditer(data):
        told[match.start()] = table[data[match.end()]] if match.end() not in told else table[UNKNOWN]
    return Stream(bytes(data), told)


@cache
def _signs(name: str) -> re.Pattern[str]:
    """Give a pattern for the characters whose bytes are not all known."""
    euro = "€" if name == "gb18030" else ""
    return re.compile(f"([\ufffd{HOLE}{euro}{''.join(spelled_twice(_FAMILIES[name][-1]))}])")


def _narrowest(parts: list[str], family: tuple[str, ...]) -> str:
    """Give the narrowest table of a family that has all that stands here."""
    text = "".join(parts)
    for codec in family[:-1]:
        try:
            text.encode(codec)
        except UnicodeEncodeError:
            continue
        return codec
    return family[-1]


@lru_cache(maxsize=1024)
def _spelled(candidates: Candidates, codec: str) -> tuple[bytes, bytes]:
    """Give for each of the two bytes of a character which it may have been."""
    spelled = [data for one in candidates if len(data := one.encode(codec, "ignore")) == 2]
    if not spelled:
        return HIGH, HIGH
    return bytes(sorted({data[0] for data in spelled})), bytes(sorted({data[1] for data in spelled}))


@lru_cache(maxsize=1024)
def _single(candidates: Candidates) -> bytes:
    """Give which byte of windows-1252 a character may have been."""
    table = _bytes_1252()
    return bytes(sorted({table.get(ord(one), LOST) for one in candidates}))


def _needs_one(data: bytearray) -> bool:
    """Tell whether the last character of UTF-8 needs one byte more."""
    for back, byte in enumerate(reversed(data[-3:])):
        if not 0x80 <= byte < 0xC0:
            return (2 if 0xE0 <= byte < 0xF0 else 1 if 0xC2 <= byte < 0xE0 else 0) - back == 1
    return False


@cache
def _bytes_1252() -> dict[int, int]:
    table = {byte: byte for byte in range(0x100)}
    for byte in range(0x80, 0xA0):
        character = bytes([byte]).decode("cp1252", "ignore")
        if character:
            table[ord(character)] = byte
    table[0xFFFD] = table[ord(HOLE)] = LOST
    return table


ENCODERS: dict[str, Encoder] = {
    "windows-1252": encode_1252,
    "gb18030": encode_gb18030,
    "big5": _family("big5"),
    "shift_jis": _family("shift_jis", re.compile("[\uff61-\uff9f]")),  # half-width kana
    "euc-kr": _family("euc-kr", re.compile("[\uac00-\ud7a3]")),
    "windows-1251": _family("windows-1251", re.compile("[\u0401-\u0491]")),
}
