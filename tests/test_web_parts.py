"""What the web page is made of: words in two languages, marks in texts, bars."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scraper.web.app import STATIC
from scraper.web.charts import buckets, chart
from scraper.web.marks import annotated, body_html, diff_rows
from scraper.web.words import CHINESE


def test_the_language_follows_the_browser_and_a_choice_is_kept(page):
    assert "检索" in page.get("/", accept_language="zh-CN,zh;q=0.9").text
    chosen = page.get("/?lang=zh")
    assert "lang=zh" in chosen.headers["set-cookie"]
    assert "检索存档" in page.get("/", cookie="lang=zh").text


def test_every_word_of_the_page_has_its_chinese():
    templates = Path(STATIC).parent / "templates"
    used = {
        text
        for path in templates.glob("*.html")
        for text in re.findall(r'\bt\(["\'](.+?)["\'](?:\)|,)', path.read_text())
    }
    assert used - set(CHINESE) == set()


def test_every_problem_of_a_query_can_be_told_in_chinese():
    from scraper.index.query import parse

    bad = ("a:b", ")", "title:(x)", '"x', "a OR", "NOT", "(" * 30 + "x", "(", "()", "!", "after:x", "is:x")
    told = {problem.sentence for query in bad for problem in parse(query).problems}
    assert len(told) == 12
    assert told - set(CHINESE) == set()


def test_marks_that_overlap_keep_the_text_whole():
    repairs = [
        {"rule": "r", "field": "text", "span": span, "before": "x", "after": "", "confidence": 1, "reason": "why"}
        for span in ([0, 3], [2, 4], [4, 99])
    ]
    pieces = annotated({"text": "甲乙丙丁戊", "repairs": repairs}, "text")
    assert "".join(piece.text for piece in pieces) == "甲乙丙丁戊"


def test_both_sides_of_a_comparison_are_the_whole_texts():
    old, new = "一二三\n四五六\n七", "一二\n四五八六\n七\n九"
    rows = diff_rows(old, new)
    assert "\n".join(t for row in rows if (t := "".join(p.text for p in row.left))) == old
    assert "\n".join(t for row in rows if (t := "".join(p.text for p in row.right))) == new


def test_body_without_html_is_made_from_its_text():
    assert body_html({"text": "甲<b>\n乙"}, ()) == "<div><p>甲&lt;b&gt;</p><p>乙</p></div>"


def test_bars_stand_without_gaps_and_a_month_of_none_is_a_bar_of_none():
    from datetime import date

    bars = buckets({date(2024, 11, 3): 2, date(2025, 1, 9): 1}, "month")
    assert [(bar.label, bar.count) for bar in bars] == [("2024-11", 2), ("2024-12", 0), ("2025-01", 1)]
    drawn = chart(bars)
    assert drawn.bars[0].height == pytest.approx(2 * drawn.bars[2].height, abs=0.05)
