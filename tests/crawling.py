"""What the tests of the crawl share: run the command line as a user would, and read what it stored."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Run:
    """A finished command."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        """The line of `--json`."""
        return orjson.loads(self.out.splitlines()[-1])


def chengxi(*arguments: str | Path, env: dict[str, str] | None = None, timeout_s: float = 120) -> Run:
    """Run `chengxi` in a process of its own."""
    command = [sys.executable, "-c", "from scraper.cli import main; main()", *map(str, arguments)]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CHENGXI_")}
    done = subprocess.run(
        command, cwd=ROOT, env=clean | (env or {}), capture_output=True, text=True, timeout=timeout_s, check=False
    )
    return Run(done.returncode, done.stdout, done.stderr)


def crawl(output: Path, *arguments: str, env: dict[str, str] | None = None, timeout_s: float = 120) -> Run:
    """Crawl a portal on loopback without waiting between requests."""
    local = ("--allow-network", "127.0.0.0/8", "--delay", "0", "--json", "--output", str(output))
    return chengxi("crawl", *arguments, *local, env=env, timeout_s=timeout_s)


def articles(output: Path) -> list[dict[str, Any]]:
    """All article lines, in the order of the logs."""
    return _lines(output / "articles")


def set_aside(output: Path) -> list[dict[str, Any]]:
    """All set-aside lines, in the order of the logs."""
    return _lines(output / "set-aside")


def _lines(folder: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for path in sorted(folder.glob("*/*.jsonl")) for line in path.read_bytes().splitlines()]
