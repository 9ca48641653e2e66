"""Names that no list of words knows, with the doors that sellers put to them: 雾隐登录, 北辰圈官网, 星罗盘安装.

A list of such names is nothing that an office writes between its own paragraphs. What tells it is not the name but its
place, that the page says nothing of it, and that it comes with a second one, repeats over the host, or leads elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.model import Block
from scraper.spoken import MIN_REST_CHARS, share_said
from scraper.steps.purge.lexicon import has_sentence, is_official, is_spam_phrase, numbers_of_lines, phrases
from scraper.steps.purge.offers import warns
from scraper.wordlist import Wordlist

HALF = 0.5  # of the phrases of a list
MIN_DOORS = 2  # of a list that neither repeats over the host nor leads elsewhere
MIN_CHARS, MAX_CHARS = 4, 120
MAX_NAME_CHARS = 14
PARAGRAPH_CHARS = 12
_ENDS = (
    "官网", "官方", "官宣", "登录", "登陆", "注册", "开户", "入口", "网址", "下载", "安装", "版本", "直营", "线路",
    "客户端", "手机版", "全站",
)  # fmt: skip
_LIST = Wordlist(_ENDS)
_DOOR = re.compile(
    rf"^(\S{{2,{MAX_NAME_CHARS}}}?)(?:{'|'.join(_ENDS)})(?:{'|'.join([*_ENDS, 'app', '平台', '地址'])})*$"
)
# What an office calls the one who enters, or what is fetched there: no names.
_COMMON = re.compile(
    r"用户|会员|点击|手机|系统|报名|安卓|苹果|电脑|账号|网上|在线|附件|文件|立即|扫码|软件|学生|教师|考生|管理员|下载|打开|进入|访问|关注|"
    r"登录|登陆|注册|个人|法人|企业|单位|服务|政务|表格|资料|课件|ios|android|pc|最新"
)


# A page whose sentences say such things has doors of its own to name.
_SPEAKS = re.compile(
    r"网[站页上址]|线上|登[录陆]|下载|安装|平台|渠道|链接|app|公众号|小程序|客户端|软件|系统|入口|版本"
)


def lines_with_doors(folded: str) -> frozenset[int]:
    """Give the numbers of the lines of a folded text that hold a word for a door."""
    return numbers_of_lines(folded, _LIST)


def is_list_of_doors(line: str, own_text: str, least: int = MIN_DOORS) -> bool:
    """Tell whether a folded line is names with doors to them, at least so many, of which `own_text` says nothing."""
    if not MIN_CHARS <= len(line) <= MAX_CHARS or len(own_text) < MIN_REST_CHARS or ":" in line or has_sentence(line):
        return False
    parts = phrases(line)
    named = [name for part in parts if (name := _name(part))]
    if len(set(named)) < least or len(named) < HALF * len(parts) or is_official(line) or warns(line):
        return False
    is_own = any(_SPEAKS.search(own) for own in own_text.split("\n") if has_sentence(own))
    return not (is_own or share_said("\n".join(named), own_text))


def _name(phrase: str) -> str:
    """Give the name before the door, or all of a phrase with a word of the lexicon; empty where it is neither."""
    door = _DOOR.match(phrase)
    name = door[1] if door is not None else phrase if is_spam_phrase(phrase) else ""
    return "" if _COMMON.search(name) else name


def stands_in_text(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether a paragraph stands right before or behind a line."""
    return any(_is_paragraph(blocks[beside]) for beside in (at - 1, at + 1) if 0 <= beside < len(blocks))


def _is_paragraph(block: Block) -> bool:
    is_seen = not block.is_hidden and not block.is_linked
    return is_seen and len(block.text) >= PARAGRAPH_CHARS and has_sentence(block.text)
