"""The time of day; a test sets it with CHENGXI_NOW (ISO 8601) to see what a crawl does a month later."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from time import monotonic

_STARTED = monotonic()


def now() -> datetime:
    """Give the present time, UTC, whole seconds. With CHENGXI_NOW the process began at that time."""
    pretended = os.environ.get("CHENGXI_NOW")
    if pretended:
        began = datetime.fromisoformat(pretended).astimezone(UTC)
        return (began + timedelta(seconds=monotonic() - _STARTED)).replace(microsecond=0)
    return datetime.now(UTC).replace(microsecond=0)
