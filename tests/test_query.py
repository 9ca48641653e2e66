"""The query language: what it reads, and how it explains what it cannot read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.index.days import minutes, read_days
from scraper.index.nodes import And, Exact, From, Is, Not, Or, Published, Words, needles
from scraper.index.query import parse


def test_words_beside_each_other_must_both_hold():
    assert parse("农业 补贴").node == And((Words("农业"), Words("补贴")))


def test_a_full_width_space_parts_words():
    assert parse("农业\u3000补贴").node == And((Words("农业"), Words("补贴")))


@pytest.mark.parametrize("source", ['"全面 推进"', "“全面 推进”", "「全面 推进」", "『全面 推进』"])
def test_quotes_of_any_kind_make_a_phrase(source):
    assert parse(source).node == Words("全面 推进")


def test_or_binds_weaker_than_words_beside_each_other():
    assert parse("农业 补贴 OR 林业").node == Or((And((Words("农业"), Words("补贴"))), Words("林业")))


def test_parentheses_group():
    assert parse("(农业 OR 林业) 补贴").node == And((Or((Words("农业"), Words("林业"))), Words("补贴")))


@pytest.mark.parametrize("source", ["农业 -转载", "农业 −转载", "农业 NOT 转载"])
def test_minus_leaves_out(source):
    assert parse(source).node == And((Words("农业"), Not(Words("转载"))))


def test_a_hyphen_within_a_word_is_no_minus():
    assert parse("covid-19").node == Words("covid-19")


def test_fields_are_read_with_either_colon():
    assert parse("site：gov.cn").node == From("site", "gov.cn")


def test_chinese_names_of_fields_do_as_well():
    assert parse("标题:通知").node == Words("通知", title=True)


def test_a_chinese_word_before_a_colon_is_no_field():
    assert parse("通知：关于").node == Words("通知：关于")


@pytest.mark.parametrize("source", ["note:", "通知：", "re: 农业"])
def test_a_word_that_ends_in_a_colon_is_no_field(source):
    assert not parse(source).problems


def test_an_address_is_no_field():
    assert parse("https://www.example.cn/a").node == Words("https://www.example.cn/a")


def test_a_time_of_day_is_no_field():
    assert parse("10:30").node == Words("10:30")


def test_after_begins_with_the_day_and_before_ends_ahead_of_it():
    first, end = date(2024, 5, 1).toordinal(), date(2025, 1, 1).toordinal()
    assert parse("after:2024-05 before:2025").node == And((Published(first, None), Published(None, end)))


def test_exact_and_states_are_read():
    assert parse("exact:後 is:removed").node == And((Exact("後"), Is("removed")))


def test_an_empty_query_is_no_problem():
    assert parse("  ") == parse("  ").__class__("  ", None, ())


def test_what_is_left_out_is_not_marked():
    assert needles(parse("农业 -转载").node) == (Words("农业"),)


@pytest.mark.parametrize(
    ("source", "start", "told"),
    [
        ("农业 colour:red", 3, "colour: is no field"),
        ('农业 "补贴', 3, "not closed"),
        ("(农业", 0, "not closed"),
        ("农业)", 2, "never opened"),
        ("()", 0, "nothing in these parentheses"),
        ("农业 OR", 3, "both sides"),
        ("OR 农业", 0, "both sides"),
        ("AND", 0, "both sides"),
        ("农业 AND", 3, "both sides"),
        ("农业 AND OR 补贴", 3, "both sides"),
        ("title:", 0, "in quotes after it"),
        ("title: 农业", 0, "in quotes after it"),
        ("after:gestern", 0, "is no date"),
        ("after:2024-13", 0, "is no date"),
        ("is:lost", 0, "is:removed or is:changed"),
        ("！？", 0, "no letter"),
        ("title:(农业)", 0, "in quotes after it"),
        ("农业 NOT", 3, "nothing to leave out"),
    ],
)
def test_what_cannot_be_read_is_explained_at_its_place(source, start, told):
    query = parse(source)
    assert query.node is None
    assert query.problems[0].start == start
    assert told in query.problems[0].message


def test_a_problem_is_shown_under_its_place_with_wide_characters_counted_double():
    query = parse("农业 colour:red")
    assert query.problems[0].shown(query.source).splitlines()[1] == "     ^^^^^^^"


@given(st.text(alphabet=st.sampled_from("农业ab12 \u3000\"“”「」()（）-−:：|ORNTA/.'*^\\\x00\U0002a6d6"), max_size=40))
def test_any_text_is_read_or_explained(source):
    query = parse(source)
    assert all(0 <= problem.start <= problem.end <= len(source) for problem in query.problems)


@given(st.text(max_size=60))
def test_any_text_at_all_is_read_or_explained(source):
    parse(source)


def test_deep_parentheses_are_explained():
    assert "nested too deep" in parse("(" * 500 + "a" + ")" * 500).problems[0].message


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024年12月", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024年5月31日", date(2024, 5, 31), date(2024, 5, 31)),
        ("2024/5/3", date(2024, 5, 3), date(2024, 5, 3)),
    ],
)
def test_days_months_and_years_are_read(written, first, last):
    days = read_days(written)
    assert days is not None
    assert (days.first, days.last) == (first, last)


@pytest.mark.parametrize("written", ["", "24", "2024-00", "2024-02-30", "0000", "9999", "yesterday", "2024-05-31-01"])
def test_what_is_no_date_is_none_or_a_year(written):
    days = read_days(written)
    assert days is None or written == "9999"


def test_published_with_time_counts_minutes():
    assert minutes("2024-05-31T10:30:00+08:00") - minutes("2024-05-31") == 630


def test_published_that_is_no_date_counts_nothing():
    assert minutes("2024-02-30") is None


@pytest.mark.parametrize(("minuses", "expected"), [(3_000, Words("甲")), (3_001, Not(Words("甲")))])
def test_thousands_of_minuses_are_counted(minuses, expected):
    assert parse("-" * minuses + "甲").node == expected
