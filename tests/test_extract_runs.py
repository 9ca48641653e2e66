"""Which run of likely text is the article, told on pages of our own making."""

import numpy as np
import pytest

from scraper.dom import parse
from scraper.flow import flatten
from scraper.steps.extract.runs import around_first_run, completed
from tests.reading import article_of

TITLE = "全镇冬季清淤工作启动"
BODY = (
    "<p>今年入冬以来，全镇组织人员对三条主渠逐段清淤，做到早安排、早动手、早完成。</p>"
    "<p>施工期间各村派专人值守，过往车辆需减速慢行，夜间设置警示灯。</p>"
)
OTHER = (
    "<p>镇文化站近日添置图书两千余册，面向村民免费借阅，周末照常开放。</p>"
    "<p>负责人说，书目由各村推荐，以农技、健康、儿童读物为主，每季更新。</p>"
)
HEADLINES = "<ul>" + "".join(f"<li>各村道路养护进展顺利第{n}批完工</li>" for n in "一二三四五六") + "</ul>"
MENU = "<div>" + "".join(f"<p>栏目{n}</p>" for n in range(6)) + "</div>"


def kept(html, title=TITLE):
    """Run it on all lines but those of the menu, and give the text that is left."""
    flow = flatten(parse(f"<html><head><title>{title}</title></head><body>{html}</body></html>"), {})
    chosen = [at for at, block in enumerate(flow.blocks) if not block.text.startswith("栏目")]
    units = np.array([len(block.text) for block in flow.blocks], np.float32)
    return "".join(flow.blocks[at].text for at in around_first_run(flow, chosen, units, title))


def boxed(html):
    """Set a part apart from the others: four boxes deep."""
    return f"<div><div><div><div>{html}</div></div></div></div>"


def test_the_next_article_of_the_page_is_left_out():
    text = kept(f"{boxed(f'<h1>{TITLE}</h1>' + BODY)}{MENU}{boxed(OTHER)}")
    assert "逐段清淤" in text
    assert "图书" not in text


def test_an_article_that_begins_right_below_with_a_heading_like_the_title_is_left_out():
    first = f"<h1 class='bt'>{TITLE}</h1>{BODY}"
    text = kept(f"{first}{MENU}<h1 class='bt'>农家书屋添置两千余册图书</h1>{OTHER}")
    assert "逐段清淤" in text
    assert "免费借阅" not in text


def test_headings_of_another_kind_are_parts_of_the_article():
    text = kept(f"<h1 class='bt'>{TITLE}</h1>{BODY}{MENU}<h2>农家书屋添置两千余册图书</h2>{OTHER}")
    assert "免费借阅" in text


def test_a_list_of_headlines_above_the_article_is_not_the_article():
    text = kept(f"{boxed(HEADLINES)}{MENU}{boxed(f'<h1>{TITLE}</h1>' + BODY)}")
    assert "逐段清淤" in text
    assert "道路养护" not in text


def test_sentences_above_the_title_are_not_the_article():
    notice = "<p>本站会员等级由发布数量、互动评论、分享传播等多方面综合评定，等级越高，权限越多。</p>"
    text = kept(f"{boxed(notice)}{MENU}{boxed(f'<h1>{TITLE}</h1>' + BODY)}")
    assert "逐段清淤" in text
    assert "会员等级" not in text


def test_sentences_above_the_title_in_the_same_part_of_the_page_are_left_out():
    notice = "<p>本站会员等级由发布数量、互动评论、分享传播等多方面综合评定，等级越高，权限越多。</p>"
    text = kept(f"<div><div>{notice}</div>{MENU}<div><h1>{TITLE}</h1>{BODY}</div></div>")
    assert text.startswith(TITLE)


def test_a_title_that_is_repeated_below_the_article_does_not_hide_it():
    text = kept(
        f"{boxed(BODY * 2)}{MENU}{boxed(f'<p>分享：</p><p>{TITLE}</p><p>喜欢本文，请转给更多人看看，也可以收藏起来，以后再读，或者打印一份。</p>')}"
    )
    assert "逐段清淤" in text
    assert "收藏起来" not in text


def test_a_list_of_names_that_is_the_whole_article_stays():
    names = "<ul>" + "".join(f"<li>{name}</li>" for name in ["王小明 李大山 赵春风 钱满仓"] * 4) + "</ul>"
    assert kept(f"<h1>{TITLE}</h1>{MENU}{boxed(names)}").count("王小明") == 4


def test_one_run_is_kept_as_it_is():
    assert kept(BODY + OTHER).count("。") == 4


ROWS = "<tr><td>村名</td><td>户数</td></tr><tr><td>上湾村</td><td>120</td></tr><tr><td>下湾村</td><td>85</td></tr><tr><td>合计</td><td>205</td></tr>"


def whole(html, *beginnings):
    """Give the text of the lines that begin so, and of those that belong to them."""
    flow = flatten(parse(f"<html><body>{html}</body></html>"), {})
    chosen = [at for at, block in enumerate(flow.blocks) if block.text.startswith(beginnings)]
    return [flow.blocks[at].text for at in completed(flow, chosen)]


def test_a_table_of_data_is_taken_whole():
    found = whole(f"<div>{BODY}<table>{ROWS}</table></div><div>主办单位</div>", "今年", "施工", "上湾村")
    assert found[2:] == ["村名 户数", "上湾村 120", "下湾村 85", "合计 205"]


def test_a_table_of_which_no_row_was_taken_stays_out():
    assert len(whole(f"<div>{BODY}</div><table>{ROWS}</table>", "今年", "施工")) == 2


def test_one_row_of_a_long_table_draws_no_others():
    table = f"<table>{ROWS * 3}<tr><td>附注</td><td>见下</td></tr></table>"
    assert whole(f"<div>{BODY}</div>{table}", "今年", "附注")[1:] == ["附注 见下"]


def test_rows_of_a_table_that_lays_out_the_page_draw_no_others():
    page = f"<table><tr><td><p>{BODY}</p></td></tr>{ROWS}</table>"
    assert whole(page, "今年", "上湾村")[1:] == ["上湾村 120"]


@pytest.mark.parametrize("date", ["2024年3月11日", "二〇二四年三月十一日", "2024 年 3 月 1 日"])
def test_the_date_under_the_signature_belongs_to_the_article(date):
    page = f"<div>{BODY}<p>溪口镇人民政府</p><p>{date}</p></div><div><p>2024年3月12日</p></div>"
    assert whole(page, "今年", "施工", "溪口镇")[-1] == date


@pytest.mark.parametrize("line", ["2024年3月11日 来源：镇政府", "上一篇：2024年3月11日简报", "2024-03-11 09:00"])
def test_what_only_begins_like_a_date_does_not(line):
    assert (
        whole(f"<div>{BODY}<p>溪口镇人民政府</p><p>{line}</p></div>", "今年", "施工", "溪口镇")[-1] == "溪口镇人民政府"
    )


def test_a_date_in_another_part_of_the_page_does_not():
    page = f"<div><div>{BODY}</div></div><div class='foot'><p>2024年3月11日</p></div>"
    assert len(whole(page, "今年", "施工")) == 2


NEARBY = "<p>本网站将于清淤结束后公布各渠水位，请沿线各户留意，具体时间另行通知，由水管站负责解释。</p>"


@pytest.mark.parametrize(
    "tail",
    [
        "<p>本网站转载内容仅供参考，如有侵权请联系我们删除。</p>",
        "<p>免责声明：本页所载资料以纸质文件为准。</p><p>【打印本页】</p>",
        "<p>责任编辑：王小明</p>",
    ],
)
def test_what_a_site_says_of_itself_below_the_article_is_no_part_of_it(tail):
    html = f"<title>{TITLE}</title><h1>{TITLE}</h1><div class='zhengwen-q'>{BODY}{NEARBY}{tail}</div>"
    assert article_of(html, "http://a.example.gov.cn/1.html").text.endswith("由水管站负责解释。")


def test_what_the_last_line_announces_belongs_to_the_article():
    lines = [
        "近日，县公安局依法关闭一批赌博网站，并对组织者立案侦查。名单如下：",
        "红桥之夜、金湖乐园",
        "请大家不要点击此类网站。",
    ]
    page = "".join(f"<p>{line}</p>" for line in lines)
    html = f"<body><h2>{TITLE}</h2><p>发布时间：2023-06-14</p><div>{page}</div><div><p>版权所有：柳树镇人民政府</p></div></body>"
    found = article_of(html, "http://www.liushu.gov.cn/a.html")
    assert found.text == "\n".join(lines)
