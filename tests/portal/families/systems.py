# ruff: noqa: UP031 - the braces are those of JavaScript
"""Families by their content management system: TRS, JCMS, VSB, Epoint and their kin."""

from __future__ import annotations

import json

from tests.portal.families.base import Found, Simulated, number_in
from tests.portal.families.notices import Notice


def trs_page(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
    number = 1 if path == portal.family.section else (number_in(path, "gk/tzgg/index_", ".html") or -1) + 1
    if not portal.page(number):
        return None
    call = f'<script>createPageHTML({portal.total_pages}, {number - 1}, "index", "html");</script>'
    return portal.list_page(portal.rows(portal.page(number)), call)


def trs_named_page(
    portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]
) -> str | None:
    number = 1 if path == portal.family.section else number_in(path, "zwgk/common_list_", ".shtml") or 0
    if not portal.page(number):
        return None
    values = f"'page-div',{portal.total_pages},{number},'common_list','shtml',{len(portal.notices)}"
    return portal.list_page(
        portal.rows(portal.page(number)), f'<div id="page-div"></div><script>createPageHTML({values});</script>'
    )


def trs_json_page(
    portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]
) -> Found | str | None:
    number = number_in(path, "xw/datas_126_", ".json")
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


def jcms_page(
    portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]
) -> Found | str | None:
    def store(notices: list[Notice]) -> str:
        records = "".join(f"<record><![CDATA[{record(portal, n)}]]></record>" for n in notices)
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


def record(portal: Simulated, notice: Notice) -> str:
    rows = portal.rows([notice])
    start, end = {
        "list": ("<ul>", "</ul>"),
        "table": ('<table width="98%" cellspacing="0">', "</table>"),
        "cards": ('<div class="items">', "</div>"),
    }[portal.markup]
    return rows.removeprefix(start).removesuffix(end)


def vsb_page(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
    total = portal.total_pages
    numbered = number_in(path, "tzgg/", ".htm")
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


def epoint_page(
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


def postback_page(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
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


def empire_page(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
    number = 1 if path == portal.family.section else number_in(path, "gg/index_", ".html") or 0
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


def dede_page(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
    number = 1 if path == portal.family.section else number_in(path, "plus/list_456_", ".html") or 0
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


def asp_page(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
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


def taiwan_page(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
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


def page_number_page(
    portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]
) -> str | None:
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


def asp_href(portal: Simulated, notice: Notice) -> str:
    if portal.markup == "cards":
        return f"javascript:show({notice.number})"
    return f"NewsShow.asp?id={notice.number}"
