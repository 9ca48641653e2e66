"""Spam set into a page's own lines: the line stays, the link, the cell or the marked words go."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from scraper.hanzi import fold
from scraper.model import Block, Flow, Piece
from scraper.spoken import share_said
from scraper.steps.purge.addresses import leads_to_strange, trade_of_host
from scraper.steps.purge.headline import HAN_LETTER
from scraper.steps.purge.hidden import is_foreign, is_trusted
from scraper.steps.purge.lexicon import (
    has_sentence,
    is_official,
    is_stuffed,
    spam_share,
    weight,
    weight_of_folded,
)
from scraper.steps.purge.offers import HALF, MIN_WEIGHT, is_advert, is_phrase, offers, warns
from scraper.steps.purge.page import Judgement, Page

INJECTED = Judgement(0.93, "words of spam with an element of their own, of which the page does not speak")
MAX_CHARS = 60  # what is set into a line is short
_TRAIL = re.compile(r"\s*(?:您|你|我)?(?:现在|当前|所在)*的?所?在?位置|\s*you are here\b", re.IGNORECASE)
_CARRIERS = frozenset({"span", "b", "strong", "font", "em", "i", "u", "td", "th", "p", "div", "li"})


@dataclass(frozen=True, slots=True)
class _Part:
    """An element of a line, and its text there."""

    element: HtmlElement
    text: str


def find_inline(flow: Flow, page: Page) -> list[HtmlElement]:
    """Give the elements within lines that were set in as spam; none of those of which the page itself speaks."""
    found: dict[HtmlElement, None] = {}
    for at in page.of(flow):
        block = flow.blocks[at]
        parts = _parts(block)
        spam = [part for part in parts if _is_spam(part, block, page)]
        if spam and block.is_row:
            # What stands beside a name in its row and sells is the rest of the same offer.
            spam += [part for part in parts if part not in spam and part.element.tag != "a" and _sells(part, page)]
        found |= dict.fromkeys(part.element for part in spam)
    for block in flow.blocks:
        if block.link_chars and ("位置" in block.text or "here" in block.text) and _TRAIL.match(block.text):
            found |= dict.fromkeys(part.element for part in _strange_crumbs(block, page.host))
        elif 0 < block.link_chars < len(block.text) / 2:
            found |= dict.fromkeys(part.element for part in _parts(block) if _leads_to_trade(part, page))
    return list(found)


def _sells(part: _Part, page: Page) -> bool:
    folded = fold(part.text)
    return offers(folded) > 0 and not page.subject.owns(folded)


def _leads_to_trade(part: _Part, page: Page) -> bool:
    """Tell whether a link leads to another host whose name tells of a trade of which the page does not speak."""
    href = (part.element.get("href") or "").strip() if part.element.tag == "a" else ""
    kind = trade_of_host(href) if href else None
    if kind is None or not is_foreign(href, page.host) or page.subject.speaks_of_trade(kind):
        return False
    return is_phrase(part.text) or offers(fold(part.text)) > 0 or HAN_LETTER.search(part.text) is not None


def _strange_crumbs(block: Block, host: str) -> list[_Part]:
    """Give the links of a trail that lead to strange hosts, behind one that leads to the site itself."""
    links = [part for part in _parts(block) if part.element.tag == "a"]
    strange = [is_foreign(href := part.element.get("href") or "", host) and not is_trusted(href) for part in links]
    return (
        [part for part, is_strange in zip(links, strange, strict=True) if is_strange]
        if not all(strange) and not strange[0]
        else []
    )


def _parts(block: Block) -> list[_Part]:
    """Give the parts of a line that have an element of their own."""
    pieces: dict[HtmlElement, list[Piece]] = {}
    for piece in block.pieces:
        element = _carrier(piece)
        if element is not None:
            pieces.setdefault(element, []).append(piece)
    return [_Part(element, _text(parts)) for element, parts in pieces.items()]


def _carrier(piece: Piece) -> HtmlElement | None:
    """Give the link around a piece of a line, else the inline element or the cell that it is all of."""
    element: HtmlElement | None = piece.element if piece.slot == "text" else piece.element.getparent()
    if not piece.is_link:
        is_own = piece.slot == "text" and element is not None and element.tag in _CARRIERS and not len(element)
        return element if is_own else None
    while element is not None and element.tag != "a":
        element = element.getparent()
    return element


def _text(pieces: list[Piece]) -> str:
    return "".join([piece.plain for piece in pieces])


def _is_spam(part: _Part, block: Block, page: Page) -> bool:
    host, subject = page.host, page.subject
    text = part.text.strip()
    folded = fold(text)
    is_link = part.element.tag == "a"
    if not text or weight(text) < MIN_WEIGHT or (subject.speaks_of(folded) if is_link else subject.owns(folded)):
        return False
    if is_link:
        href = (part.element.get("href") or "").strip()
        if is_trusted(href) or not (is_foreign(href, host) or (_TRAIL.match(block.text) and is_phrase(text))):
            return False
    elif len(text) == len(block.text):
        return False  # a whole line, judged as such
    if len("".join(part.element.itertext()).strip()) != len(text):
        return False  # the element goes on in other lines
    if is_advert(folded) or is_stuffed(text):
        return True
    return len(text) <= MAX_CHARS and (is_phrase(text) or (is_link and _is_offer(part.element, folded, page)))


def _is_offer(link: HtmlElement, folded: str, page: Page) -> bool:
    """Tell whether the text of a link to another host offers such things in weak words.

    Where the host is of letters and digits, words are enough of which the page says nothing.
    """
    if spam_share(folded) < HALF or warns(folded) or is_official(folded) or has_sentence(folded):
        return False
    if weight_of_folded(folded) >= 1 and offers(folded):
        return True
    return leads_to_strange(link.get("href") or "") and not share_said(folded, page.own_text)
