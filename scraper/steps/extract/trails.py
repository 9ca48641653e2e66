"""A breadcrumb in whatever language: links that lead from the portal's first page down towards this one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from scraper.model import Block, Flow, Piece
from scraper.steps.extract.assets import absolute, anchor_of

ICONS = frozenset({"i", "svg", "img", "em", "span", "b"})  # drawn between two names; no text in them
_MARKS = re.compile(r"[>＞»›→≫❯/／]|::|&gt;")
_LED = re.compile(r"[:：]\s*$")  # what stands before the first name
_WORD = re.compile(r"\w")
# The first page of a host, or of its part in one language: /, ../../, /en/, https://www.example.org/index.html
_HOME = re.compile(
    r"(?:https?://[^/]+)?(?=.)/?(?:\.{1,2}/)*(?:[a-z]{2}(?:[-_][a-z]{2,4})?/?)?(?:(?:index|default|home|main)\.\w{2,5})?",
    re.IGNORECASE,
)
_INDEX = re.compile(r"/(?:index|default|home|main)\.\w{2,5}$", re.IGNORECASE)
_MOST_NAMES = 8
_MOST_NAME = 60  # characters
_MOST_TRAIL = 300


@dataclass(frozen=True, slots=True)
class Trail:
    """The names from the home page on, and the last block that they are read from."""

    names: tuple[str, ...]
    last: int


@dataclass(frozen=True, slots=True)
class _Step:
    """A link and its path on the host, without a slash at its end; None where it leads elsewhere."""

    name: str
    path: str | None


def leads_home(block: Block) -> bool:
    """Tell whether the first link of a line leads to the first page of a host, or of its part in one language."""
    if not block.link_chars or len(block.text) > _MOST_TRAIL:
        return False
    first = next(piece for piece in block.pieces if piece.is_link)
    anchor = anchor_of(first)
    return anchor is not None and _HOME.fullmatch(anchor.get("href", "")) is not None


def read_trail(flow: Flow, index: int, url: str, base: str) -> Trail | None:
    """Read a line, or the list that it begins, as a breadcrumb; None where its links lead in other ways.

    Marks as › between the names are enough; without them each link must lie within the one before it, and the page
    `url` within the last: those of a menu lie side by side.
    """
    block = flow.blocks[index]
    next_to = flow.blocks[index + 1] if index + 1 < len(flow.blocks) else block
    is_lone = flow.boxes[next_to.box].parent != flow.boxes[block.box].parent
    if is_lone and sum(piece.is_link for piece in block.pieces) == 1:
        return None  # the portal's name
    steps, between, rest = _steps(block, base)
    if not steps or steps[0].path is None or between is None:
        return None
    last = index
    if len(steps) == 1:
        for at in _siblings(flow, index):
            further, _, beside = _steps(flow.blocks[at], base)
            if len(further) > 1 or not (rest or _is_above(further, url)):
                return None  # as most lists do: they are menus
            steps += further
            between, last, rest = between + rest if further else between, at, beside
            if not further:
                break
    names = [step.name for step in steps]
    if len(names) < 2 or not (_MARKS.search(between) or _leads_here(steps, url)):
        return None
    if _WORD.search(rest) and len(rest) <= _MOST_NAME:
        names.append(rest.strip(" \u3000:：>＞»›→≫❯/／"))
    return Trail(tuple(names), last)


def has_icons(block: Block) -> bool:
    """Tell whether an icon stands between any two of the line's texts."""
    texts = [piece for piece in block.pieces if not piece.plain.isspace()]
    return len(texts) > 1 and all(_is_behind_icon(piece) for piece in texts[1:])


def _is_behind_icon(piece: Piece) -> bool:
    """Tell whether an icon is what stands before a text; an item may hold a name and, behind it, the icon."""
    above = piece.element if piece.slot == "tail" else _before(piece.element)
    if above is not None and piece.slot != "tail" and len(above) and above[-1].tag in ICONS:
        above = above[-1]
    return above is not None and above.tag in ICONS and not "".join(above.itertext()).strip()


def _before(element: HtmlElement) -> HtmlElement | None:
    """Give the element that stands right before this one, or before the box that begins with it."""
    above = element.getprevious()
    around = element.getparent()
    return above if above is not None or around is None else _before(around)


def _steps(block: Block, base: str) -> tuple[list[_Step], str | None, str]:
    """Give the links of a line, what stands between them (None: words), and what stands behind the last."""
    steps: list[_Step] = []
    between, rest, before = "", "", ""
    seen: HtmlElement | None = None
    for piece in block.pieces:
        text = " ".join(piece.plain.split())
        if not piece.is_link:
            rest += piece.plain
            continue
        anchor = anchor_of(piece)
        if anchor is None:
            continue
        if anchor is seen:
            steps[-1] = _Step(f"{steps[-1].name}{text}", steps[-1].path)
            continue
        before, between, rest = (rest, between, "") if seen is None else (before, between + rest, "")
        seen = anchor
        steps.append(_Step(text.strip(" >＞»›→≫❯/／"), _path(anchor.get("href", ""), base)))
    is_led = not _WORD.search(before) or _LED.search(before) is not None
    is_trail = is_led and not _WORD.search(between)
    steps = [step for step in steps if step.name]
    return steps, between if is_trail else None, " ".join(rest.split())


def _siblings(flow: Flow, index: int) -> Iterator[int]:
    """Give the lines in the boxes beside that of the first, one after another."""
    home = flow.boxes[flow.blocks[index].box]
    for at in range(index + 1, min(index + _MOST_NAMES, len(flow.blocks))):
        block = flow.blocks[at]
        box = flow.boxes[block.box]
        if box.parent != home.parent or box.tag != home.tag or len(block.text) > _MOST_NAME:
            return
        yield at


def _is_above(steps: list[_Step], url: str) -> bool:
    """Tell whether a link leads to where the page lies within; the last name of a breadcrumb may be none."""
    return not steps or (steps[0].path is not None and urlsplit(url).path.startswith(f"{steps[0].path}/"))


def _leads_here(steps: list[_Step], url: str) -> bool:
    """Tell whether each link lies within the one before it, and the page within the last."""
    paths = [step.path for step in steps] + [urlsplit(url).path]
    return paths[-2] != "" and all(
        above is not None and below is not None and f"{below}/".startswith(f"{above}/") and below != above
        for above, below in pairwise(paths)
    )


def _path(href: str, base: str) -> str | None:
    address = absolute(href, base)
    if address is None or urlsplit(address).netloc != urlsplit(base).netloc:
        return None
    return _INDEX.sub("", urlsplit(address).path).rstrip("/")
