"""What the article's head tells of its body: where title and date stand together, the text begins below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from scraper.model import Block, Flow
from scraper.steps.extract.runs import common, members

METHOD = "extract/below-head"
CONFIDENCE = 0.3  # no line looked like text: it is taken for its place alone
_MOST_BETWEEN = 4  # lines between head and text that belong to the text; more is another part of the page
_PAGE = frozenset({"body", "html", "form"})


@dataclass(frozen=True, slots=True)
class Headed:
    """The lines of the head: the title's, the dated row's (-1: there is none), and all that hold labels."""

    title: int
    dated: int
    rows: frozenset[int]

    @property
    def end(self) -> int:
        """Give the last line of the head; -1 where title and date do not stand near one another."""
        is_whole = self.title >= 0 and 0 < self.dated - self.title <= _MOST_BETWEEN
        return self.dated if is_whole else -1


def box_of(flow: Flow, head: Headed) -> int:
    """Give the tightest box around title and date; -1 where only the page itself holds both."""
    path = common(flow, [head.title, head.dated]) if head.end >= 0 else []
    return path[0] if path and flow.boxes[path[0]].tag not in _PAGE else -1


def below(flow: Flow, head: Headed) -> tuple[int, ...]:
    """Give the lines below the head in the box that holds it: the text of an article where no line looked like text."""
    box = box_of(flow, head)
    inside = members(flow, box) if box >= 0 else []
    return tuple(at for at in inside if at > head.end and _is_own(flow.blocks[at]) and at not in head.rows)


def with_beginning(flow: Flow, chosen: Sequence[int], head: Headed) -> tuple[int, ...]:
    """Add the lines between head and text that stand in the box of the text: a short one is easily passed over."""
    if not chosen or not 0 <= head.end < chosen[0] or chosen[0] - head.end - 1 > _MOST_BETWEEN:
        return tuple(chosen)
    path = common(flow, chosen)
    inside = set(members(flow, path[0])) if path else set()
    if head.end in inside:
        return tuple(chosen)
    between = [at for at in range(head.end + 1, chosen[0]) if at in inside and at not in head.rows]
    return (*(at for at in between if _is_own(flow.blocks[at])), *chosen)


def element_of(flow: Flow, head: Headed) -> HtmlElement | None:
    """Give the element around title and date, where the pictures of an article without text stand."""
    box = box_of(flow, head)
    return flow.boxes[box].element if box >= 0 else None


def _is_own(block: Block) -> bool:
    return not block.is_hidden and block.link_chars < len(block.text) / 2
