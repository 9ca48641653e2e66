"""What the block classifier sees of a page: one row of numbers a block."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from scraper.model import Block, Box, Flow

Numbers = npt.NDArray[np.float32]

_MARKS = "，。；、！？：,;!?"
_ENDS = ("。", "！", "？", "；", "：", ".", "!", "?", "”", "」", '"', ":")
_GOOD = re.compile(r"article|content|text|body|entry|post|detail|story|zoom|news|main|zw|nr(?:$|[\s_-])|editor")
_BAD = re.compile(
    r"nav|menu|foot|header|side|relat|share|comment|copyright|crumb|banner|recommend|hot|rank|list|tool|page|search|"
    r"login|social|widget|promo|ad(?:s|vert|box)?(?:$|[\s_-])|sponsor|subscri|newsletter|tag|more|link|bottom|"
    r"author|meta|caption"
)
_TAIL_WORDS = (
    "责任编辑 責任編輯 责编 上一篇 下一篇 相关链接 相关阅读 相关新闻 相关文章 相关信息 相关报道 相关专题 "
    "相關 扫一扫 版权所有 版權 备案 主办 承办 浏览次数 点击 字体 打印 关闭 分享 转发 收藏 评论 發表 留言 "
    "订阅 注册 登录 热门 推荐 更多 返回 来源 编辑 原标题 转载 声明"
)
_TAIL_PHRASES = (
    "copyright", "all rights reserved", "share", "comment", "related", "subscribe", "newsletter", "read more",
    "sign up", "log in", "login", "cookie", "privacy",
)  # fmt: skip
_TAIL = (*_TAIL_WORDS.split(), *_TAIL_PHRASES)
_DATE = re.compile(
    r"\d{4}\s?[-年/.]\s?\d{1,2}|\d{1,2}:\d\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d"
)  # of a line in lower case
_GROUPS = {
    "p": 0,
    "h1": 1,
    "h2": 1,
    "h3": 1,
    "h4": 1,
    "h5": 1,
    "h6": 1,
    "li": 2,
    "dt": 2,
    "dd": 2,
    "td": 3,
    "th": 3,
    "tr": 3,
}
_MAIN = frozenset({"article", "main"})
_ASIDE = frozenset({"aside", "nav", "footer", "header", "form", "figure"})
_LISTS = frozenset({"ul", "ol", "dl"})
_STRUCTURE = _MAIN | _ASIDE | _LISTS
# Kinds of characters, and how many bytes one has in UTF-8.
_ONE_BYTE, _BLANK, _DIGIT, _MARK, _TWO_BYTES, _THREE_BYTES, _WIDE_MARK, _FOUR_BYTES = range(8)
_BYTES_OF_KIND = np.array([1, 1, 1, 1, 2, 3, 3, 4])
_KINDS = 8
_SHORT = 80  # a line of fewer characters may be a label, a date, a heading
_NEIGHBOURS = (-3, -2, -1, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Look:
    """The features of a page's blocks, and how many reading units (Han characters, words) each block has."""

    rows: Numbers
    units: Numbers


def look(flow: Flow, window_title: str) -> Look:
    """Give the features of all blocks; rows in the order of the blocks."""
    if not flow.blocks:
        return Look(np.zeros((0, FEATURES), np.float32), np.zeros(0, np.float32))
    own = _own_rows(flow.blocks, window_title)
    units = own[:, 0].copy()
    links = own[:, 1] * units
    boxes = _box_rows(flow, units, links)
    at = np.array([block.box for block in flow.blocks])
    place = _places(flow, own, units)
    local = np.concatenate([_squash(own), boxes[at], place], axis=1)
    near = [_shifted(local[:, :_SHARED], by) for by in _NEIGHBOURS]
    windows = [_mean(local[:, :_SHARED], width) for width in (4, 10)]
    return Look(np.concatenate([local, *near, *windows], axis=1).astype(np.float32, copy=False), units)


def _own_rows(blocks: Sequence[Block], window_title: str) -> Numbers:
    """Units, link share, marks, ends a sentence, Han share, digit share, tail word, date, in the title, row, hidden.

    One row a block. Characters are counted for the whole page at once: by kind and block.
    """
    texts = [block.text for block in blocks]
    counts = _kinds_in_blocks(texts)
    size = np.maximum(counts.sum(axis=1), 1)
    bytes_ = counts @ _BYTES_OF_KIND
    han = (bytes_ - size) / 2  # a Han character has three bytes in UTF-8
    digits = counts[:, _DIGIT]
    words = np.where(han < size * 0.9, counts[:, _BLANK] + 1, 0)
    marks = counts[:, _MARK] + counts[:, _WIDE_MARK] + np.array([text.count(". ") for text in texts])
    links = np.array([block.link_chars for block in blocks])
    said = _sayings(texts, digits.tolist(), window_title)
    rest = np.array([(block.is_row, block.is_hidden) for block in blocks])
    shares = [han + words, np.minimum(links / size, 1.0), marks]
    ends = np.array([text.endswith(_ENDS) for text in texts])
    columns = [*shares, ends, np.minimum(han / size, 1.0), digits / size]
    return np.column_stack([*columns, said, rest]).astype(np.float32)


def _sayings(texts: list[str], digits: list[int], window_title: str) -> npt.NDArray[np.bool_]:
    """Tell of each short line: whether it holds a tail word, a date, and whether the window title holds it."""
    # Plain search: one pattern of all words is slower; most words stand nowhere on a page.
    whole = "\n".join([text for text in texts if len(text) < _SHORT]).lower()
    tail = [word for word in _TAIL if word in whole]
    rows = []
    for text, count in zip(texts, digits, strict=True):
        if len(text) >= _SHORT:
            rows.append((False, False, False))
            continue
        lowered = text.lower()
        is_dated = count > 0 and _DATE.search(lowered) is not None
        rows.append((any(word in lowered for word in tail), is_dated, len(text) > 3 and text in window_title))
    return np.array(rows)


def _kinds_in_blocks(texts: list[str]) -> npt.NDArray[np.int64]:
    """Count the characters of each kind in each text."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = np.array([len(text) for text in texts])
    starts = np.repeat(np.arange(len(texts)) * _KINDS, lengths)
    counts = np.bincount(starts + _kind_table()[codes], minlength=len(texts) * _KINDS)
    return counts.reshape(len(texts), _KINDS)


@cache
def _kind_table() -> npt.NDArray[np.uint8]:
    """The kind of each code point, once a process (1 MB)."""
    table = np.full(0x110000, _FOUR_BYTES, np.uint8)
    table[:0x10000], table[:0x800], table[:0x80] = _THREE_BYTES, _TWO_BYTES, _ONE_BYTE
    for mark in _MARKS:
        table[ord(mark)] = _MARK if mark.isascii() else _WIDE_MARK
    table[[ord(digit) for digit in "0123456789"]] = _DIGIT
    table[ord(" ")] = _BLANK
    return table


def _squash(own: Numbers) -> Numbers:
    units, marks = own[:, 0:1], own[:, 2:3]
    return np.concatenate(
        [
            np.log1p(units) / 4,
            np.minimum(units / 8, 1),
            own[:, 1:2],
            np.log1p(marks) / 2,
            marks / (units + 1),
            own[:, 3:],
        ],
        axis=1,
    )


def _box_rows(flow: Flow, units: Numbers, links: Numbers) -> Numbers:
    """Give for each box its kind, the labels above it, its depth, and how much text it and its parents hold."""
    count = len(flow.boxes)
    total, linked, blocks = [0.0] * count, [0.0] * count, [0] * count
    for block, size, link in zip(flow.blocks, units.tolist(), links.tolist(), strict=True):
        total[block.box] += size
        linked[block.box] += link
        blocks[block.box] += 1
    for index in range(count - 1, 0, -1):
        parent = flow.boxes[index].parent
        total[parent] += total[index]
        linked[parent] += linked[index]
        blocks[parent] += blocks[index]
    page = max(total[0], 1.0) if count else 1.0
    text, links_in, lines_in = np.array(total), np.array(linked), np.array(blocks)
    held = np.stack([np.log1p(text) / 8, text / page, links_in / (text + 1), np.log1p(lines_in) / 5], axis=1)
    above = np.array([max(box.parent, 0) for box in flow.boxes])
    kinds = np.zeros((count, 4))
    groups = [(index, _GROUPS[box.tag]) for index, box in enumerate(flow.boxes) if box.tag in _GROUPS]
    if groups:
        kinds[tuple(np.array(groups).T)] = 1.0
    inherited = _inherited(flow.boxes)
    return np.concatenate([kinds, inherited, held, held[above], held[above[above]]], axis=1).astype(np.float32)


def _inherited(boxes: Sequence[Box]) -> npt.NDArray[np.float64]:
    """Depth, good and bad labels above (fading with distance), and structural elements above; one row a box."""
    hints: dict[str, tuple[bool, bool]] = {}  # what the labels of this page say
    rows: list[tuple[float, float, float, float, float, float]] = []
    outermost = (0.0,) * 6
    for _, parent, tag, label, _ in boxes:
        depth, good, bad, article, aside, listed = rows[parent] if parent >= 0 else outermost
        if len(label) > 1:
            hint = hints.get(label)
            if hint is None:
                hint = hints[label] = (_GOOD.search(label) is not None, _BAD.search(label) is not None)
            good = 1.0 if hint[0] else good * 0.8
            bad = 1.0 if hint[1] else bad * 0.9
        if tag in _STRUCTURE:
            article = 1.0 if tag in _MAIN else article
            aside = 1.0 if tag in _ASIDE else aside
            listed = 1.0 if tag in _LISTS else listed
        rows.append((depth + 0.05, good, bad, article, aside, listed))
    return np.array(rows)


def _places(flow: Flow, own: Numbers, units: Numbers) -> Numbers:
    """Where the block stands: share of blocks and of text before it, after the title, and how much shares its kind."""
    count = len(flow.blocks)
    before = np.cumsum(units) - units
    titled = np.cumsum(own[:, 8]) > 0
    kinds: dict[tuple[str, str, int], float] = {}
    keys = []
    seen: dict[str, int] = {}
    for block, size in zip(flow.blocks, units.tolist(), strict=True):
        box = flow.boxes[block.box]
        key = (box.tag, box.label, box.parent)
        keys.append(key)
        kinds[key] = kinds.get(key, 0.0) + size
        seen[block.text] = seen.get(block.text, 0) + 1
    total = float(units.sum()) or 1.0
    same = np.array([kinds[key] for key in keys])
    twice = np.array([seen[block.text] > 1 for block in flow.blocks])
    return np.stack(
        [
            np.arange(count) / count,
            before / total,
            titled,
            same / total,
            np.log1p(same) / 8,
            twice,
            np.full(count, math.log1p(total) / 10),
        ],
        axis=1,
    ).astype(np.float32)


def _shifted(rows: Numbers, by: int) -> Numbers:
    out = np.zeros_like(rows)
    if by < 0:
        out[-by:] = rows[:by]
    else:
        out[:-by] = rows[by:]
    return out


def _mean(rows: Numbers, width: int) -> Numbers:
    """Give the mean over the blocks within `width` on both sides."""
    sums = np.concatenate([np.zeros((1, rows.shape[1]), np.float32), np.cumsum(rows, axis=0)])
    count = len(rows)
    low = np.maximum(np.arange(count) - width, 0)
    high = np.minimum(np.arange(count) + width + 1, count)
    return np.asarray((sums[high] - sums[low]) / (high - low)[:, None], dtype=np.float32)


_SHARED = 9  # columns that a block shows its neighbours: length, links, marks, sentence end, Han, digits, tail
_LOCAL = 13 + 22 + 7
FEATURES = _LOCAL + _SHARED * (len(_NEIGHBOURS) + 2)
