"""Train the block classifier and write its weights; or measure how well it does on hosts that it never saw.

    .venv/bin/python -m bench.train_blocks [--marked FOLDER] [--shared ../shared] [--seed 3]      train, write the weights
    .venv/bin/python -m bench.train_blocks --check [--marked FOLDER]                              measure, write nothing

Learns from the extraction sets beside the clone, from the recorded pages of the tests and, with `--marked`, from the pages
that were marked by hand: FOLDER holds the unpacked source archives that `bench/marked_pages.tsv` names. Two minutes of one
core (OMP_NUM_THREADS=1: threads only wait for one another here). `--check` measures each quarter of the open sets' hosts
with weights that were trained on the others: the figures to believe. What is written are numbers only: mean and spread of
each feature, and small networks.
"""

from __future__ import annotations

import argparse
import collections
import sys
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from bench.training_pages import PARTS, Page, grams, marked_pages, open_pages, recorded_pages, tokens
from scraper.flow import window_title
from scraper.profile import EMPTY
from scraper.steps.extract import classifier
from scraper.steps.extract.body import find_body
from scraper.steps.extract.classifier import LOOKS, WEIGHTS, Networks
from scraper.steps.extract.context import in_context

HIDDEN, BATCH = 48, 512
RATE, DECAY, DROPOUT = 2e-3, 1e-4, 0.3
UNSEEN = 0.02  # share of the features that a row does not show, another each time
FOLDS = 4


@dataclass(frozen=True)
class Course:
    """How many networks are trained, and how often they see every block."""

    networks: int
    epochs: int


COURSES = {"first": Course(2, 20), "second": Course(4, 90)}


@dataclass
class Weights:
    """What is learned: the weights of networks of one hidden layer that are trained side by side, on the same rows."""

    hidden: np.ndarray
    hidden_bias: np.ndarray
    out: np.ndarray  # a row a network: each reads its own hidden units
    out_bias: np.ndarray

    @classmethod
    def drawn(cls, inputs: int, networks: int, chance: np.random.Generator) -> Weights:
        units = networks * HIDDEN
        return cls(
            chance.normal(0, np.sqrt(1 / inputs), (inputs, units)).astype(np.float32),
            np.zeros(units, np.float32),
            chance.normal(0, np.sqrt(1 / HIDDEN), (networks, HIDDEN)).astype(np.float32),
            np.zeros(networks, np.float32),
        )

    def slopes(
        self, rows: np.ndarray, wanted: np.ndarray, weights: np.ndarray, chance: np.random.Generator
    ) -> list[np.ndarray]:
        """Give the slope of the loss for each of the weights, at rows with dropout."""
        networks = len(self.out)
        hidden = rows @ self.hidden + self.hidden_bias
        mask = (chance.random(hidden.shape, np.float32) > DROPOUT) * np.float32(1 / (1 - DROPOUT)) * (hidden > 0)
        seen = (hidden * mask).reshape(-1, networks, HIDDEN)
        guess = 1 / (1 + np.exp(-(np.einsum("bnh,nh->bn", seen, self.out) + self.out_bias)))
        error = weights[:, None] * (guess - wanted[:, None])
        back = (error[:, :, None] * self.out).reshape(len(rows), -1) * mask
        return [
            rows.T @ back + DECAY * self.hidden,
            back.sum(0),
            np.einsum("bnh,bn->nh", seen, error) + DECAY * self.out,
            error.sum(0),
        ]


class Adam:
    """Steps against the slope, each weight at its own pace (Kingma and Ba 2015)."""

    def __init__(self, weights: Weights) -> None:
        self.values = [weights.hidden, weights.hidden_bias, weights.out, weights.out_bias]
        self.first = [np.zeros_like(value) for value in self.values]
        self.second = [np.zeros_like(value) for value in self.values]
        self.steps = 0

    def step(self, slopes: list[np.ndarray], rate: float) -> None:
        """Move the weights, in place."""
        self.steps += 1
        for value, first, second, slope in zip(self.values, self.first, self.second, slopes, strict=True):
            first[:] += 0.1 * (slope - first)
            second[:] += 0.001 * (slope**2 - second)
            pace = np.sqrt(second / (1 - 0.999**self.steps)) + 1e-8
            value[:] -= rate / (1 - 0.9**self.steps) * first / pace


def train(known: list[Page], every: list[np.ndarray], course: Course, seed: int) -> Networks:
    """Train networks on the rows of these pages; a set weighs by the root of its pages, a block by that of its length."""
    rows = np.concatenate(every)
    wanted = np.concatenate([page.wanted for page in known])
    roots = [np.sqrt(page.seen.units + 1) for page in known]
    sizes = collections.Counter(page.set_name for page in known)
    weights = np.concatenate(
        [root / root.sum() / np.sqrt(sizes[page.set_name]) for page, root in zip(known, roots, strict=True)]
    )
    weights = (weights / weights.mean()).astype(np.float32)
    mean, spread = rows.mean(0), rows.std(0) + 1e-3
    scaled = np.clip((rows - mean) / spread, -5, 5).astype(np.float32)
    chance = np.random.default_rng(seed)
    found = Weights.drawn(rows.shape[1], course.networks, chance)
    adam = Adam(found)
    for epoch in range(course.epochs):
        rate = RATE * 0.5 * (1 + np.cos(np.pi * epoch / course.epochs)) + 1e-5
        order = chance.permutation(len(scaled))
        for start in range(0, len(order), BATCH):
            part = order[start : start + BATCH]
            shown = scaled[part] * (chance.random((len(part), rows.shape[1]), np.float32) > UNSEEN)
            adam.step(found.slopes(shown, wanted[part], weights[part] / len(part), chance), rate)
    out = np.zeros((HIDDEN * course.networks, course.networks), np.float32)  # each network reads its own units only
    for number, weight in enumerate(found.out):
        out[number * HIDDEN : (number + 1) * HIDDEN, number] = weight
    return Networks(mean, spread, found.hidden, found.hidden_bias, out, found.out_bias)


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
    """Print by set the F1 of bodies found with weights that were trained on other hosts, every fold's pages pooled."""
    scores = collections.defaultdict(list)
    for fold in range(FOLDS):
        held = [page for page in known if page.is_open and page.fold(FOLDS) == fold]
        both = train_both(list(of_other_hosts(known, held)), seed)
        classifier.networks = lambda both=both: both
        for page in held:
            body = find_body(page.flow, page.tree, window_title(page.flow), EMPTY)
            text = "\n".join(page.flow.blocks[at].text for at in body.blocks)
            scores[page.set_name].append(shares(grams(tokens(page.gold)), grams(tokens(text))))
    for name, found in scores.items():
        right, foreign, missing = np.array(found).sum(0)
        f1 = 2 * right / (2 * right + foreign + missing)
        print(
            f"{name:14} {len(found):4} pages  F1 {f1:.4f}  foreign {foreign / len(found):.3f}  missing {missing / len(found):.3f}"
        )


def of_other_hosts(known: Iterable[Page], held: list[Page]) -> Iterable[Page]:
    """Give the pages of which no host is among these; a marked page is known by labels of its host's name."""
    names = {label for page in held for label in page.site}
    hosts = {page.site for page in held}
    return (page for page in known if (page.site not in hosts if page.is_open else not page.site & names))


def shares(gold: collections.Counter[Any], got: collections.Counter[Any]) -> tuple[float, float, float]:
    """Give right, foreign and missing four-grams as shares of all, so that every page weighs the same."""
    right = sum((gold & got).values())
    foreign, missing = sum(got.values()) - right, sum(gold.values()) - right
    total = right + foreign + missing or 1
    return right / total, foreign / total, missing / total


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    arguments.add_argument("--seed", type=int, default=3)
    arguments.add_argument(
        "--marked", type=Path, help="folder of the unpacked source archives with pages marked by hand"
    )
    arguments.add_argument("--check", action="store_true", help="measure on hosts that were not trained on")
    options = arguments.parse_args()
    folder = options.shared / "corpus" / "extraction"
    if not folder.is_dir():
        sys.exit(f"{folder}: the extraction sets are not there; give their folder with --shared")
    known = [*open_pages(folder), *recorded_pages(), *(marked_pages(options.marked) if options.marked else ())]
    if options.check:
        check(known, options.seed)
        return
    save(train_both(known, options.seed), WEIGHTS)
    print(f"{len(known)} pages, {sum(len(page.wanted) for page in known)} blocks -> {WEIGHTS}")


if __name__ == "__main__":
    main()
