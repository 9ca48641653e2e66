"""`chengxi rebuild`: make the derived things again, without the network."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from scraper.cli.common import Settings, common_options, sites_option

if TYPE_CHECKING:
    from scraper.store.state import Store


@click.command(epilog="Example: chengxi rebuild --from warc")
@click.option(
    "--from",
    "source",
    type=click.Choice(["warc", "articles"]),
    help="warc: lines, state and index; articles: state and index; without it: the indexes only.",
)
@common_options
@sites_option
def command(settings: Settings, source: str | None) -> int:
    """Make lines, state and indexes again from what is true: the WARC, or the lines.

    Undamaged lines are never rewritten: where this version makes an article differently, a revision with the change
    `reprocessed` is appended.
    """
    from scraper.store.damaged import set_damaged_state_aside
    from scraper.store.reading import require_archive
    from scraper.store.rebuild_state import adopt_warc, from_articles
    from scraper.store.state import STATE_FILE, Store

    require_archive(settings.output)
    if source and (aside := set_damaged_state_aside(settings.output)):
        click.echo(f"chengxi: {STATE_FILE} was damaged; it stands in {aside} now, and is made again", err=True)
    store = Store.open(settings.output, is_rebuilding=source is not None)
    problems: list[str] = []
    try:
        if source == "warc":
            told, problems = _from_warc(store, settings)
        elif source == "articles":
            told = f"the state of {from_articles(store)} lines was made again"
        else:
            adopt_warc(store)
            store.commit()
            told = "the index beside the WARC was made again"
    finally:
        store.close()
    for name in ("index.sqlite3", "index.sqlite3-wal", "index.sqlite3-shm"):
        (settings.output / name).unlink(missing_ok=True)
    for problem in problems:
        click.echo(f"chengxi: {problem}", err=True)
    if any(problem.startswith("warc/") for problem in problems):
        click.echo(
            "chengxi: bring the files named here back from a copy and run it again; the lines made from them still "
            "stand (`chengxi verify` tells what is wrong with each)",
            err=True,
        )
    if not settings.quiet:
        click.echo(f"{told}; the search index is made again by the next search")
    return 1 if problems else 0


def _from_warc(store: Store, settings: Settings) -> tuple[str, list[str]]:
    """Make the lines again from the WARC; give what was done, and what could not be read."""
    from pipelines.pools import PAGE_BYTES, local_pool, record_or_error
    from scraper.cli.progress import Telling
    from scraper.sites import load_sites
    from scraper.store.log import log_files
    from scraper.store.rebuild import FromWarc

    problems = [f"{path}: there is no such file" for path in _missing(store)]
    stored = sum(file.stat().st_size for file in log_files(settings.output, "warc", ".warc.gz"))
    with local_pool(stored // PAGE_BYTES) as pool:
        work = FromWarc(store, load_sites(settings.sites_folder), partial(pool.each, record_or_error))
        with Telling(lambda: f"{work.rebuilt.read} lines read from the WARC", is_quiet=settings.quiet):
            rebuilt = work.run()
    told = (
        f"{rebuilt.lines} lines from the WARC: {rebuilt.identical} identical, {rebuilt.restored} restored, "
        f"{rebuilt.differing} made differently now, {rebuilt.reprocessed} of these reprocessed as new revisions"
    )
    return told, problems + rebuilt.unreadable


def _missing(store: Store) -> list[str]:
    """Name the WARC files that were written and are gone."""
    known = store.rows("SELECT path FROM logs WHERE path LIKE 'warc/%.warc.gz' ORDER BY path")
    return [str(path) for (path,) in known if not (store.output / str(path)).exists()]
