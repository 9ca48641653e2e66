"""Where the removed parts stood, now that the body is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scraper.model import Flow, Removal


def place_removals(removed: tuple[Removal, ...], flow: Flow, chosen: Sequence[int], text: str) -> tuple[Removal, ...]:
    """Give the removals with part (title, head, text or foot) and offset: in the field `text`, else 0.

    `chosen`: indices of the blocks that the text is made of, one a line.
    """
    if not removed:
        return ()
    starts: dict[int, int] = {}
    at = 0
    for index in chosen:
        starts[index] = min(at, len(text))
        if flow.blocks[index].text:
            at += len(flow.blocks[index].text) + 1
    return tuple(_placed(removal, starts) for removal in removed)


def _placed(removal: Removal, starts: dict[int, int]) -> Removal:
    if removal.part == "title":
        return replace(removal, offset=0)
    if not starts or removal.block < min(starts) or (removal.block == min(starts) and not removal.offset):
        return replace(removal, part="head", offset=0)
    following = min((index for index in starts if index >= removal.block), default=None)
    if following is None:
        return replace(removal, part="foot", offset=0)
    inside = removal.offset if following == removal.block else 0
    return replace(removal, part="text", offset=starts[following] + inside)
