"""What looks like rows and is none: attachments, pictures, other portals, the articles before and after, facets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from scraper.dom import asks_for_password
from scraper.steps.links.outline import Outline
from scraper.steps.links.reading import ReadRow
from scraper.steps.links.rows import text_of

_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|svg|mp4)$", re.IGNORECASE)
_ATTACHMENT = re.compile(r"^(?:附件|附表)\s*[\d一二三四五六七八九十]{0,3}\s*(?:[.．:：、）)]|$)")
_BESIDE = re.compile(r"^\W*(?:[上下前后後]一?[篇条條则則])")
_FACET = re.compile(r"(?<=\S)\s*[(（]\d{1,6}[)）]$")
_OFFICE = re.compile(
    r"^[\u3400-\u9fff（）()]{2,24}(?:局|委|办|辦|厅|廳|部|院|处|處|科|所|中心|站|队|隊|镇|鎮|乡|鄉|街道|政府|公司|集团|学校|学院|大学|医院|协会|总工会|联合会|公所|課|室)(?:[(（].{1,12}[)）])?$"
)
_NUMBERED = re.compile(r"\d")
_WEAK = re.compile(r"\d{3}|\.\w{2,5}$|[?]|[a-z]-\d+/?$")  # what an article's address has and a section's has not
_EMPTY_CHARS = 40
_EMPTY = re.compile(
    r"^\W*(?:对不起|抱歉|sorry)?\W*(?:(?:暂|暫|尚|目前)(?:时|時)?(?:无|無|没有|沒有)|没有|沒有|未找到|查無)(?:找到|任何|相关|相關|符合条件的)*"
    r"(?:信息|内容|內容|数据|數據|資料|资料|记录|紀錄|文章|新闻|公告|结果|結果)\W*$|^\W*(?:there\s+(?:are|is)\s+)?(?:currently\s+)?no\s+(?:\w+\s+)?"
    r"(?:results?|records?|items?|news|articles?|notices?|posts?|entries|data)(?:\s+(?:were\s+)?(?:found|available|yet|at\s+this\s+time))?\W*$"
    r"|(?:該当|データ|情報|記事).{0,12}(?:ありません|ございません)。?$|^keine\s+\w+(?:\s+(?:gefunden|vorhanden))?\W*$|^aucune?\s+\w+(?:\s+trouvée?)?\W*$"
    r"|^no\s+hay\s+\w+\W*$|게시물이\s*없습니다\W*$|등록된.{0,12}없습니다\W*$",
    re.IGNORECASE,
)
_MOST_BESIDE = 3
_LEAST_WEIGHT = 0.55
_LOGIN_CHARS = 400  # of the text of a page that is for signing in


def is_article_row(row: ReadRow, among: int) -> bool:
    """Tell whether a row may be an article; `among`: how many rows that say 上一篇 or so stand with it."""
    parts = urlsplit(row.row.url)
    is_portal = row.row.is_other_host and parts.path in ("", "/") and not parts.query
    is_dated = row.dated and not row.band.lead  # by its own date, not by that of the article around it
    if is_portal or (not is_dated and (_PICTURE.search(parts.path) or _ATTACHMENT.match(row.row.title))):
        return False
    return among > _MOST_BESIDE or not is_beside(row)


def is_beside(row: ReadRow) -> bool:
    """Tell whether a row says 上一篇 or 下一篇."""
    return bool(_BESIDE.match(text_of(row.band.head)) or _BESIDE.match(row.band.lead))


def are_sections(rows: Sequence[ReadRow], weights: Sequence[float]) -> bool:
    """Tell whether undated rows are what a portal is parted into: offices, leaders, services, facets with counts.

    `weights`: how much each title looks like one. No title is long, and the addresses name folders, not files.
    """
    if any(row.dated for row in rows):
        return False
    facets = {_FACET.sub("", row.row.title) for row in rows if _FACET.search(row.row.title)}
    offices = sum(bool(_OFFICE.search(row.row.title)) for row in rows)
    if offices * 5 >= len(rows) * 4 and not any(_WEAK.search(_behind_host(row.row.url)) for row in rows):
        return True
    if len(facets) == len(rows) and not any(_NUMBERED.search(row.row.url.rpartition("/")[2]) for row in rows):
        return True
    is_short = max(weights) < 1 and sum(weights) < _LEAST_WEIGHT * len(weights)
    return is_short and not any(_WEAK.search(_behind_host(row.row.url)) for row in rows)


def says_that_it_is_empty(outline: Outline) -> bool:
    """Tell whether a list says that it has no rows: 暂无信息, No results found."""
    small = (element for element in outline.measures if isinstance(element.tag, str) and (element.text or "").strip())
    return any(outline.is_short(element, _EMPTY_CHARS) and _EMPTY.match(text_of(element)) for element in small)


def is_for_signing_in(tree: HtmlElement, chars: int) -> bool:
    """Tell whether a page, of so many characters of text, is for signing in."""
    return chars <= _LOGIN_CHARS and asks_for_password(tree)


def _behind_host(url: str) -> str:
    return url.partition("://")[2].partition("/")[2]
