"""The red head of a document (发文机关标志, GB/T 9704-2012, 7.2.4): 某市人民政府文件 above its number and its title."""

from __future__ import annotations

import re

from scraper.model import Flow
from scraper.steps.extract.numbers import is_number

_MARK = re.compile(r"[\u4e00-\u9fff（）\s]{2,40}文件")
_TO_WHOM = re.compile(r"[:：。；]$")
_MOST_BETWEEN = 3  # lines from the mark to the number
_MOST_LINES, _MOST_OF_LINE = 4, 45


def title_below(flow: Flow, index: int) -> range:
    """Give the lines of the title where this one is the mark: from below the number up to whom the document goes to."""
    if _MARK.fullmatch(flow.blocks[index].text) is None:
        return range(0)
    texts = [block.text for block in flow.blocks[index + 1 : index + 2 + _MOST_BETWEEN + _MOST_LINES]]
    number = next((at for at, text in enumerate(texts[:_MOST_BETWEEN]) if is_number(text)), -1)
    begin = end = number + 1
    while end < len(texts) and len(texts[end]) <= _MOST_OF_LINE and not _TO_WHOM.search(texts[end]):
        end += 1
    is_title = number >= 0 and begin < end < len(texts) and end - begin <= _MOST_LINES
    return range(index + 1 + begin, index + 1 + end) if is_title else range(0)
