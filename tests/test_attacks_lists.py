"""List pages made to be slow: nested, crowded or endless. Each is read in time that grows with its size."""

from __future__ import annotations

import pytest

from scraper.dom import parse
from scraper.line import read_list
from scraper.model import PageRequest, RawPage
from scraper.profile import EMPTY
from scraper.results import ListPage
from scraper.sites import site_of
from scraper.steps.links.outline import read_outline
from scraper.steps.links.places import Places

URL = "https://www.portal.test/tzgg/index.html"
ROWS = 5_000


def read(body: str) -> ListPage:
    html = f"<html><head><meta charset=utf-8><title>通知公告</title></head><body>{body}</body></html>"
    return read_list(RawPage(URL, html.encode()), PageRequest(URL), site_of(URL), EMPTY)


def link(number: int) -> str:
    return f"<a href='/art/2024/1/{number}.html'>关于第{number}号工作的通知要求</a>"


def test_a_list_of_thousands_of_rows_is_read_whole() -> None:
    rows = "".join(f"<li>{link(number)}<span>2024-01-{number % 28 + 1:02d}</span></li>" for number in range(ROWS))
    assert len(read(f"<ul>{rows}</ul>").rows) == ROWS


ENDLESS = {
    "rows nested in one another": "".join(f"<div>{link(number)}" for number in range(4_000)),
    "the same link in itself": "<div onclick=\"open('/art/2024/1/1.html')\">" * 3_000,
    "empty links": "<a href=/a></a>" * 8_000,
    "elements in one another": "<span>" * 20_000 + "首页",
    "breadcrumbs without end": "<div class=crumb>您的位置：" + "<a href=/>首页</a>&gt;" * 5_000 + "</div>",
    "more without end": "<div>" + "<a href=/x/>更多</a>" * 5_000 + "</div>",
    "pagers in one another": "<div class=pager>" * 8_000 + link(1),
    "next without end": "<a class=next href=/x></a><a href=/y>›</a>" * 3_000,
    "numbers far apart": "<p><a href=/x/2.html>2</a><a href=/x/99999.html>99999</a></p>" * 3_000,
    "tags of their own": "<div>" + "".join(f"<t{n}>{link(n)}</t{n}>" for n in range(3_000)) + "</div>",
    "dates beside one link": f"<p>{link(1)}</p>" + "<span>2024-01-01</span>" * 10_000,
    "comments in a script": "<script>" + "/*" * 200_000 + "</script>",
    "links in a script": "<script>" + "<a " * 100_000 + "</script>",
    "written links": "<script>" + "<a href='x'>" * 30_000 + "</script>",
    "headings in one another": "<h1>" * 5_000 + "通知公告",
    "calls in a script": "<script>" + '$.ajax({url:"/a",data:{' * 8_000 + "</script>",
    "a name without end in a script": "<script>" + "a" * 400_000 + "</script>",
    "lines without end in a script": "<script>" + "\n" * 400_000 + "</script>",
    "names of pages in a script": "<script>" + "createPageHTML(1,2,'" * 20_000 + "</script>",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_an_endless_page_is_read_to_its_end(name: str) -> None:
    assert len(read(ENDLESS[name]).rows) < 60


def test_a_place_counts_what_stands_before_it_of_its_tag() -> None:
    tree = parse("<table><tr><td>x<td><b></b><a class=c href=/1>1</a><a href=/2>2</a></table>")
    first, second = tree.iter("a")
    assert [Places().name(element).split(":")[0] for element in (first, second)] == ["100", "101"]


def test_the_outline_measures_text_as_it_is_shown() -> None:
    tree = parse("<div> a  b <!-- c --><script>d</script>e <p>f</p></div>")
    outline = read_outline(tree)
    measure = outline.measures[next(tree.iter("div"))]
    assert (measure.chars - 1, measure.whole - 1, measure.height) == (len("a b e f"), len("a b d e f"), 1)
