"""Days as a reader says them: 3天前, 昨天, 5 hours ago. Counted from the moment at which the page was fetched."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from scraper.dates.calendars import plain_digits

_HOUR = r"(?:[\s,]*(?:at\s+)?\d{1,2}:\d{2}(?::\d{2})?)?"
# (pattern, seconds of one unit). Weeks are whole days; of months and years nobody knows which day they mean.
_UNITS = (
    (r"秒钟?|秒鐘|seconds?|secs?|초|секунд\w*", 1),
    (r"分钟?|分鐘|minutes?|mins?|분|минут\w*", 60),
    (r"个?小时|個?小時|時間|hours?|hrs?|시간|час\w*", 3600),
    (r"天|日|days?|일|дн\w*|день", 86400),
    (r"个?星期|個?星期|周|週|週間|weeks?|주|недел\w*", 7 * 86400),
)
_AGO = tuple(
    (
        re.compile(rf"^(?:约|約)?\s*(\d{{1,3}}|an?|one)\s*(?:{unit})\s*(?:以?前|之前|ago|전|назад)$", re.IGNORECASE),
        seconds,
    )
    for unit, seconds in _UNITS
)
_DAYS = tuple(
    (re.compile(rf"^(?:{words}){_HOUR}$", re.IGNORECASE), days)
    for words, days in (
        (r"刚刚|剛剛|刚才|今天|今日|today|just\s+now|たった今|오늘|방금|сегодня", 0),
        (r"昨天|昨日|yesterday|어제|вчера", 1),
        (r"前天|一昨日|그저께|позавчера", 2),
    )
)
_CHARS = 30


def day_ago(text: str, now: datetime | None) -> date | None:
    """Give the day that a chunk names by its distance from `now`, where it says nothing else."""
    text = plain_digits(text).strip(" []()（）【】·|")
    if now is None or not text or len(text) > _CHARS:
        return None
    for pattern, days in _DAYS:
        if pattern.match(text):
            return now.date() - timedelta(days=days)
    for pattern, seconds in _AGO:
        if match := pattern.match(text):
            count = int(match.group(1)) if match.group(1).isdigit() else 1
            return (now - timedelta(seconds=seconds * count)).date()
    return None
