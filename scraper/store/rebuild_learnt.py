"""What was learnt, for a state database that is made again: the profiles of sites, the signatures of articles."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson

from scraper.fields import ArticleLine
from scraper.store.archive_reader import Member
from scraper.store.compacted import read_place
from scraper.store.facts import PROFILE_URI
from scraper.store.lines import LinePlace
from scraper.store.near_duplicates import NearDuplicates
from scraper.store.profiles import revived
from scraper.store.state import Store

_UNSIGNED = """
SELECT r.id, r.path, r.offset, r.length FROM revisions r
WHERE r.change <> 'removed' AND NOT EXISTS (SELECT 1 FROM near_signatures n WHERE n.id = r.id)
    AND NOT EXISTS (
        SELECT 1 FROM revisions l WHERE l.id = r.id AND l.revision > r.revision AND l.change <> 'removed'
    )
ORDER BY r.path, r.offset
"""


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


def sign_articles(store: Store) -> None:
    """Sign the articles that are not signed, so that later notices are linked to them."""
    near = NearDuplicates(store)
    for article_id, *place in store.rows(_UNSIGNED):
        line: dict[str, Any] = orjson.loads(read_place(store.output, LinePlace(*place)))
        if line["id"] == article_id:
            near.sign(revived(ArticleLine, line))
