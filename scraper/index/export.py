"""Export: articles as files that other tools read."""

from __future__ import annotations

import csv
import hashlib
import io
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

import orjson

from scraper import __version__
from scraper.errors import StorageError, UsageError
from scraper.fields import ARTICLE_SCHEMA, ArticleLine
from scraper.index.cite import STYLES, csl_item
from scraper.index.descriptions import croissant, duckdb_columns, table_schema
from scraper.index.flat import COLUMNS, NUMBERS, flat_row
from scraper.index.sql import json_rows, quoted
from scraper.index.table import BOM, harmless
from scraper.schema import json_schema

Lines = Iterable[dict[str, Any]]


def write_rows(lines: Lines, form: str, target: IO[bytes], asked: str = "") -> int:
    """Write articles as jsonl, csv, xlsx or in a style of citation; give their number.

    `asked`: the search that found them, told where the format has a place for it.
    """
    if form == "csv":
        return _write_csv(lines, target, is_safe_for_excel=True)
    if form == "csl":
        return _write_csl(lines, target)
    if form == "xlsx":
        from scraper.index.sheet import write_sheet  # noqa: PLC0415 - a library that only this format needs

        return write_sheet(lines, target, asked)
    number = 0
    for number, line in enumerate(lines, 1):  # noqa: B007 - the count is what comes back
        target.write(_record(line, form))
    return number


def write_parquet(lines: Lines, folder: Path) -> int:
    """Write Parquet, partitioned by site and year of publication (`site=…/year=…/`); give the number of articles."""
    import duckdb  # noqa: PLC0415 - half a second that only this format needs

    must_be_new(folder)
    with TemporaryDirectory(dir=folder.absolute().parent) as scratch:
        source = Path(scratch) / "articles.jsonl"
        with source.open("wb") as file:
            number = write_rows(lines, "jsonl", file)
        year = "coalesce(try_cast(left(published, 4) AS INTEGER), 0) AS year"
        select = f"SELECT *, {year} FROM {json_rows([source], duckdb_columns(ArticleLine))}"  # noqa: S608 - a path and types of our own, quoted
        with duckdb.connect() as database:
            try:
                database.execute(
                    f"COPY ({select}) TO {quoted(folder)} (FORMAT parquet, PARTITION_BY (site, year),"
                    " COMPRESSION zstd, OVERWRITE_OR_IGNORE)"
                )
            except duckdb.IOException as error:
                raise StorageError(f"{folder}: Parquet could not be written ({error})") from error
    return number


def write_datapackage(lines: Lines, folder: Path, asked: str = "") -> int:
    """Write a folder with articles.csv, articles.jsonl, datapackage.json, croissant.json and the JSON Schema.

    `asked`: the search that found them.
    """
    must_be_new(folder)
    folder.mkdir(parents=True)
    with (folder / "articles.jsonl").open("wb") as file:
        number = write_rows(lines, "jsonl", file)
    with (folder / "articles.csv").open("wb") as file:
        _write_csv(_reread(folder / "articles.jsonl"), file, is_safe_for_excel=False)
    _write_json(folder / "article.schema.json", json_schema(ARTICLE_SCHEMA))
    table, told = folder / "articles.csv", folder / "articles.jsonl"
    _write_json(folder / "datapackage.json", _datapackage(asked, table, told))
    _write_json(
        folder / "croissant.json",
        croissant(_sha256(table), table.stat().st_size, datetime.now(UTC).date().isoformat()),
    )
    return number


def write_datasette(lines: Lines, folder: Path) -> int:
    """Write a folder with articles.db and metadata.json: `datasette -i articles.db -m metadata.json`."""
    must_be_new(folder)
    folder.mkdir(parents=True)
    kinds = {name: "INTEGER" if name in NUMBERS else "TEXT" for name in COLUMNS}
    columns = ", ".join(f"{name} {kind}{' PRIMARY KEY' * (name == 'id')}" for name, kind in kinds.items())
    values = ", ".join(f":{name}" for name in COLUMNS)
    with closing(sqlite3.connect(folder / "articles.db")) as database, database:
        database.execute(f"CREATE TABLE articles({columns}) WITHOUT ROWID")
        number = database.executemany(f"INSERT INTO articles VALUES({values})", map(flat_row, lines)).rowcount
        for name in ("site", "section", "published", "issuer"):
            database.execute(f"CREATE INDEX articles_by_{name} ON articles({name})")
    table = {
        "columns": COLUMNS,
        "facets": ["site", "section", "issuer"],
        "sort_desc": "published",
        "label_column": "title",
    }
    _write_json(folder / "metadata.json", {"databases": {"articles": {"tables": {"articles": table}}}})
    return max(0, number)


def write_texts(lines: Lines, folder: Path) -> int:
    """Write a corpus: texts/<year>/<day>_<site>_<id>.txt (title, line feed, text) and metadata.csv, a row a file."""
    must_be_new(folder)
    folder.mkdir(parents=True)
    columns = ["file", *(name for name in COLUMNS if name != "text"), "characters"]
    number = 0
    with (folder / "metadata.csv").open("w", encoding="utf-8", newline="", errors="replace") as table:
        writer = csv.DictWriter(table, columns)
        writer.writeheader()
        for number, line in enumerate(lines, 1):  # noqa: B007 - the count is what comes back
            day = str(line.get("published") or "undated")[:10]
            file = Path("texts", day[:4] if day[:4].isdigit() else day, f"{day}_{line['site']}_{line['id']}.txt")
            row = flat_row(line)
            text = f"{row['title'] or ''}\n{row.pop('text') or ''}\n"
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_bytes(text.encode("utf-8", "replace"))
            writer.writerow({"file": file.as_posix(), **row, "characters": len(text) - 2})
    return number


def _datapackage(asked: str, table: Path, told: Path) -> dict[str, Any]:
    return {
        "profile": "data-package",
        "name": "chengxi",
        "title": "Articles of government portals, cleaned and repaired",
        "description": f"What this search found: {asked}" if asked else "All articles of an archive",
        "software": f"chengxi {__version__}",
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "resources": [
            {
                "name": "articles",
                "path": table.name,
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": table.stat().st_size,
                "hash": f"sha256:{_sha256(table)}",
                "schema": table_schema(),
            },
            {
                "name": "article-lines",
                "type": "file",  # not a table: its fields are nested
                "path": told.name,
                "format": "jsonl",
                "mediatype": "application/jsonl",
                "encoding": "utf-8",
                "bytes": told.stat().st_size,
                "hash": f"sha256:{_sha256(told)}",
                "description": "Every field, with repairs and removed parts; see article.schema.json",
            },
        ],
    }


def _write_csv(lines: Lines, target: IO[bytes], *, is_safe_for_excel: bool) -> int:
    """Write CSV by RFC 4180; for Excel with a byte order mark and without cells that it would run as formulas."""
    lines = iter(lines)
    first = next(lines, None)  # before the head: a query that cannot be answered writes nothing
    text = io.TextIOWrapper(target, encoding="utf-8", newline="", write_through=True, errors="replace")
    if is_safe_for_excel:
        text.write(BOM)
    writer = csv.DictWriter(text, list(COLUMNS))
    writer.writeheader()
    number = 0
    rows = chain([first] if first else [], lines)
    for number, line in enumerate(rows, 1):  # noqa: B007 - the count is what comes back
        row = flat_row(line)
        if is_safe_for_excel:
            row = {name: harmless(value) for name, value in row.items()}
        writer.writerow(row)
    text.flush()
    text.detach()
    return number


def _write_csl(lines: Lines, target: IO[bytes]) -> int:
    number = 0
    for number, line in enumerate(lines, 1):
        target.write((b"[\n" if number == 1 else b",\n") + orjson.dumps(csl_item(line)))
    target.write(b"\n]\n" if number else b"[]\n")
    return number


def _record(line: dict[str, Any], form: str) -> bytes:
    if form == "jsonl":
        return orjson.dumps(line) + b"\n"
    entry = STYLES[form].entry(line)  # type: ignore[index]  # one of the styles, all others are written above
    return f"{entry}\n".encode("utf-8", "replace") if form == "bibtex" else entry.encode("utf-8", "replace")


def _reread(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as file:
        for data in file:
            yield orjson.loads(data)


def must_be_new(folder: Path) -> None:
    """Make place for a folder; raises UsageError where something stands there."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: is there already and not empty; name a new folder with --to")
    if folder.is_dir():
        folder.rmdir()
    folder.parent.mkdir(parents=True, exist_ok=True)


def _write_json(path: Path, value: dict[str, Any]) -> None:
    path.write_bytes(orjson.dumps(value, option=orjson.OPT_INDENT_2) + b"\n")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
