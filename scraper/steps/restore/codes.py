"""Pinyin codes: readings in brackets that a cloaking kit set behind the characters of its list.

A kit codes every occurrence of a listed character and only Traditional ones; a teaching text codes what it teaches, a
gloss stands at the first occurrence only, and both gloss characters that have no other form. These three measures
(valid reading, Traditional, consistent) decide, for the page or pooled over the site.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from scraper.hanzi import simplified
from scraper.model import Change, TextEvidence
from scraper.steps.restore.placements import MOST_CODES, Code, find_codes

_ALSO_TRADITIONAL = "著復乾"  # both a Simplified and a Traditional character, so the folding leaves them
_TEACHING = re.compile("注音|读作|讀作|[發发讀读]音|多音字|生[词詞字]|拼音|課[本文]|课[本文]|[識识]字|字典")
_HAN = re.compile("[\u3400-\u9fff]")
_LISTED_SHARE = 0.7  # of the codes
_TELLING = 200  # codes that tell whether they are explained
_FEW_SIMPLIFIED = 2  # characters: a converter leaves single ones
_POOLED_LEAST = 3  # occurrences on other pages that make a character a listed one


@dataclass(frozen=True, slots=True)
class CodesFound:
    """What a page shows about codes. `bare`: occurrences of coded characters that carry no code."""

    codes: tuple[Code, ...] = ()
    bare: int = 0
    is_kit: bool = False  # proved a kit's work, by this page or by its neighbours
    is_own_proof: bool = False  # proved by this page alone
    contradicted: bool = False  # the site's listed characters stand here without codes


def judge_codes(text: str, evidence: TextEvidence) -> CodesFound:
    """Decide whether the codes of a page are a kit's work."""
    codes = find_codes(text)
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
    if _is_explained(text, codes[:_TELLING]):
        return False
    every = Counter(code.character for code in codes)
    traditional = sum(number for character, number in every.items() if is_traditional(character))
    is_list = traditional >= 0.93 * number and (len(coded) >= 2 or number >= 5)
    return is_list and _are_enough(text, codes, coded, bare)


def _is_explained(text: str, codes: tuple[Code, ...]) -> bool:
    """Tell whether the coded characters are listed one by one, or quoted in text that is itself in Simplified.

    A kit codes running text, and converts all of it.
    """
    if sum(_is_alone(text, code) for code in codes) > _LISTED_SHARE * len(codes):
        return True
    lines = {(text.rfind("\n", 0, code.span[0]) + 1, text.find("\n", code.span[1])) for code in codes}
    whole = "".join(text[start : end if end >= 0 else len(text)] for start, end in lines)
    alone = sum(map(_simplified_alone().__contains__, whole))
    return alone > _FEW_SIMPLIFIED and alone > sum(map(simplified().__contains__, whole)) - len(codes)


def _is_alone(text: str, code: Code) -> bool:
    """Tell whether a coded character stands by itself, elements that end beside it or not."""
    start, end = code.span
    before = text[max(0, start - 3) : start].replace("\n", "")[-2:]
    after = text[end : end + 2].replace("\n", "")[:1]
    return len(_HAN.findall(before + after)) < 2  # one is the character itself


@cache
def _simplified_alone() -> frozenset[str]:
    """Give the Simplified characters that Traditional text does not have."""
    return frozenset(one for one in simplified().values() if not one.encode("big5", "ignore"))


def _are_enough(text: str, codes: tuple[Code, ...], coded: Counter[str], bare: int) -> bool:
    """Tell whether a few codes are proof: in a long text, and where they are two or three, more is asked."""
    number = len(codes)
    if number >= 8:
        return True
    if _TEACHING.search(text):
        return False
    han = sum("\u3400" <= character <= "\u9fff" for character in text)
    if number > 3:
        return number >= 0.004 * han
    folded = sum(character in simplified() for character in text)
    return bare == 0 and len(coded) == number and folded > 0.12 * han
