"""`chengxi verify`: check everything under the output."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatch

import click

from scraper.cli.common import Settings, common_options

_CURES = (
    ("warc/*.warc.gz", "bring WARC files back from a copy; the lines made from them still stand meanwhile"),
    ("[as]*/*.jsonl*", "lines are made again from the WARC by `chengxi rebuild --from warc`; undamaged ones stay"),
    ("files/*", "bring files back from a copy, or take their bytes from the WARC"),
)


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
        for cure in _cures(damage.path for damage in counts.damages):
            click.echo(f"chengxi: {cure}", err=True)
    return 1 if counts.damages else 0


def _cures(paths: Iterable[str]) -> list[str]:
    """Give what helps against damages at these paths, each sentence once; state and indexes tell it themselves."""
    found = set(paths)
    return [cure for pattern, cure in _CURES if any(fnmatch(path, pattern) for path in found)]
