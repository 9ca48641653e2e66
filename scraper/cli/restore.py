"""chengxi restore: repair damaged text."""

from __future__ import annotations

from typing import Any

import click

from scraper.cli.sources import Source, read_each, write_line

_PAGE_CHARS = 10_000  # of a plain text that has the budget of a page: 30 KB of Chinese


@click.command(epilog="Example: chengxi restore pages.jsonl > restored.jsonl")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def command(files: tuple[str, ...]) -> int:
    """Repair damaged text.

    FILE holds JSON lines {"id", "text", "site_script"?}, or is itself the text; - is standard input; .gz is undone.
    Prints a JSON line {"id", "text", "repairs", "unresolved"} each; a text of more than 4 MB is read in parts, a line
    each. A line that cannot be read is named on standard error and passed over; the exit status is then 1.
    """
    return read_each(files, "text", _restore_rows, _restore_parts)


def _restore_rows(source: Source) -> None:
    for place, row in source.rows('{"id", "text"}'):
        if isinstance(row.get("text"), str):
            write_line({"id": row.get("id"), **_restored(row["text"], row.get("site_script"))})
        else:
            source.tell(f'{place}: has no "text"')


def _restore_parts(source: Source) -> None:
    """Restore a plain file; what encoding the first part is in counts as evidence for the others."""
    from scraper.model import RawPage
    from scraper.steps.decode import decode

    headers: tuple[tuple[str, str], ...] = ()
    for name, body in source.parts():
        page = decode(RawPage(url="", body=body, headers=headers))
        headers = headers or (("content-type", f"text/plain; charset={page.encoding.used}"),)
        pages = 1 + len(page.text) // _PAGE_CHARS
        write_line({"id": name, **_restored(page.text, None, pages)})


def _restored(text: str, script: object, pages: int = 1) -> dict[str, Any]:
    from scraper.model import TextEvidence
    from scraper.steps.restore import restore_text

    known = script if script in {"zh-Hans", "zh-Hant"} else None
    mended = restore_text(text, TextEvidence(script=known), pages)  # type: ignore[arg-type]  # checked just above
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
