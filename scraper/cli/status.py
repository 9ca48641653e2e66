"""`chengxi status`: tell per section how the archive stands."""

from __future__ import annotations

import click

from scraper.cli.common import Settings, common_options
from scraper.errors import printable


@click.command(epilog="Example: chengxi status --json")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON line.")
@common_options
def command(settings: Settings, as_json: bool) -> int:
    """Tell per section: last run, last new article, listed against stored, failures. Exit 1 where one is ill."""
    from dataclasses import asdict

    import orjson

    from scraper.store.status import read_status

    sections = read_status(settings.output)
    is_ill = any(section.is_ill for section in sections)
    if as_json:
        values = {"sections": [asdict(section) for section in sections], "ill": is_ill}
        click.echo(orjson.dumps(values).decode())
        return int(is_ill)
    if not settings.quiet:
        from rich.markup import escape
        from rich.table import Table

        from scraper.cli.screen import Screen

        table = Table(box=None, pad_edge=False)
        table.add_column("section", overflow="fold")
        for name in ("last run", "last new", "listed", "stored", "set aside", "waiting", "failures"):
            table.add_column(name, justify="right")
        for section in sections:
            numbers = (section.listed, section.stored, section.set_aside, section.waiting, section.failures)
            name = printable(f"{section.site} {section.name}")
            times = (section.last_run or "never", section.last_new or "never")
            table.add_row(escape(name), *(time[:16] for time in times), *map(str, numbers))
        Screen().print(table)
    for section in sections:
        if section.is_ill:
            click.echo(printable(f"chengxi: {section.url}: {section.why}"), err=True)
    return int(is_ill)
