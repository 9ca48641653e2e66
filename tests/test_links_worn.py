"""Rows whose links do not say what they lead to, boxes beside lists that are empty, and pagers of buttons."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scraper.line import read_list
from scraper.model import PageRequest, RawPage
from scraper.profile import EMPTY
from scraper.results import ListPage
from scraper.sites import site_of

URL = "http://www.linshui.example.cn/gk/tz/index.html"
TITLES = ("停水通知", "临水县防汛抗旱应急预案（修订）公开征求意见", "关于表彰先进集体的决定", "公告")


def read(body: str, url: str = URL) -> ListPage:
    html = f"<!DOCTYPE html><html><head><meta charset=utf-8><title>栏目</title></head><body>{body}</body></html>"
    page = RawPage(url, html.encode(), 200, (("Content-Type", "text/html"),), datetime(2026, 11, 1, tzinfo=UTC))
    return read_list(page, PageRequest(url), site_of(url), EMPTY)


def told(body: str) -> list[tuple[str, str | None]]:
    return [(row.title, row.date) for row in read(body).rows]


def rows(row: str) -> str:
    return "".join(row.format(n=n, t=title, d=f"2026-05-1{n}") for n, title in enumerate(TITLES, 1))


WANTED = [(title, f"2026-05-1{n}") for n, title in enumerate(TITLES, 1)]
MAKES = {
    "a second link of all rows": "<li><a href={n}.html><h4>{t}</h4></a><i>{d}</i><a href={n}.html>查看详情 +</a></li>",
    "a picture's words": "<li><a href={n}.html><img src={n}.jpg alt='《{t}》封面图片'></a><a href={n}.html>{t}</a><i>{d}</i></li>",
    "a link that goes on to the title": "<li><a href={n}.html><img src=a.jpg alt=配图></a><h3>{t}</h3><i>{d}</i><a href={n}.html>查看 {t}</a></li>",
    "cells of boxes": "<div class=r><p>0{n}</p><div><a href={n}.html>{t}</a></div><p>2019-01-0{n}</p><p>{d}</p></div>",
}


@pytest.mark.parametrize("make", MAKES)
def test_row_has_its_own_title_and_day(make: str) -> None:
    head = "<div class=r><p>序号</p><div>标题</div><p>成文日期</p><p>发布日期</p></div>" if "cells" in make else ""
    assert told(f"<div class=list>{head}{rows(MAKES[make])}</div>") == WANTED


def test_same_title_a_hundred_times_over_stays() -> None:
    body = "".join(
        f"<tr><td><a href={n}.html>行政处罚信息公示</a></td><td>罚〔2026〕{n}号</td><td>2026-05-1{n}</td></tr>"
        for n in range(1, 7)
    )
    assert {title for title, _ in told(f"<table>{body}</table>")} == {"行政处罚信息公示"}


def test_months_first_in_two_digits_are_told_by_the_page() -> None:
    body = "".join(f"<li><a href={n}.html>Council notice number {n}</a> <i>{n}/2{n}/26</i></li>" for n in range(3, 8))
    assert [day for _, day in told(f"<ul>{body}</ul>")] == [f"2026-0{n}-2{n}" for n in range(3, 8)]


def test_list_that_says_it_is_empty_has_no_rows_of_the_box_beside() -> None:
    box = "".join(
        f"<li><a href=/xw/{n}.html>临水县召开第{n}次专题会议研究有关工作</a><i>2026-05-0{n}</i></li>"
        for n in range(1, 8)
    )
    beside = f"<div><h3>最新更新</h3><ul>{box}</ul></div>"
    assert told(f"<div><p>暂无相关信息！</p></div>{beside}") == []
    assert len(told(beside)) == 7


BUTTONS = {
    "livewire": ("<button wire:click=\"nextPage('page')\">›</button>", "?page=2"),
    "search params": (
        "<button>下一页</button><script>const q=new URLSearchParams(location.search);q.set('pageNo',n+1)</script>",
        "?pageNo=2",
    ),
    "no script says": ("<button>下一页</button>", None),
    "disabled": ("<button disabled wire:click=\"nextPage('page')\">下一页</button>", None),
    "picture": (
        "<form action=l.do><input name=no value=2><input type=image name=xia alt=下一页 src=x.gif></form>",
        "l.do?no=2&xia.x=1&xia.y=1",
    ),
    "number in another attribute": (
        "<a data-url=more.do?p= data-next=2 onclick=more(this)>加载更多</a>",
        "more.do?p=2",
    ),
    "month before": (
        "<a href=?ym=202604 title=上个月>&lt;</a><b>5月</b><a href=?ym=202606 title=下个月>&gt;</a>",
        "?ym=202604",
    ),
}


@pytest.mark.parametrize("make", BUTTONS)
def test_button_leads_on_where_its_page_says_how(make: str) -> None:
    pager, way = BUTTONS[make]
    found = [
        request.url
        for request in read(f"<ul>{rows('<li><a href={n}.html>{t}</a><i>{d}</i></li>')}</ul>{pager}").next_pages
    ]
    folder = URL.removesuffix("index.html")
    assert found == ([] if way is None else [URL + way if way.startswith("?") else folder + way])
