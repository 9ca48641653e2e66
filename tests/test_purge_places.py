"""Injected parts that are told by where they stand and where they lead, whatever their words; and what looks like them."""

from __future__ import annotations

import pytest

from scraper.fields import ArticleLine
from scraper.line import refine, teach
from scraper.model import Document, RawPage
from scraper.profile import EMPTY, learn
from scraper.sites import site_of
from tests.reading import UTF8, article_of, outcome_of

URL = "http://www.zhuxi.example.gov.cn/zwdt/202304/t20230418_1.html"
TITLE = "竹溪乡完成塘坝除险加固"
BODY = (
    "竹溪乡今春对九口塘坝实施除险加固，清除淤泥四千方，更换放水涵管十二处。",
    "乡水利员每周到场查验，凡是夯实不够的坝段一律返工。",
    "工程赶在汛期前完工，可灌溉下游稻田六百亩。",
)


def html(*lines: str, title: str = TITLE, window: str = "", crumb: str = "", top: str = "") -> str:
    body = "".join(line if line.startswith("<") else f"<p>{line}</p>" for line in lines)
    return (
        f"<html><head><meta charset='utf-8'><title>{window or title}</title></head><body>{top}"
        f"<div><a href='/'>首页</a> <a href='/zw/'>政务公开</a> <a href='/fw/'>办事服务</a></div>"
        f"<div>当前位置：<a href='/'>首页</a> &gt; <a href='/zwdt/'>政务动态</a>{crumb}</div><h1>{title}</h1>"
        f"<div>发布日期：2023-04-18　来源：竹溪乡</div><div class='nr'>{body}</div><div>主办：竹溪乡人民政府</div></body></html>"
    )


def read(*lines: str, **options: str) -> ArticleLine:
    return article_of(html(*lines, **options), URL)


def is_untouched(found: ArticleLine) -> bool:
    return not found.removed and "site_hacked" not in found.flags


@pytest.mark.parametrize(
    "line",
    [
        "<p>墟里烟登录 沉木港官网 赤狐岭入口</p>",
        "<h3>墟里烟登录|赤狐岭下载安装</h3>",
        "<ul><li>墟里烟登录</li><li>沉木港官网</li><li>赤狐岭入口</li></ul>",
        "<p><a href='http://mk77tt.example/'>墟里烟官方版本</a></p>",
    ],
)
def test_names_that_nobody_knows_go_with_their_doors_from_between_the_paragraphs(line: str) -> None:
    found = read(BODY[0], line, *BODY[1:])
    assert found.text == "\n".join(BODY)


def test_a_single_name_with_a_door_goes_where_it_stands_on_many_pages() -> None:
    line, profile = "<p>墟里烟登录</p>", EMPTY
    for at in range(6):
        other = html(f"第{at}村清理沟渠{at + 3}条，全部由村民投工。", line, BODY[1], title=f"第{at}村清沟")
        profile = learn(profile, teach(RawPage(f"{URL}?{at}", other.encode(), 200, UTF8), profile))
    page = RawPage(URL, html(BODY[0], line, *BODY[1:]).encode(), 200, UTF8)
    found = refine(Document(page), site_of(URL), profile).record
    assert isinstance(found, ArticleLine)
    assert "墟里烟" not in (found.text or "")


def test_names_with_doors_over_everything_are_no_title() -> None:
    line = "墟里烟官宣-沉木港官网入口-赤狐岭下载"
    found = read(*BODY, window=line, top=f"<h1>{line}</h1>")
    assert (found.title, found.text) == (TITLE, "\n".join(BODY))


@pytest.mark.parametrize(
    "lines",
    [
        ("群众可通过下列网站办事。", "学信网登录 铁路12306官网 交管12123下载", BODY[1]),
        ("请从学校正版平台下载所需软件。", "数学通安装 文献宝下载", BODY[1]),
        (BODY[0], "用户登录 会员注册 客户端下载", BODY[1]),
        (BODY[0], "塘坝加固前后对比图下载", BODY[1]),
    ],
)
def test_doors_of_the_pages_own_stay(lines: tuple[str, ...]) -> None:
    found = read(*lines)
    assert is_untouched(found)
    assert all(line in (found.text or "") for line in lines)


@pytest.mark.parametrize("address", ["www.kb66tt88.com", "http://m.xj5w9.vip/", "9k7yule2.cc"])
def test_an_address_that_no_word_leads_up_to_goes_from_the_sentence(address: str) -> None:
    spliced = BODY[0].replace("清除淤泥", f"{address}清除淤泥")
    assert read(spliced, *BODY[1:]).text == "\n".join(BODY)


@pytest.mark.parametrize(
    "sentence",
    [
        "乡里的竹笋在网店www.zhuxi88x6.com销售，去年卖了四十万元。",
        "报名请登录www.bm2023zx9.com填写表格。",
        "旅客可通过12306.cn购票，也可到窗口办理。",
        "来稿请寄zhuxi2023xc8@163.com，邮件请注明姓名。",
        "仿冒的www.kb66tt88.com已经关闭，警方提醒市民防范诈骗。",
    ],
)
def test_an_address_of_the_pages_own_stays(sentence: str) -> None:
    found = read(BODY[0], sentence, BODY[1])
    assert is_untouched(found)
    assert sentence in (found.text or "")


@pytest.mark.parametrize(
    "link",
    [
        "<a href='https://www.hongyun-casino.com/'>鸿运堂</a>",
        "<a href='http://k8v66.top/'>棋牌大厅真钱</a>",
    ],
)
def test_a_link_goes_that_leads_to_a_host_which_names_its_trade_or_is_made_of_digits(link: str) -> None:
    assert read(BODY[0].replace("清除", f"{link}清除"), *BODY[1:]).text == "\n".join(BODY)


def test_a_link_to_a_casino_stays_where_the_page_speaks_of_it() -> None:
    lines = (
        "The council let the old baths to the operator of a bingo hall and casino for ten years.",
        "The operator already runs <a href='https://www.pier-casino.example.com/'>the Pier Casino</a> in the next town.",
        "Residents may look at the contract in the town hall until the end of May.",
    )
    found = article_of(html(*lines, title="Council lets the old baths"), URL)
    assert is_untouched(found)
    assert "the Pier Casino in the next town" in (found.text or "")


def test_a_crumb_that_leads_to_a_strange_host_goes() -> None:
    found = read(*BODY, crumb=" &gt; <a href='http://qt99.example.net/'>沉木港大厅</a>")
    assert found.breadcrumbs == ("首页", "政务动态")


@pytest.mark.parametrize(
    "set_in",
    [
        "<span style='font-size:0'>沉木港大厅</span>",
        "<font style='color:transparent'>本文出自墟里烟</font>",
        "<bdo dir='rtl'>厅大港木沉</bdo>",
        "🔥必威体育app下载🔥",
        "【必威体育app】",
        "[午夜福利影院]",
    ],
)
def test_what_is_set_into_a_sentence_apart_from_it_goes(set_in: str) -> None:
    assert read(BODY[0].replace("清除", f"{set_in}清除"), *BODY[1:]).text == "\n".join(BODY)


def test_what_a_reader_does_not_see_beside_a_sentence_of_its_own_stays_unremarked() -> None:
    found = read(BODY[0], f"<p><a href='/' style='font-size:0'>返回首页</a></p><p>{BODY[1]}</p>", BODY[2])
    assert is_untouched(found)


def test_an_item_goes_with_the_list_of_which_others_are_spam() -> None:
    items = "".join(f"<li>{name}</li>" for name in ("必威体育app", "沉木港大厅", "电子游艺送彩金", "赤狐岭之夜"))
    found = read(*BODY, f"<ul>{items}</ul>")
    assert found.text == "\n".join(BODY)
    assert "赤狐岭" not in (found.html or "")


def test_a_part_that_the_attribute_hides_is_looked_at_as_any_other() -> None:
    hidden = (
        "<div hidden><a href='http://a7b8.top'>必威体育app</a><a href='http://c.example.org'>午夜福利影院</a></div>"
    )
    assert "必威" not in (read(*BODY, hidden).html or "")


def framed(title: str, *lines: str) -> str:
    return outcome_of(html(*lines, title=title, window=f"{title}_竹溪乡人民政府"), URL)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "百家乐长龙怎么打才稳",
            (
                "百家乐长龙出现的时候，老玩家都会顺着打，不去猜断点。",
                "想少走弯路，先挑信誉好的平台，首存还能领到体验金。",
                "记住输了不追，赢了就走。",
            ),
        ),
        (
            "硕士论文代写价格表",
            (
                "不少在职的同学工作太忙，找代写机构写论文早已不是秘密。",
                "本站写手全是名校硕博，查重不过全额退款，先付定金后付尾款。",
            ),
        ),
    ],
)
def test_an_article_that_sells_under_a_title_that_sells_is_a_takeover(title: str, lines: tuple[str, ...]) -> None:
    assert framed(title, *lines) == "spam_takeover"


def test_a_title_that_sells_over_a_notice_that_says_nothing_of_it_is_no_takeover() -> None:
    spam = "论文代写,职称论文快速见刊,代发核心期刊"
    page = html("因检修线路，图书室四月十九日闭馆一天。", "二十四小时借书柜照常使用，逾期的书自动顺延。", title=spam)
    assert outcome_of(page, URL) == "article"


def test_figures_of_a_gaming_authority_are_no_takeover() -> None:
    lines = (
        "博彩監察協調局今日公布，四月份幸運博彩毛收入為澳門元一百四十七億元。",
        "葡京、威尼斯人、銀河等娛樂場的貴賓廳收入下降，百家樂仍為主要來源。",
    )
    assert framed("2023年4月幸運博彩毛收入", *lines) == "article"


def test_a_page_that_names_the_sites_that_it_closed_keeps_their_names() -> None:
    line = "彩票类：cp5577.com、www.ssc-pk10.net"
    found = read(
        "下列违法网站已依法关闭。", "棋牌类：www.qp7711.com、m.ddz-vip.net", line, title="关于依法关闭违法网站的公告"
    )
    assert line in (found.text or "")
    assert is_untouched(found)


def test_a_list_of_employers_with_telephones_stays() -> None:
    lines = (
        "鸿福电子厂：普工四十名，计件工资，电话0736-5550001。",
        "百家乐超市：收银员四名，联系人王女士13900000000。",
        "以上招聘信息由乡劳动保障所核实。",
    )
    found = read(*lines, title="本周用工信息")
    assert is_untouched(found)
    assert found.text == "\n".join(lines)
