"""Lists behind the plugins that portals take from others: pagers, grids, single-page applications, fragments."""

from __future__ import annotations

import json

from tests.portal.others.base import Form, Found, Other
from tests.portal.wild.chrome import modern, western

LANG = "zh5"


def _json(value: object) -> Found:
    return "application/json", json.dumps(value, ensure_ascii=False).encode()


def _script(text: str) -> Found:
    return "text/javascript", text.encode()


def _rows(p: Other, no: int) -> str:
    return "".join(f'<li><a href="{p.article(i)}">{i.title}</a><span>{i.day}</span></li>' for i in p.page(no))


# --- layui laypage: a count of records, a limit, a jump ---
def _laypage(p: Other, path: str, f: Form) -> str | None:
    no = int(f.get("pageNo") or 1)
    if path != "/site/column.jsp" or f.get("colId") != "318" or not p.page(no):
        return None
    return modern(
        "通知公告",
        f"""<ul class="layui-list">{_rows(p, no)}</ul><div id="page"></div><script src="/layui/layui.js"></script><script>
layui.use('laypage', function(){{ var laypage = layui.laypage; laypage.render({{ elem: 'page', count: {len(p.items)}, limit: {p.size}, curr: {no}, layout: ['count','prev','page','next','skip'],
jump: function(obj, first){{ if(!first){{ window.location.href = "/site/column.jsp?colId=318&pageNo=" + obj.curr; }} }} }}); }});</script>""",
    )


# --- layui table: columns and a link made by templet ---
def _layui_table(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/open/index.html":
        return modern(
            "行政许可公示",
            """<table id="demo" lay-filter="test"></table><script src="/layui/layui.js"></script><script>
layui.use('table', function(){ var table = layui.table; table.render({ elem:'#demo', url:'/open/licence/list', page:true, limit:15, cols:[[ {type:'numbers', title:'序号'}, {field:'licTitle', title:'名称', templet:function(d){ return '<a href="/open/licence/view/'+d.licId+'.html" target="_blank">'+d.licTitle+'</a>'; }}, {field:'orgName', title:'机关'}, {field:'pubDate', title:'公示日期', width:120} ]] }); });</script>""",
        )
    if path == "/open/licence/list":
        return _json(
            {
                "code": 0,
                "msg": "",
                "count": len(p.items),
                "data": [
                    {
                        "licId": f"L{i.number}",
                        "licTitle": i.title,
                        "orgName": "云溪市水务局",
                        "pubDate": str(i.day),
                        "endDate": "2099-12-31",
                    }
                    for i in p.page(int(f.get("page") or 1))
                ],
            }
        )
    return None


# --- simplePagination: items, itemsOnPage, a prefix and a suffix ---
def _simple(p: Other, path: str, _: Form) -> str | None:
    no = (
        1
        if path == "/tzgg/index.html"
        else int(path[len("/tzgg/list-") : -5])
        if path.startswith("/tzgg/list-") and path[len("/tzgg/list-") : -5].isdigit()
        else 0
    )
    return (
        modern(
            "通知公告",
            f"""<div class="list"><ul>{_rows(p, no)}</ul></div><div id="light-pagination"></div><script src="/js/jquery.simplePagination.js"></script><script>
$(function() {{ $('#light-pagination').pagination({{ items: {len(p.items)}, itemsOnPage: {p.size}, currentPage: {no}, cssStyle: 'light-theme', hrefTextPrefix: '/tzgg/list-', hrefTextSuffix: '.html', prevText: '上一页', nextText: '下一页' }}); }});</script>""",
        )
        if p.page(no)
        else None
    )


# --- jqPaginator: a total and a callback that leads on ---
def _jqpaginator(p: Other, path: str, _: Form) -> str | None:
    name = path.removeprefix("/gzdt/")
    no = 1 if name == "list.shtml" else int(name[5:-6]) if name.startswith("list_") and name[5:-6].isdigit() else 0
    return (
        modern(
            "工作动态",
            f"""<ul class="art-list">{_rows(p, no)}</ul><ul class="pagination" id="pg1"></ul><script src="/js/jqPaginator.min.js"></script><script>
$('#pg1').jqPaginator({{ totalPages: {p.total_pages}, visiblePages: 8, currentPage: {no}, first: '<li class="first"><a href="javascript:void(0);">首页</a></li>', onPageChange: function (num, type) {{
 if (type == 'change') {{ if (num == 1) {{ location.href = 'list.shtml'; }} else {{ location.href = 'list_' + num + '.shtml'; }} }} }} }});</script>""",
        )
        if p.page(no)
        else None
    )


# --- easyui datagrid: POST page and rows ---
def _easyui(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/xxgk/list.do":
        return modern(
            "规范性文件",
            """<table id="dg"></table><script>$(function(){ $('#dg').datagrid({ url:'/xxgk/queryList.do', method:'post', queryParams:{catalog:'gfxwj'}, pagination:true, pageSize:15, pageList:[15,30], rownumbers:true, columns:[[ {field:'TITLE', title:'标题', width:500, formatter:function(value,row,index){ return "<a href='/xxgk/show.do?id="+row.ID+"' target='_blank'>"+value+"</a>"; }}, {field:'PUBLISHDATE', title:'发布日期', width:100} ]] }); });</script>""",
        )
    if path == "/xxgk/queryList.do" and f.get("catalog") == "gfxwj":
        no, size = int(f.get("page") or 1), int(f.get("rows") or 10)
        return _json(
            {
                "total": len(p.items),
                "rows": [
                    {"ID": i.number + 300, "TITLE": i.title, "PUBLISHDATE": str(i.day)}
                    for i in p.items[(no - 1) * size : no * size]
                ],
            }
        )
    return None


# --- bootstrap-table: offset and limit, told by attributes ---
def _bootstrap_table(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/notice/list":
        return modern(
            "公示公告",
            """<table id="table" data-toggle="table" data-url="/notice/data" data-side-pagination="server" data-pagination="true" data-page-size="15"><thead><tr><th data-field="title" data-formatter="titleFormatter">标题</th><th data-field="createTime">时间</th></tr></thead></table><script>function titleFormatter(value, row) { return '<a href="/notice/view/' + row.id + '">' + value + '</a>'; }</script>""",
        )
    if path == "/notice/data":
        start, limit = int(f.get("offset") or 0), int(f.get("limit") or 10)
        return _json(
            {
                "total": len(p.items),
                "rows": [
                    {"id": i.number, "title": i.title, "createTime": f"{i.day} 10:20:00"}
                    for i in p.items[start : start + limit]
                ],
            }
        )
    return None


# --- DataTables: one file, rows are arrays of HTML ---
def _datatables(p: Other, path: str, _: Form) -> Found | str | None:
    if path == "/circulars":
        return western(
            "en",
            "Circulars",
            """<table id="example" class="display"><thead><tr><th>Date</th><th>Subject</th><th>Ref.</th></tr></thead></table><script src="/js/jquery.dataTables.min.js"></script><script>$(document).ready(function(){ $('#example').DataTable({ "ajax": "/data/circulars.json", "order": [[0,"desc"]], "pageLength": 25 }); });</script>""",
        )
    if path == "/data/circulars.json":
        return _json(
            {
                "data": [
                    [f"{i.day:%d/%m/%Y}", f'<a href="{p.article(i)}" target="_blank">{i.title}</a>', f"RC/{i.number}"]
                    for i in p.items
                ]
            }
        )
    return None


# --- a single-page application: an empty shell, a bundle, an API of the common back end ---
_APP = """(function(){var e={list:[],total:0,q:{pageNum:1,pageSize:15,channelId:"1024"}};function t(t){return n({url:"/cms/article/list",method:"get",params:t})}var n=axios.create({baseURL:"/prod-api",timeout:1e4});
var r={name:"NewsList",data:function(){return e},mounted:function(){this.getList()},methods:{getList:function(){var e=this;t(this.q).then(function(t){e.list=t.rows,e.total=t.total})},toDetail:function(e){this.$router.push("/detail/"+e.articleId)},pageChange:function(e){this.q.pageNum=e,this.getList()}}};
var i=new VueRouter({mode:"history",routes:[{path:"/list",component:r},{path:"/detail/:articleId",component:a}]});})();"""


def _spa(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/list":
        return '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>云溪市数据局</title><link href="/static/css/app.1f2e.css" rel="stylesheet"></head><body><noscript>We\'re sorry but this site doesn\'t work properly without JavaScript enabled.</noscript><div id="app"></div><script src="/static/js/chunk-vendors.77ab.js"></script><script src="/static/js/app.9c31.js"></script></body></html>'
    if path == "/static/js/chunk-vendors.77ab.js":
        return _script(
            "!function(e,t){e.exports=t()}(this,function(){return{version:'2.6.14',get:function(e){return this.request(e)}}});"
        )
    if path == "/static/js/app.9c31.js":
        return _script(_APP)
    if path == "/prod-api/cms/article/list" and f.get("channelId") == "1024":
        return _json(
            {
                "total": len(p.items),
                "rows": [
                    {
                        "articleId": i.number,
                        "title": i.title,
                        "publishTime": f"{i.day} 08:00:00",
                        "channelId": 1024,
                        "updateTime": "2025-01-09 10:00:00",
                        "summary": None,
                    }
                    for i in p.page(int(f.get("pageNum") or 1))
                ],
                "code": 200,
                "msg": "查询成功",
            }
        )
    return None


# --- a headless blog: its REST interface asked for from the page ---
def _wp_rest(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/news/":
        return western(
            "en",
            "News",
            """<div id="news-root" class="loading"></div><script>
const state = { page: 1 }; async function load() { const res = await fetch(`/wp-json/wp/v2/posts?categories=4&per_page=15&page=${state.page}`); const posts = await res.json();
document.getElementById('news-root').insertAdjacentHTML('beforeend', posts.map(p => `<article><h3><a href="${p.link}">${p.title.rendered}</a></h3><time>${p.date}</time></article>`).join('')); state.page++; }
load(); document.querySelector('#more').addEventListener('click', load);</script><button id="more">Load more</button>""",
        )
    if path == "/wp-json/wp/v2/posts" and f.get("categories") == "4":
        items = p.page(int(f.get("page") or 1))
        return (
            _json(
                [
                    {
                        "id": i.number,
                        "date": f"{i.day}T09:00:00",
                        "modified": "2025-03-01T10:00:00",
                        "slug": f"n{i.number}",
                        "link": f"http://portal.example.cn{p.article(i)}",
                        "title": {"rendered": i.title},
                        "excerpt": {"rendered": "<p>…</p>"},
                    }
                    for i in items
                ]
            )
            if items
            else None
        )
    return None


# --- a blog's "load more" by admin-ajax; the script lies in a file ---
def _admin_ajax(p: Other, path: str, f: Form) -> Found | str | None:
    def cards(no: int) -> str:
        return "".join(
            f'<article id="post-{i.number}" class="post hentry"><a href="{p.article(i)}" class="thumb"><img src="/t/{i.number}.jpg" alt=""></a><header><h2 class="entry-title"><a href="{p.article(i)}" rel="bookmark">{i.title}</a></h2></header><div class="entry-meta">Publicado el <time class="entry-date" datetime="{i.day}T08:10:00-05:00">{i.day:%d/%m/%Y}</time> por <a href="/author/prensa/">prensa</a> en <a href="/category/comunicados/">Comunicados</a></div></article>'
            for i in p.page(no)
        )

    if path == "/category/comunicados/":
        return western(
            "es",
            "Comunicados",
            f'<div class="posts">{cards(1)}</div><button class="misha_loadmore">Cargar más</button><aside class="widget"><h3>Entradas recientes</h3><ul><li><a href="/otra/aviso-de-pago/">Aviso de pago del impuesto</a></li><li><a href="/otra/feria/">Feria del libro en la plaza</a></li></ul><h3>Archivos</h3><ul><li><a href="/2024/07/">julio 2024</a></li><li><a href="/2024/06/">junio 2024</a></li></ul></aside>',
            tail='<script>var misha_loadmore_params = {"ajaxurl":"http:\\/\\/portal.example.cn\\/wp-admin\\/admin-ajax.php","posts":"{\\"category_name\\":\\"comunicados\\"}","current_page":"1","max_page":"'
            f'{p.total_pages}"}};</script><script src="/wp-content/themes/gob/myloadmore.js"></script>',
        )
    if path == "/wp-content/themes/gob/myloadmore.js":
        return _script(
            "jQuery(function($){ $('.misha_loadmore').click(function(){ var button = $(this), data = { 'action': 'loadmore', 'query': misha_loadmore_params.posts, 'page' : misha_loadmore_params.current_page }; $.ajax({ url : misha_loadmore_params.ajaxurl, data : data, type : 'POST', success : function( data ){ if( data ) { button.prev().append(data); misha_loadmore_params.current_page++; } else { button.remove(); } } }); }); });"
        )
    if path == "/wp-admin/admin-ajax.php" and f.get("action") == "loadmore":
        return "text/html; charset=UTF-8", cards(int(f.get("page") or 0) + 1).encode()
    return None


# --- a cursor: each answer names the next one ---
def _after(p: Other, path: str, f: Form) -> Found | str | None:
    def card(no: int) -> str:
        return "".join(
            f'<li class="card"><a href="{p.article(i)}"><h3>{i.title}</h3></a><p class="meta">{i.day:%-d %B %Y}</p></li>'
            for i in p.page(no)
        )

    if path == "/newsroom":
        return western(
            "en",
            "Newsroom",
            f'<ul id="feed" data-next="/api/stories?after={p.page(1)[-1].number}">{card(1)}</ul><div id="sentinel"></div><script>const feed=document.getElementById("feed");new IntersectionObserver(async es=>{{if(!es[0].isIntersecting||!feed.dataset.next)return;const r=await fetch(feed.dataset.next);const j=await r.json();j.stories.forEach(s=>{{feed.insertAdjacentHTML("beforeend",`<li class="card"><a href="${{s.url}}"><h3>${{s.headline}}</h3></a><p>${{s.published_on}}</p></li>`)}});feed.dataset.next=j.paging.next||"";}}).observe(document.getElementById("sentinel"));</script>',
        )
    if path == "/api/stories":
        at = [i.number for i in p.items].index(int(f["after"])) + 1
        items = p.items[at : at + p.size]
        more = at + p.size < len(p.items)
        return _json(
            {
                "stories": [{"url": p.article(i), "headline": i.title, "published_on": str(i.day)} for i in items],
                "paging": {"next": f"/api/stories?after={items[-1].number}" if more else None},
            }
        )
    return None


# --- htmx: the button brings its successor ---
def _htmx(p: Other, path: str, f: Form) -> Found | str | None:
    no = int(f.get("page") or 1)
    if path != "/updates/" or not p.page(no):
        return None
    cards = "".join(
        f'<div class="card"><time datetime="{i.day}">{i.day:%d %b %Y}</time><h2><a href="{p.article(i)}">{i.title}</a></h2></div>'
        for i in p.page(no)
    )
    more = (
        f'<button hx-get="/updates/?page={no + 1}" hx-target="closest .more" hx-swap="outerHTML">Show more</button>'
        if no < p.total_pages
        else ""
    )
    part = f'{cards}<div class="more">{more}</div>'
    return (
        western("en", "Updates", f'<div class="cards">{part}</div>', head='<script src="/js/htmx.min.js"></script>')
        if no == 1
        else ("text/html; charset=utf-8", part.encode())
    )


# --- turbo: a lazy frame holds the next page ---
def _turbo(p: Other, path: str, f: Form) -> Found | str | None:
    no = int(f.get("page") or 1)
    if path != "/actualites" or not p.page(no):
        return None
    cards = "".join(
        f'<article class="actu"><a href="{p.article(i)}">{i.title}</a><span>Publié le {i.day:%d/%m/%Y}</span></article>'
        for i in p.page(no)
    )
    frame = (
        f'<turbo-frame id="page_{no + 1}" src="/actualites?page={no + 1}" loading="lazy"><span class="spinner"></span></turbo-frame>'
        if no < p.total_pages
        else ""
    )
    inner = f'<turbo-frame id="page_{no}">{cards}{frame}</turbo-frame>'
    return western("fr", "Actualités", inner) if no == 1 else ("text/html; charset=utf-8", inner.encode())


# --- PrimeFaces: a data table whose pages come as partial responses ---
def _primefaces(p: Other, path: str, f: Form) -> Found | str | None:
    if path != "/portal/noticias.xhtml":
        return None
    first = int(f.get("frm:tbl_first") or 0)
    rows = "".join(
        f'<tr data-ri="{first + k}" class="ui-widget-content" role="row"><td role="gridcell"><a href="{p.article(i)}">{i.title}</a></td><td role="gridcell">{i.day:%d/%m/%Y}</td></tr>'
        for k, i in enumerate(p.items[first : first + p.size])
    )
    if f.get("javax.faces.partial.ajax") == "true":
        if f.get("javax.faces.source") != "frm:tbl" or not f.get("javax.faces.ViewState"):
            return None
        return (
            "text/xml;charset=UTF-8",
            f'<?xml version="1.0" encoding="UTF-8"?><partial-response id="j_id1"><changes><update id="frm:tbl"><![CDATA[{rows}]]></update><update id="j_id1:javax.faces.ViewState:0"><![CDATA[-88123:4411]]></update></changes></partial-response>'.encode(),
        )
    return western(
        "es",
        "Noticias",
        f"""<form id="frm" name="frm" method="post" action="/portal/noticias.xhtml" enctype="application/x-www-form-urlencoded"><input type="hidden" name="frm" value="frm"><div id="frm:tbl" class="ui-datatable ui-widget"><div class="ui-datatable-tablewrapper"><table role="grid"><thead><tr><th>Título</th><th>Fecha</th></tr></thead><tbody id="frm:tbl_data" class="ui-datatable-data">{rows}</tbody></table></div><div id="frm:tbl_paginator_bottom" class="ui-paginator ui-paginator-bottom"></div></div><input type="hidden" name="javax.faces.ViewState" id="j_id1:javax.faces.ViewState:0" value="-88123:4411" autocomplete="off"></form>
<script id="frm:tbl_s" type="text/javascript">$(function(){{PrimeFaces.cw("DataTable","widget_frm_tbl",{{id:"frm:tbl",widgetVar:"widget_frm_tbl",paginator:{{id:['frm:tbl_paginator_bottom'],rows:{p.size},rowCount:{len(p.items)},page:0,currentPageTemplate:'({{currentPage}} de {{totalPages}})'}},groupColumnIndexes:[]}});}});</script>""",
    )


# --- ASP.NET: a GridView with its pager as a last row ---
def _gridview(p: Other, path: str, f: Form) -> str | None:
    no = (
        int(f["__EVENTARGUMENT"].removeprefix("Page$"))
        if f.get("__EVENTTARGET") == "ctl00$cph$GridView1" and f.get("__VIEWSTATE")
        else 1
    )
    if path != "/News/List.aspx" or not p.page(no):
        return None
    rows = "".join(
        f'<tr class="{"alt" if i.number % 2 else "row"}"><td><a id="ctl00_cph_GridView1_ctl{i.number:02d}_hl" href="Detail.aspx?id={i.number}">{i.title}</a></td><td>{i.day.year}/{i.day.month}/{i.day.day}</td></tr>'
        for i in p.page(no)
    )
    ways = "".join(
        f"<td><span>{n}</span></td>"
        if n == no
        else f"<td><a href=\"javascript:__doPostBack('ctl00$cph$GridView1','Page${n}')\">{n}</a></td>"
        for n in range(1, p.total_pages + 1)
    )
    return modern(
        "政策文件",
        f"""<form name="aspnetForm" method="post" action="List.aspx" id="aspnetForm"><input type="hidden" name="__EVENTTARGET" id="__EVENTTARGET" value=""><input type="hidden" name="__EVENTARGUMENT" id="__EVENTARGUMENT" value=""><input type="hidden" name="__VIEWSTATE" value="/wEPDwUK{no}"><script>function __doPostBack(t,a){{var f=document.forms['aspnetForm'];f.__EVENTTARGET.value=t;f.__EVENTARGUMENT.value=a;f.submit();}}</script><div><table id="ctl00_cph_GridView1"><tr><th>标题</th><th>日期</th></tr>{rows}<tr class="pager"><td colspan="2"><table><tr>{ways}</tr></table></td></tr></table></div></form>""",
    )


PLUGINS = (
    Other(
        "w-laypage", "/site/column.jsp?colId=318", lambda i: f"/site/article.jsp?id={i.number}", _laypage, language=LANG
    ),
    Other(
        "w-layui-table",
        "/open/index.html",
        lambda i: f"/open/licence/view/L{i.number}.html",
        _layui_table,
        language=LANG,
    ),
    Other("w-simple", "/tzgg/index.html", lambda i: f"/tzgg/{i.day:%Y/%m}/{i.number}.html", _simple, language=LANG),
    Other("w-jqpaginator", "/gzdt/list.shtml", lambda i: f"/gzdt/art/{i.number}.shtml", _jqpaginator, language=LANG),
    Other("w-easyui", "/xxgk/list.do", lambda i: f"/xxgk/show.do?id={i.number + 300}", _easyui, language=LANG),
    Other("w-bootstrap-table", "/notice/list", lambda i: f"/notice/view/{i.number}", _bootstrap_table, language=LANG),
    Other("w-datatables", "/circulars", lambda i: f"/circulars/{i.number}", _datatables, language="en"),
    Other("w-spa", "/list", lambda i: f"/detail/{i.number}", _spa, language=LANG),
    Other("w-wp-rest", "/news/", lambda i: f"/news/{i.day:%Y}/n{i.number}/", _wp_rest, language="en"),
    Other(
        "w-admin-ajax",
        "/category/comunicados/",
        lambda i: f"/{i.day:%Y/%m}/comunicado-{i.number}/",
        _admin_ajax,
        language="es",
    ),
    Other("w-after", "/newsroom", lambda i: f"/newsroom/{i.number}-story", _after, language="en"),
    Other("w-htmx", "/updates/", lambda i: f"/updates/{i.number}/", _htmx, language="en"),
    Other("w-turbo", "/actualites", lambda i: f"/actualites/{i.number}", _turbo, language="fr"),
    Other(
        "w-primefaces",
        "/portal/noticias.xhtml",
        lambda i: f"/portal/noticia.xhtml?id={i.number}",
        _primefaces,
        language="es",
    ),
    Other("w-gridview", "/News/List.aspx", lambda i: f"/News/Detail.aspx?id={i.number}", _gridview, language=LANG),
)
