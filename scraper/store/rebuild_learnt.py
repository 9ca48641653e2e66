"""What was learnt, for a state database that is made again: the profiles of sites."""

from __future__ import annotations

from datetime import datetime

from scraper.store.archive_reader import Member
from scraper.store.facts import PROFILE_URI
from scraper.store.state import Store


def note_profile(store: Store, site: str, member: Member) -> None:
    """Note a profile that the archive keeps; the last one of a site is in use, and goes on learning from there."""
    uri = member.header("WARC-Target-URI") or ""
    if not uri.startswith(PROFILE_URI):
        return
    digest, at = uri.removeprefix(PROFILE_URI), member.header("WARC-Date") or "1970-01-01T00:00:00Z"
    store.run(
        "INSERT OR IGNORE INTO profiles(digest, site, used_at, json) VALUES (?, ?, ?, ?)",
        (digest, site, datetime.fromisoformat(at).isoformat(), member.block),
    )
    # A state that a crawl left has what goes on learning too, and knows better.
    store.run(
        "INSERT INTO sites(site, used) VALUES (?1, ?2) "
        "ON CONFLICT(site) DO UPDATE SET used = ?2 WHERE learning IS NULL",
        (site, digest),
    )
