"""Dates as the rows of lists write them: whole, split over elements, without a year, in ROC years, in other languages.

A row date has no hour in the record: it comes back as an ISO 8601 date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scraper.dates import ERAS
from scraper.steps.links.calendars import MONTH_NAMES, common_date, month_number, plain_digits

_WORD = rf"(?:{MONTH_NAMES}|[A-Za-zäéûçôÄÉÛа-яА-Я]{{3,10}})"
_BUDDHIST = r"25[3-7]\d"  # 2530 is 1987
_SOLAR = r"13[7-9]\d|140\d|141[0-5]"
_ERAS = ERAS | {"R": ERAS["令和"], "H": ERAS["平成"]}
_GAP = r"\s*"
_YEAR_WORD = rf"{_GAP}(?:-?\s*يىلى|ᠣᠨ(?:\s*ᠤ)?|оны?|ལོའི་?(?:ཟླ་)?|-?жыл\w*){_GAP}"
_MONTH_WORD = rf"{_GAP}(?:-?\s*ئاي(?:نىڭ)?|ᠰᠠᠷ᠎?ᠠ(?:\s*ᠶᠢᠨ)?|-?р?\s*сарын|པའི་?(?:ཚེས་)?|ཚེས་){_GAP}"
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
            rf"(?:中?[華华]?民[國国])?(?<!\d)(?P<roc>1[0-4]\d){_GAP}(?:年|{_SEP}){_GAP}(?P<m>\d{{1,2}}){_GAP}(?:月|{_SEP}){_GAP}(?P<d>\d{{1,2}})(?!\d){_GAP}日?",
        ),
        (
            "roc2",
            rf"民[國国]{_GAP}(?P<roc>\d{{2,3}}){_GAP}(?:年|{_SEP}){_GAP}(?P<m>\d{{1,2}}){_GAP}(?:月|{_SEP}){_GAP}(?P<d>\d{{1,2}}){_GAP}日?",
        ),
        (
            "d month y",
            rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?{_GAP}(?:de\s+)?(?P<month>{_WORD})\.?,?{_GAP}(?:de\s+)?(?P<y>(?:19|20)\d\d|{_BUDDHIST}|{_SOLAR})(?!\d)(?:{_GAP}(?:г\.?|года|r\.|roku))?",
        ),
        (  # 2024 жылғы 13 қыркүйек
            "y d month",
            rf"(?<!\d)(?P<y>(?:19|20)\d\d)\s*(?:-?\s*жыл\w*|оны?|,){_GAP}(?P<d>\d{{1,2}})\.?{_GAP}(?P<month>{_WORD})(?!\w)",
        ),
        (  # 2024. szeptember 13.
            "y month d",
            rf"(?<!\d)(?P<y>(?:19|20)\d\d)\.?{_GAP}(?P<month>{MONTH_NAMES}){_GAP}(?P<d>\d{{1,2}})(?!\d)\.?",
        ),
        (
            "month d y",
            rf"(?P<month>{_WORD})\.?{_GAP}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{_GAP},?{_GAP}(?P<y>(?:19|20)\d\d)(?!\d)",
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
            rf"(?<![\d./-])(?P<a>\d{{1,2}})(?P<sep>[-/.])(?P<b>\d{{1,2}})(?P=sep)(?P<y>(?:19|20)\d\d|{_BUDDHIST})(?![\d/-])",
        ),
        ("compact", r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"),
    )
)
_NO_YEAR = re.compile(
    rf"^[\[(（【〔]?{_GAP}(?P<m>\d{{1,2}}){_GAP}(?:[-/.·]|月){_GAP}(?P<d>\d{{1,2}}){_GAP}[日.]?{_GAP}[\])）】〕]?$"
)
_TWO_DIGITS = re.compile(r"^[\[(（【]?(?P<yy>\d{2})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})[\])）】]?$")
_DAY_WITH_MONTH_NAME = re.compile(
    rf"^(?:(?P<d>\d{{1,2}})\s*(?P<month>{_WORD})|(?P<month2>{_WORD})\s*(?P<d2>\d{{1,2}}))\.?$"
)
_ONLY_DAY = re.compile(r"^[\[(（【]?\s*(?P<d>\d{1,2})\s*(?:日|号|號|일|st|nd|rd|th)\s*[\])）】]?$")
_FILE_NOTE = re.compile(
    r"[(（\[][^()（）\[\]]{0,40}(?:[KM]i?B|PDF|DOCX?|XLSX?|字节)[^()（）\[\]]{0,20}[)）\]]", re.IGNORECASE
)
# What may stand beside a date in a chunk that is "only a date": labels, brackets, an hour.
_BESIDE = re.compile(
    r"(?:发布|發布|發佈|公开|公開|发文|更新|成文|生成|上传|时间|時間|日期|日|于|於|Date|Published|Posted|Updated|on|\d{1,2}:\d{2}(?::\d{2})?|星期.|周.)"
    r"|[\s\[\]()（）【】〔〕|:：,，/·•.-]",
    re.IGNORECASE,
)
LABEL = re.compile(r"(?:发布|發布|發佈|公开|公開|刊登|Published|Posted)[^\d]{0,12}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text: where it stands and what it means."""

    start: int
    end: int
    value: date


def find_dates(text: str, order: str = "dmy") -> tuple[Dated, ...]:
    """Find whole dates in a text, in order; `order` tells how 03/04/2026 is meant where the numbers leave it open."""
    found: list[Dated] = []
    text = plain_digits(text)
    for name, pattern in _PATTERNS:
        if name == "compact":
            continue
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            value = _value(match, order)
            if value is not None:
                found.append(Dated(match.start(), match.end(), value))
    return tuple(sorted(found, key=lambda dated: dated.start))


def only_date(text: str, order: str = "dmy") -> date | None:
    """Read a chunk of text that is a date and nothing else (labels, brackets and an hour may stand beside it)."""
    if not any(char.isdigit() for char in text):
        return None
    for dated in find_dates(text, order):
        if not _BESIDE.sub("", text[: dated.start] + text[dated.end :]):
            return dated.value
    compact = _PATTERNS[-1][1].fullmatch(plain_digits(text).strip(" []()（）【】"))
    return _value(compact, order) if compact else None


def without_year(text: str, years: tuple[int, ...], latest: date | None) -> date | None:
    """Read `05-18`, `[5月18日]`, `26-05-18` or `18 May`, where a chunk is nothing else.

    The year is the first of `years` (from the row's own address) that makes a date, else the latest year that does
    not lie after `latest`; None where neither is known.
    """
    text = _FILE_NOTE.sub("", plain_digits(text)).strip(" –—|,·")
    if match := _TWO_DIGITS.match(text):
        year = 2000 + int(match["yy"])
        is_past = latest is None or year <= latest.year
        return common_date(year, int(match["m"]), int(match["d"])) if is_past else None
    month, day = _month_day(text)
    if month is None or day is None:
        return None
    tried = (common_date(year, month, day) for year in years)
    value = next((found for found in tried if found is not None), None)
    if value is not None or latest is None:
        return value
    value = common_date(latest.year, month, day)
    return value if value is not None and value <= latest else common_date(latest.year - 1, month, day)


def day_of_month(text: str, month: tuple[int, int]) -> date | None:
    """Read `13日`, `13th` or `13/09`, where a chunk is nothing else, as a day of its heading's month (year, month)."""
    text = plain_digits(text).strip()
    if match := _ONLY_DAY.match(text):
        return common_date(*month, int(match["d"]))
    if (match := _NO_YEAR.match(text)) and month[1] in (one := (int(match["m"]), int(match["d"]))):
        return common_date(*month, one[1] if one[0] == month[1] else one[0])
    return None


def years_in_url(url: str) -> tuple[int, ...]:
    """Give the years that stand in an address, as `/202607/t20260731_1.html` or `/2026/7/31/`."""
    years = re.findall(r"(?<!\d)((?:19|20)\d\d)(?=(?:0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)|[-/]\d{1,2}[-/])", url)
    return tuple(dict.fromkeys(int(year) for year in reversed(years)))


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


def _month_day(text: str) -> tuple[int | None, int | None]:
    if match := _NO_YEAR.match(text):
        first, second = int(match["m"]), int(match["d"])
        return (second, first) if first > 12 else (first, second)
    if match := _DAY_WITH_MONTH_NAME.match(text):
        return month_number(match["month"] or match["month2"]), int(match["d"] or match["d2"])
    return None, None


def _value(match: re.Match[str], order: str) -> date | None:
    groups = match.groupdict()
    if groups.get("a"):
        first, second = int(groups["a"]), int(groups["b"])
        day_first = first > 12 or (second <= 12 and (order == "dmy" or groups["sep"] == "."))
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
