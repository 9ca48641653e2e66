"""The article and set-aside logs: one JSON line a record, in a file a site and month."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from typing import Any

import orjson

from scraper.errors import DamageError
from scraper.fields import ArticleLine, Record, to_json
from scraper.store.state import Store


@dataclass(frozen=True, slots=True)
class LinePlace:
    """Where a line stands: file under the output folder, offset and length in bytes, line feed included."""

    path: str
    offset: int
    length: int

    def __str__(self) -> str:
        return f"{self.path} at byte {self.offset}"


def line_bytes(values: dict[str, Any]) -> bytes:
    """Give the line as it is written: UTF-8 JSON and a line feed; lone surrogates become U+FFFD."""
    try:
        return orjson.dumps(values) + b"\n"
    except orjson.JSONEncodeError:
        return orjson.dumps(_sound(values)) + b"\n"


def values_of(data: bytes, place: LinePlace) -> dict[str, Any]:
    """Read a line; raises DamageError with the cure where it tells itself that it is not the one that was written.

    An article tells it by the digest of its title and text; the checksum of a whole line is what `verify` knows.
    """
    try:
        values = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise _damaged(place, "it is no JSON") from error
    if not isinstance(values, dict):
        raise _damaged(place, "it is no record")
    if values.get("status") == "ok" and values.get("content_sha256") not in (None, content_digest(values)):
        raise _damaged(place, "its title and text do not fit content_sha256")
    return values


def content_digest(values: dict[str, Any]) -> str:
    """Give what `content_sha256` of a line must be."""
    return hashlib.sha256(whole_text(values).encode("utf-8", "surrogatepass")).hexdigest()


def whole_text(values: dict[str, Any]) -> str:
    """Give title, line feed, text: what `content_sha256` is the digest of."""
    return f"{values.get('title') or ''}\n{values.get('text') or ''}"


def _damaged(place: LinePlace, why: str) -> DamageError:
    cure = "`chengxi rebuild --from warc` makes it again"
    return DamageError(f"{place}: the line is not the one that was written ({why}); {cure}")


def log_path(record: Record) -> str:
    """Give the file that the record belongs to: by kind, site and month of fetching (UTC)."""
    folder = "articles" if isinstance(record, ArticleLine) else "set-aside"
    assert record.fetched_at is not None
    return f"{folder}/{record.site}/{record.fetched_at[:7]}.jsonl"


def append_line(store: Store, record: Record) -> LinePlace:
    """Append the record within the batch; an article's place is noted as a revision."""
    values = to_json(record)
    path, data = log_path(record), line_bytes(values)
    place = LinePlace(path, store.append(path, data), len(data))
    note_line(store, place, data)
    if isinstance(record, ArticleLine):
        note_revision(store, record.id, values, place)
    return place


def note_line(store: Store, place: LinePlace, data: bytes) -> None:
    """Note the checksum of a line."""
    store.run(
        "INSERT OR REPLACE INTO lines(path, offset, length, crc32) VALUES (?, ?, ?, ?)",
        (place.path, place.offset, place.length, zlib.crc32(data)),
    )


def note_revision(store: Store, article_id: str, line: dict[str, Any], place: LinePlace) -> None:
    """Note where a revision stands."""
    store.run(
        "INSERT OR REPLACE INTO revisions(id, revision, change, path, offset, length, content_sha256, fetched_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article_id,
            line["revision"],
            line["change"],
            place.path,
            place.offset,
            place.length,
            line.get("content_sha256"),
            line.get("fetched_at"),
        ),
    )


def _sound(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _sound(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_sound(item) for item in value]
    return value
