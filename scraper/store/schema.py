"""The tables of the state database, and how an older version becomes the present one.

`PRAGMA user_version` names the version; each step below brings one version to the next.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from scraper.errors import UsageError

_FIRST = """
CREATE TABLE logs(path TEXT PRIMARY KEY, committed_bytes INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE runs(
    run_id TEXT PRIMARY KEY, started_at TEXT NOT NULL, ended_at TEXT, is_full INTEGER NOT NULL DEFAULT 0, outcome TEXT
) WITHOUT ROWID;
-- A section: `walked_at` is the last time its list was read to the end; `walk` counts its walks (0: none is open).
CREATE TABLE sections(
    url TEXT PRIMARY KEY, site TEXT NOT NULL, name TEXT NOT NULL, open_run TEXT, walked_at TEXT, swept_at TEXT,
    is_sweep INTEGER NOT NULL DEFAULT 0, last_run_at TEXT, last_new_at TEXT, rows_stated INTEGER,
    failures INTEGER NOT NULL DEFAULT 0, failure TEXT, interval_s INTEGER, due_at TEXT, last_listed INTEGER
) WITHOUT ROWID;
-- What is still to be fetched. A lease lives in memory: it dies with its process, and the row is pending again.
CREATE TABLE frontier(
    id INTEGER PRIMARY KEY, section_url TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, host TEXT NOT NULL,
    site TEXT NOT NULL, request TEXT NOT NULL, listing TEXT, page_number INTEGER NOT NULL DEFAULT 0,
    is_done INTEGER NOT NULL DEFAULT 0,  -- 2: pending, of a section that the present run does not crawl
    UNIQUE(key, kind, section_url)
);
CREATE INDEX frontier_next ON frontier(is_done, host, kind, page_number, id);
-- Everything that was ever fetched as an article, by the canonical URL under which it is listed.
CREATE TABLE pages(
    url TEXT PRIMARY KEY, site TEXT NOT NULL, section_url TEXT, outcome TEXT NOT NULL, id TEXT, article_url TEXT,
    revision INTEGER NOT NULL DEFAULT 0, status TEXT NOT NULL DEFAULT '', content_sha256 TEXT, body_sha1 TEXT,
    etag TEXT, last_modified TEXT, first_seen TEXT NOT NULL, last_checked TEXT NOT NULL, last_changed TEXT,
    next_check TEXT, checks INTEGER NOT NULL DEFAULT 0, changes INTEGER NOT NULL DEFAULT 0,
    gone_since TEXT, gone_reason TEXT, gone_run TEXT, warc TEXT, asked TEXT
) WITHOUT ROWID;
CREATE INDEX pages_id ON pages(id);
CREATE INDEX pages_section ON pages(section_url, next_check);
-- Which section listed which page, as the row said; times of the first and the last walk that saw it.
CREATE TABLE listings(
    url TEXT NOT NULL, section_url TEXT NOT NULL, title TEXT, date TEXT, first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL, PRIMARY KEY(url, section_url)
) WITHOUT ROWID;
CREATE INDEX listings_section ON listings(section_url);
-- Where each revision stands; made from the article logs, and again from them by `rebuild --from articles`.
CREATE TABLE revisions(
    id TEXT NOT NULL, revision INTEGER NOT NULL, change TEXT NOT NULL, path TEXT NOT NULL, offset INTEGER NOT NULL,
    length INTEGER NOT NULL, content_sha256 TEXT, fetched_at TEXT, PRIMARY KEY(id, revision)
) WITHOUT ROWID;
CREATE INDEX revisions_content ON revisions(content_sha256);
CREATE TABLE profiles(digest TEXT NOT NULL, site TEXT NOT NULL, used_at TEXT NOT NULL, json BLOB NOT NULL,
    PRIMARY KEY(digest, site)) WITHOUT ROWID;
-- The profile that pages of a site are refined with (`used`), and the one that goes on learning.
CREATE TABLE sites(site TEXT PRIMARY KEY, used TEXT, learning BLOB, url TEXT) WITHOUT ROWID;
-- Hosts that asked not to be called before a time (Retry-After), or that declined programs.
CREATE TABLE hosts(host TEXT PRIMARY KEY, not_before TEXT, reason TEXT) WITHOUT ROWID;
CREATE TABLE files(sha256 TEXT PRIMARY KEY, path TEXT NOT NULL, bytes INTEGER NOT NULL, media_type TEXT,
    text_path TEXT, text_sha256 TEXT) WITHOUT ROWID;
-- CRC-32 of every line of the article and set-aside logs, line feed included: `verify` finds any flipped byte.
CREATE TABLE lines(path TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL, crc32 INTEGER NOT NULL,
    PRIMARY KEY(path, offset)) WITHOUT ROWID;
"""

_NEAR_DUPLICATES = """
CREATE TABLE near_signatures(id TEXT PRIMARY KEY, site TEXT NOT NULL, title TEXT NOT NULL, signature BLOB NOT NULL)
    WITHOUT ROWID;
CREATE TABLE near_bands(band INTEGER NOT NULL, key BLOB NOT NULL, id TEXT NOT NULL, PRIMARY KEY(band, key, id))
    WITHOUT ROWID;
CREATE INDEX near_bands_id ON near_bands(id);
"""
# Signatures of windows that are hashed another way: the next writer makes them again.
_SIGNED_ANEW = "DELETE FROM near_signatures; DELETE FROM near_bands;"
# When a walk of the whole list first did not meet a row that it once gave.
_DELISTED = """
ALTER TABLE listings ADD COLUMN missed_at TEXT;
CREATE INDEX listings_missed ON listings(section_url) WHERE missed_at IS NOT NULL;
"""
# A signature tells its own bands, so that none need be searched for by the article.
_BANDS_BY_KEY = "DROP INDEX near_bands_id;"
STEPS = (_FIRST, _NEAR_DUPLICATES, _SIGNED_ANEW, _DELISTED, _BANDS_BY_KEY)
VERSION = len(STEPS)


def require_known(db: sqlite3.Connection, file: Path) -> int:
    """Give the version of the database; raises UsageError where it is that of newer software."""
    (found,) = db.execute("PRAGMA user_version").fetchone()
    if found > VERSION:
        raise UsageError(f"{file}: written by a newer chengxi ({found}, not {VERSION}); update this one")
    return int(found)


def migrate(db: sqlite3.Connection, file: Path) -> None:
    """Bring the database to the present version, one step after the other, each in a transaction of its own.

    Raises UsageError for a version of newer software.
    """
    for version in range(require_known(db, file), VERSION):
        db.executescript(f"BEGIN IMMEDIATE;\n{STEPS[version]}\nPRAGMA user_version = {version + 1};\nCOMMIT;")
