"""Next pages told by their address alone: this page's own with its number raised, whatever the link says.

Pagers in languages that nobody listed, and elements that fetch their successor when they come into sight.
"""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import parse_qsl, urlsplit

from lxml.html import HtmlElement

from scraper.lists.wording import LOAD_MORE, NEXT
from scraper.steps.pager.links import words_of
from scraper.steps.pager.sheet import Reading, Sheet
from scraper.urls import canonical, is_same_host, resolve

_FETCHES = ("hx-get", "data-hx-get", "data-next", "data-next-url", "data-next-page", "data-url", "data-href", "src")
_LAZY = frozenset({"turbo-frame", "include-fragment"})  # elements that fetch themselves
_PAGER_NAMES = re.compile(
    r"(?:^|[-_])(?:pag(?:e|es|er|ers|ing|ination|inator|inas?)|next|more|load-?more|fenye|fanye)(?:$|[-_\d])",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^(?P<stem>.*?)(?P<gap>[-_]|/(?:pag(?:e|ina|ination)?|página|strana|strona|stranka|seite|sida|side|sayfa|halaman|p)/|/)(?P<number>\d{1,5})(?P<end>\.\w{2,5}|/?)$"
)
_NAMED = re.compile(r"^(?P<stem>.*?)(?P<end>\.\w{2,5}|/?)$")
_ENDS = re.compile(r"^(.{0,20}?)(\d{1,6})$")  # 2, 1_2, p2
_MONTH = re.compile(r"(?:19|20)\d\d-?(?:0[1-9]|1[0-2])$")  # the one after is no older page
_WORDS_CHARS = 40
_LEVELS = 3
_MOST_PARTS = 40  # elements in what may be a link of a pager


def read_successor(sheet: Sheet) -> Reading | None:
    """Read an element of a pager, or one that fetches itself, whose address is this page's own raised by one."""
    for element in sheet.tree.iter():
        if not isinstance(element.tag, str):
            continue
        for reference in _references(element, sheet):
            url = resolve(sheet.addresses.base, reference)
            if url and is_same_host(url, sheet.url) and follows(sheet.url, url) and _is_of_pager(element):
                return Reading((sheet.ask(url, sheet.request.position + 1),))
    return None


def follows(here: str, there: str) -> bool:
    """Tell whether an address is another one's with the number of its page raised by one.

    An address without a number is page 1 (of 1, 2 …) or page 0 (of 0, 1 …).
    """
    mine, other = urlsplit(canonical(here)), urlsplit(canonical(there))
    if mine.path == other.path:
        return _is_raised(dict(parse_qsl(mine.query)), dict(parse_qsl(other.query)))
    following = _NUMBERED.match(other.path) if mine.query == other.query else None
    if following is None:
        return False
    number = int(following["number"])
    if (own := _NUMBERED.match(mine.path)) and own.group("stem", "gap", "end") == following.group("stem", "gap", "end"):
        return number == int(own["number"]) + 1
    if number not in (1, 2) or following["gap"] == "/":
        return False
    plain = _NAMED.match(mine.path)
    assert plain is not None
    if len(following["gap"]) > 1:
        return following["stem"].rstrip("/") == mine.path.rstrip("/")
    stems = {plain["stem"], f"{mine.path}index"} if mine.path.endswith("/") else {plain["stem"]}
    return following["stem"] in stems and (mine.path.endswith("/") or plain["end"] == following["end"])


def _is_raised(mine: dict[str, str], other: dict[str, str]) -> bool:
    """Tell whether only one parameter differs, by one; one that is not given is 0 or 1."""
    changed = {name for name in {*mine, *other} if mine.get(name) != other.get(name)}
    name = next(iter(changed)) if len(changed) == 1 else ""
    following, own = _ENDS.match(other.get(name, "")), _ENDS.match(mine.get(name, ""))
    if following is None or (own is None and name in mine) or _MONTH.match(other[name]):
        return False
    if own is None:
        return int(following[2]) in (1, 2)
    return own[1] == following[1] and int(following[2]) == int(own[2]) + 1


def _references(element: HtmlElement, sheet: Sheet) -> tuple[str, ...]:
    """Give the addresses that an element leads to or fetches."""
    given = tuple(element.get(name, "") for name in _FETCHES if element.get(name)) if element.tag not in _MEDIA else ()
    leads = sheet.addresses.of_element(element) if element.tag in ("a", "button") else None
    return (*given, leads) if leads else given


_MEDIA = frozenset({"img", "script", "iframe", "frame", "source", "embed", "video", "audio", "input", "track"})


def _is_of_pager(element: HtmlElement) -> bool:
    if element.tag in _LAZY or element.get("hx-trigger"):
        return True
    if len(list(islice(element.iter(), _MOST_PARTS + 1))) > _MOST_PARTS:
        return False
    said = words_of(element)
    if len(said) > _WORDS_CHARS:
        return False
    if NEXT.match(said) or LOAD_MORE.match(said):
        return True
    around = [element, *islice(element.iterancestors(), _LEVELS)]
    names = (name for part in around for name in f"{part.get('class') or ''} {part.get('id') or ''}".split())
    return any(_PAGER_NAMES.search(name) for name in names)
