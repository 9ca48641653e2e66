"""The terminal: data is shown literally (no emoji codes, no markup), and a pipe that closes early is no failure."""

from __future__ import annotations

from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text


class Screen(Console):
    """A console for text that a portal wrote."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"highlight": False, "emoji": False, **options})

    def widen(self, columns: int) -> None:
        """Have at least so many columns where nobody has a terminal: a file, a pipe, a mail of cron."""
        if not self.is_terminal:
            self.width = max(self.width, columns)

    def indented(self, text: Text) -> None:
        """Print a text two columns in, wrapped; Chinese has no blanks to break at."""
        for row in text.wrap(self, max(self.width - 2, 2), overflow="fold"):
            row.rstrip()
            self.print(Text("  ").append_text(row), overflow="fold")

    def bare(self, table: Table) -> None:
        """Print a table without the blanks that fill its lines up."""
        with self.capture() as drawn:
            self.print(table)
        click.echo("".join(f"{line.rstrip()}\n" for line in drawn.get().splitlines()), nl=False)

    def on_broken_pipe(self) -> None:
        """Leave it to `scraper.cli.main`, which ends with 0; rich would end with 1."""
        raise BrokenPipeError


def folding_table(*names: str, title: str) -> Table:
    """Give a table whose long cells fold: rich would cut Chinese, which has no blanks to break at."""
    table = Table(title=title, title_justify="left")
    for name in names:
        table.add_column(name, overflow="fold")
    return table
