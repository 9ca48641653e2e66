"""The work of `chengxi clean`: what pages of one host teach, then a record of each page, on all cores."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

import orjson

from scraper.cli.inputs import Input
from scraper.fields import to_json
from scraper.line import refine, teach
from scraper.model import Document, RawPage
from scraper.profile import EMPTY, Profile, learn
from scraper.sites import site_of

FEW_PAGES = 50  # starting processes takes as long as cleaning so many
BATCH_PAGES = 8
BATCHES_AHEAD = 4  # for each core: bounds the memory that waiting pages take

Given = TypeVar("Given")
Made = TypeVar("Made")
_Batch = tuple[tuple[Input, Profile], ...]


def clean_alone(pages: Iterable[Input]) -> Iterator[bytes]:
    """Give the JSON line of each page, in their order; each page is read alone, and only a few are held at a time."""
    return _lines((page, EMPTY) for page in pages)


def clean_together(pages: list[Input]) -> Iterator[bytes]:
    """Give the JSON line of each page, in their order; pages of one host teach each other."""
    profiles = _learnt(pages)
    return _lines((page, profiles.get(site_of(page.page.url).name, EMPTY)) for page in pages)


def _learnt(pages: list[Input]) -> Mapping[str, Profile]:
    """Learn the profile of each host that has several pages: page by page, hosts side by side."""
    names = [site_of(page.page.url).name for page in pages]
    hosts = Counter(names)
    groups: dict[str, list[RawPage]] = {}
    for name, page in zip(names, pages, strict=True):
        if hosts[name] > 1 and not page.page.url.startswith("file:"):
            groups.setdefault(name, []).append(page.page)
    with _workers(sum(map(len, groups.values())) if len(groups) > 1 else 0) as workers:
        return dict(zip(groups, _mapped(workers, _profile, groups.values()), strict=True))


def _profile(pages: list[RawPage]) -> Profile:
    profile = EMPTY
    for page in pages:
        profile = learn(profile, teach(page, profile))
    return profile


def _lines(pages: Iterator[tuple[Input, Profile]]) -> Iterator[bytes]:
    first = list(islice(pages, FEW_PAGES + 1))
    with _workers(len(first)) as workers:
        for lines in _mapped(workers, _refined, _batches(first, pages)):
            yield from lines


def _batches(first: list[tuple[Input, Profile]], rest: Iterator[tuple[Input, Profile]]) -> Iterator[_Batch]:
    held = iter(first)
    while batch := tuple(islice(held, BATCH_PAGES)):
        yield batch
    while batch := tuple(islice(rest, BATCH_PAGES)):
        yield batch


def _refined(batch: _Batch) -> list[bytes]:
    lines = []
    for item, profile in batch:
        record = refine(Document(item.page), site_of(item.page.url), profile).record
        line = {**to_json(record), "input_id": item.name}
        if item.id is not None:
            line["id"] = item.id
        lines.append(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
    return lines


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _workers(pages: int) -> Iterator[Executor | None]:
    """Give a worker for each core where there is enough to do, else None."""
    if pages <= FEW_PAGES or _cores() == 1:
        yield None
        return
    with ProcessPoolExecutor(_cores()) as workers:
        yield workers


def _mapped(workers: Executor | None, work: Callable[[Given], Made], given: Iterable[Given]) -> Iterator[Made]:
    """Do the work on each, in order; at most a few wait for a worker, and as many results for their turn."""
    if workers is None:
        yield from map(work, given)
        return
    waiting: deque[Future[Made]] = deque()
    for each in given:
        waiting.append(workers.submit(work, each))
        if len(waiting) >= _cores() * BATCHES_AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
