"""Records copied out of the WARC, byte for byte: what was asked and answered for some articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scraper.store.archive_reader import Member, read_cdxj, read_member, sound_member
from scraper.store.revisions import referred

_REQUEST_BYTES = 65_536  # a request record is headers alone, and a form's fields


@dataclass(frozen=True, slots=True)
class Copied:
    """One record: parsed, and its gzip member as it stands in the archive."""

    member: Member
    data: bytes = field(repr=False)


def copies(output: Path, lines: Iterable[dict[str, Any]]) -> Iterator[Copied]:
    """Give the records behind article lines: each response with its request, once; those of their files too.

    Of a `revisit` also the record that it refers to. A line that no response stands behind gives none.
    Raises FileNotFoundError where a WARC file is missing, DamageError where a record in it is damaged.
    """
    given: set[tuple[str, int]] = set()
    listed = _Listed(output)
    for line in lines:
        places = [(place["file"], place["offset"], place["length"]) for place in [line.get("warc")] if place]
        for file in line.get("attachments") or ():
            places += listed.places(str(line["site"]), file["url"]) if file.get("sha256") else []
        for place in places:
            yield from _exchange(output, place, given)


def _exchange(output: Path, place: tuple[str, int, int], given: set[tuple[str, int]]) -> Iterator[Copied]:
    file, offset, length = place
    if (file, offset) in given:
        return
    given.add((file, offset))
    member = sound_member(output, file, offset, length)
    if member.kind == "revisit":
        yield from _exchange(output, referred(output, file, member), given)
    yield _copied(output / file, member)
    request = read_member(output / file, offset + length, _REQUEST_BYTES)
    if request.header("WARC-Concurrent-To") == member.header("WARC-Record-ID"):
        yield _copied(output / file, request)


def _copied(path: Path, member: Member) -> Copied:
    with path.open("rb") as file:
        file.seek(member.offset)
        return Copied(member, file.read(member.length))


class _Listed:
    """Where the responses of a site stand, by address, from the indexes beside its WARC."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self._sites: dict[str, dict[str, list[tuple[str, int, int]]]] = {}

    def places(self, site: str, url: str) -> list[tuple[str, int, int]]:
        """Give file, offset and length of each response of an address."""
        if site not in self._sites:
            self._sites[site] = self._read(site)
        return self._sites[site].get(url, [])

    def _read(self, site: str) -> dict[str, list[tuple[str, int, int]]]:
        found: dict[str, list[tuple[str, int, int]]] = {}
        for path in sorted((self._output / "warc" / site).glob("*.cdxj")):
            for fields in read_cdxj(path):
                place = (f"warc/{site}/{fields['filename']}", int(fields["offset"]), int(fields["length"]))
                found.setdefault(fields["url"], []).append(place)
        return found
