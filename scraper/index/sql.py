"""DuckDB over the output: views `articles`, `revisions`, `set_aside`, `runs`, `fetches`.

The views read the committed lines themselves: what a crawl is just writing is not seen half.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import orjson

from scraper.errors import UsageError
from scraper.fields import ArticleLine, SetAsideLine
from scraper.index.descriptions import duckdb_columns
from scraper.index.logs import Shelf, committed_logs, logs, state_rows
from scraper.store.forgotten import told_runs
from scraper.store.reading import require_archive
from scraper.store.withheld import read_withheld

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, Statement

VIEWS = ("articles", "revisions", "set_aside", "runs", "fetches")
_WIDE = "maximum_object_size = 268435456"  # bytes: one long article with its tables may pass DuckDB's 16 MB
_OF_PAGES = "SELECT id, min(first_seen), max(last_checked), min(next_check) FROM pages WHERE id IS NOT NULL GROUP BY id"
# What the state database knows of an article besides its lines.
_KNOWN = {"first_seen": "VARCHAR", "last_checked": "VARCHAR", "next_check": "VARCHAR"}
_FETCHES = {
    "url": "VARCHAR",
    "fetched_at": "VARCHAR",
    "status": "INTEGER",
    "mime": "VARCHAR",
    "digest": "VARCHAR",
    "warc": "VARCHAR",
    "offset": "BIGINT",
    "length": "BIGINT",
}
_RUNS = {"run_id": "VARCHAR", "started_at": "VARCHAR", "ended_at": "VARCHAR"}
# The newest text of each; a removed article keeps its last text, as in search and export.
_CURRENT = """
CREATE VIEW articles AS
WITH last AS (SELECT id, arg_max(status, revision) AS status FROM revisions GROUP BY id),
texts AS (
  SELECT * FROM revisions WHERE status = 'ok' QUALIFY row_number() OVER (PARTITION BY id ORDER BY revision DESC) = 1)
SELECT texts.* REPLACE (last.status AS status), first_seen, last_checked, next_check
FROM texts JOIN last USING (id) LEFT JOIN (FROM {known}) USING (id)
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a statement."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def ask(output: Path, statement: str) -> Answer:
    """Run one statement over the views; raises UsageError with DuckDB's own words where it cannot be run.

    A statement reads the views and nothing else: no other file, no network, and it writes nothing.
    """
    import duckdb  # noqa: PLC0415 - half a second that only this needs

    with database(output) as connection:
        try:
            found = connection.extract_statements(statement)
            if len(found) != 1:
                raise UsageError(
                    f"{'there is no statement' if not found else f'{len(found)} statements stand here'}; "
                    "write one, such as FROM articles LIMIT 5"
                )
            if not _only_reads(found[0]):
                raise UsageError(
                    "only statements that read can be asked: begin with SELECT, FROM, WITH, PIVOT, DESCRIBE or "
                    "SUMMARIZE; results are written by --format csv or by `chengxi export`"
                )
            result = connection.execute(statement)
            columns = tuple(column[0] for column in result.description or ())
            return Answer(columns, result.fetchall() if columns else [])
        except duckdb.Error as error:
            raise UsageError(f"the statement cannot be run: {error}\nThe views are {', '.join(VIEWS)}.") from error


@contextmanager
def database(output: Path) -> Iterator[DuckDBPyConnection]:
    """Give a DuckDB connection in memory with the views; its scratch files go when it is closed."""
    import duckdb  # noqa: PLC0415 - half a second that only this needs

    require_archive(output)
    with TemporaryDirectory(prefix="chengxi-sql-") as scratch, duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        views = _Views(output, Path(scratch))
        for statement in views.statements():
            connection.execute(statement)
        # Intermediate results too large for memory go to the scratch folder; beside it only the views' files are open.
        connection.execute(f"SET temp_directory = {quoted(scratch)}")
        folders = (scratch, *(output / name for name in ("articles", "set-aside", "runs")))
        connection.execute(f"SET allowed_directories = [{', '.join(map(quoted, folders))}]")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield connection


def _only_reads(statement: Statement) -> bool:
    """Tell whether a parsed statement writes no file: COPY may stand in EXPLAIN and PREPARE as well.

    DuckDB gives PIVOT, which asks for the columns first, as several statements in one.
    """
    words = statement.query.split(None, 1)
    is_pivot = statement.type.name == "MULTI" and words[0].lower() in ("pivot", "from", "with", "select")
    return statement.type.name == "SELECT" or is_pivot


@dataclass(frozen=True, slots=True)
class _Views:
    output: Path
    scratch: Path

    def statements(self) -> Iterator[str]:
        withheld = ", ".join(map(quoted, read_withheld(self.output)))
        rows = self._shelf("articles", duckdb_columns(ArticleLine))
        yield _view("revisions", f"{rows} WHERE id NOT IN ({withheld})" if withheld else rows)
        yield _view("set_aside", self._shelf("set-aside", duckdb_columns(SetAsideLine)))
        yield _CURRENT.format(known=self._known())
        yield _view("runs", self._runs())
        yield _view("fetches", self._fetches())

    def _shelf(self, shelf: Shelf, columns: dict[str, str]) -> str:
        paths = [
            self._committed(log.path, log.name, log.committed_bytes)
            for log in logs(self.output, shelf)
            if log.committed_bytes
        ]
        return json_rows(paths, columns)

    def _committed(self, path: Path, name: str, committed_bytes: int) -> Path:
        """Give the file, or a copy of its committed part where a crawl has written on."""
        if path.suffix == ".zst" or path.stat().st_size == committed_bytes:
            return path
        copy = self.scratch / name.replace("/", "__")
        with path.open("rb") as source:
            copy.write_bytes(source.read(committed_bytes))
        return copy

    def _known(self) -> str:
        """Give what the state database knows of each article: first seen, last checked, next visit."""
        rows = state_rows(self.output, _OF_PAGES) or []
        columns = {"id": "VARCHAR", **_KNOWN}
        return self._written("known", [dict(zip(columns, row, strict=True)) for row in rows], columns)

    def _runs(self) -> str:
        """Give what the runs told of themselves; a report that a full disk cut short tells nothing."""
        path = self.scratch / "runs.jsonl"
        path.write_bytes(b"".join(orjson.dumps(run) + b"\n" for run in told_runs(self.output)))
        if not path.stat().st_size:
            return _nothing(_RUNS)
        return f"read_json({quoted(path)}, format = 'newline_delimited', sample_size = -1, {_WIDE})"

    def _fetches(self) -> str:
        rows: list[dict[str, Any]] = []
        for path, committed_bytes in committed_logs(self.output, "warc", ".cdxj"):
            with path.open("rb") as file:
                found = (_fetch(line, path.parent.name) for line in file.read(committed_bytes).splitlines())
                rows.extend(row for row in found if row)
        return self._written("fetches", rows, _FETCHES)

    def _written(self, name: str, rows: list[dict[str, Any]], columns: dict[str, str]) -> str:
        path = self.scratch / f"{name}.jsonl"
        path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
        return json_rows([path] if rows else [], columns)


def _view(name: str, rows: str) -> str:
    return f"CREATE VIEW {name} AS FROM {rows}"


def _fetch(line: bytes, site: str) -> dict[str, Any] | None:
    """Read a line of CDXJ: SURT, 14-digit time, JSON."""
    parts = line.split(b" ", 2)
    if len(parts) < 3:
        return None
    try:
        values = orjson.loads(parts[2])
    except orjson.JSONDecodeError:
        return None
    at = parts[1].decode("ascii", "replace")
    return {
        "url": values.get("url"),
        "fetched_at": f"{at[:4]}-{at[4:6]}-{at[6:8]}T{at[8:10]}:{at[10:12]}:{at[12:14]}+00:00",
        "status": _number(values.get("status")),
        "mime": values.get("mime"),
        "digest": values.get("digest"),
        "warc": f"warc/{site}/{values.get('filename')}",
        "offset": _number(values.get("offset")),
        "length": _number(values.get("length")),
    }


def _number(value: object) -> int | None:
    return int(str(value)) if str(value).isdigit() else None


def json_rows(paths: list[Path], columns: dict[str, str]) -> str:
    """Give what reads JSON lines in SQL, with the types of their fields."""
    if not paths:
        return _nothing(columns)
    files = ", ".join(quoted(path) for path in paths)
    told = ", ".join(f"{quoted(name)}: {quoted(kind)}" for name, kind in columns.items())
    return f"read_json([{files}], format = 'newline_delimited', columns = {{{told}}}, {_WIDE})"


def _nothing(columns: dict[str, str]) -> str:
    told = ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in columns.items())
    return f"(SELECT {told} WHERE false)"


def quoted(value: object) -> str:
    """Give a value as a string of SQL."""
    return "'" + str(value).replace("'", "''") + "'"
