"""A third lot: ordinary lists among what misleads a reader of lists."""

from __future__ import annotations

import hashlib

from tests.portal.others.base import Form, Found, Item, Other

_HEAD = "<!DOCTYPE html><html><head><meta charset=CHARSET><title>{title}</title></head><body>"
_MENU = "<div id=menu><a href=/>首页</a><a href=/zwgk/>政务公开</a><a href=/bsfw/>办事服务</a><a href=/en/>English</a><a href=/big5/>繁體</a></div>"
_FOOT = "<div id=foot>白石县人民政府版权所有 <a href=/map.html>网站地图</a></div></body></html>"
_OTHERS = (
    ("领导活动", "ldhd", "县长赴北山镇调研春耕生产工作情况"),
    ("部门信息", "bmxx", "县农业农村局举办果树修剪技术培训班"),
    ("乡镇动态", "xzdt", "河口镇组织志愿者清理河道垃圾活动"),
)


def _boxes() -> str:
    return "".join(
        f"<div class=box><div class=hd><b>{name}</b><a href=/{folder}/ class=more>更多&gt;&gt;</a></div><ul>"
        + "".join(
            f"<li><a href=/{folder}/2024{n:02d}/t202405{n:02d}_{n + 90}.html>{title}（{n}）</a><span>05-{n:02d}</span></li>"
            for n in range(1, 9)
        )
        + "</ul></div>"
        for name, folder, title in _OTHERS
    )


def _crowded(portal: Other, path: str, form: Form) -> Found | str | None:
    """A short list beside three boxes of other sections with more rows, all with dates."""
    name = path.removeprefix("/zwgk/gsgg/").removesuffix(".html")
    if not path.startswith("/zwgk/gsgg/") or not (name in ("", "index") or name.startswith("index_")):
        return None
    page = int(name.partition("_")[2] or 0) + 1
    rows = "".join(
        f"<li><a href=./{i.day:%Y%m}/t{i.day:%Y%m%d}_{i.number}.html>{i.title}</a><span>{i.day}</span></li>"
        for i in portal.page(page)
    )
    return (
        _HEAD.format(title="公示公告_白石县")
        + _MENU
        + f"<div class=right>{_boxes()}</div><div class=left><h2>公示公告</h2><ul class=lst>{rows}</ul>"
        f'<div class=pg><script>createPageHTML({portal.total_pages}, {page - 1}, "index", "html");</script></div></div>'
        + _FOOT
    )


def _sessions(portal: Other, path: str, form: Form) -> Found | str | None:
    """Session ids in every address, links that sort and print the same list, a calendar."""
    path = path.partition(";")[0]
    if path != "/info/list.do":
        return None
    page = int(form.get("pageNo", "1"))
    visit = f";jsessionid={hashlib.md5(str(page).encode()).hexdigest().upper()}"
    rows = "".join(
        f"<tr><td><a href='/info/view.do{visit}?infoId={i.number}'>{i.title}</a></td><td>{i.day}</td><td>{i.number * 5}</td></tr>"
        for i in portal.page(page)
    )
    days = "".join(f"<a href='/info/list.do{visit}?cat=3&day={d}'>{d}</a> " for d in range(1, 31))
    base = f"/info/list.do{visit}?cat=3&pageNo="
    following = f"<a href='{base}{page + 1}'>下一页</a>" if page < portal.total_pages else "下一页"
    return (
        _HEAD.format(title="信息公开")
        + _MENU
        + f"<p><a href='{base}{page}&sort=date'>按时间排序</a> <a href='{base}{page}&sort=hits'>按点击排序</a> <a href='{base}{page}&print=1'>打印</a></p>"
        f"<table><tr><th>标题</th><th>日期</th><th>点击</th></tr>{rows}</table><div class=rili>{days}</div><div>共{len(portal.items)}条 {following}</div>"
        + _FOOT
    )


def _platform(portal: Other, path: str, form: Form) -> Found | str | None:
    """Addresses of 32 hexadecimals, a mobile twin beside each row, a pager that states its pages in a script."""
    name = path.removeprefix("/c100023/common_list").removesuffix(".shtml").lstrip("_")
    if not path.startswith("/c100023/common_list"):
        return None
    page = int(name or 1)
    rows = "".join(
        f"<li><i></i><a href='{portal.article(i)}' title='{i.title}'>{i.title[:20]}…</a><a class=m href='{portal.article(i).replace('/c100023/', '/m/c100023/')}'>手机版</a><b>{i.day}</b></li>"
        for i in portal.page(page)
    )
    return (
        _HEAD.format(title="通知公告")
        + _MENU
        + f"<div class=common-list><ul>{rows}</ul></div><div id=page-div></div><script>createPageHTML('page-div',{portal.total_pages},{page},'common_list','shtml',{len(portal.items)});</script>"
        + _FOOT
    )


def _doubled(portal: Other, path: str, form: Form) -> Found | str | None:
    """Several documents in one file; rows with a picture's link before the title's; day before the title in the link."""
    if path != "/Html/News/Index.html" and not path.startswith("/Html/News/Index_"):
        return None
    page = int(path.removeprefix("/Html/News/Index").removesuffix(".html").lstrip("_") or 1)
    rows = "".join(
        f"<div class=r><a href=/Html/News/{i.number}.html><img src=/up/{i.number}.jpg></a><a href=/Html/News/{i.number}.html>[{i.day}]{i.title}</a></div>"
        for i in portal.page(page)
    )
    following = f"<a href=Index_{page + 1}.html>下一頁</a>" if page < portal.total_pages else ""
    return (
        "<html><head><title>头部</title></head><body><div><a href=/>首页</a></div></body></html>"
        + _HEAD.format(title="新闻")
        + f"<div>{rows}</div><div>{following}</div></body></html><html><body><div>页脚 版权所有</div></body></html>"
    )


def _terse(portal: Other, path: str, form: Form) -> Found | str | None:
    """Titles of two characters, the same ones over and over; the whole says little but dates."""
    if path != "/zbgg/":
        return None
    page = int(form.get("p", "1"))
    rows = "".join(
        f"<li><span>{i.day}</span><a href=/zbgg/{i.number}.html>{_short(i)}</a></li>" for i in portal.page(page)
    )
    following = f"<a href=/zbgg/?p={page + 1}>下一页</a>" if page < portal.total_pages else ""
    return _HEAD.format(title="招标公告") + _MENU + f"<ul class=zb>{rows}</ul><div class=fy>{following}</div>" + _FOOT


def _short(item: Item) -> str:
    return ("公示", "公告", "通知")[item.number % 3]


def _opened(portal: Other, path: str, form: Form) -> Found | str | None:
    """Rows by a function with the whole address; two rows side by side in a table; reading links nested in the row."""
    if path != "/col/col35/index.html" and not path.startswith("/col/col35/index_"):
        return None
    page = int(path.removeprefix("/col/col35/index").removesuffix(".html").lstrip("_") or 1)
    cells = [
        f"<td><a href='javascript:void(0)' onclick=\"openArt('{portal.article(i)}')\">{i.title}</a> <span>({i.day})</span><ul class=jd><li><a href='/jd/{i.number}.html'>一图看懂：{i.title}</a></li></ul></td>"
        for i in portal.page(page)
    ]
    rows = "".join(f"<tr>{''.join(cells[at : at + 2])}</tr>" for at in range(0, len(cells), 2))
    following = f"<a href='index_{page + 1}.html'>&gt;</a>" if page < portal.total_pages else ""
    return (
        _HEAD.format(title="文件")
        + _MENU
        + f"<script>function openArt(u){{ window.open(u, '_blank'); }}</script><table>{rows}</table><div class=page>第{page}页/共{portal.total_pages}页 {following}</div>"
        + _FOOT
    )


def _tiny(portal: Other, path: str, form: Form) -> Found | str | None:
    """A list of two rows, without a pager, beside boxes of other sections."""
    if path != "/zwgk/jyta/index.html":
        return None
    rows = "".join(
        f"<li><a href=/zwgk/jyta/{i.day:%Y%m}/t{i.day:%Y%m%d}_{i.number}.html>{i.title}</a><span>{i.day}</span></li>"
        for i in portal.items
    )
    return (
        _HEAD.format(title="建议提案")
        + _MENU
        + f"<div class=l><div class=pos>当前位置：<a href=/>首页</a>&gt;<a href=/zwgk/>政务公开</a>&gt;建议提案</div><ul>{rows}</ul></div><div class=r>{_boxes()}</div>"
        + _FOOT
    )


def _undated(portal: Other, path: str, form: Form) -> Found | str | None:
    """No dates anywhere; numbers for pages; headings of boxes beside it say 相关."""
    if path != "/guide/list.jsp":
        return None
    page = int(form.get("cur", "1"))
    rows = "".join(
        f"<p class=g><img src=/i.gif> <a href='/guide/item.jsp?gid={i.number}' target=_blank>{i.title}</a></p>"
        for i in portal.page(page)
    )
    numbers = "".join(
        f"<a href='list.jsp?type=4&cur={n}'>{n}</a> " if n != page else f"<em>{n}</em> "
        for n in range(1, portal.total_pages + 1)
    )
    return (
        _HEAD.format(title="办事指南")
        + _MENU
        + f"<div class=c>{rows}<div class=n>{numbers}</div></div><div class=x><h3>相关链接</h3><p><a href=http://www.example.org/a>省政务服务网办事大厅入口</a></p></div>"
        + _FOOT
    )


def _hex(item: Item) -> str:
    return f"/c100023/{item.day:%Y%m}/{hashlib.md5(str(item.number).encode()).hexdigest()}.shtml"


_TERSE = Other("terse", "/zbgg/", lambda i: f"/zbgg/{i.number}.html", _terse)
_TERSE.items = [Item(i.number, _short(i), i.day) for i in _TERSE.items]
TRAPS = (
    Other(
        "crowded",
        "/zwgk/gsgg/index.html",
        lambda i: f"/zwgk/gsgg/{i.day:%Y%m}/t{i.day:%Y%m%d}_{i.number}.html",
        _crowded,
        size=6,
        count=20,
    ),
    Other("sessions", "/info/list.do?cat=3", lambda i: f"/info/view.do?infoId={i.number}", _sessions),
    Other("platform", "/c100023/common_list.shtml", _hex, _platform),
    Other("doubled", "/Html/News/Index.html", lambda i: f"/Html/News/{i.number}.html", _doubled),
    _TERSE,
    Other(
        "opened",
        "/col/col35/index.html",
        lambda i: f"/art/{i.day.year}/{i.day.month}/{i.day.day}/art_35_{i.number}.html",
        _opened,
    ),
    Other(
        "tiny",
        "/zwgk/jyta/index.html",
        lambda i: f"/zwgk/jyta/{i.day:%Y%m}/t{i.day:%Y%m%d}_{i.number}.html",
        _tiny,
        count=2,
    ),
    Other("undated", "/guide/list.jsp?type=4", lambda i: f"/guide/item.jsp?gid={i.number}", _undated, is_dated=False),
)
