"""Worker processes for the line: bytes in, record out, so that neither the reactor nor the other pages wait.

A page that takes too long, too much memory, or brings its process down costs that process and is told as a PageError;
the next page gets a new one.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import pickle
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import Any, ClassVar, TypeVar, cast

from pipelines.work import Key, remember
from scraper.errors import PageError

Result = TypeVar("Result")
# The slowest honest page measured takes under 2 s; a page that takes this long was made to.
PAGE_SECONDS = 20.0
MOST_WAITING = 10.0  # times as long on the clock, for what waits without working
_TELLS_BUSY = Path("/proc/self/stat").exists()
# The path is the parent's own: functions are found by their name wherever the parent found them.
_PROGRAM = "import sys; sys.path[:] = {path!r}; from pipelines.work import breed; breed({descriptor})"
# There are as many workers as processors; threads of their own would only get in each other's way.
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class Worker:
    """One process and the pipe to it; does one thing at a time."""

    def __init__(self) -> None:
        self._process: int | None = None  # its number, once it has told it
        self._pipe: Connection | None = None
        # What the process was sent once, by the identities of it: held here, so that these stay its own.
        self._known: dict[Key, tuple[Any, ...]] = {}

    def call(self, function: Callable[..., Result], arguments: tuple[Any, ...], *known: Any) -> Result:
        """Run `function(*arguments, *known)` in the process; raises PageError where the page brings it down.

        `known` is what many pages share, such as the profile of their site: the process keeps it.
        """
        pipe = self._hand_over(function, arguments, known)
        if self._process is None:
            self._meet(pipe)
        patience = _Patience(self._busy_s)
        while not pipe.poll(patience.tick_s):
            if patience.is_over():
                self.stop()
                raise patience.error
        return cast("Result", self._take_back(pipe))

    async def ask(self, function: Callable[..., Result], arguments: tuple[Any, ...], *known: Any) -> Result:
        """Do the same while the loop goes on."""
        pipe = self._hand_over(function, arguments, known)
        try:
            if self._process is None:
                await _Arrival(pipe, _Patience(self._busy_s)).future
                self._meet(pipe)
            await _Arrival(pipe, _Patience(self._busy_s)).future
        except BaseException:  # the page had its time, or nobody waits any more: the process is not to be used again
            self.stop()
            raise
        return cast("Result", self._take_back(pipe))

    def _hand_over(
        self, function: Callable[..., Any], arguments: tuple[Any, ...], known: tuple[Any, ...]
    ) -> Connection:
        pipe = self._pipe or self._start()
        key = tuple(map(id, known))
        sent = None if key in self._known else known
        try:
            pipe.send_bytes(pickle.dumps((function, arguments, key, sent), pickle.HIGHEST_PROTOCOL))
        except OSError as error:
            raise self._down() from error
        if sent is not None:
            remember(self._known, key, sent)
        return pipe

    def _take_back(self, pipe: Connection) -> Any:
        try:
            is_well, value = pickle.loads(pipe.recv_bytes())  # noqa: S301 - written by our own process
        except (EOFError, OSError) as error:
            raise self._down() from error
        if not is_well:
            raise value
        return value

    def _down(self) -> PageError:
        self.stop()
        return PageError("the page brought its worker process down")

    def _busy_s(self) -> float:
        """Give the seconds that the process has kept a processor busy; those on the clock where Linux does not tell."""
        if not _TELLS_BUSY:
            return monotonic()
        try:
            stat = Path(f"/proc/{self._process}/stat").read_text(encoding="utf-8")
        except OSError:  # it has ended, which its pipe tells
            return 0.0
        ticks = stat.rpartition(")")[2].split()[11:13]  # proc(5): utime and stime, behind the name in brackets
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")

    def _start(self) -> Connection:
        mine, other = socket.socketpair()
        with other:
            Template.shared().fork(other)
        self._known = {}
        self._pipe = Connection(mine.detach())
        return self._pipe

    def _meet(self, pipe: Connection) -> None:
        """Hear the number of a new process; waits until it has begun."""
        try:
            self._process = int(pipe.recv_bytes())
        except (EOFError, OSError) as error:
            raise self._down() from error

    def stop(self) -> None:
        """End the process at once."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        pipe, self._pipe = self._pipe, None
        if pipe is not None:
            pipe.close()


class Template:
    """The process that all workers are forked from; it ends with this one."""

    _shared: ClassVar[Template | None] = None

    def __init__(self) -> None:
        self._orders, other = socket.socketpair()
        program = _PROGRAM.format(path=sys.path, descriptor=other.fileno())
        with other:
            self.process = subprocess.Popen(
                [sys.executable, "-c", program],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(other.fileno(),),
                env={**os.environ, **_ENVIRONMENT},
                process_group=0,  # an interrupt from the terminal is the parent's: it decides when to stop
            )
        atexit.register(self.end)

    @classmethod
    def shared(cls) -> Template:
        """Give the template of this process, begun at first use, and again where it has ended."""
        if cls._shared is None or cls._shared.process.poll() is not None:
            cls._shared = cls()
        return cls._shared

    def fork(self, pipe: socket.socket) -> None:
        """Have a worker begin at the other end of the pipe."""
        try:
            socket.send_fds(self._orders, [b"1"], [pipe.fileno()])
        except OSError as error:
            raise PageError("no worker process can be begun") from error

    def end(self) -> None:
        """End it; workers that are there go on until their own pipes close."""
        self._orders.close()
        self.process.kill()
        self.process.wait(5)


class _Patience:
    """How long a page may take: the worker's own time, since on a busy machine an honest page takes longer."""

    def __init__(self, busy_s: Callable[[], float]) -> None:
        self._busy_s = busy_s
        self._begun_s: float | None = None  # at the first look, so that most pages cost none
        self._latest = monotonic() + PAGE_SECONDS * MOST_WAITING

    @property
    def tick_s(self) -> float:
        """Give the seconds from one look to the next."""
        return min(1.0, PAGE_SECONDS)

    @property
    def error(self) -> PageError:
        """Give what is told of a page that had its time."""
        return PageError(f"the page kept its worker busy for more than {PAGE_SECONDS:.0f} seconds")

    def is_over(self) -> bool:
        """Look: tell whether the page has had its time."""
        busy_s = self._busy_s()
        if self._begun_s is None:
            self._begun_s = busy_s
        return busy_s - self._begun_s >= PAGE_SECONDS or monotonic() > self._latest


class _Arrival:
    """Watches a pipe from the loop: `future` is done once an answer stands in it, or the page has had its time."""

    def __init__(self, pipe: Connection, patience: _Patience) -> None:
        self._loop = asyncio.get_running_loop()
        self._patience = patience
        self.future: asyncio.Future[None] = self._loop.create_future()
        self._descriptor = pipe.fileno()
        self._timer = self._loop.call_later(patience.tick_s, self._look)
        self._loop.add_reader(self._descriptor, self._arrive)
        self.future.add_done_callback(self._end)

    def _arrive(self) -> None:
        if not self.future.done():
            self.future.set_result(None)

    def _look(self) -> None:
        if self._patience.is_over() and not self.future.done():
            self.future.set_exception(self._patience.error)
        self._timer = self._loop.call_later(self._patience.tick_s, self._look)

    def _end(self, future: asyncio.Future[None]) -> None:
        del future
        self._timer.cancel()
        self._loop.remove_reader(self._descriptor)


class Workers:
    """As many workers as there are processors; one starts only while all that run are busy.

    A page costs its worker more than the process that fetches it, so that one leaves room for a worker beside it.
    """

    def __init__(self, count: int | None = None) -> None:
        self._all = [Worker() for _ in range(count or os.cpu_count() or 1)]
        self._idle = list(self._all)
        self._free = asyncio.Semaphore(len(self._all))
        self._is_closed = False

    def prepare(self) -> None:
        """Have the line loaded while this process loads what it needs itself."""
        Template.shared()

    async def run(self, function: Callable[..., Result], arguments: tuple[Any, ...], *known: Any) -> Result:
        """Run `function(*arguments, *known)` in a worker; the function must be importable by its name."""
        async with self._free:
            if self._is_closed:
                raise PageError("the crawl is ending")
            worker = self._idle.pop()
            try:
                return await worker.ask(function, arguments, *known)
            finally:
                self._idle.append(worker)

    def close(self) -> None:
        """End all processes; call it when nothing waits for them any more."""
        self._is_closed = True
        for worker in self._all:
            worker.stop()
