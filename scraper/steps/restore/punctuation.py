"""Marks that were narrowed from full width, and question marks that stand for blanks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from scraper.model import Change

_H = "\u3400-\u9fff"
_WIDE = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？", "(": "（", ")": "）"}
_NARROW_MARK = re.compile(rf"(?<=[{_H}”》」）]),|(?<=[{_H}”》」）])[:;!?](?=\s*[{_H}“《「（]|\s*$)", re.MULTILINE)
_IDEOGRAPHIC = "。、“”《》"
_LEAST_HAN = 40  # characters
_HAN = re.compile(f"[{_H}]")
_AFTER = re.compile(rf"(?<=[{_H}”》」』）)〕\]％%])[,:;!?](?!\?)|[,:;!?](?=[{_H}“《「『（])(?<!\?\?)")
_AFTER_LATIN = re.compile(rf"(?<=[0-9A-Za-z%])[,;](?=[{_H}“《])")
_BRACKETS = re.compile(r"\(([^()\n]{0,80})\)")
_BESIDE = re.compile(f"[{_H}，。；：、”“《》）（！？]")
_INDENT = re.compile(rf"^([ \t\u3000\xa0]*)(\?{{4,8}})(?=[ \xa0]+[{_H}“（(《〈【0-9])", re.MULTILINE)
_BLANK = re.compile(rf"(?<=[0-9]\.)\?\?(?=[A-Za-z{_H}])|(?<=[0-9A-Za-z])\?\?(?=[{_H}])|(?<=[{_H}])\?\?(?=[0-9A-Za-z])")
_HEADING = re.compile(rf"^\d+(?:\.\d+)*\.\?\?(?=[{_H}])", re.MULTILINE)
_LOST_MARKS = re.compile(rf"(?<=[{_H}])\?{{3,}}(?=[{_H}])")


@dataclass(frozen=True, slots=True)
class Widths:
    """How a text writes its marks: full width, half width beside Han, and marks that have no half width."""

    wide: int
    narrow: int
    ideographic: int
    is_chinese: bool  # enough of it to tell

    @property
    def is_narrowed(self) -> bool:
        """Tell whether every mark that has a half width is narrow, in a text that writes 。、“” too."""
        return self.narrow >= 2 and self.wide <= 0.05 * self.narrow and self.ideographic >= 2 and self.is_chinese


def widths_of(text: str) -> Widths:
    """Count the marks of a text."""
    return Widths(
        wide=sum(map(text.count, _WIDE.values())),
        narrow=len(_NARROW_MARK.findall(text)),
        ideographic=sum(map(text.count, _IDEOGRAPHIC)),
        is_chinese=sum(1 for _ in islice(_HAN.finditer(text), _LEAST_HAN)) == _LEAST_HAN,
    )


def mend_widths(text: str, reason: str, confidence: float, skipped: frozenset[int]) -> list[Change]:
    """Widen the marks beside Han; `skipped` are numbers of lines with a width of their own."""
    edits: list[Change] = []
    at = 0
    for number, line in enumerate(text.split("\n")):
        if number not in skipped and _HAN.search(line):
            places = {match.start() for pattern in (_AFTER, _AFTER_LATIN) for match in pattern.finditer(line)}
            places |= _brackets(line)
            for place in sorted(places):
                span = (at + place, at + place + 1)
                wide = _WIDE[line[place]]
                edits.append(Change("restore/width", span, line[place], wide, confidence, reason))
        at += len(line) + 1
    return edits


def _brackets(line: str) -> set[int]:
    places: set[int] = set()
    for match in _BRACKETS.finditer(line):
        start, end = match.start(), match.end() - 1
        beside = line[start - 1 : start] + line[end + 1 : end + 2]
        if _HAN.search(match.group(1)) or _BESIDE.search(beside):
            places |= {start, end}
    return places


def mend_indents(text: str) -> list[Change]:
    """Delete question marks that stand for no-break blanks before a paragraph."""
    found = list(_INDENT.finditer(text)) if "????" in text else []
    confidence = 0.95 if len(found) > 1 else 0.9
    reason = (
        f"question marks where {len(found)} paragraphs are indented: no-break blanks that the page's encoding lacks"
    )
    return [Change("restore/indent", match.span(2), match.group(2), "", confidence, reason) for match in found]


def mend_blanks(text: str) -> list[Change]:
    """Put no-break blanks back where each became two question marks, a byte of C2 A0 each: `第??9??章`.

    Only where all question marks of the text stand so, between a number or Latin word and Han, several times or in the
    number of a heading: whoever doubts twice does not do so in mid-word.
    """
    found = list(_BLANK.finditer(text)) if "??" in text else []
    if 2 * len(found) != text.count("?") or not (len(found) > 1 or _HEADING.search(text)):
        return []
    reason = f"two question marks within {len(found)} numbers or words: a no-break blank, read byte by byte"
    return [Change("restore/indent", match.span(), "??", "\xa0", 0.85, reason) for match in found]


def lost_marks(text: str) -> list[tuple[int, int]]:
    """Give the spans of question marks that stand for lost characters within Han text."""
    return [match.span() for match in _LOST_MARKS.finditer(text)] if "???" in text else []
