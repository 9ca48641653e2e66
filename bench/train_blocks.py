"""Train the block classifier from the open half of the extraction sets and write its weights.

    .venv/bin/python bench/train_blocks.py [--shared ../shared] [--seed 1]

Needs the development data beside the clone. Pages of hosts whose SHA-256 begins with an odd byte are never read here: they
are for measuring. What is written are numbers only: mean and spread of each feature, and three small networks.
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
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from scraper.dom import parse
from scraper.flow import flatten
from scraper.model import Block
from scraper.steps.extract.classifier import WEIGHTS, window_title
from scraper.steps.extract.features import look

SETS = ("daniel_zh", "cwced", "magic_article", "aeb", "wcxb_dev")
HIDDEN, EPOCHS, NETWORKS, BATCH = 48, 60, 3, 512
RATE, DECAY, DROPOUT = 2e-3, 1e-4, 0.3


@dataclass(frozen=True)
class Page:
    rows: np.ndarray
    units: np.ndarray
    labels: np.ndarray


def is_open(row: dict[str, Any]) -> bool:
    host = urlsplit(row.get("url") or "").hostname or row["id"]
    return hashlib.sha256(host.encode()).digest()[0] % 2 == 0


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
    for name in SETS:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row.get("text") and is_open(row):
                    tree = parse(row["html"])
                    flow = flatten(tree, {})
                    seen = look(flow, window_title(flow))
                    if len(seen.rows):
                        yield Page(seen.rows, seen.units, labels(flow.blocks, row["text"]))


class Network:
    """One hidden layer, trained with Adam."""

    def __init__(self, inputs: int, seed: int) -> None:
        chance = np.random.default_rng(seed)
        self.values = [
            chance.normal(0, np.sqrt(1 / inputs), (inputs, HIDDEN)),
            np.zeros(HIDDEN),
            chance.normal(0, np.sqrt(1 / HIDDEN), (HIDDEN, 1)),
            np.zeros(1),
        ]
        self.first = [np.zeros_like(value) for value in self.values]
        self.second = [np.zeros_like(value) for value in self.values]
        self.steps = 0

    def learn(
        self, rows: np.ndarray, wanted: np.ndarray, weights: np.ndarray, rate: float, chance: np.random.Generator
    ) -> None:
        rows = rows * (chance.random(rows.shape) > 0.02)
        hidden = np.maximum(rows @ self.values[0] + self.values[1], 0)
        mask = (chance.random(hidden.shape) > DROPOUT) / (1 - DROPOUT)
        seen = hidden * mask
        guess = 1 / (1 + np.exp(-(seen @ self.values[2] + self.values[3])[:, 0]))
        error = (weights * (guess - wanted))[:, None]
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
            self.values[at] = self.values[at] - rate * step


def train(known: list[Page], seed: int) -> dict[str, np.ndarray]:
    rows = np.concatenate([page.rows for page in known])
    wanted = np.concatenate([page.labels for page in known])
    # Each page weighs the same, each block by the root of its length.
    weights = np.concatenate([np.sqrt(page.units + 1) / np.sqrt(page.units + 1).sum() for page in known])
    weights /= weights.mean()
    mean, spread = rows.mean(0), rows.std(0) + 1e-3
    scaled = np.clip((rows - mean) / spread, -5, 5)
    found: dict[str, np.ndarray] = {"mean": mean.astype(np.float32), "spread": spread.astype(np.float32)}
    for number in range(NETWORKS):
        network, chance = Network(rows.shape[1], seed + number), np.random.default_rng(100 + seed + number)
        for epoch in range(EPOCHS):
            rate = RATE * 0.5 * (1 + np.cos(np.pi * epoch / EPOCHS)) + 1e-5
            order = chance.permutation(len(scaled))
            for start in range(0, len(order), BATCH):
                part = order[start : start + BATCH]
                network.learn(scaled[part], wanted[part], weights[part] / len(part), rate, chance)
        for name, value in zip(("hidden", "hidden_bias", "out", "out_bias"), network.values, strict=True):
            found[f"{name}_{number}"] = value.astype(np.float16)
    return found


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    folder = options.shared / "corpus" / "extraction"
    if not folder.is_dir():
        sys.exit(f"{folder}: the extraction sets are not there; give their folder with --shared")
    known = list(pages(folder))
    np.savez_compressed(WEIGHTS, **train(known, options.seed))
    print(f"{len(known)} pages, {sum(len(page.labels) for page in known)} blocks -> {WEIGHTS}")


if __name__ == "__main__":
    main()
