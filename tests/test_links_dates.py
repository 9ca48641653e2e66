"""Dates of rows in other scripts and calendars, as a reader says them, and as a heading gives them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.dates.calendars import common_date, plain_digits
from scraper.dates.written import find_dates, only_date
from scraper.line import read_list
from scraper.model import PageRequest, RawPage
from scraper.profile import EMPTY
from scraper.sites import site_of
from scraper.steps.links.ago import day_ago
from scraper.steps.links.rowdate import without_year

NOW = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("۱۴۰۳/۰۸/۱۵", date(2024, 11, 5)),
        ("1404/01/01", date(2025, 3, 21)),
        ("۱۵ آبان ۱۴۰۳", date(2024, 11, 5)),
        ("5 พ.ย. 2567", date(2024, 11, 5)),
        ("๕ พฤศจิกายน ๒๕๖๗", date(2024, 11, 5)),
        ("05/11/2567", date(2024, 11, 5)),
        ("٠٥/١١/٢٠٢٤", date(2024, 11, 5)),
        ("٥ نوفمبر ٢٠٢٤", date(2024, 11, 5)),
        ("２０２４年１１月５日", date(2024, 11, 5)),
        ("Ngày 5 tháng 11 năm 2024", date(2024, 11, 5)),
        ("5 Kasım 2024", date(2024, 11, 5)),
        ("5 листопада 2024", date(2024, 11, 5)),
    ],
)
def test_date_of_another_script_or_calendar_is_read(written: str, day: date) -> None:
    assert [found.value for found in find_dates(written)] == [day]


def test_common_day_beside_a_hijri_one_is_the_date() -> None:
    assert [d.value for d in find_dates("١٢/٠٥/١٤٤٥ هـ الموافق ٢٦/١١/٢٠٢٣ م")] == [date(2023, 11, 26)]


@pytest.mark.parametrize("text", ["1445/05/12", "1403-08-15", "电话 1391/38/11", "2567", "1404/12/31", "编号 25671105"])
def test_number_that_is_no_day_of_a_calendar_known_here_is_none(text: str) -> None:
    assert find_dates(text) == ()


@settings(deadline=None)
@given(st.dates(min_value=date(1991, 3, 21), max_value=date(2035, 12, 31)))
def test_solar_days_follow_one_another(day: date) -> None:
    year = day.year - 621 if day >= (common_date(day.year - 621, 1, 1) or day) else day.year - 622
    gone = (day - (common_date(year, 1, 1) or day)).days
    month, rest = (gone // 31 + 1, gone % 31) if gone < 186 else (7 + (gone - 186) // 30, (gone - 186) % 30)
    assert common_date(year, month, rest + 1) == day


@settings(deadline=None)
@given(st.text())
def test_plain_digits_keep_every_place(text: str) -> None:
    assert len(plain_digits(text)) == len(text)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("刚刚", date(2026, 11, 1)),
        ("9小时前", date(2026, 10, 31)),
        ("昨天 16:20", date(2026, 10, 31)),
        ("3天前", date(2026, 10, 29)),
        ("2周前", date(2026, 10, 18)),
        ("2 days ago", date(2026, 10, 30)),
        ("Yesterday at 16:20", date(2026, 10, 31)),
        ("3日前", date(2026, 10, 29)),
        ("어제", date(2026, 10, 31)),
        ("3 дня назад", date(2026, 10, 29)),
    ],
)
def test_day_said_by_its_distance_is_counted_from_the_fetch(said: str, day: date) -> None:
    assert day_ago(said, NOW) == day


@pytest.mark.parametrize("said", ["2个月前", "1 year ago", "今天召开会议", "三天前", "5天", "前3天", "0311天前来", ""])
def test_words_that_name_no_single_day_give_none(said: str) -> None:
    assert day_ago(said, NOW) is None


def test_day_ago_needs_the_moment_of_the_fetch() -> None:
    assert day_ago("昨天", None) is None


def rows_of(body: str, url: str = "http://www.example.gov.cn/gk/list.html") -> dict[str, str | None]:
    page = RawPage(url, f"<html><head><meta charset=utf-8></head><body>{body}</body></html>".encode(), fetched_at=NOW)
    return {row.title: row.date for row in read_list(page, PageRequest(url), site_of(url), EMPTY).rows}


ITEMS = [(n, f"关于第{n}批县级非物质文化遗产名录的通知") for n in range(1, 6)]
LINKS = "".join(f"<li><a href='/gk/{n}.html'>{title}</a><span>05-1{n}</span></li>" for n, title in ITEMS)
BARE = "".join(f"<div class=r><a href='/gk/{n}.html'>{title}</a></div>" for n, title in ITEMS)


def test_heading_that_begins_with_a_year_dates_the_rows_below_it() -> None:
    assert rows_of(f"<h2>2023年政府公报</h2><ul>{LINKS}</ul>")[ITEMS[0][1]] == "2023-05-11"


def test_address_of_an_archive_names_the_year_of_its_rows() -> None:
    assert rows_of(f"<ul>{LINKS}</ul>", "http://www.example.gov.cn/gb/2021/")[ITEMS[0][1]] == "2021-05-11"


def test_year_of_a_folder_above_the_list_says_nothing_of_its_rows() -> None:
    assert rows_of(f"<ul>{LINKS}</ul>", "http://www.example.gov.cn/2021/tzgg/")[ITEMS[0][1]] == "2026-05-11"


def test_titles_that_begin_with_a_year_are_no_headings() -> None:
    rows = "".join(
        f"<li><h3>{2020 + n}年度部门决算</h3><a href='/gk/{n}.html'>查看</a><span>05-1{n}</span></li>"
        for n in range(1, 6)
    )
    assert rows_of(f"<ul>{rows}</ul>")["2024年度部门决算"] == "2026-05-14"


def test_day_right_above_the_rows_is_their_date() -> None:
    found = rows_of(f"<h1>新闻公报</h1><p>2026年10月30日</p>{BARE}")
    assert set(found.values()) == {"2026-10-30"}


def test_clock_in_the_head_of_a_page_dates_nothing() -> None:
    found = rows_of(f"<div>2026年11月1日 星期日</div><div class=nav><a href='/x/'>新闻</a></div><div>{BARE}</div>")
    assert set(found.values()) == {None}


def test_row_without_a_year_takes_the_latest_that_is_past() -> None:
    assert without_year("12-05", (), date(2026, 11, 1)) == date(2025, 12, 5)


def test_compact_date_of_full_width_digits_is_read() -> None:
    assert only_date("２０２４１１０５") == date(2024, 11, 5)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12. 11. 2024", "2024-11-12"),
        ("03-may-2024", "2024-05-03"),
        ("12-окт-2024", "2024-10-12"),
        ("jueves, 2 de octubre de 2024", "2024-10-02"),
        ("Freitag, 3. Mai 2024", "2024-05-03"),
        ("2024年5月3日（金）", "2024-05-03"),
    ],
)
def test_chunk_with_the_day_of_the_week_or_blanks_is_only_a_date(text: str, day: str) -> None:
    assert str(only_date(text)) == day


@pytest.mark.parametrize("text", ["Frist bis 3. Mai 2024", "10. 11. Kreisausschuss 2024", "May be 12. 2024"])
def test_chunk_with_other_words_is_not_only_a_date(text: str) -> None:
    assert only_date(text) is None
