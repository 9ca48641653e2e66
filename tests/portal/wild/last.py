"""The last lot: a platform's open catalogue, broken JSON, rows without words in their links, lists shown twice."""

from __future__ import annotations

import json

from tests.portal.others.base import Form, Found, Other
from tests.portal.wild.chrome import modern, western

LANG = "zh5"


def _json(text: str) -> Found:
    return "application/json", text.encode()


# --- the open catalogue of a southern province: a constant of the page, an API by the column's number ---
def _catalogue(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/gkmlpt/index":
        return '<!DOCTYPE html><html><head><meta charset="utf-8"><title>政府信息公开平台</title><script>window._CONFIG = {"SID": "75410", "DEFAULT_CATE": "4102", "HOST": ""};</script></head><body><div id="app"><div class="loading">加载中...</div></div><script src="/gkmlpt/static/index.min.js"></script></body></html>'
    if path == "/gkmlpt/static/index.min.js":
        return (
            "text/javascript",
            b'new Vue({el:"#app",data:{list:[],page:1,total:0,cate:_CONFIG.DEFAULT_CATE},methods:{load:function(){var t=this;$.get("/gkmlpt/api/all/"+_CONFIG.DEFAULT_CATE+"?page="+t.page+"&sid="+_CONFIG.SID,function(e){t.list=e.articles,t.total=e.total})}}});',
        )
    if path == "/gkmlpt/api/all/4102" and f.get("sid") == "75410":
        return _json(
            json.dumps(
                {
                    "articles": [
                        {
                            "id": i.number,
                            "title": i.title,
                            "url": f"http://portal.example.cn{p.article(i)}",
                            "date": f"{i.day} 00:00:00",
                            "created_at": "2025-02-02 10:00:00",
                        }
                        for i in p.page(int(f.get("page") or 1))
                    ],
                    "total": len(p.items),
                },
                ensure_ascii=False,
            )
        )
    return None


# --- a search server's JSON with a comma too many ---
def _trailing(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/szf/gg/":
        return modern(
            "公告",
            """<ul class="gl_list"></ul><script>function load(page){ $.ajax({url:"/was5/web/search", data:{channelid:"229105", templet:"docs.jsp", page:page, prepage:15, sortfield:"-docorderpri"}, dataType:"json", success:function(d){ for(var i=0;i<d.docs.length-1;i++){ $(".gl_list").append('<li><a href="'+d.docs[i].url+'">'+d.docs[i].title+'</a><span>'+d.docs[i].pubtime+'</span></li>'); } } }); } load(1);</script>""",
        )
    if path == "/was5/web/search" and f.get("channelid") == "229105":
        docs = ",".join(
            json.dumps(
                {"url": p.article(i), "title": i.title, "pubtime": f"{i.day:%Y-%m-%d %H:%M:%S}"}, ensure_ascii=False
            )
            for i in p.page(int(f.get("page") or 1))
        )
        return _json(
            f'{{"count":"{len(p.items)}","pagenum":"{p.total_pages}","docs":[{docs}{"," if docs else ""}{{}}, ]}}'
        )
    return None


# --- rows whose links say only PDF; the title stands in a cell of its own ---
def _papers(p: Other, path: str, f: Form) -> str | None:
    no = int(f.get("page") or 1)
    rows = "".join(
        f'<tr><td>{i.day.day}.{i.day.month}.{i.day.year}</td><td>{i.title}</td><td class="c"><a href="{p.article(i)}">PDF</a></td></tr>'
        for i in p.page(no)
    )
    ways = "".join(
        f'<a href="/tc/papers?page={n}">{n}</a>' if n != no else f"<b>{n}</b>" for n in range(1, p.total_pages + 1)
    )
    return (
        western(
            "zh-Hant",
            "文件",
            f"<table><tr><th>日期</th><th>題目</th><th>文件</th></tr>{rows}</table><div class=pages>{ways}</div>",
        )
        if path == "/tc/papers" and rows
        else None
    )


# --- sessions in addresses ---
def _sessions(p: Other, path: str, f: Form) -> str | None:
    no = int(f.get("gtp", "1_1").partition("_")[2] or 1)
    path = path.partition(";")[0]
    rows = "".join(
        f'<div class="teaser"><p class="dateline"><span>{i.day.day}. {("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember")[i.day.month - 1]} {i.day.year}</span></p><h3><a href="{p.article(i)};jsessionid=8F{no}A">{i.title}</a></h3></div>'
        for i in p.page(no)
    )
    nxt = (
        f'<a class="forward" href="/presse/liste.html;jsessionid=8F{no}A?gtp=1_{no + 1}" title="Vor"><img src="v.png" alt="Vor"></a>'
        if no < p.total_pages
        else ""
    )
    return (
        western("en", "Presse", f'<div class="list">{rows}</div><div class="navIndex">{nxt}</div>')
        if path == "/presse/liste.html" and rows
        else None
    )


# --- JSON by POST whose page is nested ---
def _nested(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/pub/list":
        return modern(
            "公示",
            """<div id="l"></div><script>var vm = { q: { page: { current: 1, size: 15 }, cond: { columnId: "77", status: 1 } } }; function go(n){ vm.q.page.current = n; fetch("/pub/api/search", { method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify({ page: { current: n, size: 15 }, cond: { columnId: "77", status: 1 } }) }).then(r => r.json()).then(d => { document.getElementById("l").innerHTML = d.data.records.map(x => `<p><a href="/pub/info/${x.uuid}">${x.infoTitle}</a>${x.pubDate}</p>`).join(""); }); } go(1);</script>""",
        )
    if path == "/pub/api/search":
        page, cond = f.get("page"), f.get("cond")
        if not isinstance(page, dict) or not isinstance(cond, dict) or cond.get("columnId") != "77":
            return None
        return _json(
            json.dumps(
                {
                    "code": 0,
                    "data": {
                        "total": len(p.items),
                        "records": [
                            {"uuid": f"u{i.number:04d}", "infoTitle": i.title, "pubDate": str(i.day)}
                            for i in p.page(int(page["current"]))
                        ],
                    },
                },
                ensure_ascii=False,
            )
        )
    return None


# --- sections with numbers beside the list: their names are no pages ---
def _numbered_sections(p: Other, path: str, _: Form) -> str | None:
    name = path.removeprefix("/list_").removesuffix(".html")
    if path.startswith("/list_") and name.isdigit() and name != "6":
        return modern(
            "别的栏目",
            "".join(
                f'<li><a href="/other/{name}{n}.html">别的栏目第{n}条消息请勿收录</a><span>2024-01-0{n}</span></li>'
                for n in range(1, 6)
            ),
        )
    no = 1 if name == "6" else int(name[2:]) if name.startswith("6_") and name[2:].isdigit() else 0
    tabs = "".join(f'<a href="/list_{n}.html">{t}</a>' for n, t in enumerate(("要闻", "动态", "公告", "政策"), 5))
    return (
        modern(
            "动态",
            f'<div class="page-tabs">{tabs}</div><ul>{"".join(f"<li><a href={p.article(i)}>{i.title}</a><i>{i.day}</i></li>" for i in p.page(no))}</ul><div class="pg"><a href="/list_6_{no + 1}.html">下一页</a></div>',
        )
        if p.page(no)
        else None
    )


# --- the same list twice: for wide screens and for narrow ones ---
def _twice(p: Other, path: str, f: Form) -> str | None:
    no = int(f.get("p") or 1)
    wide = "".join(f'<tr><td><a href="{p.article(i)}">{i.title}</a></td><td>{i.day}</td></tr>' for i in p.page(no))
    narrow = "".join(
        f'<li><a href="{p.article(i)}"><h4>{i.title}</h4><p>{i.day:%m-%d}</p></a></li>' for i in p.page(no)
    )
    more = f'<div class="pages"><a href="?p={no + 1}">下一页</a></div>' if no < p.total_pages else ""
    return (
        modern("公告", f'<table class="pc">{wide}</table><ul class="wap">{narrow}</ul>{more}')
        if path == "/gg" and wide
        else None
    )


# --- a dl by week with the year only in the page's title ---
def _swiss(p: Other, path: str, f: Form) -> str | None:
    no = int(f.get("seite") or 1)
    rows = "".join(
        f'<dt>{i.day:%d.%m.%y}</dt><dd><a href="{p.article(i)}">{i.title}</a><br><small>Gemeindekanzlei</small></dd>'
        for i in p.page(no)
    )
    nxt = f'<a href="/aktuell?seite={no + 1}" title="nächste Seite">»</a>' if no < p.total_pages else ""
    return (
        western(
            "en",
            "Aktuell",
            f'<dl class="news">{rows}</dl><p class="blaettern">Seite {no} von {p.total_pages} {nxt}</p>',
        )
        if path == "/aktuell" and rows
        else None
    )


LAST = (
    Other(
        "w-open-catalogue",
        "/gkmlpt/index",
        lambda i: f"/gkmlpt/content/1/{i.number}/post_{i.number}.html",
        _catalogue,
        language=LANG,
    ),
    Other("w-trailing", "/szf/gg/", lambda i: f"/szf/gg/{i.day:%Y%m}/t{i.number}.htm", _trailing, language=LANG),
    Other("w-papers", "/tc/papers", lambda i: f"/tc/papers/p{i.number}.pdf", _papers, language="zh-Hant"),
    Other("w-sessions", "/presse/liste.html", lambda i: f"/presse/{i.number}.html", _sessions, language="de"),
    Other("w-nested", "/pub/list", lambda i: f"/pub/info/u{i.number:04d}", _nested, language=LANG),
    Other("w-numbered-sections", "/list_6.html", lambda i: f"/show_{i.number}.html", _numbered_sections, language=LANG),
    Other("w-twice", "/gg", lambda i: f"/gg/{i.number}.html", _twice, language=LANG),
    Other("w-swiss", "/aktuell", lambda i: f"/aktuell/{i.number}", _swiss, language="de"),
)
