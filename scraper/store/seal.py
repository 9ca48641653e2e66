"""The seal of the state database: SQLite keeps no checksums, so a writer that ends well leaves the digest of its file.

`state.sha256` has the form of sha256sum. The next writer breaks it before it changes anything, so that a killed run
leaves none; a seal that does not fit is left, and told by `verify`, until the state is made again.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from scraper.errors import StorageError
from scraper.store.log import sync_folders, write_whole

SEAL = "state.sha256"


def seal(output: Path, state: Path) -> None:
    """Seal a state database that nobody has open for writing; not where its write-ahead log still holds a part of it.

    The seal is left out where the disk refuses it: it only adds to what `verify` finds.
    """
    if not _has_journal(state):
        with suppress(StorageError, OSError):
            write_whole(output / SEAL, f"{_digest(state)}  {state.name}\n".encode(), output)


def break_seal(output: Path, state: Path, *, is_made_again: bool = False) -> bool:
    """Take the seal away; False, and it is left, where it does not fit: what the state holds is in doubt.

    Of a state that is made again whatever seal there was goes.
    """
    if not is_made_again and is_broken(output, state):
        return False
    if (output / SEAL).exists():
        (output / SEAL).unlink()
        sync_folders(output, output)
    return True


def is_broken(output: Path, state: Path) -> bool:
    """Tell whether there is a seal that does not fit the database."""
    try:
        told = (output / SEAL).read_bytes()
    except FileNotFoundError:
        return False
    return not _has_journal(state) and state.is_file() and told != f"{_digest(state)}  {state.name}\n".encode()


def _has_journal(state: Path) -> bool:
    journal = state.with_name(state.name + "-wal")
    return journal.exists() and journal.stat().st_size > 0


def _digest(state: Path) -> str:
    with state.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
