"""Advertisements set between a page's own paragraphs: an offer in words of spam."""

from __future__ import annotations

from collections.abc import Collection

from scraper.model import Flow
from scraper.steps.purge.clauses import has_own
from scraper.steps.purge.headline import Judgement
from scraper.steps.purge.lexicon import weight_of_folded
from scraper.steps.purge.offers import is_advert, offers, tells_account
from scraper.steps.purge.subject import Subject

BOLD_WEIGHT = 2.0
BOLD_OFFERS = 2
ADVERT = Judgement(0.9, "an offer in words of spam; the page's own text is about other things")


def find_adverts(
    flow: Flow, lines: list[str], worded: frozenset[int], spam: Collection[int], subject: Subject
) -> list[int]:
    """Give the indices of the blocks that are advertisements; none of those of which the page itself speaks.

    `lines`: the blocks' folded texts, `worded` the numbers of those with words; `spam`: what is found out already.
    """
    # A row of a table is judged cell by cell.
    asked = [at for at in sorted(worded) if not (at in spam or flow.blocks[at].is_hidden or flow.blocks[at].is_row)]
    found = [at for at in asked if is_advert(lines[at]) and not has_own(flow.blocks[at].text)]
    return [at for at in found if not subject.owns(lines[at]) or _is_bold(lines[at], subject)]


def _is_bold(line: str, subject: Subject) -> bool:
    """Tell whether a line sells so openly, with an account to write to, that the subject of the page is no excuse."""
    is_bold = tells_account(line) and weight_of_folded(line) >= BOLD_WEIGHT and offers(line) >= BOLD_OFFERS
    return is_bold and not subject.warns
