"""What is known of each page: outcome, revision, validators, when it was seen and when it is due again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scraper.model import Listing
from scraper.store.state import Store

_AT_ONCE = 500
_NEVER = "9999"  # after every time in ISO 8601
_COLUMNS = (
    "url, site, section_url, outcome, id, article_url, revision, status, content_sha256, body_sha1, etag, "
    "last_modified, first_seen, last_checked, last_changed, next_check, checks, changes, gone_since, gone_reason, "
    "gone_run, warc, asked"
)


@dataclass(frozen=True, slots=True)
class PageState:
    """One known page, by the canonical URL under which it is listed. Times are ISO 8601, UTC."""

    url: str
    site: str
    section_url: str | None
    outcome: str
    id: str | None
    article_url: str | None
    revision: int
    status: str
    content_sha256: str | None
    body_sha1: str | None
    etag: str | None
    last_modified: str | None
    first_seen: str
    last_checked: str
    last_changed: str | None = None
    next_check: str | None = None
    checks: int = 0
    changes: int = 0
    gone_since: str | None = None
    gone_reason: str | None = None
    gone_run: str | None = None
    warc: str | None = None  # JSON [target URL, WARC-Date, payload digest] of the last full response, for `revisit`
    asked: str | None = None  # the address as listed, where it is not the canonical one


class Pages:
    """The known pages of this archive."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, url: str) -> PageState | None:
        """Give what is known of a canonical URL, or None."""
        rows = self._store.rows(f"SELECT {_COLUMNS} FROM pages WHERE url = ?", (url,))  # noqa: S608 - constant columns
        return PageState(*rows[0]) if rows else None

    def is_known(self, url: str) -> bool:
        """Tell whether the page was fetched before, whatever came of it."""
        return bool(self._store.rows("SELECT 1 FROM pages WHERE url = ?", (url,)))

    def put(self, state: PageState) -> None:
        """Write what is known of a page within the batch."""
        values: list[Any] = [getattr(state, name.strip()) for name in _COLUMNS.split(",")]
        marks = ", ".join("?" * len(values))
        self._store.run(f"INSERT OR REPLACE INTO pages({_COLUMNS}) VALUES ({marks})", values)  # noqa: S608 - constant

    def listing(self, url: str, section_url: str) -> Listing:
        """Give what the section's list said of a page."""
        rows = self._store.rows(
            "SELECT s.name, l.title, l.date FROM sections s "
            "LEFT JOIN listings l ON l.section_url = s.url AND l.url = ? WHERE s.url = ?",
            (url, section_url),
        )
        name, title, date = rows[0] if rows else (None, None, None)
        return Listing(name, section_url, title, date)

    def due(self, section_url: str, before: str) -> Iterator[PageState]:
        """Give the pages of a section that are due again up to a time, the first due first.

        A few hundred are read at a time: a section may have a hundred thousand.
        """
        query = (
            f"SELECT {_COLUMNS} FROM pages WHERE section_url = ? AND (next_check, url) > (?, ?) AND next_check <= ? "  # noqa: S608 - constant columns
            "ORDER BY next_check, url LIMIT ?"
        )
        last = ("", "")
        while rows := self._store.rows(query, (section_url, *last, before, _AT_ONCE)):
            pages = [PageState(*row) for row in rows]
            last = (pages[-1].next_check or "", pages[-1].url)
            yield from pages

    def of_section(self, section_url: str) -> Iterator[PageState]:
        """Give all known pages of a section that may be asked for."""
        return self.due(section_url, _NEVER)
