"""Files that verbs read: opened, uncompressed, cut into JSON lines or parts; faults are told, memory is bounded."""

from __future__ import annotations

import json
import sys
import zlib
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from gzip import GzipFile
from io import BufferedIOBase, BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from typing import Any, Self, TypeAlias

import click
import orjson

from scraper.errors import UsageError

Tell: TypeAlias = Callable[[str], None]  # takes a sentence that names its place

# The largest page that is read, 20 MB, as JSON: base64 adds a third, escapes of Chinese double it.
MOST_BYTES = 64_000_000
TOO_LONG = f"is longer than {MOST_BYTES // 1_000_000} MB, which no page is"
PART_BYTES = 4_000_000  # of a plain file: longer ones are read in parts
_MARK = b"\xef\xbb\xbf"
_GZIP = b"\x1f\x8b"
_HEAD_BYTES = 65_536  # by which JSON lines are told
# Within a string these are lawful JSON, but many readers of lines would cut there.
_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def open_file(path: str) -> BufferedReader:
    """Open a file, or standard input for `-`. Raises UsageError with the cure."""
    try:
        return Path(path).open("rb") if path != "-" else sys.stdin.buffer  # type: ignore[return-value]  # typeshed's BinaryIO is one
    except IsADirectoryError as error:
        raise UsageError(f"{path}: is a folder; name the files in it") from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); name a file that exists") from error


class _Unzipped(RawIOBase):
    """What a gzip file holds; of one that is cut short or damaged what comes before, and the fault is told."""

    def __init__(self, path: str, file: BufferedIOBase, tell: Tell) -> None:
        self._path, self._tell = path, tell
        self._content = GzipFile(fileobj=file)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            return self._content.readinto(buffer)
        except (EOFError, OSError, zlib.error) as error:
            self._tell(f"{self._path}: is not whole as gzip ({error}); fetch or pack it again")
            self._content = GzipFile(fileobj=BytesIO())
            return 0


def unzipped(path: str, file: BufferedIOBase, tell: Tell) -> BufferedReader:
    """Give what a gzip file holds, as far as it is whole."""
    return BufferedReader(_Unzipped(path, file, tell))  # a wide buffer would lose as much before a fault


def json_rows(path: str, stream: BufferedIOBase, tell: Tell, form: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the place of each JSON object and the object, a line each; what is none is told, with its `form`."""
    for number, read in enumerate(_bounded(stream), 1):
        place = f"{path}, line {number}"
        if read is None:
            tell(f"{place}: {TOO_LONG}")
            continue
        line = read.removeprefix(_MARK) if number == 1 else read
        if not line.strip():
            continue
        row = _value(line)
        if isinstance(row, dict):
            yield place, row
        else:
            tell(f"{place}: is no JSON object; write {form}, one a line")


def _value(line: bytes) -> object:
    """Read a line of JSON, lone surrogates too; None where it is none."""
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        pass
    try:
        return json.loads(line.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return None


def _bounded(stream: BufferedIOBase) -> Iterator[bytes | None]:
    """Give the lines of a stream; None for one that is too long for memory, of which nothing is kept."""
    while line := stream.readline(MOST_BYTES):
        is_cut = len(line) == MOST_BYTES and not line.endswith(b"\n")
        yield None if is_cut else line
        while is_cut and (rest := stream.readline(MOST_BYTES)):
            is_cut = not rest.endswith(b"\n")


class Source:
    """One input of `restore` or `decode`, uncompressed; its faults are told on standard error, and counted."""

    __slots__ = ("_file", "_stream", "faults", "name")

    def __init__(self, path: str) -> None:
        self.name = "standard input" if path == "-" else path
        self.faults = 0
        self._file = open_file(path)
        is_zipped = self._file.peek(len(_GZIP)).startswith(_GZIP)
        if is_zipped:
            self._stream = unzipped(self.name, self._file, self.tell)
        else:  # its own buffer is small, and the first line has to be in sight
            self._stream = BufferedReader(self._file, _HEAD_BYTES)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def tell(self, sentence: str) -> None:
        """Tell a fault, whose place the sentence names."""
        self.faults += 1
        click.echo(f"chengxi: {sentence}", err=True)

    def is_json_lines(self, key: str) -> bool:
        """Tell whether the first line is a JSON object that holds `key`; else this is a plain file."""
        head = self._stream.peek(_HEAD_BYTES).lstrip(_MARK + b" \t\r\n")
        line, end, _ = head.partition(b"\n")
        value = _value(line)
        if isinstance(value, dict):
            return key in value or "id" in value
        if value is None and not end and line.startswith(b"{"):  # its end is not in sight
            return f'"{key}"'.encode() in line or b'"id"' in line
        return value is None and self.name.endswith((".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"))

    def rows(self, form: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Give the place of each line's object and the object."""
        return json_rows(self.name, self._stream, self.tell, form)

    def parts(self) -> Iterator[tuple[str, bytes]]:
        """Give a plain file under its name, or one too long for that in parts, cut at line ends (UTF-16: anywhere)."""
        data = self._stream.read(PART_BYTES)
        if len(data) < PART_BYTES:
            yield self.name, data
            return
        is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:_HEAD_BYTES]
        number = 0
        while data:
            number += 1
            cut = len(data) if len(data) < PART_BYTES else len(data) // 4 * 4 if is_wide else _cut(data)
            yield f"{self.name}, part {number}", data[:cut]
            data = data[cut:] + self._stream.read(PART_BYTES - len(data) + cut)


def read_each(files: tuple[str, ...], key: str, rows: Callable[[Source], None], parts: Callable[[Source], None]) -> int:
    """Read each file by `rows` where it holds JSON lines with this key, else by `parts`; 1 where one has a fault."""
    faults = 0
    for path in files:
        with Source(path) as source:
            (rows if source.is_json_lines(key) else parts)(source)
            faults += source.faults
    return int(bool(faults))


def _cut(data: bytes) -> int:
    """Tell where to cut: after the last line end; where there is none, before a character that is not whole."""
    end = data.rfind(b"\n") + 1
    if end:
        return end
    for name, errors in (("utf-8", "strict"), ("gb18030", "replace")):  # the second has the pairs of all such encodings
        decoder = getincrementaldecoder(name)(errors)
        try:
            decoder.decode(data)
        except UnicodeDecodeError:
            continue
        return len(data) - len(decoder.getstate()[0])
    return len(data)


def write_line(value: dict[str, Any]) -> None:
    """Write one JSON line; lone surrogates, which UTF-8 cannot hold, are written as escapes."""
    line = json.dumps(value, ensure_ascii=False).translate(_LINE_ENDS)
    try:
        data = line.encode("utf-8")
    except UnicodeEncodeError:
        data = json.dumps(value).encode("ascii")
    sys.stdout.buffer.write(data + b"\n")
