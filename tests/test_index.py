"""The index: it catches up with the archive, whole or damaged, and is made again where it must be."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.errors import StorageError
from scraper.store.compacted import compact
from tests.archive_maker import append, finished, ids, make_archive, make_line, titles
from tests.web_archive import make_web_archive


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path


def commit(output: Path, name: str, length: int) -> None:
    with sqlite3.connect(output / "state.sqlite3") as state:
        state.execute("CREATE TABLE IF NOT EXISTS logs(path TEXT PRIMARY KEY, committed_bytes INTEGER NOT NULL)")
        state.execute("INSERT OR REPLACE INTO logs VALUES(?, ?)", (name, length))
    state.close()


def test_new_lines_are_found_at_the_next_search(output):
    append(output, [make_line("甲", "水利")])
    with Archive(output) as archive:
        assert titles(archive, "水利") == ["甲"]
        append(output, [make_line("乙", "水利")])
        assert sorted(titles(archive, "水利")) == ["乙", "甲"]


def test_another_process_finds_what_the_first_indexed(output):
    append(output, [make_line("甲", "水利")])
    with Archive(output) as first, Archive(output) as second:
        assert len(first.search("水利")) == 1
        append(output, [make_line("乙", "水利")])
        assert len(second.search("水利")) == 2
        assert len(first.search("水利")) == 2


def test_two_that_open_a_new_archive_together_make_one_index(output):
    from concurrent.futures import ThreadPoolExecutor

    append(output, [make_line(f"第{number}", "水利", url=str(number)) for number in range(50)])

    def look(_: int) -> int:
        with Archive(output) as archive:
            return len(archive.search("水利"))

    with ThreadPoolExecutor(6) as several:
        assert set(several.map(look, range(6))) == {50}


def test_a_torn_last_line_is_not_read(output):
    append(output, [make_line("甲", "水利")])
    log = next(output.glob("articles/*/*.jsonl"))
    with log.open("ab") as file:
        file.write(b'{"schema": "article/1", "id": "torn')
    with Archive(output) as archive:
        assert len(archive.search("")) == 1


def test_only_committed_lines_are_read(output):
    append(output, [make_line("甲", "水利")])
    log = next(output.glob("articles/*/*.jsonl"))
    name, length = log.relative_to(output).as_posix(), log.stat().st_size
    append(output, [make_line("乙", "水利")])
    commit(output, name, length)
    with Archive(output) as archive:
        assert titles(archive, "水利") == ["甲"]
        commit(output, name, log.stat().st_size)
        assert len(archive.search("水利")) == 2


def test_a_log_that_was_made_again_is_read_again(output):
    append(output, [make_line("甲", "水利一二三"), make_line("乙", "水利")])
    with Archive(output) as archive:
        assert len(archive.search("水利")) == 2
        log = next(output.glob("articles/*/*.jsonl"))
        log.unlink()
        append(output, [make_line("丙", "渔业资源四五六七八九"), make_line("丁", "渔业" * 40)])
        assert len(archive.search("水利")) == 0
        assert len(archive.search("渔业")) == 2


def test_an_archive_whose_logs_are_gone_finds_nothing(output):
    append(output, [make_line("甲", "水利")])
    with Archive(output) as archive:
        assert len(archive.search("水利")) == 1
        next(output.glob("articles/*/*.jsonl")).unlink()
        assert len(archive.search("水利")) == 0


def test_a_compacted_month_is_read_where_it_was_before(output):
    append(output, [make_line("甲", "水利")])
    with Archive(output) as archive:
        assert len(archive.search("水利")) == 1
        log = next(output.glob("articles/*/*.jsonl"))
        compact(output, log.relative_to(output).as_posix())
        assert not log.exists()
        assert titles(archive, "水利") == ["甲"]
    (output / "index.sqlite3").unlink()
    with Archive(output) as archive:
        assert titles(archive, "水利") == ["甲"]


def test_a_compacted_month_of_several_frames_is_read_from_any_place(output, monkeypatch):
    monkeypatch.setattr("scraper.store.compacted.FRAME_BYTES", 2000)
    make_archive(output, 60)
    with Archive(output) as archive:
        before = {hit.id: hit.title.text for hit in archive.search("")}
    for log in output.glob("articles/*/*.jsonl"):
        compact(output, log.relative_to(output).as_posix())
    with Archive(output) as archive:
        assert archive.searcher.catch_up().articles == 0
        assert {hit.id: hit.title.text for hit in archive.search("")} == before
    (output / "index.sqlite3").unlink()
    with Archive(output) as archive:
        assert {hit.id: hit.title.text for hit in archive.search("")} == before


def test_an_index_of_another_version_is_made_again(output):
    append(output, [make_line("甲", "水利")])
    with Archive(output) as archive:
        archive.search("")
    with sqlite3.connect(output / "index.sqlite3") as index:
        index.execute("UPDATE meta SET value = '0'")
    index.close()
    with Archive(output) as archive:
        assert titles(archive, "水利") == ["甲"]


def test_a_file_that_is_no_index_is_made_again(output):
    append(output, [make_line("甲", "水利")])
    (output / "index.sqlite3").write_bytes(b"this is no database at all" * 100)
    with Archive(output) as archive:
        assert titles(archive, "水利") == ["甲"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user to try this")
@pytest.mark.system
def test_an_archive_of_another_user_is_searched_with_an_index_in_the_cache():
    folder = Path(tempfile.mkdtemp(prefix="chengxi-read-only-"))
    try:
        output = make_web_archive(folder / "output", 8)
        (folder / "cache").mkdir()
        os.chown(folder / "cache", 65534, 65534)
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        # The interpreter may stand where another user cannot enter: load everything first, then become that user.
        code = (
            "import os, sys, duckdb, scraper.index.sql; from scraper import Archive, hanzi; hanzi.fold('x')\n"
            "os.setgroups([]); os.setgid(65534); os.setuid(65534); archive = Archive(sys.argv[1])\n"
            "print(len(archive.search('', repetitions=True)), archive.sql('SELECT count(*) FROM articles').rows[0][0])"
        )
        where = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "TMPDIR": str(folder / "cache")}
        told = subprocess.run([sys.executable, "-c", code, str(output)], env=where, capture_output=True, check=False)
        assert told.stdout.split() == [b"12", b"12"], told.stderr.decode()
        assert not (output / "index.sqlite3").exists()
    finally:
        shutil.rmtree(folder)


def test_an_index_that_cannot_be_written_is_told(output):
    append(output, [make_line("甲", "水利")])
    (output / "index.sqlite3").mkdir()
    with Archive(output) as archive, pytest.raises(StorageError, match="cannot be opened"):
        archive.search("")


def test_a_line_that_is_no_json_does_not_stop_the_others(output):
    append(output, [make_line("甲", "水利")])
    log = next(output.glob("articles/*/*.jsonl"))
    with log.open("ab") as file:
        file.write(b"{broken\n[]\n{}\n")
    append(output, [make_line("乙", "水利")])
    with Archive(output) as archive:
        assert archive.searcher.catch_up().damaged == 3
        assert len(archive.search("水利")) == 2


def test_a_newer_revision_takes_the_place_of_the_older(output):
    first = make_line("甲", "水利")
    append(output, [first, finished(first | {"revision": 2, "change": "edited", "text": "渔业"})])
    with Archive(output) as archive:
        assert not ids(archive, "水利")
        assert ids(archive, "渔业 is:changed") == {first["id"]}
        assert [line["revision"] for line in archive.revisions(first["id"])] == [1, 2]


def test_the_index_does_not_grow_with_revisions(output):
    first = make_line("甲", "水利")
    append(output, [first])
    with Archive(output) as archive:
        for number in range(2, 6):
            append(output, [finished(first | {"revision": number, "change": "reprocessed", "text": f"水利{number}"})])
            assert len(archive.search("水利")) == 1
        index = archive.searcher.index
        assert index.execute("SELECT count(*) FROM words WHERE words MATCH '\"水利\"'").fetchone() == (1,)
        index.execute("INSERT INTO words(words) VALUES('integrity-check')")


def test_revisions_that_arrive_in_the_wrong_order_are_put_right(output):
    first = make_line("甲", "水利")
    append(output, [finished(first | {"revision": 2, "change": "edited", "text": "渔业"}), first])
    with Archive(output) as archive:
        assert not ids(archive, "水利")
        assert ids(archive, "渔业") == {first["id"]}


def test_a_ring_of_duplicates_ends(output):
    first, second = make_line("甲", "水利"), make_line("乙", "水利")
    append(output, [first | {"duplicate_of": second["id"]}, second | {"duplicate_of": first["id"]}])
    with Archive(output) as archive:
        assert 1 <= len(archive.search("水利")) <= 2


def test_a_path_out_of_the_archive_is_not_followed(output):
    secret = output.parent / "secret.txt"
    secret.write_text("机密内容", encoding="utf-8")
    file = {"url": "https://x/1.doc", "name": "a", "text_path": "../secret.txt"}
    append(output, [make_line("甲", "正文", attachments=[file])])
    with Archive(output) as archive:
        assert len(archive.search("机密内容")) == 0


def test_sql_reads_a_compacted_month(output):
    append(output, [make_line("甲", "水利")])
    log = next(output.glob("articles/*/*.jsonl"))
    compact(output, log.relative_to(output).as_posix())
    with Archive(output) as archive:
        assert archive.sql("SELECT title FROM articles").rows == [("甲",)]


def test_json_of_an_article_comes_back_as_it_was_written(output):
    line = make_line("甲", "水利\n第二段", keywords=["水利", "防汛"])
    append(output, [line])
    with Archive(output) as archive:
        assert json.dumps(next(archive.articles()), sort_keys=True) == json.dumps(line, sort_keys=True)


@pytest.mark.parametrize("after_lines", [200, 900])
def test_a_process_killed_while_it_indexes_loses_nothing(output, after_lines):
    make_archive(output, 1200)
    code = (
        "import os, sys\nfrom scraper.index import catchup\nfrom scraper.archive import Archive\ncatchup.BATCH = 100\n"
        f"Archive(sys.argv[1], lambda lines: lines >= {after_lines} and os.kill(os.getpid(), 9)).search('水利')"
    )
    killed = subprocess.run([sys.executable, "-c", code, output], check=False)
    assert killed.returncode == -9
    with Archive(output) as archive:
        assert len(archive.search("", repetitions=True)) == 1200
        counted = archive.searcher.index.execute("SELECT count(*) FROM docs").fetchone()
        assert counted == (1200,)
        archive.searcher.index.execute("INSERT INTO words(words) VALUES('integrity-check')")
