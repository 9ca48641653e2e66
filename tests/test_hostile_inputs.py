"""Files for `clean` that no memory holds: what is too long is told and passed over, its neighbours are read."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from scraper.cli import sources
from scraper.cli.inputs import Inputs, Told

SHORT = b'{"id": "short", "url": "http://portal.example/a.html", "html": "<p>x</p>"}\n'


@pytest.fixture(autouse=True)
def few_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page is too long beyond a hundred bytes."""
    monkeypatch.setattr(sources, "MOST_BYTES", 100)


def read(file: Path, data: bytes) -> tuple[list[str], int]:
    """Give the names of the pages of a file, and the number of its faults."""
    file.write_bytes(data)
    told = Told()
    return [found.name for found in Inputs((str(file),)).read(told)], len(told.damage)


@pytest.mark.parametrize("length", [101, 199, 200, 201, 1_000])
def test_line_that_is_too_long_is_told_and_the_others_are_read(tmp_path: Path, length: int) -> None:
    long = b'{"id": "' + b"x" * (length - 9) + b"\n"
    assert read(tmp_path / "a.jsonl.gz", gzip.compress(SHORT + long + SHORT)) == (["short", "short"], 1)


def test_line_that_is_just_short_enough_is_read(tmp_path: Path) -> None:
    line = SHORT.removesuffix(b"\n").ljust(99) + b"\n"
    assert read(tmp_path / "a.jsonl", line + SHORT) == (["short", "short"], 0)


def test_last_line_that_is_too_long_ends_the_reading(tmp_path: Path) -> None:
    assert read(tmp_path / "a.jsonl", SHORT + b"{" * 1_000) == (["short"], 1)


def test_page_that_is_too_long_is_told(tmp_path: Path) -> None:
    assert read(tmp_path / "a.html.gz", gzip.compress(b"<p>" * 1_000)) == ([], 1)
