"""Lists that a page's script holds: `var list = [{…}]`, `__NEXT_DATA__`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from scraper.lists.answers import Answer, json_answer
from scraper.lists.columns import read_columns
from scraper.lists.entries import Json
from scraper.lists.packed import packed_values
from scraper.lists.revived import revived
from scraper.lists.script_values import read_script_value

_LITERAL = re.compile(r"[\[{](?=\s*+[\[{\"])")
# `[{id: 1`, `[{'id': 1`, `[['title'`: what JSON does not allow.
_OBJECTS = re.compile(r"\[\s*+(?:\{\s*+(?:[A-Za-z_$]|')|\[\s*+')")
_BEFORE_LITERAL = frozenset("=(:,>\n")
_WINDOW_CHARS = 200  # in which most brackets of a script turn out to be no JSON
_WASTED_CHARS = 5_000_000  # that may be read as JSON and turn out to be none; a script's own braces are far fewer
_WASTED_SCRIPT_CHARS = 500_000  # the same for what is read sign by sign
_HARD_CHARS = 100_000  # that a value nested too deeply counts for
_STATE_CHARS = 150  # of an attribute that may hold a list; options of sliders are shorter
_GOES_ON = re.compile(r"\"next\w{0,12}\"\s*:\s*\"", re.IGNORECASE)
_SIGNS = {"a": "&", "q": '"', "s": "'", "l": "<", "g": ">"}  # as Angular's TransferState writes them
_ANGULAR = re.compile("&([aqslg]);")
_DECODER = json.JSONDecoder(strict=False)


def read_embedded(code: str, zone: ZoneInfo, row_addresses: tuple[str, ...] = ()) -> Answer | None:
    """Read the longest list of entries that a page's script holds (`var list = [{…}]`, `__NEXT_DATA__`).

    Where none is JSON, objects as scripts write them are read: names without quotes, strings in single ones.
    """
    best: Answer | None = None
    for value in (*_json_values(code), *_script_values(code), *packed_values(code), read_columns(code)):
        answer = json_answer(value, zone, row_addresses)
        if len(answer.items) >= 2 and (best is None or len(answer.items) > len(best.items)):
            best = answer
    return best


def held_values(tree: HtmlElement) -> Iterator[Json]:
    """Give the values in JSON that a page's scripts hold, where one says where its list goes on."""
    for script in tree.iter("script"):
        if script.text and _GOES_ON.search(script.text):
            yield from _json_values(script.text)


def states(tree: HtmlElement) -> Iterator[Json]:
    """Give what a page carries as JSON beside its text: `__NEXT_DATA__`, `data-page`, `data-react-props`, `:items`."""
    for script in tree.iter("script"):
        if "json" in (script.get("type") or "") and (value := _whole(script.text or "")) is not None:
            yield revived(value) if script.get("id") == "__NUXT_DATA__" else value
    for element in tree.iter():
        for text in element.attrib.values() if isinstance(element.tag, str) else ():
            if len(text) >= _STATE_CHARS and text[0] in "[{" and (value := _whole(str(text))) is not None:
                yield value


def _whole(text: str) -> Json:
    if "&q;" in text:
        text = _ANGULAR.sub(lambda match: _SIGNS[match[1]], text)
    try:
        value: Json = _DECODER.decode(text.strip())
    except (ValueError, RecursionError):
        return None
    return value


def _script_values(code: str) -> Iterator[Json]:
    at = wasted = 0
    for match in _OBJECTS.finditer(code):
        if match.start() < at or wasted > _WASTED_SCRIPT_CHARS or not _begins_value(code, match.start()):
            continue
        value, at = read_script_value(code, match.start())
        if value is None:
            wasted += at - match.start()
        else:
            yield value


def _json_values(code: str) -> Iterator[Json]:
    at = wasted = 0
    for match in _LITERAL.finditer(code):
        start = match.start()
        if start < at or wasted > _WASTED_CHARS or not _begins_value(code, start) or not _may_be_json(code, start):
            continue
        try:
            value, at = _DECODER.raw_decode(code, start)
        except (ValueError, RecursionError) as error:
            # The error itself counts the lines before it, in about a sixteenth of the time.
            wasted += error.pos - start + error.pos // 16 if isinstance(error, json.JSONDecodeError) else _HARD_CHARS
            continue
        yield value


def _begins_value(code: str, start: int) -> bool:
    """Tell whether a bracket begins a value: at the start of a line, or after a sign that gives one."""
    before = start - 1
    while before >= 0 and code[before].isspace() and code[before] != "\n":
        before -= 1
    return before < 0 or code[before] in _BEFORE_LITERAL


def _may_be_json(code: str, start: int) -> bool:
    """Tell whether what begins at a bracket is JSON as far as a short window shows."""
    window = code[start : start + _WINDOW_CHARS]
    try:
        _DECODER.raw_decode(window)
    except json.JSONDecodeError as error:
        # Within ten characters of the window's end a word may be cut, and a string anywhere.
        return error.msg.startswith("Unterminated") or error.pos >= _WINDOW_CHARS - 10
    except (ValueError, RecursionError):
        return False
    return True
