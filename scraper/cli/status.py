"""`chengxi status`: tell per section how the archive stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from scraper.cli.common import Settings, common_options
from scraper.errors import printable

if TYPE_CHECKING:
    from scraper.store.status import SectionStatus


_EXAMPLES = """\b
Examples:
  chengxi status                  how each section stands; what is ill is told below the table
  chengxi status --run last       what the last run did, and what went wrong in it (runs/ names them all)
"""


@click.command(epilog=_EXAMPLES)
@click.option("--run", "run_id", metavar="RUN-ID", help="Tell of this run, or of the `last` one, instead.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON line.")
@common_options
def command(settings: Settings, as_json: bool, run_id: str | None) -> int:
    """Tell per section: last run, last new article, listed against stored, failures. Exit 1 where one is ill."""
    if run_id:
        return _tell_run(settings, run_id, as_json=as_json)
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
        if sections:
            _show(sections)
        else:
            click.echo("No section was crawled into this archive yet: there is nothing to tell of.")
    for section in sections:
        if section.is_ill:
            click.echo(printable(f"chengxi: {section.url}: {section.why}"), err=True)
    return int(is_ill)


def _tell_run(settings: Settings, run_id: str, *, as_json: bool) -> int:
    """Tell of one run as it did itself at its end; give its exit code."""
    import orjson

    from scraper.cli.reports import read_run, report_of, tell
    from scraper.store.reading import require_archive

    require_archive(settings.output)
    values = read_run(settings.output, run_id)
    report = report_of(values)
    if as_json:
        click.echo(orjson.dumps(values).decode())
    else:
        tell(report, settings, as_json=False)
    return report.exit_code


def _show(sections: list[SectionStatus]) -> None:
    from scraper.cli.tables import print_sections, section_name, short_time
    from scraper.store.clock import now

    at = now()
    has_removed = any(section.removed for section in sections)
    names = ("last run", "last new", "listed", "stored", *["removed"] * has_removed, "set\naside", "waiting", "failed")
    print_sections(
        names,
        [
            (
                f"{printable(section.site)} {section_name(section.name)}",
                short_time(section.last_run, at),
                short_time(section.last_new, at),
                f"{section.listed} of {section.stated}" if section.is_short else str(section.listed),
                str(section.stored),
                *[str(section.removed)] * has_removed,
                *map(str, (section.set_aside, section.waiting, section.failures)),
            )
            for section in sections
        ],
    )
