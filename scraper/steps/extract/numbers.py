"""The document number (发文字号): from the table or the first lines, never one that the article only cites."""

from __future__ import annotations

import re
from itertools import pairwise

from scraper.dates import find_date

# 国务院办公厅《党政机关公文处理工作条例》 §9(5): 机关代字、年份、发文顺序号; brackets as portals write them.
# A bracket within the code holds whom it is of: 皖（合）政〔2020〕3号.
_CODE = r"(?:[\u4e00-\u9fffA-Za-z]|[（(][\u4e00-\u9fffA-Za-z]{1,8}[）)]){1,20}"
_YEARED = _CODE + r"[〔﹝\[（(【]\s?(?:19|20)\d{2}\s?[〕﹞\]）)】]\s?第?\s?\d{1,5}\s?号"
_YEARED_ONLY = re.compile(_YEARED)
_ORDER = (
    r"(?:[\u4e00-\u9fff]{2,25})?(?:令|公告|通告)\s?(?:(?:19|20)\d{2}年)?\s?第?\s?"
    r"[\d一二三四五六七八九十百〇零]{1,6}\s?号"
)
_PUBLIC = r"[\u4e00-\u9fff]{0,20}(?:公告|通告)\s?(?:19|20)\d{2}年\s?第\s?\d{1,4}\s?号"
_NUMBER = re.compile(rf"{_YEARED}|{_PUBLIC}|{_ORDER}")
# GB/T 9704-2012, 7.2.5 and 7.2.6: the number stands alone, in one line with who signed it, or in brackets behind what
# kind of writ it is: 行政处罚决定书（某市监处罚〔2024〕12号）.
_WRIT = r"(?:(?!.*[关關][于於])[\u4e00-\u9fff]{2,20}[书書](?=[（(]))?"
_ALONE = re.compile(rf"{_WRIT}[（(【]?({_YEARED}|{_PUBLIC}|{_ORDER})[）)】]?(?:签发人[:：]?.{{0,12}})?")
_KIND = re.compile(r"(?!.*[关關][于於])[\u4e00-\u9fff、]{0,25}(?:令|公告|通告)")
_OF_KIND = re.compile(r"[（(]?((?:(?:19|20)\d{2}年)?第[\d一二三四五六七八九十百〇零]{1,6}号)[）)]?")
_STATED = re.compile(r"[^，。；：]{2,40}[号號]")  # of other kinds too: 府办字第1120012345號, 国令第700号
_CITES = re.compile(r"根据|依据|按照|依照|转发|贯彻|落实|废止|文号|字号|主题")
_MOST_LINE = 80  # characters
FIRST_LINES = 8


def is_number(line: str) -> bool:
    """Tell whether a line is a document's number and nothing else."""
    return len(line) <= _MOST_LINE and _ALONE.fullmatch(_tidy(line)) is not None


def document_number(stated: str, first_lines: list[str]) -> str | None:
    """Give the number of this document: what the table states, else a first line that holds nothing but a number.

    A number may stand in two lines (某县人民政府令 / 第12号). Where several lines are numbers, they are a list.
    """
    found = _NUMBER.search(stated) if stated and not _CITES.search(stated) else None
    if found:
        whole = _tidy(stated)
        return whole if _STATED.fullmatch(whole) else _tidy(found[0])
    if stated and not _CITES.search(stated) and any(map(str.isdigit, stated)) and _STATED.fullmatch(_tidy(stated)):
        return _tidy(stated)
    lines = ["" if len(line) > _MOST_LINE or _CITES.search(line) else _tidy(line) for line in first_lines[:FIRST_LINES]]
    numbers = [alone[1] for line in lines if (alone := _ALONE.fullmatch(line))]
    numbers += [each for line in first_lines[:FIRST_LINES] if (each := _before_date(line))]
    numbers += [
        above + part[1]
        for above, line in pairwise(lines)
        if _KIND.fullmatch(above) and (part := _OF_KIND.fullmatch(line))
    ]
    return numbers[0] if len(set(numbers)) == 1 else None


def _before_date(line: str) -> str:
    """Give the number that a line of the head begins with, before the date: 清政发〔2022〕9号 2022-07-14."""
    number, _, rest = line.partition(" ")
    is_before = len(line) <= _MOST_LINE and _YEARED_ONLY.fullmatch(number) is not None
    return number if is_before and find_date(rest) is not None and "。" not in rest else ""


def _tidy(number: str) -> str:
    return re.sub(r"\s", "", number)
