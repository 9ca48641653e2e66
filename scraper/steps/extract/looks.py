"""How much a line looks like a title: its element, what the template calls its box, how large it is set."""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.model import Block, Flow, Piece
from scraper.profile import Profile

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


def repeated_headings(flow: Flow, profile: Profile) -> frozenset[int]:
    """Give the headings that stand on most pages of the host: names of the portal and its sections, a slogan.

    One with a number in it may be an article's own: numbers are folded in what a profile knows of lines.
    """
    if not profile.is_ripe:
        return frozenset()
    headings = [(at, block.text) for at, block in enumerate(flow.blocks) if flow.boxes[block.box].tag in HEADINGS]
    known = [(at, text) for at, text in headings if not any(map(str.isdigit, text))]
    return frozenset(at for at, text in known if profile.line_pages(text) * 2 > profile.pages)


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
