"""Articles that may not be shown: a list beside the logs, which themselves stay as they are.

`withheld.jsonl`, a line an article. It is obeyed wherever articles are read out: search, web page, export, SQL, `show`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from scraper.errors import UsageError
from scraper.store.log import write_whole

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
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return {}
    try:
        told = [Withheld(**orjson.loads(line)) for line in lines if line.strip()]
    except (orjson.JSONDecodeError, TypeError) as error:
        cure = "mend it, or bring it back from a copy; until then no article is shown"
        raise UsageError(f"{path}: cannot be read ({error}); {cure}") from error
    return {each.id: each for each in told}


def withheld_stamp(output: Path) -> tuple[int, int, int]:
    """Give a value that changes whenever the list does; (0, 0, 0) where there is none."""
    try:
        told = (output / FILE).stat()
    except FileNotFoundError:
        return (0, 0, 0)
    return (told.st_ino, told.st_mtime_ns, told.st_size)


def write_withheld(output: Path, entries: Iterable[Withheld]) -> None:
    """Write the list, whole or not at all."""
    write_whole(output / FILE, b"".join(orjson.dumps(asdict(entry)) + b"\n" for entry in entries), output)
