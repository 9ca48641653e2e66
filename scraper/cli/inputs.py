"""Files that `clean` and `inspect` read: HTML, JSON lines, WARC, each also compressed."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BufferedIOBase, BufferedReader, BytesIO
from itertools import islice
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from scraper.cli import sources
from scraper.cli.common import Settings, require_contact
from scraper.cli.sources import json_rows, open_file, unzipped
from scraper.cli.warc_inputs import read_pages
from scraper.errors import PageError, UsageError
from scraper.model import RawPage
from scraper.urls import host_of

_HTML = "text/html; charset=utf-8"
_HEAD_BYTES = 512  # by which a WARC file is told


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


class Inputs:
    """The files named on the command line (`-`: standard input); their pages can be read more than once."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        self._kept: dict[str, bytes] = {}  # what came through a pipe

    def read(self, told: Told) -> Iterator[Input]:
        """Give the pages of all files, in their order, while they are read; what cannot be read is put into `told`.

        Raises UsageError where not one of the files can be opened.
        """
        are_all_missing = True
        for at, path in enumerate(self._paths, 1):
            try:
                with self._opened(path) as file:
                    yield from _pages(file, path, told)
                are_all_missing = False
            except UsageError as error:
                if are_all_missing and at == len(self._paths):
                    raise
                told.damage.append(str(error))

    def _opened(self, path: str) -> BytesIO | BufferedReader:
        if path not in self._kept:
            file = open_file(path)
            if path != "-" and file.seekable():
                return file
            with file as pipe:
                self._kept[path] = pipe.read()
        return BytesIO(self._kept[path])


def _pages(file: BytesIO | BufferedReader, path: str, told: Told) -> Iterator[Input]:
    """Give the pages of one file, whatever it holds."""
    from scraper.store.foreign_warc import is_warc

    head, name = file.read(_HEAD_BYTES), path.lower().removesuffix(".gz")
    file.seek(0)
    if is_warc(head):
        yield from _from_warc(path, file, told)
        return
    if name.endswith((".warc", ".wacz")):
        told.damage.append(f"{path}: is no WARC file; a .wacz is a zip of them: unpack it")
        return
    faults = len(told.damage)
    stream = unzipped(path, file, told.damage.append) if head[:2] == b"\x1f\x8b" else file
    if name.endswith((".jsonl", ".json", ".ndjson")) or _begins_object(stream):
        yield from _from_json_lines(path, stream, told)
    else:
        body = stream.read(sources.MOST_BYTES + 1)
        if len(body) > sources.MOST_BYTES:
            told.damage.append(f"{path}: {sources.TOO_LONG}")
        elif body or len(told.damage) == faults:
            yield Input(path, RawPage(_file_url(path), body))


def _begins_object(stream: BufferedIOBase) -> bool:
    """Tell by the first character whether a stream holds JSON lines."""
    if isinstance(stream, BytesIO):
        return stream.getbuffer()[:_HEAD_BYTES].tobytes().lstrip()[:1] == b"{"
    return isinstance(stream, BufferedReader) and stream.peek(_HEAD_BYTES).lstrip()[:1] == b"{"


def _from_warc(path: str, file: BytesIO | BufferedReader, told: Told) -> Iterator[Input]:
    damage: list[str] = []
    data = file.getvalue() if isinstance(file, BytesIO) else mmap(file.fileno(), 0, access=ACCESS_READ)
    for record, page in read_pages(data, damage):
        if page is None:
            told.no_pages += 1
        else:
            yield Input(record or path, page)
    told.damage += [f"{path}: {sentence}" for sentence in damage]


def page_of(target: str, url: str | None, settings: Settings) -> RawPage:
    """Give the one page to look at: fetched from an address, or read from a file (`-`: standard input).

    Raises UsageError for a file of many pages, and where nothing can be fetched.
    """
    if "://" in target and not target.startswith("file:"):
        from spiders.one_page import fetch_page

        if not target.lower().startswith(("http://", "https://")):
            raise UsageError(f"{target}: no address of a page; write it like https://www.example.gov.cn/news/1.html")
        require_contact(target, settings.contact, settings.allow_network)
        try:
            return fetch_page(target, settings)
        except PageError as error:
            raise UsageError(f"{error.reason}; check the address in a browser, then try again") from error
    if url is not None and not (url.startswith(("http://", "https://")) and host_of(url)):
        raise UsageError(f"--url {url}: no address of a page; write it like https://www.example.gov.cn/news/1.html")
    told = Told()
    pages = list(islice(Inputs((target,)).read(told), 2))
    if told.damage:
        raise UsageError(told.damage[0])
    if len(pages) != 1:
        raise UsageError(
            f"{target}: holds {'several pages' if pages else 'no page'}; inspect looks at one, clean at many"
        )
    return replace(pages[0].page, url=url) if url else pages[0].page


def _file_url(path: str) -> str:
    return "file:///dev/stdin" if path == "-" else Path(path).absolute().as_uri()


def _from_json_lines(path: str, stream: BufferedIOBase, told: Told) -> Iterator[Input]:
    for place, row in json_rows(path, stream, told.damage.append, '{"id", "url", "html"}'):
        try:
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
