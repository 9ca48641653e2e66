"""Exports, held by the tools of the field."""

from __future__ import annotations

import csv
import io
import json
import random
from dataclasses import fields
from pathlib import Path

import duckdb
import openpyxl
import pytest

from scraper.archive import Archive
from scraper.errors import UsageError
from scraper.fields import ArticleLine, SetAsideLine
from scraper.index.cite import STYLES, apa, bibtex, chicago, gbt7714, ris
from scraper.index.descriptions import duckdb_columns
from scraper.index.export import write_datapackage, write_datasette, write_parquet, write_rows, write_texts
from scraper.index.flat import COLUMNS, flat_row
from scraper.index.wanted import wanted
from tests.archive_maker import append, article, make_archive, make_line
from tests.test_cli import chengxi
from tests.web_archive import REPAIRED, by_title, make_web_archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return Archive(make_web_archive(tmp_path_factory.mktemp("export") / "output", 60))


def written(lines: list[dict], form: str) -> bytes:
    target = io.BytesIO()
    write_rows(lines, form, target)
    return target.getvalue()


def test_csv_opens_in_excel_with_chinese_and_comes_back_in_pandas(archive):
    pandas = pytest.importorskip("pandas")
    data = written(list(archive.articles()), "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    table = pandas.read_csv(io.BytesIO(data))
    assert list(table.columns) == list(COLUMNS)
    assert set(table["title"]) == {line.get("title") for line in archive.articles()}


@pytest.mark.parametrize("bad", ["=1+1", "+1", "-1", "@x", "=cmd|' /C calc'!A0", "＝1+1", "＠x"])
def test_a_cell_that_excel_would_run_is_text(bad):
    rows = list(csv.DictReader(io.StringIO(written([make_line(bad, "文")], "csv").decode("utf-8-sig"))))
    assert rows[0]["title"] == f"'{bad}"


def test_csv_keeps_quotes_commas_and_line_feeds():
    text = '一,"二"\n三\r\n四'
    rows = list(csv.DictReader(io.StringIO(written([make_line("题", text)], "csv").decode("utf-8-sig"), newline="")))
    assert rows[0]["text"] == text


def test_jsonl_is_the_line_as_it_stands_in_the_archive():
    line = make_line("题", "文")
    assert json.loads(written([line], "jsonl")) == line


def test_parquet_is_partitioned_by_site_and_year_and_counts_right(archive, tmp_path):
    number = write_parquet(archive.articles(), tmp_path / "tables")
    assert (tmp_path / "tables" / "site=www.qingxi.example.cn" / "year=2025").is_dir()
    with duckdb.connect() as database:
        rows = database.execute(
            "SELECT count(*), sum(len(repairs)) FROM read_parquet(?, hive_partitioning = true)",
            [f"{tmp_path}/tables/**/*.parquet"],
        ).fetchone()
    assert rows[0] == number
    assert rows[1] >= 2


def test_parquet_is_read_by_pandas(archive, tmp_path):
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    write_parquet(archive.articles("水库"), tmp_path / "tables")
    table = pandas.read_parquet(tmp_path / "tables")
    assert REPAIRED in set(table["title"])


def test_parquet_of_nothing_is_told_and_not_half_made(tmp_path):
    assert write_parquet([], tmp_path / "tables") == 0


def test_an_export_never_writes_over_a_folder_with_something_in_it(tmp_path):
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="not empty"):
        write_parquet([], tmp_path / "tables")
    assert (tmp_path / "tables" / "mine.txt").read_text() == "mine"


@pytest.fixture(scope="module")
def package(archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package") / "data"
    write_datapackage(archive.articles(), folder)
    return folder


@pytest.mark.filterwarnings("ignore")  # of the validators' own
def test_the_data_package_is_valid_for_frictionless(package):
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(str(package / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])[:3]


@pytest.mark.filterwarnings("ignore")  # of the validators' own
def test_frictionless_would_see_a_wrong_cell(package, tmp_path):
    frictionless = pytest.importorskip("frictionless")
    for path in package.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    table = tmp_path / "articles.csv"
    table.write_bytes(table.read_bytes().replace(b",new,", b",new,new,", 1))
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert not report.valid


@pytest.mark.filterwarnings("ignore")  # of the validators' own
def test_the_croissant_description_is_valid_and_reads_the_table(package):
    mlcroissant = pytest.importorskip("mlcroissant")
    dataset = mlcroissant.Dataset(jsonld=str(package / "croissant.json"))
    assert not dataset.metadata.issues.errors
    first = next(iter(dataset.records(record_set="articles")))
    assert first["articles/id"]


@pytest.mark.filterwarnings("ignore")  # of the validators' own
def test_article_lines_are_valid_by_their_schema(package):
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(json.loads((package / "article.schema.json").read_text()))
    for line in (package / "articles.jsonl").read_text().splitlines():
        validator.validate(json.loads(line))
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({"id": 1})


@pytest.mark.parametrize("line", [ArticleLine, SetAsideLine])
def test_every_field_has_its_column_type(line):
    names = [item.name for item in fields(line)]
    assert list(duckdb_columns(line)) == names


def test_every_column_of_the_flat_table_comes_from_a_field():
    known = {item.name for item in fields(ArticleLine)} | {"warc_file", "warc_offset"}
    assert set(COLUMNS) <= known


def test_the_citation_stands_without_what_is_not_known():
    line = {"id": "a", "url": "https://x/", "site": "x", "revision": 1}
    assert gbt7714(line) == "x. https://x/[EB/OL]. https://x/.\n"
    assert bibtex(line).startswith("@misc{chengxi_a,")
    assert ris(line).endswith("ER  - \r\n")


def test_apa_names_author_day_title_site_and_the_day_of_archiving():
    line = {"id": "a", "url": "https://x.example/1", "site": "x", "portal_name": "某县", "issuer": "某县水利局"}
    line |= {"title": "通知", "published": "2024-05-08T10:00:00+08:00", "fetched_at": "2026-01-05T02:00:00+00:00"}
    assert apa(line) == ("某县水利局. (2024, May 8). 通知. 某县. Retrieved January 5, 2026, from https://x.example/1\n")


def test_chicago_names_title_site_both_days_and_the_address():
    line = {"id": "a", "url": "https://x.example/1", "site": "x", "portal_name": "某县", "issuer": "某县水利局"}
    line |= {"title": "通知", "published": "2024-05-08", "fetched_at": "2026-01-05T02:00:00+00:00"}
    assert chicago(line) == ("某县水利局. “通知.” 某县. May 8, 2024. Archived January 5, 2026. https://x.example/1.\n")


@pytest.mark.parametrize(
    ("style", "entry"),
    [("apa", "x. (n.d.). https://x/. https://x/\n"), ("chicago", "x. “https://x/.” https://x/.\n")],
)
def test_a_citation_to_paste_stands_without_what_is_not_known(style, entry):
    assert STYLES[style].entry({"id": "a", "url": "https://x/", "site": "x", "revision": 1}) == entry


@pytest.mark.parametrize("title", ["甲}}, note = {{乙", "}", "{", "\\}", "}{"])
def test_braces_of_a_title_are_in_pairs_for_bibtex(title):
    depth = [0]
    for char in bibtex(make_line(title, "文")).split("title = ")[1].split("\n")[0].removesuffix(","):
        depth.append(depth[-1] + (char == "{") - (char == "}"))
    assert (min(depth), depth[-1], depth.count(0)) == (0, 0, 2)


def test_a_title_cannot_leave_its_bibtex_field():
    entry = bibtex(make_line("100% {of} $x$ \\ & #_~^", "文"))
    assert (
        r"100\% \textbraceleft{}of\textbraceright{} \$x\$ \textbackslash{} \& \#\_\textasciitilde{}\textasciicircum{}"
        in entry
    )
    assert entry.count("{") == entry.count("}")


def test_a_title_of_several_lines_stays_one_line_in_ris():
    assert "TI  - 甲 ER - 乙\r\n" in ris(make_line("甲\nER  - 乙", "文"))


@pytest.mark.parametrize("style", STYLES)
def test_a_citation_holds_no_character_that_turns_or_hides_others(style):
    entry = STYLES[style].entry(make_line("\u202e通知\x7f\x1b\u2066Annual report\u2069", "文"))
    assert "通知Annual report" in entry
    assert not set(entry) & set("\u202e\x7f\x1b\u2066\u2069")


def test_the_digest_in_a_citation_is_that_of_the_text(archive):
    line = archive.revisions(by_title(REPAIRED))[0]
    assert f"SHA-256 {line['content_sha256']}" in gbt7714(line)


def test_a_flat_row_tells_numbers_for_lists():
    row = flat_row(make_line("题", "文", repairs=[{}, {}], keywords=["a", "b"]))
    assert (row["repairs"], row["keywords"]) == (2, "a; b")


def test_the_copy_for_datasette_holds_all_articles_and_its_description(archive, tmp_path):
    import sqlite3

    number = write_datasette(archive.articles(), tmp_path / "ds")
    connection = sqlite3.connect(tmp_path / "ds" / "articles.db")
    assert connection.execute("SELECT count(*) FROM articles").fetchone() == (number,)
    connection.close()
    told = json.loads((tmp_path / "ds" / "metadata.json").read_text())
    assert set(told["databases"]["articles"]["tables"]["articles"]["columns"]) == set(COLUMNS)


def test_sql_sees_articles_revisions_set_aside_and_fetches(archive):
    answer = archive.sql(
        "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM revisions),"
        " (SELECT count(*) FROM set_aside), (SELECT count(*) FROM runs), (SELECT count(*) FROM fetches)"
    )
    articles, revisions, set_aside, runs, fetches = answer.rows[0]
    assert (revisions - articles, set_aside, runs, fetches) == (2, 6, 0, 0)


@pytest.mark.parametrize("statement", ["", "  ", "SELECT 1; SELECT 2"])
def test_sql_wants_one_statement(archive, statement):
    with pytest.raises(UsageError, match="write one"):
        archive.sql(statement)


def test_sql_tells_a_removed_article_by_its_status_and_keeps_its_text(archive):
    answer = archive.sql("SELECT title, length(text) > 0 FROM articles WHERE status = 'removed'")
    assert len(answer.rows) == 1
    assert answer.rows[0][1] is True


def test_sql_reads_only_what_is_committed(tmp_path):
    import sqlite3

    append(tmp_path, [make_line("甲", "文")])
    log = next(tmp_path.glob("articles/*/*.jsonl"))
    state = sqlite3.connect(tmp_path / "state.sqlite3")
    state.execute("CREATE TABLE logs(path TEXT PRIMARY KEY, committed_bytes INTEGER NOT NULL)")
    state.execute("INSERT INTO logs VALUES(?, ?)", (log.relative_to(tmp_path).as_posix(), log.stat().st_size))
    state.commit()
    state.close()
    with log.open("ab") as file:
        file.write(b'{"id": "half')
    with Archive(tmp_path) as half:
        assert half.sql("SELECT count(*) FROM articles").rows == [(1,)]


def test_sql_lists_runs_and_fetches_where_there_are_any(tmp_path):
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "r1.json").write_text('{"run_id": "r1", "requests": 3}')
    (tmp_path / "warc" / "x").mkdir(parents=True)
    line = '{"url": "https://x/", "status": "200", "mime": "text/html", "offset": "7", "length": "9", "filename": "x.warc.gz"}'
    (tmp_path / "warc" / "x" / "x.cdxj").write_text(f"x)/ 20260105020304 {line}\n")
    with Archive(tmp_path) as archive:
        assert archive.sql("SELECT run_id, requests FROM runs").rows == [("r1", 3)]
        told = archive.sql('SELECT url, fetched_at, status, warc, "offset" FROM fetches').rows
    assert told == [("https://x/", "2026-01-05T02:03:04+00:00", 200, "warc/x/x.warc.gz", 7)]


def test_a_wrong_statement_is_told_in_words(archive):
    with pytest.raises(UsageError, match="The views are articles"):
        archive.sql("SELECT nothing FROM nowhere")


def test_a_generated_archive_is_the_same_for_the_same_seed(tmp_path):
    make_archive(tmp_path / "a", 20)
    make_archive(tmp_path / "b", 20)
    both = [sorted(p.read_bytes() for p in (tmp_path / n).rglob("*.jsonl")) for n in "ab"]
    assert both[0] == both[1]
    assert article(random.Random(1), 1) == article(random.Random(1), 1)


def test_a_date_that_cannot_be_read_leaves_the_csv_empty(archive):
    target = io.BytesIO()
    with pytest.raises(UsageError):
        write_rows(archive.articles(since="gestern"), "csv", target)
    assert target.getvalue() == b""


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM read_text('{output}/../secret.txt')",
        "SELECT * FROM read_csv('http://127.0.0.1:9/x.csv')",
        "COPY (SELECT 1) TO '{log}' (FORMAT json, USE_TMP_FILE false)",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO '{log}' (FORMAT json, USE_TMP_FILE false)",
        "PREPARE p AS COPY (SELECT 1) TO '{log}' (FORMAT json, USE_TMP_FILE false); EXECUTE p",
        "COPY (PIVOT (SELECT 1 AS a, 2 AS b) ON a USING sum(b)) TO '{log}' (FORMAT json, USE_TMP_FILE false)",
        "SELECT 1; EXPORT DATABASE '{output}/export'",
        "ATTACH '{output}/other.db'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
    ],
)
def test_sql_reads_nothing_but_the_archive_and_writes_nothing(tmp_path, statement):
    output = tmp_path / "output"
    append(output, [make_line("甲", "文")])
    (tmp_path / "secret.txt").write_text("secret")
    log = next(output.glob("articles/*/*.jsonl"))
    before = {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}
    with Archive(output) as archive, pytest.raises(UsageError):
        archive.sql(statement.format(output=output, log=log))
    assert {path: path.read_bytes() for path in output.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "statement",
    ["FROM (PIVOT articles ON site USING count(*))", "DESCRIBE articles", "PIVOT articles ON site USING count(*)"],
)
def test_sql_answers_whatever_reads_of_a_relative_output(tmp_path, monkeypatch, statement):
    monkeypatch.chdir(tmp_path)
    append(Path("output"), [make_line("甲", "文")])
    with Archive(Path("output")) as archive:
        assert archive.sql(statement).rows


def sheet(lines: list[dict]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written(lines, "xlsx")))


def test_excel_file_has_a_row_an_article_with_dates_as_dates_and_its_heading_kept_in_sight():
    book = sheet(
        [make_line("题", "文", published="2025-05-08"), make_line("次", "文", published="2025-05-08T09:30:00+08:00")]
    )
    rows = list(book["articles"].iter_rows(values_only=True))
    assert rows[0] == tuple(COLUMNS)
    day, minute = (row[rows[0].index("published")] for row in rows[1:])
    assert (day.isoformat(), minute.isoformat()) == ("2025-05-08T00:00:00", "2025-05-08T09:30:00")
    assert book["articles"].freeze_panes == "D2"
    assert book["articles"].auto_filter.ref.endswith("3")


@pytest.mark.parametrize("bad", ["=1+1", "+1", "@x", "\x08钟", "孤\ud800", "2025"])
def test_excel_file_holds_what_a_portal_wrote_as_text(bad):
    cell = sheet([make_line("题", "文", subject=bad)])["articles"].cell(2, list(COLUMNS).index("subject") + 1)
    assert cell.data_type == "s"
    assert cell.value == bad.replace("\x08", "\ufffd").replace("\ud800", "?")


def test_excel_file_tells_how_many_texts_it_had_to_cut():
    book = sheet([make_line("长", "字" * 40_000), make_line("短", "字")])
    assert len(book["articles"].cell(2, len(COLUMNS)).value) == 32_767
    assert ("texts cut", 1) in list(book["about"].iter_rows(max_col=2, values_only=True))


def test_excel_file_of_nothing_has_its_heading():
    assert [row[0].value for row in sheet([])["articles"].iter_rows()] == ["id"]


def test_csl_is_one_list_of_items_that_say_who_what_and_when():
    lines = [
        make_line("一\n题", "文", issuer="县政府", published="2025-05-08T09:30:00+08:00"),
        make_line("二", "文", published=None),
    ]
    first, second = json.loads(written(lines, "csl"))
    assert (first["title"], first["author"]) == ("一 题", [{"literal": "县政府"}])
    assert first["issued"] == {"date-parts": [[2025, 5, 8]]}
    assert first["accessed"] == {"date-parts": [[2026, 1, 5]]}
    assert "issued" not in second
    assert json.loads(written([], "csl")) == []
    assert json.loads(STYLES["csl"].entry(lines[0])) == [first]


def test_text_corpus_has_a_file_an_article_and_a_row_that_names_it(tmp_path):
    lines = [
        make_line("一题", "甲\n乙", published="2025-05-08"),
        make_line("二题", "丙", published=None),
        make_line("三题", ""),
    ]
    assert write_texts(lines, tmp_path / "corpus") == 3
    with (tmp_path / "corpus" / "metadata.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    texts = [(tmp_path / "corpus" / row["file"]).read_text(encoding="utf-8") for row in rows]
    assert texts == ["一题\n甲\n乙\n", "二题\n丙\n", "三题\n\n"]
    assert rows[0]["file"] == f"texts/2025/2025-05-08_www.qingxi.example.cn_{lines[0]['id']}.txt"
    assert rows[1]["file"].startswith("texts/undated/")
    assert rows[0]["characters"] == str(len("一题甲\n乙"))
    with pytest.raises(UsageError, match="not empty"):
        write_texts(lines, tmp_path / "corpus")


def test_unique_export_leaves_out_what_repeats_another(archive):
    everything = {line["id"] for line in archive.articles("title:汛期水库")}
    unique = {line["id"] for line in archive.articles("title:汛期水库", repetitions=False)}
    assert everything - unique == {
        make_line("转发：" + REPAIRED, "", url="https://slj.longquan.example.cn/zz/18.html")["id"]
    }


@pytest.mark.parametrize("form", ["xlsx", "wacz", "csl"])
def test_a_target_that_is_full_ends_the_export_with_one_sentence(archive, form):
    run = chengxi("export", "title:工作", "--format", form, "--to", "/dev/full", "-o", str(archive.output))
    assert run.returncode == 75
    assert len(run.stderr.splitlines()) == 1


def test_an_excel_file_tells_the_search_that_it_is_of(archive, tmp_path):
    path = tmp_path / "a.xlsx"
    with path.open("wb") as target:
        write_rows(archive.articles(since="2020"), "xlsx", target, "水利 since: 2020-01-01")
    rows = list(openpyxl.load_workbook(path)["about"].iter_rows(max_col=2, values_only=True))
    assert ("search", "水利 since: 2020-01-01") in rows


def test_a_data_package_tells_the_search_that_it_is_of(archive, tmp_path):
    write_datapackage(archive.articles(since="2020"), tmp_path / "package", "since: 2020-01-01")
    told = json.loads((tmp_path / "package" / "datapackage.json").read_text("utf-8"))
    assert told["description"] == "What this search found: since: 2020-01-01"


def test_a_search_is_told_in_words():
    asked = wanted("水库", {"site": ("a.example", "b.example"), "since": "2023"})
    assert asked.told == "水库 site: a.example, b.example since: 2023-01-01"
