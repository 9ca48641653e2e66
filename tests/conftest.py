"""What all tests share."""

from __future__ import annotations

from collections.abc import Generator
from os import environ
from pathlib import Path

import pytest

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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where CHENGXI_NO_SKIPS is set (CI) a skipped test is a failed one: what it needs should have been installed."""
    report = yield
    if environ.get("CHENGXI_NO_SKIPS") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and CHENGXI_NO_SKIPS forbids it: {report.longrepr}"
    return report
