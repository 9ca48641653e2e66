"""`chengxi restore` and `chengxi decode`: JSON lines, plain files, standard input, gzip, bad lines."""

from __future__ import annotations

import base64
import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scraper.cli import sources


def run(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    program = "from scraper.cli import main; main()"
    return subprocess.run([sys.executable, "-c", program, *arguments], input=given, capture_output=True, check=False)


def rows(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_restore_reads_json_lines_from_standard_input() -> None:
    done = run("restore", "-", given=json.dumps({"id": 7, "text": "⼯作⼈员"}).encode())
    assert done.returncode == 0
    row = rows(done)[0]
    assert (row["id"], row["text"]) == (7, "工作人员")
    assert row["repairs"][0]["rule"] == "restore/radical"
    assert row["unresolved"] == []


def test_restore_takes_the_site_script_as_evidence() -> None:
    line = {"id": 1, "text": "關於開展整治工作的意見", "site_script": "zh-Hans"}
    assert rows(run("restore", "-", given=json.dumps(line).encode()))[0]["text"] == "关于开展整治工作的意见"


def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"id": 1, "text": "一"}\nnot json\n{"id": 2}\n[1]\n{"id": 3, "text": "三"}\n', encoding="utf-8")
    done = run("restore", str(file))
    assert [row["id"] for row in rows(done)] == [1, 3]
    assert done.returncode == 1
    for number in (2, 3, 4):
        assert f"line {number}:" in done.stderr.decode()


def test_a_plain_file_is_one_text(tmp_path: Path) -> None:
    file = tmp_path / "notice.txt"
    file.write_bytes("全镇⼯作会议通知，请各村按时参加。".encode("gbk", "ignore") + b"")
    done = run("restore", str(file))
    assert rows(done)[0]["text"].endswith("请各村按时参加。")
    assert rows(done)[0]["id"] == str(file)


@pytest.mark.parametrize("verb", ["restore", "decode"])
def test_gzip_is_undone(tmp_path: Path, verb: str) -> None:
    file = tmp_path / "rows.jsonl.gz"
    row = {"id": 1, "text": "公告", "body_b64": base64.b64encode("公告".encode("gbk")).decode(), "content_type": None}
    file.write_bytes(gzip.compress(json.dumps(row).encode()))
    assert rows(run(verb, str(file)))[0]["text"] == "公告"


def test_decode_tells_the_encoding() -> None:
    body = base64.b64encode("<p>关于召开会议的通知</p>".encode("gbk")).decode()
    line = {"id": "a", "body_b64": body, "content_type": "text/html; charset=GB2312"}
    row = rows(run("decode", "-", given=json.dumps(line).encode()))[0]
    assert row["text"] == "<p>关于召开会议的通知</p>"
    assert row["encoding"]["header"] == "gbk"


def test_a_body_that_is_no_base64_is_named() -> None:
    done = run("decode", "-", given=b'{"id": 1, "body_b64": "%%%"}')
    assert (done.returncode, rows(done)) == (1, [])
    assert "line 1" in done.stderr.decode()


def test_lone_surrogates_go_through_as_escapes() -> None:
    done = run("restore", "-", given=b'{"id": 1, "text": "\\ud800 x"}')
    assert rows(done)[0]["text"] == "\ud800 x"


def test_no_output_line_is_cut_by_a_line_end_within_a_text() -> None:
    done = run("restore", "-", given=json.dumps({"id": 1, "text": "a\u2028b\x85c"}).encode())
    assert len(rows(done)) == 1


def test_a_missing_file_is_told_with_the_cure() -> None:
    done = run("restore", "nowhere.jsonl")
    assert done.returncode == 2
    assert "nowhere.jsonl" in done.stderr.decode()


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", ""])
def test_a_long_plain_file_is_read_in_parts_that_cut_no_character(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, codec: str, end: str
) -> None:
    monkeypatch.setattr(sources, "PART_BYTES", 101)
    text = f"各村要落实防火责任，发现隐患立即上报{end}" * 40
    file = tmp_path / "long.txt"
    file.write_bytes(text.encode(codec))
    with sources.Source(str(file)) as source:
        parts = dict(source.parts())
    assert b"".join(parts.values()) == text.encode(codec)
    assert len(parts) > 10
    assert max(map(len, parts.values())) <= 101
    for part in parts.values():
        part.removeprefix(b"\xff\xfe").decode(codec.replace("16", "16-le"))


def test_a_line_too_long_for_memory_is_told_and_the_others_are_restored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sources, "MOST_BYTES", 200)
    file = tmp_path / "rows.jsonl"
    file.write_text(f'{{"id": 1, "text": "{"a" * 500}"}}\n{{"id": 2, "text": "b"}}\n', encoding="utf-8")
    with sources.Source(str(file)) as source:
        assert [row["id"] for _, row in source.rows("rows")] == [2]
    assert source.faults == 1
    assert "line 1: is longer than" in capsys.readouterr().err


def test_a_gzip_file_that_is_cut_short_gives_what_comes_before(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl.gz"
    file.write_bytes(gzip.compress(b'{"id": 1, "text": "a"}\n' * 20_000)[:-20])
    done = run("restore", str(file))
    assert done.returncode == 1
    assert len(rows(done)) > 10
    assert "is not whole as gzip" in done.stderr.decode()
