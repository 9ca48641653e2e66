"""Years that stand as headings above rows which write month and day only."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from scraper.steps.links.outline import Outline
from scraper.steps.links.rows import SILENT, squeeze

_YEAR = re.compile(r"^[\[【(（]?((?:19|20)\d\d)\s*[年년]?度?[\]】)）]?$")
_CHARS = 10
_LINKS = SILENT | {"a", "option", "button"}


@dataclass(frozen=True, slots=True)
class YearHeadings:
    """The headings of one page that are a year, in their order, and the place of every element."""

    places: dict[HtmlElement, int] = field(default_factory=dict, repr=False)
    headings: tuple[tuple[int, int], ...] = ()  # (place, year)

    def above(self, element: HtmlElement) -> tuple[int, ...]:
        """Give the year of the last heading before an element, or nothing."""
        at = bisect_left(self.headings, (self.places.get(element, 0), 0)) if self.headings else 0
        return (self.headings[at - 1][1],) if at else ()


def read_year_headings(outline: Outline) -> YearHeadings:
    """Find the headings that are a year; years side by side are links to archives, or something to choose from."""
    found = []
    for place, (element, measure) in enumerate(outline.measures.items()):
        if not isinstance(element.tag, str) or element.tag in _LINKS or not 4 < measure.chars <= _CHARS + 1:
            continue
        match = _YEAR.match(squeeze(element.text or ""))
        if match and not any(_is_year(other) for other in (element.getprevious(), element.getnext())):
            found.append((place, int(match.group(1))))
    places = {element: place for place, element in enumerate(outline.measures)} if found else {}
    return YearHeadings(places, tuple(found))


def _is_year(element: HtmlElement | None) -> bool:
    if element is None or not isinstance(element.tag, str):
        return False
    return bool(_YEAR.match(squeeze("".join(text for text in element.itertext())[:40])))
