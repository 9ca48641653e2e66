"""Where the command line writes to: a full disk, a closed stream, devices and links, a narrow screen."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from scraper.cli.narrowing import _is_left_out
from tests.archive_maker import append, make_line
from tests.crawling import ROOT, Run, articles, chengxi, crawl
from tests.portal.server import Answer, Portal
from tests.test_crawl import portal_of

PROGRAM = [sys.executable, "-c", "from scraper.cli import main; main()"]
NUMBER = "青政办发〔2025〕25号"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("streams") / "output"
    append(
        output,
        [
            make_line(
                "关于印发青石县水库安全度汛实施方案的通知", "各乡镇人民政府：现将方案印发。" * 9, document_number=NUMBER
            ),
            make_line("教育局召开招生工作会", "会议强调招生工作。", url="http://a.example/2", source="青石县教育局"),
        ],
    )
    return output


def into(stream: str, *arguments: str | Path) -> Run:
    with Path(stream).open("wb") as target:
        done = subprocess.run(
            [*PROGRAM, *map(str, arguments)], check=False, stdout=target, stderr=subprocess.PIPE, text=True, cwd=ROOT
        )
    return Run(done.returncode, "", done.stderr)


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "方案"),
        ("export", "--format", "csv"),
        ("export", "--format", "jsonl", "--to", "/dev/full"),
        ("sql", "FROM articles"),
        ("search", "--help"),
    ],
)
def test_full_disk_is_one_sentence_and_ends_with_75(archive: Path, arguments: tuple[str, ...]) -> None:
    options = () if "--help" in arguments else ("--output", archive)
    run = into("/dev/full", *arguments, *options)
    assert run.code == 75
    assert "No space left on device" in run.err
    assert len(run.err.splitlines()) == 1


def test_export_onto_a_device_leaves_the_device(archive: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE)
    run = chengxi("export", "--format", "jsonl", "--to", pipe, "--output", archive)
    assert run.code == 0
    assert len(reader.communicate(timeout=60)[0].splitlines()) == 2
    assert pipe.is_fifo()


def test_export_through_a_link_writes_where_it_leads(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    chengxi("export", "--format", "csv", "--to", tmp_path / "link.csv", "--output", archive)
    assert (tmp_path / "link.csv").is_symlink()
    assert "青石县" in (tmp_path / "real.csv").read_text(encoding="utf-8-sig")


def test_closed_standard_output_is_no_failure(archive: Path) -> None:
    command = f"exec {sys.executable} -c 'from scraper.cli import main; main()' search 方案 -o {archive} >&-"
    done = subprocess.run(["sh", "-c", command], check=False, capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("columns", ["80", "44"])
def test_hit_fits_the_window_and_hangs_below_its_title(archive: Path, columns: str) -> None:
    from wcwidth import wcswidth

    run = chengxi("search", f"no:{NUMBER}", "--output", archive, env={"COLUMNS": columns})
    title, *rows = run.out.splitlines()[:-1]
    assert all(wcswidth(row) <= int(columns) for row in (title, *rows))
    below = rows[rows.index(next(row for row in rows if row.startswith("  "))) :]
    assert all(row.startswith("  ") for row in below)


@pytest.mark.parametrize("word", ["-转载", "-covid", "-virus", "-hello", "-2019"])
def test_minus_before_a_word_leaves_it_out(word: str) -> None:
    assert _is_left_out(word)


@pytest.mark.parametrize("option", ["-o", "-oarchive", "-q", "-qv", "-h", "--help", "-x", "-", "word"])
def test_option_stays_an_option(option: str) -> None:
    assert not _is_left_out(option)


def test_latin_word_behind_a_minus_is_left_out_of_what_is_found(archive: Path, tmp_path: Path) -> None:
    append(tmp_path, [make_line("甲", "covid 防控"), make_line("乙", "防控", url="http://a.example/2")])
    run = chengxi("search", "防控", "-covid", "--output", tmp_path)
    assert run.out.splitlines()[-1] == "1 article found."


def test_name_that_no_article_has_is_told_with_those_there_are(archive: Path) -> None:
    run = chengxi("search", "--source", "税务局", "--output", archive)
    assert "--source 税务局: no article is of it; there are 青石县教育局" in run.err


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive whose pages hold what a terminal obeys."""
    output = tmp_path_factory.mktemp("crawled") / "output"
    answers = portal_of(1)
    path = next(path for path in answers if path.startswith("/a/"))
    answers[path] = Answer(answers[path].body.replace(b"</title>", b"</title>\x1b]0;gotcha\x07"))
    with Portal(answers) as portal:
        assert crawl(output, f"{portal.url}/list.html").code == 0
    return output


def test_original_in_a_pipe_is_the_bytes_of_the_page(crawled: Path) -> None:
    run = chengxi("show", articles(crawled)[0]["id"], "--original", "--output", crawled)
    assert "\x1b]0;gotcha\x07" in run.out


def test_original_on_a_terminal_is_text_that_it_does_not_obey(crawled: Path) -> None:
    ours, theirs = pty.openpty()
    command = [*PROGRAM, "show", articles(crawled)[0]["id"], "--original", "--output", str(crawled)]
    done = subprocess.Popen(command, cwd=ROOT, stdout=theirs, stderr=subprocess.DEVNULL)
    os.close(theirs)
    shown = b""
    while piece := _read(ours):
        shown += piece
    os.close(ours)
    assert done.wait(60) == 0
    assert b"<title>" in shown
    assert b"\x1b" not in shown


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # EIO: the other side is closed
        return b""
