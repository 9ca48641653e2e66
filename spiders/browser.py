"""Pages as a browser shows them, for portals whose site file says `browser = true`.

The browser is Chromium, and it reaches no network of its own: every request that a page makes is taken from it and
asked for by the fetcher of the crawl, so that the address guard, robots.txt, the delay between requests and the limits
hold, and everything lands in the archive. What the browser made of a page is one more exchange behind the server's.
"""

from __future__ import annotations

import asyncio
import codecs
import os
import shutil
from collections.abc import Awaitable, Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeAlias

from scraper.model import PageRequest
from scraper.store.clock import now
from scraper.store.exchange import MAX_PAGE_BYTES, Exchange, Failure
from scraper.urls import canonical, is_same_site
from spiders.fetcher import Fetched

if TYPE_CHECKING:
    from scraper.store.frontier import Errand
    from spiders.desk import Desk

Ask: TypeAlias = Callable[[PageRequest], Awaitable[Exchange]]
PROGRAMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PAGE_S = 120.0  # a page's scripts come one by one, with the delay between requests to their host
QUIET_S = 10.0  # for scripts that never stop asking
MOST_REQUESTS = 60  # of one page
MOST_CACHED_BYTES = 50_000_000  # scripts that all pages of a portal share are asked for once
RENDERED = b"X-Chengxi-Rendered"  # header of the exchange that holds what the browser made
_WANTED = frozenset({"document", "script", "xhr", "fetch"})
_CARRIED = frozenset({"content-type", "x-requested-with", "accept"})
_ARGUMENTS = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--disable-background-networking",
    "--disable-gpu",
    "--disable-dev-shm-usage",
)


def lacking() -> str | None:
    """Tell what is missing for rendering pages, with the cure; None where nothing is."""
    if find_spec("playwright") is None:
        return "the extra `browser` is not installed; run: pip install 'chengxi[browser]'"
    if _program() is None:
        return "no Chromium was found; install it (Debian: apt-get install chromium)"
    return None


def is_renderable(exchange: Exchange) -> bool:
    """Tell whether an answer is a web page that a browser can show."""
    kind = exchange.header("content-type") or "text/html"
    is_own = any(name == RENDERED for name, _ in exchange.headers)
    is_get = exchange.request.method == "GET"
    return exchange.status == 200 and exchange.failure is None and is_get and "html" in kind and not is_own


def _program() -> str | None:
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


async def rendered(desk: Desk, errand: Errand, fetched: Fetched) -> Fetched:
    """Put behind the server's answers what the browser makes of the page; one that it fails on stays as sent."""

    async def ask(request: PageRequest) -> Exchange:
        assert desk.fetcher is not None
        found = await desk.fetcher.fetch(request)
        for exchange in found.trail:
            desk.shelf.add(errand.site, exchange)
        desk.report.of(errand.section_url).requests += len(found.trail)
        return found.last

    if desk.browser is None:
        desk.browser = Browser()
    made = await desk.browser.render(fetched.last, ask)
    if made.failure is not None:
        desk.report.of(errand.section_url).note(f"read as the server sent it: {made.failure.reason}")
        return fetched
    return Fetched((*fetched.trail, made))


class Browser:
    """One Chromium for one crawl, started when first needed; it shows one page at a time."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._driver: Any = None
        self._chromium: Any = None
        self._cache: dict[str, Exchange] = {}

    async def render(self, exchange: Exchange, ask: Ask) -> Exchange:
        """Give what the browser makes of a page that has come; where it makes nothing, the exchange says why.

        `ask` is how the page gets what it wants.
        """
        async with self._turn:
            try:
                return await asyncio.wait_for(self._rendered(exchange, ask), PAGE_S)
            except TimeoutError:
                return _failed(exchange, f"the browser was not done with the page after {PAGE_S:.0f} s")
            except Exception as error:  # noqa: BLE001 - whatever the browser meets is the reason of this page
                return _failed(exchange, f"the browser failed on the page ({type(error).__name__}: {str(error)[:160]})")

    async def close(self) -> None:
        """End the browser."""
        if self._chromium is not None:
            await self._chromium.close()
        if self._driver is not None:
            await self._driver.stop()
        self._chromium = self._driver = None

    async def _start(self) -> None:
        from playwright.async_api import async_playwright

        self._driver = await async_playwright().start()
        self._chromium = await self._driver.chromium.launch(
            executable_path=_program(), args=list(_ARGUMENTS), chromium_sandbox=os.geteuid() != 0
        )

    async def _rendered(self, exchange: Exchange, ask: Ask) -> Exchange:
        if self._chromium is None:
            await self._start()
        context = await self._chromium.new_context(
            accept_downloads=False, service_workers="block", java_script_enabled=True
        )
        try:
            page = await context.new_page()
            context.on("page", lambda other: asyncio.ensure_future(other.close()))  # windows that a script opens
            page.on("dialog", lambda dialog: asyncio.ensure_future(dialog.dismiss()))
            asked = _Asked(self, exchange, ask)
            await page.route("**/*", asked.answer)
            await page.goto(exchange.url, wait_until="load", timeout=PAGE_S * 1000)
            await _rest(page)
            return _made(exchange, await page.content(), self._chromium.version)
        finally:
            await context.close()

    async def asked(self, request: PageRequest, ask: Ask) -> Exchange:
        """Ask for what a page wants, or give it again where it is a script that came before."""
        known = self._cache.get(request.url) if request.method == "GET" else None
        if known is not None:
            return known
        exchange = await ask(request)
        kind = exchange.header("content-type") or ""
        if exchange.status == 200 and request.method == "GET" and "javascript" in kind:
            held = sum(len(other.body) for other in self._cache.values())
            if held + len(exchange.body) <= MOST_CACHED_BYTES:
                self._cache[request.url] = exchange
        return exchange


class _Asked:
    """The requests of one page."""

    def __init__(self, browser: Browser, main: Exchange, ask: Ask) -> None:
        self._browser = browser
        self._ask = ask
        self._main = main
        self._left = MOST_REQUESTS

    async def answer(self, route: Any) -> None:
        """Answer a request of the page: the page itself, scripts, data of this site, frames of this site."""
        request = route.request
        if request.resource_type == "document" and canonical(request.url) == canonical(self._main.url):
            await _fulfil(route, self._main)
            return
        is_own = is_same_site(request.url, self._main.url)
        is_main = request.resource_type == "document" and request.frame.parent_frame is None
        is_wanted = request.resource_type in _WANTED and (is_own or request.resource_type == "script")
        if not is_wanted or is_main or self._left <= 0 or request.method not in ("GET", "POST"):
            await route.abort()
            return
        self._left -= 1
        carried = tuple((name, value) for name, value in request.headers.items() if name.lower() in _CARRIED)
        wanted = PageRequest(request.url, request.method, request.post_data_buffer or b"", carried)
        exchange = await self._browser.asked(wanted, self._ask)
        if exchange.failure is not None or not exchange.status:
            await route.abort()
        else:
            await _fulfil(route, exchange)


async def _rest(page: Any) -> None:
    """Wait until the page asks for nothing more, or has asked long enough."""
    from playwright.async_api import Error

    try:
        await page.wait_for_load_state("networkidle", timeout=QUIET_S * 1000)
    except Error:
        return


async def _fulfil(route: Any, exchange: Exchange) -> None:
    """Hand an answer to the browser: pages and scripts as UTF-8, read by our own rules.

    A browser believes the header, and many portals send GBK under `charset=utf-8`: their text would be lost for good.
    """
    page = exchange.page()
    kind = exchange.header("content-type") or "text/html"
    body = page.body
    if "html" in kind or "javascript" in kind:
        kind = f"{kind.partition(';')[0].strip()}; charset=utf-8"
        from scraper.steps.decode import decode  # its tables are loaded where a page was rendered

        body = codecs.BOM_UTF8 + decode(page).text.encode("utf-8", "replace")
    await route.fulfill(status=exchange.status, headers={"content-type": kind}, body=body)


def _made(exchange: Exchange, text: str, version: str) -> Exchange:
    body = codecs.BOM_UTF8 + text.encode("utf-8", "replace")
    if len(body) > MAX_PAGE_BYTES:
        return _failed(exchange, f"the browser made more than {MAX_PAGE_BYTES} bytes of the page")
    told = f"Chromium/{version}".encode("latin-1", "replace")
    headers = ((b"Content-Type", b"text/html; charset=utf-8"), (RENDERED, told))
    return Exchange(
        PageRequest(exchange.url),
        now(),
        exchange.request_headers,
        exchange.status,
        exchange.status_line,
        headers,
        body,
        exchange.address,
        is_tls_unverified=exchange.is_tls_unverified,
    )


def _failed(exchange: Exchange, reason: str) -> Exchange:
    return Exchange(PageRequest(exchange.url), now(), failure=Failure("needs_script", reason, is_passing=False))
