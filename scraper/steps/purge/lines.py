"""Which lines of a page were injected: headlines above it, farms, phrases and advertisements within it."""

from __future__ import annotations

from scraper.spoken import share_said
from scraper.steps.purge.adverts import ADVERT, STRANGE, find_adverts, find_strange
from scraper.steps.purge.doors import MAX_CHARS, MIN_DOORS, stands_in_text
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
    is_list,
    is_strange_list,
    is_stray,
    judge_line,
)
from scraper.steps.purge.lexicon import weight
from scraper.steps.purge.offers import is_phrase
from scraper.steps.purge.page import CLEAN, SURE, Judgement, Page

FEWEST = 4  # characters of a window title that tells something
_HEADINGS = frozenset({"h1", "h2", "h3"})
MIN_GONE = 2  # items of a list that are spam, by which the others are judged
GONE_SHARE = 0.3
_ITEMS = frozenset({"li", "dd", "dt"})
_COMPANY = Judgement(0.9, "an item of a list of which others are spam; the page says nothing of it")
_DOORS = Judgement(0.9, "names with doors to them, above or between the page's own lines, of which it says nothing")
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
    if page.doored:
        spam |= _doors(page, spam)
    if page.worded:
        spam |= dict.fromkeys(find_adverts(page, spam), ("purge/advert", ADVERT))
    spam |= dict.fromkeys(find_strange(page, spam), ("purge/advert", STRANGE))
    return spam | _company(page, spam) if spam else spam


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
        elif is_first and at in page.doored and page.window.startswith(block.text) and page.leads_by_doors([at]):
            spam[at] = ("purge/headline", _DOORS)
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


def _doors(page: Page, spam: dict[int, tuple[str, Judgement]]) -> dict[int, tuple[str, Judgement]]:
    """Give the lines of names with doors between the page's own paragraphs; lines in a row are one list."""
    found: dict[int, tuple[str, Judgement]] = {}
    blocks = page.flow.blocks
    asked = [at for at in sorted(page.doored) if not (at in spam or blocks[at].is_hidden or blocks[at].is_row)]
    runs: list[list[int]] = []
    for at in asked:
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    for run in runs:
        is_short = len(blocks[run[0]].text) <= MAX_CHARS
        is_beside = is_short and (stands_in_text(blocks, run[0]) or stands_in_text(blocks, run[-1]))
        if is_beside and page.leads_by_doors(run, _least_doors(page, run)):
            found |= dict.fromkeys(run, ("purge/phrases", _DOORS))
    return found


def _least_doors(page: Page, run: list[int]) -> int:
    """Give how many names make a list: more that lead within the site, one that repeats or leads elsewhere."""
    linked = [block for at in run if (block := page.flow.blocks[at]).link_chars]
    if any(not has_foreign_link(block, page.host) for block in linked):
        return MIN_DOORS + 1
    repeats = all(page.profile.line_pages(page.flow.blocks[at].text) >= MIN_REPEATS for at in run)
    return 1 if linked or repeats else MIN_DOORS


def _company(page: Page, spam: dict[int, tuple[str, Judgement]]) -> dict[int, tuple[str, Judgement]]:
    """Give the other items of a list of which a good share is spam: short ones, of which the page says nothing."""
    lists: dict[int, list[int]] = {}
    for at, block in enumerate(page.flow.blocks):
        box = page.flow.boxes[block.box]
        if box.tag in _ITEMS and not block.is_hidden:
            lists.setdefault(box.parent, []).append(at)
    found: dict[int, tuple[str, Judgement]] = {}
    for items in lists.values():
        gone = sum(at in spam for at in items)
        if gone >= MIN_GONE and gone >= GONE_SHARE * len(items):
            rest = "\n".join(line for at, line in enumerate(page.lines) if at not in items)
            left = [at for at in items if at not in spam and is_list(page.lines[at])]
            found |= {at: ("purge/phrases", _COMPANY) for at in left if not share_said(page.lines[at], rest)}
    return found


def _is_strange(heading: str, window: str) -> bool:
    """Tell whether a heading is words of spam, over a page whose window title is another and none."""
    return heading not in window and len(window) >= FEWEST and not weight(window) and is_phrase(heading)
