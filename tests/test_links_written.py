"""Rows that exist only by a page's script: written by it, or leading somewhere by a handler that it binds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.document_write import write_out
from scraper.dom import parse
from scraper.line import read_list
from scraper.model import PageRequest, RawPage
from scraper.profile import EMPTY
from scraper.sites import site_of

URL = "http://www.shanwan.example.cn/gk/tz/"
TITLES = [f"关于第{n}批农村危房改造对象名单的公示" for n in range(1, 5)]
EVERY = [(f"{URL}{n}.html", title, f"2026-05-0{n}") for n, title in enumerate(TITLES, 1)]


def rows(body: str) -> list[tuple[str, str, str | None]]:
    page = RawPage(URL, f"<html><head><meta charset=utf-8></head><body>{body}</body></html>".encode())
    return [(r.url, r.title, r.date) for r in read_list(page, PageRequest(URL), site_of(URL), EMPTY).rows]


def each(template: str) -> str:
    return "\n".join(template.replace("N", str(n)).replace("TITLE", t) for n, t in enumerate(TITLES, 1))


WAYS = {
    "document.write": "<ul>"
    + each("<script>document.write('<li><a href=\"N.html\">TITLE</a><i>2026-05-0N</i></li>')</script>")
    + "</ul>",
    "several writes for a row": each(
        '<script>document.writeln("<li>");document.writeln("<a href=\\"N.html\\">TITLE<\\/a>");document.writeln("<i>2026-05-0N</i></li>");</script>'
    ),
    "a text that grows": "<div id=b></div><script>var h='<ul>';\n"
    + each("h += '<li><a href=\"N.html\">TITLE</a>' + '<i>2026-05-0N</i></li>';")
    + "h += '</ul>'; $('#b').html(h);</script>",
    "a template literal": "<div id=b></div><script>document.getElementById('b').innerHTML = `<ul>"
    + each("<li><a href='N.html'>TITLE</a><i>2026-05-0N</i></li>")
    + "</ul>`;</script>",
    "a function": "<script>function row(t, u, d) { document.write('<li><a href=\"' + u + '\">' + t + '</a><i>' + d + '</i></li>'); }</script>"
    "<ul>" + each("<script>row('TITLE', 'N.html', '2026-05-0N');</script>") + "</ul>",
    "a function of the same script": "<script>function row(t, u) { document.write('<li><a href=\"' + u + '\">' + t + '</a></li>'); }\n"
    + each("row('TITLE (2026-05-0N)', 'N.html');")
    + "</script>",
    "names of parts": "<script>var base = '/gk/tz/';"
    + each("document.write('<p><a href=\"' + base + 'N.html\">TITLE</a> 2026-05-0N</p>');")
    + "</script>",
    "appended one by one": "<ul id=u></ul><script>"
    + each("$('#u').append('<li><a href=\"N.html\">TITLE</a><i>2026-05-0N</i></li>');")
    + "</script>",
}


@pytest.mark.parametrize("way", WAYS)
def test_rows_that_a_script_writes_are_read(way: str) -> None:
    assert rows(WAYS[way]) == EVERY


def test_row_of_an_entry_that_is_not_known_is_not_made_up() -> None:
    body = "<div id=b></div><script>var h='';list.forEach(function(e){ h += '<li><a href=\"/a/' + e.id + '.html\">' + e.title + '</a></li>'; });$('#b').html(h);</script>"
    assert rows(body) == []


def test_links_to_elsewhere_that_a_script_writes_are_no_rows() -> None:
    farm = each("document.write('<li><a href=\"http://www.other.example.org/N.html\">TITLE</a></li>');")
    assert rows(f"<script>{farm}</script>") == []


def test_rows_of_the_page_itself_stay_where_a_script_writes_a_menu() -> None:
    menu = (
        '<script>document.write(\'<ul><li><a href="/a/">新闻</a></li><li><a href="/b/">公开</a></li></ul>\');</script>'
    )
    assert rows(menu + "<ul>" + each("<li><a href='N.html'>TITLE</a><i>2026-05-0N</i></li>") + "</ul>") == EVERY


def test_page_whose_scripts_write_nothing_stays_as_it_is() -> None:
    tree = parse("<body><p>文</p><script>var a = '<a href=x>';</script><ul><li>1</li></ul></body>")
    before = [element.tag for element in tree.iter()]
    write_out(tree, URL)
    assert [element.tag for element in tree.iter()] == before


@settings(deadline=None)
@given(st.text(alphabet="hd+=;'\"`${}()<a href>.\\\n", max_size=400))
def test_any_script_leaves_a_tree(code: str) -> None:
    tree = parse("<body><script></script></body>")
    script = next(tree.iter("script"))
    script.text = f"document.write('<a '); {code}"
    write_out(tree, URL)
    assert next(tree.iter("body")) is not None


@pytest.mark.parametrize(
    "code",
    [
        "h+='aaaaaaaa';" * 60000,
        "x=`${x}${x}`;" * 60000,
        "x=x+x;" * 100000,
        "f('a' " * 100000,
        "f(" * 300000,
        "document.write('" * 50000,
        "`" * 500000,
        "a+" * 400000,
    ],
    ids=lambda code: code[:10],
)
def test_script_made_to_be_slow_is_read_to_its_end(code: str) -> None:
    tree = parse("<body><script></script></body>")
    script = next(tree.iter("script"))
    script.text = f"var x='<a href=1>';document.write('<a href=1>1</a>');{code}"
    write_out(tree, URL)
    assert len(list(tree.iter("a"))) <= 60_000


HANDLERS = {
    "jQuery click": "$('.r').click(function(){ window.location.href = '/gk/tz/' + $(this).data('id') + '.html'; });",
    "jQuery delegated": "$(document).on('click', 'div.r', function(e){ location.href='/gk/tz/'+$(this).attr('data-id')+'.html' });",
    "a name between": "$('#l .r').on('click', function(){ var id = $(this).data('id'); window.open('/gk/tz/' + id + '.html'); });",
    "addEventListener": "document.querySelectorAll('.r').forEach(row => row.addEventListener('click', () => { location.href = '/gk/tz/' + row.dataset.id + '.html'; }));",
    "two attributes": "$('.r').click(function(){ location.href = $(this).data('folder') + $(this).data('id') + '.html'; });",
}


@pytest.mark.parametrize("way", HANDLERS)
def test_rows_bound_by_a_handler_are_read(way: str) -> None:
    boxes = each("<div class='r' data-id=N data-folder='/gk/tz/'><b>TITLE</b><i>2026-05-0N</i></div>")
    assert rows(f"<div id=l>{boxes}</div><script>{HANDLERS[way]}</script>") == EVERY


@pytest.mark.parametrize(
    "code",
    [
        "$('.r').click(function(){ location.href = '/gk/tz/' + current + '.html'; });",  # a name that nobody knows
        "$('.r').click(function(){ $(this).toggleClass('open'); });",
        "$('.other').click(function(){ location.href = '/gk/tz/' + $(this).data('id') + '.html'; });",
        "$('.r').hover(function(){ location.href = '/gk/tz/' + $(this).data('id') + '.html'; });",
    ],
)
def test_handler_that_leads_to_no_address_known_binds_nothing(code: str) -> None:
    boxes = each("<div class='r' data-id=N><b>TITLE</b><i>2026-05-0N</i></div>")
    assert rows(f"<div>{boxes}</div><script>{code}</script>") == []


def test_title_of_a_row_stands_in_the_cell_under_its_label_where_the_link_says_only_view() -> None:
    head = "<tr><th>序号</th><th>案件名称</th><th>内容概述</th><th>公示日期</th><th>操作</th></tr>"
    body = each(
        "<tr><td>N</td><td>TITLE</td><td>对该案件的处理经过及依据所作的说明，比名称更长，共分三个部分。</td><td>2026-05-0N</td><td><a href='N.html'>查看 (1 MB)</a></td></tr>"
    )
    assert rows(f"<table>{head}{body}</table>") == EVERY


@pytest.mark.parametrize("name", ["data-title", "data-original-title", "aria-label"])
def test_cut_title_is_whole_in_another_attribute(name: str) -> None:
    body = "\n".join(
        f"<li><a href='{n}.html' {name}='{t}'>{t[:9]}…</a><i>2026-05-0{n}</i></li>" for n, t in enumerate(TITLES, 1)
    )
    assert rows(f"<ul>{body}</ul>") == EVERY


def test_label_for_readers_is_no_title_where_it_says_something_else() -> None:
    body = each("<li><h4>TITLE</h4><i>2026-05-0N</i><a href='N.html' aria-label='在新窗口中打开'>查看</a></li>")
    assert rows(f"<ul>{body}</ul>") == EVERY


def test_year_beside_a_bracketed_day_belongs_to_it() -> None:
    body = each("<li><a href='N.html'>TITLE</a><b>[05-0N]</b><i>2026</i></li>")
    assert rows(f"<ul>{body}</ul>") == EVERY
