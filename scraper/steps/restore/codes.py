"""Pinyin codes: readings in brackets that a cloaking kit set behind the characters of its list.

A kit codes every occurrence of a listed character and only Traditional ones; a teaching text codes what it teaches, a
gloss stands at the first occurrence only, and both gloss characters that have no other form. These three measures
(valid reading, Traditional, consistent) decide, for the page or pooled over the site.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from scraper.hanzi import readings, simplified, toneless
from scraper.model import Change, Span, TextEvidence

PINYIN = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿếềê"
_BRACKETS = dict(zip("(（[［〔【{｛<＜〈", ")）]］〕】}｝>＞〉", strict=True))
_INSIDE = rf"[ \xa0]?([{PINYIN}{PINYIN[3:].upper()}A-Z]{{1,6}}[1-5]?)[ \xa0]?[{re.escape(''.join(_BRACKETS.values()))}]"
_INNER = re.compile(f"[{re.escape(''.join(_BRACKETS))}]{_INSIDE}")
# Behind a character, or behind an element that ends with one: nodes are joined by line ends.
_BEHIND = "(?:(?<=[\u3400-\u9fff\U00020000-\U0003ffff].)|(?<=[\u3400-\u9fff]\n.))"
# A bracket is rarer than Han, so it comes first; what stands before it is looked at after.
_CODE = re.compile(f"[{re.escape(''.join(_BRACKETS))}]{_BEHIND}{_INSIDE}(?:{_INNER.pattern})*")
_FIRST = tuple((bracket, re.compile(re.escape(bracket) + _BEHIND + _INSIDE)) for bracket in _BRACKETS)
_ALSO_TRADITIONAL = "著復乾"  # both a Simplified and a Traditional character, so the folding leaves them
_TEACHING = re.compile("注音|读作|讀作|讀音|读音|多音字|生词|生詞|拼音")
MOST_CODES = 4_501  # on a page: one more than it may have repairs
_POOLED_LEAST = 3  # occurrences on other pages that make a character a listed one


class Code(NamedTuple):
    """One character with its code: where the code stands, the character, the reading, how often it is repeated."""

    span: Span
    character: str
    reading: str
    repeats: int
    is_valid: bool


@dataclass(frozen=True, slots=True)
class CodesFound:
    """What a page shows about codes. `bare`: occurrences of coded characters that carry no code."""

    codes: tuple[Code, ...] = ()
    bare: int = 0
    is_kit: bool = False  # proved a kit's work, by this page or by its neighbours
    is_own_proof: bool = False  # proved by this page alone
    contradicted: bool = False  # the site's listed characters stand here without codes


def has_codes(text: str) -> bool:
    """Tell by one quick look whether a character is followed by what may be its reading."""
    return any(bracket in text and code.search(text) for bracket, code in _FIRST)


def find_codes(text: str) -> tuple[Code, ...]:
    """Find each character that is followed by one or more readings; on a page of many, the first of them."""
    found = []
    for match in islice(_CODE.finditer(text), MOST_CODES):
        character = text[match.start() - 1]
        character = text[match.start() - 2] if character == "\n" else character
        found.append(Code(match.span(), character, *_told(character, match.group())))
    return tuple(found)


@lru_cache(maxsize=4096)
def _told(character: str, brackets: str) -> tuple[str, int, bool]:
    """Give what stands in the brackets behind a character, how often, and whether it is a reading of it."""
    inner = [one.lower() for one in _INNER.findall(brackets)]
    known = readings().get(character, frozenset())
    plain = inner[0].rstrip("12345").replace("v", "ü")
    is_valid = len(set(inner)) == 1 and (inner[0] in known or plain in {toneless(one) for one in known})
    return inner[0], len(inner), is_valid


def judge_codes(text: str, evidence: TextEvidence) -> CodesFound:
    """Decide whether the codes of a page are a kit's work."""
    codes = find_codes(text) if has_codes(text) else ()
    listed = _listed(evidence)
    coded = Counter(code.character for code in codes if code.is_valid)
    contradicted = _is_contradicted(text, coded, listed)
    if not codes:
        return CodesFound(contradicted=contradicted)
    text = _looked_at(text, codes)
    bare = sum(text.count(character) - number for character, number in coded.items())
    own = _is_kit(text, codes, coded, bare)
    pooled = (
        not own
        and not contradicted
        and sum((code.character, code.reading) in listed for code in codes) >= max(1, 0.5 * len(codes))
        and bare <= 0.15 * sum(coded.values())
    )
    return CodesFound(codes, bare, own or pooled, own, contradicted)


def mend_codes(found: CodesFound, text: str, evidence: TextEvidence) -> list[Change]:
    """Give the deletions of the codes that are a kit's work; glosses among them stay."""
    if not found.is_kit:
        return []
    listed = _listed(evidence)
    coded = Counter(code.character for code in found.codes if code.is_valid)
    seen = _looked_at(text, found.codes)
    whole = {character for character, number in coded.items() if number > 0.5 * seen.count(character)}
    number = len(found.codes)
    confidence = round(min(0.99, (0.9 if found.is_own_proof else 0.88) + 0.01 * number), 2)
    told = f"{number} such codes on this page, each with a reading of its character, at every occurrence"
    reasons: dict[tuple[str, str, bool, bool], str | None] = {}
    edits = []
    for span, character, reading, repeats, is_valid in found.codes:
        kind = (character, reading, repeats > 1, is_valid)
        if kind not in reasons:
            is_known = (character, reading) in listed
            may_go = is_known or (character in whole and (is_traditional(character) or repeats > 1))
            reason = f"{character} carries this code on other pages of the site too" if is_known else told
            reasons[kind] = reason if is_valid and may_go else None
        if because := reasons[kind]:
            edits.append(Change("restore/code", span, text[span[0] : span[1]], "", confidence, because))
    return edits


def _looked_at(text: str, codes: tuple[Code, ...]) -> str:
    """Give the text up to the last code that was looked at."""
    return text if len(codes) < MOST_CODES else text[: codes[-1].span[1]]


def evidence_of(found: CodesFound) -> tuple[tuple[str, str, int], ...]:
    """Give the codes of a page that proves a kit by itself; other pages' glosses must not teach."""
    if not found.is_own_proof:
        return ()
    numbers = Counter((code.character, code.reading) for code in found.codes if code.is_valid)
    return tuple(sorted((character, reading, number) for (character, reading), number in numbers.items()))


def is_traditional(character: str) -> bool:
    """Tell whether a character has a Simplified partner."""
    return character in simplified() or character in _ALSO_TRADITIONAL


def _listed(evidence: TextEvidence) -> frozenset[tuple[str, str]]:
    return frozenset((character, reading) for character, reading, n in evidence.codes if n >= _POOLED_LEAST)


def _is_contradicted(text: str, coded: Counter[str], listed: frozenset[tuple[str, str]]) -> bool:
    """Tell whether characters that the kit codes everywhere stand bare here: then this page did not pass the kit."""
    if not listed:
        return False
    characters = {character for character, _ in listed if is_traditional(character)}
    total = sum(map(text.count, characters))
    return total >= 3 and sum(coded[character] for character in characters) < 0.5 * total


def _is_kit(text: str, codes: tuple[Code, ...], coded: Counter[str], bare: int) -> bool:
    """Judge by one page alone: valid readings, at every occurrence, and of Traditional characters or given twice."""
    number = len(codes)
    is_valid = number >= 2 and sum(code.is_valid for code in codes) >= 0.9 * number
    if not is_valid or bare > 0.18 * (sum(coded.values()) + bare):
        return False
    doubled = sum(code.repeats > 1 for code in codes)
    if doubled >= 2 and doubled >= 0.8 * number:
        return True  # 政(zheng)(zheng)府: nobody glosses twice
    every = Counter(code.character for code in codes)
    traditional = sum(number for character, number in every.items() if is_traditional(character))
    is_list = traditional >= 0.93 * number and (len(coded) >= 2 or number >= 5)
    return is_list and _are_enough(text, codes, coded, bare)


def _are_enough(text: str, codes: tuple[Code, ...], coded: Counter[str], bare: int) -> bool:
    """Tell whether a few codes are proof: in a long text, and where they are two or three, more is asked."""
    number = len(codes)
    if number >= 8:
        return True
    han = sum("\u3400" <= character <= "\u9fff" for character in text)
    if number > 3:
        return number >= 0.004 * han
    folded = sum(character in simplified() for character in text)
    return bare == 0 and len(coded) == number and folded > 0.12 * han and not _TEACHING.search(text)
