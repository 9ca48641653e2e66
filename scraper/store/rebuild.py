"""Make the derived things again: lines from the WARC, state from the lines, the index beside the WARC from its records.

A line that stands undamaged in the archive is never rewritten: where newer software or a newer site file makes it
differently, a revision with `change: reprocessed` is appended.
"""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

import orjson

from scraper.errors import PageError
from scraper.fields import ArticleLine, PreviousLine, Record, from_json, to_json
from scraper.sites import Site
from scraper.store.clock import now
from scraper.store.compacted import read_line, read_log
from scraper.store.facts import STORE_FIELDS, Facts, facts_of
from scraper.store.lines import LinePlace, append_line, line_bytes, note_line, note_revision
from scraper.store.log import write_whole
from scraper.store.near_duplicates import NearDuplicates
from scraper.store.rebuild_pages import note_page, settle_pages
from scraper.store.rebuild_reading import Task, ToldLine, WarcReading
from scraper.store.rebuild_spool import Made, Spool, SpoolPlace
from scraper.store.rebuild_state import adopt_warc
from scraper.store.state import Store
from scraper.store.warc import WarcShelf, Writer

# Makes the record of each task, in their order, or tells why it cannot; nothing for no task.
RefineEach: TypeAlias = Callable[[Iterable[Task | None]], Iterator[Record | PageError | None]]


@dataclass(slots=True)
class Rebuilt:
    """What a rebuild did."""

    read: int = 0  # lines that the WARC tells, so far
    lines: int = 0
    identical: int = 0
    restored: int = 0  # lines that were missing or damaged and stand again
    differing: int = 0  # lines that stand, and would be made differently now
    reprocessed: int = 0
    unreadable: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Standing:
    """A line that stands undamaged in a log."""

    data: bytes
    offset: int


class FromWarc:
    """Lines again from the WARC: one pass over each site's files in their order."""

    def __init__(self, store: Store, known: tuple[Site, ...], refine_each: RefineEach) -> None:
        self.rebuilt = Rebuilt()
        self._store = store
        self._reading = WarcReading(store, known, self.rebuilt.unreadable)
        self._refine_each = refine_each
        self._spool = Spool(store.output)
        # By id; the revisions of a page come in their order, the last one counts.
        self._late: dict[str, SpoolPlace] = {}

    def run(self) -> Rebuilt:
        """Rebuild all sites within one commit a file."""
        with self._spool:
            return self._run()

    def _run(self) -> Rebuilt:
        sites = sorted(path for path in (self._store.output / "warc").glob("*") if path.is_dir())
        for folder in sites:
            made: dict[str, list[SpoolPlace]] = {}
            for line in self._made(folder):
                made.setdefault(line.path, []).append(self._spool.add(line))
            for path, places in sorted(made.items()):
                self._place(path, places)
        settle_pages(self._store)
        adopt_warc(self._store)
        NearDuplicates(self._store).sign_all()
        self._store.commit()
        shelf = WarcShelf(self._store, Writer(f"{now():%Y%m%dT%H%M%SZ}-rebuild", None, "chengxi rebuild"))
        for late in self._late.values():
            self._reprocess(self._spool.read(late), shelf)
        self._store.commit()
        shelf.sort_indexes()
        return self.rebuilt

    def _made(self, folder: Path) -> Iterator[Made]:
        waiting: deque[ToldLine] = deque()

        def tasks() -> Iterator[Task | None]:
            for told in self._reading.lines(folder):
                waiting.append(told)
                yield told.task

        for answer in self._refine_each(tasks()):
            told = waiting.popleft()
            facts = told.facts
            if isinstance(answer, PageError):
                self.rebuilt.unreadable.append(f"{facts.asked}: {answer.reason}")
            values: dict[str, Any] | None = None if facts.is_page else facts.line
            if isinstance(answer, ArticleLine):
                values = _with_facts(answer, facts)
            data = orjson.dumps(values) + b"\n" if values else None
            self.rebuilt.read += 1
            yield Made(facts, data, told.refers_to)

    def _place(self, path: str, places: list[SpoolPlace]) -> None:
        """Write a log again where a line of it is missing or damaged, else only compare.

        Lines that the WARC does not tell (its record is damaged, or newer software appended them) stay.
        """
        sound = self._sound(path)
        told = {_warc_key(orjson.loads(old.data)): key for key, old in sound.items()}
        placed: list[tuple[Made | None, _Standing | None, bytes]] = []
        for place in places:
            made = self._spool.read(place)
            self.rebuilt.lines += 1
            key = _key(made.data) if made.data else told.get(_warc_key(made.facts.line), "")
            old = sound.get(key)
            if old is None and made.data is None:
                continue
            self.rebuilt.restored += old is None
            self.rebuilt.identical += old is not None and old.data == made.data
            self.rebuilt.differing += old is not None and made.data not in (None, old.data)
            if old is not None and made.data not in (None, old.data) and made.facts.is_page:
                self._late[key.partition("/")[0]] = place
            placed.append((made, old, old.data if old else made.data or b""))
        taken = {old.offset for _, old, _ in placed if old}
        placed += [(None, old, old.data) for old in sound.values() if old.offset not in taken]
        is_whole = sum(len(old.data) for old in sound.values()) == self._store.logs.length(path)
        if not is_whole or any(old is None for _, old, _ in placed):
            placed = self._written(path, placed)
        for source, old, data in placed:
            assert old is not None
            self._note(source, LinePlace(path, old.offset, len(data)), data)
        self._store.commit()

    def _written(
        self, path: str, placed: list[tuple[Made | None, _Standing | None, bytes]]
    ) -> list[tuple[Made | None, _Standing | None, bytes]]:
        """Write a log whole; give its lines where they stand now."""
        out, now = bytearray(), []
        for made, _, data in placed:
            now.append((made, _Standing(data, len(out)), data))
            out += data
        write_whole(self._store.output / path, bytes(out), self._store.output)
        (self._store.output / f"{path}.zst").unlink(missing_ok=True)
        self._store.run("DELETE FROM lines WHERE path = ?", (path,))
        self._store.adopt(path, len(out))
        return list(now)

    def _note(self, made: Made | None, place: LinePlace, data: bytes) -> None:
        note_line(self._store, place, data)
        values = orjson.loads(data)
        if "id" in values:
            note_revision(self._store, values["id"], values, place)
        if made is not None:
            note_page(self._store, made.facts, values)

    def _sound(self, path: str) -> dict[str, _Standing]:
        """Give the lines of a log that stand undamaged, by their keys."""
        known = {
            offset: (length, crc)
            for offset, length, crc in self._store.rows(
                "SELECT offset, length, crc32 FROM lines WHERE path = ?", (path,)
            )
        }
        found, at = {}, 0
        for line in read_log(self._store.output, path):
            # Of a line that the state does not tell (it may be an older copy), that it is as this software writes it.
            is_sound = known[at] == (len(line), zlib.crc32(line)) if at in known else _is_as_written(line)
            if is_sound and line.endswith(b"\n") and (key := _key(line)):
                found[key] = _Standing(line, at)
            at += len(line)
        return found

    def _reprocess(self, made: Made, shelf: WarcShelf) -> None:
        """Append a revision, and its facts, where the last one of an article would be made differently now.

        The last one is made from this page if only software changed since; what newer software read stays.
        """
        assert made.data is not None
        values = orjson.loads(made.data)
        later = self._store.rows(
            "SELECT change, path, offset, length FROM revisions WHERE id = ? AND revision >= ? ORDER BY revision",
            (values["id"], values["revision"]),
        )
        if not later or any(change != "reprocessed" for change, *_ in later[1:]):
            return
        last = read_line(self._store.output, LinePlace(*later[-1][1:]))
        told = {"extraction", "revision", "change", "previous", "run_id"}
        is_same = all(values.get(name) == last.get(name) for name in (values.keys() | last.keys()) - told)
        if is_same or _version(last) > _version(values):
            return
        line = replace(
            from_json(ArticleLine, values),
            revision=last["revision"] + 1,
            change="reprocessed",
            run_id=None,
            previous=PreviousLine(last["revision"], last.get("content_sha256")),
        )
        append_line(self._store, line)
        facts = facts_of(line, made.facts.site, made.facts.asked, made.facts.listing, made.facts.parts)
        at = datetime.fromisoformat(values["fetched_at"])
        shelf.add_metadata(made.facts.site, values["url"], facts.to_json(), made.refers_to, at)
        self._store.noted()
        self.rebuilt.reprocessed += 1


def _with_facts(record: ArticleLine, facts: Facts) -> dict[str, Any]:
    """Give the line of a record with what the store adds, in the order of the table."""
    values = to_json(record)
    extraction = values["extraction"]
    flags = list(values.get("flags", []))
    kept = {name: facts.line[name] for name in STORE_FIELDS if name in facts.line}
    if "tls_unverified" in kept.get("flags", []):
        flags.append("tls_unverified")
    values = {name: value for name, value in values.items() if name not in STORE_FIELDS}
    values |= kept | {"extraction": extraction, "flags": flags}
    order = [item.name for item in fields(ArticleLine)]
    return {name: values[name] for name in order if values.get(name) not in (None, [])}


def _version(line: dict[str, Any]) -> tuple[int, ...]:
    version = str(line.get("extraction", {}).get("version", ""))
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _warc_key(line: dict[str, Any]) -> tuple[object, ...]:
    """Name a line by the record that it was made from; the site of all lines of a log is the same."""
    warc = line.get("warc") or {}
    return (warc.get("file"), warc.get("offset"), line.get("revision"), line.get("fetched_at"))


def _is_as_written(line: bytes) -> bool:
    try:
        return line_bytes(orjson.loads(line)) == line
    except orjson.JSONDecodeError:
        return False


def _key(line: bytes) -> str:
    """Name a line: an article by id and revision, a set-aside line by its whole."""
    try:
        values = orjson.loads(line)
        return f"{values['id']}/{values['revision']}" if "id" in values else line.decode()
    except (ValueError, KeyError, TypeError):
        return ""
