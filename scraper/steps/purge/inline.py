"""Spam links set into a page's own paragraphs: the paragraph stays, the link goes with its text."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from scraper.model import Block, Flow, Piece
from scraper.steps.purge.headline import Judgement
from scraper.steps.purge.hidden import is_foreign, is_trusted
from scraper.steps.purge.lexicon import has_sentence, is_official, spam_share, weight

INJECTED = Judgement(0.93, "a link to another host, its words stand nowhere else on the page and are words of spam")
MAX_LINK_CHARS = 60  # what is set into a sentence is short
MAX_LINKED_SHARE = 0.5  # of a paragraph of its own; a line of more is judged as a whole


@dataclass(frozen=True, slots=True)
class _Link:
    element: HtmlElement
    text: str


def find_inline(flow: Flow, host: str) -> list[HtmlElement]:
    """Give the links within paragraphs that were set in as spam; none where the page itself speaks of such things."""
    found = []
    for block in flow.blocks:
        if block.link_chars and not block.is_hidden and block.link_chars < len(block.text) * MAX_LINKED_SHARE:
            found += [link.element for link in _links(block) if _is_spam(link, host)]
    if not found:
        return []
    injected = set(found)
    own = [_text([piece for piece in block.pieces if _link_of(piece) not in injected]) for block in flow.blocks]
    return found if weight("\n".join(own)) == 0 else []


def _links(block: Block) -> list[_Link]:
    """Give the links of a block, each with its text in this block."""
    pieces: dict[HtmlElement, list[Piece]] = {}
    for piece in block.pieces:
        element = _link_of(piece)
        if element is not None:
            pieces.setdefault(element, []).append(piece)
    return [_Link(element, _text(parts)) for element, parts in pieces.items()]


def _link_of(piece: Piece) -> HtmlElement | None:
    element = piece.element if piece.is_link else None
    if element is not None and piece.slot == "tail":
        element = element.getparent()
    while element is not None and element.tag != "a":
        element = element.getparent()
    return element


def _text(pieces: list[Piece]) -> str:
    return "".join([piece.text if isinstance(piece.text, str) else piece.text.text for piece in pieces])


def _is_spam(link: _Link, host: str) -> bool:
    href = (link.element.get("href") or "").strip()
    text = link.text.strip()
    if not is_foreign(href, host) or is_trusted(href) or not text or len(text) > MAX_LINK_CHARS:
        return False
    if len("".join(link.element.itertext()).strip()) != len(text):
        return False  # the link goes on in other lines
    return weight(text) >= 1 and spam_share(text) >= 0.5 and not is_official(text) and not has_sentence(text)
