"""How much a line looks like a title: its element, what the template calls its box, how large it is set."""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.model import Block, Flow, Piece

_TITLE_BOX = re.compile(r"title|headline|(?:^|[\s_-])(?:bt|tit|biaoti|h1)(?:$|[\s_\d-])|bt_|heading")
HEADINGS = {"h1": 3.0, "h2": 2.0, "h3": 1.5, "h4": 0.5}
_OF_LOOKS, _LEAST_LARGE = 1.5, 6
_BOLD, _LARGE, _LEVELS = frozenset({"b", "strong", "big"}), frozenset({"4", "5", "6", "7", "+1", "+2", "+3"}), 3


def look_of(flow: Flow, index: int, *, is_bare: bool) -> float:
    """Give how much a line gains by its looks; large letters count where the window title says nothing (`is_bare`)."""
    block = flow.blocks[index]
    if block.box < 0:
        return 0.0
    box = flow.boxes[block.box]
    score = HEADINGS.get(box.tag, 0.0)
    return score + _OF_LOOKS if _is_title_box(box.label) or (is_bare and not score and _is_emphasised(block)) else score


def _is_emphasised(block: Block) -> bool:
    """Tell whether all of a line is set in bold or in large letters, as pages without headings mark their titles."""
    if len(block.text) < _LEAST_LARGE:
        return False  # the name of a box beside the article
    texts = [piece for piece in block.pieces if not piece.plain.isspace()]
    return bool(texts) and all(_is_large(piece) for piece in texts)


def _is_large(piece: Piece) -> bool:
    element = piece.element.getparent() if piece.slot == "tail" else piece.element
    for _ in range(_LEVELS):
        if element is None:
            return False
        if element.tag in _BOLD or (element.tag == "font" and element.get("size") in _LARGE):
            return True
        element = element.getparent()
    return False


@lru_cache(maxsize=4096)
def _is_title_box(label: str) -> bool:
    return _TITLE_BOX.search(label) is not None
