"""Bytes of which some were lost, read as a lattice of characters: what each place may have held."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from itertools import product

from scraper.language import model
from scraper.language.classes import BLANK, LATIN, class_ids
from scraper.language.lattice import HOLE, Candidates, Lattice
from scraper.steps.restore import gbk
from scraper.steps.restore.streams import HIGH, LOST, Stream

_QUESTION = 0x3F  # a question mark may stand for a lost byte too
_CONTINUATIONS = bytes(range(0x80, 0xC0))
_NONE: Candidates = ("\ufffd",)
_MOST_CANDIDATES = 190
_BROKEN_SHARE = 0.12  # of the places: with more, a reading is none
LINE_SEPARATOR = "\u2028"  # in place of the line ends that stand within a line of misread UTF-16
_FOUR = 4  # bytes
_OF_CHINESE, _LEAST_CHINESE = frozenset((0x00, 0x20, 0x30, *range(0x4E, 0xA0), 0xFF)), 0.98  # higher bytes of UTF-16
_WESTERN = frozenset(bytes(range(0x80, 0x100)).decode("cp1252", "ignore"))  # what a further wrong reader gave
_OF_FOUR = frozenset((BLANK, LATIN))  # classes of the characters that are looked for in four bytes
_Told = tuple[bytes | None, ...]  # of the next four bytes, which each may have been where it was lost
_Found = tuple[Candidates, int]  # the candidates at one place, and how many bytes they take


def is_refuted(lattice: Lattice) -> bool:
    """Tell that too much is broken for the bytes to be such text."""
    return lattice.broken > max(1, _BROKEN_SHARE * len(lattice.text))


# The places that `read_utf8` finds, told at once: a broken one is in the group. It takes some more for whole.
_UTF8_PLACE = re.compile(
    rb"[\x00-\x7f]|[\xe0-\xef][\x80-\xbf?\xff]{2}|[\xff][\x80-\xbf?]{2}|[\xc2-\xdf][\x80-\xbf?\xff]"
    rb"|[\xe3-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf\xff]{3}|([\xe0-\xf4][\x80-\xbf]|[\x80-\xff])"
)
# Whole characters, those that decode for sure: without what is spelled too long, surrogates and the last planes.
_UTF8_RUN = re.compile(
    rb"(?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe1-\xec\xee][\x80-\xbf]{2}|\xef[\x80-\xbe][\x80-\xbf])+"
)
_GBK_RUN = re.compile(rb"(?:[\x00-\x7f]|[\x81-\xfe][\x40-\x7e\x80-\xfe])+")


def may_be(stream: Stream, written: str) -> bool:
    """Tell by one quick look whether a stream may have been written so, less what was lost of it."""
    if written not in STRICT:
        return bool(READERS[written](stream).text)
    if written == "utf-8":
        seen = _UTF8_PLACE.findall(stream.data)
        broken, places = len(seen) - seen.count(b""), len(seen)
    else:
        text = stream.data.decode(STRICT[written], "replace")
        broken, places = text.count("\ufffd") - 3 * len(stream.told), len(text)
    return broken <= max(1, _BROKEN_SHARE * places)


def read_utf8(stream: Stream) -> Lattice:
    """Read UTF-8 of which bytes were lost."""
    return _read(Stream(stream.usual or stream.data, stream.told), _UTF8_RUN, "utf-8", _utf8_at)


def read_gbk(stream: Stream) -> Lattice:
    """Read GB 18030 of which bytes were lost."""
    return _read(stream, _GBK_RUN, "gb18030", _gbk_at)


def read_big5(stream: Stream) -> Lattice:
    """Read Big5 of which bytes were lost."""
    return _read(stream, _big5_run(), "big5hkscs", _big5_at)


def _read(stream: Stream, run: re.Pattern[bytes], codec: str, read_at: Callable[[bytes, _Told], _Found]) -> Lattice:
    """Read runs of whole characters at once, and what stands between them place by place."""
    data = stream.data
    if not stream.told and (only := run.fullmatch(data)):
        return Lattice(only.group().decode(codec))
    whole, size = run.match, len(data)
    every: list[bytes | None] = [None] * (size + _FOUR)
    for place, bytes_told in stream.told.items():
        every[place] = bytes_told
    told = tuple(every)
    pieces: list[str] = []
    holes: list[Candidates] = []
    at = 0
    while at < size:
        if one := whole(data, at):
            end = one.end()
            pieces.append(data[at:end].decode(codec))
            at = end
            continue
        found, used = read_at(data[at : at + _FOUR], told[at : at + _FOUR])
        if len(found) == 1:
            pieces += found
        else:
            pieces.append(HOLE)
            holes.append(found)
        at += used
    return Lattice("".join(pieces), tuple(holes))


@lru_cache(maxsize=8192)
def _utf8_at(four: bytes, told: _Told) -> _Found:
    """Read one place at which no whole character begins, or one with a question mark that may be a lost byte."""
    first = four[0]
    if first < 0x80:
        return (chr(first),), 1
    if told[0] is not None:
        behind = _following(four, told, 2)  # what comes third was lost too: it may begin the next character
        leads = {1: range(0xC2, 0xE0), 2: range(0xE2, 0xF0)}.get(len(behind))
        return (_NONE, 1) if leads is None else (_begun(told[0], bytes(leads), behind), 1 + len(behind))
    need = 1 if 0xC2 <= first < 0xE0 else 2 if 0xE0 <= first < 0xF0 else 3 if 0xF0 <= first < 0xF5 else 0
    behind = _following(four, told, need)
    lost = sum(len(place) > 1 for place in behind)
    if need and len(behind) == 1 == need - 1 and not lost and first >= 0xE3:
        return _character(four[:1], *behind, _CONTINUATIONS), 2  # the last byte is gone altogether
    if not need or len(behind) < need or lost > 2 or (lost and need > 2):
        # The continuation byte that belongs to a broken sequence goes with it.
        return _NONE, 2 if behind and len(four) > 1 and 0x80 <= four[1] < 0xC0 else 1
    return _character(four[:1], *behind), need + 1


def _following(four: bytes, told: _Told, most: int) -> tuple[bytes, ...]:
    """Give which continuation bytes follow the first, `most` at most; several for one that was lost."""
    found = []
    for place in range(1, min(1 + most, len(four))):
        known, byte = told[place], four[place]
        if known is not None:
            found.append(_continuing(known))
        elif 0x80 <= byte < 0xC0:
            found.append(four[place : place + 1])
        elif byte == _QUESTION:
            found.append(_CONTINUATIONS)
        else:
            break
    return tuple(found)


@lru_cache(maxsize=1024)
def _continuing(told: bytes) -> bytes:
    """Leave what continues a sequence; where none does, another reader lost it than the one we know."""
    return bytes(byte for byte in told if 0x80 <= byte < 0xC0) or _CONTINUATIONS


def _begun(told: bytes, leads: bytes, behind: tuple[bytes, ...]) -> Candidates:
    """Give the characters whose first byte is told, or any that fits where none of those does."""
    fitting = bytes(byte for byte in told if byte in leads)
    found = _character(fitting, *behind) if fitting else _NONE
    return found if found != _NONE else _character(leads, *behind)


@lru_cache(maxsize=8192)
def _character(*places: bytes) -> Candidates:
    """Give the characters of UTF-8 whose bytes are each one of those, the most frequent first."""
    found = [one for one in (bytes(option).decode("utf-8", "ignore") for option in product(*places)) if one]
    if "\ufffd" in found or not found:
        return _NONE  # EF BF BD: a character that an earlier reader had lost already
    return _likeliest([one for one in found if one != HOLE])


def _likeliest(found: list[str]) -> Candidates:
    """Sort characters by frequency; of many those stay that the language model knows, or that stood for a byte."""
    language = model()
    if len(found) > _MOST_CANDIDATES:
        found = [one for one in found if language.is_known(one) or one in _WESTERN] or found
    found.sort(key=lambda one: language.single[language.id(one)])
    return tuple(found[:_MOST_CANDIDATES])


@lru_cache(maxsize=8192)
def _gbk_at(four: bytes, told: _Told) -> _Found:
    """Read one place at which no whole pair begins."""
    byte = four[0]
    if byte < 0x80:
        return (chr(byte),), 1
    leads = told[0] or (b"" if byte == LOST else four[:1])
    if not leads or byte == 0x80 or len(four) == 1:
        return ("€",) if byte == 0x80 else _NONE, 1
    trail = four[1]
    if told[1] is not None and trail == LOST:
        return _pair(leads, told[1]), 2
    if 0x30 <= trail < 0x3A:
        return _four_bytes(leads, four, told[2])
    if trail < 0x40 or trail in {0x7F, 0xFF}:
        return _NONE, 1
    return _pair(leads, four[1:2]), 2


@lru_cache(maxsize=8192)
def _big5_at(four: bytes, told: _Told) -> _Found:
    """Read one place at which no whole pair of Big5 begins."""
    if four[0] < 0x80:
        return (chr(four[0]),), 1
    leads = told[0] or four[:1]
    trails = (told[1] or four[1:2]) if len(four) > 1 else b""
    if leads == b"\xff" or not trails or (len(trails) == 1 and trails[0] < 0x40):
        return _NONE, 1
    found = _pair(leads, trails, "big5hkscs")
    return found, 1 if found == _NONE else 2


@cache
def _big5_run() -> re.Pattern[bytes]:
    """Give a pattern for runs of whole characters: by lead byte, as it has holes."""
    trails: dict[int, bytearray] = defaultdict(bytearray)
    for lead, trail in _pairs_of("big5hkscs"):
        trails[lead].append(trail)
    pairs = (re.escape(bytes((lead,))) + b"[" + re.escape(bytes(those)) + b"]" for lead, those in trails.items())
    return re.compile(b"(?:[\x00-\x7f]|" + b"|".join(pairs) + b")+")


@cache
def _pairs_of(codec: str) -> Mapping[tuple[int, int], str]:
    """Map the pairs of bytes of a table to their characters, private ones left out."""
    return {
        pair: one
        for pair in product(gbk.LEADS, range(0x40, 0xFF))
        if len(one := bytes(pair).decode(codec, "ignore")) == 1 and one > "\x7f" and not gbk.is_private(one)
    }


@lru_cache(maxsize=8192)
def _pair(leads: bytes, trails: bytes, codec: str = "gb18030") -> Candidates:
    """Give the characters whose two bytes are each one of those."""
    table = _pairs_of(codec)
    for some, others in ((leads, trails), (leads, HIGH) if len(trails) > 1 else (HIGH, trails)):
        found = [one for pair in product(some, others) if (one := table.get(pair))]
        if found:
            return _likeliest(found)
    return _NONE


def _four_bytes(leads: bytes, four: bytes, third: bytes | None) -> _Found:
    """Read a character of four bytes, of which the first and the third may be lost."""
    if len(four) < _FOUR or not 0x30 <= four[3] < 0x3A:
        return _NONE, 1
    found = _four(leads, four[1:2], third or four[2:3], four[3:])
    return found, 1 if found == _NONE else _FOUR


@lru_cache(maxsize=1024)
def _four(*places: bytes) -> Candidates:
    found = [one for one in (bytes(option).decode("gb18030", "ignore") for option in product(*places)) if len(one) == 1]
    known = [one for one in found if class_ids()[ord(one)] in _OF_FOUR]
    return _likeliest(known) if known else _NONE


def _read_utf16(codec: str, high: int) -> Callable[[Stream], Lattice]:
    """Give a reader of UTF-16 whose bytes are all known; the byte at `high` of each pair is the higher one.

    A line end is half a character there (上 is 4E 0A), so a line may have lost half of its first or last one to it.
    """

    def read(stream: Stream) -> Lattice:
        data = stream.data
        if len(data) % 2:
            data = b"\n" + data if high else data + b"\n"
        highs = data[high::2]
        if stream.told or sum(map(_OF_CHINESE.__contains__, highs)) < _LEAST_CHINESE * len(highs):
            return Lattice("")
        return Lattice(data.decode(codec, "replace").strip("\n").replace("\n", LINE_SEPARATOR))

    return read


READERS: dict[str, Callable[[Stream], Lattice]] = {
    "utf-8": read_utf8,
    "gb18030": read_gbk,
    "big5": read_big5,
    "utf-16le": _read_utf16("utf-16-le", 1),
    "utf-16be": _read_utf16("utf-16-be", 0),
}
STRICT = {"utf-8": "utf-8", "gb18030": "gb18030", "big5": "big5hkscs"}
