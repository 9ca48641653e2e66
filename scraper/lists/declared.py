"""Names that a page's scripts give a plain value, read without running them."""

from __future__ import annotations

import re

_VARIABLE = re.compile(
    r"""(?:\b(?:var|let|const)\b\s*+|(?:[,;{\n]|^)[^\S\n]*+)([A-Za-z_$][\w$]*+)\s*+=\s*+(?:(-?\d{1,9})\b|'([^'\n]*)'|"([^"\n]*)"|`([^`]*)`)\s*(?=[;,\n}]|$)"""
)


def variables(code: str) -> dict[str, str]:
    """Give the simple variables of a script, the first value that each is given."""
    found: dict[str, str] = {}
    for name, number, single, double, template in _VARIABLE.findall(code):
        if "${" not in template:
            found.setdefault(name, number or single or double or template)
    return found
