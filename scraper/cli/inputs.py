"""Files that `clean` and `inspect` read: HTML, JSON lines, WARC, each also compressed."""

from __future__ import annotations

import base64
import gzip
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from scraper.cli.common import Settings, require_contact
from scraper.errors import PageError, UsageError
from scraper.model import RawPage

_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Input:
    """One page of an input file: `id` as the file gives it, else None; `name`: id, or file and place in it."""

    name: str
    page: RawPage = field(repr=False)
    id: str | int | None = None


def read_inputs(path: str) -> Iterator[Input]:
    """Give the pages of a file (`-`: standard input), in their order.

    Raises UsageError for a file that is not there or a line that cannot be read, with its place.
    """
    body, name = _content(path)
    if name.endswith((".warc", ".wacz")) or body[:5] == b"WARC/":
        yield from _from_warc(path, body)
    elif name.endswith((".jsonl", ".json", ".ndjson")) or body.lstrip()[:1] == b"{":
        yield from _from_json_lines(path, body)
    else:
        yield Input(path, RawPage(_file_url(path), body))


def page_of(target: str, url: str | None, settings: Settings) -> RawPage:
    """Give the one page to look at: fetched from an address, or read from a file (`-`: standard input).

    Raises UsageError for a file of many pages, and where nothing can be fetched.
    """
    if "://" in target and not target.startswith("file:"):
        from spiders.fetch import fetch_page

        require_contact(target, settings.contact, settings.allow_network)
        try:
            return fetch_page(target, settings)
        except PageError as error:
            raise UsageError(f"{error.reason}; check the address in a browser, then try again") from error
    pages = list(islice(read_inputs(target), 2))
    if len(pages) != 1:
        raise UsageError(
            f"{target}: holds {'several pages' if pages else 'no page'}; inspect looks at one, clean at many"
        )
    return replace(pages[0].page, url=url) if url else pages[0].page


def _content(path: str) -> tuple[bytes, str]:
    """Give the bytes of the file, decompressed, and its name without `.gz`."""
    if path == "-":
        body = sys.stdin.buffer.read()
    else:
        try:
            body = Path(path).read_bytes()
        except OSError as error:
            raise UsageError(f"{path}: cannot be read ({error.strerror}); name a file that exists") from error
    if body[:2] == b"\x1f\x8b":
        try:
            body = gzip.decompress(body)
        except (OSError, EOFError) as error:
            raise UsageError(f"{path}: is not whole as gzip ({error}); fetch or pack it again") from error
    return body, path.lower().removesuffix(".gz")


def _file_url(path: str) -> str:
    return "file:///dev/stdin" if path == "-" else Path(path).absolute().as_uri()


def _from_json_lines(path: str, body: bytes) -> Iterator[Input]:
    for number, line in enumerate(body.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError:
            row = None
        if not isinstance(row, dict):
            raise UsageError(f'{path}, line {number}: is no JSON object; write {{"id", "url", "html"}}, one a line')
        yield _from_row(f"{path}, line {number}", row)


def _from_row(place: str, row: dict[str, Any]) -> Input:
    url = str(row.get("url") or "")
    if isinstance(row.get("html"), str):
        page = RawPage(url, row["html"].encode("utf-8", "replace"), headers=(("Content-Type", _HTML),))
    elif isinstance(row.get("body_b64"), str):
        kind = row.get("content_type")
        try:
            content = base64.b64decode(row["body_b64"], validate=True)
        except ValueError as error:
            raise UsageError(f"{place}: body_b64 is no base64 ({error})") from error
        page = RawPage(url, content, headers=(("Content-Type", str(kind)),) if kind else ())
    else:
        raise UsageError(f'{place}: has neither "html" nor "body_b64"; one of them holds the page')
    given = row.get("id")
    return Input(str(given) if given is not None else place, page, given if isinstance(given, str | int) else None)


def _from_warc(path: str, body: bytes) -> Iterator[Input]:
    from io import BytesIO

    from fastwarc.warc import ArchiveIterator, WarcRecordType

    for record in ArchiveIterator(BytesIO(body), record_types=WarcRecordType.response, parse_http=True):
        http = record.http_headers
        url = record.headers.get("WARC-Target-URI") or ""
        headers = tuple((str(key), str(value)) for key, value in (http or ()))
        status = (http.status_code if http else None) or 200
        yield Input(
            record.record_id or f"{path}, {url}",
            RawPage(
                url.strip("<>"),
                record.reader.read(),
                status,
                headers,
                record.record_date,
            ),
        )
