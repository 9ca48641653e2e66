"""The download handler: Scrapy's own, that always answers with an `Exchange`: what came over the wire, or why not.

Status line, headers (order, repeats, letter case) and the body before decompression are captured here, since nothing
above knows them. No failure leaves this module as an exception.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from OpenSSL import SSL
from scrapy import Request, signals
from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _ScrapyAgent,
)
from scrapy.exceptions import StopDownload
from scrapy.http import Response
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.ssl import TLSVersion
from twisted.web.client import Agent, HTTPConnectionPool
from twisted.web.iweb import IPolicyForHTTPS

from scraper.model import PageRequest
from scraper.store.clock import now
from scraper.store.exchange import Exchange, Failure, RawHeader
from spiders.failures import failure_of, is_tls_failure
from spiders.wire import WireFactory

CONNECT_S = 60.0
# Scrapy ends what takes too long in all. What trickles ends sooner, and where Scrapy's hand slips all ends this way: a
# minute and a half, and a second more for each kilobyte that came.
PATIENCE_S = 90.0
GRACE_S = 30.0
_LEAST_RATE = 1_000.0  # bytes a second
# A body without a stated length ends with its connection: where that broke, only the end of the page tells it is whole.
_END = re.compile(rb"</html\s*>|%%EOF", re.IGNORECASE)
_END_WITHIN = 4096
_WATCH = "watch"  # key in request.meta of what watches over the download
EXCHANGE = "exchange"  # key in request.meta under which the result stands
MOST_BYTES = "most_bytes"  # key in request.meta: of a longer body only this much, and its failure is `too_large`


class _HostsAgent(Agent):
    """Make the endpoint of each host once: to write its name anew for each page costs more than the page's head."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]
        self._endpoints: dict[tuple[bytes, bytes, int], Any] = {}

    def _getEndpoint(self, uri: Any) -> Any:  # noqa: N802 - Twisted's interface
        key = (uri.scheme, uri.host, uri.port)
        if key not in self._endpoints:
            self._endpoints[key] = super()._getEndpoint(uri)  # type: ignore[no-untyped-call]
        return self._endpoints[key]


class _WireAgent(_ScrapyAgent):
    """Hold on to Twisted's response, whose head the exchange is made of."""

    answered: Any = None

    def __init__(self, agent: Agent, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._agent = agent

    def _get_agent(self, request: Request, timeout: float) -> Agent:
        del request, timeout  # of connecting: Scrapy ends what takes longer in all
        return self._agent

    def _cb_bodyready(self, txresponse: Any, request: Request) -> Any:
        self.answered = txresponse
        return super()._cb_bodyready(txresponse, request)

    def _cb_bodydone(self, result: Any, url: str) -> Response:
        address = result.get("ip_address")
        flags = list(result.get("flags") or [])
        return Response(
            url, int(result["txresponse"].code), body=result.get("body", b""), flags=flags, ip_address=address
        )


class WireHandler(HTTP11DownloadHandler):
    """Downloads; the result stands in `request.meta["exchange"]`, and the response that Scrapy sees is made of it."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        from twisted.internet import reactor  # its import installs it: only once Scrapy has chosen which

        crawler.signals.connect(_came, signals.bytes_received)
        self._pool._factory = WireFactory
        # Portals with an expired, foreign or old certificate are still the portal: asked again without checking, and
        # marked. A pool of its own, so that no verified request travels over an unverified connection.
        self._lax_pool = HTTPConnectionPool(reactor, persistent=True)  # type: ignore[no-untyped-call]
        self._lax_pool._factory = WireFactory
        self._lax_context = _LaxContextFactory(
            tls_ciphers="ALL:@SECLEVEL=0", verify_certificates=False, tls_min_version=TLSVersion.TLSv1_0
        )
        self._agent = _HostsAgent(reactor, self._contextFactory, CONNECT_S, pool=self._pool)
        self._lax_agent = _HostsAgent(reactor, self._lax_context, CONNECT_S, pool=self._lax_pool)
        self._unverified_hosts: set[str] = set()

    async def download_request(self, request: Request) -> Response:
        """Download; never raises for what the other side does."""
        asked: PageRequest = request.meta["page_request"]
        host = request.url.split("/", 3)[2]
        started_at = now()
        exchange = None
        is_https = request.url.startswith("https:")
        if not (is_https and host in self._unverified_hosts):
            exchange = await self._attempt(request, asked, started_at, is_lax=False)
        if exchange is None:
            exchange = await self._attempt(request, asked, started_at, is_lax=True)
            assert exchange is not None
            if exchange.status:
                self._unverified_hosts.add(host)
        request.meta[EXCHANGE] = exchange
        return Response(request.url, exchange.status, request=request)

    async def _attempt(
        self, request: Request, asked: PageRequest, started_at: datetime, *, is_lax: bool
    ) -> Exchange | None:
        """Try once; None where a verified attempt failed in the TLS handshake."""
        agent = _WireAgent(
            self._lax_agent if is_lax else self._agent,
            contextFactory=cast("IPolicyForHTTPS", self._lax_context) if is_lax else self._contextFactory,
            maxsize=self._default_maxsize,
            fail_on_dataloss=True,
            crawler=self._crawler,
        )
        try:
            limit_s = request.meta["download_timeout"] + GRACE_S
            async with asyncio.timeout(min(limit_s, PATIENCE_S)) as patience:
                request.meta[_WATCH] = _Watch(patience, asyncio.get_running_loop().time(), limit_s)
                with wrap_twisted_exceptions():
                    response = await maybe_deferred_to_future(agent.download_request(request))
        except Exception as error:  # noqa: BLE001 - whatever the other side did becomes the reason of the page
            if not is_lax and request.url.startswith("https:") and is_tls_failure(error):
                return None
            return _without_body(asked, started_at, agent.answered, failure_of(error, request.url))
        exchange = _head_of(asked, started_at, agent.answered)
        failure = None
        if getattr(agent.answered, "was_reset", False) and not _END.search(response.body[-_END_WITHIN:]):
            failure = Failure("bad_content", "the connection broke before the response had ended", is_passing=True)
        if "download_stopped" in response.flags:
            failure = Failure("too_large", f"only the first {len(response.body)} bytes were fetched")
        address = str(response.ip_address) if response.ip_address else None
        return Exchange(
            asked,
            started_at,
            exchange.request_headers,
            exchange.status,
            exchange.status_line,
            exchange.headers,
            response.body,
            address,
            failure,
            is_tls_unverified=is_lax,
        )


@dataclass(slots=True)
class _Watch:
    """Watches over one download: how much came, and until when it may go on."""

    patience: asyncio.Timeout
    began: float
    limit_s: float
    came_bytes: int = 0

    def note(self, count: int) -> None:
        """Count bytes that came; each of them buys time, up to the limit."""
        self.came_bytes += count
        if not self.patience.expired():
            self.patience.reschedule(self.began + min(self.limit_s, PATIENCE_S + self.came_bytes / _LEAST_RATE))


def _came(data: bytes, request: Request) -> None:
    """Note what came; stop a download of which only the beginning is wanted, what came is kept."""
    watch: _Watch = request.meta[_WATCH]
    watch.note(len(data))
    most_bytes = request.meta.get(MOST_BYTES)
    if most_bytes is not None and watch.came_bytes > most_bytes:
        raise StopDownload(fail=False)


class _LaxContextFactory(_ScrapyClientContextFactory):
    """TLS as it was spoken ten years ago: any version from 1.0, any cipher, renegotiation of old servers."""

    def _get_cert_options(self) -> Any:
        options = super()._get_cert_options()
        make = options.getContext

        def lax() -> Any:
            context = make()
            context.set_options(0x4)  # SSL_OP_LEGACY_SERVER_CONNECT
            context.set_verify(SSL.VERIFY_NONE)
            return context

        options.getContext = lax  # type: ignore[method-assign]  # the options of Twisted know no such settings
        return options


def _head_of(asked: PageRequest, started_at: datetime, answered: Any) -> Exchange:
    status_line, headers = getattr(answered, "wire", (b"", ()))
    sent: tuple[RawHeader, ...] = getattr(answered, "sent", ())
    return Exchange(asked, started_at, sent, int(answered.code), status_line, headers)


def _without_body(asked: PageRequest, started_at: datetime, answered: Any, failure: Failure) -> Exchange:
    if answered is None:
        return Exchange(asked, started_at, failure=failure)
    head = _head_of(asked, started_at, answered)
    return Exchange(
        asked, started_at, head.request_headers, head.status, head.status_line, head.headers, failure=failure
    )
