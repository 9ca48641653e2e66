"""Where a list goes on by what a page or an answer carries: state, attributes, tokens, sums, feeds."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from scraper.line import read_list
from scraper.lists.xml_values import read_xml_value
from scraper.model import PageRequest, RawPage
from scraper.profile import EMPTY
from scraper.results import ListPage
from scraper.sites import site_of
from scraper.steps.pager.sums import worth

HOST = "http://portal.example.cn"


def _read(body: str, path: str = "/list", kind: str = "text/html") -> ListPage:
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    page = RawPage(HOST + path, body.encode(), 200, (("Content-Type", kind),), moment)
    return read_list(page, PageRequest(HOST + path), site_of(HOST), EMPTY)


@pytest.mark.parametrize(
    ("text", "n", "value"),
    [
        ("(n-1)*15", 3, 30),
        ("n * 10 - 10", 2, 10),
        ("n", 4, 4),
        ("(n-1)*m", 3, None),
        ("n-5", 2, None),
        ("n**9", 9, None),
    ],
)
def test_sum_of_a_pager_has_its_worth(text: str, n: int, value: int | None) -> None:
    assert worth(text, {"n": n}) == value


@pytest.mark.parametrize("text", ["__import__('os')", "n.real", "[n]*9", "9" * 50, "1/0", "(" * 39])
def test_what_is_no_sum_has_no_worth(text: str) -> None:
    assert worth(text, {"n": 2}) is None


def test_xml_that_is_declared_is_read_as_objects() -> None:
    value = read_xml_value('<?xml version="1.0"?><l n="2"><i><t>a</t></i><i><t>b</t></i></l>')
    assert value == {"n": "2", "i": [{"t": "a"}, {"t": "b"}]}


@pytest.mark.parametrize("text", ["<l><i>a</i></l>", '<?xml version="1.0"?><!DOCTYPE html><html></html>', "plain", ""])
def test_other_text_is_no_xml_list(text: str) -> None:
    assert read_xml_value(text) is None


def test_entity_of_xml_is_not_expanded() -> None:
    bomb = '<?xml version="1.0"?><l><i>&a;</i><i>b</i></l>'
    assert "b" in str(read_xml_value(bomb))


def test_last_page_of_a_state_asks_for_no_more() -> None:
    items = [{"title": f"Notice {n} on the water supply"} for n in range(3)]
    state = json.dumps({"props": {"list": {"items": items, "page": 1, "totalPages": 1}}})
    assert not _read(
        f"<html><body><script id=__NEXT_DATA__ type=application/json>{state}</script></body></html>"
    ).next_pages


def test_component_with_an_endpoint_of_another_site_is_not_asked() -> None:
    element = "<div data-endpoint='http://elsewhere.example.org/api' data-offset=0 data-limit=10></div>"
    assert not _read(f"<html><body>{element}</body></html>").next_pages


def test_post_of_a_grid_carries_the_page_s_token() -> None:
    head = "<meta name=csrf-token content=Tk9x>"
    script = "<script>$('#t').DataTable({serverSide:true,ajax:{url:'/data',type:'POST'}});</script>"
    asked = _read(f"<html><head>{head}</head><body><table id=t></table>{script}</body></html>").next_pages
    assert [("X-CSRF-TOKEN", "Tk9x") in request.headers for request in asked] == [True]


def test_rows_that_an_attribute_holds_as_json_are_read() -> None:
    data = [{"headline": f"Notice {n} on the water supply", "url": f"/press/{n}"} for n in range(5)]
    props = json.dumps({"releases": {"data": data, "next_page_url": f"{HOST}/list?page=2"}}).replace('"', "&quot;")
    listed = _read(f'<html><body><div id=app data-page="{props}"></div></body></html>')
    assert (len(listed.rows), [request.url for request in listed.next_pages]) == (5, [f"{HOST}/list?page=2"])


def test_token_goes_under_the_header_that_the_page_names() -> None:
    head = "<meta name=_csrf content=Tk9x><meta name=_csrf_header content=X-XSRF-GATE>"
    script = "<script>$('#t').DataTable({serverSide:true,ajax:{url:'/data',type:'POST'}});</script>"
    asked = _read(f"<html><head>{head}</head><body><table id=t></table>{script}</body></html>").next_pages
    assert [("X-XSRF-GATE", "Tk9x") in request.headers for request in asked] == [True]


def test_route_of_the_state_numbers_the_pages() -> None:
    state = {"props": {"totalPages": 3}, "page": "/news/[page]", "query": {"page": "1"}}
    script = f"<script id=__NEXT_DATA__ type=application/json>{json.dumps(state)}</script>"
    assert [request.url for request in _read(f"<html><body>{script}</body></html>").next_pages] == [f"{HOST}/news/2"]


def test_empty_page_asks_for_the_feed_that_it_names() -> None:
    head = "<link rel=alternate type=application/feed+json href=/feed.json>"
    asked = _read(f"<html><head>{head}</head><body><div id=app></div></body></html>").next_pages
    assert [request.url for request in asked] == [f"{HOST}/feed.json"]
