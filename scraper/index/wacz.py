"""WACZ 1.1.1 (https://specs.webrecorder.net/wacz/1.1.1/): WARC, index and pages in one file that replays anywhere."""

from __future__ import annotations

import gzip
import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Self

import orjson

from scraper import __version__
from scraper.index.logs import committed_logs
from scraper.index.texts import has_text
from scraper.store.archive_reader import cdxj_of
from scraper.store.copies import copies
from scraper.store.warc import member, warc_date

_SELECTION = "selection.warc.gz"
_BLOCK_LINES = 3000  # of the index, compressed together: what a player fetches to find one address
_CHUNK = 1 << 20
_TIMED = (1980, 1, 1, 0, 0, 0)  # the same archive gives the same file but for `created`


def write_wacz(output: Path, lines: Iterable[dict[str, Any]], target: IO[bytes], about: str) -> int:
    """Write the records behind article lines (all revisions of each) as WACZ; give the number of articles.

    `about` is the title. Raises FileNotFoundError where a WARC file is missing.
    """
    ids: set[str] = set()
    index: list[bytes] = []
    pages: list[bytes] = []
    with _Package(target) as package:
        with package.file(f"archive/{_SELECTION}") as warc:
            at = warc.write(_warcinfo(about))
            for copied in copies(output, _noted(lines, ids, pages)):
                if copied.member.kind in {"response", "revisit"}:
                    index.append(cdxj_of(replace(copied.member, offset=at), f"archive/{_SELECTION}"))
                at += warc.write(copied.data)
        package.finish(index, pages, about)
    return len(ids)


def write_whole_wacz(output: Path, lines: Iterable[dict[str, Any]], target: IO[bytes], about: str) -> int:
    """Write all WARC files whole, with every record that no article stands for, as WACZ; the lines tell its pages.

    Gives the number of articles.
    """
    index = [
        line + b"\n"
        for path, length in committed_logs(output, "warc", ".cdxj")
        for line in b"".join(_read(path, length)).splitlines()
    ]
    ids: set[str] = set()
    pages: list[bytes] = []
    for _ in _noted(lines, ids, pages):
        pass
    with _Package(target) as package:
        for path, length in committed_logs(output, "warc", ".warc.gz"):
            with package.file(f"archive/{path.name}") as warc:
                for data in _read(path, length):
                    warc.write(data)
        package.finish(index, pages, about)
    return len(ids)


def _noted(lines: Iterable[dict[str, Any]], ids: set[str], pages: list[bytes]) -> Iterator[dict[str, Any]]:
    """Pass lines on; those with a text and a response behind them are pages."""
    for line in lines:
        ids.add(line["id"])
        if has_text(line) and line.get("warc"):
            at = datetime.fromisoformat(line["fetched_at"]).astimezone(UTC)
            page = {
                "id": f"{line['id']}-{line['revision']}",
                "url": line["url"],
                "ts": warc_date(at),
                "title": line.get("title") or line["url"],
            }
            pages.append(orjson.dumps(page) + b"\n")
        yield line


def _read(path: Path, length: int) -> Iterator[bytes]:
    """Read a file up to its committed length."""
    with path.open("rb") as file:
        while length > 0 and (data := file.read(min(_CHUNK, length))):
            length -= len(data)
            yield data


def _warcinfo(about: str) -> bytes:
    now = datetime.now(UTC)
    fields = {"software": f"chengxi/{__version__}", "format": "WARC File Format 1.1", "description": about}
    named = [("WARC-Date", warc_date(now)), ("WARC-Filename", _SELECTION)]
    digest = hashlib.sha256(repr((about, now)).encode()).hexdigest()
    named.insert(0, ("WARC-Record-ID", f"<urn:sha256:{digest}>"))
    block = "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()
    return member("warcinfo", named, "application/warc-fields", block)


@dataclass
class _Package:
    """A ZIP file that notes size and digest of all that goes into it."""

    target: IO[bytes]
    resources: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._zip = zipfile.ZipFile(self.target, "w", allowZip64=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self._zip.close()

    def file(self, name: str, compression: int = zipfile.ZIP_STORED) -> _Entry:
        """Begin a file; WARC and compressed indexes are stored as they are, so that players can read parts of them."""
        info = zipfile.ZipInfo(name, _TIMED)
        info.compress_type = compression
        info.external_attr = 0o644 << 16
        return _Entry(self, name, self._zip.open(info, "w", force_zip64=True))

    def finish(self, index: list[bytes], pages: list[bytes], about: str) -> None:
        """Write indexes, pages and the list of what is here."""
        self._write_index(sorted(index))
        with self.file("pages/pages.jsonl", zipfile.ZIP_DEFLATED) as file:
            file.write(b'{"format":"json-pages-1.0","id":"pages","title":"All Pages"}\n')
            file.write(b"".join(pages))
        told = {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "title": about,
            "created": warc_date(datetime.now(UTC)),
            "software": f"chengxi {__version__}",
            "resources": self.resources.copy(),
        }
        data = orjson.dumps(told, option=orjson.OPT_INDENT_2)
        with self.file("datapackage.json", zipfile.ZIP_DEFLATED) as file:
            file.write(data)
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
        with self.file("datapackage-digest.json", zipfile.ZIP_DEFLATED) as file:
            file.write(orjson.dumps(digest))

    def _write_index(self, lines: list[bytes]) -> None:
        """Write CDXJ in compressed blocks, and an index of their first keys (ZipNum, as pywb reads it)."""
        blocks = [b'!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n']
        at = 0
        with self.file("indexes/index.cdx.gz") as file:
            for first in range(0, len(lines), _BLOCK_LINES):
                block = gzip.compress(b"".join(lines[first : first + _BLOCK_LINES]), mtime=0)
                told = {"offset": at, "length": len(block), "digest": f"sha256:{hashlib.sha256(block).hexdigest()}"}
                key = b" ".join(lines[first].split(b" ", 2)[:2])
                blocks.append(key + b" " + json.dumps({**told, "filename": "index.cdx.gz"}).encode() + b"\n")
                at += file.write(block)
        with self.file("indexes/index.idx", zipfile.ZIP_DEFLATED) as file:
            file.write(b"".join(blocks))


class _Entry:
    """A file of the package, open."""

    def __init__(self, package: _Package, name: str, stream: IO[bytes]) -> None:
        self._package, self._name, self._stream = package, name, stream
        self._digest, self._bytes = hashlib.sha256(), 0

    def __enter__(self) -> Self:
        return self

    def write(self, data: bytes) -> int:
        """Write; give the number of bytes."""
        self._stream.write(data)
        self._digest.update(data)
        self._bytes += len(data)
        return len(data)

    def __exit__(self, *failure: object) -> None:
        self._stream.close()
        told = {"name": self._name.rsplit("/", 1)[-1], "path": self._name}
        self._package.resources.append({**told, "hash": f"sha256:{self._digest.hexdigest()}", "bytes": self._bytes})
