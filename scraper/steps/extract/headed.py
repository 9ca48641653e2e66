"""What the article's head tells of its body: where title and date stand together, the text begins below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from scraper.dates import find_date
from scraper.model import Block, Flow
from scraper.steps.extract.assets import offers_file
from scraper.steps.extract.info import LabelledLines, rows_of
from scraper.steps.extract.runs import common, members
from scraper.steps.extract.tail import SENTENCE_ENDS, is_invitation, is_tool

METHOD = "extract/below-head"
CONFIDENCE = 0.3  # no line looked like text: it is taken for its place alone
_MOST_BETWEEN = 4  # lines between head and text that belong to the text; more is another part of the page
_MOST_LAST, _LEAST_LAST = 12, 2  # lines at the text's end in which such rows are looked for, and how many are some
_MOST_BESIDE = 12  # characters beside a date: a weekday, a counter
_MOST_BEHIND = 25  # where none of it is Han
_MOST_TOLD = 60  # where other scripts tell office and date in one line that is no sentence
_LINES_ABOVE, _LINES_INTO = 8, 4  # the body's beginning, where a date without a label is looked for
_SENTENCE = re.compile(r"[.!?…:;](?:\s|$)(?!\d)|[。।؟]")
_ENDS = re.compile(r"[.。；：:।]$")
_OPENS = ("（", "(")  # a date in brackets is the document's own: when it was passed, when it was signed
# Of the day on which the page is read.
TODAY = re.compile("今天|今日|现在|現在|当前时间|农历|農曆|天气|天氣|℃|[Tt]oday")
_HAN = re.compile("[\u2e80-\ud7ff]")
_LABELLED = re.compile(r"[^:：。\d]{1,30}[:：]\s?")
_FEW_WORDS = re.compile(r"[^\W\d_\u2e80-\ud7ff]+\.?(?: [^\W\d_\u2e80-\ud7ff]+\.?){0,3}")  # Publicado em … г.
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[AaPp]\.?[Mm]\.?|\s?(?:Uhr|h))?")
_COUNTED = re.compile(r"[^:：。\d]{1,30}[:：]\s?[\d.,]+")
_NUMBERED = re.compile(
    "第?[一二三四五六七八九十百]{1,4}[、章节条]|[(（][一二三四五六七八九十]{1,3}[)）]|[0-9]{1,2}(?:[、．]|\\.(?![0-9]))"
)
_MOST_LEAD = 5  # lines between the title and the date
_ROWS_OF_DATA = 2  # rows of a table whose labels are unknown: it is the text, whatever labels it has below
MIN_PARAGRAPH_CHARS = 45
_ITEMS = frozenset({"li", "dt", "dd"})
_PAGE = frozenset({"body", "html", "form"})
_HEADERS = frozenset({"header", "hgroup"})
_LINES_OF_TEXT, _SHARE_OF_TEXT = 2, 0.5  # so many lines are no lead, even where they are only half of what is behind


@dataclass(frozen=True, slots=True)
class Headed:
    """The lines of the head: the title's, the dated row's (-1: there is none), and all that hold labels."""

    title: int
    dated: int
    rows: frozenset[int]

    @property
    def end(self) -> int:
        """Give the last line of the head; -1 where title and date do not stand near one another."""
        is_whole = self.title >= 0 and 0 < self.dated - self.title <= _MOST_BETWEEN
        return self.dated if is_whole else -1


def box_of(flow: Flow, head: Headed) -> int:
    """Give the tightest box around title and date; -1 where only the page itself holds both."""
    path = common(flow, [head.title, head.dated]) if head.end >= 0 else []
    return path[0] if path and flow.boxes[path[0]].tag not in _PAGE else -1


def below(flow: Flow, head: Headed) -> tuple[int, ...]:
    """Give the lines below the head in the box that holds it: the text of an article where no line looked like text."""
    box = box_of(flow, head)
    inside = members(flow, box) if box >= 0 else []
    own = [at for at in inside if at > head.end and _is_own(flow.blocks[at]) and at not in head.rows]
    return tuple(at for at in own if not is_tool(flow.blocks[at].text))


def within(flow: Flow, chosen: tuple[int, ...], head: Headed) -> tuple[int, ...]:
    """Leave out what stands behind the box of title, date and the text's first lines: the page's foot, as it may read.

    A box of the head alone may hold a lead too: then most of the text stands behind it.
    """
    box = box_of(flow, head)
    if box < 0 or not chosen or flow.boxes[box].tag in _HEADERS:
        return chosen
    last = members(flow, box)[-1]
    own, behind = [at for at in chosen if at <= last], [at for at in chosen if at > last]
    sizes = [sum(len(flow.blocks[at].text) for at in part) for part in (own, behind)]
    least = 1 if len(own) < _LINES_OF_TEXT else _SHARE_OF_TEXT
    return tuple(own) if sizes[0] > sizes[1] * least else chosen


def with_beginning(flow: Flow, chosen: Sequence[int], head: Headed, *, is_sure: bool) -> tuple[int, ...]:
    """Add the lines between head and text that stand in the box of the text: a short one is easily passed over.

    `is_sure`: a label tells that the head is one; below a bare date only sentences are added.
    """
    if not chosen or not 0 <= head.end < chosen[0] or chosen[0] - head.end - 1 > _MOST_BETWEEN:
        return tuple(chosen)
    path = common(flow, chosen)
    inside = set(members(flow, path[0])) if path else set()
    if head.end in inside:
        return tuple(chosen)
    between = [at for at in range(head.end + 1, chosen[0]) if at in inside and at not in head.rows]
    own = [at for at in between if _is_own(flow.blocks[at]) and not _informs(flow.blocks[at])]
    if not is_sure:
        own = [at for at in own if flow.blocks[at].text.endswith(SENTENCE_ENDS)]
    return (*own, *chosen)


def above_rows(chosen: tuple[int, ...], labelled: LabelledLines) -> tuple[int, ...]:
    """Leave out the rows of labels that the text ends with: the document's numbers, who edited and proofread it.

    One such line may be the article's own; so may contact data, which are none of the labels.
    """
    if not chosen:
        return chosen
    infos = labelled.infos(max(0, chosen[-1] - _MOST_LAST), chosen[-1] + 1)
    rows = rows_of([info for info in infos if info.kind != "name"])
    end = len(chosen)
    while end > 0 and chosen[end - 1] in rows:
        end -= 1
    return chosen[:end] if len(chosen) - end >= _LEAST_LAST and end else chosen


def bare_row(flow: Flow, start: int, rows: frozenset[int]) -> int:
    """Give the line that tells the date without a label: in the body's beginning, else above it; -1 for none.

    `start`: the first block of the body, which may take in lines of the head, but no sentence above the date. `rows`:
    lines with labels, of tools or of counters.
    """
    for at in range(start, min(start + _LINES_INTO, len(flow.blocks))):
        if _is_bare_row(flow.blocks[at], is_labelled=at in rows):
            return at
        if _ENDS.search(flow.blocks[at].text):
            break
    above = range(start - 1, max(0, start - _LINES_ABOVE) - 1, -1)
    return next((at for at in above if _is_bare_row(flow.blocks[at], is_labelled=at in rows)), -1)


def _is_bare_row(block: Block, *, is_labelled: bool) -> bool:
    text = block.text
    if len(text) > _MOST_TOLD * 2 or block.is_row or not _is_own(block) or text.startswith(_OPENS):
        return False
    return find_date(text) is not None and (is_labelled or looks_like_row(text)) and TODAY.search(text) is None


def looks_like_row(text: str) -> bool:
    """Tell whether a line below the title is a date or a count, with or without a label of whatever language."""
    date = find_date(text)
    rest = " ".join(text.replace(date, "", 1).split()) if date else ""
    if date is None:
        return _COUNTED.fullmatch(text) is not None or _CLOCK.fullmatch(text) is not None
    label = _LABELLED.match(text)
    if label and text.startswith(date, label.end()) and len(rest) - label.end() <= _MOST_BEHIND:
        return True
    if _HAN.search(rest):
        is_plain = len(rest) <= _MOST_BESIDE
    else:
        is_plain = len(rest) <= _MOST_BEHIND or (len(rest) <= _MOST_TOLD and not _SENTENCE.search(rest))
    return is_plain or _LABELLED.fullmatch(rest) is not None or _FEW_WORDS.fullmatch(rest) is not None


def element_of(flow: Flow, head: Headed) -> HtmlElement | None:
    """Give the element of an article without text, where its pictures stand: around title and date, or right below."""
    box = box_of(flow, head)
    if box >= 0:
        return flow.boxes[box].element
    row = flow.boxes[flow.blocks[head.end].box].element if head.end >= 0 else None
    below_row = None if row is None else next(row.itersiblings(), None)
    is_bare = below_row is not None and not "".join(below_row.itertext()).strip()
    return below_row if is_bare else None


def _is_own(block: Block) -> bool:
    return not block.is_hidden and not block.is_linked


@dataclass(frozen=True, slots=True)
class Marks:
    """Lines of the article's head, as indices: breadcrumb and title (`names`), rows of labels (`rows`)."""

    names: frozenset[int] = frozenset()
    rows: frozenset[int] = frozenset()
    title: int = -1  # the title's line where that is sure
    dated: int = -1  # that with the date
    sections: tuple[str, ...] = ()  # which may stand above the text once more, as the kind of the article


def below_head(flow: Flow, blocks: tuple[int, ...], marks: Marks) -> tuple[int, ...]:
    """Drop what stands above the article's first paragraph, down to the last of `marks`.

    A row of labels below a line of the text belongs to the text: nothing above it is dropped for it.
    """
    last, has_begun, above, cells = -1, False, -1, 0
    seen: set[int] = set()  # lines that are rows of the head by their looks
    head = marks.names | marks.rows
    blocks = _below_title(flow, blocks, marks.title)
    for at, index in enumerate(blocks):
        block = flow.blocks[index]
        if not has_begun and at and not marks.rows.isdisjoint(range(above + 1, index)):
            last = at - 1  # a row of labels that was not taken for text
        above = index
        if index in marks.names:
            last, has_begun = at, False
        elif index in marks.rows:
            last = last if has_begun or cells >= _ROWS_OF_DATA else at
        elif (
            not (has_begun or block.is_row)
            and index - 1 in {*head, *seen}
            and (block.text in marks.sections or _informs(block))
        ):
            last, seen = at, {*seen, index}
        elif is_paragraph(block):
            break
        else:
            cells += block.is_row
            has_begun = has_begun or _begins_text(flow, index, marks)
    return _without_rows(flow, blocks[last + 1 :], marks)


def _informs(block: Block) -> bool:
    if not any(map(str.isalnum, block.text)):
        return True  # a rule drawn in characters
    text = block.text
    return looks_like_row(text) or is_tool(text) or is_invitation(text) or offers_file(block)


def _without_rows(flow: Flow, blocks: tuple[int, ...], marks: Marks) -> tuple[int, ...]:
    """Leave out rows of the head that stand below the text's first lines: a lead may stand above the date.

    With it goes the list that it is an item of.
    """
    if not blocks or not blocks[0] < marks.dated <= blocks[0] + _MOST_LEAD:
        return blocks
    end, home = marks.dated, flow.boxes[flow.blocks[marks.dated].box]
    while end + 1 in marks.rows:
        end += 1
    items = {at for at in blocks if home.tag in _ITEMS and flow.boxes[flow.blocks[at].box].parent == home.parent}
    return tuple(at for at in blocks if at not in items and (at > end or at not in marks.rows))


def _below_title(flow: Flow, blocks: tuple[int, ...], title: int) -> tuple[int, ...]:
    """Leave out what stands above the title where more stands below it: a banner of the state, a plea for cookies."""
    if title < 0 or not blocks or blocks[0] >= title:
        return blocks
    below = tuple(at for at in blocks if at >= title)
    sizes = [sum(len(flow.blocks[at].text) for at in part) for part in (blocks, below)]
    return below if sizes[1] * 2 > sizes[0] else blocks


def _begins_text(flow: Flow, index: int, marks: Marks) -> bool:
    """Tell whether the text runs from this short line on.

    So it does where the line is a sentence or a numbered heading, or a paragraph elsewhere than the rows above it.
    """
    block = flow.blocks[index]
    if block.is_linked:
        return False
    if block.text.endswith(SENTENCE_ENDS) or _NUMBERED.match(block.text):
        return True
    above = {_place(flow, flow.blocks[row]) for row in marks.rows if row < index}
    return flow.boxes[block.box].tag == "p" and bool(above) and _place(flow, block) not in above


def is_paragraph(block: Block) -> bool:
    """Tell whether a line is long, and most of it no link."""
    return len(block.text) >= MIN_PARAGRAPH_CHARS and not block.is_linked


def _place(flow: Flow, block: Block) -> int:
    return flow.boxes[block.box].parent
