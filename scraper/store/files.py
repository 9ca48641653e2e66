"""Attachments by content: `files/<aa>/<sha256>.<ext>`, their text beside them as `<sha256>.txt`.

A file stands under its digest before the line that names it is committed; one that a crash left without a line is
found again by its digest when it is next offered.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from scraper.errors import StorageError
from scraper.store.log import sync_folders
from scraper.store.state import Store


@dataclass(frozen=True, slots=True)
class KeptFile:
    """Where a file and its text stand, relative to the output."""

    path: str
    sha256: str
    bytes: int
    media_type: str
    text_path: str | None


def keep_file(store: Store, body: bytes, extension: str, media_type: str, text: str) -> KeptFile:
    """Store a file and its text under its digest, once; raises StorageError."""
    digest = hashlib.sha256(body).hexdigest()
    folder = f"files/{digest[:2]}"
    path = f"{folder}/{digest}.{extension}"
    text_path = f"{folder}/{digest}.txt" if text and extension != "txt" else None
    words = text.encode("utf-8", "replace")
    try:
        _write_once(store.output, path, body)
        if text_path:
            _write_once(store.output, text_path, words)
    except OSError as error:
        raise StorageError(f"{store.output / path}: cannot be written ({error.strerror})") from error
    store.run(
        "INSERT OR IGNORE INTO files(sha256, path, bytes, media_type, text_path, text_sha256) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (digest, path, len(body), media_type, text_path, hashlib.sha256(words).hexdigest() if text_path else None),
    )
    return KeptFile(path, digest, len(body), media_type, text_path)


def _write_once(root: Path, path: str, data: bytes) -> None:
    file = root / path
    if file.exists() and file.stat().st_size == len(data):
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    with part.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    part.replace(file)
    sync_folders(file.parent, root)
