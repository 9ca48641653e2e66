"""Choose between encodings by what they make of the bytes: each candidate's text is scored by the language model."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np

from scraper.language import model
from scraper.language.alphabets import Bytes
from scraper.steps.decode.codecs import decode_as, upper_half

# The order breaks ties: what portals use first.
_CANDIDATES = ("utf-8", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr")
_SINGLE = re.compile(r"windows-|iso-8859|koi8|macintosh|ibm|x-mac")
_WESTERN = "windows-1252"
# What portals that write no Han use, one byte a character. windows-1252 stands for all of Western Europe.
_ALPHABETS = (
    _WESTERN,
    *(f"windows-{number}" for number in (1251, 1250, 1254, 1253, 1256, 1255, 874, 1257, 1258)),
    *(f"iso-8859-{number}" for number in (2, 5, 6, 7, 8)),
    "koi8-u",
    "ibm866",
    "x-mac-cyrillic",
    "macintosh",
)
# That a letter of a language costs: 4.2 to 6.0 where it is that one, 6.9 at least where Chinese is read so.
_MOST_LETTER_BITS = 6.5
_USUAL_BITS = 12.0  # that one without a label must save, less those of a label for windows-1252
_LOST_BITS = 14.0  # what a U+FFFD costs beyond its place in the text
_CONTROL_BITS = 12.0  # and a C1 control character, which no text holds on purpose
_LABEL_BITS = 8.0  # what a label is worth; a wrong one costs more than that within a few characters
_LABEL_SHARE = 0.04
_C1 = re.compile("[\x80-\x84\x86-\x9f]")
_NON_ASCII = re.compile(rb"[\x80-\xff]")
_IS_BORDER = np.array([byte in b"<>\n" for byte in range(256)])
_ASCII_STAYS = re.compile(
    r"utf-8|gbk|gb18030|big5|shift_jis|euc-|windows-|iso-8859-|koi8-|ibm|x-mac|macintosh|replacement"
)
# Of 300 Chinese pages read as what they are, 297 cost less a character. What is read as GBK and is none costs more:
# Big5 16.8 at least, UTF-8 18.8, Korean 15.9, Japanese 12.2.
_PLAIN_BITS = 10.5
_PLAIN_CHARS = 60
_PLAIN_KANA = 0.02
_LEAST_WHOLE = 10  # characters beyond ASCII for each that is broken
_REFUTED_BITS = 7.0  # that a U+FFFD costs at the very least, even where it is a character of the standard
_PATCHED = {"gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs"}  # slow where much is broken
_SCORED_BYTES = 60_000  # enough to tell any encoding


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding, and the bits that the text costs which it gives."""

    name: str
    bits: float


def guess(body: bytes, labels: tuple[str, ...]) -> str:
    """Give the encoding that makes most sense of `body`; `labels`, the stronger first, count as evidence."""
    sample = _sample(body)
    wide = _utf16(sample)
    if wide:
        return wide
    telling = _telling(sample)
    if is_broken_utf8(telling):
        return "utf-8"
    if labels and not _SINGLE.match(labels[0]) and is_plain(decode_as(telling, labels[0])):
        return labels[0]
    candidates = tuple(dict.fromkeys((*labels, *_CANDIDATES, *_ALPHABETS)))
    if not all(_ASCII_STAYS.match(name) for name in candidates):
        return best_of(sample, candidates, labels).name
    # What is ASCII costs the same in all of them: most of a page is weighed once.
    shared_bits = text_bits(decode_as(sample, candidates[0])) - text_bits(decode_as(telling, candidates[0]))
    return best_of(telling, candidates, labels, shared_bits).name


def _telling(sample: bytes) -> bytes:
    """Give the stretches between tags and line feeds that are not ASCII, each with the border before and behind it.

    These borders are never trail bytes of a character, and no decoder takes them for one.
    """
    if not sample:
        return b""
    codes = np.frombuffer(sample, np.uint8)
    starts = np.flatnonzero(_IS_BORDER[codes])  # of the stretches, the border before each counted in
    if not len(starts) or starts[0] > 0:
        starts = np.concatenate([[0], starts])
    is_told = np.maximum.reduceat(codes, starts) > 0x7F
    is_kept = np.repeat(is_told, np.diff(starts, append=len(codes)))
    is_kept[starts[1:]] |= is_told[:-1]
    return codes[is_kept].tobytes()


def is_broken_utf8(data: bytes) -> bool:
    """Tell that bytes are UTF-8 less a few that were lost: no other encoding comes out so by chance."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    wide = len(text) - len(text.encode("ascii", "ignore")) - broken
    return wide >= _LEAST_WHOLE * max(1, broken)


def is_plain(text: str) -> bool:
    """Tell that a labelled encoding needs no rival: enough characters, none of them lost, in words of the language.

    Kana stand at the same places in EUC-JP and GBK, and prove nothing.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    wide = codes > 0x7F
    count = int(wide.sum())
    if count < _PLAIN_CHARS or "\ufffd" in text or _C1.search(text):
        return False
    kana = int(((codes >= 0x3041) & (codes < 0x3100)).sum())
    return kana <= count * _PLAIN_KANA and float(model().costs(text)[wide].mean()) <= _PLAIN_BITS


def best_of(body: bytes, candidates: tuple[str, ...], labels: tuple[str, ...] = (), shared_bits: float = 0.0) -> Guess:
    """Score what each candidate makes of the bytes; a label is worth a few bits.

    `shared_bits`: what the rest of the page costs, whichever it is.
    """
    spelled = None
    ascii_bits = 0.0
    found: list[Guess] = []
    least = math.inf
    for name in candidates:
        if name == "replacement" or (name == "gb18030" and "gbk" in candidates):  # one decoder under two names
            continue
        if found and name in _PATCHED and _least_bits(body, name) > least:
            continue
        is_single = _SINGLE.match(name) is not None
        if is_single and spelled is None:
            spelled, ascii_bits = Bytes(body), model().bits(body.decode("ascii", "ignore"))
        if spelled is not None and is_single:
            bits = spelled.bits(upper_half(name), least)
            if bits > _MOST_LETTER_BITS * spelled.number and name != _WESTERN and name not in labels:
                continue
            bits += ascii_bits + shared_bits
        else:
            bits = text_bits(decode_as(body, name)) + shared_bits
        if name in labels or (name == "gb18030" and "gbk" in labels):
            bits -= _LABEL_BITS + _LABEL_SHARE * bits
        elif is_single:  # any bytes are text in a single-byte encoding: that proves nothing
            bits += _LABEL_BITS if name == _WESTERN else _USUAL_BITS
        found.append(Guess(name, bits))
        least = min(least, bits)
    return min(found, key=lambda item: item.bits)


def _least_bits(body: bytes, name: str) -> float:
    """Give what a reading costs at the least, by what Python's own decoder gives up."""
    return _REFUTED_BITS * body.decode(_PATCHED[name], "replace").count("\ufffd")


def text_bits(text: str) -> float:
    """Give what a decoded text costs: language, lost characters, C1 controls."""
    return model().bits(text) + _LOST_BITS * text.count("\ufffd") + _CONTROL_BITS * len(_C1.findall(text))


def _sample(body: bytes) -> bytes:
    """Give the part of a long body that is scored: whole lines around its first non-ASCII bytes."""
    if len(body) <= _SCORED_BYTES:
        return body
    match = _NON_ASCII.search(body)
    start = body.rfind(b"\n", 0, match.start()) + 1 if match else 0
    start = start if match and match.start() - start < _SCORED_BYTES // 2 else (match.start() if match else 0)
    return body[start : start + _SCORED_BYTES]


def _utf16(body: bytes) -> str | None:
    """Tell UTF-16 without a mark by its NULs: markup fills every other byte with them."""
    even, odd = body[:4000:2], body[1:4000:2]
    if len(odd) < 8:
        return None
    # Han such as 一 (4E00) put a few NULs on the other side too.
    if odd.count(0) > 0.1 * len(odd) and odd.count(0) > 5 * even.count(0):
        return "utf-16le"
    if even.count(0) > 0.1 * len(even) and even.count(0) > 5 * odd.count(0):
        return "utf-16be"
    return None
