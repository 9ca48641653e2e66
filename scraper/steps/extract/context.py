"""What a second look sees: each block in the light of the first guesses on the whole page."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from scraper.model import Flow
from scraper.steps.extract.features import LOCAL, Look

Numbers = npt.NDArray[np.float32]

_CLEAR = 0.5  # a guess from which on a line of `_LONG` units surely belongs to the body
_LONG = 20
_WORTH = 0.4  # a guess above this speaks for the box that holds the block, one below against it
_FAR = 20  # blocks; how far from the first and the last clear line is told in this unit
_NEAR = (-2, -1, 1, 2)
_WIDTHS = (2, 5, 12)


def in_context(flow: Flow, seen: Look, guesses: Numbers) -> Numbers:
    """Give the features of the second look: a block's own, its guess, and where it stands in the guessed body."""
    units, shape = seen.units.astype(np.float64), seen.shape
    count, at, above = len(units), shape.box, shape.above
    shown = np.array([not block.is_hidden for block in flow.blocks])
    mass = guesses * units
    total = float(mass.sum()) + 1e-6
    held = shape.held(mass * shown)
    share, pure = held / total, held / (shape.held(units * shown) + 1)
    score = shape.held((guesses - _WORTH) * units * shown)
    best = int(np.flatnonzero(score == score.max())[-1])  # the tightest of equals
    is_inside = np.zeros(shape.boxes, bool)
    is_inside[best : shape.end[best]] = True
    before = np.cumsum(mass) - mass
    kind, kind_share = _of_kind(flow, mass, units, total)
    clear = np.flatnonzero((guesses >= _CLEAR) & (units >= _LONG))
    first, last = (int(clear[0]), int(clear[-1])) if len(clear) else (0, count - 1)
    places = np.arange(count)
    columns: list[npt.NDArray[np.floating]] = [
        guesses,
        *_near(guesses),
        *_around(mass, units),
        *(values[boxes] for boxes in (at, above[at], above[above[at]]) for values in (share, pure)),
        is_inside[at].astype(np.float32),
        np.minimum(shape.levels_to(best), 8)[at] / 4,
        before / total,
        (total - before - mass) / total,
        kind,
        kind_share,
        np.clip((places - first) / _FAR, -2, 2),
        np.clip((places - last) / _FAR, -2, 2),
        *(np.full(count, value) for value in (pure[best], np.log1p(total) / 8, share[best])),
    ]
    return np.concatenate([seen.rows[:, :LOCAL], np.stack(columns, axis=1)], axis=1, dtype=np.float32)


def _near(guesses: Numbers) -> list[Numbers]:
    """Give the guesses of the blocks near by, 0 beyond the page's ends."""
    padded = np.concatenate([np.zeros(2, np.float32), guesses, np.zeros(2, np.float32)])
    return [padded[2 + by : 2 + by + len(guesses)] for by in _NEAR]


def _around(mass: npt.NDArray[np.float64], units: npt.NDArray[np.float64]) -> list[npt.NDArray[np.float64]]:
    """Give the mean guess around each block, weighed by length."""
    sums, sizes = (np.concatenate([[0.0], np.cumsum(values)]) for values in (mass, units))
    places = np.arange(len(mass))
    means = []
    for width in _WIDTHS:
        low, high = np.maximum(places - width, 0), np.minimum(places + width + 1, len(mass))
        means.append((sums[high] - sums[low]) / (sizes[high] - sizes[low] + 1))
    return means


def _of_kind(
    flow: Flow, mass: npt.NDArray[np.float64], units: npt.NDArray[np.float64], total: float
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Give for each block the mean guess on all blocks of its kind (tag and label), and their share of the page's."""
    numbers: dict[tuple[str, str], int] = {}
    boxes = (flow.boxes[block.box] for block in flow.blocks)
    kinds = np.array([numbers.setdefault((box.tag, box.label), len(numbers)) for box in boxes])
    guessed = np.bincount(kinds, mass)[kinds]
    return guessed / (np.bincount(kinds, units)[kinds] + 1), guessed / total
