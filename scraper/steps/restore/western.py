"""UTF-8 read as a Western or Cyrillic table: what ftfy does well, in its safe configuration."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from scraper.model import Change
from scraper.steps.restore.budget import Budget
from scraper.steps.restore.placements import PINYIN

# What such readings are full of; plain Chinese pages hold next to none of it.
# Curly quotes, dashes and … alone are no sign: whatever lead byte of UTF-8 they stood for, a letter or sign follows.
_SIGN = re.compile(
    "[\x80-\u024f\u0370-\u05ff\u201a\u201b\u201e-\u2022\u2030\u2039\u203a\u20ac\u2100-\u2bff\ufb00-\ufb06]"
)
_CODE = re.compile(rf"\([{PINYIN}]{{1,6}}\)")  # a cloaking kit's, whose letters are no sign
_LOST_SHARE = 0.02  # of a text in U+FFFD: beyond that it was lost when it was decoded, and what is left proves nothing
_C0, _C1 = re.compile("[\x01-\x08\x0b-\x1f]"), re.compile("[\x80-\x9f]")
_LEAST_C0 = 3
_HAN = re.compile("[\u4e00-\u9fff]")
_LEAST_HAN = 8  # characters around a quotation
_MOST_LEFT, _MOST_LEFT_CHINESE, _HAN_SHARE = 0.25, 0.5, 0.25  # of the unlikely sequences; of what is beyond ASCII
_LEAST_BAD, _BAD_SHARE = 5, 0.08  # unlikely sequences of a line that is misread for sure: clean ones have none or one
_SURE, _DOUBT = 0.95, 0.8  # confidence; where something in the line still is unlikely
_LONGEST = 20_000  # characters of a line


def mend_western(text: str, taken: list[Change], budget: Budget, unread: set[str]) -> list[Change]:
    """Give the repairs of lines that ftfy holds to be misread; lines in `taken` are mended already.

    Adds to `unread` the lines that are misread, but no table makes sense of them.

    Width, quotes, ligatures, line breaks and normal forms stay as they are: ftfy's own defaults change two of three
    clean Chinese paragraphs.
    """
    edits: list[Change] = []
    if text.count("\ufffd") > 3 + _LOST_SHARE * len(text):
        return edits
    done = sorted(edit.span[0] for edit in taken)
    end = 0
    while match := _SIGN.search(text, end):
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        line = text[start:end]
        if "(" in line and not _SIGN.search(_CODE.sub("", line)):
            continue
        is_done = bisect_left(done, start) < bisect_right(done, end)
        if is_done or len(line) > _LONGEST or not budget.spend(len(line) // 10 + 10):
            continue
        fixed = _fixed(line)
        if fixed is None:
            unread.add(line)
        elif fixed != line:
            span = (start, end)
            reason = "UTF-8 that was read as another table, told by ftfy's table of unlikely sequences"
            confidence = _DOUBT if "\ufffd" in fixed or _is_unlikely(fixed) else _SURE
            change = _narrowed(Change("restore/mojibake", span, line, fixed, confidence, reason))
            if not _is_quoted(line, change, start):
                edits.append(change)
    return edits


def _is_unlikely(line: str) -> bool:
    from ftfy.badness import is_bad  # noqa: PLC0415 - only where a sign was seen

    return is_bad(line)


def _is_quoted(line: str, change: Change, start: int) -> bool:
    """Tell whether Chinese text quotes what looks damaged: it speaks of it."""
    a, b = change.span[0] - start, change.span[1] - start
    is_chinese = len(_HAN.findall(line[:a] + line[b:])) >= _LEAST_HAN
    return is_chinese and ("“" in line[:a] and "”" in line[b:])


def _fixed(line: str) -> str | None:
    """Give the line as ftfy mends it; None where it is misread beyond what that knows."""
    from ftfy import TextFixerConfig, fix_and_explain  # noqa: PLC0415 - only where a sign was seen
    from ftfy.badness import badness, is_bad  # noqa: PLC0415

    if not is_bad(line) and not _C1.search(line):
        return line
    if len(_C0.findall(line)) >= _LEAST_C0 and _C1.search(line):
        return None  # bytes, and none of UTF-8
    config = TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
    )
    fixed = fix_and_explain(line, config).text
    before = badness(line)
    # What ftfy does to text that some other table garbled makes sense of a few characters, and spoils the rest.
    wide = len(fixed) - len(fixed.encode("ascii", "ignore"))
    is_chinese = len(_HAN.findall(fixed)) > _HAN_SHARE * wide
    most = _MOST_LEFT_CHINESE if is_chinese else _MOST_LEFT
    left = badness(fixed.replace("\ufffd", ""))  # what was lost before is no fault of the reading
    is_whole = fixed != line and left <= most * before and (is_chinese or not _is_new(_HAN, fixed, line))
    if is_whole:
        return fixed
    return None if before >= max(_LEAST_BAD, _BAD_SHARE * wide) else line


def _is_new(kind: re.Pattern[str], text: str, before: str) -> bool:
    """Tell whether characters of a kind stand in a text that were not there before."""
    return len(kind.findall(text)) > len(kind.findall(before))


def _narrowed(change: Change) -> Change:
    """Leave what both readings share out of a change."""
    before, after = change.before, change.after
    least = min(len(before), len(after))
    head = next((at for at in range(least) if before[at] != after[at]), least)
    tail = next((at for at in range(least - head) if before[-1 - at] != after[-1 - at]), least - head)
    start, end = change.span
    return Change(
        change.rule,
        (start + head, end - tail),
        before[head : len(before) - tail],
        after[head : len(after) - tail],
        change.confidence,
        change.reason,
    )
