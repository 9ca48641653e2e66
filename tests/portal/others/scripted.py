"""A fourth lot, Chinese: lists that scripts write or fetch, state sent by form, days as a reader says them."""

from __future__ import annotations

import base64
import json
from datetime import date, timedelta

from tests.portal.others.base import Form, Found, Item, Other
from tests.portal.others.chrome import framed


def _written(portal: Other, path: str, form: Form) -> Found | str | None:
    """Each row is written by a script of its own, put together of strings; the pager is plain."""
    name = path.removeprefix("/gk/tzgg/list").removesuffix(".html")
    if not path.startswith("/gk/tzgg/list") or not path.endswith(".html"):
        return None
    page = int(name.lstrip("-") or 1)
    rows = "".join(
        f'<script>document.write(\'<li><span class="rq">{i.day:%Y-%m-%d}</span>\' + \'<a href="/gk/tzgg/{i.day:%Y%m}/{i.number:05d}.html" target="_blank">{i.title}</a></li>\');</script>'
        for i in portal.page(page)
    )
    following = f'<a href="list-{page + 1}.html">下一页</a>' if page < portal.total_pages else "<span>下一页</span>"
    return framed("通知公告", f'<div class="con"><ul class="lb">{rows}</ul><div class="fanye">{following}</div></div>')


def _literal(portal: Other, path: str, form: Form) -> Found | str | None:
    """The list is a template literal set as innerHTML; pages are chosen in a select whose handler adds the number."""
    if path != "/gk/gsgg.jsp":
        return None
    page = int(form.get("pageno", "1"))
    rows = "\n".join(
        f'<div class="news-row"><a class="t" href="/gk/view.jsp?infoid={i.number}">{i.title}</a><i>{i.day:%Y/%m/%d}</i></div>'
        for i in portal.page(page)
    )
    choices = "".join(
        f'<option value="{n}"{" selected" if n == page else ""}>第{n}页</option>'
        for n in range(1, portal.total_pages + 1)
    )
    return framed(
        "公示公告",
        f'<div id="box"></div><script>document.getElementById("box").innerHTML = `\n{rows}\n`;</script>'
        f'<div class="jump">共 {len(portal.items)} 条 转到 <select onchange="window.location.href=\'gsgg.jsp?lm=12&pageno=\'+this.value">{choices}</select></div>',
    )


def _token(offset: int) -> str:
    return base64.b64encode(f"after:{offset}".encode()).decode().rstrip("=")


def _cursor(portal: Other, path: str, form: Form) -> Found | str | None:
    """The first rows stand in the page; a button asks for more by a cursor, answered in a nested envelope."""
    if path == "/xw/yw/":
        rows = "".join(
            f'<article class="feed-item"><h3><a href="{portal.article(i)}">{i.title}</a></h3><time datetime="{i.day}">{i.day:%m月%d日}</time></article>'
            for i in portal.page(1)
        )
        return framed(
            "青石要闻",
            f'<section id="feed">{rows}</section><button id="more" data-url="/api/v2/feed" data-cursor="{_token(portal.size)}">加载更多</button>'
            "<script>const btn=document.getElementById('more');btn.addEventListener('click',async()=>{const r=await fetch(`${btn.dataset.url}?first=15&after=${btn.dataset.cursor}`);"
            "const {data}=await r.json();data.feed.edges.forEach(({node})=>append(node));btn.dataset.cursor=data.feed.pageInfo.endCursor;if(!data.feed.pageInfo.hasNextPage)btn.remove();});</script>",
        )
    if path != "/api/v2/feed":
        return None
    token = form.get("after", "")
    offset = next((n for n in range(len(portal.items)) if _token(n) == token), 0)
    shown = portal.items[offset : offset + int(form.get("first", "15"))]
    edges = [
        {"node": {"headline": i.title, "link": portal.article(i), "publishedAt": f"{i.day}T09:00:00+08:00"}}
        for i in shown
    ]
    end = offset + len(shown)
    info = {"endCursor": _token(end), "hasNextPage": end < len(portal.items)}
    answer = {"code": 0, "message": "ok", "data": {"feed": {"edges": edges, "pageInfo": info}}}
    return "application/json", json.dumps(answer, ensure_ascii=False).encode()


def _state(portal: Other, path: str, form: Form) -> Found | str | None:
    """Pages are sent by a form with a token and dotted names; the row's only link is a button 查看."""
    if path != "/gk/xzcf/list.do":
        return None
    page = int(form.get("page.pageNo", "1"))
    if page > 1 and form.get("org.token") != f"T{page - 1:04x}":
        page = 1  # a stale token shows the first page again, as such servers do
    rows = "".join(
        f"<tr><td>{n}</td><td>{i.title}</td><td>{i.day:%Y-%m-%d}</td><td><a class='btn' href='detail.do?xh={i.number:06d}'>查看</a></td></tr>"
        for n, i in enumerate(portal.page(page), 1)
    )
    last = portal.total_pages
    return framed(
        "行政处罚公示",
        f'<form name="pageForm" id="pageForm" method="post" action="list.do"><input type="hidden" name="org.token" value="T{page:04x}">'
        f'<input type="hidden" name="page.pageNo" value="{page}"><input type="hidden" name="page.size" value="15"></form>'
        f"<table class='tb'><tr><th>序号</th><th>案件名称</th><th>公示日期</th><th>操作</th></tr>{rows}</table>"
        f'<div>共{last}页 <a href="javascript:turnPage({max(page - 1, 1)})">上一页</a> <a href="javascript:turnPage({min(page + 1, last)})">下一页</a> <a href="javascript:turnPage({last})">尾页</a></div>'
        '<script>function turnPage(n){ var f=document.pageForm; f.elements["page.pageNo"].value=n; f.submit(); }</script>',
    )


def _feed(portal: Other, path: str, form: Form) -> Found | str | None:
    """The page is empty: its script reads an RSS feed that holds all rows."""
    if path == "/gk/jhgh/":
        return framed(
            "计划规划",
            '<ul id="rows"></ul><script>$.ajax({type:"GET",url:"feed.xml",dataType:"xml",success:function(x){$(x).find("item").each(function(){'
            "$('#rows').append('<li><a href=\"'+$(this).find('link').text()+'\">'+$(this).find('title').text()+'</a></li>');});}});</script>",
        )
    if path != "/gk/jhgh/feed.xml":
        return None
    items = "".join(
        f"<item><title><![CDATA[{i.title}]]></title><link>http://portal.example.cn{portal.article(i)}</link><pubDate>{i.day:%a, %d %b %Y} 10:00:00 +0800</pubDate></item>"
        for i in portal.items
    )
    feed = f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>计划规划</title><link>http://portal.example.cn/gk/jhgh/</link>{items}</channel></rss>'
    return "text/xml", feed.encode()


_NOW = date(2026, 11, 1)  # the day on which the tests' walk fetches


def _ago(day: date) -> str:
    gone = (_NOW - day).days
    if gone == 0:
        return "3小时前"
    if gone == 1:
        return "昨天 16:20"
    if gone == 2:
        return "前天"
    return f"{gone}天前" if gone < 8 else f"{day:%m-%d}" if day.year == _NOW.year else f"{day:%Y-%m-%d}"


def _relative(portal: Other, path: str, form: Form) -> Found | str | None:
    """Days as a reader says them; more rows by a button whose attributes name address, page and total."""
    if path == "/js/loadmore.js":
        code = "$('.loadmore').click(function(){var b=$(this);$.get(b.data('url'),{p:b.data('page')},function(h){$('.flow').append(h);b.data('page',b.data('page')+1);});});"
        return "text/javascript", code.encode()
    page = int(form.get("p", "1"))
    if path not in {"/xw/kx/", "/xw/kx/more"} or page > portal.total_pages:
        return None
    rows = "".join(
        f'<div class="one"><a href="{portal.article(i)}"><div class="h">{i.title}</div></a><div class="info"><span>青石发布</span><span>{_ago(i.day)}</span></div></div>'
        for i in portal.page(page)
    )
    if path == "/xw/kx/more":
        return rows
    return framed(
        "快讯",
        f'<div class="flow">{rows}</div><a href="javascript:;" class="loadmore" data-url="/xw/kx/more" data-page="2" data-total="{portal.total_pages}">点击加载更多</a><script src="/js/loadmore.js"></script>',
    )


def _recent(portal: Other, gaps: tuple[int, ...]) -> Other:
    """The same portal with days that lie `gaps` before today, then some weeks apart."""
    days = [_NOW - timedelta(days=n) for n in (*gaps, *range(20, 600, 13))]
    portal.items = [Item(i.number, i.title, day) for i, day in zip(portal.items, days, strict=False)]
    return portal


SCRIPTED = (
    Other("written", "/gk/tzgg/list.html", lambda i: f"/gk/tzgg/{i.day:%Y%m}/{i.number:05d}.html", _written),
    Other("literal", "/gk/gsgg.jsp?lm=12", lambda i: f"/gk/view.jsp?infoid={i.number}", _literal, count=50),
    Other("cursor", "/xw/yw/", lambda i: f"/xw/yw/c{i.number:07d}.html", _cursor, count=55),
    Other("state", "/gk/xzcf/list.do", lambda i: f"/gk/xzcf/detail.do?xh={i.number:06d}", _state),
    Other("feed", "/gk/jhgh/", lambda i: f"/gk/jhgh/{i.number}.html", _feed),
    _recent(
        Other("relative", "/xw/kx/", lambda i: f"/xw/kx/d{i.number}", _relative), (0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 9)
    ),
)
