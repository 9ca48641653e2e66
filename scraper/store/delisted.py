"""Articles that still answer, but that their section lists no more.

Nothing is said of an article by a list that is broken, cut short or shows its newest rows alone. So it counts only
where the whole list was walked and gave as many rows as it states, where an older row is listed still, and where few
are missing; and only when that was seen twice, a day apart, and the article answered in between.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from scraper.model import PageRequest
from scraper.store.frontier import Errand
from scraper.store.pages import Pages
from scraper.store.removals import DELISTED, Removals
from scraper.store.state import Store

# More rows than this share vanish at once when a list is made anew, not when notices are withdrawn.
_MOST_SHARE = 0.1
_FEW = 3
_APART = timedelta(days=1)

# Listed before this walk and not in it, although an older row is; alive; in no other section that may list it still.
_MISSING = """
SELECT l.url FROM listings l JOIN pages p ON p.url = l.url
WHERE l.section_url = ?1 AND l.last_seen < ?2 AND p.status = 'ok'
    AND l.date > (SELECT min(o.date) FROM listings o WHERE o.section_url = ?1 AND o.last_seen >= ?2)
    AND NOT EXISTS (
        SELECT 1 FROM listings e WHERE e.url = l.url AND e.section_url <> ?1 AND e.missed_at IS NULL)
ORDER BY l.url
"""


class Delisted:
    """What the walks of whole lists tell of the articles that are not in them."""

    def __init__(self, store: Store, removals: Removals) -> None:
        self._store = store
        self._removals = removals
        self._pages = Pages(store)

    def note(self, section_url: str, began_at: str, stated: int | None, at: datetime) -> tuple[int, str | None]:
        """Note what a walk that reached the end of its list did not meet; bury what was missed before.

        `began_at`: when the walk began (ISO 8601, UTC); `stated`: the rows that the list itself states. Gives the
        number of tombstones, and a sentence where so many rows are missing that the list is not believed.
        """
        if self._listed(section_url, began_at) != stated:
            return 0, None
        missing = [url for (url,) in self._store.rows(_MISSING, (section_url, began_at))]
        if len(missing) > max(_FEW, _MOST_SHARE * (stated or 0)):
            return 0, f"{len(missing)} known articles are no longer listed; so many say more of the list than of them"
        return sum(self._miss(section_url, url, at) for url in missing), None

    def _listed(self, section_url: str, began_at: str) -> int:
        rows = self._store.rows(
            "SELECT count(*) FROM listings WHERE section_url = ? AND last_seen >= ?", (section_url, began_at)
        )
        return int(rows[0][0])

    def _miss(self, section_url: str, url: str, at: datetime) -> bool:
        """Note a first sight, and ask for the article soon; bury it at the second. Tell whether it was buried."""
        page = self._pages.get(url)
        assert page is not None
        ((missed_at,),) = self._store.rows(
            "SELECT missed_at FROM listings WHERE url = ? AND section_url = ?", (url, section_url)
        )
        if missed_at is None:
            told = at.isoformat(timespec="seconds")
            self._store.run(
                "UPDATE listings SET missed_at = ? WHERE url = ? AND section_url = ?", (told, url, section_url)
            )
            self._store.run("UPDATE pages SET next_check = ? WHERE url = ?", (told, url))
            return False
        is_alive = page.gone_since is None and page.last_checked > missed_at
        if not is_alive or at - datetime.fromisoformat(missed_at) < _APART:
            return False
        listing = self._pages.listing(url, section_url)
        errand = Errand("revisit", PageRequest(page.asked or page.url), page.site, section_url, listing)
        self._removals.bury(page, errand, DELISTED, at)
        return True
