"""How far a crawl is: a bar per section on a terminal, a plain line every 30 seconds elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from scraper.errors import printable

if TYPE_CHECKING:
    from spiders.desk import Desk

PLAIN_SECONDS = 30.0
BAR_SECONDS = 0.25


class Progress:
    """Watches the report of a running crawl from a thread of its own."""

    def __init__(self, *, is_quiet: bool) -> None:
        self._is_quiet = is_quiet
        self._is_bar = sys.stderr.isatty()
        self._stop = Event()
        self._thread: Thread | None = None
        self._bars: Any = None
        self._tasks: dict[str, Any] = {}
        self._began = monotonic()

    def watch(self, desk: Desk) -> None:
        """Begin to tell."""
        if self._is_quiet:
            return
        if self._is_bar:
            self._bars = _bars()
            self._bars.start()
        self._thread = Thread(target=self._run, args=(desk,), daemon=True)
        self._thread.start()

    def _run(self, desk: Desk) -> None:
        while not self._stop.wait(BAR_SECONDS if self._is_bar else PLAIN_SECONDS):
            if self._is_bar:
                self._draw(desk)
            else:
                self._print(desk)

    def _draw(self, desk: Desk) -> None:
        for url, count in list(desk.report.sections.items()):
            if url not in self._tasks:
                self._tasks[url] = self._bars.add_task("", total=None)
            done = count.new + count.changed + count.unchanged + sum(count.set_aside.values())
            total = max(count.listed, count.expected or 0) or None
            name = printable(count.name)[:40]
            self._bars.update(self._tasks[url], completed=done, total=total, description=name)

    def _print(self, desk: Desk) -> None:
        sections = list(desk.report.sections.values())
        done = sum(count.new + count.changed for count in sections)
        listed = sum(count.listed for count in sections)  # 0 while known lists are walked
        rows = f"{listed} listed, " if listed else ""
        same = sum(count.unchanged for count in sections)
        requests = sum(count.requests for count in sections)
        seconds = monotonic() - self._began
        sys.stderr.write(f"{seconds:.0f} s: {rows}{done} stored, {same} unchanged, {requests} requests\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join(2)
        if self._bars is not None:
            self._bars.stop()


class Telling:
    """Tells from a thread how far long work is: a line that moves on a terminal, else one every 30 seconds."""

    def __init__(self, tell: Callable[[], str], *, is_quiet: bool) -> None:
        self._tell = tell
        self._is_quiet = is_quiet
        self._is_status = sys.stderr.isatty()
        self._stop = Event()
        self._thread = Thread(target=self._run, daemon=True)
        self._began = monotonic()

    def _run(self) -> None:
        if not self._is_status:
            while not self._stop.wait(PLAIN_SECONDS):
                sys.stderr.write(f"{monotonic() - self._began:.0f} s: {self._tell()}\n")
            return
        from scraper.cli.screen import Screen

        with Screen(stderr=True).status("") as status:
            while not self._stop.wait(BAR_SECONDS):
                status.update(f"{monotonic() - self._began:.0f} s: {self._tell()}")

    def __enter__(self) -> Self:
        if not self._is_quiet:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(2)


def _bars() -> Any:
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as RichProgress

    from scraper.cli.screen import Screen

    return RichProgress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Screen(stderr=True),
        transient=True,
    )
