"""chengxi decode: bytes to text."""

from __future__ import annotations

import base64
import binascii
from typing import Any

import click

from scraper.cli.sources import Source, write_line

LIKELY = 0.5  # a lost character at least so likely is put in, and told under "guessed"


@click.command(
    epilog='Example: printf \'{"id":1,"body_b64":"suLK1A==","content_type":null}\' | chengxi decode -',
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def command(files: tuple[str, ...]) -> int:
    """Turn bytes into text.

    FILE holds JSON lines {"id", "body_b64", "content_type"}, or is itself the page; - is standard input; .gz is undone.
    Prints a JSON line {"id", "text", "encoding"} each. A line that cannot be read is named on standard error and
    passed over; the exit status is then 1.
    """
    bad = 0
    for path in files:
        source = Source.read(path)
        if not source.is_json_lines("body_b64"):
            write_line({"id": source.name, **_decoded(source.body, None)})
            continue
        for number, row in source.rows():
            body = _body(row)
            if row is None or body is None:
                bad += 1
                if row is not None:
                    source.complain(number, 'has no "body_b64" in base64')
                continue
            content_type = row.get("content_type")
            write_line({"id": row.get("id"), **_decoded(body, content_type if isinstance(content_type, str) else None)})
    return 1 if bad else 0


def _body(row: dict[str, Any] | None) -> bytes | None:
    value = row.get("body_b64") if row else None
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
