"""Chinese systems whose lists are asked for: JPAAS, SiteServer, IGS, catalogues, list files, pieces."""

from __future__ import annotations

import json

from tests.portal.others.base import Form, Found, Other
from tests.portal.wild.chrome import modern

LANG = "zh5"


def _json(value: object) -> Found:
    return "application/json;charset=UTF-8", json.dumps(value, ensure_ascii=False).encode()


def _script(text: str) -> Found:
    return "application/javascript", text.encode()


def _cut(title: str) -> str:
    return title if len(title) < 22 else title[:20] + "..."


# --- JPAAS: an empty place whose unit is built by a gateway; the script that asks lies in a file ---
_UNIT = """$(function(){ $("script[parseType='bulidstatic']").each(function(){ build($(this), 1); }); });
function build(me, no){ var data = {}; $.each(['parseType','webId','tplSetId','pageType','tagId','pageId'], function(i,k){ data[k] = me.attr(k); });
data.paramJson = JSON.stringify({pageNo:no,pageSize:15});
$.ajax({type:'get',url:me.attr('url'),data:data,dataType:'json',success:function(r){ if(r.success){ me.parent().html(r.data.html); } }}); }"""


def _jpaas(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/col/col1229/index.html":
        return modern(
            "通知公告",
            '<div class="list-con"><script type="text/javascript" parseType="bulidstatic" webId="4b3ad1" pageId="9f20c7" tagId="信息列表" tplSetId="77e0" pageType="column" url="/api-gateway/jpaas-publish-server/front/page/build/unit" src="/script/build-unit.js"></script></div>',
            head='<script src="/script/jquery.min.js"></script>',
        )
    if path == "/script/build-unit.js":
        return _script(_UNIT)
    if (
        path == "/api-gateway/jpaas-publish-server/front/page/build/unit"
        and f.get("webId") == "4b3ad1"
        and f.get("tagId") == "信息列表"
    ):
        no = int(json.loads(f.get("paramJson") or "{}").get("pageNo", 1))
        rows = "".join(
            f'<li><a href="{p.article(i)}" title="{i.title}" target="_blank">{_cut(i.title)}</a><span>{i.day}</span></li>'
            for i in p.page(no)
        )
        pager = "".join(
            f'<a href="javascript:;" class="p" onclick="turnPage({n})">{n}</a>' for n in range(1, p.total_pages + 1)
        )
        return _json(
            {
                "success": True,
                "code": "200",
                "message": None,
                "data": {
                    "html": f'<ul class="news-list">{rows}</ul><div class="page">共{len(p.items)}条记录 {pager}</div>'
                },
            }
        )
    return None


# --- SiteServer: a dynamic element, asked for by JSON with a sealed value ---
_STL = """<script>function stlDynamic_ajaxElement_1_207(pageNum){ try{ var url = "/api/stl/actions/dynamic?" + StlClient.getQueryString();
var data = {value: 'c0FsVGVkX2xpc3Q0equals0secret0', page: pageNum}; stlClient.post(url, data, function(err, data, status){ if (!err && data.value) document.getElementById('ajaxElement_1_207').innerHTML = data.html; }); }catch(e){} }
stlDynamic_ajaxElement_1_207(0);</script>"""


def _siteserver(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/channels/23.html":
        return modern(
            "水务要闻",
            f'<span id="ajaxElement_1_207"></span>{_STL}',
            head='<script src="/sitefiles/assets/components/stlClient.js"></script>',
        )
    if path == "/api/stl/actions/dynamic" and f.get("value") == "c0FsVGVkX2xpc3Q0equals0secret0":
        no = int(f.get("page") or 0) or 1
        rows = "".join(
            f'<li><span class="date">{i.day:%m-%d}<br>{i.day:%Y}</span><a href="{p.article(i)}" target="_blank">{i.title}</a></li>'
            for i in p.page(no)
        )
        ways = "".join(
            f"<a href=\"javascript:stlDynamic_ajaxElement_1_207('{n}')\">{n}</a>"
            for n in range(1, p.total_pages + 1)
            if n != no
        )
        return _json({"value": True, "html": f'<ul class="pic">{rows}</ul><div class="pages">{ways}</div>'})
    return None


# --- IGS: rows from a search that asks for its page ---
def _igs(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/zfxxgk/list.html":
        return modern(
            "政府信息公开",
            """<div class="xxgk"><ul id="listbox"></ul><div id="pagebar"></div></div><script>
var pageNumber = 1; function getList(pageNumber){ $.ajax({ url:"/igs/front/search.jhtml", type:"get", dataType:"json", data:{ code:"3f9c2ab61d", siteId:"17", searchWord:"", orderBy:"time", dateOrder:"DESC", pageSize:15, pageNumber:pageNumber, type:"govdoc" },
success:function(data){ var html=""; $.each(data.page.content,function(i,v){ html += '<li><a href="'+v.url+'" target="_blank">'+v.title+'</a><b>'+v.trs_time.substring(0,10)+'</b></li>'; }); $("#listbox").html(html); $("#pagebar").whjPaging("setPage", pageNumber, data.page.totalPages); } }); }
getList(1);</script>""",
        )
    if path == "/igs/front/search.jhtml" and f.get("code") == "3f9c2ab61d" and f.get("siteId") == "17":
        no = int(f.get("pageNumber") or 1)
        return _json(
            {
                "code": 0,
                "page": {
                    "content": [
                        {
                            "id": f"{i.number:032x}",
                            "title": i.title,
                            "content": "……",
                            "trs_time": f"{i.day}T00:00:00.000+0800",
                            "url": f"{p.article(i)}",
                            "siteId": 17,
                        }
                        for i in p.page(no)
                    ],
                    "last": no >= p.total_pages,
                    "totalPages": p.total_pages,
                    "totalElements": len(p.items),
                    "size": 15,
                    "number": no - 1,
                    "first": no == 1,
                },
            }
        )
    return None


# --- 信息公开: a table whose rows carry a hidden card; the page is sent by a form, only 下一页 is offered ---
def _catalogue(p: Other, path: str, f: Form) -> str | None:
    no = int(f.get("pageNo") or 1)
    if path != "/web/xxgk/list.do" or not p.page(no) or (no > 1 and f.get("catId") != "A0203"):
        return None
    rows = "".join(
        f'<tr><td>{900 + i.number}</td><td class="tl"><a href="{p.article(i)}" class="tip">{i.title}</a><div class="hidebox" style="display:none"><table><tr><th>索引号</th><td>00{i.number:07d}/{i.day:%Y}-{i.number:05d}</td><th>发布机构</th><td>云溪市水务局</td></tr><tr><th>名称</th><td colspan=3>{i.title}</td></tr><tr><th>生成日期</th><td>{i.day.replace(day=1)}</td><th>文号</th><td>云水〔{i.day:%Y}〕{i.number}号</td></tr></table></div></td><td>云水〔{i.day:%Y}〕{i.number}号</td><td>{i.day}</td></tr>'
        for i in p.page(no)
    )
    script = "<script>function nextPage(){ $('#pageNo').val(parseInt($('#pageNo').val())+1); $('#pageForm').submit(); } function prevPage(){ $('#pageNo').val(parseInt($('#pageNo').val())-1); $('#pageForm').submit(); }</script>"
    nxt = '<a href="javascript:;" onclick="nextPage()">下一页</a>' if no < p.total_pages else "<span>下一页</span>"
    return modern(
        "信息公开目录",
        f'<form id="pageForm" action="/web/xxgk/list.do" method="post"><input type="hidden" name="catId" value="A0203"><input type="hidden" id="pageNo" name="pageNo" value="{no}"></form><table class="gk"><thead><tr><th>序号</th><th>名称</th><th>文号</th><th>发布日期</th></tr></thead><tbody>{rows}</tbody></table><div class="pg"><span>上一页</span>{nxt} 第{no}页/共{p.total_pages}页</div>{script}',
    )


# --- the State's own: one JSON file with all, cut into pages by the browser ---
def _list_file(p: Other, path: str, _: Form) -> Found | str | None:
    if path == "/zhengce/zuixin/home.htm":
        return modern(
            "最新政策",
            """<div class="list-wrap"><div class="news_box"><div class="list list_1 list_2"><ul></ul></div></div><div id="paging"></div></div><script>
$(function(){ $.ajax({ url:'./ZUIXINZHENGCE.json', dataType:'json', success:function(data){ var per=20; var t=''; for(var i=0;i<per;i++){ t += '<li><h4><a href="'+data[i].URL+'">'+data[i].TITLE+'</a><span class="date">'+data[i].DOCRELPUBTIME+'</span></h4></li>'; } $('.list ul').html(t); } }); });</script>""",
        )
    if path == "/zhengce/zuixin/ZUIXINZHENGCE.json":
        return _json(
            [
                {
                    "TITLE": i.title,
                    "SUB_TITLE": "",
                    "URL": f"http://portal.example.cn{p.article(i)}",
                    "DOCRELPUBTIME": f"{i.day}",
                    "SPECIFIC_ID": i.number,
                }
                for i in p.items
            ]
        )
    return None


# --- pieces of HTML by $.get, the first too ---
def _pieces(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/list.php" and f.get("cid") == "5":
        return modern(
            "部门动态",
            """<div id="newslist">正在加载……</div><div id="pager"></div><script>var cid = 5; function load(page){ $.get("list_data.php", {cid: cid, p: page, t: Math.random()}, function(d){ $("#newslist").html(d); }); } $(document).ready(function(){ load(1); });</script>""",
        )
    if path == "/list_data.php" and f.get("cid") == "5":
        no = int(f.get("p") or 1)
        rows = "".join(
            f'<div class="item"><i class="icon"></i><a href="{p.article(i)}">{i.title}</a><span class="time">{i.day:%Y/%m/%d}</span></div>'
            for i in p.page(no)
        )
        return "text/html; charset=utf-8", (rows or '<p class="nodata">暂无数据</p>').encode()
    return None


UNITS = (
    Other(
        "w-jpaas",
        "/col/col1229/index.html",
        lambda i: f"/art/{i.day.year}/{i.day.month}/{i.day.day}/art_1229_{i.number}.html",
        _jpaas,
        language=LANG,
    ),
    Other("w-siteserver", "/channels/23.html", lambda i: f"/contents/23/{i.number}.html", _siteserver, language=LANG),
    Other(
        "w-igs", "/zfxxgk/list.html", lambda i: f"/zfxxgk/{i.day:%Y%m}/t{i.number + 5000}.shtml", _igs, language=LANG
    ),
    Other(
        "w-catalogue",
        "/web/xxgk/list.do",
        lambda i: f"/web/xxgk/info.do?id={i.number + 70000}",
        _catalogue,
        language=LANG,
    ),
    Other(
        "w-list-file",
        "/zhengce/zuixin/home.htm",
        lambda i: f"/zhengce/content/{i.day:%Y%m}/content_{6900000 + i.number}.htm",
        _list_file,
        language=LANG,
    ),
    Other("w-pieces", "/list.php?cid=5", lambda i: f"/show.php?id={i.number}", _pieces, language=LANG),
)
