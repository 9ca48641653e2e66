"""`chengxi import`: put pages archived elsewhere through the line into the archive."""

from __future__ import annotations

from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from scraper.cli.common import Settings, common_options, sites_option


@click.command(epilog="Example: chengxi import crawl-2023.warc.gz handed-over.wacz")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@common_options
@sites_option
def command(settings: Settings, files: tuple[Path, ...]) -> int:
    """Put the HTML pages of WARC and WACZ files into the archive, as if they had been fetched at their time.

    Exit 1 where a record is damaged: the others are taken.
    """
    from scraper.store.foreign_wacz import is_wacz, unpack
    from scraper.store.foreign_warc import check_is_warc

    for file in files:
        if not (file.is_file() and is_wacz(file)):
            check_is_warc(file)
    with TemporaryDirectory(prefix="chengxi-import-") as scratch:
        unpacked = [unpack(file, Path(scratch)) if is_wacz(file) else [file] for file in files]
        return _import(settings, tuple(chain(*unpacked)))


def _import(settings: Settings, files: tuple[Path, ...]) -> int:
    """Put the pages of WARC files through the line; give the exit code."""
    from pipelines.pools import PAGE_BYTES, LimitedLine, local_pool, record_or_error
    from scraper.cli.progress import Telling
    from scraper.sites import load_sites
    from scraper.store.clock import now
    from scraper.store.importing import Importer
    from scraper.store.state import Store
    from scraper.store.warc import WarcShelf, Writer

    run_id = f"{now():%Y%m%dT%H%M%SZ}-import"
    store = Store.open(settings.output)
    try:
        shelf = WarcShelf(store, Writer(run_id, settings.contact, "chengxi import"))
        importer = Importer(store, shelf, run_id, load_sites(settings.sites_folder))
        told = importer.imported
        with (
            LimitedLine() as line,
            local_pool(sum(file.stat().st_size for file in files) // PAGE_BYTES) as pool,
            Telling(lambda: f"{told.kept.total()} pages put into the archive", is_quiet=settings.quiet),
        ):
            imported = importer.run(files, partial(pool.each, record_or_error), line.teach)
    finally:
        store.close()
    if not settings.quiet:
        kept = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in sorted(imported.kept.items())) or "none"
        over = ", ".join(f"{count} ({why})" for why, count in sorted(imported.passed_over.items())) or "none"
        click.echo(f"pages: {kept}; records passed over: {over}")
    for damage in imported.damages:
        click.echo(f"chengxi: {damage}", err=True)
    return 1 if imported.damages else 0
