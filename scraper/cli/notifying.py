"""Telling an operator who is not there: a command of theirs gets what went wrong on its standard input."""

from __future__ import annotations

import shlex
import subprocess
from typing import TYPE_CHECKING

import click

from scraper.errors import printable

if TYPE_CHECKING:
    from pathlib import Path

    from spiders.plan import Report

_PATIENCE_S = 60.0


def notify(command: str, sentences: list[str]) -> None:
    """Run the command, without a shell; where it fails that is told, and the crawl's own end stays as it was."""
    text = "".join(f"{printable(sentence)}\n" for sentence in sentences)
    try:
        done = subprocess.run(
            shlex.split(command),
            input=text,
            text=True,
            encoding="utf-8",
            stdout=subprocess.DEVNULL,  # ours belongs to the report
            check=False,
            timeout=_PATIENCE_S,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        click.echo(f"chengxi: notify = {command!r} could not be run ({error}); mend it in chengxi.toml", err=True)
        return
    if done.returncode:
        click.echo(f"chengxi: notify = {command!r} ended with {done.returncode}; mend it in chengxi.toml", err=True)


def what_is_ill(report: Report, output: Path) -> list[str]:
    """Give the sentences about a run that did not end well."""
    told = [
        ": ".join(dict.fromkeys([section.name, section.url, section.failure]))
        for section in report.sections.values()
        if section.failure
    ]
    told += report.mistakes
    told += [str(report.failure)] if report.failure else []
    more = f"chengxi status --run {report.run_id} --output {output.absolute()}"
    return [f"chengxi: run {report.run_id} ended with {report.exit_code}", *told, more]
