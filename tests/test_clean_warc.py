"""`chengxi clean`: pages of WARC files, whole and damaged."""

import gzip
import hashlib
import zlib

import brotli
import pytest

from tests.test_clean import HTML, chengxi_clean, clean, in_this_process  # noqa: F401 - the fixture serves here too


def test_a_warc_gives_a_line_for_each_response(tmp_path):
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + HTML.encode()
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        "WARC-Date: 2024-01-02T03:04:05Z\r\nWARC-Target-URI: http://a.example/1.html\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(head.encode() + http + b"\r\n\r\n"))
    (line,) = clean(path)
    assert (line["url"], line["title"]) == ("http://a.example/1.html", "冬季清淤启动")


def warc_record(url, body, kind="text/html; charset=utf-8", more=""):
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{more}\r\n" if kind else "HTTP/1.1 200 OK\r\nServer: a\r\n\r\n"
    http = head.encode() + body
    warc = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        f"WARC-Date: 2024-01-02T03:04:05Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return warc.encode() + http + b"\r\n\r\n"


# Comments of digits that do not repeat: packed, each record takes bytes of its own.
RECORDS = [
    warc_record(f"http://a.example/{number}.html", f"{HTML}<!--{hashlib.sha512(bytes(number)).hexdigest()}-->".encode())
    for number in range(3)
]
MEMBERS = [gzip.compress(record) for record in RECORDS]


@pytest.mark.parametrize(
    ("content", "wanted", "damage"),
    [
        (b"".join(MEMBERS), "012", ""),
        (b"".join(MEMBERS) + bytes(512), "012", ""),
        (b"".join(MEMBERS)[:-40], "01", "is cut short or damaged"),
        (gzip.compress(b"".join(RECORDS))[:-30], "01", "is cut short or damaged"),
        (MEMBERS[0] + MEMBERS[1][:-60] + MEMBERS[2], "02", "is cut short or damaged; what is behind it was read on"),
        (b"".join(RECORDS)[:-60], "01", "is cut short or damaged"),
        (b"".join(RECORDS)[: 60 - len(RECORDS[2])], "01", "is cut short or damaged"),
    ],
)
def test_the_whole_records_of_a_damaged_warc_are_cleaned(tmp_path, content, wanted, damage):
    path = tmp_path / ("a.warc.gz" if content.startswith(b"\x1f\x8b") else "a.warc")
    path.write_bytes(content)
    lines, told, code = chengxi_clean(path)
    assert [line["url"][-6:-5] for line in lines] == list(wanted)
    assert damage in told
    assert code == bool(damage)


def chunked(body):
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:99], body[99:])) + b"0\r\n\r\n"


CODED = [
    ("Content-Encoding: gzip", gzip.compress(HTML.encode())),
    ("Content-Encoding: deflate", zlib.compress(HTML.encode())),
    ("Content-Encoding: br", brotli.compress(HTML.encode())),
    ("Transfer-Encoding: chunked", chunked(HTML.encode())),
    ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", chunked(gzip.compress(HTML.encode()))),
    ("Content-Encoding: gzip", HTML.encode()),  # named, but absent
]


def test_coded_pages_of_a_warc_are_cleaned_as_the_pages_they_are(tmp_path):
    coded = [warc_record("http://a.example/1.html", body, more=f"{head}\r\n") for head, body in CODED]
    (tmp_path / "a.warc").write_bytes(b"".join(coded))
    assert [line["title"] for line in clean(tmp_path / "a.warc")] == ["冬季清淤启动"] * len(CODED)


def test_a_page_of_a_warc_whose_coding_is_torn_is_named(tmp_path):
    torn = warc_record("http://a.example/1.html", CODED[0][1][:-20], more="Content-Encoding: gzip\r\n")
    (tmp_path / "a.warc").write_bytes(torn + warc_record("http://a.example/2.html", HTML.encode()))
    lines, told, code = chengxi_clean(tmp_path / "a.warc")
    assert [line["url"] for line in lines] == ["http://a.example/2.html"]
    assert "http://a.example/1.html: the compressed body is cut short" in told
    assert code == 1


def test_records_of_a_warc_that_are_no_pages_are_passed_over(tmp_path):
    content = [
        warc_record("http://a.example/robots.txt", b"User-agent: *", "text/plain"),
        warc_record("http://a.example/robots.txt", HTML.encode()),
        warc_record("http://a.example/a.css", b"a{}", "text/css"),
        warc_record("http://a.example/1.html", HTML.encode()),
        warc_record("http://a.example/2.html", HTML.encode(), ""),
        warc_record("http://a.example/3.html", b"<html>" + HTML.encode(), "text/plain"),
    ]
    (tmp_path / "a.warc").write_bytes(b"".join(content))
    lines, told, code = chengxi_clean(tmp_path / "a.warc")
    assert [line["url"] for line in lines] == [f"http://a.example/{number}.html" for number in (1, 2, 3)]
    assert "3 records are no HTML pages" in told
    assert code == 0
