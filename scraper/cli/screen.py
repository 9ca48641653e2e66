"""The terminal: data is shown literally (no emoji codes, no markup), and a pipe that closes early is no failure."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table


class Screen(Console):
    """A console for text that a portal wrote."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"highlight": False, "emoji": False, **options})

    def on_broken_pipe(self) -> None:
        """Leave it to `scraper.cli.main`, which ends with 0; rich would end with 1."""
        raise BrokenPipeError


def folding_table(*names: str, title: str) -> Table:
    """Give a table whose long cells fold: rich would cut Chinese, which has no blanks to break at."""
    table = Table(title=title, title_justify="left")
    for name in names:
        table.add_column(name, overflow="fold")
    return table
