"""schedule and --due: when a section is looked at, and what a person sees of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scraper.cli.common import Settings, read_settings
from scraper.cli.crawl import Options
from scraper.cli.crawling import make_plan
from scraper.sites import read_sites
from scraper.store.due import looks
from scraper.store.lock import WriterLock
from tests.crawling import ROOT, crawl
from tests.portal.server import Portal
from tests.test_crawl import portal_of


def know(folder: Path, portal: Portal, interval: str = "") -> None:
    """Write a site file of a portal."""
    (folder / "sites").mkdir(exist_ok=True)
    (folder / "sites/river.toml").write_text(
        f'name = "river"\nhosts = ["{portal.url.removeprefix("http://")}"]\n{interval}\n'
        f'[[sections]]\nname = "通知公告"\nurl = "{portal.url}/list.html"\n'
    )


@contextmanager
def scheduled(folder: Path, delay: str = "0.0") -> Iterator[subprocess.Popen[str]]:
    """Run `chengxi schedule` in a folder."""
    (folder / "chengxi.toml").write_text(f'delay = {delay}\nallow_network = ["127.0.0.0/8"]\n')
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CHENGXI_")}
    command = [sys.executable, "-c", "from scraper.cli import main; main()", "schedule"]
    with subprocess.Popen(
        command, cwd=folder, env=clean | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True
    ) as run:
        yield run
        run.kill()


@pytest.mark.parametrize(
    ("of_site", "of_config", "hours"), [("", "", 24), ("", 'interval = "6h"', 6), ('interval = "2d"', "", 48)]
)
def test_interval_is_that_of_the_site_file_else_of_the_configuration_else_a_day(
    tmp_path: Path, of_site: str, of_config: str, hours: int
) -> None:
    (tmp_path / "chengxi.toml").write_text(of_config)
    with Portal(portal_of(2)) as portal:
        know(tmp_path, portal, of_site)
        assert crawl(tmp_path / "output", "--due", env={"CHENGXI_NOW": "2024-06-01T00:00:00Z"}).code == 0
    sites, _ = read_sites(tmp_path / "sites")
    (look,) = looks(tmp_path / "output", sites, read_settings(tmp_path / "chengxi.toml").interval_s)
    assert look.due_at is not None
    assert look.due_at.replace(second=0) == datetime(2024, 6, 1, tzinfo=UTC) + timedelta(hours=hours)


def test_interval_that_is_none_is_told_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "chengxi.toml").write_text('interval = "often"')
    with pytest.raises(Exception, match=r'chengxi\.toml: interval = .often. is no time .* interval = "1d"'):
        read_settings(tmp_path / "chengxi.toml")


def test_schedule_crawls_what_is_due_and_says_when_the_next_is(tmp_path: Path) -> None:
    with Portal(portal_of(3)) as portal:
        know(tmp_path, portal)
        with scheduled(tmp_path) as run:
            assert run.stderr is not None
            said = next(line for line in run.stderr if "next is due" in line)
    assert said.startswith("1 section of known portals; the next is due 2")


def test_schedule_that_knows_no_portal_says_how_to_add_one(tmp_path: Path) -> None:
    with scheduled(tmp_path) as run:
        assert run.stderr is not None
        assert "chengxi sites add URL" in run.stderr.readline()


def test_schedule_that_is_stopped_ends_its_crawl_first(tmp_path: Path) -> None:
    with Portal(portal_of(30)) as portal:
        know(tmp_path, portal)
        with scheduled(tmp_path, delay="0.5") as run:
            latest = time.monotonic() + 60
            while len(portal.requests) < 4 and time.monotonic() < latest:
                time.sleep(0.1)
            run.terminate()
            assert run.wait(30) == 130
            asked = len(portal.requests)
            time.sleep(1.5)
            assert len(portal.requests) == asked
        assert crawl(tmp_path / "output", "--due", env={"CHENGXI_NOW": "2124-06-01T00:00:00Z"}).code == 0


def test_look_of_a_timer_that_falls_into_a_running_crawl_is_well_and_a_named_target_is_not(tmp_path: Path) -> None:
    with Portal(portal_of(2)) as portal:
        know(tmp_path, portal)
        (tmp_path / "output").mkdir()
        with WriterLock(tmp_path / "output"):
            due = crawl(tmp_path / "output", "--due")
            named = crawl(tmp_path / "output", f"{portal.url}/list.html")
        assert (due.code, "waits for the next look" in due.err) == (0, True)
        assert (named.code, "another chengxi" in named.err) == (2, True)
        assert portal.requests == []


@pytest.mark.parametrize(("interval", "minutes"), [('interval = "6h"', 360), ('interval = "10m"', 60), ("", 1440)])
def test_look_ends_when_the_first_section_is_due_again(tmp_path: Path, interval: str, minutes: int) -> None:
    with Portal(portal_of(2)) as portal:
        know(tmp_path, portal, interval)
        settings = Settings(output=tmp_path / "output", allow_network=("127.0.0.0/8",))
        plan = make_plan(settings, Options((), due=True))
        asked = make_plan(settings, Options((portal.url,)))
        limited = make_plan(settings, Options((), due=True, max_minutes=5))
    assert (plan.max_minutes, plan.time_is_over) == (minutes, "other sections are due again")
    assert asked.max_minutes is None
    assert (limited.max_minutes, limited.time_is_over) == (5, "--max-minutes 5 are over")
