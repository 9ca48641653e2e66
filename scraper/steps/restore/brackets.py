"""What a lattice of characters cannot hold, told by what pairs: brackets, and a question with its mark."""

from __future__ import annotations

import re

from scraper.steps.restore.lossy import Places

_BRACKETS = (("“", "”"), ("（", "）"), ("《", "》"), ("「", "」"), ("【", "】"))
_ASKS = re.compile("是否|吗|什么|甚麼|如何|为何|怎|哪|多少|谁|呢|嗎|誰")
_STOPS = re.compile("[。；！？]")


def balanced(places: list[Places]) -> list[Places]:
    """Leave out what cannot stand at an open place: brackets that do not pair, a full stop after a question."""
    open_to = {character for place in places if len(place) > 1 for character in place}
    if not open_to:
        return places
    kept = list(places)
    for opening, closing in (pair for pair in _BRACKETS if pair[0] in open_to):
        depth = 0
        for at, place in enumerate(kept):
            if place == (opening,):
                depth = 1
            elif place == (closing,):
                depth = 0
            elif opening in place and not depth and _is_missing(kept, at, opening, closing):
                kept[at] = (opening,)
                depth = 1
            elif opening in place and closing in place:
                wrong = opening if depth and not _closes_first(kept, at, opening, closing) else closing
                kept[at] = tuple(character for character in place if character != wrong)
                depth = int(wrong == closing)
    last = next((at for at in range(len(kept) - 1, -1, -1) if kept[at] != ("\n",)), 0)
    if len(kept[last]) > 1 and "？" in kept[last]:
        sentence = _STOPS.split("".join(place[0] for place in kept[:last]))[-1]
        if _ASKS.search(sentence):
            kept[last] = ("？",)
    return kept


def _is_missing(places: list[Places], at: int, opening: str, closing: str) -> bool:
    """Tell whether a bracket closes after `at` that nothing but this place can have opened."""
    for place in places[at + 1 :]:
        if place == (closing,):
            return True
        if opening in place:
            return False
    return False


def _closes_first(places: list[Places], at: int, opening: str, closing: str) -> bool:
    """Tell whether the next certain bracket of this kind after `at` is a closing one."""
    following = (place[0] for place in places[at + 1 :] if place in {(opening,), (closing,)})
    return next(following, None) == closing
