"""What is still to be fetched: rows of the state database, so that a killed crawl goes on where it was.

A lease lives in memory only: it dies with its process, and the row is pending again.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

import orjson

from scraper.model import Listing, PageRequest
from scraper.store.state import Store
from scraper.urls import canonical

Kind: TypeAlias = Literal["target", "list", "article", "revisit"]

_DEEP = 100  # list pages: one section may be longer than all others together, or without an end
# Whose turn it is on a host, each a range of the index: articles, so that what was listed is stored; the first page of
# every section before further ones; what is due again before pages so deep in one list that its end is not in sight.
_TURNS = (
    "kind = 'article'",
    "kind = 'target'",
    f"kind = 'list' AND page_number < {_DEEP}",
    "kind = 'revisit' AND page_number = 0",  # others are asked for at the end of the run
    "kind = 'list'",
    "kind = 'revisit'",
)


@dataclass(frozen=True, slots=True)
class Errand:
    """One page to fetch, and why."""

    kind: Kind
    request: PageRequest
    site: str
    section_url: str
    listing: Listing | None = None
    page_number: int = 0  # of a list page, from 0
    id: int = 0

    @property
    def key(self) -> str:
        """Name the page: its canonical URL, with method and body where it is not a plain GET."""
        url = canonical(self.request.url)
        if self.request.method == "GET":
            return url
        return f"{self.request.method} {url} {base64.b64encode(self.request.body).decode('ascii')}"

    @property
    def host(self) -> str:
        """Name the host (with port) whose turn it takes."""
        return urlsplit(self.request.url).netloc.lower()


class Frontier:
    """The errands of this archive; one host gets at most one lease at a time beyond `ahead`."""

    def __init__(self, store: Store, ahead: int = 2) -> None:
        self._store = store
        self._ahead = ahead  # one being fetched, one waiting for its turn: the host never idles longer than its delay
        self._leased: dict[int, str] = {}
        self._stopped: set[str] = set()
        self._hosts = {host for (host,) in store.rows("SELECT DISTINCT host FROM frontier WHERE is_done = 0")}
        self._last = int(store.rows("SELECT coalesce(max(id), 0) FROM frontier")[0][0])

    def add(self, errands: Iterable[Errand]) -> int:
        """Add errands that are not there yet; give how many were new.

        No number is given twice in a run: the row of a list page may be dropped while the page is still out, and what
        ends that errand would end the one that has its number.
        """
        added = 0
        for errand in errands:
            self._last += 1
            cursor = self._store.run(
                "INSERT OR IGNORE INTO frontier(id, section_url, kind, key, host, site, request, listing, page_number) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    self._last,
                    errand.section_url,
                    errand.kind,
                    errand.key,
                    errand.host,
                    errand.site,
                    _dump_request(errand.request),
                    orjson.dumps(errand.listing).decode() if errand.listing else None,
                    errand.page_number,
                ),
            )
            added += cursor.rowcount
            self._hosts.add(errand.host)
        return added

    def lease(self) -> Errand | None:
        """Give the next errand of a host that is free, in the order of `_TURNS`; lists page by page, side by side."""
        counts: dict[str, int] = {}
        for host in self._leased.values():
            counts[host] = counts.get(host, 0) + 1
        for host in sorted(self._hosts - self._stopped):
            if counts.get(host, 0) >= self._ahead:
                continue
            if (number := self._next_of(host)) is not None:
                self._leased[number] = host
                return self._errand(number)
            if host not in counts:
                self._hosts.discard(host)
        return None

    @property
    def leased(self) -> int:
        """Give the number of errands that are out."""
        return len(self._leased)

    def park(self) -> None:
        """Put everything pending aside: a run asks only for what belongs to its own sections."""
        self._store.run("UPDATE frontier SET is_done = 2 WHERE is_done = 0")
        self._hosts.clear()

    def unpark(self, section_url: str) -> None:
        """Make what is pending of a section count again."""
        self._store.run("UPDATE frontier SET is_done = 0 WHERE is_done = 2 AND section_url = ?", (section_url,))
        hosts = self._store.rows(
            "SELECT DISTINCT host FROM frontier WHERE is_done = 0 AND section_url = ?", (section_url,)
        )
        self._hosts |= {host for (host,) in hosts}

    def finish(self, errand: Errand) -> None:
        """Mark the errand as done: an article's row goes, a list page's row stays until the walk is over."""
        if errand.kind in ("article", "revisit"):
            self._store.run("DELETE FROM frontier WHERE id = ?", (errand.id,))
        else:
            self._store.run("UPDATE frontier SET is_done = 1 WHERE id = ?", (errand.id,))
        self._leased.pop(errand.id, None)

    def release(self, errand: Errand) -> None:
        """Give the lease back without having done anything: the row stays pending."""
        self._leased.pop(errand.id, None)

    def stop_host(self, host: str) -> None:
        """Lease nothing of this host any more in this run; what is pending stays for the next."""
        self._stopped.add(host)

    def again(self, section_url: str, page_number: int) -> list[int]:
        """Ask once more for the list pages of that number that were read in this walk; give their errands."""
        rows = self._store.rows(
            "SELECT id FROM frontier WHERE section_url = ? AND page_number = ? AND is_done = 1 "
            "AND kind IN ('list', 'target')",
            (section_url, page_number),
        )
        for (number,) in rows:
            self._store.run("UPDATE frontier SET is_done = 0 WHERE id = ?", (number,))
        return [number for (number,) in rows]

    def drop_lists(self, section_url: str) -> None:
        """Forget the further list pages of a section: the walk has met what it knows."""
        self._store.run("DELETE FROM frontier WHERE section_url = ? AND kind = 'list' AND is_done = 0", (section_url,))

    def has_pending(self, section_url: str) -> bool:
        """Tell whether anything of the section is still to be fetched."""
        return bool(
            self._store.rows("SELECT 1 FROM frontier WHERE section_url = ? AND is_done = 0 LIMIT 1", (section_url,))
        )

    def has_lists(self, section_url: str) -> bool:
        """Tell whether a list page of the section is still to be read."""
        return bool(
            self._store.rows(
                "SELECT 1 FROM frontier WHERE section_url = ? AND is_done = 0 AND kind IN ('list', 'target') LIMIT 1",
                (section_url,),
            )
        )

    def has_leasable(self) -> bool:
        """Tell whether anything is pending on a host that has not been stopped."""
        return any(self._next_of(host) is not None for host in self._hosts - self._stopped)

    def clear(self, section_url: str) -> None:
        """Forget the walk of a section."""
        self._store.run("DELETE FROM frontier WHERE section_url = ?", (section_url,))

    def _next_of(self, host: str) -> int | None:
        """Give the number of the next errand of a host; the index alone tells it."""
        for turn in _TURNS:
            rows = self._store.rows(
                f"SELECT id FROM frontier WHERE is_done = 0 AND host = ? AND {turn} ORDER BY page_number, id LIMIT ?",  # noqa: S608 - constants
                (host, len(self._leased) + 1),
            )
            for (number,) in rows:
                if number not in self._leased:
                    return int(number)
        return None

    def _errand(self, number: int) -> Errand:
        ((section_url, kind, site, request, listing, page_number),) = self._store.rows(
            "SELECT section_url, kind, site, request, listing, page_number FROM frontier WHERE id = ?", (number,)
        )
        heard = Listing(**orjson.loads(listing)) if listing else None
        return Errand(kind, _load_request(request), site, section_url, heard, page_number, number)


def _dump_request(request: PageRequest) -> str:
    if request == PageRequest(request.url):
        return request.url
    return orjson.dumps(
        {
            "url": request.url,
            "method": request.method,
            "body": base64.b64encode(request.body).decode("ascii"),
            "headers": request.headers,
            "base": request.base,
            "position": request.position,
            "row_addresses": request.row_addresses,
            "beside": request.beside,
        }
    ).decode()


def _load_request(text: str) -> PageRequest:
    if not text.startswith("{"):
        return PageRequest(text)
    value = orjson.loads(text)
    headers = tuple((name, content) for name, content in value["headers"])
    body = base64.b64decode(value["body"])
    row_addresses = tuple(value.get("row_addresses", ()))
    place = value.get("base"), value.get("position", 1)
    return PageRequest(value["url"], value["method"], body, headers, *place, row_addresses, value.get("beside", ""))
