"""chengxi count: what a search finds, by month, site and more, beside all that there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from scraper.cli.common import Settings, common_options
from scraper.cli.narrowing import QueryCommand, narrowing_options
from scraper.cli.rows import write_rows
from scraper.cli.search import opened, tell_unmatched
from scraper.cli.tables import PIPED_COLUMNS
from scraper.errors import printable
from scraper.index.nodes import KEYS

if TYPE_CHECKING:
    from scraper.index.tally import Cell
    from scraper.index.wanted import Filters

_PLAIN = 3  # columns beside the keys where words are not counted
_BAR = 24  # columns of the longest bar
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_EXAMPLES = """\b
Examples:
  chengxi count 乡村振兴 --by month --since 2023             articles a month, and their share of all
  chengxi count 乡村振兴 --by site --by year --format csv    a row a site and year, for R or Excel
  chengxi count 乡村振兴 --by year --occurrences             also each place of the words, per million characters

share: of all articles under the same filters. A month without any article has no row.
"""


@click.command(cls=QueryCommand, epilog=_EXAMPLES)
@narrowing_options
@click.option("--by", type=click.Choice(KEYS), multiple=True, help="May be given twice (default: year).")
@click.option("--occurrences", is_flag=True, help="Count the places of the words too (reads every text).")
@click.option("--unique", is_flag=True, help="Articles that repeat each other count once.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl", "csv"]), default="table", show_default=True)
@common_options
def command(  # noqa: PLR0913 - one argument an option
    query: str, filters: Filters, settings: Settings, by: tuple[str, ...], occurrences: bool, unique: bool, form: str
) -> int:
    """Count what QUERY and the filters find, beside all articles that there are."""
    from scraper.cli.progress import moving_line
    from scraper.index.tally import tally, tally_words
    from scraper.index.wanted import wanted

    keys: Any = tuple(dict.fromkeys(by)) or ("year",)
    filters["repetitions"] = not unique
    with opened(settings) as archive:
        asked = wanted(query, filters)
        cells = (
            tally_words(archive.searcher, asked, keys, moving_line("reading … {} articles", is_quiet=settings.quiet))
            if occurrences
            else tally(archive.searcher, asked, keys)
        )
        rows = [_row(keys, cell, with_words=occurrences) for cell in cells]
        if form == "table":
            _table(keys, rows)
        else:
            write_rows(form, [*keys, "articles", "of", "share", *_WORDS[: 3 * occurrences]], rows)
        if not cells:
            tell_unmatched(archive, filters)
    return 0


_WORDS = ("occurrences", "characters", "per_million")


def _row(keys: tuple[str, ...], cell: Cell, *, with_words: bool) -> dict[str, Any]:
    row: dict[str, Any] = dict(zip(keys, cell.values, strict=True))
    row |= {"articles": cell.articles, "of": cell.of, "share": round(cell.share, 6)}
    if with_words:
        row |= {"occurrences": cell.occurrences, "characters": cell.characters}
        row["per_million"] = round(cell.per_million, 2)
    return row


def _table(keys: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
    """Print the rows with a bar of the articles."""
    from rich.table import Table
    from rich.text import Text

    from scraper.cli.screen import Screen

    if not rows:
        click.echo("Nothing found.")
        return
    screen = Screen()
    screen.widen(PIPED_COLUMNS)
    names = [name for name in rows[0] if name not in keys]
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in keys:
        table.add_column(name, overflow="fold")
    for name in names:
        table.add_column(name.replace("_", " "), justify="right", no_wrap=True)
    if len(names) == _PLAIN:
        table.add_column("")  # beside the words' columns there is no room for bars
    most = max(row["articles"] for row in rows)
    for row in rows:
        values = [Text(printable(row[key]) or "(none)") for key in keys]
        bar = Text(_bar(row["articles"] / max(1, most), screen.encoding), style="cyan")
        table.add_row(*values, *(_shown(name, row[name]) for name in names), *[bar][: len(names) == _PLAIN])
    screen.bare(table)
    articles, there = (sum(row[name] for row in rows) for name in ("articles", "of"))
    screen.print(Text(f"{articles:,} of {there:,} articles.", style="dim"))


def _shown(name: str, value: float) -> str:
    if name == "share":
        return f"{100 * value:.1f} %"
    return f"{value:,.1f}" if name == "per_million" else f"{value:,}"


def _bar(part: float, encoding: str) -> str:
    if not encoding.lower().startswith("utf"):
        return "#" * round(part * _BAR)
    eighths = round(part * _BAR * 8)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
