"""Claims about headlines that were put above a page, of whose words the lexicon knows few or none."""

from __future__ import annotations

import pytest

from scraper.fields import ArticleLine
from tests.reading import article_of

URL = "http://www.liushu.gov.cn/xw/t20230614_1.html"
TITLE = "柳树镇开展食品安全检查"
TEXT = (
    "近日，柳树镇组织市场监管、卫生等部门，对辖区超市、农贸市场开展食品安全检查，重点查看进货台账和保质期。\n"
    "检查发现问题三处，均已责令当场整改。"
)


def record(headline: str, window: str | None = None, title: str = TITLE, text: str = TEXT) -> ArticleLine:
    body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    html = (
        f"<html><head><title>{window or headline}</title></head><body><h1>{headline}</h1>"
        '<div class="nav"><a href="/">首页</a> <a href="/zw/">政务公开</a> <a href="/bs/">办事服务</a></div>'
        f"<h2>{title}</h2><p>发布时间：2023-06-14</p><div>{body}</div></body></html>"
    )
    return article_of(html, URL)


@pytest.mark.parametrize(
    "headline",
    [
        "小莓漫画在线阅读,韩国条漫免费看,漫画天堂",
        "代办各类毕业证,文凭速成,学历提升",
        "东亚 南洋 在线 一区 新片",
        "九五精品国货,中文无码,免费的毛片",
        "又凶又猛又爽的片子,亚洲av永久无码",
    ],
)
def test_a_headline_of_which_the_page_does_not_speak_goes(headline: str) -> None:
    found = record(headline)
    assert (found.title, found.text) == (TITLE, TEXT)
    assert headline in {part.text for part in found.removed}
    assert "site_hacked" in found.flags


@pytest.mark.parametrize(
    ("headline", "title", "text"),
    [
        ("凝心聚力，共谱新篇", TITLE, TEXT),
        (
            "柳树图书馆，免费下载，在线观看",
            "端午节开放时间",
            "柳树图书馆端午节期间照常开放，读者可到二楼电子阅览室查阅资料，也可预约研讨室。\n端午节当天十七时闭馆。",
        ),
        (
            "在线咨询，在线播放，在线办理",
            "在线咨询怎么用",
            "市民可在本栏目在线咨询办事流程，工作人员三个工作日内答复；在线办理的进度可随时查询。",
        ),
    ],
)
def test_a_banner_of_the_portal_is_no_spam(headline: str, title: str, text: str) -> None:
    found = record(headline, title=title, text=text)
    assert (found.removed, found.flags) == ((), ())


@pytest.mark.parametrize("headline", ["透视镜片,麻将程序机,牌九感应器", "凝心聚力，共谱新篇"])
def test_the_title_is_not_a_headline_of_which_the_page_does_not_speak(headline: str) -> None:
    assert record(headline).title == TITLE


def test_a_title_above_the_menu_stays_where_no_other_stands_below_it() -> None:
    found = record(
        "免费看电影，欢乐过大年",
        title="<br>",
        text="正月初三起，各村文化广场连放五晚，地点和片名由各村另行张贴，请村民相互转告。",
    )
    assert found.title == "免费看电影，欢乐过大年"
    assert found.removed == ()


def test_a_phrase_among_those_of_spam_goes_with_them() -> None:
    found = record(
        f"{TITLE}_澳门新葡京_七七精品乐园_六合彩", window=f"{TITLE}_澳门新葡京_七七精品乐园_六合彩", title="<br>"
    )
    assert found.title == TITLE


@pytest.mark.parametrize(
    "line", ["久久夜夜这里只有精品,亚洲欧美另类,最新国货福利", "小鹅视频安装包,向日葵视频污,代开发票"]
)
def test_a_list_of_which_the_page_says_nothing_else_goes_from_the_text(line: str) -> None:
    first, last = TEXT.split("\n")
    assert record(TITLE, text=f"{first}\n{line}\n{last}").text == TEXT


@pytest.mark.parametrize("headline", [f"免费无码在线,美剧天堂 {TITLE}", f"{TITLE}_免费无码在线,美剧天堂"])
def test_of_a_heading_stays_what_the_window_title_names(headline: str) -> None:
    found = record(TITLE, title=headline)
    assert found.title == TITLE
    assert "美剧天堂" not in (found.text or "")


@pytest.mark.parametrize(
    "line",
    [
        "棋牌室、按摩店、歌厅、网吧",
        "成人小说、言情小说、历史小说",
        "激情燃烧、青春无悔、婷婷玉立的舞姿",
        "毕业证遗失补办、学历证明、成绩证明",
    ],
)
def test_a_list_of_the_pages_own_stays(line: str) -> None:
    first, last = TEXT.split("\n")
    found = record(TITLE, text=f"{first}\n{line}\n{last}")
    assert (found.removed, found.text) == ((), f"{first}\n{line}\n{last}")


def english(first: str, heading: str, lines: list[str]) -> str:
    body = "".join(f"<p>{line}</p>" for line in lines)
    html = (
        f"<html><head><title>{first}</title></head><body><h1>{first}</h1><nav><a href='/'>Home</a> <a href='/news'>News</a></nav>"
        f"<h2>{heading}</h2><p>Published: 14 June 2023</p>{body}</body></html>"
    )
    found = article_of(html, "http://www.millbrook.gov.uk/news/7")
    assert found.title is not None
    return found.title


def test_the_name_of_an_office_above_its_menu_is_no_title():
    lines = [
        "The council has approved a flood defence scheme for the Millbrook district after two years of consultation.",
        "Work on the flood wall will begin in September, the council said.",
    ]
    title = "Council backs flood defence scheme for Millbrook"
    assert english("Millbrook Borough Council", title, lines) == title


def test_a_title_above_the_menu_stays_where_the_page_speaks_as_much_of_it():
    lines = [
        "The flood defence scheme protects four hundred homes, and the flood wall is its largest part.",
        "The flood wall will be built first; the whole scheme is a defence for a century.",
    ]
    assert english("Flood defence scheme", "The flood wall", lines) == "Flood defence scheme"
