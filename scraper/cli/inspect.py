"""`chengxi inspect`: each step of the line for one page."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from scraper.cli.common import Settings, asking_options, common_options, sites_option
from scraper.errors import PageError


@click.command(
    epilog="Examples:  chengxi inspect page.html · chengxi inspect page.html --html seen.html · "
    "chengxi inspect - --json"
)
@click.argument("target", metavar="URL-or-FILE")
@click.option("--html", "html_file", type=click.Path(path_type=Path), help="Write the page, removed parts struck out.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--url", help="Address that the page of a FILE was read from (relative links, host).")
@common_options
@sites_option
@asking_options
def command(target: str, html_file: Path | None, as_json: bool, url: str | None, settings: Settings) -> None:
    """Show each step of the line for one page: encoding, CMS, repairs, spam, fields, verdict; of a list its rows.

    The page is read as a crawl into the archive would read it: with the portal's site file, and with what the pages
    stored there have taught of the host.
    """
    import orjson

    from pipelines.pools import LimitedLine
    from scraper.cli.inputs import page_of
    from scraper.cli.inspection import examine, show, shown_html
    from scraper.fields import ArticleLine
    from scraper.model import Document, PageRequest
    from scraper.sites import load_sites, site_of
    from scraper.store.profiles import used_profile

    page = page_of(target, url, settings)
    try:
        with LimitedLine() as line:
            site = site_of(page.url, load_sites(settings.sites_folder))
            profile = used_profile(settings.output, site.name)
            record = line.record_of(Document(page), site, profile)
            listed = None
            if not isinstance(record, ArticleLine):
                listed = line.read_list(page, PageRequest(page.requested_url or page.url), site, profile)
    except PageError as error:
        raise PageError(f"{target} is set aside as {error.outcome}: {error.reason}") from error
    examined = examine(page, record, listed, profile)
    if html_file is not None:
        html_file.write_text(shown_html(examined), encoding="utf-8")
    if as_json:
        sys.stdout.buffer.write(orjson.dumps(examined.told(), option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_INDENT_2))
    else:
        show(examined)
