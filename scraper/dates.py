"""The few things asked of dates as portals write them."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

_DIGITS = str.maketrans("０１２３４５６７８９：／－．", "0123456789:/-.")
_WIDE = re.compile("[０-９：／－．]")
_MAY_DATE = re.compile(r"[0-9０-９年]")  # no date stands in a line without one of these
_CHINESE = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0, "Ｏ": 0}
# Year, month, day with the separators that portals use, and a time of day with ASCII or full-width or wrong colons.
_DATE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})\s?(?:年|[-/.])\s?(?P<m>1[0-2]|0?[1-9])\s?(?:月|[-/.])\s?(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)\s?日?"
    r"(?:[\sT　]{0,3}(?P<h>2[0-3]|[01]?\d)\s?(?:[:;.]|时|點|点)\s?(?P<min>[0-5]\d)分?(?:\s?(?::|;)?(?P<s>[0-5]\d)秒?)?"
    r"(?:\.\d+)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)
_ROC = re.compile(r"(?:民國|民国)\s?(?P<y>\d{2,3})\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日")
_HAN = re.compile(
    r"(?P<y>[一二][〇○零Ｏ一二三四五六七八九]{3})年(?P<m>[一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十]{1,3})日"
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)"
)
_NAMED = re.compile(
    rf"(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?(?P<mon>{_MONTH})\.?,?\s+(?P<y>(?:19|20)\d{{2}}))"
    rf"|(?:(?P<mon2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d{{2}}))",
    re.IGNORECASE,
)


def parse_date(text: str, zone: ZoneInfo) -> str | None:
    """Give the first date in the text as ISO 8601, with time and offset where the text has a time; else None.

    ROC years (民國113年) count from 1911; Chinese numerals and English month names are read. A day that no calendar
    has is None.
    """
    plain = _plain(text)
    found = _DATE.search(plain)
    if found:
        return _iso(found, zone)
    roc = _ROC.search(plain)
    if roc:
        return _day(int(roc["y"]) + 1911, int(roc["m"]), int(roc["d"]))
    han = _HAN.search(text)
    if han:
        year = int("".join(str(_CHINESE[character]) for character in han["y"]))
        return _day(year, _number(han["m"]), _number(han["d"]))
    named = _NAMED.search(text)
    if named:
        month = (named["mon"] or named["mon2"])[:3].lower()
        if month in _MONTHS:
            return _day(int(named["y"] or named["y2"]), _MONTHS.index(month) + 1, int(named["d"] or named["d2"]))
    return None


def find_date(text: str) -> str | None:
    """Give the first date of the text as it is written there, or None."""
    if _MAY_DATE.search(text) is None:
        return None
    plain = _plain(text)
    for pattern in (_DATE, _ROC, _HAN, _NAMED):
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
