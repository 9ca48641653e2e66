"""Worker processes: how long a page may keep one."""

from __future__ import annotations

import time

import pytest

from pipelines import workers
from pipelines.workers import Worker
from scraper.errors import PageError
from scraper.profile import EMPTY, Profile


def rest(seconds: float, profile: Profile) -> str:
    """Wait without working, as a page does whose worker gets no processor."""
    del profile
    time.sleep(seconds)
    return "done"


def toil(profile: Profile) -> None:
    """Work without end."""
    del profile
    while True:
        pass


@pytest.fixture
def worker() -> object:
    found = Worker()
    yield found
    found.stop()


def test_page_whose_worker_gets_no_processor_has_more_time(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    worker.call(rest, (0.0,), EMPTY)
    monkeypatch.setattr(workers, "PAGE_SECONDS", 0.5)
    assert worker.call(rest, (1.5,), EMPTY) == "done"


def test_page_that_keeps_its_worker_busy_ends_with_it(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    worker.call(rest, (0.0,), EMPTY)
    monkeypatch.setattr(workers, "PAGE_SECONDS", 0.5)
    with pytest.raises(PageError, match="busy"):
        worker.call(toil, (), EMPTY)


def test_page_that_waits_for_ever_ends_too(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    worker.call(rest, (0.0,), EMPTY)
    monkeypatch.setattr(workers, "PAGE_SECONDS", 0.2)
    with pytest.raises(PageError, match="busy"):
        worker.call(rest, (60.0,), EMPTY)
