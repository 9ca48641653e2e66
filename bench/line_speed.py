"""Measure the whole line against trafilatura on the open Chinese pages, CPU time, same run.

    python bench/line_speed.py [--json FILE] [--pages 120] [--shared ../shared]

ratio: pages per CPU second of the line (bytes to record) over trafilatura's. Also the steps' milliseconds a page, the
share of pages that asked another extractor for its vote, and the peak memory of this process in MB.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura

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


def cpu_ms(work: Callable[[], object], pages: int) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) / pages * 1000


def steps(pages: list[RawPage]) -> dict[str, float]:
    """Milliseconds a page, step by step."""
    spent = dict.fromkeys(("decode", "restore", "purge", "extract", "judge"), 0.0)
    site = site_of("http://example.gov.cn/")
    for page in pages:
        marks = [time.process_time()]
        decoded = decode(page, EMPTY)
        marks.append(time.process_time())
        restored = restore(decoded, EMPTY)
        marks.append(time.process_time())
        purged = purge(restored, EMPTY)
        marks.append(time.process_time())
        article = extract(purged, (), None, site, EMPTY)
        marks.append(time.process_time())
        judge(article, purged, EMPTY)
        marks.append(time.process_time())
        for name, low, high in zip(spent, marks, marks[1:], strict=False):
            spent[name] += high - low
    return {name: round(seconds / len(pages) * 1000, 2) for name, seconds in spent.items()}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--json", type=Path)
    arguments.add_argument("--pages", type=int, default=120)
    arguments.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    options = arguments.parse_args()
    known = read(options.shared / "corpus" / "extraction", options.pages)
    pages = [page for page, _ in known]
    for page in pages[:5]:
        refine(Document(page), site_of(page.url), EMPTY)  # tables are read once a process
    records = []
    line = cpu_ms(
        lambda: records.extend(refine(Document(page), site_of(page.url), EMPTY).record for page in pages), len(pages)
    )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    peer = cpu_ms(lambda: [trafilatura.extract(html) for _, html in known], len(known))
    votes = sum(
        "vote" in (getattr(record, "extraction", None).method if getattr(record, "extraction", None) else "")
        for record in records
    )
    figures = {
        "pages": len(pages),
        "ratio": round(peer / line, 2),
        "line_ms": round(line, 2),
        "trafilatura_ms": round(peer, 2),
        "steps_ms": steps(pages),
        "voted": round(votes / len(pages), 4),
        "memory_mb": round(memory),
    }
    print(json.dumps(figures))
    if options.json:
        options.json.write_text(json.dumps(figures), encoding="utf-8")


if __name__ == "__main__":
    main()
