"""The state database: the only truth about progress, and the one transaction that holds logs and facts together."""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Self

from scraper.errors import StorageError, UsageError
from scraper.store import crash
from scraper.store.clock import now
from scraper.store.forgotten import forgotten_run, older_state
from scraper.store.lock import WriterLock
from scraper.store.log import COMPACTED, UNCOMMITTED, Logs, all_logs
from scraper.store.schema import migrate, require_known
from scraper.store.seal import break_seal, seal
from scraper.store.set_back import mend_times

STATE_FILE = "state.sqlite3"
# A commit costs two or three fsyncs; a crash costs at most this much fetching, which the next run does again.
COMMIT_CHANGES = 64
COMMIT_SECONDS = 1.0
# Left free on the disk: a run that ends needs room for its report and its indexes, and so does the rest of the machine.
LEAST_FREE_BYTES = 200_000_000
LEAST_FREE_PART = 0.02  # of a small disk


class Store:
    """The writer of one output folder. Open it with `Store.open`; there is one at a time.

    Between two commits everything is one batch: `append` and `run` gather, `commit` makes it true, all or nothing.
    Reads through `rows` see what the batch has gathered.
    """

    def __init__(self, output: Path, lock: WriterLock, db: sqlite3.Connection, logs: Logs) -> None:
        self.output = output
        self.db = db
        self.logs = logs
        self._lock = lock
        self._changes = 0
        self._began_at = 0.0
        self._is_broken = False
        self._is_sealable = True
        self._place = _identity(output)

    @classmethod
    def open(cls, output: Path, *, is_rebuilding: bool = False, spares: str = "") -> Self:
        """Open the archive for writing, cut the logs back to what is committed, and bring the schema up to date.

        With `is_rebuilding` a missing state and logs that lack bytes are taken as they are: they are made again.
        Logs that end with `spares` may lack bytes: these alone are made again.

        Raises UsageError with the cure where the folder cannot be written, is in use, or does not fit its state.
        """
        try:
            output.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(
                f"{output}: cannot be made ({error.strerror}); name another folder with --output"
            ) from error
        lock = WriterLock(output)
        try:
            return cls._open_locked(output, lock, is_rebuilding=is_rebuilding, spares=spares)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def _open_locked(cls, output: Path, lock: WriterLock, *, is_rebuilding: bool, spares: str) -> Self:
        file = output / STATE_FILE
        orphan = None if is_rebuilding else next(iter(all_logs(output)), None)
        if orphan and not has_state(output):
            raise _orphaned(output, "empty" if file.exists() else "missing", orphan)
        try:
            is_sealable = break_seal(output, file, is_made_again=is_rebuilding)
            db = sqlite3.connect(file, isolation_level=None)
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA busy_timeout = 10000")
            db.execute("PRAGMA cache_size = -16000")  # KB; with SQLite's own 2 MB a crawl slows as its archive grows
            if require_known(db, file) == 0 and orphan:  # copied without its write-ahead log, say
                raise _orphaned(output, "empty", orphan)
            migrate(db, file)
            mend_times(db, now())
            committed = dict(db.execute("SELECT path, committed_bytes FROM logs"))
            forgotten = forgotten_run(db, output)
        except (sqlite3.Error, OSError) as error:
            if _is_full(error):
                raise StorageError(f"{file}: cannot be written ({error}); free some space") from error
            raise UsageError(
                f"{file}: cannot be opened ({error}); run `chengxi verify`, then `chengxi rebuild --from articles`"
            ) from error
        if forgotten and not is_rebuilding:
            raise UsageError(f"{file}: {older_state(forgotten)}")
        logs = Logs(output, committed)
        short = {} if forgotten else logs.cut_back()
        short = {path: missing for path, missing in short.items() if not spares or not path.endswith(spares)}
        if short and not is_rebuilding:
            path, missing = next(iter(short.items()))
            raise UsageError(
                f"{output / path}: {missing} bytes that were written are gone; bring the file back from a copy, "
                "or run `chengxi verify` and `chengxi rebuild`"
            )
        if not is_rebuilding:
            _set_unknown_aside(output, committed)
        store = cls(output, lock, db, logs)
        store._is_sealable = is_sealable
        return store

    def run(self, sql: str, values: Iterable[Any] = ()) -> sqlite3.Cursor:
        """Change the state within this batch."""
        self._begin()
        try:
            return self.db.execute(sql, tuple(values))
        except sqlite3.OperationalError as error:
            raise self._broken(error) from error

    def rows(self, sql: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """Read the state, this batch included."""
        return self.db.execute(sql, tuple(values)).fetchall()

    def append(self, path: str, data: bytes) -> int:
        """Append to a log within this batch; give the offset at which the bytes will stand."""
        self._begin()
        return self.logs.append(path, data)

    def adopt(self, path: str, length: int) -> None:
        """Take a log as it was made again, of this length in bytes, within this batch."""
        self._note_length(path, length)
        self.logs.adopt(path, length)

    def noted(self) -> None:
        """Count one page in this batch, and commit when it is full or old enough.

        Call it only where everything that belongs together has been gathered.
        """
        self._changes += 1
        self.commit_if_due()

    def commit_if_due(self) -> None:
        """Commit when the batch is full or old enough."""
        if self.db.in_transaction and (
            self._changes >= COMMIT_CHANGES or time.monotonic() - self._began_at >= COMMIT_SECONDS
        ):
            self.commit()

    def commit(self) -> None:
        """Make the batch true: logs written and fsynced, then one transaction. Raises StorageError; then call close."""
        if not self.db.in_transaction:
            return
        if self._is_broken:
            raise StorageError(f"{self.output}: storage has failed before in this run")
        try:
            self._require_place()
            self._require_room()
            self.logs.sync()
            self._require_place()
            for path, length in self.logs.pending().items():
                self._note_length(path, length)
            crash.point("before-commit")
            self.db.execute("COMMIT")
        except (StorageError, sqlite3.Error, OSError) as error:
            raise self._broken(error) from error
        self.logs.settle()
        self._changes = 0
        crash.point("after-commit")

    def close(self) -> None:
        """Leave the archive; what was not committed is dropped."""
        if self.db.in_transaction:
            self._drop_batch()
        self.logs.close()
        try:
            self.db.close()
            if self._is_sealable and not self._is_broken:
                seal(self.output, self.output / STATE_FILE)
        finally:
            self._lock.release()

    def _require_place(self) -> None:
        """Make sure that the folder is still the one that was opened: logs are written by name, the state is not."""
        if _identity(self.output) != self._place:
            raise StorageError(
                f"{self.output}: the folder was moved, removed or replaced while it was written; put it back, and run "
                "the same command again"
            )

    def _require_room(self) -> None:
        disk = os.statvfs(self.output)
        least = min(LEAST_FREE_BYTES, LEAST_FREE_PART * disk.f_blocks * disk.f_frsize)
        free = disk.f_bavail * disk.f_frsize
        if free < least:
            raise StorageError(
                f"{self.output}: {free / 1e6:,.1f} MB are left on this disk, and {least / 1e6:,.1f} MB are kept free; "
                "make room, and run the same command again"
            )

    def _note_length(self, path: str, length: int) -> None:
        self.run("INSERT OR REPLACE INTO logs(path, committed_bytes) VALUES (?, ?)", (path, length))

    def _begin(self) -> None:
        if self._is_broken:
            raise StorageError(f"{self.output}: storage has failed before in this run")
        if self.db.in_transaction:
            return
        try:
            self.db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise self._broken(error) from error
        self._began_at = time.monotonic()

    def _broken(self, error: Exception) -> StorageError:
        self._is_broken = True
        self._drop_batch()
        if isinstance(error, StorageError):
            return error
        return StorageError(f"{self.output / STATE_FILE}: cannot be written any more ({error})")

    def _drop_batch(self) -> None:
        try:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
        except sqlite3.Error:
            pass
        self.logs.give_up()


def _orphaned(output: Path, what: str, orphan: Path) -> UsageError:
    """Refuse an archive with logs of which no state knows: they would be taken for uncommitted."""
    return UsageError(
        f"{output / STATE_FILE} is {what}, yet there is {orphan.relative_to(output)}; "
        "run `chengxi rebuild --from articles` to make it again"
    )


def _identity(output: Path) -> tuple[int, int] | None:
    """Give what tells the state database of this folder from any other; None where there is none any more."""
    try:
        told = (output / STATE_FILE).stat()
    except OSError:
        return None
    return told.st_dev, told.st_ino


def has_state(output: Path) -> bool:
    """Tell whether there is a state database; an empty file, as a copy onto a full disk leaves it, is none."""
    file = output / STATE_FILE
    return file.is_file() and file.stat().st_size > 0


def _is_full(error: sqlite3.Error | OSError) -> bool:
    """Tell whether it is the disk that refuses, not the file that is wrong."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO)
    # Extended result codes carry the plain one in their low byte (https://www.sqlite.org/rescode.html).
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


def _set_unknown_aside(output: Path, committed: Mapping[str, int]) -> None:
    """Move logs that were never committed out of the way: a crash came between their first bytes and the commit."""
    for file in all_logs(output):
        path = file.relative_to(output).as_posix()
        if path not in committed and not path.endswith(COMPACTED):
            place = output / UNCOMMITTED / path
            place.parent.mkdir(parents=True, exist_ok=True)
            file.replace(place)
