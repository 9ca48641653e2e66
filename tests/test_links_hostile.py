"""Lists without an end: bounded, told in the run's report, and nothing lost of what is honest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from scraper.line import read_list
from scraper.model import PageRequest, RawPage
from scraper.profile import EMPTY
from scraper.results import ListPage, Row
from scraper.sites import site_of
from scraper.store.frontier import Errand
from spiders.portal import MAX_LIST_PAGES, _limit
from spiders.walk import MOST_AHEAD, MOST_MISSING, MOST_STILL, Walk
from tests.crawling import articles, crawl
from tests.portal.server import Answer, Portal

TODAY = date(2026, 11, 1)


def rows_at(page: int, day: str | None, count: int = 4) -> list[Row]:
    return [Row(f"http://p.test/{page}/{n}.html", f"第{page}页第{n}项公示", day) for n in range(count)]


def test_pager_that_leads_on_to_the_same_rows_ends() -> None:
    walk, page = Walk(), rows_at(1, "2026-05-01")
    told = [walk.ends(page, 0, TODAY) for _ in range(MOST_STILL + 1)]
    assert told[:-1] == [None] * MOST_STILL
    assert told[-1] is not None


def test_list_whose_rows_lie_ever_further_ahead_ends() -> None:
    told = [(walk := Walk()).ends(rows_at(0, "2026-10-01"), 4, TODAY)]
    told += [walk.ends(rows_at(n, f"{2028 + n}-01-01"), 4, TODAY) for n in range(1, MOST_AHEAD + 1)]
    assert [bool(sentence) for sentence in told] == [False] * MOST_AHEAD + [True]


def test_announcements_for_next_month_are_no_calendar() -> None:
    walk = Walk()
    assert not any(walk.ends(rows_at(n, "2026-12-01"), 4, TODAY) for n in range(40))


def test_long_honest_list_does_not_end() -> None:
    walk = Walk()
    assert not any(walk.ends(rows_at(n, "2020-12-01"), 4, TODAY) for n in range(3000))


def test_limit_of_a_walk_is_told_only_where_the_list_goes_on() -> None:
    last = Errand("list", PageRequest("http://p.test/"), "p", "http://p.test/", None, MAX_LIST_PAGES - 1)
    rows = tuple(rows_at(1, None))
    goes_on = ListPage("http://p.test/", rows, (PageRequest("http://p.test/2"),))
    assert "20,000" in (_limit(last, goes_on) or "")
    assert _limit(last, ListPage("http://p.test/", rows)) is None


PAGERS = {
    "TRS": "<script>createPageHTML(1000000000, 0, 'index', 'html');</script>",
    "a total in a script": "<script>$('.p').pagination({pageCount: 999999, url: 'x'}); var u = 'index_' + i + '.html';</script>",
    "a select": "<select onchange=\"location.href='index.html?p='+this.value\">"
    + "".join(f"<option value={n}>{n}</option>" for n in range(1, 30_000))
    + "</select>",
}


@pytest.mark.parametrize("pager", PAGERS)
def test_pager_of_endless_pages_asks_for_a_bounded_number(pager: str) -> None:
    rows = "".join(f"<li><a href={n}.html>关于第{n}批名单的公示</a><i>2026-05-0{n}</i></li>" for n in range(1, 6))
    url = "http://p.example.cn/gk/index.html"
    raw = RawPage(url, f"<html><meta charset=utf-8><body><ul>{rows}</ul>{PAGERS[pager]}</body></html>".encode())
    listed = read_list(raw, PageRequest(url), site_of(url), EMPTY)
    assert 0 < len(listed.next_pages) <= MAX_LIST_PAGES
    assert len(listed.rows) == 5


CROWDED = {
    "functions": "".join(
        f"<script>function f{n}(a){{location.href='/'+a}}</script><a href='javascript:f{n}(1)'>下页{n}</a>"
        for n in range(3_000)
    ),
    "handlers": "<script>" + "$('.r').click(function(){" * 20_000 + "</script>",
    "days above rows": "".join(
        f"<p>2026-05-01</p><div><a href={n}.html>关于第{n}批名单的公示</a></div>" for n in range(3_000)
    ),
    "letters": "".join(f"<li><a href=?l={n}>A</a></li>" for n in range(5_000)),
    "script files": "".join(f"<script src=/js/{n}.js></script>" for n in range(5_000))
    + "<a href='javascript:go(2)'>下一页</a>",
    "attributes": "<button id=more>加载更多</button><script>"
    + "".join(f"b.dataset.x{n};" for n in range(1_000))
    + "fetch('/api?page='+p)</script>",
}


@pytest.mark.parametrize("name", CROWDED)
def test_page_crowded_with_what_leads_on_asks_for_a_bounded_number_of_pages(name: str) -> None:
    url = "http://p.example.cn/gk/index.html"
    raw = RawPage(url, f"<html><meta charset=utf-8><body>{CROWDED[name]}</body></html>".encode())
    assert len(read_list(raw, PageRequest(url), site_of(url), EMPTY).next_pages) <= 600


class Endless(dict[str, Answer]):
    """A portal whose list answers for every number of a page; each row has its article."""

    def __init__(self, rows: Callable[[int], list[tuple[str, str, str]]], pager: Callable[[int], str]) -> None:
        super().__init__()
        self.rows, self.pager = rows, pager

    def get(self, path: str, default: object = None) -> Answer | None:  # type: ignore[override]
        del default
        name, _, query = path.partition("?")
        if name == "/robots.txt" or name.startswith("/list_"):
            return None
        if name != "/list.html":
            body = f"<html><head><meta charset=utf-8><title>第{name}号公示</title></head><body><h1>第{name}号公示</h1><p>发布日期：2026-05-01</p><div><p>经审核，现将第{name}号事项的办理结果予以公示，公示期为五个工作日，如有异议请书面反映。</p></div></body></html>"
            return Answer(body.encode(), "text/html; charset=utf-8")
        page = int(dict(parse_qsl(query)).get("page", "1"))
        shown = "".join(f"<li><a href='{u}'>{t}</a><span>{d}</span></li>" for u, t, d in self.rows(page))
        body = f"<html><head><meta charset=utf-8><title>公示</title></head><body><ul>{shown}</ul><div>{self.pager(page)}</div></body></html>"
        return Answer(body.encode(), "text/html; charset=utf-8")


def following(page: int) -> str:
    return f"<a href='/list.html?page={page + 1}'>下一页</a>"


def honest(count: int = 5) -> list[tuple[str, str, str]]:
    return [(f"/a/{n}.html", f"关于第{n}批名单的公示", f"2026-05-0{n}") for n in range(1, count + 1)]


def calendar(page: int) -> list[tuple[str, str, str]]:
    fresh = [(f"/c/{page}-{n}.html", f"第{page}期第{n}号活动的安排", f"{2030 + page}-01-0{n}") for n in range(1, 4)]
    return honest() if page == 1 else fresh


TRAPS = {
    "the same rows for ever": (lambda page: honest(), following, MOST_STILL + 5, 5, "shows only rows of a page before"),
    "a calendar": (calendar, following, MOST_AHEAD + 5, 14, "more than a year ahead"),
    "pages that do not exist": (
        lambda page: honest(),
        lambda page: "<script>createPageHTML(1000000000, 0, 'list', 'html');</script>",
        MOST_MISSING + 20,
        5,
        "do not exist",
    ),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_list_without_an_end_is_left_and_told_and_its_honest_rows_are_stored(tmp_path: Path, trap: str) -> None:
    rows, pager, most_requests, stored, told = TRAPS[trap]
    with Portal(Endless(rows, pager)) as portal:
        run = crawl(tmp_path, f"{portal.url}/list.html")
        lists = [path for path in portal.requests if path.startswith("/list")]
    (section,) = run.report["sections"]
    assert any(told in note for note in section["notes"]), section
    assert len(lists) <= most_requests
    assert {f"/a/{n}.html" for n in range(1, 6)} <= {
        line["url"].removeprefix(portal.url) for line in articles(tmp_path)
    }
    assert len(articles(tmp_path)) <= stored
    assert run.code == 0, run.err
