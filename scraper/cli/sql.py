"""chengxi sql: DuckDB over the output."""

from __future__ import annotations

import sys
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from scraper.cli.common import Settings, common_options, counted
from scraper.cli.rows import write_rows
from scraper.errors import printable

if TYPE_CHECKING:
    from rich.table import Table

    from scraper.index.sql import Answer

# Where a column would have fewer characters than this, the fields of a row stand under each other.
LEAST_COLUMN = 8
PIPED_COLUMNS = 200
_EXAMPLES = """\b
Views: articles (newest text of each), revisions (every line), set_aside, runs, fetches (one row a response)

\b
Examples:
  chengxi sql "SELECT site, left(published, 7) AS month, count(*) FROM articles GROUP BY ALL ORDER BY ALL"
  chengxi sql "SELECT outcome, count(*) FROM set_aside GROUP BY ALL"
  chengxi sql "SELECT url, r.rule, r.before, r.after FROM articles, unnest(repairs) AS t(r)" --format csv
"""


@click.command(epilog=_EXAMPLES)
@click.argument("statement")
@click.option("--format", "form", type=click.Choice(["table", "jsonl", "csv"]), default="table", show_default=True)
@common_options
def command(statement: str, form: str, settings: Settings) -> int:
    """Ask the archive in SQL (DuckDB)."""
    from scraper.index.sql import ask
    from scraper.index.table import write_table

    answer = ask(settings.output, statement)
    if form == "table":
        _table(answer)
    elif form == "csv":  # as it is asked: two columns may have one name
        write_table(answer.columns, (map(_plain, row) for row in answer.rows), sys.stdout.buffer)
    else:
        write_rows(form, answer.columns, (dict(zip(answer.columns, row, strict=True)) for row in answer.rows))
    return 0


def _table(answer: Answer) -> None:
    from scraper.cli.screen import Screen

    # A terminal folds long cells; a pipe gets them whole, a row a line.
    console = Screen() if sys.stdout.isatty() else Screen(width=100_000)
    if len(answer.columns) * LEAST_COLUMN > (console.width if console.is_terminal else PIPED_COLUMNS):
        _records(answer)
    else:
        console.bare(_drawn(answer))
    click.echo(counted(len(answer.rows), "row"), err=True)


def _drawn(answer: Answer) -> Table:
    """Draw the rows side by side; columns of numbers stand to the right."""
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for at, name in enumerate(answer.columns):
        is_number = any(_is_number(row[at]) for row in answer.rows)
        table.add_column(escape(_cell(name)), overflow="fold", justify="right" if is_number else "left")
    for row in answer.rows:
        table.add_row(*(escape(_cell(value)) for value in row))
    return table


def _records(answer: Answer) -> None:
    """Print the fields of each row under each other, those without a value left out."""
    width = max(map(len, answer.columns))
    for number, row in enumerate(answer.rows, 1):
        click.secho(f"row {number}", bold=True)
        for name, value in zip(answer.columns, row, strict=True):
            if value is not None:
                click.echo(f"{_cell(name):{width}}  {_cell(value)}")


def _cell(value: object) -> str:
    """Give a value on one line; none is empty."""
    return "" if value is None else printable(str(_plain(value)), keep="\t\n").replace("\n", "⏎").replace("\t", " ")


def _plain(value: object) -> object:
    """Give a list or a struct as JSON, which other programs read."""
    if not isinstance(value, list | dict):
        return value
    import orjson

    return orjson.dumps(value, default=str).decode()


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)
