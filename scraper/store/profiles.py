"""Profiles of sites: the one that goes on learning, and those that were used, by digest.

Pages are refined with a profile that changes in steps, not with every page, so that few versions need keeping and each
can be named in the lines that were made with it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from scraper.profile import EMPTY, Lesson, Profile, learn
from scraper.store.archive_reader import Member
from scraper.store.clock import now
from scraper.store.facts import PROFILE_URI
from scraper.store.reading import reading
from scraper.store.state import Store, has_state
from scraper.store.warc import WarcShelf

# A profile is renewed when it has seen this many times the pages of the one in use, and taught no further than this.
_STEP = 4
_MOST_LESSONS = 400


class Profiles:
    """The profiles of all sites in this archive."""

    def __init__(self, store: Store, shelf: WarcShelf | None = None) -> None:
        self._store = store
        self._shelf = shelf
        self._used: dict[str, tuple[str, Profile]] = {}
        self._learning: dict[str, Profile] = {}
        self._unsaved: set[str] = set()

    def used(self, site: str) -> tuple[str, Profile]:
        """Give the profile that pages of the site are refined with now, and its digest."""
        if site not in self._used:
            self._load(site)
        return self._used[site]

    def is_ripe(self, site: str) -> bool:
        """Tell whether the profile in use rests on enough pages."""
        return self.used(site)[1].is_ripe

    def is_learning(self, site: str) -> bool:
        """Tell whether more pages of the site still teach something."""
        self.used(site)
        return self._learning[site].pages < _MOST_LESSONS

    def learn(self, site: str, lesson: Lesson) -> None:
        """Add a lesson; once the profile has ripened, or has seen many more pages, it is the one that is used."""
        if not self.is_learning(site):
            return
        learning = self._learning[site] = learn(self._learning[site], lesson)
        self._unsaved.add(site)
        used = self._used[site][1]
        if learning.is_ripe and (not used.is_ripe or learning.pages >= _STEP * used.pages):
            self.promote(site)

    def promote(self, site: str) -> None:
        """Use what has been learnt so far from now on."""
        self.used(site)
        learning = self._learning[site]
        digest = learning.digest
        if digest == self._used[site][0]:
            return
        self._used[site] = (digest, learning)
        self._keep(site, digest, learning)
        self._store.run(
            "INSERT INTO sites(site, used) VALUES (?1, ?2) ON CONFLICT(site) DO UPDATE SET used = ?2", (site, digest)
        )

    def save(self) -> None:
        """Write what goes on learning into the batch."""
        for site in self._unsaved:
            self._store.run(
                "INSERT INTO sites(site, learning) VALUES (?1, ?2) ON CONFLICT(site) DO UPDATE SET learning = ?2",
                (site, self._learning[site].to_json()),
            )
        self._unsaved.clear()

    def _load(self, site: str) -> None:
        rows = self._store.rows("SELECT used, learning FROM sites WHERE site = ?", (site,))
        digest, learning = rows[0] if rows else (None, None)
        found = load(self._store, digest) if digest else None
        if found is None:
            digest, found = EMPTY.digest, EMPTY
            self._keep(site, digest, found)
        self._used[site] = (digest, found)
        self._learning[site] = Profile.from_json(learning) if learning else found

    def _keep(self, site: str, digest: str, profile: Profile) -> None:
        known = self._store.rows("SELECT site FROM profiles WHERE digest = ? AND site = ?", (digest, site))
        if known:
            return
        if self._shelf is not None:
            self._shelf.add_profile(site, digest, profile.to_json(), now())
        _note(self._store, site, digest, now(), profile.to_json())


def load(store: Store, digest: str) -> Profile | None:
    """Give a profile that was used, or None where it is not known."""
    rows = store.rows("SELECT json FROM profiles WHERE digest = ?", (digest,))
    return Profile.from_json(rows[0][0]) if rows else None


def used_profile(output: Path, site: str) -> Profile:
    """Give the profile that pages of a site are refined with now; an empty one where nothing is archived of it."""
    if not has_state(output):
        return EMPTY
    with reading(output) as db:
        rows = db.execute(
            "SELECT p.json FROM sites s JOIN profiles p ON p.digest = s.used AND p.site = s.site WHERE s.site = ?",
            (site,),
        ).fetchall()
    return Profile.from_json(rows[0][0]) if rows else EMPTY


def note_archived(store: Store, site: str, member: Member) -> None:
    """Note a profile that the archive keeps; the last one of a site is in use, and goes on learning from there."""
    uri = member.header("WARC-Target-URI") or ""
    if not uri.startswith(PROFILE_URI):
        return
    digest, at = uri.removeprefix(PROFILE_URI), member.header("WARC-Date") or "1970-01-01T00:00:00Z"
    _note(store, site, digest, datetime.fromisoformat(at), member.block)
    # A state that a crawl left has what goes on learning too, and knows better.
    store.run(
        "INSERT INTO sites(site, used) VALUES (?1, ?2) "
        "ON CONFLICT(site) DO UPDATE SET used = ?2 WHERE learning IS NULL",
        (site, digest),
    )


def _note(store: Store, site: str, digest: str, at: datetime, json: bytes) -> None:
    store.run(
        "INSERT OR IGNORE INTO profiles(digest, site, used_at, json) VALUES (?, ?, ?, ?)",
        (digest, site, at.isoformat(), json),
    )
