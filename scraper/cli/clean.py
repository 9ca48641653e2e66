"""`chengxi clean`: the line without the network."""

from __future__ import annotations

import sys
from collections import Counter
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
    import orjson

    from scraper.cli.inputs import Input, read_inputs
    from scraper.fields import to_json
    from scraper.line import refine, teach
    from scraper.model import Document
    from scraper.profile import EMPTY, Profile, learn
    from scraper.sites import site_of

    del form
    once = {path: list(read_inputs(path)) for path in files if path == "-"}

    def pages() -> list[Input]:
        return [page for path in files for page in (once.get(path) or read_inputs(path))]

    inputs = pages()
    hosts = Counter(site_of(page.page.url).name for page in inputs)
    profiles: dict[str, Profile] = {}
    if not no_neighbours:
        for item in inputs:
            host = site_of(item.page.url).name
            if hosts[host] > 1 and not item.page.url.startswith("file:"):
                profile = profiles.get(host, EMPTY)
                profiles[host] = learn(profile, teach(item.page, profile))
    for item in inputs:
        site = site_of(item.page.url)
        refined = refine(Document(item.page), site, profiles.get(site.name, EMPTY))
        line = {**to_json(refined.record), "input_id": item.name}
        if item.id is not None:
            line["id"] = item.id
        sys.stdout.buffer.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
    sys.stdout.buffer.flush()
