"""The state database again, from the lines: what is known of each page and section."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from scraper.store.archive_reader import members
from scraper.store.compacted import line_files, read_log
from scraper.store.facts import Facts
from scraper.store.lines import LinePlace, note_line, note_revision
from scraper.store.state import Store
from scraper.urls import canonical


def from_articles(store: Store) -> int:
    """Make lengths, checksums, revisions, pages and sections again from the lines; give the number of lines read.

    Of a torn last line nothing is kept. What only the state knew (validators, the rhythm of revisits) begins anew.
    """
    count = 0
    for folder in ("articles", "set-aside"):
        for path in line_files(store.output, folder):
            count += _log(store, path)
            store.commit()
    for file in sorted((store.output / "warc").glob("*/*")):
        _adopt(store, file)
    store.commit()
    return count


def _log(store: Store, path: str) -> int:
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
            note_page(store, None, values)
        at += len(line)
        count += 1
    store.run("INSERT OR REPLACE INTO logs(path, committed_bytes) VALUES (?, ?)", (path, at))
    store.logs.adopt(path, at)
    return count


def _adopt(store: Store, file: Path) -> None:
    path = file.relative_to(store.output).as_posix()
    end = file.stat().st_size
    if file.name.endswith(".warc.gz"):
        end = 0
        for member in members(file):
            if member.problem is None:
                end = member.offset + member.length
    store.run("INSERT OR REPLACE INTO logs(path, committed_bytes) VALUES (?, ?)", (path, end))
    store.logs.adopt(path, end)


def note_page(store: Store, facts: Facts | None, values: dict[str, Any]) -> None:
    """Note what a line tells of its page and sections, where the state does not know better."""
    url = canonical(facts.asked if facts else values["url"])
    at = values.get("fetched_at") or "1970-01-01T00:00:00+00:00"
    is_article = "id" in values
    sections = values.get("sections", [])
    section_url = (facts.listing.section_url if facts and facts.listing else None) or (
        sections[0]["url"] if sections else None
    )
    http = values.get("http", {})
    store.run(
        "INSERT INTO pages(url, site, section_url, outcome, id, article_url, revision, status, content_sha256, etag, "
        "last_modified, first_seen, last_checked, next_check) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12, ?12) "
        "ON CONFLICT(url) DO UPDATE SET revision = excluded.revision, status = excluded.status, "
        "outcome = excluded.outcome, id = excluded.id, content_sha256 = excluded.content_sha256 "
        "WHERE excluded.revision > pages.revision",
        (
            url,
            values["site"],
            section_url,
            "article" if is_article else values["outcome"],
            values.get("id"),
            values.get("canonical_url"),
            values.get("revision", 0),
            values.get("status", ""),
            values.get("content_sha256"),
            http.get("etag"),
            http.get("last_modified"),
            at,
        ),
    )
    for section in sections:
        store.run(
            "INSERT OR IGNORE INTO sections(url, site, name) VALUES (?, ?, ?)",
            (section["url"], values["site"], section["name"]),
        )
        seen = section.get("first_seen") or at
        store.run(
            "INSERT OR IGNORE INTO listings(url, section_url, title, first_seen, last_seen) VALUES (?, ?, ?, ?, ?)",
            (url, section["url"], values.get("list_title"), seen, seen),
        )
