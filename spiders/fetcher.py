"""Asking for a page with manners: robots.txt, patience, redirects within the portal, hosts that want to be left alone.

Delay and order of requests to one host are the business of Scrapy's downloader slots; every request, robots.txt and
attachments included, passes through them.
"""

from __future__ import annotations

import asyncio
import random
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urljoin, urlsplit

from ada_url import URL
from scrapy import Request

from scraper.model import PageRequest
from scraper.store.clock import now
from scraper.store.exchange import MAX_FILE_BYTES, MAX_PAGE_BYTES, Exchange, Failure
from scraper.urls import is_same_site
from spiders.address_guard import is_public
from spiders.download import EXCHANGE, MOST_BYTES
from spiders.plan import FILE_TIMEOUT_S, Plan
from spiders.robots import MAX_ROBOTS_BYTES, Robots

MAX_HOPS = 6
RETRIES = 2
LONGEST_WAIT_S = 120.0  # a host that wants to be left alone for longer is left alone for this run
_MOST_WAIT_S = 7 * 86_400.0  # what a host asks for beyond a week is a mistake of its clock
# What the guards named 加速乐 and 瑞数 answer to programs: not repeated, not solved.
DECLINED = frozenset({412, 521})
_MOST_CHARS = 8_000  # RFC 9110 §4.1: what servers should take at least; more than they do
# RFC 6265 §4.1.1: a token, and what stands in a value.
_COOKIE = re.compile(r"\s*([\w!#$%&'*+.^`|~-]+)=([\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*)", re.ASCII)
# A relative link that leads one folder deeper each time; numbers may repeat (/0/0/0/0/1.html).
_LOOP = re.compile(r"((?:/[^/]*[^/\d][^/]*){1,3}?)\1{3}(?=/|$)")
LEFT_ALONE = "this host is left alone in this run:"
_PASSING_STATUS = frozenset({408, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Fetched:
    """All exchanges of one errand in their order, redirects and repeated attempts included; the last one counts."""

    trail: tuple[Exchange, ...]

    @property
    def last(self) -> Exchange:
        """Give the exchange that counts."""
        return self.trail[-1]


class Fetcher:
    """Asks for pages and files on behalf of one crawl."""

    def __init__(self, plan: Plan, crawler: Any) -> None:
        self._plan = plan
        self._crawler = crawler
        self._not_before: dict[str, float] = {}
        self.stopped: dict[str, str] = {}
        self.halted = asyncio.Event()  # the run ends: errands that wait for their turn are left for the next
        self._turns: dict[str, asyncio.Lock] = {}
        # Of hosts that send a page back to itself until what they set comes with it; no other host is sent any.
        self._cookies: dict[str, str] = {}
        self.robots = Robots(self._ask_robots)
        self.robots_exchanges: list[Exchange] = []

    async def fetch(
        self, request: PageRequest, *, is_file: bool = False, is_anywhere: bool = False, is_errand: bool = False
    ) -> Fetched:
        """Ask for a page; follow redirects within the portal (`is_anywhere`: everywhere).

        An errand (not what a page that was begun still needs) is left alone where the run is halted before its turn.
        """
        trail: list[Exchange] = []
        for _ in range(MAX_HOPS):
            exchange = await self._patiently(request, is_file=is_file, is_errand=is_errand, trail=trail)
            trail.append(exchange)
            target = _redirect(exchange)
            if target is None:
                return Fetched(tuple(trail))
            if failure := _refusal(target, request.url, is_anywhere=is_anywhere):
                trail[-1] = replace(exchange, failure=failure)
                return Fetched(tuple(trail))
            if target in (asked.url for asked in trail) and (cookie := _cookie(trail, target)):
                self._cookies[urlsplit(target).netloc] = cookie
            request = PageRequest(target)
        trail[-1] = replace(trail[-1], failure=Failure("http_error", f"redirected more than {MAX_HOPS - 1} times"))
        return Fetched(tuple(trail))

    async def _patiently(
        self, request: PageRequest, *, is_file: bool, is_errand: bool, trail: list[Exchange]
    ) -> Exchange:
        """Ask, and ask again where the failure may pass; earlier attempts join the trail."""
        if refused := await self._refused(request):
            return refused
        for attempt in range(RETRIES + 1):
            exchange = await self._ask(request, is_file=is_file, is_errand=is_errand)
            wait_s = self._wait_s(exchange, attempt)
            if wait_s is None or attempt == RETRIES or (self.halted.is_set() and not is_errand):
                return exchange
            if wait_s > LONGEST_WAIT_S:
                self.stop(request.url, f"asked to be left alone for {wait_s:.0f} s", wait_s)
                return exchange
            trail.append(exchange)
            if not is_errand:
                await asyncio.sleep(wait_s)
                continue
            with suppress(TimeoutError):
                await asyncio.wait_for(self.halted.wait(), wait_s)
        raise AssertionError

    async def _refused(self, request: PageRequest) -> Exchange | None:
        host = urlsplit(request.url).netloc
        if failure := unaskable(request.url):
            return Exchange(request, now(), failure=failure)
        if reason := self.stopped.get(host):
            return _left_alone(request, reason)
        if failure := await self.robots.refusal(request.url):
            return Exchange(request, now(), failure=failure)
        return None

    def stop(self, url: str, reason: str, wait_s: float | None = None) -> None:
        """Ask this host for nothing more in this run."""
        host = urlsplit(url).netloc
        self.stopped[host] = reason
        if wait_s is not None:
            self._not_before[host] = wait_s

    def left_alone(self) -> dict[str, str]:
        """Give the hosts that named a time before which they must not be asked, as ISO 8601."""
        return {host: (now() + timedelta(seconds=wait_s)).isoformat() for host, wait_s in self._not_before.items()}

    def _wait_s(self, exchange: Exchange, attempt: int) -> float | None:
        """Give the seconds to wait before asking again, or None where that is of no use."""
        is_passing = exchange.status in _PASSING_STATUS or (
            exchange.failure is not None and exchange.failure.is_passing
        )
        if not is_passing:
            return None
        asked = retry_after_s(exchange)
        if asked is not None:
            return asked
        base = max(self._plan.delay_s, 0.05)
        return float(base * 3 ** (attempt + 1) * random.uniform(0.75, 1.25))  # noqa: S311 - jitter, not secrecy

    async def _ask_robots(self, request: PageRequest) -> Exchange:
        if failure := unaskable(request.url):
            return Exchange(request, now(), failure=failure)
        exchange = await self._ask(request, is_file=False, most_bytes=MAX_ROBOTS_BYTES)
        self.robots_exchanges.append(exchange)
        return exchange

    async def _ask(
        self, request: PageRequest, *, is_file: bool, is_errand: bool = False, most_bytes: int | None = None
    ) -> Exchange:
        timeout_s = FILE_TIMEOUT_S if is_file else self._plan.page_timeout_s
        host = urlsplit(request.url).netloc
        cookies = [("Cookie", self._cookies[host])] if host in self._cookies else []
        try:
            asking = Request(
                request.url,
                method=request.method,
                body=request.body,
                headers=[("User-Agent", self._plan.user_agent), *_HEADERS, *cookies, *request.headers],
                dont_filter=True,
                meta={
                    "page_request": request,
                    "download_timeout": timeout_s,
                    "download_maxsize": None if most_bytes else MAX_FILE_BYTES if is_file else MAX_PAGE_BYTES,
                    MOST_BYTES: most_bytes,
                    "download_slot": host,
                },
            )
        except ValueError as error:
            return Exchange(request, now(), failure=Failure("refused_address", f"not an address ({error})"))
        async with self._turns.setdefault(host, asyncio.Lock()):
            # Those that waited for their turn see that the host, or the run, was stopped meanwhile.
            if reason := self.stopped.get(host) or (is_errand and self.halted.is_set() and "the run ends"):
                return _left_alone(request, reason)
            await self._crawler.engine.download_async(asking)
            exchange = asking.meta.get(EXCHANGE)
            assert isinstance(exchange, Exchange)
            if exchange.status in DECLINED:
                self.stop(request.url, f"it declines programs (status {exchange.status})")
        return exchange


_HEADERS = (
    ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    ("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.5"),
    ("Accept-Encoding", "gzip, deflate"),
)


def _left_alone(request: PageRequest, reason: str) -> Exchange:
    return Exchange(request, now(), failure=Failure("unreachable", f"{LEFT_ALONE} {reason}"))


def _redirect(exchange: Exchange) -> str | None:
    location = exchange.header("location")
    if exchange.status not in (301, 302, 303, 307, 308) or not location or exchange.failure is not None:
        return None
    # Portals write raw UTF-8 or GBK into Location (RFC 9110 §10.2.2 would have it escaped).
    raw = location.encode("latin-1")
    try:
        location = raw.decode("utf-8")
    except UnicodeDecodeError:
        location = raw.decode("gb18030", "replace")
    try:
        return urljoin(exchange.url, location.strip())
    except ValueError:
        return location


def _cookie(trail: list[Exchange], target: str) -> str:
    """Give what a host set on the way, as a browser sends it back (RFC 6265 §5.4); nothing of what is no cookie."""
    pairs: dict[str, str] = {}
    for exchange in trail:
        if urlsplit(exchange.url).netloc == urlsplit(target).netloc:
            for name, value in exchange.headers:
                if name.lower() == b"set-cookie" and (found := _COOKIE.match(value.decode("latin-1"))):
                    pairs[found[1]] = found[2]
    cookie = "; ".join(f"{name}={value}" for name, value in pairs.items())
    return cookie if len(cookie) <= _MOST_CHARS else ""


def unaskable(url: str) -> Failure | None:
    """Tell why a URL cannot be asked for at all: no web address, no host, no port."""
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
        if is_web and "@" in parts.netloc:
            return Failure("refused_address", f"{url[:120]!r} names a user, and nobody signs in here")
        if is_web and len(url) > _MOST_CHARS:
            return Failure("refused_address", f"an address of {len(url):,} characters, which no server takes")
        if is_web and _LOOP.search(parts.path):
            return Failure("refused_address", f"{url[-120:]!r} goes round in circles: the same folders again and again")
    except ValueError:
        is_web = False
    return None if is_web else Failure("refused_address", f"{url[:120]!r} is not an address of the web")


def _refusal(target: str, origin: str, *, is_anywhere: bool) -> Failure | None:
    if failure := unaskable(target):
        return Failure(failure.outcome, f"redirects to {target[:120]!r}, which is not an address of the web")
    if is_anywhere or _is_near(origin, target):
        return None
    if is_private(target):
        told = f"redirects to {target[:120]!r}, which is not a public address; "
        return Failure("refused_address", f"{told}name its network with --allow-network if it is your own")
    return Failure("not_article", f"redirects to another site ({urlsplit(target).netloc[:80]}), which was not followed")


def is_private(url: str) -> bool:
    """Tell whether a URL names an address, in any spelling, that is not public; names are checked when resolved."""
    try:
        return not is_public(ip_address(URL(url).hostname.strip("[]")))
    except ValueError:
        return False


def _is_near(origin: str, target: str) -> bool:
    """Tell whether a redirect stays within the portal: its registered domain, at the same port or a standard one."""
    one, two = urlsplit(origin), urlsplit(target)
    is_same_port = two.port in (None, 80, 443) or two.port == one.port
    return is_same_port and is_same_site(origin, target)


def retry_after_s(exchange: Exchange) -> float | None:
    """Give the seconds for which a server asks to be left alone, at most a week; None where it does not say."""
    value = exchange.header("retry-after")
    if not value:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value), _MOST_WAIT_S)
    try:
        return min(max(0.0, (parsedate_to_datetime(value) - now()).total_seconds()), _MOST_WAIT_S)
    except (ValueError, TypeError, OverflowError):
        return None
