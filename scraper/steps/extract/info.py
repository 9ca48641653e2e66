"""Labels and their values: the line under the title (date, source, author) and the 政府信息公开 table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from scraper.dates import find_date
from scraper.flow import mended_text
from scraper.mended import cut
from scraper.model import Block, Mended
from scraper.steps.extract.cells import joints
from scraper.steps.extract.labels import DATES, TABLE, Hit, begins_with_label, find_labels, kind_of, may_hold

_NAMED = frozenset({"source", "author", "editor"})  # values that are one name
_PEOPLES = frozenset({"author", "editor"})  # of which there may be several
_LEAST_TITLE = 6  # characters; 名称 above a column has the name of the next column beside it
_ROWS_NEAR, _ROWS_BESIDE = 4, 2  # lines around a row, and how many other kinds of labels make them a table
_TITLES = frozenset({"name", "letter"})
_BY = (
    "By", "By:", "Por:", "Written by",
    "Geschrieben von", "Verfasst von", "Von", "Écrit par", "Publié par", "Par", "Escrito por",
    "Publicado por", "Scritto da", "Geschreven door", "Napisał", "Skrevet av",
    "Ditulis oleh", "Oleh",
)  # fmt: skip
# Alone in a line: 文/李青 | 记者 李青
_HAN_BY = ("文", "图文", "作者", "撰文", "记者", "通讯员", "本报记者", "本刊记者", "特约记者", "特约通讯员")
_HAN_BYLINE = re.compile(
    r"(?:(?:文|图文|文图|作者|撰文)\s?[/／]\s?|(?:本报|本刊|特约)?(?:记者|通讯员)\s)(?=[\u4e00-\u9fff]{2,4}(?:$|\s))"
)
# Alone in a line, as WeChat's editors set it: 来源 | 某某社区
_PIPED = re.compile(r"([\u4e00-\u9fff]{1,4})\s?[|｜丨]\s?(?=[\u4e00-\u9fff·、 ]{2,24}$)")
_SUBMITTED = re.compile(
    r"由 ?([\u4e00-\u9fff\w·]{2,20}) ?(?:提交于|发布于|发表于|于)"
)  # as Drupal and WordPress tell it
_BYLINES = (*_BY, *_HAN_BY, "由")
_BYLINE = re.compile(rf"(?:{'|'.join(_BY)})\s?:?\s(?=[A-Z\u00c0-\u00de])")  # a line of its own: By A. Reed
MAX_BYLINE_CHARS = 80
# Words of a name in scripts that have capitals: capitalised, or one of the small words within names.
_SMALL = "and of the for de du des la le van von der den di da dos del el al bin ibn & et und y и"
_SMALL_WORDS = frozenset(_SMALL.split())
_VALUE_END = re.compile(r"[\s|｜\]】\[【)）(（]|$")
_CASELESS_END = re.compile(r"[|｜\]】\[【)）(（،,\d]|$")  # of a name in a script without capitals, blanks within it
_TRAILING = " \u3000[【(（|｜,，;；]】"
# Several people: names of Han characters, one blank between them, and nothing else up to the end or a bracket.
_PERSON = r"(?:[\u4e00-\u9fff·]{2,4}|[\u4e00-\u9fff] [\u4e00-\u9fff])"
_PEOPLE = re.compile(rf"{_PERSON}(?: {_PERSON}){{1,5}}(?=\s*(?:$|[)）\]】|｜]))")
_TOOLS = re.compile(
    "点击|點擊|浏览|瀏覽|阅读|字体|字号|打印|下载|下載|朗读|纠错|发布|更新|关闭|分享|收藏|评论|跟帖|时间|日期|来源|编辑|审核"
)
_COUNT = re.compile(r"\d+(?:[.,]\d+)*\s?[^\W\d]{0,8}")  # 1,204 | 3 min
_COUNTER = re.compile(rf"[\s\d（(【\[]*(?:人次?|次)?(?:{_TOOLS.pattern})")
_APART = re.compile("[\u4e00-\u9fff] [\u4e00-\u9fff](?=$|[^\u4e00-\u9fff])")
_COLONS = (":", "：")
_NO_NAMES = frozenset({"Published", "Posted", "Updated", "Last", "On", "Date", "Source", "Views"})
_STOPS = "|;，；"
_LABEL_CHARS = 6
MAX_INFO_CHARS = 260
MAX_NAME_CHARS = 30  # of a name or a date in a line of its own
MAX_ALONE_CHARS = 120  # of another value
MAX_BEFORE = 60  # characters before the first label of such a line
# A label may begin a sentence of the article too (来源：上级财政拨款，共一百万元。): then the line informs of nothing.
_SENTENCE_MARK = re.compile("[。！？；]")
_CLAUSE_MARK = re.compile("[，。！？；]")
MAX_LISTED_CHARS = 20  # a value with a comma (two names, two offices) is hardly longer
MAX_VALUE_CHARS = 40  # in a line of several labels, a value from which on it is prose if it has sentence marks


@dataclass(frozen=True, slots=True)
class Info:
    """A label and its value; `block` is the index of the line, `value_block` that of the value's.

    `is_within_prose`: the line is a sentence of the article that only names it in brackets: （来源：…）.
    """

    kind: str
    value: Mended
    block: int
    value_block: int
    is_within_prose: bool = False


def rows_of(infos: Sequence[Info]) -> frozenset[int]:
    """Give the lines that hold a label or its value, and are no sentence of the article."""
    return frozenset(at for info in infos if not info.is_within_prose for at in (info.block, info.value_block))


def lone_rows(infos: Sequence[Info]) -> frozenset[int]:
    """Give the lines that hold one label only."""
    held = Counter(info.block for info in infos)
    return frozenset(block for block, count in held.items() if count == 1)


def told_title(infos: Sequence[Info], window_title: str) -> Mended | None:
    """Give what a label says that the title is: the subject of a letter, or 名称 of the 政府信息公开 table.

    名称 may be of anything: it counts beside other rows of a table, or where the window title holds it.
    """
    for info in infos:
        text = info.value.text
        if info.kind not in _TITLES or len(text) < (2 if info.kind == "letter" else _LEAST_TITLE):
            continue
        others = {other.kind for other in infos if abs(other.block - info.block) <= _ROWS_NEAR} - _TITLES - {"other"}
        if info.kind == "letter" or len(others) >= _ROWS_BESIDE or others & TABLE or text in window_title:
            return info.value
    return None


class LabelledLines:
    """The labels of a page's visible lines; each line is read once, however often it is asked for.

    A label that ends its line has the next line as its value (`<dt>`, cells of a layout table).
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._known: dict[int, list[Info]] = {}

    def __len__(self) -> int:
        return len(self._blocks)

    def infos(self, start: int, stop: int) -> list[Info]:
        """Give the labels of the lines from `start` up to `stop`, in their order."""
        known = self._known
        found: list[Info] = []
        for index in range(start, min(stop, len(self._blocks))):
            if index not in known:
                known[index] = _infos_of(index, self._blocks)
            found += known[index]
        return found


def _infos_of(index: int, blocks: Sequence[Block]) -> list[Info]:
    block = blocks[index]
    if block.is_hidden or len(block.text) > MAX_INFO_CHARS:
        return []
    read = _read(index, blocks) if may_hold(block) else []
    return read or (_byline(index, block) if block.text.startswith(_BYLINES) or _may_be_piped(block.text) else [])


def _may_be_piped(text: str) -> bool:
    return len(text) <= MAX_NAME_CHARS and any(mark in text[:_LABEL_CHARS] for mark in "|｜丨")


def _byline(index: int, block: Block) -> list[Info]:
    """Read `By A. Reed` or 文/李青 where a line is nothing else."""
    submitted = _SUBMITTED.match(block.text)
    if submitted and find_date(block.text) is not None:
        return [Info("author", cut(mended_text(block), *submitted.span(1)), index, index)]
    piped = _PIPED.match(block.text)
    kind = kind_of(piped[1]) if piped else None
    if piped and kind in _NAMED:
        return [Info(kind, cut(mended_text(block), piped.end(), len(block.text)), index, index)]
    hit = _BYLINE.match(block.text) or _HAN_BYLINE.match(block.text)
    if not hit or len(block.text) > MAX_BYLINE_CHARS or block.text.endswith((".", "?", "!")):
        return []
    whole = mended_text(block)
    value = _value(whole, Hit(0, hit.end(), len(whole.text), "author"))
    rest = whole.text[hit.end() + len(value.text) :]
    is_name = len(value.text) > 1 and (not rest.strip(" |,·•-–—") or find_date(rest) is not None)
    return [Info("author", value, index, index)] if is_name else []


def _read(index: int, blocks: Sequence[Block]) -> list[Info]:
    text = blocks[index].text
    hits = find_labels(blocks[index])
    if not hits or hits[0].start > MAX_BEFORE:
        return []
    whole = mended_text(blocks[index])
    is_prose = not blocks[index].is_row and _is_prose(text, hits)
    found = []
    for hit in hits:
        if is_prose and not _is_bracketed(text, hit):
            continue
        value, at = _value(whole, hit, joints(blocks[index]) if hit.kind in _NAMED else ()), index
        is_last = hit is hits[-1] and not text[hit.end :].strip(_TRAILING)
        if not value.text and is_last and index + 1 < len(blocks) and _may_be_value(blocks[index + 1], hit):
            value, at = mended_text(blocks[index + 1]), index + 1
        if hit.kind in _TITLES and _SENTENCE_MARK.search(value.text[:-1]):
            continue  # the row of a notice's text, which begins with its subject: 主旨：…。 依據：…。
        found.append(Info(hit.kind, value, index, at, is_within_prose=is_prose))
    return found


def _may_be_value(after: Block, hit: Hit) -> bool:
    """Tell whether the line after a label is its value: short, no sentence, of a date a date."""
    text = after.text
    if after.is_hidden or begins_with_label(text) or _SENTENCE_MARK.search(text):
        return False
    if hit.kind == "other":
        return _COUNT.fullmatch(text) is not None
    most = MAX_NAME_CHARS if hit.kind in _NAMED or hit.kind in DATES else MAX_ALONE_CHARS
    return len(text) <= most and (hit.kind not in DATES or find_date(text) is not None)


def _is_prose(text: str, hits: Sequence[Hit]) -> bool:
    """Tell whether the line is a sentence of the article: a value of sentences, or of clauses where it stands alone."""
    ends = [hit.start for hit in hits[1:]] + [len(text)]
    values = [text[hit.end : end].strip() for hit, end in zip(hits, ends, strict=True)]
    if len(hits) > 1:
        return any(len(value) > MAX_VALUE_CHARS and _SENTENCE_MARK.search(value) for value in values)
    if _SENTENCE_MARK.search(text):
        return True
    return len(values[0]) > MAX_LISTED_CHARS and _CLAUSE_MARK.search(values[0]) is not None


def _is_bracketed(text: str, hit: Hit) -> bool:
    """Tell whether a label stands first in brackets that hold no sentence, as a report names its source."""
    rest = text[hit.start : hit.stop]
    close = re.search("[)）\\]】]", rest)
    return (
        text[hit.start - 1 : hit.start] in tuple("（([【")
        and close is not None
        and not _CLAUSE_MARK.search(rest[: close.start()])
    )


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
        has_blanks = text[:1].islower() or "\u0590" <= text[:1] < "\u1100"
        stop = (_CASELESS_END if has_blanks else _VALUE_END).search(text)
        return stop.start() if stop else len(text)
    date = find_date(text)
    end = text.find(date) if date else len(text)
    length = 0
    for word in re.finditer(r"\S+", text[:end]):
        is_name = word[0][0].isupper() or word[0] in _SMALL_WORDS
        if not is_name or word[0] in _NO_NAMES or word[0].endswith(_COLONS):
            break
        if word[0] not in _SMALL_WORDS:
            length = word.end()
        if word[0][-1] in _STOPS:
            break
    return length


def _value(whole: Mended, hit: Hit, edges: Sequence[int] = ()) -> Mended:
    """Cut the value: up to the next label; a name only up to the first blank or bracket.

    `edges`: where elements begin; one that begins with a tool or a counter (人浏览, 打印) ends a name.
    """
    start, end = hit.end, hit.stop
    if hit.kind in _NAMED:
        end = next((edge for edge in edges if start < edge < end and _COUNTER.match(whole.text, edge)), end)
        end = start + _name_length(whole.text[start:end], hit.kind)
        name = whole.text[start:end].strip()
        if find_date(name) == name or "://" in name or '="' in name:
            end = start  # the name was left empty, and the date stands next; an address or broken markup is none
    while end > start and whole.text[end - 1] in _TRAILING:
        end -= 1
    return cut(whole, start, end)
