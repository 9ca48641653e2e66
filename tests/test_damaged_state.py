"""A state database that is empty or damaged: nothing is taken for uncommitted, search goes on, a rebuild makes it again."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from scraper.store.damaged import set_damaged_state_aside
from scraper.store.verify import Verifier
from tests.crawling import articles, chengxi, crawl
from tests.portal.server import Portal
from tests.test_crawl import portal_of


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("original") / "output"
    with Portal(portal_of(6)) as portal:
        assert crawl(output, f"{portal.url}/list.html").code == 0
    return output


@pytest.fixture
def archive(original: Path, tmp_path: Path) -> Path:
    return shutil.copytree(original, tmp_path / "output")


def empty(_: bytes) -> bytes:
    return b""


def no_database(data: bytes) -> bytes:
    return random.Random(7).randbytes(len(data))


def zeros_within(data: bytes) -> bytes:
    third = len(data) // 3
    return data[:third] + bytes(third) + data[2 * third :]


def damage(archive: Path, change: Callable[[bytes], bytes]) -> None:
    state = archive / "state.sqlite3"
    data = state.read_bytes()
    for path in archive.glob("state.sqlite3*"):
        path.unlink()
    state.write_bytes(change(data))


@pytest.mark.parametrize("change", [empty, no_database, zeros_within])
@pytest.mark.parametrize("source", ["articles", "warc"])
def test_damaged_state_is_made_again(archive: Path, change: Callable[[bytes], bytes], source: str) -> None:
    before = articles(archive)
    damage(archive, change)
    assert chengxi("rebuild", "--from", source, "--output", archive).code == 0
    assert Verifier(archive).verify().damages == []
    assert articles(archive) == before


@pytest.mark.parametrize("change", [no_database, zeros_within])
def test_damaged_state_is_kept_and_its_new_place_told(archive: Path, change: Callable[[bytes], bytes]) -> None:
    damage(archive, change)
    data = (archive / "state.sqlite3").read_bytes()
    run = chengxi("rebuild", "--from", "articles", "--output", archive)
    (kept,) = (archive / "damaged").iterdir()
    assert kept.name in run.err
    assert kept.read_bytes() == data


def test_sound_state_is_left_where_it_is(archive: Path) -> None:
    assert set_damaged_state_aside(archive) is None
    assert (archive / "state.sqlite3").stat().st_size > 0


def without_tables(_: bytes) -> bytes:
    """A database as it stands before its write-ahead log is taken in: copied without that, it knows nothing."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "new.sqlite3"
        with closing(sqlite3.connect(file)) as db:
            db.execute("PRAGMA journal_mode = WAL")
        return file.read_bytes()


@pytest.mark.parametrize("change", [empty, without_tables])
def test_crawl_refuses_an_archive_whose_state_knows_nothing(archive: Path, change: Callable[[bytes], bytes]) -> None:
    before = articles(archive)
    damage(archive, change)
    run = crawl(archive, "http://127.0.0.1:9/list.html")
    assert run.code == 2
    assert "rebuild --from articles" in run.err
    assert not (archive / "uncommitted").exists()
    assert articles(archive) == before


def test_empty_state_is_told_as_empty(archive: Path) -> None:
    damage(archive, empty)
    assert [str(item).partition(";")[0] for item in Verifier(archive).verify().damages] == [
        "state.sqlite3: torn: it is empty"
    ]
    assert "is empty; run `chengxi rebuild --from articles`" in chengxi("status", "--output", archive).err


@pytest.mark.parametrize("change", [empty, without_tables])
def test_search_finds_what_stands_in_an_archive_whose_state_knows_nothing(
    archive: Path, change: Callable[[bytes], bytes]
) -> None:
    damage(archive, change)
    assert "6 articles" in chengxi("search", "--output", archive).out


@pytest.fixture
def aged(tmp_path: Path) -> Path:
    """An archive of two runs whose state is the one that the first run left."""
    output = tmp_path / "output"
    for count in (4, 7):
        with Portal(portal_of(count)) as portal:
            assert crawl(output, f"{portal.url}/list.html").code == 0
        if count == 4:
            older = (output / "state.sqlite3").read_bytes()
    damage(output, lambda _: older)
    return output


def test_state_that_is_an_older_copy_is_told_and_nothing_is_cut_off(aged: Path) -> None:
    before = {path: path.read_bytes() for folder in ("articles", "warc") for path in aged.glob(f"{folder}/*/*")}
    run = crawl(aged, "http://127.0.0.1:9/list.html")
    assert run.code == 2
    assert "it is an older copy" in run.err
    assert "older copy" in chengxi("verify", "--output", aged).out
    assert all(path.read_bytes() == data for path, data in before.items())


@pytest.mark.parametrize("source", ["articles", "warc"])
def test_state_that_is_an_older_copy_is_made_again_with_all_lines(aged: Path, source: str) -> None:
    before = articles(aged)
    assert chengxi("rebuild", "--from", source, "--output", aged).code == 0
    assert articles(aged) == before
    assert not Verifier(aged).verify().damages
    with Portal(portal_of(7)) as portal:
        assert crawl(aged, f"{portal.url}/list.html").code == 0


def test_run_that_stored_nothing_makes_no_state_an_older_copy(archive: Path) -> None:
    told = '{"run_id": "29991231T000000Z-000000", "sections": [{"new": 0, "changed": 0, "set_aside": {}}]}'
    (archive / "runs/29991231T000000Z-000000.json").write_text(told)
    (archive / "runs/._odd.json").write_bytes(b"\0{")
    assert chengxi("verify", "--output", archive).code == 0
