"""Values as scripts write them: names without quotes, strings in single ones, a comma too many. Read, never run."""

from __future__ import annotations

import json
import re

from scraper.lists.entries import Json

_TOKEN = re.compile(
    r"\s++|//[^\n]*+|/\*(?>.*?\*/)"
    r"|(?P<string>'(?:[^'\\\n]|\\.)*+'|\"(?:[^\"\\\n]|\\.)*+\")|(?P<number>-?\d++(?:\.\d++)?)"
    r"|(?P<name>[A-Za-z_$][\w$]*+)|(?P<sign>[\[\]{}:,])",
    re.DOTALL,
)
_WORDS = {"true": "true", "false": "false", "null": "null", "undefined": "null"}
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_CODED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\n)|(.))", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": ""}
_KEPT_ESCAPES = frozenset('"\\/bfnrtu')
_COMMA_TOO_MANY = re.compile(r",(?=[\]}])")
_COLON = re.compile(r"\s*+:")


def script_text(quoted: str) -> str:
    """Undo the escapes of a script's string, given without its quotes (ECMA-262, string literals).

    A carriage return gives nothing: in HTML and JSON it says no more than the line feed beside it.
    """
    return _CODED.sub(_meant, quoted) if "\\" in quoted else quoted


def _meant(match: re.Match[str]) -> str:
    if code := match[1] or match[2]:
        return chr(int(code, 16))
    return "" if match[3] else _LETTERS.get(match[4], match[4])


def read_script_value(code: str, start: int) -> tuple[Json, int]:
    """Read the array or object that opens at `start`; give it and where it ends.

    None, and where reading stopped, for what is no plain value: sums, calls, names of variables.
    """
    parts: list[str] = []
    depth, at = 0, start
    while match := _TOKEN.match(code, at):
        at = match.end()
        if match["string"]:
            parts.append(_string(match["string"]))
        elif match["number"]:
            text = match["number"]
            parts.append(json.dumps(text) if re.match(r"-?0\d", text) or _COLON.match(code, at) else text)
        elif match["name"]:
            word = match["name"]
            if not _COLON.match(code, at) and word not in _WORDS:
                return None, at
            parts.append(json.dumps(word) if _COLON.match(code, at) else _WORDS[word])
        elif match["sign"]:
            parts.append(match["sign"])
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match["sign"], 0)
            if depth == 0:
                return _loaded("".join(parts)), at
    return None, at


def _loaded(text: str) -> Json:
    try:
        value: Json = json.loads(_COMMA_TOO_MANY.sub("", text), strict=False)
    except (ValueError, RecursionError):
        return None
    return value


def _string(text: str) -> str:
    """Write a string of a script as JSON has it."""

    def escaped(match: re.Match[str]) -> str:
        if match[1]:
            return f"\\u00{match[1]}"
        return match[0] if match[2] in _KEPT_ESCAPES else match[2]

    inner = _ESCAPE.sub(escaped, text[1:-1])
    return '"' + re.sub(r'(?<!\\)((?:\\\\)*)"', r'\1\\"', inner).replace("\n", "") + '"'
