"""The title: the heading nearest the body that the window title confirms, else the window title trimmed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from scraper.dates import find_date
from scraper.flow import folded, mended_text
from scraper.mended import cut, join
from scraper.model import Block, Flow, Mended
from scraper.spoken import heading_below_menu, is_strange
from scraper.steps.extract.assets import anchor_of
from scraper.steps.extract.cells import joints
from scraper.steps.extract.looks import HEADINGS, look_of
from scraper.steps.extract.red_head import title_below
from scraper.steps.extract.tags import PageTags
from scraper.steps.extract.window import first_piece, names_no_article, portal_name, trim_window_title

_LEAST_BANNER = 4  # characters
_NOT_WORD = re.compile(r"[\W_]+")
# A window title that is the portal's name alone; a heading beside it needs not be confirmed.
_SITE_NAME = re.compile(
    r"^[^_|｜—–-]*(?:网|網|网站|網站|门户|門戶|政府|ホームページ|サイト|资讯网|資訊網|포털|누리집|청|[Pp]ortal|[Ww]ebsite)$"
)
_LEAST_BESIDE_SITE = 1.5
_ROOT = re.compile(r"(?:https?://[^/]+)?/?(?:\.{1,2}/)*(?:index\.\w{3,5}|default\.\w{3,5})?")
# Kinds of letters to an office, and marks of reports.
_BADGES = (
    "投诉",
    "咨询",
    "建议",
    "求助",
    "举报",
    "感谢",
    "表扬",
    "意见",
    "求决",
    "其他",
    "原创",
    "转载",
    "置顶",
    "头条",
)
_CLEAR = 3.0  # of a line's marks, from which on it may be the title
_MOST_SECTION = 6  # characters of a name in the breadcrumb that is hardly an article's own
_MOST_LINES, _MOST_OF_LINE = 3, 40
_MOST_ROWS = 40  # lines of labels that may stand above the title
_MOST_OF_WINDOW = 1.6  # a line so much of which is the window title may stand below a paragraph of the head
_OF_LEAF = 2.0  # for a line that the breadcrumb ends with
_COLUMN_MARK = re.compile(r"^【[^】]{2,40}】")  # before a title, of which the heading may show the rest only
_ABOUT = re.compile(r"(?<=[\u4e00-\u9fff])\s(?=关于|關於)")
_IN_BRACKETS = re.compile(r"\s?[（(][^（）()页頁]{1,30}[）)]")
_NOISE = re.compile(
    r"^(?:[（(][^（()）]*[)）]$|首页|正文|内容|详情|搜索|登录|导航|当前位置|您|关闭|打印|字体|分享|相关|上一篇|下一篇|网站首页|今天是|\d+$)"
)


@dataclass(frozen=True, slots=True)
class Title:
    """The title and the index of the block it was read from (-1: from a page tag or the window title)."""

    text: Mended
    block: int = -1


@dataclass(frozen=True, slots=True)
class Head:
    """Indices of the body's first block, the line with the date, the breadcrumb, the first paragraph (-1: none).

    `names`: of the breadcrumb, since a section's name is not the title; `rows`: the lines of labels, which are none
    either; `told`: what a label says that the title is; `leaf`: the breadcrumb's last name where that is no section's;
    `held`: the longest line that the window title holds; `is_bare`: that names no article;
    `repeated`: headings that stand on most pages of the host.
    """

    body: int
    info: int = -1
    crumbs: int = -1
    names: tuple[str, ...] = ()
    rows: frozenset[int] = frozenset()
    told: Mended | None = None
    paragraph: int = -1
    leaf: str = ""
    held: int = -1
    is_bare: bool = False
    repeated: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Told:
    """What else on the page gives the title, bare of marks: the window title, a page tag, the end of the breadcrumb."""

    window: str
    stated: str
    leaf: str
    first: str  # piece of the window title

    def confirm(self, bare: str) -> float:
        """Give how much a line gains by them."""
        score = 6.0 if len(bare) >= 3 and bare == self.stated else 0.0
        score += _OF_LEAF if bare and bare == self.leaf else 0.0
        score += _OF_LEAF if 2 <= len(bare) < 4 and bare == self.first else 0.0
        if len(bare) >= 4 and self.window:
            if bare in self.window:
                score += 2 + 4 * len(bare) / len(self.window)
            elif self.window in bare and len(self.window) >= 6:
                score += 2
        return score


def read_title(flow: Flow, tags: PageTags, head: Head, suffix: str = "") -> Title:
    """Choose the title; `suffix`: what the window titles of this host end with."""
    if head.told is not None:
        return _told(flow, head.told)
    stated = tags.first("articletitle")
    window = tags.window_title
    if (banner := _banner(flow, window.text)) >= 0:
        window, head = Mended(""), replace(head, rows=head.rows | {banner})
    names_none = names_no_article(flow, window.text, head.names, head.crumbs)
    is_bare = names_none or _SITE_NAME.search(window.text) is not None
    head = replace(head, is_bare=is_bare)
    best = _best_heading(flow, "" if names_none else window.text, stated.text if stated else "", head)
    if head.repeated and (best is None or best[0] < _CLEAR):  # a section may give all its articles one title
        head = replace(head, repeated=frozenset())
        best = _best_heading(flow, "" if names_none else window.text, stated.text if stated else "", head)
    if stated and len(stated.text) > 1 and (best is None or best[0] < 6):
        return Title(stated, _block_of(flow, stated.text))
    if best is not None and best[0] >= (_LEAST_BESIDE_SITE if is_bare else _CLEAR):
        return _from_heading(flow, best[1], trim_window_title(window, suffix))
    social = tags.first("og:title", "twitter:title", "dc.title")
    if window.text:
        return Title(trim_window_title(window, suffix))
    if social:
        return Title(social)
    return Title(mended_text(flow.blocks[best[1]]), best[1]) if best else Title(Mended(""))


def _banner(flow: Flow, window: str) -> int:
    """Give the first line where it is the window title too and the page speaks of another heading instead; else -1."""
    first = next((at for at, block in enumerate(flow.blocks) if not block.is_hidden), -1)
    if first < 0 or len(flow.blocks[first].text) < _LEAST_BANNER or not window.startswith(flow.blocks[first].text):
        return -1
    lines = folded(flow).split("\n")
    below = heading_below_menu(flow.blocks, lines, first)
    if below < 0:
        return -1
    # The portal's name alone, above its menu: then a heading below that is what the page is about.
    is_name = window == flow.blocks[first].text and not flow.blocks[first].link_chars
    is_named = is_name and flow.boxes[flow.blocks[below].box].tag in HEADINGS
    return first if is_named or is_strange(flow.blocks, lines, first) else -1


def _told(flow: Flow, told: Mended) -> Title:
    """Give what a label tells, or the line that says the same and more."""
    bare = _bare(told.text)
    for index, block in enumerate(flow.blocks):
        if len(block.text) <= 200 and flow.boxes[block.box].tag in HEADINGS and bare in _bare(block.text):
            return Title(mended_text(block), index)
    return Title(told, _block_of(flow, told.text))


def _from_heading(flow: Flow, index: int, window: Mended) -> Title:
    """Give the heading, or the trimmed window title where the heading is broken or lacks what stands in brackets."""
    if below := title_below(flow, index):
        return Title(join([mended_text(flow.blocks[at]) for at in below], ""), below[-1])
    last = _last_fragment(flow, index, window.text)
    if last is not None:
        return Title(_unbroken(window), last)
    lines = _lines_of_heading(flow, index)
    if len(lines) > 1:
        return Title(_unbroken(join([mended_text(flow.blocks[at]) for at in lines], " ")), lines[-1])
    heading = _unbadged(flow.blocks[index])
    mark = _COLUMN_MARK.match(window.text)
    is_same = mark is not None and _bare(window.text[mark.end() :]) == _bare(heading.text)
    is_same |= _IN_BRACKETS.fullmatch(window.text.removeprefix(heading.text)) is not None
    return Title(window if is_same else _undated(flow.blocks[index], heading, window.text), index)


def _unbroken(title: Mended) -> Mended:
    """Take out the blank for a broken line between the office and what it writes about: 市水利局 关于…的通知."""
    hit = _ABOUT.search(title.text)
    return join([cut(title, 0, hit.start()), cut(title, hit.end(), len(title.text))], "") if hit else title


def _unbadged(block: Block) -> Mended:
    """Leave out what kind of letter it is, which stands in an element of its own before the letter's subject."""
    whole, badge = mended_text(block), block.pieces[0].plain.strip()
    is_badge = len(block.pieces) > 1 and badge.strip("[]【】（）()") in _BADGES and whole.text.startswith(badge)
    return cut(whole, len(badge), len(whole.text)) if is_badge else whole


def _lines_of_heading(flow: Flow, index: int) -> list[int]:
    """Give the lines of a heading that `<br>` breaks in two or three."""
    box = flow.blocks[index].box
    lines = [at for at in range(max(0, index - 2), min(index + 3, len(flow.blocks))) if flow.blocks[at].box == box]
    if any(flow.blocks[at].link_chars > len(flow.blocks[at].text) / 2 for at in lines):
        return [index]
    texts = [flow.blocks[at].text for at in lines]
    is_short = len(lines) <= _MOST_LINES and not any(len(text) > _MOST_OF_LINE or find_date(text) for text in texts)
    return lines if box >= 0 and flow.boxes[box].tag in HEADINGS and is_short else [index]


def _undated(block: Block, heading: Mended, window: str) -> Mended:
    """Leave out a date behind the title that the window title has not: `<h2>…<small>(2024-05-21)</small></h2>`.

    Where the window title says something else, one in brackets and in an element of its own.
    """
    edge = next(iter(joints(block)[-1:]), 0)
    if edge and heading.text[edge : edge + 1] in tuple("([（【") and heading.text == block.text:
        window = heading.text[:edge].rstrip()
    rest = heading.text.removeprefix(window)
    date = find_date(rest) if window and rest != heading.text else None
    return cut(heading, 0, len(window)) if date and rest.strip(" \u3000()（）[]【】") == date else heading


def _best_heading(flow: Flow, window: str, stated: str, head: Head) -> tuple[float, int] | None:
    best: tuple[float, int] | None = None
    told = _Told(_bare(window), _bare(stated), _bare(head.leaf), _bare(first_piece(window)))
    beside = {head.crumbs, *head.rows}
    rows = [at for at in head.rows if at < head.body + _MOST_ROWS]
    last = max(head.body, head.info, head.paragraph, head.held, *rows) + 4
    further = [at for at in range(last, len(flow.blocks)) if is_heading(flow, at) and flow.blocks[at].text in window]
    portal = portal_name(flow, window)
    for index in (*range(min(last, len(flow.blocks))), *further):
        block = flow.blocks[index]
        text = block.text
        if block.is_hidden or index in beside or not 2 <= len(text) <= 200 or _NOISE.match(text):
            continue
        score = look_of(flow, index, is_bare=head.is_bare) + told.confirm(_bare(text))
        is_below = 0 <= head.paragraph < index and len(text) * _MOST_OF_WINDOW < len(window)
        score += _nearness(index, head) - (3 if is_below else 0)
        if block.link_chars > len(text) / 2 or text in head.names:
            is_section = text in head.names and len(text) <= _MOST_SECTION and flow.boxes[block.box].tag != "h1"
            score -= 8 if score >= _CLEAR and _leads_home(block) else 6 if is_section else 2
        score -= 6 if text == portal or index in head.repeated else 0
        if text.endswith(("。", "；", ";", "：", ":")):
            score -= 2
        if best is None or score > best[0]:
            best = (score, index)
    return best


def _leads_home(block: Block) -> bool:
    """Tell whether a line is a link to the portal's first page: its name, not an article's."""
    anchors = (anchor_of(piece) for piece in block.pieces if piece.is_link)
    return any(anchor is not None and _ROOT.fullmatch(anchor.get("href") or "") is not None for anchor in anchors)


def _last_fragment(flow: Flow, index: int, window: str) -> int | None:
    """Give the last line of a heading that is broken into lines which the window title holds whole; else None."""
    whole, own = _bare(window), _bare(flow.blocks[index].text)
    if not own or own not in whole or len(own) >= 0.8 * len(whole):
        return None
    box = flow.blocks[index].box
    found = [index]
    for step in (1, -1):
        at = index + step
        while 0 <= at < len(flow.blocks) and flow.blocks[at].box == box and _bare(flow.blocks[at].text) in whole:
            found.append(at)
            at += step
    return max(found) if len(found) > 1 and flow.boxes[box].tag not in ("body", "ul", "tr") else None


def is_heading(flow: Flow, index: int) -> bool:
    """Tell whether a line stands in a heading of the first levels."""
    return flow.boxes[flow.blocks[index].box].tag in ("h1", "h2")


def _nearness(index: int, head: Head) -> float:
    """Reward the line right above the date or the body."""
    gap = head.info - index if head.info >= 0 else head.body - index
    if gap == 1:
        return 3.0
    if gap == 0 and head.info < 0:
        return 2.0  # the classifier took the title for the body's first line
    if gap == 2:
        return 2.0
    return 1.0 if 0 < gap <= 4 else 0.0


def _block_of(flow: Flow, text: str) -> int:
    bare = _bare(text)
    return next((at for at, block in enumerate(flow.blocks) if _bare(block.text) == bare), -1)


def _bare(text: str) -> str:
    return _NOT_WORD.sub("", text).lower()
