"""Named points at which a test kills the process, to prove that nothing is lost there."""

from __future__ import annotations

import os
import signal

# In the order in which a commit passes them; `page` and `list` stand in the spider and the pipelines.
POINTS = ("page", "list", "before-write", "half-written", "after-write", "after-sync", "before-commit", "after-commit")
_left: dict[str, int] = {}


def point(name: str) -> None:
    """Kill this process at once (SIGKILL) if CHENGXI_CRASH_AT names this point: `name` or `name:N`, the Nth time."""
    wanted = os.environ.get("CHENGXI_CRASH_AT")
    if not wanted:
        return
    chosen, _, count = wanted.partition(":")
    if chosen != name:
        return
    _left[name] = _left.get(name, int(count or 1)) - 1
    if _left[name] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
