"""Damage made on purpose: what the cloaking kits and wrong decodings do to clean text, from a seed.

Each kind is a function (text, rng) -> Damaged or None where this text cannot be damaged so. Needs opencc, and pypinyin
from the extra `dev`. The mechanisms are told in docs/restoration.md.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from scraper.hanzi import simplified


@dataclass(frozen=True, slots=True)
class Damaged:
    text: str
    truth: str
    site_script: str | None = None
    ignores_blanks: bool = False


Kind = Callable[[str, random.Random], Damaged | None]
KINDS: dict[str, Kind] = {}


def kind(name: str) -> Callable[[Kind], Kind]:
    def register(function: Kind) -> Kind:
        KINDS[name] = function
        return function

    return register


@cache
def _opencc(name: str) -> Any:
    from opencc import OpenCC

    return OpenCC(name)


@cache
def _pinyin() -> dict[int, str]:
    from pypinyin.pinyin_dict import pinyin_dict

    return dict(pinyin_dict)


def to_traditional(text: str) -> str:
    """Convert character by character, as the kits do: merged forms (后 里 系 干) stay."""
    return "".join(_one(character) for character in text)


@cache
def _one(character: str) -> str:
    changed = _opencc("s2t").convert(character)
    return changed if len(changed) == 1 and simplified().get(changed) == character else character


def comes_back(text: str) -> bool:
    """Tell whether the conversion can be undone at all, by OpenCC and the rule for 著."""
    return "著" not in text and "乾" not in text


def codes_of(rng: random.Random, text: str) -> dict[str, str]:
    """Draw a kit's list: Traditional characters, among them some of this text, each with its reading."""
    there = sorted({character for character in text if character in simplified()})
    share = rng.uniform(0.25, 0.7)
    listed = [character for character in there if rng.random() < share]
    return {character: _pinyin()[ord(character)].split(",")[0] for character in listed if ord(character) in _pinyin()}


def coded(text: str, codes: dict[str, str]) -> str:
    return "".join(f"{character}({codes[character]})" if character in codes else character for character in text)


def java_gbk(data: bytes) -> str:
    """Decode GBK as the kits' host language does: a pair that stands for nothing becomes one `?`."""
    out = []
    at = 0
    while at < len(data):
        if data[at] < 0x80:
            out.append(chr(data[at]))
            at += 1
            continue
        try:
            character = data[at : at + 2].decode("gb18030")
        except UnicodeDecodeError:
            character = "?"
        out.append(character if len(character) == 1 else "?")
        at += 2
    return "".join(out)


def _gbk(text: str) -> bytes | None:
    try:
        data = text.encode("gbk")
    except UnicodeEncodeError:
        return None
    return data


# --- wrong decodings -------------------------------------------------------------------------------------------------


def _lossless(name: str, write: str, read: str) -> None:
    def damage(text: str, rng: random.Random) -> Damaged | None:
        del rng
        try:
            data = text.encode(write)
            wrong = sloppy(data) if read == "cp1252" else data.decode(read)
        except UnicodeError:
            return None
        return Damaged(wrong, text)

    KINDS[name] = damage


def sloppy(data: bytes) -> str:
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


_lossless("utf8_as_latin1", "utf-8", "latin-1")
_lossless("utf8_as_1252", "utf-8", "cp1252")
_lossless("gbk_as_latin1", "gbk", "latin-1")
_lossless("gbk_as_1252", "gbk", "cp1252")


@kind("utf8_as_1252_twice")
def _(text: str, rng: random.Random) -> Damaged | None:
    del rng
    return Damaged(sloppy(sloppy(text.encode()).encode()), text)


@kind("utf8_as_gbk")
def _(text: str, rng: random.Random) -> Damaged | None:
    del rng
    return Damaged(text.encode().decode("gb18030", "replace"), text)


@kind("utf8_line_as_gbk")
def _(text: str, rng: random.Random) -> Damaged | None:
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    wrong = lines[at].encode().decode("gb18030", "replace")
    if len(lines) < 2 or "\ufffd" in wrong:
        return None
    return Damaged("\n".join([*lines[:at], wrong, *lines[at + 1 :]]), text)


# --- cloaking kits ---------------------------------------------------------------------------------------------------


@kind("codes")
def _(text: str, rng: random.Random) -> Damaged | None:
    old = to_traditional(text)
    codes = codes_of(rng, old)
    if len(codes) < 3 or not comes_back(text):
        return None
    return Damaged(coded(old, codes), text)


@kind("codes_toneless_twice")
def _(text: str, rng: random.Random) -> Damaged | None:
    from scraper.hanzi import toneless

    there = sorted(
        {character for character in text if "\u4e00" <= character <= "\u9fff" and ord(character) in _pinyin()}
    )
    listed = {character: toneless(_pinyin()[ord(character)].split(",")[0]) for character in there if rng.random() < 0.2}
    if len(listed) < 3:
        return None
    return Damaged("".join(c + f"({listed[c]})" * 2 if c in listed else c for c in text), text)


@kind("codes_M1")
def _(text: str, rng: random.Random) -> Damaged | None:
    old = to_traditional(text)
    codes = codes_of(rng, old)
    places = [match.start() for match in re.finditer("。(?=[^\n])", old)]
    if len(codes) < 4 or not places or not comes_back(text):
        return None
    at = rng.choice(places)
    head, tail = coded(old[:at], codes), _gbk(coded(old[at:], codes))
    if tail is None or not 0xA1 <= tail[2] <= 0xFE:
        return None
    return Damaged(head + "?" + java_gbk(tail[1:]), text)


@kind("codes_M2")
def _(text: str, rng: random.Random) -> Damaged | None:
    old = to_traditional(text)
    codes = codes_of(rng, old)
    if len(codes) < 4 or not comes_back(text):
        return None
    places = []
    for at in range(len(old) - 1):
        one, two = _gbk(old[at]), _gbk(old[at + 1])
        if one and two and len(one) == len(two) == 2 and old[at] not in codes:
            middle = (one[1:] + two[:1]).decode("gbk", "ignore")
            if len(middle) == 1 and middle in simplified() and ord(middle) in _pinyin():
                places.append((at, _pinyin()[ord(middle)].split(",")[0]))
    if not places:
        return None
    at, reading = rng.choice(places)
    head, tail = coded(old[: at + 1], codes), _gbk(coded(old[at + 1 :], codes).replace("ǹ", "n"))
    if tail is None:
        return None
    inner = f"({reading})"
    return Damaged(head + "?" + inner[1:] + java_gbk(tail[1:]), text)


@kind("seam_marked")
def _(text: str, rng: random.Random) -> Damaged | None:
    data = _gbk(text)
    lines = [line for line in text.split("\n") if len(line) > 30]
    if data is None or not lines:
        return None
    line = rng.choice(lines)
    at = rng.randrange(5, len(line) - 8)
    tail = _gbk(line[at:])
    if tail is None or tail[0] < 0x80:
        return None
    wrong = line[:at] + "?" + tail[1:].decode("gb18030", "replace")
    return Damaged(text.replace(line, wrong, 1), text)


@kind("seam_dropped")
def _(text: str, rng: random.Random) -> Damaged | None:
    found = KINDS["seam_marked"](text, rng)
    if found is None:
        return None
    return Damaged(found.text.replace("?", "", 1), text)


# --- characters ------------------------------------------------------------------------------------------------------


@kind("script_told")
def _(text: str, rng: random.Random) -> Damaged | None:
    del rng
    return Damaged(to_traditional(text), text, "zh-Hans") if comes_back(text) else None


@kind("width_told")
def _(text: str, rng: random.Random) -> Damaged | None:
    del rng
    if (
        re.search("[,:;!?()]", text)
        or len(re.findall("[，：；！？]", text)) < 3
        or len(re.findall("[。、“”《》]", text)) < 2
    ):
        return None
    return Damaged(text.translate(str.maketrans("，：；！？（）", ",:;!?()")), text, "zh-Hans")


@kind("references")
def _(text: str, rng: random.Random) -> Damaged | None:
    del rng
    return Damaged("".join(f"&amp;#{ord(c)};" if ord(c) > 127 else c for c in text), text)


@kind("indents")
def _(text: str, rng: random.Random) -> Damaged | None:
    marks = "?" * rng.randint(4, 6)
    return Damaged("\n".join(f"{marks} {line}" for line in text.split("\n")), text, ignores_blanks=True)


@kind("scattered")
def _(text: str, rng: random.Random) -> Damaged | None:
    hidden = rng.choice(("\u200b\ufeff", "\x00\x01\x08\x1f\x7f", "\u200b\u2060"))
    return Damaged("".join(c + (rng.choice(hidden) if rng.random() < 0.08 else "") for c in text), text)


@kind("radicals")
def _(text: str, rng: random.Random) -> Damaged | None:
    import unicodedata

    table = {unicodedata.normalize("NFKC", chr(c)): chr(c) for c in range(0x2F00, 0x2FD6)}
    wrong = "".join(table[c] if c in table and rng.random() < 0.5 else c for c in text)
    return Damaged(wrong, text) if wrong != text else None
