"""Spam that no reader of the page's text meets: in parts that are never shown, and in what its scripts write."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote

from lxml.html import HtmlElement

from scraper.hanzi import fold
from scraper.model import Flow
from scraper.steps.purge.lexicon import weight_of_folded

MIN_WEIGHT = 2  # in words of the lexicon; scripts of portals hold hardly a sentence
MIN_CODE_CHARS = 40
MAX_CODE_CHARS = 200_000
MAX_BYTES_CHARS = 4000  # of a script that spells its letters as bytes: what a kit brings is short
MAX_LINKS = 50  # of a script that are looked at
_SIGNS = ("fromCharCode(", "atob(", "%u", "<a ", "\\x3c")  # something in a code, or a link
_BYTE = re.compile(r"\\x([0-9a-fA-F]{2})")
_WRITES = re.compile(r"document\.write|\[.write|innerHTML|\.html\(|fromCharCode|atob\(")
_CODES = re.compile(r"fromCharCode\(([\d,\s]{8,})\)")
_UNICODE = re.compile(r"(?:%u|\\\\?u)([0-9a-fA-F]{4})")
_LINK = re.compile(r"<a .{0,200}")
_BASE64 = re.compile(r"['\"]([A-Za-z0-9+/]{16,}={0,2})['\"]")


def has_unseen_spam(flow: Flow, unseen: list[HtmlElement]) -> bool:
    """Tell whether a script writes words of spam, or a part that is never shown holds them with links."""
    codes = "\n".join(flow.scripts)
    may_write = any(sign in codes for sign in _SIGNS)  # of most pages no script does: asked of all at once
    written = "\n".join(text for script in flow.scripts for text in _written(script)) if may_write else ""
    if written and weight_of_folded(fold(written)) >= MIN_WEIGHT:
        return True
    texts = [" ".join(part.itertext()) for part in unseen if next(part.iter("a"), None) is not None]
    return bool(texts) and weight_of_folded(fold("\n".join(texts))) >= MIN_WEIGHT


def _written(code: str) -> Iterator[str]:
    """Give what a script writes into the page, as far as it stands in it plainly or in a simple code."""
    if "\\x3c" in code and len(code) <= MAX_BYTES_CHARS:
        code = _BYTE.sub(lambda hit: chr(int(hit[1], 16)), code)
    if (
        not MIN_CODE_CHARS < len(code) < MAX_CODE_CHARS
        or not any(sign in code for sign in _SIGNS)
        or not _WRITES.search(code)
    ):
        return
    for link in islice(_LINK.finditer(code), MAX_LINKS):
        yield link[0]
    coded = "".join([chr(int(number, 16)) for number in _UNICODE.findall(code)])
    yield unquote(coded)
    for hit in _CODES.finditer(code):
        numbers = [int(number) for number in hit[1].split(",") if number.strip()]
        yield "".join([chr(number) for number in numbers if number < 0x110000])
    for hit in _BASE64.finditer(code):
        try:
            yield base64.b64decode(hit[1], validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            continue
