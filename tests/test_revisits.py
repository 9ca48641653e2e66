"""Edits, removals and returns, seen by later runs; days pass by a pretended clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.crawling import Run, articles, crawl, set_aside
from tests.portal.server import Answer, Portal
from tests.test_crawl import article, portal_of

START = datetime(2024, 6, 1, 8, tzinfo=UTC)
EDITED = "更正：值班时间改为每日八时至二十时，请各村相互转告，并把更正后的值班表张贴在村务公开栏内。"
ONE = "/a/t20240504_3.html"


def crawl_on_day(output: Path, portal: Portal, day: float, *options: str) -> Run:
    at = (START + timedelta(days=day)).isoformat()
    run = crawl(output, f"{portal.url}/list.html", *options, env={"CHENGXI_NOW": at})
    assert run.code == 0, run.err
    return run


def changes(output: Path) -> list[str]:
    return [line["change"] for line in articles(output) if line["change"] != "new"]


def test_unchanged_portal_gets_no_new_lines_in_a_full_run(tmp_path: Path) -> None:
    with Portal(portal_of(12)) as portal:
        crawl_on_day(tmp_path, portal, 0)
        before = articles(tmp_path)
        run = crawl_on_day(tmp_path, portal, 1, "--full")
    assert articles(tmp_path) == before
    assert run.report["sections"][0]["unchanged"] == 12


def test_edit_is_found_by_a_full_run_as_a_new_revision(tmp_path: Path) -> None:
    with Portal(portal_of(12)) as portal:
        crawl_on_day(tmp_path, portal, 0)
        portal.answers = {**portal.answers, ONE: article(3, EDITED)}
        crawl_on_day(tmp_path, portal, 1, "--full")
    (line,) = [line for line in articles(tmp_path) if line["change"] == "edited"]
    assert (line["revision"], line["previous"]["revision"]) == (2, 1)
    assert EDITED in line["text"]


def test_edit_is_found_by_plain_runs_within_the_rhythm(tmp_path: Path) -> None:
    with Portal(portal_of(12)) as portal:
        crawl_on_day(tmp_path, portal, 0)
        portal.answers = {**portal.answers, ONE: article(3, EDITED)}
        for day in (1, 4, 9):
            crawl_on_day(tmp_path, portal, day)
    assert changes(tmp_path) == ["edited"]


def test_full_run_finds_exactly_what_was_added_edited_and_removed(tmp_path: Path) -> None:
    with Portal(portal_of(30)) as portal:
        crawl_on_day(tmp_path, portal, 0)
        answers = portal_of(33) | {ONE: article(3, EDITED)}
        del answers["/a/t20240506_5.html"]
        portal.answers = answers
        run = crawl_on_day(tmp_path, portal, 1, "--full")
    count = run.report["sections"][0]
    assert (count["new"], count["changed"], count["removed"]) == (3, 1, 1)
    assert len(articles(tmp_path)) == 35


def test_removal_is_confirmed_in_the_same_full_run_and_leaves_a_tombstone(tmp_path: Path) -> None:
    with Portal(portal_of(12)) as portal:
        crawl_on_day(tmp_path, portal, 0)
        portal.answers = {path: answer for path, answer in portal.answers.items() if path != ONE}
        portal.requests.clear()
        crawl_on_day(tmp_path, portal, 1, "--full")
    (stone,) = [line for line in articles(tmp_path) if line["change"] == "removed"]
    assert portal.requests.count(ONE) == 2
    assert stone["status"] == "removed"
    assert "text" not in stone
    assert stone["flags"] == ["removed_404"]


def test_plain_runs_bury_a_page_only_when_it_was_missed_a_day_apart(tmp_path: Path) -> None:
    with Portal(portal_of(12)) as portal:
        crawl_on_day(tmp_path, portal, 0)
        portal.answers = {path: answer for path, answer in portal.answers.items() if path != ONE}
        crawl_on_day(tmp_path, portal, 9)
        assert changes(tmp_path) == []
        crawl_on_day(tmp_path, portal, 9.5)
        assert changes(tmp_path) == []
        crawl_on_day(tmp_path, portal, 10.2)
    assert changes(tmp_path) == ["removed"]


def test_page_that_was_missed_once_and_answers_again_is_not_buried(tmp_path: Path) -> None:
    with Portal(portal_of(12)) as portal:
        whole = dict(portal.answers)
        crawl_on_day(tmp_path, portal, 0)
        portal.answers = {path: answer for path, answer in whole.items() if path != ONE}
        crawl_on_day(tmp_path, portal, 9)
        portal.answers = whole
        crawl_on_day(tmp_path, portal, 10.2)
    assert changes(tmp_path) == []


def test_server_error_buries_nothing(tmp_path: Path) -> None:
    with Portal(portal_of(6)) as portal:
        crawl_on_day(tmp_path, portal, 0)
        portal.answers = {**portal.answers, ONE: Answer(b"busy", "text/html", 503)}
        crawl_on_day(tmp_path, portal, 1, "--full")
        crawl_on_day(tmp_path, portal, 3, "--full")
    assert changes(tmp_path) == []


def test_page_that_returns_is_a_revision_with_change_back(tmp_path: Path) -> None:
    with Portal(portal_of(12)) as portal:
        whole = dict(portal.answers)
        crawl_on_day(tmp_path, portal, 0)
        portal.answers = {path: answer for path, answer in whole.items() if path != ONE}
        crawl_on_day(tmp_path, portal, 1, "--full")
        portal.answers = whole
        crawl_on_day(tmp_path, portal, 2, "--full")
    assert changes(tmp_path) == ["removed", "back"]
    assert [line["revision"] for line in articles(tmp_path) if line["url"].endswith(ONE)] == [1, 2, 3]


def test_buried_page_gets_no_line_for_staying_away(tmp_path: Path) -> None:
    with Portal(portal_of(6)) as portal:
        crawl_on_day(tmp_path, portal, 0)
        portal.answers = {path: answer for path, answer in portal.answers.items() if path != ONE}
        crawl_on_day(tmp_path, portal, 1, "--full")
        before = len(articles(tmp_path)), len(set_aside(tmp_path))
        crawl_on_day(tmp_path, portal, 2, "--full")
    assert (len(articles(tmp_path)), len(set_aside(tmp_path))) == before


@pytest.mark.slow
def test_second_run_on_2000_articles_asks_for_no_more_than_one_in_fifty(tmp_path: Path) -> None:
    from tests.torture import simulated

    with Portal(simulated(2000)) as portal:
        first = crawl(tmp_path, f"{portal.url}/list_0.html", timeout_s=400)
        requests = len(portal.requests)
        portal.requests.clear()
        crawl(tmp_path, f"{portal.url}/list_0.html")
    assert first.report["sections"][0]["new"] == 2000
    assert len(portal.requests) <= 0.02 * requests
    assert len(articles(tmp_path)) == 2000
