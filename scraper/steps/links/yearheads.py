"""Years that stand as headings above rows which write month and day only."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import datetime

from lxml.html import HtmlElement

from scraper.dates import ERAS
from scraper.dates.calendars import plain_digits
from scraper.dates.months import month_number
from scraper.steps.links.outline import Outline
from scraper.steps.links.rows import SILENT, squeeze, text_of

_NUMBER = r"(?:(?P<y>(?:19|20)\d\d)|(?P<era>令和|平成|昭和|民國|民国)\s*(?P<ey>元|\d{1,3}))"
_YEAR = re.compile(rf"^[\[【(（]?{_NUMBER}\s*[年년]?度?(?:\s*(?P<m>1[0-2]|0?[1-9])\s*[月월])?[\]】)）]?$")
_MONTH_NAMED = re.compile(
    r"^(?P<month>[^\W\d_]{3,12})\.?,?\s+(?:de\s+)?(?P<y>(?:19|20)\d\d)(?:\s*(?:г\.?|года))?$", re.IGNORECASE
)
_IN_HEADING = re.compile(rf"^{_NUMBER}\s*年")  # 2024年政府公报
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "caption", "legend"})
_CHARS = 10
_NAMED_CHARS = 20  # septembre 2024
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
    headings: tuple[tuple[int, int, int], ...] = ()  # (place, year, month or 0)

    def above(self, element: HtmlElement) -> tuple[int, ...]:
        """Give the year of the last heading before an element, or nothing."""
        return self._last(element)[:1]

    def month_above(self, element: HtmlElement) -> tuple[int, int] | None:
        """Give year and month of the last heading before an element, where it names both."""
        last = self._last(element)
        return (last[0], last[1]) if last and last[1] else None

    def is_heading(self, element: HtmlElement) -> bool:
        """Tell whether an element is such a heading: then it is no part of the row before it."""
        place = self.places.get(element, -1)
        return any(place == heading[0] for heading in self.headings)

    def _last(self, element: HtmlElement) -> tuple[int, ...]:
        at = bisect_left(self.headings, (self.places.get(element, 0), 0, 0)) if self.headings else 0
        return self.headings[at - 1][1:] if at else ()


def read_year_headings(outline: Outline) -> YearHeadings:
    """Find the headings that are a year; years side by side are links to archives, or something to choose from."""
    found: list[tuple[int, int, int]] = []
    said: list[tuple[int, int, int]] = []  # headings that begin with a year; two of them are titles of rows
    for place, (element, measure) in enumerate(outline.measures.items()):
        if not isinstance(element.tag, str) or element.tag in _LINKS or not 4 < measure.chars <= _HEADING_CHARS + 1:
            continue
        text = plain_digits(text_of(element) if element.tag in _HEADINGS else squeeze(element.text or ""))
        if element.tag in _HEADINGS and (begins := _IN_HEADING.match(text)):
            said.append((place, _year(begins), 0))
        if measure.chars > (_NAMED_CHARS if element.tag in _HEADINGS else _CHARS) + 1:
            continue
        match = _YEAR.match(text)
        if match and not any(_is_year(other) for other in (element.getprevious(), element.getnext())):
            found.append((place, _year(match), int(match["m"] or 0)))
        elif named := _MONTH_NAMED.match(text):
            month = month_number(named["month"])  # or none: Année 2024, Archive 2024
            found += [(place, int(named["y"]), month or 0)] if month or element.tag in _HEADINGS else []
    places_found = {place for place, *_ in found}
    said = [heading for heading in said if heading[0] not in places_found]
    found = sorted([*found, *said]) if len(said) == 1 else found
    places = {element: place for place, element in enumerate(outline.measures)} if found else {}
    return YearHeadings(places, tuple(found))


def _year(match: re.Match[str]) -> int:
    if era := match["era"]:
        return ERAS[era] - 1 + (1 if match["ey"] == "元" else int(match["ey"]))
    return int(match["y"])


def year_of_list(url: str, now: datetime | None) -> tuple[int, ...]:
    """Give the year whose archive a list's own address names (`/gb/2023/`, `?year=2023`), or nothing."""
    match = _IN_ADDRESS.search(url)
    year = int(match.group(1) or match.group(2)) if match else 0
    return (year,) if year and (now is None or year <= now.year) else ()


def _is_year(element: HtmlElement | None) -> bool:
    if element is None or not isinstance(element.tag, str):
        return False
    return bool(_YEAR.match(squeeze("".join(text for text in element.itertext())[:40])))
