"""What all tests share."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.web_server import Server

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --update-golden: write what recorded pages give now into their expected.json; read the diff before you commit."""
    parser.addoption("--update-golden", action="store_true", help="write expected.json of the recorded pages anew")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development data beside the clone; the test is skipped where it is absent (CI requires it)."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        if environ.get("CHENGXI_REQUIRE_SHARED"):
            pytest.fail(f"{folder} is missing, and CHENGXI_REQUIRE_SHARED asks for it")
        pytest.skip("the development data (../shared) is not there")
    return folder


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The web page of a small archive with every kind of article."""
    from tests.web_archive import make_web_archive
    from tests.web_server import Server

    server = Server(make_web_archive(tmp_path_factory.mktemp("web") / "output"))
    yield server
    server.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where CHENGXI_NO_SKIPS is set (CI) a skipped test is a failed one: what it needs should have been installed."""
    report = yield
    if environ.get("CHENGXI_NO_SKIPS") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and CHENGXI_NO_SKIPS forbids it: {report.longrepr}"
    return report
