"""The document number (发文字号): from the table or the first lines, never one that the article only cites."""

from __future__ import annotations

import re

# 国务院办公厅《党政机关公文处理工作条例》 §9(5): 机关代字、年份、发文顺序号; brackets as portals write them.
_YEARED = r"[\u4e00-\u9fffA-Za-z（）()]{1,20}[〔﹝\[（(【]\s?(?:19|20)\d{2}\s?[〕﹞\]）)】]\s?第?\s?\d{1,5}\s?号"
_ORDER = (
    r"(?:[\u4e00-\u9fff]{2,25})?(?:令|公告)\s?(?:(?:19|20)\d{2}年)?\s?第?\s?[\d一二三四五六七八九十百〇零]{1,6}\s?号"
)
_PUBLIC = r"[\u4e00-\u9fff]{0,20}公告\s?(?:19|20)\d{2}年\s?第\s?\d{1,4}\s?号"
_NUMBER = re.compile(rf"{_YEARED}|{_PUBLIC}|{_ORDER}")
_ALONE = re.compile(rf"^[（(【]?\s?({_YEARED}|{_PUBLIC}|{_ORDER})\s?[）)】]?$")
FIRST_LINES = 6


def document_number(stated: str, first_lines: list[str]) -> str | None:
    """Give the number of this document: what the table states, else a first line that holds nothing but a number."""
    found = _NUMBER.search(stated) if stated else None
    if found:
        return _tidy(found[0])
    for line in first_lines[:FIRST_LINES]:
        alone = _ALONE.match(line)
        if alone:
            return _tidy(alone[1])
    return None


def _tidy(number: str) -> str:
    return re.sub(r"\s", "", number)
