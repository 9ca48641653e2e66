"""`chengxi show`: one article, its revisions, what was repaired or removed, the archived copy."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from scraper.cli.common import Settings, common_options
from scraper.errors import UsageError, printable
from scraper.index.texts import newest_text
from scraper.store.lines import whole_text

# Fields that tell of the making of a revision, or that title and text have told already.
_TOLD = frozenset(
    {
        "revision",
        "change",
        "title",
        "text",
        "html",
        "content_sha256",
        "previous",
        "run_id",
        "fetched_at",
        "warc",
        "http",
    }
)
_SNIFFED = 4096  # bytes: a file that is no text mostly has a NUL among its first
# Fields that a reader wants above the text, in this order.
_HEAD = ("url", "section", "published", "source", "author", "document_number", "index_number", "issuer", "validity")


_EXAMPLES = """\b
Examples:
  chengxi show 1f6a9c0b2d3e4f50 --diff                          what changed since the revision before
  chengxi show 1f6a9c0b2d3e4f50 --warc > article.warc.gz        what proves it: requests and responses
"""


@click.command(epilog=_EXAMPLES)
@click.argument("article_id", metavar="ID-or-ADDRESS")
@click.option(
    "--revision",
    type=click.IntRange(min=1),
    help="This revision (default: the last, without --json and --diff the last with a text).",
)
@click.option("--diff", is_flag=True, help="What changed since the revision before.")
@click.option("--original", is_flag=True, help="The archived response, as the server sent it, decompressed.")
@click.option("--warc", is_flag=True, help="The archived requests and responses of all revisions, as a WARC file.")
@click.option("--json", "as_json", is_flag=True, help="Print the line of the revision.")
@common_options
def command(  # noqa: PLR0913 - one parameter an option
    settings: Settings,
    article_id: str,
    revision: int | None,
    diff: bool,
    original: bool,
    warc: bool,
    as_json: bool,
) -> None:
    """Show one article: its revisions, its text, what was repaired and what was removed."""
    import orjson

    from scraper.store.revisions import revisions_of
    from scraper.store.withheld import read_withheld

    if diff + original + warc + as_json > 1:
        raise UsageError("--diff, --original, --warc and --json each show something else; name one of them")
    lines = revisions_of(settings.output, article_id.strip())
    if (told := read_withheld(settings.output).get(lines[0]["id"])) is not None:
        raise UsageError(
            f"{told.id}: is withheld since {told.since[:10]} ({told.reason}); `chengxi withhold` tells more"
        )
    wanted = next((line for line in lines if line["revision"] == revision), None) if revision else lines[-1]
    if wanted is None:
        raise click.UsageError(f"{article_id} has the revisions 1 to {lines[-1]['revision']}; name one of them")
    if not revision and not (as_json or diff):  # of an article that the portal removed: its last text
        wanted = newest_text(lines)
    if warc:
        _show_warc(settings.output, [wanted] if revision else lines)
    elif original:
        _show_original(settings.output, wanted)
    elif as_json:
        click.echo(orjson.dumps(wanted).decode())
    elif diff:
        _show_changes(changes(lines, wanted))
    else:
        _show(lines, wanted)


def _show_original(output: Path, line: dict[str, Any]) -> None:
    """Write the archived bytes as they are; on a terminal their text, without what it would obey."""
    body = _original(output, line)
    if not sys.stdout.isatty():
        sys.stdout.buffer.write(body)
        return
    if b"\0" in body[:_SNIFFED]:
        raise UsageError("--original: this is no text; send it into a file (`> page`), or read it in `chengxi serve`")
    from scraper.web.original import encoding_of

    click.echo(printable(body.decode(encoding_of(line), "replace"), keep="\n\t"))


def _show_warc(output: Path, lines: list[dict[str, Any]]) -> None:
    """Write the records behind some revisions, byte for byte as they stand in the archive."""
    from scraper.store.copies import copies

    if sys.stdout.isatty():
        raise UsageError("--warc: a terminal cannot show it; send it into a file (`> article.warc.gz`)")
    for copied in copies(output, lines):
        sys.stdout.buffer.write(copied.data)


def _original(output: Path, line: dict[str, Any]) -> bytes:
    from scraper.store.revisions import original_body

    try:
        return original_body(output, line)
    except FileNotFoundError as error:
        raise UsageError(
            f"{output / line['warc']['file']}: there is no such file; bring it back from a copy "
            "(`chengxi verify` names all that is missing)"
        ) from error


def _show(lines: list[dict[str, Any]], line: dict[str, Any]) -> None:
    from scraper.web.groups import repair_groups

    click.echo(printable(line.get("title") or "(no title)"))
    for name in _HEAD:
        if line.get(name):
            click.echo(f"{name}: {printable(str(line[name]))}")
    for old in lines:
        mark = "*" if old is line else " "
        click.echo(f"{mark} revision {old['revision']}: {old['change']}, fetched {old.get('fetched_at')}")
    if line.get("flags"):
        click.echo(f"flags: {', '.join(line['flags'])}")
    if lines[-1]["status"] == "removed" and line is not lines[-1]:
        told = f"{(lines[-1].get('fetched_at') or '')[:10]} ({', '.join(lines[-1].get('flags', []))})"
        click.echo(f"removed from the portal, seen on {told}; this is revision {line['revision']}")
    click.echo("\n" + printable(line.get("text") or f"(no text: {line['status']})", keep="\n") + "\n")
    for group in repair_groups(line):
        where = group.place if group.number == 1 else f"{group.number} times, first {group.place}"
        told = f"{printable(group.before)!r} became {printable(group.after)!r}"
        click.echo(f"repaired, {where}: {told} ({group.rule}, {group.confidence:.2f})")
    for part in line.get("removed", []):
        click.echo(f"removed from {part['part']}: {printable(part['text'])[:200]!r} ({part['rule']}: {part['reason']})")
    for item in line.get("attachments", []):
        click.echo(f"attachment: {printable(item['name'])} {item.get('path') or '(not stored)'}")
    if warc := line.get("warc"):
        click.echo(f"archived copy: {warc['file']} at byte {warc['offset']}")


def _show_changes(told: list[str]) -> None:
    """Print the difference; on a terminal in colour, as `git diff` does."""
    colours = {"-": "red", "+": "green", "@": "cyan"}
    for row in told:
        click.secho(row, fg=colours.get(row[:1]))


def changes(lines: list[dict[str, Any]], line: dict[str, Any]) -> list[str]:
    """Tell what changed from the revision before: title and text as a unified diff, any other field by its name."""
    from difflib import unified_diff

    before = next((old for old in reversed(lines) if old["revision"] < line["revision"]), None)
    if before is None:
        return ["The first revision: there is none before it."]
    if line["status"] == "removed":
        return [f"Revision {line['revision']} is a tombstone, without a text: {', '.join(line.get('flags', []))}."]
    old, new = (whole_text(item).splitlines() for item in (before, line))
    was, now = (f"revision {item['revision']} ({item.get('fetched_at')})" for item in (before, line))
    told = [printable(text) for text in unified_diff(old, new, was, now, lineterm="")]
    told = told or [f"Title and text are those of revision {before['revision']}."]
    for name in sorted((before.keys() | line.keys()) - _TOLD):
        values = [item.get(name) for item in (before, line)]
        if name == "extraction":  # what the neighbours taught since makes another profile, and mostly the same line
            values = [f"{value.get('method')}, version {value.get('version')}" if value else None for value in values]
        if values[0] != values[1]:
            was, now = map(_short, values)
            told.append(f"{name}: {was} became {now}" if was != now else f"{name}: {now}, not the same as before")
    return told


def _short(value: Any) -> str:
    """Give the value of a field as one may read it in a line."""
    if isinstance(value, list | dict):
        return f"{len(value)} items" if isinstance(value, list) and len(value) != 1 else printable(str(value))[:200]
    return "none" if value is None else printable(str(value))[:200]
