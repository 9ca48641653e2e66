"""urls: the canonical form and what belongs together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.urls import canonical, is_same_host, is_same_site, registered_domain, resolve, shape


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://WWW.Example.gov.CN:80/a/../b.html#top", "http://www.example.gov.cn/b.html"),
        ("https://example.gov.cn/a?utm_source=x&id=5&utm_medium=y", "https://example.gov.cn/a?id=5"),
        ("https://example.gov.cn/a;jsessionid=0A1B2C?id=5", "https://example.gov.cn/a?id=5"),
        ("https://example.gov.cn/(S(abcdefghijklmnopqrstuvwx))/a.aspx", "https://example.gov.cn/a.aspx"),
        ("https://example.gov.cn/a?from=timeline&isappinstalled=0", "https://example.gov.cn/a"),
        ("https://example.gov.cn/a?spm=0.0.0.0.x1&id=1", "https://example.gov.cn/a?id=1"),
        ("https://example.gov.cn/a?id=1&_=1609470862822", "https://example.gov.cn/a?id=1"),
        ("https://例子.cn/通知.html", "https://xn--fsqu00a.cn/%E9%80%9A%E7%9F%A5.html"),
    ],
)
def test_what_names_a_visit_is_dropped(url: str, expected: str) -> None:
    assert canonical(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://example.gov.cn/show.asp?from=12&to=20",
        "https://example.gov.cn/show.asp?sid=7",
        "https://example.gov.cn/view?id=1&_=7",
        "https://example.gov.cn/list?spm=2026",
        "https://example.gov.cn/index.html",
        "http://www.example.gov.cn/mpost_1.html",
        "https://example.gov.cn/a?b=2&a=1",
        "https://example.gov.cn/a?",
    ],
)
def test_what_may_name_a_page_is_kept(url: str) -> None:
    assert canonical(url) == url


def test_what_is_no_url_comes_back_as_it_is() -> None:
    assert canonical("http://[broken") == "http://[broken"


@given(st.text(max_size=60))
def test_canonical_is_idempotent_on_any_text(text: str) -> None:
    for url in (text, f"http://example.cn/{text}", f"http://example.cn/?{text}"):
        once = canonical(url)
        assert canonical(once) == once


@pytest.mark.shared
def test_canonical_is_idempotent_on_the_web_platform_tests(shared: Path) -> None:
    cases = json.loads((shared / "conformance/url/urltestdata.json").read_text(encoding="utf-8"))
    urls = [case["href"] for case in cases if isinstance(case, dict) and "href" in case]
    assert len(urls) > 400
    assert [url for url in urls if canonical(canonical(url)) != canonical(url)] == []


@pytest.mark.shared
def test_canonical_serialises_as_the_url_standard_says(shared: Path) -> None:
    cases = json.loads((shared / "conformance/url/urltestdata.json").read_text(encoding="utf-8"))
    whole = [case for case in cases if isinstance(case, dict) and case.get("base") is None and "href" in case]
    plain = [case for case in whole if not case["hash"] and not case["href"].endswith("#")]
    wrong = [case["input"] for case in plain if canonical(case["input"]) != case["href"]]
    assert len(plain) > 200
    assert wrong == []


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("../a.html", "http://e.cn/x/a.html"),
        ("//f.cn/", "http://f.cn/"),
        ("mailto:a@b.cn", None),
        ("javascript:;", None),
    ],
)
def test_reference_is_resolved_to_http_or_nothing(reference: str, expected: str | None) -> None:
    assert resolve("http://e.cn/x/y/z.html", reference) == expected


def test_www_makes_no_other_host() -> None:
    assert is_same_host("http://www.example.gov.cn/a", "https://example.gov.cn/b")
    assert not is_same_host("http://a.example.gov.cn/", "http://b.example.gov.cn/")
    assert not is_same_host("http://127.0.0.1:8000/", "http://127.0.0.1:9000/")


def test_registered_domain_follows_the_public_suffixes() -> None:
    assert registered_domain("zwgk.jiangning.nanjing.gov.cn") == "nanjing.gov.cn"
    assert is_same_site("http://www.nanjing.gov.cn/", "http://zwgk.nanjing.gov.cn/")
    assert not is_same_site("http://www.nanjing.gov.cn/", "http://www.suzhou.gov.cn/")
    assert not is_same_site("http://127.0.0.1:8000/", "http://127.0.0.1:9000/")


def test_articles_of_a_section_share_a_shape() -> None:
    one, other = (f"http://e.cn/gk/{month}/t{month}0{day}_{day}123.html" for month, day in ((202607, 1), (202511, 2)))
    assert shape(one) == shape(other)
    assert shape("http://e.cn/show?id=5&c=2") == shape("http://e.cn/show?c=3&id=9")
    assert shape(one) != shape("http://e.cn/gk/index.html")
