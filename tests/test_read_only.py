"""What can be done with an archive that may only be read, and what is said where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawling import ROOT, articles, chengxi, crawl
from tests.portal.server import Portal
from tests.test_crawl import portal_of

# Root writes whatever the modes say; without this capability it does not.
UNPRIVILEGED = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--") if os.geteuid() == 0 else ()
READING = (
    ("status",),
    ("verify",),
    ("search", "水位"),
    ("sql", "SELECT count(*) FROM articles"),
    ("export", "--format", "jsonl"),
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("whole") / "output"
    with Portal(portal_of(12)) as portal:
        assert crawl(output, f"{portal.url}/list.html").code == 0
    return output


@pytest.fixture(scope="module")
def cut_short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that a killed crawl left."""
    output = tmp_path_factory.mktemp("killed") / "output"
    with Portal(portal_of(12)) as portal:
        crawl(output, f"{portal.url}/list.html")
        at = {"CHENGXI_CRASH_AT": "before-commit:2"}
        assert crawl(output, f"{portal.url}/list.html", "--full", env=at).code != 0
    assert (output / "state.sqlite3-wal").stat().st_size > 0
    return output


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "locked"
    for path in [tmp_path / "locked", *(tmp_path / "locked").rglob("*")]:
        path.chmod(0o755)


def lock(original: Path, copy: Path) -> None:
    shutil.copytree(original, copy)
    for path in [copy, *copy.rglob("*")]:
        path.chmod(path.stat().st_mode & 0o555)


def read(output: Path, tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [*UNPRIVILEGED, sys.executable, "-c", "from scraper.cli import main; main()", *arguments]
    env = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    return subprocess.run(
        [*command, "--output", output], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("arguments", READING, ids=lambda arguments: arguments[0])
def test_reading_works_where_nothing_may_be_written(
    whole: Path, locked: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    lock(whole, locked)
    run = read(locked, tmp_path, *arguments)
    assert run.returncode == 0, run.stderr
    assert run.stdout


def test_article_is_shown_where_nothing_may_be_written(whole: Path, locked: Path, tmp_path: Path) -> None:
    lock(whole, locked)
    line = articles(locked)[0]
    run = read(locked, tmp_path, "show", line["id"], "--original")
    assert run.returncode == 0
    assert line["title"] in run.stdout


@pytest.mark.parametrize("arguments", [("compact",), ("rebuild",), ("crawl", "http://127.0.0.1:9/")])
def test_writing_is_refused_with_the_cure(
    whole: Path, locked: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    lock(whole, locked)
    run = read(locked, tmp_path, *arguments)
    assert run.returncode == 2
    assert "name another folder with --output" in run.stderr


def test_archive_that_a_killed_crawl_left_is_read(cut_short: Path, locked: Path, tmp_path: Path) -> None:
    lock(cut_short, locked)
    assert read(locked, tmp_path, "sql", "SELECT count(*) AS n FROM articles").stdout.split()[1] == "12"


@pytest.mark.parametrize("arguments", READING, ids=lambda arguments: arguments[0])
def test_half_a_copy_of_what_a_killed_crawl_left_is_told(
    cut_short: Path, locked: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    half = tmp_path / "half"
    shutil.copytree(cut_short, half)
    (half / "state.sqlite3-shm").unlink()
    lock(half, locked)
    run = read(locked, tmp_path, *arguments)
    assert run.returncode == 2
    assert "a crawl was cut short here" in run.stderr


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize(
    "arguments", [*READING, ("show", "0123456789abcdef"), ("compact",), ("rebuild",), ("serve", "--port", "0")]
)
def test_folder_without_an_archive_is_told_and_left_as_it_is(
    tmp_path: Path, arguments: tuple[str, ...], is_there: bool
) -> None:
    output = tmp_path / "output"
    if is_there:
        output.mkdir()
    run = chengxi(*arguments, "--output", output)
    assert run.code == 2
    assert "crawl first" in run.err
    assert "--output" in run.err
    assert not output.exists() or list(output.iterdir()) == []


def test_due_crawl_with_nothing_due_leaves_no_trace(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    run = chengxi("crawl", "--due", "--output", tmp_path / "output", "--sites", tmp_path / "sites")
    assert run.code == 0
    assert "No section of a known portal is due" in run.out
    assert not (tmp_path / "output").exists()
