"""Object literals and variables of scripts, read without running them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice

from scraper.lists.entries import Json
from scraper.steps.pager.sums import worth

_TOKEN = re.compile(
    r"'(?:[^'\\\n]|\\.)*+'|\"(?:[^\"\\\n]|\\.)*+\"|`[^`]*`|(?P<name>[A-Za-z_$][\w$]*+)|\s++|.", re.DOTALL
)
_NESTED = re.compile(r"'[^'\n]*+'|\"[^\"\n]*+\"|`[^`]*+`|([{,]\s*+)([A-Za-z_$][\w$]*+)\s*+:(?=\s*+[\[{])")
_FUNCTION = re.compile(r"\bfunction\s+([A-Za-z_$][\w$]*)\s*\(([^()]{1,80})\)")
_MOST_FUNCTIONS = 30
_ENDS = re.compile(r"\s*+[,}]")
_SUM = re.compile(r"(?P<name>[\w$]++['\"]?\s*+:\s*+)(?P<sum>[\w$.()\s]{1,40}[-+*][\w$.()*+ -]{1,40})(?=[,}])")
_PAIR = re.compile(
    r"""(?:(?<![\w$])([A-Za-z_$][\w$]*+)|'([^'\n]*)'|"([^"\n]*)")\s*+:\s*+(?:(-?\d{1,9})\b(?!\s*[.+*])|'((?:[^'\\\n]|\\.)*+)'(?!\s*\+)|"((?:[^"\\\n]|\\.)*+)"(?!\s*\+)|([A-Za-z_$][\w$.]*(?:\(\))?)|(true|false))"""
)


def spelled_out(literal: str) -> str:
    """Write an object literal without short forms: `{size}` is `{size: size}`, a sum what it is on the first page."""
    made: list[str] = []
    nesting: list[str] = []
    for match in _TOKEN.finditer(literal):
        part = match.group()
        before = "".join(made[-2:]).rstrip()[-1:]
        if part in "{[(":
            nesting.append(part)
        elif part in "}])" and nesting:
            nesting.pop()
        is_short = (
            match["name"] and nesting[-1:] == ["{"] and before in ("{", ",") and _ENDS.match(literal, match.end())
        )
        made.append(f"{part}: {part}" if is_short else part)
    return _SUM.sub(_on_first_page, "".join(made))


def _on_first_page(match: re.Match[str]) -> str:
    plain = re.sub(r"[\w$]+\.", "", match["sum"])
    told = worth(plain, dict.fromkeys(re.findall(r"[A-Za-z_$][\w$]*", plain), 1))
    return match.group() if told is None else f"{match['name']}{told}"


def called_with(code: str) -> dict[str, str]:
    """Give what the parameters of a script's functions are in its own calls: `load(0)` of `function load(page)`."""
    found: dict[str, str] = {}
    for match in islice(_FUNCTION.finditer(code), _MOST_FUNCTIONS):
        names = [name.strip() for name in match[2].split(",")]
        call = re.search(rf"(?<!function )\b{re.escape(match[1])}\(\s*(\d{{1,4}}(?:\s*,\s*\d{{1,4}})*)\s*\)", code)
        if call:
            values = [value.strip() for value in call[1].split(",")]
            found = {**dict(zip(names, values, strict=False)), **found}
    return found


def properties(code: str) -> dict[str, str]:
    """Give the plain values of all objects of a script by name, the first of each: what `this.pageNum` may mean."""
    found: dict[str, str] = {}
    for match in _PAIR.finditer(code):
        key = next(part for part in match.groups()[:3] if part is not None)
        number, single, double, _, truth = match.groups()[3:]
        value = next((part for part in (number, single, double, truth) if part is not None), None)
        if value is not None:
            found.setdefault(f"this.{key}", _plain(value))
    return found


def _plain(text: str) -> str:
    r"""Undo the escapes of quotes, slashes and signs in a script's string."""
    return (
        re.sub(r"\\(?:u([0-9a-fA-F]{4})|(.))", lambda m: chr(int(m[1], 16)) if m[1] else m[2], text)
        if "\\" in text
        else text
    )


def meaning(name: str, known: Mapping[str, str]) -> str | None:
    """Give what a name stands for: `pageNum`, `this.pageNum`, `that.query.pageNum`."""
    if name in known:
        return known[name]
    return known.get(f"this.{name.rsplit('.', 1)[-1]}") if "." in name else None


@dataclass(frozen=True, slots=True)
class Field:
    """A pair of an object literal; `is_text` where the value is quoted, so that JSON keeps it a string."""

    name: str
    value: str
    is_text: bool = False


def fields(literal: str, known: Mapping[str, str]) -> tuple[Field, ...]:
    """Give the pairs of an object literal whose values are plain, or names of `known`; nested objects are flattened.

    A value that is another name is given as that name, a call as nothing.
    """
    found: dict[str, Field] = {}
    for match in _PAIR.finditer(literal):
        key = next(part for part in match.groups()[:3] if part is not None)
        number, single, double, name, truth = match.groups()[3:]
        text = single if single is not None else double
        if text is not None:
            found.setdefault(key, Field(key, _plain(text), is_text=True))
        elif number is not None or truth is not None:
            found.setdefault(key, Field(key, number if number is not None else truth))
        elif name not in ("function", "null", "undefined", "new"):
            meant = meaning(name, known)
            value = meant if meant is not None else name if re.fullmatch(r"[\w$]+", name) else ""
            found.setdefault(key, Field(key, value))
    return tuple(found.values())


def pairs(literal: str, known: Mapping[str, str]) -> dict[str, str]:
    """Give the same as a mapping."""
    return {field.name: field.value for field in fields(literal, known)}


def as_json(literal: str, known: Mapping[str, str], renumber: Callable[[str, str], str]) -> Json | None:
    """Read an object literal as JSON, nested objects and all; None where it holds what is not plain.

    `renumber(name, value)` gives the value to send for a pair: the mark of a page number, or the value as it is.
    """

    def written(match: re.Match[str]) -> str:
        key = next(part for part in match.groups()[:3] if part is not None)
        number, single, double, name, truth = match.groups()[3:]
        text = single if single is not None else double
        plain = text if text is not None else number or truth
        meant = plain if plain is not None else meaning(name, known)
        value = meant if meant is not None else name if re.fullmatch(r"[\w$.]+", name) else ""
        sent = renumber(key, value)
        is_bare = text is None and sent in (value, "null") and bool(re.fullmatch(r"-?\d+|true|false|null", sent))
        return f"{json.dumps(key)}: {sent if is_bare else json.dumps(sent)}"

    quoted = _NESTED.sub(lambda match: f'{match[1]}"{match[2]}":' if match[2] else match.group(), literal)
    made = _PAIR.sub(written, quoted)
    made = re.sub(r",\s*([}\]])", r"\1", made)
    try:
        value: Json = json.loads(made)
    except ValueError:
        return None
    return value


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
