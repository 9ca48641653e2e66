"""Which sections of known portals are due, and when the others will be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from scraper.sites import Section, Site
from scraper.store.clock import now
from scraper.store.reading import reading
from scraper.store.set_back import is_ahead
from scraper.store.state import has_state

DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Look:
    """A section of a known portal, and when it is to be looked at next (None: it never was)."""

    site: Site
    section: Section
    interval_s: int
    due_at: datetime | None = None

    @property
    def is_due(self) -> bool:
        """Tell whether its time has come."""
        return self.due_at is None or self.due_at <= now()


def looks(output: Path, known: tuple[Site, ...], interval_s: int | None = None) -> list[Look]:
    """Give all sections of known portals with their time.

    Between two looks lies the section's interval, else its site's, else `interval_s` (seconds), else a day.
    """
    last = _last_runs(output)
    found = []
    for site in known:
        for section in site.sections:
            between_s = section.interval_s or site.interval_s or interval_s or DAY_S
            read_at = last.get(section.url)
            if read_at and is_ahead(read_at, now()):
                read_at = None
            found.append(Look(site, section, between_s, read_at + timedelta(seconds=between_s) if read_at else None))
    return found


def _last_runs(output: Path) -> dict[str, datetime]:
    if not has_state(output):
        return {}
    with reading(output) as db:
        rows = db.execute("SELECT url, last_run_at FROM sections WHERE last_run_at IS NOT NULL").fetchall()
    return {url: datetime.fromisoformat(at) for url, at in rows}
