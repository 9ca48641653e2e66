"""Each thing can be deleted and made again: lines from the WARC, state from the lines."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines import workers
from scraper.cli import rebuild
from scraper.fields import ArticleLine
from scraper.line import refine as refined
from scraper.model import Listing
from scraper.store.facts import Facts
from scraper.store.rebuild import FromWarc
from scraper.store.rebuild_spool import Made, Spool
from scraper.store.state import Store
from scraper.store.verify import Verifier
from tests.crawling import articles, chengxi, crawl
from tests.portal.server import Portal
from tests.test_crawl import article, portal_of

EDITED = "更正：值班时间改为每日八时至二十时，请各村相互转告，并把更正后的值班表张贴在村务公开栏内。"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with new, edited and removed articles and pages set aside."""
    output = tmp_path_factory.mktemp("original") / "output"
    first = portal_of(17)
    del first["/a/t20240510_9.html"]
    with Portal(first) as portal:
        assert crawl(output, f"{portal.url}/list.html").code == 0
        answers = portal_of(18) | {"/a/t20240504_3.html": article(3, EDITED)}
        del answers["/a/t20240506_5.html"], answers["/a/t20240510_9.html"]
        portal.answers = answers
        assert crawl(output, f"{portal.url}/list.html", "--full").code == 0
    assert {line["change"] for line in articles(output)} == {"new", "edited", "removed"}
    return output


@pytest.fixture
def archive(original: Path, tmp_path: Path) -> Path:
    return shutil.copytree(original, tmp_path / "output")


def contents(output: Path, *folders: str) -> dict[str, bytes]:
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for folder in folders
        for path in sorted((output / folder).rglob("*"))
        if path.is_file()
    }


LINES = ("articles", "set-aside", "warc")


def test_lines_made_again_from_the_warc_are_the_very_same_bytes(archive: Path) -> None:
    before = contents(archive, *LINES)
    shutil.rmtree(archive / "articles")
    shutil.rmtree(archive / "set-aside")
    run = chengxi("rebuild", "--from", "warc", "--output", archive)
    assert run.code == 0, run.err
    assert contents(archive, *LINES) == before
    assert Verifier(archive).verify().damages == []


def test_warc_alone_gives_the_same_lines(archive: Path) -> None:
    before = contents(archive, *LINES)
    for name in ("articles", "set-aside", "runs"):
        shutil.rmtree(archive / name)
    for path in [*archive.glob("*.sqlite3*"), *archive.glob("warc/*/*.cdxj")]:
        path.unlink()
    chengxi("rebuild", "--from", "warc", "--output", archive)
    assert contents(archive, *LINES) == before
    assert Verifier(archive).verify().damages == []


def test_damaged_line_stands_again_and_its_neighbours_are_untouched(archive: Path) -> None:
    before = contents(archive, *LINES)
    (path,) = archive.glob("articles/*/*.jsonl")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    run = chengxi("rebuild", "--from", "warc", "--output", archive)
    assert "1 restored" in run.out
    assert contents(archive, *LINES) == before


def test_rebuild_of_a_sound_archive_changes_nothing(archive: Path) -> None:
    before = contents(archive, *LINES)
    chengxi("rebuild", "--from", "warc", "--output", archive)
    assert contents(archive, *LINES) == before


def record_of(document, site, profile):
    return refined(document, site, profile).record


def each(refine):
    """Refine task by task, in this process."""
    return lambda tasks: (task and refine(*task) for task in tasks)


def test_newer_software_appends_a_revision_and_rewrites_nothing(archive: Path) -> None:
    def newer(document, site, profile):
        record = record_of(document, site, profile)
        if isinstance(record, ArticleLine) and "第7号" in (record.title or ""):
            return replace(record, author="新版软件读出的作者")
        return record

    before = articles(archive)
    store = Store.open(archive, is_rebuilding=True)
    try:
        rebuilt = FromWarc(store, (), each(newer)).run()
    finally:
        store.close()
    after = articles(archive)
    assert rebuilt.reprocessed == 1
    assert after[: len(before)] == before
    assert [(line["change"], line["author"]) for line in after[len(before) :]] == [
        ("reprocessed", "新版软件读出的作者")
    ]
    assert Verifier(archive).verify().damages == []


def test_every_line_is_told_as_identical_restored_or_made_differently(archive: Path) -> None:
    log = next(archive.glob("articles/*/*.jsonl"))
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[1:]))

    def newer(document, site, profile):
        record = record_of(document, site, profile)
        return replace(record, author="作者") if "第7号" in (record.title or "") else record

    store = Store.open(archive, is_rebuilding=True)
    try:
        told = FromWarc(store, (), each(newer)).run()
    finally:
        store.close()
    assert told.lines == told.identical + told.restored + told.differing
    assert min(told.identical, told.restored, told.differing) > 0


def test_lines_of_a_spool_come_back_as_they_were(tmp_path: Path) -> None:
    facts = Facts(
        "a", "http://a/1", Listing("通知", title="题"), ("http://a/2",), {"schema": "article/1", "x": [1]}, is_page=True
    )
    made = [
        Made(facts, b'{"id": 1}\n', "<urn:1>"),
        Made(replace(facts, listing=None), None, None),
        Made(facts, b"", None),
    ]
    with Spool(tmp_path) as spool:
        places = [spool.add(line) for line in made]
        assert [spool.read(place) for place in reversed(places)] == made[::-1]
    assert list(tmp_path.iterdir()) == []


def test_second_rebuild_with_the_newer_software_appends_nothing_more(archive: Path) -> None:
    def newer(document, site, profile):
        record = record_of(document, site, profile)
        return replace(record, author="作者") if isinstance(record, ArticleLine) else record

    counts = []
    for _ in range(2):
        store = Store.open(archive, is_rebuilding=True)
        try:
            counts.append(FromWarc(store, (), each(newer)).run().reprocessed)
        finally:
            store.close()
    assert counts[0] == 16
    assert counts[1] == 0


def test_rebuild_on_several_processors_gives_the_same_bytes_and_tells_how_far_it_is(
    archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(archive, *LINES)
    for name in ("articles", "set-aside"):
        shutil.rmtree(archive / name)
    monkeypatch.setattr("pipelines.pools.FEW_PAGES", 0)
    monkeypatch.setattr("pipelines.pools.cores", lambda: 3)
    monkeypatch.setattr("scraper.cli.progress.PLAIN_SECONDS", 0.02)
    assert rebuild.command.main(["--from", "warc", "-o", str(archive)], standalone_mode=False) == 0
    assert contents(archive, *LINES) == before
    assert re.search(r"\d+ s: \d+ lines read from the WARC\n", capsys.readouterr().err)


def test_line_whose_page_takes_too_long_now_stays_and_is_told(
    archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(archive, *LINES)
    monkeypatch.setattr(workers, "PAGE_SECONDS", 0.0)
    code = rebuild.command.main(["--from", "warc", "-o", str(archive)], standalone_mode=False)
    assert code == 1
    assert "kept its worker busy" in capsys.readouterr().err
    assert contents(archive, *LINES) == before


def test_line_whose_response_is_damaged_stays_and_is_told(archive: Path) -> None:
    before = contents(archive, "articles", "set-aside")
    line = next(line for line in articles(archive) if line["change"] == "new")
    path = archive / line["warc"]["file"]
    data = bytearray(path.read_bytes())
    data[line["warc"]["offset"] + line["warc"]["length"] // 2] ^= 255
    path.write_bytes(data)
    run = chengxi("rebuild", "--from", "warc", "--output", archive)
    assert run.code == 1
    assert line["warc"]["file"] in run.err
    assert contents(archive, "articles", "set-aside") == before


def reading_as(author: str, version: str = "0.1.0"):
    """The line of a software that reads this author."""

    def refine(document, site, profile):
        record = record_of(document, site, profile)
        if not isinstance(record, ArticleLine):
            return record
        return replace(record, author=author, extraction=replace(record.extraction, version=version))

    return refine


def rebuilt_by(archive: Path, refine) -> int:
    """How many articles a software reprocessed."""
    store = Store.open(archive, is_rebuilding=True)
    try:
        return FromWarc(store, (), each(refine)).run().reprocessed
    finally:
        store.close()


def test_older_software_leaves_what_newer_software_read(archive: Path) -> None:
    assert rebuilt_by(archive, reading_as("作者", "99.1.0")) == 16
    assert rebuilt_by(archive, record_of) == 0
    assert sum(line["change"] == "reprocessed" for line in articles(archive)) == 16
    assert Verifier(archive).verify().damages == []


def test_still_newer_software_reprocesses_again(archive: Path) -> None:
    counts = [rebuilt_by(archive, reading_as(author)) for author in ("作者", "作者", "编辑", "编辑")]
    assert counts == [16, 0, 16, 0]
    last = {line["id"]: line for line in articles(archive) if line["change"] == "reprocessed"}
    assert {line["author"] for line in last.values()} == {"编辑"}
    assert all(line["previous"]["revision"] == line["revision"] - 1 for line in last.values())
    assert Verifier(archive).verify().damages == []


def test_reprocessed_revisions_come_back_from_the_warc_alone(archive: Path) -> None:
    rebuilt_by(archive, reading_as("作者"))
    before = [line for line in articles(archive) if line["change"] == "reprocessed"]
    shutil.rmtree(archive / "articles")
    for path in archive.glob("*.sqlite3*"):
        path.unlink()
    assert rebuilt_by(archive, reading_as("作者")) == 0
    assert [line for line in articles(archive) if line["change"] == "reprocessed"] == before
    assert Verifier(archive).verify().damages == []


def test_article_that_was_edited_since_is_reprocessed_from_its_last_page_only(archive: Path) -> None:
    rebuilt_by(archive, reading_as("作者"))
    edited = {line["id"] for line in articles(archive) if line["change"] in ("edited", "removed")}
    again = {line["id"] for line in articles(archive) if line["change"] == "reprocessed" and line["revision"] == 2}
    assert edited
    assert not edited & again


@pytest.mark.parametrize("source", ["articles", "warc"])
def test_what_neighbours_taught_comes_back(archive: Path, source: str) -> None:
    def learnt() -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(archive / "state.sqlite3")) as db:
            profiles = db.execute("SELECT digest, site, json FROM profiles ORDER BY digest").fetchall()
            signed = db.execute("SELECT * FROM near_signatures ORDER BY id").fetchall()
            bands = db.execute("SELECT * FROM near_bands ORDER BY band, key, id").fetchall()
            return [*profiles, *db.execute("SELECT site, used FROM sites"), *signed, *bands]

    before = learnt()
    for path in archive.glob("state.sqlite3*"):
        path.unlink()
    assert chengxi("rebuild", "--from", source, "--output", archive).code == 0
    assert learnt() == before


def test_damaged_last_record_is_not_cut_off_by_the_next_start(archive: Path) -> None:
    (path,) = archive.glob("warc/*/*.warc.gz")
    size = path.stat().st_size
    data = bytearray(path.read_bytes())
    data[-3] ^= 255
    path.write_bytes(data)
    chengxi("rebuild", "--from", "warc", "--output", archive)
    Store.open(archive).close()
    assert path.stat().st_size == size


def test_lost_state_is_made_again_from_the_lines(archive: Path) -> None:
    before = contents(archive, *LINES)
    for path in archive.glob("state.sqlite3*"):
        path.unlink()
    refused = crawl(archive, "http://127.0.0.1:9/list.html")
    assert refused.code == 2
    assert "rebuild --from articles" in refused.err
    assert chengxi("rebuild", "--from", "articles", "--output", archive).code == 0
    assert contents(archive, *LINES) == before
    assert Verifier(archive).verify().damages == []


def test_crawl_goes_on_after_the_state_was_made_again(tmp_path: Path) -> None:
    with Portal(portal_of(12)) as portal:
        crawl(tmp_path, f"{portal.url}/list.html")
        for path in tmp_path.glob("state.sqlite3*"):
            path.unlink()
        chengxi("rebuild", "--from", "articles", "--output", tmp_path)
        run = crawl(tmp_path, f"{portal.url}/list.html")
    assert run.report["sections"][0]["new"] == 0
    assert len(articles(tmp_path)) == 12


def test_a_warc_that_is_lost_is_named_with_its_cure_and_ends_with_one(archive: Path) -> None:
    (lost,) = (archive / "warc").glob("*/*.warc.gz")
    lost.unlink()
    run = chengxi("rebuild", "--from", "warc", "--output", archive)
    assert run.code == 1
    assert f"{lost.relative_to(archive).as_posix()}: there is no such file" in run.err
    assert "from a copy" in run.err
