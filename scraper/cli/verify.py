"""`chengxi verify`: check everything under the output."""

from __future__ import annotations

import click

from scraper.cli.common import Settings, common_options


@click.command(epilog="Example: chengxi verify --output archive")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON line.")
@common_options
def command(settings: Settings, as_json: bool) -> int:
    """Check every WARC record, line, attachment and index; name each damaged one. Exit 1 if any is."""
    from dataclasses import asdict

    import orjson

    from scraper.cli.progress import Telling
    from scraper.store.verify import Verifier

    verifier = Verifier(settings.output)
    with Telling(lambda: str(verifier.counts), is_quiet=settings.quiet):
        counts = verifier.verify()
    if as_json:
        click.echo(orjson.dumps(asdict(counts)).decode())
    else:
        for damage in counts.damages:
            click.echo(str(damage))
        if not settings.quiet:
            if counts.uncommitted_bytes:
                told = "of a run that is at work or was cut short; the next one sets them aside"
                click.echo(f"{counts.uncommitted_bytes:,} bytes are not committed yet: {told}")
            click.echo(f"{counts} were checked: {len(counts.damages) or 'none'} damaged")
    return 1 if counts.damages else 0
