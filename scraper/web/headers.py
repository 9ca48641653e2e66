"""Around every request: the name it was sent to is known; nothing is loaded from elsewhere, nobody frames the page."""

from __future__ import annotations

import re
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# For the archived page itself: no script, no request, an origin of its own; its inline styles are harmless there.
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'self'"

_HEADERS = {
    "content-security-policy": POLICY,
    "x-dns-prefetch-control": "off",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class SecurityHeaders:
    """Adds the headers to every answer that does not set them itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to what comes back."""

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, add)


class KnownHosts:
    """Refuses a request to a name that is not ours, by which a page of another site could read the archive.

    `names` without port, an IPv6 address in brackets; "*": all names.
    """

    def __init__(self, app: ASGIApp, names: Collection[str]) -> None:
        self.app = app
        self.names = frozenset(name.lower() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or tell how its name becomes known."""
        answer = self.app
        if scope["type"] == "http" and "*" not in self.names:
            name = _PORT.sub("", Headers(scope=scope).get("host", ""))
            if name.lower() not in self.names:
                answer = PlainTextResponse(_UNKNOWN_HOST.format(name=_safe(name)), 400)
        await answer(scope, receive, send)


_PORT = re.compile(r":\d*$")
_UNKNOWN_HOST = (
    "This archive is not served under the name {name}. Who serves it can allow the name:\n"
    "本存档未以 {name} 这个主机名提供服务。提供服务的人可以这样允许：\n\n"
    "    chengxi serve --name {name}\n"
)


def _safe(name: str) -> str:
    """Give a name as it may stand in a command line; what is none is not repeated."""
    return name if re.fullmatch(r"[A-Za-z0-9._-]{1,253}", name) else "HOST"
