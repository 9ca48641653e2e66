"""A clock that was years ahead for one run: what it noted is not waited for."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from scraper.sites import read_sites
from scraper.store.due import looks
from scraper.store.state import Store
from tests.crawling import articles, crawl
from tests.portal.server import Answer, Portal
from tests.test_crawl import portal_of
from tests.test_schedule import know

AHEAD = {"CHENGXI_NOW": "2031-03-01T00:00:00Z"}
RIGHT = {"CHENGXI_NOW": "2024-06-01T00:00:00Z"}


def test_edit_is_found_by_the_first_run_after_the_clock_was_set_right(tmp_path: Path) -> None:
    answers = portal_of(4)
    with Portal(answers) as portal:
        assert crawl(tmp_path, f"{portal.url}/list.html", env=AHEAD).code == 0
        page = answers["/a/t20240502_1.html"]
        answers["/a/t20240502_1.html"] = Answer(
            page.body.replace(b"</div></body>", "<p>更正：时间改为下午三时。</p></div></body>".encode()),
            page.content_type,
        )
        assert crawl(tmp_path, f"{portal.url}/list.html", env=RIGHT).report["sections"][0]["changed"] == 1
    assert sorted(line["revision"] for line in articles(tmp_path)) == [1, 1, 1, 1, 2]


def test_section_that_was_read_by_a_clock_ahead_is_due(tmp_path: Path) -> None:
    with Portal(portal_of(2)) as portal:
        know(tmp_path, portal)
        assert crawl(tmp_path / "output", "--due", env=AHEAD).code == 0
    sites, _ = read_sites(tmp_path / "sites")
    (look,) = looks(tmp_path / "output", sites)
    assert look.is_due


def test_times_of_a_right_clock_are_left_alone(tmp_path: Path) -> None:
    with Portal(portal_of(2)) as portal:
        assert crawl(tmp_path, f"{portal.url}/list.html").code == 0
    store = Store.open(tmp_path)
    due = store.rows("SELECT min(next_check) FROM pages WHERE status = 'ok'")[0][0]
    store.close()
    assert datetime.fromisoformat(due) > datetime.now(UTC)
