"""Advertisements without a link, set between a page's own paragraphs: an offer in words of spam, and whom to ask."""

from __future__ import annotations

import re
from collections.abc import Collection

from scraper.model import Block, Flow
from scraper.steps.purge.headline import Judgement
from scraper.steps.purge.lexicon import has_sentence, is_official, weight_of_folded

ADVERT = Judgement(0.9, "words of spam and an address or account to turn to; the page's own text is about other things")
MIN_WEIGHT = 2.0  # in words of the lexicon
MAX_CHARS = 200
# The account, or the address, to which an advertisement leads: folded text.
_CONTACT = re.compile(
    r"(?:微信|v信|薇信|威信|qq|扣扣|q群|telegram|电报|飞机|tg|whatsapp|skype)[^\w@]{0,3}(?:号|群|客服)?[^\w@]{0,3}@?[a-z0-9_-]{4,}"
    r"|(?:https?://|www\.)[^\s,，。]{4,}|(?<![a-z0-9@.-])[a-z0-9-]{2,30}\.(?:com|cc|vip|top|xyz|net|app|club|me|win|bet)(?![a-z])"
)
# What warns of such things or reports on them quotes their very words.
_ABOUT = re.compile(
    r"骗|赌|毒|警|谨防|切勿|请勿|短信|违法|非法|打击|整治|查处|查获|涉黄|犯罪|净网|举报|不法|警惕|风险|案"
)
_QUOTES = re.compile('[“”‘’「」『』"]')


def find_adverts(flow: Flow, lines: list[str], spam: Collection[int]) -> list[int]:
    """Give the indices of the blocks that are advertisements; none where the page itself speaks of such things.

    `lines`: the blocks' folded texts; `spam`: the blocks that are found out already.
    """
    found = [at for at, block in enumerate(flow.blocks) if at not in spam and _is_advert(block, lines[at])]
    if not found:
        return []
    own = [line for at, line in enumerate(lines) if at not in spam and at not in found]
    speaks = any(has_sentence(line) and _ABOUT.search(line) for line in own)
    return [] if speaks or weight_of_folded("\n".join(own)) > 0 else found


def _is_advert(block: Block, line: str) -> bool:
    return (
        len(line) <= MAX_CHARS
        and not block.is_hidden
        and _CONTACT.search(line) is not None
        and not _QUOTES.search(block.text)
        and not is_official(line)
        and weight_of_folded(line) >= MIN_WEIGHT
    )
