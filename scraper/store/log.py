"""Committed append-only files: what was appended counts only once the state database has its length.

The order is always: bytes into the file, fsync, then one transaction that records the new lengths together with all
that was learnt. After a crash every file is cut back to its recorded length, so that file and database agree.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from scraper.errors import StorageError
from scraper.store import crash
from scraper.store.clock import now

# Files held open at once: one crawl writes at most a few logs a site; more are reopened when needed.
_OPEN_FILES = 48
LOG_FOLDERS = ("articles", "set-aside", "warc")
LOG_ENDINGS = (".jsonl", ".warc.gz", ".cdxj")
COMPACTED = ".jsonl.zst"
UNCOMMITTED = "uncommitted"  # what was written and never committed


class Logs:
    """The append-only files under `root`; paths are relative to it, with `/`.

    `append` only buffers and tells where the bytes will stand; `sync` writes and fsyncs; `settle` is called once the
    lengths stand in the database; `give_up` forgets what was not committed.
    """

    def __init__(self, root: Path, committed: Mapping[str, int]) -> None:
        self._root = root
        self._committed = dict(committed)
        self._buffers: dict[str, bytearray] = {}
        self._files: dict[str, int] = {}

    def length(self, path: str) -> int:
        """Give the length that `path` will have once everything appended is committed."""
        return self._committed.get(path, 0) + len(self._buffers.get(path, b""))

    def append(self, path: str, data: bytes) -> int:
        """Buffer `data` for `path` and give its offset."""
        offset = self.length(path)
        self._buffers.setdefault(path, bytearray()).extend(data)
        return offset

    def pending(self) -> dict[str, int]:
        """Give the lengths that the changed files will have."""
        return {path: self.length(path) for path, buffer in self._buffers.items() if buffer}

    def sync(self) -> None:
        """Write and fsync what is buffered; raises StorageError when the disk refuses."""
        crash.point("before-write")
        try:
            for path in self.pending():
                self._write(path, self._buffers[path])
            crash.point("after-write")
            for path in self.pending():
                if path in self._files:  # else it made room for another, and was synced then
                    os.fsync(self._files[path])
        except OSError as error:
            raise StorageError(f"{self._root}: cannot be written any more ({error.strerror})") from error
        crash.point("after-sync")

    def adopt(self, path: str, length: int) -> None:
        """Take a file as it was made again, of this length."""
        if path in self._files:
            os.close(self._files.pop(path))
        self._committed[path] = length

    def settle(self) -> None:
        """Take the buffered lengths as committed: the database has them now."""
        self._committed.update(self.pending())
        self._buffers.clear()

    def give_up(self) -> None:
        """Forget what was not committed and cut the files back; never raises: the next start cuts again."""
        for path in self.pending():
            with suppress(OSError):
                self._cut(path)
        self._buffers.clear()

    def cut_back(self) -> dict[str, int]:
        """Cut every file to its committed length; give the paths that are shorter than that, with what is missing.

        What is cut off goes to `uncommitted/`: the state may be an older copy that never knew it.
        """
        short = {}
        for path, committed in self._committed.items():
            file = self._root / path
            if not file.exists() and _packed(file).exists():
                continue  # a closed month that was compacted
            size = file.stat().st_size if file.exists() else 0
            if size > committed:
                self._move_end(path, committed)
            elif size < committed:
                short[path] = committed - size
        return short

    def close(self) -> None:
        """Close the files; what is buffered is not written."""
        for descriptor in self._files.values():
            os.close(descriptor)
        self._files.clear()

    def _move_end(self, path: str, committed: int) -> None:
        place = self._root / UNCOMMITTED / f"{path}.{now():%Y%m%dT%H%M%SZ}-from-{committed}"
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with (self._root / path).open("r+b") as handle, place.open("wb") as kept:
                handle.seek(committed)
                shutil.copyfileobj(handle, kept)
                kept.flush()
                os.fsync(kept.fileno())
                sync_folders(place.parent, self._root)
                handle.truncate(committed)
                os.fsync(handle.fileno())
        except OSError as error:
            raise StorageError(f"{place}: cannot be written ({error.strerror}); free some space") from error

    def _cut(self, path: str) -> None:
        """Cut a file to its committed length; one of which nothing was committed goes."""
        file, committed = self._root / path, self._committed.get(path)
        if committed is None:
            if path in self._files:
                os.close(self._files.pop(path))
            file.unlink(missing_ok=True)
        elif file.exists() and file.stat().st_size > committed:
            os.truncate(file, committed)

    def _write(self, path: str, data: bytearray) -> None:
        descriptor = self._open(path)
        view = memoryview(data)
        half = len(view) // 2
        at = self._committed.get(path, 0)
        # Two writes, so that a crash test can tear a record in the middle.
        for start, part in ((0, view[:half]), (half, view[half:])):
            done = 0
            while done < len(part):
                done += os.pwrite(descriptor, part[done:], at + start + done)
            if start == 0:
                crash.point("half-written")

    def _open(self, path: str) -> int:
        if path in self._files:
            return self._files[path]
        while len(self._files) >= _OPEN_FILES:
            oldest = self._files.pop(next(iter(self._files)))
            try:
                os.fsync(oldest)
            finally:
                os.close(oldest)
        file = self._root / path
        if not file.exists() and _packed(file).exists():
            _unpack(file, self._root)  # a late revision of an article of a closed month
        is_new = not file.exists()
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
        if is_new:
            sync_folders(file.parent, self._root)
        self._files[path] = descriptor
        return descriptor


def all_logs(output: Path) -> list[Path]:
    """Give every log of the archive, compacted ones among them."""
    return [path for folder in LOG_FOLDERS for path in log_files(output, folder, *LOG_ENDINGS, COMPACTED)]


def log_files(output: Path, folder: str, *endings: str) -> list[Path]:
    """Give the files of a folder of the archive, site by site, whose names end so.

    What lies there besides is not the archive's: hidden files of an operating system, pipes, copies of an editor.
    """
    return sorted(
        path
        for path in (output / folder).glob("*/*")
        if path.name.endswith(endings) and not path.name.startswith(".") and path.is_file()
    )


def sync_folders(folder: Path, root: Path) -> None:
    """Fsync `folder` and those above it down from `root`: a new name survives a power loss only then."""
    while True:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if folder == root or root not in folder.parents:
            return
        folder = folder.parent


def write_whole(file: Path, data: bytes, root: Path) -> None:
    """Write a file beside its name, fsync it, and put it in its place at once; raises StorageError."""
    part = file.with_name(file.name + ".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        part.replace(file)
        sync_folders(file.parent, root)
    except OSError as error:
        raise StorageError(f"{file}: cannot be written ({error.strerror})") from error


def _packed(file: Path) -> Path:
    return file.with_name(file.name + ".zst")


def _unpack(file: Path, root: Path) -> None:
    """Make a compacted log plain again."""
    import zstandard  # noqa: PLC0415 - hardly ever needed

    packed = _packed(file)
    data = zstandard.ZstdDecompressor().stream_reader(packed.read_bytes(), read_across_frames=True).read()
    write_whole(file, data, root)
    packed.unlink()
