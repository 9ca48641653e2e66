"""Measure index, search and tables on an archive that is made for it: `python bench/search.py [--articles 100000]`.

Prints each figure beside its bar, writes bench/results/search.json and exits 1 where a bar is missed. CPU times are of
this process; times of searches are of the first page of 20 hits with snippets, nothing cached, the index open.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import time
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import duckdb
import orjson

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scraper import Archive  # noqa: E402 - the root comes first
from scraper.index.export import write_parquet  # noqa: E402
from scraper.index.logs import lines, logs  # noqa: E402
from tests.archive_maker import append, make_archive, make_line  # noqa: E402

RESULTS = ROOT / "bench" / "results" / "search.json"
QUERIES = 60  # of each kind
BEYOND = "or_not"  # harder than what the bar speaks of (1, 2, 4 characters, phrases, AND): told beside it


@dataclass(frozen=True)
class Bar:
    name: str
    unit: str
    most: float


BARS = (
    Bar("build", "CPU ms an article", 4.0),
    Bar("size", "x raw text", 1.8),
    Bar("best_p95", "ms", 200.0),
    Bar("newest_p95", "ms", 50.0),
    Bar("facets_p95", "ms", 300.0),
    Bar("hundred_more", "s", 0.5),
    Bar("parquet_count", "ms", 100.0),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="folder of the archive; kept and used again")
    options = parser.parse_args()
    folder = options.keep or Path(gettempdir()) / f"chengxi-bench-{options.articles}"
    shutil.rmtree(folder / "more", ignore_errors=True)
    if not (folder / "articles").is_dir():
        make_archive(folder, options.articles)
    (folder / "index.sqlite3").unlink(missing_ok=True)
    figures = measure(folder, options.articles)
    if options.keep is None:
        shutil.rmtree(folder)
    return report(figures, options.articles)


def measure(folder: Path, articles: int) -> dict[str, Any]:
    archive = Archive(folder)
    raw, samples = raw_text(folder)
    began = time.process_time()
    archive.searcher.catch_up()
    figures: dict[str, Any] = {"build": (time.process_time() - began) * 1000 / articles}
    archive.close()  # the write-ahead log goes into the file
    figures["size"] = (folder / "index.sqlite3").stat().st_size / raw
    figures["raw_text_mb"] = raw / 1e6
    archive = Archive(folder)
    began = time.perf_counter()
    archive.search("水利")
    figures["open_and_first_search"] = (time.perf_counter() - began) * 1000
    queries = make_queries(samples)
    for sort in ("relevance", "newest"):
        name = "best" if sort == "relevance" else "newest"
        times = {kind: sorted(page_time(archive, text, sort) for text in texts) for kind, texts in queries.items()}
        for kind, values in times.items():
            figures[f"{name}_{kind}_p95"] = percentile(values)
        barred = sorted(chain.from_iterable(values for kind, values in times.items() if kind != BEYOND))
        figures[f"{name}_p50"] = percentile(barred, 0.5)
        figures[f"{name}_p95"] = percentile(barred)
        archive.searcher.forget()
        figures[f"{name}_cpu_p95"] = percentile(
            sorted(page_cpu(archive, text, sort) for kind, texts in queries.items() if kind != BEYOND for text in texts)
        )
        archive.searcher.forget()
    figures["facets_p95"] = percentile(
        sorted(facet_time(archive, text) for text in chain.from_iterable(queries.values()))
    )
    figures["hundred_more"] = hundred_more(archive, folder)
    figures["parquet_count"] = parquet_count(archive, folder / "more")
    archive.close()
    return figures


def raw_text(folder: Path) -> tuple[int, list[str]]:
    """Give the bytes of title and text of all articles, and some texts to take queries from."""
    size, samples = 0, []
    chance = random.Random(3)
    for log in logs(folder, "articles"):
        for line in lines(log, 0):
            values = orjson.loads(line.data)
            size += len(values["title"].encode()) + len(values["text"].encode())
            if chance.random() < 0.01:
                samples.append(values["text"])
    return size, samples


def make_queries(samples: list[str]) -> dict[str, list[str]]:
    chance = random.Random(5)

    def cut(length: int) -> str:
        while True:
            text = chance.choice(samples)
            at = chance.randrange(len(text) - length)
            found = text[at : at + length]
            if all("\u4e00" <= char <= "\u9fff" for char in found):
                return found

    return {
        "one": list({cut(1) for _ in range(QUERIES)}),
        "two": list({cut(2) for _ in range(QUERIES)}),
        "four": list({cut(4) for _ in range(QUERIES)}),
        "and": list({f"{cut(2)} {cut(3)}" for _ in range(QUERIES)}),
        "phrase": list({f'"{cut(8)}"' for _ in range(QUERIES)}),
        "or_not": list({f"{cut(4)} OR {cut(3)} -{cut(4)}" for _ in range(QUERIES)}),
    }


def page_time(archive: Archive, query: str, sort: str) -> float:
    """Give the milliseconds to the first page."""
    began = time.perf_counter()
    archive.search(query, sort=sort).page()  # type: ignore[typeddict-item]  # one of the two
    return (time.perf_counter() - began) * 1000


def page_cpu(archive: Archive, query: str, sort: str) -> float:
    """Give the milliseconds of CPU to the first page: what the time is where nobody else wants the machine."""
    began = time.process_time()
    archive.search(query, sort=sort).page()  # type: ignore[typeddict-item]  # one of the two
    return (time.process_time() - began) * 1000


def facet_time(archive: Archive, query: str) -> float:
    """Give the milliseconds of three facets of an answer."""
    results = archive.search(query)
    began = time.perf_counter()
    for facet in ("site", "section", "year"):
        results.facet(facet)  # type: ignore[arg-type]  # one of the four
    return (time.perf_counter() - began) * 1000


def hundred_more(archive: Archive, folder: Path) -> float:
    """Give the seconds from 100 appended articles to the search that finds them all."""
    mark = f"新增标记{time.time_ns()}"
    added = [
        make_line(f"{mark} {number}", "正文一段。", url=f"https://x.example.cn/{mark}/{number}")
        for number in range(100)
    ]
    append(folder, added)
    began = time.perf_counter()
    assert len(archive.search(mark)) == 100
    return time.perf_counter() - began


def parquet_count(archive: Archive, target: Path) -> float:
    """Give the milliseconds of a count by site and month over the exported Parquet files (best of three)."""
    shutil.rmtree(target, ignore_errors=True)
    write_parquet(archive.articles(), target)
    times = []
    with duckdb.connect() as database:
        for _ in range(3):
            began = time.perf_counter()
            database.sql(
                "SELECT site, left(published, 7) AS month, count(*) FROM"
                f" read_parquet('{target}/**/*.parquet', hive_partitioning = true) GROUP BY ALL"
            ).fetchall()
            times.append((time.perf_counter() - began) * 1000)
    shutil.rmtree(target)
    return min(times)


def percentile(values: list[float], share: float = 0.95) -> float:
    return values[min(len(values) - 1, int(len(values) * share))]


def report(figures: dict[str, Any], articles: int) -> int:
    missed = 0
    for bar in BARS:
        is_met = figures[bar.name] <= bar.most
        missed += not is_met
        print(f"{bar.name:14} {figures[bar.name]:9.2f} {bar.unit:18} bar {bar.most:6} {'' if is_met else 'MISSED'}")
    for name, value in figures.items():
        if name not in {bar.name for bar in BARS}:
            print(f"  {name:24} {value:9.2f}")
    RESULTS.parent.mkdir(exist_ok=True)
    told = {"articles": articles, **{name: round(value, 3) for name, value in figures.items()}}
    RESULTS.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
