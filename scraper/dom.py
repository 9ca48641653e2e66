"""The few things asked of lxml: parse, walk the text, cut without losing a neighbour's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from lxml import etree
from lxml.html import (
    HtmlComment,
    HtmlElement,
    HtmlEntity,
    HTMLParser,
    HtmlProcessingInstruction,
    document_fromstring,
)

from scraper.elements import CUT
from scraper.model import TextNode

MANY_COMMENTS = 2_000  # for each text, lxml's XPath looks back over all comments before it: minutes for 100,000
MOST_SOUP = 1_000_000  # characters that beautifulsoup4 is asked to read: about two seconds at most
_SILENT = frozenset({"script", "style", "noscript", "template", CUT})
_ALL_TEXT = etree.XPath("//text()", smart_strings=False)
_SILENT_TEXT = etree.XPath("|".join(f"//{tag}/text()" for tag in sorted(_SILENT)), smart_strings=False)
# lxml.html's own parser asks a Python function for the class of every element that is touched: half of a walk's time.
# What it finds beside HtmlElement are classes for forms and labels, of which nothing here makes use.
_CLASSES = etree.ElementDefaultClassLookup(
    element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction, entity=HtmlEntity
)


def parse(text: str, body: bytes | None = None) -> HtmlElement:
    """Parse a page of any quality; an empty page gives an empty tree, never an error.

    `body`: the same text in UTF-8, where it is at hand; else a lone surrogate becomes `?`.
    """
    source = _lawful(text.encode("utf-8", "replace") if body is None else body)
    is_littered = source.count(b"!") > MANY_COMMENTS and source.count(b"<!--") > MANY_COMMENTS
    parser = HTMLParser(
        huge_tree=True, remove_pis=True, remove_comments=is_littered, collect_ids=False, encoding="utf-8"
    )
    parser.set_element_class_lookup(_CLASSES)
    try:
        tree = document_fromstring(source, parser=parser)
    except (etree.ParserError, ValueError):
        tree = document_fromstring("<html><body></body></html>", parser=parser)
    if text and len(text) <= MOST_SOUP and next(tree.itertext(), None) is None:
        mended = _from_soup(source.decode(), parser)
        return tree if mended is None else mended
    return tree


def _from_soup(text: str, parser: HTMLParser) -> HtmlElement | None:
    """Read a page of which lxml gives no text at all (nested deeper than libxml2 goes): its strings as paragraphs."""
    from bs4 import BeautifulSoup  # noqa: PLC0415 - twelve times the cost of lxml, and hardly ever needed

    soup = BeautifulSoup(text, "html.parser")
    strings = [escape(string) for string in soup.stripped_strings]
    if not strings:
        return None
    return document_fromstring(f"<html><body><p>{'</p><p>'.join(strings)}</p></body></html>", parser=parser)


def text_nodes(tree: HtmlElement) -> Iterator[tuple[TextNode, str]]:
    """Give each text node that people can read, in document order: scripts, styles and comments are passed over."""
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment")):
        if event == "start" and element.text and element.tag not in _SILENT:
            yield (element, "text"), element.text
        elif event in ("end", "comment") and element.tail and element is not tree:
            yield (element, "tail"), element.tail


def whole_text(tree: HtmlElement) -> str:
    """Give the text that people can read as one string, a line a node, blank ones left out; quicker than node by node.

    The silent texts are taken out of all texts by walking both in document order.
    """
    silent = iter(_SILENT_TEXT(tree))
    following = next(silent, None)
    lines = []
    for text in _ALL_TEXT(tree):
        if text == following:
            following = next(silent, None)
        elif not text.isspace():
            lines.append(text)
    return "\n".join(lines)


def squeezed_text(element: HtmlElement) -> str:
    """Give all text within an element, with single blanks and none at the ends."""
    return " ".join("".join(element.itertext()).split())


def asks_for_password(tree: HtmlElement) -> bool:
    """Tell whether a page has a field for a password."""
    return any((field.get("type") or "").lower() == "password" for field in tree.iter("input"))


def set_text(node: TextNode, text: str) -> None:
    """Write `text` into a text node or attribute."""
    element, slot = node
    if slot == "text":
        element.text = text
    elif slot == "tail":
        element.tail = text
    else:
        element.set(slot.removeprefix("@"), text)


def cut(element: HtmlElement) -> None:
    """Take an element out with all that is in it; its tail and its place stay, so text nodes keep their identity."""
    element.clear(keep_tail=True)
    element.tag = CUT


# HTML Standard 13.2.6.4.19 and .22: what follows </body> or </html> is read as part of the body; libxml2 drops it.
_END = re.compile(rb"</(?:body|html)\s*>", re.IGNORECASE)


# libxml2 compares each attribute of a tag with all before it: 100,000 on one tag take it minutes. No honest tag has
# 256; one that has loses them all. Only a tag of some length is looked at closely.
_LONG_TAG = re.compile(rb"<(?=[^>]{768})[a-zA-Z][^<>]{768}")  # the first look is quick
_CROWDED_TAG = re.compile(
    rb"""(<[a-zA-Z][^\s/>]*+)(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+){256,}+"""
)
_DECLARATION = re.compile(rb"\s*+<\?xml")


def _lawful(source: bytes) -> bytes:
    """Make of a page in UTF-8 what lxml takes: NUL and an encoding declaration are dropped.

    Where a page ends twice, only its last end counts; a tag of hundreds of attributes has none.
    """
    if source.count(b"</html") + source.count(b"</HTML") > 1:
        end = max(source.rfind(b"</html"), source.rfind(b"</HTML"))
        source = _END.sub(b"", source[:end]) + source[end:]
    source = source.replace(b"\x00", b"")  # HTML Standard 13.2.6.4.7, "in body": a NUL in text is ignored
    if any(_CROWDED_TAG.match(source, tag.start()) for tag in _LONG_TAG.finditer(source)):
        source = _CROWDED_TAG.sub(rb"\1 ", source)
    if _DECLARATION.match(source):
        source = source[source.find(b"?>") + 2 :]
    return source
