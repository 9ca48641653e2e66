"""What the archive covers: per section listed against stored, articles by month, what was set aside and why."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from scraper.index.days import MINUTES_A_DAY
from scraper.index.logs import read_at, state_rows
from scraper.index.search import Searcher
from scraper.index.wanted import Wanted

_MOST_DAYS = 4_000_000  # beyond the last day that Python can name
_SECTIONS = """
SELECT sections.site, sections.name, sections.url, sections.rows_stated, sections.last_run_at, sections.last_new_at,
  sections.failures, sections.failure, count(listings.url),
  coalesce(sum(pages.outcome = 'article'), 0), coalesce(sum(pages.outcome <> 'article'), 0)
FROM sections LEFT JOIN listings ON listings.section_url = sections.url LEFT JOIN pages ON pages.url = listings.url
GROUP BY sections.url ORDER BY sections.site, sections.name
"""
_STORED = """
SELECT sites.value, sections.value, count(*), max(docs.fetched_at) FROM articles
JOIN docs ON docs.doc = articles.doc JOIN names AS sites ON sites.name = docs.site
JOIN names AS sections ON sections.name = docs.section GROUP BY 1, 2 ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class SectionCover:
    """A section: articles that its list showed, how many of them are stored, set aside, still to come.

    `listed` is None where no crawl has left a state database; `stated` is what the pager itself says.
    """

    site: str
    name: str
    stored: int
    url: str | None = None
    listed: int | None = None
    stated: int | None = None
    set_aside: int = 0
    last_run_at: str | None = None
    last_new_at: str | None = None
    failures: int = 0
    failure: str | None = None

    @property
    def waiting(self) -> int:
        """Give the number of listed articles that were not fetched yet."""
        return max(0, (self.listed or 0) - self.stored - self.set_aside)


@dataclass(frozen=True, slots=True)
class SiteCover:
    """A site: its sections, its articles by month of publication (`2024-05`), and what was set aside, by outcome."""

    site: str
    label: str
    articles: int
    sections: tuple[SectionCover, ...] = ()
    months: dict[str, int] = field(default_factory=dict)
    set_aside: dict[str, int] = field(default_factory=dict)
    removed: int = 0

    @property
    def is_ill(self) -> bool:
        """Tell whether a section could not be read the last time."""
        return any(section.failures for section in self.sections)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A page that was set aside."""

    url: str
    outcome: str
    reasons: tuple[str, ...]
    title: str | None
    section: str | None
    fetched_at: str | None


def coverage(searcher: Searcher) -> list[SiteCover]:
    """Give what is covered, by site; sites with most articles first."""
    with searcher.lock:
        searcher.catch_up()
        return _coverage(searcher)


def _coverage(searcher: Searcher) -> list[SiteCover]:
    index = searcher.index
    sections = _sections(searcher.output)
    known = {section.site for section in sections}  # of other sites (imported, say) only what is stored can be told
    sections += [
        SectionCover(site, name, stored, last_new_at=last)
        for site, name, stored, last in index.execute(_STORED)
        if site not in known
    ]
    found = searcher.search(Wanted(sort="newest", with_repetitions=True))
    totals = {count.value: count for count in searcher.facet(found, "site")}
    months = _months(searcher)
    aside = _set_aside_counts(index)
    removed = _removed(index)
    names = dict.fromkeys([*totals, *(section.site for section in sections), *aside])
    return [
        SiteCover(
            name,
            totals[name].label if name in totals else name,
            totals[name].articles if name in totals else 0,
            tuple(section for section in sections if section.site == name),
            months.get(name, {}),
            aside.get(name, {}),
            removed.get(name, 0),
        )
        for name in names
    ]


def set_aside(searcher: Searcher, site: str, outcome: str | None, limit: int) -> list[SetAside]:
    """Give pages of a site that were set aside, the latest first."""
    with searcher.lock:
        searcher.catch_up()
        rows = searcher.index.execute(
            "SELECT logs.name, set_aside.offset, set_aside.length FROM set_aside JOIN logs USING(log)"
            " JOIN names ON names.name = set_aside.site WHERE names.value = ? AND coalesce(?, outcome) = outcome"
            " ORDER BY set_aside.fetched_at DESC, n DESC LIMIT ?",
            (site, outcome, limit),
        ).fetchall()
    found = []
    for row in rows:
        try:
            line: dict[str, Any] = orjson.loads(read_at(searcher.output, *row))
        except orjson.JSONDecodeError:
            continue
        reasons = tuple(line.get("reasons", ()))
        told = (line.get("title"), line.get("section"), line.get("fetched_at"))
        found.append(SetAside(line.get("url", ""), line.get("outcome", ""), reasons, *told))
    return found


def _sections(output: Path) -> list[SectionCover]:
    """Read the sections from the state database; empty where there is none."""
    rows = state_rows(output, _SECTIONS) or []
    return [
        SectionCover(site, name, stored, url, listed, stated, aside, last_run, last_new, failures, failure)
        for site, name, url, stated, last_run, last_new, failures, failure, listed, stored, aside in rows
    ]


def _months(searcher: Searcher) -> dict[str, dict[str, int]]:
    columns = searcher.columns
    names = dict(searcher.index.execute("SELECT name, value FROM names WHERE kind = 'site'"))
    counts: dict[str, Counter[str]] = {}
    current = columns.is_current & (columns.published >= 0)
    days = columns.published[current] // MINUTES_A_DAY
    values, numbers = np.unique(columns.site[current] * _MOST_DAYS + days, return_counts=True)
    for value, number in zip(values.tolist(), numbers.tolist(), strict=True):
        site, day = divmod(value, _MOST_DAYS)
        month = date.fromordinal(day).isoformat()[:7]
        counts.setdefault(names.get(site, ""), Counter())[month] += number
    return {site: dict(sorted(by_month.items())) for site, by_month in counts.items()}


def _set_aside_counts(index: sqlite3.Connection) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    select = (
        "SELECT names.value, outcome, count(*) FROM set_aside JOIN names ON names.name = set_aside.site"
        " GROUP BY 1, 2 ORDER BY 3 DESC"
    )
    for site, outcome, number in index.execute(select):
        counts.setdefault(site, {})[outcome] = number
    return counts


def _removed(index: sqlite3.Connection) -> dict[str, int]:
    select = (
        "SELECT names.value, count(*) FROM articles JOIN docs ON docs.doc = articles.doc"
        " JOIN names ON names.name = docs.site WHERE articles.status = 'removed' GROUP BY 1"
    )
    return dict(index.execute(select).fetchall())
