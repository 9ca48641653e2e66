"""Addresses as scripts put them together, read into templates: `"/d?id=" + encodeURIComponent(btoa(e.id))`. Never run.

A template is text with places: `{id}` for an entry's value, `{id|btoa|encodeURIComponent}` for one that goes through
functions, `{?id=id&type='a'|stringify}` for an object of such values as JSON.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode

_TOKEN = re.compile(
    r"\s*+(?:(?P<text>'(?:[^'\\\n]|\\.)*+'|\"(?:[^\"\\\n]|\\.)*+\"|`(?:[^`\\]|\\.)*+`)"
    r"|(?P<name>[A-Za-z_$][\w$]*+(?:\[\w+\]|\.[A-Za-z_$][\w$]*+)*+)|(?P<number>\d++)|(?P<sign>[()+,{}:.]))"
)
_IN_TEXT = re.compile(r"\$\{([^{}]{1,200})\}")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
_PLACE = re.compile(r"\{([^{}]*)\}")
_SAFE = "-_.!~*'()"  # encodeURIComponent, ECMA-262
_MOST_PARTS = 30
_DEEPEST = 8
_Function = Callable[[str], str]
_FUNCTIONS: dict[str, _Function] = {
    "encodeURIComponent": lambda text: quote(text, safe=_SAFE),
    "encodeURI": lambda text: quote(text, safe=_SAFE + ";/?:@&=+$,#"),
    "escape": lambda text: quote(text, safe="@*_+-./"),
    "decodeURIComponent": unquote,
    "btoa": lambda text: base64.b64encode(text.encode()).decode(),
    "atob": lambda text: base64.b64decode(text + "==").decode("utf-8", "replace"),
    "toLowerCase": str.lower,
    "toUpperCase": str.upper,
    "trim": str.strip,
    "String": str,
    "toString": str,
}
_ALIASES = {"Base64.encode": "btoa", "Base64.decode": "atob", "unescape": "decodeURIComponent"}


def read_template(
    code: str, at: int, rename: Mapping[str, str] | None = None, *, members_only: bool = False
) -> str | None:
    """Read the expression that begins at `at` as a template; None for what is no sum of texts and values.

    A value is called by the last part of its name (`e.row.id` is `id`), or as `rename` says of the whole name.
    `members_only`: a name without a dot is not known.
    """
    return _Reader(code, at, rename or {}, members_only).sum(0)


def read_query(code: str, at: int, *, members_only: bool = False) -> str | None:
    """Read `{path: "/d", query: {id: e.id}}`, which opens at `at`, as the template of the address that it names."""
    reader = _Reader(code, at, {}, members_only)
    if reader.take() != "{":
        return None
    path, query = None, ""
    for _ in range(_MOST_PARTS):
        name = reader.take().strip("'\"")
        if not name or reader.take() != ":":
            break
        if name == "query":
            given = reader.pairs(0)
            if given is None:
                return None
            query = "&".join(f"{key}={value}" for key, value in given.items())
        else:
            value = reader.sum(0)
            path = value if name == "path" else path
        if reader.take() != ",":
            break
    return f"{path}?{query}" if path and query else path


def fill(template: str, values: Mapping[str, object]) -> str | None:
    """Give the address that a template makes of an entry's values; None where one of them is missing."""
    made, at = "", 0
    for match in _PLACE.finditer(template):
        value = _evaluated(match.group(1), values)
        if value is None:
            return None
        made, at = made + template[at : match.start()] + value, match.end()
    return made + template[at:] if at else None


def _evaluated(place: str, values: Mapping[str, object]) -> str | None:
    """Give what stands in a place of a template (`id|btoa`) for an entry's values; None where one is missing."""
    name, *functions = place.split("|")
    if name.startswith("?"):
        given = {key: _of_object(value, values) for key, value in parse_qsl(name[1:], keep_blank_values=True)}
        if any(value is None for value in given.values()):
            return None
        made = json.dumps(given, ensure_ascii=False, separators=(",", ":"))
    else:
        value = values.get(name)
        if isinstance(value, bool) or not isinstance(value, (str, int)) or value == "":
            return None
        made = str(value)
    try:
        for function in functions:
            made = _FUNCTIONS[function](made) if function != "stringify" else made
    except (ValueError, KeyError):
        return None
    return made


def _of_object(written: str, values: Mapping[str, object]) -> str | int | None:
    if written[:1] == "'":
        return written[1:]
    value = values.get(written)
    return value if isinstance(value, (str, int)) else None


@dataclass(slots=True)
class _Reader:
    code: str
    at: int
    rename: Mapping[str, str]
    members_only: bool

    def take(self) -> str:
        """Give the next token and step behind it; empty where there is none."""
        match = _TOKEN.match(self.code, self.at)
        if match is None:
            return ""
        self.at = match.end()
        return match.group().strip()

    def peek(self) -> str:
        at = self.at
        token = self.take()
        self.at = at
        return token

    def sum(self, depth: int) -> str | None:
        """Read terms with `+` between them."""
        made = ""
        for _ in range(_MOST_PARTS):
            term = self.term(depth)
            if term is None:
                return None
            made += term
            if self.peek() != "+":
                return made
            self.take()
        return None

    def term(self, depth: int) -> str | None:
        """Read a text, a value, a call, or a sum in brackets, and the methods called upon it."""
        token = self.take()
        made: str | None
        if depth > _DEEPEST or not token:
            return None
        if token[0] in "'\"`":
            made = self._text(token)
        elif token.isdigit():
            made = token
        elif token[0] == "(":
            made = self.sum(depth + 1)
            if self.take() != ")":
                return None
        elif token[0] in "+,{}:.)":
            return None
        elif self.peek() == "(":
            made = self._call(token, depth)
        else:
            made = self._place(token)
        while made is not None and self.peek() == ".":
            self.take()
            made = self._method(made, self.take(), depth)
        return made

    def _call(self, name: str, depth: int) -> str | None:
        """Read what a function gives: one of the known, or a method of a value (`e.id.toLowerCase()`)."""
        name = name.removeprefix("window.")
        function = _ALIASES.get(name, name)
        if function == "JSON.stringify":
            self.take()
            pairs = self.pairs(depth + 1)
            return f"{{?{urlencode(_plain(pairs))}|stringify}}" if pairs and self.take() == ")" else None
        if function in _FUNCTIONS:
            self.take()
            made = self.sum(depth + 1)
            return _through(made, function) if made is not None and self.take() == ")" else None
        value, _, method = name.rpartition(".")
        place = self._place(value) if value else None
        return self._method(place, method, depth) if place else None

    def _method(self, made: str, method: str, depth: int) -> str | None:
        if self.take() != "(":
            return None
        if method == "concat":  # what compilers make of a template literal
            while self.peek() != ")":
                term = self.sum(depth + 1)
                if term is None:
                    return None
                made += term
                if self.peek() == ",":
                    self.take()
            self.take()
            return made
        return _through(made, method) if method in _FUNCTIONS and self.take() == ")" else None

    def _place(self, name: str) -> str | None:
        """Give the place of a value by its name."""
        if self.members_only and "." not in name:
            return None
        return f"{{{self.rename.get(name) or name.rpartition('.')[2].partition('[')[0]}}}"

    def _text(self, token: str) -> str | None:
        """Read a quoted text, with the values in it where it is a template literal."""
        inner = _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else match[2], token[1:-1])
        if token[0] != "`":
            return None if set(inner) & set("{}") else inner
        made, at = "", 0
        for match in _IN_TEXT.finditer(inner):
            value = _Reader(match.group(1), 0, self.rename, self.members_only).sum(0)
            if value is None:
                return None
            made, at = made + inner[at : match.start()] + value, match.end()
        return made + inner[at:]

    def pairs(self, depth: int) -> dict[str, str] | None:
        """Read an object of plain pairs: `{id: e.id, type: "a"}`."""
        found: dict[str, str] = {}
        if self.take() != "{":
            return None
        while self.peek() != "}" and len(found) < _MOST_PARTS:
            name = self.take()
            if self.peek() == ":":
                self.take()
                value = self.sum(depth + 1)
            else:
                value = self._place(name)
            if value is None or not name:
                return None
            found[name.strip("'\"")] = value
            if self.peek() == ",":
                self.take()
        return found if self.take() == "}" else None


def _through(made: str, function: str) -> str | None:
    """Let a text or one value go through a function; a sum of both goes through none that looks at it as a whole."""
    if "{" not in made:
        return _FUNCTIONS[function](made)
    return f"{made[:-1]}|{function}}}" if _PLACE.fullmatch(made) else None


def _plain(pairs: Mapping[str, str]) -> dict[str, str]:
    """Write an object's values for a template: names as they are, texts behind a quote."""
    return {key: value[1:-1] if _PLACE.fullmatch(value) else f"'{value}" for key, value in pairs.items()}
