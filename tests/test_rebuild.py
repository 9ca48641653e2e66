"""Each thing can be deleted and made again: lines from the WARC, state from the lines."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines import workers
from scraper.cli import rebuild
from scraper.cli.lines import record_of
from scraper.fields import ArticleLine
from scraper.store.rebuild import FromWarc
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


def test_newer_software_appends_a_revision_and_rewrites_nothing(archive: Path) -> None:
    def newer(document, site, profile):
        record = record_of(document, site, profile)
        if isinstance(record, ArticleLine) and "第7号" in (record.title or ""):
            return replace(record, author="新版软件读出的作者")
        return record

    before = articles(archive)
    store = Store.open(archive, is_rebuilding=True)
    try:
        rebuilt = FromWarc(store, (), newer).run()
    finally:
        store.close()
    after = articles(archive)
    assert rebuilt.reprocessed == 1
    assert after[: len(before)] == before
    assert [(line["change"], line["author"]) for line in after[len(before) :]] == [
        ("reprocessed", "新版软件读出的作者")
    ]
    assert Verifier(archive).verify().damages == []


def test_second_rebuild_with_the_newer_software_appends_nothing_more(archive: Path) -> None:
    def newer(document, site, profile):
        record = record_of(document, site, profile)
        return replace(record, author="作者") if isinstance(record, ArticleLine) else record

    counts = []
    for _ in range(2):
        store = Store.open(archive, is_rebuilding=True)
        try:
            counts.append(FromWarc(store, (), newer).run().reprocessed)
        finally:
            store.close()
    assert counts[0] == 16
    assert counts[1] == 0


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


def test_revisions_of_newer_software_outlast_a_second_rebuild(archive: Path) -> None:
    def newer(document, site, profile):
        record = record_of(document, site, profile)
        return replace(record, author="作者") if isinstance(record, ArticleLine) else record

    for refine in (newer, record_of):
        store = Store.open(archive, is_rebuilding=True)
        try:
            FromWarc(store, (), refine).run()
        finally:
            store.close()
    assert sum(line["change"] == "reprocessed" for line in articles(archive)) == 16
    assert Verifier(archive).verify().damages == []


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
