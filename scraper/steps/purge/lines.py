"""Which lines of a page were injected: headlines above it, farms, phrases and advertisements within it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from scraper.flow import folded
from scraper.model import Block, Flow
from scraper.profile import Profile
from scraper.spoken import share_said
from scraper.steps.purge.addresses import may_hold_address, names_trades
from scraper.steps.purge.adverts import ADVERT, find_adverts
from scraper.steps.purge.doors import DOORS, is_list_of_doors, lines_with_doors, stands_in_text
from scraper.steps.purge.farm import (
    follows_farm_heading,
    has_foreign_link,
    heading_of_farm,
    is_lone_mark,
    judge_block,
    may_head_farm,
)
from scraper.steps.purge.headline import CLEAN, FIRST_BLOCKS, MIN_REPEATS, Judgement, judge_line
from scraper.steps.purge.lexicon import lines_with_words, weight
from scraper.steps.purge.offers import is_phrase
from scraper.steps.purge.stray import STRANGE_LIST, STRAY, is_list, is_strange_list, is_stray
from scraper.steps.purge.subject import Subject, subject_of

FEWEST = 4  # characters of a window title that tells something
_HEADINGS = frozenset({"h1", "h2", "h3"})
_STRANGE = Judgement(0.92, "a heading of words of spam, of which the window title says nothing")
MIN_GONE = 2  # items of a list that are spam, by which the others are judged
GONE_SHARE = 0.3
_ITEMS = frozenset({"li", "dd", "dt"})
_COMPANY = Judgement(0.9, "an item of a list of which others are spam; the page says nothing of it")
SURE = 0.9  # under this nothing is taken out


@dataclass(frozen=True)
class Page:
    """By what lines are judged: the window title, the neighbours, the page's folded lines, and what it speaks of.

    `lines`: the blocks' folded texts; `worded`: the numbers of those with words of the lexicon, of that `strength`.
    """

    host: str
    window: str
    profile: Profile
    flow: Flow
    lines: list[str]
    worded: frozenset[int]
    strength: float

    @cached_property
    def subject(self) -> Subject:
        """Read what the page speaks of; few pages are ever asked."""
        return subject_of(self.flow, self.lines, self.worded, self.window)

    @cached_property
    def doored(self) -> frozenset[int]:
        """Give the numbers of the lines with a word for a door."""
        return lines_with_doors("\n".join(self.lines))

    @cached_property
    def is_suspect(self) -> bool:
        """Tell whether something may be set into the page's lines: words, doors, addresses, hosts that name a trade."""
        if self.worded or self.doored or may_hold_address("\n".join(self.lines)):
            return True
        return names_trades("\n".join([link.get("href") or "" for link in self.flow.tagged["a"]]))

    @cached_property
    def own_text(self) -> str:
        """Give the page's folded lines without a word of the lexicon."""
        return "\n".join(line for at, line in enumerate(self.lines) if at not in self.worded)

    def of(self, flow: Flow) -> dict[int, str]:
        """Give the lines with words that readers see in what is left of the page: index of the block, folded text."""
        if not self.worded:
            return {}
        lines = self.lines if flow is self.flow else folded(flow).split("\n")
        worded = self.worded if flow is self.flow else lines_with_words("\n".join(lines))
        return {at: lines[at] for at in sorted(worded) if not flow.blocks[at].is_hidden}

    def leads_by_doors(self, run: list[int], least: int = 2) -> bool:
        """Tell whether these lines are names with doors, at least so many, of which the others say nothing."""
        rest = "\n".join(line for at, line in enumerate(self.lines) if at not in run)
        return is_list_of_doors(" ".join(self.lines[at] for at in run), rest, least)

    def judge_top(self, block: Block, at: int, *, is_first: bool) -> Judgement:
        """Judge one of the first lines; below the first, what the page speaks of is its own."""
        if block.is_row and not is_first:
            return CLEAN  # it is judged cell by cell
        pages = self.profile.line_pages(block.text)
        if at not in self.worded and pages < MIN_REPEATS:
            return CLEAN
        found = judge_line(block.text, is_first=is_first, is_window_title=block.text == self.window, pages=pages)
        is_own = found is not CLEAN and not is_first and pages < MIN_REPEATS and self.subject.owns(self.lines[at])
        return CLEAN if is_own else found


def spam_blocks(flow: Flow, page: Page) -> dict[int, tuple[str, Judgement]]:
    """Give the blocks to be taken out, with rule and judgement."""
    spam = _top_blocks(flow, page)
    if may_head_farm("\n".join(page.lines)):
        spam |= _farms(flow, page, spam)
    for at in sorted(page.worded):
        block = flow.blocks[at]
        if block.is_hidden or block.is_row or at in spam:
            continue
        rule, found = judge_block(block, page.lines[at], page.host)
        if found is CLEAN and flow.boxes[block.box].tag in _HEADINGS and _is_strange(block.text, page.window):
            rule, found = "purge/headline", _STRANGE
        # A link within the site is another page's title.
        is_other = not block.link_chars or has_foreign_link(block, page.host)
        if found.confidence < SURE and is_other and is_strange_list(page.lines[at], page.own_text):
            rule, found = "purge/phrases", STRANGE_LIST
        if found.confidence >= SURE and not page.subject.owns(page.lines[at]):
            spam[at] = (rule, found)
    if page.doored:
        spam |= _doors(flow, page, spam)
    if page.worded:
        adverts = find_adverts(flow, page.lines, page.worded, spam, page.subject)
        spam |= dict.fromkeys(adverts, ("purge/advert", ADVERT))
    return spam | _company(flow, page, spam) if spam else spam


def _top_blocks(flow: Flow, page: Page) -> dict[int, tuple[str, Judgement]]:
    spam: dict[int, tuple[str, Judgement]] = {}
    is_first = True
    for at, block in enumerate(flow.blocks[:FIRST_BLOCKS]):
        if block.is_hidden:
            continue
        found = page.judge_top(block, at, is_first=is_first)
        if found.confidence >= SURE:
            spam[at] = ("purge/headline", found)
        elif is_first and page.window.startswith(block.text) and is_stray(flow.blocks, page.lines, at):
            spam[at] = ("purge/headline", STRAY)
        elif is_first and at in page.doored and page.window.startswith(block.text) and page.leads_by_doors([at]):
            spam[at] = ("purge/headline", DOORS)
        elif is_first and is_lone_mark(block):
            spam[at] = ("purge/lone-mark", Judgement(SURE, "a lone question mark above the page"))
        else:
            is_first = False
    return spam


def _farms(flow: Flow, page: Page, spam: dict[int, tuple[str, Judgement]]) -> dict[int, tuple[str, Judgement]]:
    found: dict[int, tuple[str, Judgement]] = {}
    reason = Judgement(0.95, "the heading of a link farm, and the links after it")
    for at, block in enumerate(flow.blocks):
        heading = None if block.is_hidden or at in spam or at in found else heading_of_farm(page.lines[at])
        if heading:
            taken = [at, *follows_farm_heading(flow, at, page.host)]
            found.update({one: (heading, reason) for one in taken if one not in spam})
    return found


def _doors(flow: Flow, page: Page, spam: dict[int, tuple[str, Judgement]]) -> dict[int, tuple[str, Judgement]]:
    """Give the lines of names with doors between the page's own paragraphs; lines in a row are one list."""
    found: dict[int, tuple[str, Judgement]] = {}
    blocks = flow.blocks
    seen = [at for at in sorted(page.doored) if not (at in spam or blocks[at].is_hidden or blocks[at].is_row)]
    while seen:
        run = [seen.pop(0)]
        while seen and seen[0] == run[-1] + 1:
            run.append(seen.pop(0))
        own = [at for at in run if blocks[at].link_chars and not has_foreign_link(blocks[at], page.host)]
        leads_out = any(blocks[at].link_chars for at in run) and not own
        repeats = all(page.profile.line_pages(blocks[at].text) >= MIN_REPEATS for at in run)
        least = 3 if own else 1 if leads_out or repeats else 2
        is_beside = stands_in_text(blocks, run[0]) or stands_in_text(blocks, run[-1])
        if is_beside and page.leads_by_doors(run, least):
            found |= dict.fromkeys(run, ("purge/phrases", DOORS))
    return found


def _company(flow: Flow, page: Page, spam: dict[int, tuple[str, Judgement]]) -> dict[int, tuple[str, Judgement]]:
    """Give the other items of a list of which a good share is spam: short ones, of which the page says nothing."""
    lists: dict[int, list[int]] = {}
    for at, block in enumerate(flow.blocks):
        box = flow.boxes[block.box]
        if box.tag in _ITEMS and not block.is_hidden:
            lists.setdefault(box.parent, []).append(at)
    found: dict[int, tuple[str, Judgement]] = {}
    for items in lists.values():
        gone = [at for at in items if at in spam]
        if len(gone) >= MIN_GONE and len(gone) >= GONE_SHARE * len(items):
            rest = "\n".join(line for at, line in enumerate(page.lines) if at not in items)
            left = [at for at in items if at not in spam and is_list(page.lines[at])]
            found |= {at: ("purge/phrases", _COMPANY) for at in left if not share_said(page.lines[at], rest)}
    return found


def _is_strange(heading: str, window: str) -> bool:
    """Tell whether a heading is words of spam, over a page whose window title is another and none."""
    return heading not in window and len(window) >= FEWEST and not weight(window) and is_phrase(heading)
