"""Text shifted by one byte: a byte of GBK was lost, and all that follows pairs up wrongly until something ends it.

A stretch of such text is `lost byte + what is read off the page, byte by byte`. The first character is one of about 112
(its lead byte is lost) or 190 (its trail byte is); what follows is certain; the last character lost its trail byte too,
unless that was an ASCII byte, which then shows as itself: `理論思維` shifted ends in `季S`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from scraper.hanzi import readings
from scraper.language.lattice import Reader
from scraper.language.model import LanguageModel
from scraper.steps.restore import gbk

_LONGEST = 1200  # characters of one shifted stretch
_FULL_STOP_BITS = 10.0  # 。 before what reads as a full-width mark: the kits' own seam (A1 A3 xx)
_LOST_END_BITS = 6.0  # a guess at the end costs that much proof
_REFINED = 32  # candidates that are weighed by the page's own pairs too
_MARKS_AFTER = "，。、；：！？”）"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A shifted stretch put right: `text[start:end]` becomes `after`. `gain` in bits, `mean` bits a character."""

    start: int
    end: int
    after: str
    gain: float
    mean: float
    chance: float  # that the guessed characters are right, by the model's own count
    alternatives: tuple[str, ...] = ()
    is_kit_seam: bool = False  # 。 before what read as a full-width mark: the bytes in which the kits cut


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several characters: the best, its bits with both neighbours, its share of all, and the next best."""

    character: str
    bits: float
    chance: float
    other: str | None


class Shifted:
    """Puts shifted stretches of one text right; those that cost more than `most_mean` bits a character are refused.

    `reader` is asked for where there is something to choose.
    """

    __slots__ = ("_model", "_most_mean", "_reader", "text")

    def __init__(self, text: str, model: LanguageModel, reader: Callable[[], Reader], most_mean: float) -> None:
        self.text = text
        self._model = model
        self._reader = reader
        self._most_mean = most_mean

    def run_end(self, start: int) -> int:
        """Give where the run of GBK pairs that begins at `start` ends."""
        table = gbk.pairs()
        text = self.text
        end = start
        while end < len(text) and end - start < _LONGEST and text[end] in table and text[end] != "\ufffd":
            end += 1
        return end

    def mend(
        self, mark: int, start: int, firsts: tuple[str, ...] | None = None, *, lost_trail: bool = False
    ) -> Stretch | None:
        """Put the stretch right whose mark (a `?`, or nothing) begins at `mark` and whose pairs begin at `start`.

        `firsts` restricts what the first character may be; `lost_trail`: the first pair lost its second byte.
        """
        text = self.text
        end = self.run_end(start)
        stream = gbk.stream(text[start:end])
        if not stream:
            return None
        # In shifted text every second byte is a lead byte; an ASCII one there stands for itself, and ends the shift.
        ascii_at = next((at for at in range(1, len(stream), 2) if stream[at] < 0x80), None)
        if ascii_at is not None:
            stream, end = stream[: ascii_at + 1], start + (ascii_at + 1) // 2
        if firsts is None:
            firsts = gbk.with_lead(stream[0]) if lost_trail else gbk.with_trail(stream[0])
        middle = gbk.spell(stream[1:-1])
        if middle is None or not firsts or self._reads_badly(middle):
            return None
        before = text[mark - 1] if mark > 0 and text[mark - 1] != "\n" else None
        first = self.choose(before, firsts, middle[:1], stop_bonus=text[start] >= "！")
        ends = [
            self._spelled((mark, end + taken), first, middle, (lasts, swallowed))
            for taken, lasts, swallowed in self._ends(stream[-1], end)
            if lasts
        ]
        best = max(ends, key=lambda stretch: stretch.gain, default=None)
        is_kit_seam = first.character == "。" and "！" <= text[start] <= "～"
        return replace(best, is_kit_seam=True) if best and is_kit_seam else best

    def _reads_badly(self, middle: str) -> bool:
        """Tell whether the certain part alone costs more than the whole may: it gains three characters at most."""
        return float(self._model.costs(middle)[1:].sum()) >= self._most_mean * (len(middle) + 3)

    def _ends(self, lead: int, end: int) -> list[tuple[int, tuple[str, ...], str]]:
        """Give the ways in which a stretch may end: characters taken, candidates, what was swallowed after them."""
        if lead < 0x80:
            return [(0, (chr(lead),), "")]
        text = self.text
        following = text[end : end + 1]
        if following and following in "?\ufffd":
            coded = self._coded(lead, end + 1)
            if coded:
                return [(1, coded, "(")]
            return [(1, gbk.with_lead(lead), self.swallowed(end))]
        ways = [(0, gbk.with_lead(lead), "")]
        if following and 0x40 <= ord(following) < 0x7F:
            whole = gbk.characters().get((lead, ord(following)))
            if whole:
                ways.append((1, (whole,), ""))
        return ways

    def swallowed(self, mark: int) -> str:
        """Say what a `?` at the end took with it: it stands for two bytes, U+FFFD for one."""
        following = self.text[mark + 1 : mark + 2]
        if self.text[mark] == "\ufffd" or following in {"", "\n"} or following in _MARKS_AFTER:
            return ""
        return " " if following.isascii() else "\n"

    def _coded(self, lead: int, at: int) -> tuple[str, ...]:
        """Give the candidates that fit a code whose opening bracket was swallowed: `?zhǔn)`."""
        close = self.text.find(")", at, at + 8)
        if close < 0:
            return ()
        reading = self.text[at:close]
        table = readings()
        return tuple(one for one in gbk.with_lead(lead) if reading in table.get(one, ()))

    def _spelled(self, span: tuple[int, int], first: Choice, middle: str, way: tuple[tuple[str, ...], str]) -> Stretch:
        text = self.text
        start, end = span
        lasts, swallowed = way
        after = swallowed if swallowed in {"\n", " "} else ("" if swallowed else text[end : end + 1])
        last = self.choose((first.character + middle)[-1], lasts, after or "\n")
        new = first.character + middle + last.character + swallowed
        left = text[start - 1] if start > 0 else ""
        right = text[end : end + 1]
        old_bits = self._model.bits(left + text[start:end] + right)
        costs = self._model.costs(left + new + right)
        gain = old_bits - float(costs.sum()) - (_LOST_END_BITS if len(lasts) > 1 else 0.0)
        if self._is_confirmed(last.character, end):
            gain += 10.0
        chance = first.chance * last.chance
        if len(costs) > 3 and float((costs[:-2] + costs[1:-1] + costs[2:]).max()) > 3 * 14.0:
            chance *= 0.6  # three surprises in a row are left
        alternatives = []
        if first.chance < 0.9 and first.other:
            alternatives.append(first.other + middle + last.character + swallowed)
        if last.chance < 0.9 and last.other:
            alternatives.append(first.character + middle + last.other + swallowed)
        inner = costs[len(left) : len(left) + len(new)]  # what stands around may be marks or codes
        mean = float(inner.sum()) / max(1, len(inner))
        return Stretch(start, end, new, gain, mean, chance, tuple(alternatives))

    def _is_confirmed(self, character: str, at: int) -> bool:
        """Tell whether a code that follows gives a reading of this very character."""
        if self.text[at : at + 1] != "(":
            return False
        close = self.text.find(")", at, at + 9)
        return close > 0 and self.text[at + 1 : close] in readings().get(character, ())

    def choose(
        self, before: str | None, candidates: tuple[str, ...], after: str, *, stop_bonus: bool = False
    ) -> Choice:
        """Choose the character that fits best between its neighbours."""
        pair = self._reader().pair
        if len(candidates) > _REFINED:
            order = self._model.between(before, candidates, after).argsort(kind="stable")[:_REFINED]
            likely = [candidates[at] for at in order.tolist()]
            candidates = (*likely, "。") if stop_bonus and "。" in candidates and "。" not in likely else tuple(likely)
        scored = []
        for candidate in candidates:
            bits = pair(before, candidate) + (pair(candidate, after) if after else 0.0)
            if stop_bonus and candidate == "。":
                bits -= _FULL_STOP_BITS
            scored.append((bits, candidate))
        scored.sort()
        least = scored[0][0]
        total = sum(2.0 ** -min(60.0, bits - least) for bits, _ in scored)
        return Choice(scored[0][1], least, 1.0 / total, scored[1][1] if len(scored) > 1 else None)
