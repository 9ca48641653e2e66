"""Tables of sections: what a person reads is whole, at 80 columns and in a pipe."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper.cli.common import Settings
from scraper.cli.listing import show_list
from scraper.cli.reports import tell
from scraper.cli.screen import Screen
from scraper.cli.status import _show
from scraper.cli.tables import section_name, short_time
from scraper.results import ListPage, Row
from scraper.store.status import SectionStatus
from spiders.plan import Report, SectionCount

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def status(name: str, stated: int | None = None) -> SectionStatus:
    times = ("2025-11-23T03:04:05+00:00", "2025-01-02T03:04:05+00:00")
    url = "http://portal.example/list.html"
    return SectionStatus(
        "portal.example.gov.cn", name, url, *times, 20, 19, 1, 0, 0, None, is_ill=False, why=None, stated=stated
    )


@pytest.fixture(params=["80", None])
def columns(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    if request.param:
        monkeypatch.setenv("COLUMNS", request.param)


@pytest.mark.usefixtures("columns")
def test_status_cuts_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    _show([status("公告:x: [b]", 1183)])
    told = capsys.readouterr().out
    assert "…" not in told
    assert "2025-11-23" in told
    assert "20 of 1183" in told
    assert "公告:x: [b]" in told


@pytest.mark.usefixtures("columns")
def test_outcomes_stand_whole_under_the_crawl_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = "http://portal.example/zwgk/tzgg/list.html"
    count = SectionCount(url, url, listed=40, set_aside=Counter(spam_takeover=3, http_error=2))
    tell(Report("run", {url: count}), Settings(output=tmp_path), as_json=False)
    told = capsys.readouterr().out
    assert "set aside: 2 http_error, 3 spam_takeover" in told
    assert "/zwgk/tzgg/list.html " in told
    assert "http://" not in told


def test_short_list_is_told_apart_from_a_whole_one(capsys: pytest.CaptureFixture[str]) -> None:
    _show([status("公告", 20)])
    assert " of " not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "short"),
    [("2026-11-02T03:04:05+00:00", "11-02 03:04"), ("2025-11-02T03:04:05+00:00", "2025-11-02"), (None, "never")],
)
def test_time_is_short_and_never_ambiguous(text: str | None, short: str) -> None:
    assert short_time(text, NOW) == short


def test_section_without_a_name_shows_its_path() -> None:
    assert section_name("http://portal.example/col/index.html?id=7") == "/col/index.html?id=7"


@pytest.mark.usefixtures("columns")
def test_rows_of_a_list_are_not_cut(capsys: pytest.CaptureFixture[str]) -> None:
    home = "http://portal.example.gov.cn"
    title, path = "关于做好汛期水库安全度汛工作的通知" * 3, "/zwgk/tzgg/202510/t20251008_1022.html"
    rows = (Row(home + path, title, "2025-10-08"), Row("https://other.example/1.html", "转载", None))
    show_list(Screen(), ListPage(f"{home}/zwgk/tzgg/", rows=rows))
    lines = [line.split("│") for line in capsys.readouterr().out.splitlines() if line.startswith("│")]
    titles, addresses = ("".join(line[at].strip() for line in lines) for at in (2, 3))
    assert titles == title + "转载"
    assert addresses == f"{path}https://other.example/1.html"
