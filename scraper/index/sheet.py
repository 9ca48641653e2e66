"""Excel files (.xlsx): a row an article, dates as dates, and a sheet that tells what the columns are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import chain
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from scraper import __version__
from scraper.errors import UsageError
from scraper.index.flat import COLUMNS, flat_row

# https://support.microsoft.com/office/excel-specifications-and-limits
MOST_CHARACTERS = 32_767  # of a cell
_MOST_ROWS = 1_048_576  # of a sheet
_WIDTHS = {"title": 48, "published": 12, "text": 60, "url": 30, "portal_name": 22, "section": 16, "issuer": 22}


def write_sheet(lines: Iterable[dict[str, Any]], target: IO[bytes], asked: str = "") -> int:
    """Write the articles as an Excel file; give their number. `asked`: the search that found them.

    A text longer than a cell holds is cut there, and the second sheet tells how many were.
    Raises UsageError where there are more articles than a sheet has rows.
    """
    lines = iter(lines)
    first = next(lines, None)  # a query that cannot be answered begins no file
    with TemporaryFile() as whole:  # openpyxl cannot stop halfway through a target that is full or gone
        number = _write(chain([first] if first else [], lines), whole, asked)
        whole.seek(0)
        copyfileobj(whole, target)
    return number


def _write(lines: Iterable[dict[str, Any]], target: IO[bytes], asked: str) -> int:
    book = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = book.create_sheet("articles")
    for place, name in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, 14)
    sheet.freeze_panes = f"{get_column_letter(list(COLUMNS).index('title') + 2)}2"
    sheet.append([_heading(sheet, name) for name in COLUMNS])
    number = cut = 0
    for number, line in enumerate(lines, 1):
        if number >= _MOST_ROWS:
            raise UsageError(f"xlsx: a sheet has {_MOST_ROWS:,} rows; narrow the search, or use csv or parquet")
        row = flat_row(line)
        cut += any(isinstance(value, str) and len(value) > MOST_CHARACTERS for value in row.values())
        sheet.append([_cell(sheet, name, value) for name, value in row.items()])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{number + 1}"
    _about(book, number, cut, asked)
    book.save(target)
    return number


def _about(book: Workbook, number: int, cut: int, asked: str) -> None:
    sheet: WriteOnlyWorksheet = book.create_sheet("about")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 80
    sheet.append(["articles", number])
    sheet.append(["search", _text(sheet, asked or "(everything)")])
    sheet.append(["software", f"chengxi {__version__}"])
    sheet.append(["made", datetime.now(UTC).isoformat(timespec="seconds")])
    if cut:
        sheet.append(["texts cut", cut])
        sheet.append(["", f"A cell holds {MOST_CHARACTERS:,} characters; csv, jsonl and parquet hold the whole text."])
    sheet.append([])
    for name, meaning in COLUMNS.items():
        sheet.append([_heading(sheet, name), meaning])


def _heading(sheet: WriteOnlyWorksheet, name: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, name)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: WriteOnlyWorksheet, name: str, value: Any) -> WriteOnlyCell | int | None:
    """Give a value as Excel shows it: a day as a date, text as text, whatever it begins with."""
    if name == "published" and value:
        try:
            cell = WriteOnlyCell(sheet, datetime.fromisoformat(value).replace(tzinfo=None))  # the portal's own clock
        except ValueError:
            pass
        else:
            cell.number_format = "yyyy-mm-dd" if len(value) == len("2024-05-31") else "yyyy-mm-dd hh:mm"
            return cell
    if not isinstance(value, str):
        return value
    cell = _text(sheet, value)
    cell.alignment = Alignment(vertical="top")  # a long text begins where its row does
    return cell


def _text(sheet: WriteOnlyWorksheet, value: str) -> WriteOnlyCell:
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value.encode("utf-8", "replace").decode())[:MOST_CHARACTERS]
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # "=1+1" of a portal is text, never a formula
    return cell
