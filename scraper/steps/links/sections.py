"""The sections that a portal's page leads to: boxes with 更多, navigation, menus written by script."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from scraper.addresses import Addresses
from scraper.model import SectionLink
from scraper.steps.links.outline import MAX_HEIGHT, Outline
from scraper.steps.links.rows import squeeze, text_of
from scraper.urls import canonical, is_same_site
from scraper.wording import MORE, NO_SECTION, PAGER

_NAME = re.compile(r"^[^\d\W][\w \-&,'、·（）()“”/]{1,38}$")
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|rar|jpe?g|png|gif|mp4|css|js|xml)(?:[?#]|$)", re.IGNORECASE)
# What an article's address has and a section's has not, unless it says that it is a list.
_ARTICLE = re.compile(r"\d{5,}|/(?:19|20)\d\d[-/]\d{1,2}[-/]|/(?:19|20)\d{4}/", re.IGNORECASE)
_LIST = re.compile(r"list|col|channel|class|cat|node|index|section|topic", re.IGNORECASE)
_WRITTEN = re.compile(
    r"<a\b[^<>]*?href=\\?[\"']([^\"'\\]+)\\?[\"'][^<>]*+>\s*+(?:<[^<>]++>){0,6}+([^<]{1,40})<", re.IGNORECASE
)
_ASSIGNED = re.compile(r"(?<![\w$])([A-Za-z_$][\w$]*+)\s*+=\s*+['\"]([^'\"]+)['\"]")
_JOINED = re.compile(r"^['\"]\s*\+\s*([A-Za-z_$][\w$]*)\s*\+\s*['\"]$")
MOST = 300
_NAME_CHARS = 80  # before it is cleaned
_MOST_SIBLINGS = 8  # before a 更多 that may be the head of its box


@dataclass(frozen=True, slots=True)
class Boxes:
    """How much a page is a front page: its boxes that lead on to a section each."""

    sections: tuple[SectionLink, ...]


def read_boxes(outline: Outline, addresses: Addresses) -> Boxes:
    """Find the links that say 更多 with the heading of the box that they stand in, the first `MOST` of them."""
    found: dict[str, SectionLink] = {}
    seen = 0
    for element in outline.tree.iter("a"):
        if seen >= MOST or not outline.is_short(element, _NAME_CHARS):
            continue
        text = text_of(element) or squeeze(element.get("title") or "")
        if not MORE.match(text):
            continue
        url = addresses.of_element(element)
        if url is None or not is_same_site(url, addresses.base):
            continue
        seen += 1
        name = _box_name(element, outline)
        if name:
            found.setdefault(canonical(url), SectionLink(name, url))
    return Boxes(tuple(found.values()))


def read_sections(outline: Outline, addresses: Addresses, boxes: Boxes) -> tuple[SectionLink, ...]:
    """Give the sections that a page leads to, those with a box first, each address once, at most `MOST`."""
    here = canonical(addresses.base)
    found = {canonical(link.url): link for link in boxes.sections}
    for name, url in (*_menu_links(outline, addresses), *_written_links(outline.tree, addresses)):
        key = canonical(url)
        if key == here or not is_same_site(url, addresses.base) or not _is_name(name):
            continue
        if _FILE.search(url) or _is_home(url) or (_ARTICLE.search(url) and not _LIST.search(url)):
            continue
        found.setdefault(key, SectionLink(name, url))
    return tuple(found.values())[:MOST]


def _menu_links(outline: Outline, addresses: Addresses) -> list[tuple[str, str]]:
    links = []
    for element in outline.tree.iter("a"):
        measure = outline.measures[element]
        text = text_of(element) if measure.chars <= _NAME_CHARS and measure.height <= MAX_HEIGHT else ""
        if 2 <= len(text) <= 40 and (url := addresses.of_element(element)):
            links.append((text, url))
    return links


def _written_links(tree: HtmlElement, addresses: Addresses) -> list[tuple[str, str]]:
    """Read the links of menus that are written by script; a name in a variable is looked up before it."""
    links = []
    for script in tree.iter("script"):
        code = script.text or ""
        if "<a" not in code:
            continue
        assigned = deque(_ASSIGNED.finditer(code))
        values: dict[str, str] = {}
        for match in _WRITTEN.finditer(code):
            name = match.group(2).strip()
            joined = _JOINED.match(name)
            while assigned and assigned[0].start() < match.start():
                value = assigned.popleft()
                values[value.group(1)] = value.group(2)
            if joined:
                name = values.get(joined.group(1), "")
            from_script = addresses.of_code(f"'{match.group(1)}'") if name else None
            if from_script:
                links.append((squeeze(name), from_script))
    return links


def _box_name(more: HtmlElement, outline: Outline) -> str | None:
    """Give the heading of the box around a 更多 link: a heading, else the first short text of the box's head."""
    element = more
    for _ in range(4):
        parent = element.getparent()
        if parent is None or parent.tag == "body":
            return None
        headings = islice(parent.iter("h1", "h2", "h3", "h4", "h5"), _MOST_SIBLINGS)
        siblings = islice(element.itersiblings(preceding=True), _MOST_SIBLINGS)
        for said in (*headings, *siblings):
            is_head = isinstance(said.tag, str) and outline.is_short(said, _NAME_CHARS)
            if is_head and (name := _cleaned(text_of(said))):
                return name
        if name := _cleaned(squeeze(parent.text or "")):
            return name
        element = parent
    return None


def _cleaned(text: str) -> str | None:
    text = re.sub(r"[\s+]*(?:更多|more)[\s>»›+.…]*$", "", text, flags=re.IGNORECASE).strip(" |·:：")
    return text if _is_name(text) else None


def _is_name(text: str) -> bool:
    return bool(_NAME.match(text)) and not NO_SECTION.search(text) and not PAGER.match(text) and not MORE.match(text)


def _is_home(url: str) -> bool:
    return url.split("?", 1)[0].split("//", 1)[-1].partition("/")[2].lower() in (
        "",
        "index.html",
        "index.htm",
        "index.shtml",
        "index.jsp",
        "index.asp",
        "index.aspx",
        "index.php",
    )
