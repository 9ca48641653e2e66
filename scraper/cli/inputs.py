"""Files that `clean` and `inspect` read: HTML, JSON lines, WARC, each also compressed."""

from __future__ import annotations

import base64
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from gzip import GzipFile
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from scraper.cli.common import Settings, require_contact
from scraper.cli.warc_inputs import read_pages
from scraper.errors import PageError, UsageError
from scraper.model import RawPage

_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Input:
    """One page of an input file: `id` as the file gives it, else None; `name`: id, or file and place in it."""

    name: str
    page: RawPage = field(repr=False)
    id: str | int | None = None


@dataclass(slots=True)
class Told:
    """What could not be read, as sentences with their place, and how many records of a WARC are no pages."""

    damage: list[str] = field(default_factory=list)
    no_pages: int = 0


def read_inputs(path: str, told: Told) -> Iterator[Input]:
    """Give the pages of a file (`-`: standard input), in their order; what cannot be read is put into `told`.

    Raises UsageError for a file that is not there.
    """
    from scraper.store.foreign_warc import is_warc

    body, name = _content(path)
    if is_warc(body[:512]):
        damage: list[str] = []
        for record, page in read_pages(body, damage):
            if page is None:
                told.no_pages += 1
            else:
                yield Input(record or path, page)
        told.damage += [f"{path}: {sentence}" for sentence in damage]
        return
    if name.endswith((".warc", ".wacz")):
        told.damage.append(f"{path}: is no WARC file; a .wacz is a zip of them: unpack it")
        return
    if body[:2] == b"\x1f\x8b":
        body = _unpacked(path, body, told)
    if name.endswith((".jsonl", ".json", ".ndjson")) or body.lstrip()[:1] == b"{":
        yield from _from_json_lines(path, body, told)
    elif body or not told.damage:
        yield Input(path, RawPage(_file_url(path), body))


def read_all(paths: Sequence[str], told: Told) -> Iterator[Input]:
    """Give the pages of all files; what cannot be read is put into `told`.

    Raises UsageError where not one of the files can be opened.
    """
    are_all_missing = True
    for at, path in enumerate(paths, 1):
        try:
            yield from read_inputs(path, told)
            are_all_missing = False
        except UsageError as error:
            if are_all_missing and at == len(paths):
                raise
            told.damage.append(str(error))


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
    told = Told()
    pages = list(islice(read_inputs(target, told), 2))
    if told.damage:
        raise UsageError(told.damage[0])
    if len(pages) != 1:
        raise UsageError(
            f"{target}: holds {'several pages' if pages else 'no page'}; inspect looks at one, clean at many"
        )
    return replace(pages[0].page, url=url) if url else pages[0].page


def _content(path: str) -> tuple[bytes, str]:
    """Give the bytes of the file, and its name without `.gz`."""
    if path == "-":
        body = sys.stdin.buffer.read()
    else:
        try:
            body = Path(path).read_bytes()
        except OSError as error:
            raise UsageError(f"{path}: cannot be read ({error.strerror}); name a file that exists") from error
    return body, path.lower().removesuffix(".gz")


def _unpacked(path: str, body: bytes, told: Told) -> bytes:
    """Undo gzip; of a file that is cut short, what can be undone."""
    pieces = []
    with GzipFile(fileobj=BytesIO(body)) as file:
        try:
            while piece := file.read(1 << 20):
                pieces.append(piece)
        except (EOFError, OSError, zlib.error) as error:
            told.damage.append(f"{path}: is not whole as gzip ({error}); fetch or pack it again")
    return b"".join(pieces)


def _file_url(path: str) -> str:
    return "file:///dev/stdin" if path == "-" else Path(path).absolute().as_uri()


def _from_json_lines(path: str, body: bytes, told: Told) -> Iterator[Input]:
    for number, line in enumerate(body.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        place = f"{path}, line {number}"
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError:
            row = None
        try:
            if not isinstance(row, dict):
                raise UsageError(f'{place}: is no JSON object; write {{"id", "url", "html"}}, one a line')  # noqa: TRY301 - told below like the faults of a row
            page = _from_row(place, row)
        except UsageError as error:
            told.damage.append(str(error))
            continue
        yield page


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
