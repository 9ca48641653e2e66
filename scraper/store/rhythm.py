"""When a known page is asked for again: as often as its section is seen to change, never more than daily."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from scraper.store.pages import PageState
from scraper.store.state import Store

_DAY_S = 86_400.0
SHORTEST_S = _DAY_S
LONGEST_S = 180 * _DAY_S
# A page without history: a week after it was first seen. A notice is most often corrected in its first days.
FIRST_S = 7 * _DAY_S
FAILED_S = _DAY_S
SWEEP_S = 30 * _DAY_S  # every list page is walked again after this long, known or not
_SPREAD = 0.2


class Rhythm:
    """The rhythm of each section: how long its pages stay as they are, from what was seen of all of them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._expected: dict[str, float] = {}

    def next_check(self, page: PageState, at: datetime, *, is_failed: bool = False) -> str:
        """Give the time at which a page is due again, ISO 8601.

        A page is looked at when it is a week old, then each time that its age has doubled; in a section that changes
        more often, at half the time that its pages stay unchanged on average. A page that never was an article comes
        back after a day, then after ever longer times; an article that did not answer, after a day.
        """
        if is_failed:
            wait_s = FAILED_S if page.status else min(LONGEST_S, FAILED_S * 2 ** min(page.checks, 8))
            return (at + timedelta(seconds=wait_s)).isoformat()
        age_s = (at - datetime.fromisoformat(page.first_seen)).total_seconds()
        wait_s = min(max(age_s, FIRST_S), self._expected_s(page.section_url or "", at) / 2)
        wait_s = min(LONGEST_S, max(SHORTEST_S, wait_s * _spread(page.url)))
        return (at + timedelta(seconds=wait_s)).isoformat()

    def _expected_s(self, section_url: str, at: datetime) -> float:
        """Give the mean time between two changes of one page of a section, read once a run.

        Half a change is added to those seen (Cho and Garcia-Molina 2003): where none was seen yet, one may come.
        """
        if section_url not in self._expected:
            changes, age_s = self._store.rows(
                "SELECT coalesce(sum(changes), 0), coalesce(sum(unixepoch(?) - unixepoch(first_seen)), 0) "
                "FROM pages WHERE section_url = ? AND revision > 0",
                (at.isoformat(), section_url),
            )[0]
            self._expected[section_url] = max(age_s, 2 * FIRST_S) / (changes + 0.5)
        return self._expected[section_url]


def _spread(url: str) -> float:
    """Give a factor around 1 that is always the same for a URL, so that pages of one day come back on several."""
    return 1 + _SPREAD * (hashlib.sha256(url.encode()).digest()[0] / 127.5 - 1)
