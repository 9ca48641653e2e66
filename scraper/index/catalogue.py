"""The file index.sqlite3: its tables, its version, its connections.

Derived: it may be deleted at any time. Writing happens in transactions of a few thousand lines that also hold how far
each log was read, so a crash loses nothing, and readers (WAL) see whole batches.
"""

from __future__ import annotations

import os
import sqlite3
from functools import cache
from hashlib import blake2b
from pathlib import Path

from scraper.errors import StorageError, UsageError
from scraper.hanzi import simplified_pairs

# Raise this when tables or tokens change: an index of another version is made again.
_LAYOUT = 4
FILE = "index.sqlite3"
NOTHING = 0  # the row of `names` for "not told"

_TABLES = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE logs(log INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, read_bytes INTEGER NOT NULL, last_line TEXT);
CREATE TABLE names(name INTEGER PRIMARY KEY, kind TEXT NOT NULL, value TEXT NOT NULL, label TEXT, UNIQUE(kind, value));
-- One row an article. `doc`: its newest revision that has text. `root`: the article that it repeats, else itself.
CREATE TABLE articles(
  article INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, doc INTEGER, root INTEGER, status TEXT NOT NULL DEFAULT 'ok',
  revision INTEGER NOT NULL DEFAULT 0, is_changed INTEGER NOT NULL DEFAULT 0, first_seen TEXT, last_seen TEXT);
-- One row a line of the shelf articles, tombstones too (has_text 0).
CREATE TABLE docs(
  doc INTEGER PRIMARY KEY, article INTEGER NOT NULL, revision INTEGER NOT NULL, change TEXT NOT NULL,
  has_text INTEGER NOT NULL, log INTEGER NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL,
  site INTEGER NOT NULL, section INTEGER NOT NULL, issuer INTEGER NOT NULL, source INTEGER NOT NULL,
  published INTEGER, number TEXT, fetched_at TEXT);
CREATE INDEX docs_by_article ON docs(article, revision);
CREATE INDEX docs_by_number ON docs(number) WHERE number IS NOT NULL;
-- Sections beyond the first that listed an article.
CREATE TABLE more_sections(doc INTEGER NOT NULL, section INTEGER NOT NULL, PRIMARY KEY(section, doc)) WITHOUT ROWID;
CREATE TABLE set_aside(
  n INTEGER PRIMARY KEY, log INTEGER NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL,
  site INTEGER NOT NULL, section INTEGER NOT NULL, outcome TEXT NOT NULL, fetched_at TEXT);
CREATE INDEX set_aside_by_site ON set_aside(site, section, outcome);
-- Tokens are made in `scraper.index.tokens`; "ascii" only splits them at spaces. Contentless: text stays in the logs.
CREATE VIRTUAL TABLE words USING fts5(title, text, files, content='', tokenize='ascii');
-- The characters of each text, once each: a search for one character need not merge all bigrams that it begins.
CREATE VIRTUAL TABLE characters USING fts5(each, content='', tokenize='ascii', detail=none, columnsize=0);
INSERT INTO names VALUES(0, '', '', NULL);
"""


@cache
def version() -> str:
    """Give the version of layout and folding: the table of folding decides which tokens stand in the index."""
    table = "\n".join(simplified_pairs()).encode()
    return f"{_LAYOUT} {blake2b(table, digest_size=8).hexdigest()}"


def open_index(output: Path) -> sqlite3.Connection:
    """Open the index of an archive for reading and writing; made where it is missing, of another version or broken.

    Of an archive that may only be read it stands in the user's cache. Raises StorageError where neither can be written,
    UsageError where another program's database has its name.
    """
    path = output / FILE
    if not _is_writable(output):
        path = _cache() / f"{blake2b(str(output.resolve()).encode(), digest_size=8).hexdigest()}.sqlite3"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _opened(path)
    except (sqlite3.OperationalError, OSError) as error:
        raise StorageError(f"{path}: the index cannot be opened ({error}); make its folder writable") from error
    except sqlite3.DatabaseError:
        # No database, or a damaged one: it is derived, so it is made again.
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        return _opened(path)


def _is_writable(output: Path) -> bool:
    """Tell whether the index can be written beside the archive, and is not another user's."""
    path = output / FILE
    return os.access(output, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _cache() -> Path:
    """Give the user's cache folder (XDG Base Directory Specification)."""
    told = os.environ.get("XDG_CACHE_HOME")
    return (Path(told) if told else Path.home() / ".cache") / "chengxi"


def reset(index: sqlite3.Connection, *, is_forced: bool = True) -> None:
    """Empty the index, within one transaction, so that readers see the old one or the new one.

    Unless forced, an index that is of this version by now is left: another process was first.
    """
    with index:
        index.execute("BEGIN IMMEDIATE")
        if not is_forced and _version(index) == version():
            return
        for (name,) in index.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if not name.startswith(("words_", "characters_", "sqlite_")):  # these go with the table that they belong to
                index.execute(f'DROP TABLE "{name}"')
        _create(index)


def _opened(path: Path) -> sqlite3.Connection:
    index = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    try:
        index.execute("PRAGMA journal_mode = WAL")
        index.execute("PRAGMA synchronous = NORMAL")  # derived: a lost last batch is read again
        index.execute("PRAGMA cache_size = -65536")
        if _version(index) != version():
            _refuse_foreign(index, path)
            reset(index, is_forced=False)
    except BaseException:
        index.close()
        raise
    return index


def _version(index: sqlite3.Connection) -> str | None:
    if not index.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        return None
    found = index.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    return str(found[0]) if found else None


def _refuse_foreign(index: sqlite3.Connection, path: Path) -> None:
    """Leave another program's tables alone: ours are made in one transaction with their version."""
    if _version(index) is None and index.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise UsageError(f"{path}: is a database of another program; name another folder with --output")


def _create(index: sqlite3.Connection) -> None:
    for statement in _statements(_TABLES):
        index.execute(statement)
    index.execute("INSERT INTO meta VALUES('version', ?)", (version(),))


def _statements(script: str) -> list[str]:
    """Split a script (executescript would commit the transaction)."""
    lines = [line for line in script.splitlines() if not line.startswith("--")]
    return [statement for statement in "\n".join(lines).split(";") if statement.strip()]
