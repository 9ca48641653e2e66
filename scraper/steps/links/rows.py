"""Candidates for rows: repeated siblings with a link, each with the text that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from scraper.elements import CUT
from scraper.lists.addresses import Addresses
from scraper.lists.wording import FOOTER, LOAD_MORE, MORE, NEXT, PAGER, READ_ON
from scraper.urls import canonical

SILENT = frozenset({"script", "style", "noscript", "template", "select", "option", "textarea", "head", "iframe", CUT})
_WITHIN_WORDS = frozenset({"b", "strong", "em", "i", "font", "u", "mark", "sup", "sub", etree.Comment})
_CLICKED = frozenset({"li", "tr", "td", "div", "span", "p", "h3", "h4", "dt", "dd"})
_STEPS = frozenset({"next", "prev"})  # HTML Living Standard, link types
_NESTS = frozenset({"ul", "ol", "dl", "table"})
# Parameters that show the same list otherwise.
_VIEW = re.compile(
    r"(?:\w*sort\w*|\w*order\w*|dir|asc|desc|lang(?:uage)?|print|mobile|wap|day|date|month|year|style|skin|font)=|C=[NMSD];O=[AD]$",
    re.IGNORECASE,
)
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link: where it leads (as written, and canonical to compare) and what it says."""

    element: HtmlElement = field(repr=False)
    url: str
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Band:
    """The part of a page that belongs to one row: its head element and the siblings up to the next head."""

    head: HtmlElement = field(repr=False)
    rest: tuple[HtmlElement, ...] = field(repr=False)
    anchors: tuple[Anchor, ...]
    lead: str = ""  # text of the container right before the head


@dataclass(frozen=True, slots=True)
class Strip:
    """A container and the bands in it."""

    container: HtmlElement = field(repr=False)
    bands: tuple[Band, ...]
    is_grid: bool = False  # several rows stand side by side in one row of a table


def squeeze(text: str) -> str:
    """Collapse blanks of every kind to one space and strip."""
    return _BLANK.sub(" ", text).strip()


def chunks(element: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Give the visible texts under an element with the element whose text or tail they are, without its own tail.

    A text begins with a blank unless it goes on from the one before: `<font color=red>第7</font>次` is one word.
    """
    stack: list[HtmlElement | tuple[HtmlElement, str]] = [element]
    while stack:
        item = stack.pop()
        if isinstance(item, tuple):
            yield item
            continue
        if not isinstance(item.tag, str) or item.tag in SILENT:
            continue
        if item.text:
            yield item, item.text if item.tag in _WITHIN_WORDS else f" {item.text}"
        for child in reversed(item):
            if child.tail:
                stack.append((item, child.tail if child.tag in _WITHIN_WORDS else f" {child.tail}"))
            stack.append(child)


def text_of(element: HtmlElement) -> str:
    """Give the visible text of an element, squeezed."""
    return squeeze("".join(text for _, text in chunks(element)))


def make_of(element: HtmlElement) -> str:
    """Name the make of an element: its tag and class."""
    return f"{element.tag!s}.{element.get('class') or ''!s}"


def find_anchors(tree: HtmlElement, addresses: Addresses, page_key: str) -> tuple[Anchor, ...]:
    """Find all links of the page that lead to another page, in document order; pagers' words are left out."""
    found = []
    for element in tree.iter():
        if not isinstance(element.tag, str) or not _is_clickable(element, addresses):
            continue
        url = addresses.of_element(element)
        if url is None or (key := canonical(url)) == page_key or _is_view(key, page_key):
            continue
        text = text_of(element) or squeeze(element.get("title") or alt_of(element))
        if any(words.match(text) for words in (PAGER, NEXT, LOAD_MORE, MORE)) or element.get("rel") in _STEPS:
            continue
        found.append(Anchor(element, url, key, text))
    return tuple(found)


def given_strip(anchors: tuple[Anchor, ...], heads: list[HtmlElement]) -> Strip:
    """Make the strip whose rows are known: each of `heads` is one."""
    mine: dict[HtmlElement, list[Anchor]] = {head: [] for head in heads}
    for anchor in anchors:
        for element in (anchor.element, *anchor.element.iterancestors()):
            if element in mine:
                mine[element].append(anchor)
                break
    parent = heads[0].getparent()
    bands = tuple(Band(head, (), tuple(found)) for head, found in mine.items() if found)
    return Strip(heads[0] if parent is None else parent, bands)


def own_anchors(band: Band) -> tuple[Anchor, ...]:
    """Give the links of a band without those of a list nested in it (解读 beside a document) and without 详细."""
    plain = [anchor for anchor in band.anchors if not _is_nested(anchor.element, band.head)]
    kept = plain or list(band.anchors)
    return tuple(anchor for anchor in kept if anchor.text) or tuple(kept)


def is_footer(band: Band) -> bool:
    """Tell whether a band is the foot of the page, by what it says outside its links."""
    linked = {anchor.element for anchor in band.anchors}
    return bool(FOOTER.search(" ".join(text for owner, text in chunks(band.head) if owner not in linked)))


def is_read_on(text: str) -> bool:
    """Tell whether a link says only "read more"."""
    return bool(READ_ON.match(text))


def _is_nested(element: HtmlElement, head: HtmlElement) -> bool:
    """Tell whether a link stands in a list of its own inside the row, after other content of the row."""
    parent = element if element is head else element.getparent()
    while parent is not None and parent is not head:
        if parent.tag in _NESTS and (parent.tag != "table" or len(list(islice(parent.iter("a"), 2))) > 1):
            return True  # a table around one link is layout
        parent = parent.getparent()
    return False


def _is_view(key: str, page_key: str) -> bool:
    """Tell whether a link leads to a folder that this page lies in, or to this very page, only shown otherwise.

    Otherwise: sorted, printed, in another language, of another day.
    """
    path, _, query = key.partition("?")
    here, _, mine = page_key.partition("?")
    if path[-1:] == "/" and path != here and here.startswith(path):
        return True
    if path != here or not query:
        return False
    new = set(query.split("&")) - set(mine.split("&"))
    return bool(new) and all(_VIEW.match(pair) for pair in new)


def _is_clickable(element: HtmlElement, addresses: Addresses) -> bool:
    if element.tag in ("a", "area"):
        return True
    if element.tag not in _CLICKED:
        return False
    return bool(element.get("onclick")) or (bool(addresses.clicks) and addresses.of_click(element) is not None)


def alt_of(element: HtmlElement) -> str:
    """Give what the first picture with words in an element says instead of itself."""
    return next((image.get("alt") or image.get("title") or "" for image in element.iter("img")), "")
