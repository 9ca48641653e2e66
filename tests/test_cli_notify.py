"""`notify` in chengxi.toml: an operator who is not there is told of a crawl that did not end well."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path

import pytest

from tests.portal.server import Portal
from tests.test_cli import chengxi
from tests.test_crawl import portal_of

HERE = ("--allow-network", "127.0.0.0/8", "--delay", "0", "-o", "out")
KEEPS = [
    sys.executable,
    "-c",
    "import sys; print('said'); open('told.txt', 'w', encoding='utf-8').write(sys.stdin.read())",
]


def configure(folder: Path, command: list[str]) -> None:
    (folder / "chengxi.toml").write_text(f"notify = {json.dumps(shlex.join(command))}", "utf-8")


def test_a_portal_that_cannot_be_read_is_told_with_the_command_that_tells_more(tmp_path):
    configure(tmp_path, KEEPS)
    run = chengxi("crawl", "http://127.0.0.1:1/", *HERE, "--json", cwd=tmp_path)
    report = json.loads(run.stdout)
    first, *ill, last = (tmp_path / "told.txt").read_text("utf-8").splitlines()
    assert run.returncode == 1
    assert first == f"chengxi: run {report['run_id']} ended with 1"
    assert any("refuses the connection" in sentence for sentence in ill)
    assert last == f"chengxi status --run {report['run_id']} --output {tmp_path / 'out'}"


def test_a_crawl_that_does_not_start_is_told(tmp_path):
    configure(tmp_path, KEEPS)
    assert chengxi("crawl", "nowhere", *HERE, cwd=tmp_path).returncode == 2
    assert "'nowhere' is neither" in (tmp_path / "told.txt").read_text("utf-8")


def test_a_crawl_that_ends_well_tells_nobody(tmp_path):
    configure(tmp_path, KEEPS)
    with Portal(portal_of(3)) as portal:
        assert chengxi("crawl", f"{portal.url}/list.html", *HERE, cwd=tmp_path).returncode == 0
    assert not (tmp_path / "told.txt").exists()


@pytest.mark.parametrize("command", [["no-such-command"], ["false"], ["'"]])
def test_a_command_that_fails_is_told_and_leaves_the_exit_code(tmp_path, command):
    (tmp_path / "chengxi.toml").write_text(f"notify = {json.dumps(command[0])}", "utf-8")
    run = chengxi("crawl", "nowhere", *HERE, cwd=tmp_path)
    assert run.returncode == 2
    assert "chengxi: notify = " in run.stderr
    assert "Traceback" not in run.stderr


def test_a_notify_of_the_wrong_kind_is_told_with_its_file(tmp_path):
    (tmp_path / "chengxi.toml").write_text("notify = true")
    run = chengxi("status", cwd=tmp_path)
    assert run.returncode == 2
    assert 'write notify = "mail' in run.stderr
