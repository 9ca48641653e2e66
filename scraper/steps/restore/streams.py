"""Bytes of which some were lost, and what a lost one may have been: the reader that lost it tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

import numpy as np

HIGH = bytes(range(0x80, 0x100))  # what a lost byte may have been where nothing is told
LOST = 0xFF  # stands for a lost byte: no text that is looked for here holds such a one
UNKNOWN = 0x100  # for the byte that follows where there is none or it was lost too
_NOTHING: Mapping[int, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Stream:
    """Bytes, and for each place where one was lost which it may have been.

    A question mark may stand for a lost byte too; where it may, its place is told as well. `usual`: the same bytes with
    the usual spelling of each character that has several, where there are such: UTF-8 shows whether it fits.
    """

    data: bytes
    told: Mapping[int, bytes] = field(default_factory=lambda: _NOTHING)
    usual: bytes = b""


@cache
def lost_before(codec: str) -> tuple[bytes, ...]:
    """Give for each byte (and UNKNOWN) which bytes before it a reader of `codec` gives up, and goes on behind them.

    A reader gives U+FFFD for a byte that begins no pair with the one after it, so that one says much about it: before
    a byte above 7F a reader of GB 18030 gives up 80 and FF alone.
    """
    high = np.frombuffer(HIGH, np.uint8)
    is_lost = np.array([row.startswith("\ufffd") for row in _pairs(codec)]).reshape(len(HIGH), 0x100)
    found = [high[is_lost[:, follower]].tobytes() for follower in range(0x100)]
    return (*found, high[is_lost.any(axis=1)].tobytes())


@cache
def spelled_twice(codec: str) -> Mapping[str, tuple[bytes, bytes]]:
    """Give the characters that a reader of `codec` gives for several pairs, with what each byte may have been.

    Shift_JIS of Windows holds 396 twice or thrice: what NEC and IBM added to it.
    """
    pairs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, row in enumerate(_pairs(codec)):
        if len(row) == 1 and row != "\ufffd":
            pairs[row].append((HIGH[number // 0x100], number % 0x100))
    return {
        character: (bytes(sorted({one for one, _ in found})), bytes(sorted({two for _, two in found})))
        for character, found in pairs.items()
        if len(found) > 1
    }


def _pairs(codec: str) -> list[str]:
    """Read each byte above 7F before each byte, in order, with U+FFFD for what stands for nothing."""
    # One call for all. Line ends keep the pairs apart; a line end itself ends a pair as a blank does.
    pairs = np.empty((len(HIGH), 0x100, 3), np.uint8)
    pairs[:, :, 0] = np.frombuffer(HIGH, np.uint8)[:, None]
    pairs[:, :, 1] = np.arange(0x100)
    pairs[:, 0x0A, 1] = 0x20
    pairs[:, :, 2] = 0x0A
    return pairs.tobytes().decode(codec, "replace").split("\n")[:-1]
