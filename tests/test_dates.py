"""Dates as portals write them."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.dates import find_date, parse_date

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2020-12-08", "2020-12-08"),
        ("发布日期：2010年1月2日", "2010-01-02"),
        ("2020/3/4", "2020-03-04"),
        ("２０２０－０３－０４", "2020-03-04"),
        ("2020-12-22 09:38:06", "2020-12-22T09:38:06+08:00"),
        ("2020-12-22 09：38", "2020-12-22T09:38:00+08:00"),
        ("2020-12-22 9;38", "2020-12-22T09:38:00+08:00"),
        ("2020年12月22日 9时38分", "2020-12-22T09:38:00+08:00"),
        ("2020年12月22日（星期二）下午3:05", "2020-12-22T15:05:00+08:00"),
        ("2020-12-22 星期二 10：03", "2020-12-22T10:03:00+08:00"),
        ("22/12/2020 3:05 PM", "2020-12-22T15:05:00+08:00"),
        ("22 грудня 2020, 11:05", "2020-12-22T11:05:00+08:00"),
        ("22 Aralık 2020", "2020-12-22"),
        ("20201222", "2020-12-22"),
        ("R2.12.22", "2020-12-22"),
        ("中華民國113年5月6日", "2024-05-06"),
        ("二〇二三年十一月二十一日", "2023-11-21"),
        ("March 3rd, 2021", "2021-03-03"),
        ("3 March 2021", "2021-03-03"),
        ("2021-03-03T10:00:00Z", "2021-03-03T10:00:00+00:00"),
        ("2021-03-03T10:00:00+0100", "2021-03-03T10:00:00+01:00"),
    ],
)
def test_a_date_is_read_as_written(text, value):
    assert parse_date(text, SHANGHAI) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2021-02-30",
        "电话 2021-5566778",
        "第2020-1号",
        "20201",
        "Mayor 12, 2021",
        "第20201222号文",
        "编号 109-12-22-3",
    ],
)
def test_what_is_no_date_is_none(text):
    assert parse_date(text, SHANGHAI) is None


def test_the_date_is_found_as_it_stands_in_the_text():
    assert find_date("来源：本网　２０２０年３月４日 浏览") == "２０２０年３月４日"


@given(st.text())
def test_any_text_is_read_without_error(text):
    parse_date(text, SHANGHAI)
    find_date(text)


@given(st.dates(min_value=__import__("datetime").date(1950, 1, 1), max_value=__import__("datetime").date(2099, 12, 31)))
def test_every_day_of_the_calendar_comes_back(day):
    assert parse_date(f"时间：{day.year}年{day.month}月{day.day}日", SHANGHAI) == day.isoformat()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("تاریخ: 14 مارچ 2024", "2024-03-14"),  # Urdu
        ("2024 йил 14 март", "2024-03-14"),  # Uzbek in both scripts
        ("2024-yil 13-sentabr", "2024-09-13"),
        ("ថ្ងៃទី១៤ ខែមីនា ឆ្នាំ២០២៤", "2024-03-14"),  # Khmer, with blanks and without
        ("ថ្ងៃទី១៤ខែមីនាឆ្នាំ២០២៤", "2024-03-14"),
        ("วันที่ 14 เดือนมีนาคม พ.ศ. 2567", "2024-03-14"),
        ("14 ජනවාරි 2024", "2024-01-14"),  # Sinhala
        ("14 ਜਨਵਰੀ 2024", "2024-01-14"),  # Punjabi
        ("14 Enero 2024", "2024-01-14"),
    ],
)
def test_months_are_read_in_the_scripts_of_asia(text, day):
    assert parse_date(text, ZoneInfo("UTC")) == day
