"""The block classifier: how likely each block is text of the body.

Small networks look at each block twice: first at the block and its neighbours, then at the block in the light of the
first guesses on the whole page (stacking, Wolpert 1992). bench/train_blocks.py trains them; what is shipped are their
weights, numbers only.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from scraper.model import Flow
from scraper.steps.extract.context import in_context
from scraper.steps.extract.features import Look

Numbers = npt.NDArray[np.float32]

WEIGHTS = Path(str(files("scraper").joinpath("data/blocks.npz")))
LOOKS = ("first", "second")


@dataclass(frozen=True, slots=True)
class Networks:
    """Networks of one hidden layer side by side: how to scale the features, and all weights in one."""

    mean: Numbers
    spread: Numbers
    hidden: Numbers
    hidden_bias: Numbers
    out: Numbers
    out_bias: Numbers

    def guess(self, rows: Numbers) -> Numbers:
        """Give the mean of the networks' guesses for each row."""
        scaled = np.clip((rows - self.mean) / self.spread, -5, 5)
        raised = np.maximum(scaled @ self.hidden + self.hidden_bias, 0) @ self.out + self.out_bias
        return np.asarray((1 / (1 + np.exp(-raised))).mean(axis=1), np.float32)


def likelihoods(flow: Flow, seen: Look) -> Numbers:
    """Give for each block how likely it is text of the body, 0 to 1, rounded so that every machine says the same."""
    if not len(seen.rows):
        return np.zeros(0, np.float32)
    first, second = networks()
    return np.round(second.guess(in_context(flow, seen, first.guess(seen.rows))), 4)


@cache
def networks() -> tuple[Networks, Networks]:
    """Read the networks of both looks, once a process."""
    with np.load(WEIGHTS) as stored:
        first, second = (
            Networks(*(stored[f"{look}_{name}"].astype(np.float32) for name in Networks.__slots__)) for look in LOOKS
        )
        return first, second
