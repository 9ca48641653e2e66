"""The archive in the hands of others: pywb replays it in a browser, cdxj-indexer finds the index as it would make it.

Both are GPL or near it: programs in an environment of their own, made here, never a dependency.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.crawling import crawl
from tests.test_warc import raw_server

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PROGRAMS = ("pywb==2.10.0", "cdxj-indexer==1.5.0", "setuptools<81")  # the last one: pywb asks for pkg_resources
TITLE = "关于第7号水位记录的通知"
LATER = "2027-01-01T00:00:00Z"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.system,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
playwright = pytest.importorskip("playwright.sync_api")


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs."""
    folder = tmp_path_factory.mktemp("programs") / "venv"
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    for wanted in (("--upgrade", "pip>=25"), PROGRAMS):
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", *wanted], check=True, capture_output=True)
    return folder / "bin"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The WARC folder of a portal whose pages came compressed, and a month later unchanged."""
    output = tmp_path_factory.mktemp("archived") / "output"
    with raw_server() as (url, _):
        assert crawl(output, f"{url}/list.html").code == 0
        later = crawl(output, f"{url}/list.html", "--full", env={"CHENGXI_NOW": LATER})
    assert later.report["sections"][0]["unchanged"] == 6
    (folder,) = output.glob("warc/*")
    return folder


def index(site: Path) -> list[tuple[str, str, dict[str, str]]]:
    (file,) = site.glob("*.cdxj")
    return parsed(file.read_text(encoding="utf-8"))


def parsed(text: str) -> list[tuple[str, str, dict[str, str]]]:
    rows = []
    for line in text.splitlines():
        key, stamp, fields = line.split(" ", 2)
        values = json.loads(fields)
        if values.get("mime") == "unk":
            del values["mime"]  # said by leaving it out, too
        rows.append((key, stamp, values))
    return rows


@pytest.fixture(scope="module")
def replay(programs: Path, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a collection that pywb serves from the archive as it stands."""
    folder = tmp_path_factory.mktemp("pywb")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    paths = f"{{index_paths: {json.dumps(f'{site}/')}, archive_paths: {json.dumps(f'{site}/')}}}"
    (folder / "config.yaml").write_text(f"framed_replay: false\ncollections:\n  archive: {paths}\n", encoding="utf-8")
    command = [programs / "wayback", "--bind", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(150):
            try:
                with urlopen(f"{address}/archive/", timeout=5):
                    break
            except OSError:
                time.sleep(0.2)
        yield f"{address}/archive"
    finally:
        process.kill()
        process.wait(10)


def opened(replay: str, stamp: str, url: str) -> tuple[str, str]:
    """Title and text of a replayed page, as Chromium shows it."""
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{replay}/{stamp}/{url}")
        shown = page.title(), page.locator("body").inner_text()
        browser.close()
    return shown


def test_index_is_the_one_that_cdxj_indexer_makes(programs: Path, site: Path) -> None:
    made = subprocess.run(
        [programs / "cdxj-indexer", "--sort", *site.glob("*.warc.gz")], capture_output=True, text=True, check=True
    )
    theirs = [row for row in parsed(made.stdout) if not row[0].startswith("urn:chengxi:")]
    assert index(site) == theirs


def test_page_that_came_compressed_is_replayed(replay: str, site: Path) -> None:
    stamp, fields = next((stamp, fields) for _, stamp, fields in index(site) if "/a/" in fields["url"])
    assert fields["mime"] == "text/html"
    title, text = opened(replay, stamp, fields["url"])
    assert title == TITLE
    assert "发布日期：2024-05-08" in text


def test_revisit_is_replayed_with_the_page_that_it_refers_to(replay: str, site: Path) -> None:
    stamp, url = next(
        (stamp, fields["url"]) for _, stamp, fields in index(site) if fields.get("mime") == "warc/revisit"
    )
    assert stamp.startswith("202701")
    assert opened(replay, stamp, url)[0] == TITLE


def test_list_page_is_replayed(replay: str, site: Path) -> None:
    stamp, url = next((stamp, fields["url"]) for _, stamp, fields in index(site) if "list" in fields["url"])
    assert "2024-05 notice number 3" in opened(replay, stamp, url)[1]
