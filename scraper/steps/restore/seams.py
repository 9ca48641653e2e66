"""Seams: places where a cloaking kit or a careless cut took a byte of GBK text, and all after it shifted.

* M1: `?` and then wrong characters: the kit put a byte before what it took for a full-width mark (`。` + next
  character holds A3 xx), so a lead byte and that one became `?`.
* M2: `?pinyin)`: the kit set a code into the middle of a character; the code names the pair that it matched, and so
  the byte that was lost.
* A byte dropped without a mark: only the language model sees it.
"""

from __future__ import annotations

import re
from functools import cache

from scraper.hanzi import readings, simplified
from scraper.language import LanguageModel, code_points, model
from scraper.language.lattice import Reader
from scraper.model import Change
from scraper.steps.restore import gbk
from scraper.steps.restore.budget import Budget
from scraper.steps.restore.placements import PINYIN
from scraper.steps.restore.shift import Shifted, Stretch
from scraper.steps.restore.signs import CLEAR, FINE, Window, rare_windows

_MARK = re.compile("[?\ufffd](?![ \\t\\n?]|$)")  # a mark before a blank begins nothing
_HOLE = re.compile("[\ue000-\uf8ff\ufffd]")
_CUT_CODE = re.compile(rf"\?([{PINYIN}]{{1,6}})\)")
_CODE = re.compile(rf"\(([{PINYIN}]{{1,6}})\)")
_NARROWED = {",": "，", ":": "：", ";": "；", "!": "！", "(": "（", ")": "）"}
_LEAST_GAIN, _MOST_MEAN = 11.0, 12.5  # bits: a seam must save that much, and the result read that well
_MOST_MEAN_KIT = 15.0  # where the bytes are those of a kit's own seam
_LEAST_GAIN_DROPPED, _MOST_MEAN_DROPPED = 25.0, 11.5  # without a mark, more proof
_SURPRISING = 10.0  # bits a character, of the five after a mark
_CLEAR_GAIN = 60.0
_CERTAIN = 0.99
_MARK_UNITS = 120  # work, see Budget: of one mark, tries apart
_NEAR = (-3, -2, -1, 0, 1, 2)  # where a dropped byte may be, seen from the first surprise
_Found = tuple[str, Stretch, str]  # rule, stretch, reason


def mend_seams(text: str, budget: Budget) -> list[Change]:
    """Give the repairs of seams, in order."""
    edits: list[Change] = []
    is_shifted = any(_looks_shifted(text, match.start()) for match in _MARK.finditer(text))
    if not is_shifted and not len(rare_windows(code_points(text), _window_of(text, edits))):
        return edits
    reader = cache(lambda: Reader(model(), _reference(text)))
    shifted = Shifted(text, reader, budget, _MOST_MEAN_KIT, _LEAST_GAIN)
    at = 0
    while match := _MARK.search(text, at):
        if not _looks_shifted(text, match.start()):
            at = match.end()
            continue
        if not budget.spend(_MARK_UNITS):
            return edits
        found = _at_mark(shifted, match.start(), at)
        if found is None:
            at = match.end()
            continue
        edits.append(_change(found, text))
        at = max(found[1].end, match.end())
    return _merged(
        edits, _dropped(edits, Shifted(text, reader, budget, _MOST_MEAN_DROPPED, _LEAST_GAIN_DROPPED), budget)
    )


def _reference(text: str) -> str:
    """Give the page's text without what is shifted in it: lines with few surprises."""
    return "\n".join(line for line, bits in model().line_bits(text) if line and bits < 11 * len(line))


def _looks_shifted(text: str, place: int) -> bool:
    """Tell whether what follows a mark is worth a try: a kit's seam, a cut code, or surprising characters."""
    following = text[place + 1 : place + 2]
    if "！" <= following <= "～" or following in _NARROWED or _CUT_CODE.match(text, place):
        return True
    costs = model().costs(text[place : place + 6])[1:]
    return len(costs) > 0 and float(costs.mean()) > _SURPRISING


def _change(found: _Found, text: str) -> Change:
    rule, stretch, reason = found
    span = (stretch.start, stretch.end)
    # Where a long stretch clearly reads again, what is in doubt is a character at its ends: told, not left.
    least = 0.5 if stretch.gain > _CLEAR_GAIN else 0.3
    # The model's own count of its chances is too sure of itself in the middle: only the surest may pass for certain.
    chance = min(0.97, stretch.chance) if stretch.chance >= _CERTAIN else min(0.89, stretch.chance)
    confidence = round(max(least, chance), 2)
    return Change(rule, span, text[slice(*span)], stretch.after, confidence, reason, stretch.alternatives)


def _at_mark(shifted: Shifted, place: int, done: int) -> _Found | None:
    """Try what a question mark may stand for; the reading that saves most wins."""
    text = shifted.text
    found: list[_Found] = []
    code = _CUT_CODE.match(text, place)
    if code and place > done:
        stretch = _cut_code(shifted, place, code)
        if stretch:
            reason = f"a code cut a character in two; its reading {code.group(1)} names the lost byte"
            found.append(("restore/cut-code", stretch, reason))
    following = text[place + 1 : place + 2]
    target = shifted
    if following in _NARROWED and text[place + 2 : place + 3] > "\xa3":
        wide = text[: place + 1] + _NARROWED[following] + text[place + 2 :]
        target = shifted.over(wide)
        stretch = target.mend(place, place + 1)
    else:
        stretch = shifted.mend(place, place + 1) if following > "\xa3" else None
    if stretch:
        found.append(
            ("restore/seam", stretch, "all after this mark is shifted by one byte, up to the end of the stretch")
        )
    good = [one for one in found if _is_good(one[0], one[1])]
    if good:
        return max(good, key=lambda one: one[1].gain)
    return _swallowed(shifted, place, code) if code else None


def _is_good(rule: str, stretch: Stretch) -> bool:
    """Tell whether a stretch is proved: by its bits, or by the bytes of a kit's own seam, or by a code's reading."""
    if rule == "restore/cut-code":
        return stretch.gain > 0 and stretch.mean < _MOST_MEAN
    if stretch.is_kit_seam:
        return stretch.gain > 0 and stretch.mean < _MOST_MEAN_KIT
    return stretch.gain > _LEAST_GAIN and stretch.mean < _MOST_MEAN


def _cut_code(shifted: Shifted, place: int, code: re.Match[str]) -> Stretch | None:
    """Mend `X?reading)…`: the byte after X's second byte makes, with it, a character of that reading."""
    text = shifted.text
    before = gbk.pairs().get(text[place - 1])
    if before is None:
        return None
    table = gbk.characters()
    known = readings()
    leads = [lead for lead in gbk.LEADS if code.group(1) in known.get(table.get((before[1], lead), ""), ())]
    start = code.end()
    follower = gbk.pairs().get(text[start : start + 1])
    if follower is not None:
        firsts = tuple(character for lead in leads if (character := table.get((lead, follower[0]))))
        stretch = shifted.mend(place, start, firsts) if firsts else None
        return _surer(stretch)
    following = text[start : start + 1]
    if following == "?":
        return _cut_twice(shifted, place, start, leads)
    if not following or not 0x40 <= ord(following) < 0x7F:
        return None
    firsts = tuple(character for lead in leads if (character := table.get((lead, ord(following)))))
    after = _CODE.match(text, start + 1)
    if after:
        firsts = tuple(one for one in firsts if after.group(1) in known.get(one, ())) or firsts
    if not firsts:
        return None
    choice = shifted.choose(text[place - 1], firsts, text[start + 1 : start + 2])
    return Stretch(
        place, start + 1, choice.character, 30.0 if after else 20.0, choice.bits / 2, max(choice.chance, 0.6)
    )


def _cut_twice(shifted: Shifted, place: int, start: int, leads: list[int]) -> Stretch | None:
    """Mend `X?reading)?reading)` and `X?reading)?`: the next character lost its second byte too."""
    text = shifted.text
    code = _CUT_CODE.match(text, start)
    known = readings()
    firsts = tuple(one for lead in leads for one in gbk.with_lead(lead))
    if code is None:
        swallowed = shifted.swallowed(start)
    else:
        swallowed = "("
        firsts = tuple(one for one in firsts if code.group(1) in known.get(one, ()))
    if not firsts:
        return None
    choice = shifted.choose(text[place - 1], firsts, "" if code else swallowed or text[start + 1 : start + 2] or "\n")
    chance = max(choice.chance, 0.6) if code else choice.chance
    return Stretch(place, start + 1, choice.character + swallowed, 30.0, choice.bits / 2, chance)


def _surer(stretch: Stretch | None) -> Stretch | None:
    """Count the reading that fits as proof."""
    if stretch is None:
        return None
    return Stretch(
        stretch.start, stretch.end, stretch.after, stretch.gain + 6, stretch.mean, stretch.chance, stretch.alternatives
    )


def _swallowed(shifted: Shifted, place: int, code: re.Match[str]) -> _Found | None:
    """Mend a code whose own character was swallowed: only the reading is left."""
    text = shifted.text
    candidates = _common_traditional().get(code.group(1), ())
    if not candidates or place == 0:
        return None
    before = text[place - 1] if text[place - 1] != "\n" else None
    choice = shifted.choose(before, candidates, text[code.end() : code.end() + 1] or "\n")
    if choice.chance < 0.85:
        return None
    others = (choice.other,) if choice.other else ()
    stretch = Stretch(place, code.end(), choice.character, 12.0, choice.bits / 2, min(0.8, choice.chance), others)
    return "restore/cut-code", stretch, f"a character was swallowed with its code {code.group(1)}"


@cache
def _common_traditional() -> dict[str, tuple[str, ...]]:
    """Map each reading to the Traditional characters that have it and are not rare."""
    found: dict[str, list[str]] = {}
    for character, simple in simplified().items():
        if model().is_known(simple):
            for reading in readings().get(character, ()):
                found.setdefault(reading, []).append(character)
    return {reading: tuple(characters) for reading, characters in found.items()}


def _dropped(edits: list[Change], shifted: Shifted, budget: Budget) -> list[Change]:
    """Find shifted stretches that no mark tells: where surprises follow one another."""
    language, text = model(), shifted.text
    found: list[Change] = []
    at = 0
    for window in rare_windows(code_points(text), _window_of(text, edits)).tolist():
        if window < at:
            continue
        covering = next((edit for edit in edits if edit.span[0] <= window < edit.span[1]), None)
        if covering is not None:
            at = covering.span[1]
            continue
        if budget.is_spent:
            break
        best = _best_drop(shifted, window, at)
        if best is not None:
            reason = "a byte was dropped here without a trace; all after it is shifted by one byte"
            found.append(_change(("restore/dropped-byte", best, reason), text))
            at = best.end
        else:
            at = _next_calm(text, window, language)
    return found


def _window_of(text: str, edits: list[Change]) -> Window:
    """Say what counts as full of surprises: a fine window where something else points at damage."""
    return FINE if edits or _HOLE.search(text) else CLEAR


def _best_drop(shifted: Shifted, window: int, done: int) -> Stretch | None:
    text = shifted.text
    if sum("\u3400" <= character <= "\uf8ff" for character in text[window : window + CLEAR.length]) < 3:
        return None
    if not shifted.may_be_shifted(window + _NEAR[-1]):
        return None
    tries = [
        shifted.mend(start, start, lost_trail=lost_trail)
        for start in (window + step for step in _NEAR)
        if start >= done and text[start : start + 1] > "\xa3"
        for lost_trail in (False, True)
    ]
    good = [one for one in tries if one and one.gain > _LEAST_GAIN_DROPPED and one.mean < _MOST_MEAN_DROPPED]
    return max(good, key=lambda one: one.gain, default=None)


def _next_calm(text: str, start: int, language: LanguageModel) -> int:
    """Pass over a stretch that cannot be mended: up to its first unsurprising character."""
    costs = language.costs(text[start + 5 : start + 500])
    for step, cost in enumerate(costs):
        if cost < 11:
            return start + 5 + step
    return start + 5 + len(costs)


def _merged(first: list[Change], second: list[Change]) -> list[Change]:
    """Join two lists of edits; where two overlap, the first list's stays."""
    free = [
        edit
        for edit in second
        if all(edit.span[1] <= other.span[0] or other.span[1] <= edit.span[0] for other in first)
    ]
    return sorted([*first, *free], key=lambda edit: edit.span)
