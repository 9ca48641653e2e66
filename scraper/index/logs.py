"""The append-only logs of the archive, read up to what is committed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

from scraper.errors import StorageError
from scraper.store.compacted import line_files, read_place, unpacked_bytes
from scraper.store.lines import LinePlace
from scraper.store.log import log_files
from scraper.store.reading import reading
from scraper.store.state import has_state

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
    found = []
    for name in line_files(output, shelf):
        path = output / name
        packed = path.with_name(path.name + COMPACTED)
        if path.is_file():
            size = path.stat().st_size
            end = min(committed.get(name, 0), size) if committed is not None else _last_line_end(path, size)
            found.append(Log(name, path, end))
        elif packed.is_file():
            found.append(Log(name, packed, _unpacked_bytes(packed, packed.stat().st_mtime_ns)))
    return found


def shortened(output: Path) -> list[str]:
    """Tell of each line log that lacks bytes which were committed, in a sentence."""
    told = []
    for name, committed in sorted((_committed(output) or {}).items()):
        path = output / name
        is_packed = path.with_name(path.name + COMPACTED).exists()
        size = path.stat().st_size if path.is_file() else 0
        if name.endswith(".jsonl") and size < committed and not is_packed:
            cure = "`chengxi rebuild --from warc` makes them again"
            told.append(f"{name}: {committed - size:,} bytes of lines that were written are gone; {cure}")
    return told


def committed_logs(output: Path, folder: str, ending: str) -> list[tuple[Path, int]]:
    """Give the files of a folder of the output that end so, with their committed lengths in bytes."""
    committed = _committed(output)
    found = []
    for path in log_files(output, folder, ending):
        size, name = path.stat().st_size, path.relative_to(output).as_posix()
        end = min(committed.get(name, 0), size) if committed is not None else _last_line_end(path, size)
        found.append((path, end))
    return found


def lines(log: Log, start: int) -> Iterator[Line]:
    """Give the committed lines from byte `start` on."""
    if log.path.suffix == COMPACTED:
        output = log.path.parents[log.name.count("/")]
        yield from _split(read_place(output, LinePlace(log.name, start, log.committed_bytes - start)), start)
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
    try:
        return read_place(output, LinePlace(name, offset, length))
    except FileNotFoundError:
        return b""


def _split(data: bytes, offset: int) -> Iterator[Line]:
    for line in data.split(b"\n"):
        if line:
            yield Line(offset, line)
        offset += len(line) + 1


@lru_cache(maxsize=1024)  # keyed by time of change, so never stale
def _unpacked_bytes(packed: Path, changed_ns: int) -> int:
    """Give the length that a compacted log had."""
    del changed_ns
    return unpacked_bytes(packed)


def state_rows(output: Path, select: str) -> list[tuple[Any, ...]] | None:
    """Ask the state database, read-only; None where there is none, or none that has such a table.

    Raises what `reading` raises where it cannot be read.
    """
    if not has_state(output):
        return None
    try:
        with reading(output) as state:
            return state.execute(select).fetchall()
    except StorageError as error:
        if "no such table" in str(error):
            return None
        raise


def _committed(output: Path) -> dict[str, int] | None:
    """Give the committed length of each log, or None where no state database tells it."""
    rows = state_rows(output, "SELECT path, committed_bytes FROM logs")
    return None if rows is None else dict(rows)


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
