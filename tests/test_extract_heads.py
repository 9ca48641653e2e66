"""What the head of an article tells: its title beside a section's name, subtitle, names, breadcrumb, files it offers."""

import pytest

from scraper.fields import to_json
from tests.reading import article_of

URL = "http://www.qingshui.example.gov.cn/tsgg/5521.html"
TITLE = "关于城南片区计划停水的公告"
TEXT = (
    "<p>　　因城南路供水管道改造施工，需对沿线小区计划停水，请相关用户提前做好储水准备。</p>"
    "<p>　　恢复供水初期可能出现短时浑浊，请放水片刻后使用，由此带来的不便敬请谅解。</p>"
)
CRUMBS = "<div class='crumb'>首页 &gt; 服务公告 &gt; 停水公告</div>"


def record(head, *, window="停水公告", text=TEXT, below=""):
    page = (
        f"<html><head><meta charset=utf-8><title>{window}</title></head><body><div><a href='/'>清水供水</a></div>"
        f"<div class='detail'>{head}<div class='text'>{text}</div></div>{below}</body></html>"
    )
    return to_json(article_of(page, URL))


def test_a_window_title_that_is_the_sections_name_is_not_the_articles():
    line = record(f"{CRUMBS}<h3>{TITLE} <small>[2024-07-08]</small></h3>")
    assert line["title"] == TITLE
    assert line["breadcrumbs"] == ["首页", "服务公告", "停水公告"]
    assert line["published"] == "2024-07-08"


def test_an_article_may_be_called_like_its_section():
    crumbs = "<div class='crumb'>首页 &gt; 政务公开 &gt; 机构职能</div>"
    head = f"{crumbs}<div>机构职能</div><div>2024-07-08</div><h3>主要职责</h3>"
    assert record(head, window="机构职能")["title"] == "机构职能"


def test_the_window_title_of_a_page_for_printing_is_not_the_articles():
    line = record(f"<h2>{TITLE}</h2><p>2024-07-08 09:21　清水日报</p>", window="打印文章")
    assert line["title"] == TITLE
    assert line["text"].startswith("因城南路")


@pytest.mark.parametrize("leaf", ["来信内容", "查看内容", "Detail", "正文内容", "新闻详情"])
def test_a_breadcrumb_ends_before_a_word_for_the_page(leaf):
    crumbs = f"<div>当前位置：<a href='/'>首页</a> &gt; <a href='/gg/'>服务公告</a> &gt; {leaf}</div>"
    assert record(f"{crumbs}<h1>{TITLE}</h1>", window=TITLE)["breadcrumbs"] == ["首页", "服务公告"]


def test_names_of_a_breadcrumb_in_elements_of_their_own_hold_what_parts_others():
    crumbs = "<div class='location'><span>홈</span><span>소식·알림</span><span>보도자료</span></div>"
    assert record(f"{crumbs}<h1>{TITLE}</h1>", window=TITLE)["breadcrumbs"] == ["홈", "소식·알림", "보도자료"]


@pytest.mark.parametrize("name", ["subtitle", "fubiaoti", "linha-fina", "sub-tit"])
def test_the_line_in_a_box_called_the_subtitles_is_the_subtitle(name):
    line = record(f"<h1>{TITLE}</h1><h2 class='{name}'>七月十日夜间施工</h2><p>2024-07-08</p>", window=TITLE)
    assert line["subtitle"] == "七月十日夜间施工"
    assert line["text"].startswith("因城南路")


@pytest.mark.parametrize("name", ["lead", "info", "subscribe", "subject"])
def test_a_line_in_another_box_below_the_title_is_none(name):
    head = f"<h1>{TITLE}</h1><p class='{name}'>七月十日夜间施工</p><p>2024-07-08</p>"
    assert "subtitle" not in record(head, window=TITLE)


def test_a_date_in_a_box_called_the_subtitles_is_none():
    head = f"<h1>{TITLE}</h1><p class='subtitle'>2024-07-08 清水日報</p>"
    assert "subtitle" not in record(head, window=TITLE)


def test_an_office_and_what_it_writes_about_are_one_line():
    window = "清水县水利局 关于城南片区计划停水的公告"
    assert record("<h1>清水县水利局<br>关于城南片区计划停水的公告</h1>", window=window)["title"] == window.replace(
        " ", ""
    )


@pytest.mark.parametrize(
    ("row", "source", "author"),
    [
        ("2024-07-08 来源：<a href='/r'>清水日报</a><a href='#c'>评论(0)</a>", "清水日报", None),
        ("2024-07-08 资料来源：http://www.qingshui.example.cn/7.html", None, None),
        ("2024-07-08 作者：冯 立 宋小禾", None, "冯 立 宋小禾"),
        ("日期：113-07-08 資料來源：產業發展署", "產業發展署", None),
        ("08.07.2024 Источник: пресс-служба министерства", "пресс-служба министерства", None),
    ],
)
def test_names_are_read_whole_and_alone(row, source, author):
    line = record(f"<h1>{TITLE}</h1><p>{row}</p>", window=TITLE)
    assert (line.get("source"), line.get("author")) == (source, author)


@pytest.mark.parametrize(
    ("address", "is_offered"),
    [
        ("/module/download/downfile.jsp?classid=0&filename=8f2a.docx", True),
        ("/module/download/help.jsp?classid=0", False),
        ("/search.jsp?q=8f2a.docx", False),
    ],
)
def test_a_file_may_be_named_in_the_query_of_its_address_alone(address, is_offered):
    line = record(f"<h1>{TITLE}</h1>", window=TITLE, text=f"{TEXT}<p>详见<a href='{address}'>明细表</a>，请留意。</p>")
    assert ("attachments" in line) is is_offered


def test_the_portals_name_above_its_menu_is_not_the_title_where_the_window_ends_with_it():
    page = (
        f"<title>{TITLE}-清水县水利局</title><h1>清水县水利局</h1><ul><li><a href='/'>首页</a></li></ul>"
        f"<div><div>{TITLE}</div><div>{TEXT}</div><div>【来源：供水科】【时间：2024-07-08】</div></div>"
    )
    line = to_json(article_of(page, URL))
    assert line["title"] == TITLE
    assert line["text"].startswith("因城南路")


def test_a_title_that_ends_the_window_title_stays_one():
    line = record("<h1>停水公告</h1><p>2024-07-08</p>", window="清水县自来水有限责任公司 - 停水公告")
    assert line["title"] == "停水公告"


GRID = "".join(
    f"<div class='row'><div class='key'>{key}</div><div class='value'>{value}</div></div>"
    for key, value in (
        ("发文机关", "清水县水利局"),
        ("成文日期", "2024-07-01"),
        ("发文字号", "清水字〔2024〕7号"),
        ("发布日期", "2024-07-08"),
    )
)


def test_labels_of_dates_may_fill_a_box_of_a_grid():
    line = record(f"{GRID}<h1>{TITLE}</h1>", window=TITLE)
    assert line["published"] == "2024-07-08"
    assert {"origin": "written", "raw": "2024-07-01", "value": "2024-07-01"} in line["dates"]


def test_a_number_before_the_date_is_the_documents():
    line = record(f"<h1>{TITLE}</h1><p>清水字〔2024〕7号　2024-07-08　浏览：12</p>", window=TITLE)
    assert line["document_number"] == "清水字〔2024〕7号"


def test_the_count_of_an_announcement_is_no_number_of_its_subject():
    assert "document_number" not in record(f"<h1>{TITLE}<br>（第2号）</h1><p>2024-07-08</p>", window=TITLE)


def test_a_table_of_data_between_paragraphs_is_text():
    rows = "".join(f"<tr><td>{at}</td><td>{name}</td></tr>" for at, name in enumerate(("吴秀兰", "邓超", "何清"), 1))
    table = f"<table border=1><tr><td>序号</td><td>姓名</td></tr>{rows}</table>"
    text = record(f"<h1>{TITLE}</h1><p>2024-07-08</p>", window=TITLE, text=f"{TEXT}{table}{TEXT}")["text"]
    assert "序号 姓名\n1 吴秀兰\n2 邓超\n3 何清\n因城南路" in text


def test_a_rule_drawn_in_characters_below_the_head_is_no_text():
    head = f"<p><b>{TITLE}</b><br>时间：2024-07-08 来源：供水科<br>--------</p>"
    assert record(head, window=TITLE)["text"].startswith("因城南路")
