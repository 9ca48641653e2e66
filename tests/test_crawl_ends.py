"""How a crawl ends before its end, and what it says of targets and lists that give nothing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import orjson

from tests.crawling import ROOT, articles, crawl, set_aside
from tests.portal.server import Portal
from tests.test_crawl import portal_of

LOCAL = ("--allow-network", "127.0.0.0/8", "--json")


def free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


def interrupted(output: Path, portal: Portal, after: int) -> subprocess.CompletedProcess[str]:
    """Crawl, and send SIGINT to the whole process group, as a terminal does, after so many requests."""
    command = [sys.executable, "-c", "from scraper.cli import main; main()", "crawl", f"{portal.url}/list.html", *LOCAL]
    started = subprocess.Popen(
        [*command, "--delay", "0.2", "--output", str(output)],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("CHENGXI_")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while len(portal.requests) < after and time.monotonic() < deadline:
        time.sleep(0.1)
    os.killpg(started.pid, signal.SIGINT)
    out, err = started.communicate(timeout=60)
    return subprocess.CompletedProcess(command, started.returncode, out, err)


def test_interrupted_crawl_says_so_and_the_next_one_goes_on(tmp_path: Path) -> None:
    with Portal(portal_of(30)) as portal:
        done = interrupted(tmp_path, portal, after=5)
        assert done.returncode == 130
        assert orjson.loads(done.stdout)["stopped"] == "interrupted"
        assert len(articles(tmp_path)) < 30
        assert crawl(tmp_path, f"{portal.url}/list.html").code == 0
    assert len(articles(tmp_path)) == len({line["id"] for line in articles(tmp_path)}) == 30


def test_dead_port_is_unreachable_not_a_matter_of_robots(tmp_path: Path) -> None:
    run = crawl(tmp_path, f"http://127.0.0.1:{free_port()}/list.html")
    assert run.code == 1
    assert [line["outcome"] for line in set_aside(tmp_path)] == ["unreachable"]
    assert "whether the server is up" in run.err
    assert "robots" not in run.err
