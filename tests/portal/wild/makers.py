"""A lot of 2026: what makers of portals at home build today and built once, where the reader of the day went wrong."""

from __future__ import annotations

import json

from tests.portal.others.base import Form, Found, Item, Other
from tests.portal.wild.chrome import modern, old


def _json(value: object) -> Found:
    return "application/json", json.dumps(value, ensure_ascii=False).encode()


def _script(code: str) -> Found:
    return "application/javascript", code.encode()


# --- Struts: the pager's function stands in a file and fills the form of the page with a record's number ---
def _offset_form(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/js/pager.js":
        return _script(
            "function jumpPage(n){document.forms['pf'].elements['pager.offset'].value=(n-1)*15;document.pf.submit();}"
        )
    if path != "/portal/infoList.action" or f.get("channel") != "0203":
        return None
    start = int(f.get("pager.offset") or 0)
    here = start // p.size + 1
    rows = "".join(
        f"<tr><td>{n}</td><td><a href='{p.article(i)}' title='{i.title}'>{i.title[:10]}...</a></td><td>{i.day}</td></tr>"
        for n, i in enumerate(p.items[start : start + p.size], start + 1)
    )
    nxt = f"<a href='javascript:jumpPage({here + 1})'>下一页</a>" if here < p.total_pages else "下一页"
    return old(
        "信息公开",
        f"<form name=pf method=post action=infoList.action><input type=hidden name=channel value=0203><input type=hidden name='pager.offset' value={start}><table><tr><th>序号</th><th>标题</th><th>日期</th></tr>{rows}</table>{nxt}</form>",
        "<script src=/js/pager.js></script>",
    )


# --- Vue with RuoYi behind it: an empty page, a file of settings, a bundle that asks its router for the column ---
def _settings(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/config.js":
        return _script('window.g = { BASE_API: "/prod-api", title: "云溪市政务网" };')
    if path == "/static/js/app.1b2c3d.js":
        return _script(
            '!function(e){var t={a1:function(e,t,n){var r=n("b7");t.a={listArticle:function(e){return Object(r.a)({url:"/cms/article/list",method:"get",params:e})},getArticle:function(e){return Object(r.a)({url:"/cms/article/"+e,method:"get"})}}},'
            "b7:function(e,t,n){t.a=n('bc').create({baseURL:window.g.BASE_API,timeout:1e4})},c0:function(e,t,n){t.default={data:function(){return{queryParams:{pageNum:1,pageSize:10,columnId:this.$route.query.columnId},total:0,list:[]}}}}}}();"
        )
    if path == "/list":
        return '<!DOCTYPE html><html><head><meta charset="CHARSET"><title>云溪市政务网</title><script src=/config.js></script></head><body><div id="app"></div><script src="/static/js/app.1b2c3d.js"></script></body></html>'
    if path != "/prod-api/cms/article/list" or f.get("columnId") != "104":
        return None
    rows = [
        {"articleId": i.number, "title": i.title, "linkUrl": p.article(i), "publishDate": f"{i.day} 00:00:00"}
        for i in p.page(int(f.get("pageNum") or 1))
    ]
    return _json({"total": len(p.items), "rows": rows, "code": 200})


# --- Vite: the route has a short name, the list is asked for by POST, behind a prefix ---
def _vite(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/assets/index-4f3a2b1c.js":
        return _script(
            'const Xe=D.create({baseURL:"/gateway",timeout:3e4});const A=e=>Xe({url:"/portal/news/pageList",method:"post",data:e}),B=e=>Xe({url:`/portal/news/${e}`,method:"get"});'
            'const C={__name:"NewsList",setup(e){const r=Qe(),n=Ft({current:1,size:10,columnCode:r.query.code}),l=z([]),a=async()=>{const o=await A(n);l.value=o.data.records};return a(),{l}}};'
        )
    if path == "/news/list":
        return '<!DOCTYPE html><html><head><meta charset="CHARSET"><title>云溪市</title><script type=module crossorigin src=/assets/index-4f3a2b1c.js></script></head><body><div id="app"></div></body></html>'
    if path != "/gateway/portal/news/pageList" or f.get("columnCode") != "gsgg":
        return None
    number = int(f.get("current") or 1)
    rows = [{"newsTitle": i.title, "publishTime": f"{i.day} 12:00", "newsUrl": p.article(i)} for i in p.page(number)]
    return _json({"data": {"records": rows, "total": len(p.items), "current": number, "pages": p.total_pages}})


# --- Nuxt: the first rows stand in the page, the numbers below them lead nowhere, the bundle is named by its digest ---
def _nuxt(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/_nuxt/8f2c1a.js":
        return _script(
            '(window.webpackJsonp=window.webpackJsonp||[]).push([[12],{233:function(t,e,n){e.default={data:function(){return{list:[],more:!0,pageNum:1,pageSize:10,total:0}},methods:{getList:function(){this.$axios.get("/api/portal/article/page",{params:{pageNum:this.pageNum,pageSize:this.pageSize,channelId:this.$route.params.id}})},go:function(t){this.$router.push("/article/"+t.id)}}}}}]);'
        )
    if path == "/api/portal/article/page" and f.get("channelId") == "57":
        rows = [
            {"id": i.number, "title": i.title, "publishTime": f"{i.day} 09:12:00"}
            for i in p.page(int(f.get("pageNum") or 1))
        ]
        return _json({"code": 0, "data": {"records": rows, "total": len(p.items), "pages": p.total_pages}})
    if path != "/channel/57":
        return None
    shown = "".join(f"<li><a href=/article/{i.number}>{i.title}</a><span>{i.day}</span></li>" for i in p.page(1))
    return modern(
        "通知公告",
        f"<div id=__nuxt><ul class=rows>{shown}</ul><ul class=el-pager><li class='number active'>1</li><li class=number>2</li><li class=number>3</li></ul></div><script src=/_nuxt/8f2c1a.js defer></script>",
    )


# --- Internet Explorer's data island: the list is XML, bound to a table ---
def _island(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/xml/news.xml":
        rows = "".join(
            f"<news><title><![CDATA[{i.title}]]></title><link>{p.article(i)}</link><time>{i.day} 08:00:00</time></news>"
            for i in p.items
        )
        return "text/xml", f'<?xml version="1.0" encoding="utf-8"?><root>{rows}</root>'.encode()
    if path != "/news.htm":
        return None
    return old(
        "新闻中心",
        "<xml id=news src='/xml/news.xml'></xml><table datasrc='#news'><tr><td><a datafld=link><span datafld=title></span></a></td></tr></table>",
    )


# --- the whole row is the link, and its first cells are hidden ---
def _hidden_cells(p: Other, path: str, f: Form) -> Found | str | None:
    if path != "/zwgk/gkml.jsp":
        return None
    here = int(f.get("pageIndex") or 1)
    rows = "".join(
        f"<tr onclick=\"view('{i.day.year}','{i.number}')\"><td style='display:none'>{i.number}</td><td style='display:none'>GK{i.number:08d}/2024-{i.number:05d}</td><td>{i.title}</td><td>县政府办</td><td>{i.day}</td></tr>"
        for i in p.page(here)
    )
    numbers = "".join(f"<a href='?pageIndex={n}'>{n}</a>" for n in range(1, p.total_pages + 1))
    return old(
        "信息公开目录",
        f"<table><tr><th style='display:none'>编号</th><th style='display:none'>索引号</th><th>名称</th><th>发布机构</th><th>生成日期</th></tr>{rows}</table><p>{numbers}</p>"
        "<script>function view(y,id){ window.open('/zwgk/' + y + '/' + id + '.shtml','_blank'); }</script>",
    )


# --- the list stands in a frame that a script writes ---
def _written_frame(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/xwzx/gzdt.htm":
        frame = '<iframe width=700 frameborder=0 src="/app/list.php?cid=9"></iframe>'
        return old("工作动态", f"<script>document.write('{frame}');</script>")
    if path != "/app/list.php":
        return None
    rows = "".join(
        f"<dl><dt><a href={p.article(i)} target=_parent>{i.title}</a></dt><dd>{i.day.year}年{i.day.month}月{i.day.day}日</dd></dl>"
        for i in p.page(int(f.get("p") or 1))
    )
    numbers = "".join(f"<a href='list.php?cid=9&p={n}'>[{n}]</a>" for n in range(1, p.total_pages + 1))
    return f"<html><head><meta charset=CHARSET></head><body>{rows}<p>{numbers}</p></body></html>"


# --- each row has four links: kind, title, file, reading of it; kinds and readings are folders of the same section ---
def _several(p: Other, path: str, f: Form) -> Found | str | None:
    name = path.removeprefix("/tzgg/").removeprefix("list_").removesuffix(".html")
    if not path.startswith("/tzgg/") or not (name.isdigit() or not name):
        return None
    here = int(name or 1)
    rows = "".join(
        f"<li>[<a href=/tzgg/c{i.number % 4}/>{('公示', '公告', '通知', '招聘')[i.number % 4]}</a>] <a href={p.article(i)}>{i.title}</a> <a href=/upload/{i.number}.doc>附件下载</a> <a href=/tzgg/jd/{i.number}.html>【解读】</a><em>{i.day:%m-%d}</em><i>{i.day.year}</i></li>"
        for i in p.page(here)
    )
    numbers = "".join(
        f"<b>{n}</b>" if n == here else f"<a href=/tzgg/{'' if n == 1 else f'list_{n}.html'}>{n}</a>"
        for n in range(1, p.total_pages + 1)
    )
    return modern("通知公告", f"<ul class=news>{rows}</ul><div class=p>{numbers}</div>")


# --- a function sets the number in the page's own address ---
def _own_address(p: Other, path: str, f: Form) -> Found | str | None:
    if path != "/wz/lanmu" or f.get("id") != "33":
        return None
    here = int(f.get("page") or 1)
    rows = "".join(
        f"<li><a href='{p.article(i)}'>{i.title}</a><em>{i.day:%Y年%m月%d日}</em></li>" for i in p.page(here)
    )
    code = r"function turn(n){var u=window.location.href;if(u.indexOf('page=')>-1){u=u.replace(/page=\d+/,'page='+n);}else{u=u+(u.indexOf('?')>-1?'&':'?')+'page='+n;}window.location.href=u;}"
    nxt = f"<a href='javascript:void(0)' onclick='turn({min(p.total_pages, here + 1)})'>下一页</a>"
    return modern("通知公告", f"<ul class=gl>{rows}</ul><div class=turn>{nxt}</div><script>{code}</script>")


# --- a function reads the address from a hidden field ---
def _field_address(p: Other, path: str, f: Form) -> Found | str | None:
    if path != "/gov/infoOpen.do" or f.get("type") != "07":
        return None
    here = int(f.get("cur") or 1)
    rows = "".join(
        f"<tr><td><a href=\"javascript:show('{i.number}')\">{i.title}</a></td><td>{i.day}</td></tr>"
        for i in p.page(here)
    )
    return old(
        "信息公开",
        f"<input type=hidden id=base value='/gov/infoOpen.do?method=list&type=07'><table>{rows}</table><a href='javascript:go({min(here + 1, p.total_pages)})'>下页</a>"
        "<script>function go(n){var b=document.getElementById('base').value;window.location.href=b+'&cur='+n;}"
        "function show(id){window.open('/gov/info.do?method=show&infoId='+id);}</script>",
    )


# --- Solr by JSONP: fields of many values, records counted from 0 ---
def _solr(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/gonggao.html":
        return modern(
            "公告",
            "<div id=docs></div><script>function query(start){$.ajax({url:'/solr/portal/select',dataType:'jsonp',jsonp:'json.wrf',data:{q:'*:*',fq:'channel:gonggao',start:start,rows:15,wt:'json'},success:function(d){$.each(d.response.docs,function(i,o){$('#docs').append('<p><a href=\"'+o.url+'\">'+o.title+'</a></p>')})}})}query(0);</script>",
        )
    if path != "/solr/portal/select" or "start" not in f:
        return None
    start = int(f["start"])
    docs = [
        {"id": f"d{i.number}", "title": [i.title], "url": p.article(i), "pubdate": f"{i.day}T00:00:00Z"}
        for i in p.items[start : start + p.size]
    ]
    return _script(f"cb({json.dumps({'response': {'numFound': len(p.items), 'start': start, 'docs': docs}})})")


# --- GraphQL, Relay's cursors: `first` is the size, the first cursor is none ---
def _relay(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/notices":
        return modern(
            "公告",
            "<div id=n></div><script>const Q='query($first:Int,$after:String){notices(first:$first,after:$after){totalCount edges{cursor node{title path publishedAt}} pageInfo{endCursor hasNextPage}}}';let after=null;async function load(){const r=await fetch('/graphql',{method:'POST',headers:{'Content-Type':'application/json'},body:JSON.stringify({query:Q,variables:{first:15,after:after}})});after=(await r.json()).data.notices.pageInfo.endCursor;}load();</script>",
        )
    asked = f.get("variables")
    if path != "/graphql" or not isinstance(asked, dict):
        return None
    cursors = [str(i.number) for i in p.items]
    start = 0 if asked["after"] is None else cursors.index(asked["after"]) + 1
    part = p.items[start : start + asked["first"]]
    edges = [
        {"cursor": str(i.number), "node": {"title": i.title, "path": p.article(i), "publishedAt": str(i.day)}}
        for i in part
    ]
    end = {"endCursor": str(part[-1].number), "hasNextPage": start + len(part) < len(p.items)}
    return _json({"data": {"notices": {"totalCount": len(p.items), "edges": edges, "pageInfo": end}}})


# --- a cut title whose tooltip has it whole and its day with the year; the next page's link is a picture ---
def _tooltips(p: Other, path: str, f: Form) -> Found | str | None:
    if path != "/jsp/more.jsp":
        return None
    start = int(f.get("pager.offset") or 0)
    rows = "".join(
        f'<tr><td><a href="view.jsp?id={i.number}" title="{i.title}\n发布时间：{i.day}">{i.title[:12]}</a></td><td>[{i.day:%m/%d}]</td></tr>'
        for i in p.items[start : start + p.size]
    )
    following = start + p.size
    nxt = f"<a href='more.jsp?pager.offset={following}'><img src=/i/next.gif alt=下一页></a>"
    return old("更多", f"<table>{rows}</table><div>{nxt if following < len(p.items) else ''}</div>")


def _by_month(i: Item) -> str:
    return f"/html/{i.day:%Y%m}/{i.number}.html"


MAKERS: tuple[Other, ...] = (
    Other(
        "w-offset-form",
        "/portal/infoList.action?channel=0203",
        lambda i: f"/portal/infoDetail.action?id={i.number}",
        _offset_form,
        encoding="gbk",
    ),
    Other("w-settings", "/list?columnId=104", _by_month, _settings, size=10),
    Other("w-vite", "/news/list?code=gsgg", _by_month, _vite, size=10),
    Other("w-nuxt", "/channel/57", lambda i: f"/article/{i.number}", _nuxt, size=10),
    Other("w-island", "/news.htm", _by_month, _island),
    Other("w-hidden-cells", "/zwgk/gkml.jsp", lambda i: f"/zwgk/{i.day.year}/{i.number}.shtml", _hidden_cells),
    Other("w-written-frame", "/xwzx/gzdt.htm", _by_month, _written_frame),
    Other("w-several", "/tzgg/", lambda i: f"/tzgg/{i.day.year}/{i.number}.html", _several),
    Other("w-own-address", "/wz/lanmu?id=33", lambda i: f"/wz/neirong?id={i.number}", _own_address),
    Other(
        "w-field-address",
        "/gov/infoOpen.do?method=list&type=07",
        lambda i: f"/gov/info.do?method=show&infoId={i.number}",
        _field_address,
    ),
    Other("w-relay", "/notices", _by_month, _relay),
    Other("w-tooltips", "/jsp/more.jsp", lambda i: f"/jsp/view.jsp?id={i.number}", _tooltips, encoding="gb18030"),
    Other("w-solr", "/gonggao.html", _by_month, _solr),
)
