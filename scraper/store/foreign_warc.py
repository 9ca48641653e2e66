"""Records of WARC files that others wrote: what is whole is given, what is damaged is told."""

from __future__ import annotations

import mmap
import zlib
from collections.abc import Iterator
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from scraper.errors import UsageError

_GZIP = b"\x1f\x8b\x08"


def check_is_warc(file: Path) -> None:
    """Raise UsageError with the cure for what is no WARC file at all."""
    if file.is_dir():
        raise UsageError(f"{file}: is a folder; name the WARC files in it (.warc, .warc.gz)")
    if not file.is_file():
        raise UsageError(f"{file}: there is no such file; name WARC files (.warc, .warc.gz)")
    try:
        with file.open("rb") as handle:
            head = handle.read(512)
    except OSError as error:
        raise UsageError(f"{file}: cannot be read ({error.strerror})") from error
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(31).decompress(head, 5)
        except zlib.error:
            head = b""
    if not head.startswith(b"WARC/"):
        raise UsageError(f"{file}: is no WARC file; name WARC files (.warc, .warc.gz)")


def responses(file: Path, damages: list[str]) -> Iterator[WarcRecord]:
    """Give each `response` record that is whole; a sentence for each damaged place is put into `damages`.

    Behind a damaged record the reading goes on at the next gzip member that begins a record.
    """
    with file.open("rb") as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as data:
        start: int | None = 0
        while start is not None:
            handle.seek(start)
            last, is_short = start, False
            try:
                for record in ArchiveIterator(handle, parse_http=False):
                    last, length = record.stream_pos, record.content_length
                    record.freeze()
                    if is_short := record.content_length < length:
                        break
                    if record.record_type == WarcRecordType.response:
                        record.parse_http()
                        yield record
                else:
                    last = _whole_end(data, last)
            except OSError:
                last = _whole_end(data, last)
            if last >= len(data) and not is_short:
                return
            start = _next_record(data, last + 1)
            told = "is cut short or damaged; what is behind it was read on" if start else "is cut short or damaged"
            damages.append(f"{file}: the record at byte {last} {told}")


def _whole_end(data: mmap.mmap, at: int) -> int:
    """Give where what follows the record at a place can no longer be read, or the end of the file."""
    if data[at : at + 3] != _GZIP:
        return len(data)
    machine = zlib.decompressobj(31)
    end = at
    try:
        while end < len(data) and not machine.eof:
            machine.decompress(data[end : end + 65536])
            end = min(end + 65536, len(data))
    except zlib.error:
        return at
    if not machine.eof:
        return at
    end -= len(machine.unused_data)
    return end if data[end : end + 3] == _GZIP else len(data)


def _next_record(data: mmap.mmap, at: int) -> int | None:
    """Give where the next gzip member that begins a record stands, or None."""
    at = data.find(_GZIP, at)
    while at != -1:
        try:
            if zlib.decompressobj(31).decompress(data[at : at + 512], 5) == b"WARC/":
                return at
        except zlib.error:
            pass
        at = data.find(_GZIP, at + 1)
    return None
