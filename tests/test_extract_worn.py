"""Pages that were pasted from elsewhere or made by hand: Word, WeChat, tables of one row, windows without a title."""

from functools import reduce
from urllib.parse import unquote

import pytest

from scraper.fields import to_json
from scraper.line import refine, teach
from scraper.model import Document, RawPage
from scraper.profile import EMPTY, learn
from scraper.sites import site_of
from tests.reading import UTF8, article_of

URL = "http://www.luohe.example.gov.cn/news/1204.html"
TITLE = "全县秋季植树工作启动"
FIRST = "十月八日，全县秋季植树工作在青石镇启动，县直机关八十余名干部职工参加。"
SECOND = "今年全县计划植树三千亩，目前已完成整地一千二百亩。"
LAST = "县林业局将派出技术人员到各乡镇指导栽植。"
TEXT = f"<p>{FIRST}</p><p>{SECOND}</p><p>{LAST}</p>"


def article(body, *, window=f"{TITLE}-洛河县人民政府", url=URL):
    return to_json(article_of(f"<html><head><meta charset=utf-8><title>{window}</title></head>{body}</html>", url))


def pasted(*lines):
    text = "".join(f"<section><p>{line}</p></section>" for line in lines)
    return article(
        f"<body><h1>{TITLE}</h1><p>发布时间：2023-10-09 来源：青石镇</p><div class='rich_media_content'>{text}</div></body>"
    )["text"].split("\n")


@pytest.mark.parametrize(
    "invitation", ["点击上方蓝字关注我们", "长按识别二维码关注", "扫码关注“洛河林业”", "扫一扫，关注“青石发布”公众号"]
)
def test_a_plea_to_follow_an_account_is_no_text_wherever_it_stands(invitation):
    assert pasted(invitation, FIRST, SECOND, LAST) == [FIRST, SECOND, LAST]
    assert pasted(FIRST, invitation, SECOND, LAST) == [FIRST, SECOND, LAST]
    assert pasted(FIRST, SECOND, LAST, "END", invitation) == [FIRST, SECOND, LAST]


@pytest.mark.parametrize(
    "line",
    ["居民扫码关注公众号后，即可预约领取树苗。", "请大家关注天气变化，及时浇水。", "点击率高、关注度高的十个品种："],
)
def test_a_sentence_on_following_is_text(line):
    assert pasted(FIRST, line, SECOND, LAST) == [FIRST, line, SECOND, LAST]


def test_what_a_site_says_of_reprints_is_no_text_though_it_stands_among_the_paragraphs():
    said = "<p>声明：本网转载文章目的在于传递信息，不代表本网观点。</p>"
    page = f"<body><h1>{TITLE}</h1><p>2023-10-09 来源：青石镇</p><div>{TEXT}{said}</div></body>"
    assert article(page)["text"] == f"{FIRST}\n{SECOND}\n{LAST}"


def red_head(*title, number="洛政发〔2007〕26号"):
    lines = "".join(f"<p align=center>{line}</p>" for line in ("洛河县人民政府文件", number, *title))
    return article(
        f"<body>{lines}<p>各乡镇人民政府，县直各单位：</p><p>　　{FIRST}</p><p>　　{SECOND}</p>"
        "<p align=right>二○○七年九月十二日</p></body>",
        window="洛河县人民政府文件",
    )


@pytest.mark.parametrize(
    "title",
    [("洛河县人民政府关于做好秋季植树工作的意见",), ("洛河县人民政府关于做好秋季植树", "和林地管护工作的意见")],
)
def test_below_a_red_head_the_title_stands_under_the_number(title):
    line = red_head(*title)
    assert line["title"] == "".join(title)
    assert line["document_number"] == "洛政发〔2007〕26号"
    assert line["text"].startswith("各乡镇人民政府，县直各单位：")


def test_an_article_on_documents_keeps_its_title():
    page = f"<body><h1>关于清理规范性文件</h1><p>2023-10-09 来源：县司法局</p><div>{TEXT}</div></body>"
    assert article(page, window="关于清理规范性文件-洛河县")["title"] == "关于清理规范性文件"


@pytest.mark.parametrize("window", ["New Page 1", "无标题文档", "Untitled Document", "洛河县政府网"])
def test_a_page_without_headings_is_called_by_the_line_in_large_letters(window):
    page = f"<body><p>绿色洛河</p><p align=center><b><font size=5>{TITLE}</font></b></p>{TEXT}</body>"
    assert article(page, window=window)["title"] == TITLE


def test_large_letters_do_not_outdo_what_the_window_title_says():
    page = f"<body><div class=t>{TITLE}</div><p><b><font size=5>青石镇率先行动</font></b></p>{TEXT}</body>"
    assert article(page)["title"] == TITLE


def columns(cells):
    return f"<body><table width=780 align=center><tr>{cells}</tr></table></body>"


def test_the_only_row_of_a_table_lays_out_the_page_where_its_cells_hold_many_lines():
    text = f"{FIRST}<br><br>{SECOND}<br><br>{LAST}"
    page = columns(
        f"<td width=180><b>天气预报</b><br>今天多云</td><td><center><b>{TITLE}</b></center><br>{text}<br>"
        "<p align=right>[县林业局 2023-10-09]</p></td>"
    )
    line = article(page, window="洛河县政府网")
    assert line["title"] == TITLE
    assert line["text"].startswith(FIRST)
    assert line["published"] == "2023-10-09"


def test_rows_of_data_keep_their_cells_beside_each_other():
    row = "<tr><td>联系人：王明</td><td>电话：0555-221<br>传真：0555-222</td></tr>"
    page = f"<body><h1>{TITLE}</h1><p>2023-10-09</p><div>{TEXT}<table border=1>{row}</table><p>{LAST}</p></div></body>"
    assert "联系人：王明 电话：0555-221 传真：0555-222" in article(page)["text"]


def test_the_office_that_signs_is_not_the_title_though_the_window_says_only_its_name():
    signed = "<p>洛河县林业局</p><p>2023年10月9日</p>"
    page = (
        "<body><div class=hd><a href='/'>首页</a></div><div><p class='bt'>关于领取树苗的通知</p><p class='sj'>2023-10-09</p>"
        f"<div class='nr'><p>各乡镇：</p><p>请于本周内到县苗圃领取树苗。</p><p>逾期不再发放。</p>{signed}</div></div></body>"
    )
    line = article(page, window="洛河县林业局")
    assert line["title"] == "关于领取树苗的通知"
    assert line["text"].startswith("各乡镇：\n")
    assert line["text"].endswith("2023年10月9日")


def test_a_signature_in_a_box_within_the_text_belongs_to_it():
    page = (
        f"<body><h1>{TITLE}</h1><p>2023-10-09</p><div>{FIRST}<br>{SECOND}<br>"
        "<div align=right>洛河县林业局<br>2023年10月8日</div></div></body>"
    )
    assert article(page)["text"].endswith("洛河县林业局\n2023年10月8日")


@pytest.mark.parametrize("office", ["县林业局", "洛河日报", "青石镇"])
def test_an_office_in_an_element_beside_the_dates_is_the_source(office):
    head = f"<h1>{TITLE}</h1><ul><li>2023-10-09</li><li>{office}</li><li>评论 0</li></ul>"
    assert article(f"<body><div>{head}<div>{TEXT}</div></div></body>")["source"] == office


@pytest.mark.parametrize("other", ["<a href='/zw/'>县林业局</a>", "植树造林", "分享"])
def test_a_link_or_a_subject_there_is_none(other):
    head = f"<h1>{TITLE}</h1><ul><li>2023-10-09</li><li>{other}</li></ul>"
    assert "source" not in article(f"<body><div>{head}<div>{TEXT}</div></div></body>")


def test_a_date_right_below_the_text_dates_it():
    page = (
        f"<body><div><h2>{TITLE}</h2><div class=d>{FIRST}<br>{SECOND}</div><div class=t>09.10.2023</div></div></body>"
    )
    assert article(page)["published"] == "2023-10-09"


def test_the_date_of_the_next_article_does_not():
    below = "<ul><li><a href='/2'>青石镇召开护林会议</a> 2023-09-01</li></ul>"
    page = f"<body><div><h2>{TITLE}</h2><div class=d>{FIRST}<br>{SECOND}</div>{below}</div></body>"
    assert "published" not in article(page)


def test_names_with_icons_behind_them_are_a_breadcrumb():
    names = "".join(f"<span><span>{name}</span><i></i></span>" for name in ("首页", "政务动态", "部门动态"))
    page = f"<body><div>{names}</div><h1>{TITLE}</h1><p>2023-10-09</p>{TEXT}</body>"
    assert article(page)["breadcrumbs"] == ["首页", "政务动态", "部门动态"]


def test_a_closing_bracket_between_blanks_parts_a_breadcrumb():
    names = "<div><a href='/'>首页</a> 》<a href='/zw/'>政务</a> 》<a href='/zw/dt/'>《绿色洛河》专刊</a></div>"
    page = f"<body>{names}<h1>{TITLE}</h1><p>2023-10-09</p>{TEXT}</body>"
    assert article(page)["breadcrumbs"] == ["首页", "政务", "《绿色洛河》专刊"]


def test_further_tabs_of_the_text_are_text():
    panels = (
        f"<div class='pane'><p>{FIRST}</p><p>{SECOND}</p></div><div class='pane'><p>负责林业、水利工作。</p></div>"
        "<div class='pane'><ul><li><a href='/1'>王明调研植树工作</a></li></ul></div>"
    )
    text = article(f"<body><div><h1>{TITLE}</h1><p>2023-10-09</p>{panels}</div></body>")["text"]
    assert text.split("\n") == [FIRST, SECOND, "负责林业、水利工作。"]


def test_the_code_to_scan_below_pictures_is_no_picture_of_the_article():
    page = (
        f"<body><div><div class='bt'>{TITLE}</div><div>发布日期：2023-10-09</div><div><p><img src='/u/1.jpg'></p>"
        "<p><img src='/u/2.jpg'></p></div><div class='art-qr'><img src='/code?u=1'><p>扫一扫，手机打开当前页</p></div></div></body>"
    )
    line = article(page)
    assert line["images"] == ["http://www.luohe.example.gov.cn/u/1.jpg", "http://www.luohe.example.gov.cn/u/2.jpg"]
    assert line["text"] == ""


def test_who_passed_a_law_is_kept_beside_its_title():
    note = "（2022年10月28日洛河市第十六届人民代表大会常务委员会第七次会议通过）"
    page = f"<body><div>洛河市绿化条例</div><div>{note}</div><div>发布日期：2022-12-29</div><div>{TEXT}</div></body>"
    assert article(page, window="洛河市绿化条例")["subtitle"] == note


@pytest.mark.parametrize("nobody", ["佚名", "暂无", "匿名"])
def test_an_author_who_is_not_known_is_none(nobody):
    page = f"<body><h1>{TITLE}</h1><p>2023-10-09 作者：{nobody} 来源：县林业局</p><div>{TEXT}</div></body>"
    assert "author" not in article(page)


def test_a_short_title_wins_over_the_name_of_the_office_that_the_document_begins_with():
    text = "<p>洛河县人民法院</p><p>公　　告</p><p>孙建军：</p><p>本院受理的案件已经审结，限你自公告之日起三十日内来院领取判决书。</p>"
    page = f"<body><div><div class='b1'>公告</div><div>发布时间：2023-11-16</div><div>{text}</div></div></body>"
    line = article(page, window="公告-洛河县人民法院")
    assert line["title"] == "公告"
    assert line["text"].startswith("洛河县人民法院\n公 告\n孙建军：")


def test_a_notice_that_begins_with_its_subject_is_text_and_not_the_title():
    rows = (
        "<tr><th>公告單位</th><td>民政課</td></tr><tr><th>上版日期</th><td>112年9月4日</td></tr><tr><th>內容</th><td>"
        "主旨：公告本鄉第三公墓限期起掘。<br>依據：殯葬管理條例第四十條。<br>公告事項：請於十二月三十一日前辦理。</td></tr>"
    )
    page = (
        "<body><div>:::<a href='/'>首頁</a>|<a href='/map'>網站導覽</a></div>"
        "<div><a href='/'>首頁</a> &gt; <a href='/b/'>公告資訊</a></div>"
        f"<h2>公告第三公墓起掘事宜</h2><table>{rows}</table></body>"
    )
    line = article(page, window="梅溪鄉公所 - 公告資訊")
    assert line["title"] == "公告第三公墓起掘事宜"
    assert "主旨：公告本鄉第三公墓限期起掘。 依據：" in line["text"]
    assert line["breadcrumbs"] == ["首頁", "公告資訊"]
    assert line["published"] == "2023-09-04"


def test_a_tool_right_behind_a_name_is_none_of_it():
    head = f"<h1>{TITLE}</h1><div><span>2023-10-09</span><span>信息来源：县林业局造林科</span><a>下载</a></div>"
    assert article(f"<body>{head}<div>{TEXT}</div></body>")["source"] == "县林业局造林科"


def test_the_next_article_of_the_page_is_no_further_tab():
    other = "<div class='pane'><h3>青石镇召开护林会议</h3><p>青石镇召开护林防火工作会议，部署秋冬季任务。</p></div>"
    page = f"<body><div><h1>{TITLE}</h1><p>2023-10-09</p><div class='pane'>{TEXT}</div>{other}</div></body>"
    assert "护林防火" not in article(page)["text"]


def test_a_row_of_a_table_may_hold_label_and_value_in_one_cell():
    rows = "".join(
        f"<tr><td><span>{left}</span><span>{one}</span></td><td><span>{right}</span><span>{two}</span></td></tr>"
        for left, one, right, two in (
            ("索引号", "11330502/2023-00812", "发文字号", "洛政办发〔2023〕17号"),
            ("发文机关", "县政府办公室", "公开日期", "2023-09-01"),
        )
    )
    line = article(f"<body><h2>{TITLE}</h2><table>{rows}</table><div>{TEXT}</div></body>")
    assert (line["index_number"], line["document_number"]) == ("11330502/2023-00812", "洛政办发〔2023〕17号")
    assert (line["issuer"], line["published"]) == ("县政府办公室", "2023-09-01")


def test_names_behind_upright_marks_below_the_text_are_read():
    below = "<p>来源 | 青石镇林业站</p><p>编辑｜小北</p><p>审核丨张洁</p>"
    line = article(f"<body><h1>{TITLE}</h1><p>2023-10-09</p><div>{TEXT}</div><div>{below}</div></body>")
    assert (line["source"], line["author"]) == ("青石镇林业站", "小北")


def test_a_menu_with_upright_marks_names_nobody():
    menu = "<p>来源 | 去向 | 用途</p>"
    line = article(f"<body><h1>{TITLE}</h1><p>2023-10-09</p><div>{TEXT}</div><div>{menu}</div></body>")
    assert "source" not in line


@pytest.mark.parametrize(
    ("shown", "url", "name"),
    [
        ("<iframe src='/pdf/web/viewer.html?file=/u/%E9%A2%84%E7%AE%97.pdf'></iframe>", "/u/预算.pdf", "预算.pdf"),
        ("<iframe src='/u/1.pdf' title='预算公开表.pdf'></iframe>", "/u/1.pdf", "预算公开表.pdf"),
        ("<iframe src='/u/1.pdf'></iframe><a href='/u/1.pdf'>预算公开表.pdf</a>", "/u/1.pdf", "预算公开表.pdf"),
        ('<script>showVsbpdfIframe("/__local/8/1.pdf","100%","600");</script>', "/__local/8/1.pdf", "1.pdf"),
        (
            "<script>showVsbpdfIframe('/virtual_attach_file.vsb?oid=12&e=.pdf','100%');</script>",
            "/virtual_attach_file.vsb?oid=12&e=.pdf",
            "virtual_attach_file.pdf",
        ),
    ],
)
def test_a_file_that_the_page_shows_in_a_frame_is_an_attachment(shown, url, name):
    line = article(f"<body><h1>{TITLE}</h1><p>发布时间：2023-10-09</p><div>{shown}</div></body>")
    assert [(unquote(each["url"]), each["name"]) for each in line["attachments"]] == [
        (f"http://www.luohe.example.gov.cn{url}", name)
    ]


def test_a_viewer_of_files_is_no_part_of_the_article():
    frame = "<iframe id='content' src='/pdf/web/viewer.html?file=/u/1.pdf'></iframe>"
    page = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>2023-10-09</p>{frame}</body></html>"
    document = Document(RawPage(URL, page.encode(), 200, UTF8))
    assert refine(document, site_of(URL), EMPTY).wants == ()


def test_a_code_to_scan_amid_the_text_is_a_picture_of_the_article():
    page = (
        f"<body><h1>{TITLE}</h1><p>2023-10-09</p><div>{TEXT}<p><img class='qr' src='/u/baoming.png'></p></div></body>"
    )
    assert article(page)["images"] == ["http://www.luohe.example.gov.cn/u/baoming.png"]


def among_neighbours(template, title, others):
    pages = [template(each).encode() for each in others]
    lessons = [teach(RawPage(f"{URL}?{at}", page, 200, UTF8), EMPTY) for at, page in enumerate(pages)]
    document = Document(RawPage(URL, template(title).encode(), 200, UTF8))
    return to_json(refine(document, site_of(URL), reduce(learn, lessons, EMPTY)).record)


OTHERS = ("青石镇召开护林会议", "县苗圃移交新苗二十万株", "护林员冬季巡山", "林区道路修缮完工", "林业站送技术下乡")


def test_a_heading_on_all_pages_of_the_host_is_not_the_title():
    def page(title):
        return (
            "<html><head><title>新闻中心-洛河县人民政府网</title></head><body><div><a href='/'>首页</a></div>"
            f"<h1>新闻中心</h1><div><div>{title}</div><div>2023-10-09 来源：县林业局</div><div>{TEXT}</div></div></body></html>"
        )

    assert among_neighbours(page, TITLE, OTHERS)["title"] == TITLE


def test_the_title_that_all_articles_of_a_section_share_stays_one():
    def page(day):
        return (
            "<html><head><title>每日天气预报-洛河气象</title></head><body><h1>每日天气预报</h1><div>2024-10-10 16:00</div>"
            f"<div><p>今天夜间到明天白天，{day}，偏南风二到三级，早晚温差较大。</p></div></body></html>"
        )

    assert among_neighbours(page, "小雨", ("多云", "晴", "阴", "晴转多云", "中雨"))["title"] == "每日天气预报"


def test_a_caption_right_below_a_bare_date_is_the_first_line_of_a_story_in_pictures():
    captions = ("2月24日，青石镇举行舞龙巡游活动。", "游客在古镇观赏花灯。", "孩子们在体验制作元宵。")
    pictures = "".join(
        f"<div class='pic'><img src='/p/{at}.jpg'><div class='cap'>{text}</div></div>"
        for at, text in enumerate(captions)
    )
    page = (
        f"<body><div><h1>组图：青石镇闹元宵</h1><div>2024-02-24 20:30　刘峰 摄</div><div>{pictures}</div></div></body>"
    )
    assert article(page, window="组图：青石镇闹元宵-洛河县")["text"].split("\n") == list(captions)
