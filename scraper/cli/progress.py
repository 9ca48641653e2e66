"""How far a crawl is: a bar per section on a terminal, a plain line every 30 seconds elsewhere."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from functools import partial
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import click

from scraper.errors import printable

if TYPE_CHECKING:
    from spiders.desk import Desk

PLAIN_SECONDS = 30.0
BAR_SECONDS = 0.25


def tell_pages() -> None:
    """Tell each page of a crawl as it is kept, a line each: what `runs/` keeps of the run."""
    logging.getLogger("chengxi").addHandler(_Pages())


def moving_line(sentence: str, *, is_quiet: bool) -> Callable[[int], None] | None:
    """Give what tells a number, at the place of {} in a sentence, on a line of the terminal that it writes over."""
    if is_quiet or not sys.stderr.isatty():
        return None
    return lambda number: click.echo(f"{sentence.format(f'{number:,}')}\r", nl=False, err=True)


class _Pages(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        sys.stderr.write(f"{printable(record.getMessage())}\n")


class _Watcher:
    """Tells from a thread of its own how far long work is, until the work is left."""

    def __init__(self, *, is_quiet: bool) -> None:
        self._is_quiet = is_quiet
        self._is_terminal = sys.stderr.isatty()
        self._stop = Event()
        self._thread: Thread | None = None
        self._began = monotonic()

    def _begin(self, run: Callable[[], None]) -> None:
        if not self._is_quiet:
            self._thread = Thread(target=run, daemon=True)
            self._thread.start()

    def _each(self) -> Iterator[str]:
        """Give, again and again until the end, the seconds that have passed."""
        while not self._stop.wait(BAR_SECONDS if self._is_terminal else PLAIN_SECONDS):
            yield f"{monotonic() - self._began:.0f} s"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join(2)


class Progress(_Watcher):
    """Watches the report of a running crawl: a bar per section on a terminal."""

    def watch(self, desk: Desk) -> None:
        """Begin to tell."""
        self._begin(partial(self._draw if self._is_terminal else self._print, desk))

    def _draw(self, desk: Desk) -> None:
        tasks: dict[str, Any] = {}
        with _bars() as bars:
            for _ in self._each():
                for url, count in list(desk.report.sections.items()):
                    if url not in tasks:
                        tasks[url] = bars.add_task("", total=None)
                    done = count.new + count.changed + count.unchanged + sum(count.set_aside.values())
                    total = max(count.listed, count.expected or 0) or None
                    name = printable(count.name)[:40]
                    bars.update(tasks[url], completed=done, total=total, description=name)

    def _print(self, desk: Desk) -> None:
        for passed in self._each():
            sections = list(desk.report.sections.values())
            done = sum(count.new + count.changed for count in sections)
            listed = sum(count.listed for count in sections)  # 0 while known lists are walked
            rows = f"{listed} listed, " if listed else ""
            same = sum(count.unchanged for count in sections)
            requests = sum(count.requests for count in sections)
            sys.stderr.write(f"{passed}: {rows}{done} stored, {same} unchanged, {requests} requests\n")


class Telling(_Watcher):
    """Tells a sentence of the work: a line that moves on a terminal."""

    def __init__(self, tell: Callable[[], str], *, is_quiet: bool) -> None:
        super().__init__(is_quiet=is_quiet)
        self._tell = tell

    def _run(self) -> None:
        if not self._is_terminal:
            for passed in self._each():
                sys.stderr.write(f"{passed}: {self._tell()}\n")
            return
        from scraper.cli.screen import Screen

        with Screen(stderr=True).status("") as status:
            for passed in self._each():
                status.update(f"{passed}: {self._tell()}")

    def __enter__(self) -> Self:
        self._begin(self._run)
        return self


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
