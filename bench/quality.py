"""Hold the quality floors: run each measurement of `bench/floors.json` and compare every figure with its bound.

    python bench/quality.py [NAME…] [--keep FILE]      measure (all, or those named); exit 1 under a floor
    python bench/quality.py --raise                    write better figures into the floors; never lowers one

A measurement is a command that writes JSON to {json}; figures are named by dotted path ("text.exact"), each with
`at_least` or `at_most`. A floor is lowered by hand only, in a commit of its own that says why.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "bench" / "floors.json"


def main() -> int:
    """Measure, print a line a figure, and tell whether every bound holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="measurements to run (default: all)")
    parser.add_argument("--raise", dest="raises", action="store_true", help="write better figures into the floors")
    parser.add_argument("--keep", type=Path, help="write all measured figures to this file")
    options = parser.parse_args()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    unknown = set(options.names) - set(floors)
    if unknown:
        parser.error(f"no measurement {', '.join(sorted(unknown))}; known are {', '.join(floors)}")
    measured, broken = {}, 0
    for name, measurement in floors.items():
        if options.names and name not in options.names:
            continue
        started = time.monotonic()
        try:
            figures = measured[name] = measure(measurement["command"])
        except subprocess.CalledProcessError as error:
            print(f"{name}: the measurement itself failed ({error})")
            broken += 1
            continue
        print(f"{name} ({time.monotonic() - started:.0f} s)")
        for path, bound in measurement["figures"].items():
            value = look_up(figures, path)
            holds = is_within(value, bound)
            broken += not holds
            print(
                f"  {'holds' if holds else 'BROKEN'}  {path} = {value}   {next(iter(bound))} {next(iter(bound.values()))}"
            )
            if options.raises and holds:
                measurement["figures"][path] = raised(value, bound)
    if options.raises:
        FLOORS.write_text(json.dumps(floors, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if options.keep:
        options.keep.write_text(json.dumps(measured, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print("every bound holds" if not broken else f"{broken} bounds are broken")
    return 1 if broken else 0


def measure(command: list[str]) -> dict[str, Any]:
    """Run a measurement and give the figures that it wrote."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "figures.json"
        words = [word.format(json=target, python=sys.executable, bin=Path(sys.executable).parent) for word in command]
        # What the command prints (figures by kind) is of use in a log, so it is passed on.
        subprocess.run(words, cwd=ROOT, check=True)
        figures: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return figures


def look_up(figures: Any, path: str) -> Any:
    """Give the figure at a dotted path; a part of the path may be a number of a list."""
    for key in path.split("."):
        figures = figures[int(key)] if isinstance(figures, list) else figures[key]
    return figures


def is_within(value: Any, bound: dict[str, Any]) -> bool:
    """Tell whether a figure keeps its bound; `equals` is for figures such as "46/46"."""
    if "equals" in bound:
        return bool(value == bound["equals"])
    if "at_least" in bound:
        return bool(value >= bound["at_least"])
    return bool(value <= bound["at_most"])


def raised(value: Any, bound: dict[str, Any]) -> dict[str, Any]:
    """Give the stricter bound."""
    return bound if "equals" in bound else {next(iter(bound)): value}


if __name__ == "__main__":
    sys.exit(main())
