"""What a visit found, on its way into the archive."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

import orjson

from scraper.errors import PageError
from scraper.fields import Record
from scraper.steps.attachment import FileText
from scraper.store.exchange import Exchange
from scraper.store.frontier import Errand
from scraper.store.lines import LinePlace
from scraper.store.pages import PageState
from scraper.store.warc import Original

Kept: TypeAlias = Literal["new", "edited", "back", "removed", "unchanged", "set_aside", "missed"]


@dataclass(frozen=True, slots=True)
class FileFinding:
    """An attachment as fetched: its body and what was read from it, or the problem."""

    url: str
    trail: tuple[Exchange, ...]
    body: bytes | None = field(default=None, repr=False)
    read: FileText | None = field(default=None, repr=False)
    problem: PageError | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a visit found: its exchanges in order (the one that counts is `main`), and the record that the line made."""

    errand: Errand
    main: Exchange
    record: Record
    trail: tuple[Exchange, ...]
    parts: tuple[tuple[Exchange, ...], ...] = ()
    files: tuple[FileFinding, ...] = ()
    signature: bytes | None = None  # of the record's text, where it has been reckoned


@dataclass(frozen=True, slots=True)
class Revision:
    """The last revision of an article."""

    revision: int
    change: str
    content_sha256: str | None
    place: LinePlace


def original_of(page: PageState) -> Original | None:
    """Give the last full response of a known page, which a `revisit` record refers to."""
    return Original(*orjson.loads(page.warc)) if page.warc else None


def iso(at: datetime) -> str:
    """Give a time as the lines have it."""
    return at.isoformat(timespec="seconds")
