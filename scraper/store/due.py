"""Which sections of known portals are due."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from scraper.sites import Section, Site
from scraper.store.clock import now
from scraper.store.reading import reading
from scraper.store.state import STATE_FILE


def due_sections(output: Path, known: tuple[Site, ...]) -> list[tuple[Site, Section]]:
    """Give the sections of known portals whose interval has passed since they were last read; never read: due."""
    last = _last_runs(output)
    due = []
    for site in known:
        for section in site.sections:
            interval = timedelta(seconds=section.interval_s or site.interval_s)
            read_at = last.get(section.url)
            if read_at is None or read_at + interval <= now():
                due.append((site, section))
    return due


def _last_runs(output: Path) -> dict[str, datetime]:
    if not (output / STATE_FILE).exists():
        return {}
    with reading(output) as db:
        rows = db.execute("SELECT url, last_run_at FROM sections WHERE last_run_at IS NOT NULL").fetchall()
    return {url: datetime.fromisoformat(at) for url, at in rows}
