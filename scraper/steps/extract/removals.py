"""Where the removed parts stood, now that the body is known."""

from __future__ import annotations

from bisect import bisect_left
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
    blocks = sorted(starts)
    return tuple(_placed(removal, starts, blocks) for removal in removed)


def _placed(removal: Removal, starts: dict[int, int], blocks: list[int]) -> Removal:
    if removal.part == "title":
        return replace(removal, offset=0)
    if not blocks or removal.block < blocks[0] or (removal.block == blocks[0] and not removal.offset):
        return replace(removal, part="head", offset=0)
    if removal.block > blocks[-1]:
        return replace(removal, part="foot", offset=0)
    following = blocks[bisect_left(blocks, removal.block)]
    inside = removal.offset if following == removal.block else 0
    return replace(removal, part="text", offset=starts[following] + inside)
