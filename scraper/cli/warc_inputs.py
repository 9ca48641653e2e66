"""Pages of a WARC file, also of one that is damaged: what is whole is read, the rest is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from mmap import mmap
from urllib.parse import urlsplit

from scraper.errors import PageError
from scraper.model import RawPage

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml"})
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_SNIFFED = 1024  # bytes in which a page of no or a wrong type shows its markup


def read_pages(data: bytes | mmap, damage: list[str]) -> Iterator[tuple[str, RawPage | None]]:
    """Give the responses of a WARC file: id, and the page, or None where the response is no page.

    For each record that cannot be read a sentence is put into `damage`.
    """
    from scraper.store.foreign_warc import responses

    for record in responses(data, damage):
        http = record.http_headers
        url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
        headers = tuple((str(key), str(value)) for key, value in (http or ()))
        status = (http.status_code if http else None) or 200
        page = RawPage(url, record.reader.read(), status, headers, record.record_date)
        try:
            page = replace(page, body=_plain(page))
        except PageError as error:
            damage.append(f"{url}: {error.reason}")
            continue
        yield record.record_id or url, page if _is_page(page) else None


def _plain(page: RawPage) -> bytes:
    """Give the body without transfer-coding and content-coding; raises PageError where that cannot be undone."""
    from scraper.store.coding import undo_content_coding
    from scraper.store.exchange import MAX_PAGE_BYTES
    from scraper.store.importing import dechunked

    is_chunked = "chunked" in (page.header("transfer-encoding") or "").lower()
    body = dechunked(page.body) if is_chunked else page.body
    codings = ", ".join(value for name, value in page.headers if name.lower() == "content-encoding")
    return undo_content_coding(body, codings, MAX_PAGE_BYTES)


def _is_page(page: RawPage) -> bool:
    """Tell whether a response may be a page: HTML by its type or its markup, or without both an answer of no type."""
    try:
        if urlsplit(page.url).path == "/robots.txt":
            return False
    except ValueError:
        return False  # an address that nothing was ever fetched from
    kind = (page.header("content-type") or "").partition(";")[0].strip().lower()
    return not kind or kind in _HTML_TYPES or _MARKUP.search(page.body[:_SNIFFED]) is not None
