"""Restoration against the development data beside the clone."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from scraper.mended import collapse, undo
from scraper.model import Mended, TextEvidence
from scraper.steps.restore import restore_text

pytestmark = pytest.mark.shared
NOTHING = TextEvidence()


def rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8", errors="surrogatepass") as file:
        return [json.loads(line) for line in file]


def test_no_clean_text_is_changed(shared: Path) -> None:
    texts = [row["text"] for row in rows(shared / "corpus/restoration/clean.jsonl.gz")]
    assert len(texts) == 686
    assert [text for text in texts if restore_text(text, NOTHING).text is not text] == []


def test_what_is_lost_stays_as_it_is(shared: Path) -> None:
    lost = [
        row["damaged"]
        for row in rows(shared / "corpus/restoration/damaged.jsonl.gz")
        if row["kind"] in {"gbk_as_utf8", "kunjinkao", "utf8_trunc"}
    ]
    assert len(lost) == 46
    for text in lost:
        mended = restore_text(text, NOTHING)
        assert mended.text == text
        assert mended.unresolved


def test_every_damaged_text_can_be_undone(shared: Path) -> None:
    for row in rows(shared / "corpus/restoration/damaged.jsonl.gz"):
        mended = restore_text(row["damaged"], NOTHING)
        assert undo(mended) == row["damaged"]
        assert undo(collapse(mended)) == collapse(Mended(row["damaged"])).text


def test_the_example_page_comes_out_exactly(shared: Path) -> None:
    page = (shared / "corpus/example/page.txt").read_text(encoding="utf-8")
    article = json.loads((shared / "corpus/example/article.json").read_text(encoding="utf-8"))
    mended = collapse(restore_text(page, NOTHING))
    lines = mended.text.split("\n")
    assert lines[0] == page.split("\n")[0]  # the spam headline is the next step's business
    assert lines[2] == article["title"]
    assert lines[4:] == article["text"].split("\n")
    assert undo(mended) == collapse(Mended(page)).text


@pytest.mark.parametrize("name", ["in-the-wild", "known-failures", "language-names", "synthetic"])
def test_the_cases_of_ftfy_that_pass_there_pass_here(shared: Path, name: str) -> None:
    cases = json.loads((shared / f"conformance/text/ftfy_{name}.json").read_text(encoding="utf-8"))
    wrong = [
        case["label"]
        for case in cases
        if case["expect"] == "pass"
        and restore_text(case["original"], NOTHING).text != case.get("fixed-encoding", case["fixed"])
    ]
    assert wrong == []


def test_naughty_strings_get_an_answer_and_can_be_undone(shared: Path) -> None:
    for text in json.loads((shared / "conformance/text/blns.json").read_text(encoding="utf-8")):
        assert undo(restore_text(text, NOTHING)) == text
