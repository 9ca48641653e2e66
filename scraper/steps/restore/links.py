"""Chains of wrong decodings undone link by link: which chain makes sense of a line, and lines read through one.

A link is "written in B, read as A": encode by A, decode by B. A beam tries up to three links on a sample of a line and
the language model judges; lines are then read through the chain that was found all at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from scraper.language import model
from scraper.language.lattice import Lattice, Reader, certain, joined
from scraper.steps.restore.brackets import balanced
from scraper.steps.restore.budget import Budget
from scraper.steps.restore.encoders import ENCODERS
from scraper.steps.restore.lossy import READERS, STRICT, is_refuted, may_be_utf8
from scraper.steps.restore.suspicion import is_suspicious

Link: TypeAlias = tuple[str, str]  # (encode by, decode by)
Links: TypeAlias = tuple[Link, ...]
LINKS: Links = (
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
CLEAR_BITS = 9.5  # a character: what plain prose costs at most
_MOST_BITS = 13.0  # a character: what a text may cost
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_LEAST_HAN = 4
# Characters, different ones among them: the rules of a table are no text. A long text says the same ones again too.
_LEAST_RULED, _MOST_RULED, _RULED_SHARE = 12, 200, 0.2
_FOLD = re.compile("[\ue000-\uf8ff]")
_FOREIGN = re.compile("[^\x00-\x7f]")
_HAN = re.compile("[\u4e00-\u9fff]")
_READABLE = re.compile("[\x00-\u20ff\u3000-\u30ff\uff00-\uff5f]*")
_SAMPLE = 400  # characters of a line that tell its chain
# Work, see Budget: of a link that is refused, and of one that is read; of a line, a character and a lost byte that go
# through a link; of a character that is chosen.
_REFUSED_UNITS, _TRY_UNITS = 10, 100
_LINE_UNITS, _CHARACTER_UNITS, _LOST_UNITS, _HOLE_UNITS = 25, 0.06, 3, 9


@dataclass(frozen=True, slots=True)
class Reading:
    """A line read through a chain: its text, the links, bits, and places that stayed broken or were guessed."""

    text: str
    bits: float
    links: Links = ()
    broken: int = 0
    guessed: int = 0
    lattice: Lattice = Lattice("")  # what a further link reads

    @property
    def certain_bits(self) -> float:
        """Give the bits of the text alone."""
        return self.bits - _costs(self.links, self.broken, self.guessed)


def _costs(links: Links, broken: int, guessed: int) -> float:
    return _LINK_BITS * len(links) + _BROKEN_BITS * broken + _GUESS_BITS * guessed


def best_links(line: str, budget: Budget) -> Links:
    """Give the chain that makes clearly more sense of a line than it makes as it stands; none where there is none."""
    line = line[:_SAMPLE]
    own = model().bits(line)
    best = Reading(line, own, lattice=certain(line))
    beam = [best]
    seen = {line}
    for _ in range(_DEPTH):
        found = []
        for reading in beam:
            for link in LINKS:
                if reading.links and link == reading.links[-1][::-1]:
                    continue  # back to where the last link came from, less what was lost on the way
                new = _tried(reading, link, budget)
                # On the right way back no step costs more than the one before: measured on chains of two and three.
                if new is not None and new.text not in seen and new.bits < _MOST_RISE * reading.bits + _LINK_BITS:
                    seen.add(new.text)
                    found.append(new)
        if not found:
            break
        found.sort(key=lambda reading: reading.bits)
        beam = found[:_WIDTH]
        best = min(best, beam[0], key=lambda reading: reading.bits)
        if best.links and best.bits < CLEAR_BITS * len(best.text) and not is_suspicious(best.text, latin_share=0.05):
            break
    return best.links if makes_sense(own, best) else ()


def makes_sense(own: float, reading: Reading) -> bool:
    """Tell whether a reading makes clearly more sense than the line as it stands, which costs `own` bits."""
    is_better = reading.links and reading.bits < own * 0.72 - 6
    if not is_better or reading.bits >= _MOST_BITS * max(1, len(reading.text)) or not is_plausible(reading.text):
        return False
    # A few characters of UTF-8, or another script than Han: the next step knows more sequences.
    return reading.links[0][0] != "windows-1252" or len(_EAST_ASIAN.findall(reading.text)) >= _LEAST_HAN


def _tried(reading: Reading, link: Link, budget: Budget) -> Reading | None:
    """Read one link further; None where the bytes do not bear it."""
    if not budget.spend(_REFUSED_UNITS):
        return None
    lattice = _through(reading.lattice, link, is_trial=True)
    if lattice is None or not lattice.text or is_refuted(lattice):
        return None
    if not budget.spend(_TRY_UNITS + _HOLE_UNITS * len(lattice.holes)):
        return None
    return _read([lattice], (*reading.links, link))[0]


def _through(lattice: Lattice, link: Link, *, is_trial: bool = False) -> Lattice | None:
    """Take one wrong decoding back; None where a character cannot stem from it."""
    stream = ENCODERS[link[0]](lattice)
    if stream is None:
        return None
    if not stream.told:
        try:
            return certain(stream.data.decode(STRICT[link[1]]))
        except UnicodeDecodeError:
            pass
    if is_trial and link[1] == "utf-8" and not may_be_utf8(stream):
        return None
    return READERS[link[1]](stream)


def _read(lattices: list[Lattice], links: Links, reference: str | None = None) -> list[Reading]:
    """Choose what the holes hold, in all lines at once, by these lines and `reference` too where one is given."""
    whole = balanced(joined(lattices))
    text = whole.text
    if whole.holes:
        text = Reader(model(), "" if reference is None else f"{reference}\n{whole.settled}").read(whole)
    readings = []
    for lattice, (line, bits) in zip(lattices, model().line_bits(text), strict=True):
        broken, guessed = lattice.broken, len(lattice.holes)
        readings.append(Reading(line, bits + _costs(links, broken, guessed), links, broken, guessed, lattice))
    return readings


def read_lines(lines: list[str], links: Links, reference: str, budget: Budget) -> list[Reading | None]:
    """Read lines through a chain, all at once; None for those that do not bear it or are past the budget."""
    numbers = list(range(len(lines)))
    lattices = [certain(line) for line in lines]
    for link in links:
        kept = _lines_through(lattices, link, budget)
        numbers, lattices = [numbers[at] for at, _ in kept], [lattice for _, lattice in kept]
    number = _affordable(lattices, budget, lambda lattice: _HOLE_UNITS * len(lattice.holes))
    found: list[Reading | None] = [None] * len(lines)
    if number:
        for at, reading in zip(numbers, _read(lattices[:number], links, reference), strict=False):
            found[at] = reading
    return found


def _affordable(lattices: list[Lattice], budget: Budget, price: Callable[[Lattice], float]) -> int:
    """Pay for as many lines as the budget allows; give their number."""
    for number, lattice in enumerate(lattices):
        if not budget.spend(int(price(lattice))):
            return number
    return len(lattices)


def _through_units(lattice: Lattice) -> float:
    text = lattice.text
    lost = text.count("\ufffd") + len(lattice.holes)
    return _LINE_UNITS + _CHARACTER_UNITS * len(text) + _LOST_UNITS * lost


def _lines_through(lattices: list[Lattice], link: Link, budget: Budget) -> list[tuple[int, Lattice]]:
    """Take one wrong decoding back in the lines that bear it, each with its number."""
    affordable = lattices[: _affordable(lattices, budget, _through_units)]
    if not affordable:
        return []
    whole = _through(joined(affordable), link)
    if whole is not None and whole.text.count("\n") == len(affordable) - 1:
        read: Iterable[Lattice | None] = whole.lines()
    else:
        read = [_through(lattice, link) for lattice in affordable]
    return [(number, new) for number, new in enumerate(read) if new is not None and new.text and not is_refuted(new)]


def is_plausible(text: str) -> bool:
    """Tell whether a text could be what somebody wrote: mostly Han, or kana, or letters of one kind."""
    foreign = _FOREIGN.findall(text)
    if not foreign:
        return True
    first = foreign[:_MOST_RULED]
    if _FOLD.search(text) or (len(first) >= _LEAST_RULED and len(set(first)) < _RULED_SHARE * len(first)):
        return False
    return len(_HAN.findall(text)) >= 0.5 * len(foreign) or _READABLE.fullmatch(text) is not None
