"""The archived response of an article, read from the WARC by its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webencodings import lookup

from scraper.errors import PageError, UsageError
from scraper.store.archive_reader import read_member
from scraper.store.revisions import original_body

# They fetch, redirect or re-base before any policy of ours is asked (preconnect, refresh, base).
_HEAD_TAGS = re.compile(r"<(?:/\s*+)?(?:link|meta|base)\b[^>]*+>?", re.IGNORECASE)
MAX_BYTES = 20_000_000  # of a decoded page that is shown


@dataclass(frozen=True, slots=True)
class Original:
    """A response as archived: its head as text, its body after content-coding was undone."""

    head: str
    body: bytes
    encoding: str

    @property
    def source(self) -> str:
        """Give the body as text."""
        return self.body[:MAX_BYTES].decode(self.encoding, "replace")

    @property
    def page(self) -> str:
        """Give the page without what would make a browser ask another server."""
        return _HEAD_TAGS.sub(" ", self.source)  # not by nothing: `<li<link>nk>` would close up to a link


def encoding_of(line: dict[str, Any]) -> str:
    """Give the encoding by which the page of a line was read, as Python calls it."""
    label = lookup((line.get("encoding") or {}).get("used", "utf-8"))
    return label.codec_info.name if label else "utf-8"


def read_original(output: Path, line: dict[str, Any]) -> Original:
    """Read the response of an article line; raises PageError with the reason where it is not there."""
    place = line.get("warc")
    if not place:
        raise PageError("this line tells no place in the archive")
    path = (output / place["file"]).resolve()
    if not path.is_relative_to(output.resolve()) or not path.is_file():
        raise PageError(f"{place['file']} is not there")
    member = read_member(path, place["offset"], place["length"])
    if member.problem or member.kind not in {"response", "revisit"}:
        told = member.problem or f"a record of the kind {member.kind!r}"
        raise PageError(f"{place['file']} at byte {place['offset']}: {told}")
    try:
        body = original_body(output, line)
    except (UsageError, OSError) as error:
        raise PageError(str(error)) from error
    head = member.block.partition(b"\r\n\r\n")[0].decode("utf-8", "replace").replace("\r\n", "\n")
    return Original(head, body, encoding_of(line))
