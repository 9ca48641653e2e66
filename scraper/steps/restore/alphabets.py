"""Text of another alphabet than Latin read by a wrong table: `Àäìèíèñòðàöèÿ` for `Администрация`.

Both tables have one byte a character, so nothing was lost; the letters of a language tell which table is right. Between
languages in Latin letters they do not tell enough: many have letters of which no list knows.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

from scraper.language.alphabets import Bytes
from scraper.model import Change
from scraper.steps.restore.budget import Budget
from scraper.steps.restore.encoders import table_of

_TABLES = (
    *(f"cp{number}" for number in (1251, 1253, 1256, 1255, 874, 866)),
    *(f"iso8859_{number}" for number in (5, 6, 7, 8)),
    "koi8_u",
    "mac_cyrillic",
)
_WRONG_READERS = (
    "cp1252",
    "cp1251",
    "koi8_u",
    "cp1253",
    "cp866",
    "mac_roman",
)  # that browsers and editors take by default
_EAST_ASIAN = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uff00-\uffef]")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_LEAST_LETTERS, _LEAST_KINDS = 12, 6  # in all lines that are misread in one way
_LEAST_SHARE = 0.6  # of the letters of such a line
_LEAST_OWN, _MOST_RIGHT, _LEAST_GAIN = 5.5, 5.5, 1.2  # bits a letter: as it is read, read rightly, and between them
_UNITS = 60  # work, see Budget: of a table that is tried


def mend_alphabets(text: str, taken: list[Change], budget: Budget) -> list[Change]:
    """Give the repairs of lines whose letters are those of no language, but of one by another table.

    Lines that `taken` edits begin or end in are left alone.
    """
    places: list[tuple[int, str]] = []
    at = 0
    for line in text.split("\n"):
        is_taken = any(edit.span[0] <= at + len(line) and at <= edit.span[1] for edit in taken)
        if line and not is_taken and _is_foreign(line):
            places.append((at, line))
        at += len(line) + 1
    for reader in _WRONG_READERS if places else ():
        found = [(at, line, data) for at, line in places if (data := _encoded(line, reader)) is not None]
        if found and budget.spend(_UNITS * len(_TABLES) + sum(len(line) for _, line, _ in found) // 10):
            if _mean(Bytes(b"\n".join(data for _, _, data in found)), reader) < _LEAST_OWN:
                break  # it is language as it stands
            edits = _by_reader(found, reader)
            if edits:
                return edits
    return []


def _is_foreign(line: str) -> bool:
    """Tell whether most letters of a line stand in words that hold none of ASCII."""
    if line.isascii() or _EAST_ASIAN.search(line):
        return False
    words = _WORDS.findall(line)
    foreign = sum(len(word) for word in words if len(word.encode("ascii", "ignore")) == 0)
    return foreign > _LEAST_SHARE * sum(map(len, words))


def _by_reader(found: list[tuple[int, str, bytes]], reader: str) -> list[Change]:
    misread = [(at, line, data) for at, line, data in found if _mean(Bytes(data), reader) >= _LEAST_OWN]
    whole = Bytes(b"\n".join(data for _, _, data in misread))
    letters = "".join(one for _, line, _ in misread for one in line if one > "\x7f" and one.isalpha()).lower()
    if len(letters) < _LEAST_LETTERS or len(set(letters)) < _LEAST_KINDS:
        return []
    right = min((table for table in _TABLES if table != reader), key=lambda table: _mean(whole, table))
    gain = _mean(whole, reader) - _mean(whole, right)
    if _mean(whole, right) > _MOST_RIGHT or gain < _LEAST_GAIN:
        return []
    reason = f"{reader} undone to {right}: {gain:.1f} bits fewer for each letter"
    return [
        Change("restore/mojibake", (at, at + len(line)), line, after, 0.9, reason)
        for at, line, data in misread
        if (after := codecs.charmap_decode(data, "replace", _every(right))[0]) != line and "\ufffd" not in after
    ]


def _mean(spelled: Bytes, codec: str) -> float:
    """Give the bits of a letter beyond ASCII, as a table reads it."""
    return spelled.bits(_every(codec)[0x80:]) / max(1, spelled.number)


def _encoded(line: str, codec: str) -> bytes | None:
    try:
        return codecs.charmap_encode(line, "strict", table_of(codec))[0]
    except UnicodeEncodeError:
        return None


@cache
def _every(codec: str) -> str:
    """Give the 256 characters of a table; what stands for nothing becomes U+FFFE."""
    return "".join(bytes((byte,)).decode(codec, "ignore") or "\ufffe" for byte in range(0x100))
