"""What a line needs besides the bytes of its page: kept as a `metadata` record beside the response in the WARC.

So articles can be made again from the archive alone, byte for byte with the same software and profile.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from scraper.fields import ArticleLine, Record, to_json
from scraper.model import Listing

SCHEMA = "facts/1"
PROFILE_URI = "urn:chengxi:profile:"
# Before the address of the page: a replay program must not take the facts of a page for the page.
FACTS_URI = "urn:chengxi:facts:"
# What the store adds to an article line, and the digest of the profile that it was made with.
STORE_FIELDS = (
    "revision",
    "change",
    "sections",
    "duplicate_of",
    "near_duplicate_of",
    "attachments",
    "http",
    "fetched_at",
    "warc",
    "extraction",
    "run_id",
    "previous",
    "flags",
)


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of one line; `line` is all of it where no page stands behind it (set aside, or a tombstone)."""

    site: str
    asked: str  # the address as listed
    listing: Listing | None
    parts: tuple[str, ...]  # addresses of the further pages, in their order
    line: dict[str, Any]
    is_page: bool  # made by the steps from the response that the record refers to

    def to_json(self) -> bytes:
        """Serialise."""
        return orjson.dumps(
            {
                "schema": SCHEMA,
                "site": self.site,
                "asked": self.asked,
                "listing": self.listing,
                "parts": self.parts,
                "line": self.line,
                "is_page": self.is_page,
            }
        )


def facts_of(record: Record, site: str, asked: str, listing: Listing | None, parts: tuple[str, ...]) -> Facts:
    """Give the facts of a line."""
    is_page = isinstance(record, ArticleLine) and record.status == "ok"
    values = to_json(record, ("schema", *STORE_FIELDS) if is_page else None)
    return Facts(site, asked, listing, parts, values, is_page)


def read_facts(block: bytes) -> Facts | None:
    """Read the block of a `metadata` record; None where it is not one of ours."""
    try:
        value = orjson.loads(block)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(value, dict) or value.get("schema") != SCHEMA:
        return None
    heard = Listing(**value["listing"]) if value["listing"] else None
    return Facts(value["site"], value["asked"], heard, tuple(value["parts"]), value["line"], value["is_page"])
