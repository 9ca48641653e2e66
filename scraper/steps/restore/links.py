"""Chains of wrong decodings undone link by link: which chain makes sense of a line, and lines read through one.

A link is "written in B, read as A": encode by A, decode by B. A beam tries up to three links on a sample of a line and
the language model judges; lines are then read through the chain that was found all at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from scraper.language import model
from scraper.language.lattice import Lattice, Reader, certain, joined
from scraper.steps.restore.brackets import balanced, settled
from scraper.steps.restore.budget import Budget
from scraper.steps.restore.encoders import ENCODERS
from scraper.steps.restore.lossy import READERS, STRICT, is_refuted, may_be
from scraper.steps.restore.streams import Stream
from scraper.steps.restore.suspicion import Lines, is_suspicious

Link: TypeAlias = tuple[str, str]  # (encode by, decode by)
Links: TypeAlias = tuple[Link, ...]
_WRITTEN = ("utf-8", "gb18030", "big5")
UTF16 = ("utf-16le", "utf-16be")
_UNDER_UTF16 = ("windows-1252", *UTF16)  # readers under which UTF-16 stays whole
_ALSO_OTHERS = ("gb18030", "gbk", "windows-1252")  # what text in other scripts than Han is misread as too
_COMMON = ("gb18030", "windows-1252", "big5-hkscs")  # the tables that are tried on a few characters and further on
# Tables that have less than their wider sister: they give up more, so that more fits. Where both fit, it was the wider.
_NARROW = ("gbk", "big5", "big5-1984", "shift_jis", "euc-kr")
# Tables of scripts of which the language model knows nothing: any bytes of theirs are words, and pairs of GBK too.
_UNKNOWN = frozenset(("windows-874", *(f"windows-{number}" for number in (1253, 1255, 1256)), "ibm862")) | frozenset(
    f"iso-8859-{number}" for number in (6, 7, 8)
)
_NARROW_GUESS_BITS = 1.5
_LEAST_FOREIGN, _FOREIGN_SHARE = 6, 0.5  # characters beyond ASCII: with fewer, a line was not written in Chinese
_MOST_GUESSED = 0.4  # of the characters beyond ASCII
_DEPTH, _WIDTH = 3, 4
_LINK_BITS, _BROKEN_BITS, _GUESS_BITS = 8.0, 14.0, 3.0
_MOST_RISE = 1.05
CLEAR_BITS = 9.5  # a character: what plain prose costs at most
_MOST_BITS = 13.0  # a character: what a text may cost
_MOST_BITS_ELSEWHERE = (
    10.5  # where the text may as well be in the language of the table, of which the model knows nothing
)
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_LEAST_HAN = 4
# Characters, different ones among them: the rules of a table are no text. A long text says the same ones again too.
_LEAST_RULED, _MOST_RULED, _RULED_SHARE = 12, 200, 0.2
_PRIVATE, _PRIVATE_SHARE = re.compile("[\ue000-\uf8ff]"), 0.03  # a blank or a bullet that its author had no better for
_FOREIGN = re.compile("[^\x00-\x7f]")
_READABLE = re.compile("[\x00-\u20ff\u3000-\u30ff\uff00-\uff5f]*")
_SAMPLE = 400  # characters of a line that tell its chain
# Work, see Budget: of a link that is refused, at once or at a look, and of one that is read; of a line, a character and
# a lost byte that go through a link; of a character that is chosen.
_REFUSED_UNITS, _LOOK_UNITS, _TRY_UNITS = 6, 25, 150
_LINE_UNITS, _CHARACTER_UNITS, _LOST_UNITS, _HOLE_UNITS = 25, 0.06, 3, 9


@dataclass(frozen=True, slots=True)
class Reading:
    """A line read through a chain: its text, the links, bits, and places that stayed broken or were guessed.

    `foreign` counts the characters beyond ASCII, `han` those that are Han; `dear` are the bits of the foreign ones.
    """

    text: str
    bits: float
    links: Links = ()
    broken: int = 0
    guessed: int = 0
    lattice: Lattice = Lattice("")  # what a further link reads
    foreign: int = 0
    han: int = 0
    dear: float = 0.0

    @property
    def certain_bits(self) -> float:
        """Give the bits of the text alone."""
        return self.bits - _costs(self.links, self.broken, self.guessed)


# What stands above and below articles, and in no statute: a colon behind a label and a figure behind that, days.
_COMMONPLACES = "\n".join(
    [f"{digit}年{digit}月{digit}日" for digit in "0123456789"]
    + [
        f"{label}：2"
        for label in ("发布时间", "发布日期", "日期", "来源", "作者", "编辑", "责任编辑", "电话", "索引号", "文号")
    ]
)


def _costs(links: Links, broken: int, guessed: int) -> float:
    narrow = sum(read_as in _NARROW for read_as, _ in links)
    guess = _GUESS_BITS + _NARROW_GUESS_BITS * min(1, narrow)
    return _LINK_BITS * (len(links) + narrow) + _BROKEN_BITS * broken + guess * guessed


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
            for new in _further(reading, budget):
                # On the right way back no step costs more than the one before: measured on chains of two and three.
                if new.text not in seen and new.bits < _MOST_RISE * reading.bits + _LINK_BITS:
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
    if reading.guessed > _MOST_GUESSED * reading.foreign:
        return False
    most = _MOST_BITS if all(table in _COMMON for table, _ in reading.links) else _MOST_BITS_ELSEWHERE
    if not is_better or reading.bits >= most * max(1, len(reading.text)) or not is_plausible(reading):
        return False
    read_as, written = reading.links[0]
    if read_as in _UNKNOWN and written != "utf-8" and reading.dear > CLEAR_BITS * reading.foreign:
        return False
    # A few characters of UTF-8, or another script than Han: the next step knows more sequences.
    return read_as != "windows-1252" or len(_EAST_ASIAN.findall(reading.text)) >= _LEAST_HAN


def _further(reading: Reading, budget: Budget) -> Iterator[Reading]:
    """Read every link further that the bytes bear."""
    foreign = len(_FOREIGN.findall(reading.text))
    is_rich = not reading.links and foreign >= max(_LEAST_FOREIGN, _FOREIGN_SHARE * len(reading.text))
    for read_as in ENCODERS if is_rich else _COMMON:
        stream = ENCODERS[read_as](reading.lattice) if budget.spend(_REFUSED_UNITS) else None
        if stream is None:
            continue
        for written in (*_WRITTEN, *UTF16) if read_as in _UNDER_UTF16 else _WRITTEN:
            # Back to where the last link came from leads nowhere, less what was lost on the way.
            if written in read_as or (reading.links and reading.links[-1] == (written, read_as)):
                continue
            if not budget.spend(_LOOK_UNITS) or not may_be(stream, written):
                continue
            budget.spend(_LOST_UNITS * len(stream.told))
            lattice = _decoded(stream, written)
            if not _is_line(lattice) or is_refuted(lattice):
                continue
            if budget.spend(_TRY_UNITS + _HOLE_UNITS * len(lattice.holes)):
                yield _read([lattice], (*reading.links, (read_as, written)))[0]


def _through(lattice: Lattice, link: Link) -> Lattice | None:
    """Take one wrong decoding back; None where a character cannot stem from it."""
    stream = ENCODERS[link[0]](lattice)
    return None if stream is None else _decoded(stream, link[1])


def _decoded(stream: Stream, written: str) -> Lattice:
    """Read bytes as they were written."""
    if not stream.told and written in STRICT:
        try:
            return certain(stream.data.decode(STRICT[written]))
        except UnicodeDecodeError:
            pass
    return READERS[written](stream)


def _read(lattices: list[Lattice], links: Links, reference: str | None = None) -> list[Reading]:
    """Choose what the holes hold, in all lines at once, by these lines and `reference` too where one is given."""
    whole = balanced(joined(lattices))
    text = whole.text
    if whole.holes:
        known = "" if reference is None else f"{_COMMONPLACES}\n{reference}\n{whole.settled}"
        text = settled(whole, Reader(model(), known).read(whole))
    readings = []
    for lattice, (line, bits, dear, foreign, han) in zip(lattices, Lines(text).weighed(), strict=True):
        broken, guessed = lattice.broken, len(lattice.holes)
        whole_bits = bits + _costs(links, broken, guessed)
        readings.append(Reading(line, whole_bits, links, broken, guessed, lattice, foreign, han, dear))
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
    return [
        (number, new) for number, new in enumerate(read) if new is not None and _is_line(new) and not is_refuted(new)
    ]


def _is_line(lattice: Lattice) -> bool:
    """Tell that something was read and that it is one line still: no repair crosses a line end."""
    return bool(lattice.text) and "\n" not in lattice.text


def is_plausible(reading: Reading) -> bool:
    """Tell whether a reading could be what somebody wrote: mostly Han, or kana, or letters of one kind."""
    text = reading.text
    if not reading.foreign:
        return True
    if len(_PRIVATE.findall(text)) > _PRIVATE_SHARE * len(text) or _is_ruled(text, min(reading.foreign, _MOST_RULED)):
        return False
    if reading.han >= 0.5 * reading.foreign:
        return True
    return reading.links[0][0] in _ALSO_OTHERS and _READABLE.fullmatch(text) is not None


def _is_ruled(text: str, number: int) -> bool:
    """Tell whether the first so many characters beyond ASCII are the same few again and again."""
    least = _RULED_SHARE * number
    if number < _LEAST_RULED or sum(map("\x7f".__lt__, set(text[:number]))) >= least:
        return False
    return len(set(_FOREIGN.findall(text)[:number])) < least
