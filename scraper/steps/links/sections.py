"""The sections that a portal's page leads to: boxes with 更多, navigation, menus written by script."""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from scraper.addresses import Addresses
from scraper.results import SectionLink
from scraper.steps.links.choice import title_weight
from scraper.steps.links.outline import MAX_HEIGHT, Outline
from scraper.steps.links.rows import squeeze, text_of
from scraper.urls import canonical, is_same_site, shape
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
_FEED = re.compile(r"application/(?:rss|atom)\+xml", re.IGNORECASE)
MOST = 300
_NAME_CHARS = 80  # before it is cleaned
_LEAST_ROWS = 5
_TITLES = 0.5  # mean weight of what rows say; the names of sections have under 0.2
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
        if seen >= MOST or not outline.is_short(element, _NAME_CHARS):
            continue
        text = text_of(element) or squeeze(element.get("title") or "")
        if not MORE.match(text):
            continue
        url = addresses.of_element(element)
        if url is None or not is_same_site(url, addresses.base):
            continue
        seen += 1
        name = _box_name(element, outline, heads)
        if name:
            found.setdefault(canonical(url), SectionLink(name, url))
    return Boxes(tuple(found.values()))


def read_sections(outline: Outline, addresses: Addresses, boxes: Boxes) -> tuple[SectionLink, ...]:
    """Give the sections that a page leads to, those with a box first, each address once, at most `MOST`."""
    here = canonical(addresses.base)
    found = {canonical(link.url): link for link in boxes.sections}
    for name, url in _without_rows([*_menu_links(outline, addresses), *_written_links(outline.tree, addresses)]):
        key = canonical(url)
        if key == here or not is_same_site(url, addresses.base) or not _is_name(name):
            continue
        if _FILE.search(url) or _is_home(url) or (_ARTICLE.search(_within(url)) and not _LIST.search(_within(url))):
            continue
        found.setdefault(key, SectionLink(name, url))
    if not found:
        found = {canonical(link.url): link for link in _feeds(outline.tree, addresses)}
    return tuple(found.values())[:MOST]


def _without_rows(links: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out the rows of the page's boxes: addresses of one pattern, and words that are titles, no names."""
    groups: dict[str, dict[str, float]] = {}
    for name, url in links:
        groups.setdefault(shape(url), {})[url] = title_weight(name)
    rows = {
        pattern
        for pattern, weights in groups.items()
        if len(weights) >= _LEAST_ROWS and sum(weights.values()) >= _TITLES * len(weights)
    }
    return [(name, url) for name, url in links if shape(url) not in rows]


def _feeds(tree: HtmlElement, addresses: Addresses) -> list[SectionLink]:
    """Give the feeds that a page names (RSS Autodiscovery): they list articles where no menu leads to any."""
    links = []
    for element in tree.iter("link"):
        is_feed = "alternate" in (element.get("rel") or "").lower().split() and _FEED.search(element.get("type") or "")
        url = addresses.resolve(element.get("href") or "") if is_feed and element.get("href") else None
        if url is not None and is_same_site(url, addresses.base):
            links.append(SectionLink(squeeze(element.get("title") or "") or "RSS", url))
    return links


def read_sitemap_sections(addresses: tuple[str, ...], base: str) -> tuple[SectionLink, ...]:
    """Give the addresses of a sitemap that look like sections: folders and lists, no articles, no files."""
    found: dict[str, SectionLink] = {}
    for url in addresses:
        path = urlsplit(url).path
        is_folder = path.endswith("/") or re.search(r"/(?:index|list|default)\w*\.\w+$", path, re.IGNORECASE)
        is_other = _FILE.search(url) or _is_home(url) or _ARTICLE.search(_within(url))
        if is_folder and is_same_site(url, base) and not is_other:
            found.setdefault(canonical(url), SectionLink(path.strip("/").rsplit("/", 1)[-1] or url, url))
    return tuple(found.values())[:MOST]


def _within(url: str) -> str:
    """Give path and query: a port has digits too."""
    return "/" + url.split("//", 1)[-1].partition("/")[2]


def _menu_links(outline: Outline, addresses: Addresses) -> list[tuple[str, str]]:
    """Give what navigation of any kind leads to: links, areas of a picture, options of a list, scripts of a click."""
    links = []
    for element in outline.tree.iter("a", "area", "option", "li", "td", "div", "span"):
        if element.tag not in ("a", "area", "option") and not element.get("onclick"):
            continue
        measure = outline.measures[element]
        is_small = measure.whole <= _NAME_CHARS and measure.height <= MAX_HEIGHT
        text = _menu_text(element) if is_small else ""
        if not 2 <= len(text) <= 40:
            continue
        value = element.get("value") or ""
        is_address = element.tag == "option" and re.match(r"(?:https?:)?//?\w|\.{1,2}/|[\w/-]+\.\w{2,5}(?:\?|$)", value)
        url = addresses.resolve(value) if is_address else addresses.of_element(element)
        if url:
            links.append((text, url))
    return links


def _menu_text(element: HtmlElement) -> str:
    if element.tag == "option":
        return squeeze(element.text or "")
    text = text_of(element)
    return text or squeeze(element.get("alt") or element.get("title") or "")


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
            if not isinstance(said.tag, str) or not outline.is_short(said, _NAME_CHARS):
                continue
            tabs = _tabs(said)
            heads[said] += 1
            if len(tabs) >= heads[said] > 0 and len(tabs) > 1:
                return tabs[heads[said] - 1]
            if name := _cleaned(text_of(said)):
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
