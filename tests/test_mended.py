"""The law of mended text: undoing what was done to it gives the same operation on the unmended text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.mended import collapse, cut, drop, join, undo
from scraper.model import Change, Mended, Unresolved
from scraper.repairs import revise

TEXTS = st.text(st.sampled_from("ab 中\n\u3000？\t"), max_size=24)
PIECES = st.text(st.sampled_from("xy \n文"), max_size=3)


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Change]:
    """Draw sorted edits of a text that do not overlap."""
    borders = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = zip(borders[::2], borders[1::2], strict=False)
    edits, done = [], -1
    for start, end in pairs:
        if start >= max(done, 0) and start != done:
            rule = draw(st.sampled_from(["restore/seam", "restore/code", "restore/script", "restore/width"]))
            length = end - start
            is_kept = rule in {"restore/script", "restore/width"}
            after = draw(st.text("xy \n文", min_size=length, max_size=length) if is_kept else PIECES)
            confidence = draw(st.sampled_from([0.6, 0.8, 0.99]))
            edits.append(Change(rule, (start, end), text[start:end], after, confidence, f"{rule} {confidence}"))
            done = end
    return edits


@st.composite
def mended_texts(draw: st.DrawFn) -> Mended:
    text = draw(TEXTS)
    mended = Mended(text)
    for _ in range(draw(st.integers(0, 3))):
        mended = revise(mended, draw(edits_of(mended.text)))
    return mended


def is_lawful(mended: Mended) -> bool:
    done = 0
    for change in mended.changes:
        start, end = change.span
        if not done <= start <= end <= len(mended.text) or mended.text[start:end] != change.after:
            return False
        done = end
    return True


@given(st.data())
def test_revising_again_and_again_undoes_to_the_first_text(data: st.DataObject) -> None:
    text = data.draw(TEXTS)
    mended = Mended(text)
    for _ in range(3):
        mended = revise(mended, data.draw(edits_of(mended.text)))
        assert undo(mended) == text
        assert is_lawful(mended)


@given(st.lists(mended_texts(), max_size=4), st.sampled_from(["", "\n"]))
def test_joining_undoes_to_the_joined_texts(parts: list[Mended], separator: str) -> None:
    joined = join(parts, separator)
    assert undo(joined) == separator.join(undo(part) for part in parts)
    assert is_lawful(joined)


@settings(max_examples=200)
@given(mended_texts())
def test_collapsing_undoes_to_the_collapsed_text(mended: Mended) -> None:
    collapsed = collapse(mended)
    assert undo(collapsed) == collapse(Mended(undo(mended))).text
    assert is_lawful(collapsed)


@given(mended_texts(), st.integers(0, 24))
def test_two_halves_undo_to_the_whole_where_no_repair_is_cut(mended: Mended, at: int) -> None:
    at = min(at, len(mended.text))
    if any(change.span[0] <= at <= change.span[1] for change in mended.changes):
        return
    halves = cut(mended, 0, at), cut(mended, at, len(mended.text))
    assert undo(halves[0]) + undo(halves[1]) == undo(mended)


@given(mended_texts(), st.integers(0, 24), st.integers(0, 24))
def test_cutting_keeps_the_changes_lawful(mended: Mended, start: int, end: int) -> None:
    start, end = sorted((min(start, len(mended.text)), min(end, len(mended.text))))
    assert is_lawful(cut(mended, start, end))
    assert is_lawful(drop(mended, start, end))


def test_damage_moves_with_the_text_before_it() -> None:
    mended = Mended("一?二\ufffd", (), (Unresolved("t/lost", (3, 4), "lost"),))
    revised = revise(mended, [Change("t/edit", (1, 2), "?", "", 0.9, "drawn")])
    assert revised.unresolved[0].span == (2, 3)


def told(mended: Mended) -> list[tuple[str, str, str, float]]:
    return [(change.rule, change.before, change.after, change.confidence) for change in mended.changes]


def test_script_beside_a_code_is_told_by_its_own_rule() -> None:
    once = revise(Mended("發(fā)展開"), [Change("restore/code", (1, 5), "", "", 0.9, "code")])
    twice = revise(once, [Change("restore/script", (0, 3), "", "发展开", 0.8, "script")])
    expected = [
        ("restore/script", "發", "发", 0.8),
        ("restore/code", "(fā)", "", 0.9),
        ("restore/script", "開", "开", 0.8),
    ]
    assert told(twice) == expected
    assert told(collapse(twice)) == expected


def test_script_over_a_seam_is_told_as_the_seam_and_beside_it_as_script() -> None:
    once = revise(Mended("論價?；鶎蛹Z"), [Change("restore/seam", (2, 7), "", "。基層糧", 0.9, "seam")])
    twice = revise(once, [Change("restore/script", (0, 6), "", "论价。基层粮", 0.8, "script")])
    expected = [("restore/script", "論價", "论价", 0.8), ("restore/seam", "?；鶎蛹Z", "。基层粮", 0.8)]
    assert told(twice) == expected
    assert twice.changes[1].reason == "seam; script"
    assert told(collapse(twice)) == expected


def test_an_edit_of_several_characters_over_a_repair_is_one_change() -> None:
    once = revise(Mended("一,二"), [Change("restore/width", (1, 2), "", "，", 0.8, "width")])
    twice = revise(once, [Change("restore/seam", (0, 3), "", "三", 0.9, "seam")])
    assert told(twice) == [("restore/seam", "一,二", "三", 0.8)]


@given(mended_texts())
def test_an_edit_by_character_leaves_repairs_alone_that_it_does_not_alter(mended: Mended) -> None:
    edit = Change("restore/script", (0, len(mended.text)), "", mended.text, 0.5, "nothing new")
    assert revise(mended, [edit] if mended.text else []).changes == mended.changes


def test_code_of_the_last_character_stays_when_a_suffix_is_cut_off() -> None:
    code = Change("restore/code", (1, 1), "(guān)", "", 0.99, "a code")
    assert undo(cut(Mended("关-站", (code,)), 0, 1)) == "关(guān)"


def test_code_of_what_was_cut_off_does_not_stay() -> None:
    code = Change("restore/code", (1, 1), "(guān)", "", 0.99, "a code")
    assert undo(cut(Mended("关于", (code,)), 1, 2)) == "于"


def test_indent_before_what_was_cut_off_does_not_stay() -> None:
    indent = Change("restore/indent", (1, 1), "????", "", 0.95, "an indent")
    assert undo(cut(Mended("一二", (indent,)), 0, 1)) == "一"
