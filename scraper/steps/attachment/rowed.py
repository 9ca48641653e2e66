"""A list's row that leads straight to a file: which files are the article themselves, and under what name."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from scraper.model import RawPage
from scraper.steps.attachment.kinds import Kind, tell_kind

# Files that a portal publishes in place of a page. A picture or an archive is one only where its address says so:
# anything else that answers so is a page that failed.
_PAPERS = frozenset(
    {"pdf", "docx", "doc", "wps", "xlsx", "xls", "et", "pptx", "ppt", "dps", "odt", "ods", "odp", "ofd", "rtf"}
)
_NAMED_ONLY = frozenset({"zip", "rar", "7z", "jpg", "png", "tif"})
_TWINS = {"jpeg": "jpg", "tiff": "tif"}
_FILE_ADDRESS = re.compile(
    r"\.(?:pdf|docx?|wps|xlsx?|et|pptx?|dps|od[tsp]|ofd|rtf|zip|rar|7z|jpe?g|png|tiff?)$", re.IGNORECASE
)
# RFC 6266 §4.1: the form with an encoding wins.
_EXTENDED_NAME = re.compile(r"filename\*\s*=\s*([\w-]+)'[^']*'([^;\s]+)", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"filename\s*=\s*(?:\"([^\"]*)\"|([^;\s]+))", re.IGNORECASE)


def is_file_address(url: str) -> bool:
    """Tell whether an address names a file by its ending."""
    return bool(_FILE_ADDRESS.search(urlsplit(url).path))


def published_file(page: RawPage) -> Kind | None:
    """Tell what kind of file stands in place of a page; None for pages, and for files that publish nothing."""
    if b"<" in page.body[:1]:
        return None
    kind = tell_kind(page.body, file_name(page), page.header("content-type"))
    if kind.extension in _PAPERS:
        return kind
    ending = urlsplit(page.requested_url or page.url).path.rsplit(".", 1)[-1].lower()
    return kind if kind.extension in _NAMED_ONLY and _TWINS.get(ending, ending) == kind.extension else None


def file_name(page: RawPage) -> str:
    """Give the name under which a file is offered: that of Content-Disposition, else the end of its address.

    Empty where neither names a file (`download.jsp?id=7`).
    """
    told = page.header("content-disposition") or ""
    if extended := _EXTENDED_NAME.search(told):
        try:
            return _leaf(unquote(extended.group(2), encoding=extended.group(1), errors="replace"))
        except LookupError:
            pass
    if plain := _PLAIN_NAME.search(told):
        name = unquote(_decoded(plain.group(1) or plain.group(2) or ""))
        if name:
            return _leaf(name)
    return _leaf(unquote(urlsplit(page.url).path, errors="replace")) if is_file_address(page.url) else ""


def _decoded(text: str) -> str:
    """Read a header's bytes as portals write names into it: UTF-8, else GBK."""
    try:
        raw = text.encode("latin-1")
    except UnicodeEncodeError:
        return text
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _leaf(name: str) -> str:
    return re.split(r"[/\\]", name)[-1].strip()
