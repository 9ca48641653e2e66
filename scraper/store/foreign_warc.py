"""Records of WARC files that others wrote: what is whole is given, what is damaged is told.

The file is cut into records here, each with a bound on its length, before a library reads one: a length that lies
costs its own record alone.
"""

from __future__ import annotations

import mmap
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from fastwarc.warc import WarcRecord, WarcRecordType

from scraper.errors import UsageError

MAX_HEAD_BYTES = 100_000  # of the lines above a record's block
MAX_BLOCK_BYTES = 100_000_000  # no page is half as long; a longer record is passed over
_GZIP = b"\x1f\x8b\x08"
_STEP = 65_536
_NO_PADDING = re.compile(rb"[^\x00]")
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_PLAIN_START = re.compile(rb"(?<=\n)WARC/\d\.\d\r?\n")
# Records that tell of others, and hold nothing that a server sent.
_ABOUT = (WarcRecordType.warcinfo, WarcRecordType.request, WarcRecordType.metadata)
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
NO_ANSWER = "X-Chengxi-Made-Of"  # header of an answer that no server sent
_KEPT = ("WARC-Target-URI", "WARC-Date", "WARC-Record-ID", "WARC-IP-Address")  # headers of the record that still hold
Data: TypeAlias = bytes | mmap.mmap


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
    if not is_warc(head):
        raise UsageError(f"{file}: is no WARC file; name WARC files (.warc, .warc.gz, .wacz)")


def is_warc(head: bytes) -> bool:
    """Tell by the first bytes of a file, some hundred, whether it is a WARC file, packed or not."""
    return head.startswith(b"WARC/") or (head.startswith(_GZIP) and _begins_record(head, 0))


def file_responses(file: Path, damages: list[str], others: Counter[str] | None = None) -> Iterator[WarcRecord]:
    """Give the responses of a file as `responses` does; a damage is told with the file's name."""
    with file.open("rb") as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as data:
        told: list[str] = []
        yield from responses(data, told, others)
        damages += [f"{file}: {sentence}" for sentence in told]


def responses(data: Data, damages: list[str], others: Counter[str] | None = None) -> Iterator[WarcRecord]:
    """Give each `response` record that is whole, its HTTP head read; a sentence for each damage goes into `damages`.

    A web page in a `resource` record (as warcit makes them) comes as an answer with a head of our own, that says so.
    Records of other kinds that hold what was fetched are counted in `others`, by kind.
    Behind a damaged record the reading goes on at the next gzip member, or line of plain text, that begins a record.
    """
    start: int | None = 0
    while start is not None:
        stream = _Unpacked(data, start)
        try:
            for record in _records(stream):
                if isinstance(record, str):
                    damages.append(f"the record at byte {stream.record_at} {record}")
                elif record.record_type == WarcRecordType.response:
                    yield record
                elif (page := _as_response(record)) is not None:
                    yield page
                elif others is not None and record.record_type not in _ABOUT:
                    others[f"{record.headers.get('WARC-Type', 'other')} record"] += 1
            start = None
        except _DamagedError as damage:
            place = stream.record_at
            start = _next_start(data, place + 1)
            told = "; what is behind it was read on" if start is not None else ""
            damages.append(f"the record at byte {place} {damage}{told}")


class _DamagedError(Exception):
    """What is wrong with the record that is being read."""


class _Unpacked:
    """What stands behind a place of the file, unpacked as it is asked for; `record_at`: where its record begins."""

    def __init__(self, data: Data, at: int) -> None:
        self._data, self._at = data, at
        self._machine = zlib.decompressobj(31) if data[at : at + 3] == _GZIP else None
        self._member_at = at
        self._ready = bytearray()
        self.record_at = at

    def begin_record(self) -> bool:
        """Pass over the blank lines before a record; tell whether one is there."""
        while not (blank := self._ready.lstrip(b"\r\n")):
            self._ready.clear()
            if self._machine is not None and self._machine.eof:
                self.record_at = self._at
            if not self._fill():
                return False
        self._ready = blank
        # Several records may stand in one member: then the member's place is the best there is.
        self.record_at = self._at - len(blank) if self._machine is None else self._member_at
        return True

    def until(self, end: bytes, most: int) -> bytes:
        """Take what stands before and with `end`; raises _DamagedError where it does not come within `most` bytes."""
        while (found := self._ready.find(end)) < 0 and len(self._ready) <= most:
            if not self._fill():
                raise _DamagedError("is cut short or damaged")
        if not 0 <= found <= most:
            raise _DamagedError("has a head without end")
        return self._take(found + len(end))

    def block(self, length: int, *, is_kept: bool) -> bytes:
        """Take so many bytes, or pass over them; raises _DamagedError where the file ends before."""
        left = length
        while len(self._ready) < left:
            if not is_kept:
                left -= len(self._ready)
                self._ready.clear()
            if not self._fill():
                raise _DamagedError("is cut short or damaged")
        return self._take(left)

    def _take(self, count: int) -> bytes:
        taken = bytes(self._ready[:count])
        del self._ready[:count]
        return taken

    def _fill(self) -> bool:
        """Unpack some more; tell whether there was more."""
        if self._machine is None:
            piece = self._data[self._at : self._at + _STEP]
            self._at += len(piece)
            self._ready += piece
            return bool(piece)
        if self._machine.eof and not self._open_next():
            return False
        packed = self._machine.unconsumed_tail
        if not packed:
            packed = self._data[self._at : self._at + _STEP]
            self._at += len(packed)
        try:
            piece = self._machine.decompress(packed, _STEP * 16)
        except zlib.error as error:
            raise _DamagedError("is cut short or damaged") from error
        self._ready += piece
        if self._machine.eof:
            self._at -= len(self._machine.unused_data)
        elif not packed and not piece:
            raise _DamagedError("is cut short or damaged")
        return True

    def _open_next(self) -> bool:
        """Begin the next gzip member; zeros behind the last one are padding (gzip manual)."""
        if self._data[self._at : self._at + 3] != _GZIP:
            if _NO_PADDING.search(self._data, self._at) is None:
                return False
            raise _DamagedError("is no gzip member")
        self._machine = zlib.decompressobj(31)
        self._member_at = self._at
        return True


def _records(stream: _Unpacked) -> Iterator[WarcRecord | str]:
    """Give each record, or what is wrong with it; raises _DamagedError where the next one cannot be found."""
    while stream.begin_record():
        head = stream.until(b"\r\n\r\n", MAX_HEAD_BYTES)
        stated = _LENGTH.search(head)
        if not head.startswith(b"WARC/") or stated is None:
            raise _DamagedError("does not begin as one, or states no length")
        length = int(stated.group(1))
        block = stream.block(length, is_kept=length <= MAX_BLOCK_BYTES)
        if length > MAX_BLOCK_BYTES:
            yield f"has {length} bytes; records of up to {MAX_BLOCK_BYTES} are read"
            continue
        try:
            record = WarcRecord.from_bytes(head + block)
            record.parse_http()
            yield record
        except (OSError, ValueError) as error:
            yield f"cannot be read ({error})"


def _as_response(record: WarcRecord) -> WarcRecord | None:
    """Give a web page in a `resource` record (WARC 1.1, "resource": without an HTTP head) as an answer with one."""
    kind = str(record.headers.get("Content-Type") or "")
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    is_page = kind.partition(";")[0].strip().lower() in _PAGE_TYPES and url.startswith(("http://", "https://"))
    if record.record_type != WarcRecordType.resource or not is_page:
        return None
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{NO_ANSWER}: resource record\r\n\r\n"
    answer = head.encode() + record.reader.read()
    told = {name: value for name in _KEPT if (value := record.headers.get(name))}
    told |= {"Content-Type": "application/http; msgtype=response", "Content-Length": str(len(answer))}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    made = WarcRecord.from_bytes(f"WARC/1.1\r\nWARC-Type: response\r\n{head}\r\n".encode() + answer)
    made.parse_http()
    return made


def _next_start(data: Data, at: int) -> int | None:
    """Give where the next gzip member that begins a record stands, in plain text the next first line of one."""
    if data[:3] != _GZIP:
        found = _PLAIN_START.search(data, at)
        return found.start() if found else None
    at = data.find(_GZIP, at)
    while at != -1 and not _begins_record(data, at):
        at = data.find(_GZIP, at + 1)
    return at if at != -1 else None


def _begins_record(data: Data, at: int) -> bool:
    try:
        return zlib.decompressobj(31).decompress(data[at : at + 512], 5) == b"WARC/"
    except zlib.error:
        return False
