"""The crawl as a user sees it: first run, second run, and what is said when it cannot start."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from scraper.store.verify import Verifier
from tests.crawling import articles, chengxi, crawl, set_aside
from tests.portal.server import Answer, Portal


def article(number: int, body: str = "") -> Answer:
    text = (
        body
        or f"第{number}号通知要求各村认真做好汛期值班工作，每日十七时前报送水位记录，遇有险情立即报告，不得迟报漏报。"
    )
    return Answer(
        f"<html><head><meta charset=utf-8><title>关于第{number}号水位记录的通知</title></head><body>"
        f"<div class=nav><a href=/>首页</a> &gt; <a href=/list.html>通知公告</a></div>"
        f"<h1>关于第{number}号水位记录的通知</h1><p>发布日期：2024-05-{number % 28 + 1:02d}</p>"
        f"<div class=TRS_Editor><p>{text}</p><p>特此通知。</p><p>联系人：陈某某，电话见值班表。</p></div></body></html>".encode(),
        "text/html; charset=utf-8",
    )


def list_page(numbers: list[int], following: str = "") -> Answer:
    rows = "".join(
        f"<li><a href=/a/t202405{number % 28 + 1:02d}_{number}.html>关于第{number}号水位记录的通知</a>"
        f"<span>2024-05-{number % 28 + 1:02d}</span></li>"
        for number in numbers
    )
    pager = f"<a href={following}>下一页</a>" if following else ""
    return Answer(
        f"<html><head><meta charset=utf-8><title>通知公告</title></head><body><ul class=list>{rows}</ul>{pager}</body></html>".encode(),
        "text/html; charset=utf-8",
    )


def portal_of(count: int, page_rows: int = 10) -> dict[str, Answer]:
    """A portal with one section of `count` articles, newest first."""
    numbers = list(range(count, 0, -1))
    pages = [numbers[at : at + page_rows] for at in range(0, count, page_rows)]
    names = ["/list.html", *(f"/list_{at}.html" for at in range(2, len(pages) + 1))]
    answers = {
        names[at]: list_page(page, names[at + 1] if at + 1 < len(pages) else "") for at, page in enumerate(pages)
    }
    return answers | {f"/a/t202405{n % 28 + 1:02d}_{n}.html": article(n) for n in numbers}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Portal, dict]]:
    """An archive of a portal with 25 articles on three list pages, crawled once."""
    output = tmp_path_factory.mktemp("crawled") / "output"
    with Portal(portal_of(25)) as portal:
        run = crawl(output, f"{portal.url}/list.html")
        assert run.code == 0, run.err
        yield output, portal, run.report


def test_first_run_stores_all_that_is_listed(crawled) -> None:
    output, _, report = crawled
    assert len({line["url"] for line in articles(output)}) == 25
    assert report["sections"][0]["listed"] == report["sections"][0]["new"] == 25


def test_article_line_names_its_place_in_the_archive(crawled) -> None:
    output, _, _ = crawled
    for line in articles(output):
        with (output / line["warc"]["file"]).open("rb") as handle:
            handle.seek(line["warc"]["offset"])
            record = gzip.decompress(handle.read(line["warc"]["length"]))
        assert f"WARC-Target-URI: {line['url']}\r\n".encode() in record
        assert line["warc"]["digest"].encode() in record


def test_second_run_fetches_no_known_article(crawled) -> None:
    output, portal, _ = crawled
    before = len(articles(output))
    portal.requests.clear()
    run = crawl(output, f"{portal.url}/list.html")
    assert run.code == 0
    assert [path for path in portal.requests if path.startswith("/a/")] == []
    assert len(articles(output)) == before


def test_new_row_is_found_by_the_next_run(tmp_path: Path) -> None:
    answers = portal_of(12)
    with Portal(answers) as portal:
        crawl(tmp_path, f"{portal.url}/list.html")
        portal.answers = portal_of(13)
        portal.requests.clear()
        run = crawl(tmp_path, f"{portal.url}/list.html")
    assert run.report["sections"][0]["new"] == 1
    assert sum(path.startswith("/a/") for path in portal.requests) == 1


def test_row_of_an_earlier_limit_is_fetched_by_the_next_run(tmp_path: Path) -> None:
    with Portal(portal_of(25)) as portal:
        first = crawl(tmp_path, f"{portal.url}/list.html", "--max-articles", "7")
        assert first.report["stopped"]
        assert first.report["sections"][0]["new"] == 7
        crawl(tmp_path, f"{portal.url}/list.html")
    assert len({line["url"] for line in articles(tmp_path)}) == 25
    assert len(articles(tmp_path)) == 25


def test_rows_before_since_are_left(tmp_path: Path) -> None:
    with Portal(portal_of(12)) as portal:
        crawl(tmp_path, f"{portal.url}/list.html", "--since", "2024-05-08")
    assert {line["published"] >= "2024-05-08" for line in articles(tmp_path)} == {True}


def test_since_may_be_a_month(tmp_path: Path) -> None:
    with Portal(portal_of(12)) as portal:
        crawl(tmp_path, f"{portal.url}/list.html", "--since", "2024-05")
    assert len(articles(tmp_path)) == 12


def test_nothing_due_is_told_with_the_way_to_add_a_portal(tmp_path: Path) -> None:
    run = chengxi("crawl", "--due", "--output", tmp_path)
    assert run.code == 0
    assert "No section of a known portal is due" in run.out


def test_page_that_is_gone_is_set_aside_with_its_reason(tmp_path: Path) -> None:
    answers = portal_of(5)
    del answers["/a/t20240504_3.html"]
    with Portal(answers) as portal:
        run = crawl(tmp_path, f"{portal.url}/list.html")
    (line,) = set_aside(tmp_path)
    assert run.code == 0
    assert line["outcome"] == "http_error"
    assert "404" in line["reasons"][0]


def test_target_that_is_an_article_is_stored_and_told(tmp_path: Path) -> None:
    with Portal(portal_of(5)) as portal:
        run = crawl(tmp_path, f"{portal.url}/a/t20240504_3.html")
    assert len(articles(tmp_path)) == 1
    assert run.code == 0
    assert "an article" in run.report["sections"][0]["notes"][0]


def test_robots_are_obeyed(tmp_path: Path) -> None:
    answers = portal_of(5) | {"/robots.txt": Answer(b"User-agent: *\nDisallow: /a/t20240504_3.html\n", "text/plain")}
    with Portal(answers) as portal:
        crawl(tmp_path, f"{portal.url}/list.html")
    assert "/a/t20240504_3.html" not in portal.requests
    assert [line["outcome"] for line in set_aside(tmp_path)] == ["robots"]


# ---- what cannot start, or cannot be read


def test_robots_of_endless_length_are_obeyed_as_far_as_they_were_read(tmp_path: Path) -> None:
    answers = portal_of(3)
    rules = b"User-agent: *\nDisallow: /a/t20240503_2.html\n" + b"# nothing\n" * 3_000_000
    answers["/robots.txt"] = Answer(rules, "text/plain")
    with Portal(answers) as portal:
        crawl(tmp_path, f"{portal.url}/list.html")
    assert [(line["outcome"], line["url"].rsplit("/", 1)[1]) for line in set_aside(tmp_path)] == [
        ("robots", "t20240503_2.html")
    ]
    assert len(articles(tmp_path)) == 2
    assert Verifier(tmp_path).verify().damages == []


def test_page_that_is_no_list_ends_with_one_and_a_sentence(tmp_path: Path) -> None:
    answers = {"/about.html": Answer(b"<html><head><title>x</title></head><body><p>ok</p></body></html>")}
    with Portal(answers) as portal:
        run = crawl(tmp_path, f"{portal.url}/about.html")
    assert run.code == 1
    assert "no list of articles" in run.err
    assert len(run.err.strip().splitlines()) == 1


def test_address_that_does_not_answer_ends_with_one_and_a_sentence(tmp_path: Path) -> None:
    run = crawl(tmp_path, "http://127.0.0.1:9/list.html")
    assert run.code == 1
    assert "refuses the connection" in run.err
    assert len(run.err.strip().splitlines()) == 1


def test_unknown_target_ends_with_two(tmp_path: Path) -> None:
    run = chengxi("crawl", "no-such-portal", "--output", tmp_path / "o")
    assert run.code == 2
    assert "neither an address nor a known portal" in run.err
    assert not (tmp_path / "o").exists()


def test_output_that_cannot_be_written_ends_with_two(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    run = crawl(tmp_path / "file", "http://127.0.0.1:9/list.html")
    assert run.code == 2
    assert "--output" in run.err


def test_public_address_without_contact_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    run = chengxi("crawl", "https://www.example.gov.cn/news/", "--output", tmp_path / "o")
    assert run.code == 2
    assert "--contact" in run.err
    assert not (tmp_path / "o").exists()


def test_verbose_crawl_tells_each_page(tmp_path: Path) -> None:
    with Portal(portal_of(3)) as portal:
        run = crawl(tmp_path, f"{portal.url}/list.html", "--verbose")
    assert run.err.count("kept=new outcome=article") == 3


def test_private_address_is_refused_without_allow_network(tmp_path: Path) -> None:
    with Portal(portal_of(3)) as portal:
        run = chengxi("crawl", f"{portal.url}/list.html", "--output", tmp_path, "--contact", "a@example.org")
    assert run.code == 1
    assert "--allow-network" in run.err
    assert portal.requests == []


def test_short_delay_is_refused_for_public_addresses(tmp_path: Path) -> None:
    run = chengxi(
        "crawl", "https://www.example.gov.cn/", "--delay", "0.1", "--contact", "a@b.org", "-o", tmp_path / "o"
    )
    assert run.code == 2
    assert "--delay" in run.err


def test_second_writer_is_told_who_holds_the_archive(tmp_path: Path) -> None:
    from scraper.store.lock import WriterLock

    with WriterLock(tmp_path):
        run = crawl(tmp_path, "http://127.0.0.1:9/list.html")
    assert run.code == 2
    assert re.search(r"process \d+", run.err)


def test_report_is_kept_under_runs(crawled) -> None:
    output, _, report = crawled
    kept = orjson.loads((output / "runs" / f"{report['run_id']}.json").read_bytes())
    assert kept["sections"][0]["new"] == 25


def test_pages_behind_a_challenge_stay_pending_for_the_next_run(tmp_path: Path) -> None:
    answers = portal_of(20)
    refused = {
        path: Answer(b"", "text/html", 521) if path.startswith("/a/") else page for path, page in answers.items()
    }
    with Portal(refused) as portal:
        first = crawl(tmp_path, f"{portal.url}/list.html")
        asked = sum(path.startswith("/a/") for path in portal.requests)
        portal.answers = answers
        crawl(tmp_path, f"{portal.url}/list.html")
    assert asked == 1
    assert "left alone" in first.report["sections"][0]["notes"][0]
    assert len(articles(tmp_path)) == 19


def test_host_that_asks_to_be_left_alone_is_not_asked_by_the_next_run(tmp_path: Path) -> None:
    with Portal(portal_of(5)) as portal:
        crawl(tmp_path, f"{portal.url}/list.html")
        import sqlite3

        with sqlite3.connect(tmp_path / "state.sqlite3") as db:
            host = portal.url.removeprefix("http://")
            db.execute("INSERT INTO hosts VALUES (?, '2099-01-01T00:00:00+00:00', 'Retry-After')", (host,))
        portal.requests.clear()
        run = crawl(tmp_path, f"{portal.url}/list.html")
    assert portal.requests == []
    assert "left alone" in run.report["sections"][0]["notes"][0]


def test_crawl_of_one_section_leaves_what_is_pending_of_another(tmp_path: Path) -> None:
    with Portal(portal_of(25)) as one, Portal(portal_of(5)) as other:
        crawl(tmp_path, f"{one.url}/list.html", "--max-articles", "3")
        one.requests.clear()
        crawl(tmp_path, f"{other.url}/list.html")
        assert one.requests == []
        crawl(tmp_path, f"{one.url}/list.html")
    assert len(articles(tmp_path)) == 30
