"""What scripts say of lists: addresses put through functions, columns of arrays, flat state, bodies put together."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.lists.columns import read_columns
from scraper.lists.expressions import fill, read_query, read_template
from scraper.lists.revived import revived
from scraper.lists.row_addresses import read_row_addresses
from scraper.steps.pager.asking import plain_name
from scraper.steps.pager.objects import as_json, called_with, spelled_out

ENTRY = {"id": "A7", "n": 12, "名": "青溪 通知"}


@pytest.mark.parametrize(
    ("code", "address"),
    [
        ("'/d/' + e.id.toLowerCase() + '.html'", "/d/a7.html"),
        ('"/d/".concat(e.id, "/").concat(e.n)', "/d/A7/12"),
        ("`/d/${row.data.id}?n=${row.n}`", "/d/A7?n=12"),
        ("'/d?id=' + encodeURIComponent(window.btoa(it.id))", "/d?id=QTc%3D"),
        (
            "'/d?p=' + btoa(JSON.stringify({id: e.id, kind: 'a', n: e.n}))",
            "/d?p=eyJpZCI6IkE3Iiwia2luZCI6ImEiLCJuIjoxMn0=",
        ),
        ("'/d?t=' + encodeURIComponent(e.名)", None),  # a name that is no plain one
        ("'/d/' + (e.kind ? 'a' : 'b')", None),
        ("'/d/' + e.missing", None),
    ],
)
def test_address_is_made_as_the_script_makes_it(code: str, address: str | None) -> None:
    template = read_template(code, 0)
    assert (fill(template, ENTRY) if template else None) == address


def test_route_with_a_query_is_an_address() -> None:
    template = read_query("{path: '/d', query: {p: btoa(e.id), lb: 'zc'}}", 0)
    assert template is not None
    assert fill(template, ENTRY) == "/d?p=QTc=&lb=zc"


@given(st.text(max_size=60))
def test_any_text_is_read_or_left(code: str) -> None:
    template = read_template(code, 0)
    assert template is None or isinstance(fill(template, ENTRY), (str, type(None)))


def test_link_of_a_cloned_template_is_the_rows_address() -> None:
    code = "const a = n.querySelector('a'); a.href = '/b/' + b.ref.toLowerCase() + '.html'; a.textContent = b.t;"
    assert read_row_addresses(f"<script>{code}</script>") == ("/b/{ref|toLowerCase}.html",)


def test_arrays_side_by_side_are_entries() -> None:
    row = "u[i]='/art/{0}.html';t[i]='第{0}号公告';year[i]='2010';month[i]='05';day[i]='0{0}';i++;"
    assert read_columns("".join(row.format(n) for n in (1, 2)))[1] == {
        "url": "/art/2.html",
        "title": "第2号公告",
        "date": "2010-05-02",
    }


@pytest.mark.parametrize(
    "code", ["a[0]='/x.html';", "a[0]='x y';b[0]='z';a[1]='w v';b[1]='q';"], ids=["one", "no address"]
)
def test_arrays_without_addresses_are_none(code: str) -> None:
    assert read_columns(code) == []


def test_flat_state_is_revived() -> None:
    flat = [["ShallowReactive", 1], {"rows": 2, "total": 5}, [3], {"title": 4}, "停水通知", 41]
    assert revived(flat) == {"rows": [{"title": "停水通知"}], "total": 41}


def test_flat_state_that_names_itself_ends() -> None:
    assert json.dumps(revived([{"a": 0, "b": 1}, [0, 0]]))


@pytest.mark.parametrize(
    ("name", "plain"),
    [("pagination[page]", "page"), ("page[number]", "pagenumber"), ("page[offset]", "offset"), ("p", "p")],
)
def test_parameter_has_its_name_without_its_group(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_short_forms_and_sums_are_spelled_out() -> None:
    literal = spelled_out("{from: (pageNo - 1) * size, size, q: {term: {c: 'a, b'}}, sort: [{d: 'desc'}]}")
    assert as_json(literal, {"size": "12"}, lambda _, value: value) == {
        "from": 0,
        "size": 12,
        "q": {"term": {"c": "a, b"}},
        "sort": [{"d": "desc"}],
    }


def test_parameter_is_what_the_script_calls_its_function_with() -> None:
    assert called_with("function load(pageIndex){ask(pageIndex)} load(0);") == {"pageIndex": "0"}
