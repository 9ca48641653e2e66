"""The part of the page that is the body: scores of blocks, the box that gathers most of them, its blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.model import Block, Flow

_SENTENCE = re.compile(r"[。！？；，、：]|[.!?,;](?:\s|$)")
_TAIL = re.compile(
    r"^(?:责任编辑|編輯|编辑|分享到?|打印|关闭|上一篇|下一篇|相关(?:链接|阅读|新闻|文章|信息)|扫一扫|版权所有|主办|承办|备案|浏览次数|字体|【?(?:打印|关闭|字体)|Copyright)",
    re.IGNORECASE,
)


def guess(block: Block) -> float:
    """Give a first guess from -1 to 1 whether a block is of the body, from the block alone."""
    size = len(block.text)
    if not size or block.is_hidden or _TAIL.match(block.text):
        return -1.0
    share = block.link_chars / size
    if share > 0.5:
        return -1.0
    marks = len(_SENTENCE.findall(block.text))
    if size >= 25 and marks >= 1:
        return 1.0 - share
    return 0.1 if marks else -0.2


def members(flow: Flow, box: int) -> list[int]:
    """Give the indices of the blocks within a box, in reading order."""
    inside = {box}
    for index in range(box + 1, len(flow.boxes)):
        if flow.boxes[index].parent in inside:
            inside.add(index)
    return [index for index, block in enumerate(flow.blocks) if block.box in inside]


def best_box(flow: Flow, scores: Sequence[float]) -> int | None:
    """Give the tightest box with the highest sum of score times length; None where no block scores."""
    sums = [0.0] * len(flow.boxes)
    for block, score in zip(flow.blocks, scores, strict=True):
        if block.box >= 0:
            sums[block.box] += score * min(len(block.text) + 5, 500)
    for index in range(len(flow.boxes) - 1, 0, -1):
        parent = flow.boxes[index].parent
        if parent >= 0:
            sums[parent] += sums[index]
    if not sums:
        return None
    best = max(range(len(sums)), key=lambda index: (sums[index], index))
    return best if sums[best] > 0 else None
