"""What may not be shown: nowhere where articles are read out, and everything again when it is undone."""

from __future__ import annotations

import gzip
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.errors import UsageError
from tests.archive_maker import append, make_line
from tests.portal.server import Portal
from tests.test_cli import chengxi
from tests.test_revisits import ONE, crawl_on_day, portal_of
from tests.web_server import Server


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of four articles, one of them removed by the portal."""
    folder = tmp_path_factory.mktemp("withheld") / "output"
    with Portal(portal_of(4)) as portal:
        crawl_on_day(folder, portal, 0)
        portal.answers = {path: answer for path, answer in portal.answers.items() if path != ONE}
        crawl_on_day(folder, portal, 1, "--full")
    return folder


@pytest.fixture
def output(crawled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(crawled, tmp_path / "output"))


@pytest.fixture
def one(output: Path) -> str:
    with Archive(output) as archive:
        return next(iter(archive.changes())).line["id"]


@pytest.fixture
def served(output: Path) -> Iterator[Server]:
    server = Server(output)
    yield server
    server.stop()


def withhold(output: Path, article: str, *asked: str) -> None:
    run = chengxi("withhold", article, *(asked or ("--reason", "court order 12")), "-o", str(output))
    assert run.returncode == 0, run.stderr


READERS = {
    "search": ("search", "通知", "--limit", "0", "--format", "jsonl"),
    "export": ("export", "--format", "jsonl", "--revisions"),
    "sql": ("sql", "FROM revisions", "--format", "jsonl"),
    "sql of the newest": ("sql", "FROM articles", "--format", "jsonl"),
    "changes": ("changes", "--kind", "new", "--kind", "removed", "--format", "jsonl", "--limit", "0"),
    "concordance": ("concordance", "通知", "--format", "jsonl", "--limit", "0", "--repetitions"),
}


@pytest.mark.parametrize("reader", READERS)
def test_no_command_reads_out_what_is_withheld(output, one, reader):
    before = chengxi(*READERS[reader], "-o", str(output)).stdout
    withhold(output, one)
    after = chengxi(*READERS[reader], "-o", str(output))
    withhold(output, one, "--undo")
    assert one in before
    assert (after.returncode, one in after.stdout) == (0, False)
    assert chengxi(*READERS[reader], "-o", str(output)).stdout == before


def test_show_says_since_when_and_why(output, one):
    withhold(output, one)
    run = chengxi("show", one, "-o", str(output))
    assert (run.returncode, run.stdout) == (2, "")
    assert "(court order 12)" in run.stderr


def test_a_running_web_page_obeys_at_once(served, output, one):
    paths = (
        f"/article/{one}",
        f"/article/{one}/original.html",
        f"/api/articles/{one}",
        f"/api/articles/{one}/revisions",
    )
    assert [served.get(path).status for path in paths] == [200] * 4
    withhold(output, one)
    assert [served.get(path).status for path in paths] == [451] * 4
    assert "court order" not in served.get(paths[0]).text
    for path in (
        "/?q=通知",
        "/changes?kind=removed",
        "/feed.atom",
        "/changes.atom",
        "/export?format=jsonl",
        "/api/search?q=通知",
    ):
        assert one not in served.get(path).text
    withhold(output, one, "--undo")
    assert [served.get(path).status for path in paths] == [200] * 4


def test_a_hand_over_of_the_whole_archive_leaves_its_records_out(output, one, tmp_path):
    withhold(output, one)
    assert chengxi("export", "--format", "wacz", "--to", str(tmp_path / "x.wacz"), "-o", str(output)).returncode == 0
    with zipfile.ZipFile(tmp_path / "x.wacz") as package:
        index = gzip.decompress(package.read("indexes/index.cdx.gz")).decode()
    assert ONE not in index
    assert index.count("\n") == 3


def test_an_archive_with_something_withheld_is_whole(output, one):
    withhold(output, one)
    assert chengxi("verify", "-o", str(output)).returncode == 0
    assert json.loads((output / "withheld.jsonl").read_text("utf-8"))["id"] == one


def test_a_list_that_cannot_be_read_shows_nothing(served, output):
    (output / "withheld.jsonl").write_text("{", "utf-8")
    assert served.get("/?q=通知").status == 503
    run = chengxi("search", "通知", "-o", str(output))
    assert (run.returncode, run.stdout) == (2, "")
    with Archive(output) as archive, pytest.raises(UsageError, match="until then no article is shown"):
        archive.sql("FROM articles")


@pytest.mark.parametrize("asked", [[], ["--reason", " "], ["--reason", "x", "--undo"], ["--undo"]])
def test_without_a_reason_nothing_is_withheld(output, one, asked):
    run = chengxi("withhold", one, *asked, "-o", str(output))
    assert run.returncode == 2
    assert not (output / "withheld.jsonl").exists()


def test_other_copies_of_the_text_are_named(tmp_path):
    first = make_line("水价", "每立方米二元。")
    copy = make_line("转发水价", "每立方米二元。", near_duplicate_of=first["id"])
    append(tmp_path, [first, copy, make_line("别的", "放假。")])
    with Archive(tmp_path) as archive:
        assert archive.searcher.copies({first["id"]}) == [copy["id"]]
        assert archive.searcher.copies({copy["id"]}) == [first["id"]]


def test_what_is_withheld_is_listed_with_its_reason(output, one):
    assert chengxi("withhold", "-o", str(output)).stdout == "Nothing is withheld.\n"
    withhold(output, one)
    told = chengxi("withhold", "-o", str(output)).stdout
    assert told.startswith(one)
    assert "court order 12" in told
