"""Text shifted by one byte: a byte of GBK was lost, and all that follows pairs up wrongly until something ends it.

A stretch of such text is `lost byte + what is read off the page, byte by byte`. The first character is one of about 112
(its lead byte is lost) or 190 (its trail byte is); what follows is certain; the last character lost its trail byte too,
unless that was an ASCII byte, which then shows as itself: `理論思維` shifted ends in `季S`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from scraper.hanzi import readings
from scraper.language import model
from scraper.language.lattice import Reader
from scraper.model import Span
from scraper.steps.restore import gbk
from scraper.steps.restore.brackets import ended
from scraper.steps.restore.budget import Budget

_PROBE, _LEAST_PROBE = 10, 8  # characters that a first look takes, and the bytes with which it can tell something
_LONGEST = 1200  # characters of one shifted stretch
_FULL_STOP_BITS = 6.0  # 。 before what reads as a full-width mark: the kits' own seam (A1 A3 xx)
_MOST_DOUBTED = 0.89  # chance of a full stop that the neighbours alone would not have chosen
_LOST_END_BITS = 6.0  # a guess at the end costs that much proof
_CONFIRMED_BITS = 10.0  # what a code that fits the last character is worth as proof
_LEAST_TOLD = -6.0  # bits that are asked for where more than the model speaks for a reading
_TRY_UNITS, _CHOICE_UNITS = 50, 6  # work, see Budget: of a try that is refused, and of a character weighed
_REFINED = 32  # candidates that are weighed by the page's own pairs too
_MARKS_AFTER = "，。、；：！？”）,.;:!?)"  # the narrow ones stand for wide ones on a converted page


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


class _Way(NamedTuple):
    """A way in which a stretch may end: what it takes, candidates for the last character, what was swallowed after."""

    span: Span
    lasts: tuple[str, ...]
    swallowed: str = ""


class Shifted:
    """Puts shifted stretches of one text right.

    Refused are those that surely cost more than `most_mean` bits a character, or save less than `least_gain` bits
    where neither the bytes are those of a kit's own seam nor a code's reading tells the first character. `reader` is
    asked for where there is something to choose.
    """

    __slots__ = ("_budget", "_least_gain", "_model", "_most_mean", "_reader", "text")

    def __init__(
        self, text: str, reader: Callable[[], Reader], budget: Budget, most_mean: float, least_gain: float
    ) -> None:
        self.text = text
        self._budget = budget
        self._model = model()
        self._reader = reader
        self._most_mean = most_mean
        self._least_gain = least_gain

    def over(self, text: str) -> Shifted:
        """Give the same for another text, of which nothing is known yet."""
        self._budget.spend(len(text) // 2000)
        return Shifted(text, lambda: Reader(self._model), self._budget, self._most_mean, self._least_gain)

    def may_be_shifted(self, start: int) -> bool:
        """Tell by the next few characters whether they read better when shifted; where too few are left, they may."""
        end = self.run_end(start, _PROBE)
        stream = gbk.stream(self.text[start:end]) or []
        ascii_at = next((at for at in range(1, len(stream), 2) if stream[at] < 0x80), len(stream))
        if ascii_at < _LEAST_PROBE:
            return True
        middle = gbk.spell(stream[1 : ascii_at - 1])
        if middle is None:
            return False
        own = self.text[start : start + ascii_at // 2]
        # Per character after the first; the certain part is one character shorter.
        return self._model.inner_bits(middle) * (len(own) - 1) < self._model.inner_bits(own) * (len(middle) - 1)

    def run_end(self, start: int, most: int = _LONGEST) -> int:
        """Give where the run of GBK pairs that begins at `start` ends, `most` characters further on at most."""
        run = gbk.run().match(self.text, start, start + most)
        return run.end() if run else start

    def mend(
        self, mark: int, start: int, firsts: tuple[str, ...] | None = None, *, lost_trail: bool = False
    ) -> Stretch | None:
        """Put the stretch right whose mark (a `?`, or nothing) begins at `mark` and whose pairs begin at `start`.

        `firsts` restricts what the first character may be; `lost_trail`: the first pair lost its second byte.
        """
        text = self.text
        end = self.run_end(start)
        stream = gbk.stream(text[start:end]) if self._budget.spend(_TRY_UNITS + end - start) else None
        if not stream:
            return None
        # In shifted text every second byte is a lead byte; an ASCII one there stands for itself, and ends the shift.
        ascii_at = next((at for at in range(1, len(stream), 2) if stream[at] < 0x80), None)
        if ascii_at is not None:
            stream, end = stream[: ascii_at + 1], start + (ascii_at + 1) // 2
        is_told = firsts is not None or (mark < start and text[start] >= "！")
        if firsts is None:
            firsts = gbk.with_lead(stream[0]) if lost_trail else gbk.with_trail(stream[0])
        middle = gbk.spell(stream[1:-1])
        least = _LEAST_TOLD if is_told else self._least_gain
        if middle is None or not firsts or self._reads_badly(middle):
            return None
        before = text[mark - 1] if mark > 0 and text[mark - 1] != "\n" else None
        ways = [way for way in self._ends(stream[-1], mark, end) if way.lasts]
        if self._budget.is_spent or not any(self._may_be_good(way, firsts, middle, least) for way in ways):
            return None
        first = self.choose(before, firsts, middle[:1], stop_bonus=text[start] >= "！")
        ends = [self._spelled(first, middle, way) for way in ways]
        best = max(ends, key=lambda stretch: stretch.gain, default=None)
        is_kit_seam = first.character == "。" and "！" <= text[start] <= "～"
        return replace(best, is_kit_seam=True) if best and is_kit_seam else best

    def _reads_badly(self, middle: str) -> bool:
        """Tell whether the certain part alone costs more than the whole may: it gains three characters at most."""
        return self._model.inner_bits(middle) >= self._most_mean * (len(middle) + 3)

    def _may_be_good(self, way: _Way, firsts: tuple[str, ...], middle: str, least: float) -> bool:
        """Tell whether any characters at the ends make a stretch that saves enough and reads well enough."""
        start, end = way.span
        text, language = self.text, self._model
        left, right = text[max(0, start - 1) : start], text[end : end + 1]
        bonus = (_CONFIRMED_BITS if right == "(" else 0.0) - (_LOST_END_BITS if len(way.lasts) > 1 else 0.0)
        most = language.bits(left + text[start:end] + right) - language.bits(left) + bonus
        new = language.inner_bits(middle)
        if most - new <= least:
            return False
        new += float(language.between(left or None, firsts, middle[:1]).min())
        after = 0.0  # what stands behind costs something too
        if middle:
            last = language.between(middle[-1], way.lasts, "")
            new += float(last.min())
            if right and not way.swallowed:
                after = float((language.between(middle[-1], way.lasts, right)).min() - last.min())
        return most - new - after > least and new < self._most_mean * (len(middle) + 3)

    def _ends(self, lead: int, start: int, end: int) -> list[_Way]:
        """Give the ways in which a stretch from `start` on may end, whose pairs end at `end`."""
        if lead < 0x80:
            return [_Way((start, end), (chr(lead),))]
        text = self.text
        following = text[end : end + 1]
        if following and following in "?\ufffd":
            coded = self._coded(lead, end + 1)
            if coded:
                return [_Way((start, end + 1), coded, "(")]
            return [_Way((start, end + 1), gbk.with_lead(lead), self.swallowed(end))]
        ways = [_Way((start, end), gbk.with_lead(lead))]
        if following and 0x40 <= ord(following) < 0x7F:
            whole = gbk.characters().get((lead, ord(following)))
            if whole:
                ways.append(_Way((start, end + 1), (whole,)))
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

    def _spelled(self, first: Choice, middle: str, way: _Way) -> Stretch:
        text = self.text
        (start, end), lasts, swallowed = way
        after = swallowed if swallowed in {"\n", " "} else ("" if swallowed else text[end : end + 1])
        last = self.choose((first.character + middle)[-1], lasts, after or "\n")
        if after in {"", "\n"} and not swallowed:
            begun = text[text.rfind("\n", 0, start) + 1 : start] + first.character + middle + last.character
            last = replace(last, character=ended(begun, text[end + 1 :].split("\n", 1)[0], lasts)[-1])
        new = first.character + middle + last.character + swallowed
        left = text[start - 1] if start > 0 else ""
        right = text[end : end + 1]
        old_bits = self._model.bits(left + text[start:end] + right)
        costs = self._model.costs(left + new + right)
        gain = old_bits - float(costs.sum()) - (_LOST_END_BITS if len(lasts) > 1 else 0.0)
        if self._is_confirmed(last.character, end):
            gain += _CONFIRMED_BITS
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
        self._budget.spend(_TRY_UNITS + _CHOICE_UNITS * min(_REFINED, len(candidates)))
        if len(candidates) > _REFINED:
            order = self._model.between(before, candidates, after).argsort(kind="stable")[:_REFINED]
            likely = [candidates[at] for at in order.tolist()]
            candidates = (*likely, "。") if stop_bonus and "。" in candidates and "。" not in likely else tuple(likely)
        weighed = self._reader().between(before or "\n", candidates, after).tolist()
        scored = sorted(
            (bits - (_FULL_STOP_BITS if stop_bonus and candidate == "。" else 0.0), candidate)
            for bits, candidate in zip(weighed, candidates, strict=True)
        )
        least, best = scored[0]
        chance = 1.0 / sum(2.0 ** -min(60.0, bits - least) for bits, _ in scored)
        # A full stop may win by what it is worth in a kit's seam, but that makes nobody sure of it.
        if stop_bonus and best == "。" and min(weighed) < least + _FULL_STOP_BITS:
            chance = min(chance, _MOST_DOUBTED)
        return Choice(best, least, chance, scored[1][1] if len(scored) > 1 else None)
