"""Words that tell what a part of a page is for: in the labels of its boxes, and in its lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from scraper.wordlist import Wordlist

Groups = tuple[tuple[str, ...], ...]

# Of a box's class and id, as substrings of ` name name `: blanks, hyphens and underscores all read as a blank.
GOOD = (
    "article", "content", "text", "body", "entry", "post", "detail", "story", "zoom", "news", "main", "zw", "nr ",
    "editor",
)  # fmt: skip
BAD = (
    "nav", "menu", "foot", "header", "side", "relat", "share", "comment", "copyright", "crumb", "banner", "recommend",
    "hot", "rank", "list", "tool", "page", "search", "login", "social", "widget", "promo", "ad ", "ads ", "advert ",
    "adbox ", "sponsor", "subscri", "newsletter", "tag", "more", "link", "bottom", "author", "meta", "caption",
)  # fmt: skip
CHROME = (
    "nav", "menu", "foot", "header", "side", "crumb", "copyright", "banner", "top", "bottom", "login", "search",
    "cookie", "consent", "modal", "popup", "toolbar",
)  # fmt: skip
REPLIES = (
    "comment", "reply", "replies", "discuss", "disqus", "pinglun", "review", "feedback", "respon",
)  # fmt: skip
TEASERS = (
    "relat", "recommend", "hot", "rank", "promo", "ad ", "ads ", "advert ", "adbox ", "sponsor", "subscri",
    "newsletter", "more", "tuijian", "xiangguan", "popular", "trending", "teaser", "card", "summary", "excerpt",
    "widget", "list", "seealso",
)  # fmt: skip
INFORMING = (
    "author", "meta", "caption", "share", "social", "tag", "byline", "info", "source", "tool", "print", "date",
    "time", "edit",
)  # fmt: skip
OWN = (
    "article", "content", "entry", "post", "story", "zoom", "editor", " zw ", " nr ", " text ", " body ", " con ",
    " main ", " detail ", "neirong", "zhengwen", "v news", "trs ",
)  # fmt: skip
LABELS = (GOOD, BAD, CHROME, REPLIES, TEASERS, INFORMING, OWN)

# Of a line, in lower case: tools and links below an article, and what a site says of itself.
_TAIL = (
    "责任编辑 責任編輯 责编 上一篇 下一篇 相关链接 相关阅读 相关新闻 相关文章 相关信息 相关报道 相关专题 "
    "相關 扫一扫 版权所有 版權 备案 主办 承办 浏览次数 点击 字体 打印 关闭 分享 转发 收藏 评论 發表 留言 "
    "订阅 注册 登录 热门 推荐 更多 返回 来源 编辑 原标题 转载 声明"
)
_TAIL_PHRASES = (
    "copyright", "all rights reserved", "share", "comment", "related", "subscribe", "newsletter", "read more",
    "sign up", "log in", "login", "cookie", "privacy",
)  # fmt: skip
TAIL = (*_TAIL.split(), *_TAIL_PHRASES)
_NOTICE = (
    "凡本网 凡本網 凡本站 本网站 本網站 本网未 本網未 本站未 本网不 本站不 本网对 本网的 免责声 免責聲 版权声 版權聲 "
    "版权均 版權均 版权所 版權所 版权归 版權歸 版权问 版權問 转载 轉載 稿件来源 稿件來源 不代表本 投稿 举报 侵权 侵權 "
    "法律责任 著作权 著作權"
)
_NOTICE_PHRASES = (
    "all rights reserved", "terms of use", "terms of service", "privacy policy", "sign up", "subscribe", "newsletter",
    "cookies", "copyright", "our website", "our site", "our readers", "support us", "support our", "follow us",
    "this website", "this site",
)  # fmt: skip
NOTICE = (*_NOTICE.split(), *_NOTICE_PHRASES)
_TO_BLANKS = str.maketrans("_-\n\t\r\f", "      ")


def label_words(labels: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Tell for each label which groups of `LABELS` it has a word of; one row a label."""
    return _count([f" {label} " for label in "\0".join(labels).translate(_TO_BLANKS).split("\0")], LABELS) > 0


def line_words(lines: Sequence[str]) -> npt.NDArray[np.int64]:
    """Count in each line, in lower case, the words of `TAIL` and those of `NOTICE`; one row a line."""
    return _count(lines, (TAIL, NOTICE))


def _count(texts: Sequence[str], groups: Groups) -> npt.NDArray[np.int64]:
    """Count in each text the words of each group; one row a text, one column a group."""
    words, columns = _searched(groups)
    width = len(groups)
    counts = [0] * (len(texts) * width)
    ends = list(accumulate([len(text) + 1 for text in texts]))
    for number, start, _ in words.find("\n".join(texts)):
        row = bisect_right(ends, start)
        for column in columns[number]:
            counts[row * width + column] += 1
    return np.array(counts, np.int64).reshape(len(texts), width)


@cache
def _searched(groups: Groups) -> tuple[Wordlist, list[list[int]]]:
    """Give the words of all groups as one list, and of each word the numbers of the groups that hold it."""
    columns: dict[str, list[int]] = {}
    for column, group in enumerate(groups):
        for word in group:
            columns.setdefault(word, []).append(column)
    return Wordlist(columns), list(columns.values())
