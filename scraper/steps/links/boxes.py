"""The boxes of a front page: 更多 in words or as a picture, headings that are links, tabs that name an address."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from scraper.lists.addresses import Addresses
from scraper.lists.wording import LOAD_MORE, MORE, NO_SECTION, PAGER
from scraper.results import SectionLink
from scraper.steps.links.outline import Outline
from scraper.steps.links.rows import alt_of, squeeze, text_of
from scraper.steps.links.titles import title_weight
from scraper.urls import canonical, is_same_site

_NAME = re.compile(r"^[^\d\W][\w \-&,'、·（）()“”/]{1,38}$")
_MORE_OF = re.compile(r"^(?:查看)?更多\s*")
_MORE_PICTURE = re.compile(r"(?:^|[/_-])more\d*\.(?:gif|png|jpe?g|svg)$", re.IGNORECASE)
_MORE_NAME = re.compile(r"(?:^|[\s_-])(?:more|gengduo)(?:$|[\s_-])", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5"})
_LEAST_BELOW = 3  # links of the box under a heading
MOST = 300
NAME_CHARS = 80  # before it is cleaned
LEADS_BY = ("onclick", "data-url", "data-href", "data-link", "data-more")  # of an element that is no link
_MOST_TABS = 8
_TAB_CHARS = 12
_MOST_SIBLINGS = 8  # before a 更多 that may be the head of its box


@dataclass(frozen=True, slots=True)
class Boxes:
    """How much a page is a front page: its boxes that lead on to a section each."""

    sections: tuple[SectionLink, ...]


def read_boxes(outline: Outline, addresses: Addresses) -> Boxes:
    """Find the links that say 更多 with the heading of the box that they stand in, the first `MOST` of them."""
    found: dict[str, SectionLink] = {}
    heads: Counter[HtmlElement] = Counter()
    seen = 0
    for element in outline.tree.iter("a"):
        if seen >= MOST or not outline.is_short(element, NAME_CHARS):
            continue
        said = menu_text(element) or alt_of(element)
        tooltip = squeeze(element.get("title") or "")
        is_more = bool(MORE.match(said or tooltip)) or (not said and _is_more_picture(element))
        if not is_more and not _heads_rows(element, said):
            continue
        url = addresses.of_element(element)
        if url is None or not is_same_site(url, addresses.base):
            continue
        seen += 1
        told = _cleaned(_MORE_OF.sub("", tooltip)) if _MORE_OF.match(tooltip) else None  # 更多通知公告
        name = told or (_box_name(element, outline, heads) if is_more else said)
        if name:
            found.setdefault(canonical(url), SectionLink(name, url))
    for link in _tab_links(outline, addresses):
        found.setdefault(canonical(link.url), link)
    return Boxes(tuple(found.values()))


def _is_more_picture(element: HtmlElement) -> bool:
    """Tell whether a link without words says 更多 by its picture or by the name of its icon."""
    names = " ".join(part.get("class") or "" for part in element.iter() if isinstance(part.tag, str))
    is_icon = bool(_MORE_NAME.search(names))
    return is_icon or any(_MORE_PICTURE.search(image.get("src") or "") for image in element.iter("img"))


def _heads_rows(element: HtmlElement, said: str) -> bool:
    """Tell whether a link is the whole heading of a box: it says a section's name, and rows stand right below it."""
    heading = element.getparent()
    if heading is None or heading.tag not in _HEADINGS or not is_name(said) or title_weight(said) > 0:
        return False
    below = heading.getnext()
    if below is None or below.tag not in ("ul", "ol", "dl", "table"):
        return False
    return sum(1 for _ in islice(below.iter("a"), _LEAST_BELOW)) == _LEAST_BELOW


def _tab_links(outline: Outline, addresses: Addresses) -> list[SectionLink]:
    """Give the tabs side by side that name the address of their section in an attribute: the heads of boxes."""
    groups: dict[HtmlElement | None, list[SectionLink]] = {}
    for element in outline.tree.iter("li", "span", "div", "h3", "a"):
        given = next((value for name in LEADS_BY[1:] if (value := element.get(name))), None)
        if given is None or element.get("href") or not outline.is_short(element, _TAB_CHARS):
            continue
        said, url = text_of(element), addresses.resolve(given)
        if url and is_same_site(url, addresses.base) and is_name(said) and not LOAD_MORE.match(said):
            groups.setdefault(element.getparent(), []).append(SectionLink(said, url))
    return [link for links in groups.values() if len(links) > 1 for link in links]


def menu_text(element: HtmlElement) -> str:
    """Give what a link of a menu says, with its picture's words where it has no others."""
    if element.tag == "option":
        return squeeze(element.text or "")
    text = text_of(element)
    return text or squeeze(element.get("alt") or element.get("title") or "")


def _box_name(more: HtmlElement, outline: Outline, heads: Counter[HtmlElement]) -> str | None:
    """Give the heading of the box around a 更多 link: a heading, else the first short text of the box's head.

    Where boxes share a head of tabs, the first has the name of the first tab; `heads` counts who took one.
    """
    element = more
    for _ in range(4):
        parent = element.getparent()
        if parent is None or parent.tag == "body":
            return None
        headings = islice(parent.iter("h1", "h2", "h3", "h4", "h5"), _MOST_SIBLINGS)
        siblings = islice(element.itersiblings(preceding=True), _MOST_SIBLINGS)
        for said in (*headings, *siblings):
            if not isinstance(said.tag, str) or not outline.is_short(said, NAME_CHARS):
                continue
            tabs = _tabs(said)
            heads[said] += 1
            if len(tabs) >= heads[said] > 0 and len(tabs) > 1:
                return tabs[heads[said] - 1]
            if name := _cleaned(text_of(said) or alt_of(said)):
                return name
        if name := _cleaned(squeeze(parent.text or "")):
            return name
        element = parent
    return None


def _tabs(head: HtmlElement) -> list[str]:
    """Give the names of the tabs in a head: two or more elements side by side, each with a name of its own."""
    holder = head
    while len(holder) == 1 and not squeeze(holder.text or ""):
        holder = holder[0]
    if any(squeeze(child.tail or "").strip("|/·") for child in holder) or len(holder) > _MOST_TABS:
        return []
    names = [_cleaned(text_of(child)) for child in holder if isinstance(child.tag, str)]
    tabs = [name for name in names if name and len(name) <= _TAB_CHARS]
    return tabs if len(tabs) == len(holder) else []


def _cleaned(text: str) -> str | None:
    text = re.sub(r"[\s+]*(?:更多|more)[\s>»›+.…]*$", "", text, flags=re.IGNORECASE).strip(" |·:：")
    return text if is_name(text) else None


def is_name(text: str) -> bool:
    """Tell whether a text may name a section: no pager's word, no 更多, nothing that leads to no articles."""
    return bool(_NAME.match(text)) and not NO_SECTION.search(text) and not PAGER.match(text) and not MORE.match(text)
