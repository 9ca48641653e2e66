"""Offers within own paragraphs, of trades that no list knows, in many languages; replaced pages in the portal's frame."""

import pytest

from scraper.fields import ArticleLine
from tests.reading import article_of, record_of

URL = "http://www.xi.example.gov.cn/a/1.html"
TITLE = "冬季清淤启动"
BODY = ("今年入冬以来，全镇组织人员对三条主渠逐段清淤。", "施工期间各村派专人值守，请过往车辆减速。")
MENU = "".join(f"<li><a href='/{at}/'>{name}</a></li>" for at, name in enumerate(("首页", "镇情概览", "政务公开")))


def refined(*lines, title=TITLE, foot=""):
    body = "".join(f"<p>{line}</p>" for line in lines)
    html = (
        f"<html><head><title>{title}</title></head><body><ul>{MENU}</ul><h1>{title}</h1><div>发布日期：2020-01-02</div>"
        f"<div id='zoom'>{body}</div><div>主办：某镇综合办　备案号：黔ICP备05000001号</div>{foot}</body></html>"
    )
    return record_of(html, URL)


def text(*lines, **options):
    found = refined(*lines, **options)
    assert isinstance(found, ArticleLine)
    return found.text


@pytest.mark.parametrize(
    "clause",
    ["威尼斯人娱乐城开户", "代开发票加薇信kp7721", "（香港六合彩特码资料www.lhc7.example）", "【皇冠开户微信hg7766】"],
)
def test_a_clause_of_spam_goes_and_the_paragraph_that_it_stands_in_stays(clause):
    found = text(BODY[0] + clause, BODY[1])
    assert found == "\n".join(BODY)


@pytest.mark.parametrize(
    "line",
    [
        BODY[0] + "详情咨询水利站",
        BODY[0] + "（联系微信 qingyu2020，工作日答复）",
        "网上流传“代开发票加微信”的消息，与本镇无关，请勿轻信。详情咨询派出所",
        "渠段名称：金沙渠、皇冠渠（原名太阳城渠），共三条。各村负责",
    ],
)
def test_a_clause_of_the_pages_own_stays(line):
    assert text(line, BODY[1]) == f"{line}\n{BODY[1]}"


@pytest.mark.parametrize(
    "advert",
    [
        "专业疏通公关危机，代发各类稿件，先看效果再付款，加企鹅 3355120098",
        "二手挖机现货批发，全国送货上门，价格面议，微信同号：wajue8823",
    ],
)
def test_an_offer_of_an_unlisted_trade_that_has_nothing_to_do_with_the_page_goes(advert):
    assert text(BODY[0], advert, BODY[1]) == "\n".join(BODY)


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("农特产品网上展销", "土蜂蜜现货批发，全国包邮，货到付款，微信同号：laozhou139"),
        (TITLE, "联系人：老周，微信同号：laozhou139，清淤用车可送货上门，价格面议"),
        (TITLE, "主渠清淤机械租用报价请发至微信同号：laozhou139，价格面议，现货优先"),
    ],
)
def test_an_office_that_sells_or_asks_for_offers_keeps_its_lines(title, line):
    assert line in text(BODY[0], line, BODY[1], title=title)


@pytest.mark.parametrize(
    "advert",
    [
        "Mejores casinos con bono sin depósito, regístrate y juega ahora a las tragamonedas gratis",
        "Online Casino ohne Lizenz: Freispiele ohne Einzahlung jetzt sichern",
        "Онлайн казино с выводом: бездепозитный бонус за регистрацию, играть на деньги",
        "Güvenilir bahis siteleri: deneme bonusu, hemen üye ol, canlı casino",
        "افضل كازينو اون لاين، احصل على بونص ترحيبي والعب روليت",
        "I migliori casinò non AAMS: giri gratis, registrati subito",
        "Najlepsze kasyno online, darmowe spiny, zarejestruj się",
    ],
)
def test_offers_in_other_languages_go(advert):
    assert text(BODY[0], advert, BODY[1]) == "\n".join(BODY)


@pytest.mark.parametrize(
    "line",
    [
        "La policía advierte: las tragamonedas gratis y el bono sin depósito son ganchos de casinos ilegales.",
        "Die Polizei warnt vor Online-Casinos ohne Erlaubnis, die Freispiele ohne Einzahlung versprechen.",
        "Прокурор добился блокировки: казино обещали бонус за регистрацию, организатор осуждён.",
        "Yasa dışı bahis ve deneme bonusu vaat eden siteler dolandırıcılıktır, ihbar ediniz.",
        "Polisi mengingatkan pelajar: slot gacor dan judi online adalah tindak pidana.",
        "ตำรวจเตือนว่าเว็บพนันออนไลน์ บาคาร่า และสล็อตผิดกฎหมาย อย่าหลงเชื่อคำว่าเครดิตฟรี",
    ],
)
def test_warnings_in_other_languages_stay(line):
    assert line in text(BODY[0], line, BODY[1])


REPLACED = (
    "太阳城集团是领先的线上娱乐平台，提供真人视讯、电子老虎机、体育投注等上千款游戏。",
    "注册即送体验金，首存百分百赠送，提款三分钟到账，24小时客服在线。",
)


def test_a_replaced_article_within_the_portals_frame_is_a_takeover():
    assert refined(*REPLACED, title="太阳城集团官网·开户").outcome == "spam_takeover"


def test_a_short_notice_beside_injected_paragraphs_is_none():
    own = "县水利局定于三月五日检修二号泵站，届时沿线停水六小时，请居民提前储水。"
    assert text(*REPLACED, own, title="二号泵站检修停水通知") == own


def test_a_licence_of_places_with_such_names_is_none():
    lines = ("拟准予下列娱乐场所换证：皇冠娱乐会所、金沙棋牌室、太阳城游艺厅。", "公示期五日。")
    assert text(*lines, title="娱乐场所经营许可公示") == "\n".join(lines)


def test_a_heading_of_spam_over_another_window_title_is_no_title():
    page = (
        f"<html><head><title>{TITLE}</title></head><body><ul>{MENU}</ul><h1>真人百家乐在线玩</h1><div>发布日期：2020-01-02"
        f"</div><div id='zoom'><p>{BODY[0]}</p><p>{BODY[1]}</p></div></body></html>"
    )
    found = article_of(page, URL)
    assert found.title == TITLE
