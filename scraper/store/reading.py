"""Open the state database for reading only, also in a folder that may only be read."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from scraper.errors import StorageError, UsageError
from scraper.store.log import LOG_FOLDERS
from scraper.store.schema import require_known
from scraper.store.state import STATE_FILE, has_state


@contextmanager
def reading(output: Path) -> Iterator[sqlite3.Connection]:
    """Open the state database for reading.

    Raises UsageError where there is none or it is damaged, StorageError where the machine fails to read it.
    """
    if not has_state(output):
        require_archive(output)
        what = "empty" if (output / STATE_FILE).exists() else "missing"
        raise UsageError(f"{output / STATE_FILE}: is {what}; run `chengxi rebuild --from articles` to make it again")
    try:
        with closing(open_state(output)) as db:
            yield db
    except sqlite3.OperationalError as error:
        raise StorageError(f"{output / STATE_FILE}: cannot be read ({error}); run `chengxi verify`") from error
    except sqlite3.DatabaseError as error:
        cure = "run `chengxi verify`, then `chengxi rebuild --from articles`"
        raise UsageError(f"{output / STATE_FILE}: cannot be read ({error}); {cure}") from error


def require_archive(output: Path) -> None:
    """Raise UsageError with the cure where no archive was ever begun."""
    if any((output / name).exists() for name in (STATE_FILE, *LOG_FOLDERS)):
        return
    if output.exists() and not output.is_dir():
        raise UsageError(f"{output}: is a file, not the folder of an archive; name another with --output")
    why = "there is no archive in this folder" if output.is_dir() else "there is no such folder"
    raise UsageError(f"{output}: {why}; crawl first (`chengxi crawl URL`), or name another with --output")


def open_state(output: Path) -> sqlite3.Connection:
    """Open the state database, which must be there; raises sqlite3.DatabaseError where it is damaged.

    Raises UsageError with the cure where newer software wrote it, where it may not be read, and where a crawl was cut
    short, so that what it left would have to be taken in first, and the folder may only be read.
    """
    file = output / STATE_FILE
    if not os.access(file, os.R_OK):
        raise UsageError(f"{file}: may not be read (Permission denied); mend its permissions")
    log = file.with_name(file.name + "-wal")
    is_cut_short = log.exists() and log.stat().st_size > 0
    is_fixed = not os.access(output, os.W_OK)
    # Where nothing may be written SQLite cannot make the file by which readers and a writer agree (`-shm`). Without a
    # write-ahead log nobody writes there now, and the database may be read as a file that stands still.
    still = "&immutable=1" if is_fixed and not is_cut_short else ""
    db = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro{still}", uri=True, timeout=10)
    try:
        require_known(db, file)
    except (sqlite3.DatabaseError, UsageError) as error:
        db.close()
        if is_fixed and is_cut_short and isinstance(error, sqlite3.OperationalError):
            raise UsageError(
                f"{file}: a crawl was cut short here, and the folder may only be read; copy it whole to a folder that "
                "may be written, or let its owner run that crawl again"
            ) from error
        raise
    return db
