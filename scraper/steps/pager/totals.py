"""What a pager states in words: how many records, how many pages, which one this is."""

from __future__ import annotations

import re
from dataclasses import dataclass

# (id, pattern with groups rows, pages, here). The text of the page with tags taken out.
_NUMBER = r"\d{1,3}(?:[,，]\d{3})+|\d{1,7}"
_STATED: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern.replace("NUMBER", _NUMBER), re.IGNORECASE))
    for name, pattern in (
        (
            "共N条",
            r"(?:共有?|总共|總共|总计|合计|全部|检索到)\s*[:：]?\s*(?P<rows>NUMBER)\s*(?:条|條|个?记录|筆|笔|篇|项|項|則|件)",
        ),
        (
            "总记录数：N",
            r"(?:总记录数?|记录总数|总条数|信息总数|總筆數|文章总数)\s*[:：]?\s*(?P<rows>NUMBER)",
        ),
        ("N条记录", r"(?<!\d)(?P<rows>NUMBER)\s*(?:条|條)\s*(?:记录|記錄|信息|新闻|数据)"),
        (
            "1/60",
            r"(?<![\d/.-])(?P<here>\d{1,5})\s*/\s*(?P<pages>\d{1,5})\s*(?:[页頁](?!码)|(?=\s*(?:首[页頁]|上一?[页頁]|下一?[页頁]|第一[页頁]|\s*$)))",
        ),
        (
            "页次：1/60",
            r"(?:页次|頁次|页码|当前页|第)\s*[:：]?\s*(?P<here>\d{1,5})\s*[页頁]?\s*[/／]\s*(?:共)?\s*(?P<pages>\d{1,5})",
        ),
        ("共N页", r"(?:共有?|总共|總共|分为?)\s*[:：]?\s*(?P<pages>\d{1,5})\s*[页頁]"),
        ("第N页", r"第\s*(?P<here>\d{1,5})\s*[页頁](?!以|内)"),
        ("page 1 of 7", r"\bpage\s+(?P<here>\d{1,5})\s+of\s+(?P<pages>\d{1,5})\b"),
        (
            "1 - 20 of 137",
            r"(?<![\d/])\d{1,6}\s*(?:-|–|to)\s*\d{1,6}\s+of\s+(?:about\s+)?(?P<rows>\d{1,3}(?:,\d{3})+|\d{1,7})\b",
        ),
        (
            "137 results",
            r"(?<![\d,])(?P<rows>\d{1,3}(?:,\d{3})+|\d{1,7})\s+(?:results|items|entries|documents|records)\b",
        ),
    )
)
_IN_SCRIPT = re.compile(
    r"\b(?:totalRecords?|total_?rows?|recordCount|totalCount|totalNum|count)\b['\"]?\s*[:=]\s*['\"]?(\d{1,7})\b",
    re.IGNORECASE,
)
_LINE_CHARS = 300  # a pager's words stand in a short text; a sentence about "共5条" in prose is longer


@dataclass(frozen=True, slots=True)
class Totals:
    """What is stated; None where nothing is."""

    rows: int | None = None
    pages: int | None = None
    here: int | None = None


def read_totals(texts: list[str], code: str) -> Totals:
    """Read totals from the short texts of a page (pager last) and from its scripts."""
    found: dict[str, int] = {}
    for text in texts:
        if len(text) > _LINE_CHARS or not any(char.isdigit() for char in text):
            continue
        for _, pattern in _STATED:
            if match := pattern.search(text):
                for name, value in match.groupdict().items():
                    found.setdefault(name, int(re.sub("[,，]", "", value)))
    if "rows" not in found and (match := _IN_SCRIPT.search(code)) and "page" in code.lower():
        found["rows"] = int(match.group(1))
    return Totals(found.get("rows"), found.get("pages"), found.get("here"))
