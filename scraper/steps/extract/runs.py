"""Which run of likely text is the article: a page may show headlines above it and the next article below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scraper.elements import CELLS
from scraper.model import Flow

Numbers = npt.NDArray[np.float32]

_MARKS = frozenset("，。；、！？：,;!?.")
_TEXT_MARKS = 0.03  # marks a reading unit: prose has .05 to .1, a list of headlines hardly .01
_ROWS_TAKEN = 0.25  # of a table of data: with fewer it was a row like a sentence that was taken
# The date under a signature: 党政机关公文格式 (GB/T 9704-2012, 7.3.5.4) has it in digits; older ones in Han numerals.
_MOST_ANNOUNCED = 4  # lines
_CLOSING_DATE = re.compile(
    r"[（(]?(?:(?:19|20)\d{2}|[一二][〇○零Ｏ一二三四五六七八九]{3})\s?年\s?[\d一二三四五六七八九十]{1,2}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?日[）)]?"
)
# Such a date, or in one line the office above it.
SIGNED = re.compile(rf"(?:[\u4e00-\u9fff（）、]{{4,30}}\s)?{_CLOSING_DATE.pattern}")
_PARTICULAR = re.compile(
    r"(?:[一二三四五六七八九十\d][、.．])?[\u4e00-\u9fff]{0,6}"
    r"(?:时间|地点|地址|单位|电话|传真|邮编|邮箱|邮政编码|联系人|联系方式|对象|费用|人数|網址|网址)\s?[:：]"
)
_MOST_PARTICULAR = 60  # characters
_PAGE = frozenset({"body", "html", "form", "td"})
_PANELS = frozenset({"div", "section"})
SIGNER = re.compile(
    r"[\u4e00-\u9fff（）]{2,28}(?:政府|局|厅|廳|委员会|委員會|办公室|辦公室|部|处|處|署|院|中心|支队|大队)"
)
_MOST_SIGNERS, _MOST_SIGNER = 3, 30  # lines, and characters of one
_LEAST_TITLE, _MOST_TITLE = 8, 120  # characters of a line that the window title holds


@dataclass(frozen=True, slots=True)
class Near:
    """How the blocks of one article hang together.

    `gap`: blocks of no text that may part two of its blocks; `units`: reading units that make a run of text its first;
    `levels`: boxes above the first run that still belong to the article.
    """

    gap: int
    units: int
    levels: int


# Measured by what each choice gains and loses on the open half; pages in other scripts than Han lose more than they
# gain.
NEAR = Near(gap=3, units=40, levels=3)


def around_first_run(flow: Flow, chosen: list[int], units: Numbers, window_title: str) -> list[int]:
    """Keep what stands in the same part of the page as the article's first run of text; all, where there is one run.

    That run is the first long one with the marks of prose; where the page shows its title, the first below it, unless
    a longer one stands above. A list of headlines that stands over the title is no article.
    """
    runs = _runs(chosen)
    if len(runs) <= 1:
        return chosen
    long = [run for run in runs if _size(run, units) >= NEAR.units]
    prose = [run for run in long if _is_prose(flow, run, units)] or long
    if not prose:
        return chosen
    title = held_at(flow, window_title)
    below = [run for run in prose if run[-1] >= title]
    longest_above = max((_size(run, units) for run in prose if run[-1] < title), default=0.0)
    if not below or _size(below[0], units) < longest_above:
        below, title = prose, -1
    first = below[0]
    path = common(flow, first)
    part = set(members(flow, path[min(NEAR.levels, len(path) - 1)])) if path else set(chosen)
    top = min(title, first[0])
    kept = [index for index in chosen if index >= top and (index in part or index < first[0])]
    return kept if title < 0 else _up_to_next_title(flow, kept, units, title)


def _up_to_next_title(flow: Flow, kept: list[int], units: Numbers, title: int) -> list[int]:
    """Leave out what stands below the heading of a next article: a line in a box of the very kind of the title's."""
    home = flow.boxes[flow.blocks[title].box]
    if len(home.label) <= 1 and home.tag != "h1":
        return kept
    read, begun = set(kept), 0.0
    for index in range(title + 1, len(flow.blocks)):
        block = flow.blocks[index]
        box = flow.boxes[block.box]
        is_alike = box.tag == home.tag and box.label == home.label and len(block.text) >= _LEAST_TITLE
        if is_alike and begun >= NEAR.units and block.text != flow.blocks[title].text:
            return [at for at in kept if at < index]
        begun += float(units[index]) if index in read and not is_alike else 0.0
    return kept


def completed(flow: Flow, chosen: list[int]) -> list[int]:
    """Add what belongs to the article by its place: other rows of a table of data, the signature below the text."""
    taken = set(chosen)
    tables: dict[int, list[int]] = {}
    for index in chosen:
        if flow.blocks[index].is_row:
            tables.setdefault(_table(flow, index), []).append(index)
    for table, rows in tables.items():
        inside = members(flow, table) if table >= 0 else []
        seen = [index for index in inside if not flow.blocks[index].is_hidden]
        # A table for the layout of the page holds other lines than rows.
        is_data = all(flow.blocks[index].is_row or _is_spanning(flow, index) for index in seen)
        if is_data and len(rows) >= len(seen) * _ROWS_TAKEN:
            taken.update(seen)
    last = max(taken, default=-1)
    if last >= 0 and not flow.blocks[last].is_row:
        taken.update(_particulars(flow, last))
        taken.update(_signature(flow, max(taken)))
        taken.update(_captions(flow, taken))
        taken.update(_items(flow, sorted(taken)))
        taken.update(_announced(flow, max(taken)))
        taken.update(_panels(flow, max(taken)))
    return sorted(taken)


def _particulars(flow: Flow, last: int) -> range:
    """Give the lines below the last of the text that tell when, where and whom to ask, as notices end.

    They are paragraphs beside it, one after another, in a box of their own; on the bare page it may be the portal's.
    """
    end = last + 1
    for at in _paragraphs_beside(flow, last):
        text = flow.blocks[at].text
        if len(text) > _MOST_PARTICULAR or not _PARTICULAR.match(text):
            break
        end = at + 1
    return range(last + 1, end)


def _announced(flow: Flow, last: int) -> range:
    """Give the few paragraphs below one that announces them (名单如下：), where they end its box and hold no link."""
    if not flow.blocks[last].text.endswith("："):
        return range(0)
    found = list(_paragraphs_beside(flow, last))
    inside = members(flow, flow.boxes[flow.blocks[last].box].parent) if found else []
    is_end = bool(found) and len(found) <= _MOST_ANNOUNCED and max(inside) == found[-1]
    return range(last + 1, found[-1] + 1) if is_end else range(0)


def _panels(flow: Flow, last: int) -> list[int]:
    """Give the lines of the boxes of the very kind of the text's that follow it, where all are sentences: further tabs.

    The next article of the page, in such a box too, begins with its heading.
    """
    path = _path(flow, flow.blocks[last].box)
    panel = next((box for box in path if len(flow.boxes[box].label) > 1), -1)
    if panel < 0 or flow.boxes[panel].tag not in _PANELS:
        return []
    kind, found = flow.boxes[panel][1:], []
    for box in (at for at in range(panel + 1, len(flow.boxes)) if flow.boxes[at][1:] == kind):
        inside = members(flow, box)
        blocks = [flow.blocks[at] for at in inside]
        if not all(block.text.endswith("。") and not (block.link_chars or block.is_hidden) for block in blocks):
            break
        found += inside
    return found


def _paragraphs_beside(flow: Flow, last: int) -> Iterator[int]:
    """Give the paragraphs below a line, one after another: seen, without links, in one box with it."""
    home = flow.boxes[flow.blocks[last].box]
    if home.tag != "p" or home.parent < 0 or flow.boxes[home.parent].tag in _PAGE:
        return
    for at in range(last + 1, len(flow.blocks)):
        block = flow.blocks[at]
        if flow.boxes[block.box][1:3] != (home.parent, "p") or block.is_hidden or block.link_chars:
            return
        yield at


def _is_spanning(flow: Flow, index: int) -> bool:
    """Tell whether a line is all of a row of one cell that spans columns: the name of the table or of a part of it."""
    box = flow.boxes[flow.blocks[index].box]
    if box.tag == "p":
        box = flow.boxes[box.parent]
    row = box.element.getparent() if box.tag in CELLS else None
    return row is not None and len(row) == 1 and box.element.get("colspan") is not None


def _signature(flow: Flow, last: int) -> range:
    """Give the lines below the last of the text that sign it: the date, above it who issued it (GB/T 9704-2012, 7.3.5).

    They stand beside the text's last line, and none of them is a link or a sentence.
    """
    box = flow.blocks[last].box
    homes = {flow.boxes[box].parent, box}  # the text's lines may stand in the box itself, parted by `<br>`
    for end in range(last + 1, min(last + 2 + _MOST_SIGNERS, len(flow.blocks))):
        block = flow.blocks[end]
        if block.is_hidden or flow.boxes[block.box].parent not in homes or block.link_chars:
            break
        if _CLOSING_DATE.fullmatch(block.text):
            return range(last + 1, end + 1)
        if len(block.text) > _MOST_SIGNER or not _MARKS.isdisjoint(block.text):
            break
    return range(0)


def _captions(flow: Flow, taken: set[int]) -> list[int]:
    """Give the captions of figures that stand behind a box's last line of the text."""
    behind = [at for last in taken if (at := last + 1) < len(flow.blocks) and at not in taken]
    return [at for at in behind if _is_caption(flow, at) and not (at + 1 in taken and _is_beside(flow, at - 1, at + 1))]


def _is_beside(flow: Flow, line: int, other: int) -> bool:
    return flow.boxes[flow.blocks[line].box].parent == flow.boxes[flow.blocks[other].box].parent


def _is_caption(flow: Flow, at: int) -> bool:
    block, last = flow.blocks[at], flow.blocks[at - 1]
    box = flow.boxes[block.box]
    is_beside = box.tag == "figcaption" and flow.boxes[box.parent].parent == flow.boxes[last.box].parent
    return is_beside and not block.is_hidden and not block.is_linked


def _items(flow: Flow, taken: list[int]) -> list[int]:
    """Give the last items of the list that the text ends in, where most of its items were taken: captions, names."""
    path = _path(flow, flow.blocks[taken[-1]].box)
    listed = next((box for box in path if flow.boxes[box].tag in ("ul", "ol")), -1)
    inside = members(flow, listed) if listed >= 0 else []
    rest = [at for at in inside if at > taken[-1]]
    is_most = (
        len(rest) < len(inside) - len(rest) and taken[-len(inside) + len(rest) :] == inside[: len(inside) - len(rest)]
    )
    is_text = all(not flow.blocks[at].link_chars and flow.blocks[at].text.endswith("。") for at in rest)
    return rest if is_most and is_text else []


def _table(flow: Flow, index: int) -> int:
    """Give the innermost table around a block, or -1."""
    return next((box for box in _path(flow, flow.blocks[index].box) if flow.boxes[box].tag == "table"), -1)


def common(flow: Flow, blocks: Sequence[int]) -> list[int]:
    """Give the boxes around all of these blocks, the tightest first."""
    boxes = [flow.blocks[index].box for index in blocks]
    last = set(_path(flow, max(boxes)))  # boxes stand in the order in which they open: what holds both ends holds all
    return [box for box in _path(flow, min(boxes)) if box in last]


def members(flow: Flow, box: int) -> list[int]:
    """Give the indices of the blocks within a box, in reading order."""
    boxes = flow.boxes
    end = next((index for index in range(box + 1, len(boxes)) if boxes[index].parent < box), len(boxes))
    return [index for index, block in enumerate(flow.blocks) if box <= block.box < end]


def _runs(chosen: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for index in chosen:
        if not runs or index - runs[-1][-1] > NEAR.gap:
            runs.append([])
        runs[-1].append(index)
    return runs


def _size(run: list[int], units: Numbers) -> float:
    return float(units[run].sum())


def _is_prose(flow: Flow, run: list[int], units: Numbers) -> bool:
    marks = sum(sum(map(_MARKS.__contains__, flow.blocks[index].text)) for index in run)
    return marks >= _TEXT_MARKS * _size(run, units)


def held_at(flow: Flow, window_title: str) -> int:
    """Give the index of the longest unlinked line that the window title holds; -1 where there is none."""
    best, at = _LEAST_TITLE - 1, -1
    for index, block in enumerate(flow.blocks):
        text = block.text
        if best < len(text) <= _MOST_TITLE and text in window_title:
            if block.is_hidden or block.link_chars > len(text) / 2 or signs(flow, index):
                continue
            best, at = len(text), index
    return at


def signs(flow: Flow, index: int) -> bool:
    """Tell whether a line signs the text: the window title may be the office's name alone, as is the signature."""
    is_dated = index + 1 < len(flow.blocks) and _CLOSING_DATE.fullmatch(flow.blocks[index + 1].text) is not None
    return is_dated and SIGNER.fullmatch(flow.blocks[index].text) is not None


def _path(flow: Flow, box: int) -> list[int]:
    """Give the boxes from this one outwards."""
    path = []
    while box >= 0:
        path.append(box)
        box = flow.boxes[box].parent
    return path
