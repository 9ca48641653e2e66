"""A language model of characters and pairs, folded to Simplified: what a text costs in bits, character by character.

The table `scraper/data/language.xz` is made by `scraper.language.build`. Decompressed, little-endian: magic, number of
characters (u16), number of pairs (u32); the characters (u16 each); bits of each single id in eighths (u8 each); the
keys of the pairs, ascending, as gaps (low bytes, then high bytes); bits of each pair in eighths (255: no pair).
Cost of a pair that was not kept: that of its second member alone, plus one bit.
"""

from __future__ import annotations

import lzma
import struct
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from scraper.hanzi import simplified_pairs
from scraper.language.classes import BLANK, CLASSES, COMMON_HAN, COSTS, DIGIT, LETTER, LINE_END, RUNS, START, class_ids

Bits: TypeAlias = NDArray[np.float32]
Codes: TypeAlias = NDArray[np.uint32]

MAGIC: Final = b"CXL1"
VOCABULARY: Final = 4096  # ids in all
_LINE_FEED = 0x0A
_STRANGER = 8  # eighths of bits that a pair costs beyond its second member where it was never counted
_LEAST_LEFT, _MOST_DOUBT = 0.02, 2.0  # share of a context's chances; bits
_OPENERS = (BLANK, LETTER, DIGIT)
_FEW = 32  # characters: numpy pays only beyond
FILTERS: list[dict[str, Any]] = [{"id": lzma.FILTER_LZMA2, "preset": 9, "lc": 0, "lp": 0, "pb": 0}]


class LanguageModel:
    """Costs of characters after one another; built once a process by `model()`, never changed."""

    __slots__ = (
        "_bytes",
        "_doubts",
        "_emit",
        "_ids",
        "_named",
        "_opens",
        "ids",
        "pairs",
        "single",
    )

    def __init__(self, table: bytes) -> None:
        magic, characters, count = struct.unpack_from("<4sHI", table)
        if magic != MAGIC:
            raise ValueError(f"language.xz begins with {magic!r}, not {MAGIC!r}: build it again")
        at = struct.calcsize("<4sHI")
        vocabulary = np.frombuffer(table, "<u2", characters, at)
        at += 2 * characters
        self.single = np.frombuffer(table, np.uint8, VOCABULARY, at)
        at += VOCABULARY
        gaps = np.frombuffer(table, np.uint8, 2 * count, at).astype(np.int64)
        keys = np.cumsum(gaps[:count] + (gaps[count:] << 8))
        bits = np.frombuffer(table, np.uint8, count, at + 2 * count)
        behind = np.minimum(254, self.single.astype(np.uint16) + _STRANGER).astype(np.uint8)
        # Plain lists and bytes are quicker than numpy for one pair at a time; both read the same 16 MB.
        self._bytes = bytearray(VOCABULARY * VOCABULARY)
        pairs = np.frombuffer(self._bytes, np.uint8)
        pairs.reshape(VOCABULARY, VOCABULARY)[:] = behind
        told = bits < 255
        pairs[keys[told]] = bits[told]
        for (first, second), cost in RUNS.items():
            pairs[first * VOCABULARY + second] = round(cost * 8)
        # After the end of a line stands what stands at a start.
        pairs[LINE_END * VOCABULARY : (LINE_END + 1) * VOCABULARY] = pairs[
            START * VOCABULARY : (START + 1) * VOCABULARY
        ]
        self.pairs = pairs
        self._doubts = _doubt(keys[told], bits[told], self.single)
        self.ids = _ids(vocabulary)
        emit = np.zeros(VOCABULARY, np.float32)
        for kind, (cost, _) in COSTS.items():
            emit[kind] = cost
        self._named = emit
        self._ids = self.ids.tolist()[:0x10000]
        self._emit = emit.tolist()
        self._opens = np.zeros(VOCABULARY, np.bool_)
        self._opens[list(_OPENERS)] = True

    def costs(self, text: str) -> Bits:
        """Give the bits of each character after the one before it; the first follows the start of a line."""
        return self._costs(code_points(text))

    def surprising(self, codes: Codes, least: float) -> NDArray[np.bool_]:
        """Tell which of these code points cost more than `least` bits, as `costs` has them."""
        ids, told = self._told(codes)
        return np.asarray(told > self._limits(least).take(ids, mode="clip"))

    def _costs(self, codes: Codes) -> Bits:
        ids, told = self._told(codes)
        return np.asarray(told * np.float32(0.125) + self._named.take(ids, mode="clip"), np.float32)

    def _told(self, codes: Codes) -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
        """Give the id of each character, and what the table says of it after the one before it."""
        ids = self.ids.take(codes, mode="clip")  # no id and no key is beyond: "clip" spares the question
        keys = np.empty(len(ids), np.int64)
        keys[:1] = START * VOCABULARY
        np.left_shift(ids[:-1], 12, out=keys[1:], dtype=np.int64)
        keys += ids
        return ids, self.pairs.take(keys, mode="clip")

    @lru_cache(maxsize=8)  # noqa: B019 - there is one model a process
    def _limits(self, bits: float) -> NDArray[np.int16]:
        """Give for each id the most eighths of bits with which it costs no more than so many bits."""
        return np.asarray(np.floor(8 * (bits - self._named)), np.int16)

    def line_bits(self, text: str) -> list[tuple[str, float]]:
        """Give each line with its bits; all lines are costed at once."""
        codes = code_points(text)
        ends = np.append(np.flatnonzero(codes == _LINE_FEED), len(text))
        starts = np.concatenate(([0], ends[:-1] + 1))
        return list(zip(text.split("\n"), _sums(self._costs(codes), starts, ends).tolist(), strict=True))

    def bits(self, text: str) -> float:
        """Give the bits of a whole text."""
        if len(text) > _FEW:
            return float(self.costs(text).sum())
        ids = [START, *map(self.id, text)]
        pairs, emit = self._bytes, self._emit
        return sum(pairs[one * VOCABULARY + two] * 0.125 + emit[two] for one, two in pairwise(ids))

    def inner_bits(self, text: str) -> float:
        """Give the bits of all characters but the first, whatever stands before it."""
        return self.bits(text) - self.pair(None, text[0]) if text else 0.0

    def pair(self, first: str | None, second: str) -> float:
        """Give the bits of `second` after `first` (None: at the start of a line)."""
        one = START if first is None else self.id(first)
        two = self.id(second)
        return self._bytes[one * VOCABULARY + two] * 0.125 + self._emit[two]

    def choices(self, first: NDArray[Any], second: NDArray[Any]) -> Bits:
        """Give the bits of second code points after first ones, for choosing between them: more is said of strangers.

        A character that follows mostly the same few (行 of 行政, 行为) makes any other less likely than its frequency.
        What stands after a blank, a letter or a digit begins anew: in statutes it begins an article. A line begins
        after its line end.
        """
        one, two = self.ids[first].astype(np.int32), self.ids[second]
        told = self.pairs[(one << 12) + two]
        single = self.single[two]
        bits = told * np.float32(0.125) + self._named[two] + np.where(told == single + _STRANGER, self._doubts[one], 0)
        opened = np.where(self._opens[one] & (two >= CLASSES), single * np.float32(0.125), bits)
        return np.asarray(opened, np.float32)

    def alone(self, codes: NDArray[Any]) -> Bits:
        """Give the bits of code points whatever stands before them."""
        ids = self.ids[codes]
        return np.asarray(self.single[ids] * np.float32(0.125) + self._named[ids], np.float32)

    def between(self, first: str | None, candidates: tuple[str, ...], last: str) -> Bits:
        """Give the bits of each candidate after `first` and, where `last` is not empty, of `last` after it."""
        ids = _ids_of(self, candidates)
        one = START if first is None else self.id(first)
        bits = self.pairs[one * VOCABULARY + ids] * np.float32(0.125) + self._named[ids]
        if last:
            bits = bits + self.pairs[ids * VOCABULARY + self.id(last)] * np.float32(0.125)
        return np.asarray(bits, np.float32)

    def id(self, character: str) -> int:
        """Give the id of a character: its own, or its class."""
        code = ord(character)
        return self._ids[code] if code < 0x10000 else int(self.ids[code])

    def is_known(self, character: str) -> bool:
        """Tell whether the model counts this character by itself."""
        return self.id(character) >= CLASSES


def code_points(text: str) -> Codes:
    """Give the code points of a text, lone surrogates too; read-only."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _doubt(keys: NDArray[np.int64], bits: NDArray[np.uint8], single: NDArray[np.uint8]) -> Bits:
    """Give for each first character what a second costs more that was never counted after it.

    Katz 1987: what is left of the chances of a context, spread over what was not counted in it.
    """
    first, second = keys // VOCABULARY, keys % VOCABULARY
    taken = np.bincount(first, 2.0 ** (bits * -0.125), VOCABULARY)
    known = np.bincount(first, 2.0 ** (single[second] * -0.125), VOCABULARY)
    left = np.maximum(1 - taken, _LEAST_LEFT) / np.maximum(1 - known, _LEAST_LEFT)
    return np.clip(-np.log2(left) - _STRANGER / 8, 0.0, _MOST_DOUBT).astype(np.float32)


def _sums(values: NDArray[Any], starts: NDArray[Any], ends: NDArray[Any]) -> NDArray[Any]:
    total = np.zeros(len(values) + 1)
    np.cumsum(values, out=total[1:])
    return np.asarray(total[ends] - total[starts])


def _ids(vocabulary: NDArray[np.uint16]) -> NDArray[np.uint16]:
    ids = class_ids().copy()
    ids[vocabulary] = np.arange(CLASSES, CLASSES + len(vocabulary), dtype=np.uint16)
    traditional, simplified = (np.frombuffer(side.encode("utf-32-le"), np.uint32) for side in simplified_pairs())
    alone = ids[traditional] < CLASSES
    targets = ids[simplified]
    # A Traditional character counts as its Simplified one; if that is rare too, as a common Han character.
    ids[traditional[alone]] = np.where(targets[alone] >= CLASSES, targets[alone], COMMON_HAN)
    return ids


@lru_cache(maxsize=1024)
def _ids_of(language: LanguageModel, candidates: tuple[str, ...]) -> NDArray[np.int32]:
    return np.array([language.id(character) for character in candidates], np.int32)


@cache
def model() -> LanguageModel:
    """Give the model that is shipped; read once a process."""
    return LanguageModel(lzma.decompress((files("scraper") / "data" / "language.xz").read_bytes()))
