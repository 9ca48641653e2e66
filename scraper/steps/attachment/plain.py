"""The text of PDF, RTF, web pages and plain text."""

from __future__ import annotations

import io
import re

from scraper.dom import parse
from scraper.steps.attachment.zipped import UnreadableError

MAX_PAGES = 1000
_MAX_PDF_CHARS = 3_000_000
_RTF = re.compile(
    r"\\u(-?\d{1,6})\s?\??|(?:\\'[0-9a-fA-F]{2})+|\\(par|line|tab|cell|row)\b\s?|\\\*?[a-zA-Z]+-?\d*\s?|\\([{}\\~])|[\r\n]|([{}])|([^\\{}\r\n]+)"
)
_RTF_SILENT = re.compile(r"\{\\(?:\*|fonttbl|colortbl|stylesheet|info|pict|header|footer|themedata|datastore)")


def read_pdf(body: bytes) -> str:
    """Give the text layer, page by page; raises UnreadableError for a file under a password."""
    import logging  # noqa: PLC0415 - only to quiet the library below

    from pypdf import PdfReader  # noqa: PLC0415 - heavy, and many pages have no PDF

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(body), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableError("the PDF is under a password")
    texts = []
    size = 0
    for number, page in enumerate(reader.pages):
        if number >= MAX_PAGES or size > _MAX_PDF_CHARS:
            break
        texts.append(page.extract_text())
        size += len(texts[-1])
    return "\n".join(texts)


def read_plain(body: bytes) -> str:
    """Decode plain text: by its mark, as UTF-8, else as GB 18030, which decodes what is left."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("gb18030", "replace")


def read_html(body: bytes) -> str:
    """Give the words of a web page that was sent in place of a file."""
    tree = parse(read_plain(body))
    for element in list(tree.iter("script", "style")):
        element.clear(keep_tail=True)
    return "\n".join(tree.itertext())


def read_rtf(body: bytes) -> str:
    r"""Give the text of a rich text file; its bytes in `\'xx` are GBK where the file says code page 936."""
    source = body.decode("latin-1")
    page = re.search(r"\\ansicpg(\d{3,5})", source)
    encoding = {"936": "gb18030", "950": "big5hkscs", "932": "cp932", "65001": "utf-8"}.get(
        page.group(1) if page else "", "gb18030"
    )
    source = _without_silent_groups(source)
    made = []
    for match in _RTF.finditer(source):
        token = match.group(0)
        if match.group(1):
            made.append(chr(int(match.group(1)) % 65536))
        elif token.startswith("\\'"):
            made.append(bytes.fromhex(token.replace("\\'", "")).decode(encoding, "replace"))
        elif match.group(2):
            made.append({"tab": " ", "cell": " "}.get(match.group(2), "\n"))
        elif match.group(3):
            made.append(match.group(3).replace("~", " "))
        elif match.group(5):
            made.append(match.group(5))
    return "".join(made)


def _without_silent_groups(source: str) -> str:
    """Take out groups that hold no text: fonts, colours, pictures."""
    kept = []
    at = 0
    for match in _RTF_SILENT.finditer(source):
        if match.start() < at:
            continue
        kept.append(source[at : match.start()])
        depth = 0
        end = len(source)
        for brace in re.finditer(r"(?<!\\)[{}]", source[match.start() :]):
            depth += 1 if brace.group() == "{" else -1
            if depth == 0:
                end = match.start() + brace.end()
                break
        at = end
    kept.append(source[at:])
    return "".join(kept)
