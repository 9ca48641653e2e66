"""Mend the text nodes of a page: all of them as one text, so that each is judged by the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml.html import HtmlElement

from scraper.dom import parse, set_text, text_nodes, whole_text
from scraper.layers import revise
from scraper.model import Change, DecodedPage, Mended, RestoredPage, Span, TextEvidence, TextNode
from scraper.steps.restore.codes import CodesFound
from scraper.steps.restore.mend import APPLY, may_be_converted, mend, page_evidence
from scraper.steps.restore.signs import look

_ATTRIBUTES = ("title", "alt")
_READ_META = re.compile(r"title|description|keywords|author|source|column|site|content", re.IGNORECASE)
_AROUND = 12  # characters on each side that tell a place
_BORDER = re.compile(r"[<>&\s]")
_UNLAWFUL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0 §2.2


def restore_page(page: DecodedPage, evidence: TextEvidence) -> RestoredPage:
    """Parse the page and mend its text nodes; a page without a sign of damage is only parsed."""
    tree = parse(page.text)
    text = whole_text(tree)
    signs = look(text)
    is_whole = signs.is_clean and "\ufffd" not in page.text  # attributes may have lost characters too
    if is_whole and not may_be_converted(signs, text, evidence):
        return RestoredPage(page, tree, evidence=page_evidence(signs, CodesFound(), None))
    nodes = list(readable_nodes(tree))
    text = "\n".join(text for _, text in nodes)
    outcome = mend(text, evidence, _told_by_bytes(page, text))
    is_touched = outcome.mended.changes or outcome.mended.unresolved
    mended = {node: _lawful(value) for node, value in _split(outcome.mended, nodes)} if is_touched else {}
    for node, value in mended.items():
        set_text(node, value.text)
    flags = ("restore_budget_spent",) if outcome.is_exhausted else ()
    return RestoredPage(page, tree, mended, outcome.evidence, flags)


def readable_nodes(tree: HtmlElement) -> Iterator[tuple[TextNode, str]]:
    """Give the text nodes and the attributes that people read."""
    yield from text_nodes(tree)
    for element in tree.iter("*"):
        for name in _ATTRIBUTES:
            value = element.get(name)
            if value and not value.isascii():
                yield (element, f"@{name}"), value
        if element.tag == "meta":
            value = element.get("content")
            if (
                value
                and not value.isascii()
                and _READ_META.search(element.get("name") or element.get("property") or "")
            ):
                yield (element, "@content"), value


def _told_by_bytes(page: DecodedPage, text: str) -> list[Change]:
    """Give the repairs of characters whose remaining bytes told what they were, found again by what stands around."""
    edits: dict[int, Change] = {}
    for lost in page.lost:
        if lost.confidence < APPLY:
            continue
        before = _BORDER.split(page.text[max(0, lost.start - _AROUND) : lost.start])[-1]
        after = _BORDER.split(page.text[lost.end : lost.end + _AROUND])[0]
        shown = page.text[lost.start : lost.end]
        place = text.find(before + shown + after)
        if place >= 0:
            start = place + len(before)
            reason = "one byte of this character was lost; the others and the neighbours tell which it was"
            change = Change(
                "restore/lost-byte",
                (start, start + len(shown)),
                shown,
                lost.likely,
                lost.confidence,
                reason,
                lost.alternatives,
            )
            edits.setdefault(start, change)
    return [edits[start] for start in sorted(edits)]


def _split(mended: Mended, nodes: list[tuple[TextNode, str]]) -> Iterator[tuple[TextNode, Mended]]:
    """Cut the mended text back into nodes; gives those that were changed or are damaged.

    No edit crosses a line end, and nodes are joined by line ends, so no change belongs to two nodes.
    """
    changes, damages = mended.changes, mended.unresolved
    raw = at = 0  # where the node begins in the page's own text and in the mended one
    change = damage = 0  # the next of each
    for node, text in nodes:
        raw_end = raw + len(text)
        grown = 0
        first = change
        while change < len(changes) and changes[change].span[0] - (at - raw) - grown <= raw_end:
            grown += len(changes[change].after) - len(changes[change].before)
            change += 1
        end = at + len(text) + grown
        first_damage = damage
        while damage < len(damages) and damages[damage].span[0] < max(end, at + 1):
            damage += 1
        if change > first or damage > first_damage:
            inside = tuple(replace(one, span=_shift(one.span, -at)) for one in changes[first:change])
            broken = tuple(replace(one, span=_shift(one.span, -at)) for one in damages[first_damage:damage])
            yield node, Mended(mended.text[at:end], inside, broken)
        raw, at = raw_end + 1, end + 1


def _shift(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


def _lawful(mended: Mended) -> Mended:
    """Take out what no XML tree holds, in a node that is written anew anyway."""
    reason = "control characters have no meaning in text"
    edits = [
        Change("restore/control", match.span(), match.group(), "", 0.99, reason)
        for match in _UNLAWFUL.finditer(mended.text)
    ]
    return revise(mended, edits)
