"""An article as one flat row, for tables: the columns that people sort and count by, then the text."""

from __future__ import annotations

from typing import Any

from scraper.index.search import Hit

# name -> help; all are text but for those in NUMBERS. Lists are joined by "; ".
COLUMNS: dict[str, str] = {
    "id": "id of the article",
    "published": "date of publication",
    "title": "title",
    "site": "site",
    "portal_name": "name of the portal",
    "section": "first section that listed it",
    "source": "where the portal took it from (来源)",
    "author": "author or editor",
    "issuer": "issuing body (发布机构)",
    "document_number": "document number (发文字号)",
    "index_number": "index number (索引号)",
    "subject": "subject class (主题分类)",
    "validity": "validity (有效性)",
    "keywords": "keywords",
    "language": "BCP 47 tag",
    "url": "address",
    "canonical_url": "canonical address",
    "status": "ok, or removed from the portal",
    "revision": "number of the revision",
    "change": "what the revision is",
    "fetched_at": "time of the response, UTC",
    "content_sha256": "SHA-256 of title, line feed, text",
    "duplicate_of": "id of the article with the same content",
    "near_duplicate_of": "id of the article with nearly the same content",
    "repairs": "number of repairs",
    "removed": "number of parts taken out as spam",
    "attachments": "addresses of the attachments",
    "flags": "flags",
    "warc_file": "file of the archive that holds the response",
    "warc_offset": "where in it, in bytes",
    "text": "text",
}
NUMBERS = frozenset({"revision", "repairs", "removed", "warc_offset"})
_COUNTED = frozenset({"repairs", "removed"})


def flat_row(line: dict[str, Any], hit: Hit | None = None) -> dict[str, Any]:
    """Give the article line as a row of COLUMNS; None where it has no value."""
    row: dict[str, Any] = {}
    for name in COLUMNS:
        value = line.get(name)
        if name in _COUNTED:
            value = len(value or ())
        elif name == "attachments":
            value = "; ".join(file["url"] for file in value or ()) or None
        elif name.startswith("warc_"):
            value = (line.get("warc") or {}).get(name.removeprefix("warc_"))
        elif isinstance(value, list):
            value = "; ".join(map(str, value))
        row[name] = value
    if hit is not None:
        row["status"] = hit.status
    return row
