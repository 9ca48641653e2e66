"""Japanese and Korean read as windows-1252: `‚¨’m‚ç‚¹` for `お知らせ`.

The language model of pairs knows neither. What tells them are their letters: kana between the characters, hardly
anything but Hangul; and that no byte is left over.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from scraper.model import Change
from scraper.steps.restore.budget import Budget
from scraper.steps.restore.encoders import bytes_1252

_CODECS = ("cp932", "euc_jp", "cp949")
_LEAST_HIGH = 16  # bytes beyond ASCII in a line
_WIDE = re.compile(r"[^\x00-\x7f]")
_JAPANESE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff01-\uff5e]")
_KANA = re.compile("[\u3041-\u3096]")
_KOREAN = re.compile("[\uac00-\ud7a3]")
_LEAST_KANA, _LEAST_OWN, _LEAST_HANGUL = 0.2, 0.98, 0.9  # of what is beyond ASCII


def mend_eastern(text: str, unread: Collection[str], budget: Budget) -> list[Change]:
    """Give the repairs of those of the lines that say nothing which are Japanese or Korean."""
    edits: list[Change] = []
    at = 0
    for line in text.split("\n") if unread else ():
        plain = _read(line) if line in unread and budget.spend(len(line) // 10 + 10) else None
        if plain is not None:
            reason = "windows-1252 undone: letters of one language, and no byte is left over"
            edits.append(Change("restore/mojibake", (at, at + len(line)), line, plain, 0.9, reason))
        at += len(line) + 1
    return edits


def _read(line: str) -> str | None:
    table = bytes_1252()
    if not all(ord(one) in table for one in line):
        return None
    data = bytes(table[ord(one)] for one in line)
    if sum(byte > 0x7F for byte in data) < _LEAST_HIGH:
        return None
    for codec in _CODECS:
        try:
            plain = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if _is_language(plain):
            return plain
    return None


def _is_language(text: str) -> bool:
    wide = len(_WIDE.findall(text))
    kana, japanese = len(_KANA.findall(text)), len(_JAPANESE.findall(text))
    is_japanese = kana >= _LEAST_KANA * wide and japanese >= _LEAST_OWN * wide
    return is_japanese or len(_KOREAN.findall(text)) >= _LEAST_HANGUL * wide
