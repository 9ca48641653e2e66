"""Is it an article, and if not, what is it."""

import hashlib
import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scraper.fields import ArticleLine, SetAsideLine
from scraper.line import clear, refine
from scraper.model import Document, Listing, Mended, RawPage
from scraper.profile import EMPTY
from scraper.sites import site_of
from scraper.steps.extract import extract
from scraper.steps.judge import judge

URL = "http://www.xi.example.gov.cn/a/1.html"
UTF8 = (("Content-Type", "text/html; charset=utf-8"),)
PAGE = (
    "<title>清淤</title><h1>冬季清淤</h1><div>发布日期：2020-01-02</div><div><p>今年入冬以来，全镇组织人员对三条主渠逐段清淤，"
    "共出动机械十二台次。施工期间各村派专人值守，请过往车辆减速慢行。</p></div>"
)
BODY = "<p>今年入冬以来，全镇组织人员对三条主渠逐段清淤。</p><p>施工期间各村派专人值守，请过往车辆减速。</p>"


def outcome(html, status=200, listing=None, url=URL):
    record = refine(Document(RawPage(url, html.encode(), status, UTF8), (), listing), site_of(url), EMPTY).record
    return "article" if isinstance(record, ArticleLine) else record.outcome


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<title>404</title><h1>抱歉，您访问的页面不存在</h1><a href='/'>返回首页</a>", "soft_404"),
        ("<title>Error</title><p>The page you are looking for could not be found.</p>", "soft_404"),
        ("<title>提示</title><p>该信息已被删除</p>", "soft_404"),
        ("<title>安全验证</title><p>请完成安全验证后继续访问</p>", "challenge"),
        ("<script>var a='__jsl_clearance';</script>", "challenge"),
        ("<title>登录</title><p>请先登录后查看本页内容</p>", "login"),
        ("<title>app</title><div id='app'></div><script src='/app.js'></script>", "needs_script"),
        ("", "bad_content"),
        (
            "<ul>"
            + "".join(
                f"<li><a href='/a/{n}.html'>关于第{n}批清淤工程的公示</a><span>2020-01-0{n}</span></li>"
                for n in range(1, 9)
            )
            + "</ul>",
            "not_article",
        ),
    ],
)
def test_what_is_no_article_is_named(html, wanted):
    assert outcome(html) == wanted


LISTED = Listing("通知公告", "http://www.xi.example.gov.cn/a/", "关于冬季清淤的通知", "2020-01-02")


@pytest.mark.parametrize(
    "html",
    [
        "x",
        "[" * 5_000,
        "<title>正在跳转</title><meta http-equiv=refresh content='0;url=/'><p>请稍候</p>",
        "<title>关于冬季清淤的通知</title><frameset><frame src='http://other.test/'></frameset>",
    ],
)
def test_what_only_the_list_dates_and_titles_is_no_article(html):
    assert outcome(html, listing=LISTED) in {"not_article", "bad_content"}


def test_a_listed_page_with_a_text_or_a_picture_is_an_article_though_only_the_list_dates_it():
    assert outcome(f"<title>清淤</title><h1>清淤</h1><div>{BODY}</div>", listing=LISTED) == "article"
    assert outcome("<h1>清淤</h1><div><img src=/upload/map.jpg width=900></div>", listing=LISTED) == "article"


def test_a_text_of_signs_alone_is_none():
    assert outcome("<title>a</title><p>" + "2020-" * 500 + "</p>") == "not_article"


@pytest.mark.parametrize("status", [412, 521])
def test_a_declined_program_is_a_challenge(status):
    assert outcome("<script>x</script>", status) == "challenge"


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>冬季清淤启动</h1><div>发布日期：2020-01-02</div><div id='zoom'>{BODY}</div>",
        "<title>值班表</title><h1>春节值班安排</h1><div>发布日期：2020-01-02</div><div id='zoom'><img src='a.jpg' width='600'></div>",
        "<title>公告</title><h1>关于公布名单的公告</h1><div>发布日期：2020-01-02</div><div id='zoom'><a href='/f.pdf'>名单.pdf</a></div>",
        "<title>停水</title><h1>停水通知</h1><div>发布时间：2020-01-02</div><div id='zoom'><p>明日九时至十二时停水。</p></div>",
        f"<h1>网站改版说明</h1><div>发布日期：2020-01-02</div><div id='zoom'><p>改版后部分旧链接会提示页面不存在，请从首页进入。</p>{BODY}</div>",
        f"<h1>关于推行实名登录的通知</h1><div>发布日期：2020-01-02</div><div id='zoom'><p>请先登录办事平台再提交材料。</p>{BODY * 3}</div>",
    ],
)
def test_an_article_is_kept_though_it_looks_poor(html):
    assert outcome(html) == "article"


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=400))
@example(b"")
@example(b"\t")
@example(b"\xff\xfe<\x00")
@example(b"<html><frameset><frame src=a></frameset>")
@example(b"<table><tr>" * 300)
def test_any_bytes_give_a_record(body):
    record = refine(Document(RawPage(URL, body)), site_of(URL), EMPTY).record
    assert isinstance(record, ArticleLine | SetAsideLine)
    if isinstance(record, SetAsideLine):
        assert not any("a step failed" in reason for reason in record.reasons)


def test_an_article_without_text_on_a_page_of_paragraphs_is_marked():
    page = clear(RawPage(URL, PAGE.encode(), 200, UTF8), EMPTY)
    article = replace(extract(page, (), None, site_of(URL), EMPTY), text=Mended(""))
    verdict = judge(article, page)
    assert (verdict.outcome, verdict.flags, verdict.confidence <= 0.2) == ("article", ("text_missing",), True)


def test_an_article_of_pictures_only_is_not_marked():
    html = "<title>清淤图片</title><h1>清淤图片</h1><div>发布日期：2020-01-02</div><div id=zoom><img src=/a.jpg></div>"
    page = clear(RawPage(URL, html.encode(), 200, UTF8), EMPTY)
    assert judge(extract(page, (), None, site_of(URL), EMPTY), page).flags == ()


ZIP = io.BytesIO()
with zipfile.ZipFile(ZIP, "w") as _archive:
    _archive.writestr("a.txt", "清淤" * 50)
PSEUDO = b"".join(hashlib.sha512(bytes([number])).digest() for number in range(80))


@pytest.mark.parametrize(
    "body",
    [
        PSEUDO,
        PSEUDO[:200],
        b"\x7fELF\x02\x01\x01" + bytes(60),
        b"%PDF-1.7\n1 0 obj<<>>endobj",
        ZIP.getvalue(),
        b"\x89PNG\r\n\x1a\n" + PSEUDO,
        b"\xff\xd8\xff\xe0" + PSEUDO,
        b"GIF89a" + PSEUDO,
        b"Rar!\x1a\x07\x00" + PSEUDO,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
        b"SQLite format 3\x00" + bytes(80),
        bytes(1000),
    ],
)
def test_bytes_that_are_no_text_are_set_aside(body):
    record = refine(Document(RawPage(URL, body)), site_of(URL), EMPTY).record
    assert isinstance(record, SetAsideLine)
    assert record.outcome == "bad_content"


@pytest.mark.parametrize(
    "body",
    [
        PAGE.encode("utf-8"),
        PAGE.encode("gb18030"),
        PAGE.encode("big5", "ignore"),
        PAGE.encode("utf-16"),
        PAGE.encode("utf-16-le"),
        PAGE.encode("shift-jis", "ignore"),
        PAGE.encode("gbk").decode("latin-1").encode("utf-8"),
        PAGE.replace("，", "\x00\x01\x02").encode("utf-8"),
        PAGE.replace("清", "\ufffd").encode("utf-8"),
        PAGE.encode("gbk").replace("全镇".encode("gbk"), b"\xff\xfe\x80"),
        "MZ是县里的简称。今年入冬以来，全镇清淤三条主渠。施工期间请过往车辆减速慢行。".encode(),
        "BM-12号渠道今年入冬以来清淤完毕。施工期间请过往车辆减速慢行，感谢配合。".encode("gbk"),
        "PK赛通知：今年入冬以来，全镇清淤三条主渠。施工期间请过往车辆减速慢行。".encode(),
    ],
)
def test_a_damaged_or_oddly_coded_page_is_no_binary(body):
    record = refine(Document(RawPage(URL, body)), site_of(URL), EMPTY).record
    assert isinstance(record, ArticleLine) or record.outcome == "not_article"
