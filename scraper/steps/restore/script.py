"""Traditional back to Simplified, only on proof that a machine did it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from scraper.hanzi import simplified
from scraper.model import Change, Span

if TYPE_CHECKING:
    from opencc import OpenCC

# What only a conversion character by character leaves: Simplified characters that stand for two Traditional ones.
_MERGED = re.compile(
    "干部|干群|骨干|才干|關系|聯系|體系統|[以之今然先最前隨]后|后[來續勤備]|[這那哪]里|里面|沖突|范圍|規范|模范|示范|防范|斗爭|奮斗|戰斗|采取|采用|開采|"
    "其余|業余|剩余|制造|制作|云計|關于|由于|對于|于是|征收|征求|特征|松開|放松|標准|批准|周圍|周期|一系列表|游客|旅游|污染|志愿"
)
# What a person who writes Traditional types instead.
_GENUINE = re.compile(
    "幹部|幹群|骨幹|才幹|關係|聯繫|[以之今然先最前隨]後|後[來續勤備]|裡|裏|衝突|範圍|規範|模範|示範|防範|鬥爭|奮鬥|戰鬥|採取|採用|開採|"
    "其餘|業餘|剩餘|製造|製作|雲計|徵收|徵求|特徵|鬆開|放鬆|週圍|週期|遊客|旅遊|資訊|軟體|網路|伺服器|程式|檔案|預設|[佢哋喺嗰冇咗嚟嘢啲𪜶𠢕]"
)
_STRONG = re.compile(
    "干部|干群|骨干|關系|聯系|[以之今然最隨]后|[這那哪]里|沖突|范圍|規范|模范|示范|斗爭|奮斗|戰斗|其余|業余|剩余|制造|云計"
)
# 著 is both: "written, famous" stays, the particle was 着.
_PARTICLE = re.compile("(?<![显专名论编原巨土卓昭译合拙遗较所])著(?![名作称者录述书])")
_SURROGATE = re.compile("[\ud800-\udfff]")
_OTHER_SCRIPT = re.compile("[ぁ-んァ-ヺㄅ-ㄩ가-힣]")
_SOME = 3  # of its characters: with more, a line is in another language, with fewer it plays with one
_LOST = 0xFFFD
_LONGEST_GAP = 2  # unchanged characters within one change


@dataclass(frozen=True, slots=True)
class ScriptProof:
    """Why a page is held to be machine-converted, and how sure that is."""

    reason: str
    confidence: float
    is_full: bool  # the whole page was converted: 著 too


def merged_forms(text: str) -> tuple[int, int]:
    """Count merged forms, and different strong ones."""
    return len(_MERGED.findall(text)), len(set(_STRONG.findall(text)))


def has_genuine_form(text: str) -> bool:
    """Tell whether a person who writes Traditional typed something here."""
    return _GENUINE.search(text) is not None


def mend_script(text: str, proof: ScriptProof, skipped: frozenset[int]) -> Iterator[Change]:
    """Give the changes back to Simplified, line by line; `skipped` are numbers of lines with a script of their own."""
    lines = text.split("\n")
    taken = [
        (number, line)
        for number, line in enumerate(lines)
        if number not in skipped and not line.isascii() and not _is_other(line, _SOME if proof.is_full else 1)
    ]
    converted = dict(zip((number for number, _ in taken), _converted([line for _, line in taken]), strict=True))
    simple = "\n".join(converted.get(number, line) for number, line in enumerate(lines))
    for start, end in _differences(text, simple):
        yield Change("restore/script", (start, end), text[start:end], simple[start:end], proof.confidence, proof.reason)


def _is_other(line: str, least: int) -> bool:
    """Tell whether a line holds so many characters of another language than Chinese."""
    return len(_OTHER_SCRIPT.findall(line)) >= least


def _converted(lines: list[str]) -> list[str]:
    """Convert lines, each to one of the same length."""
    if not lines:
        return lines
    whole = _SURROGATE.sub("\ufffd", "\n".join(lines))  # which OpenCC cannot take
    table = simplified()
    simple = [
        new if len(new) == len(line) else "".join(table.get(character, character) for character in line)
        for line, new in zip(lines, _opencc().convert(whole).split("\n"), strict=True)
    ]
    return [_PARTICLE.sub("着", line) if "著" in line else line for line in simple]


def _differences(text: str, simple: str) -> Iterator[Span]:
    """Give the stretches in which two texts of one length differ; a few letters between two changes belong to them."""
    old, new = (np.frombuffer(one.encode("utf-32-le", "surrogatepass"), np.uint32) for one in (text, simple))
    start = end = -1
    for at in np.flatnonzero((old != new) & (new != _LOST)).tolist():
        gap = simple[end:at]
        if end >= 0 and at - end <= _LONGEST_GAP and (not gap or gap.isalnum()):
            end = at + 1
            continue
        if end >= 0:
            yield start, end
        start, end = at, at + 1
    if end >= 0:
        yield start, end


@cache
def _opencc() -> OpenCC:
    from opencc import OpenCC  # noqa: PLC0415 - 50 ms that only a converted page needs

    return OpenCC("t2s")
