"""Rows that are hard to tell: dates in odd places, lists beside the list, frames, injected rows."""

from __future__ import annotations

from itertools import groupby

from tests.portal.others.base import Form, Found, Item, Other
from tests.portal.wild.chrome import modern, western

LANG = "zh5"
_HAN = "〇一二三四五六七八九"


def _number(value: int) -> str:
    """A number up to 31 as it is said: 二十三."""
    ten, one = divmod(value, 10)
    return ("" if ten == 0 else "十" if ten == 1 else _HAN[ten] + "十") + (_HAN[one] if one else "")


def _ways(p: Other, no: int, address: str) -> str:
    links = "".join(
        f'<a href="{address.format(n)}">{n}</a>' if n != no else f'<span class="cur">{n}</span>'
        for n in range(1, p.total_pages + 1)
    )
    return f'<div class="page-num">{links}</div>'


# --- the list stands in a frame; the page around it has a list of its own ---
def _framed(p: Other, path: str, f: Form) -> str | None:
    if path == "/tzgg/":
        side = "".join(
            f'<li><a href="/zt/{n}/index.html">{t}</a><span>2024-0{n}-1{n}</span></li>'
            for n, t in enumerate(("防汛抗旱工作专题", "优化营商环境专题", "节水型社会建设专题", "安全生产月专题"), 3)
        )
        return modern(
            "通知公告",
            '<iframe src="/info/list.jsp?colid=88&rows=15" width="100%" height="900" frameborder="0" scrolling="no"></iframe>',
            tail=f'<div class="zt"><h3>专题专栏</h3><ul>{side}</ul></div>',
        )
    no = int(f.get("page") or 1)
    rows = "".join(
        f'<tr><td><a href="{p.article(i)}" target="_parent">{i.title}</a></td><td>{i.day}</td></tr>' for i in p.page(no)
    )
    return (
        f'<html><head><meta charset="utf-8"></head><body><table>{rows}</table>{_ways(p, no, "list.jsp?colid=88&rows=15&page={}")}</body></html>'
        if path == "/info/list.jsp" and rows
        else None
    )


# --- beside a short list a long one with dates, on every page; rows pinned above ---
def _crowded(p: Other, path: str, f: Form) -> str | None:
    no = int(f.get("pn") or 1)
    if path != "/zwdt/" or not p.page(no):
        return None
    pinned = p.items[-2:]
    rows = "".join(
        f'<li class="istop"><em class="zd">置顶</em><a href="{p.article(i)}" title="{i.title}">{i.title}</a><span>{i.day}</span></li>'
        for i in pinned
    )
    rows += "".join(
        f'<li><a href="{p.article(i)}" title="{i.title}">{i.title}</a><span>{i.day}</span></li>'
        for i in p.page(no)
        if i not in pinned
    )
    side = "".join(
        f'<li><a href="/jqhf/{n}.html">关于{t}的回复</a><span>2024-06-{n:02d}</span></li>'
        for n, t in enumerate(
            (
                "公交线路调整",
                "小区停车难",
                "老旧电梯更换",
                "供暖温度不足",
                "道路破损修复",
                "噪音扰民",
                "户口迁移办理",
                "医保异地结算",
                "学区划分咨询",
                "宽带安装",
                "路灯不亮",
                "河道垃圾清理",
            ),
            1,
        )
    )
    hot = "".join(
        f'<li><i>{n}</i><a href="/rd/{n}.html">{t}</a></li>'
        for n, t in enumerate(
            ("云溪市入选国家海绵城市建设示范名单", "地铁一号线试运行时间确定", "市图书馆新馆今起开放预约"), 1
        )
    )
    return modern(
        "政务动态",
        f'<ul class="con-list">{rows}</ul>{_ways(p, no, "/zwdt/?pn={}")}',
        tail=f'<div class="sidebar"><div class="box"><h3>最新回复</h3><ul>{side}</ul></div><div class="box"><h3>点击排行</h3><ul>{hot}</ul></div></div>',
    )


# --- a hacked list: rows put in among its own, and a hidden block behind ---
def _hacked(p: Other, path: str, _: Form) -> str | None:
    name = path.removeprefix("/xwdt/").removesuffix(".htm")
    no = 1 if name == "index" else int(name[6:]) if name.startswith("index_") and name[6:].isdigit() else 0
    lines = [f'<li><a href="{p.article(i)}">{i.title}</a><span>{i.day}</span></li>' for i in p.page(no)]
    if not lines:
        return None
    lines.insert(
        3,
        '<li><a href="http://www.xin888.example.com/">新葡京娱乐场官网-注册送88元彩金</a><span>2024-09-01</span></li>',
    )
    lines.insert(
        9, '<li><a href="http://m.bo365.example.net/app/">AG真人视讯_百家乐平台下载</a><span>2024-08-21</span></li>'
    )
    farm = "".join(
        f'<li><a href="http://www.{n}caipiao.example.org/">{t}</a></li>'
        for n, t in enumerate(
            ("时时彩投注平台", "足球外围投注网", "六合彩开奖直播", "澳门皇冠赌场网址", "北京赛车计划")
        )
    )
    return modern(
        "新闻动态",
        f'<ul class="list">{"".join(lines)}</ul>{_ways(p, no, "index_{}.htm").replace("index_1.htm", "index.htm")}<div style="position:absolute;left:-9999px;top:0"><ul>{farm}</ul></div>',
    )


# --- days under months that are written out in Han numbers ---
def _han_months(p: Other, path: str, _: Form) -> str | None:
    if path not in {"/dsj/index.html", "/dsj/"}:
        return None
    body = ""
    for (year, month), items in groupby(p.items, lambda i: (i.day.year, i.day.month)):
        rows = "".join(f'<p><b>{_number(i.day.day)}日</b>　<a href="{p.article(i)}">{i.title}</a></p>' for i in items)
        body += f"<h3>{''.join(_HAN[int(c)] for c in str(year))}年{_number(month)}月</h3>{rows}"
    return modern("大事记", f'<div class="chronicle">{body}</div>')


# --- rows opened by a function of a common file, with a constant of the page ---
def _opened(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/js/common.js":
        return (
            "application/javascript",
            b"function goPage(n){ window.location.href = ctx + '/channel/' + chnId + '/' + n + '.html'; }\nfunction openDetail(id, type){ if(type == '2'){ window.open(ctx + '/file/' + id); } else { window.open(ctx + '/detail/' + id + '.html'); } }",
        )
    name = path.removeprefix("/gov/channel/64/").removesuffix(".html")
    no = int(name) if name.isdigit() and path.startswith("/gov/channel/64/") else 0
    rows = "".join(
        f'<div class="row"><a href="javascript:;" onclick="openDetail(\'{i.number:024x}\',\'1\')" title="{i.title}">{i.title[:18]}</a><span class="r">{i.day}</span></div>'
        for i in p.page(no)
    )
    ways = "".join(f'<a href="javascript:;" onclick="goPage({n})">{n}</a>' for n in range(1, p.total_pages + 1))
    return (
        modern(
            "公示公告",
            f'<div class="rows">{rows}</div><div class="pg">{ways}</div>',
            head="<script>var ctx = '/gov'; var chnId = '64';</script><script src='/js/common.js'></script>",
        )
        if rows
        else None
    )


# --- rows that are table rows with an address of their own, without any link ---
def _data_href(p: Other, path: str, f: Form) -> str | None:
    no = int(f.get("page") or 1)
    rows = "".join(
        f'<tr class="clickable" data-href="{p.article(i)}"><td class="d">{i.day:%d.%m.%Y}</td><td>{i.title}</td><td>Bekanntmachung</td></tr>'
        for i in p.page(no)
    )
    script = "<script>document.querySelectorAll('tr[data-href]').forEach(function(r){ r.addEventListener('click', function(){ window.location = r.dataset.href; }); });</script>"
    return (
        western(
            "en",
            "Amtsblatt",
            f'<table class="tbl"><thead><tr><th>Datum</th><th>Titel</th><th>Art</th></tr></thead><tbody>{rows}</tbody></table>{_ways(p, no, "/amtsblatt?page={}")}{script}',
        )
        if path == "/amtsblatt" and rows
        else None
    )


# --- rows to everywhere: articles, files, other portals, an account of a messenger ---
def _everywhere(item: Item) -> str:
    if item.number % 7 == 3:
        return f"https://mp.weixin.example.com/s/a{item.number}Qx"
    if item.number % 7 == 5:
        return f"http://www.shuiwu.example.cn/art/{item.day:%Y}/{item.number}.html"
    return (
        f"/files/{item.day:%Y%m}/P0{item.number}.pdf"
        if item.number % 7 == 1
        else f"/gzdt/{item.day:%Y%m}/{item.number}.html"
    )


def _mixed(p: Other, path: str, f: Form) -> str | None:
    name = path.removeprefix("/gzdt/")
    no = 1 if name == "index.html" else int(name[6:-5]) if name.startswith("index_") and name[6:-5].isdigit() else 0
    rows = "".join(
        f'<li><span class="time"><b>{i.day:%d}</b><i>{i.day:%Y.%m}</i></span><a href="{p.article(i)}" target="_blank">{i.title}</a></li>'
        for i in p.page(no)
    )
    return (
        modern(
            "工作动态",
            f'<ul class="ul">{rows}</ul><div class="pagebar"><a href="{"index.html" if no == 2 else f"index_{no - 1}.html"}">&lt;</a><b>{no}</b><a href="index_{no + 1}.html">&gt;</a></div>',
        )
        if rows
        else None
    )


# --- one page, years folded ---
def _accordion(p: Other, path: str, _: Form) -> str | None:
    if path != "/publications":
        return None
    body = ""
    for year, items in groupby(p.items, lambda i: i.day.year):
        rows = "".join(
            f'<li><a href="{p.article(i)}">{i.title}</a> (PDF, {i.number * 13}KB) – {i.day.day} {i.day:%B}</li>'
            for i in items
        )
        body += f'<div class="accordion__section"><h2 class="accordion__header"><button type="button" aria-expanded="false">{year}</button></h2><div class="accordion__content"><ul>{rows}</ul></div></div>'
    return western("en", "Publications", f'<div class="accordion">{body}</div>')


MARKUP = (
    Other("w-framed", "/tzgg/", lambda i: f"/info/view.jsp?id={i.number}", _framed, language=LANG),
    Other(
        "w-crowded",
        "/zwdt/",
        lambda i: f"/zwdt/{i.day:%Y%m}/{i.number}.html",
        _crowded,
        language=LANG,
        size=5,
        count=21,
    ),
    Other("w-hacked", "/xwdt/index.htm", lambda i: f"/info/1012/{i.number + 400}.htm", _hacked, language=LANG),
    Other("w-han-months", "/dsj/index.html", lambda i: f"/dsj/{i.number}.html", _han_months, language=LANG, size=43),
    Other("w-opened", "/gov/channel/64/1.html", lambda i: f"/gov/detail/{i.number:024x}.html", _opened, language=LANG),
    Other("w-data-href", "/amtsblatt", lambda i: f"/amtsblatt/{i.number}", _data_href, language="de"),
    Other("w-mixed", "/gzdt/index.html", _everywhere, _mixed, language=LANG),
    Other(
        "w-accordion", "/publications", lambda i: f"/publications/p{i.number}.pdf", _accordion, language="en", size=43
    ),
)
