"""chengxi restore: repair damaged text."""

from __future__ import annotations

from typing import Any

import click

from scraper.cli.sources import Source, write_line


@click.command(epilog="Example: chengxi restore pages.jsonl > restored.jsonl")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def command(files: tuple[str, ...]) -> int:
    """Repair damaged text.

    FILE holds JSON lines {"id", "text", "site_script"?}, or is itself the text; - is standard input; .gz is undone.
    Prints a JSON line {"id", "text", "repairs", "unresolved"} each. A line that cannot be read is named on standard
    error and passed over; the exit status is then 1.
    """
    bad = 0
    for path in files:
        source = Source.read(path)
        if not source.is_json_lines("text"):
            write_line({"id": source.name, **_restored(_plain_text(source.body), None)})
            continue
        for number, row in source.rows():
            if row is None or not isinstance(row.get("text"), str):
                bad += 1
                if row is not None:
                    source.complain(number, 'has no "text"')
                continue
            write_line({"id": row.get("id"), **_restored(row["text"], row.get("site_script"))})
    return 1 if bad else 0


def _plain_text(body: bytes) -> str:
    from scraper.model import RawPage
    from scraper.steps.decode import decode

    return decode(RawPage(url="", body=body)).text


def _restored(text: str, script: object) -> dict[str, Any]:
    from scraper.model import TextEvidence
    from scraper.steps.restore import restore_text

    known = script if script in {"zh-Hans", "zh-Hant"} else None
    mended = restore_text(text, TextEvidence(script=known))  # type: ignore[arg-type]  # checked just above
    repairs = [
        {
            "rule": change.rule,
            "field": "text",
            "span": change.span,
            "before": change.before,
            "after": change.after,
            "confidence": change.confidence,
            "reason": change.reason,
        }
        | ({"alternatives": change.alternatives} if change.alternatives else {})
        for change in mended.changes
    ]
    unresolved = [
        {
            "rule": damage.rule,
            "field": "text",
            "span": damage.span,
            "alternatives": damage.alternatives,
            "reason": damage.reason,
        }
        for damage in mended.unresolved
    ]
    return {"text": mended.text, "repairs": repairs, "unresolved": unresolved}
