"""The WARC is faithful to the wire, and others can read it."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

import orjson
import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from scraper.store.surt import surt
from scraper.store.verify import Verifier
from tests.crawling import articles, crawl
from tests.portal.server import Portal
from tests.test_crawl import article, portal_of

PAGE = article(7).body
GZIPPED = gzip.compress(PAGE, mtime=0)
LIST = b"".join(
    b"<li><a href=/a/t2024050%d_%d.html>2024-05 notice number %d of the river office</a> 2024-05-0%d</li>"
    % (n, n, n, n)
    for n in range(1, 7)
)


class _Raw(StreamRequestHandler):
    """Answers bytes as they are written here: names in odd case, repeats, a phrase of its own, chunks."""

    def handle(self) -> None:
        request = b""
        while b"\r\n\r\n" not in request:
            piece = self.request.recv(4096)
            if not piece:
                return
            request += piece
        path = request.split(b" ", 2)[1]
        self.server.asked.append(request)
        if path == b"/robots.txt":
            answer = b"HTTP/1.1 404 Nothing Here\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        elif path == b"/list.html":
            body = b"<html><body><ul>" + LIST + b"</ul></body></html>"
            answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + body
        else:
            chunks = (
                b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (GZIPPED[:100], GZIPPED[100:])) + b"0\r\n\r\n"
            )
            answer = (
                b"HTTP/1.1 200 Alles gut\r\nsERVER: old\r\nSet-Cookie: a=1\r\nX-Power: yes\r\nSet-Cookie: b=2\r\n"
                b"content-type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
                b"Connection: close\r\n\r\n"
            ) + chunks
        self.wfile.write(answer)


@contextmanager
def raw_server() -> Iterator[tuple[str, list[bytes]]]:
    ThreadingTCPServer.allow_reuse_address = True
    server = ThreadingTCPServer(("127.0.0.1", 0), _Raw)
    server.asked = []
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", server.asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[bytes]]:
    output = tmp_path_factory.mktemp("raw") / "output"
    with raw_server() as (url, asked):
        run = crawl(output, f"{url}/list.html")
        assert run.report["sections"][0]["listed"] == 6, run.out + run.err
    return output, asked


def records(output: Path, kind: WarcRecordType) -> list[tuple[str, bytes]]:
    found = []
    for path in sorted(output.glob("warc/*/*.warc.gz")):
        with path.open("rb") as stream:
            found += [
                (record.headers["WARC-Target-URI"], record.reader.read())
                for record in ArchiveIterator(stream, record_types=kind, parse_http=False)
            ]
    return found


def test_response_has_phrase_headers_in_order_with_repeats_and_the_body_before_decompression(archived) -> None:
    block = next(block for url, block in records(archived[0], WarcRecordType.response) if "/a/" in url)
    head, _, body = block.partition(b"\r\n\r\n")
    assert head.split(b"\r\n") == [
        b"HTTP/1.1 200 Alles gut",
        b"sERVER: old",
        b"Set-Cookie: a=1",
        b"X-Power: yes",
        b"Set-Cookie: b=2",
        b"content-type: text/html; charset=utf-8",
        b"Content-Encoding: gzip",
        b"Transfer-Encoding: chunked",
        b"Connection: close",
    ]
    assert body == GZIPPED


def test_request_record_is_what_was_sent(archived) -> None:
    output, asked = archived
    sent = {request.split(b"\r\n")[0]: set(request.strip().split(b"\r\n")[1:]) for request in asked}
    for _, block in records(output, WarcRecordType.request):
        first, *rest = block.strip().split(b"\r\n")
        assert set(rest) == sent[first]


def test_warcio_reads_it_and_every_digest_holds(archived) -> None:
    (path,) = archived[0].glob("warc/*/*.warc.gz")
    done = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", str(path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_warcio_gives_the_page_decompressed(archived) -> None:
    script = (
        "import sys; from warcio.archiveiterator import ArchiveIterator\n"
        "for r in ArchiveIterator(open(sys.argv[1],'rb')):\n"
        "    if r.rec_type=='response' and '/a/' in r.rec_headers.get_header('WARC-Target-URI'):\n"
        "        sys.stdout.buffer.write(r.content_stream().read()); break\n"
    )
    (path,) = archived[0].glob("warc/*/*.warc.gz")
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, check=True)
    assert done.stdout == PAGE


def test_fastwarc_verifies_every_record(archived) -> None:
    (path,) = archived[0].glob("warc/*/*.warc.gz")
    with path.open("rb") as stream:
        kinds = [
            (record.record_type, record.verify_block_digest()) for record in ArchiveIterator(stream, parse_http=False)
        ]
    assert all(is_right for _, is_right in kinds)
    found = [kind for kind, _ in kinds]
    assert all(kind in found for kind in (WarcRecordType.warcinfo, WarcRecordType.request, WarcRecordType.response))


def test_warcinfo_names_software_and_contact(tmp_path: Path) -> None:
    with Portal(portal_of(3)) as portal:
        crawl(tmp_path, f"{portal.url}/list.html", "--contact", "archive@example.org")
    (path,) = tmp_path.glob("warc/*/*.warc.gz")
    first = next(iter(ArchiveIterator(io.BytesIO(path.read_bytes())))).reader.read()
    assert b"software: chengxi/" in first
    assert b"operator: archive@example.org" in first


def test_cdxj_names_each_response_where_it_stands(archived) -> None:
    output, _ = archived
    (index,) = output.glob("warc/*/*.cdxj")
    for line in index.read_bytes().splitlines():
        fields = orjson.loads(line.split(b" ", 2)[2])
        with (index.parent / fields["filename"]).open("rb") as stream:
            stream.seek(int(fields["offset"]))
            record = gzip.decompress(stream.read(int(fields["length"])))
        assert f"WARC-Target-URI: {fields['url']}\r\n".encode() in record


def test_unchanged_page_is_archived_as_a_revisit_that_names_the_first(tmp_path: Path) -> None:
    with Portal(portal_of(3)) as portal:
        crawl(tmp_path, f"{portal.url}/list.html")
        crawl(tmp_path, f"{portal.url}/list.html", "--full")
    (path,) = tmp_path.glob("warc/*/*.warc.gz")
    with path.open("rb") as stream:
        revisits = [dict(record.headers) for record in ArchiveIterator(stream, record_types=WarcRecordType.revisit)]
    assert len(revisits) == 3
    for headers in revisits:
        assert headers["WARC-Refers-To-Target-URI"] == headers["WARC-Target-URI"]
        assert "identical-payload-digest" in headers["WARC-Profile"]


def test_article_of_a_compressed_chunked_page_is_read(archived) -> None:
    assert {line["title"] for line in articles(archived[0])} == {"关于第7号水位记录的通知"}


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://127.0.0.1:8080/a.html", "1,0,0,127:8080)/a.html"),
        ("https://www2.example.gov.cn:443/ZW/", "cn,gov,example)/zw"),
        ("http://example.gov.cn", "cn,gov,example)/"),
        ("http://example.gov.cn/a//b/../c/./d", "cn,gov,example)/a/c/d"),
        ("http://example.gov.cn/a?b=2&a1=0&a=1", "cn,gov,example)/a?a=1&a1=0&b=2"),
        ("http://example.gov.cn/中%2520文.html#x", "cn,gov,example)/%e4%b8%ad%20%e6%96%87.html"),
        ("http://例子.中国/a", "xn--fiqs8s,xn--fsqu00a)/a"),
        ("http://example.gov.cn/a?jsessionid=0123456789abcdef0123456789ABCDEF&x=1", "cn,gov,example)/a?x=1"),
        ("http://example.gov.cn/a?sid=12&x=1", "cn,gov,example)/a?sid=12&x=1"),
        ("http://example.gov.cn/(S(4hqa0555fwsecu455xqckv45))/a.aspx", "cn,gov,example)/a.aspx"),
    ],
)
def test_index_key_is_the_one_that_replay_programs_look_up(url: str, key: str) -> None:
    assert surt(url) == key


def test_index_is_sorted_at_the_end_of_every_run(tmp_path: Path) -> None:
    with Portal(portal_of(12)) as portal:
        for _ in range(2):
            crawl(tmp_path, f"{portal.url}/list.html", "--full")
            (index,) = tmp_path.glob("warc/*/*.cdxj")
            lines = index.read_bytes().splitlines()
            assert lines == sorted(lines)
    assert Verifier(tmp_path).verify().damages == []


def test_index_that_a_killed_run_left_unsorted_is_sorted_by_the_next(tmp_path: Path) -> None:
    with Portal(portal_of(30)) as portal:
        crawl(tmp_path, f"{portal.url}/list.html", env={"CHENGXI_CRASH_AT": "after-commit:4"})
        crawl(tmp_path, f"{portal.url}/list.html")
    (index,) = tmp_path.glob("warc/*/*.cdxj")
    lines = index.read_bytes().splitlines()
    assert lines == sorted(lines)
    assert Verifier(tmp_path).verify().damages == []


def test_facts_of_a_page_are_not_named_as_the_page(archived) -> None:
    names = {url for url, _ in records(archived[0], WarcRecordType.metadata)}
    assert names
    assert all(name.startswith("urn:chengxi:facts:http://") for name in names)
