"""Portals of the present: cards, timelines, blocks of day and month, pictures, lists that a script writes."""

from __future__ import annotations

import json

from tests.portal.others.base import Form, Found, Item, Other

_HEAD = "<!DOCTYPE html><html><head><meta charset=CHARSET><title>{title}</title></head><body>"
_NAV = '<div class="top"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/xw/">新闻中心</a></li><li><a href="/zw/">政务公开</a></li><li><a href="/fw/">办事服务</a></li></ul></div>'
_FOOT = '<div class="foot"><a href="/sitemap.html">网站地图</a> <a href="/about.html">关于我们</a> 主办：白石县人民政府办公室 备案号：测ICP备00000000号</div></body></html>'


def _cards(portal: Other, path: str, form: Form) -> Found | str | None:
    """A grid of cards with the date above the title, a picture, a summary and 查看详情."""
    page = (
        int(path.removeprefix("/xw/page/").strip("/") or 1)
        if path.startswith("/xw/page/")
        else 1
        if path == "/xw/"
        else 0
    )
    if not page:
        return None
    cards = "".join(
        f'<div class="col-md-4"><div class="card"><a href="{portal.article(i)}"><img src="/img/{i.number}.jpg" alt=""></a><div class="card-date">{i.day:%Y.%m.%d}</div>'
        f'<h4 class="card-title"><a href="{portal.article(i)}">{i.title}</a></h4><p>近日，县里就第{i.number}项工作作出部署，要求各单位按时完成，确保群众满意。</p>'
        f'<a class="btn" href="{portal.article(i)}">查看详情</a></div></div>'
        for i in portal.page(page)
    )
    numbers = "".join(
        f'<a class="page-numbers" href="/xw/page/{n}/">{n}</a>' if n != page else f'<span class="current">{n}</span>'
        for n in range(1, portal.total_pages + 1)
    )
    return (
        _HEAD.format(title="新闻中心")
        + _NAV
        + f'<div class="container"><h2>新闻中心</h2><div class="row">{cards}</div><div class="nav-links">{numbers}</div></div>'
        + _FOOT
    )


def _timeline(portal: Other, path: str, form: Form) -> Found | str | None:
    """Years as headings; the rows have month and day only, and their addresses no date."""
    if path != "/dsj/index.html":
        return None
    page = int(form.get("p", "1"))
    shown, blocks = portal.page(page), ""
    for year in sorted({i.day.year for i in shown}, reverse=True):
        rows = "".join(
            f'<li><span class="t">{i.day:%m-%d}</span><a href="{portal.article(i)}">{i.title}</a></li>'
            for i in shown
            if i.day.year == year
        )
        blocks += f'<h3 class="year">{year}年</h3><ul class="line">{rows}</ul>'
    following = f'<a href="?p={page + 1}" class="more">下一页</a>' if page < portal.total_pages else ""
    return (
        _HEAD.format(title="大事记")
        + _NAV
        + f'<div class="timeline">{blocks}</div><div class="fy">{following}</div>'
        + _FOOT
    )


def _blocks(portal: Other, path: str, form: Form) -> Found | str | None:
    """Day over year and month in a block of its own; pages by a function of the page."""
    if path != "/zw/list.html":
        return None
    page = int(form.get("pn", "1"))
    rows = "".join(
        f'<div class="item row"><div class="col-1"><span class="day">{i.day:%d}</span><span class="ym">{i.day:%Y-%m}</span></div>'
        f'<div class="col-11"><a class="tit" href="detail.html?id={i.number}">{i.title}</a><p class="des">内容摘要：第{i.number}项工作的安排和有关要求，请查看全文。</p></div></div>'
        for i in portal.page(page)
    )
    numbers = "".join(
        f'<li class="page-item{" active" if n == page else ""}"><a class="page-link" href="javascript:;" onclick="goPage({n})">{n}</a></li>'
        for n in range(1, portal.total_pages + 1)
    )
    return (
        _HEAD.format(title="政务公开")
        + _NAV
        + f"<script>function goPage(n){{ location.href = 'list.html?cid=8&pn=' + n; }}</script>"
        f'<div class="main"><div class="tab">政务公开</div>{rows}<ul class="pagination">{numbers}</ul></div>' + _FOOT
    )


def _pictures(portal: Other, path: str, form: Form) -> Found | str | None:
    """Three pictures in a row of a table, title and day below each."""
    number = path.removeprefix("/tp/list").removesuffix(".html").lstrip("_")
    if not path.startswith("/tp/list") or not path.endswith(".html"):
        return None
    page = int(number or 1)
    shown = portal.page(page)
    cells = [
        f'<td align="center"><a href="{portal.article(i)}"><img src="s{i.number}.jpg" width=180 alt="{i.title}"></a><br><a href="{portal.article(i)}">{i.title}</a><br>{i.day:%Y-%m-%d}</td>'
        for i in shown
    ]
    rows = "".join(f"<tr>{''.join(cells[at : at + 3])}</tr>" for at in range(0, len(cells), 3))
    following = f'<a href="/tp/list_{page + 1}.html">下一页</a>' if page < portal.total_pages else ""
    return (
        _HEAD.format(title="图片新闻")
        + _NAV
        + f"<table class=pics>{rows}</table><div>第{page}页 {following}</div>"
        + _FOOT
    )


def _array(portal: Other, path: str, form: Form) -> Found | str | None:
    """All rows in an array of the page's script; names without quotes, strings in single ones."""
    if path != "/zw/gg.html":
        return None
    rows = ",\n".join(
        f"{{id:{i.number},title:'{i.title}',url:'/zw/gg/{i.number}.html',date:'{i.day}',top:false}}"
        for i in portal.items
    )
    return (
        _HEAD.format(title="公告公示")
        + _NAV
        + f"<ul id=list></ul><div id=pages></div><script>var list=[{rows}];\nvar size=15;\nfunction show(p){{var h='';for(var i=(p-1)*size;i<p*size&&i<list.length;i++){{"
        "h+='<li><a href=\"'+list[i].url+'\">'+list[i].title+'</a><span>'+list[i].date+'</span></li>';}document.getElementById('list').innerHTML=h;}show(1);</script>"
        + _FOOT
    )


def _offset(portal: Other, path: str, form: Form) -> Found | str | None:
    """Endless scroll: JSON by offset and limit; entries name only an id, the script knows the address."""
    if path == "/news/":
        return (
            _HEAD.format(title="要闻")
            + _NAV
            + '<div id="feed"></div><div id="loading">加载中…</div><script>\nvar offset = 0, limit = 15, done = false;\n'
            "async function load(){ if (done) return;\n const res = await fetch(`/api/news?channel=yw&offset=${offset}&limit=${limit}`);\n const data = await res.json();\n"
            ' data.items.forEach(it => { feed.insertAdjacentHTML(\'beforeend\', `<div class="n"><a href="/news/detail/${it.id}.html">${it.title}</a><time>${it.publishDate}</time></div>`); });\n'
            " offset += data.items.length; done = !data.hasMore; }\nwindow.addEventListener('scroll', load); load();\n</script>"
            + _FOOT
        )
    if path != "/api/news":
        return None
    start = int(form.get("offset", "0"))
    shown = portal.items[start : start + int(form.get("limit", "15"))]
    value = {
        "items": [{"id": i.number + 40, "title": i.title, "publishDate": i.day.isoformat()} for i in shown],
        "hasMore": start + len(shown) < len(portal.items),
        "total": len(portal.items),
    }
    return "application/json", json.dumps(value, ensure_ascii=False).encode()


def _definitions(portal: Other, path: str, form: Form) -> Found | str | None:
    """dl, dt and dd: title, day and a summary; the pager is a list of pages to choose from."""
    if not path.startswith("/tzgg/"):
        return None
    name = path.removeprefix("/tzgg/").removesuffix(".htm")
    page = 1 if name in ("", "index") else int(name)
    rows = "".join(
        f'<dt><a href="{portal.article(i)}">{i.title}</a></dt><dd class="info">发布时间：{i.day:%Y年%m月%d日} 浏览：{i.number * 3}次</dd><dd class="sum">本通知所附材料共{i.number}页，请各单位下载后按要求填报。</dd>'
        for i in portal.page(page)
    )
    options = "".join(
        f'<option value="/tzgg/{"index" if n == 1 else n}.htm"{" selected" if n == page else ""}>第{n}页</option>'
        for n in range(1, portal.total_pages + 1)
    )
    return (
        _HEAD.format(title="通知公告_白石县")
        + _NAV
        + f'<div class="box"><h1>通知公告</h1><dl>{rows}</dl><select onchange="location.href=this.value">{options}</select></div>'
        + _FOOT
    )


def _post(item: Item) -> str:
    return f"/xw/{item.number + 60}.html"


MODERN = (
    Other("cards", "/xw/", _post, _cards, size=12),
    Other("timeline", "/dsj/index.html", lambda i: f"/dsj/{i.number + 10}.html", _timeline, size=20),
    Other("blocks", "/zw/list.html?cid=8", lambda i: f"/zw/detail.html?id={i.number}", _blocks),
    Other("pictures", "/tp/list.html", lambda i: f"/tp/{i.day:%Y}/{i.number}.html", _pictures, size=9),
    Other("array", "/zw/gg.html", lambda i: f"/zw/gg/{i.number}.html", _array),
    Other("offset", "/news/", lambda i: f"/news/detail/{i.number + 40}.html", _offset),
    Other("definitions", "/tzgg/index.htm", lambda i: f"/tzgg/{i.day:%Y%m}/{i.number}.htm", _definitions),
)
