# ruff: noqa: UP031 - the braces are those of JavaScript
"""Families whose lists go on by scripts and forms, and those of elsewhere."""

from __future__ import annotations

import json
from html import escape

from tests.portal.families.base import Found, Simulated, number_in
from tests.portal.families.notices import Notice


def jquery_page(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
    number = 1 if path == portal.family.section else number_in(path, "tzgg/index_", ".html") or 0
    if not portal.page(number):
        return None
    script = (
        "<ul class='pagination'></ul><script>$('.pagination').pagination({ totalPage: %d, showPageNum: 5, callBack: function (currPage) {"
        " if (currPage == 1) { window.location.href = 'index.html'; } else { window.location.href = 'index_' + currPage + '.html'; } } });"
        " $('.pagination').pagination('setPage', %d, %d);</script>"
    ) % (portal.total_pages, number, portal.total_pages)
    return portal.list_page(portal.rows(portal.page(number)), script)


def spa_page(
    portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]
) -> Found | str | None:
    if path == "api/content/list" and method == "POST":
        if form.get("channelId") != "1024":
            return None
        records = [
            {
                "id": n.number,
                "title": f"<em>{escape(n.title)}</em>",
                "publishTime": epoch(n),
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


def epoch(notice: Notice) -> int:
    from calendar import timegm

    return timegm((notice.day.year, notice.day.month, notice.day.day, 2, 0, 0)) * 1000


def english_page(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
    if path != "news":
        return None
    number = int(query.get("page", "1"))
    if not portal.page(number):
        return None
    following = f'<a rel="next" href="?page={number + 1}">Next</a>' if number < portal.total_pages else ""
    return portal.list_page(portal.rows(portal.page(number)), f"Page {number} of {portal.total_pages} {following}")


def more_page(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
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


def years_page(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
    years = sorted({notice.day.year for notice in portal.notices}, reverse=True)
    year = years[0] if path == portal.family.section else number_in(path, "nb/", ".html")
    if year not in years:
        return None
    archive = " ".join(f'<a href="{portal.prefix}/nb/{y}.html">{y}年</a>' for y in years)
    return portal.list_page(portal.rows([n for n in portal.notices if n.day.year == year]), f"<div>{archive}</div>")


def form_page(portal: Simulated, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> str | None:
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
