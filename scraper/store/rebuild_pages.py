"""What the lines tell of pages, attachments and sections, for a state database that is made again."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from scraper.fields import from_json
from scraper.store.facts import Facts
from scraper.store.files import KeptFile, note_file
from scraper.store.forgotten import told_runs
from scraper.store.pages import Pages
from scraper.store.rhythm import Rhythm
from scraper.store.state import Store
from scraper.store.warc import warc_date
from scraper.urls import canonical

# Marks a page whose time of revisit is still to be reckoned, when all lines have been read.
_UNSETTLED = ""
_EPOCH = "1970-01-01T00:00:00+00:00"
_ATTACHMENT = "attachment of "  # so begins the reason of a set-aside attachment: it is no page
_NEVER_ASKED = ("not_article", "refused_address")

_PAGE = """
INSERT INTO pages(url, site, section_url, outcome, id, article_url, revision, status, content_sha256, etag,
    last_modified, first_seen, last_checked, last_changed, next_check, body_sha1, warc, asked, gone_reason)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12, ?12, ?13, ?14, ?15, ?16, ?18)
ON CONFLICT(url) DO UPDATE SET revision = excluded.revision, status = excluded.status, outcome = excluded.outcome,
    id = excluded.id, article_url = excluded.article_url, content_sha256 = excluded.content_sha256,
    section_url = coalesce(pages.section_url, excluded.section_url), etag = excluded.etag,
    last_modified = excluded.last_modified, last_checked = excluded.last_checked, last_changed = excluded.last_changed,
    next_check = excluded.next_check, body_sha1 = excluded.body_sha1, warc = excluded.warc,
    changes = pages.changes + ?17, gone_reason = excluded.gone_reason
WHERE excluded.revision > pages.revision
"""


def note_page(store: Store, facts: Facts | None, values: dict[str, Any]) -> None:
    """Note what a line tells of its page, files and sections, where the state does not know better.

    Call `settle_pages` when all lines have been read.
    """
    if any(reason.startswith(_ATTACHMENT) for reason in values.get("reasons", [])):
        return
    asked = facts.asked if facts else values["url"]
    url = canonical(asked)
    at = values.get("fetched_at") or _EPOCH
    is_article = "id" in values
    http = values.get("http", {})
    is_never_asked = "warc" not in values and values.get("outcome") in _NEVER_ASKED
    store.run(
        _PAGE,
        (
            url,
            values["site"],
            _section_url(store, facts, values),
            "article" if is_article else values["outcome"],
            values.get("id"),
            values.get("canonical_url"),
            values.get("revision", 0),
            values.get("status", ""),
            values.get("content_sha256"),
            http.get("etag"),
            http.get("last_modified"),
            at,
            None if is_never_asked else _UNSETTLED,
            *_response(values),
            asked if asked != url else None,
            int(values.get("change") in ("edited", "back")),
            _gone_reason(values),
        ),
    )
    _note_files(store, values.get("attachments", []))
    _note_sections(store, url, at, values)


def _section_url(store: Store, facts: Facts | None, values: dict[str, Any]) -> str | None:
    if facts and facts.listing and facts.listing.section_url:
        return facts.listing.section_url
    if sections := values.get("sections", []):
        return str(sections[0]["url"])
    # A set-aside line names its section only.
    rows = store.rows(
        "SELECT url FROM sections WHERE site = ? AND name = ? ORDER BY url LIMIT 1",
        (values["site"], values.get("section")),
    )
    return str(rows[0][0]) if rows else None


def _gone_reason(values: dict[str, Any]) -> str | None:
    reasons = (str(flag).removeprefix("removed_") for flag in values.get("flags", []) if flag.startswith("removed_"))
    return next(reasons, None) if values.get("status") == "removed" else None


def _response(values: dict[str, Any]) -> tuple[str | None, str | None]:
    """Give the digest of the body (SHA-1, hexadecimal) and what a `revisit` record would refer to."""
    warc = values.get("warc")
    name, _, digest = str(warc["digest"]).partition(":") if warc else ("", "", "")
    if name.lower() != "sha1" or warc is None:
        return None, None
    date = warc_date(datetime.fromisoformat(values["fetched_at"]))
    refers_to = orjson.dumps([values["url"], date, warc["digest"]]).decode()
    return base64.b32decode(digest).hex(), refers_to


def _note_files(store: Store, attachments: Iterable[dict[str, Any]]) -> None:
    for item in attachments:
        if not item.get("path"):
            continue
        kept = from_json(KeptFile, item)
        note_file(store, kept, _digest(store.output / kept.text_path) if kept.text_path else None)


def _digest(file: Path) -> str | None:
    """Give the SHA-256 of a text as it stands: no line has it, so this is what later checks compare with."""
    try:
        with file.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def _note_sections(store: Store, url: str, at: str, values: dict[str, Any]) -> None:
    for section in values.get("sections", []):
        store.run(
            "INSERT OR IGNORE INTO sections(url, site, name) VALUES (?, ?, ?)",
            (section["url"], values["site"], section["name"]),
        )
        seen = section.get("first_seen") or at
        store.run(
            "INSERT OR IGNORE INTO listings(url, section_url, title, first_seen, last_seen) VALUES (?, ?, ?, ?, ?)",
            (url, section["url"], values.get("list_title"), seen, seen),
        )


def settle_pages(store: Store) -> None:
    """Reckon when each page is due again, and when each section was last walked to its end, from what was noted."""
    pages, rhythm = Pages(store), Rhythm(store)
    for (url,) in store.rows("SELECT url FROM pages WHERE next_check = ?", (_UNSETTLED,)):
        page = pages.get(url)
        assert page is not None
        due = rhythm.next_check(page, datetime.fromisoformat(page.last_checked), is_failed=not page.status)
        store.run("UPDATE pages SET next_check = ? WHERE url = ?", (due, url))
    store.run(
        "INSERT OR IGNORE INTO listings(url, section_url, first_seen, last_seen) "
        "SELECT p.url, p.section_url, p.first_seen, p.first_seen FROM pages p "
        "JOIN sections s ON s.url = p.section_url"
    )
    store.run(
        "UPDATE listings SET missed_at = (SELECT p.last_changed FROM pages p WHERE p.url = listings.url) "
        "WHERE missed_at IS NULL AND url IN "
        "(SELECT url FROM pages WHERE status = 'removed' AND gone_reason = 'delisted')"
    )
    for run in told_runs(store.output):
        _note_run(store, run)


def _note_run(store: Store, run: dict[str, Any]) -> None:
    try:
        at = datetime.strptime(run["run_id"][:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).isoformat()
    except ValueError:
        return
    ended_at = run.get("ended_at", at)
    store.run(
        "INSERT OR IGNORE INTO runs(run_id, started_at, ended_at) VALUES (?, ?, ?)", (run["run_id"], at, ended_at)
    )
    for section in run.get("sections", []):
        store.run(
            "UPDATE sections SET last_run_at = ?1, last_new_at = CASE WHEN ?2 THEN ?1 ELSE last_new_at END "
            "WHERE url = ?3 AND coalesce(last_run_at, '') < ?1",
            (at, int(bool(section.get("new"))), section["url"]),
        )
        if not section.get("is_walked"):
            continue
        # What a later run fetched may be the newest rows of a walk that was killed: then the list is read again whole.
        store.run(
            "UPDATE sections SET walked_at = ?1, swept_at = coalesce(swept_at, ?1), rows_stated = ?2 "
            "WHERE url = ?3 AND coalesce(walked_at, '') < ?1 "
            "AND NOT EXISTS (SELECT 1 FROM pages WHERE section_url = ?3 AND first_seen > ?4)",
            (at, section.get("expected"), section["url"], ended_at),
        )
