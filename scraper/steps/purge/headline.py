"""Spam headlines: a list of phrases put before everything else, often as the window title too."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.steps.purge.lexicon import has_sentence, is_official, phrases, spam_share, weight

MIN_PHRASES = 3
MIN_CHARS = 12
FIRST_BLOCKS = 6  # blocks from the top in which a headline is looked for


@dataclass(frozen=True, slots=True)
class Judgement:
    """How sure it is that a line was injected, and why."""

    confidence: float
    reason: str


CLEAN = Judgement(0.0, "")


def judge_line(text: str, *, is_first: bool, is_window_title: bool, pages: int) -> Judgement:
    """Judge a line that stands at the top of a page or is its window title.

    `pages`: on how many other pages of the host the very line stands.
    """
    if len(text) < MIN_CHARS or has_sentence(text):
        return CLEAN
    parts = phrases(text)
    share, strength = spam_share(text), weight(text)
    if is_official(text) and share < 0.8:
        return CLEAN
    if strength >= 2 and share >= 0.5:
        return Judgement(0.97, f"{len(parts)} phrases without a sentence, {share:.0%} of them with words of spam")
    place = is_first or is_window_title
    if strength >= 1 and len(parts) >= MIN_PHRASES and place and (pages > 0 or (is_first and is_window_title)):
        return Judgement(0.93, "a list of phrases with words of spam, above the page and on its neighbours or title")
    return CLEAN
