"""A state database that cannot be read any more is set aside, so that another can be made in its place."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from scraper.errors import StorageError
from scraper.store.clock import now
from scraper.store.lock import WriterLock
from scraper.store.seal import SEAL, is_broken
from scraper.store.state import STATE_FILE, has_state

FOLDER = "damaged"
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def set_damaged_state_aside(output: Path) -> Path | None:
    """Move a damaged state database, with its journal, to `damaged/`; give where it stands, None where it is sound.

    Nothing is deleted: a person may still read from it what was never written elsewhere.
    Raises UsageError where another process is writing, or the folder cannot be written.
    """
    with WriterLock(output):
        file = output / STATE_FILE
        if not has_state(output) or not (_is_damaged(file) or is_broken(output, file)):
            return None
        (output / SEAL).unlink(missing_ok=True)
        place = output / FOLDER / f"{now():%Y%m%dT%H%M%SZ}-{STATE_FILE}"
        place.parent.mkdir(exist_ok=True)
        for suffix in ("", "-wal", "-shm"):
            part = output / f"{STATE_FILE}{suffix}"
            if part.exists():
                part.replace(place.with_name(place.name + suffix))
    return place


def _is_damaged(file: Path) -> bool:
    """Read the whole database; raises StorageError where it is the machine that fails, not the file."""
    try:
        with closing(sqlite3.connect(file)) as db:
            return [told for (told,) in db.execute("PRAGMA quick_check(1)")] != ["ok"]
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF not in _DAMAGED:  # extended codes carry the plain one in their low byte
            raise StorageError(f"{file}: cannot be read ({error}); free some space, or look after the disk") from error
        return True
