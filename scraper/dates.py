"""The few things asked of dates as portals write them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

_DIGITS = str.maketrans("０１２３４５６７８９：／－．", "0123456789:/-.")
_WIDE = re.compile("[０-９：／－．]")
_MAY_DATE = re.compile(r"[0-9０-９年]")  # no date stands in a line without one of these
_CHINESE = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0, "Ｏ": 0}
# Year, month, day with the separators that portals use, and a time of day with ASCII or full-width or wrong colons.
_DATE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})\s?(?:[年년]|[-/.])\s?(?P<m>1[0-2]|0?[1-9])\s?(?:[月월]|[-/.])\s?(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)\s?[日일]?"
    r"(?:[\sT　]{0,3}(?P<h>2[0-3]|[01]?\d)\s?(?:[:;.]|时|點|点)\s?(?P<min>[0-5]\d)分?(?:\s?(?::|;)?(?P<s>[0-5]\d)秒?)?"
    r"(?:\.\d+)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)
_ROC = re.compile(r"(?P<era>民國|民国)\s?(?P<y>\d{2,3})\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日")
# 111-09-26 as portals of Taiwan write it beside a label: only as a whole, since 111-09 may begin any number.
_ROC_BARE = re.compile(
    r"\s*(?P<y>1[0-4]\d)(?P<sep>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=sep)(?P<d>3[01]|[12]\d|0?[1-9])(?:[\sT]+\d\d?:\d\d(?::\d\d)?)?\s*"
)
_HAN = re.compile(
    r"(?P<y>[一二][〇○零Ｏ一二三四五六七八九]{3})年(?P<m>[一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十]{1,3})日"
)
# First years of the eras: 民國113年 is 2024, 令和8年 is 2026.
ERAS = {"民国": 1912, "民國": 1912, "令和": 2019, "平成": 1989, "昭和": 1926}
_ERA = re.compile(r"(?P<era>令和|平成|昭和)\s?(?P<y>元|\d{1,2})\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日")
# Months of each language by the beginnings of their names (CLDR); the longest beginning that fits counts.
_MONTHS = {
    beginning: number
    for number, beginnings in enumerate(
        (
            "jan ene gen янв",
            "feb fév fev фев",
            "mar mär mrz мар",
            "apr avr abr апр",
            "may mai mag мая май",
            "jun jui juin giu июн",
            "jul juil lug июл",
            "aug aoû ago авг",
            "sep set сен",
            "oct okt ott out окт",
            "nov ноя",
            "dec déc dez dic дек",
        ),
        start=1,
    )
    for beginning in beginnings.split()
}
_MONTH_NAME = re.compile(
    # whole names or the short forms, so that no other word with such a beginning counts
    r"jan(?:uary|vier|uar|eiro)?|ene(?:ro)?|gen(?:naio)?|янв(?:аря|арь)?|"
    r"feb(?:ruary|ruar|rero|braio)?|fév(?:rier)?|fev(?:ereiro)?|фев(?:раля|раль)?|"
    r"mar(?:ch|s|zo|ço)?|märz?|mrz|март?а?|apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|апр(?:еля|ель)?|"
    r"may(?:o)?|mai(?:o)?|mag(?:gio)?|мая|май|june?|juin|juni|junio|junho|giu(?:gno)?|июн[яь]?|"
    r"july?|juli|juil(?:let)?|julio|julho|lug(?:lio)?|июл[яь]?|aug(?:ust)?|août|ago(?:sto)?|авг(?:уста?)?|"
    r"sept?(?:ember|embre|iembre)?|set(?:embro|tembre)?|сен(?:тября|тябрь)?|"
    r"oct(?:ober|obre|ubre)?|okt(?:ober)?|ott(?:obre)?|out(?:ubro)?|окт(?:ября|ябрь)?|"
    r"nov(?:ember|embre|iembre|embro)?|ноя(?:бря|брь)?|"
    r"dec(?:ember)?|déc(?:embre)?|dez(?:ember|embro)?|dic(?:iembre|embre)?|дек(?:абря|абрь)?",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º)?\.?\s+(?:of\s+|de\s+)?(?P<mon>{_MONTH_NAME.pattern})\.?,?\s+"
    rf"(?:de\s+)?(?P<y>(?:19|20)\d{{2}})(?!\d)"
    rf"|\b(?P<mon2>{_MONTH_NAME.pattern})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d{{2}})(?!\d)",
    re.IGNORECASE,
)
_YEAR_LAST = re.compile(
    r"(?<![\d./-])(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d{2})(?![\d/-])"
)
Order = Literal["day first", "month first"]


def parse_date(text: str, zone: ZoneInfo, order: Order = "day first") -> str | None:
    """Give the first date in the text as ISO 8601, with time and offset where the text has a time; else None.

    ROC years (民國113年, and 113-09-26 where the text is nothing else) count from 1911, eras of Japan from their first
    year; Chinese numerals and month names of several languages are read. `order` tells how 03/04/2026 is meant, where
    the numbers leave it open. A day that no calendar has is None.
    """
    if _MAY_DATE.search(text) is None:
        return None
    plain = _plain(text)
    found = _DATE.search(plain)
    if found:
        return _iso(found, zone)
    era = _ROC.search(plain) or _ERA.search(plain)
    if era:
        years = 1 if era["y"] == "元" else int(era["y"])
        return _day(ERAS[era["era"]] + years - 1, int(era["m"]), int(era["d"]))
    bare = _ROC_BARE.fullmatch(plain)
    if bare:
        return _day(ERAS["民國"] + int(bare["y"]) - 1, int(bare["m"]), int(bare["d"]))
    han = _HAN.search(text)
    if han:
        year = int("".join(str(_CHINESE[character]) for character in han["y"]))
        return _day(year, _number(han["m"]), _number(han["d"]))
    return _in_words(plain, order)


def _in_words(text: str, order: Order) -> str | None:
    """Read a date of other languages: with the month's name, or with the year last."""
    named = _NAMED.search(text)
    if named:
        month = month_of(named["mon"] or named["mon2"])
        return _day(int(named["y"] or named["y2"]), month or 0, int(named["d"] or named["d2"]))
    last = _YEAR_LAST.search(text)
    return _year_last(last, order) if last else None


def month_of(name: str) -> int | None:
    """Give the month, from 1, that a name of several languages begins like; None where it is no month's."""
    name = name.lower()
    return _MONTHS.get(name[:4]) or _MONTHS.get(name[:3])


def _year_last(found: re.Match[str], order: Order) -> str | None:
    first, second = int(found["a"]), int(found["b"])
    is_month_first = second > 12 or (first <= 12 and order == "month first")
    day, month = (second, first) if is_month_first else (first, second)
    return _day(int(found["y"]), month, day)


def find_date(text: str) -> str | None:
    """Give the first date of the text as it is written there, or None."""
    if _MAY_DATE.search(text) is None:
        return None
    plain = _plain(text)
    for pattern in (_DATE, _ROC, _ERA, _HAN, _NAMED, _YEAR_LAST):
        found = pattern.search(plain)
        if found:
            return text[found.start() : found.end()].strip()
    return None


def _plain(text: str) -> str:
    """Make full-width digits and marks plain; hardly a line has any, and looking is ten times as fast."""
    return text.translate(_DIGITS) if _WIDE.search(text) else text


def _iso(found: re.Match[str], zone: ZoneInfo) -> str | None:
    day = _day(int(found["y"]), int(found["m"]), int(found["d"]))
    if day is None or found["h"] is None:
        return day
    text = f"{day}T{int(found['h']):02}:{found['min']}:{found['s'] or '00'}"
    offset = found["zone"]
    moment = datetime.fromisoformat(text + offset) if offset else datetime.fromisoformat(text).replace(tzinfo=zone)
    return moment.isoformat(timespec="seconds")


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return datetime(year, month, day).date().isoformat()  # noqa: DTZ001 - a day of the calendar, no moment
    except ValueError:
        return None


def _number(text: str) -> int:
    """Read a Chinese numeral from 1 to 99."""
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return _CHINESE[text] if len(text) == 1 else 0
    return (_CHINESE[tens] if tens else 1) * 10 + (_CHINESE[ones] if ones else 0)
