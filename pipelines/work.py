"""What a worker process does: one page after the other, until the pipe closes.

The template loads the line and its tables once; each worker is a fork of it, which takes a hundredth of a second.
"""

from __future__ import annotations

import gc
import os
import pickle
import resource
import signal
import socket
from multiprocessing.connection import Connection
from typing import Any, TypeAlias

from scraper.errors import PageError

WORKER_BYTES = 3_000_000_000  # address space, of which models and libraries map about one GB
MOST_KNOWN = 32  # sites with their profiles that a worker keeps: those whose pages come in turns
Key: TypeAlias = tuple[int, ...]
_PAGE = (
    "<html><head><title>通知</title></head><body><h1>关于值班安排的通知</h1>"
    "<div>发布日期：2024-05-01 来源：办公室</div>"
    "<div class=TRS_Editor><p>请各村做好值班安排，保持通讯畅通。</p></div></body></html>"
)


def breed(descriptor: int) -> None:
    """Fork a worker for each pipe that comes over a socket, until that closes."""
    _load()
    gc.collect()
    gc.freeze()  # what is there is shared with the workers, as long as nobody writes to it
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # workers that end leave nothing behind
    with socket.socket(fileno=descriptor) as orders:
        while True:
            order, pipes, _, _ = socket.recv_fds(orders, 1, 1)
            if not order:
                return
            if os.fork() == 0:
                orders.close()
                serve(pipes[0])
                os._exit(0)
            os.close(pipes[0])


def _load() -> None:
    """Read a page, so that what pages need (the language model, tables, patterns) is there before workers begin."""
    from scraper.line import refine
    from scraper.model import Document, RawPage
    from scraper.profile import EMPTY
    from scraper.sites import site_of

    page = RawPage("http://portal.example/1.html", _PAGE.encode("gbk"))
    refine(Document(page), site_of(page.url), EMPTY)


def serve(descriptor: int) -> None:
    """Serve whoever holds the other end of the pipe; the first thing told is the number of this process."""
    most = resource.getrlimit(resource.RLIMIT_AS)[1]  # what whoever started the crawl allows at all
    own = WORKER_BYTES if most == resource.RLIM_INFINITY else min(WORKER_BYTES, most)
    resource.setrlimit(resource.RLIMIT_AS, (own, most))
    pipe = Connection(descriptor)
    pipe.send_bytes(str(os.getpid()).encode())
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
