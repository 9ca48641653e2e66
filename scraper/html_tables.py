"""Which rows of tables hold data, a row one line: the others lay out the page."""

from __future__ import annotations

from itertools import islice

from lxml.html import HtmlElement

from scraper.elements import CELLS, LAYOUT

_MAX_ROW_CHARS = 1500  # a row with more is layout, not data
_MAX_ROW_PARTS = 150
_MOST_NAMED = 2  # `<div>` with attributes in a row of data
_MOST_BREAKS = 3  # in the only row of a table: with more of them its cells are columns of the page


def layout_rows(element: HtmlElement) -> set[HtmlElement]:
    """Give all rows of the page that hold a table, a list, a heading: for the whole page at once."""
    page = element.getroottree().getroot()
    # The nearest row is enough: in the rows around it there is its table.
    return {row for mark in page.iter(*LAYOUT) for row in islice(mark.iterancestors("tr"), 1)}


def is_data_row(row: HtmlElement) -> bool:
    """Tell whether a row holds several short cells, which no rule parts and no named boxes lay out."""
    if len(row) < 2 or sum(1 for cell in row if cell.tag in CELLS) < 2:
        return False
    is_long = next(islice(row.iter(), _MAX_ROW_PARTS + 1, None), None) is not None
    named = sum(1 for box in row.iter("div") if box.keys())
    if is_long or named > _MOST_NAMED or next(row.iter("hr"), None) is not None or _is_lone_of_columns(row):
        return False
    return sum(map(len, row.itertext())) + len(row.tail or "") <= _MAX_ROW_CHARS


def _is_lone_of_columns(row: HtmlElement) -> bool:
    """Tell whether a row is all of its table and its cells hold many lines: columns of the page, as old pages have."""
    table = row.getparent()
    if table is None or len(table) > 1:
        return False
    return next(islice(row.iter("br"), _MOST_BREAKS, None), None) is not None
