"""The boxes of a page as numbers: what stands in what, and sums over all that a box holds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scraper.model import Flow

Indices = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shape:
    """`box`: of each block its box; of each box: `above`, the one around it (its own where there is none), and `end`.

    Boxes stand in the order in which they open, so what a box holds are the boxes from it up to, not with, its `end`.
    """

    box: Indices
    above: Indices
    end: Indices

    @property
    def boxes(self) -> int:
        """Give how many boxes the page has."""
        return len(self.above)

    def held(self, values: npt.NDArray[np.generic]) -> Doubles:
        """Give for each box the sum of `values`, one a block, over all blocks that it holds."""
        sums = np.concatenate([[0.0], np.cumsum(np.bincount(self.box, values, self.boxes))])
        return np.asarray(sums[self.end] - sums[:-1], np.float64)

    def depths(self, counted: npt.NDArray[np.bool_]) -> Indices:
        """Give for each box how many of those that count are open there: itself and what stands around it."""
        closed = np.bincount(self.end[counted], minlength=self.boxes + 1)[: self.boxes]
        return np.asarray(np.cumsum(counted) - np.cumsum(closed), np.int64)

    def path(self, box: int) -> list[int]:
        """Give the boxes from this one outwards."""
        found = [box]
        while (above := int(self.above[found[-1]])) != found[-1]:
            found.append(above)
        return found

    def levels_to(self, box: int) -> Doubles:
        """Give for each box how many levels above `box` the closest box stands that holds both; 0 within it."""
        levels = np.zeros(self.boxes)
        path = self.path(box)
        for level in range(len(path) - 1, -1, -1):
            levels[path[level] : self.end[path[level]]] = level
        return levels


def shape_of(flow: Flow) -> Shape:
    """Give the shape of the page; a flow without boxes has one that holds all."""
    parents = [box.parent for box in flow.boxes]
    count = len(parents)
    ends = list(range(1, count + 1))
    for index in range(count - 1, 0, -1):
        parent = parents[index]
        if parent >= 0 and ends[index] > ends[parent]:
            ends[parent] = ends[index]
    above = [index if parent < 0 else parent for index, parent in zip(range(count), parents, strict=True)]
    boxes = [block.box for block in flow.blocks]
    return Shape(np.array(boxes, np.int64), np.array(above, np.int64), np.array(ends, np.int64))
