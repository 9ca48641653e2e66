"""What purge takes out, and what must stay."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.dom import text_nodes
from scraper.fields import ArticleLine
from scraper.flow import flatten
from scraper.hanzi import fold
from scraper.line import clear, refine, teach
from scraper.model import Change, Document, Mended, RawPage
from scraper.profile import EMPTY, learn
from scraper.sites import site_of
from scraper.steps.decode import decode
from scraper.steps.purge.lexicon import lines_with_words, weight
from scraper.steps.purge.page import Judgement
from scraper.steps.purge.surgery import Surgery
from scraper.steps.restore import restore

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "bench"))
from spam_pages import NOVEL, clean_pages, spam_pages

UTF8 = (("Content-Type", "text/html; charset=utf-8"),)
URL = "http://www.xi.example.gov.cn/a/1.html"
BODY = "<p>今年入冬以来，全镇组织人员对三条主渠逐段清淤。</p><p>施工期间各村派专人值守，请过往车辆减速。</p>"
SPAM = "久久精品视频_无码不卡在线_人妻少妇专区_欧美日韩三级片"


def raw(html):
    return RawPage(URL, html.encode(), headers=UTF8)


def record(html, profile=EMPTY):
    return refine(Document(raw(html)), site_of(URL), profile).record


def test_a_headline_is_told_with_where_it_stood():
    line = record(
        f"<title>{SPAM}</title><div>{SPAM}</div><h1>冬季清淤启动</h1><div>发布日期：2020-01-02</div><div id='zoom'>{BODY}</div>"
    )
    assert {(removal.part, removal.offset, removal.text) for removal in line.removed} == {
        ("head", 0, SPAM),
        ("title", 0, SPAM),
    }
    assert line.title == "冬季清淤启动"
    assert "site_hacked" in line.flags


def test_a_part_taken_from_the_body_is_told_with_its_offset_in_the_text():
    hidden = "<span style='display:none'><a href='http://a.b1.com/'>百家乐注册送</a></span>"
    line = record(
        f"<title>清淤</title><div id='zoom'><p>第一段。</p><p>今年入冬以来，{hidden}全镇组织人员逐段清淤。</p></div>"
    )
    (removal,) = line.removed
    assert (removal.part, removal.text) == ("text", "百家乐注册送")
    assert line.text[removal.offset :].startswith("全镇组织人员")


def test_a_list_of_unknown_phrases_is_known_by_its_repetition():
    line = ",".join(NOVEL[:6])
    pages = [
        raw(
            f"<title>{line}</title><div>{line}</div><h1>第{n}号工程启动</h1><div id='zoom'><p>这里讲第{n}项工程的安排。</p>{BODY}</div>"
        )
        for n in range(8)
    ]
    profile = EMPTY
    for page in pages:
        profile = learn(profile, teach(page, profile))
    alone, with_neighbours = (refine(Document(pages[0]), site_of(URL), known).record for known in (EMPTY, profile))
    assert alone.removed == ()
    assert {removal.part for removal in with_neighbours.removed} == {"head", "title"}


def test_empty_seats_of_an_injected_table_flag_the_site():
    seats = "<sup id='yyy80'></sup>" * 6
    line = record(f"<title>清淤</title>{seats}<div id='zoom'>{BODY}</div>")
    assert "site_hacked" in line.flags
    assert line.removed == ()


def test_a_tag_that_names_another_host_is_a_flag_and_no_reason():
    line = record(f"<meta name='SiteDomain' content='www.other.gov.cn'><title>清淤</title><div id='zoom'>{BODY}</div>")
    assert isinstance(line, ArticleLine)
    assert "host_mismatch" in line.flags


def test_nothing_is_taken_from_clean_pages_that_look_bad():
    for made in clean_pages(11, 48):
        page = clear(RawPage(made.url, made.html.encode(), headers=UTF8), EMPTY)
        assert page.removed == (), made.kind


def test_all_that_was_injected_is_taken_and_told():
    for made in spam_pages(11, 48):
        page = clear(RawPage(made.url, made.html.encode(), headers=UTF8), EMPTY)
        if not made.is_takeover:
            told = " ".join(removal.text for removal in page.removed).replace(" ", "")
            assert all(text.replace(" ", "") in told for text in made.spam), made.kind


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                SPAM,
                BODY,
                "<p>?</p>",
                "甲<b>乙</b>丙",
                "<div style='display:none'><a href='http://x.top/'>六合彩</a></div>",
            ]
        ),
        max_size=6,
    )
)
def test_purge_never_adds_text_and_tells_what_it_took(parts):
    html = "<title>清淤</title>" + "".join(f"<div>{part}</div>" for part in parts)
    page = clear(raw(html), EMPTY)
    left = "".join(text for _, text in text_nodes(page.tree))
    told = "".join(removal.text for removal in page.removed)
    before = "".join(text for _, text in text_nodes(__import__("scraper.dom", fromlist=["parse"]).parse(html)))
    assert sorted("".join((left + told).split())) == sorted("".join(before.split()))


TABLES = [
    "farms",
    "lexicon",
    "platforms",
    "labels",
    "containers",
    "offers",
    "subjects",
    "refusals",
    "trades",
    "warnings",
]


@pytest.mark.parametrize("path", [f"{name}.tsv" for name in TABLES])
def test_every_rule_row_has_a_source(path):
    table = Path("scraper/data/rules", path)
    rows = [
        line.split("\t") for line in (Path(__file__).parent.parent / table).read_text(encoding="utf-8").splitlines()
    ]
    rows = [row for row in rows if not row[0].startswith("#")]
    width = max(map(len, rows))
    assert rows
    assert all(len(row) == width and row[-1].strip() for row in rows)


@pytest.mark.parametrize("tag", ["p", "div", "h2"])
def test_what_is_removed_is_told_as_the_page_has_it(tag):
    page = restore(decode(raw(f"<body><{tag}>赌场，百家乐</{tag}><p>清淤启动。</p></body>")), EMPTY)
    (line,) = page.tree.xpath(f"(//{tag})[1]")
    change = Change("restore/punctuation", (2, 3), ",", "，", 0.9, "")
    nodes = {(line, "text"): Mended(line.text, (change,))}
    for cut in ("block", "element"):
        surgery = Surgery(replace(page, nodes=nodes))
        if cut == "block":
            surgery.cut_blocks(flatten(page.tree, nodes), {0: ("purge/headline", Judgement(1.0, ""))})
            line.text = "赌场，百家乐"
        else:
            surgery.cut_element(line, "purge/hidden-links", Judgement(1.0, ""))
        assert [removal.text for removal in surgery.removed] == ["赌场,百家乐"]


WORDS = st.sampled_from(
    ["无码", "viagra", "sex", "久久精品", "vi\u200bagra", "\u0441asino", "甲", " ", "\n", "ab", "。"]
)


@given(st.lists(WORDS, max_size=30).map("".join))
def test_words_of_a_long_text_are_those_of_a_short_one(text):
    assert weight("甲" * 500 + "\n" + text) == weight("甲" + "\n" + text)


@given(st.lists(WORDS, max_size=30).map("".join))
def test_every_line_with_a_word_is_judged(text):
    worded = lines_with_words(fold(text))
    assert all(at in worded for at, line in enumerate(text.split("\n")) if weight(line) > 0)


def test_hidden_parts_within_one_that_holds_nothing_foreign_are_not_read_again(monkeypatch):
    read = []
    monkeypatch.setattr("scraper.steps.purge.hidden.weight", lambda text: read.append(text) or 0.0)
    clear(raw('<div style="display:none">' * 200 + "办事指南" + "</div>" * 200 + BODY), EMPTY)
    assert len(read) == 1


def test_a_page_of_many_spam_links_is_read_in_good_time():
    link = '<p><a href="http://x.shop.com/">現金版六合彩</a>本周起对渠首闸门逐一检修</p>'
    found = record(link * 5_000)
    assert len(found.removed) == 5_000
    assert "六合彩" not in found.text
