"""judge: is it an article, and why."""

from __future__ import annotations

import re

from scraper.model import Article, PurgedPage, Verdict
from scraper.profile import Profile

_NOT_FOUND = re.compile(
    r"(?:页面|网页|文章|信息|文件|内容|资源|栏目)\s?(?:不存在|找不到|未找到|已(?:被)?删除|已过期|无法(?:显示|访问|找到))|找不到(?:该|您|相关)?(?:页面|网页|文件|页)|"
    r"您(?:访问|查看|浏览|请求)的(?:页面|网页|内容|信息|文章)|not\s+found|page\s+(?:can(?:no|')t\s+be|could\s+not\s+be|does\s+not)|404",
    re.IGNORECASE,
)
_FEW_CHARS = 300
LIST_LINK_SHARE = 0.6


def judge(article: Article, page: PurgedPage, profile: Profile) -> Verdict:
    """Tell whether the page is an article.

    An article may hold no text: picture or attachment only, when it has the shape of one (title and date).
    """
    del profile
    text = article.text.text
    blocks = [block for block in page.flow.blocks if not block.is_hidden]
    seen = sum(len(block.text) for block in blocks)
    if page.spam_share >= 0.7 and len(text) < _FEW_CHARS:
        return Verdict("spam_takeover", (f"{page.spam_share:.0%} of the text is injected",), 0.9, ("site_hacked",))
    heading = f"{article.title.text}\n{text[:_FEW_CHARS]}"
    if _NOT_FOUND.search(heading) and seen < 2 * _FEW_CHARS and article.published is None:
        return Verdict("soft_404", ("the page says that what was asked for is not there",), 0.9)
    if len(text) >= 20 or (article.published and article.title.text):
        return Verdict("article", ("title, date or text of an article",), article.confidence)
    if seen < 5:
        scripts = sum(len(script.text or "") for script in page.tree.iter("script"))
        if scripts or page.tree.find(".//script") is not None:
            return Verdict("needs_script", ("the page shows no text without its scripts",), 0.8)
        return Verdict("bad_content", ("the page shows no text",), 0.9)
    return Verdict("not_article", ("no date, and hardly any text of its own",), 0.6)
