"""Pages of a WARC file, also of one that is damaged: what is whole is read, the rest is told."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from urllib.parse import urlsplit

from scraper.errors import PageError
from scraper.model import RawPage

_GZIP = b"\x1f\x8b\x08"
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml"})
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_SNIFFED = 1024  # bytes in which a page of no or a wrong type shows its markup


def unpack(body: bytes) -> tuple[bytes, list[str]]:
    """Undo gzip member by member; give the bytes and a sentence for each damaged place.

    Of a damaged member what came out is kept only where nothing whole follows: a record cut short is told later,
    one in the midst would swallow the next.
    """
    whole: list[bytes] = []
    damage: list[str] = []
    at = 0
    while at < len(body) and body[at:].strip(b"\x00"):  # zeros after the last member are padding (gzip manual)
        content, used, fault = _member(body[at:])
        if not fault:
            whole.append(content)
            at += used
            continue
        damage.append(f"is not whole as gzip at byte {at} ({fault})")
        following = _next_member(body, at + 1)
        if following < 0:
            whole.append(content)
            break
        at = following
    return b"".join(whole), damage


def _member(data: bytes) -> tuple[bytes, int, str]:
    """Give the content of the first member, its length in bytes, and what is wrong with it ("": nothing)."""
    stream = zlib.decompressobj(wbits=31)
    pieces: list[bytes] = []
    try:
        for start in range(0, len(data), 65536):
            pieces.append(stream.decompress(data[start : start + 65536]))
            if stream.eof:
                return b"".join(pieces), min(start + 65536, len(data)) - len(stream.unused_data), ""
    except zlib.error as error:
        return b"".join(pieces), 0, str(error)
    return b"".join(pieces), 0, "it ends too early"


def _next_member(body: bytes, at: int) -> int:
    """Give where the next member of a WARC file begins, or -1."""
    at = body.find(_GZIP, at)
    while at >= 0:
        try:
            if zlib.decompressobj(wbits=31).decompress(body[at : at + 4096], 16).startswith(b"WARC/"):
                return at
        except zlib.error:
            pass
        at = body.find(_GZIP, at + 1)
    return -1


def read_pages(body: bytes, damage: list[str]) -> Iterator[tuple[str, RawPage | None]]:
    """Give the responses of an unpacked WARC: id, and the page, or None where the response is no page.

    Where the file cannot be read on, a sentence is put into `damage`.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    try:
        for record in ArchiveIterator(BytesIO(body), record_types=WarcRecordType.response, parse_http=False):
            length, at = record.content_length, record.stream_pos
            record.freeze()
            if record.content_length < length or record.headers.get("Content-Length") is None:
                damage.append(f"the record at byte {at} (unpacked) ends too early")
                return
            record.parse_http()
            http = record.http_headers
            url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
            headers = tuple((str(key), str(value)) for key, value in (http or ()))
            status = (http.status_code if http else None) or 200
            page = RawPage(url, record.reader.read(), status, headers, record.record_date)
            try:
                page = replace(page, body=_plain(page))
            except PageError as error:
                damage.append(f"{url}: {error.reason}")
                continue
            yield record.record_id or url, page if _is_page(page) else None
    except OSError as error:
        damage.append(f"cannot be read on as WARC ({error})")


def _plain(page: RawPage) -> bytes:
    """Give the body without transfer-coding and content-coding; raises PageError where that cannot be undone."""
    from scraper.store.coding import undo_content_coding
    from scraper.store.exchange import MAX_PAGE_BYTES
    from scraper.store.importing import dechunked

    is_chunked = "chunked" in (page.header("transfer-encoding") or "").lower()
    body = dechunked(page.body) if is_chunked else page.body
    return undo_content_coding(body, page.header("content-encoding"), MAX_PAGE_BYTES)


def _is_page(page: RawPage) -> bool:
    """Tell whether a response may be a page: HTML by its type or its markup, or without both an answer of no type."""
    if urlsplit(page.url).path == "/robots.txt":
        return False
    kind = (page.header("content-type") or "").partition(";")[0].strip().lower()
    return not kind or kind in _HTML_TYPES or _MARKUP.search(page.body[:_SNIFFED]) is not None
