"""The four recorded sections that list, crawled with no configuration."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from urllib.parse import unquote, urlsplit

import orjson
import pytest

from tests.crawling import articles, crawl, set_aside
from tests.portal.families.server import on_loopback

SECTIONS = [
    ("gzdzhrss.com", "gzdt/tzgg/index.html", "site_trs", 20),
    ("gzdzhrss.com", "zwgk/zcfg_62459/index.html", "site_trs", 20),
    ("hcdd.cq.cn", "index/tzgg.html", "site_vsb", 20),
    ("hcdd.cq.cn", "index/xyxw.html", "site_vsb", 18),  # and two rows that are dead
]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback."""
    with on_loopback(partial(_Quiet, directory=str(folder))) as url:
        yield url


def gold(shared: Path, name: str) -> dict[str, dict]:
    """Title and date of each article page of a recorded portal, by its path on the portal."""
    with gzip.open(shared / f"corpus/extraction/{name}.jsonl.gz") as lines:
        return {row["id"].split("/", 2)[2]: row for row in map(orjson.loads, lines)}


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.shared
@pytest.mark.parametrize("recorded", SECTIONS, ids=[f"{portal}/{section}" for portal, section, _, _ in SECTIONS])
def test_recorded_section_is_stored_with_titles_and_dates(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], recorded: tuple[str, str, str, int]
) -> None:
    portal, section, truth, listed = recorded
    pages = gold(shared, truth)
    with served(shared / "corpus/portals/sites" / portal) as address:
        run = crawl(tmp_path, f"{address}/{section}")
    stored, aside = articles(tmp_path), set_aside(tmp_path)
    right = wrong = unknown = 0
    for line in stored:
        row = pages.get(unquote(urlsplit(line["url"]).path).lstrip("/"))
        if row is None:
            unknown += 1
            continue
        is_right = squeezed(line["title"]) == squeezed(row["title"]) and line.get("published", "")[:10] == row["date"]
        right, wrong = right + is_right, wrong + (not is_right)
        if not is_right:
            print(line["url"], line.get("title"), line.get("published"), "| gold:", row["title"], row["date"])
    report = run.report["sections"][0]
    with capsys.disabled():
        print(
            f"\n{portal}/{section}: {report['listed']} listed, {len(stored)} stored ({right} right, {wrong} wrong, "
            f"{unknown} without gold), {len(aside)} set aside: {[line['outcome'] for line in aside]}"
        )
    assert run.code == 0
    assert report["listed"] >= listed
    assert right >= 0.95 * report["listed"]
    assert all(line["reasons"] for line in aside)
    assert len(stored) + sum(report["set_aside"].values()) >= report["listed"]
