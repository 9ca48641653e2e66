"""What neighbours alone cannot tell of a lattice: brackets that pair, and what ends a line."""

from __future__ import annotations

import re
from itertools import islice
from operator import itemgetter
from typing import TypeAlias

import numpy as np

from scraper.language.lattice import HOLE, Candidates, Lattice

_BRACKETS = (("“", "”"), ("（", "）"), ("《", "》"), ("「", "」"), ("【", "】"))
_ASKS = re.compile("是否|吗|什么|甚麼|如何|为何|怎|哪|多少|谁|呢|嗎|誰")
_ASKS_WHICH = frozenset(("吗", "什么", "甚麼", "哪", "谁", "誰", "呢", "嗎"))
_ANNOUNCES = re.compile("下列|如下|(?<![元年日月万人岁级米度倍个百千十%])以下(?!有期|罚款|拘)")
_ITEM = re.compile("[（(]?[一1][）)、.．]")
_STOPS = re.compile("[。；！？]")
_Event: TypeAlias = tuple[int, int | None, str | None]  # place, the number of a hole, or else a bracket or line end


def balanced(lattice: Lattice) -> Lattice:
    """Leave out what cannot stand at an open place: brackets that do not pair."""
    if not lattice.holes:
        return lattice
    different, kinds = lattice.kinds()
    holes = list(lattice.holes)
    places: list[int] = []
    for opening, closing in _BRACKETS:
        is_open = np.array([opening in candidates for candidates in different])
        numbers = np.flatnonzero(is_open[kinds]).tolist() if is_open.any() else []
        if numbers:
            places = places or lattice.places().tolist()
            _pair_up(lattice.text, holes, [(places[number], number, None) for number in numbers], (opening, closing))
    return Lattice(lattice.text, tuple(holes))


def _pair_up(text: str, holes: list[Candidates], doubts: list[_Event], pair: tuple[str, str]) -> None:
    """Take out of the holes of `doubts`, line by line, the bracket that does not fit those before and after it."""
    opening, closing = pair
    certain = ((sign.start(), None, sign.group()) for sign in re.finditer(f"[\n{opening}{closing}]", text))
    events = sorted([*certain, *doubts], key=itemgetter(0))
    following = _next_certain([sign for _, _, sign in events], opening, closing)
    is_missing = _missing_before(events, holes, opening, closing)
    is_open = False
    for at, (_, hole, sign) in enumerate(events):
        if hole is None:
            is_open = sign == opening
            continue
        places = holes[hole]
        if opening not in places:  # taken out with another pair
            continue
        if not is_open and is_missing[at]:
            holes[hole] = (opening,)
            is_open = True
        elif closing in places:
            wrong = opening if is_open and following[at] != closing else closing
            holes[hole] = tuple(character for character in places if character != wrong)
            is_open = wrong == closing


def _next_certain(signs: list[str | None], opening: str, closing: str) -> list[str | None]:
    """Give for each sign the next certain bracket after it in its line."""
    found: list[str | None] = []
    ahead = None
    for sign in reversed(signs):
        found.append(ahead)
        if sign == "\n":
            ahead = None
        elif sign in {opening, closing}:
            ahead = sign
    return found[::-1]


def _missing_before(events: list[_Event], holes: list[Candidates], opening: str, closing: str) -> list[bool]:
    """Tell for each sign whether a bracket closes after it, in its line, that nothing after it can have opened."""
    found: list[bool] = []
    is_missing = False
    for _, hole, sign in reversed(events):
        found.append(is_missing)
        if sign == closing:
            is_missing = True
        elif sign in {"\n", opening} or (hole is not None and opening in holes[hole]):
            is_missing = False
    return found[::-1]


def settled(lattice: Lattice, text: str) -> str:
    """Put right the marks at the ends of lines.

    A line that asks ends with a question mark, one that announces with a colon, where it may be one. `text`: what was
    read of the lattice, a character for each place.
    """
    if not lattice.holes:
        return text
    holes = iter(lattice.holes)
    lines = text.split("\n")
    for at, places in enumerate(lattice.text.split("\n")):
        own = list(islice(holes, places.count(HOLE)))
        if places.endswith(HOLE):
            lines[at] = ended(lines[at], lines[at + 1] if at + 1 < len(lines) else "", own[-1])
    return "\n".join(lines)


def ended(line: str, following: str, candidates: Candidates) -> str:
    """Give a line with the mark that ends it, of those candidates; `following` is the line after it."""
    last = _STOPS.split(line[:-1])[-1]
    announces = _ANNOUNCES.search(last) or (_ITEM.match(following) and not _ITEM.match(line))
    asks = _ASKS.search(last)
    mark = "：" if announces and not (asks and asks.group() in _ASKS_WHICH) else "？" if asks else line[-1]
    return line[:-1] + mark if mark in candidates else line
