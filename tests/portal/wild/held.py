"""Lists that a page holds in a way of its own, read by nobody but its script: the makes of the seventh lot."""

from __future__ import annotations

import base64
import html
import json

from tests.portal.others.base import Form, Found, Item, Other
from tests.portal.wild.chrome import modern, old, western


def _json(value: object) -> Found:
    return "application/json", json.dumps(value, ensure_ascii=False).encode()


def _rows(p: Other, items: list[Item]) -> str:
    return "".join(f"<li><a href='{p.article(i)}'>{i.title}</a><span>{i.day}</span></li>" for i in items)


def _script_page(body: str, code: str) -> str:
    return western("en", "News", f"{body}<script>{code}</script>")


# --- 大汉 JCMS of an older make: each group of records names the address of the next one ---
def _group(p: Other, path: str, f: Form) -> Found | str | None:
    number = int(f.get("page", "1"))
    following = f'<nextgroup><![CDATA[<a href="/jpage/dataproxy.jsp?page={number + 1}&columnid=12&unitid=34"></a>]]></nextgroup>'
    records = "".join(f"<record><![CDATA[{_rows(p, [i])}]]></record>" for i in p.page(number))
    store = f"<datastore>{following if number < p.total_pages else ''}<recordset>{records}</recordset></datastore>"
    if path == "/col/col12/index.html":
        options = f"rowsPerPage:15,totalRecord:{len(p.items)},perPage:5,proxyUrl:'/jpage/dataproxy.jsp'"
        return modern(
            "通知公告",
            f"<div id='34'></div><script type='text/xml'>{store}</script><script>$('#34').jpage({{{options}}});</script>",
        )
    is_asked = path == "/jpage/dataproxy.jsp" and f.get("unitid") == "34"
    return ("text/xml", store.encode()) if is_asked and "startrecord" not in f else None


# --- a list whose rows stand in a file of data, array by array, and are made by the page's own script ---
def _data_file(p: Other, path: str, _: Form) -> Found | str | None:
    if path == "/gsgg/index.htm":
        code = "var h='';for(var k=0;k<arrData.length;k++){h+='<li><a href=\"'+arrData[k][1]+'\">'+arrData[k][0]+'</a>'+arrData[k][2]+'</li>';}document.getElementById('lb').innerHTML=h;"
        return old(
            "公示公告",
            f"<ul id=lb></ul><script src='/js/data/gsgg.js'></script><script>{code}</script></td></tr></table>",
        )
    rows = "".join(f'arrData[{at}] = ["{i.title}","{p.article(i)}","{i.day}"];\n' for at, i in enumerate(p.items))
    return ("text/javascript", f"var arrData = new Array();\n{rows}".encode()) if path == "/js/data/gsgg.js" else None


# --- the same in the page itself, packed as Base64, with names that say nothing ---
def _packed(p: Other, path: str, _: Form) -> Found | str | None:
    if path != "/tjgb/list.html":
        return None
    rows = json.dumps([{"t": i.title, "u": p.article(i), "d": str(i.day)} for i in p.items], ensure_ascii=False)
    raw = base64.b64encode(rows.encode()).decode()
    code = f"var raw='{raw}'; var list = JSON.parse(decodeURIComponent(escape(window.atob(raw)))); render(list);"
    return modern("统计公报", f"<ul id='tj'></ul><script>{code}</script>")


# --- rows in a textarea until they come into sight ---
def _textarea(p: Other, path: str, _: Form) -> Found | str | None:
    number = {"/yw/index.html": 1, "/yw/index_2.html": 2, "/yw/index_3.html": 3}.get(path)
    if number is None:
        return None
    rows = html.escape(f"<ul>{_rows(p, p.page(number))}</ul>")
    links = "".join(f"<a href='index{'' if n == 1 else f'_{n}'}.html'>{n}</a>" for n in range(1, p.total_pages + 1))
    return modern(
        "要闻",
        f"<div class='lazy'><textarea style='display:none'>{rows}</textarea></div><div class='page'>{links}</div>",
    )


# --- rows as attributes of elements of the portal's own make ---
def _elements(p: Other, path: str, f: Form) -> Found | str | None:
    if path != "/announcements":
        return None
    number = int(f.get("page", "1"))
    cards = "".join(
        f'<gov-card heading="{i.title}" href="{p.article(i)}" date="{i.day}"></gov-card>' for i in p.page(number)
    )
    more = f"<a rel=next href='/announcements?page={number + 1}'>Next</a>" if number < p.total_pages else ""
    return western("en", "Announcements", f"<gov-collection>{cards}</gov-collection>{more}")


# --- archives in two steps: years, then months, then the list ---
def _two_steps(p: Other, path: str, _: Form) -> Found | str | None:
    parts = [part for part in path.split("/") if part]
    if not parts or parts[0] != "lsgd" or not all(part.isdigit() for part in parts[1:]):
        return None
    years = sorted({i.day.year for i in p.items})
    if len(parts) == 1:
        return modern("归档", "".join(f"<li><a href='/lsgd/{year}/'>{year}年</a></li>" for year in years))
    mine = [i for i in p.items if i.day.year == int(parts[1])]
    if len(parts) == 2:
        months = sorted({i.day.month for i in mine})
        return modern("归档", "".join(f"<li><a href='/lsgd/{parts[1]}/{at:02d}/'>{at}月</a></li>" for at in months))
    return modern("归档", f"<ul>{_rows(p, [i for i in mine if i.day.month == int(parts[2])])}</ul>")


# --- a search whose answers wrap each row beside its id, by a cursor ---
def _scrolled(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/search/press":
        ask = "$.ajax({url:'/api/scroll',type:'POST',contentType:'application/json',data:JSON.stringify({index:'press',size:15,scrollId:scrollId}),success:function(res){scrollId=res._scroll_id;res.hits.hits.forEach(function(h){$('#hits').append('<p><a href=\"/press/'+h._id+'\">'+h._source.title+'</a></p>');});}});"
        return _script_page("<div id='hits'></div>", f"var scrollId='';function more(){{{ask}}} more();")
    if path != "/api/scroll" or f.get("index") != "press":
        return None
    at = int(str(f.get("scrollId") or "c0")[1:])
    hits = [{"_id": str(i.number), "_source": {"title": i.title, "date": str(i.day)}} for i in p.items[at : at + 15]]
    return _json({"_scroll_id": f"c{at + 15}", "hits": {"total": {"value": len(p.items)}, "hits": hits}})


# --- parameters of a request as an object of their own; the cursor is set only once there is one ---
def _parameters(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/notices":
        code = "let token=null;const load=async()=>{const q=new URLSearchParams({size:15,topic:'news'});if(token)q.set('nextToken',token);const r=await fetch('/api/notices?'+q.toString());const d=await r.json();token=d.nextToken;for(const n of d.items){ul.insertAdjacentHTML('beforeend',`<li><a href=\"/notices/${n.id}\">${n.headline}</a> ${n.made_on}</li>`);}};load();"
        return _script_page("<ul id='ul'></ul>", code)
    if path != "/api/notices" or f.get("topic") != "news":
        return None
    at = int(f.get("nextToken") or 0)
    items = [{"id": i.number, "headline": i.title, "made_on": str(i.day)} for i in p.items[at : at + 15]]
    return _json({"items": items} | ({"nextToken": str(at + 15)} if at + 15 < len(p.items) else {}))


# --- how other libraries write the address of a row: Knockout, Underscore, Alpine, AMP, ExtJS ---
_LIBRARIES = {
    "/l/knockout": """<div data-bind="foreach: items"><a data-bind="attr: { href: '/l/item/' + id + '.html' }, text: title"></a></div><script>self.load=function(){$.getJSON('/l/api',{page:self.page(),size:15},function(d){self.items(d.items);});};</script>""",
    "/l/underscore": """<script type="text/template"><% _.each(rows,function(b){ %><a href="/l/item/<%= b.id %>.html"><%- b.title %></a><% }); %></script><script>var L=Backbone.Collection.extend({url:'/l/api'});c.fetch({data:{page:page,size:15}});</script>""",
    "/l/alpine": """<div x-data="{page:1,items:[],async load(){const r=await fetch(`/l/api?size=15&page=${this.page}`);this.items=(await r.json()).items;this.page++;}}" x-init="load()"><template x-for="n in items"><a :href="`/l/item/${n.id}.html`" x-text="n.title"></a></template></div>""",
    "/l/amp": """<amp-list src="/l/api?page=1&size=15" load-more="auto"><template type="amp-mustache"><a href="/l/item/{{id}}.html">{{title}}</a></template></amp-list>""",
    "/l/extjs": """<script>var store=new Ext.data.JsonStore({url:'/l/api',root:'items',baseParams:{kind:3}});var r=function(v,m,rec){return '<a href="/l/item/'+rec.get('id')+'.html">'+v+'</a>';};store.load({params:{page:1,size:15}});</script>""",
}


def _library(p: Other, path: str, f: Form) -> Found | str | None:
    if path == p.section:
        return western("en", "Bulletins", _LIBRARIES[path])
    rows = [{"id": i.number, "title": i.title, "date": str(i.day)} for i in p.page(int(f.get("page", "1")))]
    return _json({"total": len(p.items), "items": rows}) if path == "/l/api" else None


def _numbered(path: str) -> Other:
    return Other(path.rpartition("/")[2], path, lambda i: f"/l/item/{i.number}.html", _library, language="en")


HELD = (
    Other("jcms-group", "/col/col12/index.html", lambda i: f"/art/art_12_{i.number}.html", _group),
    Other("data-file", "/gsgg/index.htm", lambda i: f"/gsgg/{i.number}.htm", _data_file),
    Other("packed", "/tjgb/list.html", lambda i: f"/tjgb/{i.number}.html", _packed),
    Other("textarea", "/yw/index.html", lambda i: f"/yw/{i.number}.html", _textarea),
    Other("elements", "/announcements", lambda i: f"/announcements/{i.number}", _elements, language="en"),
    Other("two-steps", "/lsgd/", lambda i: f"/lsgd/{i.day.year}/{i.day.month:02d}/{i.number}.html", _two_steps),
    Other("scrolled", "/search/press", lambda i: f"/press/{i.number}", _scrolled, language="en"),
    Other("parameters", "/notices", lambda i: f"/notices/{i.number}", _parameters, language="en"),
    *(_numbered(path) for path in _LIBRARIES),
)
