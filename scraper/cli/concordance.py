"""chengxi concordance: key word in context."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import click

from scraper.cli.common import Settings, common_options
from scraper.cli.narrowing import QueryCommand, narrowing_options
from scraper.cli.rows import write_rows
from scraper.cli.search import opened, tell_unmatched
from scraper.errors import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.index.concordance import Occurrence
    from scraper.index.wanted import Filters

_ID_CHARS = 8  # enough for `chengxi show`
_EXAMPLES = """\b
Examples:
  chengxi concordance 乡村振兴 --since 2024 --sort after       grouped by what follows
  chengxi concordance '振兴 OR 脱贫' --limit 0 --format csv > kwic.csv

A row a place, in titles, texts and attachments; near-duplicates once (--repetitions: each).
"""


@click.command(cls=QueryCommand, epilog=_EXAMPLES)
@narrowing_options
@click.option(
    "--width", type=click.IntRange(1, 1000), help="Characters on each side (default: 30; a table: what fits)."
)
@click.option(
    "--sort",
    type=click.Choice(["found", "before", "after"]),
    default="found",
    show_default=True,
    help="By what stands before or after the words.",
)
@click.option("--repetitions", is_flag=True, help="Near-duplicates too.")
@click.option("--limit", type=click.IntRange(0), default=50, show_default=True, help="Places shown; 0: all.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl", "csv"]), default="table", show_default=True)
@common_options
def command(  # noqa: PLR0913 - one argument an option
    query: str,
    filters: Filters,
    settings: Settings,
    width: int | None,
    sort: str,
    repetitions: bool,
    limit: int,
    form: str,
) -> int:
    """Show each place of the words of QUERY with what stands around it (key word in context)."""
    from scraper.index.concordance import COLUMNS, WIDTH, concordance, ordered

    filters["repetitions"] = repetitions
    with opened(settings) as archive:
        found = archive.search(query, **filters).found.readable()
        places = ordered(concordance(archive.searcher, found, width or (200 if form == "table" else WIDTH)), sort)  # type: ignore[arg-type]  # click has chosen it
        shown = islice(places, limit or None)
        if form == "table":
            _table(shown)
            if next(places, None):
                click.echo(f"the first {limit:,} places are shown (--limit 0: all)", err=True)
        else:
            write_rows(form, COLUMNS, (place.told() for place in shown))
        if not found.docs.size:
            tell_unmatched(archive, filters)
    return 0


def _table(places: Iterator[Occurrence]) -> None:
    """Print the words in one column, what stands before them flush right."""
    from rich.cells import cell_len
    from rich.text import Text

    from scraper.cli.screen import Screen

    screen = Screen()
    is_empty = True
    for place in places:
        is_empty = False
        head = f"{(place.line.get('published') or '')[:10]:10} {place.line['id'][:_ID_CHARS]}  "
        match = printable(place.match)
        room = max(8, screen.width - len(head) - cell_len(match) - 2)
        before = _end(printable(place.before), room // 2)
        row = Text(head, style="dim").append(" " * (room // 2 - cell_len(before)) + before, style="not dim")
        row.append(f" {match} ", style="not dim bold yellow")
        row.append(_end(printable(place.after)[::-1], room - room // 2)[::-1], style="not dim")
        screen.print(row, overflow="ignore", no_wrap=True, crop=False)
    if is_empty:
        click.echo("Nothing found.")


def _end(text: str, cells: int) -> str:
    """Give the end of a text that takes at most so many columns; Chinese takes two a character."""
    from rich.cells import cell_len

    width = 0
    for place in range(len(text) - 1, -1, -1):
        width += cell_len(text[place])
        if width > cells:
            return text[place + 1 :]
    return text
