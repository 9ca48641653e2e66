"""Every date of the page with its origin, and the one that a reader would call its date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from scraper.dates import find_date, parse_date
from scraper.model import Block, Listing, PurgedPage
from scraper.results import FoundDate
from scraper.steps.extract.info import Info
from scraper.steps.extract.tags import PageTags

_META = (
    "pubdate", "publishdate", "article:published_time", "og:published_time", "datepublished", "publication_date",
    "dc.date.issued", "dcterms.issued", "dcterms.date", "dc.date", "date", "sailthru.date", "parsely-pub-date",
)  # fmt: skip
# Without one of these a script need not be searched; plain search is many times as fast as a pattern.
_HINTS = ("pub", "Pub", "PUB", "fbsj", "fbrq")
_NAMES = ("pubda", "pubtime", "pub_", "publish", "fbsj", "fbrq", "docreltime")  # and one of these in lower case
_SCRIPT = re.compile(
    r"(?:pub(?:lish)?_?(?:data|date|time)|fbsj|fbrq|docreltime|docpubtime|publishtime)['\"]?"
    r"\s*[=:]\s*(?:new Date\()?['\"]([^'\"]{8,40})['\"]",
    re.IGNORECASE,
)
_URL = (
    re.compile(r"/t(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)_\d+"),
    re.compile(r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})(?:/|$|[_-])"),
    re.compile(r"/(?P<y>(?:19|20)\d\d)[/-]?(?P<m>\d\d)[/-]?(?P<d>\d\d)/"),
    re.compile(r"/(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)/(?P<d>\d\d)/"),
)
_SHORT = 60  # a line with a date and no label counts only if little else stands in it


@dataclass(frozen=True, slots=True)
class Clues:
    """Where dates may stand besides scripts and the address: tags, labels, the lines around the title, the list."""

    tags: PageTags
    infos: tuple[Info, ...] = ()
    lines: tuple[Block, ...] = ()
    listing: Listing | None = None


def read_dates(page: PurgedPage, clues: Clues, zone: ZoneInfo) -> tuple[tuple[FoundDate, ...], str | None]:
    """Give all dates found, and `published`.

    A labelled line wins, then a bare date near the title, script, page tag, address, list; a date of writing or of
    modification never counts as the date of publication.
    """
    labelled = [
        _found("visible", info.value.text, zone)
        for kind in ("published", "produced")
        for info in clues.infos
        if info.kind == kind
    ]
    written = [_found("written", info.value.text, zone) for info in clues.infos if info.kind == "written"]
    bare = [_found("visible", block.text, zone) for block in clues.lines if _is_bare_date(block)]
    machine = [_found("visible", time.get("datetime") or "", zone) for time in page.flow.tagged["time"][:1]]
    script = [_found("script", text, zone) for text in _script_dates(page)]
    meta = [_found("meta", text, zone) for name in _META if (text := clues.tags.text(name))]
    json_ld = clues.tags.json_ld.get("datePublished")
    if isinstance(json_ld, str):
        meta.insert(0, _found("meta", json_ld, zone))
    url = url_date(page.decoded.raw.url)
    listed = clues.listing.date if clues.listing else None
    order = [*labelled, *script, *bare, *machine, *meta, *url, FoundDate("list", listed, listed) if listed else None]
    known = [date for date in order if date is not None and date.value]
    others = [date for date in written if date is not None and date.value]
    return tuple(dict.fromkeys(known + others)), known[0].value if known else None


def _found(origin: str, text: str, zone: ZoneInfo) -> FoundDate | None:
    value = parse_date(text, zone)
    return FoundDate(origin, find_date(text) or text, value) if value else None  # type: ignore[arg-type]  # origin is one of the literals of this module


def _is_bare_date(block: Block) -> bool:
    is_row = block.link_chars > 8  # a dated row of a list of links
    is_sentence = block.text.endswith("。")
    return (
        len(block.text) <= _SHORT
        and not (block.is_hidden or is_row or is_sentence)
        and find_date(block.text) is not None
    )


def _script_dates(page: PurgedPage) -> list[str]:
    texts = [text for script in page.flow.tagged["script"] if (text := script.text) and _may_date(text)]
    return [hit[1] for text in texts for hit in _SCRIPT.finditer(text)][:3]


def _may_date(script: str) -> bool:
    if not any(hint in script for hint in _HINTS):
        return False
    lowered = script.lower()
    return any(name in lowered for name in _NAMES)


def url_date(url: str) -> list[FoundDate | None]:
    """Give the date in an address, or an empty list."""
    for pattern in _URL:
        hit = pattern.search(url)
        if hit:
            raw = f"{hit['y']}-{hit['m']}-{hit['d']}"
            return [_found("url", raw, ZoneInfo("UTC"))]
    return []
