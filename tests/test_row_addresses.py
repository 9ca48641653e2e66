"""Addresses of entries that have only an id, and values as scripts write them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.lists.embedded import read_embedded
from scraper.lists.expressions import fill
from scraper.lists.row_addresses import read_row_addresses
from scraper.lists.script_values import read_script_value

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("code", "template"),
    [
        ("""h += '<a href="/news/' + item.id + '.html">' + item.title + '</a>';""", "/news/{id}.html"),
        ("""h += "<a href='detail.jsp?id=" + list[i].docId + "'>";""", "detail.jsp?id={docId}"),
        ("""h += "<li><a href=\\"/a/" + d.year + "/" + d.id + ".shtml\\">";""", "/a/{year}/{id}.shtml"),
        ('el.innerHTML = `<a href="/news/${it.cat}/${ it.slug }">${it.title}</a>`', "/news/{cat}/{slug}"),
        ("""<li v-for="n in rows"><a :href="'/xw/' + n.id + '.html'">{{n.title}}</a></li>""", "/xw/{id}.html"),
        (
            """s += "<li onclick='show(" + r.id + ")'>"; function show(n) { window.open('/d/' + n + '.html'); }""",
            "/d/{id}.html",
        ),
        (
            """<li @click="go(row.infoId)"> methods: { go(id) { location.href = 'info.html?id=' + id; } }""",
            "info.html?id={infoId}",
        ),
    ],
)
def test_template_is_read_where_the_script_writes_the_link(code: str, template: str) -> None:
    assert read_row_addresses(code) == (template,)


@pytest.mark.parametrize(
    "code",
    [
        '<a href="/news/1.html">+</a>',
        "h += '<a href=\"#\">' + item.title + '</a>'",
        "x = 'href=' + y",
        "<li onclick='show(" + "1" + ")'>",
        "link = '<link href=\"' + base + '\">'",
    ],
)
def test_plain_links_give_no_template(code: str) -> None:
    assert read_row_addresses(code) == ()


def test_entry_without_the_value_gives_no_address() -> None:
    assert fill("/news/{id}.html", {"title": "x"}) is None
    assert fill("/news/{id}.html", {"id": 7}) == "/news/7.html"


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("[{id:1,title:'甲',top:false,}]", [{"id": 1, "title": "甲", "top": False}]),
        (r"[{'a':'it\'s \"so\"', b: \"x\"}]".replace(r"\"x\"", '"x"'), [{"a": 'it\'s "so"', "b": "x"}]),
        ("[{a: undefined, b: -2.5, c: '05'}] // tail", [{"a": None, "b": -2.5, "c": "05"}]),
        (r"[{u:'\/a\x26b\u4e00'}]", [{"u": "/a&b一"}]),
    ],
)
def test_values_of_scripts_are_read(code: str, value: object) -> None:
    assert read_script_value(code, 0)[0] == value


@pytest.mark.parametrize("code", ["[{a: b}]", "[{a: f(1)}]", "[{a: 1 + 2}]", "[{a: 'x'", "[{a: 'x' + y}]"])
def test_what_would_have_to_be_run_is_no_value(code: str) -> None:
    assert read_script_value(code, 0)[0] is None


@given(st.text(alphabet="[]{},:'\"\\ab1\n /*-.", max_size=60))
def test_any_text_is_read_or_refused(code: str) -> None:
    _, end = read_script_value("[" + code, 0)
    assert 0 <= end <= len(code) + 1


def test_list_in_a_script_s_own_manner_is_found() -> None:
    code = "var list=[{id:1,title:'关于第一件事的通知',date:'2026-05-01'},{id:2,title:'关于第二件事的通知',date:'2026-05-02'}];"
    answer = read_embedded(code, ZONE, ("/a/{id}.html",))
    assert answer is not None
    assert [(item.address, item.date) for item in answer.items] == [
        ("/a/1.html", "2026-05-01"),
        ("/a/2.html", "2026-05-02"),
    ]


def test_list_without_addresses_is_none_where_no_script_tells_them() -> None:
    code = "var list=[{id:1,title:'关于第一件事的通知'},{id:2,title:'关于第二件事的通知'}];"
    assert read_embedded(code, ZONE) is None
