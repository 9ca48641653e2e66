"""Every command that the documentation shows is one that the command line takes."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from scraper.cli import chengxi
from tests.crawling import ROOT

PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
_BLOCK = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINE = re.compile(r"^(?:\$ )?chengxi (.+)$", re.MULTILINE)
_WITHIN = re.compile(r"`chengxi ([a-z][^`]*)`")


def commands(page: Path) -> Iterator[str]:
    text = page.read_text(encoding="utf-8")
    for block in _BLOCK.findall(text):
        yield from _LINE.findall(block)
    yield from (told for told in _WITHIN.findall(_BLOCK.sub("", text)) if "…" not in told)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_documented_commands_are_read_by_the_command_line(page: Path) -> None:
    for told in commands(page):
        words = shlex.split(told, comments=True)
        words = words[: next((at for at, word in enumerate(words) if word in ("|", ">", "<")), None)]
        read(chengxi, words)


def read(command: click.Command, words: list[str]) -> None:
    """Let click read the words, verb by verb, and run nothing; what it cannot read fails with its sentence."""
    if isinstance(command, click.Group):
        verb = words[0]
        assert verb.startswith("--") or verb in command.list_commands(click.Context(command)), verb
        if not verb.startswith("--") and (inner := command.get_command(click.Context(command), verb)):
            read(inner, words[1:])
        return
    required = [item for item in command.params if item.required]
    for item in required:
        item.required = False  # prose names a verb without what it takes
    try:
        command.make_context(command.name, [word for word in words if word not in ("--help", "-h")])
    finally:
        for item in required:
            item.required = True


def test_a_command_that_does_not_exist_is_found() -> None:
    with pytest.raises(click.UsageError):
        read(chengxi, ["search", "--colour", "red"])
