"""What a request asks to see: the search in its address, and how addresses are made from it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import quote, urlencode

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException

from scraper.index.days import read_days
from scraper.index.search import Sort, Wanted

PAGE = 20
_FAR = 1_000_000  # hits beyond which nobody pages


@dataclass(frozen=True, slots=True)
class View:
    """A search as it stands in the address; values that cannot be read are passed over."""

    q: str = ""
    site: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    sort: Sort = "relevance"
    start: int = 0

    @classmethod
    def of(cls, params: QueryParams) -> View:
        """Read the address."""
        sort: Sort = "newest" if params.get("sort") == "newest" else "relevance"
        told = params.get("start", "0")
        start = min(int(told), _FAR) if told.isascii() and told.isdigit() and len(told) < 9 else 0
        return cls(
            params.get("q", "")[:1000].replace("\x00", ""),
            tuple(params.getlist("site")),
            tuple(params.getlist("section")),
            tuple(params.getlist("issuer")),
            _date(params.get("since", "")),
            _date(params.get("until", "")),
            sort,
            start,
        )

    @classmethod
    def asked(cls, params: QueryParams) -> View:
        """Read the address of a program, which is told what cannot be read; raises HTTPException 400 with the cure."""
        for name in ("since", "until"):
            told = params.get(name, "")
            if told and not read_days(told):
                raise HTTPException(400, f"{name}: {told!r} is no date; write 2024, 2024-05 or 2024-05-31.")
        for name in ("start", "limit"):
            told = params.get(name, "")
            if told and not (told.isascii() and told.isdigit()):
                raise HTTPException(400, f"{name}: {told!r} is no number; write 0 or more.")
        if params.get("sort", "") not in ("", "newest", "relevance"):
            raise HTTPException(400, f"sort: {params['sort']!r} is no order; write relevance or newest.")
        return cls.of(params)

    def wanted(self, *, repetitions: bool = False) -> Wanted:
        """Give the search."""
        since, until = read_days(self.since), read_days(self.until)
        return Wanted(
            self.q,
            self.site,
            self.section,
            self.issuer,
            since.first if since else None,
            until.last if until else None,
            self.sort if self.q else "newest",
            repetitions,
        )

    def url(self, path: str = "/", **changes: object) -> str:
        """Give an address of `path` with this search, changed; begins at the first page unless told otherwise."""
        return self.changed(changes, path)

    def changed(self, changes: dict[str, object], path: str = "/") -> str:
        """Give the address with values changed by name."""
        view = replace(self, **{"start": 0, **changes})  # type: ignore[arg-type]  # names are checked by replace
        pairs: list[tuple[str, str]] = []
        for item in fields(view):
            value = getattr(view, item.name)
            if value and value != item.default:
                pairs.extend((item.name, str(part)) for part in (value if isinstance(value, tuple) else (value,)))
        return f"{path}?{urlencode(pairs, quote_via=quote)}" if pairs else path

    def with_year(self, year: str) -> str:
        """Give the address with one year."""
        return self.url(since=year, until=year)

    def with_days(self, first: date, last: date) -> str:
        """Give the address with these days, both included."""
        return self.url(since=first.isoformat(), until=last.isoformat(), sort="newest")

    def chosen(self, path: str = "/") -> list[tuple[str, str]]:
        """Give each filter in words, with the address of `path` without it."""
        found = []
        for name in ("site", "section", "issuer"):
            values = getattr(self, name)
            found += [
                (value, self.changed({name: tuple(one for one in values if one != value)}, path)) for value in values
            ]
        if self.since or self.until:
            span = self.since if self.since == self.until else f"{self.since} – {self.until}".strip()
            found.append((span, self.url(path, since="", until="")))
        return found

    @property
    def year(self) -> str:
        """Give the year, where the dates name one."""
        return self.since if len(self.since) == 4 and self.since == self.until else ""

    @property
    def is_narrowed(self) -> bool:
        """Tell whether there is any filter."""
        return bool(self.site or self.section or self.issuer or self.since or self.until)


def _date(text: str) -> str:
    return text if read_days(text) else ""
