"""What runs told of themselves in `runs/`, and a state that knows nothing of one: it is an older copy.

Such a state would take the later ends of the logs for what a killed writer left.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson


def told_runs(output: Path, after: str = "") -> Iterator[dict[str, Any]]:
    """Give what the runs told of themselves, the first first; one that was killed told nothing."""
    for file in sorted(path for path in (output / "runs").glob("*.json") if path.stem > after and path.is_file()):
        try:
            run = orjson.loads(file.read_bytes())
        except (OSError, orjson.JSONDecodeError):
            continue
        if isinstance(run, dict) and isinstance(run.get("run_id"), str):
            yield run


def forgotten_run(db: sqlite3.Connection, output: Path) -> str | None:
    """Name a run that stored something and is later than all that the state knows, or None.

    A state without any run was made again by software that noted none.
    """
    (known,) = db.execute("SELECT max(run_id) FROM runs").fetchone()
    if known is None:
        return None
    return next((run["run_id"] for run in told_runs(output, known) if _has_stored(run)), None)


def older_state(run_id: str) -> str:
    """Say what is wrong with a state that forgot a run, and the cure."""
    return (
        f"it knows nothing of the run {run_id}, which stored something: it is an older copy; bring the newer one back, "
        "or run `chengxi rebuild --from articles`"
    )


def _has_stored(run: dict[str, Any]) -> bool:
    sections = run.get("sections")
    return isinstance(sections, list) and any(
        isinstance(section, dict) and (section.get("new") or section.get("changed") or section.get("set_aside"))
        for section in sections
    )
