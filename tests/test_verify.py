"""`verify` finds every damage and no false one."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from scraper.store.verify import Verifier
from tests.crawling import chengxi, crawl
from tests.portal.server import Answer, Portal
from tests.test_crawl import portal_of

DOCX_LINK = '<p>附件：<a href="/files/form.txt">值班表.txt</a></p>'


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with articles, pages set aside, two runs and an attachment."""
    output = tmp_path_factory.mktemp("archive") / "output"
    answers = portal_of(23) | {"/files/form.txt": Answer("值班表：一组二组三组轮流值班。".encode(), "text/plain")}
    del answers["/a/t20240508_7.html"]
    page = answers["/a/t20240504_3.html"]
    answers["/a/t20240504_3.html"] = Answer(
        page.body.replace(b"</div></body>", DOCX_LINK.encode() + b"</div></body>"), page.content_type
    )
    with Portal(answers) as portal:
        assert crawl(output, f"{portal.url}/list.html").code == 0
        assert crawl(output, f"{portal.url}/list.html", "--full").code == 0
    return output


def logs(output: Path, *patterns: str) -> list[Path]:
    return sorted(path for pattern in patterns for path in output.glob(pattern))


def flip(path: Path, dice: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    path.write_bytes(data)


def cut(path: Path, dice: random.Random) -> None:
    path.write_bytes(path.read_bytes()[: -dice.randrange(1, min(400, path.stat().st_size))])


def drop_line(path: Path, dice: random.Random) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    del lines[dice.randrange(len(lines))]
    path.write_bytes(b"".join(lines))


def drop_file(path: Path, dice: random.Random) -> None:
    path.unlink()


def zero_sector(path: Path, dice: random.Random) -> None:
    data = bytearray(path.read_bytes())
    at = dice.randrange(len(data))
    size = len(data[at : at + 512])
    data[at : at + 512] = bytes(size)
    path.write_bytes(data)


EVERYTHING = ("articles/*/*", "set-aside/*/*", "warc/*/*", "files/*/*")
DAMAGES: list[tuple[Callable[[Path, random.Random], None], tuple[str, ...]]] = [
    (flip, EVERYTHING),
    (flip, ("warc/*/*.gz",)),
    (flip, ("articles/*/*",)),
    (cut, EVERYTHING),
    (drop_line, ("articles/*/*", "set-aside/*/*", "warc/*/*.cdxj")),
    (drop_file, EVERYTHING),
    (zero_sector, EVERYTHING),
]


def test_sound_archive_has_no_damage(archive: Path) -> None:
    counts = Verifier(archive).verify()
    assert counts.damages == []
    assert counts.lines >= 23
    assert counts.warc_records > 100
    assert counts.files == 1


def test_100_of_100_seeded_corruptions_are_found(archive: Path, tmp_path: Path, capsys) -> None:
    missed = []
    for seed in range(100):
        dice = random.Random(seed)
        copy = tmp_path / "copy"
        shutil.copytree(archive, copy)
        damage, where = DAMAGES[seed % len(DAMAGES)]
        victim = dice.choice(logs(copy, *where))
        damage(victim, dice)
        found = Verifier(copy).verify().damages
        if not any(victim.relative_to(copy).as_posix() in str(item) for item in found):
            missed.append((seed, damage.__name__, victim.name, [str(item) for item in found]))
        shutil.rmtree(copy)
    with capsys.disabled():
        print(f"\nseeds 0 to 99: {100 - len(missed)} of 100 corruptions found")
    assert missed == []


def test_row_that_the_state_lost_is_named(archive: Path, tmp_path: Path) -> None:
    shutil.copytree(archive, tmp_path / "copy")
    with sqlite3.connect(tmp_path / "copy/state.sqlite3") as db:
        db.execute("DELETE FROM revisions WHERE id = (SELECT min(id) FROM revisions)")
    assert [item.kind for item in Verifier(tmp_path / "copy").verify().damages] == ["stale index"]


def test_archive_without_its_state_has_no_other_damage(archive: Path, tmp_path: Path) -> None:
    shutil.copytree(archive, tmp_path / "output")
    text = tmp_path / "output" / "files" / "aa" / f"{'a' * 64}.txt"  # the text of an attachment has its parent's name
    text.parent.mkdir(parents=True, exist_ok=True)
    text.write_text("附件正文", encoding="utf-8")
    for file in (tmp_path / "output").glob("state.sqlite3*"):
        file.unlink()
    assert [damage.path for damage in Verifier(tmp_path / "output").verify().damages] == ["state.sqlite3"]


def test_command_names_the_damage_and_ends_with_one(archive: Path, tmp_path: Path) -> None:
    shutil.copytree(archive, tmp_path / "copy")
    (path,) = logs(tmp_path / "copy", "articles/*/*")
    drop_line(path, random.Random(1))
    run = chengxi("verify", "--output", tmp_path / "copy")
    assert run.code == 1
    assert path.name in run.out
    assert "rebuild --from warc" in run.err


def test_command_ends_with_zero_on_a_sound_archive(archive: Path) -> None:
    assert chengxi("verify", "--output", archive).code == 0


def killed(archive: Path, copy: Path) -> Path:
    """Give a copy of the archive as a writer leaves it that is killed after it wrote and before it committed."""
    shutil.copytree(archive, copy)
    (copy / ".lock").write_text("4711\n")
    for path in logs(copy, "articles/*/*", "warc/*/*"):
        path.write_bytes(path.read_bytes() + b'{"half')
    (copy / "articles/begun.example").mkdir()
    (copy / "articles/begun.example/2024-01.jsonl").write_text("{}\n")
    return copy


def test_what_a_killed_writer_did_not_commit_is_no_damage(archive: Path, tmp_path: Path) -> None:
    counts = Verifier(killed(archive, tmp_path / "copy")).verify()
    assert counts.damages == []
    assert counts.uncommitted_bytes > 0


def test_damage_of_what_was_committed_is_named_though_the_writer_was_killed(archive: Path, tmp_path: Path) -> None:
    copy = killed(archive, tmp_path / "copy")
    (victim, *_) = (path for path in logs(copy, "articles/*/*") if "begun" not in path.parent.name)
    victim.write_bytes(b"x" + victim.read_bytes()[1:])
    assert {item.path for item in Verifier(copy).verify().damages} == {victim.relative_to(copy).as_posix()}


def test_bytes_that_no_writer_left_are_damage(archive: Path, tmp_path: Path) -> None:
    copy = killed(archive, tmp_path / "copy")
    (copy / ".lock").write_text("")
    assert {item.kind for item in Verifier(copy).verify().damages} == {"torn", "unknown", "flipped"}


def test_finished_crawl_leaves_no_mark_of_a_killed_writer(archive: Path) -> None:
    assert (archive / ".lock").read_bytes() == b""


def test_what_other_programs_leave_beside_the_logs_is_neither_damage_nor_read(archive: Path, tmp_path: Path) -> None:
    archive = shutil.copytree(archive, tmp_path / "output")
    for folder in sorted(path for shelf in ("articles", "warc") for path in (archive / shelf).iterdir()):
        for name in (".DS_Store", "._2024-05.jsonl", "._part.warc.gz", "2024-05.jsonl~", "Thumbs.db"):
            (folder / name).write_bytes(b"\0\1")
        os.mkfifo(folder / "pipe.jsonl")
        os.mkfifo(folder / "pipe.warc.gz")
    (archive / "runs/cut-short.json").write_bytes(b'{"run_id": "cu')
    assert not Verifier(archive).verify().damages
    for command in (
        ["rebuild", "--from", "articles"],
        ["rebuild", "--from", "warc"],
        ["sql", "SELECT run_id FROM runs"],
    ):
        assert chengxi(*command, "--output", archive, timeout_s=60).code == 0
    assert not Verifier(archive).verify().damages
