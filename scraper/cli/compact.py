"""`chengxi compact`: compress closed months."""

from __future__ import annotations

import click

from scraper.cli.common import Settings, common_options


@click.command(epilog="Example: chengxi compact")
@common_options
def command(settings: Settings) -> None:
    """Compress the article and set-aside logs of closed months (zstd, with an index); all commands read them."""
    from scraper.errors import StorageError
    from scraper.store.clock import now
    from scraper.store.compacted import compact
    from scraper.store.log import log_files
    from scraper.store.reading import require_archive
    from scraper.store.state import Store

    require_archive(settings.output)
    store = Store.open(settings.output)
    saved = count = 0
    try:
        month = f"{now():%Y-%m}"
        for folder in ("articles", "set-aside"):
            for file in log_files(settings.output, folder, ".jsonl"):
                if file.stem < month:
                    path = file.relative_to(settings.output).as_posix()
                    saved += compact(settings.output, path)
                    count += 1
    except OSError as error:
        raise StorageError(f"{settings.output}: cannot be written ({error}); nothing is lost") from error
    finally:
        store.close()
    if not settings.quiet:
        told = f"{count} logs of past months were compressed, {saved:,} bytes saved"
        click.echo(told if count else "Nothing to compress: past months are compressed, and this one is still written.")
