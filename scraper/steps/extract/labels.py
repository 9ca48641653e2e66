"""Where labels stand in a line (data/rules/labels.tsv), told by a colon, by brackets, or by the page's own borders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from scraper.dates import find_date
from scraper.model import Block
from scraper.rules import rows
from scraper.steps.extract.cells import cell_spans, joints

COLONS = (":", "：", "﹕")
# Rows of the 政府信息公开 table; these labels count without a colon too, where they begin a cell.
TABLE = frozenset(
    {"index_number", "document_number", "subject", "keywords", "validity", "name", "letter", "table", "issuer"}
)
DATES = frozenset({"published", "produced", "updated", "written", "in_force"})
_LISTED = frozenset({"source", "author", "editor", "other"})
_SHORT_CELL = "文号"  # other labels of two characters begin sentences too
_VAGUE = frozenset({"日期", "时间", "時間", "Date", "Fecha", "Datum", "Дата", "Tanggal", "วันที่", "Data"})
_BEFORE_DATE = r"(?:(?:on|le|el|am|del?)\s)?"
_DATE_STARTS = r"(?=\d|令和|平成|民[国國]|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
_ANY_LABEL = re.compile(r"[【\[（(]?[\u4e00-\u9fff]{2,6}\s?[:：﹕]")  # known or not
_DATE_BEGINS = re.compile(r"(?:19|20)\d{2}\s?[-年/.]\s?\d")
_LINKS = frozenset({"and", "&", ",", "、", "，", "和", "und", "et", "y", "e"})
_AROUND = "【】[]［］:：﹕ \u3000"
MAX_CELL_CHARS = 12
MAX_LABEL_CHARS = 30
MAX_EDGED_CHARS = 120  # of a line whose first element is a label


@dataclass(frozen=True, slots=True)
class Hit:
    """A label in a line: where it starts, where its value may begin (`end`), and where that ends at the latest."""

    start: int
    end: int
    stop: int
    kind: str


def may_hold(block: Block) -> bool:
    """Tell whether a line may hold a label; asking the pattern of all labels is dear."""
    if _may_say(block.text, is_row=block.is_row):
        return True
    if len(block.pieces) == 1 or len(block.text) > MAX_EDGED_CHARS:
        return False
    return kind_of(next((text for piece in block.pieces if not (text := piece.plain).isspace()), "")) is not None


@lru_cache(maxsize=4096)
def _may_say(text: str, *, is_row: bool) -> bool:
    """Tell whether words and marks of a line may be a label's; most lines of a portal stand on all of its pages."""
    if _told().search(text) or (len(text) <= MAX_EDGED_CHARS and _may_list(text) and any(_listed(text))):
        return True
    is_cell = is_row or len(text) <= MAX_CELL_CHARS
    # One character alone may be of a label that the table justifies: 索 引 号
    if is_cell and any(len(word) == 1 or word.strip(_AROUND) in _labels() for word in text.split()):
        return True
    return len(text) <= MAX_LABEL_CHARS and text.strip(_AROUND) in _labels()


def find_labels(block: Block) -> list[Hit]:
    """Give the labels of a line, in order.

    They have a colon or stand in brackets; those of the 政府信息公开 table begin a cell, those of dates stand before
    one; any of them may fill a cell, the line's first element, or a term of a list of definitions.
    """
    if block.is_row:
        return list(_in_cells(block.text, cell_spans(block), joints(block)))
    text, edges = block.text, joints(block)
    if (kind := kind_of(text)) in DATES and text.strip(_AROUND) not in _VAGUE:
        return [Hit(0, len(text), len(text), kind)]  # its value stands in the next line
    spans = list(pairwise([0, *edges, len(text)]))
    inner = [here for above, here in pairwise(spans) if _is_border(text, above, here)]
    borders = [0, *(start for start, _ in inner), len(text)]
    hits = [hit for start, stop in pairwise(borders) for hit in _in_part(text, start, stop)]
    filled = _filled(text, [0, *edges, len(text)]) if edges or _is_term(block) else []
    led = _led(text, [0, *edges, len(text)]) if hits or filled else []
    led += _listed(text) if not filled and len(text) <= MAX_EDGED_CHARS and _may_list(text) else []
    hits = sorted([*hits, *filled, *led], key=lambda hit: (hit.start, -hit.end))
    kept = hits[:1]
    kept += [hit for before, hit in pairwise(hits) if hit.start >= before.end]
    stops = [min(hit.stop, following.start) for hit, following in pairwise(kept)] + [hit.stop for hit in kept[-1:]]
    return [Hit(hit.start, hit.end, stop, hit.kind) for hit, stop in zip(kept, stops, strict=True)]


def _is_border(text: str, above: tuple[int, int], here: tuple[int, int]) -> bool:
    """Tell whether another label begins with an element, or a date that is not the value of the label before it."""
    label = _ANY_LABEL.match(text, here[0])
    if label is not None and label.end() <= here[1]:
        return True
    return _DATE_BEGINS.match(text, here[0]) is not None and kind_of(text[slice(*above)]) is None


def begins_with_label(text: str) -> bool:
    """Tell whether a line begins with a label."""
    return _pattern().match(text + " ") is not None


def _in_cells(text: str, cells: Sequence[tuple[int, int]], edges: Sequence[int]) -> Iterator[Hit]:
    """Give the labels of a row; one that fills its cell has the next cell as its value, or is its first element.

    Such cells come in pairs; in the head of a table of data (案号 法庭 时间 …) a known word is the name of a column.
    """
    firsts = [kind_of(text[start:stop]) is not None for start, stop in cells[::2]]
    is_paired = sum(firsts) * 2 >= len(firsts)
    for place, ((start, stop), (low, high)) in enumerate(pairwise([*cells, (len(text), len(text))])):
        kind = kind_of(text[start:stop])
        is_bare = kind is not None and not text[start:stop].endswith(COLONS)
        if is_bare and (place % 2 or not is_paired or (kind in DATES and find_date(text[low:high]) is None)):
            continue
        if kind is None:
            inner = [start, *(edge for edge in edges if start < edge < stop), stop]
            yield from _filled(text, inner) if kind_of(text[start : inner[1]]) else _in_part(text, start, stop)
        elif kind_of(text[low:high]) or _ANY_LABEL.match(text[low:high]):
            yield Hit(start, stop, stop, kind)
        else:
            yield Hit(start, low, high, kind)


def _in_part(text: str, start: int, stop: int) -> Iterator[Hit]:
    found = list(_pattern().finditer(text[start:stop] + " "))
    ends = [start + hit.start() for hit in found[1:]] + [stop]
    for hit, end in zip(found, ends, strict=False):
        kind = _labels()[_plain(hit[hit.lastgroup or 0])]
        yield Hit(start + hit.start(), min(start + hit.end(), stop), end, kind)


def _filled(text: str, edges: Sequence[int]) -> list[Hit]:
    """Give the labels that fill an element, where the line's first does: `<b>索引号</b><span>…</span>`."""
    found: list[Hit] = []
    for at, (start, stop) in enumerate(pairwise(edges)):
        kind = kind_of(text[start:stop])
        if kind is None and not found:
            return []
        if kind is not None:
            found.append(Hit(start, stop, _end_of_value(text, edges[at + 1 :]), kind))
    return found


def _led(text: str, edges: Sequence[int]) -> list[Hit]:
    """Give the labels that an element begins with, a blank behind them: `<em>来源 市水利局</em>`."""
    found = []
    for start, stop in pairwise(edges):
        label, blank, value = text[start:stop].partition(" ")
        kind = kind_of(label) if blank and value.strip() and len(label) > 1 else None
        if kind is not None:
            found.append(Hit(start, start + len(label) + 1, stop, kind))
    return found


def _may_list(text: str) -> bool:
    """Tell whether a line may be a date and labels with blanks alone between them; sentences are none."""
    return ("20" in text or "19" in text) and " " in text and "。" not in text and "，" not in text


def _listed(text: str) -> list[Hit]:
    """Give labels of names that stand between blanks in a dated line: `2025-06-13 来源 市水利局 作者 李青`."""
    words = list(re.finditer(r"\S+", text))
    found = [
        (word, following)
        for word, following in pairwise(words)
        if len(word[0]) > 1 and _is_han(word[0]) and _labels().get(word[0]) in _LISTED
    ]
    if not found or find_date(text) is None:
        return []
    return [Hit(word.start(), after.start(), after.end(), _labels()[word[0]]) for word, after in found]


def _end_of_value(text: str, edges: Sequence[int]) -> int:
    """Give where the first element ends, or the last of several that are set in a row: `<a>A</a> and <a>B</a>`."""
    end = edges[min(1, len(edges) - 1)]
    for (low, high), (_, after) in pairwise(pairwise(edges[1:])):
        if low == end and text[low:high].strip() in _LINKS:
            end = after
    return end


def _is_term(block: Block) -> bool:
    """Tell whether a line stands in `<dt>`."""
    element = block.pieces[0].element
    return element.tag == "dt" or next(element.iterancestors("dt"), None) is not None


@cache
def _labels() -> dict[str, str]:
    """Read data/rules/labels.tsv, once a process: label to kind."""
    return {row[0]: row[1] for row in rows("rules/labels.tsv")}


def kind_of(text: str) -> str | None:
    """Give the kind of a label that is all of a text, with or without its colon or brackets."""
    label = text.strip().strip(_AROUND)
    return _labels().get(_plain(label)) if 0 < len(label) <= MAX_LABEL_CHARS else None


@cache
def _pattern() -> re.Pattern[str]:
    """A label with a colon or in brackets anywhere, a label of the table, or one of a date that follows.

    The last two need no colon. Blanks may stand between its characters.
    """
    every = sorted(_labels(), key=len, reverse=True)
    bare = [label for label in every if _labels()[label] in TABLE or _is_hangul(label)]
    bare = [label for label in bare if len(label) >= 3 or label == _SHORT_CELL]
    dated = [label for label in every if _is_of_date(label)]
    first = re.escape("".join(sorted({label[0] for label in every})))
    # The look at the first character spares trying every label at every place.
    return re.compile(
        rf"(?<![^\W\d])(?=[{first}])(?:(?P<label>{'|'.join(map(_spaced, every))})\s?[】\]］]?\s?[:：﹕]\s?"
        rf"|(?:(?<=[【\[［])|(?<=[【\[［]\s))(?P<boxed>{'|'.join(map(_spaced, every))})\s?[】\]］]\s?"
        rf"|(?P<cell>(?:^|(?<=\s))(?:{'|'.join(map(_spaced, bare))}))[】\]]?\s"
        rf"|(?P<dated>{'|'.join(map(_spaced, dated))})\s?{_BEFORE_DATE}{_DATE_STARTS})"
    )


@cache
def _told() -> re.Pattern[str]:
    """The last character of a label and its colon or bracket, or of a date's label and how a date begins."""
    last = re.escape("".join(sorted({label[-1] for label in _labels()})))
    dated = re.escape("".join(sorted({label[-1] for label in _labels() if _is_of_date(label)})))
    return re.compile(rf"[{last}]\s?(?:[:：﹕]|[】\]］])|[{dated}]\s?{_BEFORE_DATE}{_DATE_STARTS}")


def _spaced(label: str) -> str:
    """Allow blanks between the Han characters of a label, as tables justify them (索 引 号)."""
    return r"[\s\u3000]{0,4}".join(map(re.escape, label)) if _is_han(label) else re.escape(label)


def _plain(label: str) -> str:
    return re.sub(r"\s", "", label) if _is_han(label) else label


def _is_hangul(label: str) -> bool:
    """Tell whether a label is Korean: those stand without a colon, set off by markup only (작성일 2024-02-15)."""
    return "\uac00" <= label[0] <= "\ud7af"


def _is_of_date(label: str) -> bool:
    """Tell whether a label announces a date so plainly that it needs no colon; 时间 alone may be of anything."""
    return _labels()[label] in DATES and label not in _VAGUE


def _is_han(text: str) -> bool:
    return "\u4e00" <= text[:1] <= "\u9fff"
