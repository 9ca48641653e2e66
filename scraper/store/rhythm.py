"""When a known page is asked for again: as often as its kind is seen to change, never more than daily."""

from __future__ import annotations

from datetime import datetime, timedelta

from scraper.store.pages import PageState

_DAY_S = 86_400.0
SHORTEST_S = _DAY_S
LONGEST_S = 180 * _DAY_S
# A page without history: a week after it was first seen. A notice is most often corrected in its first days.
FIRST_S = 7 * _DAY_S
FAILED_S = _DAY_S


def next_check(page: PageState, at: datetime, *, is_failed: bool = False) -> str:
    """Give the time at which a page is due again, ISO 8601.

    The expected time between two changes is estimated from what was seen (Cho and Garcia-Molina 2003, eq. 7: checks
    with a change among all checks, with half a change added, since a page unseen to change may yet change), and half
    of that is waited. A failed page comes back after a day, then after ever longer times.
    """
    if is_failed and not page.status:
        return (at + timedelta(seconds=min(LONGEST_S, FAILED_S * 2 ** min(page.checks, 8)))).isoformat()
    if is_failed:
        return (at + timedelta(seconds=FAILED_S)).isoformat()
    age_s = max(0.0, (at - datetime.fromisoformat(page.first_seen)).total_seconds())
    if page.checks == 0 or age_s < 1:
        return (at + timedelta(seconds=FIRST_S)).isoformat()
    expected_s = age_s / (page.changes + 0.5)
    wait_s = min(LONGEST_S, max(SHORTEST_S, expected_s / 2))
    return (at + timedelta(seconds=wait_s)).isoformat()
