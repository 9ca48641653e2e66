"""Text back to the bytes that a wrong reader had, as far as they are known."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from scraper.steps.restore.lossy import GUESSED, LOST, Stream

_SPECIAL = re.compile("[€\ufffd\ufffe\u0304\u030c]")  # lost, or encoded otherwise beside one another than alone
_BEYOND_1252 = re.compile("[\u2123-\ufffc\U00010000-\U0010ffff]")
_LOST_80 = re.compile("\ufffd(?=[\xa0-\ufffc])|(?<=[\xa0-\ufffc])\\?(?=[\xa0-\ufffc])")
_NO_BYTE = -2


def encode_1252(text: str) -> Stream | None:
    """Give the bytes that a windows-1252 or ISO 8859-1 reader had; None where a character cannot stem from one."""
    if _BEYOND_1252.search(text):
        return None
    table = _bytes_1252()
    out = [table.get(character, _NO_BYTE) for character in text]
    if _NO_BYTE in out:
        return None
    return out if LOST in out else bytes(out)


def encode_gb18030(text: str) -> Stream | None:
    """Give the bytes that a GB 18030 reader had; None where too much of it is no GBK.

    Every pair of a lead byte and one of 80 to FE is a character: a byte that was lost before such a one was 80, which
    begins none. The euro sign is 80 in code page 936 and A2 E3 in GB 18030. It is the second where UTF-8 needs one
    more byte (A2), begins anew with E3, lost the next byte (80) and ends that character with one byte more.
    """
    if "€\ufffd" not in text:
        text = _LOST_80.sub("€", text)
    stream = _encode(text, "gb18030")
    if stream is None or "€\ufffd" not in text:
        return stream
    out: list[int] = []
    for at, byte in enumerate(stream):
        is_euro = byte == 0x80 and stream[at + 1 : at + 2] == [LOST]
        if is_euro and _needed(out) == 1 and _continuations(stream, at + 2) == 1:
            out += (0xA2, 0xE3)
        else:
            out.append(byte)
    return out


def _needed(stream: Stream) -> int:
    """Tell how many bytes the last character of UTF-8 still needs."""
    for back, byte in enumerate(reversed(stream[-3:])):
        if 0x80 <= byte < 0xC0:
            continue
        return max(0, (2 if 0xE0 <= byte < 0xF0 else 1 if 0xC2 <= byte < 0xE0 else 0) - back)
    return 0


def _continuations(stream: Stream, at: int) -> int:
    """Count the continuation bytes of UTF-8 from `at` on; a lost one counts too."""
    end = at
    while end < len(stream) and (0x80 <= stream[end] < 0xC0 or stream[end] == LOST):
        end += 1
    return end - at


def encode_big5(text: str) -> Stream | None:
    """Give the bytes that a Big5 reader had."""
    return _encode(text, "big5hkscs")


def _encoder(codec: str, sign: re.Pattern[str]) -> Callable[[str], Stream | None]:
    """Give an encoder for what a reader of `codec` had; `sign` is what such readings are full of."""
    return lambda text: _encode(text, codec) if sign.search(text) else None


def _encode(text: str, codec: str) -> Stream | None:
    if not _SPECIAL.search(text):
        try:
            whole = text.encode(codec)
        except UnicodeEncodeError:
            return None
        if codec != "gb18030" or text.encode("gbk", "replace") == whole:
            return whole  # where the narrower table gives the same bytes, no character takes four of them
    out: list[int] = []
    four_bytes = 0
    for character in text:
        found = _encoded(character, codec)
        if found is None:
            return None
        four_bytes += len(found) == 4
        if four_bytes > max(3, len(text) // 20):
            return None
        out += found
    return out if LOST in out else bytes(out)


@lru_cache(maxsize=70_000)
def _encoded(character: str, codec: str) -> tuple[int, ...] | None:
    if character == "\ufffd":
        return (LOST,)
    if character == GUESSED:
        return (LOST, LOST)
    if character == "€" and codec == "gb18030":
        return (0x80,)
    try:
        return tuple(character.encode(codec))
    except UnicodeEncodeError:
        return None


@cache
def _bytes_1252() -> dict[str, int]:
    table = {chr(byte): byte for byte in range(0x100)}
    for byte in range(0x80, 0xA0):
        character = bytes([byte]).decode("cp1252", "ignore")
        if character:
            table[character] = byte
    table["\ufffd"] = table[GUESSED] = LOST
    return table


ENCODERS: dict[str, Callable[[str], Stream | None]] = {
    "windows-1252": encode_1252,
    "gb18030": encode_gb18030,
    "big5": encode_big5,
    "shift_jis": _encoder("cp932", re.compile("[\uff61-\uff9f]")),  # half-width kana
    "euc-kr": _encoder("cp949", re.compile("[\uac00-\ud7a3]")),
    "windows-1251": _encoder("cp1251", re.compile("[\u0401-\u0491]")),
}
