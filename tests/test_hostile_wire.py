"""Answers that break HTTP, byte for byte: what can be read is read, what is torn is never stored, and why is told."""

from __future__ import annotations

import gzip
import socket
import struct
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread

import brotli
import pytest

from tests.crawling import Run, articles, crawl, set_aside

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


def notice(number: int) -> bytes:
    subject = ["乡道养护", "渠系清淤", "校舍加固", "集镇绿化", "桥梁检测", "粮库扩容"][number % 6]
    said = "".join(
        f"<p>第{part}项，{subject}的进度由牵头单位每旬报送一次，所需经费从年初预算中列支，任何人不得挪作他用。</p>"
        for part in ("一", "二", "三", "四")
    )
    title = f"关于做好第{number}批{subject}工作的通知"
    head = (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>发布时间：2024-05-{number % 27 + 1:02d}</p>"
    )
    return f"{head}<div class='content'>{said}</div></body></html>".encode()


def framed(number: int, *headers: bytes, status: bytes = b"200 OK", body: bytes | None = None) -> bytes:
    """Give a whole answer with a right length."""
    page = notice(number) if body is None else body
    lines = b"".join(line + b"\r\n" for line in (b"Content-Length: %d" % len(page), *headers))
    return _HEAD.replace(b"200 OK", status) + lines + b"Connection: close\r\n\r\n" + page


# What each address answers. After the answers named RESET the connection is broken, not closed.
ANSWERS = {
    "twice-coded": framed(
        1,
        b"Content-Encoding: gzip",
        b"Content-Encoding: br",
        body=brotli.compress(gzip.compress(notice(1))),
    ),
    "long-header": framed(2, b"X-Long: " + b"v" * 60_000),
    "endless-header": _HEAD + b"X-Long: " + b"v" * 1_000_000 + b"\r\n\r\n" + notice(3),
    "no-header": framed(4, b"\x00\x01: x", b": nameless", b"X Y: spaced"),
    "transformed": framed(5, status=b"203 Non-Authoritative Information"),
    "unasked-304": framed(6, status=b"304 Not Modified", body=b""),
    "length-of-letters": framed(7).replace(b"Content-Length: ", b"Content-Length: x"),
    "unknown-transfer": _HEAD + b"Transfer-Encoding: zip\r\n\r\n" + notice(8),
    "silent": b"",
    "reset-half": _HEAD + b"\r\n" + notice(9)[: len(notice(9)) // 2],
    "reset-whole": _HEAD + b"\r\n" + notice(10),
    "transfer-as-it-is": framed(12, b"Transfer-Encoding: identity"),
    "gate": framed(14),
    "radio": framed(13).replace(b"HTTP/1.1", b"ICY"),
    "early-hints": b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + framed(11),
}
# What the address `gate` answers until both cookies come with the request.
GATE = framed(
    14,
    b"Location: /gate.html",
    b"Set-Cookie: pass=7f; Path=/; HttpOnly",
    b"Set-Cookie: way=1",
    b"Set-Cookie: of nothing",
    status=b"302 Found",
)
READ = {
    "gate",
    "twice-coded",
    "long-header",
    "no-header",
    "transformed",
    "reset-whole",
    "early-hints",
    "transfer-as-it-is",
}


def serve(listener: socket.socket) -> None:
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return
        with client, suppress(OSError):
            request = client.recv(65_536)
            path = request.split(b" ")[1].decode().strip("/").removesuffix(".html")
            rows = "".join(f"<li><a href='/{name}.html'>第{name}号通知</a>2024-05-01</li>" for name in ANSWERS)
            listing = f"<html><head><title>通知公告</title></head><body><ul>{rows}</ul></body></html>".encode()
            missing = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            answer = ANSWERS.get(path, missing) if path else framed(0, body=listing)
            client.sendall(GATE if path == "gate" and b"Cookie: pass=7f; way=1\r\n" not in request else answer)
            if path.startswith("reset"):
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Run]]:
    """One crawl of all the answers."""
    output = tmp_path_factory.mktemp("wire") / "output"
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        Thread(target=serve, args=(listener,), daemon=True).start()
        yield output, crawl(output, f"http://127.0.0.1:{listener.getsockname()[1]}/")


def told(output: Path, name: str) -> list[tuple[str, str]]:
    return [(line["outcome"], line["reasons"][0]) for line in set_aside(output) if f"/{name}.html" in line["url"]]


def test_crawl_of_broken_answers_ends_well(crawled: tuple[Path, Run]) -> None:
    assert crawled[1].code == 0


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_answer_becomes_an_article_only_where_all_of_it_came(crawled: tuple[Path, Run], name: str) -> None:
    stored = [line["url"] for line in articles(crawled[0]) if f"/{name}.html" in line["url"]]
    assert len(stored) == (name in READ)


@pytest.mark.parametrize(
    ("name", "outcome", "sentence"),
    [
        ("endless-header", "bad_content", "a line of the head never ends"),
        ("unasked-304", "http_error", "304 Not Modified, and nothing is known"),
        ("length-of-letters", "bad_content", "the answer is not HTTP"),
        ("unknown-transfer", "bad_content", "the answer is not HTTP"),
        ("radio", "bad_content", "it does not begin with the name of the protocol"),
        ("silent", "unreachable", "closed the connection without an answer"),
        ("reset-half", "bad_content", "the connection broke before the response had ended"),
    ],
)
def test_broken_answer_is_told_as_what_it_is(crawled: tuple[Path, Run], name: str, outcome: str, sentence: str) -> None:
    assert [(found, sentence in reason) for found, reason in told(crawled[0], name)] == [(outcome, True)]
