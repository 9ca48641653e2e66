"""The likeliest text through a lattice: one or more candidates at each place, judged by the language model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scraper.language.model import LanguageModel

_BEAM = 12


@dataclass(frozen=True, slots=True)
class Path:
    """A text read from a lattice, its bits, how far ahead of the next best it is (bits), and that next best."""

    text: str
    bits: float
    margin: float
    runner_up: str | None = None


@dataclass(frozen=True, slots=True)
class _State:
    bits: float
    text: str
    last: str | None


def read(
    lattice: Sequence[Sequence[str]], model: LanguageModel, before: str | None = None, after: str | None = None
) -> Path:
    """Give the likeliest text; `before` and `after` are the characters around it (None: border of a line).

    Runs of single candidates cost next to nothing: their bits are the same on every path.
    """
    pair = model.pair
    states = [_State(0.0, "", before)]
    at, end = 0, len(lattice)
    while at < end:
        if len(lattice[at]) == 1:
            stop = at + 1
            while stop < end and len(lattice[stop]) == 1:
                stop += 1
            run = "".join(places[0] for places in lattice[at:stop])
            states = _follow(states, run, pair)
            at = stop
            continue
        new = []
        for candidate in lattice[at]:
            best = min(
                (_State(state.bits + pair(state.last, candidate), state.text, None) for state in states),
                key=lambda item: item.bits,
            )
            new.append(_State(best.bits, best.text + candidate, candidate))
        new.sort(key=lambda state: state.bits)
        states = new[:_BEAM]
        at += 1
    finished = sorted((state.bits + pair(state.last, after or "\n"), state.text) for state in states)
    margin = finished[1][0] - finished[0][0] if len(finished) > 1 else 20.0
    return Path(finished[0][1], finished[0][0], margin, finished[1][1] if len(finished) > 1 else None)


def _follow(states: list[_State], run: str, pair: object) -> list[_State]:
    """Append a run that all paths share; only the step into it differs."""
    assert callable(pair)
    return [_State(state.bits + pair(state.last, run[0]), state.text + run, run[-1]) for state in states]
