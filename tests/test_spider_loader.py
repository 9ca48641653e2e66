"""Scrapy's own commands work from the root."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.crawling import ROOT, articles
from tests.portal.server import Portal
from tests.test_crawl import portal_of


def scrapy(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scrapy", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def test_scrapy_list_names_the_spiders() -> None:
    run = scrapy("list")
    assert run.returncode == 0, run.stderr
    assert "portal" in run.stdout.split()


def test_scrapy_crawl_stores_a_section(tmp_path: Path) -> None:
    with Portal(portal_of(12)) as portal:
        options = [f"url={portal.url}/list.html", f"output={tmp_path}", "allow_network=127.0.0.0/8", "delay=0"]
        run = scrapy("crawl", "portal", *[part for option in options for part in ("-a", option)])
    assert run.returncode == 0, run.stderr
    assert len(articles(tmp_path)) == 12


def test_scrapy_crawl_is_guarded_like_the_crawl(tmp_path: Path) -> None:
    with Portal(portal_of(3)) as portal:
        run = scrapy("crawl", "portal", "-a", f"url={portal.url}/list.html", "-a", f"output={tmp_path}")
    assert portal.requests == []
    assert "not a public address" in run.stderr
