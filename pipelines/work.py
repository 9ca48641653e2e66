"""What a worker process does: one page after the other, until the pipe closes.

`pipelines.workers` starts it and imports nothing of the line; this process imports what the functions need.
"""

from __future__ import annotations

import pickle
import resource
from multiprocessing.connection import Connection
from typing import Any

from scraper.errors import PageError

WORKER_BYTES = 3_000_000_000  # address space, of which models and libraries map about one GB
MOST_PROFILES = 32  # that a worker keeps: those of the sites whose pages come in turns


def serve(descriptor: int) -> None:
    """Serve whoever holds the other end of the pipe."""
    resource.setrlimit(resource.RLIMIT_AS, (WORKER_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))
    pipe = Connection(descriptor)
    profiles: dict[str, Any] = {}
    while True:
        try:
            asked = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        answer = _answer(asked, profiles)
        try:
            pipe.send_bytes(answer)
        except (EOFError, OSError):
            return


def _answer(asked: bytes, profiles: dict[str, Any]) -> bytes:
    try:
        # What the parent of this process has written, over a pipe that nobody else holds.
        function, arguments, digest, profile = pickle.loads(asked)  # noqa: S301
        if profile is not None:
            remember(profiles, digest, profile)
        return pickle.dumps((True, function(*arguments, profiles[digest])), pickle.HIGHEST_PROTOCOL)
    except PageError as error:
        return pickle.dumps((False, error), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 - told to the parent, which sets the page aside
        told = f"a step failed on this page: {type(error).__name__}: {str(error)[:300]}"
        return pickle.dumps((False, PageError(told)), pickle.HIGHEST_PROTOCOL)


def remember(known: dict[str, Any], digest: str, value: Any) -> None:
    """Add to what is known by digest; beyond the most, the one that came first goes. Both ends do it alike."""
    known[digest] = value
    if len(known) > MOST_PROFILES:
        del known[next(iter(known))]
