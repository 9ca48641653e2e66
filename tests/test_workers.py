"""Worker processes: how long a page may keep one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

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


def fall(profile: Profile) -> None:
    """End the process, as a page does that breaks a library."""
    del profile
    os._exit(1)


def refuse(profile: Profile) -> None:
    """Tell why a page cannot be read."""
    del profile
    raise PageError("nothing to see", "login")


def fail(profile: Profile) -> None:
    """Meet an error that nobody foresaw."""
    del profile
    raise ValueError("odd")


def place_of(value: object) -> int:
    """Tell where a value stands in the process."""
    return id(value)


def itself(value: object) -> object:
    """Give a value back."""
    return value


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


def test_process_that_has_ended_is_not_taken_for_a_busy_one(worker: Worker) -> None:
    patience = workers._Patience(worker._busy_s)
    worker._process = os.getpid()
    assert not patience.is_over()
    worker._process = 2**22 + 1  # above what Linux ever gives: nothing is told of it
    assert not patience.is_over()


def test_page_that_waits_for_ever_ends_too(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    worker.call(rest, (0.0,), EMPTY)
    monkeypatch.setattr(workers, "PAGE_SECONDS", 0.2)
    with pytest.raises(PageError, match="busy"):
        worker.call(rest, (60.0,), EMPTY)


def test_page_that_brings_its_process_down_costs_only_itself(worker: Worker) -> None:
    with pytest.raises(PageError, match="brought its worker process down"):
        worker.call(fall, (), EMPTY)
    assert worker.call(rest, (0.0,), EMPTY) == "done"


def test_reason_and_outcome_of_a_page_come_back_as_they_are(worker: Worker) -> None:
    with pytest.raises(PageError) as told:
        worker.call(refuse, (), EMPTY)
    assert (told.value.reason, told.value.outcome) == ("nothing to see", "login")


def test_unforeseen_error_is_told_and_the_process_goes_on(worker: Worker) -> None:
    with pytest.raises(PageError, match="a step failed on this page: ValueError: odd"):
        worker.call(fail, (), EMPTY)
    assert worker.call(rest, (0.0,), EMPTY) == "done"


def test_what_pages_share_is_sent_once(worker: Worker) -> None:
    shared = ("profile of a site",)
    assert worker.call(place_of, (), shared) == worker.call(place_of, (), shared)


def test_what_was_shared_long_ago_is_sent_again(worker: Worker) -> None:
    values = [("profile", number) for number in range(40)]
    assert [worker.call(itself, (), value) for value in (*values, values[0])] == [*values, values[0]]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="tells processes by /proc")
def test_workers_end_with_the_process_that_began_them() -> None:
    program = (
        "import time; from pipelines.workers import Template, Worker; from tests.test_workers import process;"
        "worker = Worker(); print(worker.call(process, ()), Template.shared().process.pid, flush=True); time.sleep(60)"
    )
    root = Path(__file__).resolve().parent.parent
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=root) as began:
        assert began.stdout is not None
        numbers = began.stdout.readline().split()
        began.send_signal(signal.SIGKILL)
    latest = time.monotonic() + 30
    while time.monotonic() < latest and any(map(is_running, numbers)):
        time.sleep(0.05)
    assert [number for number in numbers if is_running(number)] == []


def process() -> int:
    """Tell the number of this process."""
    return os.getpid()


def is_running(number: str) -> bool:
    """Tell whether a process is there and has not ended."""
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
