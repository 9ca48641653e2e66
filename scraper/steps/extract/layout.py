"""What the portal's own file says of its pages: XPaths for title, body, date and source, and what is no part of it."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass

from lxml.html import HtmlElement

from scraper.dom import cut as cut_out
from scraper.dom import squeezed_text
from scraper.flow import mended_text, squeeze
from scraper.mended import cut, join
from scraper.model import Block, Flow, Mended, PurgedPage
from scraper.sites import Layout, Site
from scraper.steps.extract.info import Info
from scraper.steps.extract.titles import Title

METHOD = "extract/site-file"
CONFIDENCE = 0.98
_LABEL = re.compile(r"^\W{0,3}[^\s:：]{1,8}[:：]\s*")  # 来源：


@dataclass(frozen=True, slots=True)
class Told:
    """What the layout's XPaths found on a page; None or empty where they are not given or find nothing.

    `removed`: indices of the blocks that are no part of the body.
    """

    body: tuple[int, ...] = ()
    region: HtmlElement | None = None
    removed: frozenset[int] = frozenset()
    title: Title | None = None
    infos: tuple[Info, ...] = ()


NOTHING = Told()


def read_layout(page: PurgedPage, flow: Flow, site: Site) -> Told:
    """Read what the site's layout of the day of fetching names."""
    if not site.layouts:
        return NOTHING
    fetched = page.decoded.raw.fetched_at
    layout = site.layout(fetched.astimezone(site.zone).date() if fetched else None)
    removed = _elements(page, layout.remove)
    gone = frozenset(_within(flow, removed))
    region = next(iter(_elements(page, layout.body)), None)
    body = tuple(at for at in _within(flow, [region]) if at not in gone) if region is not None else ()
    return Told(
        body,
        _without(region, removed) if region is not None and body else None,
        gone,
        _title(page, flow, layout.title),
        tuple(_infos(page, flow, layout)),
    )


def _found(page: PurgedPage, path: str | None) -> list[object]:
    found = page.tree.xpath(path) if path else []
    return list(found) if isinstance(found, list) else [found]


def _elements(page: PurgedPage, path: str | None) -> list[HtmlElement]:
    return [each for each in _found(page, path) if isinstance(each, HtmlElement)]


def _within(flow: Flow, elements: list[HtmlElement]) -> list[int]:
    """Give the indices of the blocks that begin within one of the elements."""
    tops = set(elements)
    inside = {part for element in elements for part in element.iter()}
    return [at for at, block in enumerate(flow.blocks) if inside and _begins_within(block, inside, tops)]


def _begins_within(block: Block, inside: set[HtmlElement], tops: set[HtmlElement]) -> bool:
    for element, slot in (piece.node for piece in block.pieces if _plain(piece.text).strip()):
        if element not in inside:
            return False
        return slot == "text" or element not in tops or element.getparent() in inside
    return False


def _plain(text: str | Mended) -> str:
    return text if isinstance(text, str) else text.text


def _without(region: HtmlElement, removed: list[HtmlElement]) -> HtmlElement:
    """Give the region without these elements; a copy where there are any, since the tree serves others too."""
    gone = set(removed)
    places = [at for at, part in enumerate(region.iter()) if part in gone]
    if not places:
        return region
    copy = deepcopy(region)
    parts = list(copy.iter())
    for at in places:
        cut_out(parts[at])
    return copy


def _text(page: PurgedPage, flow: Flow, path: str | None) -> tuple[Mended, int]:
    """Give the text of what the XPath finds, with its repairs, and the block that it begins in (-1: in none)."""
    for found in _found(page, path):
        if not isinstance(found, HtmlElement):
            text = squeeze(Mended(str(found)))
            if text.text:
                return text, -1
            continue
        blocks = _within(flow, [found])
        if blocks:
            return squeeze(join([mended_text(flow.blocks[at]) for at in blocks], " ")), blocks[0]
        own = squeezed_text(found)
        if own:
            return Mended(own), -1
    return Mended(""), -1


def _title(page: PurgedPage, flow: Flow, path: str | None) -> Title | None:
    text, block = _text(page, flow, path)
    return Title(text, block) if text.text else None


def _infos(page: PurgedPage, flow: Flow, layout: Layout) -> list[Info]:
    """Give the date of publication and the source as if a label had told them; a label before them is cut off."""
    infos = []
    for kind, path in (("published", layout.published), ("source", layout.source)):
        text, block = _text(page, flow, path)
        label = _LABEL.match(text.text)
        value = cut(text, label.end(), len(text.text)) if label and not text.text[: label.end()][:1].isdigit() else text
        if value.text:
            infos.append(Info(kind, value, block, block))
    return infos
