"""`chengxi clean`: the line without the network."""

from __future__ import annotations

import sys
from typing import Literal

import click


@click.command(
    epilog="Examples:  chengxi clean page.html · chengxi clean pages.jsonl.gz > articles.jsonl · "
    "chengxi clean crawl.warc.gz · chengxi clean --ray auto *.warc.gz > articles.jsonl"
)
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", help="Form of the output.")
@click.option("--no-neighbours", is_flag=True, help="Read each page alone, not as one of its host.")
@click.option("--ray", metavar="ADDRESS", help="Clean on a Ray cluster: its address, auto, or local.")
def command(files: tuple[str, ...], form: Literal["jsonl"], no_neighbours: bool, ray: str | None) -> int:
    """Clean pages from files: HTML, JSON lines {"id","url","html"} or {"id","url","body_b64","content_type"}, WARC.

    Prints one JSON line for each page: an article, or why it is none. Compressed files (.gz) and - for standard
    input are read too. Pages of one host, up to a hundred of them, teach each other what is template and what is
    injected; files of HTML name no host and are read alone. All cores are used, or those of a Ray cluster; a page that
    takes more than 20 seconds is set aside with that reason.

    A file or line that cannot be read is named on standard error and passed over; the exit status is then 1. Records of
    a WARC that are no HTML are passed over.
    """
    from pipelines.pools import RayPool, local_pool
    from scraper.cli.cleaning import clean_alone, clean_together, count_hosts
    from scraper.cli.inputs import Inputs, Told
    from scraper.cli.progress import Telling

    del form
    inputs, told = Inputs(files), Told()
    hosts = count_hosts(inputs)
    with RayPool(ray) if ray else local_pool(hosts.total()) as pool:
        lines = clean_alone(inputs.read(told), pool) if no_neighbours else clean_together(inputs, hosts, told, pool)
        done = 0
        # On a terminal that shows the lines themselves there is nothing to add.
        with Telling(lambda: f"{done} of {hosts.total()} pages cleaned", is_quiet=sys.stdout.isatty()):
            for line in lines:
                sys.stdout.buffer.write(line)
                done += 1
    sys.stdout.buffer.flush()
    if told.no_pages:
        click.echo(f"chengxi: {told.no_pages} records are no HTML pages; passed over", err=True)
    for sentence in told.damage:
        click.echo(f"chengxi: {sentence}; passed over", err=True)
    return 1 if told.damage else 0
