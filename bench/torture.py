"""Kill crawls a thousand times and fill the disk fifty times; write what was found to bench/results/torture.json.

    python -m bench.torture [--kills 1000] [--disk-full 50] [--seed 1]

Exit 1 if anything was lost, doubled or torn. A kill takes two to three seconds.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from tests.torture import FullDisk, Tally, fill_disk, torture

RESULT = Path(__file__).parent / "results" / "torture.json"


def main() -> int:
    """Run both tortures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--disk-full", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--result", type=Path, default=RESULT)
    options = parser.parse_args()
    tallies: list[Tally] = []
    disks: list[FullDisk] = []
    seed = options.seed
    while sum(tally.kills for tally in tallies) < options.kills:
        left = options.kills - sum(tally.kills for tally in tallies)
        # A kill comes every 30 articles or so: an archive of 600 is whole after some twenty of them.
        tallies.append(_in_folder(lambda folder, seed=seed, left=left: torture(folder, min(60, left), seed, 600)))
        print(f"seed {seed}: {tallies[-1].kills} kills, clean: {tallies[-1].is_clean}", flush=True)
        seed += 1
        _write(options.result, tallies, disks)
    dice = random.Random(options.seed)
    for _ in range(options.disk_full):
        limit = dice.randint(70_000, 330_000)
        disks.append(_in_folder(lambda folder, limit=limit: fill_disk(folder, limit)))
        print(f"limit {limit}: exit {disks[-1].code}, clean: {disks[-1].is_clean}", flush=True)
        _write(options.result, tallies, disks)
    return 0 if all(item.is_clean for item in [*tallies, *disks]) else 1


def _in_folder(torment: object) -> object:
    folder = Path(tempfile.mkdtemp(prefix="chengxi-torture-"))
    try:
        return torment(folder / "output")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _commit() -> str:
    """Give the commit that was tortured; empty outside a clone."""
    command = ["git", "-C", str(Path(__file__).parent), "rev-parse", "--short", "HEAD"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _write(file: Path, tallies: list[Tally], disks: list[FullDisk]) -> None:
    names = ("kills", "lost", "doubled", "torn", "warc_missing", "warc_doubled", "bad_digests", "bad_places")
    totals = {name: sum(getattr(tally, name) for tally in tallies) for name in (*names, "index_differs", "wrong_exits")}
    points = sum((tally.points for tally in tallies), Counter())
    file.parent.mkdir(exist_ok=True)
    file.write_text(
        json.dumps(
            {
                "commit": _commit(),
                "kills": totals | {"articles": sum(t.articles for t in tallies), "points": dict(points)},
                "seeds": [tally.seed for tally in tallies],
                "disk_full": {
                    "points": len(disks),
                    "stopped_with_75": sum(disk.code == 75 for disk in disks),
                    "slowest_seconds": max((disk.seconds for disk in disks), default=0),
                    "lost": sum(disk.tally.lost for disk in disks),
                    "unclean": [asdict(disk) for disk in disks if not disk.is_clean],
                },
                "unclean": [asdict(tally) for tally in tallies if not tally.is_clean],
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    sys.exit(main())
