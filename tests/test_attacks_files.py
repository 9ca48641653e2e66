"""Files made to be slow, to swell or to read what is not theirs: each gives its text or the reason why there is none."""

from __future__ import annotations

import struct

import pytest

from scraper.steps.attachment import FileText, read_attachment
from scraper.steps.attachment.office import MAX_DOC_CHARS, read_doc
from tests.test_attachments import docx, ole, zipped

SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(rows: str, head: str = "") -> bytes:
    part = f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    sheet = f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/>'
    rels = f'<Default Extension="rels" ContentType="{PACKAGE.replace("http://schemas.openxmlformats.org/", "application/vnd.openxmlformats-")}"/>'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{rels}{part}{sheet}</Types>',
            "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{SHEETS}"><sheetData>{rows}</sheetData></worksheet>',
        }
    )


def read(body: bytes, name: str) -> FileText:
    return read_attachment(body, name)


def test_a_row_that_says_it_is_the_trillionth_ends_the_sheet() -> None:
    first = '<row r="1"><c r="A1"><v>17</v></c></row>'
    found = read(workbook(first + '<row r="999999999999"><c r="A999999999999"><v>18</v></c></row>'), "a.xlsx")
    assert (found.extension, found.text) == ("xlsx", "17")


def test_empty_rows_between_full_ones_are_passed_over() -> None:
    rows = '<row r="1"><c r="A1"><v>17</v></c></row><row r="90000"><c r="A90000"><v>18</v></c></row>'
    assert read(workbook(rows), "a.xlsx").text == "17\n18"


def test_an_entity_of_a_sheet_reads_no_file() -> None:
    head = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>'
    assert read(workbook(rows, head), "a.xlsx").text == ""


def test_paragraphs_in_one_another_are_read_once() -> None:
    opened, closed = "<w:p><w:r><w:t>甲</w:t></w:r>", "</w:p>"
    assert read(docx((opened * 100 + closed * 100) * 20), "a.docx").text == "\n".join(["甲"] * 2_000)


def test_a_text_box_within_a_paragraph_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
    assert read(docx(f"<w:p><w:r><w:t>通知</w:t></w:r><w:r>{box}</w:r></w:p>"), "a.docx").text == "通知\n框内"


def test_paragraphs_in_one_another_of_an_open_document_are_read_once() -> None:
    inner = ("<t:p>甲" * 100 + "</t:p>" * 100) * 20
    body = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f'<a xmlns:t="t">{inner}</a>'})
    assert read(body, "a.odt").text.count("甲") == 2_000


def old_word(pieces: int, chars: int) -> bytes:
    """An old Word file whose pieces all name the same place."""
    main = bytearray(max(4096, 0x400 + chars))
    main[0x400:] = b"a" * (len(main) - 0x400)
    table = struct.pack("<" + "I" * (pieces + 1), *(at * chars for at in range(pieces + 1)))
    table += struct.pack("<HIH", 0, 0x40000000 | 0x800, 0) * pieces
    struct.pack_into("<I", main, 0x4C, 0xFFFFFFFF)
    struct.pack_into("<II", main, 0x01A2, 0, 5 + len(table))
    return ole({"WordDocument": bytes(main), "0Table": b"\x02" + struct.pack("<I", len(table)) + table})


def test_pieces_that_name_one_place_again_and_again_do_not_swell() -> None:
    assert len(read_doc(old_word(3, 500))) == 1_500
    assert len(read_doc(old_word(1_000, 20_000))) == MAX_DOC_CHARS


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/x", "a\x1b[31m.txt", "C:\\x"])
def test_members_of_an_archive_are_text_and_no_places(name: str) -> None:
    assert read(zipped({name: "甲"}), "a.zip").text.endswith("甲")
