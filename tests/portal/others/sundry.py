"""A fourth lot, Chinese: archives, pinned rows, tabs, fragments, twins and hosts of others."""

from __future__ import annotations

from tests.portal.others.base import Form, Found, Item, Other
from tests.portal.others.chrome import framed


def _years(portal: Other, path: str, form: Form) -> Found | str | None:
    """A gazette by years: the section shows the newest year, the others are links; no page numbers."""
    years = sorted({i.day.year for i in portal.items}, reverse=True)
    year = years[0] if path == "/gk/gb/" else int(path.removeprefix("/gk/gb/").strip("/") or 0)
    if not path.startswith("/gk/gb/") or year not in years:
        return None
    tabs = "".join(
        f'<li class="on"><a>{y}年</a></li>' if y == year else f'<li><a href="/gk/gb/{y}/">{y}年</a></li>' for y in years
    )
    rows = "".join(
        f'<li><a href="{portal.article(i)}">{i.title}</a><span>{i.day:%m-%d}</span></li>'
        for i in portal.items
        if i.day.year == year
    )
    return framed("政府公报", f'<ul class="ndxz">{tabs}</ul><h2>{year}年政府公报</h2><ul class="gblist">{rows}</ul>')


def _sticky(portal: Other, path: str, form: Form) -> Found | str | None:
    """Pinned rows in a list of their own on every page; the pager's function stands in a file beside the page."""
    name = path.removeprefix("/gk/zcjd/index").removesuffix(".html").lstrip("_")
    if path == "/js/page.js":
        return (
            "text/javascript",
            b"function goPage(n){if(n<2){location.href='index.html';}else{location.href='index_'+n+'.html';}}",
        )
    if not path.startswith("/gk/zcjd/index") or not path.endswith(".html"):
        return None
    page, pinned = int(name or 1), [portal.items[30], portal.items[38]]
    rest = [i for i in portal.items if i not in pinned]
    top = "".join(
        f'<li><em>[置顶]</em><a href="{portal.article(i)}">{i.title}</a> ({i.day:%Y-%m-%d})</li>' for i in pinned
    )
    rows = "".join(
        f'<li>·<a href="{portal.article(i)}">{i.title}</a> ({i.day:%Y-%m-%d})</li>'
        for i in rest[(page - 1) * 15 : page * 15]
    )
    numbers = "".join(
        f'<a href="javascript:goPage({n})">{n}</a> ' if n != page else f"<b>{n}</b> " for n in range(1, 4)
    )
    return framed(
        "政策解读",
        f'<ul class="zd">{top}</ul><ul class="pt">{rows}</ul><div class="pg">{numbers}</div>',
        '<script src="/js/page.js"></script>',
    )


def _tabbed(portal: Other, path: str, form: Form) -> Found | str | None:
    """One section in two tabs, each with a pager of the same class; a tab's pages keep the other tab at its first."""
    if path != "/gk/rsxx.html":
        return None
    kinds, body = ("任免通知", "招考录用"), ""
    for kind, name in enumerate(kinds):
        mine = [i for i in portal.items if i.number % 2 == kind]
        page = int(form.get("p", "1")) if form.get("t") == str(kind) else 1
        rows = "".join(
            f'<li><a href="{portal.article(i)}" title="{i.title}">{i.title}</a><span>{i.day}</span></li>'
            for i in mine[(page - 1) * 8 : page * 8]
        )
        last = -(-len(mine) // 8)
        links = "".join(f'<a href="?t={kind}&amp;p={n}">{n}</a>' for n in range(1, last + 1) if n != page)
        body += (
            f'<div class="tabcon" id="tab{kind}"><h3>{name}</h3><ul>{rows}</ul><div class="page">{links}</div></div>'
        )
    return framed("人事信息", '<ul class="tabs"><li class="cur">任免通知</li><li>招考录用</li></ul>' + body)


def _hash(portal: Other, path: str, form: Form) -> Found | str | None:
    """Pages are fragments `#!/page/2` of the same address; a script loads the part that goes with them."""
    if path == "/xw/bmdt/":
        page = 1
    elif path.startswith("/xw/bmdt/part/"):
        page = int(path.removeprefix("/xw/bmdt/part/").removesuffix(".html"))
    else:
        return None
    rows = "".join(
        f'<dl><dt><a href="{portal.article(i)}">{i.title}</a></dt><dd>市{"财政" if i.number % 2 else "水务"}局　{i.day:%Y年%m月%d日}</dd></dl>'
        for i in portal.page(page)
    )
    if path != "/xw/bmdt/":
        return rows or None
    links = "".join(f'<a href="#!/page/{n}">{n}</a>' for n in range(1, portal.total_pages + 1))
    return framed(
        "部门动态",
        f"<div id=\"list\">{rows}</div><nav class=\"pager\">{links}</nav><script>window.onhashchange=function(){{var n=location.hash.split('/')[2];$('#list').load('/xw/bmdt/part/'+n+'.html');}};</script>",
    )


def _variants(portal: Other, path: str, form: Form) -> Found | str | None:
    """A base element, session ids in all addresses, http and https, a slash more or less, a mobile twin in each row."""
    if path.partition(";")[0] != "/portal/col/show.action":
        return None
    page = int(form.get("pager.offset", "0")) // 15 + 1
    session = f";jsessionid=8F{page:02d}A0C4E7B1"
    rows = "".join(
        f'<li><a href="{portal.article(i).replace("/portal/", "") if i.number % 3 else portal.article(i)}{session if i.number % 4 == 0 else ""}">{i.title}</a>'
        f'<a class="wap" href="http://m.portal.example.cn/info/{i.number}/">手机版</a><span>{i.day:%Y.%m.%d}</span></li>'
        for i in portal.page(page)
    )
    numbers = "".join(
        f'<a href="col/show.action{session}?id=31&amp;pager.offset={n * 15}">{n + 1}</a>'
        for n in range(portal.total_pages)
        if n != page - 1
    )
    return framed(
        "重点领域",
        f'<ul class="n">{rows}</ul><p>{numbers}</p>',
        '<base href="http://portal.example.cn/portal/">',
    )


def _abroad(portal: Other, path: str, form: Form) -> Found | str | None:
    """A third of the rows lead to WeChat or to the province; titles are cut, the whole stands in another attribute."""
    name = path.removeprefix("/xw/zx").removesuffix(".shtml").lstrip("_")
    if not path.startswith("/xw/zx") or not path.endswith(".shtml"):
        return None
    page = int(name or 0) + 1
    rows = "".join(
        f'<li data-title="{i.title}"><a href="{portal.article(i)}" target="_blank" data-original-title="{i.title}">{i.title[:12]}…</a><span class="date">[{i.day:%m-%d}]</span><span class="hid">{i.day:%Y}</span></li>'
        for i in portal.page(page)
    )
    links = f'<a class="next" href="zx_{page}.shtml">&gt;</a>' if page < portal.total_pages else ""
    return framed("资讯", f'<div class="list"><ul>{rows}</ul></div><div class="pp">{links}</div>')


def _address(item: Item) -> str:
    if item.number % 3 == 0:
        return f"https://mp.weixin.qq.com/s/Qx{item.number:06d}AbCdEf"
    return (
        f"https://www.sheng.example.cn/art/{item.number}.html" if item.number % 7 == 0 else f"/xw/{item.number}.shtml"
    )


SUNDRY = (
    Other("years", "/gk/gb/", lambda i: f"/gk/gb/n{i.number}.html", _years, count=36),
    Other("sticky", "/gk/zcjd/index.html", lambda i: f"/gk/zcjd/t{i.number}.html", _sticky),
    Other("tabbed", "/gk/rsxx.html", lambda i: f"/gk/rs/{i.number}.html", _tabbed),
    Other("hash", "/xw/bmdt/", lambda i: f"/xw/bmdt/{i.day:%Y}/{i.number}.html", _hash),
    Other("variants", "/portal/col/show.action?id=31", lambda i: f"/portal/info/{i.number}/", _variants),
    Other("abroad", "/xw/zx.shtml", _address, _abroad),
)
