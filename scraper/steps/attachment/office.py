"""The text of office files: Word, Excel, PowerPoint, WPS, OpenDocument, OFD."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator

from lxml import etree

from scraper.steps.attachment.zipped import UnreadableError, ZipFolder, open_zip

MAX_CELLS = 500_000
MAX_ROWS = 2_000_000  # empty ones too: a sheet has 1,048,576 at most, a row that says it is the 10^12th makes them all
MAX_DOC_CHARS = 3_000_000  # of an old Word file, whose pieces may name the same place again and again
_MAX_PIECES = 200_000
_FIELD = re.compile(
    "\x13[^\x13\x14\x15]*(?:\x14|(?=\x15))|\x15"
)  # a field's code goes, its result stays ([MS-DOC] 2.8.25)


def read_docx(body: bytes) -> str:
    """Give paragraphs line by line, table rows with a space between cells (ECMA-376, part 1, §17)."""
    root = _xml(open_zip(body), "word/document.xml")
    lines: list[str] = []
    cells: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = _local(element)
        if event == "end" and name == "p" and not _is_within(element, "p"):  # a text box stands within a paragraph
            text = "".join(_runs(element, "t", {"tab": " ", "br": "\n", "cr": "\n", "p": "\n"}))
            if _is_within(element, "tc"):
                cells.append(text.replace("\n", " "))
            else:
                lines.append(text)
        elif event == "end" and name == "tr" and cells:
            lines.append(" ".join(cell for cell in cells if cell.strip()))
            cells = []
    return "\n".join(lines)


def read_pptx(body: bytes) -> str:
    """Give the paragraphs of the slides, in the order of their numbers."""
    folder = open_zip(body)
    slides = [name for name in folder.names if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
    slides.sort(key=lambda name: int(re.sub(r"\D", "", name)))
    return "\n".join(
        "".join(_runs(paragraph, "t", {"br": "\n"})) for name in slides for paragraph in _named(_xml(folder, name), "p")
    )


def read_odf(body: bytes) -> str:
    """Give the paragraphs and headings of an OpenDocument file, cells of a table row by row."""
    root = _xml(open_zip(body), "content.xml")
    lines = []
    for element in _named(root, "p", "h", "table-row"):
        if _is_within(element, "p", "h", "table-row"):
            continue
        if _local(element) == "table-row":
            parts = (part for part in _named(element, "p") if not _is_within(part, "p"))
            lines.append(" ".join("".join(part.itertext()) for part in parts))
        else:
            lines.append("".join(element.itertext()))
    return "\n".join(lines)


def read_ofd(body: bytes) -> str:
    """Give the text objects of an OFD file, page by page (GB/T 33190-2016, §11)."""
    folder = open_zip(body)
    pages = [name for name in folder.names if re.search(r"Page_\d+/Content\.xml$", name)]
    pages.sort(key=lambda name: [int(number) for number in re.findall(r"\d+", name)])
    return "\n".join((element.text or "") for name in pages for element in _named(_xml(folder, name), "TextCode"))


def read_xlsx(body: bytes) -> str:
    """Give the rows of all sheets, a space between cells; values, not formulas."""
    import openpyxl  # noqa: PLC0415 - heavy, and only few files need it

    open_zip(body)
    book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True)
    rows = (row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
    return _rows(tuple(row) for row in rows)


def read_xls(body: bytes) -> str:
    """Give the rows of all sheets of an old workbook, a space between cells."""
    import xlrd  # noqa: PLC0415 - heavy, and only few files need it

    book = xlrd.open_workbook(file_contents=body, on_demand=True, logfile=io.StringIO())
    return _rows(
        tuple(_cell(sheet, at, column, book.datemode) for column in range(sheet.ncols))
        for sheet in book.sheets()
        for at in range(sheet.nrows)
    )


def read_doc(body: bytes) -> str:
    """Give the text of a Word 97–2003 or WPS file from its piece table ([MS-DOC] §2.4.1, §2.9.38)."""
    import olefile  # noqa: PLC0415 - only old files need it

    with olefile.OleFileIO(io.BytesIO(body)) as container:
        if not container.exists("WordDocument"):
            raise UnreadableError("the file has no WordDocument stream")
        main = container.openstream("WordDocument").read()
        flags = struct.unpack_from("<H", main, 0x0A)[0]
        if flags & 0x0100:
            raise UnreadableError("the Word file is encrypted")
        table_name = "1Table" if flags & 0x0200 else "0Table"
        table = container.openstream(table_name).read() if container.exists(table_name) else b""
    start, size = struct.unpack_from("<II", main, 0x01A2)
    characters = struct.unpack_from("<I", main, 0x4C)[0]  # ccpText: the main document, without footnotes and headers
    text = _beginning(_pieces(main, table[start : start + size]), min(characters, MAX_DOC_CHARS))
    text = _FIELD.sub("", text).replace("\x07", " ").replace("\x0b", "\n").replace("\x0c", "\n").replace("\r", "\n")
    return re.sub(r"[\x00-\x08\x0e-\x1f]", "", text)


def _beginning(pieces: Iterator[str], most_chars: int) -> str:
    parts: list[str] = []
    size = 0
    for piece in pieces:
        parts.append(piece)
        size += len(piece)
        if size >= most_chars:
            break
    return "".join(parts)[:most_chars]


def _pieces(main: bytes, clx: bytes) -> Iterator[str]:
    at = 0
    while at < len(clx) and clx[at] == 1:  # Prc: properties, skipped
        skipped = struct.unpack_from("<h", clx, at + 1)[0]
        if skipped < 0:  # [MS-DOC] §2.9.208 forbids it: one would be read again and again
            raise UnreadableError("the Word file's piece table has a negative size")
        at += 3 + skipped
    if at >= len(clx) or clx[at] != 2:
        raise UnreadableError("the Word file has no piece table")
    size = struct.unpack_from("<I", clx, at + 1)[0]
    plc = clx[at + 5 : at + 5 + size]
    count = min((len(plc) - 4) // 12, _MAX_PIECES)
    for number in range(count):
        first, last = struct.unpack_from("<II", plc, 4 * number)
        place = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)[0]
        length = max(0, last - first)
        if place & 0x40000000:  # one byte a character, Windows-1252
            offset = (place & 0x3FFFFFFF) // 2
            yield main[offset : offset + length].decode("cp1252", "replace")
        else:
            yield main[place : place + 2 * length].decode("utf-16-le", "replace")


def _rows(rows: Iterator[tuple[object, ...]]) -> str:
    lines: list[str] = []
    cells = 0
    for number, row in enumerate(rows):
        cells += len(row)
        if cells > MAX_CELLS or number > MAX_ROWS:
            break
        line = " ".join(str(value).strip() for value in row if value is not None and str(value).strip())
        if line:
            lines.append(line)
    return "\n".join(lines)


def _cell(sheet: object, row: int, column: int, datemode: int) -> object:
    import xlrd  # noqa: PLC0415 - heavy, and only few files need it

    cell = sheet.cell(row, column)  # type: ignore[attr-defined]  # xlrd has no types
    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, datemode).isoformat(" ").removesuffix(" 00:00:00")
    if cell.ctype == xlrd.XL_CELL_NUMBER and cell.value == int(cell.value):
        return int(cell.value)
    return cell.value


def _xml(folder: ZipFolder, name: str) -> etree._Element:
    """Parse a member without entities, network or a DTD: an attack in XML finds nothing to grow in."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    root = etree.fromstring(folder.read(name), parser)
    if root is None:
        raise UnreadableError(f"{name} in the file is no XML")
    return root


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def _is_within(element: etree._Element, *names: str) -> bool:
    return any(_local(above) in names for above in element.iterancestors())


def _named(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    return (element for element in root.iter() if _local(element) in names)


def _runs(paragraph: etree._Element, text: str, breaks: dict[str, str]) -> Iterator[str]:
    for element in paragraph.iter():
        name = _local(element)
        if name == text:
            yield element.text or ""
        elif name in breaks:
            yield breaks[name]
