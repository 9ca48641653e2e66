"""What all tests share."""

from __future__ import annotations

from os import environ
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development data beside the clone; the test is skipped where it is absent (CI requires it)."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        if environ.get("CHENGXI_REQUIRE_SHARED"):
            pytest.fail(f"{folder} is missing, and CHENGXI_REQUIRE_SHARED asks for it")
        pytest.skip("the development data (../shared) is not there")
    return folder
