"""attachment: what a file is, its text, and files that are meant to harm."""

from __future__ import annotations

import io
import struct
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.steps.attachment import read_attachment

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(members: dict[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return target.getvalue()


def docx(inner: str) -> bytes:
    return zipped({"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'})


def pdf(text: str) -> bytes:
    stream = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, item in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(body)
    return (
        body
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start
    )


def ole(streams: dict[str, bytes]) -> bytes:
    """A compound file of version 3 with streams of at least 4096 bytes each ([MS-CFB] §2)."""
    sectors: list[bytes] = []
    chains: list[tuple[int, int]] = []
    for body in streams.values():
        padded = body.ljust(4096, b"\0")
        padded += b"\0" * (-len(padded) % 512)
        chains.append((len(sectors), len(padded)))
        sectors.extend(padded[at : at + 512] for at in range(0, len(padded), 512))
    links = []
    for start, size in chains:
        count = size // 512
        links += [start + at + 1 for at in range(count - 1)] + [0xFFFFFFFE]

    def entry(name: str, kind: int, child: int, right: int, start: int, size: int) -> bytes:  # noqa: PLR0913 - the format's fields
        raw = (name + "\0").encode("utf-16-le") if name else b""
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, right, child)
            + b"\0" * 36
            + struct.pack("<IQ", start, size)
        )

    entries = [entry("Root Entry", 5, 1, 0xFFFFFFFF, 0xFFFFFFFE, 0)]
    for number, (name, (start, size)) in enumerate(zip(streams, chains, strict=True), 1):
        entries.append(entry(name, 2, 0xFFFFFFFF, number + 1 if number < len(streams) else 0xFFFFFFFF, start, size))
    while len(entries) % 4:
        entries.append(entry("", 0, 0xFFFFFFFF, 0xFFFFFFFF, 0, 0))
    directory_at = len(sectors)
    directory = b"".join(entries)
    sectors += [directory[at : at + 512] for at in range(0, len(directory), 512)]
    count = len(directory) // 512
    links += [directory_at + at + 1 for at in range(count - 1)] + [0xFFFFFFFE]
    fat_at = len(sectors)
    links.append(0xFFFFFFFD)
    fat = struct.pack(f"<{len(links)}I", *links).ljust(512, b"\xff")
    sectors.append(fat)
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + b"\0" * 6
        + struct.pack("<IIIIIIIII", 0, 1, directory_at, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
        + struct.pack("<I", fat_at)
        + b"\xff" * 432
    )
    return header + b"".join(sectors)


def doc(text: str) -> bytes:
    body = text.encode("utf-16-le")
    main = bytearray(2048) + body
    struct.pack_into("<H", main, 0x0A, 0x0200)
    struct.pack_into("<I", main, 0x4C, len(text))
    plc = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, 2048, 0)
    clx = b"\x02" + struct.pack("<I", len(plc)) + plc
    struct.pack_into("<II", main, 0x01A2, 0, len(clx))
    return ole({"WordDocument": bytes(main), "1Table": clx})


def test_word_paragraphs_and_table_rows_become_lines() -> None:
    inner = (
        "<w:p><w:r><w:t>关于举办</w:t></w:r><w:r><w:t>培训班的通知</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>姓名</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>单位</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    found = read_attachment(docx(inner), "通知.docx")
    assert (found.extension, found.text) == ("docx", "关于举办培训班的通知\n姓名 单位")


def test_old_word_file_gives_its_text() -> None:
    found = read_attachment(doc("河滩镇防汛预案\r一、总则\r"), "预案.doc")
    assert (found.extension, found.text) == ("doc", "河滩镇防汛预案\n一、总则")


def test_wps_file_is_told_by_its_name_and_read_as_word() -> None:
    found = read_attachment(doc("报名表\r"), "报名表.wps")
    assert (found.extension, found.text) == ("wps", "报名表")


def test_excel_rows_become_lines() -> None:
    book = openpyxl.Workbook()
    book.active.append(["序号", "项目", 12.5])
    target = io.BytesIO()
    book.save(target)
    found = read_attachment(target.getvalue(), "表.xls")
    assert (found.extension, found.text) == ("xlsx", "序号 项目 12.5")


def test_pdf_text_layer_is_read() -> None:
    found = read_attachment(pdf("Notice of public hearing"), "notice.pdf")
    assert (found.media_type, found.text) == ("application/pdf", "Notice of public hearing")


def test_rtf_in_gbk_is_read() -> None:
    escaped = "".join(f"\\'{byte:02x}" for byte in "通知".encode("gbk"))
    found = read_attachment(
        rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0 Song;}}" + escaped.encode() + rb"\par Tel 110}", "a.rtf"
    )
    assert found.text == "通知\nTel 110"


def test_archive_gives_texts_under_names_that_were_written_in_gbk() -> None:
    body = zipped({"placeholder.txt": "第一条"}).replace(
        b"placeholder.txt", "附件一之一二.txt".encode("gbk").ljust(15, b"_")[:15]
    )
    found = read_attachment(body, "附件.zip")
    assert found.extension == "zip"
    assert found.text.startswith("附件一之一二")
    assert found.text.endswith("第一条")


def test_web_page_in_place_of_a_file_is_told() -> None:
    found = read_attachment(b"<!DOCTYPE html><html><body>404 not found</body></html>", "附件.pdf", "application/pdf")
    assert found.media_type == "text/html"
    assert "web page in place of the pdf" in found.reasons[0]


def test_picture_named_pdf_keeps_its_true_type() -> None:
    assert read_attachment(b"\xff\xd8\xff\xe0" + b"\0" * 40, "scan.pdf").extension == "jpg"


def test_zip_bomb_is_not_unpacked() -> None:
    found = read_attachment(zipped({"bomb.txt": b"0" * 30_000_000}), "bomb.zip")
    assert found.text == ""
    assert "as bombs are" in found.reasons[0]


def test_bomb_dressed_as_word_is_not_unpacked() -> None:
    found = read_attachment(zipped({"word/document.xml": b" " * 30_000_000}), "bomb.docx")
    assert "as bombs are" in found.reasons[0]


def test_archive_in_archive_in_archive_stops_at_the_depth() -> None:
    body = zipped({"a.txt": "inmost"})
    for _ in range(3):
        body = zipped({"inner.zip": body})
    found = read_attachment(body, "outer.zip")
    assert "inmost" not in found.text
    assert any("depth" in reason for reason in found.reasons)


def test_entities_in_a_word_file_do_not_grow() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x "haha"><!ENTITY y "&x;&x;&x;&x;">]>'
    body = zipped(
        {"word/document.xml": f'{bomb}<w:document xmlns:w="{W}"><w:p><w:r><w:t>&y;</w:t></w:r></w:p></w:document>'}
    )
    assert "haha" not in read_attachment(body, "x.docx").text


def test_encrypted_member_is_told_by_name() -> None:
    body = bytearray(zipped({"secret.txt": "x"}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        body[body.find(mark) + (6 if mark == b"PK\x03\x04" else 8)] |= 1
    assert "encrypted" in " ".join(read_attachment(bytes(body), "a.zip").reasons)


@pytest.mark.parametrize(
    ("body", "name", "extension"),
    [
        (b"Rar!\x1a\x07\x01\x00", "a.rar", "rar"),
        (b"7z\xbc\xaf\x27\x1c", "a.7z", "7z"),
        (b"\x89PNG\r\n\x1a\n", "a", "png"),
        ("一,二\n".encode("gbk"), "a.csv", "csv"),
        (b"\x00\x01\x02\x03", "a.dat", "bin"),
    ],
)
def test_kind_is_told_by_content(body: bytes, name: str, extension: str) -> None:
    assert read_attachment(body, name).extension == extension


def test_opendocument_and_ofd_are_read() -> None:
    odt = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<o><p>开放文档</p></o>"})
    ofd = zipped({"OFD.xml": "<o/>", "Doc_0/Pages/Page_0/Content.xml": "<p><TextCode>版式文件</TextCode></p>"})
    assert [read_attachment(body, "x").text for body in (odt, ofd)] == ["开放文档", "版式文件"]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([docx("<w:p/>"), pdf("x"), doc("abc"), zipped({"a": "b"}), b""]),
    st.binary(max_size=60),
    st.integers(0, 4000),
)
def test_any_damage_gives_an_answer(body: bytes, damage: bytes, at: int) -> None:
    found = read_attachment(body[:at] + damage + body[at + len(damage) :], "x.doc")
    assert found.extension
    assert found.text or found.reasons
