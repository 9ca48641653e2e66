"""The words of the page. The English text is the key; a test holds that each has its Chinese."""

from __future__ import annotations

from typing import Literal, TypeAlias

from scraper.index.query import UNKNOWN_FIELD

Language: TypeAlias = Literal["en", "zh"]

CHINESE: dict[str, str] = {
    "Search": "检索",
    "Search the archive": "检索存档",
    "Timeline": "时间分布",
    "Coverage": "收录情况",
    "Changes": "变动",
    "Concordance": "语境索引",
    "Each place of the words, with what stands around it.": "逐处列出检索词及其上下文。",
    "As found": "按检索结果",
    "By what follows": "按后文排序",
    "By what precedes": "按前文排序",
    "Before": "前文",
    "Words": "检索词",
    "After": "后文",
    "Write words that the articles hold.": "请写上文章里的词语。",
    "What portals edited, removed and brought back, by the day on which it was seen.": (
        "原网站修改、删除与恢复的文章，按发现日期排列。"
    ),
    "1 change": "1 处变动",
    "{n} changes": "{n} 处变动",
    "Seen": "发现于",
    "{n} more paragraphs": "另有 {n} 段",
    "Original before": "变动前原件",
    "Original after": "变动后原件",
    "No change was seen": "没有发现变动",
    "Skip to the content": "跳到正文",
    "Light or dark": "明暗",
    "words, “phrases”, OR, −not, title: site: source: no: after:": (
        "词语、“短语”、OR、−排除、标题: 网站: 来源: 文号: 之后:"
    ),
    "{n} articles of {m} sites": "{m} 个网站的 {n} 篇文章",
    "1 article": "1 篇文章",
    "{n} articles": "{n} 篇文章",
    "{n} articles found": "找到 {n} 篇文章",
    "1 article found": "找到 1 篇文章",
    "Nothing found": "没有找到",
    "Latest": "最新",
    "The archive is empty": "存档是空的",
    "Crawl a section first; what is stored shows here at once, also while the crawl runs.": (
        "请先抓取一个栏目；抓取过程中存下的文章会立即出现在这里。"
    ),
    "Fewer words find more; Simplified and Traditional find the same.": "少用词语会找到更多；简体与繁体检索结果相同。",
    "Best": "最相关",
    "Newest": "最新优先",
    "Sort": "排序",
    "Site": "网站",
    "Section": "栏目",
    "Year": "年份",
    "Issuer": "发布机构",
    "from": "自",
    "to": "至",
    "Show": "显示",
    "Narrow down": "缩小范围",
    "Narrowed to": "限于",
    "All": "全部",
    "remove": "去掉",
    "Page {n}": "第 {n} 页",
    "Earlier page": "上一页",
    "Next page": "下一页",
    "Atom feed": "订阅 (Atom)",
    "Download": "下载",
    "removed from the portal": "原网站已删除",
    "edited": "有修改",
    "and {n} like it": "另有 {n} 篇相近",
    "undated": "无日期",
    "Read": "阅读",
    "What was repaired": "修复之处",
    "Revisions": "版本",
    "Original": "原件",
    "Cite": "引用",
    "Published": "发布日期",
    "Source": "来源",
    "Author": "作者",
    "Document number": "发文字号",
    "Index number": "索引号",
    "Subject": "主题分类",
    "Validity": "有效性",
    "Address": "原网址",
    "Archived": "存档时间",
    "Attachments": "附件",
    "Pictures": "图片",
    "text stored": "已存文字",
    "Other copies": "其他副本",
    "Same or nearly the same text": "内容相同或相近",
    "Nothing had to be repaired, and nothing was removed.": "没有需要修复之处，也没有移除内容。",
    "Repaired": "修复",
    "stood on the page": "页面原文",
    "stands here": "现为",
    "Rule": "规则",
    "Reason": "理由",
    "Confidence": "把握",
    "Damage that is left": "仍存的损坏",
    "Taken out": "移除内容",
    "Where": "位置",
    "Text": "文字",
    "Revision": "版本",
    "new": "新存",
    "removed": "已删除",
    "back": "重新出现",
    "reprocessed": "重新处理",
    "Compare": "比较",
    "Compare revision {a} with {b}": "比较第 {a} 版与第 {b} 版",
    "The text is the same.": "文字相同。",
    "There is one revision only.": "只有一个版本。",
    "Only one of these has a text: there is nothing to compare.": "其中只有一个版本有正文，无可比较。",
    "The portal has taken this article away, seen on {day} ({why}). What stands here is its last text.": (
        "原网站已删除这篇文章（{day} 发现：{why}）。这里是它最后的正文。"
    ),
    "No text is stored of this article; see its attachments, or the archived page under “Original”.": (
        "这篇文章没有存下正文；请看附件，或“原件”中的存档页面。"
    ),
    "Times": "次数",
    "Archived copy {id}, revision {n}, fetched {at} UTC; SHA-256 of title and text {digest}": (
        "存档 {id}，第 {n} 版，取于 {at}（UTC）；标题与正文的 SHA-256：{digest}"
    ),
    "and {n} more, in the JSON interface": "另有 {n} 条，见 JSON 接口",
    "The page as it was archived, shown without scripts, pictures and styles of others.": (
        "存档时的页面；不含脚本、图片与外部样式。"
    ),
    "As a page": "页面",
    "As source": "源码",
    "The archived response cannot be read: {reason}": "无法读取存档的响应：{reason}",
    "Copy": "复制",
    "Copied": "已复制",
    "By day": "按日",
    "By month": "按月",
    "By year": "按年",
    "Articles by date of publication; the running day is left out.": "按发布日期统计；不含当天。",
    "{n} articles without a date are left out.": "另有 {n} 篇没有日期，未计入。",
    "As a table": "表格",
    "Day": "日期",
    "Month": "月份",
    "Articles": "文章",
    "Of all": "全部",
    "Share": "占比",
    "Earlier": "更早",
    "Later": "更晚",
    "Nothing to plot": "没有可绘制的数据",
    "Listed": "列表所列",
    "Stored": "已存",
    "Set aside": "搁置",
    "To come": "待取",
    "Last run": "上次运行",
    "Last new article": "最近新文章",
    "State": "状况",
    "well": "正常",
    "Articles by month": "各月文章数",
    "no article": "无文章",
    "What was set aside": "搁置的页面",
    "Pages that are no articles, with the reason; nothing vanishes.": "不是文章的页面及其理由；没有任何页面被丢弃。",
    "Page": "页面",
    "Why": "原因",
    "{n} removed from the portal": "{n} 篇原网站已删除",
    "Not found": "未找到",
    "Withheld": "暂不提供",
    "This article is withheld.": "这篇文章暂不提供。",
    "The archive cannot be read": "档案无法读取",
    "There is no such page.": "没有这个页面。",
    "There is no article with this id.": "没有这个编号的文章。",
    "Back to the search": "返回检索",
    "Programs: JSON interface": "程序接口 (JSON)",
    "Whole archive": "全部存档",
    "spam_takeover": "被垃圾内容占据",
    "soft_404": "页面不存在",
    "challenge": "验证拦截",
    "needs_script": "需要脚本",
    "login": "需要登录",
    "not_article": "不是文章",
    "too_large": "过大",
    "bad_content": "内容损坏",
    "http_error": "HTTP 错误",
    "unreachable": "无法访问",
    "robots": "robots.txt 不允许",
    "refused_address": "地址被拒",
    "The portal’s own text; repairs and removed parts are marked in “What was repaired”.": (
        "网站原文；修复与移除之处见“修复之处”。"
    ),
    "site_hacked": "网站被入侵",
    "host_mismatch": "域名不符",
    "unresolved_damage": "有未能修复的损坏",
    "uncertain_repair": "有把握不足的修复",
    "text_missing": "未能取得正文",
    "tls_unverified": "证书未验证",
    "template_mismatch": "与模板不符",
    "removed_404": "原网站返回 404",
    "removed_410": "原网站返回 410",
    "removed_soft_404": "原网站显示页面不存在",
    "removed_redirected": "原网址跳转到别处",
    "removed_spam_takeover": "原网页被垃圾内容占据",
    "removed_not_article": "原网页已换成其他页面",
    "removed_delisted": "栏目不再列出，原网页仍可访问",
    UNKNOWN_FIELD: (
        "没有 {about}: 这个字段；可用的有 标题: 网站: 栏目: 机构: 来源: 文号: 之后: 之前: 精确: —— "
        "若要检索原文，请放进引号。"
    ),
    "This closing parenthesis was never opened; take it out or put it in quotes.": (
        "这个右括号没有对应的左括号；请删去，或放进引号。"
    ),
    "{about}: needs a word or a phrase in quotes after it.": ("{about}: 后面需要紧跟一个词，或引号里的短语。"),
    "This quote is not closed; close it or take it out.": ("引号没有闭合；请补上或删去。"),
    "OR needs something on both sides; put it in quotes to search for the word.": (
        "OR 的两边都要有内容；若要检索这个词，请放进引号。"
    ),
    "AND needs something on both sides; put it in quotes to search for the word.": (
        "AND 的两边都要有内容；若要检索这个词，请放进引号。"
    ),
    "After this there is nothing to leave out; write the word right behind the minus.": (
        "这里没有要排除的内容；请把词紧跟在减号后面。"
    ),
    "Parentheses are nested too deep; write the query flatter.": ("括号嵌套过深；请简化检索式。"),
    "This parenthesis is not closed; close it or put it in quotes.": ("括号没有闭合；请补上，或放进引号。"),
    "There is nothing in these parentheses; write words between them.": ("括号里没有内容；请写上词语。"),
    "There is no letter, digit or character to search for in this.": ("这里没有可检索的文字或数字。"),
    "“{about}” is no date; write 2024, 2024-05 or 2024-05-31.": (
        "“{about}”不是日期；请写 2024、2024-05 或 2024-05-31。"
    ),
    "is:{about} is not known; write is:removed or is:changed.": (
        "没有 is:{about}；请写 is:removed（已删除）或 is:changed（已修改）。"
    ),
    "This query cannot be read": "无法理解这个检索式",
}


def say(language: Language, text: str, **values: object) -> str:
    """Give the words in the reader's language, with the values put in."""
    told = CHINESE.get(text, text) if language == "zh" else text
    return told.format(**values) if values else told


def choose(asked: str | None, kept: str | None, accepted: str | None) -> Language:
    """Choose the language: what was asked for, what was chosen before, else what the browser prefers."""
    for told in (asked, kept):
        if told in {"en", "zh"}:
            return "zh" if told == "zh" else "en"
    return "zh" if (accepted or "").lower().startswith("zh") else "en"
