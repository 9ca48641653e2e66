"""Bars over time as SVG, drawn on the server: a link a bar, no script, colours from the style sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, TypeAlias

Step: TypeAlias = Literal["day", "month", "year"]
WIDTH, HEIGHT = 960.0, 260.0
_LEFT, _BOTTOM, _TOP = 46.0, 26.0, 12.0
DAYS_SHOWN = 92  # bars that can still be hit with a finger


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: place and size in the drawing's units, its label, count, and the days it stands for (both included)."""

    label: str
    count: int
    first: date
    last: date
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across with its number, or a label under the bars."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of bars."""

    bars: tuple[Bar, ...]
    across: tuple[Tick, ...]
    under: tuple[Tick, ...]
    width: float = WIDTH
    height: float = HEIGHT
    left: float = _LEFT
    base: float = HEIGHT - _BOTTOM


def buckets(by_day: dict[date, int], step: Step) -> list[Bar]:
    """Sum days into days, months or years, without gaps: what has no article has a bar of none."""
    if not by_day:
        return []
    counts: dict[date, int] = {}
    for day, number in by_day.items():
        start = _start(day, step)
        counts[start] = counts.get(start, 0) + number
    bars: list[Bar] = []
    start, last = min(counts), max(counts)
    while start <= last:
        following = _next(start, step)
        label = start.isoformat()[: {"day": 10, "month": 7, "year": 4}[step]]
        bars.append(Bar(label, counts.get(start, 0), start, following - timedelta(days=1)))
        start = following
    return bars


def chart(bars: list[Bar]) -> Chart:
    """Lay the bars out."""
    most = max((bar.count for bar in bars), default=0)
    unit = _nice(most / 4)
    top = max(unit, -(-most // unit) * unit)
    base, span = HEIGHT - _BOTTOM, HEIGHT - _BOTTOM - _TOP
    slot = (WIDTH - _LEFT - 4) / max(1, len(bars))
    gap = min(3.0, slot * 0.2)
    laid = tuple(
        replace(
            bar,
            x=round(_LEFT + place * slot + gap / 2, 2),
            y=round(base - span * bar.count / top, 2),
            width=round(min(slot - gap, 56.0), 2),
            height=round(span * bar.count / top, 2),
        )
        for place, bar in enumerate(bars)
    )
    across = tuple(
        Tick(round(base - span * value / top, 2), f"{value:,}") for value in range(0, int(top) + 1, int(unit))
    )
    every = max(1, -(-len(bars) // 12))
    under = tuple(Tick(round(bar.x + bar.width / 2, 2), bar.label) for bar in laid[::every])
    return Chart(laid, across, under)


def _start(day: date, step: Step) -> date:
    if step == "day":
        return day
    return day.replace(day=1) if step == "month" else day.replace(month=1, day=1)


def _next(day: date, step: Step) -> date:
    if step == "day":
        return day + timedelta(days=1)
    if step == "year" or day.month == 12:
        return date(day.year + 1, 1, 1)
    return date(day.year, day.month + 1, 1)


def _nice(value: float) -> int:
    """Give the next of 1, 2, 5, 10, 20 …: what people count in."""
    size = 1
    while True:
        for step in (1, 2, 5):
            if step * size >= value:
                return step * size
        size *= 10
