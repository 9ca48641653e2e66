"""What a file is, told by its first bytes and, for containers, by what is inside."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from zipfile import BadZipFile, ZipFile


@dataclass(frozen=True, slots=True)
class Kind:
    """A file type: the extension that is used for it, and its media type (IANA, or as its maker registered it)."""

    extension: str
    media_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    kind.extension: kind
    for kind in (
        Kind("pdf", "application/pdf"),
        Kind("docx", _OFFICE + "wordprocessingml.document"),
        Kind("xlsx", _OFFICE + "spreadsheetml.sheet"),
        Kind("pptx", _OFFICE + "presentationml.presentation"),
        Kind("doc", "application/msword"),
        Kind("xls", "application/vnd.ms-excel"),
        Kind("ppt", "application/vnd.ms-powerpoint"),
        Kind("wps", "application/vnd.ms-works"),
        Kind("et", "application/x-et"),
        Kind("dps", "application/x-dps"),
        Kind("odt", "application/vnd.oasis.opendocument.text"),
        Kind("ods", "application/vnd.oasis.opendocument.spreadsheet"),
        Kind("odp", "application/vnd.oasis.opendocument.presentation"),
        Kind("ofd", "application/ofd"),
        Kind("rtf", "application/rtf"),
        Kind("zip", "application/zip"),
        Kind("rar", "application/vnd.rar"),
        Kind("7z", "application/x-7z-compressed"),
        Kind("gz", "application/gzip"),
        Kind("jpg", "image/jpeg"),
        Kind("png", "image/png"),
        Kind("gif", "image/gif"),
        Kind("tif", "image/tiff"),
        Kind("bmp", "image/bmp"),
        Kind("webp", "image/webp"),
        Kind("mp4", "video/mp4"),
        Kind("mp3", "audio/mpeg"),
        Kind("html", "text/html"),
        Kind("xml", "application/xml"),
        Kind("csv", "text/csv"),
        Kind("txt", "text/plain"),
        Kind("bin", "application/octet-stream"),
    )
}
# First bytes -> extension (the formats' own specifications; WHATWG MIME Sniffing §6).
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gz"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
    (b"BM", "bmp"),
    (b"ID3", "mp3"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"\s*+(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body|script|meta|title|table|div|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_WPS_TWINS = {"doc": "wps", "xls": "et", "ppt": "dps"}


def tell_kind(body: bytes, name: str, declared: str | None) -> Kind:
    """Tell what a file is; the name decides only where the content leaves a choice (Word or WPS, text or CSV)."""
    head = body[:4096]
    extension = name.rsplit(".", 1)[-1].lower().strip() if "." in name else ""
    if b"%PDF-" in head[:1024]:
        found = "pdf"
    elif head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        found = _in_zip(body)
    elif head.startswith(_OLE):
        inner = _in_ole(body)
        found = extension if extension == _WPS_TWINS.get(inner) else inner
    elif head[4:8] == b"ftyp":
        found = "mp4"
    elif head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        found = "webp"
    else:
        by_magic = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
        found = by_magic or _textual(head, extension, declared)
    return KINDS[found]


def _textual(head: bytes, extension: str, declared: str | None) -> str:
    if _HTML.match(head):
        return "html"
    if head.lstrip().startswith(b"<?xml"):
        return "xml"
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not is_wide and (b"\x00" in head or sum(byte < 9 or 13 < byte < 27 for byte in head) > len(head) // 100):
        return "bin"
    if extension == "csv" or (declared or "").startswith("text/csv"):
        return "csv"
    return "txt" if head else "bin"


def _in_zip(body: bytes) -> str:
    try:
        with ZipFile(io.BytesIO(body)) as archive:
            names = set(archive.namelist()[:5000])
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                media_type = archive.read("mimetype").decode("ascii", "replace").strip()
                for kind in KINDS.values():
                    if kind.media_type == media_type:
                        return kind.extension
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return "zip"
    for marker, found in (
        ("word/document.xml", "docx"),
        ("xl/workbook.xml", "xlsx"),
        ("ppt/presentation.xml", "pptx"),
        ("OFD.xml", "ofd"),
    ):
        if marker in names:
            return found
    return "zip"


def _in_ole(body: bytes) -> str:
    """Tell Word, Excel and PowerPoint apart by their streams; the names stand in UTF-16 in the directory."""
    for stream, found in (
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
        ("PowerPoint Document", "ppt"),
    ):
        if (stream + "\x00").encode("utf-16-le") in body:
            return found
    return "bin"
