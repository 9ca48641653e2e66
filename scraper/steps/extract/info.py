"""Labels and their values: the line under the title (date, source, author) and the 政府信息公开 table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import zip_longest

from scraper.dates import find_date
from scraper.flow import mended_text
from scraper.mended import cut
from scraper.model import Block, Mended
from scraper.steps.extract.cells import cell_spans, joints

_NAMED = frozenset({"source", "author", "editor"})  # values that are one name
# Rows of the 政府信息公开 table; these labels count without a colon too, where they begin a cell.
_TABLE = frozenset(
    {"index_number", "document_number", "subject", "keywords", "validity", "name", "letter", "table", "issuer"}
)
_PEOPLES = frozenset({"author", "editor"})  # of which there may be several
_TITLES = frozenset({"name", "letter"})
_DATES = frozenset({"published", "produced", "updated", "written", "in_force"})
_SHORT_CELL = "文号"  # other labels of two characters begin sentences too
_VAGUE = frozenset({"日期", "时间", "時間", "Date"})
_BEFORE_DATE = r"(?:(?:on|le|el|am|del?)\s)?"
_DATE_STARTS = r"(?=\d|令和|平成|民[国國]|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
_BYLINE = re.compile(r"(?:Written by|By)\s(?=[A-Z\u00c0-\u00de])")  # a line of its own: By A. Reed
MAX_BYLINE_CHARS = 80
# Words of a name in scripts that have capitals: capitalised, or one of the small words within names.
_SMALL = "and of the for de du des la le van von der den di da dos del el al bin ibn & et und y и"
_SMALL_WORDS = frozenset(_SMALL.split())
_VALUE_END = re.compile(r"[\s|｜\]】\[【)）(（]|$")
_TRAILING = " \u3000[【(（|｜,，;；]】"
_ANY_LABEL = re.compile(r"[【\[（(]?[\u4e00-\u9fff]{2,6}\s?[:：﹕]")  # known or not
# Several people: names of Han characters, one blank between them, and nothing else up to the end or a bracket.
_PEOPLE = re.compile(r"[\u4e00-\u9fff·]{2,4}(?: [\u4e00-\u9fff·]{2,4}){1,5}(?=\s*(?:$|[)）\]】|｜]))")
_TOOLS = re.compile("点击|點擊|浏览|瀏覽|阅读|字体|字号|打印|发布|更新|关闭|分享|收藏|时间|日期|来源|编辑|审核")
_APART = re.compile("[\u4e00-\u9fff] [\u4e00-\u9fff](?=$|[^\u4e00-\u9fff])")
_NO_NAMES = frozenset({"Published", "Posted", "Updated", "Last", "On", "Date", "Source", "Views"})
_STOPS = "|;，；"
_COLONS = (":", "：", "﹕")
MAX_INFO_CHARS = 260
MAX_NAME_CHARS = 30  # of a name in a line of its own
MAX_CELL_CHARS = 12
MAX_BEFORE = 60  # characters before the first label of such a line
# A label may begin a sentence of the article too (来源：上级财政拨款，共一百万元。): then the line informs of nothing.
_SENTENCE_MARK = re.compile("[。！？；]")
_CLAUSE_MARK = re.compile("[，。！？；]")
MAX_LISTED_CHARS = 20  # a value with a comma (two names, two offices) is hardly longer
MAX_VALUE_CHARS = 40  # in a line of several labels, a value from which on it is prose if it has sentence marks


@dataclass(frozen=True, slots=True)
class Info:
    """A label and its value; `block` is the index of the line.

    `is_within_prose`: the line is a sentence of the article that only names it in brackets: （来源：…）.
    """

    kind: str
    value: Mended
    block: int
    is_within_prose: bool = False


def lone_rows(infos: Sequence[Info]) -> frozenset[int]:
    """Give the lines that hold one label only."""
    held = Counter(info.block for info in infos)
    return frozenset(block for block, count in held.items() if count == 1)


def told_title(infos: Sequence[Info], window_title: str) -> Mended | None:
    """Give what a label says that the title is: the subject of a letter, or 名称 of the 政府信息公开 table.

    名称 may be of anything: it counts beside other rows of the table, or where the window title holds it.
    """
    is_table = any(info.kind in _TABLE - _TITLES for info in infos)
    for info in infos:
        text = info.value.text
        if info.kind in _TITLES and len(text) > 1 and (info.kind == "letter" or is_table or text in window_title):
            return info.value
    return None


@cache
def _labels() -> dict[str, str]:
    """Read data/rules/labels.tsv, once a process: label to kind."""
    table = files("scraper").joinpath("data/rules/labels.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {row[0]: row[1] for row in rows}


@cache
def _pattern() -> re.Pattern[str]:
    """A label with a colon or in brackets anywhere, a label of the table, or one of a date that follows.

    The last two need no colon.

    Blanks may stand between its characters.
    """
    with_colon = sorted(_labels(), key=len, reverse=True)
    bare = [
        label
        for label in with_colon
        if (_labels()[label] in _TABLE or _is_hangul(label)) and (len(label) >= 3 or label == _SHORT_CELL)
    ]
    dated = [label for label in with_colon if _is_of_date(label)]
    first = re.escape("".join(sorted({label[0] for label in with_colon})))
    # The look at the first character spares trying every label at every place.
    return re.compile(
        rf"(?<![^\W\d])(?=[{first}])(?:(?P<label>{'|'.join(map(_spaced, with_colon))})\s?[】\]］]?\s?[:：﹕]\s?"
        rf"|(?<=[【\[［])(?P<boxed>{'|'.join(map(_spaced, with_colon))})\s?[】\]］]\s?"
        rf"|(?P<cell>(?:^|(?<=\s))(?:{'|'.join(map(_spaced, bare))}))[】\]]?\s"
        rf"|(?P<dated>{'|'.join(map(_spaced, dated))})\s?{_BEFORE_DATE}{_DATE_STARTS})"
    )


def _spaced(label: str) -> str:
    """Allow blanks between the Han characters of a label, as tables justify them (索 引 号)."""
    return r"[\s\u3000]{0,4}".join(map(re.escape, label)) if "\u4e00" <= label[0] <= "\u9fff" else re.escape(label)


def read_infos(blocks: Sequence[Block], start: int, stop: int) -> list[Info]:
    """Read the labels of the visible lines from `start` up to `stop`, in their order.

    A label that ends its line has the next line as its value (`<dt>`, cells of a layout table).
    """
    found: list[Info] = []
    told, cells = _told(), _cell_starts()
    for index in range(start, min(stop, len(blocks))):
        block = blocks[index]
        text = block.text
        if block.is_hidden or len(text) > MAX_INFO_CHARS:
            continue
        # A label has a colon, or is a cell of a table; asking the pattern of all labels is dear.
        has_colon = _has_colon(text)
        if told.search(text) or ((has_colon or block.is_row or len(text) <= MAX_CELL_CHARS) and cells.search(text)):
            found.extend(_read(index, blocks))
        elif text.startswith(("By ", "Written by ")):
            found.extend(_byline(index, block))
    return found


@cache
def _told() -> re.Pattern[str]:
    """The last character of a label and its colon or bracket, or of a date's label and how a date begins."""
    last = re.escape("".join(sorted({label[-1] for label in _labels()})))
    dated = re.escape("".join(sorted({label[-1] for label in _labels() if _is_of_date(label)})))
    return re.compile(rf"[{last}]\s?(?:[:：﹕]|[】\]］])|[{dated}]\s?{_BEFORE_DATE}{_DATE_STARTS}")


@cache
def _cell_starts() -> re.Pattern[str]:
    """The first characters of the table's labels where a cell may begin."""
    first = re.escape(
        "".join(sorted({label[0] for label, kind in _labels().items() if kind in _TABLE or _is_hangul(label)}))
    )
    return re.compile(rf"(?:^|\s)[{first}]")


def _byline(index: int, block: Block) -> list[Info]:
    """Read `By A. Reed` where a line is nothing else."""
    hit = _BYLINE.match(block.text)
    if not hit or len(block.text) > MAX_BYLINE_CHARS or block.text.endswith((".", "?", "!")):
        return []
    whole = mended_text(block)
    value = _value(whole, hit.end(), len(whole.text), "author")
    rest = whole.text[hit.end() + len(value.text) :]
    is_name = len(value.text) > 1 and (not rest.strip(" |,·•-–—") or find_date(rest) is not None)
    return [Info("author", value, index)] if is_name else []


def _read(index: int, blocks: Sequence[Block]) -> list[Info]:
    text = blocks[index].text
    hits = list(_pattern().finditer(text + " "))
    if not hits or hits[0].start() > MAX_BEFORE:
        return []
    whole = mended_text(blocks[index])
    is_prose = not blocks[index].is_row and _is_prose(text, hits)
    found = []
    ends = _Ends(blocks[index])
    for hit, following in zip(hits, [*hits[1:], None], strict=True):
        kind = _labels()[_plain(hit[hit.lastgroup or 0])]
        end = following.start() if following else len(text)
        if is_prose and not _is_bracketed(text, hit.start(), end):
            continue
        value = _value(whole, min(hit.end(), len(text)), min(end, ends.after(hit)), kind)
        if not value.text and following is None and index + 1 < len(blocks):
            after = blocks[index + 1]
            most = MAX_NAME_CHARS if kind in _NAMED else MAX_INFO_CHARS
            if len(after.text) <= most and not _pattern().match(after.text + " ") and not after.is_hidden:
                value = mended_text(after)
        found.append(Info(kind, value, index, is_within_prose=is_prose))
    return found


class _Ends:
    """Where values of a line end for the page's own borders."""

    def __init__(self, block: Block) -> None:
        self._text = block.text
        self._cells = cell_spans(block)
        self._labels = [at for at in joints(block) if _ANY_LABEL.match(block.text, at)]

    def after(self, label: re.Match[str]) -> int:
        """Give where the value of a label ends at the latest: with its cell, or where an element begins as a label.

        A label that fills its cell has the next one as its value.
        """
        last = label.end(label.lastgroup or 0)
        for (_, end), following in zip_longest(self._cells, self._cells[1:]):
            if last <= end:
                is_filled = not self._text[label.end() : end].strip() and following is not None
                has_value = is_filled and not self._text[: following[1]].endswith(_COLONS)
                return following[1] if has_value else end
        return next((at for at in self._labels if at >= label.end()), len(self._text))


def _is_prose(text: str, hits: Sequence[re.Match[str]]) -> bool:
    """Tell whether the line is a sentence of the article: a value of sentences, or of clauses where it stands alone."""
    ends = [hit.start() for hit in hits[1:]] + [len(text)]
    values = [text[hit.end() : end].strip() for hit, end in zip(hits, ends, strict=True)]
    if len(hits) > 1:
        return any(len(value) > MAX_VALUE_CHARS and _SENTENCE_MARK.search(value) for value in values)
    if _SENTENCE_MARK.search(text):
        return True
    return len(values[0]) > MAX_LISTED_CHARS and _CLAUSE_MARK.search(values[0]) is not None


def _is_bracketed(text: str, start: int, end: int) -> bool:
    """Tell whether a label stands first in brackets that hold no sentence, as a report names its source."""
    rest = text[start:end]
    close = re.search("[)）\\]】]", rest)
    return (
        text[start - 1 : start] in tuple("（([【")
        and close is not None
        and not _CLAUSE_MARK.search(rest[: close.start()])
    )


def _has_colon(text: str) -> bool:
    return any(colon in text for colon in _COLONS)


def _plain(label: str) -> str:
    return re.sub(r"\s", "", label) if _is_han(label) else label


def _is_hangul(label: str) -> bool:
    """Tell whether a label is Korean: those stand without a colon, set off by markup only (작성일 2024-02-15)."""
    return "\uac00" <= label[0] <= "\ud7af"


def _is_of_date(label: str) -> bool:
    """Tell whether a label announces a date so plainly that it needs no colon; 时间 alone may be of anything."""
    return _labels()[label] in _DATES and label not in _VAGUE


def _is_han(text: str) -> bool:
    return "\u4e00" <= text[0] <= "\u9fff"


def _name_length(text: str, kind: str) -> int:
    """Tell how much of the text is the name that it begins with: up to a mark, in Han also up to a blank.

    A person's two characters may be set apart (李 明); names in other scripts go on while their words are capitalised.
    """
    people = _PEOPLE.match(text) if kind in _PEOPLES else None
    if people and not _TOOLS.search(people[0]):
        return people.end()
    apart = _APART.match(text)
    if apart:
        return apart.end()
    if not text[:1].isalpha() or not text[0].isupper():
        stop = _VALUE_END.search(text)
        return stop.start() if stop else len(text)
    date = find_date(text)
    end = text.find(date) if date else len(text)
    length = 0
    for word in re.finditer(r"\S+", text[:end]):
        if not (word[0][0].isupper() or word[0] in _SMALL_WORDS) or word[0] in _NO_NAMES:
            break
        if word[0] not in _SMALL_WORDS:
            length = word.end()
        if word[0][-1] in _STOPS:
            break
    return length


def _value(whole: Mended, start: int, end: int, kind: str) -> Mended:
    """Cut the value: up to the next label; a name only up to the first blank or bracket."""
    if kind in _NAMED:
        end = start + _name_length(whole.text[start:end], kind)
    while end > start and whole.text[end - 1] in _TRAILING:
        end -= 1
    return cut(whole, start, end)
