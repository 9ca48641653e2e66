"""Mend the text nodes of a page: all of them as one text, so that each is judged by the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from scraper.dom import parse, set_text, text_nodes
from scraper.mended import cut
from scraper.model import DecodedPage, Mended, RestoredPage, TextEvidence, TextNode
from scraper.steps.restore.mend import mend
from scraper.steps.restore.signs import look

_ATTRIBUTES = ("title", "alt")
_READ_META = re.compile(r"title|description|keywords|author|source|column|site|content", re.IGNORECASE)
# References that the parser undoes, so that the page's source cannot show what they hide.
_HIDDEN = re.compile(r"&(?:amp;)*#|&(?!nbsp;|amp;|lt;|gt;|quot;)[a-zA-Z]{2,8};")


def restore_page(page: DecodedPage, evidence: TextEvidence) -> RestoredPage:
    """Parse the page and mend its text nodes; a page without a sign of damage is only parsed."""
    tree = parse(page.text)
    signs = look(page.text)
    if signs.is_clean and signs.traditional < 5 and evidence.script is None and not _HIDDEN.search(page.text):
        return RestoredPage(page, tree, evidence=mend(page.text, evidence).evidence)
    nodes = list(readable_nodes(tree))
    outcome = mend("\n".join(text for _, text in nodes), evidence)
    mended = dict(_split(outcome.mended, nodes))
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


def _split(mended: Mended, nodes: list[tuple[TextNode, str]]) -> Iterator[tuple[TextNode, Mended]]:
    """Cut the mended text back into nodes; gives those that were changed or are damaged."""
    changes, unresolved = list(mended.changes), list(mended.unresolved)
    raw = at = 0  # where the node begins in the page's own text and in the mended one
    shift = 0
    index = 0
    for node, text in nodes:
        raw_end = raw + len(text)
        start = at
        grown = 0
        first = index
        while index < len(changes) and changes[index].span[0] - (shift + grown) <= raw_end:
            change = changes[index]
            grown += len(change.after) - len(change.before)
            index += 1
        end = start + len(text) + grown
        if index > first or any(start <= damage.span[0] < end for damage in unresolved):
            inside = cut(mended, start, end) if index > first else cut(_only_damage(mended), start, end)
            yield node, inside
        raw, at, shift = raw_end + 1, end + 1, shift + grown


def _only_damage(mended: Mended) -> Mended:
    return Mended(mended.text, (), mended.unresolved)
