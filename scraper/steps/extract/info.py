"""Lines under the title that tell date, source, author: labels and their values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from scraper.flow import mended_text
from scraper.mended import cut
from scraper.model import Block, Mended

_VALUE_END = re.compile(r"[\s|｜\]】\[【)）(（]{1}|$")
MAX_INFO_CHARS = 260


@cache
def _labels() -> dict[str, str]:
    """Read data/rules/labels.tsv, once a process: label to kind."""
    table = files("scraper").joinpath("data/rules/labels.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {row[0]: row[1] for row in rows}


@cache
def _pattern() -> re.Pattern[str]:
    labels = "|".join(re.escape(label) for label in sorted(_labels(), key=len, reverse=True))
    return re.compile(rf"(?<![\u4e00-\u9fff\w])(?P<label>{labels})\s?[:：】﹕]\s?")


@dataclass(frozen=True, slots=True)
class Info:
    """A label and its value; `block` is the index of the line."""

    kind: str
    value: Mended
    block: int


def read_info(index: int, block: Block) -> list[Info]:
    """Read the labels of one line in their order; empty where it is not such a line."""
    if len(block.text) > MAX_INFO_CHARS:
        return []
    hits = list(_pattern().finditer(block.text))
    if not hits or hits[0].start() > 60:
        return []
    whole = mended_text(block)
    found = []
    for hit, following in zip(hits, [*hits[1:], None], strict=True):
        end = following.start() if following else len(block.text)
        kind = _labels()[hit["label"]]
        found.append(Info(kind, _value(whole, hit.end(), end, kind), index))
    return found


def _value(whole: Mended, start: int, end: int, kind: str) -> Mended:
    """Cut the value: up to the next label; for names only up to the first blank or bracket."""
    text = whole.text[start:end]
    if kind in ("source", "author", "editor", "issuer"):
        stop = _VALUE_END.search(text)
        if stop:
            end = start + stop.start()
    while end > start and whole.text[end - 1] in " \u3000[【(（|｜,，;；":
        end -= 1
    return cut(whole, start, end)


def is_info(block: Block) -> bool:
    """Tell whether the line only tells date, source and the like: it begins with a label and is short."""
    hit = _pattern().search(block.text) if len(block.text) <= MAX_INFO_CHARS else None
    return hit is not None and hit.start() <= 20 and not re.search(r"[。！？]", block.text)
