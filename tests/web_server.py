"""The web page on a port of the loopback address, for tests."""

from __future__ import annotations

import http.client
import threading
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import uvicorn

from scraper.web.app import LOOPBACK, create_app
from tests.archive_maker import append


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Server:
    """The application on a free port of the loopback address, in a thread of this process."""

    def __init__(self, output: Path, hosts: tuple[str, ...] = LOOPBACK) -> None:
        config = uvicorn.Config(create_app(output, hosts), port=0, log_level="warning", lifespan="off")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        while not self.server.started:
            self.thread.join(0.01)
        self.port = self.server.servers[0].sockets[0].getsockname()[1]
        self.archive = config.app.state.archive

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, quote(path, safe="/?&=%:"), headers=sent)
        response = connection.getresponse()
        answer = Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        connection.close()
        return answer

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join()
        self.archive.close()


def serve_lines(tmp_path: Path, *lines: dict) -> Server:
    append(tmp_path, list(lines))
    return Server(tmp_path)
