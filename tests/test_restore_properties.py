"""Laws that restoration keeps for any text whatever."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scraper.mended import collapse, undo
from scraper.model import Mended, TextEvidence
from scraper.steps.restore import restore_text

NOTHING = TextEvidence()
SIMPLIFIED = TextEvidence(script="zh-Hans")
# Letters of many scripts, the bytes of mojibake, lone surrogates, controls, and whole words of damage.
PIECES = st.one_of(
    st.text(st.characters(codec=None), max_size=12),
    st.sampled_from(
        [
            "發(fā)展", "經(jīng)濟(jì)", "當?shù)挠職", "?；鶎狱h組", "????? 第一條", "锟斤拷", "\ufffd", "&amp;#20845;", "鐨勫姙娉曞悓鏃跺簾姝",
            "\n", "\x00", "\u200b", "⼯作", "ÖÐ¹ú", "ä¸­å›½", "\ue5e5", "，", ",", "政府公開", "规定", "\ud83d", "(zhèng)", "?", "著",
        ]
    ),
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=14).map("".join)
LAWS = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@LAWS
@given(TEXTS, st.sampled_from([NOTHING, SIMPLIFIED]))
def test_undoing_gives_the_text_as_it_came(text: str, evidence: TextEvidence) -> None:
    assert undo(restore_text(text, evidence)) == text


@LAWS
@given(TEXTS, st.sampled_from([NOTHING, SIMPLIFIED]))
def test_repairs_are_sorted_and_do_not_overlap(text: str, evidence: TextEvidence) -> None:
    mended = restore_text(text, evidence)
    ends = 0
    for change in mended.changes:
        assert ends <= change.span[0] <= change.span[1] <= len(mended.text)
        assert mended.text[slice(*change.span)] == change.after
        assert change.before != change.after
        ends = change.span[1]


@LAWS
@given(TEXTS)
def test_undo_goes_through_collapsing(text: str) -> None:
    mended = restore_text(text, NOTHING)
    assert undo(collapse(mended)) == collapse(Mended(text)).text


@LAWS
@given(TEXTS)
@example("")
def test_restoring_twice_changes_no_more(text: str) -> None:
    once = restore_text(text, NOTHING).text
    assert restore_text(once, NOTHING).text == once


@LAWS
@given(TEXTS)
def test_unchanged_text_is_the_same_object(text: str) -> None:
    mended = restore_text(text, NOTHING)
    assert mended.changes or mended.text is text


@LAWS
@given(TEXTS)
def test_the_same_text_gets_the_same_answer(text: str) -> None:
    assert restore_text(text, NOTHING) == restore_text(text, NOTHING)


@pytest.mark.parametrize(
    ("piece", "length"),
    [("党", 10_000_000), ("?鸿", 10_000_000), ("Ã¤", 1_000_000), ("發(fā)", 500_000), ("&amp;#20845;", 1_000_000)],
)
def test_a_huge_line_gets_an_answer(piece: str, length: int) -> None:
    text = piece * (length // len(piece))
    assert undo(restore_text(text, NOTHING)) == text
