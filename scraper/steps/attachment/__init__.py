"""attachment: what a file really is, and its text.

Pure: bytes, name and declared type in, the checked type and the text out. It raises nothing for a bad file: why there
is no text is said in `reasons`. Time is the caller's to limit (a worker process); size, depth and ratio are bounded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from scraper.steps.attachment.kinds import Kind, tell_kind
from scraper.steps.attachment.office import read_doc, read_docx, read_odf, read_ofd, read_pptx, read_xls, read_xlsx
from scraper.steps.attachment.plain import read_html, read_pdf, read_plain, read_rtf
from scraper.steps.attachment.rowed import file_name, is_file_address, published_file
from scraper.steps.attachment.zipped import MAX_BYTES, MAX_DEPTH, UnreadableError, ZipFolder, open_zip

__all__ = ["FileText", "file_name", "is_file_address", "published_file", "read_attachment", "unread_file"]
MAX_TEXT_CHARS = 2_000_000  # a budget of a province has about this much; more is a table that nobody reads as text


@dataclass(frozen=True, slots=True)
class FileText:
    """A checked file: its type by content, the extension that fits it, its text, and why there is none or not all."""

    media_type: str
    extension: str
    text: str = field(default="", repr=False)
    reasons: tuple[str, ...] = ()


# kind -> reader of its text. What has no reader is kept without text.
READERS: dict[str, Callable[[bytes], str]] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "doc": read_doc,
    "wps": read_doc,
    "xlsx": read_xlsx,
    "xls": read_xls,
    "et": read_xls,
    "pptx": read_pptx,
    "odt": read_odf,
    "ods": read_odf,
    "odp": read_odf,
    "ofd": read_ofd,
    "rtf": read_rtf,
    "txt": read_plain,
    "csv": read_plain,
    "html": read_html,
}


def read_attachment(body: bytes, name: str, declared: str | None = None) -> FileText:
    """Tell what a file is by its content and give its text.

    `name` is the link's or file's name (its extension tells Word from WPS), `declared` the Content-Type, both may lie.
    """
    kind = tell_kind(body, name, declared)
    reasons = _contradiction(kind, name)
    if not body:
        return FileText(kind.media_type, kind.extension, "", ("the file is empty",))
    text, why = _text(body, kind, 0)
    if len(text) > MAX_TEXT_CHARS:
        text = text[:MAX_TEXT_CHARS]
        why = (*why, f"only the first {MAX_TEXT_CHARS} characters are kept as text")
    return FileText(kind.media_type, kind.extension, text, (*reasons, *why))


def unread_file(body: bytes, name: str, declared: str | None, reason: str) -> FileText:
    """Tell what a file is whose text could not be read in time."""
    kind = tell_kind(body, name, declared)
    return FileText(kind.media_type, kind.extension, "", (reason,))


def _text(body: bytes, kind: Kind, depth: int) -> tuple[str, tuple[str, ...]]:
    if len(body) > MAX_BYTES:
        return "", (f"the file has {len(body)} bytes; text is read from files of up to {MAX_BYTES}",)
    if kind.extension == "zip":
        return _archive_text(body, depth)
    reader = READERS.get(kind.extension)
    if reader is None:
        return "", (f"no text can be read from files of type {kind.media_type}",)
    why = "the file has no text in it; it may be a scan"
    text = ""
    try:
        text = _tidy(reader(body))
    except UnreadableError as error:
        why = str(error)
    except Exception as error:  # noqa: BLE001 - libraries raise anything for a broken file; the file is kept all the same
        why = f"the {kind.extension} file cannot be read: {type(error).__name__}: {error}"[:300]
    return text, () if text else (why,)


def _archive_text(body: bytes, depth: int) -> tuple[str, tuple[str, ...]]:
    """Give the texts of the members, each under its name; an archive in an archive down to `MAX_DEPTH`."""
    if depth >= MAX_DEPTH:
        return "", (f"archives in archives are opened to a depth of {MAX_DEPTH}",)
    try:
        folder: ZipFolder = open_zip(body)
    except UnreadableError as error:
        return "", (str(error),)
    texts: list[str] = []
    reasons: list[str] = []
    for name in folder.names:
        try:
            member = folder.read(name)
        except UnreadableError as error:
            reasons.append(str(error))
            continue
        text, why = _text(member, tell_kind(member, name, None), depth + 1)
        texts.append(f"{name}\n{text}" if text else name)
        reasons.extend(f"{name}: {reason}" for reason in why)
    return "\n\n".join(texts), tuple(reasons[:20])


def _contradiction(kind: Kind, name: str) -> tuple[str, ...]:
    claimed = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if kind.extension == "html" and claimed in {"pdf", "doc", "docx", "xls", "xlsx", "wps", "zip", "rar", "ofd", "et"}:
        return (f"the server sent a web page in place of the {claimed} file",)
    return ()


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.replace("\x00", "").splitlines())
    return "\n".join(line for line in lines if line)
