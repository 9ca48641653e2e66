"""Articles that may not be shown: a list beside the logs, which themselves stay as they are.

`withheld.jsonl`, a line an article. Each line has the digest of the whole list, since a list that lost a part would
show what may not be shown. It is obeyed wherever articles are read out: search, web page, export, SQL, `show`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from scraper.errors import UsageError
from scraper.store.log import sync_folders, write_whole

FILE = "withheld.jsonl"


@dataclass(frozen=True, slots=True)
class Withheld:
    """One article: since when (ISO 8601, UTC) and why."""

    id: str
    url: str
    since: str
    reason: str


def read_withheld(output: Path) -> dict[str, Withheld]:
    """Give what is withheld, by id; raises UsageError where the list cannot be read, for then nothing may be shown."""
    path = output / FILE
    if not path.is_symlink() and not path.exists():
        return {}
    try:
        entries = _entries(path.read_bytes() if path.is_file() else b"")
        return {each.id: each for each in entries}
    except (ValueError, TypeError, AttributeError) as error:  # orjson's error is a ValueError
        cure = "bring it back from a copy, or write it anew without `list`; until then no article is shown"
        raise UsageError(f"{path}: cannot be read ({error}); {cure}") from error


def _entries(data: bytes) -> list[Withheld]:
    """Read the list; raises ValueError and the like where it is not whole. One of before, or by hand, has no digest."""
    lines = [orjson.loads(line) for line in data.splitlines() if line.strip()]
    told = {line.pop("list", None) for line in lines}
    entries = [Withheld(**line) for line in lines]
    if not entries or told not in ({None}, {_digest(entries)}):
        raise ValueError("it is not the list that was written")
    return entries


def _digest(entries: list[Withheld]) -> str:
    return hashlib.sha256(orjson.dumps([asdict(entry) for entry in entries])).hexdigest()


def withheld_stamp(output: Path) -> tuple[int, int, int]:
    """Give a value that changes whenever the list does; (0, 0, 0) where there is none."""
    try:
        told = (output / FILE).stat()
    except FileNotFoundError:
        return (0, 0, 0)
    return (told.st_ino, told.st_mtime_ns, told.st_size)


def write_withheld(output: Path, entries: Iterable[Withheld]) -> None:
    """Write the list, whole or not at all; there is no file where nothing is withheld."""
    listed = list(entries)
    told = {"list": _digest(listed)}
    lines = b"".join(orjson.dumps(asdict(entry) | told) + b"\n" for entry in listed)
    if lines:
        write_whole(output / FILE, lines, output)
    else:
        (output / FILE).unlink(missing_ok=True)
        sync_folders(output, output)
