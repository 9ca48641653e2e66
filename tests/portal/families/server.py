"""Serve simulated portals on loopback, each under its own path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, urlsplit

from tests.portal.families.makes import Simulated


def _handler(portals: Mapping[str, Simulated]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer("GET", b"")

        def do_POST(self) -> None:
            self._answer("POST", self.rfile.read(int(self.headers.get("Content-Length", "0"))))

        def _answer(self, method: str, body: bytes) -> None:
            parts = urlsplit(self.path)
            prefix = "/".join(parts.path.split("/")[:3])
            portal = portals.get(prefix)
            found = portal.answer(method, parts.path, dict(parse_qsl(parts.query)), body) if portal else None
            status, kind, content = (404, "text/html", b"<h1>404</h1>") if found is None else (200, *found)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def serving(portals: list[Simulated], port: int = 0) -> Iterator[str]:
    """Serve portals while the block runs; gives the address without a slash at its end."""
    by_prefix = {portal.prefix: portal for portal in portals}
    with on_loopback(_handler(by_prefix), port) as url:
        yield url


@contextmanager
def on_loopback(handler: Callable[..., BaseHTTPRequestHandler], port: int = 0) -> Iterator[str]:
    """Answer by a handler while the block runs; gives the address without a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
