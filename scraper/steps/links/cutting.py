"""Cut a page into strips: every container whose children bear links, with the text that belongs to each."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from lxml.html import HtmlElement

from scraper.steps.links.outline import MAX_HEIGHT, Outline
from scraper.steps.links.rows import Anchor, Band, Strip, chunks, make_of, squeeze

MAX_LINKS = 12  # a row with more links than this is a box, not a row
_MAX_ANCHORS = 48  # with those that lead to the same page
_MAX_CHARS = 400  # of what stands beside a row's link: a summary has up to 300
_MAX_REST = 60  # elements beside a row's link
_MAX_TAGS = 12  # of children that bear links in one container
_CARRIERS = frozenset({"dd", "span", "p", "td", "em", "i", "b", "font", "div"})
_NO_ROWS = frozenset({"nav", "footer", "aside", "header"})


@dataclass(slots=True)
class _Links:
    """The links under an element as long as it may be a row."""

    anchors: list[Anchor] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    @property
    def are_too_many(self) -> bool:
        return len(self.keys) > MAX_LINKS or len(self.anchors) > _MAX_ANCHORS


def find_strips(anchors: tuple[Anchor, ...], outline: Outline) -> tuple[Strip, ...]:
    """Find every container whose children bear links, cut into bands."""
    cutter = _Cutter(outline, _links_under(anchors, outline))
    strips = []
    for container in _bearing(anchors):
        if container.tag in ("html", "a", "head"):
            continue
        heads = [child for child in container if child in cutter.under and child.tag not in _NO_ROWS]
        for tag in islice(dict.fromkeys(head.tag for head in heads), _MAX_TAGS):
            mine = _rows([head for head in heads if head.tag == tag], cutter.under)
            if mine:
                strips.append(Strip(container, cutter.bands(container, mine)))
                if tag == "tr" and (grid := cutter.grid(mine)):
                    strips.append(Strip(container, grid, is_grid=True))
    return tuple(strips)


def _rows(heads: list[HtmlElement], under: dict[HtmlElement, _Links]) -> list[HtmlElement]:
    """Give the heads that may be rows: what is made like a box of many links, class and all, is a box of few."""
    boxes = {make_of(head) for head in heads if head.get("class") and under[head].are_too_many}
    return [head for head in heads if not under[head].are_too_many and make_of(head) not in boxes]


def _bearing(anchors: tuple[Anchor, ...]) -> dict[HtmlElement, None]:
    """Give the elements with a link in them, those of the first link first."""
    found: dict[HtmlElement, None] = {}
    for anchor in anchors:
        element: HtmlElement | None = anchor.element
        while element is not None and element not in found:
            found[element] = None
            element = element.getparent()
    return found


def _links_under(anchors: tuple[Anchor, ...], outline: Outline) -> dict[HtmlElement, _Links]:
    """Give the links under each element that may be a row; what is around one with too many has too many itself."""
    under: dict[HtmlElement, _Links] = {}
    for anchor in anchors:
        element: HtmlElement | None = anchor.element
        while element is not None and outline.measures[element].height <= MAX_HEIGHT:
            links = under.setdefault(element, _Links())
            if links.are_too_many:
                break
            links.anchors.append(anchor)
            links.keys.add(anchor.key)
            element = element.getparent()
    return under


@dataclass(frozen=True, slots=True)
class _Cutter:
    outline: Outline
    under: dict[HtmlElement, _Links]

    def grid(self, rows: list[HtmlElement]) -> tuple[Band, ...]:
        """Cut the rows of a table at their cells, where most hold several cells with links; else nothing."""
        cells = [[cell for cell in row if cell in self.under] for row in rows]
        if sum(len(found) > 1 for found in cells) * 2 < len(rows):
            return ()
        return tuple(band for row, found in zip(rows, cells, strict=True) for band in self.bands(row, found))

    def bands(self, container: HtmlElement, heads: list[HtmlElement]) -> tuple[Band, ...]:
        """Cut a container at its heads."""
        starts = {head: number for number, head in enumerate(heads)}
        rest: list[list[HtmlElement]] = [[] for _ in heads]
        before: list[HtmlElement] = []
        at = -1
        for child in container:
            if child in starts:
                at = starts[child]
            elif (child not in self.under or child.tag in _CARRIERS) and self._is_small(child):
                held = rest[at] if at >= 0 else before
                if len(held) < _MAX_REST:
                    held.append(child)
        lead = [squeeze(container.text or "")] + [
            squeeze(" ".join(t for _, t in chunks(e)) + " " + (e.tail or "")) for e in before
        ]
        return tuple(
            Band(
                head,
                tuple(rest[number]),
                tuple(self.under[head].anchors),
                " ".join(lead).strip() if number == 0 else "",
            )
            for number, head in enumerate(heads)
        )

    def _is_small(self, element: HtmlElement) -> bool:
        """Tell whether an element may belong to a row: an article's body or a column of the page does not."""
        measure = self.outline.measures[element]
        is_short = measure.chars <= _MAX_CHARS + 1 and measure.height <= MAX_HEIGHT
        return isinstance(element.tag, str) and not measure.has_heading and is_short
