"""Undo the content-coding of a body, within limits (RFC 9110 §8.4.1)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress

from scraper.errors import PageError

# No honest page shrinks more than a few hundred times; a bomb shrinks a thousand times and more.
_MAX_RATIO = 400
_MIN_SUSPICIOUS_BYTES = 5_000_000
_STEP = 65_536
_MAX_CODINGS = 2
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*+<(?:!doctype|html|head|\?xml)", re.IGNORECASE)
_GZIP = 31  # zlib's number for a gzip member
# bgzip makes a member of 64 KB of text, so that a page of 20 MB has some 300.
_MAX_MEMBERS = 1000


def undo_content_coding(body: bytes, header: str | None, max_bytes: int) -> bytes:
    """Give the body without gzip, deflate, br or zstd; codings that are named but absent are passed over.

    Raises PageError: `too_large` beyond `max_bytes` or for a bomb, `bad_content` for a body that is torn or coded in
    an unknown way.
    """
    codings = _codings(header)
    if len(codings) > _MAX_CODINGS:
        raise PageError(f"the body is coded {len(codings)} times over ({str(header)[:60]} …)")
    for name in reversed(codings):
        try:
            body = _gathered(_pieces(name, body), len(body), max_bytes)
        except PageError as error:
            # A server that names a coding and sends none: no coded body begins with the tag of a page.
            if error.outcome == "too_large" or not _PAGE.match(body):
                raise
    if len(body) > max_bytes:
        raise PageError(f"the body has more than {max_bytes} bytes", "too_large")
    return body


def beginning(body: bytes, header: str | None, most_bytes: int) -> bytes:
    """Give the first bytes of a body without its codings, as far as they can be read; it may be torn or too large."""
    for name in reversed(_codings(header)[:_MAX_CODINGS]):
        out = bytearray()
        with suppress(PageError):
            for piece in _pieces(name, body):
                out += piece
                if len(out) >= most_bytes:
                    break
        body = bytes(out)
    return body[:most_bytes]


def _codings(header: str | None) -> list[str]:
    codings = [name.strip().lower() for name in (header or "").split(",")]
    return [name for name in codings if name not in ("", "identity", "none", "utf-8")]


def _pieces(name: str, body: bytes) -> Iterator[bytes]:
    if not body:
        return iter(())
    if name in ("gzip", "x-gzip"):
        # Some servers name gzip and send plain text: RFC 1952 §2.3.1, the magic number tells.
        return _inflate(body, _GZIP) if body.startswith(b"\x1f\x8b") else iter((body,))
    if name == "deflate":
        # RFC 9110 means the zlib format; raw deflate is met as often.
        is_zlib = len(body) > 1 and body[0] & 15 == 8 and (body[0] * 256 + body[1]) % 31 == 0
        return _inflate(body, 15 if is_zlib else -15)
    if name == "br":
        return _brotli(body)
    if name == "zstd":
        return _zstd(body)
    raise PageError(f"the body is coded as {name[:40]!r}, which nobody asked for")


def _gathered(pieces: Iterator[bytes], coded_bytes: int, max_bytes: int) -> bytes:
    out = bytearray()
    for piece in pieces:
        out += piece
        if len(out) > max_bytes:
            raise PageError(f"the body has more than {max_bytes} bytes once decompressed", "too_large")
        if len(out) > _MIN_SUSPICIOUS_BYTES and len(out) > _MAX_RATIO * coded_bytes:
            raise PageError(f"a decompression bomb: {coded_bytes} bytes became more than {len(out)}", "too_large")
    return bytes(out)


def _inflate(body: bytes, window: int) -> Iterator[bytes]:
    at, view = 0, memoryview(body)
    for _ in range(_MAX_MEMBERS):
        machine = zlib.decompressobj(window)
        try:
            # In slices: zlib copies what it has not used yet, which for the whole body each time is quadratic.
            while at < len(body) and not machine.eof:
                data = bytes(view[at : at + _STEP])
                at += len(data)
                while data and not machine.eof:
                    yield machine.decompress(data, _STEP)
                    data = machine.unconsumed_tail
            yield machine.flush()
        except zlib.error as error:
            raise PageError(f"the compressed body is damaged ({error})") from error
        if not machine.eof:
            raise PageError("the compressed body is cut short")
        at -= len(machine.unused_data)
        # RFC 1952 §2.2: members may follow one another; anything else behind the last one is padding.
        if window != _GZIP or not body.startswith(b"\x1f\x8b", at):
            return
    raise PageError(f"the compressed body has more than {_MAX_MEMBERS} members")


def _brotli(body: bytes) -> Iterator[bytes]:
    import brotli  # noqa: PLC0415 - rarely met

    machine = brotli.Decompressor()
    data = body
    while not machine.is_finished():
        try:
            piece = machine.process(data, output_buffer_limit=_STEP)
        except brotli.error as error:
            raise PageError(f"the compressed body is damaged ({error})") from error
        if not piece and not data:
            raise PageError("the compressed body is cut short")
        data = b""
        yield piece


def _zstd(body: bytes) -> Iterator[bytes]:
    import zstandard  # noqa: PLC0415 - rarely met

    with zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(body, read_across_frames=True) as reader:
        try:
            while piece := reader.read(_STEP):
                yield piece
        except zstandard.ZstdError as error:
            raise PageError(f"the compressed body is damaged ({error})") from error
