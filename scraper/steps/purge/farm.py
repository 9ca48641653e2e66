"""Link farms that readers can see, injected lines within the body, and lone marks at the top."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from scraper.model import Block, Flow
from scraper.rules import rows
from scraper.steps.purge.hidden import is_foreign
from scraper.steps.purge.lexicon import has_sentence, is_official, spam_share, weight_of_folded
from scraper.steps.purge.page import CLEAN, Judgement

_LONE = re.compile(r"^[?？]{1,3}$")
_SIGNED = re.compile(r"(?:powered|supported) by", re.IGNORECASE)
MIN_FARM_WEIGHT = 2
DENSE_WEIGHT = 4  # so many different words in one line that half of its phrases are enough


@cache
def _headings() -> list[tuple[str, re.Pattern[str]]]:
    return [(row[0], re.compile(row[1], re.MULTILINE)) for row in rows("rules/farms.tsv")]


def may_head_farm(lines: str) -> bool:
    """Tell whether one of these folded lines may head a link farm."""
    return any(pattern.search(lines) for _, pattern in _headings())


def heading_of_farm(text: str) -> str | None:
    """Give the id of the row whose pattern the folded line fits: it heads a link farm."""
    if len(text) > 60:
        return None
    return next((rule for rule, pattern in _headings() if pattern.match(text)), None)


def judge_block(block: Block, folded: str, host: str) -> tuple[str, Judgement]:
    """Judge one visible block: a line of spam links, a list of spam phrases, or none of these; `folded`: its text."""
    text = block.text
    strength = weight_of_folded(folded) if 4 <= len(text) <= 400 or block.link_chars else 0.0
    if strength < 1:
        return "", CLEAN
    share = spam_share(text)
    if _SIGNED.search(text) and share > 0:
        return "purge/farm-signature", Judgement(0.93, "a signature with words of spam")
    if share < 0.5 or is_official(text) or has_sentence(text):
        return "", CLEAN
    is_linked = block.link_chars > len(text) / 2
    if is_linked and (strength >= MIN_FARM_WEIGHT or has_foreign_link(block, host)):
        return "purge/farm", Judgement(0.95, f"links, {share:.0%} of their phrases with words of spam")
    if strength >= DENSE_WEIGHT or (strength > MIN_FARM_WEIGHT and share >= 0.6):
        return "purge/phrases", Judgement(0.95, f"phrases, {share:.0%} of them with words of spam")
    return "", CLEAN


def has_foreign_link(block: Block, host: str) -> bool:
    """Tell whether a link in the block leads to another host."""
    return any(is_foreign(href, host) for href in hrefs(block))


def hrefs(block: Block) -> list[str]:
    """Give the addresses of the links in a block."""
    found = []
    for piece in block.pieces:
        element = piece.node[0] if piece.is_link else None
        while element is not None and element.tag != "a":
            element = element.getparent()
        if element is not None:
            found.append(element.get("href") or "")
    return found


def follows_farm_heading(flow: Flow, start: int, host: str) -> list[int]:
    """Give the blocks after the heading of a farm: links, up to the first block that is none."""
    taken = []
    for index in range(start + 1, len(flow.blocks)):
        block = flow.blocks[index]
        if block.link_chars < len(block.text) * 0.6 or not all(_is_outside(href, host) for href in hrefs(block)):
            break
        taken.append(index)
    return taken


def _is_outside(href: str, host: str) -> bool:
    return is_foreign(href, host) or not urlsplit(href).path.strip("/")


def is_lone_mark(block: Block) -> bool:
    """Tell whether a line is nothing but a question mark, which a kit's failed conversion leaves on top."""
    return _LONE.match(block.text) is not None
