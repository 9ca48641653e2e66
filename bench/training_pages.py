"""The pages from which the block classifier learns: the open extraction sets, recorded pages, and pages marked by hand.

The recorded pages are those of the tests, with the text that was read by eye. The marked pages stand in the source archives of other programs, as their test data; `marked_pages.tsv` holds numbers alone:
the file, its SHA-256 (first 16 digits), the labels of its host, and the CRC-32 of each line of its body and of its captions,
as an editor who read the page marked them.
"""

from __future__ import annotations

import collections
import csv
import gzip
import hashlib
import json
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from lxml.html import HtmlElement

from scraper.dom import parse
from scraper.flow import flatten, window_title
from scraper.line import clear
from scraper.model import Block, Flow, RawPage
from scraper.profile import EMPTY
from scraper.steps.decode import decode
from scraper.steps.extract.features import Look, look

SETS = ("daniel_zh", "cwced", "magic_article", "aeb", "wcxb_dev")
MARKED = Path(__file__).with_name("marked_pages.tsv")
RECORDED = Path(__file__).parent.parent / "tests" / "pages"
PARTS = 3  # the first guesses of a page come from networks that were trained on the other parts of the hosts


@dataclass(frozen=True)
class Page:
    """A page and what is wanted of it: for each block 1 where it is the body's, 0 where not, or the share that is."""

    set_name: str
    site: frozenset[str]  # labels of its host's name
    gold: str
    tree: HtmlElement
    flow: Flow
    seen: Look
    wanted: np.ndarray

    @property
    def is_open(self) -> bool:
        """Tell that the page is of one of the open sets."""
        return self.set_name in SETS

    def fold(self, folds: int) -> int:
        """Give the fold of the hosts that this one belongs to."""
        return self._digest[0] % folds

    @property
    def part(self) -> int:
        return self._digest[2] % PARTS

    @property
    def _digest(self) -> bytes:
        return hashlib.sha256(".".join(sorted(self.site)).encode()).digest()


def open_pages(folder: Path) -> Iterator[Page]:
    """Read every page of the open sets that has a gold text and lines."""
    for name in SETS:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if gold := row.get("text"):
                    site = frozenset((urlsplit(row.get("url") or "").hostname or row["id"]).split("."))
                    tree = parse(row["html"])
                    flow = flatten(tree, {})
                    if flow.blocks:
                        seen = look(flow, window_title(flow))
                        yield Page(name, site, gold, tree, flow, seen, shares_of(flow.blocks, gold))


def recorded_pages() -> Iterator[Page]:
    """Read the recorded pages of the tests that are articles, mended and purged as in the line."""
    for folder in sorted(path.parent for path in RECORDED.glob("*/*/page.bin")):
        told, read = (
            json.loads((folder / name).read_text(encoding="utf-8")) for name in ("meta.json", "expected.json")
        )
        if read["schema"] == "article/1":
            headers = tuple((name, value) for name, value in told.get("headers", []))
            page = clear(RawPage(told["url"], (folder / "page.bin").read_bytes(), headers=headers), EMPTY)
            site = frozenset((urlsplit(told["url"]).hostname or folder.name).split("."))
            yield page_of(
                "recorded", site, page.tree, page.flow, dict.fromkeys(map(mark, read.get("text", "").split("\n")), 1.0)
            )


def marked_pages(folder: Path) -> Iterator[Page]:
    """Read the pages marked by hand that stand in `folder`, where the source archives were unpacked.

    Raises FileNotFoundError for a page that is not there, ValueError for one that is not the one that was marked.
    """
    with MARKED.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            body = (folder / row["path"]).read_bytes()
            if not hashlib.sha256(body).hexdigest().startswith(row["sha256"]):
                message = f"{folder / row['path']}: this is another page than the one that was marked"
                raise ValueError(message)
            tree = parse(decode(RawPage("http://marked.example/", body)).text)
            flow = flatten(tree, {})
            values = {**dict.fromkeys(row["captions"].split(), 0.5), **dict.fromkeys(row["body"].split(), 1.0)}
            yield page_of("marked", frozenset(row["site"].split()), tree, flow, values)


def page_of(set_name: str, site: frozenset[str], tree: HtmlElement, flow: Flow, values: dict[str, float]) -> Page:
    """Make a page of which some lines are wanted: `values` says by their marks how much."""
    wanted = np.array([values.get(mark(block.text), 0.0) for block in flow.blocks], np.float32)
    gold = "\n".join(block.text for block, value in zip(flow.blocks, wanted.tolist(), strict=True) if value == 1)
    return Page(set_name, site, gold, tree, flow, look(flow, window_title(flow)), wanted)


def mark(line: str) -> str:
    """Give the CRC-32 of a line without its blanks, eight hexadecimal digits."""
    return f"{zlib.crc32(''.join(line.split()).encode('utf-8', 'surrogatepass')):08x}"


def tokens(text: str) -> list[str]:
    """Cut a text into what is compared: characters of East Asian scripts, words of others."""
    words: list[str] = []
    for word in unicodedata.normalize("NFKC", text).lower().split():
        latin = ""
        for character in word:
            if "\u3040" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7af":
                words.extend([latin] if latin else [])
                words.append(character)
                latin = ""
            elif character.isalnum():
                latin += character
        words.extend([latin] if latin else [])
    return words


def grams(words: list[str]) -> collections.Counter[tuple[str, ...]]:
    """Count the runs of four tokens; those of a shorter text are one run."""
    return collections.Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))


def shares_of(blocks: tuple[Block, ...], gold: str) -> np.ndarray:
    """Give the share of each block's runs that stand in the gold text; of a shorter block: whether it stands there."""
    words = tokens(gold)
    known, whole = grams(words), "".join(words)
    found = []
    for block in blocks:
        own = tokens(block.text)
        if len(own) >= 4:
            mine = grams(own)
            found.append(sum((mine & known).values()) / sum(mine.values()))
        else:
            found.append(0.9 if len(own) > 1 and "".join(own) in whole else 0.0 if own else 0.5)
    return np.array(found, np.float32)
