"""Which lines of a page were injected: headlines above it, farms, phrases and advertisements within it."""

from __future__ import annotations

from scraper.steps.purge.adverts import ADVERT, STRANGE, find_adverts, find_strange
from scraper.steps.purge.farm import (
    follows_farm_heading,
    has_foreign_link,
    heading_of_farm,
    is_lone_mark,
    judge_block,
    may_head_farm,
)
from scraper.steps.purge.headline import (
    FIRST_BLOCKS,
    MIN_REPEATS,
    STRANGE_LIST,
    STRAY,
    is_strange_list,
    is_stray,
    judge_line,
)
from scraper.steps.purge.lexicon import weight
from scraper.steps.purge.offers import is_phrase
from scraper.steps.purge.page import CLEAN, SURE, Judgement, Page

FEWEST = 4  # characters of a window title that tells something
_HEADINGS = frozenset({"h1", "h2", "h3"})
_STRANGE = Judgement(0.92, "a heading of words of spam, of which the window title says nothing")


def spam_blocks(page: Page) -> dict[int, tuple[str, Judgement]]:
    """Give the blocks to be taken out, with rule and judgement."""
    spam = _top_blocks(page)
    if may_head_farm("\n".join(page.lines)):
        spam |= _farms(page, spam)
    for at in sorted(page.worded):
        block = page.flow.blocks[at]
        if block.is_hidden or block.is_row or at in spam:
            continue
        rule, found = judge_block(block, page.lines[at], page.host)
        if found is CLEAN and page.flow.boxes[block.box].tag in _HEADINGS and _is_strange(block.text, page.window):
            rule, found = "purge/headline", _STRANGE
        # A link within the site is another page's title.
        is_other = not block.link_chars or has_foreign_link(block, page.host)
        if found.confidence < SURE and is_other and is_strange_list(page.lines[at], page.own_text):
            rule, found = "purge/phrases", STRANGE_LIST
        if found.confidence >= SURE and not page.subject.owns(page.lines[at]):
            spam[at] = (rule, found)
    if page.worded:
        spam |= dict.fromkeys(find_adverts(page, spam), ("purge/advert", ADVERT))
    spam |= dict.fromkeys(find_strange(page, spam), ("purge/advert", STRANGE))
    return spam


def _top_blocks(page: Page) -> dict[int, tuple[str, Judgement]]:
    spam: dict[int, tuple[str, Judgement]] = {}
    is_first = True
    for at, block in enumerate(page.flow.blocks[:FIRST_BLOCKS]):
        if block.is_hidden:
            continue
        found = _judge_top(page, at, is_first=is_first)
        if found.confidence >= SURE:
            spam[at] = ("purge/headline", found)
        elif is_first and page.window.startswith(block.text) and is_stray(page.flow.blocks, page.lines, at):
            spam[at] = ("purge/headline", STRAY)
        elif is_first and is_lone_mark(block):
            spam[at] = ("purge/lone-mark", Judgement(SURE, "a lone question mark above the page"))
        else:
            is_first = False
    return spam


def _judge_top(page: Page, at: int, *, is_first: bool) -> Judgement:
    """Judge one of the first lines; below the first, what the page speaks of is its own."""
    block = page.flow.blocks[at]
    if block.is_row and not is_first:
        return CLEAN  # it is judged cell by cell
    pages = page.profile.line_pages(block.text)
    if at not in page.worded and pages < MIN_REPEATS:
        return CLEAN
    found = judge_line(block.text, is_first=is_first, is_window_title=block.text == page.window, pages=pages)
    is_own = found is not CLEAN and not is_first and pages < MIN_REPEATS and page.subject.owns(page.lines[at])
    return CLEAN if is_own else found


def _farms(page: Page, spam: dict[int, tuple[str, Judgement]]) -> dict[int, tuple[str, Judgement]]:
    found: dict[int, tuple[str, Judgement]] = {}
    reason = Judgement(0.95, "the heading of a link farm, and the links after it")
    for at, block in enumerate(page.flow.blocks):
        heading = None if block.is_hidden or at in spam or at in found else heading_of_farm(page.lines[at])
        if heading:
            taken = [at, *follows_farm_heading(page.flow, at, page.host)]
            found.update({one: (heading, reason) for one in taken if one not in spam})
    return found


def _is_strange(heading: str, window: str) -> bool:
    """Tell whether a heading is words of spam, over a page whose window title is another and none."""
    return heading not in window and len(window) >= FEWEST and not weight(window) and is_phrase(heading)
