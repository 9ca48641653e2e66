"""A day that stands once above or beside the rows which it dates: bulletins by day, a cell over several rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from lxml.html import HtmlElement

from scraper.dates.written import only_date
from scraper.steps.links.rows import make_of, text_of

_CHARS = 40
_LEVELS = 3
_MOST_PARTS = 12  # elements in a heading
_ROWS = frozenset({"li", "tr", "td", "dd", "a"})  # what is in them is one row, with its own date
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class DayHeadings:
    """The days above the rows of one page; the children of an element are looked at once."""

    _found: dict[HtmlElement, dict[HtmlElement, date]] = field(default_factory=dict, repr=False)
    _heads: set[HtmlElement] = field(default_factory=set, repr=False)

    def above(self, row: HtmlElement) -> date | None:
        """Give the day right above a row, or above the box that it is in."""
        element = row
        for _ in range(_LEVELS):
            parent = element.getparent()
            if parent is None or parent.tag in _ROWS:
                return None
            if element in (days := self._under(parent)):
                return days[element]
            element = parent
        return None

    def is_heading(self, element: HtmlElement) -> bool:
        """Tell whether an element is a day above several rows: then it is not the date of what stands before it."""
        parent = element.getparent()
        return parent is not None and bool(self._under(parent)) and element in self._heads

    def _under(self, parent: HtmlElement) -> dict[HtmlElement, date]:
        if parent not in self._found:
            self._found[parent] = _days(parent, self._heads)
        return self._found[parent]


def _days(parent: HtmlElement, heads: set[HtmlElement]) -> dict[HtmlElement, date]:
    """Give each child with a link the day that stands before it, with none but children of its own make between.

    The clock in the head of a page stands before the navigation. What dates two or more is put into `heads`.
    """
    found: dict[HtmlElement, date] = {}
    day: date | None = None
    head, make, before, dated = parent, "", "", 0
    spans, spanned = 0, day
    for child in parent:
        if not isinstance(child.tag, str):
            continue
        spans, spanned = (spans - 1, spanned) if spans > 1 else _span(child)
        if child.tag != "a" and next(child.iter("a"), None) is not None:
            make = make or make_of(child)
            day = day if make == make_of(child) else None
            if (above := spanned or day) is not None:
                found[child] = above
                dated += spanned is None
            if dated >= 2 and before != make:
                heads.add(head)
        elif child.tag != "a" and len(list(zip(range(_MOST_PARTS), child.iter(), strict=False))) < _MOST_PARTS:
            text = text_of(child)
            told = only_date(text) if len(text) <= _CHARS else None
            if told is not None or child.tag in _HEADINGS:
                before = make or before
                day, head, make, dated = told, child, "", 0
    return found


def _span(row: HtmlElement) -> tuple[int, date | None]:
    """Give how many rows of a table a cell with nothing but a day stands beside, from this one on, and that day."""
    for cell in row if row.tag == "tr" else ():
        rows = (cell.get("rowspan") or "") if cell.tag in ("td", "th") else ""
        if rows.isdecimal() and int(rows[:4]) > 1 and (day := only_date(text_of(cell))) is not None:
            return int(rows[:4]), day
    return 0, None
