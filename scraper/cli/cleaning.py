"""The work of `chengxi clean`: what pages of one host teach, then a record of each page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import orjson

from pipelines.pools import LimitedLine, Pool
from scraper.cli.inputs import Input, Inputs, Told
from scraper.errors import PageError
from scraper.fields import Record, SetAsideLine, to_json
from scraper.model import Document, RawPage
from scraper.profile import EMPTY, Lesson, Profile, learn
from scraper.sites import site_of

# What stands on a quarter of so many pages of a host is template; more of them teach hardly anything.
TEACHERS = 100


def count_hosts(inputs: Inputs) -> Counter[str]:
    """Count the pages of each host; those of no host (files of HTML) stand under an empty name."""
    return Counter(_host(item) for item in inputs.read(Told()))


def clean_alone(pages: Iterable[Input], pool: Pool) -> Iterator[bytes]:
    """Give the JSON line of each page, in their order; each page is read alone, and only a few are held at a time."""
    yield from pool.each(_line, ((page, EMPTY) for page in pages))


def clean_together(inputs: Inputs, hosts: Counter[str], told: Told, pool: Pool) -> Iterator[bytes]:
    """Give the JSON line of each page, in their order; pages of one host teach each other.

    The files are read twice, so that of their pages only those that teach are held, each until its host has all.
    """
    names: list[str] = []
    profiles: dict[str, Profile] = {}
    for profile in pool.each(_profile, _lessons(inputs, hosts, names)):
        profiles[names[len(profiles)]] = profile
    yield from pool.each(_line, ((item, profiles.get(_host(item), EMPTY)) for item in inputs.read(told)))


def _lessons(inputs: Inputs, hosts: Counter[str], names: list[str]) -> Iterator[list[RawPage]]:
    """Give for each host of several pages those that teach: all, or as many from its first to its last.

    The host's name is put into `names` before its pages are given.
    """
    held: dict[str, list[RawPage]] = {}
    seen: Counter[str] = Counter()
    for item in inputs.read(Told()):
        host = _host(item)
        if not host or hosts[host] < 2:
            continue
        step = -(-hosts[host] // TEACHERS)
        if seen[host] % step == 0:
            held.setdefault(host, []).append(item.page)
        seen[host] += 1
        if seen[host] == hosts[host]:
            names.append(host)
            yield held.pop(host)


def _host(item: Input) -> str:
    return "" if item.page.url.startswith("file:") else site_of(item.page.url).name


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
