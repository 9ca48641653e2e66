"""Articles that answer, but are listed no more: buried when two whole walks missed them, back when they are listed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scraper.model import PageRequest
from scraper.results import Row
from scraper.store.delisted import Delisted
from scraper.store.frontier import Errand, Frontier
from scraper.store.keeper import Keeper
from scraper.store.sections import Sections
from scraper.store.state import Store
from scraper.store.verify import Verifier
from scraper.store.warc import WarcShelf, Writer
from tests.crawling import Run, articles, chengxi, crawl
from tests.portal.server import Answer, Portal
from tests.test_crawl import article, list_page

START = datetime(2024, 6, 1, 8, tzinfo=UTC)
WITHDRAWN = 7


def portal(listed: list[int], stated: int | None = None, alive: int = 12) -> dict[str, Answer]:
    """A section that lists these articles, the newest first, and states how many they are; `alive` articles answer."""
    page = list_page(sorted(listed, reverse=True), "")
    told = f"<div class=page>共{stated or len(listed)}条记录</div></body>".encode()
    lists = {"/list.html": replace(page, body=page.body.replace(b"</body>", told))}
    return lists | {f"/a/t202405{n % 28 + 1:02d}_{n}.html": article(n) for n in range(1, alive + 1)}


ALL = list(range(1, 13))
SHORT = [number for number in ALL if number != WITHDRAWN]


def crawl_on_day(output: Path, served: Portal, day: float, *options: str) -> Run:
    at = (START + timedelta(days=day)).isoformat()
    run = crawl(output, f"{served.url}/list.html", *options, env={"CHENGXI_NOW": at})
    assert run.code == 0, run.err
    return run


def changes(output: Path) -> list[str]:
    return [line["change"] for line in articles(output) if line["change"] != "new"]


def walked(output: Path, *days: tuple[float, dict[str, Answer]]) -> list[str]:
    """What changed in a portal that is crawled in full on these days."""
    with Portal(days[0][1]) as served:
        for day, answers in days:
            served.answers = answers
            crawl_on_day(output, served, day, "--full")
    return changes(output)


def test_buried_article_that_answers_is_not_back_until_it_is_listed_again(tmp_path: Path) -> None:
    with Portal(portal(ALL)) as served:
        crawl_on_day(tmp_path, served, 0)
        served.answers = portal(SHORT)
        crawl_on_day(tmp_path, served, 1, "--full")
        assert changes(tmp_path) == []
        run = crawl_on_day(tmp_path, served, 3, "--full")
        assert run.report["sections"][0]["removed"] == 1
        crawl_on_day(tmp_path, served, 5, "--full")
        assert changes(tmp_path) == ["removed"]
        served.answers = portal(ALL)
        crawl_on_day(tmp_path, served, 8)
        crawl_on_day(tmp_path, served, 9)
    assert changes(tmp_path) == ["removed", "back"]
    assert [line["revision"] for line in articles(tmp_path) if line["url"].endswith("_7.html")] == [1, 2, 3]


class Walks:
    """Walks of a list in a store of its own, a day or more apart; every article answers in between."""

    def __init__(self, output: Path) -> None:
        self.store = Store.open(output)
        frontier = Frontier(self.store)
        self.sections = Sections(self.store, frontier)
        self.keeper = Keeper(
            self.store, frontier, WarcShelf(self.store, Writer("run", None, "test")), "run", is_full=True
        )
        self.delisted = Delisted(self.store, self.keeper.removals)
        self.sections.begin_walk(Errand("target", PageRequest(LIST), "site", LIST), "通知公告", "run", is_sweep=True)
        self.walk(0, ALL)
        for number in ALL:
            self.store.run(
                "INSERT INTO pages(url, site, section_url, outcome, id, revision, status, first_seen, last_checked) "
                "VALUES (?, 'site', ?, 'article', ?, 1, 'ok', ?, ?)",
                (url_of(number), LIST, str(number), START.isoformat(), START.isoformat()),
            )

    def walk(self, day: float, listed: list[int], stated: int | None = None) -> tuple[list[str], str | None]:
        """Give the articles that a walk would bury, and what it says."""
        at = START + timedelta(days=day)
        rows = [Row(url_of(number), f"第{number}号", f"2024-05-{number:02d}") for number in listed]
        self.sections.note_rows(LIST, rows, at)
        buried: list[str] = []
        self.delisted._removals.bury = lambda page, *_: buried.append(page.url)
        _, told = self.delisted.note(LIST, at.isoformat(), stated or len(listed), at)
        alive = (at + timedelta(hours=1)).isoformat()
        self.store.run("UPDATE pages SET last_checked = ?", (alive,))
        return buried, told


LIST = "http://portal.example/list.html"


def url_of(number: int) -> str:
    return f"http://portal.example/{number}.html"


@pytest.fixture
def walks(tmp_path: Path) -> Iterator[Walks]:
    found = Walks(tmp_path / "output")
    yield found
    found.store.close()


def test_second_walk_that_misses_a_row_buries_it(walks: Walks) -> None:
    assert walks.walk(30, SHORT) == ([], None)
    assert walks.walk(30.5, SHORT) == ([], None)
    assert walks.walk(31.1, SHORT) == ([url_of(WITHDRAWN)], None)


@pytest.mark.parametrize("stated", [12, 10])
def test_list_that_gives_other_than_it_states_buries_nothing(walks: Walks, stated: int) -> None:
    assert [walks.walk(day, SHORT, stated) for day in (30, 60)] == [([], None)] * 2


def test_list_that_states_no_total_buries_nothing(walks: Walks) -> None:
    for day in (30, 60):
        at = START + timedelta(days=day)
        walks.sections.note_rows(LIST, [Row(url_of(number), "") for number in SHORT], at)
        assert walks.delisted.note(LIST, at.isoformat(), None, at) == (0, None)


def test_list_that_shows_its_newest_rows_alone_buries_nothing(walks: Walks) -> None:
    assert [walks.walk(day, ALL[2:]) for day in (30, 60)] == [([], None)] * 2


def test_list_that_lost_many_rows_at_once_is_told_and_buries_nothing(walks: Walks) -> None:
    for day in (30, 60):
        buried, told = walks.walk(day, ALL[::2])
        assert buried == []
        assert "6 known articles are no longer listed" in str(told)


def test_row_that_was_missed_once_and_is_listed_again_is_not_buried(walks: Walks) -> None:
    assert [walks.walk(day, listed)[0] for day, listed in ((30, SHORT), (60, ALL), (90, SHORT))] == [[], [], []]


def test_article_that_did_not_answer_in_between_is_not_buried_for_the_list(walks: Walks) -> None:
    walks.walk(30, SHORT)
    walks.store.run("UPDATE pages SET gone_since = ?", ((START + timedelta(days=31)).isoformat(),))
    assert walks.walk(60, SHORT)[0] == []


def test_article_that_another_section_lists_stays(walks: Walks) -> None:
    walks.sections.note_rows("http://portal.example/other.html", [Row(url_of(WITHDRAWN), "")], START)
    assert [walks.walk(day, SHORT)[0] for day in (30, 60)] == [[], []]


def test_article_that_is_gone_itself_is_buried_for_that(tmp_path: Path) -> None:
    dead = {path: answer for path, answer in portal(SHORT).items() if not path.endswith("_7.html")}
    walked(tmp_path, (0, portal(ALL)), (1, dead))
    assert [line["flags"] for line in articles(tmp_path) if line["change"] == "removed"] == [["removed_404"]]


def test_tombstone_and_its_reason_come_back_from_the_warc_alone(tmp_path: Path) -> None:
    output = tmp_path / "output"
    with Portal(portal(ALL)) as served:
        crawl_on_day(output, served, 0)
        served.answers = portal(SHORT)
        for day in (1, 3):
            crawl_on_day(output, served, day, "--full")
        before = articles(output)
        shutil.rmtree(output / "articles")
        for path in output.glob("*.sqlite3*"):
            path.unlink()
        assert chengxi("rebuild", "--from", "warc", "--output", output).code == 0
        assert articles(output) == before
        assert [line["flags"] for line in before if line["change"] == "removed"] == [["removed_delisted"]]
        crawl_on_day(output, served, 4, "--full")
        assert articles(output) == before
        assert Verifier(output).verify().damages == []
