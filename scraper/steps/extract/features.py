"""What the block classifier sees of a page: one row of numbers a block."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

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
    r"\d{4}\s?[-年/.]\s?\d{1,2}|\d{1,2}:\d\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d",
    re.IGNORECASE,
)
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
    own = np.array([_own(block, window_title) for block in flow.blocks], dtype=np.float32)
    units = own[:, 0].copy()
    links = own[:, 1] * units
    boxes = _box_rows(flow, units, links)
    at = np.array([block.box for block in flow.blocks])
    place = _places(flow, own, units)
    local = np.concatenate([_squash(own), boxes[at], place], axis=1)
    near = [_shifted(local[:, :_SHARED], by) for by in _NEIGHBOURS]
    windows = [_mean(local[:, :_SHARED], width) for width in (4, 10)]
    return Look(np.concatenate([local, *near, *windows], axis=1).astype(np.float32), units)


def _own(block: Block, window_title: str) -> tuple[float, ...]:
    """Units, link share, marks, ends a sentence, Han share, digit share, tail word, date, in the title, row, hidden."""
    text = block.text
    size = len(text) or 1
    han = (len(text.encode("utf-8", "surrogatepass")) - size) / 2  # a Han character has three bytes in UTF-8
    words = text.count(" ") + 1 if han < size * 0.9 else 0
    marks = sum(map(text.count, _MARKS)) + text.count(". ")
    digits = sum(map(text.count, "0123456789"))
    short = size < 80
    return (
        han + words,
        min(block.link_chars / size, 1.0),
        marks,
        text.endswith(_ENDS),
        min(han / size, 1.0),
        digits / size,
        short and _has_tail_word(text),
        short and digits > 0 and _DATE.search(text) is not None,
        size > 3 and short and text in window_title,
        block.is_row,
        block.is_hidden,
    )


def _has_tail_word(text: str) -> bool:
    """Tell whether a line holds a word of what stands around articles (plain search: one pattern of all is slower)."""
    lowered = text.lower()
    return any(word in lowered for word in _TAIL)


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
    hints: dict[str, tuple[bool, bool]] = {}
    rows: list[tuple[float, ...]] = []
    kinds = np.zeros((count, 4))
    for index, box in enumerate(flow.boxes):
        rows.append(_inherited(box, rows[box.parent] if box.parent >= 0 else (0.0,) * 6, hints))
        group = _GROUPS.get(box.tag)
        if group is not None:
            kinds[index, group] = 1.0
    return np.concatenate([kinds, np.array(rows), held, held[above], held[above[above]]], axis=1).astype(np.float32)


def _inherited(box: Box, above: tuple[float, ...], hints: dict[str, tuple[bool, bool]]) -> tuple[float, ...]:
    """Depth, good and bad labels above (fading with distance), and structural elements above.

    `hints` remembers what the labels of this page say.
    """
    depth, good, bad, article, aside, listed = above
    label, tag = box.label, box.tag
    if len(label) > 1:
        hint = hints.get(label)
        if hint is None:
            hint = hints[label] = (_GOOD.search(label) is not None, _BAD.search(label) is not None)
        good = 1.0 if hint[0] else good * 0.8
        bad = 1.0 if hint[1] else bad * 0.9
    return (
        depth + 0.05,
        good,
        bad,
        1.0 if tag in _MAIN else article,
        1.0 if tag in _ASIDE else aside,
        1.0 if tag in _LISTS else listed,
    )


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
