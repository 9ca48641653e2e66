"""The block classifier: how likely each block is text of the body.

Three small networks, trained by bench/train_blocks.py; what is shipped are their weights, numbers only.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from scraper.model import Flow
from scraper.steps.extract.features import Look

Numbers = npt.NDArray[np.float32]

WEIGHTS = Path(str(files("scraper").joinpath("data/blocks.npz")))


def likelihoods(seen: Look) -> Numbers:
    """Give for each block how likely it is text of the body, 0 to 1, rounded so that every machine says the same."""
    if not len(seen.rows):
        return np.zeros(0, np.float32)
    mean, spread, networks = _weights()
    scaled = np.clip((seen.rows - mean) / spread, -5, 5)
    total = np.zeros(len(scaled), np.float32)
    for hidden, hidden_bias, out, out_bias in networks:
        rise = np.maximum(scaled @ hidden + hidden_bias, 0) @ out + out_bias
        total += 1 / (1 + np.exp(-rise[:, 0]))
    return np.round(total / len(networks), 4)


def window_title(flow: Flow) -> str:
    """Give the text of `<title>`, or an empty one."""
    return next((" ".join((title.text or "").split()) for title in flow.tagged["title"]), "")


@cache
def _weights() -> tuple[Numbers, Numbers, list[tuple[Numbers, ...]]]:
    """Read the weights, once a process."""
    with np.load(WEIGHTS) as stored:
        count = sum(1 for name in stored.files if name.startswith("out_bias"))
        networks = [
            tuple(stored[f"{name}_{at}"].astype(np.float32) for name in ("hidden", "hidden_bias", "out", "out_bias"))
            for at in range(count)
        ]
        return stored["mean"], stored["spread"], networks
