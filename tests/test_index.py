"""The index: it catches up, finds what stands in the text, and may be deleted."""

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
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.archive import Archive
from scraper.errors import StorageError
from scraper.hanzi import fold
from scraper.index.tokens import index_tokens, match_phrase
from scraper.store.compacted import compact
from tests.archive_maker import append, finished, make_archive, make_line
from tests.web_archive import make_web_archive


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path


def ids(archive: Archive, query: str, **filters: object) -> set[str]:
    return {hit.id for hit in archive.search(query, **filters)}


def titles(archive: Archive, query: str, **filters: object) -> list[str]:
    return [hit.title.text for hit in archive.search(query, **filters)]


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


def test_a_removed_article_is_found_by_its_last_text(output):
    first = make_line("甲", "水利")
    gone = {key: value for key, value in first.items() if key not in {"text", "title", "html"}}
    append(output, [first, gone | {"revision": 2, "change": "removed", "status": "removed"}])
    with Archive(output) as archive:
        hit = archive.search("水利 is:removed").page()[0]
        assert (hit.title.text, hit.status) == ("甲", "removed")
        assert next(archive.articles())["status"] == "removed"


def test_near_duplicates_are_folded_into_one_hit(output):
    root = make_line("甲", "水利工程开工")
    copies = [make_line(f"转载{n}", "水利工程开工了", near_duplicate_of=root["id"]) for n in range(3)]
    append(output, [root, *copies])
    with Archive(output) as archive:
        results = archive.search("水利")
        assert len(results) == 1
        assert results.page()[0].similar == 3
        assert len(archive.search("水利", repetitions=True)) == 4


def test_a_ring_of_duplicates_ends(output):
    first, second = make_line("甲", "水利"), make_line("乙", "水利")
    append(output, [first | {"duplicate_of": second["id"]}, second | {"duplicate_of": first["id"]}])
    with Archive(output) as archive:
        assert 1 <= len(archive.search("水利")) <= 2


def test_the_text_of_an_attachment_is_found(output):
    (output / "files/ab").mkdir(parents=True)
    (output / "files/ab/abc.txt").write_text("附件里的耕地保护", encoding="utf-8")
    file = {"url": "https://x/1.doc", "name": "附件一.doc", "text_path": "files/ab/abc.txt"}
    append(output, [make_line("甲", "正文", attachments=[file])])
    with Archive(output) as archive:
        assert archive.search("耕地保护").page()[0].snippet.text == "附件里的耕地保护"
        assert len(archive.search("附件一")) == 1


def test_a_path_out_of_the_archive_is_not_followed(output):
    secret = output.parent / "secret.txt"
    secret.write_text("机密内容", encoding="utf-8")
    file = {"url": "https://x/1.doc", "name": "a", "text_path": "../secret.txt"}
    append(output, [make_line("甲", "正文", attachments=[file])])
    with Archive(output) as archive:
        assert len(archive.search("机密内容")) == 0


def test_simplified_and_traditional_find_the_same(output):
    append(output, [make_line("甲", "鄉村振興與農業"), make_line("乙", "乡村振兴与农业")])
    with Archive(output) as archive:
        assert ids(archive, "鄉村振興") == ids(archive, "乡村振兴")
        assert len(archive.search("乡村振兴")) == 2


def test_exact_does_not_fold(output):
    append(output, [make_line("甲", "皇后大道"), make_line("乙", "以後再說")])
    with Archive(output) as archive:
        assert titles(archive, "exact:後") == ["乙"]
        assert titles(archive, "exact:后") == ["甲"]
        assert len(archive.search("后")) == 2
        assert len(archive.search("exact:後 OR exact:后")) == 2


def test_full_width_letters_and_digits_are_found_by_plain_ones(output):
    append(output, [make_line("甲", "ＧＤＰ增长５％")])
    with Archive(output) as archive:
        assert len(archive.search("gdp增长5")) == 1


def test_a_word_across_punctuation_is_no_word(output):
    append(output, [make_line("甲", "发展乡村。振兴经济")])
    with Archive(output) as archive:
        assert len(archive.search("乡村振兴")) == 0
        assert len(archive.search("乡村。振兴")) == 1


def test_a_document_number_is_found_by_field_and_by_text(output):
    append(output, [make_line("甲", "正文", document_number="国办发〔2024〕12号"), make_line("乙", "正文")])
    with Archive(output) as archive:
        assert titles(archive, "no:国办发〔2024〕12号") == ["甲"]
        assert titles(archive, "國辦發〔2024〕12號") == ["甲"]


def test_a_site_is_meant_by_name_by_end_of_host_and_by_title(output):
    append(
        output,
        [
            make_line("甲", "文", site="a.gov.cn"),
            make_line("乙", "文", site="ba.gov.cn", portal_name="柳河市", url="u"),
        ],
    )
    with Archive(output) as archive:
        assert titles(archive, "site:a.gov.cn") == ["甲"]
        assert len(archive.search("site:gov.cn")) == 2
        assert titles(archive, "site:柳河") == ["乙"]
        assert titles(archive, "", site="a.gov.cn") == ["甲"]


def test_articles_are_found_by_their_source(output):
    append(output, [make_line("甲", "文", source="青禾县教育局"), make_line("乙", "文", url="u", source="新华社")])
    with Archive(output) as archive:
        assert titles(archive, "source:教育局") == titles(archive, "来源:教育局") == ["甲"]
        assert [count.value for count in archive.search("文").facet("source")] == ["青禾县教育局", "新华社"]


@pytest.mark.parametrize("name", ["ba.gov.cn", "ba.gov.cn:8080", "ba.gov.cn_8080", "gov.cn"])
def test_a_site_with_a_port_is_meant_with_and_without_it(output, name):
    append(output, [make_line("甲", "文", site="ba.gov.cn_8080")])
    with Archive(output) as archive:
        assert titles(archive, f"site:{name}") == ["甲"]


def test_a_second_section_finds_the_article_too(output):
    places = [{"name": "通知公告", "url": "u1"}, {"name": "财政信息", "url": "u2"}]
    append(output, [make_line("甲", "文", sections=places)])
    with Archive(output) as archive:
        assert titles(archive, "section:财政") == ["甲"]


def test_a_section_named_wholly_means_no_other(output):
    append(output, [make_line("甲", "文", section="通知"), make_line("乙", "文", section="通知公告", url="u")])
    with Archive(output) as archive:
        assert titles(archive, "section:通知") == ["甲"]
        assert len(archive.search("section:知")) == 2


def test_sql_reads_a_compacted_month(output):
    append(output, [make_line("甲", "水利")])
    log = next(output.glob("articles/*/*.jsonl"))
    compact(output, log.relative_to(output).as_posix())
    with Archive(output) as archive:
        assert archive.sql("SELECT title FROM articles").rows == [("甲",)]


def test_dates_filter_with_both_ends_told_by_their_words(output):
    append(
        output,
        [make_line(day, "文", published=day) for day in ("2023-12-31", "2024-01-01", "2024-12-31T23:59:00+08:00")],
    )
    with Archive(output) as archive:
        assert len(archive.search("after:2024")) == 2
        assert titles(archive, "before:2024") == ["2023-12-31"]
        assert len(archive.search("", since="2024", until="2024")) == 2


def test_an_article_without_a_date_comes_last_and_passes_no_date_filter(output):
    undated = make_line("无日期", "文")
    del undated["published"]
    append(output, [undated, make_line("旧", "文", published="1999-01-01"), make_line("新", "文")])
    with Archive(output) as archive:
        assert titles(archive, "", sort="newest") == ["新", "旧", "无日期"]
        assert "无日期" not in titles(archive, "after:1900")


def test_words_in_the_title_rank_first(output):
    append(output, [make_line("甲", "水利 " * 3 + "杂项" * 50), make_line("水利工作", "全县会议")])
    with Archive(output) as archive:
        assert titles(archive, "水利")[0] == "水利工作"


def test_facets_count_all_that_was_found(output):
    make_archive(output, 80)
    with Archive(output) as archive:
        results = archive.search("")
        assert sum(count.articles for count in results.facet("site")) == 80
        assert sum(count.articles for count in results.facet("year")) == 80
        assert results.facet("site")[0].label.endswith(("政府", "局"))


def test_a_problem_in_the_query_finds_nothing_and_raises_nothing(output):
    append(output, [make_line("甲", "文")])
    with Archive(output) as archive:
        results = archive.search("colour:red")
        assert len(results) == 0
        assert "colour: is no field" in repr(results)


@pytest.mark.parametrize(
    "query",
    ['"', "a AND", "NEAR(a b)", "text:*", "*", "a* b", "{title}", "^a", "words MATCH", "';--", "\x00", "a\x00b"],
)
def test_no_query_reaches_the_engine_unquoted(output, query):
    append(output, [make_line("甲", "文")])
    with Archive(output) as archive:
        archive.search(query)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("甲乙丙丁戊，。 a1\n"), max_size=25), st.data())
def test_every_substring_of_tokens_is_a_phrase_of_the_text(text, data):
    """The law of the tokens, without an archive: the phrase of a Han substring stands in the tokens of the text."""
    tokens = index_tokens(fold(text)).split()
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    needle = text[start : start + data.draw(st.integers(1, 6))]
    phrase = match_phrase(fold(needle))
    if phrase is None or "a" in needle or "1" in needle:
        return
    is_prefix = phrase.endswith("*")
    sought = phrase.rstrip("*").strip('"').split()
    windows = (tokens[at : at + len(sought)] for at in range(len(tokens)))
    assert any(
        window[:-1] == sought[:-1]
        and len(window) == len(sought)
        and (window[-1].startswith(sought[-1]) if is_prefix else window[-1] == sought[-1])
        for window in windows
    )


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
