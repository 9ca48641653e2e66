"""Portals of the Americas, Europe, the Arab world, India and Indonesia."""

from __future__ import annotations

from tests.portal.others.base import Form, Found, Other
from tests.portal.wild.chrome import western

_RU = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)


_AR = ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر")


_ID = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


_TR = ("Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık")


def _digits(text: str, zero: str) -> str:
    return "".join(chr(ord(zero) + int(c)) if c.isdigit() else c for c in text)


# --- Russia: Bitrix ---
def _russia(p: Other, path: str, f: Form) -> str | None:
    no = int(f.get("PAGEN_1") or 1)
    rows = "".join(
        f'<p class="news-item" id="bx_32182_{i.number}"><span class="news-date-time">{i.day.day} {_RU[i.day.month - 1]} {i.day.year}</span> <a href="{p.article(i)}"><b>{i.title}</b></a><br>Глава района провёл рабочее совещание.</p>'
        for i in p.page(no)
    )
    more = (
        f'<div class="btn-more" data-url="/press/news/?PAGEN_1={no + 1}">Показать ещё</div>'
        if no < p.total_pages
        else ""
    )
    return (
        western("ru", "Новости", f'<div class="news-list">{rows}{more}</div>')
        if path == "/press/news/" and rows
        else None
    )


# --- Brazil: Plone ---
def _brazil(p: Other, path: str, f: Form) -> str | None:
    start = int(f.get("b_start:int") or 0)
    items = p.items[start : start + p.size]
    rows = "".join(
        f'<article class="tileItem"><div class="tileContent"><h2 class="tileHeadline"><a class="summary url" href="{p.article(i)}">{i.title}</a></h2><span class="summary-view-icon"><i class="icon-day"></i> {i.day:%d/%m/%Y}</span><span class="summary-view-icon"><i class="icon-hour"></i> 09h1{i.number % 10}</span><p class="keywords">Assunto(s): <a href="/@@search?Subject=obras">obras</a>, <a href="/@@search?Subject=saude">saúde</a></p></div></article>'
        for i in items
    )
    nxt = (
        f'<a class="proximo" href="/noticias?b_start:int={start + p.size}">Próximo »</a>'
        if start + p.size < len(p.items)
        else ""
    )
    return (
        western("pt", "Notícias", f'<div id="content-core">{rows}</div><div class="listingBar">{nxt}</div>')
        if path == "/noticias" and items
        else None
    )


# --- Mexico: the next page comes as a script that puts the rows in ---
def _mexico(p: Other, path: str, f: Form) -> Found | str | None:
    no = int(f.get("page") or 1)
    if path != "/archivo/prensa" or not p.page(no):
        return None
    rows = "".join(
        f'<article><div class="row"><time datetime="{i.day} 10:15:00 -0600">{i.day:%d/%m/%Y}</time><h2>{i.title}</h2><a class="small-link" href="{p.article(i)}" title="{i.title}">Continuar leyendo</a></div></article>'
        for i in p.page(no)
    )
    more = (
        f'<nav><ul class="pagination"><li><a data-remote="true" href="/archivo/prensa?filter_origin=archive&idiom=es&order=DESC&page={no + 1}">Siguiente</a></li></ul></nav>'
        if no < p.total_pages
        else ""
    )
    if no > 1:
        inner = (rows + more).replace('"', '\\"').replace("/", "\\/").replace("\n", "\\n")
        return "text/javascript; charset=utf-8", f'$("#prensa").html("{inner}");'.encode()
    return western("es", "Prensa", f'<div id="prensa">{rows}{more}</div>')


# --- Arabic: its digits, its months, pages by a parameter of SharePoint ---
def _arabic(p: Other, path: str, f: Form) -> str | None:
    no = int(f.get("PageIndex") or 1)
    rows = "".join(
        f'<div class="news-item"><a href="{p.article(i)}"><h3>{i.title}</h3></a><span class="date">{_digits(str(i.day.day), "٠")} {_AR[i.day.month - 1]} {_digits(str(i.day.year), "٠")}</span></div>'
        for i in p.page(no)
    )
    ways = "".join(
        f'<a href="?PageIndex={n}">{_digits(str(n), "٠")}</a>' for n in range(1, p.total_pages + 1) if n != no
    )
    return (
        western("ar", "الأخبار", f'<div class="items">{rows}</div><div class="paging">{ways}</div>')
        if path == "/ar/MediaCenter/News/Pages/default.aspx" and rows
        else None
    )


# --- Indonesia: the weekday before ---
def _indonesia(p: Other, path: str, f: Form) -> str | None:
    no = int(f.get("halaman") or 1)
    rows = "".join(
        f'<div class="media"><div class="media-body"><h5><a href="{p.article(i)}">{i.title}</a></h5><small><i class="fa fa-calendar"></i> {("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")[i.day.weekday()]}, {i.day.day} {_ID[i.day.month - 1]} {i.day.year} <i class="fa fa-eye"></i> {i.number * 17} kali dilihat</small></div></div>'
        for i in p.page(no)
    )
    nxt = (
        f'<li class="page-item"><a class="page-link" href="/berita?halaman={no + 1}">Selanjutnya</a></li>'
        if no < p.total_pages
        else ""
    )
    return (
        western("id", "Berita", f'<div class="list">{rows}</div><ul class="pagination">{nxt}</ul>')
        if path == "/berita" and rows
        else None
    )


# --- Turkey: months in words, next by an arrow ---
def _turkey(p: Other, path: str, f: Form) -> str | None:
    no = int(f.get("sayfa") or 1)
    rows = "".join(
        f'<a class="haber" href="{p.article(i)}"><span class="gun">{i.day:%d}</span><span class="ay">{_TR[i.day.month - 1]}</span><span class="yil">{i.day.year}</span><span class="baslik">{i.title}</span></a>'
        for i in p.page(no)
    )
    nxt = f'<a href="/haberler?sayfa={no + 1}" aria-label="Sonraki">&raquo;</a>' if no < p.total_pages else ""
    return (
        western("tr", "Haberler", f'<div class="haberler">{rows}</div><div class="sayfalama">{nxt}</div>')
        if path == "/haberler" and rows
        else None
    )


# --- India: the title stands in one cell, the file behind "View (1.2 MB)" in another ---
def _india(p: Other, path: str, f: Form) -> str | None:
    no = int(f.get("page") or 0)
    rows = "".join(
        f'<tr><td>{no * p.size + k}</td><td>{i.title}</td><td>{i.day:%d/%m/%Y}</td><td><span class="pdf-downloads"><a href="{p.article(i)}" aria-label="PDF">View (1.{i.number % 10} MB) <img src="/pdf.svg"></a></span></td></tr>'
        for k, i in enumerate(p.page(no + 1), 1)
    )
    nxt = (
        f'<li class="pager-next"><a href="/documents/circulars?page={no + 1}">next ›</a></li><li><a href="/documents/circulars?page={p.total_pages - 1}">last »</a></li>'
        if no + 1 < p.total_pages
        else ""
    )
    return (
        western(
            "en",
            "Circulars",
            f'<table class="data-table-1"><thead><tr><th>S.No.</th><th>Title</th><th>Date</th><th>View / Download</th></tr></thead><tbody>{rows}</tbody></table><ul class="pager">{nxt}</ul>',
        )
        if path == "/documents/circulars" and rows
        else None
    )


# --- the United States: Drupal, the month before the day ---
def _drupal(p: Other, path: str, f: Form) -> str | None:
    no = int(f.get("page") or 0)
    rows = "".join(
        f'<div class="views-row"><div class="views-field views-field-created"><span class="field-content">{i.day:%a, %m/%d/%Y} - 10:15</span></div><div class="views-field views-field-title"><h3 class="field-content"><a href="{p.article(i)}" hreflang="en">{i.title}</a></h3></div></div>'
        for i in p.page(no + 1)
    )
    nxt = (
        f'<li class="pager__item pager__item--next"><a href="?page={no + 1}" title="Go to next page" rel="next"><span class="visually-hidden">Next page</span><span aria-hidden="true">››</span></a></li>'
        if no + 1 < p.total_pages
        else ""
    )
    return (
        western(
            "en",
            "Press releases",
            f'<div class="views-element-container"><div class="view-content">{rows}</div><nav class="pager"><ul>{nxt}</ul></nav></div>',
        )
        if path == "/press-releases" and rows
        else None
    )


# --- the Union: cards with a kind before the date, pages from 0 ---
def _union(p: Other, path: str, f: Form) -> str | None:
    no = int(f.get("page") or 0)
    rows = "".join(
        f'<div class="ecl-content-item-block__item"><article class="ecl-content-item"><ul class="ecl-content-block__primary-meta-container"><li>News article</li><li><time datetime="{i.day}T12:00:00Z">{i.day.day} {i.day:%B %Y}</time></li><li>Directorate-General</li></ul><div class="ecl-content-block__title"><a data-ecl-title-link href="{p.article(i)}">{i.title}</a></div></article></div>'
        for i in p.page(no + 1)
    )
    nxt = (
        f'<li class="ecl-pagination__item--next"><a href="/news_en?page={no + 1}" aria-label="Go to next page">Next</a></li>'
        if no + 1 < p.total_pages
        else ""
    )
    facets = "".join(
        f'<li><a href="/news_en?f%5B0%5D=topic%3A{n}">{t} ({n * 3})</a></li>'
        for n, t in enumerate(("Agriculture", "Water policy", "Regional funds", "Statistics"), 1)
    )
    return (
        western(
            "en",
            "News",
            f'<aside><h2>Filter by</h2><ul>{facets}</ul></aside><div class="ecl-content-item-block">{rows}</div><nav class="ecl-pagination"><ul>{nxt}</ul></nav>',
        )
        if path == "/news_en" and rows
        else None
    )


WEST = (
    Other("w-russia", "/press/news/", lambda i: f"/press/news/{i.number}/", _russia, language="ru"),
    Other("w-brazil", "/noticias", lambda i: f"/noticias/{i.day:%Y/%m}/noticia-{i.number}", _brazil, language="pt"),
    Other("w-mexico", "/archivo/prensa", lambda i: f"/prensa/comunicado-{i.number}", _mexico, language="es"),
    Other(
        "w-arabic",
        "/ar/MediaCenter/News/Pages/default.aspx",
        lambda i: f"/ar/MediaCenter/News/Pages/{i.day:%d%m%Y}-{i.number}.aspx",
        _arabic,
        language="ar",
    ),
    Other("w-indonesia", "/berita", lambda i: f"/berita/detail/{i.number}", _indonesia, language="id"),
    Other("w-turkey", "/haberler", lambda i: f"/haber-{i.number}", _turkey, language="tr"),
    Other(
        "w-india",
        "/documents/circulars",
        lambda i: f"/sites/default/files/{i.day:%Y-%m}/circular_{i.number}.pdf",
        _india,
        language="en",
    ),
    Other("w-drupal", "/press-releases", lambda i: f"/press-releases/item-{i.number}", _drupal, language="en"),
    Other("w-union", "/news_en", lambda i: f"/news/item-{i.number}-{i.day}_en", _union, language="en"),
)
