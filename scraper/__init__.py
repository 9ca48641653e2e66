"""chengxi (澄溪): an archive of government portals that researchers can trust."""

from __future__ import annotations

from os import environ
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scraper.archive import Archive as Archive

# Small matrices, many worker processes: threads of the algebra library cost more than they give (half the line's time).
# It reads this once, when numpy is first imported.
environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
__all__ = ["Archive", "__version__"]


def __getattr__(name: str) -> Any:
    """Import `Archive` when it is asked for: `import scraper` stays cheap."""
    if name == "Archive":
        from scraper.archive import Archive  # noqa: PLC0415 - at import time it would cost every verb its libraries

        return Archive
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
