"""`chengxi crawl`: crawl sections of portals into the archive."""

from __future__ import annotations

from dataclasses import dataclass

import click

from scraper.cli.common import Finite, Settings, asking_options, common_options, sites_option


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a crawl as given on the command line."""

    targets: tuple[str, ...] = ()
    due: bool = False
    full: bool = False
    sections: tuple[str, ...] = ()
    since: str | None = None
    max_articles: int | None = None
    max_minutes: float | None = None
    delay: float | None = None
    as_json: bool = False


@click.command(epilog="Example: chengxi crawl https://www.example.gov.cn/news/ --contact you@example.org")
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@click.option("--due", is_flag=True, help="Crawl the sections of known portals whose interval has passed.")
@click.option("--full", is_flag=True, help="Walk every list page and revisit every known article now.")
@click.option("--section", "sections", multiple=True, metavar="NAME", help="Only this section of the portal.")
@click.option("--since", metavar="DATE", help="Leave rows older than this: 2024, 2024-05 or 2024-05-31.")
@click.option("--max-articles", type=click.IntRange(min=1), help="Stop after so many new or changed articles.")
@click.option("--max-minutes", type=Finite(min=0, min_open=True), help="Stop after so many minutes.")
@click.option("--delay", type=Finite(min=0), help="Seconds between requests to one host (2, ± 50 %).")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON line.")
@common_options
@sites_option
@asking_options
def command(settings: Settings, **options: object) -> int:
    """Crawl TARGETs into the archive: names of known portals, or URLs of section pages or home pages.

    First run: everything the section lists. Later runs: what is new; known articles are revisited in the rhythm in
    which they change.
    """
    from scraper.cli.crawling import crawl

    return crawl(settings, Options(**options))  # type: ignore[arg-type]  # click gives the types that it was told
