"""Attachments by content: `files/<aa>/<sha256>.<ext>`, their text beside them as `<sha256>.txt`.

A file stands under its digest before the line that names it is committed; one that a crash left without a line is
found again by its digest when it is next offered.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from scraper.store.log import write_whole
from scraper.store.state import Store


@dataclass(frozen=True, slots=True)
class KeptFile:
    """Where a file and its text stand, relative to the output."""

    path: str
    sha256: str
    bytes: int
    media_type: str | None = None
    text_path: str | None = None


def keep_file(store: Store, body: bytes, extension: str, media_type: str, text: str) -> KeptFile:
    """Store a file and its text under its digest, once; raises StorageError."""
    digest = hashlib.sha256(body).hexdigest()
    folder = f"files/{digest[:2]}"
    path = f"{folder}/{digest}.{extension}"
    text_path = f"{folder}/{digest}.txt" if text and extension != "txt" else None
    words = text.encode("utf-8", "replace")
    _write_once(store.output, path, body)
    if text_path:
        _write_once(store.output, text_path, words)
    kept = KeptFile(path, digest, len(body), media_type, text_path)
    note_file(store, kept, hashlib.sha256(words).hexdigest() if text_path else None)
    return kept


def note_file(store: Store, kept: KeptFile, text_sha256: str | None) -> None:
    """Note a file, and by what its text is checked."""
    store.run(
        "INSERT OR IGNORE INTO files(sha256, path, bytes, media_type, text_path, text_sha256) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (kept.sha256, kept.path, kept.bytes, kept.media_type, kept.text_path, text_sha256),
    )


def _write_once(root: Path, path: str, data: bytes) -> None:
    file = root / path
    if not file.exists() or file.stat().st_size != len(data):
        write_whole(file, data, root)
