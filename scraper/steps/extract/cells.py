"""Where the page's own borders run within a line: between the cells of a row, between two elements."""

from __future__ import annotations

from itertools import accumulate, pairwise

from lxml.html import HtmlElement

from scraper.elements import CELLS
from scraper.model import Block, Piece


def cell_spans(block: Block) -> list[tuple[int, int]]:
    """Give where each cell of a data row stands in its text, empty ones too; of another line nothing."""
    row = next(block.pieces[0].element.iterancestors("tr"), None) if block.is_row else None
    if row is None:
        return []
    texts: dict[HtmlElement, str] = {cell: "" for cell in row if cell.tag in CELLS}
    for piece in block.pieces:
        cell = _cell(piece)
        if cell in texts:
            texts[cell] += piece.plain
    lengths = [len(" ".join(text.split())) for text in texts.values()]
    starts = accumulate((length + (length > 0) for length in lengths), initial=0)  # a blank parts two cells
    return [(start, start + length) for start, length in zip(starts, lengths, strict=False)]


def joints(block: Block) -> list[int]:
    """Give where in its text another element's text begins, without the line's beginning."""
    if len(block.pieces) == 1:
        return []
    sizes = [len("".join(piece.plain.split())) for piece in block.pieces]
    solid = [at for at, character in enumerate(block.text) if not character.isspace()]
    ends = accumulate(sizes)
    return [solid[end] for end, (_, size) in zip(ends, pairwise(sizes), strict=False) if size and 0 < end < len(solid)]


def _cell(piece: Piece) -> HtmlElement | None:
    element, slot, _, _ = piece
    return element if slot == "text" and element.tag in CELLS else next(element.iterancestors(*CELLS), None)
