"""The lines of the output: every field of an article line and of a set-aside line, told once.

These two dataclasses are the one table. JSON Schema, the data package, the Parquet schema and `docs/record.md` are
made from them (name, type and the help in the metadata); a test holds them together.
"""

from __future__ import annotations

import types
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from scraper.model import DateOrigin, Outcome, Part

ARTICLE_SCHEMA = "article/1"
SET_ASIDE_SCHEMA = "set-aside/1"
Value = TypeVar("Value")
ChangeKind: TypeAlias = Literal["new", "edited", "removed", "back", "reprocessed"]


def _told(help_text: str, default: Any = None) -> Any:
    """Declare an optional field with its help."""
    return field(default=default, metadata={"help": help_text})


def _must(help_text: str) -> Any:
    """Declare a field that every line has."""
    return field(metadata={"help": help_text, "required": True})


@dataclass(frozen=True, slots=True)
class SectionSeen:
    """A section that listed the article."""

    name: str
    url: str
    first_seen: str | None = None


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date on the page: origin, as written, as ISO 8601."""

    origin: DateOrigin
    raw: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """A file that the article offers; path, digest and size stand once it was fetched."""

    url: str
    name: str
    path: str | None = None
    sha256: str | None = None
    bytes: int | None = None
    media_type: str | None = None
    text_path: str | None = None


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link in the body."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class RepairLine:
    """A repair: `span` of `field` stood as `before` on the page."""

    rule: str
    field: str
    span: tuple[int, int]
    before: str
    after: str
    confidence: float
    reason: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnresolvedLine:
    """Damage that is left."""

    rule: str
    field: str
    span: tuple[int, int]
    reason: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RemovalLine:
    """A part taken out as spam or injection, with where it stood."""

    rule: str
    part: Part
    offset: int
    text: str
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class EncodingLine:
    """Declared and used encodings."""

    used: str
    header: str | None = None
    meta: str | None = None
    bom: str | None = None


@dataclass(frozen=True, slots=True)
class HttpLine:
    """Status and validators of the response."""

    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class WarcLine:
    """Where the response stands in the archive."""

    file: str
    offset: int
    length: int
    digest: str


@dataclass(frozen=True, slots=True)
class ExtractionLine:
    """How the body was found: method, confidence 0 to 1, version of the software, digest of the profile used."""

    method: str
    confidence: float
    version: str
    profile: str


@dataclass(frozen=True, slots=True)
class PreviousLine:
    """The revision before this one."""

    revision: int
    content_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine:
    """One revision of one article."""

    schema: str = field(default=ARTICLE_SCHEMA, metadata={"help": "name and version of this format", "required": True})
    id: str = _must("first 16 hex digits of the SHA-256 of canonical_url")
    revision: int = field(default=1, metadata={"help": "1, 2 …", "required": True})
    change: ChangeKind = field(
        default="new", metadata={"help": "new, edited, removed, back or reprocessed", "required": True}
    )
    status: Literal["ok", "removed"] = field(
        default="ok", metadata={"help": "ok, or removed: a tombstone without text", "required": True}
    )
    url: str = _must("as answered, after redirects")
    canonical_url: str = _must("WHATWG-serialised, without fragment, default port and tracking parameters")
    site: str = _must("name in the site file, else the host")
    portal_name: str | None = _told("name of the portal as its pages tell it")
    section: str | None = _told("name of the first section that listed it, else the last breadcrumb")
    sections: tuple[SectionSeen, ...] = _told("all sections that listed it", ())
    breadcrumbs: tuple[str, ...] = _told("from the home page on", ())
    title: str | None = _told("title, restored and without spam")
    list_title: str | None = _told("title as the list page gave it")
    subtitle: str | None = _told("second line of the title")
    text: str | None = _told("paragraphs joined by a line feed; tables row by row, cells joined by a space")
    html: str | None = _told("the cleaned and sanitised body")
    language: str | None = _told("BCP 47 tag of the restored text: zh-Hans, zh-Hant, en …")
    published: str | None = _told(
        "what a reader of the page would call its date: ISO 8601 date, or with time and offset"
    )
    dates: tuple[DateLine, ...] = _told("every date found, with its origin", ())
    source: str | None = _told("where the portal took it from (来源)")
    author: str | None = _told("author or editor (作者, 编辑)")
    document_number: str | None = _told("document number (发文字号)")
    index_number: str | None = _told("index number (索引号)")
    issuer: str | None = _told("issuing body (发布机构)")
    subject: str | None = _told("subject class (主题分类)")
    validity: str | None = _told("validity (有效性)")
    region_code: str | None = _told("first six digits of SiteIDCode (GB/T 2260)")
    keywords: tuple[str, ...] = _told("keywords of the page", ())
    summary: str | None = _told("summary of the page")
    attachments: tuple[AttachmentLine, ...] = _told("files that the article offers", ())
    images: tuple[str, ...] = _told("absolute URLs of the pictures in the body", ())
    links: tuple[LinkLine, ...] = _told("links in the body", ())
    content_sha256: str | None = _told("SHA-256 of title, line feed, text")
    duplicate_of: str | None = _told("id of the article with the same content under another address")
    near_duplicate_of: str | None = _told("id of the article with nearly the same content")
    repairs: tuple[RepairLine, ...] = _told("every repair; undoing them gives the page's own text", ())
    unresolved: tuple[UnresolvedLine, ...] = _told("damage that is left", ())
    removed: tuple[RemovalLine, ...] = _told("spam and injected parts taken out", ())
    flags: tuple[str, ...] = _told("site_hacked, host_mismatch, unresolved_damage …", ())
    encoding: EncodingLine | None = _told("declared and used encoding")
    http: HttpLine | None = _told("status and validators of the response")
    fetched_at: str | None = _told("time of the response, UTC")
    warc: WarcLine | None = _told("the response in the archive")
    extraction: ExtractionLine | None = _told("how the body was found")
    run_id: str | None = _told("run that wrote this line")
    previous: PreviousLine | None = _told("the revision before this one")
    input_id: str | None = _told("`chengxi clean` only: the id or name of the input")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAsideLine:
    """One page that is no article, with the reason."""

    schema: str = field(
        default=SET_ASIDE_SCHEMA, metadata={"help": "name and version of this format", "required": True}
    )
    url: str = _must("as answered, after redirects")
    site: str = _must("name in the site file, else the host")
    section: str | None = _told("section that listed it")
    outcome: Outcome = _must("why it is no article, in one word")
    reasons: tuple[str, ...] = field(metadata={"help": "why, in sentences that a person can check", "required": True})
    title: str | None = _told("title of the page, where it has one")
    http: HttpLine | None = _told("status and validators of the response")
    fetched_at: str | None = _told("time of the response, UTC")
    warc: WarcLine | None = _told("the response in the archive")
    run_id: str | None = _told("run that wrote this line")
    input_id: str | None = _told("`chengxi clean` only: the id or name of the input")


Record: TypeAlias = ArticleLine | SetAsideLine


def to_json(record: Record, names: Iterable[str] | None = None) -> dict[str, Any]:
    """Give the record (or some fields of it) as JSON values, in the order of the table (of `names`).

    A field without a value is left out.
    """
    chosen = record.__dataclass_fields__ if names is None else names
    found = ((name, getattr(record, name)) for name in chosen)
    return {name: _plain(value) for name, value in found if value is not None and value != ()}


def _plain(value: Any) -> Any:
    """Turn nested dataclasses into dicts without their empty fields."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        found = ((key, getattr(value, key)) for key in value.__dataclass_fields__)
        return {key: _plain(item) for key, item in found if item is not None and item != ()}
    return value


def from_json(kind: type[Value], value: Any) -> Value:
    """Make a value of an annotated dataclass again from its JSON; names that it does not have are passed over."""
    return _made(kind, value)  # type: ignore[no-any-return]  # the type is only known at run time


def _made(kind: Any, value: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if value is None or origin is Literal:
        return value
    if origin in (Union, types.UnionType):
        return _made(next(part for part in inner if part is not type(None)), value)
    if origin is tuple:
        each = [inner[0]] * len(value) if len(inner) == 2 and inner[1] is Ellipsis else inner
        return tuple(_made(part, item) for part, item in zip(each, value, strict=True))
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(  # type: ignore[operator]  # a dataclass type, not an instance
            **{item.name: _made(hints[item.name], value[item.name]) for item in fields(kind) if item.name in value}
        )
    return value
