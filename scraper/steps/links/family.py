"""Which content management system made a page: told by its marks, for people and for the site file's `cms`."""

from __future__ import annotations

import re

# (family, pattern, what it is). A page is of the family with most different marks.
MARKS: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (family, re.compile(pattern, re.IGNORECASE), what)
    for family, pattern, what in (
        ("trs", r"createPageHTML\(", "TRS WCM's pager"),
        ("trs", r"TRS_(?:Editor|UEDITOR)|trs_(?:paper|word)", "TRS's editor"),
        ("trs", r"/t20\d{6}_\d+\.s?html", "TRS's article addresses"),
        ("trs", r"CurrChnlCls|_trs_ta_js", "TRS's breadcrumbs and statistics"),
        ("jcms", r"dataproxy\.jsp|\.jpage\(|/jpage/", "JCMS's pager"),
        ("jcms", r"/art/\d{4}/\d{1,2}/\d{1,2}/art_\d+_\d+\.html", "JCMS's article addresses"),
        ("jcms", r"<datastore>|jcms_files|/jcms\d*/", "JCMS's data and folders"),
        ("vsb", r"vsb_content|v_news_content|_vsb_", "Visual SiteBuilder's body"),
        ("vsb", r"/system/resource/|_showDynClick|wbtreeid|wbnewsid", "Visual SiteBuilder's scripts"),
        ("vsb", r"/info/\d{3,5}/\d+\.html?", "Visual SiteBuilder's article addresses"),
        ("epoint", r"EpointWebBuilder|epoint", "Epoint's scripts"),
        ("epoint", r"/\d{6}/\d{8}/[0-9a-f]{8}-[0-9a-f]{4}-", "Epoint's article addresses"),
        ("empirecms", r"/e/(?:public|search|action|data|member|tool)/|EmpireCMS|帝国CMS", "EmpireCMS's folders"),
        ("dedecms", r"/plus/(?:list|view|count|search)\.php|DedeCMS|dedeajax", "DedeCMS's scripts"),
        ("dedecms", r"list_\d+_\d+\.html", "DedeCMS's list addresses"),
        ("phpcms", r"index\.php\?m=content&(?:amp;)?c=|phpcms", "phpcms's addresses"),
        ("asp", r"__VIEWSTATE|__doPostBack", "ASP.NET's forms"),
        ("asp", r"href=[\"']?[^\"'>]*\.aspx?\?", "ASP addresses"),
        (
            "platform",
            r"/content/post_\d+\.html|zoomcon|ivs_content|common_list(?:_\d+)?\.s?html",
            "platforms of provinces",
        ),
    )
)


def tell_family(text: str) -> str | None:
    """Give the CMS family of a page's source, as site files name it; None where no mark is seen."""
    seen: dict[str, int] = {}
    for family, pattern, _ in MARKS:
        if pattern.search(text):
            seen[family] = seen.get(family, 0) + 1
    return max(seen, key=lambda family: seen[family]) if seen else None
