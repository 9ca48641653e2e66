"""A lot of 2026: systems of portals abroad, where the reader of the day went wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import quote

from tests.portal.others.base import Form, Found, Item, Other
from tests.portal.wild.chrome import western

_FRENCH = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_SPANISH = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
_DAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")


def _json(value: object) -> Found:
    return "application/json", json.dumps(value, ensure_ascii=False).encode()


def _words(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


# --- Drupal: a summary with a time limit, "read more of" with the title for those who hear the page ---
def _summaries(p: Other, path: str, f: Form) -> Found | str | None:
    if path != "/actualites":
        return None
    here = int(f.get("page") or 0) + 1
    rows = "".join(
        f"<div class=views-row><article><span class=theme><a href=/theme/{i.number % 4}>Vie locale</a></span><h2><a href={p.article(i)} rel=bookmark><span>{i.title}</span></a></h2>"
        f"<div class=date>Publié le {i.day.day} {_FRENCH[i.day.month - 1]} {i.day.year}</div><p>Le dossier est à consulter en mairie jusqu’au 31 décembre 2025.</p>"
        f"<a href={p.article(i)}>Lire la suite<span class=visually-hidden> de {i.title}</span></a></article></div>"
        for i in p.page(here)
    )
    more = f"<a class=button href='?page={here}' rel=next>Afficher plus</a>" if here < p.total_pages else ""
    return western("fr", "Actualités", f"<div>{rows}</div>{more}")


# --- Next.js: buttons without addresses, the state of the page says its number and how many there are ---
def _state(p: Other, path: str, f: Form) -> Found | str | None:
    if path != "/news":
        return None
    here = int(f.get("page") or 1)
    rows = "".join(
        f"<li><a href=/news/n{i.number}><h3>{i.title}</h3><time datetime={i.day}></time></a></li>" for i in p.page(here)
    )
    buttons = "".join(f"<button aria-label='Go to page {n}'>{n}</button>" for n in range(1, p.total_pages + 1))
    news = {
        "items": [{"slug": f"n{i.number}", "title": i.title} for i in p.page(here)],
        "page": here,
        "totalPages": p.total_pages,
    }
    state = {"props": {"pageProps": {"news": news}}, "page": "/news", "query": {}, "buildId": "k3J9xQ"}
    return western(
        "en",
        "News",
        f"<ul>{rows}</ul><nav>{buttons}</nav><script id=__NEXT_DATA__ type=application/json>{json.dumps(state)}</script>",
    )


# --- Sitecore: a component of search results names its endpoint and its sizes as JSON in an attribute ---
def _sitecore(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/sxa/search/results/" and f.get("s") == "{9D2B}":
        start, size = int(f.get("e") or 0), int(f.get("p") or 10)
        found = [
            {
                "Id": f"g{i.number}",
                "Url": p.article(i),
                "Name": None,
                "Html": f"<div><a title='{i.title}' href='{p.article(i)}'><span>{i.title}</span></a><div>{_words(i.day)}</div></div>",
            }
            for i in p.items[start : start + size]
        ]
        return _json({"Count": len(p.items), "Results": found})
    if path != "/media-releases":
        return None
    told = {"endpoint": "//sxa/search/results/", "v": "{5C11}", "s": "{9D2B}", "l": "", "p": 10, "itemid": "{A1}"}
    attribute = json.dumps(told).replace('"', "&quot;")
    return western(
        "en", "Media releases", f'<div class="component search-results" data-properties="{attribute}"></div>'
    )


# --- AEM: a component names its endpoint, offset and limit in attributes; entries have the store's path too ---
def _component(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/content/city/noticias/jcr:content/newslist.results.json":
        start, size = int(f.get("offset") or 0), int(f.get("limit") or 10)
        found = [
            {"path": f"/content/city/n{i.number}", "url": p.article(i), "title": i.title, "date": f"{i.day:%d/%m/%Y}"}
            for i in p.items[start : start + size]
        ]
        return _json({"total": len(p.items), "results": found})
    if path != "/es/noticias.html":
        return None
    return western(
        "es",
        "Noticias",
        f"<div class=cmp-newslist data-cmp-endpoint='/content/city/noticias/jcr:content/newslist.results.json' data-cmp-limit=10 data-cmp-offset=0 data-cmp-total={len(p.items)}></div><button>Cargar más</button>",
    )


# --- OData: names of parameters begin with a dollar ---
def _odata(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/odata/Notices":
        start, size = int(f.get("$skip") or 0), int(f.get("$top") or 10)
        rows = [
            {"Id": i.number, "Title": i.title, "PublishDate": f"{i.day}T00:00:00", "Url": p.article(i)}
            for i in p.items[start : start + size]
        ]
        return _json({"@odata.count": len(p.items), "value": rows})
    if path != "/notices":
        return None
    return western(
        "en",
        "Notices",
        '<div id=grid></div><script>let skip=0;const top=10;async function load(){const r=await fetch(`/odata/Notices?$orderby=PublishDate desc&$top=${top}&$skip=${skip}&$count=true`);const d=await r.json();d.value.forEach(n=>{grid.innerHTML+=`<p><a href="${n.Url}">${n.Title}</a></p>`});skip+=top;}load();</script>',
    )


# --- HAL: where an entry's page is stands among its links, beside the record's own address ---
def _hal(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/announcements":
        return western(
            "en",
            "Announcements",
            "<div id=list></div><script>fetch('/api/announcements?page=0&size=15').then(r=>r.json()).then(d=>{for(const a of d._embedded.items){list.innerHTML+='<a href=\"'+a._links.html.href+'\">'+a.headline+'</a>'}})</script>",
        )
    if path != "/api/announcements":
        return None
    here = int(f.get("page") or 0)
    rows = [
        {
            "headline": i.title,
            "publishedOn": str(i.day),
            "_links": {"self": {"href": f"/api/announcements/{i.number}"}, "html": {"href": p.article(i)}},
        }
        for i in p.page(here + 1)
    ]
    links = {"next": {"href": f"/api/announcements?page={here + 1}&size=15"}} if here + 1 < p.total_pages else {}
    return _json(
        {"_embedded": {"items": rows}, "_links": links, "page": {"totalElements": len(p.items), "number": here}}
    )


# --- a feed with pages (RFC 5005) ---
def _paged_feed(p: Other, path: str, f: Form) -> Found | str | None:
    if path != "/feed.atom":
        return None
    here = int(f.get("page") or 1)
    following = f'<link rel="next" href="/feed.atom?page={here + 1}"/>' if here < p.total_pages else ""
    entries = "".join(
        f'<entry><title>{i.title}</title><link rel="alternate" href="{p.article(i)}"/><published>{i.day}T09:00:00Z</published><updated>2025-03-01T00:00:00Z</updated></entry>'
        for i in p.page(here)
    )
    feed = f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Notices</title>{following}{entries}</feed>'
    return "application/atom+xml", feed.encode()


# --- MediaWiki: a category's pages under their letters, one letter with most of them ---
def _letters(p: Other, path: str, f: Form) -> Found | str | None:
    if path != "/wiki/index.php" or not f.get("title", "").startswith("Category:"):
        return None
    items = sorted(p.items, key=lambda i: i.title)
    start = next((n for n, i in enumerate(items) if i.title == f.get("pagefrom")), 0)
    part, rest = items[start : start + 20], items[start + 20 :]
    groups = "".join(
        f"<div class=mw-category-group><h3>{letter}</h3><ul>"
        + "".join(f"<li><a href='{p.article(i)}'>{i.title}</a></li>" for i in part if i.title[0] == letter)
        + "</ul></div>"
        for letter in dict.fromkeys(i.title[0] for i in part)
    )
    address = f"/wiki/index.php?title=Category:Notices&amp;pagefrom={quote(rest[0].title)}#mw-pages" if rest else ""
    nxt = f"(<a href='{address}'>next page</a>)" if rest else "(next page)"
    return western(
        "en", "Category:Notices", f"<div id=mw-pages>{nxt}<div class=mw-content-ltr>{groups}</div>{nxt}</div>"
    )


# --- Blogger: days with their names above the posts, and older posts below them ---
def _blog(p: Other, path: str, f: Form) -> Found | str | None:
    if path not in ("/", "/search"):
        return None
    start = int(f.get("start") or 0)
    part = p.items[start : start + p.size]
    posts, last = "", None
    for i in part:
        if i.day != last:
            posts += f"<h2 class=date-header><span>{_DAYS[i.day.weekday()]}, {i.day.day} de {_SPANISH[i.day.month - 1]} de {i.day.year}</span></h2>"
        last = i.day
        posts += f"<div class=post><h3><a href='{p.article(i)}'>{i.title}</a></h3><p>El plazo termina en diciembre de 2025.</p><div class=post-footer><a href='{p.article(i)}#comments'>No hay comentarios:</a></div></div>"
    older = f"/search?updated-max={part[-1].day}&amp;start={start + p.size}"
    link = (
        f"<a class=blog-pager-older-link href='{older}'>Entradas antiguas</a>" if start + p.size < len(p.items) else ""
    )
    return western(
        "es", "Concejo", f"<div id=Blog1>{posts}<div class=blog-pager>{link}<a href=/>Inicio</a></div></div>"
    )


# --- a day's cell stands beside all rows of the day ---
def _spans(p: Other, path: str, f: Form) -> Found | str | None:
    if path != "/releases":
        return None
    here = int(f.get("pg") or 1)
    rows = ""
    for day, items in _days(p.page(here)):
        for n, i in enumerate(items):
            cell = f"<td rowspan={len(items)}>{_words(day)}</td>" if n == 0 else ""
            rows += f"<tr>{cell}<td><a href='{p.article(i)}'>{i.title}</a></td><td>PDF, {i.number} KB</td></tr>"
    nxt = f"<a href='?pg={here + 1}'>Next page</a>" if here < p.total_pages else ""
    return western("en", "Releases", f"<table><tr><th>Date</th><th>Title</th><th>Format</th></tr>{rows}</table>{nxt}")


def _days(items: list[Item]) -> Iterable[tuple[date, list[Item]]]:
    days = dict.fromkeys(i.day for i in items)
    return ((day, [i for i in items if i.day == day]) for day in days)


# --- a notice board: when it was hung out, and when it is taken down; dates with blanks ---
def _board(p: Other, path: str, f: Form) -> Found | str | None:
    if path != "/uredni-deska":
        return None
    rows = "".join(
        f"<tr><td>{i.number}/2024</td><td><a href='{p.article(i)}'>{i.title}</a></td><td>{_dotted(i.day)}</td><td>{_dotted(i.day + timedelta(days=16))}</td></tr>"
        for i in p.page(int(f.get("strana") or 1))
    )
    numbers = "".join(f"<a href='?strana={n}'>{n}</a>" for n in range(1, p.total_pages + 1))
    head = "<tr><th>Číslo</th><th>Název</th><th>Vyvěšeno</th><th>Sejmuto</th></tr>"
    return western("en", "Úřední deska", f"<table>{head}{rows}</table><div>{numbers}</div>")


def _dotted(day: date) -> str:
    return f"{day.day}. {day.month}. {day.year}"


def _two_a_day(portal: Other) -> Other:
    portal.items = [Item(i.number, i.title, portal.items[n - n % 2].day) for n, i in enumerate(portal.items)]
    return portal


ABROAD: tuple[Other, ...] = (
    Other("w-summaries", "/actualites", lambda i: f"/actualites/a-{i.number}", _summaries, language="fr"),
    Other("w-state", "/news", lambda i: f"/news/n{i.number}", _state, language="en"),
    Other("w-sitecore", "/media-releases", lambda i: f"/media-releases/{i.number}", _sitecore, language="en"),
    Other("w-component", "/es/noticias.html", lambda i: f"/es/noticias/n{i.number}.html", _component, language="es"),
    Other("w-odata", "/notices", lambda i: f"/notices/{i.number}", _odata, language="en"),
    Other("w-hal", "/announcements", lambda i: f"/announcements/{i.number}", _hal, language="en"),
    Other("w-paged-feed", "/feed.atom", lambda i: f"/notices/{i.number}/", _paged_feed, language="en"),
    Other(
        "w-wiki",
        "/wiki/index.php?title=Category:Notices",
        lambda i: f"/wiki/index.php?title=Notice_{i.number}",
        _letters,
        language="en",
        is_dated=False,
    ),
    Other("w-blog", "/", lambda i: f"/{i.day:%Y/%m}/p{i.number}.html", _blog, language="es", size=7),
    _two_a_day(Other("w-spans", "/releases", lambda i: f"/releases/{i.number}", _spans, language="en")),
    Other("w-board", "/uredni-deska", lambda i: f"/uredni-deska/{i.number}", _board, language="de"),
)
