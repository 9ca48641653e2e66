"""What stands below the article: tools, editors, links, a site's disclaimer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from scraper.model import Block, Flow
from scraper.rules import rows

_END = re.compile(
    r"^\W{0,3}(?:责任编辑|責任編輯|责编|上一篇|下一篇|上一条|下一条|相关(?:链接|阅读|新闻|文章|信息|稿件|附件：?$)|扫一扫|分享到|"
    r"打印本页|关闭窗口|"
    r"【?(?:(?:我要)?打印|关闭|返回|字体)|主办(?=.*(?:承办|协办|备案|标识码|版权|技术支持|维护))|主办(?:单位)?[:：]\S{0,16}(?:政府|委员会|办公室)$|版权所有|网站标识码|浏览次数|点击数|阅读次数|您是(?:本站)?第|回上[一]?[頁页]|返回(?:列表|上一)|(?:编辑|责编|审核|校对|监制)\s?[丨｜|:：]|初审|复审|终审|"
    r"(?:免责|版权|特别)声明|(?:声明[:：]\s?)?本(?:网站|站|网)(?:转载|内容|所载|刊载|所有)|"
    r"(?:END|THE END|The End)\W{0,3}$|"
    r"我要评论|最新评论|发表评论|网友(?:评论|留言|意见)|继续阅读|延伸阅读|"
    r"À lire aussi|Lire aussi|Articles liés|See also|"
    r"Share this|Related (?:articles|stories)|(?:Page )?[Vv]isitor [Cc]ount|"
    r"Was this (?:page|information)|Did you find (?:this|what)|¿?(?:Cómo fue tu experiencia|Te (?:fue|ha sido) útil)|"
    r"Quanto sono chiare|Esta página foi útil|Cette page vous|War diese Seite|Чи була ця|Была ли (?:эта )?страница|"
    r"Возврат к списку|이 페이지에서 제공|このページ(?:に関する|の内容は)|より良いウェブサイト)"
)
MIN_RICH_CHARS = 80
MIN_SENTENCE_CHARS = 20
_MAX_END_CHARS = 60
_MOST_OF_WORD = 30  # characters of a line that a single word makes the end of an article
_MOST_NOTICE = 400
_LINES = 25  # at the end of the body
SENTENCE_ENDS = ("。", "！", "？", "；")
_TIMES, _TIMES_CHOSEN = 2, 1  # what stands above such a line against what stands below; where it was taken for text
_SENTENCES = 3
_STOPS = (*SENTENCE_ENDS, ".", "।", "؟", "།")
_ADDRESS = re.compile("^.{0,20}地址[:：].{2,60}(?:電話|电话|邮编|邮政编码|傳真|传真|備案|备案)")
_OF_SITE = re.compile(r"\W{0,3}(?:本|免责|版权|特别|声明|您是)")
_LABEL_CHARS = 8
_BEFORE = " ¿¡«»›<>|·•-–—【[（(「#*"  # marks before the words
_UNSPACED = "\u0e00"  # from Thai on scripts set no blanks between words
_KEY = 3  # characters by which the rows are found
# What an article that was copied from WeChat asks its readers to do: 点击上方蓝字关注我们 | 长按二维码关注“某某发布”.
_MOST_INVITATION = 30  # characters
_INVITES = re.compile(
    r"\W*(?:点击|點擊|长按|長按|扫描|扫一扫|扫码|识别|戳)[^，。：:；]{0,12}?(?:蓝字|藍字|蓝色|名片|卡片|二维码|关注|關注)"
    r"(?:[^，。：:；]{0,16}|[，,]?(?:关注|關注)[^，。：:；]{0,16})"
)


def without_tail(flow: Flow, chosen: Sequence[int]) -> tuple[int, ...]:
    """Drop what stands below the article: all from a line of tools, editors or links on that no text follows.

    Such a line ends the article too where it was not taken for text itself, and little stands below it.
    """
    kept = list(chosen)
    if not kept:
        return ()
    place = len(kept)
    for index in range(kept[-1], kept[max(len(kept) - _LINES, 1) - 1], -1):
        while place and kept[place - 1] >= index:
            place -= 1
        if not place or not _ends(flow, index, kept[place - 1]):
            continue
        is_chosen = place < len(kept) and kept[place] == index
        rest = kept[place + is_chosen :]
        is_sure = is_chosen and _END.match(flow.blocks[index].text) is not None
        if not _is_poor(flow, rest, _enough_after(flow.blocks[index].text)):
            continue
        if (is_sure and not _goes_on(flow, kept[:place], rest)) or _is_little(
            flow, kept[:place], rest, _TIMES_CHOSEN if is_chosen else _TIMES
        ):
            del kept[place:]
    return tuple(kept)


def _is_said(text: str) -> bool:
    """Tell whether a line is a sentence of several clauses that only begins like a tool (分享一张照片，是乐事。)."""
    is_sentence = text.endswith("。") and "，" in text and not _OF_SITE.match(text)
    return is_sentence and not any(mark in text[:_LABEL_CHARS] for mark in "：:【")


def is_tool(text: str) -> bool:
    """Tell whether a short line is a tool of the page (share, print) or tells how many comments there are."""
    if len(text) > _MOST_OF_WORD or text.endswith(SENTENCE_ENDS) or text.startswith("主办"):
        return False  # who holds an event stands in its announcement too
    return _where(text) == "tail" or _END.match(text) is not None


def is_invitation(text: str) -> bool:
    """Tell whether a line only asks to follow an account; the text may go on below it."""
    if len(text) > _MOST_INVITATION or not any(word in text for word in ("关注", "關注")):
        return False
    return _INVITES.fullmatch(text) is not None


def _size(flow: Flow, indices: Sequence[int]) -> int:
    return sum(len(flow.blocks[at].text) for at in indices)


def _is_little(flow: Flow, above: list[int], below: list[int], times: int) -> bool:
    """Tell whether the text stands above rather than below: by size, and by where its sentences are."""
    if _size(flow, below) * times >= _size(flow, above):
        return False
    said_above, said_below = (any(flow.blocks[at].text.endswith(_STOPS) for at in part) for part in (above, below))
    return said_above or not said_below


def _goes_on(flow: Flow, above: list[int], below: list[int]) -> bool:
    """Tell whether most of the text stands below, sentence by sentence: 网友留言 may be the name of a tab too."""
    said = sum(flow.blocks[at].text.endswith(SENTENCE_ENDS) for at in below)
    return said >= _SENTENCES and _size(flow, below) > _size(flow, above)


def _ends(flow: Flow, index: int, above: int) -> bool:
    """Tell whether a line is one that stands below articles; `above`: the last line of the text before it."""
    block = flow.blocks[index]
    text = block.text
    if block.is_hidden or len(text) > _MOST_NOTICE:
        return False
    if len(text) <= _MAX_END_CHARS and _END.match(text):
        return not _is_said(text)
    if "址" in text and _ADDRESS.search(text):
        return flow.boxes[block.box].parent != flow.boxes[flow.blocks[above].box].parent
    where = _where(text)
    if where == "tail":  # Share your memories with the museum by May. — among paragraphs that is one
        is_said = text.endswith(".") and _kind(flow, block) == _kind(flow, flow.blocks[above])
        return len(text) <= _MAX_END_CHARS and not is_said
    if where == "apart":
        return len(text) <= _MAX_END_CHARS and flow.boxes[block.box].parent != flow.boxes[flow.blocks[above].box].parent
    is_short = where == "notice" or len(text) <= _MAX_END_CHARS
    return where is not None and is_short and _kind(flow, block) != _kind(flow, flow.blocks[above])


def _kind(flow: Flow, block: Block) -> tuple[int, str, str]:
    box = flow.boxes[block.box]
    return box.parent, box.tag, box.label


def _where(line: str) -> str | None:
    """Give what the row says whose words the line begins with; None where there is none."""
    text = line[:_MAX_END_CHARS].lstrip(_BEFORE).casefold()
    for words, where in (*_rows().get(text[:_KEY], ()), *_rows().get(text[:1], ())):
        if not text.startswith(words):
            continue
        after = text[len(words) : len(words) + 1]
        is_whole = not after.isalpha() or after >= _UNSPACED
        if is_whole and (where != "tail" or not words.isalpha() or len(line) <= _MOST_OF_WORD):
            return where
    return None


@cache
def _rows() -> dict[str, tuple[tuple[str, str], ...]]:
    """Read data/rules/tails.tsv, once a process: words and where they stand, by how they begin."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for words, where, _ in rows("rules/tails.tsv"):
        found[words[:_KEY]] = (*found.get(words[:_KEY], ()), (words, where))
    return found


def _enough_after(text: str) -> int:
    """Give how long a sentence below such a line must be to show that the article goes on there.

    A line that is itself a sentence of several clauses (编辑：由文化站负责，每季一期。) is hardly a tool; one that asks
    to follow an account may stand amid the text.
    """
    is_weak = (text.endswith("。") and "，" in text) or is_invitation(text)
    return MIN_SENTENCE_CHARS if is_weak else MIN_RICH_CHARS


def _is_poor(flow: Flow, rest: list[int], enough: int) -> bool:
    """Tell whether hardly a sentence stands in these blocks: none of more than `enough` characters."""
    for block in (flow.blocks[at] for at in rest):
        is_text = enough == MIN_RICH_CHARS or block.text.endswith(SENTENCE_ENDS)
        is_rich = is_text and len(block.text) > enough and not block.is_linked
        if is_rich and _where(block.text) != "notice":
            return False
    return True
