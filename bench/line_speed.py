"""Measure the whole line against trafilatura on the open Chinese pages, CPU time, same run.

    python bench/line_speed.py [--json FILE] [--pages 120] [--shared ../shared]

ratio: pages per CPU second of the line (bytes to record) over those of `trafilatura.extract`, which gives the text alone;
ratio_with_metadata: over trafilatura's JSON with metadata, which is nearer to what a record holds. The line and both
peers read the same pages in turn, three rounds, of each page the quickest counts. Also the steps' milliseconds a page, the
share of pages that asked another extractor for its vote, and the peak memory in MB of one worker that reads all pages,
with the extractor that a vote loads.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Callable
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from scraper.fields import ArticleLine
from scraper.line import refine
from scraper.model import Document, RawPage
from scraper.profile import EMPTY
from scraper.sites import site_of
from scraper.steps.decode import decode
from scraper.steps.extract import extract
from scraper.steps.judge import judge
from scraper.steps.purge import purge
from scraper.steps.restore import restore

SETS = ("daniel_zh", "cwced", "magic_article")
HEADERS = (("Content-Type", "text/html; charset=utf-8"),)


def read(folder: Path, most: int) -> list[tuple[RawPage, str]]:
    """Every n-th page of the open Chinese sets, so that all sets are in it."""
    rows = []
    for name in SETS:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows.extend(json.loads(line) for line in lines)
    step = max(1, len(rows) // most)
    return [
        (RawPage(row["url"] or "", row["html"].encode("utf-8", "replace"), headers=HEADERS), row["html"])
        for row in rows[::step]
    ]


def quickest_ms(works: list[list[Callable[[], object]]], rounds: int = 3) -> list[float]:
    """Give for each kind of work its mean milliseconds of CPU a page, each page at its quickest round.

    `works`: for each page its works, one of a kind. They are done page by page in turn, so that what else the machine
    does falls on all of them.
    """
    least = [[float("inf")] * len(page) for page in works]
    for _ in range(rounds):
        for page, times in zip(works, least, strict=True):
            for kind, work in enumerate(page):
                started = time.process_time()
                work()
                times[kind] = min(times[kind], time.process_time() - started)
    return [sum(times) / len(works) * 1000 for times in zip(*least, strict=True)]


def steps(pages: list[RawPage]) -> dict[str, float]:
    """Milliseconds a page, step by step."""
    spent = dict.fromkeys(("decode", "restore", "purge", "extract", "judge"), 0.0)
    site = site_of("http://example.gov.cn/")
    for page in pages:
        marks = [time.process_time()]
        decoded = decode(page)
        marks.append(time.process_time())
        restored = restore(decoded, EMPTY)
        marks.append(time.process_time())
        purged = purge(restored, EMPTY)
        marks.append(time.process_time())
        article = extract(purged, (), None, site, EMPTY)
        marks.append(time.process_time())
        judge(article, purged)
        marks.append(time.process_time())
        for name, low, high in zip(spent, marks, marks[1:], strict=False):
            spent[name] += high - low
    return {name: round(seconds / len(pages) * 1000, 2) for name, seconds in spent.items()}


def worker_mb(pages: list[RawPage]) -> float:
    """Peak memory of a process that does nothing but the line, page after page."""
    with get_context("spawn").Pool(1) as pool:
        return max(pool.imap(peak_mb, pages))


def peak_mb(page: RawPage) -> float:
    import trafilatura  # noqa: F401 - what a vote loads

    refine(Document(page), site_of(page.url), EMPTY)
    # Not ru_maxrss: a process that was started from a larger one inherits that one's.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def main() -> None:
    import trafilatura  # not above: the worker whose memory is measured reads this module too

    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--json", type=Path)
    arguments.add_argument("--pages", type=int, default=120)
    arguments.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    options = arguments.parse_args()
    known = read(options.shared / "corpus" / "extraction", options.pages)
    pages = [page for page, _ in known]
    for page in pages[:5]:
        refine(Document(page), site_of(page.url), EMPTY)  # tables are read once a process
    trafilatura.extract(known[0][1])
    works: list[list[Callable[[], object]]] = [
        [
            partial(refine, Document(page), site_of(page.url), EMPTY),
            partial(trafilatura.extract, html),
            partial(trafilatura.extract, html, output_format="json", with_metadata=True),
        ]
        for page, html in known
    ]
    line, peer, whole_peer = quickest_ms(works)
    records = [refine(Document(page), site_of(page.url), EMPTY).record for page in pages]
    votes = sum(isinstance(record, ArticleLine) and "vote" in record.extraction.method for record in records)
    figures = {
        "pages": len(pages),
        "ratio": round(peer / line, 2),
        "ratio_with_metadata": round(whole_peer / line, 2),
        "line_ms": round(line, 2),
        "trafilatura_ms": round(peer, 2),
        "trafilatura_with_metadata_ms": round(whole_peer, 2),
        "steps_ms": steps(pages),
        "voted": round(votes / len(pages), 4),
        "memory_mb": round(worker_mb(pages)),
    }
    print(json.dumps(figures))
    if options.json:
        options.json.write_text(json.dumps(figures), encoding="utf-8")


if __name__ == "__main__":
    main()
