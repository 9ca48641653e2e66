"""What a request asks to see: the search in its address, and how addresses are made from it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import quote, urlencode

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException

from scraper.index.days import read_days
from scraper.index.nodes import NAMES
from scraper.index.wanted import Sort, Wanted

PAGE = 20
_FAR = 1_000_000  # hits beyond which nobody pages


@dataclass(frozen=True, slots=True)
class View:
    """A search as it stands in the address; values that cannot be read are passed over, dates among them told."""

    q: str = ""
    site: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    sort: Sort = "relevance"
    start: int = 0
    unread: tuple[str, ...] = ()  # dates that are none, for the reader to mend

    @classmethod
    def of(cls, params: QueryParams) -> View:
        """Read the address."""
        sort: Sort = "newest" if params.get("sort") == "newest" else "relevance"
        told = params.get("start", "0")
        start = min(int(told), _FAR) if told.isascii() and told.isdigit() and len(told) < 9 else 0
        since, until = (params.get(name, "").strip()[:40] for name in ("since", "until"))
        return cls(
            params.get("q", "")[:1000].replace("\x00", ""),
            tuple(params.getlist("site")),
            tuple(params.getlist("section")),
            tuple(params.getlist("issuer")),
            tuple(params.getlist("source")),
            since if read_days(since) else "",
            until if read_days(until) else "",
            sort,
            start,
            tuple(text for text in (since, until) if text and not read_days(text)),
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
            self.source,
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
        pairs = view.pairs()
        return f"{path}?{urlencode(pairs, quote_via=quote)}" if pairs else path

    def pairs(self, without: tuple[str, ...] = ()) -> list[tuple[str, str]]:
        """Give names and values as they stand in an address; those that are as ever are left out."""
        pairs: list[tuple[str, str]] = []
        for item in fields(self):
            value = getattr(self, item.name)
            if value and value != item.default and item.name not in ("unread", *without):
                pairs.extend((item.name, str(part)) for part in (value if isinstance(value, tuple) else (value,)))
        return pairs

    def with_year(self, year: str) -> str:
        """Give the address with one year."""
        return self.url(since=year, until=year)

    def with_days(self, first: date, last: date) -> str:
        """Give the address with these days, both included."""
        return self.url(since=first.isoformat(), until=last.isoformat(), sort="newest")

    def chosen(self, path: str = "/") -> list[tuple[str, str]]:
        """Give each filter in words, with the address of `path` without it."""
        found = []
        for name in NAMES:
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
        return bool(self.since or self.until or any(getattr(self, name) for name in NAMES))
