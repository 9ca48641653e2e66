"""Kinds of attack: ways of hiding, words in disguise, other languages, stuffed page tags; and their clean look-alikes."""

import pytest

from scraper.fields import ArticleLine
from tests.reading import record_of

URL = "http://www.xi.example.gov.cn/a/1.html"
BODY = "<p>今年入冬以来，全镇组织人员对三条主渠逐段清淤。</p><p>施工期间各村派专人值守，请过往车辆减速。</p>"
HEAD = "<h1>冬季清淤启动</h1><div>发布日期：2020-01-02</div>"
UNKNOWN = ("银鹭云端馆", "蓝鲸大厅入口", "九环直营站", "海贝全站通", "玉衡联盟线")
PILLS = ("buy cialis online", "cheap viagra 100mg", "canadian pharmacy no rx", "order levitra overnight")
COPIES = ("スーパーコピー 時計", "財布 コピー 激安", "バイアグラ 最安値", "オンラインカジノ 入金不要ボーナス")
BETS = ("線上百家樂", "老虎機爆分", "現金版六合彩", "德州撲克下載")


def record(html):
    return record_of(html, URL)


def links(words):
    return " ".join(f'<a href="http://w{at}.shop{at}.com/">{word}</a>' for at, word in enumerate(words))


def article(middle="", foot="", head=""):
    page = f"<html><head><title>冬季清淤启动</title>{head}</head><body>{HEAD}<div id='zoom'>{BODY}{middle}</div>{foot}</body></html>"
    found = record(page)
    assert isinstance(found, ArticleLine)
    assert "三条主渠" in found.text
    return found


def taken(found):
    return "".join(removal.text for removal in found.removed).replace(" ", "")


@pytest.mark.parametrize(
    "style",
    [
        "position:absolute;clip:rect(0,0,0,0)",
        "clip-path: inset(100%)",
        "transform:scale(0)",
        "transform:translateX(-9999px)",
        "font:0/0 a",
        "color:transparent;font-size:1px",
        "position:absolute;left:-999em",
        "opacity:0",
        "width:0;height:0;overflow:hidden",
        "max-height:0;overflow:hidden",
    ],
)
def test_links_to_strangers_that_a_style_hides_are_taken_out(style):
    found = article(foot=f'<div style="{style}">{links(UNKNOWN)}</div>')
    assert taken(found) == "".join(UNKNOWN)


@pytest.mark.parametrize(
    "style", ["max-height:0;overflow:hidden", "height:0", "transform:scale(0)", "color:transparent", "opacity:0"]
)
def test_a_folded_menu_of_the_own_site_stays(style):
    menu = "".join(f'<a href="/c{at}/">栏目{at}</a> ' for at in range(8))
    assert article(foot=f'<div style="{style}">{menu}</div>').removed == ()


@pytest.mark.parametrize("words", [PILLS, COPIES, BETS])
def test_a_line_of_offers_in_another_language_or_script_is_taken_out(words):
    assert taken(article(foot=f"<div>{links(words)}</div>")) == "".join(words).replace(" ", "")


@pytest.mark.parametrize(
    "disguise",
    [
        pytest.param("\u200b".join, id="zero width"),
        pytest.param(
            lambda word: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in word), id="full width"
        ),
        pytest.param(lambda word: word.translate(str.maketrans("aceo", "асео")), id="look-alike letters"),
    ],
)
def test_words_in_disguise_are_known(disguise):
    words = [disguise(word) for word in PILLS]
    assert taken(article(foot=f"<div>{links(words)}</div>")) == "".join(words).replace(" ", "")


def test_stuffed_page_tags_do_not_come_into_the_record():
    words = "百家乐注册送,德州扑克下载,老虎机送彩金,时时彩投注平台"
    head = (
        f'<meta name="keywords" content="{words}"><meta name="description" content="百家乐注册送，老虎机，时时彩平台">'
        '<script type="application/ld+json">{"@type":"NewsArticle","author":"时时彩","headline":"百家乐 老虎机"}</script>'
    )
    found = article(head=head)
    assert (found.keywords, found.summary, found.author) == ((), None, None)
    assert {removal.rule for removal in found.removed} == {"purge/tags"}
    assert "site_hacked" in found.flags


@pytest.mark.parametrize(
    "content",
    [
        "打击网络赌博,百家乐,老虎机,专项行动",
        "福利彩票,六合彩,公益金,发行中心",
        "清淤,水利,冬季",
        "警方通报一起利用百家乐、老虎机招揽他人投注的案件",
    ],
)
def test_page_tags_of_a_notice_about_such_things_stay(content):
    found = article(head=f'<meta name="keywords" content="{content}">')
    assert found.removed == ()
    assert found.keywords


@pytest.mark.parametrize(
    "line",
    [
        "凡以百家乐、老虎机、时时彩、六合彩等形式招揽他人投注的，一律依法处理。",
        "Police warn of fake viagra and cialis sold online without prescription.",
        "Customs seized counterfeit viagra, cialis and levitra worth 40,000 dollars",
        "警察は、バイアグラの偽物を激安で売るサイトに注意するよう呼びかけています。",
        "药品价格：西地那非片（伟哥）每盒九十八元，他达拉非片每盒一百二十元。",
        "Generic sildenafil and tadalafil tablets: maximum retail price from 1 July.",
        "扫黄打非办公室查处传播淫秽视频网站三个，无码视频全部下架。",
        "福利彩票发行中心公布：双色球、六合彩、时时彩类游戏一律停售。",
    ],
)
def test_a_report_that_names_such_goods_stays(line):
    found = article(middle=f"<p>{line}</p>")
    assert found.removed == ()
    assert line in found.text


INLINE = "<p>本周起对渠首闸门逐一检修，{}沿线村民取水不受影响。</p>"
BET = '<a href="http://www.k1.shop1.com/">現金版六合彩</a>'


def test_a_spam_link_set_into_a_paragraph_goes_and_the_paragraph_stays():
    found = article(middle=INLINE.format(BET))
    assert "本周起对渠首闸门逐一检修，沿线村民取水不受影响。" in found.text
    assert [(part.rule, part.part) for part in found.removed] == [("purge/inline-link", "text")]


def test_where_the_link_stood_is_told():
    part = article(middle=INLINE.format(BET)).removed[0]
    text = article(middle=INLINE.format("")).text
    assert part.offset == text.index("沿线村民")


@pytest.mark.parametrize(
    "paragraph",
    [
        INLINE.format('<a href="http://www.k1.shop1.com/">工程示意图</a>'),
        INLINE.format('<a href="http://www.k1.example.gov.cn/">現金版六合彩</a>'),
        INLINE.format(BET) + "<p>民警介绍，这类線上百家樂、老虎機爆分的页面多为骗局。</p>",
        INLINE.format(BET.replace("現金版六合彩", "六合彩案件通报")),
    ],
    ids=["another host", "the own site", "an article about it", "a notice"],
)
def test_a_link_that_may_be_the_pages_own_stays(paragraph):
    found = article(middle=paragraph)
    assert not found.removed


ADVERT = "金沙娱乐城注册即送八十八元体验金，客服微信：jsvip88，全天在线。"


@pytest.mark.parametrize(
    "advert",
    [
        ADVERT,
        "真人百家乐平台开户，首充送一倍，网址 www.js8800.vip 。",
        ADVERT.replace("，客服微信：jsvip88", ""),
    ],
)
def test_an_advertisement_between_the_paragraphs_goes(advert):
    found = article(middle=f"<p>{advert}</p>")
    assert [(part.rule, part.text) for part in found.removed] == [("purge/advert", advert)]
    assert advert not in found.text


@pytest.mark.parametrize(
    "paragraph",
    [
        f"{ADVERT}</p><p>收到此类短信请勿点击，谨防上当受骗。",
        f"手机上收到的原话是“{ADVERT}”",
        "如需领取取水证，请加水管站微信 qushuizhan88 预约，或登录 www.shuiguan.com 办理。",
    ],
    ids=["a warning beside it", "quoted", "an office's own account"],
)
def test_what_only_looks_like_an_advertisement_stays(paragraph):
    found = article(middle=f"<p>{paragraph}</p>")
    assert found.removed == ()
