"""chengxi export: the whole archive, or what a search finds, as files for other tools."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from scraper.cli.common import Settings, common_options, counted
from scraper.cli.narrowing import QueryCommand, narrowing_options
from scraper.cli.search import opened, tell_unmatched
from scraper.errors import UsageError
from scraper.index.cite import STYLES

if TYPE_CHECKING:
    from scraper.archive import Archive
    from scraper.index.export import Lines
    from scraper.index.wanted import Filters

STREAMED = ("jsonl", "csv", "xlsx", *STYLES, "wacz")
_BINARY = ("xlsx", "wacz")
FOLDERS = ("parquet", "text", "datapackage", "datasette")
_EXAMPLES = """\b
Examples:
  chengxi export --format csv --to articles.csv          opens in Excel with Chinese intact
  chengxi export 乡村振兴 --since 2024 --format bibtex   what a search finds
  chengxi export 水库 --unique --format xlsx --to 水库.xlsx   without near-duplicates, for Excel
  chengxi export --format text --to corpus/              a text file an article, and metadata.csv
  chengxi export --format wacz --to archive.wacz         WARC, index and pages in one file, to replay anywhere
  chengxi export --format parquet --to tables/           partitioned by site and year
  chengxi export --format datapackage --to package/      CSV, JSON lines, schema, Croissant

One line an article: its newest text; an article that the portal removed has status "removed".
With --revisions (jsonl only) every line of the archive, tombstones too.
"""


@dataclass(frozen=True, slots=True)
class _Target:
    form: str
    to: Path | None
    with_revisions: bool


@click.command(cls=QueryCommand, epilog=_EXAMPLES)
@narrowing_options
@click.option("--format", "form", type=click.Choice([*STREAMED, *FOLDERS]), required=True)
@click.option(
    "--to", type=click.Path(path_type=Path), help="File or folder; without it (or -) standard output, or a new folder."
)
@click.option("--unique", is_flag=True, help="Of articles that repeat each other only the original.")
@click.option("--revisions", is_flag=True, help="Every revision (jsonl).")
@common_options
def command(  # noqa: PLR0913 - one argument an option
    query: str, filters: Filters, settings: Settings, form: str, to: Path | None, unique: bool, revisions: bool
) -> int:
    """Export articles: the whole archive, or what QUERY and the filters find."""
    if revisions and form != "jsonl":
        raise UsageError("--revisions: only --format jsonl can hold revisions; use it, or leave --revisions away")
    to = None if to == Path("-") else to
    if form in _BINARY and to is None and sys.stdout.isatty():
        raise UsageError(f"{form}: a terminal cannot show it; name a file with --to")
    filters["repetitions"] = not unique
    with opened(settings) as archive:
        number, place = _write(archive, query, filters, _Target(form, to, revisions))
        if not number:
            tell_unmatched(archive, filters)
    if not settings.quiet:
        click.echo(f"{counted(number, 'article')} exported{place}.", err=True)
    return 0


def _write(archive: Archive, query: str, filters: Filters, target: _Target) -> tuple[int, str]:
    """Write the export; give the number of articles and the place in words."""
    from scraper.index import export
    from scraper.index.wanted import wanted

    asked = wanted(query, filters).told
    write = _wacz(archive, filters, asked) if target.form == "wacz" else export.write_rows
    is_of_revisions = target.with_revisions or target.form == "wacz"
    lines = archive.lines(query, **filters) if is_of_revisions else archive.articles(query, **filters)
    if target.to is None and target.form not in FOLDERS:
        return write(lines, target.form, sys.stdout.buffer, asked), ""
    to = target.to or Path(f"chengxi-{target.form}")
    if target.form not in FOLDERS and _is_stream(to):
        with to.open("wb") as stream:
            return write(lines, target.form, stream, asked), f" to {to}"
    with _whole(to, is_folder=target.form in FOLDERS) as partial:
        if target.form == "datapackage":
            number = export.write_datapackage(lines, partial, asked)
        elif target.form in FOLDERS:
            writers = {"parquet": export.write_parquet, "text": export.write_texts, "datasette": export.write_datasette}
            number = writers[target.form](lines, partial)
        else:
            with partial.open("wb") as file:
                number = write(lines, target.form, file, asked)
    return number, f" to {to}"


def _wacz(archive: Archive, filters: Filters, asked: str) -> Callable[[Lines, str, IO[bytes], str], int]:
    """Give what writes WACZ: without query and filters every WARC file whole, else the records of what is found."""
    from scraper.index.wacz import write_wacz, write_whole_wacz
    from scraper.store.withheld import read_withheld

    # Whole WARC files hold what is withheld, too.
    is_whole = not asked and filters.get("repetitions") and not read_withheld(archive.output)
    writer = write_whole_wacz if is_whole else write_wacz
    title = f"chengxi: {asked or archive.output.absolute().name}"
    return lambda lines, _, target, __: writer(archive.output, lines, target, title)


def _is_stream(to: Path) -> bool:
    """Tell whether bytes that are written there go on to somewhere: a device, a named pipe, /dev/stdout."""
    return to.exists() and not to.is_file() and not to.is_dir()


@contextmanager
def _whole(to: Path, *, is_folder: bool) -> Iterator[Path]:
    """Give another name to write under until all is whole; what an export that fails has written is taken away.

    Raises UsageError where `to` cannot become the export: a folder in the place of a file, or what is not new.
    """
    from scraper.index.export import must_be_new

    if is_folder:
        must_be_new(to)
    elif to.is_dir():
        raise UsageError(f"{to}: is a folder; name a file in it with --to")
    to = to.resolve()  # a link stays, and leads to the new file
    to.parent.mkdir(parents=True, exist_ok=True)
    partial = to.with_name(f"{to.name}.{os.getpid()}.part")
    try:
        yield partial
        partial.replace(to)
    finally:
        if partial.is_dir():
            shutil.rmtree(partial)
        partial.unlink(missing_ok=True)
