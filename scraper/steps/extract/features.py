"""What the block classifier sees of a page: one row of numbers a block."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from scraper.model import Block, Box, Flow
from scraper.steps.extract.shape import Shape, shape_of
from scraper.steps.extract.words import LABELS, label_words, line_words

Numbers = npt.NDArray[np.float32]

_MARKS = "，。；、！？：,;!?"
_ENDS = ("。", "！", "？", "；", "：", ".", "!", "?", "”", "」", '"', ":")
_DATE = re.compile(
    r"\d{4}\s?[-年/.]\s?\d{1,2}|\d{1,2}:\d\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d"
)  # of a line in lower case
_GROUPS = {"p": 0, **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), 1), "li": 2, "dt": 2, "dd": 2}
_GROUPS |= {"td": 3, "th": 3, "tr": 3}
_MAIN = frozenset({"article", "main"})
_ASIDE = frozenset({"aside", "nav", "footer", "header", "form", "figure"})
_LISTS = frozenset({"ul", "ol", "dl"})
_CODE = frozenset({"pre", "code", "listing"})
_STRUCTURE = _MAIN | _ASIDE | _LISTS | _CODE
# Kinds of characters, and how many bytes one has in UTF-8.
_ONE_BYTE, _BLANK, _DIGIT, _MARK, _TWO_BYTES, _THREE_BYTES, _WIDE_MARK, _FOUR_BYTES = range(8)
_BYTES_OF_KIND = np.array([1, 1, 1, 1, 2, 3, 3, 4])
_KINDS = 8
_SHORT = 80  # a line of fewer characters may be a label, a date, a heading
_BEGINNING = 400  # characters of a line in which words are looked for
_LEAST_RANKED = 25  # characters; a shorter line is no running text
_STRUCTURES = (_MAIN, _ASIDE, _LISTS, _CODE)
_MOST_FADED = 255  # labelled boxes within a labelled one; nothing is left of it then
_FADED = [np.cumprod([1.0, *(left,) * _MOST_FADED]) for left in (0.8, 0.9, *(0.85,) * (len(LABELS) - 2))]
_NEIGHBOURS = (-3, -2, -1, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Look:
    """The features of a page's blocks, how many reading units (Han characters, words) each has, and the boxes' shape.

    The first `LOCAL` columns tell of a block and its boxes, the others of the blocks around it.
    """

    rows: Numbers
    units: Numbers
    shape: Shape


def look(flow: Flow, window_title: str) -> Look:
    """Give the features of all blocks; rows in the order of the blocks."""
    shape = shape_of(flow)
    if not flow.blocks:
        return Look(np.zeros((0, FEATURES), np.float32), np.zeros(0, np.float32), shape)
    own = _own_rows(flow.blocks, window_title)
    units = own[:, 0].copy()
    at = shape.box
    boxes = _box_rows(flow, shape, units, own[:, 1] * units)
    places = _places(flow, own, units)
    local = np.concatenate([_squash(own), boxes[at], places, _ranks(flow, shape, own)], axis=1, dtype=np.float32)
    near = [_shifted(local[:, :_SHARED], by) for by in _NEIGHBOURS]
    windows = [_mean(local[:, :_SHARED], width) for width in (4, 10)]
    return Look(np.concatenate([local, *near, *windows], axis=1), units, shape)


def _own_rows(blocks: Sequence[Block], window_title: str) -> Numbers:
    """Units, link share, marks, ends a sentence, Han share, digit share, tail word, date, in the title, row, hidden.

    Then how many words of notices it has, in all and by length. One row a block. Characters are counted for the whole
    page at once: by kind and block.
    """
    texts = [block.text for block in blocks]
    counts = _kinds_in_blocks(texts)
    size, han, words = _measured(counts)
    digits = counts[:, _DIGIT]
    marks = counts[:, _MARK] + counts[:, _WIDE_MARK] + np.array([text.count(". ") for text in texts])
    links = np.array([block.link_chars for block in blocks])
    said = _sayings(texts, digits.tolist(), window_title)
    rest = np.array([(block.is_row, block.is_hidden) for block in blocks])
    shares = [han + words, np.minimum(links / size, 1.0), marks]
    ends = np.array([text.endswith(_ENDS) for text in texts])
    columns = [*shares, ends, np.minimum(han / size, 1.0), digits / size]
    notice = said[:, 3]
    told = [np.minimum(notice, 3), np.minimum(notice / size * 50, 3)]
    return np.column_stack([*columns, said[:, :3], rest, *told]).astype(np.float32)


def reading_units(blocks: Sequence[Block]) -> Numbers:
    """Give how many reading units each block has, as `look` does, without looking any closer."""
    _, han, words = _measured(_kinds_in_blocks([block.text for block in blocks]))
    return np.asarray(han + words, np.float32)


def _measured(
    counts: npt.NDArray[np.int64],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Give for each block its characters (at least one), those of Han, and its words."""
    size = np.maximum(counts.sum(axis=1), 1)
    han = (counts @ _BYTES_OF_KIND - size) / 2  # a Han character has three bytes in UTF-8
    return size, han, np.where(han < size * 0.9, counts[:, _BLANK] + 1, 0)


def _sayings(texts: list[str], digits: list[int], window_title: str) -> npt.NDArray[np.int64]:
    """Tell of each short line whether it holds a tail word, a date, and whether the window title holds it.

    Then, of lines of any length, how many words of notices their beginning holds.
    """
    lowered = [text[:_BEGINNING].lower() for text in texts]
    short = [at for at, text in enumerate(texts) if len(text) < _SHORT]
    words = line_words(lowered)
    found = np.zeros((len(texts), 4), np.int64)
    found[short, 0] = words[short, 0] > 0
    found[short, 1] = [digits[at] > 0 and _DATE.search(lowered[at]) is not None for at in short]
    found[short, 2] = [len(texts[at]) > 3 and texts[at] in window_title for at in short]
    found[:, 3] = words[:, 1]
    return found


def _kinds_in_blocks(texts: list[str]) -> npt.NDArray[np.int64]:
    """Count the characters of each kind in each text."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = np.array([len(text) for text in texts])
    starts = np.repeat(np.arange(len(texts)) * _KINDS, lengths)
    counts = np.bincount(starts + _kind_table()[codes], minlength=len(texts) * _KINDS)
    return counts.reshape(len(texts), _KINDS)


@cache
def _kind_table() -> npt.NDArray[np.uint8]:
    """The kind of each code point, once a process (1 MB)."""
    table = np.full(0x110000, _FOUR_BYTES, np.uint8)
    table[:0x10000], table[:0x800], table[:0x80] = _THREE_BYTES, _TWO_BYTES, _ONE_BYTE
    for mark in _MARKS:
        table[ord(mark)] = _MARK if mark.isascii() else _WIDE_MARK
    table[[ord(digit) for digit in "0123456789"]] = _DIGIT
    table[ord(" ")] = _BLANK
    return table


def _squash(own: Numbers) -> Numbers:
    units, marks = own[:, 0:1], own[:, 2:3]
    return np.concatenate(
        [
            np.log1p(units) / 4,
            np.minimum(units / 8, 1),
            own[:, 1:2],
            np.log1p(marks) / 2,
            marks / (units + 1),
            own[:, 3:],
        ],
        axis=1,
    )


def _box_rows(flow: Flow, shape: Shape, units: Numbers, links: Numbers) -> Numbers:
    """Give for each box its kind, the labels above it, its depth, and how much text it and its parents hold."""
    count = shape.boxes
    text, linked = shape.held(units), shape.held(links)
    lines = shape.held(np.ones(len(units)))
    page = max(text[0], 1.0) if count else 1.0
    held = np.stack([np.log1p(text) / 8, text / page, linked / (text + 1), np.log1p(lines) / 5], axis=1)
    above = shape.above
    kinds = np.zeros((count, 4))
    groups = [(index, _GROUPS[box.tag]) for index, box in enumerate(flow.boxes) if box.tag in _GROUPS]
    if groups:
        kinds[tuple(np.array(groups).T)] = 1.0
    inherited = _inherited(flow.boxes, shape)
    return np.concatenate([kinds, inherited, held, held[above], held[above[above]]], axis=1).astype(np.float32)


def _inherited(boxes: Sequence[Box], shape: Shape) -> npt.NDArray[np.float64]:
    """Give for each box its depth, structural elements above it, and labels above it, fading with each labelled box.

    What is said of a box holds for all boxes in it, which stand together, so each saying is one slice; one further in
    says it anew. How far it has faded tells how many labelled boxes have opened since, and are still open.
    """
    count = shape.boxes
    out = np.zeros((count, 1 + len(_STRUCTURES) + len(LABELS)))
    out[:, 0] = shape.depths(np.ones(count, bool)) / 20
    ends = shape.end.tolist()
    for index, box in enumerate(boxes):
        if box[2] in _STRUCTURE:
            for column, tags in enumerate(_STRUCTURES, 1):
                if box[2] in tags:
                    out[index : ends[index], column] = 1.0
    labelled = [index for index, box in enumerate(boxes) if len(box[3]) > 1]
    labels = list(dict.fromkeys([boxes[index][3] for index in labelled]))
    number = {label: at for at, label in enumerate(labels)}
    said = label_words(labels)[[number[boxes[index][3]] for index in labelled]]
    is_labelled = np.zeros(count, bool)
    is_labelled[labelled] = True
    depths = shape.depths(is_labelled)
    for group in range(len(LABELS)):
        since = np.full(count, -1)
        for at in np.flatnonzero(said[:, group]).tolist():
            index = labelled[at]
            since[index : ends[index]] = depths[index]
        out[:, 1 + len(_STRUCTURES) + group] = np.where(
            since < 0, 0.0, _FADED[group][np.minimum(depths - since, _MOST_FADED)]
        )
    return out


def _ranks(flow: Flow, shape: Shape, own: Numbers) -> Numbers:
    """How the block and the boxes around it rank among the page's running text, by marks and length of unlinked lines.

    The idea of a best candidate is Readability's (arc90, 2009).
    """
    sizes = np.array([len(block.text) for block in flow.blocks])
    marks, links, hidden = own[:, 2], own[:, 1], own[:, _HIDDEN] > 0
    weights = np.where(hidden | (links > 0.5), 0, marks + np.minimum(sizes / 100, 3))
    weights = np.where(sizes >= _LEAST_RANKED, weights + 1, 0)
    at, above = shape.box, shape.above
    score = np.bincount(at, weights, shape.boxes)
    for level, part in ((above[at], 0.7), (above[above[at]], 0.35)):
        score += np.bincount(level, weights * part, shape.boxes)
    best = int(np.argmax(score))
    top, most, total = max(float(score[best]), 1e-6), max(float(weights.max()), 1e-6), max(float(weights.sum()), 1e-6)
    rank = np.empty(len(weights))
    rank[np.argsort(-weights, kind="stable")] = np.arange(len(weights)) / len(weights)
    return np.stack(
        [
            score[at] / top,
            score[above[at]] / top,
            weights / most,
            rank,
            np.minimum(shape.levels_to(best), 8)[at] / 4,
            (np.cumsum(weights) - weights) / total,
        ],
        axis=1,
    ).astype(np.float32)


def _places(flow: Flow, own: Numbers, units: Numbers) -> Numbers:
    """Where the block stands: share of blocks and of text before it, after the title, and how much shares its kind."""
    count = len(flow.blocks)
    before = np.cumsum(units) - units
    titled = np.cumsum(own[:, 8]) > 0
    kinds: dict[tuple[str, str, int], float] = {}
    keys = []
    seen: dict[str, int] = {}
    for block, size in zip(flow.blocks, units.tolist(), strict=True):
        box = flow.boxes[block.box]
        key = (box.tag, box.label, box.parent)
        keys.append(key)
        kinds[key] = kinds.get(key, 0.0) + size
        seen[block.text] = seen.get(block.text, 0) + 1
    total = float(units.sum()) or 1.0
    same = np.array([kinds[key] for key in keys])
    twice = np.array([seen[block.text] > 1 for block in flow.blocks])
    return np.stack(
        [
            np.arange(count) / count,
            before / total,
            titled,
            same / total,
            np.log1p(same) / 8,
            twice,
            np.full(count, math.log1p(total) / 10),
        ],
        axis=1,
    ).astype(np.float32)


def _shifted(rows: Numbers, by: int) -> Numbers:
    out = np.zeros_like(rows)
    if by < 0:
        out[-by:] = rows[:by]
    else:
        out[:-by] = rows[by:]
    return out


def _mean(rows: Numbers, width: int) -> Numbers:
    """Give the mean over the blocks within `width` on both sides."""
    sums = np.concatenate([np.zeros((1, rows.shape[1]), np.float32), np.cumsum(rows, axis=0)])
    count = len(rows)
    low = np.maximum(np.arange(count) - width, 0)
    high = np.minimum(np.arange(count) + width + 1, count)
    return np.asarray((sums[high] - sums[low]) / (high - low)[:, None], dtype=np.float32)


_SHARED = 9  # columns that a block shows its neighbours: length, links, marks, sentence end, Han, digits, tail
_HIDDEN = 10  # the column of a block's own that tells whether it is hidden
LOCAL = 15 + (4 + 5 + len(LABELS) + 12) + 7 + 6
FEATURES = LOCAL + _SHARED * (len(_NEIGHBOURS) + 2)
