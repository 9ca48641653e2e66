"""Measure restoration on text of our own making: figures by kind, reliability of confidences, harm to clean text.

    python -m bench.restoration STATUTES.txt.gz [--rows 200] [--seed 7] [--kind NAME]… [--json FILE] [--speed] [--oracle]

The text is the twentieth of the statutes that the language model never saw (`scraper.language.build.is_set_aside`).
`--speed` compares with ftfy in the same run, on clean pages of 30 KB, tells MB/s on damaged ones, and what a page of
30 KB costs that is damaged wholly, kind by kind. `--oracle` tells what one who knows the chain could do: texts of which
no character is in doubt, and texts whose characters are all among the candidates.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import time
import zlib
from collections import defaultdict
from difflib import SequenceMatcher
from operator import contains
from pathlib import Path

from bench.damage import KINDS, Damaged, to_traditional
from bench.misread import CHAINS as MISREAD
from bench.misread import misread
from scraper.language.build import is_set_aside
from scraper.language.lattice import HOLE, certain
from scraper.mended import undo
from scraper.model import Mended, TextEvidence
from scraper.steps.restore import restore_text
from scraper.steps.restore.encoders import ENCODERS
from scraper.steps.restore.lossy import READERS

BLANKS = re.compile(r"[\s\u3000\xa0]+")
# Python's names of tables, and those by which the links of chains go.
READERS_OF = {
    "big5hkscs": "big5-hkscs",
    "cp1250": "windows-1250",
    "cp1251": "windows-1251",
    "cp1252": "windows-1252",
    "cp1256": "windows-1256",
    "iso8859_13": "iso-8859-13",
    "cp874": "windows-874",
    "cp437": "ibm437",
    "cp850": "ibm850",
    "cp932": "windows-31j",
    "cp949": "windows-949",
    "mac-roman": "macintosh",
}
WRITERS_OF = {"gbk": "gb18030", "big5hkscs": "big5", "utf-8": "utf-8"}
CHAINS_OF = MISREAD | {"utf8_as_gbk": ("utf-8", "gb18030")}
CHAINS = ("utf8_as_latin1", "utf8_as_1252", "gbk_as_latin1", "gbk_as_1252", "utf8_as_1252_twice")


def texts(path: Path, rng: random.Random) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file if is_set_aside(line) and len(line) > 40]
    rng.shuffle(lines)
    return ["\n".join(lines[at : at + 3]) for at in range(0, len(lines) - 3, 3)]


def is_right(row: Damaged, mended: Mended) -> bool:
    if row.ignores_blanks:
        return BLANKS.sub("", mended.text) == BLANKS.sub("", row.truth)
    return mended.text == row.truth


def judge_repairs(row: Damaged, mended: Mended, table: dict[str, list[int]]) -> None:
    """Count, by confidence, the repairs that gave what the truth has in their place."""
    whole = is_right(row, mended)
    equal = [] if whole else SequenceMatcher(None, mended.text, row.truth, autojunk=False).get_matching_blocks()
    for change in mended.changes:
        right = whole or any(a <= change.span[0] and change.span[1] <= a + size for a, _, size in equal)
        bucket = ">=.9" if change.confidence >= 0.9 else ">=.7" if change.confidence >= 0.7 else ">=.5"
        table[bucket][0] += right
        table[bucket][1] += 1


def measure(pages: list[str], rows: int, seed: int, kinds: list[str]) -> dict[str, object]:
    figures: dict[str, float] = {}
    table: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for name in kinds:
        rng = random.Random(seed * 1000 + zlib.crc32(name.encode()))
        right = total = 0
        for text in rng.sample(pages, len(pages)):
            row = KINDS[name](text, rng)
            if row is None:
                continue
            mended = restore_text(row.text, TextEvidence(script=row.site_script))  # type: ignore[arg-type]
            assert undo(mended) == row.text, name
            total += 1
            right += is_right(row, mended)
            if total % 5 == 0:
                judge_repairs(row, mended, table)
            if total == rows:
                break
        figures[name] = round(right / max(1, total), 4)
        print(f"{name:24} {right}/{total}  {figures[name]:.3f}")
    harmed = sum(restore_text(page, TextEvidence()).text is not page for page in pages)
    reliability = {bucket: round(good / n, 4) for bucket, (good, n) in sorted(table.items()) if n}
    print("reliability", {bucket: f"{good}/{n}" for bucket, (good, n) in sorted(table.items())})
    print(f"clean texts changed: {harmed} of {len(pages)}")
    chains = [figures[name] for name in CHAINS if name in figures]
    return {
        "kinds": figures,
        "chains": round(sum(chains) / len(chains), 4) if chains else None,
        "sure_repairs_right": reliability.get(">=.9"),
        "clean_changed": harmed,
        "clean": len(pages),
    }


def speed(pages: list[str]) -> dict[str, object]:
    """Compare with ftfy on clean pages of 30 KB of UTF-8; then damage them."""
    import ftfy

    clean = []
    page = ""
    for text in pages:
        page += text + "\n"
        if len(page.encode()) >= 30_000:
            clean.append(page)
            page = ""
    clean = clean[:20]
    restore_text("热身：预热模型。" * 10, TextEvidence())
    ftfy.fix_text(clean[0])
    own = sum(cost(page, rounds=1) for page in clean)
    assert all(restore_text(page, TextEvidence()).text is page for page in clean)
    start = time.process_time()
    for page in clean:
        ftfy.fix_text(page)
    peer = time.process_time() - start
    rng = random.Random(1)
    costs: dict[str, float] = {}
    size = spent = 0.0
    for name in KINDS:
        rows = [row for page in clean[:2] if (row := KINDS[name](page, rng))]
        for row in rows:
            ms = 1000 * cost(row.text, row.site_script)
            costs[name] = max(costs.get(name, 0.0), round(ms, 1))
            spent += ms / 1000
            size += len(row.text.encode("utf-8", "replace")) / 1e6
    dearest = sorted(costs.items(), key=lambda item: -item[1])
    print("ms a page of 30 KB, by kind:", ", ".join(f"{name} {ms}" for name, ms in dearest))
    return {
        "clean_ms": round(1000 * own / len(clean), 3),
        "times_ftfy": round(peer / own, 1),
        "damaged_mb_s": round(size / spent, 2),
        "slowest_ms": dearest[0][1],
        "ms": costs,
    }


def cost(text: str, script: str | None = None, rounds: int = 3) -> float:
    """Give the seconds of work that a text takes: the least of some rounds, after one that fills the tables."""
    evidence = TextEvidence(script=script)  # type: ignore[arg-type]
    restore_text(text[:400], evidence)
    least = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        restore_text(text, evidence)
        least = min(least, time.process_time() - start)
    return least


def oracle(pages: list[str], rows: int) -> dict[str, tuple[float, float]]:
    """Tell for each chain the share of texts without a doubt, and of texts that are all among the candidates."""
    figures = {}
    for name, tables in CHAINS_OF.items():
        sure = possible = total = 0
        for text in pages:
            truth = to_traditional(text) if tables[0] == "big5hkscs" else text
            try:
                lattice = certain(misread(truth, tables))
            except UnicodeError:
                continue
            for written, read in zip(tables[-2::-2], tables[::-2], strict=True):
                stream = ENCODERS[READERS_OF.get(read, read)](lattice)
                lattice = READERS[WRITERS_OF[written]](stream) if stream else certain("")
            holes = iter(lattice.holes)
            places = [next(holes) if one == HOLE else one for one in lattice.text]
            is_possible = len(places) == len(truth) and all(map(contains, places, truth))
            sure += is_possible and not lattice.holes
            possible += is_possible
            total += 1
            if total == rows:
                break
        figures[name] = (round(sure / total, 3), round(possible / total, 3))
        print(f"{name:24} without a doubt {figures[name][0]:.3f}  among the candidates {figures[name][1]:.3f}")
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("statutes", type=Path)
    parser.add_argument("--rows", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--kind", action="append", choices=list(KINDS))
    parser.add_argument("--json", type=Path)
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--oracle", action="store_true")
    options = parser.parse_args()
    pages = texts(options.statutes, random.Random(options.seed))
    result = measure(pages, options.rows, options.seed, options.kind or list(KINDS))
    if options.speed:
        result["speed"] = speed(pages)
        print(result["speed"])
    if options.oracle:
        result["oracle"] = oracle(pages, options.rows)
    if options.json:
        options.json.write_text(json.dumps(result, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
