"""HTTP/1.1 as it came over the wire: Twisted's parser, which keeps the head of request and response as they were.

What Twisted itself passes on has lost the order and the letters of the headers. What is no HTTP is a ParseError.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from twisted.internet.error import ConnectionLost
from twisted.web._newclient import ParseError
from twisted.web.http_headers import InvalidHeaderName

from scraper.store.exchange import RawHeader

# Honest heads have a few KB; browsers read a quarter of a megabyte.
MAX_HEAD_BYTES = 262_144


class _Tape:
    """Stands in for a transport, to hear how Twisted writes a request head."""

    def __init__(self) -> None:
        self.written = b""

    def writeSequence(self, pieces: list[bytes]) -> None:  # noqa: N802 - Twisted's interface
        self.written += b"".join(pieces)


class WireParser(_LenientHTTPClientParser):
    """Keep the head as it came: the status line and each header line, in order."""

    status_line: bytes
    wire_headers: list[RawHeader]
    head_bytes: int
    MAX_LENGTH = MAX_HEAD_BYTES  # of a line: Twisted's own limit, 16 KB, is met by floods of cookies

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: N802 - Twisted's interface
        """Refuse a line that is longer than any head."""
        raise ParseError("a line of the head never ends", line[:80])  # type: ignore[no-untyped-call]

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 - Twisted's interface
        """Take a line of the head; refuse a head that never ends."""
        self.head_bytes += len(line)
        if self.head_bytes > MAX_HEAD_BYTES:
            raise ParseError("the head of the response never ends", b"")  # type: ignore[no-untyped-call]
        super().lineReceived(line)

    def statusReceived(self, status: bytes) -> None:  # noqa: N802 - Twisted's interface
        """Keep the status line; refuse one without a status of three digits."""
        if status[:5].upper() != b"HTTP/":
            raise ParseError("it does not begin with the name of the protocol", status)  # type: ignore[no-untyped-call]
        code = status.split(b" ", 2)[1:2]
        if not (code and len(code[0]) == 3 and code[0].isdigit()):  # RFC 9112 §4; readers of the archive hold to it
            raise ParseError("no status code of three digits", status)  # type: ignore[no-untyped-call]
        self.status_line = status
        self.wire_headers = []
        super().statusReceived(status)  # type: ignore[no-untyped-call]

    def headerReceived(self, name: bytes, value: bytes) -> None:  # noqa: N802 - Twisted's interface
        """Keep a header, also one that is none."""
        self.wire_headers.append((name, value))
        with suppress(InvalidHeaderName):  # what is no header tells nothing; the archive has it all the same
            super().headerReceived(name, value)  # type: ignore[no-untyped-call]

    def allHeadersReceived(self) -> None:  # noqa: N802 - Twisted's interface
        """Give the head to the response; refuse one that no body can be told from."""
        self.response.wire = (self.status_line, tuple(self.wire_headers))
        if self.connHeaders.getRawHeaders(b"transfer-encoding") == [b"identity"]:  # RFC 2616 §3.6: no coding at all
            self.connHeaders.removeHeader(b"transfer-encoding")
        try:
            super().allHeadersReceived()  # type: ignore[no-untyped-call]
        except (ValueError, KeyError) as error:  # a length that is no number, a transfer coding that nobody asked for
            raise ParseError(f"no body can be told from its head: {error}", b"") from error  # type: ignore[no-untyped-call]

    def connectionLost(self, reason: Any = None) -> None:  # noqa: N802 - Twisted's interface
        """Note whether the connection was broken, not closed."""
        # TLS without a farewell is common, and told by another error: only a reset counts.
        # Between two answers on one connection the reason is an exception, else a failure that holds one.
        if isinstance(getattr(reason, "value", reason), ConnectionLost) and hasattr(self, "response"):
            self.response.was_reset = True
        super().connectionLost(reason)


class _WireProtocol(_LenientHTTP11ClientProtocol):
    """Use the parser above, and note the request head as it is sent."""

    def request(self, request: Any) -> Any:
        tape = _Tape()
        length = getattr(request.bodyProducer, "length", None)
        request._writeHeaders(tape, None if length is None else b"Content-Length: %d\r\n" % length)
        answer = super().request(request)
        assert self._parser is not None
        self._parser.__class__ = WireParser
        self._parser.head_bytes = 0  # type: ignore[attr-defined]  # of the class above

        def with_request(response: Any) -> Any:
            response.sent = _parsed_head(tape.written)
            return response

        return answer.addCallback(with_request)


class WireFactory(_LenientHTTP11ClientFactory):
    """Factory of the protocol above."""

    def buildProtocol(self, addr: Any) -> _WireProtocol:  # noqa: N802 - Twisted's interface
        """Give the protocol above."""
        del addr
        return _WireProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


def _parsed_head(head: bytes) -> tuple[RawHeader, ...]:
    lines = head.split(b"\r\n")[1:]
    return tuple((name, value.strip()) for name, mark, value in (line.partition(b":") for line in lines) if mark)
