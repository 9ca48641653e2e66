"""A clock that was ahead and has been set right: what it noted lies in the future, and would be waited for."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

# Clocks of machines that share an archive differ by seconds; one that was wrong differs by hours, months or years.
_TOLERANCE = timedelta(hours=1)
# Nothing is rewritten of what happened: only when to look next, and since when something has been missed.
_MENDS = (
    "UPDATE pages SET last_checked = ?1, next_check = ?1 WHERE last_checked > ?1 AND next_check > ?1",
    "UPDATE pages SET gone_since = ?1 WHERE gone_since > ?1",
    "UPDATE listings SET missed_at = ?1 WHERE missed_at > ?1",
    "UPDATE sections SET swept_at = NULL WHERE swept_at > ?1",
    "UPDATE sections SET last_run_at = NULL WHERE last_run_at > ?1",
    "DELETE FROM hosts WHERE not_before > ?1",
)


def is_ahead(noted: datetime, at: datetime) -> bool:
    """Tell whether a time that was noted as past lies so far ahead that the clock must have been wrong.

    One without a zone, as no run of today notes it, is read as UTC.
    """
    return (noted if noted.tzinfo else noted.replace(tzinfo=UTC)) > at + _TOLERANCE


def mend_times(db: sqlite3.Connection, at: datetime) -> None:
    """Make due what a clock that was ahead put off, in a transaction of its own; nothing where no run lies ahead."""
    (last,) = db.execute("SELECT max(started_at) FROM runs").fetchone()
    if last is None or not is_ahead(datetime.fromisoformat(last), at):
        return
    db.execute("BEGIN IMMEDIATE")
    for mend in _MENDS:
        db.execute(mend, (at.isoformat(timespec="seconds"),))
    db.execute("COMMIT")
