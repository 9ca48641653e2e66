"""Sections and their walks: when a list was read, to its end or not, and what it listed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from scraper.results import Row
from scraper.store.frontier import Errand, Frontier
from scraper.store.state import Store
from scraper.urls import canonical


@dataclass(frozen=True, slots=True)
class SectionState:
    """What is known of a section."""

    url: str
    site: str
    name: str
    open_run: str | None  # the run that began the walk that is not over yet
    walked_at: str | None
    is_sweep: bool
    swept_at: str | None = None


class Sections:
    """The sections of this archive."""

    def __init__(self, store: Store, frontier: Frontier) -> None:
        self._store = store
        self._frontier = frontier

    def get(self, url: str) -> SectionState | None:
        """Give what is known of a section, or None."""
        rows = self._store.rows(
            "SELECT url, site, name, open_run, walked_at, is_sweep, swept_at FROM sections WHERE url = ?", (url,)
        )
        if not rows:
            return None
        found, site, name, open_run, walked_at, is_sweep, swept_at = rows[0]
        return SectionState(found, site, name, open_run, walked_at, bool(is_sweep), swept_at)

    def begin_walk(self, target: Errand, name: str, run_id: str, *, is_sweep: bool) -> bool:
        """Open a walk; give False where a killed run left one open, which then simply goes on."""
        state = self.get(target.section_url)
        if state is not None and state.open_run is not None and self._was_killed(state.open_run):
            self._store.run("UPDATE sections SET open_run = ? WHERE url = ?", (run_id, state.url))
            return False
        # Done list pages of an interrupted walk are read again: rows may have moved since. Articles stay pending.
        self._store.run(
            "DELETE FROM frontier WHERE section_url = ? AND kind IN ('list', 'target')", (target.section_url,)
        )
        self._store.run(
            "INSERT INTO sections(url, site, name, open_run, is_sweep) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT(url) DO UPDATE SET open_run = excluded.open_run, is_sweep = excluded.is_sweep",
            (target.section_url, target.site, name, run_id, int(is_sweep)),
        )
        self._frontier.add([target])
        return True

    def note_rows(self, section_url: str, rows: Iterable[Row], now: datetime) -> int:
        """Note what a list page listed; give how many of the rows this section had not listed before."""
        at = now.isoformat(timespec="seconds")
        fresh = 0
        for row in rows:
            fresh += self._store.run(
                "INSERT OR IGNORE INTO listings(url, section_url, title, date, first_seen, last_seen) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (canonical(row.url), section_url, row.title, row.date, at, at),
            ).rowcount
            self._store.run(
                "UPDATE listings SET last_seen = ? WHERE url = ? AND section_url = ?",
                (at, canonical(row.url), section_url),
            )
        self._met_again(section_url, at)
        return fresh

    def has_listed(self, section_url: str) -> bool:
        """Tell whether a section lists articles, as far as is known: it is no home page."""
        return bool(
            self._store.rows(
                "SELECT 1 FROM listings WHERE section_url = ? AND missed_at IS NULL LIMIT 1", (section_url,)
            )
        )

    def _met_again(self, section_url: str, at: str) -> None:
        """Forget that rows were missed which are listed again; what was buried for it is asked for by the next run."""
        rows = self._store.rows(
            "SELECT url FROM listings WHERE section_url = ? AND missed_at IS NOT NULL AND last_seen = ?",
            (section_url, at),
        )
        for (url,) in rows:
            self._store.run(
                "UPDATE listings SET missed_at = NULL WHERE url = ? AND section_url = ?", (url, section_url)
            )
            self._store.run(
                "UPDATE pages SET next_check = ? WHERE url = ? AND status = 'removed' AND gone_reason = 'delisted'",
                (at, url),
            )

    def rename(self, section_url: str, name: str) -> None:
        """Give the section the name that its own page gives."""
        self._store.run("UPDATE sections SET name = ? WHERE url = ?", (name, section_url))

    def fail(self, section_url: str, reason: str, now: datetime) -> None:
        """Note that the section could not be read."""
        self._store.run(
            "UPDATE sections SET failures = failures + 1, failure = ?, last_run_at = ?, open_run = NULL WHERE url = ?",
            (reason, now.isoformat(timespec="seconds"), section_url),
        )

    def end_walk(self, section_url: str, now: datetime, *, reached_end: bool) -> None:
        """Close the walk of a section of which nothing is pending any more.

        Where its end was not reached, the next walk reads the whole list.
        """
        at = now.isoformat(timespec="seconds")
        self._store.run(
            "UPDATE sections SET open_run = NULL, last_run_at = ?1, failures = 0, failure = NULL, "
            "walked_at = CASE WHEN ?2 THEN ?1 END, "
            "swept_at = CASE WHEN ?2 AND (is_sweep OR swept_at IS NULL) THEN ?1 ELSE swept_at END, "
            "last_listed = (SELECT count(*) FROM listings WHERE section_url = ?3) WHERE url = ?3",
            (at, int(reached_end), section_url),
        )
        self._frontier.clear(section_url)

    def forget(self, section_url: str) -> None:
        """Forget a section that never listed anything: it was none."""
        self._store.run(
            "DELETE FROM sections WHERE url = ?1 AND NOT EXISTS (SELECT 1 FROM listings WHERE section_url = ?1)",
            (section_url,),
        )
        self._frontier.clear(section_url)

    def never_read(self) -> list[str]:
        """Give the sections that failed whenever they were asked for: addresses that were mistyped, most often."""
        rows = self._store.rows(
            "SELECT url FROM sections s WHERE failure IS NOT NULL AND walked_at IS NULL "
            "AND NOT EXISTS (SELECT 1 FROM listings l WHERE l.section_url = s.url)"
        )
        return [url for (url,) in rows]

    def _was_killed(self, run_id: str) -> bool:
        return bool(self._store.rows("SELECT 1 FROM runs WHERE run_id = ? AND ended_at IS NULL", (run_id,)))
