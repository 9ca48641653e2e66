"""The state database again: what the lines tell of each page and section, and how far each file reaches."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import orjson

from scraper.store.archive_reader import Member, cdxj_of, members
from scraper.store.compacted import line_files, read_log
from scraper.store.facts import FACTS_URI, Facts, read_facts
from scraper.store.lines import LinePlace, note_line, note_revision
from scraper.store.log import log_files, write_whole
from scraper.store.near_duplicates import NearDuplicates
from scraper.store.profiles import note_archived
from scraper.store.rebuild_pages import note_page, settle_pages
from scraper.store.state import Store


def from_articles(store: Store) -> int:
    """Make lengths, checksums, revisions, pages and sections again from the lines; give the number of lines read.

    Of a torn last line nothing is kept. Under which address a page was listed is read from the WARC where it is there.
    """
    count = 0
    facts: dict[tuple[str, int], Facts] = {}
    for file in log_files(store.output, "warc", ".warc.gz", ".cdxj"):
        facts |= _adopt(store, file)
    for folder in ("articles", "set-aside"):
        for path in line_files(store.output, folder):
            count += _log(store, path, facts)
            store.commit()
    settle_pages(store)
    NearDuplicates(store).sign_all()
    store.commit()
    return count


def _log(store: Store, path: str, facts: dict[tuple[str, int], Facts]) -> int:
    store.run("DELETE FROM lines WHERE path = ?", (path,))
    at = count = 0
    for line in read_log(store.output, path):
        try:
            values = orjson.loads(line)
        except orjson.JSONDecodeError:
            if not line.endswith(b"\n"):
                break
            values = {}
        place = LinePlace(path, at, len(line))
        note_line(store, place, line)
        if "id" in values:
            note_revision(store, values["id"], values, place)
        if values:
            warc = values.get("warc", {})
            note_page(store, facts.get((warc.get("file"), warc.get("offset"))), values)
        at += len(line)
        count += 1
    store.adopt(path, at)
    return count


def _adopt(store: Store, file: Path) -> dict[tuple[str, int], Facts]:
    """Take a file as long as its records reach; give the facts that its lines do not tell, by place of the response."""
    path = file.relative_to(store.output).as_posix()
    end = file.stat().st_size
    found: dict[tuple[str, int], Facts] = {}
    if file.name.endswith(".warc.gz"):
        end = _known_end(store, file)
        for member in members(file):
            if member.problem is None:
                end = max(end, member.offset + member.length)
                if member.kind == "resource":
                    note_archived(store, file.parent.name, member)
                elif member.kind == "metadata" and (facts := read_facts(member.block)):
                    found |= _untold(member, facts)
    store.adopt(path, end)
    return found


def _untold(member: Member, facts: Facts) -> dict[tuple[str, int], Facts]:
    warc = facts.line.get("warc")
    url = (member.header("WARC-Target-URI") or "").removeprefix(FACTS_URI)
    if not warc or (facts.is_page and facts.asked == url):
        return {}
    return {(warc["file"], warc["offset"]): replace(facts, line={})}


def adopt_warc(store: Store) -> None:
    """Make the index beside each WARC again, and take the files as long as their records reach."""
    for path in log_files(store.output, "warc", ".warc.gz"):
        name = path.relative_to(store.output).as_posix()
        found, end = [], _known_end(store, path)
        for member in members(path):
            if member.problem is None:
                end = max(end, member.offset + member.length)
            if member.problem is None and member.kind in ("response", "revisit"):
                found.append(cdxj_of(member, name))
        lines = b"".join(sorted(found))
        index = name.removesuffix(".warc.gz") + ".cdxj"
        if not (store.output / index).is_file() or (store.output / index).read_bytes() != lines:
            write_whole(store.output / index, lines, store.output)
        for log, length in ((name, end), (index, len(lines))):
            store.adopt(log, length)


def _known_end(store: Store, file: Path) -> int:
    """Give the committed length of a file that is still that long; 0 where only its records tell how far it reaches.

    So the next start does not cut off a damaged record at the end, of which something may yet be read.
    """
    known = store.logs.length(file.relative_to(store.output).as_posix())
    return known if file.stat().st_size >= known else 0
