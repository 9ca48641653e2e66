"""chengxi search: full text over the archive."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from scraper.cli.common import Settings, common_options, counted
from scraper.cli.narrowing import QueryCommand, narrowing_options
from scraper.errors import printable
from scraper.index.cite import STYLES

if TYPE_CHECKING:
    from rich.text import Text

    from scraper.archive import Archive, Results
    from scraper.index.search import Count, Hit
    from scraper.index.wanted import Filters

_NAMED = 8  # names that are told where one is not known
FORMATS = ("table", "jsonl", "csv", *STYLES)
_EXAMPLES = """\b
Examples:
  chengxi search 乡村振兴 补贴            both, Simplified or Traditional
  chengxi search '"粮食安全"' -转载       the phrase, without the word
  chengxi search '农业 OR 林业 title:通知' --since 2024 --sort newest
  chengxi search 'no:国办发 is:removed' --format csv > found.csv

Fields: title: site: section: issuer: source: no: after: before: exact: id: is:removed is:changed (docs/search.md)
"""


@click.command(cls=QueryCommand, epilog=_EXAMPLES)
@narrowing_options
@click.option("--sort", type=click.Choice(["relevance", "newest"]), default="relevance", show_default=True)
@click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="Articles shown; 0: all.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@common_options
def command(query: str, filters: Filters, settings: Settings, sort: str, limit: int, form: str) -> int:  # noqa: PLR0913 - one argument an option
    """Search the archive: words, "phrases", OR, -not, and fields such as title: or after:."""
    filters["sort"] = "newest" if sort == "newest" else "relevance"
    with opened(settings) as archive:
        results = archive.search(query, **filters)
        if results.problems:
            for problem in results.problems:
                click.echo(problem.shown(results.found.query.source), err=True)
            return 2
        _print(results, limit or len(results), form, settings)
        if not results:
            tell_unmatched(archive, filters)
    return 0


def tell_unmatched(archive: Archive, filters: Filters) -> None:
    """Where nothing was found: say which name that was given no article is of, and which there are."""
    from scraper.index.nodes import NAMES

    for kind in NAMES:
        for name in filters.get(kind) or ():
            one: Filters = {kind: name}  # type: ignore[misc]  # a literal of the loop is none to mypy
            if not archive.search("", **one):
                _tell_unmatched(f"--{kind}", name, archive.search("").facet(kind, _NAMED))


def _tell_unmatched(option: str, name: str, counts: list[Count]) -> None:
    if counts:
        there = ", ".join(
            count.value if count.value == count.label else f"{count.label} ({count.value})" for count in counts
        )
        click.echo(printable(f"chengxi: {option} {name}: no article is of it; there are {there}"), err=True)


def opened(settings: Settings) -> Archive:
    """Open the archive of these settings; tells on a terminal when the index has much to catch up with."""
    from scraper.archive import Archive
    from scraper.cli.progress import moving_line

    return Archive(settings.output, moving_line("indexing … {} lines", is_quiet=settings.quiet))


def _print(results: Results, limit: int, form: str, settings: Settings) -> None:
    hits = results.page(0, limit) if form == "table" else ()
    if form == "table":
        _table(results, list(hits), settings)
        return
    from scraper.index.export import write_rows

    lines = (hit.line | {"status": hit.status} for hit in results.page(0, limit))
    write_rows(lines, form, sys.stdout.buffer)


def _table(results: Results, hits: list[Hit], settings: Settings) -> None:
    from rich.text import Text

    from scraper.cli.screen import Screen

    console = Screen()
    if not hits:
        click.echo("Nothing found." if results.total else f"The archive in {settings.output} holds no article yet.")
        return
    for hit in hits:
        console.print(_marked(hit.title.pieces(), "bold"), overflow="fold")
        about = [str(hit.line.get("published") or "")[:10], hit.line.get("portal_name") or hit.line["site"]]
        about += [hit.line.get("section") or "", hit.line.get("document_number") or "", hit.id]
        about += ["removed from the portal"] if hit.status == "removed" else []
        about += [f"and {hit.similar} like it"] if hit.similar else []
        told = Text(printable(" · ".join(filter(None, about))), style="dim")
        for text in (told, _marked(hit.snippet.pieces(), "")):
            console.indented(text)
    more = f"; {len(hits)} shown (--limit)" if len(hits) < len(results) else ""
    console.print(Text(f"{counted(len(results), 'article')} found{more}.", style="dim"))


def _marked(pieces: list[tuple[str, bool]], style: str) -> Text:
    from rich.text import Text

    text = Text(style=style)
    for piece, is_marked in pieces:
        text.append(printable(piece, keep="\n"), style="bold yellow" if is_marked else "")
    return text
