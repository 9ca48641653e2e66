"""Spam headlines and their like: lists of phrases above a page, in its window title, or of which it says nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from scraper.hanzi import HAN, fold
from scraper.model import Block
from scraper.spoken import MAX_SAID, MIN_REST_CHARS, heading_below_menu, is_strange, share_said
from scraper.steps.purge.lexicon import (
    PHRASE_CHARS,
    has_sentence,
    is_official,
    is_strong,
    phrases,
    spam_share,
    weight,
    weight_of_folded,
)
from scraper.steps.purge.offers import offers, warns
from scraper.steps.purge.page import CLEAN, Judgement

MIN_PHRASES = 3
MIN_CHARS = 12
MIN_REPEATS = 3
MIN_PART_WEIGHT = 1
FIRST_BLOCKS = 6  # blocks from the top in which a headline is looked for
# A blank parts phrases beside Han alone: in other scripts it stands between the words of one.
_PARTS = re.compile(rf"[_|｜,，·•]|—{{1,2}}|–|-|(?<=[{HAN}])\s+|\s+(?=[{HAN}])")
HAN_LETTER = re.compile(f"[{HAN}]")
MOSTLY_SPAM = 0.8  # of the phrases of a line that speaks like a notice
MIN_PROSE = 10  # words that blanks part, of a sentence with its full stop
STRANGE_LIST = Judgement(0.92, "phrases with words of spam, of which the page says nothing else")
# What a page says that has goods or work to offer itself.
HAS_TRADE = re.compile(r"产品|特产|展销|农产|供求|招聘|求职|用工|租赁|出租|拍卖|转让|采摘|民宿|农家乐|消费券|优惠|展会")
MIN_LISTED = 2  # phrases; one is enough that offers something or is made of several words
MOSTLY, PARTLY = 0.5, 0.3  # of the phrases of a list
MIN_LIST_WEIGHT = 2  # in words of the lexicon, of one that is spam in part
STRAY = Judgement(0.92, "phrases above the menu, also the window title, of which the page does not speak")


def judge_line(text: str, *, is_first: bool, is_window_title: bool, pages: int) -> Judgement:
    """Judge a line that stands at the top of a page or is its window title.

    `pages`: on how many other pages of the host the very line stands.
    """
    strength = weight(text) if len(text) >= MIN_CHARS else 0.0
    if (not strength and pages < MIN_REPEATS) or len(text) < MIN_CHARS or has_sentence(text) or _is_prose(text):
        return CLEAN
    parts, share = phrases(text), spam_share(text)
    if (is_official(text) or warns(fold(text))) and share < MOSTLY_SPAM:
        return CLEAN
    if strength >= 2 and share >= 0.5:
        return Judgement(0.97, f"{len(parts)} phrases without a sentence, {share:.0%} of them with words of spam")
    is_placed = is_first and is_window_title
    if strength >= 1 and len(parts) >= MIN_PHRASES and (is_placed or (pages > 0 and (is_first or is_window_title))):
        return Judgement(0.93, "a list of phrases with words of spam, above the page and on its neighbours or title")
    # The same list of phrases on top of several pages, and their title too: no portal's template does that.
    if pages >= MIN_REPEATS and is_placed and len(parts) > MIN_PHRASES and not is_official(text):
        return Judgement(0.92, f"a list of {len(parts)} phrases, on {pages} pages of the host, title and first line")
    return CLEAN


def spam_spans(title: str) -> list[tuple[int, int]]:
    """Give the spans of a title that are spam beside a real title; empty where all or nothing is spam."""
    if weight(title) < MIN_PART_WEIGHT:
        return []
    cuts = [0, *(hit.end() for hit in _PARTS.finditer(title)), len(title)]
    parts = [(low, high) for low, high in pairwise(cuts) if high > low]
    spam = [(low, high) for low, high in parts if _is_spam(title[low:high])]
    if not spam or len(spam) == len(parts):
        return []
    joined: list[tuple[int, int]] = []
    for low, high in spam:
        if joined and joined[-1][1] == low:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return joined


def _is_spam(part: str) -> bool:
    return (
        weight(part) >= MIN_PART_WEIGHT and spam_share(part) >= 0.5 and not is_official(part) and not warns(fold(part))
    )


def is_list(line: str) -> bool:
    """Tell whether a folded line is short phrases, and neither sentence nor notice."""
    if has_sentence(line) or is_official(line) or warns(line) or _is_prose(line):
        return False
    return not any(len(part) > PHRASE_CHARS and HAN_LETTER.search(part) for part in phrases(line))


def _is_prose(line: str) -> bool:
    """Tell whether a line is a sentence in a script that parts its words by blanks."""
    return line.endswith((".", "!", "?", "।")) and len(line.split()) >= MIN_PROSE and not HAN_LETTER.search(line)


def is_strange_list(line: str, own_text: str) -> bool:
    """Tell whether a folded line is a list of phrases with words of spam, of which the page's own text says nothing."""
    is_named = weight_of_folded(line) >= MIN_LIST_WEIGHT and not HAS_TRADE.search(own_text)
    is_lone = len(phrases(line)) < MIN_LISTED and not (offers(line) or is_named)
    if is_lone or len(own_text) < MIN_REST_CHARS or not is_list(line):
        return False
    share = spam_share(line)
    is_spam = share >= MOSTLY or (share >= PARTLY and weight_of_folded(line) >= MIN_LIST_WEIGHT)
    return is_spam and is_strong(line) and share_said(line, own_text) <= MAX_SAID


def is_stray(blocks: Sequence[Block], lines: Sequence[str], at: int) -> bool:
    """Tell whether the first line of a page, its window title too, is a list of phrases of some other business.

    Then below the menu stands another heading, of which the page speaks. `lines`: the blocks' folded texts.
    """
    headline = lines[at]
    if len(headline) < MIN_CHARS or len(phrases(headline)) < 2 or has_sentence(headline) or is_official(headline):
        return False
    if not (weight_of_folded(headline) or offers(headline)):
        return False
    return is_strange(blocks, lines, at) and heading_below_menu(blocks, lines, at) >= 0
