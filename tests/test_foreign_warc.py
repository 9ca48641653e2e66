"""WARC files of others, whole and damaged."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest

from scraper.errors import UsageError
from scraper.store.foreign_warc import check_is_warc, responses
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
    assert "".join(found.headers["WARC-Target-URI"][-1] for found in responses(file, told)) == read
    assert len(told) == damages
    assert all("x.warc: the record at byte" in sentence for sentence in told)


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
