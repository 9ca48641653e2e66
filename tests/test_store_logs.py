"""The committed logs of an archive of many sites: every file of a batch is written and synced, however many there are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scraper.store import log as log_module
from scraper.store.log import Logs

PATHS = [f"articles/site{number}/2024-01.jsonl" for number in range(log_module._OPEN_FILES * 2 + 5)]


def append_all(logs: Logs) -> None:
    for path in PATHS:
        logs.append(path, path.encode() + b"\n")


def test_batch_of_more_files_than_are_held_open_is_written_whole(tmp_path: Path) -> None:
    logs = Logs(tmp_path, {})
    append_all(logs)
    logs.sync()
    logs.close()
    assert [(tmp_path / path).read_text() for path in PATHS] == [f"{path}\n" for path in PATHS]


def test_second_batch_goes_behind_the_first_in_every_file(tmp_path: Path) -> None:
    logs = Logs(tmp_path, {})
    for _ in range(2):
        append_all(logs)
        logs.sync()
        logs.settle()
    logs.close()
    assert {(tmp_path / path).read_text().count(path) for path in PATHS} == {2}


def test_each_file_of_a_batch_is_synced_after_its_bytes_were_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: dict[str, int] = {}

    def fsync(descriptor: int) -> None:
        synced[str(Path(f"/proc/self/fd/{descriptor}").readlink())] = os.fstat(descriptor).st_size

    monkeypatch.setattr(log_module.os, "fsync", fsync)
    logs = Logs(tmp_path, {})
    append_all(logs)
    logs.sync()
    logs.close()
    assert [synced.get(str(tmp_path / path)) for path in PATHS] == [len(path) + 1 for path in PATHS]


def test_what_was_given_up_is_cut_from_every_file_open_or_not(tmp_path: Path) -> None:
    logs = Logs(tmp_path, {})
    append_all(logs)
    logs.sync()
    logs.settle()
    append_all(logs)
    logs.sync()
    logs.give_up()
    logs.close()
    assert [(tmp_path / path).read_text() for path in PATHS] == [f"{path}\n" for path in PATHS]


def test_file_of_which_nothing_was_committed_goes_when_it_is_given_up(tmp_path: Path) -> None:
    logs = Logs(tmp_path, {})
    append_all(logs)
    logs.sync()
    logs.give_up()
    logs.close()
    assert list(tmp_path.rglob("*.jsonl")) == []
