"""Mend the text nodes of a page: all of them as one text, so that each is judged by the whole."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from lxml import etree
from lxml.html import HtmlElement

from scraper.dom import parse, set_text, text_nodes, whole_text
from scraper.model import Change, DecodedPage, Mended, RestoredPage, TextEvidence, TextNode, Unresolved
from scraper.repairs import moved, revise, shifted
from scraper.steps.restore.codes import CodesFound
from scraper.steps.restore.mend import APPLY, Outcome, may_be_converted, mend, page_evidence
from scraper.steps.restore.signs import Signs, look

_ATTRIBUTES = ("title", "alt")
_READ_META = re.compile(r"title|description|keywords|author|source|column|site|content", re.IGNORECASE)
_TITLES = etree.XPath("|".join(f"//@{name}" for name in _ATTRIBUTES), smart_strings=False)
_TITLED = etree.XPath(f"descendant-or-self::*[{' or '.join(f'@{name}' for name in _ATTRIBUTES)}]")
_AROUND = 12  # characters on each side that tell a place
_BORDER = re.compile(r"[<>&\s]")
_UNLAWFUL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0 §2.2


def restore_page(page: DecodedPage, evidence: TextEvidence) -> RestoredPage:
    """Parse the page and mend its text nodes; a page without a sign of damage is only parsed."""
    tree = parse(page.text, page.raw.body if page.is_body else None)
    text = whole_text(tree)
    signs = look(text)
    is_whole = signs.is_clean and "\ufffd" not in page.text  # attributes may have lost characters too
    if is_whole and not may_be_converted(signs, text, evidence):
        return RestoredPage(page, tree, evidence=page_evidence(signs, CodesFound(), None))
    # Most pages with a sign of damage turn out to be whole: the nodes themselves are asked for where one is not.
    outcome = None
    if not signs.is_full_of_damage:
        text = "\n".join((text, *readable_attributes(tree)))
        outcome = mend(text, evidence, _told_by_bytes(page, text))
        if not outcome.mended.changes and not outcome.mended.unresolved:
            return RestoredPage(page, tree, evidence=outcome.evidence, flags=_flags(outcome, signs))
    nodes = list(readable_nodes(tree))
    by_node = "\n".join(text for _, text in nodes)
    if outcome is None or by_node != text:
        outcome = mend(by_node, evidence, _told_by_bytes(page, by_node))
    mended = {node: _lawful(value) for node, value in _split(outcome.mended, nodes)}
    for node, value in mended.items():
        set_text(node, value.text)
    return RestoredPage(page, tree, mended, outcome.evidence, _flags(outcome, signs))


def _flags(outcome: Outcome, signs: Signs) -> tuple[str, ...]:
    """Flag a page of which not all was tried; a long page in another language is no damage for that."""
    if not outcome.is_exhausted:
        return ()
    is_damaged = outcome.mended.changes or outcome.mended.unresolved or signs.is_gibberish
    return ("restore_budget_spent", "unresolved_damage") if is_damaged else ("restore_budget_spent",)


def readable_nodes(tree: HtmlElement) -> Iterator[tuple[TextNode, str]]:
    """Give the text nodes and the attributes that people read; blank ones are left out."""
    yield from ((node, text) for node, text in text_nodes(tree) if not text.isspace())
    for element in _TITLED(tree):
        for name, value in element.items():
            if name in _ATTRIBUTES and value and not value.isascii():
                yield (element, f"@{name}"), value
    for element in tree.iter("meta"):
        if content := _read_content(element):
            yield (element, "@content"), content


def readable_attributes(tree: HtmlElement) -> Iterator[str]:
    """Give the attributes of `readable_nodes` alone, in the same order, which is quicker."""
    for value in _TITLES(tree):
        if value and not value.isascii():
            yield value
    for element in tree.iter("meta"):
        if content := _read_content(element):
            yield content


def _read_content(meta: HtmlElement) -> str | None:
    """Give what a meta element says where people read it, and it is more than ASCII."""
    value = meta.get("content")
    if not value or value.isascii():
        return None
    return value if _READ_META.search(meta.get("name") or meta.get("property") or "") else None


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
    lengths = [len(text) + 1 for _, text in nodes]
    raw = list(accumulate(lengths, initial=0))  # where each node begins in the page's own text
    changes: dict[int, list[Change]] = defaultdict(list)
    grown = 0
    for change in mended.changes:
        number = bisect_right(raw, change.span[0] - grown) - 1
        changes[number].append(change)
        grown += len(change.after) - len(change.before)
        lengths[number] += len(change.after) - len(change.before)
    at = list(accumulate(lengths, initial=0))  # and where in the mended one
    damages: dict[int, list[Unresolved]] = defaultdict(list)
    for damage in mended.unresolved:
        damages[bisect_right(at, damage.span[0]) - 1].append(damage)
    for number in sorted({*changes, *damages}):
        start, end = at[number], at[number + 1] - 1
        inside = tuple(moved(one, -start) for one in changes[number])
        broken = tuple(replace(one, span=shifted(one.span, -start)) for one in damages[number])
        yield nodes[number][0], Mended(mended.text[start:end], inside, broken)


def _lawful(mended: Mended) -> Mended:
    """Take out what no XML tree holds, in a node that is written anew anyway."""
    reason = "control characters have no meaning in text"
    edits = [
        Change("restore/control", match.span(), match.group(), "", 0.99, reason)
        for match in _UNLAWFUL.finditer(mended.text)
    ]
    return revise(mended, edits)
