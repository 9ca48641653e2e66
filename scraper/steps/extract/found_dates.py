"""Every date of the page with its origin, and the one that a reader would call its date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from zoneinfo import ZoneInfo

from scraper.dates import find_date, parse_date
from scraper.model import Block, Flow, Listing, PurgedPage
from scraper.results import FoundDate
from scraper.steps.extract.beside import OFFICE
from scraper.steps.extract.cells import joints
from scraper.steps.extract.headed import TODAY, looks_like_row
from scraper.steps.extract.info import Info
from scraper.steps.extract.labels import find_labels
from scraper.steps.extract.runs import SIGNED
from scraper.steps.extract.tags import PageTags

_META = (
    "pubdate", "publishdate", "article:published_time", "og:published_time", "datepublished", "publication_date",
    "dc.date.issued", "dcterms.issued", "dcterms.date", "dc.date", "date", "sailthru.date", "parsely-pub-date",
)  # fmt: skip
# Without one of these a script need not be searched; plain search is many times as fast as a pattern.
_HINTS = ("pub", "Pub", "PUB", "fbsj", "fbrq", "createTime")
# And one of these in lower case.
_NAMES = ("pubda", "pubtime", "pub_", "publish", "fbsj", "fbrq", "docreltime", "createtime")
_SCRIPT = re.compile(
    r"(?:pub(?:lish)?_?(?:data|date|time)|fbsj|fbrq|docreltime|docpubtime|publishtime|createtime)['\"]?"
    r"\s*[=:]\s*(?:new Date\()?['\"]([^'\"]{8,40})['\"]",
    re.IGNORECASE,
)
_URL = (
    re.compile(r"/t(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)_\d+"),
    re.compile(r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})(?:/|$|[_-])"),
    re.compile(r"/(?P<y>(?:19|20)\d\d)[/-]?(?P<m>\d\d)[/-]?(?P<d>\d\d)/"),
    re.compile(r"/(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)/(?P<d>\d\d)/"),
)
_OTHER = frozenset({"updated", "written", "in_force"})  # labels of dates that are not the date of publication
_MOST_BEFORE = 2  # characters: a bracket, an icon
_FEW_LINKED = 8  # characters; the name of a source
_ENDS = ("Ends/", "ENDS/")  # press releases of Hong Kong: Ends/Thursday, May 9, 2024
_MOST_SIGNED, _BRACKETS = 40, "[]［］()（）【】 \u3000"
_FIRST_LINES, _LAST_LINES = 4, 5
_MOST_OF_PLACE = 4  # words
_ENDS_PLACE = re.compile(r"(?:^|,\s|\()$")
_ENDS_DATELINE = re.compile(r"\s?(?:[.):–—]|-\s)")
_SHORT = 60  # a line with a date and no label counts only if little else stands in it


@dataclass(frozen=True, slots=True)
class Clues:
    """Where dates may stand besides scripts and the address: tags, labels, the lines around the title, the list.

    `lines`: by their index on the page; `text`: the blocks of the text.
    """

    tags: PageTags
    infos: tuple[Info, ...] = ()
    lines: Mapping[int, Block] = field(default_factory=dict)
    listing: Listing | None = None
    text: tuple[int, ...] = ()


def read_dates(page: PurgedPage, clues: Clues, zone: ZoneInfo) -> tuple[tuple[FoundDate, ...], str | None]:
    """Give all dates found, and `published`.

    A labelled line wins, but not a comment's below the text; then a script, a bare date near the title, a page tag,
    address, list, the place and day that a text begins with. A date of modification never counts as that of
    publication, one of writing (成文日期, under the signature) where there is no other.
    """
    last = clues.text[-1] if clues.text else len(page.flow.blocks)
    told = [info for kind in ("published", "produced") for info in clues.infos if info.kind == kind]
    others = [_found("visible", info.value.text, zone) for info in told if _is_of_another(page, info, last)]
    labelled = [_found("visible", info.value.text, zone) for info in told]
    labelled = [date for date in labelled if date not in others]
    written = [_found("written", info.value.text, zone) for info in clues.infos if info.kind == "written"]
    written += [_found("written", text, zone) for text in _under_signature(page.flow, clues.text)]
    bare = [_found("visible", text, zone) for text in _bare_dates(clues)]
    machine = [_found("visible", time.get("datetime") or "", zone) for time in page.flow.tagged["time"][:1]]
    script = [_found("script", text, zone) for text in _script_dates(page)]
    meta = [_found("meta", text, zone) for name in _META if (text := clues.tags.text(name))]
    meta += [_found("meta", text, zone) for text in _hidden_dates(page)]
    json_ld = clues.tags.json_ld.get("datePublished")
    if isinstance(json_ld, str):
        meta.insert(0, _found("meta", json_ld, zone))
    url = url_date(page.decoded.raw.url)
    listed = clues.listing.date if clues.listing else None
    order = [*labelled, *script, *bare, *others, *machine, *meta, *url]
    order += [FoundDate("list", listed, listed)] if listed else []
    order += [_found("visible", text, zone) for text in _dateline(page.flow, clues.text)]
    known = [date for date in order if date is not None and date.value]
    signed = [date for date in written if date is not None and date.value]
    published = next((date.value for date in (*known, *signed)), None)
    return tuple(dict.fromkeys(known + signed)), published


def _is_of_another(page: PurgedPage, info: Info, last: int) -> bool:
    """Tell whether a label below the text dates something else: a comment (`A. Guest posted on …`)."""
    if not 0 <= last < info.block:
        return False
    hits = find_labels(page.flow.blocks[info.block])
    return bool(hits) and hits[0].start > _MOST_BEFORE


def _found(origin: str, text: str, zone: ZoneInfo) -> FoundDate | None:
    value = parse_date(text, zone)
    return FoundDate(origin, find_date(text) or text, value) if value else None  # type: ignore[arg-type]  # origin is one of the literals of this module


def _bare_dates(clues: Clues) -> Iterator[str]:
    """Give what may hold a date without a label: short lines, lines of labels, and what stands before 更新 in one."""
    labelled: dict[int, list[Info]] = {}
    for info in clues.infos:
        labelled.setdefault(info.block, []).append(info)
    for at, block in clues.lines.items():
        infos = [info for info in labelled.get(at, ()) if not info.is_within_prose]
        other = [info.value.text for info in infos if info.kind in _OTHER]
        text = block.text[: min(map(block.text.find, other))] if other else block.text
        if text and not block.is_hidden and (infos or _is_bare(block)):
            # A counter may follow without a blank, in an element of its own.
            written = (text,) if other else (text, _parted(block))
            dated = next((each for each in written if find_date(each) is not None), None)
            if dated is not None:
                yield dated


def _under_signature(flow: Flow, text: tuple[int, ...]) -> Iterator[str]:
    """Give the day under the signature, which ends the text but for notes (GB/T 9704-2012, 7.3.5.4)."""
    for at in reversed(text[-_LAST_LINES:]):
        line = flow.blocks[at].text
        is_signed = line.endswith(("日", "日）", "日)")) and SIGNED.fullmatch(line)
        if is_signed or line.startswith(_ENDS) or is_dated_office(line):
            yield line
            return


def is_dated_office(line: str) -> bool:
    """Tell whether a short line is a day in digits, alone or behind an office's name: [市林业局 2024-05-30]."""
    if len(line) > _MOST_SIGNED or not line.rstrip(_BRACKETS)[-1:].isdigit():
        return False
    day = find_date(line)
    name = line.replace(day, "", 1).strip(_BRACKETS) if day else line
    return day is not None and (not name or OFFICE.fullmatch(name) is not None)


def _dateline(flow: Flow, text: tuple[int, ...]) -> Iterator[str]:
    """Give the day of a place and a day that the text begins with: `Bogotá, 2 de agosto de 2022. –`."""
    for at in text[:_FIRST_LINES]:
        start = flow.blocks[at].text[:_SHORT]
        date = find_date(start)
        place, _, rest = start.partition(date) if date else ("", "", "")
        if date and len(place.split()) <= _MOST_OF_PLACE and _ENDS_PLACE.search(place) and _ENDS_DATELINE.match(rest):
            yield date
            return


def _parted(block: Block) -> str:
    """Give a line's text with a blank wherever another element's text begins."""
    edges = [0, *joints(block), len(block.text)]
    return " ".join(block.text[start:end].strip() for start, end in pairwise(edges))


def _is_bare(block: Block) -> bool:
    """Tell whether a line is short, no sentence, no dated row of a list of links, and not of today."""
    text = block.text
    is_short = len(text) <= _SHORT or (len(text) <= _SHORT * 2 and looks_like_row(text))
    return is_short and not text.endswith("。") and not _is_linked(block) and not TODAY.search(text)


def _is_linked(block: Block) -> bool:
    """Tell whether links are most of what a line holds beside its date."""
    date = find_date(block.text) or ""
    return block.link_chars > max(_FEW_LINKED, len(block.text) - len(date) - block.link_chars)


def _script_dates(page: PurgedPage) -> list[str]:
    texts = [script for script in page.flow.scripts if _may_date(script)]
    return [hit[1] for text in texts for hit in _SCRIPT.finditer(text)][:3]


def _hidden_dates(page: PurgedPage) -> list[str]:
    """Give what hidden fields hold whose names are those of script variables: `<input type=hidden name=docreltime>`."""
    fields = (field for field in page.tree.iter("input") if (field.get("type") or "").lower() == "hidden")
    named = ((field.get("name") or field.get("id") or "", field.get("value") or "") for field in fields)
    return [value for name, value in named if value and any(part in name.lower() for part in _NAMES)]


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
