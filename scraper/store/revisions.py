"""The revisions of one article, and the archived copy behind each."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from scraper.errors import UsageError
from scraper.store.archive_reader import Member, exchange_of, read_cdxj, sound_member
from scraper.store.compacted import read_line
from scraper.store.lines import LinePlace
from scraper.store.reading import reading
from scraper.urls import article_id as id_of
from scraper.urls import canonical

_LEAST_ID_CHARS = 4


def revisions_of(output: Path, article_id: str) -> list[dict[str, Any]]:
    """Give the lines of an article, oldest first; its address, or a beginning of the id, is enough.

    Raises UsageError where there is none, DamageError where one of them is not as it was written.
    """
    with reading(output) as db:
        if "//" in article_id:
            article_id = _id_at(db, article_id)
        rows = db.execute(
            "SELECT id, path, offset, length FROM revisions WHERE id GLOB ? ORDER BY id, revision",
            (article_id.replace("*", "").replace("[", "").replace("?", "") + "*",),
        ).fetchall()
    ids = sorted({row[0] for row in rows})
    if not article_id:
        raise UsageError("no article is named; give its id (`chengxi search` shows ids) or its address")
    if len(article_id) < _LEAST_ID_CHARS or not ids:
        raise UsageError(f"{article_id}: no article has this id; `chengxi search` shows ids")
    if len(ids) > 1:
        raise UsageError(f"{article_id}: {len(ids)} articles begin so ({', '.join(ids[:3])} …); give more of the id")
    return [read_line(output, LinePlace(*row[1:])) for row in rows]


def _id_at(db: sqlite3.Connection, address: str) -> str:
    """Give the id of the article that is listed under an address, or that answers at it."""
    url = canonical(address)
    rows = db.execute("SELECT id, outcome FROM pages WHERE url = ?1 OR article_url = ?1 ORDER BY id", (url,)).fetchall()
    found = rows[-1][0] if rows else id_of(url)
    if found and db.execute("SELECT 1 FROM revisions WHERE id = ?", (found,)).fetchone():
        return str(found)
    why = f"its page was set aside ({rows[-1][1]})" if rows else "no article of this address is in the archive"
    raise UsageError(f"{address}: {why}; `chengxi search` finds articles by their words")


def original_body(output: Path, line: dict[str, Any]) -> bytes:
    """Give the body behind a revision, content-coding undone.

    Raises UsageError where the archive has none, DamageError where its record is damaged.
    """
    place = line.get("warc")
    if not place:
        raise UsageError(f"{line['id']}: no response stands behind revision {line['revision']}")
    member = sound_member(output, place["file"], place["offset"], place["length"])
    if member.kind == "revisit":
        member = sound_member(output, *referred(output, place["file"], member))
    return exchange_of(member).page().body


def referred(output: Path, file: str, revisit: Member) -> tuple[str, int, int]:
    """Find the record that a revisit refers to, by the index beside the WARC; give file, offset and length."""
    url, digest = revisit.header("WARC-Refers-To-Target-URI"), revisit.header("WARC-Payload-Digest")
    for path in sorted((output / file).parent.glob("*.cdxj")):
        for fields in read_cdxj(path):
            if (fields["url"], fields["digest"]) == (url, digest) and fields["mime"] != "warc/revisit":
                warc = path.with_name(fields["filename"]).relative_to(output).as_posix()
                return warc, int(fields["offset"]), int(fields["length"])
    raise UsageError(f"{file}: the record that this revisit refers to is not in the archive")
