"""The same rows on pages of twelve layouts: what stands around a list never becomes part of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.test_links import DAYS, EVERY, WAYS, H, T, read

OTHER = [(f"/xw/{9000 + n}.html", f"全县第{n}次农田水利基本建设推进会召开", f"2026-05-{n + 1:02d}") for n in range(10)]


def boxed(rows: list[tuple[str, str, str]], *, dated: bool = True) -> str:
    return (
        "<ul>"
        + "".join(f"<li><a href='{h}'>{t}</a>{f'<span>{d}</span>' if dated else ''}</li>" for h, t, d in rows)
        + "</ul>"
    )


SUB = "".join(f"<li><a href='/s{n}/index.html'>二级栏目名称{n}</a></li>" for n in range(6))
NAV = (
    "<div class='n'><ul>"
    + "".join(f"<li><a href='/c{n}/'>栏目{n}</a><ul>{SUB}</ul></li>" for n in range(7))
    + "</ul></div>"
)
FOOT = "<div class='b'><p><a href='http://www.gov.example/'>中国政府网</a> <a href='/map.html'>网站地图</a></p><p>主办：青禾县人民政府办公室 备案号 2020-01-01</p></div>"
FRIENDS = (
    "<div><ul>"
    + "".join(f"<li><a href='http://{n}.example.org/'>某某市人民政府门户网站{n}</a></li>" for n in range(30))
    + "</ul></div>"
)
PAGER = "<div class='pages'><a href='index_2.html'>下一页</a> 共4页</div>"

LAYOUTS: dict[str, Callable[[str], str]] = {
    "a dated box headed 热点": lambda r: (
        f"{NAV}<div class='w'><div class='l'><h2>通知公告</h2>{r}{PAGER}</div><div class='r'><h3>热点新闻</h3>{boxed(OTHER)}</div></div>{FOOT}"
    ),
    "a longer box of the same make": lambda r: (
        f"{NAV}<div class='w'><div class='l'><div class='box'><h2>通知公告</h2>{r}</div>{PAGER}</div><div class='r'><div class='box'><h2>推荐阅读</h2>{boxed(OTHER)}</div></div></div>{FOOT}"
    ),
    "a longer box of another section": lambda r: (
        f"{NAV}<div class='w'><div class='l'><h2>通知公告</h2>{r}{PAGER}</div><div class='r'><h3>政务要闻 <a href='/xw/'>更多</a></h3>{boxed(OTHER)}</div></div>{FOOT}"
    ),
    "an undated box before the list": lambda r: (
        f"{NAV}<div class='w'><div class='r'><h3>最新发布</h3>{boxed(OTHER, dated=False)}</div><div class='l'><h2>通知公告</h2>{r}{PAGER}</div></div>{FOOT}"
    ),
    "no pager": lambda r: (
        f"{NAV}<div class='w'><div class='l'><h2>通知公告</h2>{r}</div><div class='r'><h3>最新发布</h3>{boxed(OTHER[:4], dated=False)}</div></div>{FOOT}"
    ),
    "thirty portals below": lambda r: (
        f"{NAV}<div class='w'><div class='l'><h2>通知公告</h2>{r}{PAGER}</div></div>{FRIENDS}{FOOT}"
    ),
    "pager outside the column": lambda r: (
        f"{NAV}<div class='w'><div class='l'><h2>通知公告</h2>{r}</div><div class='r'><h3>热门文章</h3>{boxed(OTHER[:3])}</div></div>{PAGER}{FOOT}"
    ),
    "HTML5": lambda r: (
        f"<header>{NAV}</header><main><section><h1>通知公告</h1>{r}</section>{PAGER}</main><aside>{boxed(OTHER)}</aside><footer>{FOOT}</footer>"
    ),
    "tables in tables": lambda r: (
        f"<table><tr><td>{NAV}</td></tr></table><table><tr><td width=200><table><tr><td>热点新闻</td></tr><tr><td>{boxed(OTHER)}</td></tr></table></td>"
        f"<td><table><tr><td>当前位置：<a href='/'>首页</a> > 通知公告</td></tr><tr><td>{r}</td></tr><tr><td>{PAGER}</td></tr></table></td></tr></table>{FOOT}"
    ),
    "no layout": lambda r: f"{NAV}{r}{PAGER}{FOOT}",
    "nothing around": lambda r: f"{r}{PAGER}",
    "tabs above": lambda r: (
        f"{NAV}<div class='w'><ul><li><a href='/gk/tzgg/'>通知公告</a></li><li><a href='/gk/zfwj/'>政府文件</a></li></ul><div class='l'>{r}{PAGER}</div></div>{FOOT}"
    ),
}


def whole(layout: str, rows: str) -> str:
    return f"<html><head><title>通知公告-青禾县人民政府</title></head><body>{LAYOUTS[layout](rows)}</body></html>"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_rows_are_the_same_in_every_layout(layout: str) -> None:
    wrong = [
        way for way, rows in WAYS.items() if [(r.url, r.title, r.date) for r in read(whole(layout, rows)).rows] != EVERY
    ]
    assert wrong == []


@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if layout != "no pager"])
def test_a_last_page_of_one_row_gives_that_row(layout: str) -> None:
    rows = f"<ul><li><a href='{H[0]}'>{T[0]}</a><span>{DAYS[0]}</span></li></ul>"
    assert [(r.url, r.title, r.date) for r in read(whole(layout, rows)).rows] == EVERY[:1]
