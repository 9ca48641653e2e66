"""The stations of a page on its way from bytes to a record, and the small values they are made of.

Frozen dataclasses and nothing else: no function here reads, writes or decides.
RawPage → DecodedPage → RestoredPage → PurgedPage; then Article → Verdict, or ListPage (`scraper.results`) and Record
(`scraper.fields`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

from lxml.html import HtmlElement

Header: TypeAlias = tuple[str, str]
Span: TypeAlias = tuple[int, int]  # [start, end) in code points
Slot: TypeAlias = str  # "text", "tail", or "@name" for an attribute that people read (title, alt, content)
TextNode: TypeAlias = tuple[HtmlElement, Slot]
DateOrigin: TypeAlias = Literal["visible", "meta", "script", "url", "list", "written"]
Part: TypeAlias = Literal["title", "text", "head", "foot"]
Outcome: TypeAlias = Literal[
    "article",
    "spam_takeover",
    "soft_404",
    "challenge",
    "needs_script",
    "login",
    "not_article",
    "too_large",
    "bad_content",
    "http_error",
    "unreachable",
    "robots",
    "refused_address",
]


@dataclass(frozen=True, slots=True)
class PageRequest:
    """What to ask for to get a page: GET with nothing else, unless the portal's pager wants more."""

    url: str
    method: Literal["GET", "POST"] = "GET"
    body: bytes = b""
    headers: tuple[Header, ...] = ()
    base: str | None = None  # what relative links of the answer refer to, where it is a fragment of another page
    position: int = 1  # which page of the list this is meant to be, from 1
    row_addresses: tuple[str, ...] = ()  # "/news/{id}.html": how the asking page's script makes addresses of entries
    beside: str = ""  # HTML read with the answer: the pager that calls a script asked for, or what such a script said


@dataclass(frozen=True, slots=True)
class RawPage:
    """A response as it came: `url` as answered, `body` after content-coding was undone."""

    url: str
    body: bytes = field(repr=False)
    status: int = 200
    headers: tuple[Header, ...] = field(default=(), repr=False)
    fetched_at: datetime | None = None
    requested_url: str | None = None  # where a redirect began

    def header(self, name: str) -> str | None:
        """Give the first value of header `name` (any letter case), or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True)
class Listing:
    """What the list page said of the page that it leads to."""

    section: str | None = None
    section_url: str | None = None
    title: str | None = None
    date: str | None = None  # ISO 8601 date as read in the row


@dataclass(frozen=True, slots=True)
class Document:
    """A main page, its parts (further pages of a long article, a frame of the same site), and who listed it."""

    page: RawPage
    parts: tuple[RawPage, ...] = ()
    listing: Listing | None = None


@dataclass(frozen=True, slots=True)
class Encoding:
    """What was declared and what was used; names as the Encoding Standard spells them, in lower case."""

    header: str | None = None
    meta: str | None = None
    bom: str | None = None
    used: str = "utf-8"


@dataclass(frozen=True, slots=True)
class LostCharacter:
    """A character of which bytes are missing: `text[start:end]` is U+FFFD; what it was in all likelihood."""

    start: int
    end: int
    likely: str
    confidence: float
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecodedPage:
    """The page as text; `lost` tells what its U+FFFD may have been, which the text itself never guesses.

    `is_body`: the body is this very text in UTF-8, byte for byte.
    """

    raw: RawPage
    text: str = field(repr=False)
    encoding: Encoding
    lost: tuple[LostCharacter, ...] = ()
    is_body: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One repair: `span` of the mended text stood as `before` on the page; a deletion has an empty span."""

    rule: str
    span: Span
    before: str
    after: str
    confidence: float
    reason: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Damage that is left as it is; `alternatives` where there was a choice that was not taken."""

    rule: str
    span: Span
    reason: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mended:
    """Text and how it came about; `changes` are sorted by span and do not overlap (see `scraper.mended`)."""

    text: str
    changes: tuple[Change, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()


@dataclass(frozen=True, slots=True)
class TextEvidence:
    """What one page, or a whole site, shows about how its text was damaged. Counts, so that evidence can be pooled."""

    codes: tuple[tuple[str, str, int], ...] = ()  # (Traditional character, pinyin beside it, occurrences)
    script: Literal["zh-Hans", "zh-Hant"] | None = None  # what the site is known to write
    counts: tuple[tuple[str, int], ...] = ()  # named counts, e.g. ("pages", 12), ("narrow_marks", 40)


@dataclass(frozen=True, slots=True)
class RestoredPage:
    """The page as a tree with mended text nodes; `nodes` holds only those that were changed or are damaged.

    The tree moves down the line: the next station takes it over and may cut from it.
    """

    decoded: DecodedPage
    tree: HtmlElement = field(repr=False)
    nodes: Mapping[TextNode, Mended] = field(default_factory=dict, repr=False)
    evidence: TextEvidence = TextEvidence()
    flags: tuple[str, ...] = ()


class Box(NamedTuple):
    """A block-level element: `parent` is the index of the box around it in the flow (-1 for the outermost).

    A named tuple as `Piece` is: hundreds are made for each page, and a frozen dataclass takes four times as long.
    """

    element: HtmlElement
    parent: int
    tag: str
    label: str  # class and id, lower case, one space between
    is_hidden: bool


class Piece(NamedTuple):
    """A text node, or a line of one, within a block."""

    element: HtmlElement
    slot: Slot
    text: str | Mended
    is_link: bool

    @property
    def node(self) -> TextNode:
        """The text node as a key of the page's mended nodes."""
        return self.element, self.slot

    @property
    def plain(self) -> str:
        """The text without its repairs."""
        return self.text if isinstance(self.text, str) else self.text.text


class Block(NamedTuple):
    """What a reader sees as one paragraph, heading, list item or table row: text between two breaks.

    `text` has single blanks and none at the ends; `box` is the index of the innermost box that holds it.
    """

    text: str
    pieces: tuple[Piece, ...]
    box: int
    link_chars: int = 0
    is_hidden: bool = False
    is_row: bool = False

    @property
    def is_linked(self) -> bool:
        """Tell whether half of the text or more stands in links."""
        return self.link_chars >= len(self.text) / 2


@dataclass(frozen=True, slots=True)
class Cut:
    """Where an element was taken out: in the block of that index, or right before it, `offset` characters into it."""

    element: HtmlElement = field(repr=False)
    block: int
    offset: int


@dataclass(frozen=True, slots=True)
class Flow:
    """What one walk over the page finds, each in its order: blocks of text, the boxes that hold them, what was cut.

    Parents stand before their children in `boxes`. `tagged`: by tag, the elements that `scraper.elements.TAGGED` names;
    `styled`: those with a style of their own; `scripts`: the texts of the elements tagged `script`.
    """

    blocks: tuple[Block, ...] = ()
    boxes: tuple[Box, ...] = ()
    cuts: tuple[Cut, ...] = ()
    tagged: Mapping[str, Sequence[HtmlElement]] = field(default_factory=dict, repr=False)
    styled: Sequence[HtmlElement] = field(default=(), repr=False)
    scripts: Sequence[str] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Removal:
    """A part that was taken out as spam or injection, with where it stood (`offset` 0 for head and foot).

    purge tells `block` (index in the purged flow of the block it stood in or before) and `offset` within that block;
    extract, which knows the body, makes of it the part and the offset in the field.
    """

    rule: str
    part: Part
    offset: int
    text: str
    confidence: float
    reason: str
    block: int = 0


@dataclass(frozen=True, slots=True)
class PurgedPage:
    """The page without injected parts. `spam_share`: removed characters over all characters a reader could see.

    `flow` is the text of the purged tree; empty where a page was put together by hand (see `scraper.flow.flatten`).
    """

    decoded: DecodedPage
    tree: HtmlElement = field(repr=False)
    nodes: Mapping[TextNode, Mended] = field(default_factory=dict, repr=False)
    evidence: TextEvidence = TextEvidence()
    removed: tuple[Removal, ...] = ()
    flags: tuple[str, ...] = ()
    spam_share: float = 0.0
    flow: Flow = field(default=Flow(), repr=False)
