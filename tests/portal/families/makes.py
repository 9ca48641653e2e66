"""The families: how each make numbers its pages, names its articles and tells where its list goes on."""

from __future__ import annotations

from tests.portal.families.base import MARKUPS, Family, Simulated, dated
from tests.portal.families.markup import ENGLISH, TAIWAN
from tests.portal.families.notices import make_notice, make_notices
from tests.portal.families.scripted import english_page, form_page, jquery_page, more_page, spa_page, years_page
from tests.portal.families.systems import (
    asp_href,
    asp_page,
    dede_page,
    empire_page,
    epoint_page,
    jcms_page,
    page_number_page,
    postback_page,
    taiwan_page,
    trs_json_page,
    trs_named_page,
    trs_page,
    vsb_page,
)

FAMILIES: tuple[Family, ...] = (
    Family("trs", dated("gk/tzgg"), trs_page),
    Family("trs-named", dated("zwgk"), trs_named_page, "zwgk/common_list.shtml"),
    Family("trs-json", dated("xw"), trs_json_page, "xw/index.html"),
    Family(
        "jcms",
        lambda n: f"art/{n.day.year}/{n.day.month}/{n.day.day}/art_35_{n.number}.html",
        jcms_page,
        "col/col35/index.html",
    ),
    Family(
        "jcms-links",
        lambda n: f"art/{n.day.year}/{n.day.month}/{n.day.day}/art_36_{n.number}.html",
        page_number_page,
        "col/col36/index.html",
    ),
    Family("vsb", lambda n: f"info/1004/{n.number}.htm", vsb_page, "tzgg.htm", size=20),
    Family(
        "epoint",
        lambda n: f"gk/004/{n.day:%Y%m%d}/{n.number * 7919:08x}-aaaa-4bbb-8ccc-{n.number:012x}.html",
        epoint_page,
        "gk/004/about.html",
    ),
    Family("aspnet", lambda n: f"Article.aspx?id={n.number}", postback_page, "list/index.html", encoding="gb2312"),
    Family(
        "empire",
        lambda n: f"gg/{n.day.year}/{n.day:%m%d}/{n.number}.html",
        empire_page,
        "gg/index.html",
        encoding="gb2312",
    ),
    Family(
        "dede",
        lambda n: f"plus/{n.day.year}/{n.day:%m%d}/{n.number}.html",
        dede_page,
        "plus/list_456_1.html",
        encoding="gbk",
    ),
    Family(
        "asp",
        lambda n: f"NewsShow.asp?id={n.number}",
        asp_page,
        "List.asp?id=3",
        size=18,
        encoding="gb2312",
        href=asp_href,
    ),
    Family(
        "taiwan",
        lambda n: f"content.php?nid={n.number}",
        taiwan_page,
        "news.php",
        encoding="big5",
        words=TAIWAN,
        section_name="最新消息",
    ),
    Family("jquery", lambda n: f"tzgg/{n.day:%Y%m%d}/{n.number * 104729:032x}.html", jquery_page, "tzgg/index.html"),
    Family("spa", lambda n: f"detail/{n.number}.html", spa_page, "channel/1024.html"),
    Family(
        "english",
        lambda n: f"news/{n.number}-{n.title.lower().replace(' ', '-').replace(',', '')}",
        english_page,
        "news",
        words=ENGLISH,
        section_name="Notices",
    ),
    Family("more", lambda n: f"zx/content/post_{n.number}.html", more_page, "zx/index.html"),
    Family("years", lambda n: f"nb/{n.day:%Y}/{n.number}.shtml", years_page, "nb/index.html"),
    Family("form", lambda n: f"newsDetail.jsp?newsId={n.number}", form_page, "newsList.jsp", encoding="gbk"),
)


def build(family: Family, markup: str, count: int = 52) -> Simulated:
    """Make a portal with `count` notices in its section and a few in another."""
    english = family.words is ENGLISH
    notices = make_notices(count, english=english)
    others = [make_notice(number, 5, english=english) for number in range(75, 65, -1)]
    return Simulated(family, markup, notices, others)


__all__ = ["FAMILIES", "MARKUPS", "Family", "Simulated", "build"]
