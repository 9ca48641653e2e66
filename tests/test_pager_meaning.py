"""What scripts, attributes and addresses say of a list's pages, and what they do not."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from scraper.dom import parse
from scraper.lists.addresses import LEADS, read_addresses
from scraper.lists.answers import read_answer
from scraper.lists.branches import read_branches
from scraper.lists.row_addresses import read_row_addresses
from scraper.steps.links.rowdate import day_of_month, short_order
from scraper.steps.pager.options import read_options
from scraper.steps.pager.successor import follows

ZONE = ZoneInfo("UTC")
P = "http://p.example.cn"


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/xw/", "/xw/index_1.shtml"),
        ("/xw/index.shtml", "/xw/index_1.shtml"),
        ("/xw/index_1.shtml", "/xw/index_2.shtml"),
        ("/news/", "/news/page/2/"),
        ("/news/page/2/", "/news/page/3/"),
        ("/berita", "/berita?halaman=2"),
        ("/n?seite=4", "/n?seite=5"),
        ("/n", "/n?gtp=1_2"),
        ("/n", "/n;jsessionid=8F?gtp=1_2"),
    ],
)
def test_address_raised_by_one_follows(here: str, there: str) -> None:
    assert follows(P + here, P + there)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/list_6.html", "/list_8.html"),
        ("/xw/", "/gg/index_1.shtml"),
        ("/n?seite=4", "/n?seite=6"),
        ("/n?id=4", "/n?id=4&type=a"),
        ("/news/", "/news/12/"),
        ("/n?page=2", "/n"),
        ("/index.html", "/index_7.html"),
    ],
)
def test_other_address_does_not_follow(here: str, there: str) -> None:
    assert not follows(P + here, P + there)


@pytest.mark.parametrize(
    ("code", "pages"),
    [
        ("laypage.render({elem:'p', count: 137, limit: 15, curr: 1})", 10),
        ("Pager({size:54, current:0, prefix:'index',suffix:'html'});", 54),
        ("$('#p').pagination({items: 43, itemsOnPage: 20})", 3),
        ("var _PAGE_COUNT='7'; var _PAGE_INDEX='0'; var _PAGE_NAME='index'; var _PAGE_EXT='htm';", 7),
    ],
)
def test_total_is_read_whatever_its_name(code: str, pages: int) -> None:
    options = read_options(code, 15)
    assert options is not None
    assert options.pages == pages


@pytest.mark.parametrize("code", ["swiper({loop: true, speed: 500})", "var total = 12;", "goPage({id: 3})", ""])
def test_script_without_a_total_states_none(code: str) -> None:
    assert read_options(code, 15) is None


@pytest.mark.parametrize(("kind", "address"), [("2", "/file/7"), ("1", "/detail/7.html"), ("9", "/detail/7.html")])
def test_row_goes_where_its_own_kind_leads(kind: str, address: str) -> None:
    code = "function show(id, kind){ if (kind == '2') { window.open(ctx + '/file/' + id); } else { window.open(ctx + '/detail/' + id + '.html'); } }"
    tree = parse(
        f"<html><body><a id=a href='javascript:' onclick=\"show('7','{kind}')\">x</a><script>var ctx = '/gov';{code}</script></body></html>"
    )
    addresses = read_addresses(tree, f"<script>var ctx = '/gov';{code}</script>", P)
    assert addresses.of_element(tree.get_element_by_id("a")) == f"{P}/gov{address}"


def test_guard_that_is_no_comparison_is_left_open() -> None:
    branches = read_branches("if (isMobile()) location.href = '/m/1.html'; else location.href = '/1.html';", LEADS)
    assert [branch.holds({}) for branch in branches] == [None, True]


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ('<a ng-href="/read/{{x.code}}">', "/read/{code}"),
        ("this.$router.push('/detail/' + e.articleId)", "/detail/{articleId}"),
        ("router.push({path:'/view',query:{id:e.docId}})", "/view?id={docId}"),
    ],
)
def test_template_of_a_row_is_read(text: str, template: str) -> None:
    assert template in read_row_addresses(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"docs":[{"title":"公告一","url":"/a/1.html"},{"title":"公告二","url":"/a/2.html"},{}, ]}',
        '[{"title":{"rendered":"公告一"},"link":"/a/1.html"},{"title":{"rendered":"公告二"},"link":"/a/2.html"}]',
    ],
)
def test_entries_are_read_for_all_that(text: str) -> None:
    answer = read_answer(text, ZONE)
    assert answer is not None
    assert [item.title for item in answer.items] == ["公告一", "公告二"]


@pytest.mark.parametrize(
    "text",
    [
        '{"data":[["13/09/2024","<a href=\\"/1\\">A</a>"],["12/09/2024","<a href=\\"/2\\">B</a>"]]}',
        '$("#list").append("<p><a href=\\"/1\\">A<\\/a></p>");$("#list").append("<p><a href=\\"/2\\">B<\\/a></p>");',
    ],
)
def test_rows_in_html_inside_an_answer_are_fragments(text: str) -> None:
    answer = read_answer(text, ZONE)
    assert answer is not None
    assert len(answer.fragments) == 2


def test_page_that_begins_with_a_stray_letter_is_no_script() -> None:
    assert read_answer('?<html><body><script>$("#a").html("<a href=/x>x</a>")</script></body></html>', ZONE) is None


def test_year_of_short_dates_is_what_changes_least() -> None:
    assert short_order(("13.09.24", "31.08.24", "18.08.24"), "mdy") == "dmy"
    assert short_order(("9/13/24", "8/31/24", "8/18/24"), "dmy") == "mdy"
    assert short_order(("24-09-13", "24-08-31", "23-12-18"), "dmy") == "ymd"


def test_day_belongs_to_the_month_of_its_heading() -> None:
    days = [day_of_month(text, (2024, 9)) for text in ("十三日", "13th", "13/09", "09-13", "13")]
    assert [str(day) for day in days[:4]] == ["2024-09-13"] * 4
    assert days[4] is None
