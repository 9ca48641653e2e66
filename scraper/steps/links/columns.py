"""Tables whose head names the columns of the title and of the date of publication, beside other dates (成文日期)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from scraper.steps.links.rows import text_of

_PUBLISHED = re.compile(
    r"发布|發布|公布|公示(?!截|期限)|公開日|公开|刊登|张贴|掲載|公表|게시|등록일|작성일|published|posted|date\b|datum|fecha|vyvěšen|zveřejn|zverejn|vyvesen"
    r"|veröffentlich|publi[ée]|public(?:ad|aci|aç)|pubblica|gepubliceerd|opublikowan|objav|публик|размещ|tarih|ngày\s+(?:đăng|ban)|تاریخ|تاريخ",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?:日期|时间|時間|日時|날짜|일자)$")
# A day of something else than the publication: of a hearing, a time limit, the document's own, its coming into force.
_ANOTHER_DAY = re.compile(
    r"开[庭标評评]|開[庭標]|截[止至]|結束|结束|[终終]止|到期|[期时時]限|有效|失效|废止|廢止|生效|[实實]施|施行|成文|[签簽][发發订署]|制定|修[订改訂]|更新|[开開]始|起始|报名|報名|[举舉][办行]|会议|開會|考[试試]|投[标標]|受理|出生|成立|办理|辦理|决定|決定|处罚|許可|许可|立案|审批|批准|核准|登记"
)
_TITLE = re.compile(
    r"^(?:.{0,6}(?:标题|標題|题名|名称|名稱)|事项|事項|件名|題名|제목|title|subject|heading|tên văn bản"
    r"|název|názov|titel|titre|t[íi]tulo|oggetto|betreff|nazwa|naziv|заголовок|наименование|назва|başlık|konu)$",
    re.IGNORECASE,
)
_LABEL_CHARS = 16
_CELLS = ("td", "th")
_LEAST_CELLS = 3  # of rows that are no table


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of the tables of one page; each table is looked at once."""

    _found: dict[HtmlElement, tuple[tuple[int, ...], tuple[int, ...]]] = field(default_factory=dict, repr=False)

    def published(self, row: HtmlElement) -> tuple[HtmlElement, ...]:
        """Give the cells of a row that stand under 发布日期 and its kin, else 公告日期; 发布机构 may be one."""
        return self._cells(row, 0)

    def title(self, row: HtmlElement) -> HtmlElement | None:
        """Give the cell of a row that stands under 标题, or None."""
        return next(iter(self._cells(row, 1)), None)

    def _cells(self, row: HtmlElement, which: int) -> tuple[HtmlElement, ...]:
        is_table = row.tag == "tr"
        holder = next(row.iterancestors("table"), None) if is_table else row.getparent()
        if holder is None or (not is_table and len(row) < _LEAST_CELLS):
            return ()
        if holder not in self._found:
            heads = holder.iter("tr") if is_table else _heads(holder, row)
            self._found[holder] = _columns(next(heads, None))
        cells = _cells_of(row)
        return tuple(cells[column] for column in self._found[holder][which] if column < len(cells))


def _heads(holder: HtmlElement, row: HtmlElement) -> Iterator[HtmlElement]:
    """Give what may be the head of rows that are no table: the first of them, or what stands right above them all."""
    first, above = next(holder.iterchildren(str(row.tag)), None), holder.getprevious()
    for head in (first, above, *(above if above is not None and len(above) == 1 else ())):
        if head is not None and isinstance(head.tag, str) and len(_cells_of(head)) == len(_cells_of(row)):
            yield head


def _cells_of(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if isinstance(cell.tag, str) and (row.tag != "tr" or cell.tag in _CELLS)]


def _columns(head: HtmlElement | None) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Give the places of 发布日期 and of 标题 in the first row of a table, where that is a head."""
    cells = _cells_of(head) if head is not None else []
    if len(cells) < 2 or any(next(cell.iter("a"), None) is not None for cell in cells):
        return (), ()
    labels = [text_of(cell) if len(cell) < 4 else "" for cell in cells]
    dated = tuple(at for at, label in enumerate(labels) if len(label) <= _LABEL_CHARS and _PUBLISHED.search(label))
    days = (at for at, label in enumerate(labels) if _DAY.search(label) and not _ANOTHER_DAY.search(label))
    return dated or tuple(days), tuple(at for at, label in enumerate(labels) if _TITLE.match(label))
