"""Wrong decodings undone: what the wrong reader lost is told by how it reads, and what is left by the language model."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.language.lattice import HOLE, certain
from scraper.model import TextEvidence
from scraper.steps.restore import restore_text
from scraper.steps.restore.encoders import ENCODERS
from scraper.steps.restore.lossy import READERS
from scraper.steps.restore.mend import mend

NOTHING = TextEvidence()
TABLES = {
    "gb18030": "gb18030",
    "gbk": "gbk",
    "big5hkscs": "big5-hkscs",
    "cp932": "windows-31j",
    "cp949": "windows-949",
    "cp1251": "windows-1251",
}
LINE = "各村要加强巡查力度，发现隐患立即上报；人民政府应当组织开展检查。"


def candidates(text: str, written: str, read: str) -> list[tuple[str, ...]]:
    """Give what each place may have been after `text` was written by one table and read by another."""
    wrong = text.encode(written).decode(read, "replace")
    stream = ENCODERS[TABLES[read]](certain(wrong))
    assert stream is not None
    lattice = READERS[{"utf-8": "utf-8", "gbk": "gb18030"}[written]](stream)
    holes = iter(lattice.holes)
    return [next(holes) if character == HOLE else (character,) for character in lattice.text]


@pytest.mark.parametrize("read", ["gb18030", "gbk", "cp932", "cp1251"])
@settings(deadline=None)  # the first text loads the model
@given(text=st.text("清溪镇召开安全生产工作会议，强调落实责任。0 <a\n", min_size=1, max_size=30))
def test_what_utf8_said_is_among_the_candidates(read: str, text: str) -> None:
    text = f"ｱ{text}鞋" if read == "cp932" else f"{text}。"
    wrong = text.encode().decode(read, "replace")
    if ENCODERS[TABLES[read]](certain(wrong)) is None:
        return
    places = candidates(text, "utf-8", read)
    if any(place == ("\ufffd",) for place in places):
        return
    assert len(places) == len(text)
    assert all(character in place for character, place in zip(text, places, strict=True))


@pytest.mark.parametrize(
    ("written", "read"), [("gbk", "cp949"), ("gbk", "big5hkscs"), ("utf-8", "cp932"), ("utf-8", "cp1251")]
)
def test_the_reader_that_lost_a_byte_tells_which(written: str, read: str) -> None:
    places = candidates(LINE, written, read)
    assert all(character in place for character, place in zip(LINE, places, strict=True))
    assert sum(len(place) for place in places) < 5 * len(places)


@pytest.mark.parametrize(
    "chain",
    [
        ("gbk", "big5hkscs"),
        ("gbk", "cp949"),
        ("utf-8", "cp932"),
        ("utf-8", "gb18030", "utf-8", "gb18030"),
        ("utf-8", "gbk"),
    ],
)
def test_a_page_of_many_lines_is_mended_wholly(chain: tuple[str, ...]) -> None:
    lines = [f"第{number}条　{LINE}" for number in range(200)]
    wrong = truth = "\n".join(lines)
    for written, read in zip(chain[::2], chain[1::2], strict=True):
        wrong = wrong.encode(written).decode(read, "replace")
    outcome = mend(wrong, NOTHING)
    assert not outcome.is_exhausted
    assert outcome.mended.text == truth


def test_lines_of_another_chain_are_asked_by_themselves() -> None:
    first, second = "会议强调，要坚持人民至上、生命至上，统筹发展和安全。" * 2, LINE
    page = f"{first.encode().decode('gb18030', 'replace')}\n{PLAIN}\n{second.encode('gbk').decode('latin-1')}"
    assert restore_text(page, NOTHING).text == f"{first}\n{PLAIN}\n{second}"


def test_a_blank_of_four_bytes_is_read_where_two_were_lost() -> None:
    text = "第一章\u00a0总则\n" + LINE
    assert restore_text(text.encode("gb18030").decode("big5hkscs", "replace"), NOTHING).text == text


def test_the_mark_for_a_hole_in_a_page_is_no_hole() -> None:
    wrong = LINE.encode().decode("gb18030", "replace")
    assert restore_text(f"{wrong}{HOLE}{wrong}", NOTHING).text.count(HOLE) <= 1


PLAIN = "本办法自公布之日起施行。"


@pytest.mark.parametrize(
    "line", ["发布时间：2023-06-14 来源：青石镇", "成文日期：2021年11月8日", "索引号：31 作者：李明"]
)
def test_labels_and_days_come_back_though_a_byte_of_their_marks_was_lost(line: str) -> None:
    lines = [
        "青石镇开展节前食品安全检查",
        line,
        "检查组重点查看了各超市、农贸市场的进货台账，发现的问题均已责令当场整改。",
    ]
    mended = restore_text("\n".join(each.encode().decode("gb18030", "replace") for each in lines), NOTHING)
    assert mended.text.split("\n")[1] == line
