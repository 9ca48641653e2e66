"""chengxi sql: DuckDB over the output."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from scraper.cli.common import Settings, common_options
from scraper.cli.search import printable

if TYPE_CHECKING:
    from scraper.index.sql import Answer

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

    answer = ask(settings.output, statement)
    {"table": _table, "jsonl": _jsonl, "csv": _csv}[form](answer)
    return 0


def _table(answer: Answer) -> None:
    from rich.markup import escape
    from rich.table import Table

    from scraper.cli.screen import Screen

    # A terminal folds long cells; a pipe gets them whole.
    console = Screen() if sys.stdout.isatty() else Screen(width=100_000)
    table = Table(*(escape(printable(name)) for name in answer.columns), box=None, header_style="bold", pad_edge=False)
    for row in answer.rows:
        table.add_row(*("" if value is None else escape(printable(str(value))) for value in row))
    for column in table.columns:
        column.overflow = "fold"
    console.print(table)
    click.echo(f"{len(answer.rows):,} row{'s' if len(answer.rows) != 1 else ''}", err=True)


def _jsonl(answer: Answer) -> None:
    import orjson

    for row in answer.rows:
        values = dict(zip(answer.columns, row, strict=True))
        sys.stdout.buffer.write(orjson.dumps(values, default=str) + b"\n")


def _csv(answer: Answer) -> None:
    import csv
    import io

    from scraper.index.export import harmless

    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(map(harmless, answer.columns))
    writer.writerows(map(harmless, row) for row in answer.rows)
    sys.stdout.buffer.write(("\ufeff" + text.getvalue()).encode("utf-8", "replace"))
