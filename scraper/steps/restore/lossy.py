"""Bytes of which some were lost, read as a lattice of characters: what each place may have held."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from scraper.language import model
from scraper.steps.restore import gbk

GUESSED = "\ufffe"  # stands in a text for a character that was chosen of several: its bytes are not known
LOST = -1  # stands in a stream of bytes for one that was lost
QUESTION = 0x3F  # a question mark may stand for a lost byte too
Places: TypeAlias = tuple[str, ...]
Stream: TypeAlias = Sequence[int]  # bytes where nothing was lost, else a list that may hold LOST
_FFFD: Places = ("\ufffd",)
_MOST_CANDIDATES = 150
_BROKEN_SHARE = 0.12  # of the places: with more, a reading is none


@dataclass(frozen=True, slots=True)
class Lattice:
    """Candidates by place; `broken` places hold nothing readable, `guessed` ones more than one candidate."""

    places: list[Places]
    broken: int
    guessed: int

    @property
    def is_refuted(self) -> bool:
        """Tell that too much is broken for the bytes to be such text."""
        return _is_refuted(self.broken, len(self.places))


def _is_refuted(broken: int, places: int) -> bool:
    return broken > max(1, _BROKEN_SHARE * places)


# The places that `read_utf8` finds, told at once: a broken one is in the group. It takes some more for whole.
_UTF8_PLACE = re.compile(
    rb"[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf?]|[\xe0-\xef][\x80-\xbf?]{2}|[\xe3-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{3}"
    rb"|([\xe0-\xf4][\x80-\xbf]|[\x80-\xff])"
)


# Whole characters, those that decode for sure: without what is spelled too long, surrogates and the last planes.
_UTF8_RUN = re.compile(rb"(?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe1-\xec\xee][\x80-\xbf]{2})+")


def read_utf8(stream: Stream) -> Lattice:
    """Read UTF-8 of which bytes were lost; up to where it is refuted."""
    if isinstance(stream, bytes):
        seen = _UTF8_PLACE.findall(stream)
        broken = len(seen) - seen.count(b"")
        if _is_refuted(broken, len(seen)):
            return Lattice([_FFFD] * broken, broken, 0)
    data = bytes(0xFF if byte == LOST else byte for byte in stream)
    places: list[Places] = []
    at = broken = guessed = 0
    while at < len(stream):
        if run := _UTF8_RUN.match(data, at):
            places.extend([(character,) for character in run.group().decode()])
            at = run.end()
            continue
        found, used = _utf8_at(stream, at)
        places.append(found)
        broken += found == _FFFD
        guessed += len(found) > 1
        at += used
        if _is_refuted(broken, len(places) + len(stream) - at):
            break  # whatever follows
    return Lattice(places, broken, guessed)


def _utf8_at(stream: Stream, at: int) -> tuple[Places, int]:
    """Give the candidates at one place, and how many bytes they take."""
    first = stream[at]
    if 0 <= first < 0x80:
        return (chr(first),), 1
    if first == LOST:
        two = stream[at + 1 : at + 3]
        is_whole = len(two) == 2 and all(0x80 <= byte < 0xC0 for byte in two)
        return (_spelled((LOST, *two)) or _FFFD, 3) if is_whole else (_FFFD, 1)
    need = 1 if 0xC2 <= first < 0xE0 else 2 if 0xE0 <= first < 0xF0 else 3 if 0xF0 <= first < 0xF5 else 0
    pattern = _pattern_at(stream, at, need)
    if need and len(pattern) == 2 == need and LOST not in pattern and first >= 0xE3:
        return _spelled((*pattern, LOST)) or _FFFD, 2  # the last byte is gone altogether
    lost = pattern.count(LOST)
    is_open = lost > 2 or (lost and need > 2) or (lost == 2 and not 0xE3 <= first <= 0xE9)
    if not need or len(pattern) <= need or is_open:
        return _FFFD, _broken_length(stream, at, max(1, min(2, len(pattern))))
    return _spelled(pattern) or _FFFD, len(pattern)


def _pattern_at(stream: Stream, at: int, need: int) -> tuple[int, ...]:
    """Give a lead byte and what of its `need` continuation bytes is there; LOST where one was."""
    pattern = [stream[at]]
    for byte in stream[at + 1 : at + 1 + need]:
        if byte in {LOST, QUESTION}:
            pattern.append(LOST)
        elif 0x80 <= byte < 0xC0:
            pattern.append(byte)
        else:
            break
    return tuple(pattern)


def _broken_length(stream: Stream, at: int, taken: int) -> int:
    """Pass over the continuation bytes that belong to a broken sequence."""
    length = 1
    while length < taken and at + length < len(stream) and 0x80 <= stream[at + length] < 0xC0:
        length += 1
    return length


@lru_cache(maxsize=8192)
def _spelled(pattern: tuple[int, ...]) -> Places:
    """Give the characters that fit a sequence of UTF-8 with lost bytes, the most frequent first."""
    if LOST not in pattern:
        character = bytes(pattern).decode("utf-8", "ignore")
        return (character,) if character else ()
    options = [pattern]
    while LOST in options[0]:
        at = options[0].index(LOST)
        guesses = range(0xE2, 0xF0) if at == 0 else range(0x80, 0xC0)
        options = [(*option[:at], guess, *option[at + 1 :]) for option in options for guess in guesses]
    found = [character for option in options if (character := bytes(option).decode("utf-8", "ignore"))]
    if "\ufffd" in found:
        return _FFFD  # EF BF BD: a character that an earlier reader had lost already
    language = model()
    known = [character for character in found if language.is_known(character)] or found
    known.sort(key=lambda character: language.single[language.id(character)])
    return tuple(known[:_MOST_CANDIDATES])


def read_gbk(stream: Stream) -> Lattice:
    """Read GB 18030 of which bytes were lost; up to where it is refuted."""
    if isinstance(stream, bytes):
        seen = stream.decode("gb18030", "replace")
        least = seen.count("\ufffd") - stream.count(0x80)
        if _is_refuted(least, len(seen)):
            return Lattice([_FFFD] * least, least, 0)
    table = gbk.characters()
    places: list[Places] = []
    at = broken = guessed = 0
    while at < len(stream):
        byte = stream[at]
        trail = stream[at + 1] if at + 1 < len(stream) else None
        used = 2
        if 0 <= byte < 0x80:
            found: Places = (chr(byte),)
            used = 1
        elif byte == LOST and trail is not None and trail >= 0x40:
            found = gbk.with_trail(trail) or _FFFD
        elif byte in {0x80, 0xFF, LOST}:
            found, used = (("€",) if byte == 0x80 else _FFFD), 1
        elif trail == LOST:
            found = gbk.with_lead(byte) or _FFFD
        elif trail is not None and 0x30 <= trail < 0x3A:
            found, used = _four_bytes(stream[at : at + 4])
        else:
            character = table.get((byte, trail)) if trail is not None else None
            found, used = ((character,), 2) if character else (_FFFD, 1)
        places.append(found)
        broken += found == _FFFD
        guessed += len(found) > 1
        at += used
        if _is_refuted(broken, len(places) + len(stream) - at):
            break  # whatever follows
    return Lattice(places, broken, guessed)


def _four_bytes(four: Stream) -> tuple[Places, int]:
    if len(four) == 4 and min(four) >= 0:
        try:
            return (bytes(four).decode("gb18030"),), 4
        except UnicodeDecodeError:
            pass
    return _FFFD, 1


def read_big5(stream: Stream) -> Lattice:
    """Read Big5; a lost byte is not guessed."""
    text = bytes(0xFF if byte == LOST else byte for byte in stream).decode("big5hkscs", "replace")
    return Lattice([(character,) for character in text], text.count("\ufffd"), 0)


READERS: dict[str, Callable[[Stream], Lattice]] = {"utf-8": read_utf8, "gb18030": read_gbk, "big5": read_big5}
STRICT = {"utf-8": "utf-8", "gb18030": "gb18030", "big5": "big5hkscs"}
