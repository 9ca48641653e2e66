"""How the archive stands, per section, as the state database tells it; reading only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scraper.store.reading import reading


@dataclass(frozen=True, slots=True)
class SectionStatus:
    """One section: `listed` rows ever seen; of them `stored` as articles, `removed` by the portal since, `set_aside`.

    `waiting` are not yet fetched.
    """

    site: str
    name: str
    url: str
    last_run: str | None
    last_new: str | None
    listed: int
    stored: int
    set_aside: int
    waiting: int
    failures: int
    failure: str | None
    is_ill: bool
    why: str | None
    stated: int | None = None  # rows that the list itself states
    removed: int = 0

    @property
    def is_short(self) -> bool:
        """Tell whether the list states more rows than it gave."""
        return self.stated is not None and self.stated > self.listed


_SECTIONS = """
SELECT s.site, s.name, s.url,
    -- A run that was interrupted or killed has left the walk open.
    nullif(max(coalesce(s.last_run_at, ''), coalesce(r.started_at, '')), ''),
    s.last_new_at, s.failures, s.failure, s.open_run IS NOT NULL,
    (SELECT count(*) FROM listings l WHERE l.section_url = s.url),
    (SELECT count(*) FROM listings l JOIN pages p ON p.url = l.url WHERE l.section_url = s.url AND p.status = 'ok'),
    (SELECT count(*) FROM listings l JOIN pages p ON p.url = l.url WHERE l.section_url = s.url AND p.revision = 0),
    (SELECT count(*) FROM frontier f WHERE f.section_url = s.url AND f.is_done <> 1),
    s.rows_stated,
    (SELECT count(*) FROM listings l JOIN pages p ON p.url = l.url
        WHERE l.section_url = s.url AND p.status = 'removed'),
    EXISTS (SELECT 1 FROM pages p WHERE (p.section_url = s.url OR p.url = s.url) AND p.revision > 0)
FROM sections s LEFT JOIN runs r ON r.run_id = s.open_run ORDER BY s.site, s.url
"""
# Of ten rows that a section lists, this many may be missing before somebody should look.
_MOST_MISSING = 0.3


def read_status(output: Path) -> list[SectionStatus]:
    """Give the status of every section."""
    with reading(output) as db:
        return [_status(row) for row in db.execute(_SECTIONS)]


def _status(row: tuple[object, ...]) -> SectionStatus:
    (
        site,
        name,
        url,
        last_run,
        last_new,
        failures,
        failure,
        is_open,
        listed,
        stored,
        aside,
        waiting,
        stated,
        removed,
        has_pages,
    ) = row
    why = None
    if failure:
        why = str(failure)
    elif isinstance(listed, int) and isinstance(aside, int) and listed >= 10 and aside > _MOST_MISSING * listed:
        why = f"{aside} of {listed} listed pages are set aside"
    elif listed == 0 and last_run and not is_open and not has_pages:  # with pages: the target is itself an article
        why = "it lists nothing"
    return SectionStatus(
        str(site),
        str(name),
        str(url),
        None if last_run is None else str(last_run),
        None if last_new is None else str(last_new),
        int(str(listed)),
        int(str(stored)),
        int(str(aside)),
        int(str(waiting)),
        int(str(failures)),
        None if failure is None else str(failure),
        why is not None,
        why,
        None if stated is None else int(str(stated)),
        int(str(removed)),
    )
