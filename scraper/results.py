"""What is read from a page: the article with its verdict, or the list.

The last stations of a page before its record, and the small values they are made of; frozen dataclasses, nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from scraper.model import DateOrigin, Mended, Outcome, PageRequest, Removal


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date on the page: where it stood, as written, and as ISO 8601 (None where it cannot be read)."""

    origin: DateOrigin
    raw: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the body: absolute URL and its text."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The single fields of the record that are told by a label, a tag or a script."""

    source: Mended = Mended("")
    author: Mended = Mended("")
    subtitle: str | None = None
    portal_name: str | None = None
    document_number: str | None = None
    index_number: str | None = None
    issuer: str | None = None
    subject: str | None = None
    validity: str | None = None
    region_code: str | None = None
    keywords: tuple[str, ...] = ()
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What was read from one document; a field without a value is None or empty."""

    title: Mended = Mended("")
    text: Mended = Mended("")
    html: str = field(default="", repr=False)
    facts: Facts = Facts()
    breadcrumbs: tuple[str, ...] = ()
    published: str | None = None  # ISO 8601 date or date and time with offset
    dates: tuple[FoundDate, ...] = ()
    language: str | None = None
    attachments: tuple[Link, ...] = ()
    images: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    removed: tuple[Removal, ...] = ()
    method: str = ""
    confidence: float = 0.0
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Is it an article? Else the outcome under which it is set aside; always with reasons that a person can check."""

    outcome: Outcome
    reasons: tuple[str, ...] = ()
    confidence: float = 1.0
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list page: absolute URL, whole title, ISO date of the row."""

    url: str
    title: str
    date: str | None = None
    is_other_host: bool = False


@dataclass(frozen=True, slots=True)
class SectionLink:
    """A section that a portal's page leads to."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list page as read: its rows, the requests for further pages, and what the pager states.

    `next_pages`: the next request, or all of them where the pager tells them; empty at the end.
    `total_rows`, `total_pages`: as stated by the pager, None where it states nothing.
    """

    url: str
    rows: tuple[Row, ...] = ()
    next_pages: tuple[PageRequest, ...] = ()
    total_rows: int | None = None
    total_pages: int | None = None
    mechanism: str | None = None
    section: str | None = None
    breadcrumbs: tuple[str, ...] = ()
    sections: tuple[SectionLink, ...] = ()
    cms: str | None = None  # family of the content management system, as site files name it
    reasons: tuple[str, ...] = ()  # why no rows were read, where there are none
