"""chengxi changes: what portals edited, removed and brought back, with the archived copies that prove it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from scraper.cli.common import Settings, common_options, counted
from scraper.cli.narrowing import QueryCommand, narrowing_options_of_changes
from scraper.cli.rows import write_rows
from scraper.cli.search import opened, tell_unmatched
from scraper.errors import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from scraper.index.changes import Altered
    from scraper.index.wanted import Filters

_KINDS = ("removed", "edited", "back", "new", "reprocessed")
_STYLES = {"removed": "bold red", "edited": "bold yellow", "back": "bold green", "new": "bold cyan"}
_OF_COPY = ("revision", "fetched_at", "content_sha256", "warc_file", "warc_offset", "warc_length", "warc_digest")
_COLUMNS = (
    *("seen", "change", "id", "title", "url", "site", "portal_name", "section", "published", "reasons"),
    *(f"{side}_{name}" for side in ("before", "after") for name in _OF_COPY),
)
_EXAMPLES = """\b
Examples:
  chengxi changes --since 2026-10-24                  what was seen to change from that day on
  chengxi changes 水库 --kind removed                 only what was taken down, of articles on a subject
  chengxi changes --site gov.cn --format csv > changes.csv

--since and --until are the days on which the change was seen. Each change names the archived copies
before and after: file, offset and digest in the WARC (jsonl, csv; `chengxi show ID --warc` gives the records).
"""


@click.command(cls=QueryCommand, epilog=_EXAMPLES)
@narrowing_options_of_changes
@click.option("--kind", "kinds", type=click.Choice(_KINDS), multiple=True, help="Default: removed, edited, back.")
@click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="Changes shown; 0: all.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl", "csv"]), default="table", show_default=True)
@common_options
def command(  # noqa: PLR0913 - one argument an option
    query: str, filters: Filters, settings: Settings, kinds: tuple[str, ...], limit: int, form: str
) -> int:
    """Tell what portals edited, removed and brought back, the last seen first."""
    from scraper.index.changes import BY_PORTAL, altered, asked, changes

    with opened(settings) as archive:
        seen = asked(query, filters, kinds or BY_PORTAL)  # type: ignore[arg-type]  # click has chosen them
        archive.searcher.search(seen.of).readable()
        docs = changes(archive.searcher, seen)
        events = altered(archive.searcher, docs[: limit or None])
        if form == "table":
            _table(list(events), len(docs))
        else:
            rows = (event.told() for event in events)
            write_rows(form, _COLUMNS, map(_flat, rows) if form == "csv" else rows)
        if not docs:
            tell_unmatched(archive, filters)
    return 0


def _table(shown: list[Altered], number: int) -> None:
    from rich.text import Text

    from scraper.cli.screen import Screen

    screen = Screen()
    for event in shown:
        head = Text(f"{event.seen[:16].replace('T', ' ')}  ", style="dim")
        head.append(event.kind, style=_STYLES.get(event.kind, ""))
        head.append("  " + printable(event.value("title") or event.value("url")), style="not dim bold")
        screen.print(head, overflow="fold")
        for text in _below(event):
            screen.indented(text)
    kinds = ", ".join(f"{count} {kind}" for kind, count in Counter(event.kind for event in shown).most_common())
    more = f"; {len(shown):,} shown (--limit)" if len(shown) < number else ""
    told = f"{counted(number, 'change')}{more}{f': {kinds}' if kinds and not more else ''}."
    screen.print(Text(told if number else "No change was seen.", style="dim"))


def _below(event: Altered) -> Iterator[Text]:
    """Give what stands below the headline of a change: where it is from, and what became different."""
    from rich.text import Text

    published = str(event.value("published") or "")[:10]
    about = [event.value("portal_name") or event.value("site"), event.value("section") or ""]
    about += [f"published {published}" if published else "", event.value("id")]
    about += event.line.get("flags", []) if event.kind == "removed" else []
    yield Text(printable(" · ".join(filter(None, about))), style="dim")
    if event.kind != "edited" or event.before is None:
        return
    from scraper.cli.difference import difference

    yield from difference(event.before, event.line, f"`chengxi show {event.value('id')} --diff`")


def _flat(told: dict[str, Any]) -> dict[str, Any]:
    row = {name: told.get(name) for name in _COLUMNS} | {"reasons": "; ".join(told["reasons"])}
    for side in ("before", "after"):
        copy = told[side] or {}
        copy |= {f"warc_{name}": value for name, value in copy.get("warc", {}).items()}
        row |= {f"{side}_{name}": copy.get(name) for name in _OF_COPY}
    return row
