"""A web server on loopback for a portal that is held in memory: what tests and the demonstration crawl."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Self
from urllib.parse import unquote


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server answers at a path."""

    body: bytes = field(repr=False)
    content_type: str = "text/html"
    status: int = 200


class Portal:
    """Serve `answers` (path → Answer) on loopback while the `with` block runs; `requests` lists the paths asked for."""

    def __init__(self, answers: Mapping[str, Answer], port: int = 0) -> None:
        self.answers = answers
        self.requests: list[str] = []
        self._server = _Server(("127.0.0.1", port), _handler(self))
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def url(self) -> str:
        """The portal's address, without a slash at its end."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that were killed: that is what some tests are about."""


def _handler(portal: Portal) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # head and body are two writes: 40 ms a page otherwise

        def do_GET(self) -> None:
            portal.requests.append(self.path)
            answer = portal.answers.get(unquote(self.path)) or Answer(b"<h1>404 Not Found</h1>", status=404)
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """Say nothing: the test prints what matters."""

    return Handler
