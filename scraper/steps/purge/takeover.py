"""Pages that were replaced as a whole: most of what a reader sees speaks like injected text."""

from __future__ import annotations

import re

from scraper.model import Flow
from scraper.steps.purge.headline import Judgement
from scraper.steps.purge.lexicon import is_official, weight, without_invisible

MIN_WEIGHT = 5  # summed weight of different words: one word said often is a topic, many are a shop window
MIN_SHARE = 0.5
_UNIT = re.compile("[\u2e80-\u9fff\uf900-\ufaff]|[^\\W\u2e80-\u9fff\uf900-\ufaff]+")
MIN_CHARS = 30
MAX_OFFICIAL = 0.2  # share of the page that may speak like a notice


def find_takeover(flow: Flow) -> dict[int, tuple[str, Judgement]]:
    """Give the blocks that speak like injected text, where they are most of the page; else none."""
    seen = [index for index, block in enumerate(flow.blocks) if not block.is_hidden]
    total = sum(_size(flow.blocks[index].text) for index in seen)
    if (
        sum(len(flow.blocks[index].text) for index in seen) < MIN_CHARS
        or weight(" ".join(flow.blocks[index].text for index in seen)) < MIN_WEIGHT
    ):
        return {}
    official = [index for index in seen if is_official(flow.blocks[index].text)]
    spam = [index for index in seen if index not in set(official) and weight(flow.blocks[index].text) > 0]
    share = sum(_size(flow.blocks[index].text) for index in spam) / total
    formal = sum(_size(flow.blocks[index].text) for index in official) / total
    if share < MIN_SHARE or formal > MAX_OFFICIAL:
        return {}
    reason = Judgement(0.95, f"{share:.0%} of what the page shows are lines with words of spam")
    return dict.fromkeys(spam, ("purge/takeover", reason))


def _size(text: str) -> int:
    """Give how much there is to read: characters of Han and kana, and words of other scripts."""
    return len(_UNIT.findall(without_invisible(text)))
