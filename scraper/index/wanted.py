"""What a search is asked for: a query, and the filters beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, TypedDict

from scraper.errors import UsageError
from scraper.index.days import read_days
from scraper.index.nodes import NAMES, Name

Sort: TypeAlias = Literal["relevance", "newest"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for: the query and the filters beside it; dates as in `after:` (ISO, both included)."""

    query: str = ""
    site: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    sort: Sort = "relevance"
    with_repetitions: bool = False  # near-duplicates and twins as hits of their own

    @property
    def has_filters(self) -> bool:
        """Tell whether anything beside the query narrows what is found."""
        return bool(self.since or self.until or any(getattr(self, kind) for kind in NAMES))

    @property
    def told(self) -> str:
        """Give it in words, for whoever finds an export of it years later; empty where everything is meant."""
        named: dict[str, str] = {kind: ", ".join(getattr(self, kind)) for kind in NAMES}
        named |= {"since": str(self.since or ""), "until": str(self.until or "")}
        return " ".join(filter(None, [self.query, *(f"{name}: {value}" for name, value in named.items() if value)]))


class Filters(TypedDict, total=False):
    """The filters of a search beside its query; `since` and `until` are days, months or years, both included."""

    site: str | Sequence[str] | None
    section: str | Sequence[str] | None
    issuer: str | Sequence[str] | None
    source: str | Sequence[str] | None
    since: str | date | None
    until: str | date | None
    sort: Sort
    repetitions: bool


def wanted(query: str, filters: Filters) -> Wanted:
    """Make the search of a query and filters.

    Raises UsageError for a date that is none, an empty name, and a span without a day.
    """
    since = _day("since", filters.get("since"), is_end=False)
    until = _day("until", filters.get("until"), is_end=True)
    if since and until and since > until:
        raise UsageError(
            f"since: {filters.get('since')} is after until: {filters.get('until')}; write the earlier first"
        )
    return Wanted(
        query,
        _names("site", filters.get("site")),
        _names("section", filters.get("section")),
        _names("issuer", filters.get("issuer")),
        _names("source", filters.get("source")),
        since,
        until,
        filters.get("sort", "relevance"),
        filters.get("repetitions", False),
    )


def _names(kind: Name, value: str | Sequence[str] | None) -> tuple[str, ...]:
    names = () if value is None else (value,) if isinstance(value, str) else tuple(value)
    if not all(name.strip() for name in names):  # of a script's empty variable: it would fit every article
        raise UsageError(f"{kind}: is empty; write a name, or leave it away")
    return names


def _day(name: str, value: str | date | None, *, is_end: bool) -> date | None:
    if value is None or isinstance(value, date):
        return value
    days = read_days(value)
    if days is None:
        raise UsageError(f"{name}: {value!r} is no date; write 2024, 2024-05 or 2024-05-31")
    return days.last if is_end else days.first
