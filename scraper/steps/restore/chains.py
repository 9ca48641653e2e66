"""Text that was decoded by the wrong table, once or several times: encode it back, decode it rightly.

A link of a chain is "written in B, read as A": encode by A, decode by B. A beam tries up to three links on each line
and the language model judges; a chain that several lines of the page agree on is tried on the rest too.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from scraper.language import model
from scraper.language.lattice import Reader, settled
from scraper.model import Change, Unresolved
from scraper.steps.restore.brackets import balanced
from scraper.steps.restore.budget import Budget
from scraper.steps.restore.encoders import ENCODERS
from scraper.steps.restore.lossy import GUESSED, READERS, STRICT
from scraper.steps.restore.signs import is_salad

Link: TypeAlias = tuple[str, str]  # (encode by, decode by)
LINKS: tuple[Link, ...] = (
    ("gb18030", "utf-8"),
    ("windows-1252", "utf-8"),
    ("windows-1252", "gb18030"),
    ("gb18030", "big5"),
    ("big5", "gb18030"),
    ("windows-1252", "big5"),
    ("big5", "utf-8"),
    ("shift_jis", "utf-8"),
    ("shift_jis", "gb18030"),
    ("euc-kr", "gb18030"),
    ("euc-kr", "utf-8"),
    ("windows-1251", "gb18030"),
    ("windows-1251", "utf-8"),
)
_DEPTH, _WIDTH = 3, 4
_LINK_BITS, _BROKEN_BITS, _GUESS_BITS = 8.0, 14.0, 3.0
_MOST_RISE = 1.05
_CLEAR_BITS = 9.5  # a character: what plain prose costs at most
_LEAST_SURPRISES = 2
_LEAST_FOREIGN = 2
_SURPRISING_SHARE = 0.5  # of the characters beyond ASCII; wrongly decoded lines have .53 and more, names .4
_SURPRISE = 13.5  # bits
_LATIN_SHARE = 0.3  # of a line in characters that windows-1252 gives for bytes
_LATIN = re.compile("[\x80-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
_LOST_MARK = 0xFFFD
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_LEAST_HAN = 4
_LEAST_RULED, _RULED_SHARE = 12, 0.2  # characters, different ones among them: the rules of a table are no text
_LOST_SHARE = 0.2  # of a line in U+FFFD: with more it is lost
_FOLD = re.compile("[\ue000-\uf8ff]")
_SCATTERED = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b\u2060\ufeff]+")  # the step for single characters takes these


@dataclass(frozen=True, slots=True)
class Reading:
    """A line read through a chain: its text, the links, bits, and places that stayed broken or were guessed."""

    text: str
    bits: float
    links: tuple[Link, ...] = ()
    broken: int = 0
    guessed: int = 0
    open_text: str | None = None  # the text with GUESSED where a character was, for a further link


@dataclass(frozen=True, slots=True)
class Mojibake:
    """What chains do to a text: the repairs, and the lines that are lost."""

    edits: list[Change]
    lost: list[Unresolved]


def mend_chains(text: str, budget: Budget, known: dict[str, Reading | None]) -> Mojibake:
    """Read each suspicious line through the chain that makes most sense of it.

    `known` keeps what single lines gave: menus and lists say the same line several times, and a page is passed again.
    """
    found: list[tuple[tuple[int, int], str, Reading]] = []
    lost: list[Unresolved] = []
    chosen: Counter[tuple[Link, ...]] = Counter()
    rest: list[tuple[int, str]] = []
    may_be_lost = "\ufffd" in text or "锟" in text
    for start, line, surprises in model().surprising_lines(text, _SURPRISE, _marks()):
        span = (start, start + len(line))
        if not line.strip():
            continue
        if may_be_lost and _is_lost(line):
            lost.append(Unresolved("restore/lost", span, "most bytes of this line were lost when it was decoded"))
            continue
        reading = None
        is_strange = surprises >= _LEAST_SURPRISES or _LATIN.search(line)
        if (is_strange and _is_suspicious_with(surprises, line)) or is_salad(line):
            reading = _as_before(line, chosen, budget)
            if reading is None:
                if line not in known:
                    known[line] = best_reading(line, budget)
                reading = known[line]
        if reading is None:
            rest.append((start, line))
            continue
        chosen[reading.links] += 1
        found.append((span, line, reading))
    if any(reading.guessed for _, _, reading in found):
        reader = Reader(model(), "\n".join(reading.open_text or reading.text for _, _, reading in found))
        found = [(span, line, _again(line, reading, reader, budget)) for span, line, reading in found]
    edits = [_edit(span, line, reading) for span, line, reading in found]
    if chosen:
        links = chosen.most_common(1)[0][0]
        edits += _agreed(rest, links, budget)
    return Mojibake(sorted(edits, key=lambda edit: edit.span), lost)


@cache
def _marks() -> NDArray[np.bool_]:
    """Tell by code point what makes a line worth a look, surprises apart."""
    marks = np.zeros(_LOST_MARK + 1, np.bool_)
    marks[_LOST_MARK] = True
    marks[[code for code in range(0x2123) if _LATIN.match(chr(code))]] = True
    marks[0x400:0x492] = True
    marks[0xAC00:0xD7A4] = True
    return marks


def is_suspicious(line: str, latin_share: float = _LATIN_SHARE) -> bool:
    """Tell whether a line holds so many surprises, or so much of windows-1252, that a chain is worth trying."""
    line = _SCATTERED.sub("", line)
    foreign = [at for at, character in enumerate(line) if character > "\x7f"]
    if len(foreign) < _LEAST_FOREIGN:
        return False
    return _are_too_many(int((model().costs(line)[foreign] > _SURPRISE).sum()), len(foreign), line, latin_share)


def _is_suspicious_with(surprises: float, line: str) -> bool:
    """Tell the same of a line whose surprises are counted already."""
    if _SCATTERED.search(line):
        return is_suspicious(line)
    foreign = len(line) - len(line.encode("ascii", "ignore"))
    return foreign >= _LEAST_FOREIGN and _are_too_many(surprises, foreign, line, _LATIN_SHARE)


def _are_too_many(surprises: float, foreign: int, line: str, latin_share: float) -> bool:
    is_surprising = surprises >= max(_LEAST_SURPRISES, _SURPRISING_SHARE * foreign)
    return is_surprising or len(_LATIN.findall(line)) > latin_share * len(line)


def best_reading(line: str, budget: Budget) -> Reading | None:
    """Give the chain that makes clearly more sense than the line as it stands; None where there is none."""
    language = model()
    own = language.bits(line)
    best = Reading(line, own)
    beam = [best]
    seen = {line}
    for _ in range(_DEPTH):
        found = []
        for reading in beam:
            for link in LINKS:
                if reading.links and link == reading.links[-1][::-1]:
                    continue  # back to where the last link came from, less what was lost on the way
                new = _through(reading, link, budget)
                # On the right way back no step costs more than the one before: measured on chains of two and three.
                if new is not None and new.text not in seen and new.bits < _MOST_RISE * reading.bits + _LINK_BITS:
                    seen.add(new.text)
                    found.append(new)
        if not found:
            break
        found.sort(key=lambda reading: reading.bits)
        beam = found[:_WIDTH]
        best = min(best, beam[0], key=lambda reading: reading.bits)
        if best.links and best.bits < _CLEAR_BITS * len(best.text) and not is_suspicious(best.text, latin_share=0.05):
            break
    is_better = best.links and best.bits < own * 0.72 - 6 and best.bits < 13 * max(1, len(best.text))
    if not is_better or not is_plausible(best.text):
        return None
    # A few characters of UTF-8, or another script than Han: the next step knows more sequences.
    is_short = best.links[0][0] == "windows-1252" and len(_EAST_ASIAN.findall(best.text)) < _LEAST_HAN
    return None if is_short else best


def _through(reading: Reading, link: Link, budget: Budget, reader: Reader | None = None) -> Reading | None:
    """Read one link further; None where the bytes do not bear it. `reader`: by what guesses are weighed."""
    length = len(reading.text)
    if not budget.spend(length // (4 if "\ufffd" in reading.text else 20) + 2):
        return None
    stream = ENCODERS[link[0]](reading.open_text or reading.text)
    if stream is None or not budget.spend(length // 40 + 10):
        return None
    broken = guessed = 0
    text = open_text = None
    if isinstance(stream, bytes):
        try:
            text = stream.decode(STRICT[link[1]])
        except UnicodeDecodeError:
            text = None
    if text is None:
        lattice = READERS[link[1]](stream)
        # What is refuted at once costs little.
        if not budget.spend(len(lattice.places) // 2 + 15 * lattice.guessed) or lattice.is_refuted:
            return None
        broken, guessed = lattice.broken, lattice.guessed
        text = "".join(place[0] for place in lattice.places)
        if guessed:
            places = balanced(lattice.places)
            text = (reader or Reader(model(), settled(places))).read(places).text
            open_text = "".join(place[0] if len(place) == 1 else GUESSED for place in lattice.places)
    if not text:
        return None
    bits = model().bits(text) + _LINK_BITS + _BROKEN_BITS * broken + _GUESS_BITS * guessed
    links = (*reading.links, link)
    return Reading(text, bits, links, reading.broken + broken, reading.guessed + guessed, open_text)


def _as_before(line: str, chosen: Counter[tuple[Link, ...]], budget: Budget) -> Reading | None:
    """Try the chain that most lines of the page went through; only a reading beyond doubt is taken."""
    if not chosen:
        return None
    reading: Reading | None = Reading(line, 0.0)
    for link in chosen.most_common(1)[0][0]:
        reading = _through(reading, link, budget) if reading else None
    if (
        reading is None
        or reading.broken
        or reading.bits > _CLEAR_BITS * len(reading.text)
        or not is_plausible(reading.text)
    ):
        return None
    return None if is_suspicious(reading.text, latin_share=0.05) else reading


def _again(line: str, reading: Reading, reader: Reader, budget: Budget) -> Reading:
    """Choose the guessed characters of a line again, now that the whole page is there to compare with."""
    if not reading.guessed:
        return reading
    again: Reading | None = Reading(line, 0.0)
    for link in reading.links:
        again = _through(again, link, budget, reader) if again else None
    return again or reading


def is_plausible(text: str) -> bool:
    """Tell whether a text could be what somebody wrote: mostly Han, or kana, or letters of one kind."""
    foreign = [character for character in text if ord(character) > 0x7F]
    if not foreign:
        return True
    if _FOLD.search(text) or (len(foreign) >= _LEAST_RULED and len(set(foreign)) < _RULED_SHARE * len(foreign)):
        return False
    han = sum("\u4e00" <= character <= "\u9fff" for character in foreign)
    if han >= 0.5 * len(foreign):
        return True
    return all(code < 0x2100 or 0x3000 <= code < 0x3100 or 0xFF00 <= code < 0xFF60 for code in map(ord, foreign))


def _agreed(rest: list[tuple[int, str]], links: tuple[Link, ...], budget: Budget) -> list[Change]:
    """Try the chain of the other lines on those that were too short to tell."""
    edits = []
    for start, line in rest:
        reading: Reading | None = Reading(line, model().bits(line))
        for link in links:
            reading = _through(reading, link, budget) if reading else None
        if reading is None or reading.broken or reading.text == line or not is_plausible(reading.text):
            continue
        if reading.bits - _LINK_BITS * len(links) < model().bits(line) - 6:
            edits.append(_edit((start, start + len(line)), line, reading, is_agreed=True))
    return edits


def _edit(span: tuple[int, int], line: str, reading: Reading, *, is_agreed: bool = False) -> Change:
    told = ", then ".join(f"{wrong} undone to {right}" for wrong, right in reading.links)
    gain = 1 - reading.bits / max(1.0, model().bits(line))
    confidence = 0.99 if not reading.broken and not reading.guessed and gain > 0.3 else 0.9
    if reading.guessed or reading.broken:
        confidence = max(0.55, 0.93 - 0.06 * reading.guessed - 0.1 * reading.broken)
    if is_agreed:
        confidence = min(confidence, 0.85)
    reason = f"{told}: costs {gain:.0%} fewer bits"
    if reading.guessed:
        reason += f"; {reading.guessed} characters with a lost byte chosen by their neighbours"
    return Change("restore/mojibake", span, line, reading.text, round(confidence, 2), reason)


def _is_lost(line: str) -> bool:
    fffd = line.count("\ufffd")
    if fffd > max(3, _LOST_SHARE * len(line)) and "€" not in line:
        return True
    return line.count("锟") + line.count("拷") > max(2, 0.1 * len(line))
