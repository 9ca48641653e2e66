"""Dates of rows that lack year or month: 05-18 beside a year in the address, 13日 under the heading of a month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from scraper.dates.calendars import common_date, plain_digits
from scraper.dates.months import MONTH, month_number

_NO_YEAR = re.compile(r"^[\[(（【〔]?\s*(?P<m>\d{1,2})\s*(?:[-/.·]|月)\s*(?P<d>\d{1,2})\s*[日.]?\s*[\])）】〕]?$")
_TWO_DIGITS = re.compile(
    r"^[\[(（【]?(?=\d\d[-/.]|.{3,6}\d\d\D?$)(?P<yy>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})[\])）】]?$"
)
_DAY_WITH_MONTH_NAME = re.compile(
    rf"^(?:(?P<d>\d{{1,2}})\s*(?P<month>{MONTH})|(?P<month2>{MONTH})\s*(?P<d2>\d{{1,2}}))\.?$"
)
_ENDS_WITH_DAY = re.compile(rf"\s(?P<d>\d{{1,2}})(?:er|º|\.)?\s+(?:de\s+)?(?P<month>{MONTH})\.?$")
_PHRASE_CHARS = 40
_ONLY_DAY = re.compile(r"^[\[(（【]?\s*(?P<d>\d{1,2})\s*(?:日|号|號|일|st|nd|rd|th)\s*[\])）】]?$")
FILE_NOTE = re.compile(
    r"[(（\[][^()（）\[\]]{0,40}(?:[KM]i?B|PDF|DOCX?|XLSX?|字节)[^()（）\[\]]{0,20}[)）\]]", re.IGNORECASE
)
_MONTHS = 12
LABEL = re.compile(r"(?:发布|發布|發佈|公开|公開|刊登|Published|Posted)[^\d]{0,12}$", re.IGNORECASE)


def short_order(texts: Iterator[str] | tuple[str, ...], order: str) -> str:
    """Give the order of dates of two digits each: over those of a page, the year is what changes least.

    Where it stands last (`13.09.24`), a number over 12 tells the day from the month; else it is `order`, that of dates
    with whole years.
    """
    found = [match for text in texts if (match := _TWO_DIGITS.match(plain_digits(text).strip()))]
    if len({match["yy"] for match in found}) <= len({match["d"] for match in found}):
        return "ymd"
    if any(int(match["yy"]) > _MONTHS for match in found):
        return "dmy"
    return "mdy" if any(int(match["m"]) > _MONTHS for match in found) else order


def without_year(text: str, years: tuple[int, ...], latest: date | None, order: str = "ymd") -> date | None:
    """Read `05-18`, `[5月18日]`, `26-05-18` or `18 May`, where a chunk is nothing else.

    `order`: of the parts of a date of two digits each, "ymd", "dmy" or "mdy". The year is the first
    of `years` (from the row's own address) that makes a date, else the latest that does not lie after `latest`; None
    where neither is known.
    """
    text = FILE_NOTE.sub("", plain_digits(text)).strip(" –—|,·")
    if match := _TWO_DIGITS.match(text):
        parts = dict(zip(order, (int(match["yy"]), int(match["m"]), int(match["d"])), strict=True))
        year = 2000 + parts["y"]
        is_past = latest is None or year <= latest.year
        return common_date(year, parts["m"], parts["d"]) if is_past else None
    month, day = _month_day(text)
    if month is None and years and len(text) <= _PHRASE_CHARS and (ends := _ENDS_WITH_DAY.search(text)):
        month, day = month_number(ends["month"]), int(ends["d"])  # séance du 1er mars
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


def _month_day(text: str) -> tuple[int | None, int | None]:
    if match := _NO_YEAR.match(text):
        first, second = int(match["m"]), int(match["d"])
        return (second, first) if first > 12 else (first, second)
    if match := _DAY_WITH_MONTH_NAME.match(text):
        return month_number(match["month"] or match["month2"]), int(match["d"] or match["d2"])
    return None, None
