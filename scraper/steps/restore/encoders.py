"""Text back to the bytes that a wrong reader had, as far as they are known."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

from scraper.language.lattice import HOLE, Candidates, Lattice
from scraper.steps.restore.streams import HIGH, LOST, UNKNOWN, Stream, lost_before, spelled_twice

Encoder = Callable[[Lattice], Stream | None]
# Pairs of bytes. Tables of one family differ in what they give up and in how they spell some characters.
_DOUBLE = {
    "gb18030": "gb18030",
    "gbk": "gbk",
    "big5-hkscs": "big5hkscs",
    "big5": "cp950",
    "big5-1984": "big5",
    "windows-31j": "cp932",
    "shift_jis": "shift_jis",
    "windows-949": "cp949",
    "euc-kr": "euc_kr",
    "euc-jp": "euc_jp",
}
# What such readings are full of: half-width kana, Hangul.
_TOLD_BY = dict.fromkeys(("windows-31j", "shift_jis"), re.compile("[\uff61-\uff9f]")) | dict.fromkeys(
    ("windows-949", "euc-kr"), re.compile("[\uac00-\ud7a3]")
)
# One byte a character: what such a reader did not know it gave up by itself.
_SINGLE = {
    "windows-1252": "cp1252",
    "windows-1251": "cp1251",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-ce": "mac_latin2",
    **{f"windows-{number}": f"cp{number}" for number in (1250, *range(1253, 1259), 874)},
    **{f"ibm{number}": f"cp{number}" for number in (437, 850, 852, 855, 858, 862, 866, 775)},
    **{f"iso-8859-{number}": f"iso8859_{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{f"koi8-{letter}": f"koi8_{letter}" for letter in "ru"},
    "ptcp154": "ptcp154",
}
# Scripts that meet in no text: such pairs of bytes give them.
_TOLD_BY_UTF16 = re.compile("[\u0b00-\u0dff\u1200-\u167f\ua000-\ua4cf\uac00-\ud7a3\ue000-\uf8ff]")
_LOST_SIGN = re.compile(f"([\ufffd{HOLE}])")
# A question mark between characters that no ASCII text holds: it may stand for a lost byte.
_DOUBTFUL = re.compile(rb"(?<=[\x80-\xff])\?(?=[\x80-\xff])")
_BEYOND_1252 = re.compile("[\u2123-\ufffc\U00010000-\U0010ffff]")
_BEHIND_E3 = frozenset(bytes((byte,)) for byte in (*range(0x80, 0xC0), 0x3F))  # known, or lost and now a question mark
_EURO = 0x80  # in code page 936, which has one byte for it
_MOST_FOUR = 3  # characters of four bytes, in a text of less than sixty


def encode_1252(lattice: Lattice) -> Stream | None:
    """Give the bytes that a windows-1252 or ISO 8859-1 reader had; None where a character cannot stem from one."""
    text = lattice.text
    if _BEYOND_1252.search(text):
        return None
    try:
        data = codecs.charmap_encode(text, "strict", bytes_1252())[0]
    except UnicodeEncodeError:
        return None
    # The Turkish table, which gives up two more, is the same for all that Chinese text shows of it.
    return Stream(data, _told_singly(lattice, "cp1254", bytes_1252()))


def _told_singly(lattice: Lattice, codec: str, table: Mapping[int, int]) -> dict[int, bytes]:
    """Give for each place that is not known, of a table with a byte for each character, which byte it may have been."""
    text = lattice.text
    if "\ufffd" not in text and HOLE not in text:
        return {}
    undefined = lost_before(codec)[UNKNOWN] or HIGH
    different, kinds = lattice.kinds()
    known = [bytes(sorted({byte for one in every if (byte := table.get(ord(one)))})) for every in different]
    holes = iter(kinds.tolist())
    return {
        match.start(): (known[next(holes)] if match.group() == HOLE else b"") or undefined
        for match in _LOST_SIGN.finditer(text)
    }


def _single(codec: str) -> Encoder:
    """Give an encoder for what a reader of one byte a character had."""

    def encode(lattice: Lattice) -> Stream | None:
        table = table_of(codec)
        try:
            data = codecs.charmap_encode(lattice.text, "strict", table)[0]
        except UnicodeEncodeError:
            return None
        return Stream(data, _told_singly(lattice, codec, table))

    return encode


@cache
def table_of(codec: str) -> dict[int, int]:
    """Map the characters of a table to their bytes; what stands for none, to the mark of a lost one."""
    table = {ord(one): byte for byte in range(0x100) if (one := bytes([byte]).decode(codec, "ignore"))}
    # Browsers give the control character of the same number for what a table lacks (Encoding Standard, indexes).
    controls = {byte: byte for byte in range(0x80, 0xA0) if byte not in table.values()}
    return controls | table | {0xFFFD: LOST, ord(HOLE): LOST}


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


def _double(name: str) -> Encoder:
    """Give an encoder for what a reader of pairs of bytes had."""
    sign = _TOLD_BY.get(name)

    def encode(lattice: Lattice) -> Stream | None:
        return None if sign and not sign.search(lattice.text) else _encode(lattice, _DOUBLE[name])

    return encode


def _encode(lattice: Lattice, codec: str) -> Stream | None:
    text = lattice.text
    signs = _signs(codec)
    parts = signs.split(text) if signs.search(text) else [text]
    try:
        known = _encoded(parts[::2], codec)
    except UnicodeEncodeError:
        return None
    if len(parts) == 1 and "?" not in text:
        return Stream(known[0])
    table = lost_before(codec)
    data = bytearray(known[0])
    told: dict[int, bytes] = {}
    twice = spelled_twice(codec)
    usual: list[tuple[int, bytes]] = []
    different, kinds = lattice.kinds()
    spelled = [_spelled(candidates, codec) for candidates in different]
    holes = iter(kinds.tolist())
    for number, sign in enumerate(parts[1::2], 1):
        following = known[number]
        after = following[0] if following else UNKNOWN
        if sign == HOLE:
            for place in spelled[next(holes)]:
                told[len(data)] = place
                data.append(LOST)
        elif sign in twice:
            usual.append((len(data), sign.encode(codec)))
            for place in twice[sign]:
                told[len(data)] = place
                data.append(LOST)
        elif sign == "€":
            behind = following or (known[number + 1] if number + 1 < len(known) else b"")
            is_lost = not following and parts[2 * number + 1 : 2 * number + 2] == ["\ufffd"]
            is_two = _needs_one(data) and (is_lost or behind[:1] in _BEHIND_E3)
            data += b"\xa2\xe3" if is_two else bytes((_EURO,))
        else:
            told[len(data)] = table[after]
            data.append(LOST)
        data += following
    for match in _DOUBTFUL.finditer(data):
        told[match.start()] = table[data[match.end()]] if match.end() not in told else table[UNKNOWN]
    return Stream(bytes(data), told, _spelled_usually(data, usual))


def _encoded(parts: list[str], codec: str) -> list[bytes]:
    """Encode each part; all at once where no NUL stands in them."""
    whole = "\0".join(parts)
    if whole.count("\0") >= len(parts):
        return [part.encode(codec) for part in parts]
    return whole.encode(codec).split(b"\0")


def _spelled_usually(data: bytearray, usual: list[tuple[int, bytes]]) -> bytes:
    """Give the bytes with the usual spelling of what has several; nothing where nothing has."""
    if not usual:
        return b""
    data = bytearray(data)
    for at, pair in usual:
        data[at : at + len(pair)] = pair
    return bytes(data)


@cache
def _signs(codec: str) -> re.Pattern[str]:
    """Give a pattern for the characters whose bytes are not all known."""
    euro = "€" if codec == "gb18030" else ""
    return re.compile(f"([\ufffd{HOLE}{euro}{''.join(map(re.escape, spelled_twice(codec)))}])")


@lru_cache(maxsize=1024)
def _spelled(candidates: Candidates, codec: str) -> tuple[bytes, bytes]:
    """Give for each of the two bytes of a character which it may have been."""
    spelled = [data for one in candidates if len(data := one.encode(codec, "ignore")) == 2]
    if not spelled:
        return HIGH, HIGH
    return bytes(sorted({data[0] for data in spelled})), bytes(sorted({data[1] for data in spelled}))


def _needs_one(data: bytearray) -> bool:
    """Tell whether the last character of UTF-8 needs one byte more."""
    for back, byte in enumerate(reversed(data[-3:])):
        if not 0x80 <= byte < 0xC0:
            return (2 if 0xE0 <= byte < 0xF0 else 1 if 0xC2 <= byte < 0xE0 else 0) - back == 1
    return False


@cache
def bytes_1252() -> dict[int, int]:
    """Map the characters of windows-1252 and of ISO 8859-1, whose controls many a reader gives for what it lacks."""
    return {byte: byte for byte in range(0x100)} | table_of("cp1252")


def _utf16(codec: str) -> Encoder:
    """Give an encoder for what a reader of UTF-16 had; None where characters were lost, or where it is plain text."""

    def encode(lattice: Lattice) -> Stream | None:
        text = lattice.text
        is_told = _TOLD_BY_UTF16.search(text) and not _LOST_SIGN.search(text)
        return Stream(text.encode(codec, "surrogatepass").rstrip(b"\0 ")) if is_told else None

    return encode


ENCODERS: dict[str, Encoder] = {
    **{name: _double(name) for name in _DOUBLE},
    **{name: _single(codec) for name, codec in _SINGLE.items()},
    "gb18030": encode_gb18030,
    "windows-1252": encode_1252,
    "utf-16le": _utf16("utf-16-le"),
    "utf-16be": _utf16("utf-16-be"),
}
