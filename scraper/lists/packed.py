"""Values that a script holds as text: `JSON.parse(decodeURIComponent(escape(atob("…"))))`. Unpacked, never run."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote

from scraper.lists.answers import load_json
from scraper.lists.declared import variables
from scraper.lists.entries import Json
from scraper.lists.script_values import script_text

_PARSES = re.compile(
    r"\bJSON\.parse\(\s*+(?P<through>(?:(?:window\.)?(?:decodeURIComponent|decodeURI|unescape|escape|atob|Base64\.decode)\(\s*+)*+)"
    r"(?:'(?P<single>(?:[^'\\\n]|\\.)*+)'|\"(?P<double>(?:[^\"\\\n]|\\.)*+)\"|(?P<name>[A-Za-z_$][\w$]*+)\s*+\))"
)
_MOST = 10  # of one script


def packed_values(code: str) -> Iterator[Json]:
    """Give the values that a script unpacks from texts: quoted, in percent signs, in Base64."""
    known: dict[str, str] | None = None
    for number, match in enumerate(_PARSES.finditer(code) if "JSON.parse" in code else ()):
        if number >= _MOST:
            return
        if match["name"]:
            known = variables(code) if known is None else known
        text = known.get(match["name"], "") if match["name"] and known else match["single"] or match["double"] or ""
        value = load_json(_unpacked(script_text(text), match["through"]))
        if value is not None:
            yield value


def _unpacked(text: str, through: str) -> str:
    if "atob" in through or "Base64" in through:
        try:
            return unquote(base64.b64decode(text + "==").decode("utf-8", "replace"))
        except (binascii.Error, ValueError):
            return ""
    return unquote(text) if "decode" in through or "unescape" in through else text
