"""A headline that belongs to no page of the portal: it stands above the menu, and the page never speaks of it."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.model import Block
from scraper.spoken import is_beside_the_page
from scraper.steps.purge.headline import MIN_CHARS, Judgement
from scraper.steps.purge.lexicon import has_sentence, is_official, phrases, weight_of_folded
from scraper.steps.purge.offers import offers

STRAY = Judgement(0.92, "phrases above the menu, also the window title, of which the page does not speak")


def is_stray(blocks: Sequence[Block], lines: Sequence[str], at: int) -> bool:
    """Tell whether the first line of a page, its window title too, is a list of phrases of some other business.

    Then below the menu stands another heading, of which the page speaks. `lines`: the blocks' folded texts.
    """
    headline = lines[at]
    if len(headline) < MIN_CHARS or len(phrases(headline)) < 2 or has_sentence(headline) or is_official(headline):
        return False
    return bool(weight_of_folded(headline) or offers(headline)) and is_beside_the_page(blocks, lines, at)
