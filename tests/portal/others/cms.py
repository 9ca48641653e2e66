"""Portals on systems that the whole world uses: WordPress, Drupal, SharePoint, Plone, Bitrix, TYPO3."""

from __future__ import annotations

from tests.portal.others.base import Form, Found, Item, Other

_HEAD = "<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title></head><body>"
_MONTHS = (
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
_GERMAN = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)


def _wordpress(portal: Other, path: str, form: Form) -> Found | str | None:
    """WordPress: posts with excerpts, recent posts and archives by month beside them."""
    parts = path.strip("/").split("/")
    if parts[:2] != ["category", "news"]:
        return None
    page = int(parts[3]) if parts[2:3] == ["page"] else 1
    posts = "".join(
        f'<article id="post-{i.number}" class="post type-post"><header class="entry-header"><h2 class="entry-title"><a href="{portal.article(i)}" rel="bookmark">{i.title}</a></h2>'
        f'<div class="entry-meta"><span class="posted-on"><a href="{portal.article(i)}"><time class="entry-date published" datetime="{i.day}T09:15:00+00:00">{i.day:%d %B %Y}</time></a></span>'
        f'<span class="byline"> by <a href="/author/clerk/">Clerk</a></span></div></header><div class="entry-content"><p>The council has published details of item {i.number}; '
        f'residents may comment until the end of the month. <a class="more-link" href="{portal.article(i)}">Continue reading</a></p></div>'
        '<footer><a href="/category/news/" rel="category tag">News</a> <a href="/tag/roads/">roads</a></footer></article>'
        for i in portal.page(page)
    )
    older = (
        f'<div class="nav-previous"><a href="/category/news/page/{page + 1}/">Older posts</a></div>'
        if page < portal.total_pages
        else ""
    )
    recent = "".join(f'<li><a href="{portal.article(i)}">{i.title}</a></li>' for i in portal.items[:5])
    months = "".join(
        f"<li><a href='/{y}/{m:02d}/'>{n} {y}</a></li>"
        for y, m, n in ((2024, 3, "March"), (2024, 2, "February"), (2024, 1, "January"))
    )
    return (
        _HEAD.format(title="News – Whitstone Town Council")
        + '<nav id="site-navigation"><ul><li><a href="/">Home</a></li><li><a href="/category/news/">News</a></li><li><a href="/councillors/">Councillors</a></li></ul></nav>'
        f'<main id="main"><header class="page-header"><h1 class="page-title">Category: News</h1></header>{posts}<nav class="navigation posts-navigation"><div class="nav-links">{older}</div></nav></main>'
        f'<aside id="secondary"><section class="widget"><h2>Recent Posts</h2><ul>{recent}</ul></section><section class="widget"><h2>Archives</h2><ul>{months}</ul></section></aside>'
        "<footer>Proudly powered by WordPress</footer></body></html>"
    )


def _drupal(portal: Other, path: str, form: Form) -> Found | str | None:
    """Drupal: rows of a view, pages counted from nought, days as month/day/year."""
    if path != "/press-releases":
        return None
    page = int(form.get("page", "0")) + 1
    rows = "".join(
        f'<div class="views-row"><div class="views-field views-field-created"><span class="field-content">{i.day.month:02d}/{i.day.day:02d}/{i.day.year}</span></div>'
        f'<div class="views-field views-field-title"><span class="field-content"><a href="/node/{i.number + 90}" hreflang="en">{i.title}</a></span></div></div>'
        for i in portal.page(page)
    )
    numbers = "".join(
        f'<li class="pager__item"><a href="?page={n}" title="Go to page {n + 1}">{n + 1}</a></li>'
        for n in range(portal.total_pages)
    )
    following = (
        f'<li class="pager__item pager__item--next"><a href="?page={page}" title="Go to next page" rel="next"><span class="visually-hidden">Next page</span><span aria-hidden="true">››</span></a></li>'
        if page < portal.total_pages
        else ""
    )
    return (
        _HEAD.format(title="Press releases | County of Whitstone")
        + '<ul class="menu"><li><a href="/">Home</a></li><li><a href="/press-releases">Press releases</a></li><li><a href="/departments">Departments</a></li></ul>'
        f'<div class="view-content">{rows}</div><nav class="pager"><ul class="pager__items">{numbers}{following}</ul></nav>'
        '<div id="block-related"><h2>Related documents</h2><ul><li><a href="/node/11">Charter of the county, adopted 1998</a></li><li><a href="/node/12">Map of the voting districts</a></li></ul></div></body></html>'
    )


def _sharepoint(portal: Other, path: str, form: Form) -> Found | str | None:
    """SharePoint: a list view whose next page is in a script of a picture."""
    if path != "/Lists/Notices/AllItems.aspx":
        return None
    first = int(form.get("PageFirstRow", "1"))
    shown = portal.items[first - 1 : first - 1 + portal.size]
    rows = "".join(
        f'<tr class="ms-itmhover" iid="1,{i.number},0"><td class="ms-vb-icon"><img src="/_layouts/images/icgen.gif" alt=""></td><td class="ms-vb-title"><div class="ms-vb" id="{i.number}">'
        f'<a onfocus="OnLink(this)" href="/Lists/Notices/DispForm.aspx?ID={i.number}" onclick="EditLink2(this,1);return false;" target="_self">{i.title}</a></div></td>'
        f'<td class="ms-vb2"><nobr>{i.day.month}/{i.day.day}/{i.day.year} 10:2{i.number % 10} AM</nobr></td></tr>'
        for i in shown
    )
    after = first + portal.size
    link = (
        f"/Lists/Notices/AllItems.aspx?Paged=TRUE\\u0026p_ID={shown[-1].number}\\u0026PageFirstRow={after}"
        if shown
        else ""
    )
    following = (
        f"<a href='javascript:' onclick='RefreshPageTo(event, \"{link}\");javascript:return false;'><img src='/_layouts/images/next.gif' border=0 alt='Next'></a>"
        if after <= len(portal.items)
        else ""
    )
    return (
        _HEAD.format(title="Notices - All Items")
        + '<div class="ms-quicklaunch"><ul><li><a href="/Lists/Notices/AllItems.aspx">Notices</a></li><li><a href="/Lists/Calendar/calendar.aspx">Calendar</a></li></ul></div>'
        f'<table class="ms-listviewtable"><tr class="ms-viewheadertr"><th>Type</th><th><a href="javascript:" onclick="SortView()">Title</a></th><th>Modified</th></tr>{rows}</table>'
        f'<table class="ms-bottompaging"><tr><td class="ms-paging">{first} - {first + len(shown) - 1}</td><td>{following}</td></tr></table></body></html>'
    )


def _plone(portal: Other, path: str, form: Form) -> Found | str | None:
    """Plone: tiles with a line on who and when, batches by `b_start:int`."""
    if path != "/meldungen":
        return None
    start = int(form.get("b_start:int", "0"))
    shown = portal.items[start : start + portal.size]
    rows = "".join(
        f'<article class="tileItem entry"><h2 class="tileHeadline"><a class="summary url" href="{portal.article(i)}">{i.title}</a></h2>'
        f'<div class="documentByLine">veröffentlicht am {i.day.day}. {_GERMAN[i.day.month - 1]} {i.day.year}</div>'
        f'<div class="tileBody"><span class="description">Die Unterlagen zu Punkt {i.number} liegen im Rathaus aus.</span></div></article>'
        for i in shown
    )
    after = start + portal.size
    following = (
        f'<li class="next"><a href="/meldungen?b_start:int={after}">Nächste {portal.size} Artikel »</a></li>'
        if after < len(portal.items)
        else ""
    )
    return (
        _HEAD.format(title="Meldungen — Gemeinde Weißenstein")
        + '<ul id="portal-globalnav"><li><a href="/">Startseite</a></li><li><a href="/meldungen">Meldungen</a></li><li><a href="/buergerservice">Bürgerservice</a></li></ul>'
        f'<div id="content"><h1>Meldungen</h1>{rows}<nav class="pagination"><ul>{following}</ul></nav></div><footer><a href="/impressum">Impressum</a></footer></body></html>'
    )


def _bitrix(portal: Other, path: str, form: Form) -> Found | str | None:
    """1С-Битрикс: a district of Russia, dates in words, pages by PAGEN_1."""
    if path != "/news/":
        return None
    page = int(form.get("PAGEN_1", "1"))
    rows = "".join(
        f'<div class="news-item" id="bx_{i.number}"><span class="news-date-time">{i.day.day} {_MONTHS[i.day.month - 1]} {i.day.year}</span>'
        f'<a href="/news/{i.number + 2000}/"><b>{i.title}</b></a><br>Подробности можно узнать в администрации района.<div style="clear:both"></div></div>'
        for i in portal.page(page)
    )
    numbers = "".join(
        f'<a href="/news/?PAGEN_1={n}">{n}</a> ' if n != page else f"<b>{n}</b> "
        for n in range(1, portal.total_pages + 1)
    )
    following = f'<a href="/news/?PAGEN_1={page + 1}">След.</a>' if page < portal.total_pages else "След."
    return (
        _HEAD.format(title="Новости администрации Белокаменского района")
        + '<div class="menu"><a href="/">Главная</a> <a href="/news/">Новости</a> <a href="/docs/">Документы</a></div>'
        f'<div class="news-list">{rows}<font class="text">Новости {(page - 1) * portal.size + 1} - {min(page * portal.size, len(portal.items))} из {len(portal.items)}<br>Начало | Пред. | {numbers} | {following} | Конец</font></div></body></html>'
    )


def _path(item: Item) -> str:
    return f"/{item.day:%Y/%m}/notice-{item.number}/"


CMS = (
    Other("wordpress", "/category/news/", _path, _wordpress, language="en", size=10),
    Other("drupal", "/press-releases", lambda i: f"/node/{i.number + 90}", _drupal, language="en"),
    Other(
        "sharepoint",
        "/Lists/Notices/AllItems.aspx",
        lambda i: f"/Lists/Notices/DispForm.aspx?ID={i.number}",
        _sharepoint,
        language="en",
    ),
    Other("plone", "/meldungen", lambda i: f"/meldungen/{i.day.year}/punkt-{i.number}", _plone, language="de"),
    Other("bitrix", "/news/", lambda i: f"/news/{i.number + 2000}/", _bitrix, language="ru"),
)
