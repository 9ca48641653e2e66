"""The command line as a whole: exit codes, sentences with a cure, pipes and terminals of any kind."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from scraper.cli import VERBS

PROGRAM = [sys.executable, "-c", "from scraper.cli import main; main()"]


def chengxi(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        cwd=cwd,
        env={**os.environ, **environment},
    )


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "page.html"
    rows = "<p>镇里修好了通往三个村的水泥路，群众出门方便多了。</p>" * 12
    path.write_text(
        f"<title>修路</title><h1>修路</h1><div>发布日期：2024-01-02</div><div id=zoom>{rows}</div>", "utf-8"
    )
    return path


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_each_verb_has_help(verb: str) -> None:
    run = chengxi(verb, "--help")
    assert run.returncode == 0
    assert "Usage: chengxi" in run.stdout


def test_unknown_verb_starts_nothing() -> None:
    assert chengxi("crwal").returncode == 2


@pytest.mark.parametrize(
    "target", ["foo", "ftp://example.org/", "http://[::1", "http://127.0.0.1:99999/", "http://a b/"]
)
def test_target_that_is_none_is_told_before_anything_is_written(target: str, tmp_path: Path) -> None:
    run = chengxi("crawl", target, "--contact", "a@example.org", "-o", str(tmp_path / "out"))
    assert run.returncode == 2
    assert run.stderr.startswith("chengxi: ")
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("verb", [("crawl",), ("inspect",), ("sites", "add")])
def test_public_address_without_a_contact_is_refused_with_the_cure(verb: tuple[str, ...], tmp_path: Path) -> None:
    run = chengxi(*verb, "https://www.example.gov.cn/", cwd=tmp_path, CHENGXI_CONTACT="")
    assert run.returncode == 2
    assert "--contact" in run.stderr


def test_contact_that_breaks_a_header_is_refused(tmp_path: Path) -> None:
    run = chengxi("crawl", "https://www.example.gov.cn/", "--contact", "a@example.org\nX: y", cwd=tmp_path)
    assert run.returncode == 2


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("delay = -1", "delay"),
        ('interval = "soon"', "interval"),
        ('colour = "red"', "colour"),
        ("delay = true", "delay"),
        ('allow_network = ["here"]', "allow_network"),
        ("delay = ", "TOML"),
    ],
)
def test_wrong_configuration_is_told_with_file_and_key(line: str, named: str, tmp_path: Path) -> None:
    (tmp_path / "chengxi.toml").write_text(line, "utf-8")
    run = chengxi("status", cwd=tmp_path)
    assert run.returncode == 2
    assert "chengxi.toml" in run.stderr
    assert named in run.stderr


def test_portal_that_is_no_address_is_refused_as_such(tmp_path: Path) -> None:
    run = chengxi("sites", "add", "foo", cwd=tmp_path)
    assert run.returncode == 2
    assert "foo: no address of a portal" in run.stderr
    assert "--contact" not in run.stderr


def test_a_file_in_the_place_of_the_folder_of_site_files_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('name = "a"\n', "utf-8")
    run = chengxi("sites", "list", "--sites", str(tmp_path / "a.toml"))
    assert run.returncode == 2
    assert "name its folder" in run.stderr


def test_an_address_that_no_page_has_is_refused_as_such() -> None:
    run = chengxi("inspect", "ftp://a.example/1.html")
    assert run.returncode == 2
    assert "no address of a page" in run.stderr


def test_site_name_cannot_leave_the_folder(tmp_path: Path) -> None:
    run = chengxi("sites", "add", "http://127.0.0.1:9/", "--name", "../evil", cwd=tmp_path)
    assert run.returncode == 2
    assert "--name" in run.stderr


def test_reader_of_a_pipe_may_leave_early(page: Path) -> None:
    command = f'"{sys.executable}" -c "from scraper.cli import main; main()" clean {" ".join([str(page)] * 30)}'
    script = f"set -o pipefail; {command} | head -c 10 >/dev/null"
    run = subprocess.run(["bash", "-c", script], check=False, capture_output=True, timeout=60)
    assert run.returncode == 0, run.stderr


def test_terminal_without_chinese_shows_the_numbers(page: Path) -> None:
    run = chengxi("inspect", str(page), PYTHONIOENCODING="ascii")
    assert run.returncode == 0, run.stderr
    assert r"\u4fee\u8def" in run.stdout


def test_file_that_cannot_be_written_is_told(page: Path) -> None:
    run = chengxi("inspect", str(page), "--html", "/nonexistent/page.html")
    assert run.returncode == 2
    assert "/nonexistent/page.html" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("words", "cure"),
    [
        pytest.param(("crawl", "http://a.example/", "--contact", "me"), "write a mail address", id="no contact"),
        pytest.param(("crawl", "http://a.example/", "--contact", "a@b.example", "--delay", "nan"), "ends", id="nan"),
        pytest.param(
            ("crawl", "http://a.example/", "--contact", "a@b.example", "--max-minutes", "inf"), "ends", id="inf"
        ),
        pytest.param(("sites", "list", "--sites", "not-there"), "no such folder", id="no folder of sites"),
        pytest.param(("inspect", "page.html", "--url", "nonsense"), "no address of a page", id="no address"),
        pytest.param(("sites", "lst"), "did you mean `chengxi sites list`?", id="mistyped verb of sites"),
        pytest.param(("-o", "archive", "search", "x"), "chengxi VERB --help", id="option before the verb"),
        pytest.param(("show", "0123456789abcdef", "--diff", "--json"), "name one of them", id="two things to show"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_cure(words: tuple[str, ...], cure: str, tmp_path: Path) -> None:
    run = chengxi(*words, cwd=tmp_path)
    assert run.returncode == 2
    assert cure in run.stderr
    assert "Traceback" not in run.stderr


def test_configuration_that_begins_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "chengxi.toml").write_text('output = "mine"\n', "utf-8-sig")
    assert "mine: there is no such folder" in chengxi("status", cwd=tmp_path).stderr


def test_site_file_that_begins_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('name = "a"\nhome = "https://a.example/"\n', "utf-8-sig")
    assert chengxi("sites", "list", "--sites", str(tmp_path)).returncode == 0


def test_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    with closing(sqlite3.connect(tmp_path / "index.sqlite3")) as other:
        other.execute("CREATE TABLE books(title)")
    run = chengxi("search", "x", "--output", str(tmp_path))
    assert run.returncode == 2
    assert "another program" in run.stderr
    with closing(sqlite3.connect(tmp_path / "index.sqlite3")) as other:
        assert other.execute("SELECT count(*) FROM books").fetchone() == (0,)


@pytest.mark.parametrize(
    "words",
    [("search", "x", "--site", ""), ("export", "--format", "csv", "--section", " "), ("serve", "--host", "")],
    ids=["site", "section", "host"],
)
def test_empty_value_of_a_script_widens_nothing(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    run = chengxi(*words, "--output", str(tmp_path))
    assert (run.returncode, run.stdout) == (2, "")
    assert "write" in run.stderr
