"""Read WARC files record by record, with the place of each, going on behind a damaged one."""

from __future__ import annotations

import base64
import hashlib
import mmap
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from scraper.errors import DamageError
from scraper.model import PageRequest
from scraper.store.exchange import Exchange, Failure
from scraper.store.warc import Place, cdxj_line

_MAGIC = b"\x1f\x8b\x08"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """One gzip member of a WARC file: where it stands, its record, or what is wrong with it."""

    offset: int
    length: int
    headers: tuple[tuple[str, str], ...] = ()
    block: bytes = field(default=b"", repr=False)
    problem: str | None = None
    is_torn: bool = False
    gzip_head: bytes = b""

    @property
    def kind(self) -> str:
        """Give WARC-Type."""
        return self.header("WARC-Type") or ""

    def header(self, name: str) -> str | None:
        """Give the first value of a WARC header."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    def digest_problem(self) -> str | None:
        """Tell which digest does not fit, or None."""
        if (wanted := self.header("WARC-Block-Digest")) and not fits(self.block, wanted):
            return "the block does not fit WARC-Block-Digest"
        if self.kind == "response" and (wanted := self.header("WARC-Payload-Digest")):
            payload = self.block.partition(b"\r\n\r\n")[2]
            if not fits(payload, wanted):
                return "the payload does not fit WARC-Payload-Digest"
        return None


def fits(data: bytes, wanted: str) -> bool:
    """Tell whether data has a labelled digest (`sha1:BASE32` or hexadecimal); an unknown algorithm is passed over."""
    name, _, value = wanted.partition(":")
    name = name.lower().replace("-", "")
    if name not in ("sha1", "sha256", "md5", "sha512"):
        return True
    found = hashlib.new(name, data, usedforsecurity=False).digest()
    return value.upper() == base64.b32encode(found).decode().rstrip("=") or value.lower() == found.hex()


def members(path: Path, end: int | None = None) -> Iterator[Member]:
    """Give every record up to byte `end`; behind a damaged one the search goes on at the next gzip member."""
    size = path.stat().st_size if end is None else min(end, path.stat().st_size)
    if not size:
        return
    with path.open("rb") as handle:
        data = mmap.mmap(handle.fileno(), size, access=mmap.ACCESS_READ)  # a file has up to 1 GB
    at = 0
    while at < len(data):
        member = _member(data, at)
        yield member
        at += member.length


def read_member(path: Path, offset: int, length: int) -> Member:
    """Read the record at a known place."""
    with path.open("rb") as handle:
        handle.seek(offset)
        return _shifted(_member(handle.read(length), 0), offset)


def sound_member(output: Path, file: str, offset: int, length: int) -> Member:
    """Read the record at a known place; raises DamageError with the cure where it is not what was written."""
    found = read_member(output / file, offset, length)
    if problem := found.problem or found.digest_problem():
        raise DamageError(f"{file} at byte {offset}: {problem}; bring the file back from a copy (`chengxi verify`)")
    return found


def read_cdxj(path: Path) -> Iterator[dict[str, Any]]:
    """Give the fields of each line of an index beside a WARC; a damaged line is passed over (`verify` names it)."""
    for line in path.read_bytes().splitlines():
        try:
            fields = orjson.loads(line.split(b" ", 2)[2])
        except (orjson.JSONDecodeError, IndexError):
            continue
        if isinstance(fields, dict) and {"url", "digest", "mime", "filename", "offset", "length"} <= fields.keys():
            yield fields


def _shifted(member: Member, offset: int) -> Member:
    return replace(member, offset=offset)


def _member(data: bytes | mmap.mmap, at: int) -> Member:
    machine = zlib.decompressobj(31)
    try:
        view = memoryview(data)[at:]
        record = bytearray()
        position = 0
        while not machine.eof and position < len(view):
            record += machine.decompress(view[position : position + _CHUNK])
            position += _CHUNK
        if not machine.eof:
            return _damaged(data, at, "the record is cut short", is_torn=True)
        used = min(position, len(view)) - len(machine.unused_data)
    except zlib.error as error:
        return _damaged(data, at, f"the record cannot be decompressed ({error})")
    return replace(_parsed(bytes(record), at, used), gzip_head=data[at : at + 10])


def _damaged(data: bytes | mmap.mmap, at: int, problem: str, *, is_torn: bool = False) -> Member:
    following = data.find(_MAGIC, at + 1)
    while following != -1 and not _begins_record(data, following):
        following = data.find(_MAGIC, following + 1)
    end = following if following != -1 else len(data)
    return Member(at, end - at, problem=problem, is_torn=is_torn and following == -1)


def _begins_record(data: bytes | mmap.mmap, at: int) -> bool:
    try:
        return zlib.decompressobj(31).decompress(data[at : at + 512], 5) == b"WARC/"
    except zlib.error:
        return False


def _parsed(record: bytes, at: int, length: int) -> Member:
    head, mark, rest = record.partition(b"\r\n\r\n")
    if not record.startswith(b"WARC/") or not mark:
        return Member(at, length, problem="no WARC record")
    headers = tuple(
        (name.strip(), value.strip())
        for name, colon, value in (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n")[1:])
        if colon
    )
    declared = next((value for name, value in headers if name.lower() == "content-length"), "")
    if not declared.isdigit():
        return Member(at, length, problem="a WARC record without Content-Length")
    block = rest[: int(declared)]
    if len(block) != int(declared) or rest[int(declared) :] != b"\r\n\r\n":
        return Member(at, length, headers, block, "the record's length does not fit Content-Length")
    return Member(at, length, headers, block)


def exchange_of(member: Member) -> Exchange:
    """Make the exchange of a `response` record again."""
    head, _, body = member.block.partition(b"\r\n\r\n")
    first, *rest = head.split(b"\r\n")
    pairs = tuple((name, value.strip()) for name, colon, value in (line.partition(b":") for line in rest) if colon)
    parts = first.split(b" ", 2)
    status = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0
    truncated = member.header("WARC-Truncated")
    failure = Failure("bad_content", f"the archived response is cut short ({truncated})") if truncated else None
    return Exchange(
        PageRequest(member.header("WARC-Target-URI") or ""),
        datetime.fromisoformat(member.header("WARC-Date") or "1970-01-01T00:00:00Z"),
        (),
        status,
        first,
        pairs,
        body,
        member.header("WARC-IP-Address"),
        failure,
    )


def cdxj_of(member: Member, path: str) -> bytes:
    """Give the line that belongs beside the WARC for a `response` or `revisit` record."""
    place = Place(
        path,
        member.offset,
        member.length,
        member.header("WARC-Payload-Digest") or "",
        member.header("WARC-Record-ID") or "",
        member.header("WARC-Date") or "",
    )
    return cdxj_line(exchange_of(member), place, member.kind)
