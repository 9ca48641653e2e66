"""Spam set into a page's own lines: the line stays, the link, the cell or the marked words go."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from scraper.hanzi import fold
from scraper.model import Block, Flow, Piece
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
from scraper.steps.purge.subject import Subject

INJECTED = Judgement(0.93, "words of spam with an element of their own, of which the page does not speak")
MAX_CHARS = 60  # what is set into a line is short
_CARRIERS = frozenset({"span", "b", "strong", "font", "em", "i", "u", "td", "th", "p", "div", "li"})


@dataclass(frozen=True, slots=True)
class _Part:
    """An element of a line, and its text there."""

    element: HtmlElement
    text: str


def find_inline(flow: Flow, page: Page) -> list[HtmlElement]:
    """Give the elements within lines that were set in as spam; none of those of which the page itself speaks."""
    return [
        part.element
        for at in page.of(flow)
        for part in _parts(flow.blocks[at])
        if _is_spam(part, flow.blocks[at], page.host, page.subject)
    ]


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


def _is_spam(part: _Part, block: Block, host: str, subject: Subject) -> bool:
    text = part.text.strip()
    folded = fold(text)
    is_link = part.element.tag == "a"
    if not text or weight(text) < MIN_WEIGHT or (subject.speaks_of(folded) if is_link else subject.owns(folded)):
        return False
    if is_link:
        href = (part.element.get("href") or "").strip()
        if not is_foreign(href, host) or is_trusted(href):
            return False
    elif len(text) == len(block.text):
        return False  # a whole line, judged as such
    if len("".join(part.element.itertext()).strip()) != len(text):
        return False  # the element goes on in other lines
    if is_advert(folded) or is_stuffed(text):
        return True
    return len(text) <= MAX_CHARS and (is_phrase(text) or (is_link and _is_offer(folded)))


def _is_offer(folded: str) -> bool:
    """Tell whether the text of a link to another host offers such things in weak words."""
    is_worded = weight_of_folded(folded) >= 1 and spam_share(folded) >= HALF and offers(folded)
    return bool(is_worded) and not (warns(folded) or is_official(folded) or has_sentence(folded))
