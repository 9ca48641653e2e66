"""Closed months of the line logs, compressed: `<month>.jsonl.zst` in frames, with `<month>.jsonl.idx` beside it.

The offsets that lines are known by are those of the uncompressed log, so nothing else changes when a month is
compacted. The index lists, one a line, the uncompressed and the compressed offset at which each frame begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import zstandard

from scraper.errors import DamageError
from scraper.store.lines import LinePlace, values_of
from scraper.store.log import COMPACTED, log_files, write_whole

FRAME_BYTES = 1_000_000


def line_files(output: Path, folder: str) -> list[str]:
    """Give the line logs of a folder by the paths that they have uncompressed."""
    files = log_files(output, folder, ".jsonl", COMPACTED)
    return sorted({path.relative_to(output).as_posix().removesuffix(".zst") for path in files})


def read_log(output: Path, path: str, committed_bytes: int | None = None) -> Iterator[bytes]:
    """Give the lines of a log, compacted or not, up to what is committed; a last line without an end comes as it is."""
    file = output / path
    if file.exists():
        with file.open("rb") as handle:
            at = 0
            for line in handle:
                if committed_bytes is not None and at >= committed_bytes:
                    return
                yield line
                at += len(line)
        return
    packed = file.with_name(file.name + ".zst")
    if packed.exists():
        with packed.open("rb") as handle, _told(packed):
            yield from _split(zstandard.ZstdDecompressor().stream_reader(handle, read_across_frames=True))


def read_place(output: Path, place: LinePlace) -> bytes:
    """Give one line by its place, compacted or not."""
    file = output / place.path
    if file.exists():
        with file.open("rb") as handle:
            handle.seek(place.offset)
            return handle.read(place.length)
    packed = file.with_name(file.name + ".zst")
    start, at = _frame(packed, place.offset)
    with packed.open("rb") as handle, _told(packed):
        handle.seek(at)
        reader = zstandard.ZstdDecompressor().stream_reader(handle, read_across_frames=True)
        reader.read(place.offset - start)
        return bytes(reader.read(place.length))


def read_line(output: Path, place: LinePlace) -> dict[str, Any]:
    """Give what a line tells; raises DamageError where it is not the one that was written."""
    return values_of(read_place(output, place), place)


def compact(output: Path, path: str) -> int:
    """Compress one log that nobody writes any more; give the bytes saved. It goes only once the copy is read back."""
    file = output / path
    packed, index = file.with_name(file.name + ".zst"), file.with_name(file.name + ".idx")
    data = file.read_bytes()
    machine = zstandard.ZstdCompressor(level=12, write_checksum=True, write_content_size=True)
    frames, marks, at, start = [], [], 0, 0
    while start < len(data):
        end = min(len(data), start + FRAME_BYTES)
        end = len(data) if end == len(data) else data.rfind(b"\n", start, end) + 1 or data.find(b"\n", end) + 1
        frame = machine.compress(data[start:end])
        marks.append(f"{start} {at}\n")
        frames.append(frame)
        at += len(frame)
        start = end
    write_whole(index, "".join(marks).encode(), output)
    write_whole(packed, b"".join(frames), output)
    whole = zstandard.ZstdDecompressor().stream_reader(packed.read_bytes(), read_across_frames=True).read()
    if whole != data:
        packed.unlink()
        raise OSError(f"{packed} does not read back as {file}")
    file.unlink()
    return len(data) - at


@contextmanager
def _told(packed: Path) -> Iterator[None]:
    try:
        yield
    except zstandard.ZstdError as error:
        cure = "bring it back from a copy, or run `chengxi rebuild --from warc`"
        raise DamageError(f"{packed}: cannot be decompressed ({error}); {cure}") from error


def unpacked_bytes(packed: Path) -> int:
    """Give the length that a compacted log had; raises DamageError where its index does not fit its frames."""
    wanted = 0
    with packed.open("rb") as handle, _told(packed):
        for start, at in _marks(packed):
            if start != wanted:
                raise _unfit(packed)
            handle.seek(at)
            wanted += zstandard.frame_content_size(handle.read(18))  # RFC 8878 §3.1.1: at most 18 bytes of head
    return wanted


def _frame(packed: Path, offset: int) -> tuple[int, int]:
    """Give where the frame of a byte begins, uncompressed and compressed."""
    return max((mark for mark in _marks(packed) if mark[0] <= offset), default=(0, 0))


def _marks(packed: Path) -> list[tuple[int, int]]:
    """Read the index of a compacted log."""
    try:
        text = packed.with_name(packed.name.removesuffix(".zst") + ".idx").read_text(encoding="ascii")
        marks = [(int(start), int(at)) for start, at in (line.split() for line in text.splitlines())]
    except (OSError, ValueError) as error:
        raise _unfit(packed) from error
    if not marks and packed.stat().st_size:
        raise _unfit(packed)
    return marks


def _unfit(packed: Path) -> DamageError:
    index = packed.name.removesuffix(".zst") + ".idx"
    return DamageError(f"{packed}: its index {index} does not fit it; bring both back from a copy")


def _split(reader: zstandard.ZstdDecompressionReader) -> Iterator[bytes]:
    rest = b""
    while piece := reader.read(1 << 20):
        *lines, rest = (rest + piece).split(b"\n")
        yield from (line + b"\n" for line in lines)
    if rest:
        yield rest
