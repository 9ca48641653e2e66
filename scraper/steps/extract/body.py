"""The body: which blocks of the page are the article's own text."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.model import Flow
from scraper.steps.extract.containers import find_container
from scraper.steps.extract.region import best_box, guess, members


@dataclass(frozen=True, slots=True)
class Body:
    """The indices of the body's blocks in reading order, how it was found, and how sure that is."""

    blocks: tuple[int, ...] = ()
    method: str = "none"
    confidence: float = 0.0
    box: int = -1


def find_body(flow: Flow) -> Body:
    """Find the body: the container of a known CMS where it holds text, else the densest box."""
    container = find_container(flow)
    if container is not None:
        index, row = container
        inside = [at for at in members(flow, index) if not flow.blocks[at].is_hidden]
        if sum(len(flow.blocks[at].text) for at in inside) >= 1:
            return Body(tuple(inside), row.id, 0.95, index)
    scores = [guess(block) for block in flow.blocks]
    box = best_box(flow, scores)
    if box is None:
        return Body()
    inside = [at for at in members(flow, box) if scores[at] > -1]
    return Body(tuple(inside), "extract/density", 0.6, box)
