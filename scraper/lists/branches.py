"""Functions that lead to one address or another: `if (type == '2') open(a); else open(b);`, decided by the call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_GUARD = re.compile(r"\bif\s*+\(((?:[^()]|\([^()]{0,60}\)){0,200}+)\)|\belse\b")
_COMPARED = re.compile(r"\s*([A-Za-z_$][\w$]*)\s*(===?|!==?|<=?|>=?)\s*(?:'([^']*)'|\"([^\"]*)\"|(-?\d+))\s*")


@dataclass(frozen=True, slots=True)
class Branch:
    """An address's expression and what must hold for it; no guard: it is what is left."""

    guard: str | None
    expression: str

    def holds(self, values: Mapping[str, str]) -> bool | None:
        """Tell whether the guard holds for the values of a call; None where it says more than one comparison."""
        if self.guard is None:
            return True
        match = _COMPARED.fullmatch(self.guard)
        if match is None or match[1] not in values:
            return None
        mine, told = values[match[1]], next(part for part in match.groups()[2:] if part is not None)
        if match[2][0] in "=!":
            return (mine == told) == (match[2][0] == "=")
        if not (mine.isdigit() and told.isdigit()):
            return None
        order = int(mine) - int(told)
        return (order == 0 and "=" in match[2]) or (order < 0 if match[2][0] == "<" else order > 0)


def read_branches(body: str, leads: re.Pattern[str]) -> tuple[Branch, ...]:
    """Give the addresses that a function's body leads to (`leads`: how), each with its guard."""
    found, at = [], 0
    for match in leads.finditer(body):
        guards = list(_GUARD.finditer(body, at, match.start()))
        found.append(Branch(guards[-1][1] if guards else None, match.group(1)))
        at = match.end()
    return tuple(found)
