"""Tables whose head names the column of the date of publication, beside other dates (成文日期, 有效期至)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from scraper.steps.links.rows import text_of

_PUBLISHED = re.compile(
    r"发布|發布|公布|公開日|公开|刊登|张贴|掲載|公表|게시|등록일|작성일|published|posted", re.IGNORECASE
)
_LABEL_CHARS = 16
_CELLS = ("td", "th")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of the tables of one page; each table is looked at once."""

    _found: dict[HtmlElement, int | None] = field(default_factory=dict, repr=False)

    def published(self, row: HtmlElement) -> HtmlElement | None:
        """Give the cell of a row that stands under 发布日期, or None."""
        table = next(row.iterancestors("table"), None) if row.tag == "tr" else None
        if table is None:
            return None
        if table not in self._found:
            self._found[table] = _column(next(table.iter("tr"), None))
        column = self._found[table]
        cells = [cell for cell in row if cell.tag in _CELLS]
        return cells[column] if column is not None and column < len(cells) else None


def _column(head: HtmlElement | None) -> int | None:
    """Give the place of 发布日期 in the first row of a table, where that is a head."""
    cells = [cell for cell in head if cell.tag in _CELLS] if head is not None else []
    if len(cells) < 2 or any(next(cell.iter("a"), None) is not None for cell in cells):
        return None
    labels = [text_of(cell) if len(cell) < 4 else "" for cell in cells]
    places = [at for at, label in enumerate(labels) if len(label) <= _LABEL_CHARS and _PUBLISHED.search(label)]
    dated = [at for at in places if re.search(r"日|时|時|date|time|on$|at$|일", labels[at], re.IGNORECASE)]
    return next(iter(dated), None)
