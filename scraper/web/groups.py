"""Repairs that are alike, together: a page of a converted kit has hundreds, and a reader wants to see what kinds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RepairGroup:
    """The same change for the same reason, `number` times; `confidence` is the least of them, `place` the first."""

    rule: str
    before: str
    after: str
    reason: str
    number: int
    confidence: float
    place: str  # field and offset, in code points


@dataclass(frozen=True, slots=True)
class RuleSum:
    """How often a rule made a change."""

    rule: str
    number: int


def repair_groups(line: dict[str, Any]) -> list[RepairGroup]:
    """Give the repairs of a line in the order in which each kind first occurs."""
    found: dict[tuple[str, str, str, str], list[float]] = {}
    places: dict[tuple[str, str, str, str], str] = {}
    for repair in line.get("repairs") or ():
        key = (repair["rule"], repair["before"], repair["after"], repair["reason"])
        found.setdefault(key, []).append(repair["confidence"])
        places.setdefault(key, f"{repair['field']} {repair['span'][0]}")
    return [RepairGroup(*key, len(values), min(values), places[key]) for key, values in found.items()]


def rule_sums(line: dict[str, Any]) -> list[RuleSum]:
    """Give how often each rule repaired or removed something, the most frequent first."""
    changes = [*(line.get("repairs") or ()), *(line.get("removed") or ())]
    return [RuleSum(rule, number) for rule, number in Counter(change["rule"] for change in changes).most_common()]
