"""Hidden blocks with links to other hosts: what no reader sees and only a search engine reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from scraper.hanzi import HAN
from scraper.model import Flow
from scraper.rules import rows
from scraper.steps.purge.lexicon import has_sentence, is_official, spam_share, weight
from scraper.steps.purge.offers import HALF

# Of a style in lower case, no blank before its colons. A search finds the colon at once, and looks back for the name.
_HIDING = re.compile(
    r":(?:(?<=display:)\s*none|(?<=visibility:)\s*hidden"
    r"|(?:(?<=left:)|(?<=top:)|(?<=right:)|(?<=bottom:)|(?<=text-indent:))\s*-(?:\d{3,}|\d{2,}(?:em|rem|vw|vh|%))"
    r"|(?:(?<=[^\w-]height:)|(?<=[^\w-]width:)|(?<=[^\w-]max-height:)|(?<=[^\w-]max-width:))\s*[01](?:px|;|$|\s)"
    r"|(?<=font-size:)\s*[01](?:px|pt|em|;|$|\s)|(?<=[^\w-]font:)\s*0|(?<=[^\w-]color:)\s*(?:transparent|(?:rgb|hsl)a\((?:[^,)]*,){3}\s*0?\.?0+%?\s*\))"
    r"|(?<=opacity:)\s*0(?:;|$|\s|\.0)|(?<=clip:)\s*rect\(\s*[01]"
    r"|(?<=clip-path:)\s*(?:inset\(\s*(?:50|100)%|circle\(\s*0|polygon\(\s*0[^1-9]*\))"
    r"|(?<=z-index:)\s*-\d|(?<=transform:)[^;]*"
    r"(?:scale[xy]?\(\s*0\s*[,)]|translate\w*\([^)]*-\d{3,}|rotate[xy]\(\s*-?90deg))"
)
_BEFORE_COLON = re.compile(r"\s+:")
# Text of the colour of its ground.
_SAME_COLOUR = re.compile(
    r"(?<![\w-])color\s*:\s*([#\w]+).*background(?:-color)?\s*:\s*\1\b"
    r"|background(?:-color)?\s*:\s*([#\w]+).*(?<![\w-])color\s*:\s*\2\b"
)
# The last class or id that a selector asks for, of the element itself or of one around it.
_SELECTOR = re.compile(r"[.#]([\w-]+)[^.#:\[]*$")
_LONE_SELECTOR = re.compile(r"\s*(?:[a-z]+)?[.#][\w-]+\s*$")  # of one class or id: what hides boxes; menus have longer
_NO_LETTER = re.compile(r"font-size:\s*0(?:px|pt|em|;|$|\s)|(?<![\w-])color:\s*transparent")
_WITHIN_LINES = frozenset({"span", "font", "b", "i", "em", "strong", "u"})
_LETTERS = re.compile(r"[^\W\d_]{2}")
_HAN_WORDS = re.compile(f"[{HAN}]{{4}}")
MAX_SHEET_CHARS = 3000  # what a kit brings with its links is short
MAX_KIT_CHARS = 1000  # of a sheet whose longer selectors are read
MAX_SELECTORS = 400  # characters before a rule of a style sheet
_NO_SIZE = frozenset("012345")  # pixels
MIN_FOREIGN = 2
MIN_FOREIGN_FOLDED = 4
# Styles that no menu or panel of a page is folded by.
_PUT_AWAY = re.compile(
    r":\s*-\d{3,}|:\s*-\d{2,}(?:em|rem|vw|vh|%)|(?:height|width)\s*:\s*[01]px|font-size\s*:\s*[01](?:\D|$)"
    r"|(?<![\w-])font\s*:\s*0|:\s*transparent|clip\s*:\s*rect|clip-path|scale|translate"
    r"|rotate[xy]|(?<![\w-])color\s*:\s*(?:rgb|hsl)a\((?:[^,)]*,){3}\s*0?\.?0+%?\s*\)",
    re.IGNORECASE,
)
# Second-level names under which only public bodies and schools register.
_PUBLIC = re.compile(r"(?:^|\.)(?:gov|edu|mil|ac|org)(?:\.[a-z]{2})?$|(?:^|\.)europa\.eu$|\.政务$|\.公益$")


@dataclass(frozen=True, slots=True)
class Hidden:
    """A hidden element to be taken out, how sure that is, and why."""

    element: HtmlElement
    confidence: float
    reason: str


def find_hidden(flow: Flow, host: str) -> Iterator[Hidden]:
    """Give the hidden elements that hold links to other hosts or words of spam; outermost first."""
    settled: set[HtmlElement] = set()  # taken, or without a foreign link and a word of spam: what is in it is so too
    by_sheet = _hidden_by_sheet(flow, host)
    shut = (box.element for box in flow.boxes if box.is_hidden and box.element.get("hidden") is not None)
    for element in dict.fromkeys((*flow.tagged["marquee"], *flow.styled, *by_sheet, *shut)):
        hides = element in by_sheet or is_hiding(element)
        if not hides or element.tag in ("html", "body", "img", "input", "script"):
            continue
        if settled and any(parent in settled for parent in element.iterancestors()):
            continue
        held = _held(element, host)
        found = _judge(element, held)
        if found:
            yield found
        if found or not (held.foreign or held.strength):
            settled.add(element)


def is_hiding(element: HtmlElement) -> bool:
    """Tell whether the element's own style or size keeps it from a reader's eyes."""
    if element.tag == "marquee":
        return element.get("width") in _NO_SIZE or element.get("height") in _NO_SIZE
    style = element.get("style")
    return _hides(style) if style else element.get("hidden") is not None


@lru_cache(maxsize=1024)
def _hides(style: str) -> bool:
    plain = _plain(style)
    return _HIDING.search(f";{plain}") is not None or ("background" in plain and _SAME_COLOUR.search(plain) is not None)


def _plain(style: str) -> str:
    return _BEFORE_COLON.sub(":", style.lower())


def _hidden_by_sheet(flow: Flow, host: str) -> dict[HtmlElement, None]:
    """Give the boxes that a style sheet within the page hides by a class or an id, and what is around links so."""
    root = next((box.element for box in flow.boxes), None)
    sheets = root.getroottree().iter("style") if root is not None else ()
    texts = [text for sheet in sheets if len(text := sheet.text or "") <= MAX_SHEET_CHARS]
    lone = {name for text in texts for name, is_lone in _hidden_names(text) if is_lone}
    names = frozenset(name for text in texts if len(text) <= MAX_KIT_CHARS for name, _ in _hidden_names(text))
    boxes = [box.element for box in flow.boxes if not lone.isdisjoint(box.label.split())] if lone else []
    if not names:
        return dict.fromkeys(boxes)
    return dict.fromkeys([*boxes, *_hidden_links(flow, names, host)])


def _hidden_links(flow: Flow, names: frozenset[str], host: str) -> Iterator[HtmlElement]:
    """Give the links to other hosts, or the elements within a line around them, that have one of these names."""
    for link in flow.tagged["a"]:
        href = link.get("href") or ""
        if not href.startswith(("http", "//")) or host in href:
            continue
        around = link.getparent()
        for element in (link, around) if around is not None and around.tag in _WITHIN_LINES else (link,):
            if not names.isdisjoint(f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()):
                yield element


@lru_cache(maxsize=256)
def _hidden_names(sheet: str) -> frozenset[tuple[str, bool]]:
    """Give the classes and ids that a style sheet hides, in lower case, and whether each is all of its selector.

    The pages of a portal share their sheets.
    """
    sheet = _plain(sheet).replace("}", ";}")
    names = set()
    for hit in _HIDING.finditer(sheet):
        opened = sheet.rfind("{", 0, hit.start())
        selectors = sheet[max(sheet.rfind(sign, 0, opened) for sign in "{}/") + 1 : max(opened, 0)]
        for selector in selectors.split(",") if len(selectors) <= MAX_SELECTORS else ():
            name = _SELECTOR.search(selector)
            if name is not None:
                names.add((name[1], _LONE_SELECTOR.match(selector) is not None))
    return frozenset(names)


@dataclass(frozen=True, slots=True)
class _Held:
    """What a hidden element holds: its text and the weight of that, the number of links, addresses on other hosts."""

    text: str
    strength: float
    links: int
    foreign: list[str]


def _held(element: HtmlElement, host: str) -> _Held:
    hrefs = [href for link in element.iter("a") if (href := link.get("href")) is not None]
    foreign = [href for href in hrefs if is_foreign(href, host) and not is_trusted(href)]
    text = " ".join(" ".join(element.itertext()).split())
    return _Held(text, weight(text), len(hrefs), foreign)


def _judge(element: HtmlElement, held: _Held) -> Hidden | None:
    text, strength, foreign = held.text, held.strength, held.foreign
    if len(foreign) >= MIN_FOREIGN and strength >= 1:
        return Hidden(element, 0.99, f"hidden, {len(foreign)} links to other hosts, words of spam")
    if len(foreign) >= 1 and strength >= 1:
        return Hidden(element, 0.97, "hidden, a link to another host, words of spam")
    others = {base(urlsplit(href).hostname or "") for href in foreign}
    # A menu may be folded away by display:none; nobody moves a menu off the screen or makes it one pixel high.
    enough = (
        MIN_FOREIGN if _PUT_AWAY.search(element.get("style") or "") or element.tag == "marquee" else MIN_FOREIGN_FOLDED
    )
    if len(others) >= enough and len(foreign) >= held.links * 0.8 and _mostly_links(element, text):
        return Hidden(element, 0.92, f"hidden, links to {len(others)} other hosts and hardly anything else")
    is_put_away = _PUT_AWAY.search(element.get("style") or "") is not None
    is_away = (
        strength > 0 and is_put_away and spam_share(text) >= HALF and not (has_sentence(text) or is_official(text))
    )
    if (strength >= 3 or is_away) and len(text) <= 60 * strength:
        return Hidden(element, 0.95, "hidden, words of spam one beside the other")
    if is_put_away and _is_unseen(element) and _LETTERS.search(text):
        return Hidden(element, 0.9, "words of no size within a line of the page's own")
    return None


def _is_unseen(element: HtmlElement) -> bool:
    """Tell whether an element holds nothing but letters of no size, or of no colour, between those of a line."""
    if len(element) or element.tag not in _WITHIN_LINES or not _LETTERS.search(element.tail or ""):
        return False
    last, parent = element.getprevious(), element.getparent()
    before = last.tail if last is not None else parent.text if parent is not None else None
    return (
        _LETTERS.search(before or "") is not None and _NO_LETTER.search(_plain(element.get("style") or "")) is not None
    )


def find_backwards(tree: HtmlElement) -> Iterator[Hidden]:
    """Give the elements whose Han are written from the last to the first, which no writer but one of spam has them."""
    for element in tree.iter("bdo", *_WITHIN_LINES, "p", "div", "a"):
        is_turned = (element.get("dir") or "").lower() == "rtl" if element.tag == "bdo" else _is_overridden(element)
        if is_turned and _HAN_WORDS.search("".join(element.itertext())):
            yield Hidden(element, 0.95, "Han that are written backwards")


def _is_overridden(element: HtmlElement) -> bool:
    style = (element.get("style") or "").lower()
    return "bidi-override" in style and "rtl" in style


def is_foreign(href: str, host: str) -> bool:
    """Tell whether a link leads to a host of another registrable name (last two labels, three under a country)."""
    other = urlsplit(href).hostname if href.lower().startswith(("http:", "https:", "//")) else None
    return other is not None and base(other) != base(host)


def is_trusted(href: str) -> bool:
    """Tell whether a link leads to a public body, a school, or a platform that portals link to (platforms.tsv)."""
    host = urlsplit(href).hostname or ""
    return _PUBLIC.search(host) is not None or base(host) in _platforms()


@cache
def _platforms() -> frozenset[str]:
    return frozenset(row[0] for row in rows("rules/platforms.tsv"))


def base(host: str) -> str:
    """Give the registrable part of a host: its last two labels, or three where the last but one is a category."""
    labels = host.lower().split(".")
    category = (
        len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in ("com", "net", "org", "gov", "edu", "ac", "co")
    )
    return ".".join(labels[-3:] if category else labels[-2:])


def _mostly_links(element: HtmlElement, text: str) -> bool:
    linked = sum(len(" ".join(link.itertext())) for link in element.iter("a"))
    return linked >= len(text) * 0.7
