"""WARC files of others, whole and damaged."""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from scraper.errors import UsageError
from scraper.store.foreign_warc import MAX_HEAD_BYTES, check_is_warc, file_responses, responses
from tests.crawling import articles, chengxi
from tests.test_store_commands import foreign_warc


def record(number: int) -> bytes:
    """A response that gzip cannot make much smaller."""
    noise = random.Random(number).randbytes(2000)
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + noise
    named = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/{number}\r\n"
    named += f"WARC-Date: 2019-03-04T05:06:07Z\r\nWARC-Record-ID: <urn:x:{number}>\r\n"
    named += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    return named.encode() + block + b"\r\n\r\n"


PLAIN = [record(number) for number in range(6)]
ZIPPED = [gzip.compress(one) for one in PLAIN]
FLIPPED = bytearray(ZIPPED[2])
FLIPPED[len(FLIPPED) // 2] ^= 255
WHOLE = gzip.compress(b"".join(PLAIN))


@pytest.mark.parametrize(
    ("data", "read", "damages"),
    [
        (b"".join(ZIPPED), "012345", 0),
        (b"".join(PLAIN), "012345", 0),
        (WHOLE, "012345", 0),
        (b"".join(ZIPPED)[:-700], "01234", 1),
        (b"".join(PLAIN)[:-700], "01234", 1),
        (WHOLE[:-700], "01234", 1),
        (b"".join(ZIPPED[:3]) + ZIPPED[3][:40], "012", 1),
        (b"".join([*ZIPPED[:2], bytes(FLIPPED), *ZIPPED[3:]]), "01345", 1),
        (b"".join([*ZIPPED[:2], ZIPPED[2][:900], *ZIPPED[3:]]), "01345", 1),
    ],
    ids=["gzip", "plain", "one member", "cut", "plain cut", "one member cut", "cut in the head", "flipped", "hole"],
)
def test_whole_records_are_read_and_each_damage_is_told(tmp_path: Path, data: bytes, read: str, damages: int) -> None:
    file = tmp_path / "x.warc"
    file.write_bytes(data)
    told: list[str] = []
    assert "".join(found.headers["WARC-Target-URI"][-1] for found in file_responses(file, told)) == read
    assert len(told) == damages
    assert all("x.warc: the record at byte" in sentence for sentence in told)


def stating(length: int | str, *, number: int = 2) -> bytes:
    """A record that lies about its length."""
    return re.sub(rb"Content-Length: \d+", f"Content-Length: {length}".encode(), record(number), count=1)


@pytest.mark.parametrize("pack", [gzip.compress, bytes], ids=["gzip", "plain"])
@pytest.mark.parametrize(
    ("hostile", "told"),
    [
        (stating(10**15), "is cut short"),
        (stating(-5), "states no length"),
        (record(2).replace(b"Content-Length", b"Content-Size"), "states no length"),
        (record(2).replace(b"WARC-Type", b"X: " + b"y" * MAX_HEAD_BYTES + b"\r\nWARC-Type"), "a head without end"),
        (stating(40), "does not begin as one"),
    ],
    ids=["longer than any file", "negative", "no length", "endless head", "too short"],
)
def test_a_record_whose_head_lies_costs_no_other(pack: Callable[[bytes], bytes], hostile: bytes, told: str) -> None:
    data = b"".join(pack(one) for one in (PLAIN[0], PLAIN[1], hostile, PLAIN[3], PLAIN[4]))
    damages: list[str] = []
    read = "".join(found.headers["WARC-Target-URI"][-1] for found in responses(data, damages))
    assert read.replace("2", "") == "0134"
    assert len(damages) == 1
    assert told in damages[0]


def test_what_stands_between_two_members_is_told() -> None:
    damages: list[str] = []
    found = list(responses(ZIPPED[0] + b"\x00junk" * 9 + ZIPPED[1] + bytes(512), damages))
    assert len(found) == 2
    assert damages == [f"the record at byte {len(ZIPPED[0])} is no gzip member; what is behind it was read on"]


def test_a_record_longer_than_any_page_is_passed_over_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scraper.store.foreign_warc.MAX_BLOCK_BYTES", 1500)
    damages: list[str] = []
    assert list(responses(WHOLE, damages)) == []
    assert len(damages) == len(PLAIN)


def test_records_may_cross_the_borders_of_gzip_members() -> None:
    content = b"".join(PLAIN)
    pieces = [gzip.compress(content[at : at + 700]) for at in range(0, len(content), 700)]
    damages: list[str] = []
    assert len(list(responses(b"".join(pieces), damages))) == len(PLAIN)
    assert damages == []


@pytest.mark.parametrize(
    ("url", "date", "reason"),
    [
        ("http://[::1/1.html", "2019-03-04T05:06:07Z", "an address that cannot be read"),
        ("javascript:alert(1)", "2019-03-04T05:06:07Z", "no answer of a web server"),
        ("http://a.example/1", "9999-12-31T23:59:59Z", "no date, or one at which nothing can have been fetched"),
        ("http://a.example/1", "0001-01-01T00:00:00Z", "no date, or one at which nothing can have been fetched"),
        ("http://a.example/1", "some day", "no date, or one at which nothing can have been fetched"),
    ],
)
def test_a_forged_record_is_passed_over_and_the_next_is_imported(
    tmp_path: Path, url: str, date: str, reason: str
) -> None:
    forged = record(1).replace(b"http://a.example/1", url.encode()).replace(b"2019-03-04T05:06:07Z", date.encode())
    foreign_warc(tmp_path / "x.warc.gz", 1)
    sound = (tmp_path / "x.warc.gz").read_bytes()
    (tmp_path / "x.warc.gz").write_bytes(gzip.compress(forged) + sound)
    run = chengxi("import", tmp_path / "x.warc.gz", "--output", tmp_path / "o")
    assert (run.code, len(articles(tmp_path / "o"))) == (0, 1)
    assert f"1 ({reason})" in run.out


def test_what_holds_a_fetched_page_in_another_kind_of_record_is_told(tmp_path: Path) -> None:
    kinds = (b"resource", b"revisit", b"conversion", b"request", b"metadata", b"warcinfo")
    others = b"".join(gzip.compress(record(1).replace(b"WARC-Type: response", b"WARC-Type: " + kind)) for kind in kinds)
    foreign_warc(tmp_path / "x.warc.gz", 1)
    (tmp_path / "x.warc.gz").write_bytes(others + (tmp_path / "x.warc.gz").read_bytes())
    run = chengxi("import", tmp_path / "x.warc.gz", "--output", tmp_path / "o")
    assert run.code == 0, run.err
    for kind in ("resource", "revisit", "conversion"):
        assert f"1 ({kind} record)" in run.out
    assert "request" not in run.out


def resource(kind: str, url: str = "https://www.qinghe.example.cn/a/1.html") -> bytes:
    """A page that was archived as a file, without the answer of a server."""
    page = (
        "<html><head><title>关于公布值班电话的通知_青禾县人民政府</title></head><body><h1>关于公布值班电话的通知</h1>"
        "<p>发布时间：2019-02-03</p><div id=zoom><p>各乡镇：现将汛期值班电话公布如下，请互相转告，有事及时联系。</p></div>"
    ).encode()
    head = f"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2019-03-04T05:06:07Z\r\n"
    head += f"WARC-Record-ID: <urn:x:1>\r\nContent-Type: {kind}\r\nContent-Length: {len(page)}\r\n\r\n"
    return gzip.compress(head.encode() + page + b"\r\n\r\n")


def test_a_page_in_a_resource_record_is_imported_and_says_that_no_server_sent_it(tmp_path: Path) -> None:
    (tmp_path / "x.warc.gz").write_bytes(resource("text/html; charset=utf-8"))
    run = chengxi("import", tmp_path / "x.warc.gz", "--output", tmp_path / "o")
    assert run.code == 0, run.err
    (line,) = articles(tmp_path / "o")
    assert (line["title"], line["fetched_at"]) == ("关于公布值班电话的通知", "2019-03-04T05:06:07+00:00")
    (kept,) = (tmp_path / "o").glob("warc/*/*.warc.gz")
    assert b"X-Chengxi-Made-Of: resource record" in gzip.decompress(kept.read_bytes())
    assert chengxi("verify", "--output", tmp_path / "o").code == 0


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        ("image/png", "https://a.example/1.png"),
        ("text/html", "urn:pageinfo:1"),
        ("application/json", "https://a.example/"),
    ],
)
def test_a_resource_record_that_holds_no_web_page_is_told(tmp_path: Path, kind: str, url: str) -> None:
    (tmp_path / "x.warc.gz").write_bytes(resource(kind, url))
    run = chengxi("import", tmp_path / "x.warc.gz", "--output", tmp_path / "o")
    assert run.code == 0, run.err
    assert "1 (resource record)" in run.out


def test_a_page_in_a_resource_record_is_cleaned(tmp_path: Path) -> None:
    (tmp_path / "x.warc.gz").write_bytes(resource("text/html"))
    assert "关于公布值班电话的通知" in chengxi("clean", tmp_path / "x.warc.gz").out


def test_of_several_captures_of_a_page_in_a_file_none_comes_after_a_newer_one(tmp_path: Path) -> None:
    foreign_warc(tmp_path / "x.warc.gz", 1)
    one = gzip.decompress((tmp_path / "x.warc.gz").read_bytes()).partition(
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://old.example.gov.cn/x.png"
    )[0]
    words = "值班".encode()
    captures = [
        gzip.compress(one.replace(b"2019-03-04", day.encode()).replace(words, word.encode()))
        for day, word in (("2019-03-04", "值守"), ("2019-03-01", "轮值"), ("2019-03-09", "换班"))
    ]
    (tmp_path / "x.warc.gz").write_bytes(b"".join(captures))
    run = chengxi("import", tmp_path / "x.warc.gz", "--output", tmp_path / "o")
    assert [line["fetched_at"][:10] for line in articles(tmp_path / "o")] == ["2019-03-04", "2019-03-09"]
    assert "1 (not newer than what is stored)" in run.out


def test_what_is_no_warc_is_refused_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("words")
    for path, reason in (
        (tmp_path, "is a folder"),
        (tmp_path / "plain.txt", "is no WARC file"),
        (tmp_path / "x", "no such"),
    ):
        with pytest.raises(UsageError, match=reason):
            check_is_warc(path)


def test_import_of_a_file_cut_short_takes_the_rest_and_ends_with_one(tmp_path: Path) -> None:
    foreign_warc(tmp_path / "cut.warc.gz", 10)
    data = (tmp_path / "cut.warc.gz").read_bytes()
    (tmp_path / "cut.warc.gz").write_bytes(data[:-420])
    run = chengxi("import", tmp_path / "cut.warc.gz", "--output", tmp_path / "o")
    assert run.code == 1
    assert "cut.warc.gz: the record at byte" in run.err
    assert len(articles(tmp_path / "o")) == 9
