"""Which answers are pages, and what the others are."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from scraper.errors import PageError
from scraper.model import RawPage
from scraper.steps.attachment import published_file
from scraper.store.coding import undo_content_coding
from scraper.store.exchange import MAX_FILE_BYTES, MAX_PAGE_BYTES, Exchange
from spiders.fetcher import DECLINED

_GZIP = b"\x1f\x8b"  # RFC 1952 §2.3.1
# First bytes of what is no text, by the formats' own specifications (see also WHATWG MIME Sniffing §6).
_FILES = (
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "an archive or Office document"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"Rar!", "an archive"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
)


def _file_kind(page: RawPage) -> str | None:
    """Tell what kind of file a response is, or None where it may be a page."""
    found = next((kind for magic, kind in _FILES if page.body.startswith(magic)), None)
    if found is None and (page.header("content-disposition") or "").lower().startswith("attachment"):
        return "offered as a download" if b"<" not in page.body[:2000] else None
    return found


def page_of(exchange: Exchange, requested_url: str, *, may_be_file: bool = False) -> RawPage:
    """Give the page of an answer; raises PageError where it is none (refused, torn, an error of the server).

    `may_be_file`: a row of a list leads there, so that the line may take a file as the article.
    """
    asked = requested_url if requested_url != exchange.url else None
    page = exchange.page(asked, MAX_FILE_BYTES if may_be_file else MAX_PAGE_BYTES)
    if exchange.status in DECLINED:
        told = exchange.status_line.decode("latin-1")[:80]
        raise PageError(f"the server declines programs ({told})", "challenge")
    if (kind := _file_kind(page)) and not (may_be_file and exchange.status == 200 and published_file(page)):
        raise PageError(f"a file, not a page ({kind}); attachments are fetched from the article that offers them")
    if exchange.status not in (200, 203, 304):  # 203: a proxy on the way has touched the page (RFC 9110 §15.3.4)
        told = " ".join(exchange.status_line.decode("latin-1").split(" ")[1:])[:80]
        raise PageError(f"the server answered {told or exchange.status}", "http_error")
    if page.body.startswith(_GZIP) and urlsplit(page.url).path.endswith(".xml.gz"):  # sitemaps.org, "Sitemap file"
        return replace(page, body=undo_content_coding(page.body, "gzip", MAX_PAGE_BYTES))
    return page
