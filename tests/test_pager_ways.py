"""Ways on of lists that a script, a cursor, a select or the day before leads on."""

from __future__ import annotations

import json

import pytest

from scraper.line import read_list
from scraper.lists.cursors import Following, read_following
from scraper.model import PageRequest, RawPage
from scraper.profile import EMPTY
from scraper.results import ListPage
from scraper.sites import site_of
from scraper.steps.pager.asking import BY_SCRIPT

HOST = "http://www.shanwan.example.cn"
URL = f"{HOST}/gk/tz/index.html"
ROWS = "".join(
    f"<li><a href='/gk/tz/{n}.html'>关于第{n}批农村危房改造对象名单的公示</a><i>2026-05-0{n}</i></li>"
    for n in range(1, 6)
)


def read(body: str, request: PageRequest | str = URL, kind: str = "text/html; charset=utf-8") -> ListPage:
    asked = PageRequest(request) if isinstance(request, str) else request
    return read_list(
        RawPage(asked.url, body.encode(), headers=(("Content-Type", kind),)), asked, site_of(asked.url), EMPTY
    )


def page(pager: str, request: PageRequest | str = URL) -> ListPage:
    return read(f"<html><head><title>通知</title></head><body><ul>{ROWS}</ul>{pager}</body></html>", request)


def ways(listed: ListPage) -> list[str]:
    return [request.url.removeprefix(HOST) for request in listed.next_pages]


def test_select_whose_script_adds_the_number_leads_to_every_page() -> None:
    choice = "<select onchange=\"location.href='index.jsp?id=4&page='+this.options[this.selectedIndex].value\"><option value=1 selected>1</option><option value=2>2</option><option value=3>3</option></select>"
    assert ways(page(choice)) == ["/gk/tz/index.jsp?id=4&page=2", "/gk/tz/index.jsp?id=4&page=3"]


def test_select_of_something_else_leads_nowhere() -> None:
    choice = '<select onchange="show(this.value)"><option value=10>10</option><option value=20>20</option></select>'
    assert ways(page(choice)) == []


@pytest.mark.parametrize("said", ["上一期", "昨日新聞", "Previous issue"])
def test_issue_before_is_the_next_page_of_a_bulletin(said: str) -> None:
    assert ways(page(f"<p><a href='/gk/tz/20260430.html'>{said}</a></p>")) == ["/gk/tz/20260430.html"]


def test_letters_side_by_side_are_all_asked_for() -> None:
    letters = "".join(f"<li><a href='/gk/tz/index.html?py={c}'>{c}</a></li>" for c in "BCDEF")
    assert len(ways(page(f"<ul><li><b>A</b></li>{letters}</ul>"))) == 5


def test_two_letters_are_no_alphabet() -> None:
    assert ways(page("<p><a href='/gk/tz/a.html'>A</a><a href='/gk/tz/b.html'>B</a></p>")) == []


def test_one_other_year_beside_the_one_that_is_shown_is_asked_for() -> None:
    years = "<ul><li><b>2026年</b></li><li><a href='/gk/tz/2025/'>2025年</a></li></ul>"
    assert ways(page(years)) == ["/gk/tz/2025/"]


def test_form_field_with_a_dotted_name_gets_the_number() -> None:
    form = "<form name=f method=post action=list.do><input type=hidden name='page.no' value=1><input type=hidden name=token value=abc></form>"
    code = "<script>function go(n){ var f=document.f; f.elements['page.no'].value=n; f.submit(); }</script>"
    following = page(f"{form}{code}<a href='javascript:go(2)'>下一页</a>").next_pages[0]
    assert (following.method, following.body) == ("POST", b"page.no=2&token=abc")


TABS = "".join(
    f"<div class=p><b>1</b><a href='?t={t}&amp;p=2'>2</a><a href='?t={t}&amp;p=3'>3</a></div>" for t in (1, 2)
)


def test_pagers_of_two_tabs_are_both_followed() -> None:
    assert ways(page(TABS)) == ["/gk/tz/index.html?t=1&p=2", "/gk/tz/index.html?t=2&p=2"]


def test_pager_above_and_below_is_one() -> None:
    pager = "<div class=p><b>1</b><a href='?p=2'>2</a><a href='?p=3'>3</a></div>"
    assert ways(page(pager + pager)) == ["/gk/tz/index.html?p=2"]


BUTTON = "<button id=more data-url='/api/feed' data-after='c1'>加载更多</button>"
FETCH = "<script>const b=document.getElementById('more');b.onclick=()=>fetch(`${b.dataset.url}?size=5&after=${b.dataset.after}`).then(add);</script>"


def test_button_whose_script_sends_a_cursor_is_asked_with_it() -> None:
    assert ways(page(BUTTON + FETCH)) == ["/api/feed?size=5&after=c1"]


def answer(**told: object) -> str:
    entries = [{"title": f"关于第{n}批名单的公示", "url": f"/gk/tz/{n}.html", "date": "2026-05-01"} for n in (1, 2)]
    return json.dumps({"data": {"list": entries, **told}}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("told", "following"),
    [
        ({"nextCursor": "c2"}, ["/api/feed?size=5&after=c2"]),
        ({"pageInfo": {"endCursor": "c2", "hasNextPage": True}}, ["/api/feed?size=5&after=c2"]),
        ({"pageInfo": {"endCursor": "c2", "hasNextPage": False}}, []),
        ({"nextCursor": "c1"}, []),
        ({"links": {"next": {"href": "/api/feed?size=5&after=zz"}}}, ["/api/feed?size=5&after=zz"]),
        ({"next_page_url": "http://www.other.example.org/feed"}, []),
        ({}, []),
    ],
)
def test_answer_with_a_cursor_leads_to_what_it_names(told: dict[str, object], following: list[str]) -> None:
    request = PageRequest(f"{HOST}/api/feed?size=5&after=c1", headers=(BY_SCRIPT,))
    assert ways(read(answer(**told), request, "application/json")) == following


def test_cursor_of_an_entry_is_not_that_of_the_list() -> None:
    assert read_following({"list": [{"next": "/a", "cursor": "x"}]}) == Following()


def test_part_of_a_page_that_a_script_fetched_is_followed_by_number() -> None:
    request = PageRequest(f"{HOST}/gk/tz/part/2.html", headers=(BY_SCRIPT,), base=URL, position=2)
    assert ways(read(f"<ul>{ROWS}</ul>", request)) == ["/gk/tz/part/3.html"]


def test_whole_page_with_a_number_in_its_address_is_not_raised() -> None:
    request = PageRequest(f"{HOST}/gk/tz/list/2.html", headers=(BY_SCRIPT,), base=URL, position=2)
    assert ways(page("", request)) == []


def test_part_without_rows_is_the_end() -> None:
    request = PageRequest(f"{HOST}/gk/tz/part/9.html", headers=(BY_SCRIPT,), base=URL, position=9)
    assert ways(read("<p>没有更多了</p>", request)) == []


SCRIPT = "function other(){} function goPage(n){ if(n<2) location.href='index.html'; else location.href='index_'+n+'.html'; }"
NUMBERS = "<div class=pg><b>1</b><a href='javascript:goPage(2)'>2</a><a href='javascript:goPage(3)'>3</a></div>"


def test_script_of_the_portal_is_asked_for_where_its_pager_calls_it() -> None:
    listed = page(f"<script src='/js/jquery.min.js'></script><script src='/js/page.js'></script>{NUMBERS}")
    assert ways(listed) == ["/js/page.js"]


def test_script_file_is_read_with_the_pager_that_calls_it_and_goes_along() -> None:
    asked = page(f"<script src='/js/page.js'></script>{NUMBERS}").next_pages[0]
    second = read(SCRIPT, asked, "text/javascript").next_pages[0]
    pager = NUMBERS.replace("<b>1</b>", "<a href='javascript:goPage(1)'>1</a>").replace(
        "<a href='javascript:goPage(2)'>2</a>", "<b>2</b>"
    )
    assert (second.url, second.position) == (f"{HOST}/gk/tz/index_2.html", 2)
    assert ways(page(pager, second)) == ["/gk/tz/index_3.html"]


def test_script_of_another_host_is_not_asked_for() -> None:
    assert ways(page(f"<script src='http://www.other.example.org/page.js'></script>{NUMBERS}")) == []


def test_function_of_the_page_itself_needs_no_file() -> None:
    assert ways(page(f"<script src='/js/page.js'></script><script>{SCRIPT}</script>{NUMBERS}")) == [
        "/gk/tz/index_2.html"
    ]


def test_arrow_marked_as_next_needs_no_numbers_beside_it() -> None:
    assert ways(page("<p><a class='next' href='index_1.html'>&gt;</a></p>")) == ["/gk/tz/index_1.html"]
