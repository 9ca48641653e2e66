"""GBK as pairs of bytes: what the cloaking kits cut, and what their cuts can be mended with."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

LEADS: Final = range(0x81, 0xFF)
TRAILS: Final = (*range(0x40, 0x7F), *range(0x80, 0xFF))


@cache
def pairs() -> dict[str, tuple[int, int]]:
    """Map each character of GBK, those of its private area too, to its two bytes; treat it as read-only."""
    return {character: pair for pair, character in characters().items()}


@cache
def characters() -> dict[tuple[int, int], str]:
    """Map each pair of bytes to its character; treat it as read-only."""
    table = {}
    for lead in LEADS:
        for trail in TRAILS:
            character = bytes((lead, trail)).decode("gb18030", "ignore")
            if len(character) == 1:
                table[lead, trail] = character
    return table


@cache
def run() -> re.Pattern[str]:
    """Give a pattern for a run of such characters."""
    spans: list[list[int]] = []
    for code in sorted(map(ord, pairs().keys() - {"\ufffd"})):
        if spans and spans[-1][1] == code - 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return re.compile(f"[{''.join(f'{re.escape(chr(low))}-{re.escape(chr(high))}' for low, high in spans)}]+")


@cache
def with_lead(lead: int) -> tuple[str, ...]:
    """Give the characters that a lead byte can begin, private ones left out."""
    return tuple(char for trail in TRAILS if (char := characters().get((lead, trail))) and not is_private(char))


@cache
def with_trail(trail: int) -> tuple[str, ...]:
    """Give the characters that a trail byte can end, private ones left out."""
    return tuple(char for lead in LEADS if (char := characters().get((lead, trail))) and not is_private(char))


def is_private(character: str) -> bool:
    """Tell whether a character is in the private use area."""
    return "\ue000" <= character <= "\uf8ff"


def stream(text: str) -> list[int] | None:
    """Give the bytes of a text of GBK pairs; None where a character is none."""
    table = pairs()
    out: list[int] = []
    for character in text:
        pair = table.get(character)
        if pair is None:
            return None
        out += pair
    return out


def spell(stream: list[int]) -> str | None:
    """Read an even stream of bytes as GBK pairs; None where a pair stands for nothing."""
    table = characters()
    found = [table.get((stream[at], stream[at + 1])) for at in range(0, len(stream) - 1, 2)]
    return None if None in found else "".join(character for character in found if character)
