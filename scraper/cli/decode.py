"""chengxi decode: bytes to text."""

from __future__ import annotations

import base64
import binascii
from typing import Any

import click

from scraper.cli.sources import Source, read_each, write_line

LIKELY = 0.5  # a lost character at least so likely is put in, and told under "guessed"


@click.command(
    epilog='Example: printf \'{"id":1,"body_b64":"suLK1A==","content_type":null}\' | chengxi decode -',
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def command(files: tuple[str, ...]) -> int:
    """Turn bytes into text.

    FILE holds JSON lines {"id", "body_b64", "content_type"}, or is itself the page; - is standard input; .gz is undone.
    Prints a JSON line {"id", "text", "encoding"} each; a page of more than 4 MB is read in parts, a line each. A line
    that cannot be read is named on standard error and passed over; the exit status is then 1.
    """
    return read_each(files, "body_b64", _decode_rows, _decode_parts)


def _decode_rows(source: Source) -> None:
    for place, row in source.rows('{"id", "body_b64", "content_type"}'):
        body, given = _body(row), row.get("content_type")
        if body is None:
            source.tell(f'{place}: has no "body_b64" in base64')
        else:
            write_line({"id": row.get("id"), **_decoded(body, given if isinstance(given, str) else None)})


def _decode_parts(source: Source) -> None:
    """Decode a plain file; what encoding the first part is in counts as evidence for the others."""
    content_type = None
    for name, part in source.parts():
        told = _decoded(part, content_type)
        content_type = content_type or f"text/html; charset={told['encoding']['used']}"
        write_line({"id": name, **told})


def _body(row: dict[str, Any]) -> bytes | None:
    value = row.get("body_b64")
    if not isinstance(value, str):
        return None
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return None


def _decoded(body: bytes, content_type: str | None) -> dict[str, Any]:
    from scraper.model import RawPage
    from scraper.steps.decode import decode, filled

    headers = (("content-type", content_type),) if content_type else ()
    page = decode(RawPage(url="", body=body, headers=headers))
    declared = {name: getattr(page.encoding, name) for name in ("header", "meta", "bom", "used")}
    told: dict[str, Any] = {
        "text": filled(page.text, page.lost, LIKELY),
        "encoding": {key: value for key, value in declared.items() if value},
    }
    if page.lost:
        told["guessed"] = [
            {"likely": one.likely, "confidence": one.confidence, "alternatives": one.alternatives} for one in page.lost
        ]
    return told
