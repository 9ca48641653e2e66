"""Tables of sections for people: numbers, dates and outcomes are never cut; only the name of a section may fold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from scraper.errors import printable

PIPED_COLUMNS = 120  # where nobody has a terminal
_LONGEST_NAME = 60


def print_sections(names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table whose first column is the section; the other columns keep their whole width."""
    from rich.table import Table
    from rich.text import Text

    from scraper.cli.screen import Screen

    screen = Screen()
    screen.widen(PIPED_COLUMNS)
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("section", overflow="fold")
    for name in names:
        table.add_column(name, justify="right", no_wrap=True)
    for first, *others in rows:
        table.add_row(Text(first), *map(Text, others))
    screen.print(table)


def section_name(name: str) -> str:
    """Give the name of a section as a table shows it: of an address its path alone, without control characters."""
    text = printable(name)
    if text.startswith(("http://", "https://")):
        parts = urlsplit(text)
        text = parts.path + (f"?{parts.query}" if parts.query else "") or "/"
    return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1]}…"


def short_time(text: str | None, now: datetime) -> str:
    """Give a time of this year as `MM-DD HH:MM`, any other as `YYYY-MM-DD`, none as `never`."""
    if text is None:
        return "never"
    at = datetime.fromisoformat(text)
    return f"{at:%m-%d %H:%M}" if at.year == now.year else f"{at:%Y-%m-%d}"
