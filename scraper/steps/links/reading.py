"""Read the rows of one strip: each with its own link, its whole title, its date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import accumulate, takewhile

from lxml.html import HtmlElement

from scraper.dates.written import find_dates, only_date
from scraper.results import Row
from scraper.steps.links.ago import day_ago
from scraper.steps.links.columns import Columns
from scraper.steps.links.dayheads import DayHeadings
from scraper.steps.links.ownlinks import own_links
from scraper.steps.links.places import Places
from scraper.steps.links.rowdate import LABEL, day_of_month, without_year, years_in_url
from scraper.steps.links.rows import Anchor, Band, Strip, alt_of, chunks, is_footer, squeeze, text_of
from scraper.steps.links.titles import whole_title, worn_texts
from scraper.steps.links.yearheads import YearHeadings
from scraper.urls import is_same_host

_AFTER_ITS_DATE = frozenset({"a", "dt", "p", "span", "h3", "h4"})  # heads of rows that often follow their date
_LABEL_CHARS = 40  # before a date, in which its label stands
_BRACKETS = re.compile(r"[\[\]()（）【】]")  # `[09-13]` and 2024 beside it
_IN_TOOLTIP = re.compile(r"(?:时间|時間|日期|date|time)\s*[:：]", re.IGNORECASE)
_YEARS_AHEAD = 20
_SPLIT_CHARS = 20  # "18 / 2026 年 05 月" is about as long as split dates get


@dataclass(frozen=True, slots=True)
class Page:
    """What the rows of a page are read against; `places`, `columns` and `days` are filled while they are.

    `now`: when the page was fetched or last changed, in the portal's zone; `year`: that which its address names.
    """

    url: str
    order: str = "dmy"
    short_order: str = "ymd"  # of dates with two digits for the year
    now: datetime | None = None
    year: tuple[int, ...] = ()
    headings: YearHeadings = field(default_factory=YearHeadings, repr=False)
    places: Places = field(default_factory=Places, repr=False)
    columns: Columns = field(default_factory=Columns, repr=False)
    days: DayHeadings = field(default_factory=DayHeadings, repr=False)

    def is_of_row(self, part: HtmlElement) -> bool:
        """Tell whether an element after a row's link belongs to the row: what dates the rows below it does not."""
        return not (self.days.is_heading(part) or self.headings.is_heading(part))

    @property
    def latest(self) -> date | None:
        """Give the last day that a row without a year may mean."""
        return self.now.date() if self.now else None


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row with what speaks for it: `dated` where the row shows a date outside its title."""

    row: Row
    key: str
    dated: bool
    band: Band = field(repr=False)
    link: HtmlElement = field(repr=False)


def read_strip(strip: Strip, page: Page) -> tuple[ReadRow, ...]:
    """Read every band of a strip; a band without a link of its own gives no row."""
    chosen = own_links(strip.bands, page.places)
    worn = worn_texts((band, anchors) for band, anchors in zip(strip.bands, chosen, strict=True) if anchors)
    dates_before = _dates_stand_before(strip, page)
    rows = []
    for number, (whole, anchors) in enumerate(zip(strip.bands, chosen, strict=True)):
        band = replace(whole, rest=tuple(takewhile(page.is_of_row, whole.rest)))
        if not anchors or is_footer(band):
            continue
        lead = _before(strip, number) if dates_before else ()
        found, title_date = _date(band, anchors, lead, page, dates_before)
        title = whole_title(band, anchors, title_date, page.columns.title(band.head), worn)
        if not title:
            continue
        url = anchors[0].url
        if found and page.latest and found.year > page.latest.year + _YEARS_AHEAD:
            found = None  # 2081 is the year of another calendar (Bikram Sambat)
        day = found or page.days.above(band.head)  # a day above the rows makes none of them a row
        row = Row(url, title, day.isoformat() if day else None, not is_same_host(url, page.url))
        rows.append(ReadRow(row, anchors[0].key, found is not None, band, anchors[0].element))
    return tuple(rows)


def _dates_stand_before(strip: Strip, page: Page) -> bool:
    """Tell whether flat rows (`<span>date</span><a>`) carry their date before the link, not after it."""
    if not strip.bands or not strip.bands[0].lead:
        return False
    first, last = strip.bands[0], strip.bands[-1]
    is_alone = first is last and first.head.tag != "dd"  # a <dt> before a <dd> is its own
    if first.head.tag not in _AFTER_ITS_DATE and (is_alone or _in_chunks(_after(last), page)):
        return False  # a date above the list, and each row's own behind it
    return bool(_in_chunks([first.lead], page)) and not _in_chunks(_outside(first.head), page)


def _before(strip: Strip, number: int) -> tuple[str, ...]:
    if number == 0:
        return (strip.bands[0].lead,)
    return tuple(_after(strip.bands[number - 1]))


def _after(band: Band) -> list[str]:
    """Give the texts between a band's head and the next head."""
    said = [band.head.tail or ""]
    for element in band.rest:
        said.extend(text for _, text in chunks(element))
        said.append(element.tail or "")
    return [squeeze(text) for text in said if text.strip()]


def _outside(head: HtmlElement, anchors: tuple[HtmlElement, ...] = ()) -> list[str]:
    """Give the texts of a row's head that are in no link."""
    said = []
    for owner, text in chunks(head):
        inside: HtmlElement | None = owner
        while inside is not None and inside is not head and inside.tag != "a" and inside not in anchors:
            inside = inside.getparent()
        if inside is None or (inside.tag != "a" and inside not in anchors):
            said.append(squeeze(text))
    return [text for text in said if text]


def _date(
    band: Band, anchors: list[Anchor], lead: tuple[str, ...], page: Page, dates_before: bool
) -> tuple[date | None, str | None]:
    """Give the row's date, and as written where it stands inside the link (the title must lose it)."""
    if (told := _marked(band, anchors, page)) is not None:
        return told
    years = years_in_url(anchors[0].url) or page.headings.above(band.head) or page.year
    elements = tuple(anchor.element for anchor in anchors)
    outside = (
        [*lead]
        if dates_before
        else [*_outside(band.head, elements if band.head not in elements else ()), *_after(band)]
    )
    if band.head in elements and not dates_before:
        outside = _after(band)
    if (value := _in_month(band, outside, page) or _in_chunks(outside, page, years)) is not None:
        tip = _in_tooltip(anchors, page)
        is_whole = tip is not None and (tip.month, tip.day) == (
            value.month,
            value.day,
        )  # [11/20], and its year there
        return tip if is_whole else value, None
    return _in_links(anchors, page, years) or (_in_tooltip(anchors, page), None)


def _in_links(anchors: list[Anchor], page: Page, years: tuple[int, ...]) -> tuple[date, str | None] | None:
    """Give the date inside a row's links, and what they say of it where that is no part of the title."""
    for anchor in anchors:
        inner = [squeeze(text) for _, text in chunks(anchor.element)]
        if len(inner) > 1 and (value := _in_chunks(inner, page, years)) is not None:
            return value, next((text for text in inner if only_date(text, page.order) == value), None)
        if (value := only_date(anchor.text, page.order)) and alt_of(anchor.element):
            return value, anchor.text  # a picture with its day
        dates = find_dates(anchor.text, page.order)
        if dates and (edge := _at_edge(anchor.text, dates[-1].start, dates[-1].end)):
            return dates[-1].value, edge
        if dates and (edge := _at_edge(anchor.text, dates[0].start, dates[0].end)):
            return dates[0].value, edge
    return None


def _in_month(band: Band, texts: list[str], page: Page) -> date | None:
    """Give the day of a row that says only `13日`, under a heading with year and month."""
    month = page.headings.month_above(band.head)
    days = (day_of_month(text, month) for text in texts) if month else ()
    return next((day for day in days if day is not None), None)


def _in_tooltip(anchors: list[Anchor], page: Page) -> date | None:
    """Give the date that stands behind its label in a link's tooltip, as old ASP portals have it."""
    for line in (line for anchor in anchors for line in (anchor.element.get("title") or "").splitlines()):
        if _IN_TOOLTIP.search(line) and (dates := find_dates(line, page.order)):
            return dates[0].value
    return None


def _marked(band: Band, anchors: list[Anchor], page: Page) -> tuple[date, str | None] | None:
    """Give the date that the page itself marks as the row's: `<time>`, or the cell under 发布日期."""
    for element in (band.head, *band.rest):
        for time in element.iter("time"):
            value = only_date((time.get("datetime") or "")[:10], page.order)
            if value is not None:
                return value, _inside(time, anchors)
    told = (only_date(text_of(cell), page.order) for cell in page.columns.published(band.head))
    value = next((day for day in told if day is not None), None)
    return (value, None) if value is not None else None


def _at_edge(text: str, start: int, end: int) -> str | None:
    """Give the date as written if it stands at an edge of the link's text, in brackets or after a blank."""
    if end >= len(text.rstrip(" ])）】")) and start > 0 and text[start - 1] in " [(（【":
        return text[start:end]
    if (
        start <= 1
        and end < len(text)
        and text[end] in " ])）】"
        and not text[end:].lstrip(" ])）】").startswith(("至", "-"))
    ):
        return text[start:end]
    return None


def _inside(element: HtmlElement, anchors: list[Anchor]) -> str | None:
    parent: HtmlElement | None = element
    while parent is not None:
        if any(anchor.element is parent for anchor in anchors):
            return squeeze(element.text_content()) or None
        parent = parent.getparent()
    return None


def _in_chunks(texts: list[str] | tuple[str, ...], page: Page, years: tuple[int, ...] = ()) -> date | None:
    """Find the row's date in the texts beside its link: labelled, alone, split, without year, in a sentence."""
    said = [text for text in texts if text]
    joined = " ".join(said)
    starts = [*accumulate((len(text) + 1 for text in said), initial=0)]
    dates = [dated for dated in find_dates(joined, page.order) if not _is_run_together(dated.start, dated.end, starts)]
    for dated in dates:
        if LABEL.search(joined, max(0, dated.start - _LABEL_CHARS), dated.start):
            return dated.value
    for text in texts:
        if (value := only_date(text, page.order)) is not None:
            return value
    if (value := _split(texts, page)) is not None:
        return value
    if dates:
        labelled = (dated.value for dated in dates if joined[: dated.start].rstrip().endswith((":", "：")))
        return next(labelled, None) or _barest(texts, page) or dates[-1].value
    for text in (*texts, joined):
        value = without_year(text, years, page.latest, page.short_order) or day_ago(text, page.now)
        if value is not None:
            return value
    return None


def _is_run_together(start: int, end: int, starts: list[int]) -> bool:
    """Tell whether a date begins within one text and ends in another (each begins at one of `starts`).

    `播放 2034` and `04-09` beside it are none; `2026` and `05月18日` are one.
    """
    return start not in starts and any(start < at < end for at in starts)


def _barest(texts: list[str] | tuple[str, ...], page: Page) -> date | None:
    """Read the date of the text that says little else: `Publié le 3 mars 2024`, not a sentence with a time limit."""
    found = [(len(text), dates[0].value) for text in texts if (dates := find_dates(text, page.order))]
    return min(found, key=lambda pair: pair[0])[1] if found and min(found)[0] <= _LABEL_CHARS else None


def _split(texts: list[str] | tuple[str, ...], page: Page) -> date | None:
    """Read a date whose day, month and year stand in elements of their own, side by side."""
    for size in (2, 3):
        for at in range(len(texts) - size + 1):
            together = _BRACKETS.sub(" ", " ".join(texts[at : at + size]))
            if len(together) <= _SPLIT_CHARS and (value := only_date(together, page.order)) is not None:
                return value
    return None
