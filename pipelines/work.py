"""What a worker process does: one page after the other, until the pipe closes.

`pipelines.workers` starts it and imports nothing of the line; this process imports what the functions need.
"""

from __future__ import annotations

import pickle
import resource
from multiprocessing.connection import Connection
from typing import Any, TypeAlias

from scraper.errors import PageError

WORKER_BYTES = 3_000_000_000  # address space, of which models and libraries map about one GB
MOST_KNOWN = 32  # sites with their profiles that a worker keeps: those whose pages come in turns
Key: TypeAlias = tuple[int, ...]


def serve(descriptor: int) -> None:
    """Serve whoever holds the other end of the pipe."""
    resource.setrlimit(resource.RLIMIT_AS, (WORKER_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))
    pipe = Connection(descriptor)
    known: dict[Key, tuple[Any, ...]] = {}
    while True:
        try:
            asked = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        answer = _answer(asked, known)
        try:
            pipe.send_bytes(answer)
        except (EOFError, OSError):
            return


def _answer(asked: bytes, known: dict[Key, tuple[Any, ...]]) -> bytes:
    try:
        # What the parent of this process has written, over a pipe that nobody else holds.
        function, arguments, key, sent = pickle.loads(asked)  # noqa: S301
        if sent is not None:
            remember(known, key, sent)
        return pickle.dumps((True, function(*arguments, *known[key])), pickle.HIGHEST_PROTOCOL)
    except PageError as error:
        return pickle.dumps((False, error), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 - told to the parent, which sets the page aside
        told = f"a step failed on this page: {type(error).__name__}: {str(error)[:300]}"
        return pickle.dumps((False, PageError(told)), pickle.HIGHEST_PROTOCOL)


def remember(known: dict[Key, tuple[Any, ...]], key: Key, values: tuple[Any, ...]) -> None:
    """Add to what is known; beyond the most, what came first goes. Both ends of the pipe do it alike."""
    known[key] = values
    if len(known) > MOST_KNOWN:
        del known[next(iter(known))]
