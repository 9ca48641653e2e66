"""Spam written into a page's own paragraph without an element of its own: the clause goes, the paragraph stays.

Only where its ends are plain: in brackets, after the last full stop and without one of its own, or with the seller's
account between two marks. What runs into the page's own words cannot be told from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.hanzi import fold
from scraper.model import Flow
from scraper.steps.purge.lexicon import is_official, is_strong, weight_of_folded
from scraper.steps.purge.offers import is_advert, is_phrase, offers, tells_account, warns
from scraper.steps.purge.page import Judgement, Page
from scraper.steps.purge.subject import Subject

CLAUSE = Judgement(0.9, "a clause with words of spam in a paragraph that speaks of other things")
MIN_OWN = 10  # characters of the paragraph's own
_BRACKETED = re.compile(r"[（(【\[]([^（()）【】\[\]\n]{4,60})[）)】\]]")
_TAIL = re.compile(r"(?<=[。！？.!?”’」）)])\s*([^。！？!?“”‘’「」《》：:]{3,59}[^。！？.!?“”‘’「」《》：:])$")
_LAST = re.compile(r"(?:(?<=[。！？])|(?<=[a-z)\]][.!?] ))\s*([^。！？.!?“”‘’「」《》]{8,160}[。！？.!?])$")
_BETWEEN = re.compile(r"(?<=[，。；！？,;!?])\s*([^，。；！？,;!?“”‘’「」《》]{6,60}[，,；;]?)(?=[^，。；！？,;!?]|$)")


def find_clauses(flow: Flow, page: Page) -> Iterator[tuple[int, str]]:
    """Give the clauses to be taken out, one of a block: its index, and the words as they stand there."""
    for at in page.of(flow):
        block = flow.blocks[at]
        if block.is_row or block.is_linked:
            continue
        for words in _clauses(block.text):
            if len(block.text) - len(words) >= MIN_OWN and not _is_own(fold(words), page.subject):
                yield at, words
                break


def has_own(text: str) -> bool:
    """Tell whether a line that sells says something of its own beside the clauses that do."""
    rest = text
    for words in _clauses(text):
        rest = rest.replace(words, "")
    folded = fold(rest)
    return rest != text and len(rest) >= MIN_OWN and not weight_of_folded(folded) and not offers(folded)


def _clauses(text: str) -> Iterator[str]:
    for hit in _BRACKETED.finditer(text):
        if _is_set_in(fold(hit[1])):
            yield hit[0]
    tail, last = _TAIL.search(text), _LAST.search(text)
    if tail is not None and (is_phrase(tail[1]) or is_advert(fold(tail[1]))):
        yield tail[1]
        return
    if last is not None and is_advert(fold(last[1])):
        yield last[1]
        return
    for hit in _BETWEEN.finditer(text):
        folded = fold(hit[1])
        if tells_account(folded) and is_strong(folded) and offers(folded) and is_phrase(hit[1].rstrip("，,；;")):
            yield hit[1]


def _is_set_in(folded: str) -> bool:
    """Tell whether what stands in brackets sells: own words there name things, too, but no account for them."""
    if is_advert(folded) or (is_phrase(folded) and offers(folded)):
        return True
    return tells_account(folded) and weight_of_folded(folded) > 0 and not (warns(folded) or is_official(folded))


def _is_own(folded: str, subject: Subject) -> bool:
    """Tell whether the page itself speaks of such things; one that warns of all makes no offer of any."""
    return subject.speaks_of(folded) if offers(folded) else subject.owns(folded)
