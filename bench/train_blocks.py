"""Train the block classifier from the extraction sets and write its weights; or measure how well it does on new hosts.

    .venv/bin/python bench/train_blocks.py [--shared ../shared] [--seed 1]      train on all pages, write the weights
    .venv/bin/python bench/train_blocks.py --check                              measure, write nothing

Needs the development data beside the clone, half a minute of one core (OMP_NUM_THREADS=1: threads only wait for one
another here). `--check` trains on the hosts whose SHA-256 begins with an even byte and
measures on the others, then the other way round: the figures to believe, since no page is read with weights that saw
its host. What is written are numbers only: mean and spread of each feature, and small networks.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import hashlib
import json
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from lxml.html import HtmlElement

from scraper.dom import parse
from scraper.flow import flatten, window_title
from scraper.model import Block, Flow
from scraper.profile import EMPTY
from scraper.steps.extract import classifier
from scraper.steps.extract.body import find_body
from scraper.steps.extract.classifier import LOOKS, WEIGHTS, Networks
from scraper.steps.extract.context import in_context
from scraper.steps.extract.features import Look, look

SETS = ("daniel_zh", "cwced", "magic_article", "aeb", "wcxb_dev")
HIDDEN, BATCH = 48, 512
RATE, DECAY, DROPOUT = 2e-3, 1e-4, 0.3
PARTS = 3  # the first guesses of a page come from networks that were trained on the other parts of the hosts


@dataclass(frozen=True)
class Course:
    """How many networks are trained, and how often they see every block."""

    networks: int
    epochs: int


COURSES = {"first": Course(2, 20), "second": Course(4, 90)}


@dataclass(frozen=True)
class Page:
    set_name: str
    host: str
    row: dict[str, Any]
    tree: HtmlElement
    flow: Flow
    seen: Look
    labels: np.ndarray

    @property
    def half(self) -> int:
        return hashlib.sha256(self.host.encode()).digest()[0] % 2

    @property
    def part(self) -> int:
        return hashlib.sha256(self.host.encode()).digest()[2] % PARTS


def host_of(row: dict[str, Any]) -> str:
    return urlsplit(row.get("url") or "").hostname or row["id"]


def tokens(text: str) -> list[str]:
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
    return collections.Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))


def labels(blocks: tuple[Block, ...], gold: str) -> np.ndarray:
    """Share of each block's four-grams that stand in the gold text; a shorter block: whether it stands there."""
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


def pages(folder: Path) -> Iterator[Page]:
    """Read every page that has a gold text and lines."""
    for name in SETS:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row.get("text"):
                    tree = parse(row["html"])
                    flow = flatten(tree, {})
                    seen = look(flow, window_title(flow))
                    if len(seen.rows):
                        yield Page(name, host_of(row), row, tree, flow, seen, labels(flow.blocks, row["text"]))


class Network:
    """One hidden layer, trained with Adam."""

    def __init__(self, inputs: int, seed: int) -> None:
        chance = np.random.default_rng(seed)
        self.values = [
            chance.normal(0, np.sqrt(1 / inputs), (inputs, HIDDEN)).astype(np.float32),
            np.zeros(HIDDEN, np.float32),
            chance.normal(0, np.sqrt(1 / HIDDEN), (HIDDEN, 1)).astype(np.float32),
            np.zeros(1, np.float32),
        ]
        self.first = [np.zeros_like(value) for value in self.values]
        self.second = [np.zeros_like(value) for value in self.values]
        self.steps = 0

    def learn(
        self, rows: np.ndarray, wanted: np.ndarray, weights: np.ndarray, rate: float, chance: np.random.Generator
    ) -> None:
        rows = rows * (chance.random(rows.shape, np.float32) > 0.02)
        hidden = np.maximum(rows @ self.values[0] + self.values[1], 0)
        mask = (chance.random(hidden.shape, np.float32) > DROPOUT) * np.float32(1 / (1 - DROPOUT))
        seen = hidden * mask
        guess = 1 / (1 + np.exp(-(seen @ self.values[2] + self.values[3])[:, 0]))
        error = (weights * (guess - wanted))[:, None].astype(np.float32)
        back = (error @ self.values[2].T) * mask * (hidden > 0)
        slopes = [rows.T @ back, back.sum(0), seen.T @ error, error.sum(0)]
        self.steps += 1
        for at, bare in enumerate(slopes):
            slope = bare + (DECAY * self.values[at] if at in (0, 2) else 0)
            self.first[at] = 0.9 * self.first[at] + 0.1 * slope
            self.second[at] = 0.999 * self.second[at] + 0.001 * slope**2
            step = (self.first[at] / (1 - 0.9**self.steps)) / (
                np.sqrt(self.second[at] / (1 - 0.999**self.steps)) + 1e-8
            )
            self.values[at] = (self.values[at] - rate * step).astype(np.float32)


def train(known: list[Page], every: list[np.ndarray], course: Course, seed: int) -> Networks:
    """Train networks on the rows of these pages; each page weighs the same, each block by the root of its length."""
    rows = np.concatenate(every)
    wanted = np.concatenate([page.labels for page in known])
    roots = [np.sqrt(page.seen.units + 1) for page in known]
    weights = np.concatenate([root / root.sum() for root in roots])
    weights /= weights.mean()
    mean, spread = rows.mean(0), rows.std(0) + 1e-3
    scaled = np.clip((rows - mean) / spread, -5, 5).astype(np.float32)
    found = []
    for number in range(course.networks):
        network, chance = Network(rows.shape[1], seed + number), np.random.default_rng(100 + seed + number)
        for epoch in range(course.epochs):
            rate = RATE * 0.5 * (1 + np.cos(np.pi * epoch / course.epochs)) + 1e-5
            order = chance.permutation(len(scaled))
            for start in range(0, len(order), BATCH):
                part = order[start : start + BATCH]
                network.learn(scaled[part], wanted[part], weights[part] / len(part), rate, chance)
        found.append(network.values)
    out = np.zeros((HIDDEN * len(found), len(found)), np.float32)  # each network reads its own hidden units only
    for number, values in enumerate(found):
        out[number * HIDDEN : (number + 1) * HIDDEN, number] = values[2][:, 0]
    hidden, bias = (np.concatenate([values[at] for values in found], axis=-1) for at in (0, 1))
    return Networks(mean, spread, hidden, bias, out, np.concatenate([values[3] for values in found]))


def train_both(known: list[Page], seed: int) -> tuple[Networks, Networks]:
    """Train the first look, and the second on its guesses: those on known hosts, and on hosts that it never saw."""
    first_rows = [page.seen.rows for page in known]
    guesses: dict[int, np.ndarray] = {}
    for part in range(PARTS):
        others = [page for page in known if page.part != part]
        helper = train(others, [page.seen.rows for page in others], Course(1, COURSES["first"].epochs), seed)
        guesses.update({at: helper.guess(page.seen.rows) for at, page in enumerate(known) if page.part == part})
    second_rows = [in_context(page.flow, page.seen, guesses[at]) for at, page in enumerate(known)]
    first = train(known, first_rows, COURSES["first"], seed)
    second_rows += [in_context(page.flow, page.seen, first.guess(page.seen.rows)) for page in known]
    return first, train([*known, *known], second_rows, COURSES["second"], seed)


def save(both: tuple[Networks, Networks], path: Path) -> None:
    stored = {
        f"{name}_{field.name}": getattr(networks, field.name).astype(
            np.float32 if field.name in ("mean", "spread") else np.float16
        )
        for name, networks in zip(LOOKS, both, strict=True)
        for field in fields(networks)
    }
    np.savez_compressed(path, **stored)


def check(known: list[Page], seed: int) -> None:
    """Print, for each half of the hosts, the F1 by set of bodies found with weights that were trained on the other."""
    for half in (0, 1):
        both = train_both([page for page in known if page.half != half], seed)
        classifier.networks = lambda both=both: both
        scores = collections.defaultdict(list)
        for page in (page for page in known if page.half == half):
            body = find_body(page.flow, page.tree, window_title(page.flow), EMPTY)
            text = "\n".join(page.flow.blocks[at].text for at in body.blocks)
            scores[page.set_name].append(shares(grams(tokens(page.row["text"])), grams(tokens(text))))
        for name, found in scores.items():
            right, foreign, missing = np.array(found).sum(0)
            f1 = 2 * right / (2 * right + foreign + missing)
            print(f"measured on half {half}  {name:14} {len(found):4} pages  F1 {f1:.4f}")


def shares(gold: collections.Counter[Any], got: collections.Counter[Any]) -> tuple[float, float, float]:
    """Give right, foreign and missing four-grams as shares of all, so that every page weighs the same."""
    right = sum((gold & got).values())
    foreign, missing = sum(got.values()) - right, sum(gold.values()) - right
    total = right + foreign + missing or 1
    return right / total, foreign / total, missing / total


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--check", action="store_true", help="measure on hosts that were not trained on")
    options = arguments.parse_args()
    folder = options.shared / "corpus" / "extraction"
    if not folder.is_dir():
        sys.exit(f"{folder}: the extraction sets are not there; give their folder with --shared")
    known = list(pages(folder))
    if options.check:
        check(known, options.seed)
        return
    save(train_both(known, options.seed), WEIGHTS)
    print(f"{len(known)} pages, {sum(len(page.labels) for page in known)} blocks -> {WEIGHTS}")


if __name__ == "__main__":
    main()
