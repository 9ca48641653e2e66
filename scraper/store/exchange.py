"""One request and what came back, as far as the HTTP client lets it be known; or why nothing came."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from scraper.errors import PageError
from scraper.model import Outcome, PageRequest, RawPage
from scraper.store.coding import undo_content_coding

RawHeader: TypeAlias = tuple[bytes, bytes]
# A page of text is a few hundred KB; attachments are scans of up to some tens of MB.
MAX_PAGE_BYTES = 20_000_000
MAX_FILE_BYTES = 100_000_000
GONE = frozenset({404, 410})  # statuses that say a page is not there (RFC 9110 §15.5.5, §15.5.11)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why nothing (or not all) came: the outcome for the set-aside line, a sentence, and whether to ask again soon."""

    outcome: Outcome
    reason: str
    is_passing: bool = False


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request as sent and the response as received: the body before content-coding is undone, headers in order.

    `status` 0: no response. `failure` stands where the response is missing, cut short or not wanted.
    """

    request: PageRequest
    started_at: datetime  # UTC, whole seconds: WARC-Date and `fetched_at` are the same value
    request_headers: tuple[RawHeader, ...] = ()
    status: int = 0
    status_line: bytes = b""
    headers: tuple[RawHeader, ...] = ()
    body: bytes = field(default=b"", repr=False)
    address: str | None = None  # IP address that was connected to
    failure: Failure | None = None
    is_tls_unverified: bool = False

    @property
    def url(self) -> str:
        """Give the URL that was asked for."""
        return self.request.url

    def header(self, name: str) -> str | None:
        """Give the first value of a response header, as Latin-1 text."""
        wanted = name.lower().encode("ascii")
        return next((value.decode("latin-1") for key, value in self.headers if key.lower() == wanted), None)

    @property
    def content_coding(self) -> str:
        """Give the codings of the body in the order in which they were applied, over all lines (RFC 9110 §5.3)."""
        return ", ".join(value.decode("latin-1") for key, value in self.headers if key.lower() == b"content-encoding")

    @property
    def body_sha1(self) -> str:
        """Give the digest by which unchanged bodies are known, in hexadecimal."""
        return hashlib.sha1(self.body, usedforsecurity=False).hexdigest()

    def page(self, requested_url: str | None = None, max_bytes: int = MAX_PAGE_BYTES) -> RawPage:
        """Give the response as a page, content-coding undone; raises PageError with the outcome where there is none."""
        if self.failure is not None:
            raise PageError(self.failure.reason, self.failure.outcome)
        body = undo_content_coding(self.body, self.content_coding, max_bytes)
        headers = tuple((key.decode("latin-1"), value.decode("latin-1")) for key, value in self.headers)
        return RawPage(self.url, body, self.status, headers, self.started_at, requested_url)
