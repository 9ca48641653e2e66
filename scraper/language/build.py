"""Build the tables in `scraper/data/`: the language model, the folding of characters, the readings.

    python -m scraper.language.build STATUTES.txt.gz

Needs the extra `dev` (jieba and pypinyin, both MIT). Sources: Chinese statutes, outside copyright (Copyright Law of the
People's Republic of China, article 5); the word list of jieba; OpenCC (Apache-2.0); pypinyin. One paragraph in twenty
is set aside for measuring and never counted: see `is_set_aside`. Same input, same tables, byte for byte.
"""

from __future__ import annotations

import gzip
import hashlib
import lzma
import struct
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scraper.language.classes import CLASSES, COMMON_HAN, COSTS, LINE_END, OTHER, RARE_HAN, START, class_ids
from scraper.language.model import FILTERS, MAGIC, VOCABULARY

DATA = Path(__file__).resolve().parent.parent / "data"
PAIRS = 238_000  # bigrams kept: fills the 350 KB that the table may take
WORD_WEIGHT = 0.35  # of all pairs, this share as many again comes from the word list
GENERAL_WEIGHT = 1.0  # of single characters in the word list, against those in the statutes
SMOOTHING = 24.0  # pseudo-count of the single-character distribution behind each pair

# Marks that web pages use and statutes do not: bits of each by itself, at most.
# After a mark a word begins and before it one ends, whichever it is: so many marks stand there to each word.
AROUND = {"，": 0.035, "。": 0.02, "、": 0.015, "；": 0.005, "：": 0.003}
MARKS = {"？": 10.0, "！": 10.5, "「": 11.0, "」": 11.0}


def is_set_aside(paragraph: str) -> bool:
    """Tell whether a paragraph is kept for measuring: one in twenty, chosen by its digest alone."""
    return hashlib.sha256(paragraph.strip().encode()).digest()[0] % 20 == 0


@dataclass(frozen=True, slots=True)
class Counts:
    """What the texts show: the running text as ids, and weights of characters and pairs from the word list."""

    ids: NDArray[np.uint16]
    characters: NDArray[np.float64]
    word_pairs: dict[str, float]


def build_fold() -> dict[str, str]:
    """Fold each Traditional character to one Simplified one, as OpenCC's t2s does character by character."""
    from opencc import OpenCC  # noqa: PLC0415 - only for building

    convert = OpenCC("t2s").convert
    fold = {}
    for low, high in ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00)):
        for code in range(low, high):
            simple = convert(chr(code))
            if len(simple) == 1 and simple != chr(code):
                fold[chr(code)] = simple
    return fold


def build_readings() -> dict[str, str]:
    """Give for each toned reading the characters of GBK that can be read so."""
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415 - only for building

    readings = defaultdict(list)
    for code in sorted(pinyin_dict):
        if 0x4E00 <= code < 0x9FA6:
            for reading in pinyin_dict[code].split(","):
                readings[reading].append(chr(code))
    return {reading: "".join(readings[reading]) for reading in sorted(readings)}


def _count(
    paragraphs: Iterable[str], fold: dict[str, str]
) -> tuple[str, NDArray[np.float64], NDArray[np.float64], dict[str, float]]:
    import jieba  # noqa: PLC0415 - only for building

    table = str.maketrans(fold)
    text = "\n".join(paragraphs).translate(table)
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    characters = np.bincount(codes, minlength=0x110000).astype(np.float64)
    words = np.zeros(0x110000)
    pairs: dict[str, float] = defaultdict(float)
    starts: dict[str, float] = defaultdict(float)
    ends: dict[str, float] = defaultdict(float)
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, *_ = line.split(" ")
        word = word.translate(table)
        for character in word:
            characters[ord(character)] += float(frequency) * 0.25
            words[ord(character)] += float(frequency)
        for first, second in pairwise(word):
            pairs[first + second] += float(frequency) * 0.5
        starts[word[0]] += float(frequency)
        ends[word[-1]] += float(frequency)
    for mark, share in AROUND.items():
        for character, weight in starts.items():
            pairs[mark + character] += weight * share
        for character, weight in ends.items():
            pairs[character + mark] += weight * share
    return text, characters, words, dict(pairs)


def _vocabulary(characters: NDArray[np.float64]) -> list[int]:
    """Choose the characters with an id of their own: Han and marks, the most frequent first."""
    kinds = class_ids()
    chosen = [ord(mark) for mark in MARKS]
    for code in np.argsort(-characters, kind="stable"):
        kind = int(kinds[code])
        if characters[code] < 2 or len(chosen) == VOCABULARY - CLASSES:
            break
        if code not in chosen and kind in {COMMON_HAN, RARE_HAN, OTHER}:
            chosen.append(int(code))
    return chosen


def _spread(words: NDArray[np.float64], total: int) -> NDArray[np.float64]:
    """Give what the word list adds to each character: as many as the running text has, so that 一 and 而 count."""
    return np.asarray(words * (GENERAL_WEIGHT * total / words.sum()), np.float64)


def _single_bits(ids: NDArray[np.uint16], own: NDArray[np.float64], vocabulary: list[int]) -> NDArray[np.float64]:
    counts = np.bincount(ids, minlength=VOCABULARY).astype(np.float64)
    counts[CLASSES : CLASSES + len(vocabulary)] += own + 0.5
    total = counts.sum()
    for place, code in enumerate(vocabulary, CLASSES):
        counts[place] = max(counts[place], total * 2.0 ** -MARKS.get(chr(code), 99.0))
    for kind, (_, prior) in COSTS.items():
        if prior is not None:
            counts[kind] = max(counts[kind], total * 2.0**-prior)
    return np.asarray(np.minimum(-np.log2(np.maximum(counts, 0.5) / counts.sum()), 18), np.float64)


def _pair_bits(
    counts: Counts, index: NDArray[np.uint16], single: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Give the keys (first id * VOCABULARY + second id) and eighths of bits of the pairs that help most."""
    before = np.concatenate([[START], counts.ids[:-1]]).astype(np.int64)
    before[before == LINE_END] = START
    keys, found = np.unique(before * VOCABULARY + counts.ids, return_counts=True)
    pairs = dict(zip(keys.tolist(), found.astype(float).tolist(), strict=True))
    scale = len(counts.ids) / sum(counts.word_pairs.values()) * WORD_WEIGHT
    for word, weight in counts.word_pairs.items():
        key = int(index[ord(word[0])]) * VOCABULARY + int(index[ord(word[1])])
        pairs[key] = pairs.get(key, 0.0) + weight * scale
    keys = np.array(sorted(pairs), np.int64)
    weights = np.array([pairs[key] for key in keys.tolist()])
    context = np.zeros(VOCABULARY)
    np.add.at(context, keys // VOCABULARY, weights)
    alone = 2.0**-single
    alone /= alone.sum()
    second = keys % VOCABULARY
    chance = np.maximum(
        (weights + SMOOTHING * alone[second]) / (context[keys // VOCABULARY] + SMOOTHING), alone[second] * 0.4
    )
    bits = np.clip(np.round(-np.log2(chance) * 4) * 2, 0, 254)  # quarters of bits compress better, and lose nothing
    behind = np.minimum(254, np.round((single + 1.0) * 8))[second]
    gain = weights * (behind - bits)
    chosen = np.sort(np.argsort(-gain, kind="stable")[:PAIRS])
    return keys[chosen], bits[chosen].astype(np.uint8)


def build_model(paragraphs: Iterable[str], fold: dict[str, str]) -> bytes:
    """Give the compressed table of the model; its form is told in `scraper.language.model`."""
    text, characters, words, word_pairs = _count(paragraphs, fold)
    vocabulary = _vocabulary(characters)
    index = class_ids().copy()
    index[vocabulary] = np.arange(CLASSES, CLASSES + len(vocabulary), dtype=np.uint16)
    ids = index[np.frombuffer(text.encode("utf-32-le"), np.uint32)]
    single = _single_bits(ids, characters[vocabulary] * 0.02 + _spread(words[vocabulary], len(ids)), vocabulary)
    keys, bits = _pair_bits(Counts(ids, characters, word_pairs), index, single)
    keys, bits = _bridged(keys, bits)
    gaps = np.diff(keys, prepend=0).astype("<u2")
    body = b"".join(
        (
            struct.pack("<4sHI", MAGIC, len(vocabulary), len(keys)),
            np.array(vocabulary, "<u2").tobytes(),
            np.round(single * 8).astype(np.uint8).tobytes(),
            (gaps & 0xFF).astype(np.uint8).tobytes(),
            (gaps >> 8).astype(np.uint8).tobytes(),
            bits.tobytes(),
        )
    )
    return lzma.compress(body, format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, filters=FILTERS)


def _bridged(keys: NDArray[np.int64], bits: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Put a pair without a value (255) where two keys lie further apart than two bytes can say."""
    gaps = np.diff(keys, prepend=0)
    extra = [
        int(keys[at]) - int(gaps[at]) + step
        for at in np.nonzero(gaps > 0xFFFF)[0]
        for step in range(0xFFFF, int(gaps[at]), 0xFFFF)
    ]
    merged = np.concatenate([keys, np.array(extra, np.int64)])
    order = np.argsort(merged, kind="stable")
    return merged[order], np.concatenate([bits, np.full(len(extra), 255, np.uint8)])[order]


def main(source: Path) -> None:
    """Write the three tables and print their digests."""
    with gzip.open(source, "rt", encoding="utf-8") as file:
        paragraphs = [line.rstrip("\n") for line in file]
    fold = build_fold()
    tables = {
        "fold.txt": ("".join(fold) + "\n" + "".join(fold.values()) + "\n").encode(),
        "readings.txt": "".join(f"{key} {value}\n" for key, value in build_readings().items()).encode(),
        "language.xz": build_model((line for line in paragraphs if not is_set_aside(line)), fold),
    }
    for name, data in tables.items():
        (DATA / name).write_bytes(data)
        sys.stdout.write(f"{name} {len(data)} bytes sha256 {hashlib.sha256(data).hexdigest()}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
