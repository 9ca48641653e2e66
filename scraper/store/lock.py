"""One writer for one output folder: a lock that dies with its process."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from scraper.errors import BusyError, UsageError

LOCK_FILE = ".lock"


def has_open_batch(output: Path) -> bool:
    """Tell whether a writer is at work, or was killed at it: what it wrote behind the committed ends is no damage."""
    try:
        with (output / LOCK_FILE).open("rb") as handle:
            return bool(handle.read(1))
    except OSError:
        return False


class WriterLock:
    """The right to write under `output`; taken at once or refused with a sentence that names the holder.

    An advisory lock of the operating system: a killed process leaves none behind.
    """

    def __init__(self, output: Path) -> None:
        self._path = output / LOCK_FILE
        try:
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise UsageError(
                f"{output}: cannot be written ({error.strerror}); name another folder with --output"
            ) from error
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(self._descriptor, 64, 0).decode("ascii", "replace").strip() or "unknown"
            os.close(self._descriptor)
            raise BusyError(
                f"{output}: another chengxi (process {holder}) is writing here; wait for it, or use another --output"
            ) from error
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        """Let the next writer in; the number goes, so that one which stays tells of a writer that was killed."""
        with suppress(OSError):
            os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
