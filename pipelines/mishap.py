"""An error that nobody foresaw, told as the reason of the page that met it, so that no page is lost and none waits."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

from scraper.errors import PageError

_LOG = logging.getLogger("chengxi.mishap")
_MAX_CHARS = 300


def mishap(error: Exception) -> PageError:
    """Give the reason of a page that met an unforeseen error: its kind, what it says, and where; a PageError stays.

    The whole traceback goes to the log of the run.
    """
    if isinstance(error, PageError):
        return error
    _LOG.error("an unforeseen error", exc_info=error)
    frames = traceback.extract_tb(error.__traceback__)[-2:]
    where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    return PageError(f"an unforeseen error: {type(error).__name__}: {str(error)[:_MAX_CHARS]} ({where})")
