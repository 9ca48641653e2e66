# ruff: noqa: UP031 - the braces are those of JavaScript
"""The families: how each make numbers its pages, names its articles and tells where its list goes on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from urllib.parse import parse_qsl

from tests.portal.families.markup import ENGLISH, TAIWAN, Line, Words, write_article, write_home, write_page, write_rows
from tests.portal.families.notices import Notice, make_notice, make_notices

MARKUPS = ("list", "table", "cards")
Found = tuple[str, bytes]
SECTION = "通知公告"


@dataclass(frozen=True, slots=True)
class Family:
    """A make: where list pages and articles stand, and how a request for a list page is answered."""

    name: str
    article: Callable[[Notice], str]  # path below the portal's prefix
    pages: Callable[[Simulated, str, str, dict[str, str], dict[str, str]], Found | str | None]
    section: str = "gk/tzgg/index.html"
    size: int = 15
    encoding: str = "utf-8"
    words: Words = field(default_factory=Words)
    section_name: str = SECTION
    href: Callable[[Simulated, Notice], str] | None = None


@dataclass(slots=True)
class Simulated:
    """A portal of one family in one markup; `notices` may grow between two requests."""

    family: Family
    markup: str
    notices: list[Notice]
    others: list[Notice]
    asked: list[str] = field(default_factory=list)

    @property
    def prefix(self) -> str:
        """The path under which it is served."""
        return f"/{self.family.name}/{self.markup}"

    @property
    def section(self) -> str:
        """The path of the first list page."""
        return f"{self.prefix}/{self.family.section}"

    @property
    def total_pages(self) -> int:
        """How many list pages there are."""
        return -(-len(self.notices) // self.family.size)

    def page(self, number: int) -> list[Notice]:
        """The notices of list page `number`, from 1."""
        start = (number - 1) * self.family.size
        return self.notices[start : start + self.family.size] if number >= 1 else []

    def grow(self) -> None:
        """Publish one more notice."""
        newest = max(notice.number for notice in self.notices)
        self.notices.insert(1, make_notice(newest + 1, english=self.family.words is ENGLISH))

    def take_down(self, number: int) -> None:
        """Take the notice down that stands at that place, from 0."""
        del self.notices[number % len(self.notices)]

    def expected(self) -> dict[str, tuple[str, str]]:
        """Path of every listed article → its title and date."""
        return {path: (notice.title, notice.day.isoformat()) for path, notice in self.notices_by_path().items()}

    def notices_by_path(self) -> dict[str, Notice]:
        """Path of every listed article → what it says."""
        return {f"{self.prefix}/{self.family.article(notice)}": notice for notice in self.notices}

    def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> Found | None:
        """Answer a request; None where there is nothing (404)."""
        self.asked.append(path)
        inner = path.removeprefix(self.prefix).lstrip("/")
        form = {
            **query,
            **(
                json.loads(body)
                if body.startswith(b"{")
                else dict(parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True))
            ),
        }
        if inner in ("", "index.html"):
            return self._html(self._home())
        found = self.family.pages(self, method, inner, query, form)
        if isinstance(found, str):
            return self._html(found)
        return found if found is not None else self._article(inner, query)

    def rows(self, notices: list[Notice]) -> str:
        """Write rows."""
        return write_rows(self.markup, self.lines(notices), self.family.words)

    def lines(self, notices: list[Notice]) -> list[Line]:
        """Make the lines of notices: every fourth document has a reading nested in its row."""
        made = []
        for notice in notices:
            href = (
                self.family.href(self, notice) if self.family.href else f"{self.prefix}/{self.family.article(notice)}"
            )
            reading = (
                (f"{self.prefix}/jd/{notice.number}.html", f"一图读懂：{notice.title}")
                if notice.number % 4 == 0
                else None
            )
            made.append(Line(href, notice.title, notice.day, notice.is_pinned, reading))
        return made

    def list_page(self, rows: str, pager: str) -> str:
        """Write a list page around rows and pager."""
        hot = [Line(f"{self.prefix}/{self.family.article(n)}", n.title, n.day) for n in self.others[:6]]
        return write_page(self.markup, self.family.words, self.family.section_name, rows, pager, self._links(), hot)

    def _links(self) -> dict[str, str]:
        words = self.family.words
        names = ("News", "Councillors") if words is ENGLISH else ("工作动态", "领导之窗")
        return {
            words.home: f"{self.prefix}/index.html",
            self.family.section_name: self.section,
            names[0]: f"{self.prefix}/gzdt/index.html",
            names[1]: f"{self.prefix}/ldzc/index.html",
        }

    def _home(self) -> str:
        links = self._links()
        names = list(links)
        boxes = {
            names[1]: (self.section, self.lines(self.notices)),
            names[2]: (links[names[2]], self.lines(self.others)),
        }
        return write_home(self.family.words, links, boxes)

    def _article(self, inner: str, query: dict[str, str]) -> Found | None:
        wanted = inner + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")
        for notice in (*self.notices, *self.others):
            if wanted == self.family.article(notice):
                page = write_article(
                    self.family.words, self.family.section_name, notice.title, notice.day, notice.body, self._links()
                )
                return self._html(page)
        return None

    def _html(self, text: str) -> Found:
        encoding = self.family.encoding
        body = text.replace("CHARSET", encoding).encode(
            {"gb2312": "gb18030"}.get(encoding, encoding), "xmlcharrefreplace"
        )
        return "text/html", body


def build(family: Family, markup: str, count: int = 52) -> Simulated:
    """Make a portal with `count` notices in its section and a few in another."""
    english = family.words is ENGLISH
    notices = make_notices(count, english=english)
    others = [make_notice(number, 5, english=english) for number in range(75, 65, -1)]
    return Simulated(family, markup, notices, others)


def _number_in(path: str, stem: str, suffix: str) -> int | None:
    middle = path.removeprefix(stem).removesuffix(suffix)
    return int(middle) if path.startswith(stem) and path.endswith(suffix) and middle.isdigit() else None


def _dated(folder: str) -> Callable[[Notice], str]:
    return lambda n: f"{folder}/{n.day:%Y%m}/t{n.day:%Y%m%d}_{4000000 + n.number}.html"


# TRS: index.html, index_1.html …, the pager written by createPageHTML.
def _trs(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
    number = 1 if path == portal.family.section else (_number_in(path, "gk/tzgg/index_", ".html") or -1) + 1
    if not portal.page(number):
        return None
    call = f'<script>createPageHTML({portal.total_pages}, {number - 1}, "index", "html");</script>'
    return portal.list_page(portal.rows(portal.page(number)), call)


# TRS of Xinjiang and Hunan: the container first, counted from 1, and the number of records.
def _trs_named(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
    number = 1 if path == portal.family.section else _number_in(path, "zwgk/common_list_", ".shtml") or 0
    if not portal.page(number):
        return None
    values = f"'page-div',{portal.total_pages},{number},'common_list','shtml',{len(portal.notices)}"
    return portal.list_page(
        portal.rows(portal.page(number)), f'<div id="page-div"></div><script>createPageHTML({values});</script>'
    )


# TRS with rows as JSON files that a script fetches while one scrolls.
def _trs_json(
    portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]
) -> Found | str | None:
    number = _number_in(path, "xw/datas_126_", ".json")
    if number is not None:
        items = [
            {
                "title": n.title,
                "url": f"{portal.prefix}/{portal.family.article(n)}",
                "pubDate": f"{n.day.isoformat()} 08:30:00",
            }
            for n in portal.page(number)
        ]
        return (
            ("application/json", json.dumps({"datas": items, "pageCount": portal.total_pages}).encode())
            if items
            else None
        )
    if path != portal.family.section:
        return None
    script = (
        "<script>var page = 1; var over = false; function load(){ $.getJSON('datas_126_' + page + '.json', function(d){ show(d.datas); page++; }); }"
        " load();</script>"
    )
    return portal.list_page('<div id="rows"></div>', script)


# JCMS: the first block stands in the page, the rest comes from dataproxy.jsp by POST.
def _jcms(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> Found | str | None:
    def store(notices: list[Notice]) -> str:
        records = "".join(f"<record><![CDATA[{_record(portal, n)}]]></record>" for n in notices)
        return f"<datastore><totalrecord>{len(portal.notices)}</totalrecord><totalpage>{portal.total_pages}</totalpage><recordset>{records}</recordset></datastore>"

    if path == "module/web/jpage/dataproxy.jsp":
        if form.get("columnid") != "35" or form.get("unitid") != "212":
            return None
        first, last = int(form["startrecord"]), int(form["endrecord"])
        return "text/xml; charset=utf-8", (
            '<?xml version="1.0" encoding="utf-8"?>' + store(portal.notices[first - 1 : last])
        ).encode()
    if path != portal.family.section:
        return None
    rows = f'<div id="212"><script type="text/xml">{store(portal.notices[:15])}</script></div>'
    call = (
        "<script>$('#212').jpage({themeName:'default',dataStore:dataStore,totalRecord:%d,proxyUrl:'%s/module/web/jpage/dataproxy.jsp',"
        "perPage:5,groupSize:3,barPosition:'bottom',ajaxParam:{col:1,appid:1,webid:2,path:'/',columnid:35,sourceContentType:1,"
        "unitid:'212',webname:'青禾县人民政府',permissiontype:0}});</script>"
    ) % (len(portal.notices), portal.prefix)
    return portal.list_page(rows, call)


def _record(portal: Simulated, notice: Notice) -> str:
    rows = portal.rows([notice])
    start, end = {
        "list": ("<ul>", "</ul>"),
        "table": ('<table width="98%" cellspacing="0">', "</table>"),
        "cards": ('<div class="items">', "</div>"),
    }[portal.markup]
    return rows.removeprefix(start).removesuffix(end)


# 博达: pages are numbered from the oldest; the first list page has no number.
def _vsb(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
    total = portal.total_pages
    numbered = _number_in(path, "tzgg/", ".htm")
    number = 1 if path == portal.family.section else total - numbered + 1 if numbered else 0
    if number < 1 or not portal.page(number):
        return None
    folder = "tzgg/" if number == 1 else ""
    following = (
        f'<a href="{folder}{total - number}.htm" class="Next">下页</a><a href="{folder}1.htm" class="Next">尾页</a>'
        if number < total
        else '<span class="NextDisabled">下页</span>'
    )
    before = "../tzgg.htm" if number == 2 else f"{total - number + 2}.htm"
    first = (
        "<span>首页</span><span>上页</span>"
        if number == 1
        else f'<a href="../tzgg.htm" class="Prev">首页</a><a href="{before}" class="Prev">上页</a>'
    )
    words = f'<table><tr><td id="fanye">共{len(portal.notices)}条&nbsp;&nbsp;{number}/{total}&nbsp;</td><td>{first}{following}</td></tr></table>'
    return portal.list_page(portal.rows(portal.page(number)), words)


# 新点: the first page is static, the others come as JSON by POST.
def _epoint(
    portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]
) -> Found | str | None:
    if path == "rest/list" and method == "POST":
        page = int(form["pageIndex"]) + 1
        data = [
            {
                "infotitle": n.title,
                "infourl": f"{portal.prefix}/{portal.family.article(n)}",
                "infodate": n.day.isoformat(),
                "categorynum": "004",
            }
            for n in portal.page(page)
        ]
        return "application/json", json.dumps(
            {"custom": {"infodata": data, "count": len(portal.notices)}}, ensure_ascii=False
        ).encode()
    if path != portal.family.section:
        return None
    script = (
        "<script>var pageIndex = 0; var pageSize = 15; function getList(){ $.ajax({ type: 'POST', url: '%s/rest/list',"
        " data: { siteGuid: '7eb5f7f1', categoryNum: '004', pageIndex: pageIndex, pageSize: pageSize }, success: show }); }</script>"
    ) % portal.prefix
    return portal.list_page(portal.rows(portal.page(1)), script)


# ASP.NET: the next page is a form sent back with hidden fields.
def _postback(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
    if path != portal.family.section:
        return None
    number = int(form.get("__EVENTARGUMENT") or 1) if form.get("__EVENTTARGET") == "AspNetPager1" else 1
    if number > 1 and form.get("__VIEWSTATE") != f"state{number - 1}==":
        return None
    following = (
        f"<a href=\"javascript:__doPostBack('AspNetPager1','{number + 1}')\">下一页</a>"
        if number < portal.total_pages
        else "<span>下一页</span>"
    )
    pager = f"共{portal.total_pages}页 当前第{number}页 {following}"
    page = portal.list_page(portal.rows(portal.page(number)), pager)
    hidden = f'<input type="hidden" name="__VIEWSTATE" value="state{number}=="><input type="hidden" name="__EVENTTARGET" value=""><input type="hidden" name="__EVENTARGUMENT" value="">'
    start = page.index("<body")
    end = page.index(">", start) + 1
    return (
        f'{page[:end]}<form method="post" action="index.html" id="form1">{hidden}{page[end:-14]}</form></body></html>'
    )


# 帝国: index_2.html, with the words of its pager.
def _empire(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
    number = 1 if path == portal.family.section else _number_in(path, "gg/index_", ".html") or 0
    if not portal.page(number):
        return None
    numbers = "".join(
        f"<b>{n}</b> "
        if n == number
        else f'<a href="{portal.prefix}/gg/index{"" if n == 1 else f"_{n}"}.html">{n}</a> '
        for n in range(1, portal.total_pages + 1)
    )
    following = (
        f'<a href="{portal.prefix}/gg/index_{number + 1}.html">下一页</a> <a href="{portal.prefix}/gg/index_{portal.total_pages}.html">尾页</a>'
        if number < portal.total_pages
        else ""
    )
    return portal.list_page(
        portal.rows(portal.page(number)),
        f"<a title='Total record'>&nbsp;<b>{len(portal.notices)}</b> </a>{numbers}{following}",
    )


# 织梦: list_456_2.html and a list of pages to choose from; no word for "next".
def _dede(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
    number = 1 if path == portal.family.section else _number_in(path, "plus/list_456_", ".html") or 0
    if not portal.page(number):
        return None
    options = "".join(
        f"<option value='list_456_{n}.html'{' selected' if n == number else ''}>{n}</option>"
        for n in range(1, portal.total_pages + 1)
    )
    return portal.list_page(
        portal.rows(portal.page(number)),
        f"<select name='sldd' onchange='location.href=this.value'>{options}</select> 共 <strong>{portal.total_pages}</strong>页<strong>{len(portal.notices)}</strong>条",
    )


# ASP: List.asp?id=3&page=2, articles behind a function of the page.
def _asp(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
    if path != "List.asp" or query.get("id") != "3":
        return None
    number = int(query.get("page", "1"))
    if not portal.page(number):
        return None
    following = (
        f"<a href='List.asp?id=3&page={number + 1}'>下一页</a> <a href='List.asp?id=3&page={portal.total_pages}'>尾页</a>"
        if number < portal.total_pages
        else "下一页 尾页"
    )
    script = "<script>function show(id){window.open('NewsShow.asp?id='+id);}</script>"
    return portal.list_page(
        portal.rows(portal.page(number)), f"{script}页次：{number}/{portal.total_pages}页 {following}"
    )


# Taiwan: Big5, years of the Republic, only numbers in the pager.
def _taiwan(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
    if path != "news.php":
        return None
    number = int(query.get("page", "1"))
    if not portal.page(number):
        return None
    numbers = "".join(
        f"<li class='active'><span>{n}</span></li>" if n == number else f"<li><a href='news.php?page={n}'>{n}</a></li>"
        for n in range(1, portal.total_pages + 1)
    )
    return portal.list_page(portal.rows(portal.page(number)), f"<ul class='pg'>{numbers}</ul>")


# Shanghai: the total stands in a jQuery call, the address in its callback.
def _jquery(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
    number = 1 if path == portal.family.section else _number_in(path, "tzgg/index_", ".html") or 0
    if not portal.page(number):
        return None
    script = (
        "<ul class='pagination'></ul><script>$('.pagination').pagination({ totalPage: %d, showPageNum: 5, callBack: function (currPage) {"
        " if (currPage == 1) { window.location.href = 'index.html'; } else { window.location.href = 'index_' + currPage + '.html'; } } });"
        " $('.pagination').pagination('setPage', %d, %d);</script>"
    ) % (portal.total_pages, number, portal.total_pages)
    return portal.list_page(portal.rows(portal.page(number)), script)


# A single page: the shell holds no row, the list comes by fetch with a JSON body.
def _spa(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> Found | str | None:
    if path == "api/content/list" and method == "POST":
        if form.get("channelId") != "1024":
            return None
        records = [
            {
                "id": n.number,
                "title": f"<em>{escape(n.title)}</em>",
                "publishTime": _epoch(n),
                "updateTime": 1_900_000_000_000,
                "url": f"{portal.prefix}/{portal.family.article(n)}",
            }
            for n in portal.page(int(form["pageNo"]))
        ]
        return "application/json", json.dumps(
            {"code": 200, "data": {"total": len(portal.notices), "records": records}}
        ).encode()
    if path != portal.family.section:
        return None
    script = (
        "<script>var pageNo = 1, pageSize = 15; function load(){ fetch('%s/api/content/list', { method: 'POST', headers: {'Content-Type': 'application/json'},"
        " body: JSON.stringify({ channelId: '1024', pageNo: pageNo, pageSize: pageSize }) }).then(show); } load();</script>"
    ) % portal.prefix
    return portal.list_page('<div id="app"></div>', script)


def _epoch(notice: Notice) -> int:
    from calendar import timegm

    return timegm((notice.day.year, notice.day.month, notice.day.day, 2, 0, 0)) * 1000


# Elsewhere: rel=next and "Next".
def _english(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
    if path != "news":
        return None
    number = int(query.get("page", "1"))
    if not portal.page(number):
        return None
    following = f'<a rel="next" href="?page={number + 1}">Next</a>' if number < portal.total_pages else ""
    return portal.list_page(portal.rows(portal.page(number)), f"Page {number} of {portal.total_pages} {following}")


# "Load more", with the address in an attribute.
def _more(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
    if path not in ("zx/index.html", "zx/more"):
        return None
    number = int(query.get("p", "1"))
    if not portal.page(number):
        return None
    following = (
        f'<a class="loadmore" href="javascript:;" data-url="{portal.prefix}/zx/more?p={number + 1}">加载更多</a>'
        if number < portal.total_pages
        else ""
    )
    return portal.list_page(portal.rows(portal.page(number)), following)


# A list a year: archives side by side, no pager.
def _years(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
    years = sorted({notice.day.year for notice in portal.notices}, reverse=True)
    year = years[0] if path == portal.family.section else _number_in(path, "nb/", ".html")
    if year not in years:
        return None
    archive = " ".join(f'<a href="{portal.prefix}/nb/{y}.html">{y}年</a>' for y in years)
    return portal.list_page(portal.rows([n for n in portal.notices if n.day.year == year]), f"<div>{archive}</div>")


# Old JSP: a function writes the number of the page into a form and sends it.
def _form(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
    if path != "newsList.jsp":
        return None
    number = int(form.get("currentPage") or 1)
    if form.get("columnId", "77") != "77" or not portal.page(number):
        return None
    following = f'<a href="javascript:goPage({number + 1})">下一页</a>' if number < portal.total_pages else ""
    pager = (
        "<script>function goPage(n){ document.pageForm.currentPage.value = n; document.pageForm.submit(); }</script>"
        f'<form name="pageForm" method="post" action="newsList.jsp"><input type="hidden" name="columnId" value="77">'
        f'<input type="hidden" name="currentPage" value="{number}"></form>第{number}页/共{portal.total_pages}页 {following}'
    )
    return portal.list_page(portal.rows(portal.page(number)), pager)


# JCMS by links: ?uid=212&pageNum=2.
def _page_number(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
    if path != portal.family.section:
        return None
    number = int(query.get("pageNum", "1"))
    if not portal.page(number):
        return None
    following = (
        f'<a class="pgNext" href="index.html?uid=212&pageNum={number + 1}">&gt;</a>'
        if number < portal.total_pages
        else ""
    )
    return portal.list_page(
        portal.rows(portal.page(number)),
        f"总记录数:{len(portal.notices)} 每页15条 {number}/{portal.total_pages}页 {following}",
    )


def _asp_href(portal: Simulated, notice: Notice) -> str:
    if portal.markup == "cards":
        return f"javascript:show({notice.number})"
    return f"NewsShow.asp?id={notice.number}"


FAMILIES: tuple[Family, ...] = (
    Family("trs", _dated("gk/tzgg"), _trs),
    Family("trs-named", _dated("zwgk"), _trs_named, "zwgk/common_list.shtml"),
    Family("trs-json", _dated("xw"), _trs_json, "xw/index.html"),
    Family(
        "jcms",
        lambda n: f"art/{n.day.year}/{n.day.month}/{n.day.day}/art_35_{n.number}.html",
        _jcms,
        "col/col35/index.html",
    ),
    Family(
        "jcms-links",
        lambda n: f"art/{n.day.year}/{n.day.month}/{n.day.day}/art_36_{n.number}.html",
        _page_number,
        "col/col36/index.html",
    ),
    Family("vsb", lambda n: f"info/1004/{n.number}.htm", _vsb, "tzgg.htm", size=20),
    Family(
        "epoint",
        lambda n: f"gk/004/{n.day:%Y%m%d}/{n.number * 7919:08x}-aaaa-4bbb-8ccc-{n.number:012x}.html",
        _epoint,
        "gk/004/about.html",
    ),
    Family("aspnet", lambda n: f"Article.aspx?id={n.number}", _postback, "list/index.html", encoding="gb2312"),
    Family(
        "empire", lambda n: f"gg/{n.day.year}/{n.day:%m%d}/{n.number}.html", _empire, "gg/index.html", encoding="gb2312"
    ),
    Family(
        "dede",
        lambda n: f"plus/{n.day.year}/{n.day:%m%d}/{n.number}.html",
        _dede,
        "plus/list_456_1.html",
        encoding="gbk",
    ),
    Family(
        "asp",
        lambda n: f"NewsShow.asp?id={n.number}",
        _asp,
        "List.asp?id=3",
        size=18,
        encoding="gb2312",
        href=_asp_href,
    ),
    Family(
        "taiwan",
        lambda n: f"content.php?nid={n.number}",
        _taiwan,
        "news.php",
        encoding="big5",
        words=TAIWAN,
        section_name="最新消息",
    ),
    Family("jquery", lambda n: f"tzgg/{n.day:%Y%m%d}/{n.number * 104729:032x}.html", _jquery, "tzgg/index.html"),
    Family("spa", lambda n: f"detail/{n.number}.html", _spa, "channel/1024.html"),
    Family(
        "english",
        lambda n: f"news/{n.number}-{n.title.lower().replace(' ', '-').replace(',', '')}",
        _english,
        "news",
        words=ENGLISH,
        section_name="Notices",
    ),
    Family("more", lambda n: f"zx/content/post_{n.number}.html", _more, "zx/index.html"),
    Family("years", lambda n: f"nb/{n.day:%Y}/{n.number}.shtml", _years, "nb/index.html"),
    Family("form", lambda n: f"newsDetail.jsp?newsId={n.number}", _form, "newsList.jsp", encoding="gbk"),
)
