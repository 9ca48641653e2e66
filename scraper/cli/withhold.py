"""`chengxi withhold`: what may not be shown, on legal demand or for the sake of a person."""

from __future__ import annotations

import click

from scraper.cli.common import Settings, common_options, counted
from scraper.errors import UsageError, printable

_EXAMPLES = """\b
Examples:
  chengxi withhold 1f6a9c0b2d3e4f50 --reason "court order 12/2026"
  chengxi withhold                                   what is withheld, since when and why
  chengxi withhold 1f6a9c0b2d3e4f50 --undo

Nothing is deleted: the article no longer appears in search, show, export, SQL, changes, counts and the web
page, and a crawl goes on looking at it. Whoever reads the files themselves still finds it (docs/operate.md).
"""


@click.command(epilog=_EXAMPLES)
@click.argument("articles", nargs=-1, metavar="[ID-or-ADDRESS]...")
@click.option("--reason", metavar="TEXT", help="Why; stands in the list, not on the web page.")
@click.option("--undo", is_flag=True, help="Show these articles again.")
@common_options
def command(settings: Settings, articles: tuple[str, ...], reason: str | None, undo: bool) -> int:
    """Withhold articles from every reader, or list what is withheld."""
    from scraper.store.reading import require_archive
    from scraper.store.withheld import read_withheld

    require_archive(settings.output)
    if articles and bool(reason and reason.strip()) == undo:
        raise UsageError('withhold: say why (--reason "court order 12/2026"), or --undo')
    if articles:
        return _change(settings, articles, reason)
    listed = read_withheld(settings.output).values()
    for each in listed:
        click.echo(f"{each.id}  {each.since[:10]}  {printable(each.reason)}  {printable(each.url)}")
    if not listed:
        click.echo("Nothing is withheld.")
    return 0


def _change(settings: Settings, articles: tuple[str, ...], reason: str | None) -> int:
    """Put articles on the list, or take them off."""
    from scraper.store.clock import now
    from scraper.store.revisions import revisions_of
    from scraper.store.withheld import Withheld, read_withheld, write_withheld

    listed = read_withheld(settings.output)
    lines = [revisions_of(settings.output, told.strip())[0] for told in articles]
    for line in lines:
        if reason:
            at = now().isoformat(timespec="seconds")
            listed[line["id"]] = Withheld(line["id"], line["url"], at, reason.strip())
        elif listed.pop(line["id"], None) is None:
            raise UsageError(f"{line['id']}: is not withheld; `chengxi withhold` lists what is")
    write_withheld(settings.output, listed.values())
    if not settings.quiet:
        click.echo(f"{counted(len(articles), 'article')} {'withheld' if reason else 'shown again'}.")
        if reason:
            _tell_copies(settings, {line["id"] for line in lines})
    return 0


def _tell_copies(settings: Settings, ids: set[str]) -> None:
    """Name the articles that hold the same or nearly the same text: they are still shown."""
    from scraper.archive import Archive

    with Archive(settings.output) as archive:
        copies = archive.searcher.copies(ids)
    if copies:
        click.echo(f"The same or nearly the same text is still shown under {', '.join(copies)}.")
