"""Lists fetched by scripts: single-page applications, blogs, cursors, lazy fragments."""

from __future__ import annotations

import json

from tests.portal.others.base import Form, Found, Other
from tests.portal.wild.chrome import western

LANG = "zh5"


def _json(value: object) -> Found:
    return "application/json", json.dumps(value, ensure_ascii=False).encode()


def _script(text: str) -> Found:
    return "text/javascript", text.encode()


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


FETCHED = (
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
)
