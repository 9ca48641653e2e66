"""What a page speaks of is its own; offers of what it does not speak of are taken out, wherever they were set in."""

import pytest

from scraper.steps.purge.lexicon import weight
from tests.reading import article_of

URL = "http://www.xi.example.gov.cn/a/1.html"
TITLE = "冬季清淤启动"
BODY = ("今年入冬以来，全镇组织人员对三条主渠逐段清淤。", "施工期间各村派专人值守，请过往车辆减速。")


def record(html):
    return article_of(html, URL)


def page(*lines, title=TITLE, head="", foot="", heading=None):
    body = "".join(line if line.startswith("<") else f"<p>{line}</p>" for line in lines)
    return (
        f"<html><head><title>{title}</title>{head}</head><body><h1>{heading or title}</h1><div>发布日期：2020-01-02</div>"
        f"<div id='zoom'>{body}</div>{foot}</body></html>"
    )


ADVERTS = [
    "急用钱不求人，凭身份证贷款无视征信，三分钟到账，加客服微信：jieqian5521。",
    "本站常年办理毕业证、学位证、驾驶证，防伪钢印一比一仿真，先看样后付款，扣扣 88120417。",
    "硕士博士毕业论文代写，职称论文代发核心期刊，包通过，不满意全额退款。",
    "币安注册送体验金，百倍合约杠杆，质押挖矿日化百分之一，电报群 @kuang_shi88。",
    "热血传奇私服新开，一刀999级，装备全靠打，下载安装即送满级vip。",
    "男科医院专治阳痿早泄，包皮手术三百八，在线咨询免费挂号。",
    "催情水、迷药货到付款，隐秘发货，加薇信 yao88912 购买。",
    "Cheap viagra online without prescription, fast shipping, order now.",
]


@pytest.mark.parametrize("advert", ADVERTS)
def test_an_offer_of_any_kind_is_taken_out_of_a_page_about_other_things(advert):
    found = record(page(BODY[0], advert, BODY[1]))
    assert found.text == "\n".join(BODY)
    assert "site_hacked" in found.flags


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("收缴清单公示", ("骰宝、轮盘、百家乐台、老虎机、牌九", "以上物品由治安大队依法收缴。")),
        ("涉赌网站名单", ("凯发k8 尊龙凯时 九游会 乐鱼体育", "上述网站请勿登录。")),
        ("警惕贷款骗局", ("急用钱不求人，无视征信，三分钟到账，加微信 jieqian5521", "收到这样的短信请立即删除。")),
        ("药品集中采购结果", ("西地那非片、他达拉非片、达泊西汀片 中选价格见附件", "上述药品凭处方销售。")),
        ("整治学术不端", ("论文代写、期刊代发、论文降重一律清理", "对代写论文的机构从严处罚。")),
        ("虚拟货币风险提示", ("币安、欧易、imtoken 均未取得许可", "虚拟货币交易不受法律保护。")),
        ("严查黑网站", ("麻豆传媒 草莓视频 91视频 黑料网", "网信部门依法关闭传播淫秽视频的网站。")),
    ],
)
def test_what_an_office_lists_or_quotes_stays(title, lines):
    found = record(page(*lines, *BODY, title=title))
    assert found.text == "\n".join([*lines, *BODY])
    assert (found.removed, found.flags) == ((), ())


def test_an_offer_before_the_title_leaves_the_title():
    found = record(page(*BODY, heading=f"威尼斯人娱乐城开户 {TITLE}"))
    assert found.title == TITLE
    assert [part.text for part in found.removed] == ["威尼斯人娱乐城开户"]


def test_a_cell_goes_and_its_row_stays():
    table = "<table><tr><td>事项</td><td>时限</td></tr><tr><td>取水许可</td><td>乐鱼体育官网登录入口</td></tr></table>"
    found = record(page(*BODY, table))
    assert found.text is not None
    assert found.text.endswith("事项 时限\n取水许可")


def test_a_paragraph_with_an_offer_set_into_it_stays_and_the_site_is_flagged():
    line = "今年入冬以来，威尼斯人娱乐城开户送彩金，全镇组织人员对三条主渠逐段清淤，共出动机械十二台次。"
    found = record(page(line, BODY[1]))
    assert found.text == f"{line}\n{BODY[1]}"
    assert "site_hacked" in found.flags


@pytest.mark.parametrize(
    "line",
    [
        "代→开→发→票，微信 kp778120",
        "【办】【证】【刻】【章】微信 bz66012",
        "代\u0337开\u0337发\u0337票\u0337，微信 kp778120",
        "buy v1agra and c1alis 0nline, cheap, no prescription",
        "dai开fa票 加 wei信 kp778120",
    ],
)
def test_words_in_disguise_are_offers_too(line):
    assert record(page(BODY[0], line, BODY[1])).text == "\n".join(BODY)


@pytest.mark.parametrize("line", ["春→夏→秋→冬，四季轮作。", "①②③号闸门已检修。", "B2B与H1N1、K12等缩写照旧。"])
def test_signs_between_words_of_the_own_stay(line):
    found = record(page(*BODY, line))
    assert line in (found.text or "")
    assert found.removed == ()


def test_a_page_tag_that_repeats_what_was_taken_out_goes_and_one_that_repeats_the_article_stays():
    tags = f'<meta name="description" content="{ADVERTS[0][:30]}"><meta name="keywords" content="清淤,水利">'
    found = record(page(ADVERTS[0], *BODY, head=tags))
    assert (found.summary, found.keywords) == (None, ("清淤", "水利"))
    own = "六合彩是骗局，“一肖一码”“特码”全是庄家编造的。"
    tag = f'<meta name="description" content="{own}">'
    assert record(page(own, *BODY, title="私彩的危害", head=tag)).summary == own


def test_the_description_of_a_picture_loses_its_spam():
    found = record(page(BODY[0], '<p><img src="a.jpg" alt="威尼斯人娱乐城开户"></p>', BODY[1]))
    assert "威尼斯人" not in (found.html or "")
    assert "a.jpg" in (found.html or "")


@pytest.mark.parametrize(
    ("style", "tag"),
    [
        (".k7{display:none}", '<div class="k7">{}</div>'),
        ("#o9 { position:absolute; left:-3000px }", '<div id="o9">{}</div>'),
        ("", '<div style="color:#fff;background:#fff">{}</div>'),
        ("", '<div style="position:absolute;z-index:-9">{}</div>'),
    ],
)
def test_what_a_style_sheet_or_a_colour_hides_is_hidden(style, tag):
    farm = '<a href="http://a.b1.top/">银鹭云端馆</a><a href="http://c.d2.top/">百家乐</a>'
    found = record(page(*BODY, tag.format(farm), head=f"<style>{style}</style>"))
    assert found.text == "\n".join(BODY)
    assert {part.rule for part in found.removed} == {"purge/hidden-links"}


CODES = ",".join(str(ord(sign)) for sign in '<a href="http://b.vip">澳门新葡京娱乐场，百家乐</a>')


@pytest.mark.parametrize(
    ("script", "is_hacked"),
    [
        (f"document.write(String.fromCharCode({CODES}))", True),
        ("document.write('<a href=http://b.vip>百家乐</a> 葡京娱乐场');", True),
        ("document.write('<a href=/rss>订阅</a>');", False),
        ("var words=['赌博','百家乐','葡京']; filter(words);", False),
    ],
)
def test_a_script_that_writes_spam_flags_the_site(script, is_hacked):
    found = record(page(*BODY, foot=f"<script>{script}</script>"))
    assert ("site_hacked" in found.flags) is is_hacked
    assert found.text == "\n".join(BODY)


@pytest.mark.parametrize("words", ["葡京，百家乐", "赌场 casino ", "久久\n无码"])
def test_a_text_that_says_the_same_ten_thousand_times_says_it_once(words):
    assert weight(words * 10_000) == weight(words)
