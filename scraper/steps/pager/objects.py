"""Object literals and variables of scripts, read without running them."""

from __future__ import annotations

import re
from collections.abc import Mapping

_VARIABLE = re.compile(
    r"""(?:\bvar\b|\blet\b|\bconst\b|[,;{\n]|^)\s*([A-Za-z_$][\w$]*)\s*=\s*(?:(-?\d{1,9})\b|'([^'\n]*)'|"([^"\n]*)")\s*(?=[;,\n}]|$)"""
)
_PAIR = re.compile(
    r"""(?:([A-Za-z_$][\w$]*)|'([^'\n]*)'|"([^"\n]*)")\s*:\s*(?:(-?\d{1,9})\b(?!\s*[.+*])|'([^'\n]*)'(?!\s*\+)|"([^"\n]*)"(?!\s*\+)|([A-Za-z_$][\w$.]*(?:\(\))?)|(true|false))"""
)


def variables(code: str) -> dict[str, str]:
    """Give the simple variables of a script, the first value that each is given."""
    found: dict[str, str] = {}
    for name, number, single, double in _VARIABLE.findall(code):
        found.setdefault(name, number or single or double)
    return found


def pairs(literal: str, known: Mapping[str, str]) -> dict[str, str]:
    """Give the pairs of an object literal whose values are plain, or names of `known`; nested objects are flattened."""
    found: dict[str, str] = {}
    for match in _PAIR.finditer(literal):
        key = next(part for part in match.groups()[:3] if part is not None)
        number, single, double, name, truth = match.groups()[3:]
        plain = next((part for part in (number, single, double, truth) if part is not None), None)
        if plain is not None:
            found.setdefault(key, plain)
        elif name in known:
            found.setdefault(key, known[name])
        elif name is not None and name not in ("function", "true", "false", "null"):
            found.setdefault(key, name if "." not in name and "(" not in name else "")
        elif name in ("true", "false"):
            found.setdefault(key, name)
    return found


def literal_after(code: str, start: int, limit: int = 4000) -> str:
    """Give the object literal that opens at or after `start`, with its braces; empty where none does."""
    opening = code.find("{", start, start + 200)
    if opening < 0:
        return ""
    depth = 0
    quote = ""
    for at in range(opening, min(len(code), opening + limit)):
        char = code[at]
        if quote:
            quote = "" if char == quote and code[at - 1] != "\\" else quote
        elif char in "'\"`":
            quote = char
        elif char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if depth == 0:
                return code[opening : at + 1]
    return ""
