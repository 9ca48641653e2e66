"""Labels before a value, and sentences that begin as such a label does."""

import pytest

from tests.reading import record_of

FIRST = "一、项目概况。"
REST = (
    "请各村按照要求组织实施，确保工程质量和进度，并于每月月底前上报有关情况。",
    "二、工程期限。自三月一日起动工，至六月三十日止完工，逾期按合同约定处理。",
    "特此通知。",
)


def record(body, *, info="<div>发布日期：2024-01-02</div>"):
    html = (
        "<meta charset=utf-8><title>道路硬化通知</title><div class=nav><a href=/>首页</a> <a href=/gk>公开</a></div>"
        f"<h1>道路硬化通知</h1>{info}<div class=nr2>{body}</div><div class=foot>主办：清水镇人民政府</div>"
    )
    return record_of(html, "http://www.qingshui.example.gov.cn/a/1.html")


def paragraphs(*lines):
    return "".join(f"<p>{line}</p>" for line in lines)


@pytest.mark.parametrize(
    "line",
    [
        "来源：上级财政专项拨款，共计一百万元，用于道路硬化。",
        "来源：上级财政专项拨款，共计一百万元，用于全镇道路硬化",
        "来源：上级拨款。",
        "资金（来源：上级财政）共计一百万元，由镇财政所统一管理，任何人不得挪用。",
        "作者：本镇居民均可投稿，每人限投三篇，逾期不予受理。",
        "编辑：由镇文化站负责，每季度出一期；稿件一律不退，请自留底稿。",
        "时间：三月一日上午九时，请参会人员提前十分钟入场。",
        "记者：采访须持有效证件，并在门卫处登记。",
        "分类：生活垃圾分为四类，由各村分类投放。",
        "打印：一律用A4纸双面打印，一式三份，加盖公章。",
        "來源：上級財政專項撥款，共計一百萬元，用於道路硬化。",
        "来源：财政拨款",
        "作者：本镇居民",
    ],
)
def test_a_paragraph_that_begins_as_a_label_stays_in_the_text(line):
    found = record(paragraphs(FIRST, line, *REST))
    assert found.text.split("\n") == [FIRST, line, *REST]
    assert (found.source, found.author, found.published) == (None, None, "2024-01-02")


@pytest.mark.parametrize(
    ("info", "source", "author"),
    [
        ("<div>来源：清水镇人民政府</div>", "清水镇人民政府", None),
        ("<p>来源：新华社 作者：张三</p>", "新华社", "张三"),
        ("<div>发布时间：2024-01-02 来源：市水利局 浏览次数：12</div>", "市水利局", None),
        ("<div>[2024-01-02] 【来源：县融媒体中心】</div>", "县融媒体中心", None),
        ("<ul><li>来源：本站</li><li>作者：李四</li><li>时间：2024-01-02</li></ul>", "本站", "李四"),
        ("<div>作者：王五，赵六</div>", None, "王五，赵六"),
        ("<table><tr><td>来源：</td><td>办公室</td></tr></table>", "办公室", None),
        ("<div><span>来源：</span><span>农业农村局</span> <span>编辑：孙七</span></div>", "农业农村局", "孙七"),
        ("<div>信息来源：省、市、县三级水利部门</div>", "省、市、县三级水利部门", None),
        ("<div>Source: Department of Rivers, Lakes and Roads</div>", "Department of Rivers, Lakes and Roads", None),
        ("<div>來源：清水鎮公所</div>", "清水鎮公所", None),
        ("<div>稿源：光明日报 责编：周八</div>", "光明日报", "周八"),
        ("<div>发布单位：镇办公室</div>", "镇办公室", None),
    ],
)
def test_a_row_of_labels_above_the_text_gives_its_values(info, source, author):
    found = record(paragraphs(FIRST, *REST), info=info)
    assert (found.source, found.author) == (source, author)
    assert found.text.split("\n") == [FIRST, *REST]


def test_a_row_of_labels_at_the_head_of_the_bodys_container_is_no_text():
    found = record(paragraphs("发布日期：2024-01-02 来源：镇办公室", FIRST, *REST), info="")
    assert (found.source, found.text.split("\n")[0]) == ("镇办公室", FIRST)


def test_a_report_that_ends_with_its_source_in_brackets_keeps_both():
    found = record(paragraphs(FIRST, *REST, "本次会议还研究了其他事项，各村负责人参加。（来源：镇办公室）"))
    assert found.source == "镇办公室"
    assert found.text.endswith("（来源：镇办公室）")
