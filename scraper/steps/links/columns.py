"""Tables whose head names the columns of the title and of the date of publication, beside other dates (成文日期)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from scraper.steps.links.rows import text_of

_PUBLISHED = re.compile(
    r"发布|發布|公布|公開日|公开|刊登|张贴|掲載|公表|게시|등록일|작성일|published|posted", re.IGNORECASE
)
_TITLE = re.compile(
    r"^(?:.{0,6}(?:标题|標題|题名|名称|名稱)|事项|事項|件名|題名|제목|title|subject|heading|tên văn bản)$",
    re.IGNORECASE,
)
_LABEL_CHARS = 16
_CELLS = ("td", "th")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of the tables of one page; each table is looked at once."""

    _found: dict[HtmlElement, tuple[int | None, int | None]] = field(default_factory=dict, repr=False)

    def published(self, row: HtmlElement) -> HtmlElement | None:
        """Give the cell of a row that stands under 发布日期, or None."""
        return self._cell(row, 0)

    def title(self, row: HtmlElement) -> HtmlElement | None:
        """Give the cell of a row that stands under 标题, or None."""
        return self._cell(row, 1)

    def _cell(self, row: HtmlElement, which: int) -> HtmlElement | None:
        table = next(row.iterancestors("table"), None) if row.tag == "tr" else None
        if table is None:
            return None
        if table not in self._found:
            self._found[table] = _columns(next(table.iter("tr"), None))
        column = self._found[table][which]
        cells = [cell for cell in row if cell.tag in _CELLS]
        return cells[column] if column is not None and column < len(cells) else None


def _columns(head: HtmlElement | None) -> tuple[int | None, int | None]:
    """Give the places of 发布日期 and of 标题 in the first row of a table, where that is a head."""
    cells = [cell for cell in head if cell.tag in _CELLS] if head is not None else []
    if len(cells) < 2 or any(next(cell.iter("a"), None) is not None for cell in cells):
        return None, None
    labels = [text_of(cell) if len(cell) < 4 else "" for cell in cells]
    places = [at for at, label in enumerate(labels) if len(label) <= _LABEL_CHARS and _PUBLISHED.search(label)]
    dated = [at for at in places if re.search(r"日|时|時|date|time|on$|at$|일", labels[at], re.IGNORECASE)]
    titled = [at for at, label in enumerate(labels) if _TITLE.match(label)]
    return next(iter(dated), None), next(iter(titled), None)
