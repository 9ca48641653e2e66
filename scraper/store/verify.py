"""Check everything under an output folder, and name each damaged record.

Truth is compared with truth: WARC records with their own digests, lines with the WARC they name, files with their
digests, all of them with the state database, the index beside the WARC with the records, the search index with the
lines. What is derived is told as such, since it can be made again.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from scraper.errors import DamageError, UsageError
from scraper.store.archive_reader import cdxj_of, members
from scraper.store.compacted import line_files, read_log, unpacked_bytes
from scraper.store.damages import Counts, Damage, Kind
from scraper.store.forgotten import forgotten_run, older_state
from scraper.store.lines import content_digest
from scraper.store.lock import has_open_batch
from scraper.store.log import all_logs, log_files
from scraper.store.reading import open_state, require_archive
from scraper.store.seal import is_broken
from scraper.store.state import STATE_FILE, has_state
from scraper.store.withheld import FILE as WITHHELD
from scraper.store.withheld import read_withheld


@dataclass(frozen=True, slots=True)
class _Response:
    url: str
    length: int
    digest: str
    cdxj: bytes


class Verifier:
    """One check of one output folder."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self.counts = Counts()
        self._responses: dict[tuple[str, int], _Response] = {}
        self._committed: dict[str, int] = {}
        self._sums: dict[str, dict[int, tuple[int, int]]] = {}
        self._texts: dict[str, str] = {}
        self._has_open_batch = False

    def verify(self) -> Counts:
        """Check everything; raises UsageError where there is no archive at all."""
        require_archive(self._output)
        self._check_state()
        self._check_lengths()
        self._check_unknown()
        for path in log_files(self._output, "warc", ".warc.gz"):
            self._check_warc(self._relative(path))
        for path in log_files(self._output, "warc", ".cdxj"):
            self._check_cdxj(self._relative(path))
        for folder in ("articles", "set-aside"):
            for name in line_files(self._output, folder):
                self._check_lines(name, is_article=folder == "articles")
        self._check_files()
        self._check_revisions()
        self._check_withheld()
        return self.counts

    def _found(self, kind: Kind, path: str, offset: int | None, what: str) -> None:
        self.counts.damages.append(Damage(kind, path, offset, what))

    def _relative(self, path: Path) -> str:
        return path.relative_to(self._output).as_posix()

    # ---- state

    def _check_state(self) -> None:
        file = self._output / STATE_FILE
        if not has_state(self._output):
            kind: Kind = "torn" if file.exists() else "missing"
            what = "it is empty; " if file.exists() else ""
            self._found(kind, STATE_FILE, None, f"{what}run `chengxi rebuild --from articles` to make it again")
            return
        if is_broken(self._output, file):
            cure = "run `chengxi rebuild --from articles`"
            self._found("flipped", STATE_FILE, None, f"not as the last run left it (its seal does not fit); {cure}")
        try:
            with closing(open_state(self._output)) as db:
                for (told,) in db.execute("PRAGMA integrity_check(20)"):
                    if told != "ok":
                        self._found("flipped", STATE_FILE, None, str(told))
                self._committed = dict(db.execute("SELECT path, committed_bytes FROM logs"))
                for path, offset, length, crc in db.execute("SELECT path, offset, length, crc32 FROM lines"):
                    self._sums.setdefault(path, {})[offset] = (length, crc)
                if forgotten := forgotten_run(db, self._output):
                    self._found("missing", STATE_FILE, None, older_state(forgotten))
                self._has_open_batch = has_open_batch(self._output)
                self._texts = dict(db.execute("SELECT text_path, text_sha256 FROM files WHERE text_path IS NOT NULL"))
        except sqlite3.DatabaseError as error:
            self._found("flipped", STATE_FILE, None, f"{error}; run `chengxi rebuild --from articles`")

    def _check_lengths(self) -> None:
        for path, committed in sorted(self._committed.items()):
            file = self._output / path
            if not file.exists():
                if not file.with_name(file.name + ".zst").exists():
                    self._found("missing", path, None, f"the file with {committed} committed bytes is gone")
            elif file.stat().st_size < committed:
                size = file.stat().st_size
                self._found("torn", path, size, f"{committed - size} committed bytes are missing at its end")
            elif (size := file.stat().st_size) > committed and self._has_open_batch:
                self.counts.uncommitted_bytes += size - committed
            elif size > committed:
                self._found("torn", path, committed, "bytes behind the committed end; the next crawl moves them away")

    def _check_unknown(self) -> None:
        """Name the logs that the state does not know; those that an open batch began are not looked into."""
        known, begun = self._committed.keys(), dict[str, int]()
        for file in all_logs(self._output):
            path = self._relative(file)
            if path.removesuffix(".zst") in known:
                continue
            if self._has_open_batch:
                self.counts.uncommitted_bytes += file.stat().st_size
                begun[path] = 0
            elif known:
                self._found("unknown", path, None, "the state database knows no such log")
        self._committed |= begun

    # ---- WARC

    def _check_warc(self, path: str) -> None:
        end = self._committed.get(path)
        at: dict[bytes, list[int]] = {}
        for member in members(self._output / path, end):
            self.counts.warc_records += 1
            at.setdefault(member.gzip_head, []).append(member.offset)
            if member.problem:
                self._found("torn" if member.is_torn else "flipped", path, member.offset, member.problem)
            elif why := member.digest_problem():
                self._found("mismatched digest", path, member.offset, why)
            elif member.kind in ("response", "revisit"):
                self._responses[(path, member.offset)] = _Response(
                    member.header("WARC-Target-URI") or "",
                    member.length,
                    member.header("WARC-Payload-Digest") or "",
                    cdxj_of(member, path),
                )
        at.pop(b"", None)  # of those that cannot be read
        self._check_gzip_heads(path, at)

    def _check_gzip_heads(self, path: str, at: dict[bytes, list[int]]) -> None:
        """A gzip head has bytes that no checksum covers (RFC 1952 §2.3): those of one writer are all alike.

        Software of another time may have begun the file; each of its runs wrote several records.
        """
        for offsets in at.values():
            if len(offsets) == 1 and len(at) > 1:
                self._found("flipped", path, offsets[0], "the head of this gzip member is unlike all others")

    def _check_cdxj(self, path: str) -> None:
        warc = path.removesuffix(".cdxj") + ".warc.gz"
        records = {found.cdxj: offset for (file, offset), found in self._responses.items() if file == warc}
        at = 0
        end = self._committed.get(path)
        for line in (self._output / path).read_bytes()[:end].splitlines(keepends=True):
            if records.pop(line, None) is None:
                self._found("stale index", path, at, "the line fits no record; run `chengxi rebuild`")
            at += len(line)
        for offset in sorted(records.values()):
            self._found(
                "stale index", path, None, f"no line for the record at byte {offset} of {warc}; run `chengxi rebuild`"
            )

    # ---- lines

    def _check_lines(self, path: str, *, is_article: bool) -> None:
        offset = 0
        sums = self._sums.get(path, {})
        try:
            if (packed := self._output / f"{path}.zst").exists() and not (self._output / path).exists():
                unpacked_bytes(packed)
            for line in read_log(self._output, path, self._committed.get(path)):
                self.counts.lines += 1
                wanted = sums.pop(offset, None)
                if self._committed and wanted != (len(line), zlib.crc32(line)):
                    self._found("flipped", path, offset, "not the line that was written (its checksum differs)")
                self._check_line(path, offset, line, is_article=is_article)
                offset += len(line)
        except DamageError as error:
            self._found("flipped", path, offset, str(error))
        for lost in sorted(sums):
            self._found("missing", path, lost, "a line that was written is not there")

    def _check_line(self, path: str, offset: int, line: bytes, *, is_article: bool) -> None:
        if not line.endswith(b"\n"):
            self._found("torn", path, offset, "the line has no end")
            return
        try:
            self._check_values(path, offset, orjson.loads(line), is_article=is_article)
        except orjson.JSONDecodeError as error:
            self._found("flipped", path, offset, f"no JSON ({error})")
        except (KeyError, TypeError, AttributeError) as error:
            self._found("flipped", path, offset, f"no record ({error!r})")

    def _check_values(self, path: str, offset: int, values: dict[str, Any], *, is_article: bool) -> None:
        """Hold a line against itself, the WARC and its files; raises KeyError and the like where it is no record."""
        if is_article and values.get("status") == "ok" and values.get("content_sha256") != content_digest(values):
            self._found("mismatched digest", path, offset, "title and text do not fit content_sha256")
        if warc := values.get("warc"):
            found = self._responses.get((warc["file"], warc["offset"]))
            if found is None:
                self._found(
                    "missing", path, offset, f"its record at byte {warc['offset']} of {warc['file']} is not there"
                )
            elif (found.length, found.digest) != (warc["length"], warc["digest"]):
                self._found("mismatched digest", path, offset, f"its record in {warc['file']} is another one")
        for item in values.get("attachments", []):
            if item.get("path") and not (self._output / item["path"]).is_file():
                self._found("missing", item["path"], None, f"attachment of the line at byte {offset} of {path}")

    # ---- the rest

    def _check_files(self) -> None:
        for file in sorted((self._output / "files").glob("*/*")):
            path = self._relative(file)
            if file.name.startswith(".") or not file.is_file():
                continue
            with file.open("rb") as handle:
                found = hashlib.file_digest(handle, "sha256").hexdigest()
            is_told = self._committed and not self._has_open_batch
            if not is_told and path not in self._texts and file.suffix == ".txt" and found != file.stem:
                continue  # the digest of an attachment's text stands in the state database, which is gone or not so far
            self.counts.files += path not in self._texts
            if found != self._texts.get(path, file.stem):
                self._found("mismatched digest", path, None, "the content is not what was stored")
        for path in sorted(self._texts):
            if not (self._output / path).exists():
                self._found("missing", path, None, "the text of an attachment is gone")

    def _check_revisions(self) -> None:
        """Check that the state names each article line where it stands."""
        if not self._committed:
            return
        with closing(open_state(self._output)) as db:
            try:
                rows = db.execute("SELECT id, revision, path, offset, length FROM revisions ORDER BY path").fetchall()
            except sqlite3.DatabaseError:
                return
        places: dict[str, dict[tuple[int, int], tuple[str, int]]] = {}
        for article_id, revision, path, offset, length in rows:
            places.setdefault(path, {})[(offset, length)] = (article_id, revision)
        for path in line_files(self._output, "articles"):
            known = places.get(path, {})
            with suppress(DamageError):  # told before
                for place, key in _ids(read_log(self._output, path, self._committed.get(path))):
                    if known.get(place) != key:
                        self._found("stale index", path, place[0], "the state database does not name this line")

    def _check_withheld(self) -> None:
        try:
            read_withheld(self._output)
        except UsageError as error:
            self._found("flipped", WITHHELD, None, str(error))


def _ids(lines: Iterator[bytes]) -> Iterator[tuple[tuple[int, int], tuple[str, int] | None]]:
    at = 0
    for line in lines:
        try:
            values = orjson.loads(line)
            yield (at, len(line)), (values["id"], values["revision"])
        except (orjson.JSONDecodeError, KeyError, TypeError):
            pass  # told before, as a line
        at += len(line)
