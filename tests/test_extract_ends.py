"""Where the text ends, how the page leads to it, and what stands beside its date: in any language, without labels."""

import pytest

from scraper.fields import to_json
from scraper.rules import rows
from tests.reading import record_of

TEXT = (
    "<p>The parish council has agreed to mend the footbridge below the mill before the spring floods.</p>"
    "<p>Work begins in the second week of February and the path will be closed for about ten days.</p>"
)
HAN = (
    "<p>　　连日来，石桥镇组织党员志愿者清理河道漂浮物，修补破损护栏，沿河环境明显改善。</p>"
    "<p>　　镇里还聘请十二名村民担任巡河员，每周巡查两次，发现问题当场处理。</p>"
)


def record(body, title="Footbridge to be mended", url="http://town.example/news/works/52"):
    page = f"<html><head><title>{title} | Portal</title></head><body>{body}</body></html>"
    return to_json(record_of(page, url))


def article(inner, below="", title="Footbridge to be mended"):
    return record(f"<div><h1>{title}</h1><div class='c'>{inner}</div></div>{below}", title)


@pytest.mark.parametrize(
    "below",
    [
        "<div><h2>War diese Seite hilfreich?</h2><button>Ja</button></div>",
        "<div>Dela sidan</div><div>Granby kommun, Box 12, 500 00 Granby</div>",
        "<div><h3>Artículos relacionados</h3><p>Nueva línea de tren</p></div>",
        "<div>شارك</div><div>جميع الحقوق محفوظة</div>",
        "<div><h3>Contact</h3><p>Mill Lane 4</p></div>",
        "<section><p>Všechna práva vyhrazena, obsah tohoto webu spravuje obecní úřad v pracovních dnech.</p></section>",
    ],
)
def test_what_a_template_sets_below_articles_is_no_text(below):
    assert article(TEXT, below)["text"].endswith("about ten days.")


def test_a_paragraph_that_begins_like_a_tool_is_text():
    last = "<p>Share of the cost borne by the county is two thirds, and the parish pays the rest from its reserve.</p>"
    assert article(TEXT + last)["text"].endswith("from its reserve.")


def test_text_goes_on_below_a_line_of_tools():
    inner = "<p>Print this page</p>" + TEXT
    assert article("<p>Mill footbridge</p>" + inner)["text"].endswith("about ten days.")


def test_contact_among_the_paragraphs_belongs_to_them():
    assert "Contact the clerk" in article(TEXT + "<p>Contact the clerk on 01234 567.</p>")["text"]


def test_each_row_of_words_is_lower_case_and_of_a_known_kind():
    assert all(
        words == words.casefold() and where in ("tail", "apart", "aside", "notice")
        for words, where, _ in rows("rules/tails.tsv")
    )


@pytest.mark.parametrize(
    "trail",
    [
        "<div><a href='/'>Tőlap</a> › <a href='/news'>Hírlap</a> › <a href='/news/works'>Művek</a></div>",
        "<ul><li><a href='/'>Tőlap</a></li><li><a href='/news'>Hírlap</a></li><li><a href='/news/works'>Művek</a></li></ul>",
        "<div>Hol: <a href='/'>Tőlap</a><svg></svg><a href='/news'>Hírlap</a><svg></svg><a href='/news/works'>Művek</a></div>",
    ],
)
def test_links_that_lead_down_to_the_page_are_its_breadcrumb(trail):
    assert record(f"{trail}<h1>Footbridge to be mended</h1>{TEXT}")["breadcrumbs"] == ["Tőlap", "Hírlap", "Művek"]


def test_a_menu_is_no_breadcrumb():
    menu = (
        "<ul><li><a href='/'>Tőlap</a></li><li><a href='/news'>Hírlap</a></li><li><a href='/town'>Város</a></li></ul>"
    )
    assert "breadcrumbs" not in record(f"{menu}<h1>Footbridge to be mended</h1>{TEXT}")


def test_a_paper_beside_the_date_is_the_source():
    assert article(f"<p>2025-03-04 09:10 石桥日报</p>{HAN}", title="石桥镇整治河道")["source"] == "石桥日报"


def test_a_column_beside_the_date_is_none():
    assert "source" not in article(f"<p>2025-03-04 09:10 乡镇传真</p>{HAN}", title="石桥镇整治河道")


def test_labels_between_blanks_count_in_a_dated_line():
    found = article(f"<p>2025-03-04 来源 石桥镇 作者 李青 浏览 20</p>{HAN}", title="石桥镇整治河道")
    assert (found["source"], found["author"]) == ("石桥镇", "李青")


def test_who_the_page_marks_as_the_author_is_one():
    byline = "<p><span class='byline'>by <a rel='author' href='/a'>Ann Reed</a></span> 3 March 2025</p>"
    assert article(byline + TEXT)["author"] == "Ann Reed"


def test_the_line_above_a_bare_date_is_the_title_of_a_page_named_after_its_portal():
    page = f"<div>石桥镇整治河道环境</div><div>2025-03-04</div><div>{HAN}</div>"
    assert record(page, "石桥镇政府网")["title"] == "石桥镇整治河道环境"


def test_a_comment_below_does_not_date_the_article():
    comment = "<div><p>游客甲 发表于 2025-03-09 10:00</p><p>好看</p></div>"
    assert article(f"<p>2025-03-04 09:10</p>{HAN}", comment, title="石桥镇整治河道")["published"].startswith(
        "2025-03-04"
    )


def test_a_banner_above_the_title_is_no_text():
    banner = "<div><p>An official website of the county, which never asks for your password by telephone or by mail.</p></div>"
    assert record(f"{banner}<h1>Footbridge to be mended</h1>{TEXT}")["text"].startswith("The parish council")


def test_a_link_called_by_a_files_name_is_an_attachment():
    page = article(TEXT + "<p><a href='/get?id=5'>Plan of works.pdf (310 KB)</a></p>")
    assert [file["name"] for file in page["attachments"]] == ["Plan of works.pdf (310 KB)"]


NOTICE = (
    "<p>为丰富群众文化生活，定于五月一日举办广场舞展演，欢迎参加。</p><p>时间：2025年5月1日19:00</p>"
    "<p>地点：人民广场</p><p>主办单位：县文化馆</p><p>联系方式：5221188</p>"
)


def test_when_and_where_of_an_event_belong_to_its_notice():
    found = article(f"<p>2025-04-20 县文化馆</p>{NOTICE}", title="关于举办广场舞展演的通知")
    assert found["text"].splitlines()[-4:] == [
        "时间：2025年5月1日19:00",
        "地点：人民广场",
        "主办单位：县文化馆",
        "联系方式：5221188",
    ]


def test_the_day_of_an_event_is_not_that_of_its_notice():
    found = article(f"<p>2025-04-20 县文化馆</p>{NOTICE}", title="关于举办广场舞展演的通知")
    assert found["published"] == "2025-04-20"


def test_sentences_that_begin_like_tools_are_text():
    text = "<p>打印店门前的长队，是这条街每年六月的风景。</p><p>分享一张旧照片，是老街坊们最喜欢的事情。</p>"
    assert article(f"<p>来源：县报　2025-06-10</p>{text}", title="老街六月天")["text"].startswith("打印店")


def han(inner, head="<h1>石桥镇整治河道</h1><div>2024-03-05</div>", below="", title="石桥镇整治河道"):
    return record(f"<div class='w'>{head}<div class='c'>{inner}</div></div>{below}", title)


def test_files_that_a_document_counts_above_its_signature_stay_in_the_text():
    files = "<p>附件：1.<a href='1.doc'>申报表</a></p><p>2.<a href='2.xls'>汇总表</a></p>"
    line = han(f"{HAN}{files}<p>　　石桥镇人民政府</p><p>2024年3月5日</p>")
    assert "附件：1.申报表\n2.汇总表\n石桥镇人民政府" in line["text"]
    assert [each["name"] for each in line["attachments"]] == ["申报表", "汇总表"]


@pytest.mark.parametrize("between", ["<p><a href='/a'>镇里召开河长制推进会</a></p>", "<p><a href='/p'>0.5x</a></p>"])
def test_other_links_amid_the_text_do_not(between):
    last = "<p>　　镇里表示，将继续加大投入，让河畅、水清、岸绿成为常态。</p>"
    assert "河长制" not in (text := han(HAN + between + last)["text"])
    assert "0.5x" not in text


FOOT = (
    "<div><div>石桥镇人民政府欢迎社会各界通过本网站提出意见和建议，我们将在五个工作日内予以答复。</div>"
    "<div>办公时间为法定工作日上午八时三十分至十二时，下午二时至五时三十分。</div></div>"
)


def test_the_box_of_title_date_and_text_holds_all_of_the_article():
    text = "".join(f"<div>{line}</div>" for line in HAN.replace("</p>", "").split("<p>")[1:])
    line = record(f"<div><div>石桥镇整治河道</div><div>2024-03-05</div>{text}</div>{FOOT}", "石桥镇整治河道")
    assert line["text"].endswith("当场处理。")


def test_a_box_of_title_date_and_a_lead_does_not_cut_the_text_off():
    lead = "<div><h1>石桥镇整治河道</h1><div>2024-03-05</div><p>石桥镇党员志愿者清理河道，沿河环境明显改善。</p></div>"
    assert record(f"<div>{lead}<div>{HAN}</div></div>", "石桥镇整治河道")["text"].endswith("当场处理。")


TABS = "<ul><li>文字实录</li><li>网友留言</li></ul>"
SAID = "".join(f"<p>主持人：请介绍第{number}项工作的进展情况。</p><p>嘉宾：已经全部完成。</p>" for number in "一二三四")


def test_names_of_tabs_are_no_text_and_do_not_end_it():
    lead = "<p>　　石桥镇整治河道效果如何？沿河居民怎样参与？本期访谈邀请镇水利站站长解答大家关心的问题。</p>"
    line = han(f"{lead}{TABS}<div><div>{SAID}</div><div><form><textarea></textarea></form></div></div>")
    assert line["text"].endswith("嘉宾：已经全部完成。")
    assert "文字实录" not in line["text"]


def test_short_items_before_a_box_of_another_make_are_text():
    items = "<ul><li>清理漂浮物。</li><li>修补护栏。</li></ul>"
    assert "清理漂浮物。\n修补护栏。" in han(f"{HAN}{items}<div>{HAN}</div>")["text"]


def test_a_summary_by_a_machine_is_no_text():
    summary = (
        "<div><h5>AI摘要</h5><p>石桥镇清理河道，聘请十二名巡河员。</p><p>以上内容由人工智能生成，仅供参考</p></div>"
    )
    assert han(HAN, head=f"<h1>石桥镇整治河道</h1><div>2024-03-05</div>{summary}")["text"].startswith("连日来")


def test_a_report_on_such_summaries_is_text():
    line = "<p>　　由人工智能生成的摘要已经在镇政府网站上线，群众可以在手机上查看各类文件的要点。</p>"
    assert "人工智能" in han(line + HAN)["text"]


def test_the_caption_of_the_last_figure_belongs_to_the_text():
    figure = "<figure><img src='1.jpg'><figcaption>志愿者在清理河道</figcaption></figure>"
    assert han(HAN + figure)["text"].endswith("志愿者在清理河道")


def test_the_name_of_the_section_above_the_text_is_no_text():
    crumbs = "<div class='crumbs'><a href='/'>首页</a> &gt; <a href='/a'>新闻稿</a></div>"
    head = f"{crumbs}<div>2024-03-05</div><h1>石桥镇整治河道</h1><h3>新闻稿</h3>"
    assert han(HAN, head=head)["text"].startswith("连日来")
