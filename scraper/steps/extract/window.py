"""The window title: whether it names the article at all, and what of it does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.mended import cut
from scraper.model import Flow, Mended
from scraper.steps.extract.crumbs import LEAF
from scraper.steps.extract.runs import SIGNER, signs

_BREAK = re.compile(
    r"\s?(?:[_|｜]|—{1,2}|–|(?<!\w)-(?!\w)|(?<=[\u4e00-\u9fff”》)）])-(?=[\u4e00-\u9fff])|\s-\s|>>|«|»|::|·)\s?"
)
# What editors of pages call one that nobody named.
_UNNAMED = re.compile(
    r"(?i:new page \d+|untitled(?: document| page)?|document|web page)|无标题文档|無標題文件|新建?网页\s?\d*|网页标题"
)


def names_no_article(flow: Flow, window: str, sections: Sequence[str], crumbs: int) -> bool:
    """Tell whether a window title says "details", or is a section's name that no line but the breadcrumb's is.

    留言详情 - 某市留言板 says so. `crumbs`: the breadcrumb's block.
    """
    if _UNNAMED.fullmatch(window) or any(LEAF.fullmatch(piece) for piece in _BREAK.split(window)):
        return True
    if any(block.text == window and signs(flow, at) for at, block in enumerate(flow.blocks)):
        return True  # the office's name alone
    return window in sections and not any(
        block.text == window and not block.link_chars and index != crumbs for index, block in enumerate(flow.blocks)
    )


def portal_name(flow: Flow, window: str) -> str:
    """Give the last piece of a window title where a line above that of the first, longer one says it; else nothing.

    Of 标题-某市民政局 the last piece is the portal's name, which its pages show above the article's title. Where it is
    an office's name, the first may be shorter (公告-某县人民法院), and the name may stand anywhere.
    """
    pieces = _BREAK.split(window)
    is_office = len(pieces) > 1 and SIGNER.fullmatch(pieces[-1]) is not None
    if len(pieces) < 2 or (len(pieces[0]) <= len(pieces[-1]) and not is_office):
        return ""
    texts = [block.text for block in flow.blocks]
    above, below = (texts.index(piece) if piece in texts else -1 for piece in (pieces[-1], pieces[0]))
    return pieces[-1] if 0 <= above < below or (is_office and above >= 0 <= below) else ""


def first_piece(window: str) -> str:
    """Give what a window title begins with, up to its first separator."""
    return _BREAK.split(window, maxsplit=1)[0]


def trim_window_title(window: Mended, suffix: str) -> Mended:
    """Take the site's name off a window title: the known suffix, else the shorter end after a separator."""
    text = window.text
    if suffix and text.endswith(suffix) and len(text) > len(suffix):
        return cut(window, 0, len(text.removesuffix(suffix).rstrip(" _-|—–·")))
    breaks = list(_BREAK.finditer(text))
    if not breaks:
        return window
    pieces = []
    start = 0
    for hit in breaks:
        pieces.append((start, hit.start()))
        start = hit.end()
    pieces.append((start, len(text)))
    first, longest = pieces[0], max(pieces, key=lambda piece: piece[1] - piece[0])
    chosen = first if (first[1] - first[0]) >= 8 or first == longest else longest
    return cut(window, *chosen)
