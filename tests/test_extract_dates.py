"""Dates and sources of the article's head: in ROC years, beside links and labels, written by script."""

from zoneinfo import ZoneInfo

import pytest

from scraper.dates import parse_date
from tests.test_extract import BODY, page, record

UTC = ZoneInfo("UTC")
TITLE = "<h1>全镇冬季清淤工作启动</h1>"


def dated(line, body=BODY, head=""):
    return record(page(f"<div>首页</div>{TITLE}<div>{line}</div><div id='zoom'>{body}</div>", head=head))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("111-09-26", "2022-09-26"),
        ("112/3/5", "2023-03-05"),
        ("113.01.31 10:20", "2024-01-31T10:20:00+00:00"),
    ],
)
def test_roc_years_without_era_are_read_where_the_text_is_nothing_else(text, day):
    assert parse_date(text, UTC) == day


@pytest.mark.parametrize("text", ["電話111-09-2600", "111-13-26", "099-09-26", "編號 111-09-26-7", "111-09/26"])
def test_other_numbers_are_no_roc_dates(text):
    assert parse_date(text, UTC) is None


def test_a_labelled_roc_date_is_visible():
    line = dated("發布日期：111-09-26")
    assert line.published == "2022-09-26"
    assert line.dates[0].origin == "visible"


def test_a_date_before_a_linked_source_counts():
    line = dated(
        "2004-12-10 11:55:08 来源: <a href='/a'>镇党政办商业报道</a> <a href='/b'>发表评论</a> <a>查看评论</a>"
    )
    assert line.published.startswith("2004-12-10")


def test_a_date_beside_a_linked_author_counts():
    assert dated("<a href='/r'>镇融媒体中心小王</a> ● 2023年12月2日 ● 约六分钟读完全文").published == "2023-12-02"


def test_a_dated_link_to_another_article_is_not_the_date():
    assert dated("<a href='/other'>关于召开大会的通知</a> 2024-01-01").published is None


def test_the_date_before_that_of_an_update_counts():
    assert dated("2019-08-16 更新时间：2025-07-09").published == "2019-08-16"


def test_the_date_of_an_update_alone_does_not():
    assert dated("更新时间：2025-07-09").published is None


def test_a_date_and_a_source_written_by_script_are_read_where_they_stand():
    line = dated(
        "发布时间：<script>document.write(pubdata);</script> 来源：<script>document.write('镇水务站');</script>",
        head="<script>var pubdata = '2021-03-04';</script>",
    )
    assert line.published == "2021-03-04"
    assert line.source == "镇水务站"


def test_a_whole_line_written_by_script_is_read():
    line = dated("<script>var ly = '镇水务站'; document.write('来源：' + ly + ' 发布时间：2021-03-04');</script>")
    assert (line.source, line.published) == ("镇水务站", "2021-03-04")


def test_a_script_that_writes_one_of_two_things_is_not_read():
    line = dated("<script>if (a) { document.write('来源：镇政府'); } else { document.write('来源：县政府'); }</script>")
    assert line.source is None


def test_links_written_by_script_do_not_come_into_the_text():
    line = dated(
        "发布时间：2021-03-04", BODY + "<script>document.write('<a href=\"//x.example\">更多精彩</a>');</script>"
    )
    assert "更多精彩" not in line.text


def test_a_pager_written_by_script_does_not_come_into_the_text():
    line = dated("发布时间：2021-03-04", BODY + "<script>document.write('首页&nbsp;|&nbsp;上一页&nbsp;');</script>")
    assert "上一页" not in line.text


NOTICE = "<p>　　经镇政府研究，决定自即日起对下列路段实行交通管制，请过往车辆注意避让绕行。</p><p>　　特此通告。</p>"


@pytest.mark.parametrize(
    "day", ["2021年9月3日", "二〇二一年九月三日", "（2021年9月3日）", "石桥镇人民政府 2021年9月3日"]
)
def test_a_notice_without_another_date_has_that_under_its_signature(day):
    line = record(page(f"<div>首页</div>{TITLE}<div id='zoom'>{NOTICE}<p>石桥镇人民政府</p><p>{day}</p></div>"))
    assert (line.published, line.dates[0].origin) == ("2021-09-03", "written")


def test_the_day_under_the_signature_is_kept_beside_that_of_publication():
    line = dated("发布时间：2021-09-05", f"{NOTICE}<p>石桥镇人民政府</p><p>2021年9月3日</p>")
    assert line.published == "2021-09-05"
    assert [(date.origin, date.value) for date in line.dates][-1] == ("written", "2021-09-03")


@pytest.mark.parametrize("last", ["施工期至2021年9月3日。", "2021年9月3日前报名", "会期：2021年9月3日"])
def test_a_day_of_which_the_text_speaks_is_not_the_documents(last):
    line = record(page(f"<div>首页</div>{TITLE}<div id='zoom'>{NOTICE}<p>{last}</p></div>"))
    assert "2021-09-03" not in {date.value for date in line.dates}


DATELINE = "Puente Viejo, 2 de agosto de 2022. La alcaldía abrió la convocatoria para reparar los caminos rurales."


def test_a_text_without_another_date_has_that_of_its_dateline():
    assert dated("", f"<p>{DATELINE}</p>" * 2).published == "2022-08-02"
    assert dated("Publicado el 3 de agosto de 2022", f"<p>{DATELINE}</p>" * 2).published == "2022-08-03"


@pytest.mark.parametrize(
    "line",
    [
        "El 2 de agosto de 2022 la alcaldía abrió la convocatoria para reparar los caminos rurales.",
        "La alcaldía recuerda que, 2 de agosto de 2022 mediante, abrió la convocatoria de los caminos.",
    ],
)
def test_a_day_amid_the_first_sentence_is_no_dateline(line):
    assert dated("", f"<p>{line}</p>" * 2).published is None
