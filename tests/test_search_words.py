"""Words counted and shown in context: `chengxi count`, `chengxi concordance`, the page Concordance."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.errors import UsageError
from scraper.index.concordance import concordance, ordered
from scraper.index.nodes import Words
from scraper.index.snippets import occurrences
from scraper.index.tally import Cell, tally, tally_words
from scraper.index.wanted import wanted
from tests.archive_maker import append, make_archive, make_line
from tests.test_cli import chengxi

SOUTH = {"site": "south.example.cn", "portal_name": "南县政府"}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("words")
    first = make_line("修水库", "先修水库，后修水库大坝。", published="2023-05-01")
    lines = [
        first,
        make_line("防汛", "水库已放水。", published="2023-06-01"),
        make_line("植树", "春天植树。", published="2023-06-09"),
        make_line("放假", "国庆放假。", published="2024-10-01"),
        make_line("南县修水庫", "水庫滿了。", url="https://south.example.cn/1", published="2025-01-02", **SOUTH),
        make_line(
            "转发修水库", first["text"], url="https://south.example.cn/2", near_duplicate_of=first["id"], **SOUTH
        ),
        make_line("无日期", "水库", published=None),
    ]
    append(folder, lines)
    return folder


def counted(output: Path, query: str, *by: str, **filters: object) -> dict[tuple[str, ...], tuple[int, int]]:
    filters = {"repetitions": True, **filters}
    with Archive(output) as archive:
        cells = tally(archive.searcher, wanted(query, filters), by)  # type: ignore[arg-type]
    return {cell.values: (cell.articles, cell.of) for cell in cells}


def places(output: Path, query: str, order: str = "found", width: int = 4) -> list[tuple[str, str, str, str]]:
    with Archive(output) as archive:
        found = archive.search(query).found
        rows = ordered(concordance(archive.searcher, found, width), order)  # type: ignore[arg-type]
        return [(row.where, row.before, row.match, row.after) for row in rows]


def test_a_year_without_a_hit_counts_none_and_a_year_without_an_article_has_no_row(output):
    assert counted(output, "水库", "year") == {
        ("2023",): (2, 3),
        ("2024",): (0, 1),
        ("2025",): (2, 2),
        ("",): (1, 1),
    }


def test_time_comes_first_in_order_and_what_has_no_date_last(output):
    assert list(counted(output, "水库", "month")) == [
        ("2023-05",),
        ("2023-06",),
        ("2024-10",),
        ("2025-01",),
        ("2025-03",),
        ("",),
    ]


def test_two_keys_make_a_cell_of_each_pair_that_has_articles(output):
    cells = counted(output, "水库", "site", "year")
    assert cells["south.example.cn", "2025"] == (2, 2)
    assert ("south.example.cn", "2023") not in cells


def test_names_stand_by_how_much_they_have(output):
    assert list(counted(output, "水库 OR 植树", "site")) == [("www.qingxi.example.cn",), ("south.example.cn",)]


def test_repetitions_count_once_where_that_is_asked(output):
    cells = counted(output, "修水库", "site", repetitions=False)
    assert cells == {("www.qingxi.example.cn",): (1, 5), ("south.example.cn",): (1, 1)}


def test_filters_narrow_what_is_counted_and_what_it_is_counted_beside(output):
    assert counted(output, "水库", "year", site="south.example.cn", since="2025-01", until="2025-02") == {
        ("2025",): (1, 1)
    }


def test_cells_add_up_to_the_search(tmp_path):
    make_archive(tmp_path, 300, characters=120)
    with Archive(tmp_path) as archive:
        asked = wanted("水利 OR 教育局", {"repetitions": True})
        cells = tally(archive.searcher, asked, ("month", "section"))
        assert sum(cell.articles for cell in cells) == len(archive.search("水利 OR 教育局", repetitions=True))
        assert sum(cell.of for cell in cells) == 300


def test_places_are_counted_in_title_and_text_per_million_characters(output):
    with Archive(output) as archive:
        cells = tally_words(archive.searcher, wanted("水库", {"since": "2023", "until": "2023"}), ("year",))
    assert cells == [Cell(("2023",), 2, 3, 4, len("修水库先修水库，后修水库大坝。防汛水库已放水。植树春天植树。"))]
    assert round(cells[0].per_million) == round(4e6 / cells[0].characters)


def test_what_has_no_words_has_no_places(output):
    with Archive(output) as archive:
        with pytest.raises(UsageError, match="words"):
            tally_words(archive.searcher, wanted("after:2023", {}), ("year",))
        with pytest.raises(UsageError, match="words"):
            list(concordance(archive.searcher, archive.search("site:south").found))


def test_every_place_of_a_word_is_shown_once_with_its_neighbours(output):
    assert places(output, "修水库 after:2023-05 before:2023-06") == [
        ("title", "", "修水库", ""),
        ("text", "先", "修水库", "，后修水"),
        ("text", "水库，后", "修水库", "大坝。"),
    ]


def test_simplified_finds_traditional_in_context_as_it_is_written(output):
    assert ("text", "", "水庫", "滿了。") in places(output, "水库")


def test_a_word_of_the_title_alone_is_shown_in_the_title_alone(output):
    assert {row[0] for row in places(output, "title:水库")} == {"title"}


def test_sorting_reads_from_the_word_outwards(output):
    after = [row[3] for row in places(output, "水库", "after")]
    before = [row[1][::-1] for row in places(output, "水库", "before")]
    assert after == sorted(after)
    assert before == sorted(before)


@pytest.mark.parametrize(
    ("needles", "found"),
    [(["水库"], [(0, 2), (4, 6)]), (["水库", "水库大坝"], [(0, 2), (4, 8)]), (["库修", "水库"], [(0, 2), (4, 6)])],
)
def test_of_places_that_overlap_the_first_and_longest_counts(needles, found):
    assert occurrences("水库修好水库大坝", [Words(needle) for needle in needles]) == found


def test_count_prints_a_table_with_bars_and_its_sum(output):
    run = chengxi("count", "水库", "-o", str(output))
    assert "2023           2   3   66.7 %" in run.stdout
    assert "█" in run.stdout
    assert run.stdout.endswith("5 of 7 articles.\n")
    assert not any(line.endswith(" ") for line in run.stdout.splitlines())


def test_count_for_programs_has_numbers_as_numbers(output):
    run = chengxi(
        "count", "水库", "--by", "site", "--by", "year", "--occurrences", "--format", "jsonl", "-o", str(output)
    )
    row = json.loads(run.stdout.splitlines()[0])
    assert list(row) == ["site", "year", "articles", "of", "share", "occurrences", "characters", "per_million"]
    table = chengxi("count", "水库", "--format", "csv", "-o", str(output)).stdout.removeprefix("\ufeff")
    assert next(csv.reader(io.StringIO(table))) == ["year", "articles", "of", "share"]


def test_concordance_sets_its_words_in_one_column_of_the_terminal(output):
    from rich.cells import cell_len

    lines = chengxi("concordance", "水库", "-o", str(output), COLUMNS="80").stdout.splitlines()
    assert len({cell_len(line[: max(line.rfind(" 水库"), line.rfind(" 水庫"))]) for line in lines}) == 1
    assert max(map(cell_len, lines)) <= 80


def test_concordance_tells_that_there_is_more(output):
    run = chengxi("concordance", "水库", "--limit", "1", "-o", str(output))
    assert len(run.stdout.splitlines()) == 1
    assert "--limit 0" in run.stderr


@pytest.mark.parametrize("verb", ["count", "concordance"])
@pytest.mark.parametrize("asked", ["((", "after:soon"])
def test_a_query_that_cannot_be_read_starts_nothing(output, verb, asked):
    run = chengxi(verb, asked, "-o", str(output))
    assert (run.returncode, run.stdout) == (2, "")
    assert "Traceback" not in run.stderr


def test_page_shows_places_that_lead_to_their_articles(page):
    told = page.get("/concordance?q=用水价格").text
    assert "<mark>用水价格</mark>" in told
    assert "/revisions" not in told
    assert "download>CSV</a>" in told


def test_page_without_words_says_what_to_write(page):
    assert "Write words that the articles hold." in page.get("/concordance").text


def test_file_of_a_concordance_opens_in_a_spreadsheet(page):
    answer = page.get("/concordance.csv?q=用水价格")
    rows = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))
    assert {row["match"] for row in rows} == {"用水价格"}
    assert page.get("/concordance.csv?q=").status == 400
    assert page.get("/concordance.csv?q=((").status == 400


def test_a_search_is_downloaded_for_excel_and_for_citation_programs(page):
    sheet = page.get("/export?q=水库&format=xlsx")
    assert sheet.body.startswith(b"PK")
    assert sheet.headers["content-disposition"].endswith('"chengxi.xlsx"')
    items = json.loads(page.get("/export?q=水库&format=csl").text)
    assert all(item["type"] == "webpage" for item in items)
    assert items


def test_python_counts_and_shows_context_as_the_commands_do(output):
    with Archive(output) as archive:
        assert {cell.values: cell.articles for cell in archive.count("水库", since="2023", until="2023")} == {
            ("2023",): 2
        }
        (place,) = archive.search("春天").concordance(width=2)
        assert (place.before, place.match, place.after) == ("", "春天", "植树")
