"""Worker processes for the line: bytes in, record out, so that neither the reactor nor the other pages wait.

A page that takes too long, too much memory, or brings its process down costs that process and is told as a PageError;
the next page gets a new one.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from scraper.errors import PageError
from scraper.profile import Profile

Result = TypeVar("Result")
# The slowest honest page measured takes under 2 s; a page that takes this long was made to.
PAGE_SECONDS = 20.0
MOST_WAITING = 10.0  # times as long on the clock, for what waits without working
WORKER_BYTES = 3_000_000_000  # address space, of which models and libraries map about one GB
_START = "spawn"  # a fork of a process with a running reactor and threads may hang


class Worker:
    """One process and the pipe to it; used by one thread at a time."""

    def __init__(self) -> None:
        self._process: Any = None
        self._pipe: Connection | None = None
        self._profiles: set[str] = set()
        self._last: Profile | None = None
        self._digest = ""

    def call(self, function: Callable[..., Any], arguments: tuple[Any, ...], profile: Profile) -> Any:
        """Run `function(*arguments, profile)` in the process; raises PageError where the page brings it down."""
        if self._process is None:
            self._start()
        assert self._pipe is not None
        if profile is not self._last:  # reckoning its digest takes as long as refining a small page
            self._last, self._digest = profile, profile.digest
        digest = self._digest
        is_sent = digest in self._profiles
        try:
            self._pipe.send((function, arguments, digest, None if is_sent else profile))
            if not self._answers():
                self.stop()
                raise PageError(f"the page kept its worker busy for more than {PAGE_SECONDS:.0f} seconds")
            is_well, value = self._pipe.recv()
        except (EOFError, OSError) as error:
            self.stop()
            raise PageError("the page brought its worker process down") from error
        self._profiles = {digest}
        if not is_well:
            raise PageError(f"a step failed on this page: {value}")
        return value

    def _answers(self) -> bool:
        """Wait for the answer; False once the page has had its time.

        That is the worker's own time: on a machine that is busy with other things an honest page takes longer.
        """
        assert self._pipe is not None
        begun, latest = self._busy_s(), monotonic() + PAGE_SECONDS * MOST_WAITING
        while not self._pipe.poll(min(1.0, PAGE_SECONDS)):
            if self._busy_s() - begun >= PAGE_SECONDS or monotonic() > latest:
                return False
        return True

    def _busy_s(self) -> float:
        """Give the seconds that the process has kept a processor busy; those on the clock where Linux does not tell."""
        try:
            stat = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8")
        except OSError:
            return monotonic()
        ticks = stat.rpartition(")")[2].split()[11:13]  # proc(5): utime and stime, behind the name in brackets
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")

    def _start(self) -> None:
        context = get_context(_START)
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_work, args=(other,), daemon=True)  # type: ignore[attr-defined]  # every context has it
        self._process.start()
        other.close()
        self._profiles = set()

    def stop(self) -> None:
        """End the process at once."""
        process, self._process = self._process, None  # an ending run and the page's own thread may both come here
        if process is not None:
            process.kill()
            process.join(5)
        pipe, self._pipe = self._pipe, None
        if pipe is not None:
            pipe.close()


class Workers:
    """As many workers as there are processors; one starts only while all that run are busy.

    A page costs its worker more than the process that fetches it, so that one leaves room for a worker beside it.
    """

    def __init__(self, count: int | None = None) -> None:
        self._all = [Worker() for _ in range(count or os.cpu_count() or 1)]
        self._idle = list(self._all)
        self._free = asyncio.Semaphore(len(self._all))
        self._is_closed = False

    async def run(self, function: Callable[..., Result], *arguments: Any, profile: Profile) -> Result:
        """Run `function(*arguments, profile)` in a worker; the function must be importable by its name."""
        async with self._free:
            if self._is_closed:
                raise PageError("the crawl is ending")
            worker = self._idle.pop()
            try:
                result: Result = await _in_thread(worker.call, function, arguments, profile)
            finally:
                self._idle.append(worker)
            return result

    def close(self) -> None:
        """End all processes."""
        self._is_closed = True
        for worker in self._all:
            worker.stop()


async def _in_thread(call: Callable[..., Any], *arguments: Any) -> Any:
    """Run a blocking call in a thread that does not keep the process alive."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Any] = loop.create_future()

    def settle(result: Any, error: BaseException | None) -> None:
        if future.cancelled():
            return
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)

    def work() -> None:
        try:
            outcome, error = call(*arguments), None
        except BaseException as raised:  # noqa: BLE001 - handed on to the one who waits
            outcome, error = None, raised
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, outcome, error)

    threading.Thread(target=work, daemon=True).start()
    return await future


def _work(pipe: Connection) -> None:
    """Serve one page after the other until the pipe closes."""
    import resource
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    resource.setrlimit(resource.RLIMIT_AS, (WORKER_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))
    profiles: dict[str, Profile] = {}
    while True:
        try:
            function, arguments, digest, profile = pipe.recv()
        except (EOFError, OSError):
            return
        if profile is not None:
            profiles = {digest: profile}
        try:
            answer = (True, function(*arguments, profiles[digest]))
        except Exception as error:  # noqa: BLE001 - told to the parent, which sets the page aside
            answer = (False, f"{type(error).__name__}: {str(error)[:300]}")
        try:
            pipe.send(answer)
        except (EOFError, OSError):
            return
