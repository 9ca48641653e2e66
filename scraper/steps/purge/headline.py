"""Spam headlines: a list of phrases put before everything else, often as the window title too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from scraper.hanzi import HAN, fold
from scraper.steps.purge.lexicon import has_sentence, is_official, phrases, spam_share, weight
from scraper.steps.purge.offers import warns

MIN_PHRASES = 3
MIN_CHARS = 12
MIN_REPEATS = 3
MIN_PART_WEIGHT = 1
FIRST_BLOCKS = 6  # blocks from the top in which a headline is looked for
# A blank parts phrases beside Han alone: in other scripts it stands between the words of one.
_PARTS = re.compile(rf"[_|｜,，]|—{{1,2}}|–|-|(?<=[{HAN}])\s+|\s+(?=[{HAN}])")


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
    strength = weight(text) if len(text) >= MIN_CHARS else 0.0
    if (not strength and pages < MIN_REPEATS) or len(text) < MIN_CHARS or has_sentence(text):
        return CLEAN
    parts, share = phrases(text), spam_share(text)
    if is_official(text) and share < 0.8:
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
