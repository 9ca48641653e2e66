"""Layouts of a site file: what its XPaths name is taken, up to the day on which they end."""

from datetime import UTC, date, datetime

from scraper.line import refine
from scraper.model import Document, RawPage
from scraper.profile import EMPTY
from scraper.sites import Layout, Site

HTML = """<html><head><title>页面</title></head><body><div class="top"><b>渠道清淤全部完成</b></div>
<div class="odd"><span>2024/3/5</span><i>来源：乡水利站</i></div>
<div class="inner"><p>三条主渠已经全部清淤，灌溉用水可以按时送到田头。</p><div class="tools">打印本页</div>
<p>各村要继续派人巡查，发现堵塞随时清理。</p></div>
<div class="more"><p>另一篇长文章，讲的是道路养护的事情，与本文没有任何关系，但是它比正文长得多，一句接着一句，占了页面的大半。</p></div>
</body></html>"""


def record(*layouts, day=datetime(2024, 6, 1, tzinfo=UTC), html=HTML):
    site = Site("xiang", ("www.xiang.example.cn",), "Asia/Shanghai", layouts=layouts)
    raw = RawPage(
        "http://www.xiang.example.cn/1.html", html.encode(), 200, (("Content-Type", "text/html; charset=utf-8"),), day
    )
    return refine(Document(raw), site, EMPTY).record


def test_the_body_is_what_the_site_file_names():
    line = record(Layout(body="//div[@class='inner']"))
    assert line.text.startswith("三条主渠")
    assert "道路养护" not in line.text
    assert line.extraction.method == "extract/site-file"


def test_what_the_site_file_removes_is_neither_in_text_nor_in_html():
    line = record(Layout(body="//div[@class='inner']", remove="//div[@class='tools']"))
    assert line.text == "三条主渠已经全部清淤，灌溉用水可以按时送到田头。\n各村要继续派人巡查，发现堵塞随时清理。"
    assert "打印" not in line.html
    assert "巡查" in line.html


def test_title_date_and_source_are_what_the_site_file_names():
    line = record(
        Layout(title="//div[@class='top']/b", published="//div[@class='odd']/span", source="//div[@class='odd']/i")
    )
    assert (line.title, line.published, line.source) == ("渠道清淤全部完成", "2024-03-05", "乡水利站")


def test_a_layout_may_name_an_attribute_or_a_string():
    html = HTML.replace("<title>", '<meta name="t" content="属性里的标题"><title>')
    assert record(Layout(title="//meta[@name='t']/@content"), html=html).title == "属性里的标题"
    assert record(Layout(title="string(//div[@class='top'])")).title == "渠道清淤全部完成"


def test_a_layout_holds_up_to_its_last_day_only():
    old, now = Layout(until=date(2024, 5, 31), body="//div[@class='more']"), Layout(body="//div[@class='inner']")
    assert record(old, now).text.startswith("三条主渠")
    assert record(old, now, day=datetime(2024, 5, 1, tzinfo=UTC)).text.startswith("另一篇")


def test_a_layout_that_finds_nothing_leaves_the_page_to_be_read_without_help():
    assert record(Layout(body="//div[@id='gone']", title="//h6")).text == record().text
