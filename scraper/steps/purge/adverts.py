"""Advertisements set between a page's own paragraphs: offers in words of spam, and offers of any other trade.

What no list of words knows is told by what it does: it sells, and has no word in common with the page.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from scraper.hanzi import fold
from scraper.rules import rows
from scraper.spoken import share_said
from scraper.steps.purge.clauses import has_own
from scraper.steps.purge.farm import has_foreign_link
from scraper.steps.purge.headline import HAS_TRADE
from scraper.steps.purge.lexicon import is_official, is_strong, weight_of_folded
from scraper.steps.purge.offers import (
    MAX_CHARS,
    MIN_CHARS,
    MIN_SCORE,
    OFFER,
    SURE_SCORE,
    is_advert,
    offers,
    selling_share,
    tells_account,
    warns,
)
from scraper.steps.purge.page import Judgement, Page
from scraper.steps.purge.subject import Subject

BOLD_WEIGHT = 2.0
BOLD_OFFERS = 2
ADVERT = Judgement(0.9, "an offer in words of spam; the page's own text is about other things")
STRANGE = Judgement(0.9, "an offer with an account or many promises, that has no word in common with the page")
PLAIN_SCORE = 1.5  # of a line with a strong word
MANY_OFFERS = 3  # promises that need no account
MAX_SHARED = 0.05  # of a line's words
MIN_SHARE = 0.6  # of a line, in clauses that sell
# What an office writes before its own telephone.
_LABEL = re.compile(
    r"^\W*(?:联\s?系|咨询|报名|监督|举报|投诉|服务|预约|订购|订票|地\s?址|电\s?话|邮\s?箱|网\s?址|附\s?件|来源|作者|发布|时间|日期|"
    r"主办|承办)"
)
# Without one of these a line names no account.
_SIGN = re.compile(
    r"[信扣鹅q@飞电蝠]|tg|vx|v:|加[v薇威徽巍微]|line|www|whats|1[3-9]\d|400|\.(?:com|cc|vip|top|xyz|net)"
)


def find_adverts(page: Page, spam: Collection[int]) -> list[int]:
    """Give the indices of the lines that offer in words of spam; none of those of which the page itself speaks.

    `spam`: the lines that are found out already.
    """
    blocks, lines, subject = page.flow.blocks, page.lines, page.subject
    # A row of a table is judged cell by cell.
    asked = [at for at in sorted(page.worded) if not (at in spam or blocks[at].is_hidden or blocks[at].is_row)]
    found = [at for at in asked if is_advert(lines[at]) and not has_own(blocks[at].text)]
    return [at for at in found if not subject.owns(lines[at]) or _is_bold(lines[at], subject)]


def _is_bold(line: str, subject: Subject) -> bool:
    """Tell whether a line sells so openly, with an account to write to, that the subject of the page is no excuse."""
    is_bold = tells_account(line) and weight_of_folded(line) >= BOLD_WEIGHT and offers(line) >= BOLD_OFFERS
    return is_bold and not subject.warns


def find_strange(page: Page, spam: Collection[int]) -> list[int]:
    """Give the indices of the lines that sell and have nothing in common with what else the page says."""
    blocks = page.flow.blocks
    called = {at for at, line in enumerate(page.lines) if _SIGN.search(line) and tells_account(line)}
    asked = [
        at
        for at in sorted(called | page.worded)
        if at not in spam
        and not (blocks[at].is_hidden or blocks[at].is_row)
        and (not blocks[at].link_chars or at in called or has_foreign_link(blocks[at], page.host))
    ]
    selling = {
        at for at in asked if _sells(page.lines[at], is_called=at in called) and not page.subject.owns(page.lines[at])
    }
    selling = {at for at in selling if not has_own(blocks[at].text)}
    if not selling:
        return []
    others = selling | set(spam)
    rest = "\n".join([fold(page.window), *(line for at, line in enumerate(page.lines) if at not in others)])
    if HAS_TRADE.search(rest):
        selling = {at for at in selling if weight_of_folded(page.lines[at]) >= 1}
    return [at for at in sorted(selling) if share_said(page.lines[at], rest) <= MAX_SHARED]


def _sells(line: str, *, is_called: bool) -> bool:
    if not MIN_CHARS <= len(line) <= MAX_CHARS or _LABEL.match(line) or warns(line):
        return False
    trades, is_worded = trades_in(line), is_strong(line) and not is_official(line)
    if not (trades or is_worded):
        return False
    promises = offers(line)
    is_plain = is_worded and promises > tells_account(line)
    words = weight_of_folded(line) if is_called or promises >= MANY_OFFERS or is_plain else 0.0
    if not (trades or is_plain) or not (is_called or words):
        return False
    least = PLAIN_SCORE if is_plain else SURE_SCORE if is_official(line) else MIN_SCORE
    return OFFER * (trades + promises) + words >= least and selling_share(line, sells_something) >= MIN_SHARE


def sells_something(clause: str) -> bool:
    """Tell whether a folded clause sells, whatever it is."""
    return bool(offers(clause) or trades_in(clause))


def trades_in(folded: str) -> int:
    """Count the words of selling in a folded text, whatever is sold."""
    return sum(1 for word in _trades() if word in folded)


@cache
def _trades() -> tuple[str, ...]:
    return tuple(row[0] for row in rows("rules/trades.tsv"))
