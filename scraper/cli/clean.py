"""`chengxi clean`: the line without the network."""

from __future__ import annotations

import sys
from typing import Literal

import click


@click.command(
    epilog="Examples:  chengxi clean page.html · chengxi clean pages.jsonl.gz > articles.jsonl · "
    "chengxi clean crawl.warc.gz"
)
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", help="Form of the output.")
@click.option("--no-neighbours", is_flag=True, help="Read each page alone, not as one of its host.")
def command(files: tuple[str, ...], form: Literal["jsonl"], no_neighbours: bool) -> None:
    """Clean pages from files: HTML, JSON lines {"id","url","html"} or {"id","url","body_b64","content_type"}, WARC.

    Prints one JSON line for each page: an article, or why it is none. Compressed files (.gz) and - for standard
    input are read too. Pages of one host teach each other what is template and what is injected.
    """
    from scraper.cli.cleaning import clean_alone, clean_together
    from scraper.cli.inputs import read_inputs

    del form
    pages = (page for path in files for page in read_inputs(path))
    for line in clean_alone(pages) if no_neighbours else clean_together(list(pages)):
        sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()
