"""`from scraper import Archive`, and the verbs search, export, sql and serve as their users call them."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from scraper import Archive
from scraper.cli import main
from scraper.errors import UsageError
from tests.archive_maker import append, make_archive, make_line
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_archive(tmp_path_factory.mktemp("archive"), 60)
    append(folder, [make_line("水庫安全通知", "各鄉鎮"), make_line("无日期", "文", published=None)])
    return folder


def run(capsysbinary: pytest.CaptureFixture[bytes], *words: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main([str(word) for word in words])
    out, err = capsysbinary.readouterr()
    return int(stopped.value.code or 0), out.decode(), err.decode()


def test_importing_the_package_loads_no_heavy_library():
    code = "import sys, scraper; print([name for name in ('numpy', 'lxml', 'duckdb', 'scrapy') if name in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


@pytest.mark.parametrize("verb", ["search", "export", "sql", "serve"])
def test_help_loads_no_heavy_library(verb):
    code = (
        f"import sys; from scraper.cli import main\ntry: main([{verb!r}, '--help'])\nexcept SystemExit: pass\n"
        "print([name for name in ('numpy', 'lxml', 'duckdb', 'scrapy', 'starlette') if name in sys.modules])"
    )
    told = subprocess.check_output([sys.executable, "-c", code], text=True)
    assert "Examples:" in told
    assert told.rstrip().endswith("[]")


def test_a_search_becomes_a_pandas_table(output):
    pytest.importorskip("pandas")
    with Archive(output) as archive:
        table = archive.search("水库").to_pandas()
    assert "水庫安全通知" in set(table["title"])


def test_a_search_becomes_polars_and_arrow(output):
    pytest.importorskip("polars")
    pytest.importorskip("pyarrow")
    with Archive(output) as archive:
        results = archive.search("", site="qingxi.example.cn")
        assert results.to_polars().height == len(results)
        assert results.to_arrow().num_rows == len(results)


def test_an_empty_search_is_an_empty_table_with_its_columns(output):
    pytest.importorskip("polars")
    with Archive(output) as archive:
        assert archive.search("绝无此词").to_polars().columns[0] == "id"


def test_articles_counts_days_and_facets_agree(output):
    with Archive(output) as archive:
        results = archive.search("")
        assert len(list(archive.articles())) == results.total == 62
        assert sum(results.by_day().values()) == 61
        assert {count.value for count in results.facet("section")} >= {"通知公告"}


def test_articles_of_a_query_that_cannot_be_read_is_an_error(output):
    with Archive(output) as archive, pytest.raises(UsageError, match="is no field"):
        list(archive.articles("foo:bar"))


def test_a_date_that_is_none_is_told(output):
    with Archive(output) as archive, pytest.raises(UsageError, match="since: 'soon' is no date"):
        archive.search("", since="soon")


def test_no_archive_is_told_with_the_cure(tmp_path, capsysbinary):
    code, _, err = run(capsysbinary, "search", "x", "-o", tmp_path / "none")
    assert code == 2
    assert "crawl first" in err


def test_an_archive_without_articles_is_told(tmp_path, capsysbinary):
    (tmp_path / "warc").mkdir()
    code, out, _ = run(capsysbinary, "search", "x", "-o", tmp_path)
    assert (code, "holds no article yet" in out) == (0, True)


def test_nothing_found_is_told(output, capsysbinary):
    assert run(capsysbinary, "search", "绝无此词", "-o", output)[:2] == (0, "Nothing found.\n")


def test_a_word_with_a_minus_is_no_option(output, capsysbinary):
    code, out, _ = run(capsysbinary, "search", "水库", "-通知", "-o", output, "--format", "jsonl")
    assert code == 0
    assert all("通知" not in json.loads(line)["title"] for line in out.splitlines())


def test_an_option_that_is_none_is_told(output, capsysbinary):
    code, _, err = run(capsysbinary, "search", "水库", "--sizon", "2024", "-o", output)
    assert code == 2
    assert "No such option" in err


def test_a_problem_in_the_query_is_shown_under_its_place(output, capsysbinary):
    code, _, err = run(capsysbinary, "search", "水库 colour:red", "-o", output)
    assert code == 2
    assert "     ^^^^^^^" in err


@pytest.mark.parametrize("form", ["table", "jsonl", "csv", "bibtex", "ris", "gbt7714"])
def test_every_format_of_a_search_names_the_article(output, capsysbinary, form):
    code, out, _ = run(capsysbinary, "search", "水庫安全", "-o", output, "--format", form)
    assert code == 0
    assert "水庫安全通知" in out


def test_the_limit_is_kept_and_nought_means_all(output, capsysbinary):
    few = run(capsysbinary, "search", "", "-o", output, "--limit", "3", "--format", "jsonl")[1]
    whole = run(capsysbinary, "search", "", "-o", output, "--limit", "0", "--format", "jsonl")[1]
    assert (len(few.splitlines()), len(whole.splitlines())) == (3, 62)


@pytest.mark.parametrize("words", [("search", "危险"), ("sql", "SELECT title, text FROM articles")])
def test_what_a_portal_wrote_cannot_steer_the_terminal(tmp_path, capsysbinary, words):
    append(tmp_path, [make_line("危险\x1b[2J标题", "\x9b31m危险\x07", section="\x1b]0;x\x07")])
    _, out, _ = run(capsysbinary, *words, "-o", tmp_path)
    assert "危险" in out
    assert [part for part in ("\x1b[2J", "\x9b", "\x07", "\x1b]") if part in out] == []


def test_an_export_to_a_file_is_whole_or_not_there(output, tmp_path, capsysbinary):
    target = tmp_path / "deep" / "all.jsonl"
    code, _, err = run(capsysbinary, "export", "--format", "jsonl", "--to", target, "-o", output)
    assert (code, len(target.read_text().splitlines())) == (0, 62)
    assert "62 articles exported" in err
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("form", ["csv", "parquet", "datapackage", "datasette"])
@pytest.mark.parametrize("wrong", [["--since", "2025-13"], ["'(never closed'"]])
def test_an_export_that_fails_leaves_nothing_behind(output, tmp_path, capsysbinary, form, wrong):
    words = ["export", "--format", form, "--to", tmp_path / "out", "-o", output, *wrong]
    assert run(capsysbinary, *words)[0] == 2
    assert list(tmp_path.iterdir()) == []


def test_an_export_to_a_file_does_not_take_the_name_of_a_folder(output, tmp_path, capsysbinary):
    code, _, err = run(capsysbinary, "export", "--format", "csv", "--to", tmp_path, "-o", output)
    assert (code, "is a folder; name a file in it with --to" in err) == (2, True)


def test_an_export_to_a_dash_goes_to_standard_output(output, tmp_path, capsysbinary, monkeypatch):
    monkeypatch.chdir(tmp_path)
    _, out, _ = run(capsysbinary, "export", "--format", "jsonl", "--to", "-", "-o", output)
    assert (len(out.splitlines()), list(tmp_path.iterdir())) == (62, [])


def test_an_export_respects_its_filters(output, capsysbinary):
    out = run(capsysbinary, "export", "--format", "jsonl", "--since", "2020", "--until", "2021", "-o", output)[1]
    assert {json.loads(line)["published"][:4] for line in out.splitlines()} <= {"2020", "2021"}


def test_an_export_of_revisions_holds_tombstones(tmp_path, capsysbinary):
    first = make_line("甲", "水利")
    stone = {"id": first["id"], "url": "u", "canonical_url": "u", "site": first["site"], "revision": 2}
    told = {"change": "removed", "status": "removed", "fetched_at": first["fetched_at"], "schema": "article/1"}
    append(tmp_path, [first, stone | told])
    out = run(capsysbinary, "export", "--format", "jsonl", "--revisions", "-o", tmp_path)[1]
    assert [json.loads(line)["revision"] for line in out.splitlines()] == [1, 2]


@pytest.mark.parametrize("form", ["parquet", "datapackage", "datasette"])
def test_an_export_into_a_folder_says_where(output, tmp_path, capsysbinary, form):
    code, _, err = run(capsysbinary, "export", "--format", form, "--to", tmp_path / "out", "-o", output)
    assert code == 0
    assert str(tmp_path / "out") in err
    assert any((tmp_path / "out").iterdir())


def test_sql_writes_many_fields_under_each_other_and_leaves_the_empty_out(output, capsysbinary):
    _, out, _ = run(capsysbinary, "sql", "FROM articles LIMIT 2", "-o", output)
    lines = out.splitlines()
    assert [line for line in lines if line.startswith("row ")] == ["row 1", "row 2"]
    assert sum(line.startswith("title ") for line in lines) == 2
    assert [line for line in lines if line.startswith("subtitle")] == []


def test_sql_writes_a_cell_of_several_paragraphs_on_one_line(output, capsysbinary):
    _, out, _ = run(capsysbinary, "sql", "SELECT 'a\nb' AS text, 12 AS n, 'x' AS tail", "-o", output)
    assert out.splitlines() == ["text   n  tail", "a⏎b   12  x"]


@pytest.mark.parametrize("words", [("search", "水库"), ("export", "--format", "csv", "水库")])
def test_a_site_or_section_that_no_article_is_of_is_told_with_those_that_there_are(output, capsysbinary, words):
    code, _, err = run(capsysbinary, *words, "--site", "nowhere.example", "--section", "无此栏目", "-o", output)
    assert code == 0
    assert "--site nowhere.example: no article is of it; there are " in err
    assert "清溪县人民政府 (www.qingxi.example.cn)" in err
    assert "--section 无此栏目: no article is of it" in err


def test_a_word_that_nothing_holds_is_not_blamed_on_the_site(output, capsysbinary):
    _, out, err = run(capsysbinary, "search", "曉葛無", "--site", "www.qingxi.example.cn", "-o", output)
    assert ("Nothing found." in out, err) == (True, "")


def test_a_span_that_ends_before_it_begins_is_refused(output, capsysbinary):
    code, _, err = run(capsysbinary, "search", "", "--since", "2025", "--until", "2024-05", "-o", output)
    assert (code, "since: 2025 is after until: 2024-05" in err) == (2, True)
    assert run(capsysbinary, "search", "", "--since", "2024", "--until", "2024-05", "-o", output)[0] == 0


def test_show_tells_repairs_that_are_alike_once_with_their_number(tmp_path, capsysbinary):
    made = {"rule": "restore/script", "field": "text", "confidence": 0.98, "reason": "as the page goes"}
    repairs = [made | {"span": [at, at + 1], "before": "鎮", "after": "镇"} for at in range(3, 303)]
    line = make_line("镇务公开", "甲乙丙" + "镇" * 300, repairs=repairs)
    append(tmp_path, [line])
    assert run(capsysbinary, "rebuild", "--from", "articles", "-o", tmp_path)[0] == 0
    out = run(capsysbinary, "show", line["id"], "-o", tmp_path)[1]
    assert [row for row in out.splitlines() if row.startswith("repaired")] == [
        "repaired, 300 times, first text 3: '鎮' became '镇' (restore/script, 0.98)"
    ]


def test_sql_shows_the_views_that_the_help_names(output, capsysbinary):
    out = run(capsysbinary, "sql", "SHOW TABLES", "-o", output)[1]
    assert out.split() == ["name", "articles", "fetches", "revisions", "runs", "set_aside"]


def test_blanks_of_a_text_are_shown_as_blanks(tmp_path, capsysbinary):
    append(tmp_path, [make_line("关于召开大会的通知", "各村：\u3000\u3000请于\u00a0九时到会。")])
    for words in (("search", "大会"), ("sql", "SELECT text FROM articles")):
        out = run(capsysbinary, *words, "-o", tmp_path)[1]
        assert "各村：\u3000\u3000请于 九时到会。" in out


def test_the_name_of_a_column_cannot_steer_the_terminal(output, capsysbinary):
    _, out, _ = run(capsysbinary, "sql", 'SELECT 1 AS "a\x1b[2J"', "-o", output)
    assert "\x1b[2J" not in out


def test_sql_gives_lists_to_spreadsheets_as_json(output, capsysbinary):
    _, out, _ = run(capsysbinary, "sql", "SELECT ['a', 'b'] AS l, {'x': 1} AS s", "--format", "csv", "-o", output)
    assert list(csv.reader(out.splitlines()))[1] == ['["a","b"]', '{"x":1}']


def test_sql_gives_a_spreadsheet_no_formula(output, capsysbinary):
    _, out, _ = run(capsysbinary, "sql", "SELECT '=1+1' AS a, -2 AS b", "--format", "csv", "-o", output)
    assert out.splitlines()[1] == "'=1+1,-2"


@pytest.mark.parametrize("form", ["table", "jsonl", "csv"])
def test_sql_answers_in_every_format(output, capsysbinary, form):
    code, out, _ = run(capsysbinary, "sql", "SELECT count(*) AS n FROM articles", "--format", form, "-o", output)
    assert code == 0
    assert "62" in out


def test_a_wrong_statement_ends_with_words(output, capsysbinary):
    code, _, err = run(capsysbinary, "sql", "SELEKT", "-o", output)
    assert code == 2
    assert "cannot be run" in err


def test_a_port_that_is_taken_is_told(output, capsysbinary):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, _, err = run(capsysbinary, "serve", "--port", taken.getsockname()[1], "-o", output)
    assert code == 2
    assert "name another --port" in err


def test_the_notebook_of_the_documentation_runs():
    pytest.importorskip("pandas")
    told = json.loads((ROOT / "docs" / "archive.ipynb").read_text(encoding="utf-8"))
    names: dict[str, object] = {}
    cells = ["".join(cell["source"]) for cell in told["cells"] if cell["cell_type"] == "code"]
    for number, cell in enumerate(cells):
        exec(compile(cell, f"cell {number}", "exec"), names)
    assert len(names["results"]) == 2


def test_every_field_of_the_query_language_stands_in_the_documentation():
    from scraper.index.query import FIELDS

    told = (ROOT / "docs" / "search.md").read_text(encoding="utf-8")
    assert [name for name in FIELDS if f"{name}:" not in told and name != "網站"] == []
