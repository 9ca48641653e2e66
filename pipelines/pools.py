"""The line in other processes: in one, in as many as this machine has processors, or in those of a Ray cluster.

Either way a page that takes too long or brings its process down is set aside with the reason, and the next goes on;
results come in the order of what was given, and only a few wait for their turn.
"""

from __future__ import annotations

import logging
import os
import queue
import socket
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from pipelines.reading import read_list, record_of, teach
from pipelines.workers import Worker
from scraper import __version__
from scraper.errors import PageError, UsageError
from scraper.fields import Record
from scraper.model import Document, PageRequest, RawPage
from scraper.profile import Lesson, Profile
from scraper.results import ListPage
from scraper.sites import Site

PAGE_BYTES = 10_000  # of a page in a WARC, about
FEW_PAGES = 50  # starting another process takes as long as cleaning so many
PAGES_AHEAD = 8  # for each process: bounds the memory that waiting pages take
# A profile is sent once with what is given together, and a cluster is asked so many times less often.
GIVEN_TOGETHER = 16
_KNOCK_S = 10.0

Given = TypeVar("Given")
Made = TypeVar("Made")


class LimitedLine:
    """The line in a process of its own: a page that takes too long or too much costs that process, not the command.

    Its methods raise PageError for such a page.
    """

    def __init__(self) -> None:
        self._worker = Worker()

    def __enter__(self) -> Self:
        """Begin; the process starts with the first page."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the process."""
        self.stop()

    def stop(self) -> None:
        """End the process; the next page starts another."""
        self._worker.stop()

    def record_of(self, document: Document, site: Site, profile: Profile) -> Record:
        """Give the record of a document."""
        return self._worker.call(record_of, (document, site), profile)

    def read_list(self, page: RawPage, request: PageRequest, site: Site, profile: Profile) -> ListPage:
        """Give what the page is as a list."""
        return self._worker.call(read_list, (page, request, site), profile)

    def teach(self, page: RawPage, profile: Profile) -> Lesson:
        """Give what a page teaches about its host."""
        return self._worker.call(teach, (page,), profile)


class Pool(Protocol):
    """Processes that clean pages."""

    def each(self, work: Callable[[LimitedLine, Given], Made], given: Iterable[Given]) -> Iterator[Made]:
        """Do the work on each, in order."""
        ...

    def __enter__(self) -> Self:
        """Begin."""
        ...

    def __exit__(self, *_: object) -> None:
        """End all processes; what still waits is dropped."""
        ...


def cores() -> int:
    """Give the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class LocalPool:
    """Lines in processes of this machine, each with a thread that waits for it."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._lines = [LimitedLine() for _ in range(count)]
        self._free: queue.SimpleQueue[LimitedLine] = queue.SimpleQueue()
        for line in self._lines:
            self._free.put(line)
        self._threads = ThreadPoolExecutor(count)

    def __enter__(self) -> Self:
        """Begin; a process starts with its first page."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all processes; what still waits is dropped."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for line in self._lines:
            line.stop()

    def each(self, work: Callable[[LimitedLine, Given], Made], given: Iterable[Given]) -> Iterator[Made]:
        """Do the work on each, in order; at most a few wait for a worker, and as many results for their turn."""
        waiting: deque[Future[Made]] = deque()
        for each in given:
            waiting.append(self._threads.submit(self._with_line, work, each))
            if len(waiting) >= self._count * PAGES_AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _with_line(self, work: Callable[[LimitedLine, Given], Made], given: Given) -> Made:
        line = self._free.get()
        try:
            return work(line, given)
        finally:
            self._free.put(line)


def local_pool(pages: int) -> LocalPool:
    """Give a process for each processor where there is enough to do for them, else one."""
    return LocalPool(cores() if pages > FEW_PAGES else 1)


def record_or_error(line: LimitedLine, task: tuple[Document, Site, Profile] | None) -> Record | PageError | None:
    """Give the record of a page, or why there is none; nothing for no page."""
    try:
        return line.record_of(*task) if task else None
    except PageError as error:
        return error


class RayPool:
    """Lines on the processors of a Ray cluster; what a node that is lost was doing is done again elsewhere."""

    def __init__(self, address: str) -> None:
        """Join the cluster at `address`, or start one on this machine (`local`).

        Raises UsageError with the cure where Ray is missing or no cluster answers, or one without this chengxi.
        """
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would tell its makers
        try:
            import ray
        except ImportError as error:
            raise UsageError("--ray needs the extra `ray`; pip install 'chengxi[ray]'") from error
        logging.getLogger("ray").setLevel(logging.ERROR)
        self._ray: Any = ray
        own = {"include_dashboard": False} if address == "local" else {}
        try:
            _knock(address)
            self._ray.init(address=address, log_to_driver=False, logging_level="error", **own)
        except (OSError, ValueError, RuntimeError) as error:
            raise UsageError(
                f"no Ray cluster answers at {address!r} ({str(error).partition(chr(10))[0]}); "
                "start one with `ray start --head`, or use --ray local"
            ) from error
        count = max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        worker = self._ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=3)(_RayWorker)
        self._workers = [worker.remote() for _ in range(count)]

    def __enter__(self) -> Self:
        """Make sure that the cluster cleans as this machine would; raises UsageError."""
        try:
            found = set(self._ray.get([worker.version.remote() for worker in self._workers]))
        except self._ray.exceptions.RayError:
            found = {"none"}
        if found != {__version__}:
            self._ray.shutdown()
            have = ", ".join(sorted(found))
            raise UsageError(
                f"chengxi on the cluster: {have}, here: {__version__}; install {__version__} on every node"
            )
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the cluster; one that was started here ends."""
        self._ray.shutdown()

    def each(self, work: Callable[[LimitedLine, Given], Made], given: Iterable[Given]) -> Iterator[Made]:
        """Do the work on each, in order; each processor has two lots, one that it works on and one that waits."""
        rest = iter(given)
        waiting: deque[Any] = deque()
        turn = 0
        while lot := list(islice(rest, GIVEN_TOGETHER)):
            waiting.append(self._workers[turn % len(self._workers)].work.remote(work, lot))
            turn += 1
            if len(waiting) >= 2 * len(self._workers):
                yield from self._ray.get(waiting.popleft())
        while waiting:
            yield from self._ray.get(waiting.popleft())


def _knock(address: str) -> None:
    """Raise OSError where nothing listens at `[ray://]host:port`: Ray itself would try for minutes."""
    host, separator, port = address.rpartition("://")[2].rpartition(":")
    if separator and port.isdecimal():
        socket.create_connection((host.strip("[]"), int(port)), _KNOCK_S).close()


class _RayWorker:
    """One processor of a cluster."""

    def __init__(self) -> None:
        self._line = LimitedLine()

    def version(self) -> str:
        return __version__

    def work(self, work: Callable[[LimitedLine, Given], Made], lot: list[Given]) -> list[Made]:
        return [work(self._line, given) for given in lot]
