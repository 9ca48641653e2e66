"""What a writer of spam sets between or instead of letters, so that no filter knows the word; readers still do."""

from __future__ import annotations

import re
import unicodedata

from scraper.hanzi import HAN

# One search tells of nearly all texts that nothing of the following stands in them.
_UNUSUAL = re.compile(
    "[\u00ad\u0300-\u052f\u200b-\u200f\u2060\u20d0-\u20ff\u2460-\u24ff\ufeff\U0001d400-\U0001d7ff\U0001f110-\U0001f189]"
)
_INVISIBLE = ("\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff")
# UTS #39, confusables: Cyrillic and Greek letters that look like Latin ones.
_OTHER_LETTERS = re.compile("[\u0370-\u052f]")
_MIXED = re.compile("[a-z][\u0370-\u052f]|[\u0370-\u052f][a-z]")
_CONFUSABLE = str.maketrans("асеорхуіѕԁһкмтвοαρν", "aceopxyisdhkmtboapv")
# Strokes and circles laid over Han; Vietnamese and other Latin letters need their marks.
_OVERLAID = re.compile(f"(?<=[{HAN}0-9])[\u0300-\u036f\u20d0-\u20ff]+")
# Letters and digits in circles, brackets and mathematical alphabets.
_ENCLOSED = re.compile("[\u2460-\u24ff\U0001d400-\U0001d7ff\U0001f110-\U0001f189]")
# Single Han, each parted from the next by a sign or a blank: 代→开→发→票, 【办】【证】【刻】【章】.
_SIGN = r"[^\w\n，。、；：！？,;:!?…“”‘’《》]"
_APART = _SIGN + "{1,2}"
_MAYBE_PARTED = re.compile(rf"{_SIGN}(?:(?<=[{HAN}].)|(?<=[{HAN}]..))[{HAN}]{_APART}[{HAN}]")
_PARTED = re.compile(rf"(?<![{HAN}])[{HAN}](?:{_APART}[{HAN}]){{3,}}(?![{HAN}])")
_PARTED_DIGITS = re.compile(rf"(?<!\d)\d(?:{_APART}\d){{6,}}(?!\d)")
_SIGNS = re.compile(_APART)
_SIGNED = re.compile(rf"[{HAN}](?:[^\w\s，。、；：！？,;:!?…“”‘’《》（）()·/|—-]{{1,2}}[{HAN}]){{3}}|[v微薇威徽]\W信")
# 办·证·刻·章: no name and no list parts so many single Han.
_DOTTED = re.compile(rf"(?:[{HAN}][·/|—-]){{5}}[{HAN}]")
# Digits instead of letters within a Latin word: v1agra, ch3ap.
_MAYBE_LEET = re.compile(r"[013457$@!](?<=[a-z].)[013457$@!]*[a-z]")
_LEET = re.compile(r"(?<![a-z0-9])[a-z0-9]*[a-z][013457$@!]+[a-z][a-z0-9$@!]*")
_LETTERS = str.maketrans("013457$@!", "oieastsai")
_DIGIT_FORMS = re.compile(r"^(?:bet\d+|pk\d+|\d+)")


def undisguised(folded: str) -> str:
    """Undo what hides a word from a filter and not from a reader; the number of lines stays."""
    is_unusual = not folded.isascii() and _UNUSUAL.search(folded) is not None
    if is_unusual:
        folded = without_invisible(folded)
        if _OTHER_LETTERS.search(folded) and _MIXED.search(folded):
            folded = folded.translate(_CONFUSABLE)
    if _MAYBE_LEET.search(folded):
        folded = _LEET.sub(_spelled, folded)
    if is_unusual:
        folded = _ENCLOSED.sub(lambda hit: unicodedata.normalize("NFKC", hit[0]).lower().strip("()."), folded)
        folded = _OVERLAID.sub("", folded)
    if not _MAYBE_PARTED.search(folded):
        return folded
    return _PARTED_DIGITS.sub(_joined, _PARTED.sub(_joined, folded))


def _joined(hit: re.Match[str]) -> str:
    return _SIGNS.sub("", hit[0])


def is_disguised(folded: str) -> bool:
    """Tell whether signs stand between single Han, or strokes over them, as nobody writes who wants to be found."""
    return _OVERLAID.search(folded) is not None or any(found.search(folded) for found in (_SIGNED, _DOTTED))


def without_invisible(text: str) -> str:
    """Give the text without the characters that no reader sees."""
    for mark in _INVISIBLE:
        if mark in text:
            text = text.replace(mark, "")
    return text


def _spelled(hit: re.Match[str]) -> str:
    return hit[0] if _DIGIT_FORMS.match(hit[0]) else hit[0].translate(_LETTERS)
