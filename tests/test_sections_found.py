"""Sections of a portal, wherever its home page or its sitemap tells them."""

from __future__ import annotations

import gzip
import tomllib
from pathlib import Path

import pytest

from scraper.line import read_list
from scraper.model import PageRequest, RawPage
from scraper.profile import EMPTY
from scraper.results import ListPage
from scraper.sites import site_of
from tests.crawling import articles, chengxi, crawl
from tests.portal.others.homes import HOME, HOMES, HomePage
from tests.portal.server import Answer, Portal
from tests.test_crawl import portal_of

URL = "http://portal.example.cn/"


def sections(body: str, url: str = URL, kind: str = "text/html; charset=utf-8") -> dict[str, str]:
    page = RawPage(url, body.encode(), 200, (("Content-Type", kind),))
    found = read_list(page, PageRequest(url), site_of(url), EMPTY).sections
    return {link.url.removeprefix(URL): link.name for link in found}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("首页_青禾县人民政府", "青禾县人民政府"),
        ("青禾县人民政府 - 网站首页", "青禾县人民政府"),
        ("Home | Town of Brook", "Town of Brook"),
        ("首页", None),
        ("通知公告_青禾县人民政府", "通知公告"),
    ],
)
def test_home_is_no_name_of_a_page(title: str, name: str | None) -> None:
    page = RawPage(URL, f"<title>{title}</title><p>正文</p>".encode(), 200, (("Content-Type", "text/html"),))
    assert read_list(page, PageRequest(URL), site_of(URL), EMPTY).section == name


@pytest.mark.parametrize(
    "navigation",
    [
        "<select onchange='location=this.value'><option value=''>请选择</option><option value='/tzgg/'>通知公告</option></select>",
        "<map name=m><area shape=rect coords=0,0,9,9 href=/tzgg/ alt=通知公告></map>",
        "<table><tr><td onclick=\"location.href='/tzgg/'\">通知公告</td></tr></table>",
        "<ul><li onclick=\"window.open('/tzgg/')\"><b>通知公告</b></li></ul>",
    ],
    ids=["select", "area", "cell", "item"],
)
def test_navigation_without_links_leads_to_sections(navigation: str) -> None:
    assert sections(f"<html><body>{navigation}</body></html>") == {"tzgg/": "通知公告"}


def test_options_that_are_no_addresses_lead_nowhere() -> None:
    assert sections("<select><option value=1>通知公告</option><option value=all>全部栏目</option></select>") == {}


def box(number: int) -> str:
    rows = "".join(f"<li><a href=/c{number}/{n}.html>第{number}栏第{n}号通知的标题文字</a></li>" for n in range(9))
    return f"<div class=con><ul>{rows}</ul><a class=more href=/c{number}/>更多</a></div>"


def test_boxes_under_one_head_of_tabs_have_the_names_of_their_tabs() -> None:
    page = f"<div class=tab><div class=hd><span>通知公告</span><span>政务动态</span></div><div>{box(1)}{box(2)}</div></div>"
    found = sections(f"<html><body>{page}</body></html>")
    assert found == {"c1/": "通知公告", "c2/": "政务动态"}


def test_box_under_a_heading_of_its_own_keeps_it() -> None:
    page = f"<div class=box><h3>通知公告</h3>{box(1)}</div><div class=box><h3>政务动态</h3>{box(2)}</div>"
    found = sections(f"<html><body>{page}</body></html>")
    assert (found["c1/"], found["c2/"]) == ("通知公告", "政务动态")


def test_feed_is_a_section_where_nothing_else_leads_to_one() -> None:
    link = "<link rel=alternate type=application/rss+xml title=最新信息 href=/rss.xml>"
    assert sections(f"<html><head>{link}</head><body></body></html>") == {"rss.xml": "最新信息"}


SITEMAP = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<url><loc>{0}/</loc></url><url><loc>{0}/list.html</loc></url><url><loc>{0}/a/t20240503_2.html</loc></url>"
    "<url><loc>{0}/f/plan.pdf</loc></url></urlset>"
)


def test_sitemap_tells_folders_and_lists_not_articles_and_files() -> None:
    found = sections(SITEMAP.format(URL.rstrip("/")), URL + "sitemap.xml", "application/xml")
    assert list(found) == ["list.html"]


@pytest.mark.parametrize("named", [True, False], ids=["named by robots.txt", "at its usual place"])
def test_home_page_without_a_menu_is_crawled_by_its_sitemap(tmp_path: Path, *, named: bool) -> None:
    answers = portal_of(12)
    answers["/"] = Answer(
        "<html><head><meta charset=utf-8><title>某县</title></head><body><img src=1.jpg></body></html>".encode()
    )
    with Portal(answers) as portal:
        answers["/maps/all.xml" if named else "/sitemap.xml"] = Answer(SITEMAP.format(portal.url).encode(), "text/xml")
        if named:
            answers["/robots.txt"] = Answer(
                f"User-agent: *\nSitemap: {portal.url}/maps/all.xml\n".encode(), "text/plain"
            )
        assert crawl(tmp_path / "output", f"{portal.url}/").code == 0
        local = ("--allow-network", "127.0.0.0/8", "--sites", tmp_path / "sites", "--output", tmp_path / "output")
        added = chengxi("sites", "add", f"{portal.url}/", *local)
    assert len(articles(tmp_path / "output")) == 12
    assert (added.code, "通知公告" in added.out or "list.html" in added.out) == (0, True), added.err


def two_lists() -> dict[str, Answer]:
    rows = "".join(f"<li><a href=/x/{n}.html>本镇第{n}号事项说明</a><i>2026-05-0{n}</i></li>" for n in range(1, 6))
    page = "<html><head><meta charset=utf-8><title>{0}</title></head><body><h1>{0}</h1><ul>{1}</ul></body></html>"
    names = {"/dj/": "党建", "/tz/": "通知"}
    return {path: Answer(page.format(name, rows).encode(), "text/html; charset=utf-8") for path, name in names.items()}


def test_further_section_of_a_known_portal_is_added_to_its_file(tmp_path: Path) -> None:
    with Portal(two_lists()) as portal:
        local = ("--allow-network", "127.0.0.0/8", "--sites", tmp_path)
        assert chengxi("sites", "add", f"{portal.url}/dj/", *local).code == 0
        (file,) = tmp_path.glob("*.toml")
        mine = '\n[[layouts]]\nbody = "//div"  # my own'
        file.write_text(file.read_text("utf-8") + mine, "utf-8")
        added = chengxi("sites", "add", f"{portal.url}/tz/", *local)
        again = chengxi("sites", "add", f"{portal.url}/tz/", *local)
        home = chengxi("sites", "add", f"{portal.url}/", *local)
    assert added.code == 0, added.err
    written = tomllib.loads(file.read_text("utf-8"))
    assert [section["url"].removeprefix(portal.url) for section in written["sections"]] == ["/dj/", "/tz/"]
    assert mine in file.read_text("utf-8")
    assert [(run.code, "already there" in run.err) for run in (again, home)] == [(2, True)] * 2


def read_home(home: HomePage) -> ListPage:
    page = RawPage(HOME, home.html.encode(), 200, (("Content-Type", "text/html; charset=utf-8"),))
    return read_list(page, PageRequest(HOME), site_of(HOME), EMPTY)


@pytest.mark.parametrize("home", HOMES, ids=[home.name for home in HOMES])
def test_home_page_tells_every_section_by_its_name_and_no_article_as_one(home: HomePage) -> None:
    found = {link.url.removeprefix(HOME): link.name for link in read_home(home).sections}
    assert {url: found.get(url) for url in home.sections} == home.sections
    assert home.articles.isdisjoint(found)


@pytest.mark.parametrize("home", HOMES, ids=[home.name for home in HOMES])
def test_home_page_is_no_list_itself(home: HomePage) -> None:
    listed = read_home(home)
    assert (listed.rows, listed.next_pages) == ((), ())


def test_section_whose_name_stands_beside_a_number_is_no_article() -> None:
    menu = "".join(
        f"<li><a href=/col/col{n}/index.html>{name}</a> ({n * 12})</li>"
        for n, name in enumerate(("通知公告", "政务动态", "人事信息", "财政预决算", "规划计划"), 1)
    )
    assert len(sections(f"<ul>{menu}</ul>")) == 5


def test_numbered_menu_with_short_names_is_no_list_of_articles() -> None:
    menu = "".join(
        f"<li><a href=/zw/{n}.html>{name}</a></li>"
        for n, name in enumerate(("通知公告", "政务动态", "人事信息", "财政预决算", "规划计划"), 1)
    )
    assert len(sections(f"<ul>{menu}</ul>")) == 5


@pytest.mark.parametrize(
    "more", ["<img src=/images/more.gif>", "<img src=m.png alt=更多>", "更多&gt;&gt;", "View all news"]
)
def test_box_is_told_by_its_link_to_more_in_words_or_as_a_picture(more: str) -> None:
    rows = "".join(f"<li><a href=/c1/t2026031{n}_{n}.html>第{n}号通知的标题文字</a></li>" for n in range(4))
    assert sections(f"<div><h3>通知公告</h3><ul>{rows}</ul><a href=/c1/>{more}</a></div>") == {"c1/": "通知公告"}


def test_sites_add_writes_every_section_of_a_home_page_by_its_name(tmp_path: Path) -> None:
    home = next(home for home in HOMES if home.name == "taiwan")
    answers = {"/": Answer(home.html.encode(), "text/html; charset=utf-8")}
    for path, name in home.sections.items():
        rows = "".join(
            f"<li><a href=/x/{n}.html>{name}第{n}號事項說明</a><i>2026-05-0{n}</i></li>" for n in range(1, 6)
        )
        page = f"<html><head><meta charset=utf-8><title>{name}</title></head><body><ul>{rows}</ul></body></html>"
        answers[f"/{path}"] = Answer(page.encode(), "text/html; charset=utf-8")
    with Portal(answers) as portal:
        local = ("--allow-network", "127.0.0.0/8", "--sites", tmp_path / "sites", "--output", tmp_path / "output")
        assert chengxi("sites", "add", f"{portal.url}/", *local).code == 0
    (file,) = (tmp_path / "sites").glob("*.toml")
    written = {
        section["url"].partition("/News")[2]: section["name"] for section in tomllib.loads(file.read_text())["sections"]
    }
    assert written == {path.removeprefix("News"): name for path, name in home.sections.items()}


def test_sitemap_of_news_is_a_list_also_where_it_is_gzipped(tmp_path: Path) -> None:
    answers = portal_of(6)
    paths = [path for path in answers if path.startswith("/a/")]
    answers["/"] = Answer(
        b"<html><title>Brook</title><body><div id=root></div></body></html>", "text/html; charset=utf-8"
    )
    with Portal(answers) as portal:
        news = "".join(
            f"<url><loc>{portal.url}{path}</loc><news:news><news:publication_date>2024-05-06</news:publication_date>"
            f"<news:title>关于{path[-6:-5]}号水位记录的通知</news:title></news:news></url>"
            for path in paths
        )
        space = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
        index = f"<sitemapindex><sitemap><loc>{portal.url}/news.xml.gz</loc></sitemap></sitemapindex>"
        answers["/robots.txt"] = Answer(f"Sitemap: {portal.url}/index.xml\n".encode(), "text/plain")
        answers["/index.xml"] = Answer(index.encode(), "application/xml")
        answers["/news.xml.gz"] = Answer(gzip.compress(f"<urlset {space}>{news}</urlset>".encode()), "application/gzip")
        crawl(tmp_path, portal.url + "/")
    assert len(articles(tmp_path)) == len(paths) == 6
