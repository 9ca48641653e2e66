"""Character references that were escaped twice, and so are read as text."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from scraper.model import Change

_REFERENCE = re.compile(r"&(?:amp;)*(?:#\d{2,7}|#x[0-9a-fA-F]{2,6}|nbsp|[lr][ds]quo|mdash|hellip|middot|ensp|emsp);")
_RUN = re.compile(f"(?:{_REFERENCE.pattern})+")
_NUMERIC = re.compile(r"&(?:amp;)*#(?:\d{4,6}|x[0-9a-fA-F]{4,5});")
_DOUBLE = re.compile(r"&(?:amp;)+(?:#|nbsp|[lr][ds]quo|mdash|hellip|middot|ensp|emsp)")
_HAN = re.compile("[\u3400-\u9fff]")
_LEAST_NUMERIC = 5
_LEAST_DOUBLE = 2


def mend_entities(text: str) -> list[Change]:
    """Give the repairs of references; none where a text seems to speak of them.

    Either the text is made of numeric ones to a good part, or several are escaped twice in Chinese text.
    """
    if "&" not in text:
        return []
    numeric = len(_NUMERIC.findall(text))
    double = len(_DOUBLE.findall(text))
    han = len(_HAN.findall(text))
    is_made_of_them = numeric >= _LEAST_NUMERIC and numeric > 0.3 * han
    if not is_made_of_them and not (double >= _LEAST_DOUBLE and (han >= 20 or numeric)):
        return []
    edits = []
    for match in _RUN.finditer(text):
        plain = _REFERENCE.sub(lambda reference: _unescape(reference.group()), match.group())
        if plain != match.group():
            reason = f"character references escaped twice ({numeric + double} on this page)"
            edits.append(Change("restore/entity", match.span(), match.group(), plain, 0.98, reason))
    return edits


@lru_cache(maxsize=4096)
def _unescape(reference: str) -> str:
    """Undo the escapes of one reference; it stays where it gives no single character."""
    plain = reference
    for _ in range(4):
        plain, before = html.unescape(plain), plain
        if plain == before:
            break
    return plain if len(plain) == 1 and not "\ud800" <= plain <= "\udfff" else reference
