"""pager: where a list goes on, one mechanism a case; and what looks like a pager and is none."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson
import pytest

from scraper.line import read_list
from scraper.model import PageRequest, RawPage
from scraper.profile import EMPTY
from scraper.results import ListPage
from scraper.sites import Layout, Site, site_of
from scraper.steps.pager import MECHANISMS

HOST = "http://www.qinghe.example.cn"
URL = f"{HOST}/gk/tzgg/index.html"
ROWS = (
    "<ul>"
    + "".join(
        f"<li><a href='/gk/110{n}.html'>关于第{n}批河道清淤工作的通知</a><span>2026-07-0{n}</span></li>"
        for n in range(1, 6)
    )
    + "</ul>"
)


def read(
    pager: str, request: PageRequest | str = URL, headers: tuple[tuple[str, str], ...] = (), rows: str = ROWS
) -> ListPage:
    asked = request if isinstance(request, PageRequest) else PageRequest(request)
    html = f"<html><head><title>通知公告</title></head><body><div>{rows}<div>{pager}</div></div></body></html>"
    page = RawPage(
        asked.url,
        html.encode(),
        headers=(("Content-Type", "text/html; charset=utf-8"), *headers),
        fetched_at=datetime(2026, 8, 1, tzinfo=UTC),
    )
    return read_list(page, asked, site_of(asked.url), EMPTY)


def urls(listing: ListPage) -> list[str]:
    return [request.url.removeprefix(HOST) for request in listing.next_pages]


# pager on the page → (mechanism, next addresses)
CASES: dict[str, tuple[str, str, list[str]]] = {
    "TRS": (
        '<script>createPageHTML(3, 0, "index", "html");</script>',
        "trs-createpage",
        ["/gk/tzgg/index_1.html", "/gk/tzgg/index_2.html"],
    ),
    "TRS with numbers as text": (
        "<script>createPageHTML('3','0','index','shtml');</script>",
        "trs-createpage",
        ["/gk/tzgg/index_1.shtml", "/gk/tzgg/index_2.shtml"],
    ),
    "TRS with a container": (
        "<script>createPageHTML('page-div',3,1,'list','html',50);</script>",
        "trs-createpage",
        ["/gk/tzgg/list_2.html", "/gk/tzgg/list_3.html"],
    ),
    "TRS of one page": ('<script>createPageHTML(1, 0, "index", "html");</script>', "trs-createpage", []),
    "link element": ("<link rel='next' href='?page=2'>", "rel-next", ["/gk/tzgg/index.html?page=2"]),
    "下一页": ("<a href='index_2.html'>下一页</a>", "next-link", ["/gk/tzgg/index_2.html"]),
    "下页 behind a call": (
        "<a href=\"javascript:location.href='list_3.html'\">下页</a>",
        "next-link",
        ["/gk/tzgg/list_3.html"],
    ),
    "a button": (
        "<input type='button' value='下一页' onclick=\"location.href='index_2.html'\">",
        "next-link",
        ["/gk/tzgg/index_2.html"],
    ),
    "an arrow beside numbers": (
        "<span>1</span><a href='?p=2'>2</a><a href='?p=2'>&gt;</a>",
        "next-link",
        ["/gk/tzgg/index.html?p=2"],
    ),
    "a picture": ("<a href='index_2.html'><img src='n.gif' alt='下一页'></a>", "next-link", ["/gk/tzgg/index_2.html"]),
    "Next": (
        "<nav><a href='?page=1'>2</a> <a href='?page=1'>Next page</a></nav>",
        "next-link",
        ["/gk/tzgg/index.html?page=1"],
    ),
    "traditional": ("<a href='index_2.html'>下一頁</a>", "next-link", ["/gk/tzgg/index_2.html"]),
    "function of the page": (
        "<script>function go(n){window.location.href='index_'+n+'.html';}</script><a href='javascript:go(2)'>下一页</a>",
        "next-link",
        ["/gk/tzgg/index_2.html"],
    ),
    "numbers": ("<b>1</b> <a href='?page=2'>2</a> <a href='?page=3'>3</a>", "numbers", ["/gk/tzgg/index.html?page=2"]),
    "numbers in items": (
        "<ul><li class='on'>1</li><li><a href='l_2.html'>2</a></li><li><a href='l_3.html'>3</a></li></ul>",
        "numbers",
        ["/gk/tzgg/l_2.html"],
    ),
    "choice": (
        "<select><option value='index.html' selected>1</option><option value='index_2.html'>2</option></select>",
        "select",
        ["/gk/tzgg/index_2.html"],
    ),
    "jQuery": (
        "<script>$('#p').pagination({totalPage: 3, callback: function(i){ location.href = i == 1 ? 'index.html' : 'index_' + i + '.html'; }});</script>",
        "total-call",
        ["/gk/tzgg/index_2.html", "/gk/tzgg/index_3.html"],
    ),
    "laypage from 0": (
        "<script>laypage({cont:'page', pages: 3, jump: function(e){ location.href = 'index_' + (e.curr - 1) + '.html'; }});</script>",
        "total-call",
        ["/gk/tzgg/index_1.html", "/gk/tzgg/index_2.html"],
    ),
    "load more": ("<button data-next='/gk/more?p=2'>加载更多</button>", "load-more", ["/gk/more?p=2"]),
    "attributes": (
        "<div class='pager' data-total='14' data-page-size='5' data-url='list_{page}.html'></div>",
        "attributes",
        ["/gk/tzgg/list_2.html", "/gk/tzgg/list_3.html"],
    ),
    "years": (
        "<p><a href='2025.html'>2025年</a><a href='2024.html'>2024年</a><a href='2023.html'>2023年</a></p>",
        "archives",
        ["/gk/tzgg/2025.html", "/gk/tzgg/2024.html", "/gk/tzgg/2023.html"],
    ),
    "GET address": (
        "<script>var pageNo=1; $.get('/api/list?col=5&pageNo=' + pageNo + '&size=10', show);</script>",
        "json-address",
        ["/api/list?col=5&pageNo=1&size=10"],
    ),
    "template literal": (
        "<script>let page = 1; fetch(`/api/news?page=${page}&col=5`).then(show)</script>",
        "json-address",
        ["/api/news?page=1&col=5"],
    ),
    "parameters beside": (
        "<script>axios.get('/api/news', {params: {page: 1, size: 10, col: '5'}})</script>",
        "json-address",
        ["/api/news?page=1&size=10&col=5"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_list_goes_on_by_this_mechanism(name: str) -> None:
    pager, mechanism, expected = CASES[name]
    listing = read(pager)
    assert (listing.mechanism, urls(listing)) == (f"pager/{mechanism}", expected)


NO_PAGERS = {
    "nothing": "",
    "last page": "<a href='index_1.html'>上一页</a> <span class='disabled'>下一页</span>",
    "next that leads nowhere": "<a href='javascript:void(0)' class='disabled'>下一页</a>",
    "next that leads here": f"<a href='{URL}#'>下一页</a>",
    "next on another site": "<a href='http://ads.example.org/2'>下一页</a>",
    "a calendar": "".join(f"<a href='?day={n}'>{n}</a>" for n in range(2, 31)),
    "numbers of another kind": "<a href='/a/1.html'>1</a><a href='/b/show.asp?id=2'>2</a>",
    "definition of a function alone": "<script>function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){}</script>",
    "call in a comment": "<script>/* createPageHTML(9, 0, 'index', 'html') */</script>",
    "script that counts visits": "<script>$.get('/stat/visit.do?page=index&id=5', done);</script>",
    "a year in the footer": "<a href='/2025/'>2025年</a>",
}


@pytest.mark.parametrize("name", NO_PAGERS)
def test_what_is_no_pager_leads_nowhere(name: str) -> None:
    assert urls(read(NO_PAGERS[name])) == []


STATED = {
    "共52条 1/4页": (52, 4),
    "总记录数：1,234": (1234, None),
    "总记录数:52 每页15条": (52, None),
    "当前第1页 共4页": (None, 4),
    "页次：1/4页": (None, 4),
    "共有 52 条记录": (52, None),
    "Page 1 of 4": (None, 4),
    "1 - 15 of 52": (52, None),
    "共四条": (None, None),
}


@pytest.mark.parametrize("words", STATED)
def test_what_the_pager_states_is_kept(words: str) -> None:
    listing = read(f"<span>{words}</span>")
    assert (listing.total_rows, listing.total_pages) == STATED[words]


def test_link_header_leads_on() -> None:
    assert urls(read("", headers=(("Link", '<?page=2>; rel="next"'),))) == ["/gk/tzgg/index.html?page=2"]


def test_later_page_asks_for_the_one_after_it_only() -> None:
    listing = read(
        '<script>createPageHTML(9, 3, "index", "html");</script>',
        PageRequest(f"{HOST}/gk/tzgg/index_3.html", position=4),
    )
    assert urls(listing) == ["/gk/tzgg/index_4.html"]


def test_postback_sends_the_hidden_fields_back() -> None:
    form = "<form method='post' action='list.aspx'><input type='hidden' name='__VIEWSTATE' value='abc='><a href=\"javascript:__doPostBack('pager','2')\">下一页</a></form>"
    request = read(form).next_pages[0]
    assert (request.method, request.url) == ("POST", f"{HOST}/gk/tzgg/list.aspx")
    assert request.body == b"__VIEWSTATE=abc%3D&__EVENTTARGET=pager&__EVENTARGUMENT=2"


def test_json_answer_goes_on_until_its_total() -> None:
    items = ",".join(f'{{"title":"第{n}号公告","url":"/gk/{n}.html","date":"2026-07-0{n}"}}' for n in range(1, 6))
    answer = f'{{"data":{{"total":12,"list":[{items}]}}}}'
    seen = []
    request = PageRequest(f"{HOST}/api?page=1&size=5", base=URL)
    while True:
        page = RawPage(request.url, answer.encode(), headers=(("Content-Type", "application/json"),))
        listing = read_list(page, request, site_of(URL), EMPTY)
        seen.append(request.url.removeprefix(HOST))
        if not listing.next_pages:
            break
        request = listing.next_pages[0]
    assert seen == ["/api?page=1&size=5", "/api?page=2&size=5", "/api?page=3&size=5"]


@pytest.mark.parametrize(
    ("script", "method", "address", "body"),
    [
        (
            "var page = 1; var url = '/api/list?col=5&page=' + page; $.getJSON(url, show);",
            "GET",
            "/api/list?col=5&page=1",
            b"",
        ),
        (
            "var pageNo = 1; $.ajax({url: '/api/list', type: 'post', data: 'col=5&pageNo=' + pageNo + '&size=10'});",
            "POST",
            "/api/list",
            b"col=5&pageNo=1&size=10",
        ),
        ("axios.post('/api/list', {page: {pageNo: 1, pageSize: 10}, channel: '5'})", "POST", "/api/list", None),
        (
            "fetch('/api/list', {method: 'POST', body: JSON.stringify({page: {pageNo: 1, pageSize: 10}, channel: '5'})})",
            "POST",
            "/api/list",
            b'{"page": {"pageNo": 1, "pageSize": 10}, "channel": "5"}',
        ),
    ],
)
def test_call_of_a_script_is_asked_as_the_script_asks(
    script: str, method: str, address: str, body: bytes | None
) -> None:
    request = read(f"<script>{script}</script>").next_pages[0]
    assert (request.method, request.url.removeprefix(HOST)) == (method, address)
    assert body is None or request.body == body


def test_unit_of_jpaas_is_asked_page_by_page() -> None:
    unit = "<div url='/api/unit' queryData=\"{'webId':'a1','tagId':'list'}\" paramJson='{\"pageNo\":1,\"pageSize\":\"5\"}'></div>"
    first = read(unit).next_pages[0]
    assert first.url == f"{HOST}/api/unit?webId=a1&tagId=list&paramJson=%7B%22pageNo%22%3A1%2C%22pageSize%22%3A5%7D"
    answer = orjson.dumps({"data": {"html": ROWS}})
    page = RawPage(first.url, answer, headers=(("Content-Type", "application/json"),))
    listing = read_list(page, first, site_of(URL), EMPTY)
    assert len(listing.rows) == 5
    assert "%22pageNo%22%3A2" in listing.next_pages[0].url


def test_empty_answer_ends_the_list() -> None:
    request = PageRequest(f"{HOST}/api?page=9", base=URL)
    page = RawPage(request.url, b'{"list":[]}', headers=(("Content-Type", "application/json"),))
    assert read_list(page, request, site_of(URL), EMPTY).next_pages == ()


def test_relative_links_of_an_answer_refer_to_the_page_that_asked() -> None:
    request = PageRequest(f"{HOST}/module/api?page=1", base=URL)
    page = RawPage(
        request.url,
        '[{"title":"关于放假的通知","url":"./202607/t1.html"}]'.encode(),
        headers=(("Content-Type", "application/json"),),
    )
    assert read_list(page, request, site_of(URL), EMPTY).rows[0].url == f"{HOST}/gk/tzgg/202607/t1.html"


def test_html_inside_json_is_read_as_rows() -> None:
    request = PageRequest(f"{HOST}/api?page=1", base=URL)
    body = '{"html":"%s","total":5}' % ROWS.replace('"', '\\"')  # noqa: UP031 - braces of JSON
    page = RawPage(request.url, body.encode(), headers=(("Content-Type", "application/json"),))
    assert len(read_list(page, request, site_of(URL), EMPTY).rows) == 5


def test_list_that_a_script_holds_is_read() -> None:
    data = (
        "<script>var list = ["
        + ",".join(
            f'{{"title":"关于第{n}批名单的公示","url":"/gk/{n}.html","pubDate":"2026-07-0{n}"}}' for n in range(1, 4)
        )
        + "];</script>"
    )
    assert [row.date for row in read("", rows=data).rows] == ["2026-07-01", "2026-07-02", "2026-07-03"]


def test_frame_with_the_list_is_asked_for() -> None:
    assert urls(read("<iframe src='/weather.html'></iframe><iframe src='list.jsp?col=5'></iframe>", rows="")) == [
        "/gk/tzgg/list.jsp?col=5"
    ]


def test_page_that_only_sends_elsewhere_is_followed() -> None:
    assert urls(read("<script>window.location.href = 'list.html';</script>", rows="")) == ["/gk/tzgg/list.html"]


def test_site_file_tells_the_next_page() -> None:
    html = f"<html><body>{ROWS}<a id='go' href='p2.html'>往后</a></body></html>"
    site = Site("x", ("www.qinghe.example.cn",), layouts=(Layout(next="//a[@id='go']"),))
    listing = read_list(
        RawPage(URL, html.encode(), headers=(("Content-Type", "text/html; charset=utf-8"),)),
        PageRequest(URL),
        site,
        EMPTY,
    )
    assert (listing.mechanism, urls(listing)) == ("pager/site-file", ["/gk/tzgg/p2.html"])


def test_every_mechanism_has_a_source_and_a_name_of_its_own() -> None:
    assert len({row.id for row in MECHANISMS}) == len(MECHANISMS)
    assert all(row.source for row in MECHANISMS)
