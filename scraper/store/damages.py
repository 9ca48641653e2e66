"""What a check of the archive found: each damaged record, and how much was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["torn", "flipped", "missing", "mismatched digest", "stale index", "unknown"]


@dataclass(frozen=True, slots=True)
class Damage:
    """One damaged record: its file, where it stands, and what is wrong with it."""

    kind: Kind
    path: str
    offset: int | None
    what: str

    def __str__(self) -> str:
        place = self.path if self.offset is None else f"{self.path} at byte {self.offset}"
        return f"{place}: {self.kind}: {self.what}"


@dataclass(slots=True)
class Counts:
    """How much was checked."""

    warc_records: int = 0
    lines: int = 0
    files: int = 0  # attachments; the text beside one is checked and not counted
    uncommitted_bytes: int = 0  # of a run that is at work or was killed: the next one moves them to uncommitted/
    damages: list[Damage] = field(default_factory=list)

    def __str__(self) -> str:
        counts = ((self.warc_records, "WARC record"), (self.lines, "line"), (self.files, "attachment"))
        records, lines, files = (f"{count:,} {name}{'s' * (count != 1)}" for count, name in counts)
        return f"{records}, {lines} and {files}"
