"""Days of publication as numbers: what people write in a query, and what stands in `published`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

MINUTES_A_DAY = 1440
_WRITTEN = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d))?")


@dataclass(frozen=True, slots=True)
class Days:
    """A day, a month or a year: from `first` to `last`, both included."""

    first: date
    last: date


def read_days(text: str) -> Days | None:
    """Read 2024, 2024-05, 2024-05-31 (also with 年月日, dots, slashes); None where it is no date."""
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
        if day is not None:
            return Days(first, first)
        after = date(year + 1, 1, 1) if month is None or month == 12 else date(year, month + 1, 1)
    except ValueError:
        return None
    return Days(first, after - timedelta(days=1))


def minutes(published: str | None) -> int | None:
    """Give `published` (ISO 8601) as minutes since year 1 in the portal's own time; None where it has no date."""
    match = _ISO.match(published or "")
    if match is None:
        return None
    year, month, day, hour, minute = (int(part or 0) for part in match.groups())
    try:
        return date(year, month, day).toordinal() * MINUTES_A_DAY + hour * 60 + minute
    except ValueError:
        return None
