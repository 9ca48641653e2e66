"""Years that stand as headings above rows which write month and day only."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import datetime

from lxml.html import HtmlElement

from scraper.steps.links.outline import Outline
from scraper.steps.links.rows import SILENT, squeeze

_YEAR = re.compile(r"^[\[【(（]?((?:19|20)\d\d)\s*[年년]?度?[\]】)）]?$")
_IN_HEADING = re.compile(r"^((?:19|20)\d\d)\s*年")  # 2024年政府公报
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CHARS = 10
_HEADING_CHARS = 24
_IN_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)(?:年|nian)?(?:/(?:(?:index|list)\w*\.\w+)?|\.\w+)?$|[?&](?:year|nian|nianfen|nf|nd)=((?:19|20)\d\d)(?:&|$)",
    re.IGNORECASE,
)
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
    found: list[tuple[int, int]] = []
    said: list[tuple[int, int]] = []  # headings that begin with a year; two of them are titles of rows
    for place, (element, measure) in enumerate(outline.measures.items()):
        if not isinstance(element.tag, str) or element.tag in _LINKS or not 4 < measure.chars <= _HEADING_CHARS + 1:
            continue
        if element.tag in _HEADINGS and (begins := _IN_HEADING.match(squeeze(element.text or ""))):
            said.append((place, int(begins.group(1))))
        if measure.chars > _CHARS + 1:
            continue
        match = _YEAR.match(squeeze(element.text or ""))
        if match and not any(_is_year(other) for other in (element.getprevious(), element.getnext())):
            found.append((place, int(match.group(1))))
    found = sorted({*found, *said}) if len(said) == 1 else found
    places = {element: place for place, element in enumerate(outline.measures)} if found else {}
    return YearHeadings(places, tuple(found))


def year_of_list(url: str, now: datetime | None) -> tuple[int, ...]:
    """Give the year whose archive a list's own address names (`/gb/2023/`, `?year=2023`), or nothing."""
    match = _IN_ADDRESS.search(url)
    year = int(match.group(1) or match.group(2)) if match else 0
    return (year,) if year and (now is None or year <= now.year) else ()


def _is_year(element: HtmlElement | None) -> bool:
    if element is None or not isinstance(element.tag, str):
        return False
    return bool(_YEAR.match(squeeze("".join(text for text in element.itertext())[:40])))
