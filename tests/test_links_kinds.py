"""What looks like rows and is none, and lists that look as if they were none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scraper.line import read_list
from scraper.model import PageRequest, RawPage
from scraper.profile import EMPTY
from scraper.results import ListPage
from scraper.sites import site_of

HOST = "http://www.baishi.example.cn"
_PAGE = (
    "<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title></head><body><div class=top><a href=/>首页</a>"
    "<a href=/zwgk/>政务公开</a><a href=/hdjl/>互动交流</a></div>{body}<div class=foot>白石县人民政府主办</div></body></html>"
)


def _read(body: str, path: str = "/lm/", title: str = "栏目", asked: str | None = None) -> ListPage:
    html = _PAGE.format(title=title, body=body)
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    page = RawPage(
        HOST + path, html.encode(), 200, (("Content-Type", "text/html"),), moment, HOST + asked if asked else None
    )
    return read_list(page, PageRequest(HOST + (asked or path)), site_of(HOST), EMPTY)


def _items(titles: list[str], address: str, date: str = "") -> str:
    return "".join(f"<li><a href={address.format(n=n)}>{title}</a>{date}</li>" for n, title in enumerate(titles, 1))


_LEADERS = ["县委副书记、县长", "县委常委、常务副县长", "副县长", "副县长、公安局局长", "县政府党组成员"]
_OFFICES = ["县政府办公室", "县发展和改革局", "县教育局", "县公安局", "县民政局", "县人力资源和社会保障局"]
_PORTALS = ["青石县人民政府门户网站", "河口市人民政府门户网站", "北山区人民政府门户网站", "南湾县人民政府门户网站"]
_VIEWS = ["北山秋色层林尽染", "河口湿地候鸟翩飞", "古城墙夜景灯光", "梯田春耕景象如画"]
_FILES = ["岗位一览表", "报名登记表及填写说明", "诚信承诺书", "考试大纲和范围说明"]
_FACETS = ["生态环境与能源数据 (120)", "公共财政与预算数据 (87)", "交通运输与出行数据 (204)"]
_SIGN_IN = "<form method=post><input name=u><input type=password name=p><input type=submit value=登录></form>"
_TITLES = ["河口镇开展食品安全专项检查工作", "县教育局举办秋季职业技能大赛", "北山街道启动老旧小区改造工程"]

NO_LISTS = {
    "leaders": f"<ul>{_items(_LEADERS, '/ldzc/{n}/')}</ul>",
    "offices": f"<ul>{_items(_OFFICES, '/jgsz/{n}/')}</ul>",
    "other portals": f"<ul>{_items(_PORTALS, 'http://www.site{n}.example.cn/')}</ul>",
    "pictures": f"<ul>{_items(_VIEWS, '/pic/{n}.jpg')}</ul>",
    "attachments": "".join(f"<p><a href=/up/{n}.docx>附件{n}.{name}.docx</a></p>" for n, name in enumerate(_FILES, 1)),
    "facets": f"<ul>{_items(_FACETS, '/data?cat={n}').replace('=1>', '=env>').replace('=2>', '=fin>').replace('=3>', '=bus>')}</ul>",
    "sign-in": f"{_SIGN_IN}<ul>{_items(['个人用户注册与实名认证', '法人用户注册', '统一身份认证平台使用说明'], '/help/{n}.html')}</ul>",
    "before and after": "<h1>县教育局举办职业技能大赛</h1><div>发布时间：2024-11-20</div><p>比赛设有六个项目，共有一百二十名选手参加。</p>"
    f"<p>上一篇：<a href=/xw/1.html>{_TITLES[0]}</a></p><p>下一篇：<a href=/xw/3.html>{_TITLES[2]}</a></p>",
}
LISTS = {
    "young section under a sign-in": (
        2,
        f"{_SIGN_IN}<ul>{_items(_TITLES[:2], '/gs/{n}.html', '<i>2024-05-06</i>')}</ul>",
    ),
    "speeches without dates": (
        4,
        f"<ul>{_items(['在全县经济工作会议上的讲话', '在春节团拜会上的致辞', '在教师节座谈会上的讲话', '在项目开工仪式上的致辞'], '/jh/{n}001.html')}</ul>",
    ),
    "gazette by number": (
        4,
        f"<ul>{_items([f'2024年政府公报（{n}）' for n in range(4, 0, -1)], '/gb/20240{n}/')}</ul>",
    ),
    "articles of another portal": (
        3,
        f"<ul>{_items(_TITLES, 'http://www.sheng.example.cn/xw/{n}.html', '<i>2024-05-06</i>')}</ul>",
    ),
    "short titles with dates": (
        4,
        f"<ul>{_items(['迎新年', '闹元宵', '植树节', '庆六一'], '/jr/{n}/', '<i>2024-02-01</i>')}</ul>",
    ),
    "forms to download with dates": (4, f"<ul>{_items(_FILES, '/xz/{n}.doc', '<i>2024-03-11</i>')}</ul>"),
    "list with the article before": (
        3,
        f"<ul>{_items(_TITLES, '/wq/{n}.html', '<i>2024-05-06</i>')}</ul><p>上一篇：<a href=/wq/9.html>县水利局公布供水水质检测结果</a></p>",
    ),
}


@pytest.mark.parametrize("name", NO_LISTS)
def test_links_of_another_kind_are_no_rows(name: str) -> None:
    assert [row.title for row in _read(NO_LISTS[name]).rows] == []


@pytest.mark.parametrize("name", LISTS)
def test_list_that_looks_like_another_kind_is_read_whole(name: str) -> None:
    count, body = LISTS[name]
    assert len(_read(body).rows) == count


def test_page_that_sends_to_a_sign_in_lists_nothing() -> None:
    help_pages = _items(
        ["统一身份认证平台登录使用说明", "找回密码操作指南与常见问题", "电子证照申领操作说明"], "/h/{n}.html"
    )
    words = "<p>" + "欢迎使用统一身份认证平台，请使用已注册的账号登录后查看更多内容。" * 20 + "</p>"
    body = f"{_SIGN_IN}{words}<ul>{help_pages}</ul>"
    assert _read(body, "/user/login", asked="/gk/list?page=6").rows == ()


def test_year_of_another_calendar_is_no_date_of_a_row() -> None:
    rows = _read(f"<ul>{_items(_TITLES, '/n/{n}.html', '<i>२०८१-०५-१२</i>')}</ul>").rows
    assert [row.date for row in rows] == [None, None, None]


def test_menu_parted_by_bars_is_no_breadcrumb() -> None:
    menu = "<div><a href=/>首页</a>|<a href=/gk/>县情概况</a>|<a href=/ld/>领导之窗</a></div>"
    crumbs = "<div>当前位置：<a href=/>首页</a> &gt;&gt; 通知公告</div>"
    assert _read(menu + crumbs, title="白石县政府网").section == "通知公告"
