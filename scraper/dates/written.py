"""Whole dates as pages write them: in figures of any order, split over elements, in words, in other calendars.

Such a date is a day, without an hour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from scraper.dates.calendars import common_date, plain_digits
from scraper.dates.months import MONTH, month_number
from scraper.rules import rows

# First years of the eras: 民國113年 is 2024, 令和8年 is 2026.
ERAS = {"民国": 1912, "民國": 1912, "令和": 2019, "平成": 1989, "昭和": 1926}
_BUDDHIST = r"25[3-7]\d"  # 2530 is 1987
_SOLAR = r"13[7-9]\d|140\d|141[0-5]"
_ERAS = ERAS | {"R": ERAS["令和"], "H": ERAS["平成"], "S": ERAS["昭和"]}
_GAP = r"\s*"
_YEAR_WORD = rf"{_GAP}(?:-?\s*يىلى|ᠣᠨ(?:\s*ᠤ)?|оны?|ལོའི་?(?:ཟླ་)?|-?жыл\w*){_GAP}"
_MONTH_WORD = rf"{_GAP}(?:-?\s*ئاي(?:نىڭ)?|ᠰᠠᠷ᠎?ᠠ(?:\s*ᠶᠢᠨ)?|-?р?\s*сарын|པའི་?(?:ཚེས་)?|ཚེས་){_GAP}"
# Khmer, Thai, Lao: the 21st of month such, of year such
_OF_MONTH, _OF_YEAR = r"(?:(?:ខែ|เดือน|ເດືອນ)\s*)?", r"(?:(?:ឆ្នាំ|พ\.ศ\.|ปี|ປີ)\s*)?"
_SEP = r"[-/.．–—]"

# (name of the row, pattern with groups y, m, d). The order is the order of trust.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        (
            "ymd",
            rf"(?<![\d-])(?P<y>(?:19|20)\d\d){_GAP}{_SEP}{_GAP}(?P<m>\d{{1,2}}){_GAP}{_SEP}{_GAP}(?P<d>\d{{1,2}})(?!\d)",
        ),
        (
            "ymd of another calendar",
            rf"(?<![\d/-])(?P<y>{_BUDDHIST}|{_SOLAR})/(?P<m>\d{{1,2}})/(?P<d>\d{{1,2}})(?![\d/])",
        ),
        (
            "d tháng m năm y",
            rf"(?<!\d)(?P<d>\d{{1,2}}){_GAP}tháng{_GAP}(?P<m>\d{{1,2}}),?{_GAP}năm{_GAP}(?P<y>(?:19|20)\d\d)(?!\d)",
        ),
        (
            "han",
            rf"(?<!\d)(?P<y>(?:19|20)\d\d){_GAP}[年년]{_GAP}(?P<m>\d{{1,2}}){_GAP}[月월]{_GAP}(?P<d>\d{{1,2}}){_GAP}(?:日|号|號|일)?",
        ),
        # Uyghur, Mongolian (both scripts), Tibetan, Kazakh: year, month, day in this order, each with its word
        (
            "y word m word d word",
            rf"(?<!\d)(?P<y>(?:19|20)\d\d){_YEAR_WORD}(?P<m>\d{{1,2}}){_MONTH_WORD}(?P<d>\d{{1,2}})(?!\d)",
        ),
        (
            "era",
            rf"(?P<era>令和|平成|昭和){_GAP}(?P<ey>元|\d{{1,2}}){_GAP}年{_GAP}(?P<m>\d{{1,2}}){_GAP}月{_GAP}(?P<d>\d{{1,2}}){_GAP}日?",
        ),
        (
            "short era",
            r"(?<![A-Za-z\d])(?P<era>[RH])(?P<ey>\d{1,2})[./](?P<m>\d{1,2})[./](?P<d>\d{1,2})(?!\d)",
        ),
        (
            "roc",
            r"(?<!\d)(?P<roc>1[0-4]\d)(?P<mark>[-/.．])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})(?!\d)",
        ),
        (
            "roc in words",
            rf"(?:中?[華华]?民[國国])?(?<!\d)(?P<roc>1[0-4]\d){_GAP}年{_GAP}(?P<m>\d{{1,2}}){_GAP}月{_GAP}(?P<d>\d{{1,2}})(?!\d){_GAP}日?",
        ),
        (
            "roc2",
            rf"民[國国]{_GAP}(?P<roc>\d{{2,3}}){_GAP}(?:年|{_SEP}){_GAP}(?P<m>\d{{1,2}}){_GAP}(?:月|{_SEP}){_GAP}(?P<d>\d{{1,2}}){_GAP}日?",
        ),
        (
            "d month y",
            rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?:{_GAP}(?:de\s+)?{_OF_MONTH}|-)(?P<month>{MONTH})\.?,?(?:{_GAP}(?:de\s+)?{_OF_YEAR}|-)(?P<y>(?:19|20)\d\d|{_BUDDHIST}|{_SOLAR})(?!\d)(?:{_GAP}(?:г\.?|года|р\.|року|r\.|roku))?",
        ),
        (  # 2024 жылғы 13 қыркүйек, 2024-yil 13-sentabr
            "y d month",
            rf"(?<!\d)(?P<y>(?:19|20)\d\d)\s*(?:-?\s*жыл\w*|-?\s*(?:йил|yil)\w*|оны?|,){_GAP}(?P<d>\d{{1,2}})[.-]?{_GAP}(?P<month>{MONTH})(?!\w)",
        ),
        (  # 2024. szeptember 13.
            "y month d",
            rf"(?<!\d)(?P<y>(?:19|20)\d\d)\.?{_GAP}(?P<month>{MONTH}){_GAP}(?P<d>\d{{1,2}})(?!\d)\.?",
        ),
        (
            "month d y",
            rf"(?P<month>{MONTH})\.?{_GAP}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{_GAP},?{_GAP}(?P<y>(?:19|20)\d\d)(?!\d)",
        ),
        (
            "d over y-m",
            rf"(?<![\d.:/-])(?P<d>\d{{1,2}}){_GAP}[日号]?{_GAP}[/|]?{_GAP}(?P<y>(?:19|20)\d\d){_GAP}(?:{_SEP}|年){_GAP}(?P<m>\d{{1,2}}){_GAP}月?(?![\d./-])",
        ),
        (
            "m-d over y",
            rf"(?<![\d.:/-])(?P<m>\d{{1,2}}){_GAP}(?:{_SEP}|月){_GAP}(?P<d>\d{{1,2}}){_GAP}日?{_GAP}(?P<y>(?:19|20)\d\d){_GAP}年?(?![\d./-])",
        ),
        (
            "y over m-d",
            rf"(?<![\d.:/-])(?P<y>(?:19|20)\d\d){_GAP}年?\s+(?P<m>\d{{1,2}}){_GAP}(?:{_SEP}|月){_GAP}(?P<d>\d{{1,2}})(?!\d){_GAP}日?",
        ),
        (
            "numeric",
            rf"(?<![\d./-])(?P<a>\d{{1,2}})(?P<sep>[-/]|\.\s?)(?P<b>\d{{1,2}})(?P=sep)(?P<y>(?:19|20)\d\d|{_BUDDHIST})(?![\d/-])",
        ),
        ("compact", r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"),
    )
)
# Of these the figures may be anything's, unless they are all that a text holds.
_ALONE = frozenset({"roc", "short era", "d over y-m", "m-d over y", "y over m-d"})
# No date stands in a text without a year, in figures of whatever script, or the name of an era.
_MAY_DATE = re.compile(r"\d\d\d|[年년]|令和|平成|昭和|民[国國]|(?<![A-Za-z])[RHS]\d")
# What may stand beside a date in a chunk that is "only a date": labels, brackets, an hour.
_WEEKDAYS = "|".join(names for _, names in rows("rules/weekdays.tsv"))
_BESIDE = re.compile(
    rf"(?<![^\W\d_])(?:{_WEEKDAYS})(?![^\W\d_])"
    r"|(?:发布|發布|發佈|公开|公開|发文|更新|成文|生成|上传|时间|時間|日期|日|于|於|Date|Published|Posted|Updated|on|\d{1,2}:\d{2}(?::\d{2})?|星期.|周.)"
    r"|[\s\[\]()（）【】〔〕|:：,，/·•.-]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text: where it stands and what it means."""

    start: int
    end: int
    value: date


@lru_cache(maxsize=1024)
def find_dates(text: str, order: str = "dmy", *, alone: bool = True) -> tuple[Dated, ...]:
    """Find whole dates in a text, in order; `order` tells how 03/04/2026 is meant where the numbers leave it open.

    `alone`: with figures that are surely a date only where nothing else stands there (113-05-21, R6.5.21). Remembered,
    since one line of a page is asked by several.
    """
    if _MAY_DATE.search(text) is None:
        return ()
    found: list[Dated] = []
    text = plain_digits(text)
    for name, pattern in _PATTERNS:
        if name == "compact" or (name in _ALONE and not alone):
            continue
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            value = _value(match, order)
            if value is not None:
                found.append(Dated(match.start(), match.end(), value))
    return tuple(sorted(found, key=lambda dated: dated.start))


def only_dated(text: str, order: str = "dmy") -> Dated | None:
    """Find a date in a chunk of text that is nothing else (labels, brackets and an hour may stand beside it)."""
    if not any(char.isdigit() for char in text):
        return None
    for dated in find_dates(text, order):
        if not _BESIDE.sub("", text[: dated.start] + text[dated.end :]):
            return dated
    compact = _PATTERNS[-1][1].fullmatch(plain_digits(text).strip(" []()（）【】"))
    value = _value(compact, order) if compact else None
    return Dated(0, len(text), value) if value else None


def only_date(text: str, order: str = "dmy") -> date | None:
    """Give the day of such a chunk."""
    found = only_dated(text, order)
    return found.value if found else None


def numeric_order(texts: Iterator[str] | tuple[str, ...], default: str) -> str:
    """Tell whether 03/04/2026 is day first or month first, by those dates of the page that leave no choice."""
    numeric = _PATTERNS[-2][1]
    for text in texts:
        for match in numeric.finditer(plain_digits(text)):
            if int(match["a"]) > 12:
                return "dmy"
            if int(match["b"]) > 12:
                return "mdy"
    return default


def _value(match: re.Match[str], order: str) -> date | None:
    groups = match.groupdict()
    if groups.get("a"):
        first, second = int(groups["a"]), int(groups["b"])
        day_first = first > 12 or (second <= 12 and (order == "dmy" or groups["sep"][0] == "."))
        day, month = (first, second) if day_first else (second, first)
        return common_date(int(groups["y"]), month, day)
    year = _year(groups)
    if groups.get("month"):
        found = month_number(groups["month"])
        return common_date(year, found, int(groups["d"])) if found else None
    return common_date(year, int(groups["m"]), int(groups["d"]))


def _year(groups: dict[str, str | None]) -> int:
    if roc := groups.get("roc"):
        return int(roc) + 1911
    if era := groups.get("era"):
        counted = groups.get("ey") or ""
        return _ERAS[era.upper()] - 1 + (1 if counted == "元" else int(counted))
    return int(groups["y"] or 0)
