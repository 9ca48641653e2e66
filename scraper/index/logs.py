"""The append-only logs of the archive, read up to what is committed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

import zstandard

Shelf: TypeAlias = Literal["articles", "set-aside"]
COMPACTED = ".zst"


@dataclass(frozen=True, slots=True)
class Log:
    """One month of one site: `name` relative to the output, without the suffix of a compacted one.

    `committed_bytes` counts the lines as they are before compression.
    """

    name: str
    path: Path
    committed_bytes: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a log, without its line feed."""

    offset: int
    data: bytes


def logs(output: Path, shelf: Shelf) -> list[Log]:
    """Give the logs of a shelf in the order of their names."""
    committed = _committed(output)
    found: dict[str, Log] = {}
    for path in sorted((output / shelf).glob("*/*.jsonl*")):
        name = path.relative_to(output).as_posix().removesuffix(COMPACTED)
        if path.suffix == COMPACTED:
            found.setdefault(name, Log(name, path, len(_unpacked(path, path.stat().st_mtime_ns))))
        elif path.suffix == ".jsonl":
            size = path.stat().st_size
            end = min(committed.get(name, 0), size) if committed is not None else _last_line_end(path, size)
            found[name] = Log(name, path, end)
    return list(found.values())


def committed_logs(output: Path, folder: str, pattern: str) -> list[tuple[Path, int]]:
    """Give the files of a folder of the output that match, with their committed lengths in bytes."""
    committed = _committed(output)
    found = []
    for path in sorted((output / folder).glob(pattern)):
        size, name = path.stat().st_size, path.relative_to(output).as_posix()
        end = min(committed.get(name, 0), size) if committed is not None else _last_line_end(path, size)
        found.append((path, end))
    return found


def lines(log: Log, start: int) -> Iterator[Line]:
    """Give the committed lines from byte `start` on."""
    if log.path.suffix == COMPACTED:
        data = _unpacked(log.path, log.path.stat().st_mtime_ns)
        yield from _split(data[start : log.committed_bytes], start)
        return
    with log.path.open("rb") as file:
        file.seek(start)
        offset = start
        for line in file:
            if offset + len(line) > log.committed_bytes or not line.endswith(b"\n"):
                return
            yield Line(offset, line[:-1])
            offset += len(line)


def read_at(output: Path, name: str, offset: int, length: int) -> bytes:
    """Give one line by its place; empty where the log is gone."""
    path = output / name
    try:
        with path.open("rb") as file:
            file.seek(offset)
            return file.read(length)
    except FileNotFoundError:
        packed = path.with_name(path.name + COMPACTED)
        if not packed.is_file():
            return b""
        return _unpacked(packed, packed.stat().st_mtime_ns)[offset : offset + length]


def _split(data: bytes, offset: int) -> Iterator[Line]:
    for line in data.split(b"\n"):
        if line:
            yield Line(offset, line)
        offset += len(line) + 1


@lru_cache(maxsize=4)  # months that are being read; keyed by time of change, so never stale
def _unpacked(path: Path, changed_ns: int) -> bytes:
    del changed_ns
    with path.open("rb") as file:
        return zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True).read()


def _committed(output: Path) -> dict[str, int] | None:
    """Give the committed length of each log, or None where no state database tells it."""
    path = output / "state.sqlite3"
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as state:
            return dict(state.execute("SELECT path, committed_bytes FROM logs"))
    except sqlite3.OperationalError:
        return None  # a state database of before the first commit has no table yet


def _last_line_end(path: Path, size: int) -> int:
    """Give the byte after the last line feed."""
    with path.open("rb") as file:
        end = size
        while end > 0:
            start = max(0, end - 65536)
            file.seek(start)
            found = file.read(end - start).rfind(b"\n")
            if found >= 0:
                return start + found + 1
            end = start
    return 0
