"""The few things asked of dates as portals write them: whole ones in `written`, other calendars in `calendars`."""

from __future__ import annotations

import re
from datetime import datetime, time
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from scraper.dates.calendars import common_date, plain_digits
from scraper.dates.written import ERAS, Dated, find_dates, only_dated

__all__ = ["ERAS", "find_date", "parse_date"]
_DIGITS = str.maketrans("０１２３４５６７８９：／－．", "0123456789:/-.")
_WIDE = re.compile("[０-９：／－．]")
_MAY_DATE = re.compile(r"[\d年]")  # no date stands in a line without one of these
# Year, month, day with the separators that portals use, and a time of day with ASCII or full-width or wrong colons.
_DATE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})\s?(?:[年년]|[-/.])\s?(?P<m>1[0-2]|0?[1-9])\s?(?:[月월]|[-/.])\s?(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)\s?[日일]?"
    r"(?:[\s（(]{0,2}(?:星期|周)[一二三四五六日天][)）]?)?"
    r"(?:[\sT　]{0,3}(?P<noon>[上下]午|凌晨|中午|晚上)?\s?(?P<h>2[0-3]|[01]?\d)\s?(?:[:;.]|时|點|点)\s?"
    r"(?P<min>[0-5]\d)分?(?:\s?(?::|;)?(?P<s>[0-5]\d)秒?)?"
    r"(?:\.\d+)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)
# The hour behind a date of another form: , 14:35 | à 10h22 | um 8.05
_HOUR = re.compile(
    r"[\s,;|–-]{0,3}(?:um|at|à|às|alle|в|о|kl\.?)?\s?(?P<h>2[0-3]|[01]?\d)(?:[:h]|\.(?=\d\d(?!\d)))(?P<min>[0-5]\d)(?!\d)"
    r"(?:\s?(?P<half>[AaPp])\.?[Mm]\b)?"
)
_MOST_ALONE = 40  # characters of a text that is a date and little else
Order = Literal["day first", "month first"]


def parse_date(text: str, zone: ZoneInfo, order: Order = "day first") -> str | None:
    """Give the first date in the text as ISO 8601, with time and offset where the text has a time; else None.

    Other calendars, eras, Chinese numerals and months in words are read (`scraper.dates.written`). `order` tells how
    03/04/2026 is meant, where the numbers leave it open. A day that no calendar has is None.
    """
    if _MAY_DATE.search(text) is None:
        return None
    plain = _plain(text)
    found = _DATE.search(plain)
    if found:
        return _iso(found, zone)
    dated = _first(text, order)
    if dated is None:
        return None
    hour = _HOUR.match(plain_digits(text), dated.end)
    if hour is None:
        return dated.value.isoformat()
    hours = int(hour["h"])
    if hour["half"]:
        hours = hours % 12 + (12 if hour["half"] in "Pp" else 0)
    moment = datetime.combine(dated.value, time(hours, int(hour["min"]), tzinfo=zone))
    return moment.isoformat(timespec="seconds")


@lru_cache(maxsize=1024)
def find_date(text: str) -> str | None:
    """Give the first date of the text as it is written there, or None."""
    if _MAY_DATE.search(text) is None:
        return None
    found = _DATE.search(_plain(text))
    if found:
        return text[found.start() : found.end()].strip()
    dated = _first(text, "day first")
    return text[dated.start : dated.end].strip() if dated else None


def _first(text: str, order: Order) -> Dated | None:
    """Give the first date of another form; figures that may be anything only where the text is little else."""
    short = "dmy" if order == "day first" else "mdy"
    found = find_dates(text, short, alone=False)
    if found:
        return found[0]
    return only_dated(text, short) if len(text) <= _MOST_ALONE else None


def _plain(text: str) -> str:
    """Make full-width digits and marks plain; hardly a line has any, and looking is ten times as fast."""
    return text.translate(_DIGITS) if _WIDE.search(text) else text


def _iso(found: re.Match[str], zone: ZoneInfo) -> str | None:
    day = common_date(int(found["y"]), int(found["m"]), int(found["d"]))
    if day is None or found["h"] is None:
        return day.isoformat() if day else None
    hours = int(found["h"])
    if hours < 12 and found["noon"] in ("下午", "晚上"):
        hours += 12
    text = f"{day}T{hours:02}:{found['min']}:{found['s'] or '00'}"
    offset = found["zone"]
    moment = datetime.fromisoformat(text + offset) if offset else datetime.fromisoformat(text).replace(tzinfo=zone)
    return moment.isoformat(timespec="seconds")
