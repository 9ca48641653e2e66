"""Further guises of what is injected: selectors, turned text, tags that keep company, houses with numbers, accounts."""

import pytest

from scraper.fields import ArticleLine, SetAsideLine
from scraper.steps.purge.offers import tells_account
from tests.reading import record_of

URL = "http://www.xi.example.gov.cn/a/1.html"
TITLE = "油茶林低产改造现场会召开"
LINES = ("五月十二日，全县油茶林低产改造现场会在坪头村召开。", "会上演示了修枝、垦复、施肥三道工序，乡镇代表作了交流。")
FARM = '<a href="http://w1.shopa.com/">蓝鲸大厅</a><a href="http://w2.shopb.com/">玉衡联盟</a>'


def record(*, title=TITLE, window=None, head="", lines=LINES, foot=""):
    body = "".join(f"<p>{line}</p>" for line in lines)
    return record_of(
        f"<html><head><title>{title if window is None else window}</title>{head}</head><body><h1>{title}</h1>"
        f"<div>发布日期：2021-05-13</div><div id='zoom'>{body}</div>{foot}</body></html>",
        URL,
    )


def article(**slots):
    found = record(**slots)
    assert isinstance(found, ArticleLine)
    return found


@pytest.mark.parametrize(
    "style",
    ["rgba(0,0,0,0)", "hsla(0, 0%, 0%, 0)", "red;clip-path:polygon(0 0,0 0,0 0)", "red;transform:rotateX(90deg)"],
)
def test_links_that_another_style_hides_within_a_sentence_go(style):
    found = article(lines=(LINES[0].replace("，", f'，<span style="color:{style}">{FARM}</span>', 1), LINES[1]))
    assert found.text == "\n".join(LINES)


@pytest.mark.parametrize(
    "sheet",
    [".box em.q7{position:absolute;top:-900px}", "@media all{.q7{font-size:0}}", "div #zoom .q7 a{display:none}"],
)
def test_what_a_longer_selector_hides_within_a_sentence_goes(sheet):
    words = FARM.replace("蓝鲸大厅", "真钱百家乐")
    found = article(
        head=f"<style>{sheet}</style>", lines=(LINES[0].replace("，", f'，<em class="q7">{words}</em>', 1), LINES[1])
    )
    assert found.text == "\n".join(LINES)


@pytest.mark.parametrize("colour", ["rgb(0,0,0)", "rgba(0, 0, 0, .85)", "#000"])
def test_letters_in_black_are_not_hidden(colour):
    line = LINES[0].replace("坪头村", f'<span style="color:{colour}">坪头村</span>')
    assert article(lines=(line, LINES[1])).text == "\n".join(LINES)


def test_han_that_a_style_turns_round_go():
    turned = '<p style="direction:rtl;unicode-bidi:bidi-override">录登台平网猫夜</p>'
    assert article(lines=(LINES[0], turned, LINES[1])).text == "\n".join(LINES)


def test_tags_that_say_what_the_spam_of_another_does_go_with_it():
    head = (
        '<meta name="description" content="云雀体育app下载，注册送彩金，真人百家乐开户">'
        '<meta name="keywords" content="云雀体育"><meta name="author" content="云雀体育">'
        '<meta name="source" content="县林业局">'
    )
    found = article(head=head)
    assert not found.keywords
    assert found.summary is None
    assert found.author is None
    assert found.source == "县林业局"


def test_tags_of_the_pages_own_stay_beside_spam():
    head = (
        '<meta name="description" content="真人百家乐开户，注册送彩金"><meta name="keywords" content="油茶,低产改造">'
    )
    assert article(head=head).keywords == ("油茶", "低产改造")


@pytest.mark.parametrize("mark", ["-", "·", "_"])
def test_a_house_with_its_number_is_no_part_of_the_title(mark):
    found = article(title=f"银河国际7163{mark}{TITLE}")
    assert found.title == TITLE
    assert "site_hacked" in found.flags


def test_a_name_before_the_colon_of_the_title_that_every_line_repeats_is_a_takeover():
    lines = (
        "乐鱼体育讯，女足联赛昨晚战罢第三轮，主队两球取胜。",
        "乐鱼体育在现场看到，终场前五分钟客队罚失点球。",
        "想看更多赛事，请上乐鱼体育注册，首存有礼。",
    )
    found = record(title="乐鱼体育：女足联赛第三轮战罢", lines=lines)
    assert isinstance(found, SetAsideLine)
    assert found.outcome == "spam_takeover"


@pytest.mark.parametrize(
    "text",
    ["an online casino which", "the phone line opens", "skype meeting at noon", "公交line", "v: 0.5"],
)
def test_words_of_other_alphabets_are_no_accounts(text):
    assert not tells_account(text)


@pytest.mark.parametrize(
    "text",
    ["加薇nipt6688", "电报搜索:aiqy_bot", "老师v:fawu778", "whatsapp 0555 000", "line: abcd1", "订购400-811-0000"],
)
def test_accounts_are_known_however_they_are_named(text):
    assert tells_account(text)


@pytest.mark.parametrize(
    "advert",
    [
        "长期高价收购闲置银行卡、对公账户，日结秒到，安全靠谱，电报搜索：kahao_88",
        "京牌车指标转让出租，当天办理，不成功不收费，微信同号13900001111",
        "代/开/各/地/发/票/可/查/验，电/话：1/3/9/0/0/0/0/1/1/1/1",
        "Joacă păcănele online cu rotiri gratuite fără depunere, bonus de bun venit pentru toți jucătorii noi",
        "Παίξτε φρουτάκια δωρεάν και live καζίνο χωρίς κατάθεση",
    ],
)
def test_offers_of_further_trades_and_languages_go(advert):
    assert article(lines=(LINES[0], advert, LINES[1])).text == "\n".join(LINES)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "Regulator suspends licence of online casino operator",
            (
                "The Gambling Authority has suspended the licence of an online casino which offered free spins.",
                "The operator has four weeks to appeal, and players may withdraw their money.",
            ),
        ),
        (
            "Procuradoria investiga anúncios de apostas",
            (
                "A Procuradoria abriu investigação sobre pessoas que divulgavam o Fortune Tiger, o jogo do tigrinho.",
                "Segundo a denúncia, os anúncios prometiam bônus e saque imediato via Pix.",
            ),
        ),
        (
            "Pemkab Blokir Situs Judi Online",
            (
                "Dinas memblokir akses ke situs slot gacor, togel, dan toto macau melalui jaringan desa.",
                "Sebanyak empat puluh situs sempat disusupi halaman judi dengan kata maxwin.",
            ),
        ),
        (
            "警惕“寄血验子”",
            ("凡发布“孕七周验血、准确率百分之九十九、加微信”广告的，依法查处。", "举报属实的，每例奖励五千元。"),
        ),
        (
            "公共场所消防检查合格名单",
            ("金皇冠歌厅，建设路12号，合格。", "百乐门棋牌室，人民路77号，限期整改，联系人13800002222。"),
        ),
    ],
)
def test_offices_that_speak_of_such_things_keep_their_lines(title, lines):
    found = article(title=title, lines=lines)
    assert found.text == "\n".join(lines)
    assert not found.removed
