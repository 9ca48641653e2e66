"""The sections that a portal's page leads to: boxes with 更多, navigation, menus written by script."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from scraper.lists.addresses import Addresses
from scraper.results import SectionLink
from scraper.steps.links.boxes import LEADS_BY, MOST, NAME_CHARS, Boxes, is_name, menu_text
from scraper.steps.links.outline import MAX_HEIGHT, Outline
from scraper.steps.links.rows import chunks, squeeze
from scraper.steps.links.titles import title_weight
from scraper.urls import canonical, is_same_site, shape

_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|rar|jpe?g|png|gif|mp4|css|js|xml)(?:[?#]|$)", re.IGNORECASE)
# What an article's address has and a section's has not, unless it says that it is a list.
_ARTICLE = re.compile(r"\d{5,}|/(?:19|20)\d\d[-/]\d{1,2}[-/]|/(?:19|20)\d{4}/", re.IGNORECASE)
_LIST = re.compile(r"list|col|channel|class|cat|node|index|section|topic", re.IGNORECASE)
_FEED = re.compile(r"application/(?:rss|atom)\+xml", re.IGNORECASE)
_LATEST = re.compile(r"^(?:latest|recent|all)\s+", re.IGNORECASE)  # Latest news, where a menu says News
# What stands beside a link to an article and never beside one to a section: a day, with or without its year.
_DAY = re.compile(
    r"(?<![\d.])(?:(?:19|20|1)\d\d[-/.年]\s?)?(?:1[0-2]|0?[1-9])[-/.月]\s?(?:3[01]|[12]\d|0?[1-9])(?![\d.%])"
)
_NUMBERED = re.compile(r"/\D{0,3}\d+\.\w{3,5}$|[?&]\w*id=\d+$", re.IGNORECASE)
_HAS_DIGIT = re.compile(r"\d")
_ROW_CHARS = 120
_LEAST_ROWS = 5
_TITLES = 0.5  # mean weight of what rows say; the names of sections have under 0.2
_SHORT_TITLES = 0.3  # the same where the addresses are numbered files


@dataclass(frozen=True, slots=True)
class _MenuLink:
    name: str
    url: str
    is_dated: bool


def read_sections(outline: Outline, addresses: Addresses, boxes: Boxes) -> tuple[SectionLink, ...]:
    """Give the sections that a page leads to, those with a box first, each address once, at most `MOST`."""
    here = canonical(addresses.base)
    found = {canonical(link.url): link for link in boxes.sections}
    for name, url in _without_rows(_menu_links(outline, addresses), boxes):
        key = canonical(url)
        if key == here or not is_same_site(url, addresses.base) or not is_name(name):
            continue
        if _FILE.search(url) or _is_home(url) or (_ARTICLE.search(_within(url)) and not _LIST.search(_within(url))):
            continue
        box = found.setdefault(key, SectionLink(name, url))
        if _LATEST.sub("", box.name).casefold() == name.casefold():
            found[key] = SectionLink(name, url)
    if not found:
        found = {canonical(link.url): link for link in _feeds(outline.tree, addresses)}
    return tuple(found.values())[:MOST]


def _without_rows(links: list[_MenuLink], boxes: Boxes) -> list[tuple[str, str]]:
    """Leave out the rows of the page's boxes, by what stands beside them, by their addresses and by their words."""
    groups: dict[str, dict[str, _MenuLink]] = {}
    for link in links:
        groups.setdefault(shape(link.url), {})[link.url] = link
    rows = {pattern for pattern, group in groups.items() if _are_rows(tuple(group.values()))}
    within = tuple({_folder(box.url) for box in boxes.sections})
    told = {canonical(box.url) for box in boxes.sections}

    def is_row(link: _MenuLink) -> bool:
        is_within = link.url.startswith(within) and bool(_HAS_DIGIT.search(link.url.rstrip("/").rsplit("/", 1)[-1]))
        return (link.is_dated or shape(link.url) in rows or is_within) and canonical(link.url) not in told

    return [(link.name, link.url) for link in links if not is_row(link)]


def _are_rows(group: tuple[_MenuLink, ...]) -> bool:
    """Tell whether links of one pattern are articles: days stand beside them, or they are many and say whole titles."""
    dated = sum(link.is_dated for link in group)
    if dated >= 2 and dated * 2 >= len(group):
        return True
    weight = sum(title_weight(link.name) for link in group) / len(group)
    is_numbered = bool(_NUMBERED.search(group[0].url)) and not _LIST.search(_within(group[0].url))
    return len(group) >= _LEAST_ROWS and weight >= (_SHORT_TITLES if is_numbered else _TITLES)


def _folder(url: str) -> str:
    """Give the folder that a section's articles are in, where the section has one of its own; else what none is in."""
    path = url.split("?", 1)[0]
    folder = path.rsplit("/", 1)[0] + "/"
    return folder if "?" not in url and folder.count("/") > 3 else "\0"


def _is_dated(element: HtmlElement, outline: Outline) -> bool:
    """Tell whether a day stands beside a link, in the smallest box that says more than the link."""
    said = outline.measures[element].chars
    box = element.getparent()
    for _ in range(3):
        if box is None or box.tag in ("body", "ul", "table", "nav") or outline.measures[box].chars > _ROW_CHARS:
            return False
        if outline.measures[box].chars > said:
            if sum(1 for _ in islice(box.iter("a"), 4)) > 3:
                return False
            beside = " ".join(text for owner, text in chunks(box) if element not in (owner, *owner.iterancestors()))
            return bool(_DAY.search(beside)) or next(box.iter("time"), None) is not None
        box = box.getparent()
    return False


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


def _menu_links(outline: Outline, addresses: Addresses) -> list[_MenuLink]:
    """Give what navigation of any kind leads to: links, areas of a picture, options of a list, scripts of a click."""
    links = []
    for element in outline.tree.iter("a", "area", "option", "li", "td", "div", "span"):
        if element.tag not in ("a", "area", "option") and not any(element.get(name) for name in LEADS_BY):
            continue
        measure = outline.measures[element]
        is_small = measure.whole <= NAME_CHARS and measure.height <= MAX_HEIGHT
        text = menu_text(element) if is_small else ""
        if not 2 <= len(text) <= 40:
            continue
        value = element.get("value") or ""
        is_address = element.tag == "option" and re.match(r"(?:https?:)?//?\w|\.{1,2}/|[\w/-]+\.\w{2,5}(?:\?|$)", value)
        url = addresses.resolve(value) if is_address else addresses.of_element(element)
        if url:
            links.append(_MenuLink(text, url, element.tag == "a" and _is_dated(element, outline)))
    return links


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
