"""Lines that a rebuild has made, kept on disk until their log is placed: memory holds one log, not a site."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

from scraper.errors import StorageError
from scraper.store.facts import Facts, read_facts


@dataclass(frozen=True, slots=True)
class Made:
    """A line as its facts and page make it now."""

    facts: Facts
    data: bytes | None  # None: its page is damaged or takes too long, so that only the line itself can tell it
    refers_to: str | None  # the record that it is made from

    @property
    def path(self) -> str:
        """Give the log in which the line stands."""
        folder = "articles" if str(self.facts.line["schema"]).startswith("article/") else "set-aside"
        return f"{folder}/{self.facts.site}/{self.facts.line['fetched_at'][:7]}.jsonl"


@dataclass(frozen=True, slots=True)
class SpoolPlace:
    """Where a made line stands in the spool: its offset, and the lengths in bytes of its facts and of itself."""

    offset: int
    facts_bytes: int
    data_bytes: int | None
    refers_to: str | None


class Spool:
    """A file without a name beside the archive; it is gone with the process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 - closed by __exit__
        self._end = 0

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Give its room back."""
        self._file.close()

    def add(self, made: Made) -> SpoolPlace:
        """Keep a line; raises StorageError when the disk refuses."""
        facts, data = made.facts.to_json(), made.data or b""
        place = SpoolPlace(self._end, len(facts), None if made.data is None else len(data), made.refers_to)
        try:
            self._file.seek(self._end)
            self._end += self._file.write(facts + data)
        except OSError as error:
            raise StorageError(f"{self._folder}: cannot be written ({error.strerror})") from error
        return place

    def read(self, place: SpoolPlace) -> Made:
        """Give a line back."""
        self._file.seek(place.offset)
        facts = read_facts(self._file.read(place.facts_bytes))
        assert facts is not None
        data = None if place.data_bytes is None else self._file.read(place.data_bytes)
        return Made(facts, data, place.refers_to)
