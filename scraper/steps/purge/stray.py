"""A headline that belongs to no page of the portal: it stands above the menu, and the page never speaks of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.hanzi import HAN
from scraper.model import Block
from scraper.spoken import MAX_SAID, MIN_REST_CHARS, heading_below_menu, is_strange, share_said
from scraper.steps.purge.headline import MIN_CHARS, Judgement
from scraper.steps.purge.lexicon import (
    PHRASE_CHARS,
    has_sentence,
    is_official,
    is_strong,
    phrases,
    spam_share,
    weight_of_folded,
)
from scraper.steps.purge.offers import offers, warns

HAN_LETTER = re.compile(f"[{HAN}]")
STRANGE_LIST = Judgement(0.92, "phrases with words of spam, of which the page says nothing else")
# What a page says that has goods or work to offer itself.
HAS_TRADE = re.compile(r"产品|特产|展销|农产|供求|招聘|求职|用工|租赁|出租|拍卖|转让|采摘|民宿|农家乐|消费券|优惠|展会")
MIN_LISTED = 2  # phrases; one is enough that offers something or is made of several words
MOSTLY, PARTLY = 0.5, 0.3  # of the phrases of a list
MIN_WEIGHT = 2  # in words of the lexicon, of one that is spam in part
STRAY = Judgement(0.92, "phrases above the menu, also the window title, of which the page does not speak")


def is_list(line: str) -> bool:
    """Tell whether a folded line is short phrases, and neither sentence nor notice."""
    if has_sentence(line) or is_official(line) or warns(line):
        return False
    return not any(len(part) > PHRASE_CHARS and HAN_LETTER.search(part) for part in phrases(line))


def is_strange_list(line: str, own_text: str) -> bool:
    """Tell whether a folded line is a list of phrases with words of spam, of which the page's own text says nothing."""
    is_named = weight_of_folded(line) >= MIN_WEIGHT and not HAS_TRADE.search(own_text)
    is_lone = len(phrases(line)) < MIN_LISTED and not (offers(line) or is_named)
    if is_lone or len(own_text) < MIN_REST_CHARS or not is_list(line):
        return False
    share = spam_share(line)
    is_spam = share >= MOSTLY or (share >= PARTLY and weight_of_folded(line) >= MIN_WEIGHT)
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
