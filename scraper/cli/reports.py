"""The report of a run: kept under runs/, and told to a person or a program, at its end or the morning after."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import orjson

from scraper.cli.common import Settings
from scraper.cli.tables import print_sections, section_name
from scraper.errors import StorageError, UsageError, printable
from scraper.store.clock import now
from scraper.store.log import write_whole
from spiders.plan import Report, SectionCount

LAST = "last"


def as_dict(report: Report) -> dict[str, object]:
    """Give the report as JSON values."""
    sections = [asdict(section) | {"set_aside": dict(section.set_aside)} for section in report.sections.values()]
    return {
        "run_id": report.run_id,
        "ended_at": now().isoformat(timespec="seconds"),
        "sections": sections,
        "stopped": report.stopped,
        "mistakes": report.mistakes,
        "failure": str(report.failure) if report.failure else None,
        "exit": report.exit_code,
    }


def write_run(output: Path, report: Report) -> None:
    """Write runs/<run-id>.json; a disk that is full has been told already."""
    file = output / "runs" / f"{report.run_id}.json"
    try:
        write_whole(file, orjson.dumps(as_dict(report), option=orjson.OPT_INDENT_2) + b"\n", output)
    except StorageError:
        if report.failure is None:
            raise


def read_run(output: Path, run_id: str) -> dict[str, Any]:
    """Read what stands in runs/ of a run, or of the `last` one.

    Raises UsageError where there is no such run, and where it left no report: it is at work, or was killed.
    """
    folder = output / "runs"
    known = sorted({path.stem for path in folder.glob("*") if path.suffix in (".json", ".log")})
    if not known:
        raise UsageError(f"{folder}: no run is told of here; crawl first (`chengxi crawl URL`)")
    asked = known[-1] if run_id == LAST else run_id
    if asked not in known:
        raise UsageError(f"--run {run_id}: there is no such run; the last ones are {', '.join(known[-3:])}")
    file = folder / f"{asked}.json"
    log = folder / f"{asked}.log"
    if not file.exists():
        raise UsageError(f"{asked}: left no report: it is at work, or was killed; {log} tells how far it came")
    try:
        values: dict[str, Any] = orjson.loads(file.read_bytes())
        report_of(values)
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{file}: cannot be read ({error}); {log} tells of the same run") from error
    return values


def report_of(values: dict[str, Any]) -> Report:
    """Make a report again of what `as_dict` gave."""
    sections = [
        SectionCount(**section | {"set_aside": Counter(section["set_aside"])}) for section in values["sections"]
    ]
    failure = StorageError(values["failure"]) if values["failure"] else None
    by_url = {section.url: section for section in sections}
    return Report(values["run_id"], by_url, failure, values["stopped"], values["mistakes"])


def tell(report: Report, settings: Settings, *, as_json: bool) -> None:
    """Print the result: one JSON line, or a table and the sentences that need reading."""
    if as_json:
        sys.stdout.write(orjson.dumps(as_dict(report)).decode() + "\n")
    elif not settings.quiet:
        _table(report, settings.output)
    for section in report.sections.values():
        for note in section.notes:
            if not settings.quiet and not as_json:
                click.echo(printable(f"{section_name(section.name)}: {note}"))
        if section.failure:
            click.echo(printable(f"chengxi: {section.url}: {section.failure}"), err=True)
    for sentence in report.mistakes:
        click.echo(printable(f"chengxi: {sentence}"), err=True)
    if report.stopped and not settings.quiet and not as_json:
        click.echo(f"Stopped: {report.stopped}; the next run goes on from here.")
    if report.failure:
        click.echo(f"chengxi: {report.failure}; nothing acknowledged is lost, the next run goes on", err=True)


def _table(report: Report, output: Path) -> None:
    names = ("listed", "stored", "new", "changed", "removed", "set aside", "requests", "seconds")
    sections = report.sections.values()
    if not sections:
        click.echo(
            "No section of a known portal is due; `chengxi sites list` shows them, `sites add URL` adds a portal."
        )
        return
    print_sections(names, [(section_name(section.name), *_cells(section)) for section in sections])
    for section in sections:
        if section.set_aside:
            told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(section.set_aside.items()))
            click.echo(f"{section_name(section.name)}: set aside: {told}")
    click.echo(f"Archive: {output}   run: {report.run_id}")


def _cells(section: SectionCount) -> tuple[str, ...]:
    numbers = (section.listed, section.stored, section.new, section.changed, section.removed)
    aside = sum(section.set_aside.values())
    return (*map(str, numbers), str(aside), str(section.requests), f"{section.seconds:.1f}")
