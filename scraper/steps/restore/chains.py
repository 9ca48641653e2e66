"""Text that was decoded by the wrong table, once or several times: encode it back, decode it rightly.

The longest suspicious line of a page tells the chain, and all others are read through it at once; those of which it
makes no sense are asked for chains of their own. A chain that several lines agree on is tried on the rest too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import accumulate

from scraper.language import code_points, model
from scraper.model import Change, Unresolved
from scraper.steps.restore.budget import Budget
from scraper.steps.restore.links import (
    CLEAR_BITS,
    UTF16,
    Links,
    Reading,
    best_links,
    is_plausible,
    makes_sense,
    read_lines,
)
from scraper.steps.restore.lossy import LINE_SEPARATOR
from scraper.steps.restore.signs import FINE, rare_windows
from scraper.steps.restore.suspicion import Lines

_LOOK_UNITS = 3  # work, see Budget: of a line that is looked at
_MOST_FAILED = 16  # lines in a row without a chain, the longest first: the rest is in other languages too
_LOST_SHARE = 0.2  # of a line in U+FFFD: with more it is lost
_HAN = re.compile("[\u4e00-\u9fff]")
_PIECE = re.compile("[^\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uffef\n]{12,}")
_LATIN, _LEAST_LATIN = re.compile("[\x80-\u04ff]"), 8
# What of a reading still says nothing; then it is no sure one.
_DOUBTFUL = re.compile("[\x80-\x9f\ue000-\uf8ff\ufffd]|(?<=[\u3400-\u9fff])\\?(?=[\u3400-\u9fff])")
_DOUBT = 0.85
_LABEL = re.compile("[\u4e00-\u9fff\u3000 ]{2,8}[：:]\\s*(?=\\S)")
_INDENTS = " \t\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_LIKE_THE_FIRST = 1.3  # times the bits a character of the line that told the chain: as much may another cost


@dataclass(frozen=True, slots=True)
class Mojibake:
    """What chains do to a text: the repairs, the lines that are lost, and those that say nothing in any reading."""

    edits: list[Change]
    lost: list[Unresolved]
    unread: set[str]


@dataclass(slots=True)
class _Sorted:
    """The lines of a text: where the suspicious ones stand, and those that show nothing by themselves; bits of each."""

    looked: Lines
    bits: dict[str, float] = field(default_factory=dict)
    suspects: dict[str, list[int]] = field(default_factory=dict)
    rest: dict[str, list[int]] = field(default_factory=dict)
    lost: list[Unresolved] = field(default_factory=list)
    gibberish: set[str] = field(default_factory=set)


def mend_chains(text: str, budget: Budget, refused: set[str]) -> Mojibake:
    """Read each suspicious line through the chain that makes most sense of it.

    `refused` keeps the lines of which no chain makes sense: a page is passed again.
    """
    lines = _sorted_out(text, budget)
    readings = _readings(lines, budget, refused) if lines.suspects else {}
    edits = [
        edit
        for line, reading in readings.items()
        for edit in _edits(lines.suspects[line], line, lines.bits[line], reading)
    ]
    if readings:
        chosen: Counter[Links] = Counter()
        for line, reading in readings.items():
            chosen[reading.links] += len(lines.suspects[line])
        rest = lines.rest | {line: starts for line, starts in lines.suspects.items() if line not in readings}
        edits += _agreed(_behind_labels(rest, lines.bits), lines.bits, chosen.most_common(1)[0][0], budget)
    edits += _pieces_mended(lines, edits, budget, refused)
    read = {edit.before for edit in edits}
    unread = {line for line in lines.gibberish if line not in read and line[_label_end(line) :] not in read}
    return Mojibake(sorted(_doubted(edits), key=lambda edit: edit.span), lines.lost, unread)


def _sorted_out(text: str, budget: Budget) -> _Sorted:
    lines = _Sorted(Lines(text))
    may_be_lost = "\ufffd" in text or "锟" in text
    for begin, whole, bits, looks_misread, is_gibberish in lines.looked.strange():
        line = whole.strip(_INDENTS)  # which templates and editors put, in their own encoding
        start = begin + len(whole) - len(whole.lstrip(_INDENTS))
        if not line.strip():
            continue
        if not budget.spend(_LOOK_UNITS):
            break
        if may_be_lost and _is_lost(line):
            span = (start, start + len(line))
            lines.lost.append(Unresolved("restore/lost", span, "most bytes of this line were lost when it was decoded"))
            continue
        lines.bits[line] = bits
        if is_gibberish:
            lines.gibberish.add(line)
        kind = lines.suspects if looks_misread else lines.rest
        kind.setdefault(line, []).append(start)
    return lines


def _readings(lines: _Sorted, budget: Budget, refused: set[str]) -> dict[str, Reading]:
    """Give the reading of each suspicious line that has one."""
    found: dict[str, Reading] = {}
    tried: set[Links] = set()
    failed = 0
    waiting = [line for line in lines.suspects if line not in refused]
    own = lines.bits
    whole = lines.looked.whole() if waiting else ""
    for line in sorted(waiting, key=len, reverse=True):
        if line in found:
            continue
        if failed == _MOST_FAILED:
            refused.update(waiting)
        if failed == _MOST_FAILED or budget.is_spent:
            break
        links = best_links(line, budget)
        failed = 0 if links else failed + 1
        others = [one for one in waiting if one not in found and one != line] if links not in tried else []
        tried.add(links)
        reference = "\n".join((whole, *(reading.lattice.settled for reading in found.values())))
        reading, *more = read_lines([line, *others], links, reference, budget) if links else [None]
        if reading is None or not makes_sense(own[line], reading):
            if not budget.is_spent:
                refused.add(line)
            reading = None
        else:
            found[line] = reading
        limit = CLEAR_BITS if reading is None else max(CLEAR_BITS, _LIKE_THE_FIRST * reading.bits / len(reading.text))
        found |= {
            other: one
            for other, one in zip(others, more, strict=False)
            if one is not None and one.bits < limit * len(one.text) and makes_sense(own[other], one)
        }
    return found


def _behind_labels(rest: dict[str, list[int]], own: dict[str, float]) -> dict[str, list[int]]:
    """Give the lines with what stands behind the label of a template instead of the whole; adds the bits of each."""
    found: dict[str, list[int]] = {}
    for line, starts in rest.items():
        at = _label_end(line)
        value = line[at:]
        own.setdefault(value, model().bits(value))
        found.setdefault(value, []).extend(start + at for start in starts)
    return found


def _label_end(line: str) -> int:
    label = _LABEL.match(line)
    return label.end() if label else 0


def _pieces_mended(lines: _Sorted, taken: list[Change], budget: Budget, refused: set[str]) -> list[Change]:
    """Give the repairs of stretches without Han in lines of Chinese: a part that went another way than the rest."""
    pieces = _Sorted(lines.looked)
    read = {edit.before for edit in taken}
    for line, starts in (lines.suspects | lines.rest).items():
        if line not in read and line[_label_end(line) :] not in read and _HAN.search(line):
            for piece in _PIECE.finditer(line):
                if len(_LATIN.findall(piece.group())) >= _LEAST_LATIN:
                    found = pieces.suspects.setdefault(piece.group(), [])
                    found += (start + piece.start() for start in starts)
                    pieces.bits[piece.group()] = model().bits(piece.group())
    readings = _readings(pieces, budget, refused) if pieces.suspects else {}
    return [
        edit
        for piece, reading in readings.items()
        for edit in _edits(pieces.suspects[piece], piece, pieces.bits[piece], reading)
    ]


def _agreed(rest: dict[str, list[int]], own: dict[str, float], links: Links, budget: Budget) -> list[Change]:
    """Try the chain of the other lines on those that were too short to tell; `own`: bits of each."""
    edits = []
    lines = list(rest)
    for line, reading in zip(lines, read_lines(lines, links, "", budget), strict=True):
        if reading is None or reading.broken or reading.text == line or not is_plausible(reading):
            continue
        if reading.certain_bits < own[line] - 6:
            edits += _edits(rest[line], line, own[line], reading, is_agreed=True)
    return edits


def _edits(starts: list[int], line: str, own: float, reading: Reading, *, is_agreed: bool = False) -> list[Change]:
    """Give the repairs of a line, which costs `own` bits, in every place where it stands."""
    told = ", then ".join(f"{wrong} undone to {right}" for wrong, right in reading.links)
    gain = 1 - reading.bits / max(1.0, own)
    confidence = 0.99 if not reading.broken and not reading.guessed and gain > 0.3 else 0.9
    if reading.guessed or reading.broken:
        confidence = max(0.55, 0.93 - 0.06 * reading.guessed - 0.1 * reading.broken)
    if is_agreed:
        confidence = min(confidence, _DOUBT)
    reason = f"{told}: costs {gain:.0%} fewer bits"
    if reading.guessed:
        reason += f"; {reading.guessed} characters with a lost byte chosen by their neighbours"
    after = reading.text
    if any(written in UTF16 for _, written in reading.links):
        after = after.replace(LINE_SEPARATOR, "\n")
    return [
        Change("restore/mojibake", (start, start + len(line)), line, after, round(confidence, 2), reason)
        for start in starts
    ]


def _doubted(edits: list[Change]) -> list[Change]:
    """Make those repairs less sure in which something still says nothing."""
    whole = "\n".join(edit.after for edit in edits)
    places = [*(match.start() for match in _DOUBTFUL.finditer(whole)), *rare_windows(code_points(whole), FINE).tolist()]
    starts = list(accumulate((len(edit.after) + 1 for edit in edits), initial=0))
    doubtful = {bisect_right(starts, place) - 1 for place in places}
    return [
        replace(edit, confidence=min(edit.confidence, _DOUBT)) if at in doubtful else edit
        for at, edit in enumerate(edits)
    ]


def _is_lost(line: str) -> bool:
    fffd = line.count("\ufffd")
    if fffd > max(3, _LOST_SHARE * len(line)) and "€" not in line:
        return True
    return line.count("锟") + line.count("拷") > max(2, 0.1 * len(line))
