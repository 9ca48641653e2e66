"""links: rows as portals write them, one way of writing a case; and pages that look like lists and are none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scraper.line import read_list
from scraper.model import PageRequest, RawPage
from scraper.profile import EMPTY
from scraper.results import ListPage
from scraper.sites import site_of

URL = "http://www.qinghe.example.cn/gk/tzgg/index.html"
BARE_URL = "http://www.qinghe.example.cn/gk/tz/"
T = (
    "关于开展全县河道清淤工作的通知",
    "青禾县2026年护林员招聘公告",
    "第三批危房改造对象名单公示",
    "关于调整城区公交线路的通告",
)
DAYS = ("2026-07-31", "2026-07-16", "2026-06-19", "2025-12-02")
H = ("/gk/1101.html", "/gk/1102.html", "/gk/1103.html", "/gk/1104.html")
EVERY = [(f"http://www.qinghe.example.cn{h}", t, d) for h, t, d in zip(H, T, DAYS, strict=True)]


def read(html: str, url: str = URL, kind: str = "text/html; charset=utf-8") -> ListPage:
    page = RawPage(url, html.encode(), headers=(("Content-Type", kind),), fetched_at=datetime(2026, 8, 1, tzinfo=UTC))
    return read_list(page, PageRequest(url), site_of(url), EMPTY)


def page(rows: str, pager: str = "") -> str:
    menu = "".join(
        f'<li><a href="/{name}/">{name}</a></li>' for name in ("首页", "政务公开", "政务服务", "互动交流", "走进青禾")
    )
    return (
        f"<html><head><title>通知公告-青禾县人民政府</title></head><body><div><ul>{menu}</ul></div><div><h2>通知公告</h2>{rows}</div>"
        f"<div>{pager}</div><div><p><a href='http://www.gov.example/'>中国政府网</a><a href='/map.html'>网站地图</a></p></div></body></html>"
    )


def each(pattern: str, days: tuple[str, ...] = DAYS) -> str:
    return "".join(
        pattern.format(h=h, t=t, d=d, y=d[:4], m=d[5:7], day=d[8:], cut=t[:9], n=at)
        for at, (h, t, d) in enumerate(zip(H, T, days, strict=True), 1)
    )


WAYS = {
    "items": "<ul>" + each("<li><a href='{h}'>{t}</a><span>{d}</span></li>") + "</ul>",
    "date before the link": "<ul>" + each("<li><span>[{d}]</span><a href='{h}'>{t}</a></li>") + "</ul>",
    "links and breaks": "<div>" + each("·<a href='{h}'>{t}</a> ({d})<br>") + "</div>",
    "dates and links without rows": "<div>" + each("<span>{d}</span><a href='{h}'>{t}</a><br>") + "</div>",
    "definition list": "<dl>" + each("<dt><a href='{h}'>{t}</a></dt><dd>发布时间：{d}</dd>") + "</dl>",
    "paragraphs": each("<p><a href='{h}'>{t}</a>　{d}</p>"),
    "the row is the link": "<div>" + each("<a href='{h}'><div>{t}</div><div>{d}</div></a>") + "</div>",
    "the row is the link, flat": "<div>" + each("<a href='{h}'><span>{t}</span><em>{d}</em></a>") + "</div>",
    "a table a row": each("<table><tr><td><a href='{h}'>{t}</a></td><td>{d}</td></tr></table>"),
    "columns with a header": "<table><tr><th>序号</th><th>名称</th><th>文号</th><th>发布日期</th><th></th></tr>"
    + each(
        "<tr><td>{n}</td><td><a href='{h}'>{t}</a></td><td>青政发〔2021〕{n}号</td><td>{d}</td><td><a href='{h}'>详情</a></td></tr>"
    )
    + "</table>",
    "two rows side by side": "<table>"
    + "".join(
        f"<tr><td><a href='{H[at]}'>{T[at]}</a></td><td>{DAYS[at]}</td><td><a href='{H[at + 1]}'>{T[at + 1]}</a></td><td>{DAYS[at + 1]}</td></tr>"
        for at in (0, 2)
    )
    + "</table>",
    "title and date in rows of their own": "<table>"
    + each("<tr><td><a href='{h}'>{t}</a></td></tr><tr><td>发布日期：{d} 来源：县府办</td></tr>")
    + "</table>",
    "list broken into pieces": "<div>"
    + "".join(f"<ul><li><a href='{h}'>{t}</a><i>{d}</i></li></ul><hr>" for h, t, d in zip(H, T, DAYS, strict=True))
    + "</div>",
    "a column before the title": "<ul>"
    + each("<li><a href='/gk/col{n}/'>[通知]</a><a href='{h}'>{t}</a><span>{d}</span></li>")
    + "</ul>",
    "the same column before every title": "<ul>"
    + each("<li><a href='/gk/'>[县政府办公室]</a><a href='{h}'>{t}</a><span>{d}</span></li>")
    + "</ul>",
    "a reading after the title": "<ul>"
    + each(
        "<li><a href='{h}'>{t}</a><span>{d}</span><a class='jd' href='/jd/9{n}.html'>解读：{t}的政策解读和问答</a></li>"
    )
    + "</ul>",
    "click on the item": "<ul>"
    + each("<li onclick=\"window.location='{h}'\"><b>{t}</b><span>{d}</span></li>")
    + "</ul>",
    "script with the address inside": "<ul>"
    + each("<li><a href=\"javascript:openPage('{h}')\">{t}</a><span>{d}</span></li>")
    + "</ul>",
    "cut text, whole tooltip": "<ul>"
    + each("<li><a href='{h}' title='{t}'>{cut}...</a><span>{d}</span></li>")
    + "</ul>",
    "tooltip of several lines": "<ul>"
    + each("<li><a href='{h}' title='标题：{t}\n作者：县府办\n时间：{d}'>{cut}…</a><span>{d}</span></li>")
    + "</ul>",
    "picture, heading, summary": "<div>"
    + each(
        "<div><a href='{h}'><img src='/{n}.jpg'></a><div><h3><a href='{h}'>{t}</a></h3><p>自2020年1月1日起，全县范围内……</p><span>{d}</span></div></div>"
    )
    + "</div>",
    "heading without a link": "<div>" + each("<div><h4>{t}</h4><p>{d}</p><a href='{h}'>查看详情</a></div>") + "</div>",
    "day over year and month": "<ul>"
    + each("<li><div><b>{day}</b><span>{y}.{m}</span></div><a href='{h}'>{t}</a></li>")
    + "</ul>",
    "date as Chinese text": "<ul>" + each("<li><a href='{h}'>{t}</a><span>{y}年{m}月{day}日</span></li>") + "</ul>",
    "with hour and clicks": "<ul>"
    + each("<li><a href='{h}'>{t}</a>(发布时间：{d} 08:30:15 阅读次数：<b>1{n}8</b>)</li>")
    + "</ul>",
    "date inside the link": "<ul>" + each("<li><a href='{h}'>{t} [{d}]</a></li>") + "</ul>",
    "the word 置顶 before the first": "<ul>"
    + each("<li><a href='{h}'>{t}</a><span>{d}</span></li>").replace(T[0], f"[置顶]{T[0]}", 1)
    + "</ul>",
}


@pytest.mark.parametrize("way", WAYS)
def test_rows_are_read_however_they_are_written(way: str) -> None:
    assert [(row.url, row.title, row.date) for row in read(page(WAYS[way])).rows] == EVERY


def test_dates_without_a_year_take_it_from_the_address_or_lie_before_today() -> None:
    rows = "".join(f"<li><a href='{h}'>{t}</a><span>{d[5:]}</span></li>" for h, t, d in zip(H, T, DAYS, strict=True))
    assert [row.date for row in read(page(f"<ul>{rows}</ul>")).rows] == list(DAYS)
    dated = "".join(
        f"<li><a href='/gk/2019{d[5:7]}/t2019_{n}.html'>{T[n]}</a><span>[{d[5:]}]</span></li>"
        for n, d in enumerate(DAYS)
    )
    assert [row.date for row in read(page(f"<ul>{dated}</ul>")).rows] == [f"2019{d[4:]}" for d in DAYS]


def test_a_year_in_the_title_is_not_the_date() -> None:
    rows = "".join(
        f"<li><a href='/a/{n}77.html'>2019年{n}月5日全县气象情况的通报</a><span>2020-03-0{n}</span></li>"
        for n in range(1, 5)
    )
    assert [row.date for row in read(page(f"<ul>{rows}</ul>")).rows] == [f"2020-03-0{n}" for n in range(1, 5)]


def test_months_and_days_in_either_order_are_told_by_those_that_leave_no_choice() -> None:
    rows = "".join(
        f"<li><a href='/news/{n}77'>Minutes of the county board, part {n}</a><span>{d}</span></li>"
        for n, d in enumerate(("03/04/2026", "03/25/2026", "01/12/2026"))
    )
    assert [row.date for row in read(page(f"<ul>{rows}</ul>")).rows] == ["2026-03-04", "2026-03-25", "2026-01-12"]


def test_rows_without_dates_are_rows() -> None:
    rows = "".join(f"<li><a href='{h}'>{t}</a></li>" for h, t in zip(H, T, strict=True))
    assert [row.title for row in read(page(f"<ul>{rows}</ul>")).rows] == list(T)


BARE = "".join(f"<li><a href='/gk/tz/{number}.html'>通知{number}</a></li>" for number in range(5))


def test_a_bare_list_of_short_names_is_a_list() -> None:
    listing = read(
        f"<h1>通知公告</h1><ul>{BARE}<li><a href='http://a.test/x'>关于第0号文件的通知</a></li></ul>", BARE_URL
    )
    assert [row.title for row in listing.rows] == [f"通知{number}" for number in range(5)]


@pytest.mark.parametrize(
    "beside",
    [
        "<p>为切实做好全县河道清淤工作，经研究决定，自即日起在全县范围内组织实施。</p>",
        "<script src='/list.js'></script>",
    ],
    ids=["an article", "a script"],
)
def test_short_links_beside_an_article_or_a_script_are_no_list(beside: str) -> None:
    assert read(f"<h1>通知公告</h1>{beside}<ul>{BARE}</ul>", BARE_URL).rows == ()


def test_short_links_to_files_are_no_list() -> None:
    assert (
        read(f"<h1>通知公告</h1><ul>{BARE.replace('.html', '.pdf').replace('通知', '附件')}</ul>", BARE_URL).rows == ()
    )


def test_rows_on_other_hosts_are_told_as_such() -> None:
    rows = WAYS["items"].replace("/gk/1102.html", "https://mp.weixin.example.com/s/abc123")
    assert [row.is_other_host for row in read(page(rows)).rows] == [False, True, False, False]


def test_relative_links_refer_to_the_base_of_the_page() -> None:
    html = page(WAYS["items"].replace("'/gk/", "'gk/")).replace("<head>", "<head><base href='/portal/'>")
    assert read(html).rows[0].url == "http://www.qinghe.example.cn/portal/gk/1101.html"


def test_functions_of_the_page_tell_where_a_call_leads() -> None:
    rows = "".join(
        f"<li><a href='javascript:void(0)' onclick='view({h[4:8]})'>{t}</a><span>{d}</span></li>"
        for h, t, d in zip(H, T, DAYS, strict=True)
    )
    script = "<script>function view(id){ var w = 1; window.open('/gk/' + id + '.html', '_blank'); }</script>"
    assert [row.url for row in read(page(f"<ul>{rows}</ul>{script}")).rows] == [url for url, _, _ in EVERY]


def test_layout_of_the_site_file_tells_the_rows() -> None:
    from dataclasses import replace

    from scraper.sites import Layout

    html = page("<div id='x'>" + each("<p><a href='{h}'>好</a></p>") + "</div>")
    raw = RawPage(URL, html.encode(), headers=(("Content-Type", "text/html; charset=utf-8"),))
    site = replace(site_of(URL), layouts=(Layout(rows="//div[@id='x']/p"),))
    assert len(read_list(raw, PageRequest(URL), site, EMPTY).rows) == 4


NO_LISTS = {
    "an article": page(
        "<h1>关于开展全县河道清淤工作的通知</h1><p>发布时间：2026-07-31</p>"
        + "<p>为切实做好全县河道清淤工作，经研究决定，自即日起在全县范围内组织实施，各乡镇要加强领导，明确责任，认真抓好落实。</p>"
        * 6
    ),
    "navigation alone": page(""),
    "a calendar": page(
        "<table>"
        "<tr>" + "".join(f"<td><a href='?day=2026-07-{d:02d}'>{d}</a></td>" for d in range(1, 29)) + "</tr></table>"
    ),
    "links to other portals": page(
        "<div class='links'><h3>友情链接</h3><ul>"
        + "".join(f"<li><a href='http://{n}.example.org/'>某某市人民政府门户网站{n}</a></li>" for n in range(9))
        + "</ul></div>"
    ),
    "empty": "",
    "no HTML": "plain words, and no more",
}


@pytest.mark.parametrize("name", NO_LISTS)
def test_a_page_that_is_no_list_has_no_rows_and_says_why(name: str) -> None:
    listing = read(NO_LISTS[name])
    assert listing.rows == ()
    assert listing.reasons


def test_query_of_a_link_is_written_in_the_encoding_of_the_page() -> None:
    rows = "".join(
        f"<li><a href='show.asp?type=通知&id={n}77'>{t}</a><span>{DAYS[n]}</span></li>" for n, t in enumerate(T)
    )
    body = page(f"<ul>{rows}</ul>").encode("gb18030")
    raw = RawPage(URL, body, headers=(("Content-Type", "text/html; charset=gb2312"),))
    found = read_list(raw, PageRequest(URL), site_of(URL), EMPTY).rows
    assert found[0].url == "http://www.qinghe.example.cn/gk/tzgg/show.asp?type=%CD%A8%D6%AA&id=077"


def test_the_same_list_sorted_otherwise_is_no_row() -> None:
    head = "<tr><th><a href='?orderBy=title'>按照标题重新排列本页</a></th><th><a href='?sort=date'>按照日期重新排列本页</a></th></tr>"
    rows = each("<tr><td><a href='{h}'>{t}</a></td><td>{d}</td></tr>")
    assert [row.title for row in read(page(f"<table>{head}{rows}</table>")).rows] == list(T)


def test_breadcrumbs_and_section_are_read() -> None:
    html = page(
        "<p>您当前的位置：<a href='/'>首页</a> &gt; <a href='/gk/'>政务公开</a> &gt; <a>通知公告</a></p>"
        + WAYS["items"]
    )
    listing = read(html)
    assert (listing.section, listing.breadcrumbs) == ("通知公告", ("首页", "政务公开", "通知公告"))


def test_menu_written_by_script_leads_to_sections() -> None:
    script = "<script>var str3='业务要闻'; document.write('<li><a href=\"../ywyw/\">'+str3+'</a></li>');</script>"
    assert ("业务要闻", "http://www.qinghe.example.cn/gk/ywyw/") in [
        (s.name, s.url) for s in read(page(script)).sections
    ]


def test_feed_gives_rows() -> None:
    feed = (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item><title><![CDATA[关于放假的通知]]></title>'
        "<link>http://www.qinghe.example.cn/gk/1.html</link><pubDate>Fri, 31 Jul 2026 08:00:00 +0800</pubDate></item></channel></rss>"
    )
    rows = read(feed, kind="application/rss+xml").rows
    assert [(row.url, row.title, row.date) for row in rows] == [
        ("http://www.qinghe.example.cn/gk/1.html", "关于放假的通知", "2026-07-31")
    ]
