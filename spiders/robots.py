"""robots.txt as RFC 9309 says: 4xx allows, 5xx and silence forbid; one answer a host and run."""

from __future__ import annotations

import asyncio
import codecs
from collections.abc import Awaitable, Callable
from urllib.parse import urljoin, urlsplit

from protego import Protego

from scraper.model import PageRequest
from scraper.store.coding import beginning
from scraper.store.exchange import Exchange, Failure

MAX_ROBOTS_BYTES = 512_000  # RFC 9309 §2.5: at least 500 KiB are read
AGENT = "chengxi"
_MAX_HOPS = 5  # RFC 9309 §2.3.1.2
Ask = Callable[[PageRequest], Awaitable[Exchange]]


class Robots:
    """The rules of each host, asked for when first needed."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._rules: dict[str, asyncio.Future[Protego | Failure | None]] = {}

    async def refusal(self, url: str) -> Failure | None:
        """Tell why a URL may not be asked for, or None where it may.

        `robots` where the portal's robots.txt forbids it or answers with an error; `unreachable` where nothing answers.
        """
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            answer = self._rules[origin] = asyncio.get_running_loop().create_future()
            # Others wait for this answer: they get one whatever becomes of the reading.
            found: Protego | Failure | None = Failure(
                "robots", "robots.txt could not be read, so nothing may be asked for (RFC 9309)"
            )
            try:
                found = await self._read(f"{origin}/robots.txt")
            finally:
                answer.set_result(found)
        rules = await self._rules[origin]
        if rules is None or isinstance(rules, Failure):
            return rules
        if rules.can_fetch(url, AGENT):
            return None
        return Failure("robots", f"robots.txt of {parts.netloc} forbids this address")

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """Give the sitemaps that a host's robots.txt names, once it has been read."""
        parts = urlsplit(url)
        answer = self._rules.get(f"{parts.scheme}://{parts.netloc}")
        rules = answer.result() if answer is not None and answer.done() else None
        return tuple(rules.sitemaps) if isinstance(rules, Protego) else ()

    async def _read(self, url: str) -> Protego | Failure | None:
        """Give the rules, None where everything is allowed, or why nothing is."""
        exchange = await self._ask(PageRequest(url))
        for _ in range(_MAX_HOPS):
            target = exchange.header("location")
            if not (300 <= exchange.status < 400 and target):
                break
            try:
                url = urljoin(url, target)
                is_web = urlsplit(url).scheme in ("http", "https")
            except ValueError:
                is_web = False
            if not is_web:
                return None
            exchange = await self._ask(PageRequest(url))
        if exchange.failure is not None and exchange.failure.outcome == "refused_address":
            return None  # a redirect into a private network says nothing about this host; pages are guarded anyway
        if exchange.status == 0 and exchange.failure is not None and exchange.failure.outcome == "unreachable":
            return exchange.failure  # robots.txt was merely the first thing asked for
        is_cut = exchange.failure is not None and not exchange.body  # it has rules, and none of them is known
        if exchange.status == 0 or exchange.status >= 500 or (exchange.status == 200 and is_cut):
            told = exchange.failure.reason if exchange.failure else f"the server answers {exchange.status}"
            return Failure("robots", f"robots.txt cannot be read ({told}), so nothing may be asked for (RFC 9309)")
        if exchange.status != 200:
            return None
        return _parsed(exchange)


def _parsed(exchange: Exchange) -> Protego | None:
    # Whatever came counts: a file that is too large or torn still says what it says at its beginning.
    body = beginning(exchange.body, exchange.content_coding, MAX_ROBOTS_BYTES)
    # RFC 9309 §2.2 wants UTF-8; editors put a byte order mark before it, or write UTF-16.
    is_utf16 = body[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    text = body.decode("utf-16" if is_utf16 else "utf-8-sig", "replace")
    # An HTML page at this address is the site's error page, not a set of rules.
    if text.lstrip()[:1] == "<":
        return None
    return Protego.parse(text)
