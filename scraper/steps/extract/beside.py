"""What stands beside the date without a label: the office or the paper that a text comes from, and who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lxml.html import HtmlElement

from scraper.dates import find_date
from scraper.flow import mended_text
from scraper.model import Block, Flow, Mended, Piece
from scraper.steps.extract.cells import joints
from scraper.steps.extract.headed import TODAY
from scraper.steps.extract.info import Info

# How names of Chinese media and offices end.
OFFICE = re.compile(
    r"[\u4e00-\u9fff·（）]{1,16}(?:网|報|报|通讯社|社|台|融媒体?|融媒体中心|客户端|政府|人大|政协|政協|局|厅|廳|署|處|处|科|"
    r"委|委员会|委員會|办|办公室|辦公室|中心|部|法院|检察院|学院|大学|医院|集团|公司|街道|协会|总队|支队|大队|管委会|馆|所|站|社区|村|镇|乡)"
)
_MOST_LINE = 80  # characters
# Of microformats (h-card, hAtom) and the link type of HTML: https://html.spec.whatwg.org/#link-type-author
_AUTHOR = frozenset({"author", "vcard", "byline", "p-author"})
_LEVELS = 3
_NEAR = (0, 1, 2, -1, 3)  # lines
_SEATS = frozenset({"li", "div", "dd", "p"})  # of what a head lists
_BY = re.compile(
    r"^\W*(?:(?:(?:posted |written |published )?by|via|von|par|por|di|de|door|av|af|oleh)(?:[\s:]+|$)"
    r"|由\s?|[^\s:：]{1,6}[:：]\s?)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"\d|[:：@/]|^(?:admin|administrator|root|webmaster|editor|staff)$|^\W+$", re.IGNORECASE)
_MOST_NAME = 40


def read_beside(flow: Flow, rows: Sequence[int], chosen: Sequence[int], infos: Sequence[Info]) -> Iterator[Info]:
    """Give what the head's lines tell without a label; `rows`: that with the date and the title (-1: there is none).

    Lines right beside these may tell it. `infos`: what labels tell; a value of theirs is nothing else.
    """
    inside, known = frozenset(chosen), {info.value.text for info in infos}
    near = dict.fromkeys(at + by for at in rows if at >= 0 for by in _NEAR)
    for at in near:
        block = flow.blocks[at] if 0 <= at < len(flow.blocks) else None
        if block is None or at in inside or block.is_hidden or block.is_row or len(block.text) > _MOST_LINE:
            continue
        author = _author(block)
        if author:
            known.add(author)
            yield Info("author", Mended(author), at, at)
        if find_date(block.text) is not None and TODAY.search(block.text) is None:
            yield from (
                Info("beside", Mended(part), at, at)
                for part in _parts(block)
                if part not in known and OFFICE.fullmatch(part)
            )
        elif abs(at - rows[0]) == 1 and _is_office_beside(flow, at, rows[0]) and block.text not in known:
            yield Info("beside", mended_text(block), at, at)


def _is_office_beside(flow: Flow, at: int, dated: int) -> bool:
    """Tell whether a line is the name of an office and no link, in an element beside that of the date: `<li>…</li>`."""
    block, home = flow.blocks[at], flow.boxes[flow.blocks[dated].box]
    if block.link_chars or OFFICE.fullmatch(block.text) is None:
        return False
    box = flow.boxes[block.box]
    return box.parent == home.parent and box.tag == home.tag and box.tag in _SEATS


def _parts(block: Block) -> Iterator[str]:
    """Give what stands between blanks, upright marks and the borders of elements."""
    edges = [0, *joints(block), len(block.text)]
    for start, end in pairwise(edges):
        yield from re.split(r"[\s|｜]+", block.text[start:end])


def _author(block: Block) -> str:
    """Give the text whose element the page marks as the author's name; a word for "by" before it is none of it."""
    marked = "".join(piece.plain if _is_of_author(piece) else "\n" for piece in block.pieces)
    for line in marked.split("\n"):
        name = _BY.sub("", " ".join(line.split())).strip(" ,，|·•-–—")
        if (1 if name[:1] > "z" else 2) < len(name) <= _MOST_NAME and not _NO_NAME.search(name):
            return name
    return ""


def _is_of_author(piece: Piece) -> bool:
    element, slot, _, _ = piece
    inner = element.getparent() if slot == "tail" else element
    return inner is not None and _is_author(inner)


def _is_author(element: HtmlElement) -> bool:
    for _ in range(_LEVELS):
        classes = (element.get("class") or "").lower().split()
        if element.get("rel") == "author" or not _AUTHOR.isdisjoint(classes) or element.get("itemprop") == "author":
            return True
        above = element.getparent()
        if above is None:
            return False
        element = above
    return False
