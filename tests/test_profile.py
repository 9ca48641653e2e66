"""What neighbours teach."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.line import refine, teach
from scraper.model import Document, RawPage
from scraper.profile import EMPTY, MAX_LINES, RIPE_PAGES, Lesson, Profile, learn
from scraper.sites import site_of

UTF8 = (("Content-Type", "text/html; charset=utf-8"),)
NAMES = ("东渠", "西渠", "南渠", "北渠", "中渠", "上渠", "下渠", "新渠")


def page(number, text=None):
    own = text or f"{NAMES[number]}的清淤安排在第{number}周动工，由各村派人值守，完工后统一验收。"
    html = (
        f"<title>{NAMES[number]}清淤公告-溪口镇政府门户</title><div class='nav'>本站所有栏目均由镇党政办负责维护更新，欢迎提出意见。</div>"
        f"<div class='wenzi'><p>{own}</p></div><div class='di'>溪口镇地处两山之间，因溪流出口而得名，是远近闻名的渔乡。</div>"
    )
    return RawPage(f"http://xk.example.gov.cn/{number}.html", html.encode(), headers=UTF8)


def taught(count):
    profile = EMPTY
    for number in range(count):
        profile = learn(profile, teach(page(number), profile))
    return profile


def test_lines_that_all_neighbours_share_are_no_body():
    line = refine(Document(page(0)), site_of("http://xk.example.gov.cn/"), taught(8)).record
    assert line.text == "东渠的清淤安排在第0周动工，由各村派人值守，完工后统一验收。"


def dredging(name):
    """What the notice about one canal says, in three paragraphs."""
    return (
        f"{name}的清淤安排在入冬前动工，由沿线各村派人值守，完工后由水管站统一验收。",
        f"{name}上游的两处闸门先行检修，检修期间改由东岸的旧道供水，请{name}两岸农户提前蓄足用水。",
        f"动工后每天清晨公布{name}的水位，如遇降雨顺延，另行张贴告示，费用由镇里承担，不向农户摊派。",
    )


def announced(number, *, above):
    """A page of a portal that announces the clearing of the north canal on all its pages."""
    own = page(number, "</p><p>".join(dredging(NAMES[number]))).body.decode()
    teaser = f"<div class='jin'><p>{dredging('北渠')[0]}</p></div>"
    return RawPage(page(number).url, (teaser + own if above else own + teaser).encode(), headers=UTF8)


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize("number", [3, 5], ids=["the announced one", "another"])
def test_a_sentence_that_all_neighbours_announce_stands_in_its_own_article_only_and_once(number, above):
    profile = EMPTY
    for neighbour in range(8):
        profile = learn(profile, teach(announced(neighbour, above=above), profile))
    line = refine(Document(announced(number, above=above)), site_of("http://xk.example.gov.cn/"), profile).record
    assert line.text == "\n".join(dredging(NAMES[number]))


def test_the_suffix_of_the_window_titles_is_learnt():
    assert taught(8).title_suffix == "-溪口镇政府门户"


def test_a_profile_is_ripe_after_enough_pages():
    assert not taught(RIPE_PAGES - 1).is_ripe
    assert taught(RIPE_PAGES).is_ripe


def test_an_unripe_profile_calls_nothing_template():
    profile = taught(RIPE_PAGES - 1)
    assert profile.place == ""


def test_a_profile_comes_back_from_its_json():
    profile = taught(8)
    assert Profile.from_json(profile.to_json()) == profile
    assert Profile.from_json(profile.to_json()).digest == profile.digest


def test_a_profile_of_older_software_keeps_what_it_has():
    assert Profile.from_json(b'{"version":1,"pages":7}') == Profile(pages=7)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32))
def test_a_profile_stays_small(seed):
    profile = EMPTY
    for number in range(20):
        lines = tuple(f"{(seed + number * 400 + at) % 2**48:012x}" for at in range(400))
        profile = learn(profile, Lesson(lines=lines, title_ends=(f"-{number}",), place=str(number)))
    assert len(profile.lines) <= MAX_LINES
    assert len(profile.to_json()) <= 64 * 1024


def test_learning_is_pure():
    lesson = teach(page(1), EMPTY)
    assert learn(EMPTY, lesson) == learn(EMPTY, lesson)
    assert Profile() == EMPTY


FORMULAS = (
    "各村民委员会，镇直各单位：",
    "特此通知。",
    "联系人：刘站长，联系电话：0731-55667788。",
    "溪口镇人民政府办公室",
)


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("place", [0, 2, 3], ids=["above", "within", "below"])
def test_what_an_office_says_in_each_article_stays_in_it(formula, place):
    def made(number):
        said = list(dredging(NAMES[number]))
        said.insert(place, formula)
        return page(number, "</p><p>".join(said))

    profile = EMPTY
    for neighbour in range(8):
        profile = learn(profile, teach(made(neighbour), profile))
    line = refine(Document(made(4)), site_of("http://xk.example.gov.cn/"), profile).record
    assert formula in line.text
    assert "本站所有栏目" not in line.text


def test_a_sentence_that_differs_in_its_numbers_alone_stays():
    profile = EMPTY
    said = [
        "</p><p>".join((*dredging(name), f"本件编号为溪办第{number}号，联系电话 0731-88{number}900。"))
        for number, name in enumerate(NAMES)
    ]
    for number, text in enumerate(said):
        profile = learn(profile, teach(page(number, text), profile))
    line = refine(Document(page(2, said[2])), site_of("http://xk.example.gov.cn/"), profile).record
    assert "本件编号为溪办第2号，联系电话 0731-882900。" in line.text


def short_paragraphs(number, label):
    """A page of short paragraphs above a long foot."""
    name = NAMES[number]
    said = (
        f"{name}自下周起清淤，",
        f"{name}沿线请提前蓄水，降雨顺延。",
        "特此通知，请互相转告各家各户。",
        f"{name}水位每天早晨公布一次，届时张榜。",
    )
    html = (
        f"<title>{name}通知</title><div class='main'><h1>{name}通知</h1><div{label}>"
        f"{''.join(f'<p>{line}</p>' for line in said)}</div></div>"
        "<div class='foot'>主办单位：溪口镇人民政府 地址：溪口镇中心路一号二楼东侧 网站标识码：4300000001 技术支持：县信息中心</div>"
    )
    return RawPage(f"http://xk.example.gov.cn/{number}.html", html.encode(), headers=UTF8)


@pytest.mark.parametrize("label", [" class='nr'", ""], ids=["a place with a name", "no place"])
def test_short_paragraphs_are_the_place_and_not_the_long_foot(label):
    profile = EMPTY
    for number in range(8):
        profile = learn(profile, teach(short_paragraphs(number, label), profile))
    assert profile.place in ("nr", "main")
    line = refine(Document(short_paragraphs(3, label)), site_of("http://xk.example.gov.cn/"), profile).record
    assert "特此通知，请互相转告各家各户。" in line.text
    assert "主办单位" not in line.text
