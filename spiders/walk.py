"""How a walk goes on, and when it must look back: rows that are taken down pull others over a page's border."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from scraper.results import Row

MOST_BACK = 5  # pages; where more was taken down at once, the portal was rearranged and the next sweep reads it whole
MOST_AGAIN = 200  # pages in one run: a total that is different at every look tells nothing

# The first page may come a second time by the address of its script. A list of one title a hundred times over
# (decisions of one day) looks like a circle for longer.
MOST_ROUNDS = 3
MOST_ALIKE = 50
MOST_STILL = 10  # pages in a row that show only the very rows of one before
MOST_MISSING = 20  # pages in a row that were promised and are not there
MOST_EMPTY = 6  # issues or months without rows in a row, before the walk gives up
MOST_PINNED = 3  # rows above that are newer than the last one; and steps up for each step down, beyond which days rise
MOST_HOPS = 200  # pages without rows that only lead on: frames in frames, years that lead to months
LEADS_ON = frozenset({"pager/frame", "pager/redirection", "pager/archives"})
MOST_AHEAD = 3  # pages in a row on which every row is dated more than a year ahead: a calendar, not a list


def rises(rows: Sequence[Row]) -> bool:
    """Tell whether the newest rows of a list stand last: then what is new is on its last page, not on its first.

    A pinned old row above newer ones makes no such list, nor do days that are all the same, or in no order.
    """
    days = [row.date for row in rows if row.date]
    steps = [(one < other) - (one > other) for one, other in pairwise(days)]
    is_last_newest = sum(day > days[-1] for day in days) <= MOST_PINNED
    return is_last_newest and steps.count(1) > MOST_PINNED * max(1, steps.count(-1))


@dataclass(slots=True)
class Walk:
    """One walk of a section's list in this run: the totals that its last pages stated, and what is read again.

    New rows stand on top. So where the total that a page states has not fallen since the page before it was read, no
    row has slipped from it onto that page unseen; where it fell by n, at most n have. Then the walk goes back and takes
    those pages again in their order.
    """

    again: set[int] = field(default_factory=set)  # errands of pages that are read a second time, for their rows only
    is_unread: bool = False  # nothing of the list came yet; its articles are asked for again when it did
    missing: int = 0  # articles that this walk listed and that were gone when they were asked for
    _totals: dict[int, int | None] = field(default_factory=dict)
    _shown: set[int] = field(default_factory=set)  # the titles and dates of each page, hashed
    _repeated: int = 0  # pages in a row that showed what an earlier one had shown
    _still: int = 0  # the same, with the same addresses
    _ahead: int = 0
    _missing_pages: int = 0
    _empty: int = 0
    _asked_again: int = 0
    _first_missing: int = 0  # the list page of the first of the missing articles
    _has_looked_late: bool = False

    def begins(self) -> bool:
        """Tell once, when the first page of a walk of this run was read."""
        self.is_unread, was_unread = False, self.is_unread
        return was_unread

    def arrive(self, page: int, total_rows: int | None, rows: int) -> tuple[int, ...]:
        """Note what a list page of so many rows states; give the numbers of the pages to read again, in their order."""
        slipped = -(-max(0, self._fallen(page, total_rows)) // max(1, rows))
        if page not in self._totals:
            if page - 1 in self._totals:  # pages may come out of their order: then it is still to be looked for
                self.missing = 0
            self._totals = {at: told for at, told in self._totals.items() if page - max(1, slipped) <= at < page}
        self._totals[page] = total_rows
        if not slipped or slipped > MOST_BACK or self._asked_again > MOST_AGAIN:
            return ()
        self._asked_again += slipped + 1
        return tuple(at for at in range(page - slipped, page + 1) if at in self._totals)

    def turns_round(self, rows: Sequence[Row], listed_anew: int) -> bool:
        """Tell whether the list goes round: page after page the titles and dates of before, at ever new addresses."""
        shown = hash(tuple((row.title, row.date) for row in rows))
        self._repeated = self._repeated + 1 if listed_anew and shown in self._shown else 0
        self._shown.add(shown)
        return self._repeated >= (MOST_ROUNDS if len({row.title for row in rows}) > 2 else MOST_ALIKE)

    def ends(self, rows: Sequence[Row], listed_anew: int, today: date) -> str | None:
        """Tell why the list ends with this page though its pager leads on, or None."""
        self._missing_pages = 0
        addresses = hash(tuple(row.url for row in rows))
        self._still = self._still + 1 if rows and addresses in self._shown else 0
        self._shown.add(addresses)
        horizon = (today + timedelta(days=366)).isoformat()
        self._ahead = self._ahead + 1 if rows and all(row.date and row.date > horizon for row in rows) else 0
        if self.turns_round(rows, listed_anew):
            return "shows the rows of the pages before it under other addresses; the walk ended there"
        if self._still >= MOST_STILL:
            return f"shows only rows of a page before it, as the {MOST_STILL} before did; the walk ended there"
        if self._ahead >= MOST_AHEAD:
            return "lies more than a year ahead, as a calendar without an end does; the walk ended there"
        return None

    def is_gap(self, rows: int, mechanism: str | None) -> bool:
        """Note how many rows a page has; tell whether one of none may lie between two with rows: an idle month."""
        self._empty = 0 if rows else self._empty + 1
        return mechanism == "pager/issues" and 0 < self._empty <= MOST_EMPTY

    def is_cut_off(self) -> bool:
        """Note a page that was promised and is not there; tell whether so many are that the rest is not asked for."""
        self._missing_pages += 1
        return self._missing_pages >= MOST_MISSING

    def miss(self, page: int) -> tuple[int, ...]:
        """Note that a page which was promised is not there; give the page to read again, onto which its rows slipped.

        Only where the page before it stated a total: many a pager without one leads past the end.
        """
        return (page - 1,) if self._totals.get(page - 1) is not None else ()

    def miss_article(self, page: int) -> None:
        """Note that an article which this page listed was gone when it was asked for."""
        self._first_missing = page if not self.missing else min(page, self._first_missing)
        self.missing += 1

    def look_late(self) -> tuple[int, ...]:
        """Give the pages to read again where rows turned out gone and no list page came after them; once a walk.

        Where the list states totals, they have told of it.
        """
        is_done = self._has_looked_late or any(total is not None for total in self._totals.values())
        self.missing, self._has_looked_late = 0, True
        return () if is_done else tuple(range(self._first_missing, self._first_missing + MOST_BACK))

    def _fallen(self, page: int, total_rows: int | None) -> int:
        """Tell how many rows may have slipped onto the page before; without totals, how many are known to be gone."""
        if page - 1 not in self._totals:
            return 0
        told = self._totals[page - 1]
        if told is None or total_rows is None:
            return self.missing if page not in self._totals else 0
        return told - total_rows
