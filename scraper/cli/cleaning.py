"""The work of `chengxi clean`: what pages of one host teach, then a record of each page, on all cores.

Pages are cleaned in worker processes, as a crawl does it: one that takes too long or brings its process down is set
aside with the reason, and the next goes on.
"""

from __future__ import annotations

import os
import queue
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from typing import TypeVar

import orjson

from scraper.cli.inputs import Input
from scraper.cli.lines import LimitedLine
from scraper.errors import PageError
from scraper.fields import Record, SetAsideLine, to_json
from scraper.model import Document, RawPage
from scraper.profile import EMPTY, Lesson, Profile, learn
from scraper.sites import site_of

FEW_PAGES = 50  # starting another process takes as long as cleaning so many
PAGES_AHEAD = 8  # for each core: bounds the memory that waiting pages take
# What stands on a quarter of so many pages of a host is template; more of them teach hardly anything.
TEACHERS = 100

Given = TypeVar("Given")
Made = TypeVar("Made")


def clean_alone(pages: Iterable[Input]) -> Iterator[bytes]:
    """Give the JSON line of each page, in their order; each page is read alone, and only a few are held at a time."""
    rest = iter(pages)
    first = list(islice(rest, FEW_PAGES + 1))
    with _bench(len(first)) as bench:
        yield from bench.each(_line, ((page, EMPTY) for page in chain(first, rest)))


def clean_together(pages: list[Input]) -> Iterator[bytes]:
    """Give the JSON line of each page, in their order; pages of one host teach each other."""
    with _bench(len(pages)) as bench:
        groups = _neighbours(pages)
        profiles = dict(zip(groups, bench.each(_profile, groups.values()), strict=True))
        named = ((page, profiles.get(site_of(page.page.url).name, EMPTY)) for page in pages)
        yield from bench.each(_line, named)


def _neighbours(pages: list[Input]) -> Mapping[str, list[RawPage]]:
    """Give for each host of several pages those that teach: all, or as many from its first to its last."""
    names = [site_of(page.page.url).name for page in pages]
    hosts = Counter(names)
    groups: dict[str, list[RawPage]] = {}
    for name, page in zip(names, pages, strict=True):
        if hosts[name] > 1 and not page.page.url.startswith("file:"):
            groups.setdefault(name, []).append(page.page)
    return {name: group[:: -(-len(group) // TEACHERS)] for name, group in groups.items()}


def _profile(line: LimitedLine, pages: list[RawPage]) -> Profile:
    profile = EMPTY
    for page in pages:
        try:
            lesson = line.teach(page, profile)
        except PageError:
            lesson = Lesson()  # what is wrong with the page is told with its record
        profile = learn(profile, lesson)
    return profile


def _line(line: LimitedLine, given: tuple[Input, Profile]) -> bytes:
    item, profile = given
    try:
        record: Record = line.record_of(Document(item.page), site_of(item.page.url), profile)
    except PageError as error:
        name = site_of(item.page.url).name
        record = SetAsideLine(url=item.page.url, site=name, outcome="bad_content", reasons=(error.reason,))
    values = {**to_json(record), "input_id": item.name}
    if item.id is not None:
        values["id"] = item.id
    return orjson.dumps(values, option=orjson.OPT_APPEND_NEWLINE)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Bench:
    """Lines in processes of their own, each with a thread that waits for it."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._lines = [LimitedLine() for _ in range(count)]
        self._free: queue.SimpleQueue[LimitedLine] = queue.SimpleQueue()
        for line in self._lines:
            self._free.put(line)
        self._threads = ThreadPoolExecutor(count)

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

    def close(self) -> None:
        """End all processes; what still waits is dropped."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for line in self._lines:
            line.stop()


@contextmanager
def _bench(pages: int) -> Iterator[_Bench]:
    """Give one worker, or one for each core where there is enough to do."""
    bench = _Bench(_cores() if pages > FEW_PAGES else 1)
    try:
        yield bench
    finally:
        bench.close()
