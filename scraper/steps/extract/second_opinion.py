"""A second opinion, asked only where the own extractor finds next to nothing on a page that holds text."""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree
from lxml.html import HtmlElement

from scraper.model import Flow

FEW_UNITS = 40  # reading units; an own result under this is worth a second opinion
MIN_BLOCK_CHARS = 40  # a line of text so long, with a sentence in it, makes a page worth asking about
# Tables in tables, each counted with those around it. trafilatura walks all inner tables of each: 1,000 in one another
# take it minutes. Layouts of the year 2000 have some hundreds.
MOST_NESTED_TABLES = 5_000
# All elements, each counted with those around it: of lists in lists it reads the text of each again and again. An
# honest page has some 5,000 elements at a depth of 15.
MOST_NESTED = 400_000
_SENTENCE = re.compile(r"[。！？；]|[a-z\u00e0-\u024f]{3}[.!?](?:\s|$)")


def is_worth_asking(flow: Flow, chosen: list[int], units_chosen: float) -> bool:
    """Tell whether hardly anything was chosen though running text stands on the page."""
    if units_chosen >= FEW_UNITS:
        return False
    known = set(chosen)
    return any(
        index not in known
        and not block.is_hidden
        and len(block.text) >= MIN_BLOCK_CHARS
        and block.link_chars < len(block.text) / 3
        and _SENTENCE.search(block.text) is not None
        for index, block in enumerate(flow.blocks)
    )


def second_opinion(flow: Flow, tree: HtmlElement) -> list[int]:
    """Give the blocks that trafilatura takes for the body's; the tree is read from a copy."""
    if _nested(tree, "table") > MOST_NESTED_TABLES or _nested(tree, "*") > MOST_NESTED:
        return []
    import trafilatura  # noqa: PLC0415 - a second of start-up for one page in a hundred

    text = trafilatura.extract(deepcopy(tree), include_comments=False) or ""
    known = "".join(text.split())
    return [
        index
        for index, block in enumerate(flow.blocks)
        if len(block.text) > 1 and not block.is_hidden and "".join(block.text.split()) in known
    ]


def _nested(tree: HtmlElement, tag: str) -> int:
    depth = total = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end"), tag=tag):
        depth += 1 if event == "start" else -1
        total += depth - 1 if event == "start" else 0
    return total
