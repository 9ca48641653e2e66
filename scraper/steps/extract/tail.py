"""What stands below the article: tools, editors, links, a site's disclaimer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.model import Flow

_END = re.compile(
    r"^\W{0,3}(?:责任编辑|責任編輯|责编|上一篇|下一篇|上一条|下一条|相关(?:链接|阅读|新闻|文章|信息|稿件|附件：?$)|扫一扫|分享到|"
    r"打印本页|关闭窗口|"
    r"【?(?:打印|关闭|返回|字体)|主办(?=.*(?:承办|协办|备案|标识码|版权|技术支持|维护))|主办(?:单位)?[:：]\S{0,16}(?:政府|委员会|办公室)$|版权所有|网站标识码|浏览次数|点击数|阅读次数|您是(?:本站)?第|回上[一]?[頁页]|返回(?:列表|上一)|编辑[:：]|初审|复审|终审|"
    r"(?:免责|版权|特别)声明|本(?:网站|站|网)(?:转载|内容|所载|刊载|所有)|"
    r"我要评论|最新评论|网友评论|发表评论|网友留言|继续阅读|延伸阅读|À lire aussi|Lire aussi|Articles liés|See also|"
    r"Share this|Related (?:articles|stories)|(?:Page )?[Vv]isitor [Cc]ount|"
    r"Was this (?:page|information)|Did you find (?:this|what)|¿?(?:Cómo fue tu experiencia|Te (?:fue|ha sido) útil)|"
    r"Quanto sono chiare|Esta página foi útil|Cette page vous|War diese Seite|Чи була ця|Была ли (?:эта )?страница|"
    r"Возврат к списку|이 페이지에서 제공|このページ(?:に関する|の内容は)|より良いウェブサイト)"
)
MIN_RICH_CHARS = 80
MIN_SENTENCE_CHARS = 20
_MAX_END_CHARS = 60
SENTENCE_ENDS = ("。", "！", "？", "；")


def without_tail(flow: Flow, chosen: Sequence[int]) -> tuple[int, ...]:
    """Drop what stands below the article: all from a line of tools, editors or links on that no text follows."""
    kept = list(chosen)
    for place in range(len(kept) - 1, max(len(kept) - 25, 0), -1):
        text = flow.blocks[kept[place]].text
        if len(text) <= _MAX_END_CHARS and _END.match(text) and _is_poor(flow, kept[place + 1 :], _enough_after(text)):
            del kept[place:]
    return tuple(kept)


def _enough_after(text: str) -> int:
    """Give how long a sentence below such a line must be to show that the article goes on there.

    A line that is itself a sentence of several clauses (编辑：由文化站负责，每季一期。) is hardly a tool.
    """
    return MIN_SENTENCE_CHARS if text.endswith("。") and "，" in text else MIN_RICH_CHARS


def _is_poor(flow: Flow, rest: list[int], enough: int) -> bool:
    """Tell whether hardly a sentence stands in these blocks: none of more than `enough` characters."""
    for block in (flow.blocks[at] for at in rest):
        is_text = enough == MIN_RICH_CHARS or block.text.endswith(SENTENCE_ENDS)
        if is_text and len(block.text) > enough and block.link_chars < len(block.text) / 2:
            return False
    return True
