"""Sums as pagers' functions write them: `(n-1)*15`, from the number of a page to that of a record. Read, never run."""

from __future__ import annotations

import ast
import operator
from collections.abc import Mapping

_SIGNS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul}
_CHARS = 40
_LARGEST = 10**7  # of a record's number; more is no list


def worth(expression: str, names: Mapping[str, int]) -> int | None:
    """Give the worth of a sum of whole numbers and known names; None for all else, and for less than nothing."""
    text = expression.strip()
    if len(text) > _CHARS:
        return None
    try:
        found = _worth(ast.parse(text, mode="eval").body, names)
    except (SyntaxError, ValueError, RecursionError):
        return None
    return found if found is not None and 0 <= found <= _LARGEST else None


def _worth(node: ast.expr, names: Mapping[str, int]) -> int | None:
    if isinstance(node, ast.Constant):
        return node.value if type(node.value) is int and node.value <= _LARGEST else None
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        left, right = _worth(node.left, names), _worth(node.right, names)
        return None if left is None or right is None else _SIGNS[type(node.op)](left, right)
    return None
