"""Fields of the article, on small pages of our own making."""

import pytest

from scraper.fields import ArticleLine, to_json
from scraper.line import refine
from scraper.model import Document, Listing, RawPage
from scraper.profile import EMPTY
from scraper.sites import site_of

BODY = (
    "<p>今年入冬以来，全镇组织人员对三条主渠逐段清淤，做到早安排、早动手、早完成。</p>"
    "<p>施工期间各村派专人值守，过往车辆需减速慢行，夜间设置警示灯。</p>"
    "<p>负责人表示，剩余路段将在月底前完工，届时统一组织验收。</p>"
)
UTF8 = (("Content-Type", "text/html; charset=utf-8"),)


def record(html, url="http://www.xiang.example.gov.cn/a/1.html", listing=None, parts=()):
    pages = tuple(
        RawPage(url.replace("1.html", f"1_{n + 2}.html"), part.encode(), headers=UTF8) for n, part in enumerate(parts)
    )
    return refine(Document(RawPage(url, html.encode(), headers=UTF8), pages, listing), site_of(url), EMPTY).record


def page(body, head="", title="全镇冬季清淤工作启动"):
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def article(above="", below="", **more):
    return record(page(f"{above}<div id='zoom'>{BODY}</div>{below}", **more))


def test_the_container_of_a_known_cms_holds_the_body():
    line = article("<h1>全镇冬季清淤工作启动</h1>", "<p>相关阅读：上一篇</p>")
    assert line.text.split("\n")[0].startswith("今年入冬以来")
    assert line.text.endswith("统一组织验收。")
    assert line.extraction.method == "extract/zoom"


def test_the_last_line_of_a_container_that_is_an_inline_element_is_kept():
    zoom = "<font id='Zoom'>本镇各村、各部门请遵照执行。<br>求真务实，开拓创新，团结协作</font>"
    line = record(page(f"<div>首页</div><div>发布日期：2020-01-02</div><div>{zoom}</div><div>分享到：微博</div>"))
    assert line.text == "本镇各村、各部门请遵照执行。\n求真务实，开拓创新，团结协作"


def test_a_page_without_known_markup_gives_its_paragraphs():
    line = record(page(f"<div class='x'><h1>全镇冬季清淤工作启动</h1><div>发布日期：2020-01-02</div>{BODY}</div>"))
    assert line.text.count("\n") == 2
    assert line.title == "全镇冬季清淤工作启动"


def test_the_title_comes_from_the_page_where_the_window_names_only_the_site():
    line = article("<h2>冬季清淤工作启动</h2><div>发布日期：2020-01-02</div>", title="某镇人民政府")
    assert line.title == "冬季清淤工作启动"


def test_the_window_title_loses_the_name_of_the_site():
    assert article(title="全镇冬季清淤工作启动-某镇人民政府").title == "全镇冬季清淤工作启动"


def test_the_labelled_date_wins_over_the_page_tag():
    line = article("<div>发布时间：2009-05-06 来源：镇党政办</div>", head="<meta name='PubDate' content='2023-01-01'>")
    assert line.published == "2009-05-06"
    assert {date.origin for date in line.dates} == {"visible", "meta"}


def test_a_date_in_a_script_string_is_found():
    assert article("<script>var pubdata = '2018-03-04';</script>").published == "2018-03-04"


def test_a_date_of_modification_is_never_the_date_of_publication():
    assert article("<div>更新日期：2021-01-01</div>").published is None


def test_a_date_of_writing_is_kept_apart():
    line = article(
        "<table><tr><td>成文日期：</td><td>2019-12-30</td><td>发布日期：</td><td>2020-01-05</td></tr></table>"
    )
    assert line.published == "2020-01-05"
    assert ("written", "2019-12-30") in {(date.origin, date.value) for date in line.dates}


def test_the_date_of_the_list_is_the_last_resort():
    line = record(
        page(f"<div id='zoom'>{BODY}</div>"), listing=Listing("工作动态", "http://x.cn/", "标题", "2020-02-03")
    )
    assert line.published == "2020-02-03"
    assert line.section == "工作动态"


@pytest.mark.parametrize(
    "crumbs",
    [
        "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/zw'>政务公开</a> &gt; <a href='/tz'>通知公告</a></div>",
        "<div class='crumb'><a href='/'>首页</a>»<a href='/zw'>政务公开</a>»<a href='/tz'>通知公告</a>»正文</div>",
        "<p>您现在的位置: 首页 > 政务公开 > 通知公告 > 全镇冬季清淤工作启动</p>",
        "<ul class='breadcrumb'><li><a href='/'>首页</a></li><li><a href='/zw'>政务公开</a></li><li>通知公告</li></ul>",
    ],
)
def test_breadcrumbs_are_read_from_the_home_page_on(crumbs):
    line = article(f"{crumbs}<h1>全镇冬季清淤工作启动</h1>")
    assert line.breadcrumbs == ("首页", "政务公开", "通知公告")
    assert line.section == "通知公告"


def test_the_table_of_public_information_is_read():
    line = article(
        "<table><tr><td>索 引 号：</td><td>011/2020-00012</td><td>主题分类：</td><td>水利</td></tr>"
        "<tr><td>发布机构：</td><td>镇人民政府</td><td>发文字号：</td><td>溪府发〔2020〕12号</td></tr>"
        "<tr><td>有 效 性：</td><td>有效</td><td>发布日期：</td><td>2020-03-04</td></tr></table>"
    )
    assert (line.index_number, line.subject, line.issuer) == ("011/2020-00012", "水利", "镇人民政府")
    assert (line.document_number, line.validity, line.published) == ("溪府发〔2020〕12号", "有效", "2020-03-04")


def test_a_number_that_stands_alone_above_the_text_is_the_documents_own():
    line = record(
        page(f"<h1>关于清淤的通知</h1><div id='zoom'><p>溪府发〔2020〕12号</p>{BODY}</div>", title="关于清淤的通知")
    )
    assert line.document_number == "溪府发〔2020〕12号"


def test_a_number_that_the_article_only_cites_is_not_its_own():
    line = record(
        page(
            f"<div id='zoom'><p>根据《关于做好水利工作的通知》（水发〔2019〕7号）的要求，现就有关事项通知如下。</p>{BODY}</div>"
        )
    )
    assert line.document_number is None


def test_source_and_author_end_at_the_next_label():
    line = article("<div>来源：溪口日报 作者：王小明 发布时间：2020-01-02 10:20 浏览次数：15</div>")
    assert (line.source, line.author, line.published) == ("溪口日报", "王小明", "2020-01-02T10:20:00+08:00")


def test_attachments_pictures_and_links_are_absolute():
    line = record(
        page(
            f"<div id='zoom'>{BODY}<p><img src='./p/1.jpg' width='600'></p><p><a href='../f/表.pdf'>附件：申请表</a></p>"
            "<p>详见<a href='/law/3.html'>办法全文</a></p></div>"
        )
    )
    assert [(file.url.rsplit("/", 1)[1], file.name) for file in line.attachments] == [("表.pdf", "附件：申请表")]
    assert line.images == ("http://www.xiang.example.gov.cn/a/p/1.jpg",)
    assert [link.url for link in line.links] == ["http://www.xiang.example.gov.cn/law/3.html"]


def test_the_html_is_safe_and_keeps_the_paragraphs():
    line = record(page(f"<div id='zoom' onclick='x()'><script>1</script>{BODY}<a href='javascript:x()'>点</a></div>"))
    assert "script" not in line.html
    assert "onclick" not in line.html
    assert line.html.count("<p>") == 3


def test_rows_of_a_table_are_lines():
    line = record(
        page(
            f"<div id='zoom'>{BODY}<table><tr><th>村</th><th>米</th></tr><tr><td>东村</td><td>30</td></tr></table></div>"
        )
    )
    assert line.text.endswith("村 米\n东村 30")


def test_further_pages_are_joined():
    line = record(
        page(f"<div id='zoom'>{BODY}</div>"),
        parts=(page("<div id='zoom'><p>第二页的内容接着上一页往下写，讲验收的安排。</p></div>"),),
    )
    assert line.text.endswith("讲验收的安排。")
    assert line.text.startswith("今年入冬以来")


def test_further_pages_of_the_article_are_asked_for():
    html = page(
        f"<div id='zoom'>{BODY}<a href='1.html'>1</a><a href='1_2.html'>2</a><a href='1_3.html'>3</a><a href='1_2.html'>下一页</a><a href='9.html'>下一篇</a></div>"
    )
    url = "http://www.xiang.example.gov.cn/a/1.html"
    wants = refine(Document(RawPage(url, html.encode(), headers=UTF8)), site_of(url), EMPTY).wants
    assert [want.url.rsplit("/", 1)[1] for want in wants] == ["1_2.html", "1_3.html"]


def test_a_frame_of_the_same_site_that_holds_the_body_is_asked_for():
    html = page(
        "<h1>关于清淤的通知</h1><iframe src='/tq/weather.html'></iframe><iframe id='content' src='/body/1.html'></iframe>"
    )
    url = "http://www.xiang.example.gov.cn/a/1.html"
    wants = refine(Document(RawPage(url, html.encode(), headers=UTF8)), site_of(url), EMPTY).wants
    assert [want.url for want in wants] == ["http://www.xiang.example.gov.cn/body/1.html"]


def test_json_ld_and_open_graph_are_read():
    english = (
        "<p>The town council has begun clearing the three main ditches, and expects the work to be done by the end of the month.</p>"
        * 3
    )
    head = (
        "<meta property='og:site_name' content='Town of Brook'>"
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2021-04-05T10:00:00Z","author":{"name":"A. Reed"}}</script>'
    )
    line = record(
        page(
            f"<main><article><h1>Ditches cleared</h1>{english}</article></main>",
            head,
            "Ditches cleared | Town of Brook",
        )
    )
    assert (line.published, line.author, line.portal_name) == ("2021-04-05T10:00:00+00:00", "A. Reed", "Town of Brook")
    assert (line.title, line.language) == ("Ditches cleared", "en")


def test_the_region_is_the_head_of_the_site_code():
    assert article(below="<p>网站标识码：5001120033</p>").region_code == "500112"


def test_unfilled_words_of_the_template_are_no_values():
    line = article(head="<meta name='SiteName' content='网站名称'><meta name='ContentSource' content='{source}'>")
    assert line.portal_name is None
    assert line.source is None


def test_a_hidden_copy_for_reading_aloud_is_not_doubled():
    line = record(
        page(f"<div class='c'><h1>全镇冬季清淤工作启动</h1>{BODY}</div><div style='display:none'>{BODY}</div>")
    )
    assert line.text.count("今年入冬以来") == 1
    assert line.removed == ()


def test_a_record_is_the_same_each_time():
    html = page(f"<div id='zoom'>{BODY}</div>")
    assert to_json(record(html)) == to_json(record(html))


def test_traditional_text_is_told_apart():
    body = "<p>本處自本月起分段辦理河川清淤，施工期間請民眾繞行，並注意現場號誌與工程車輛出入。</p>" * 3
    line = record(page(f"<div id='zoom'>{body}</div>", title="河川清淤說明"))
    assert isinstance(line, ArticleLine)
    assert line.language == "zh-Hant"


def test_text_that_stands_in_noscript_only_is_read():
    line = record(page(f"<div id='app'></div><noscript><h1>全镇冬季清淤工作启动</h1>{BODY * 3}</noscript>"))
    assert line.text.startswith("今年入冬以来")


def test_a_plea_to_turn_scripts_on_is_not_the_text():
    plea = "<noscript><p>您的浏览器没有启用脚本，请启用后再来访问本站。</p></noscript>"
    line = record(page(f"<h1>全镇冬季清淤工作启动</h1><div>发布日期：2020-01-02</div>{plea}{BODY}"))
    assert "启用脚本" not in line.text


def test_noscript_beside_a_text_of_the_page_is_left_out():
    other = "<noscript>" + "<p>邻镇的图书室本周开放，欢迎各村村民前来借阅图书。</p>" * 20 + "</noscript>"
    assert "图书室" not in record(page(f"<h1>全镇冬季清淤工作启动</h1>{BODY * 4}{other}")).text
