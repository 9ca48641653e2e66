"""Parts of the page's frame that stand amid the text: names of tabs, a machine's summary, pleas to follow."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from scraper.model import Flow
from scraper.steps.extract.runs import members
from scraper.steps.extract.tail import is_invitation

_MOST_TAB = 8  # characters
_ROWS, _PANELS = frozenset({"tr", "tbody", "table"}), frozenset({"div", "section", "article", "ul", "dl"})
_SUMMARISED = re.compile(
    r"(?:AI|智能|人工智能|大模型)(?:摘要|速读|速览|总结|导读|解读)$|.{0,8}由(?:AI|人工智能|大模型)\S{0,4}生成"
)
_MOST_SUMMARY = 0.5  # of the text


def without_frame(flow: Flow, chosen: list[int]) -> list[int]:
    """Leave out such parts."""
    short = {at for at in chosen if len(flow.blocks[at].text) <= _MOST_TAB}
    tabs = {at for at in short if _is_tab(flow.boxes[flow.blocks[at].box].element)}
    return _without_summary(flow, [at for at in chosen if at not in tabs])


def without_invitations(flow: Flow, chosen: list[int]) -> list[int]:
    """Leave out lines that only ask to follow an account."""
    return [at for at in chosen if not is_invitation(flow.blocks[at].text)]


def _is_tab(element: HtmlElement) -> bool:
    """Tell whether an element is one of several with a short text, and the box behind them holds as many boxes."""
    row = element.getparent()
    panels = row.getnext() if row is not None else None
    if row is None or panels is None or not 1 < len(row) == len(panels) or row.tag in _ROWS:
        return False
    kinds = {panel.tag for panel in panels}
    is_named = all(0 < len("".join(tab.itertext()).strip()) <= _MOST_TAB for tab in row)
    return len(kinds) == 1 and kinds <= _PANELS and is_named


def _without_summary(flow: Flow, chosen: list[int]) -> list[int]:
    """Leave out the box of a line that calls it a machine's summary, where it is the smaller part of the text."""
    called = next((at for at in chosen if _SUMMARISED.match(flow.blocks[at].text)), -1)
    if called < 0:
        return chosen
    inside = set(members(flow, flow.boxes[flow.blocks[called].box].parent))
    rest = [at for at in chosen if at not in inside]
    sizes = [sum(len(flow.blocks[at].text) for at in part) for part in (rest, chosen)]
    return rest if sizes[0] > sizes[1] * _MOST_SUMMARY else chosen
