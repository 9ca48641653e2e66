"""Inputs of the verbs `restore` and `decode`: JSON lines, plain files, standard input, each also as .gz."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from scraper.errors import UsageError

_GZIP = b"\x1f\x8b"
# Within a string these are lawful JSON, but many readers of lines would cut there.
_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@dataclass(frozen=True, slots=True)
class Source:
    """One input as bytes, under the name that messages call it."""

    name: str
    body: bytes

    @classmethod
    def read(cls, path: str) -> Source:
        """Read a file, or standard input for `-`; gzip is undone. Raises UsageError with the cure."""
        try:
            body = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
            if body.startswith(_GZIP):
                body = gzip.decompress(body)
        except FileNotFoundError as error:
            raise UsageError(f"{path}: there is no such file; name one that exists, or - for standard input") from error
        except IsADirectoryError as error:
            raise UsageError(f"{path}: is a folder; name the files in it") from error
        except (OSError, EOFError) as error:
            raise UsageError(f"{path}: cannot be read ({error}); is it whole?") from error
        return cls("standard input" if path == "-" else path, body)

    def is_json_lines(self, key: str) -> bool:
        """Tell whether the first line is a JSON object that holds `key`; else this is a plain file."""
        first = self.body.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
        try:
            value = json.loads(first)
        except (ValueError, RecursionError):
            return self.name.endswith((".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"))
        return isinstance(value, dict) and (key in value or "id" in value)

    def rows(self) -> Iterator[tuple[int, dict[str, Any] | None]]:
        """Give each line's number and its object, or None (and a message) where the line is no JSON object."""
        for number, line in enumerate(self.body.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
            if not line.strip():
                continue
            try:
                value = json.loads(line.decode("utf-8", "surrogatepass"))
            except (ValueError, RecursionError) as error:
                self.complain(number, f"is no JSON ({error})")
                yield number, None
                continue
            if not isinstance(value, dict):
                self.complain(number, "is JSON, but no object")
                yield number, None
                continue
            yield number, value

    def complain(self, number: int, what: str) -> None:
        """Tell on standard error that a line was passed over."""
        click.echo(f"chengxi: {self.name}, line {number}: {what}; passed over", err=True)


def write_line(value: dict[str, Any]) -> None:
    """Write one JSON line; lone surrogates, which UTF-8 cannot hold, are written as escapes."""
    line = json.dumps(value, ensure_ascii=False).translate(_LINE_ENDS)
    try:
        data = line.encode("utf-8")
    except UnicodeEncodeError:
        data = json.dumps(value).encode("ascii")
    sys.stdout.buffer.write(data + b"\n")
