"""Lists behind pagers and grids that portals take from others."""

from __future__ import annotations

import json

from tests.portal.others.base import Form, Found, Other
from tests.portal.wild.chrome import modern, western

LANG = "zh5"


def _json(value: object) -> Found:
    return "application/json", json.dumps(value, ensure_ascii=False).encode()


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


GRIDS = (
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
    Other("w-gridview", "/News/List.aspx", lambda i: f"/News/Detail.aspx?id={i.number}", _gridview, language=LANG),
    Other(
        "w-primefaces",
        "/portal/noticias.xhtml",
        lambda i: f"/portal/noticia.xhtml?id={i.number}",
        _primefaces,
        language="es",
    ),
)
