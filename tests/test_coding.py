"""Bodies as they were before they were coded for the way: content-coding, chunks."""

from __future__ import annotations

import gzip
import random
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import PageError
from scraper.store.coding import undo_content_coding
from scraper.store.importing import dechunked

BODY = "各村民委员会要落实值班制度。".encode() * 50


@pytest.mark.parametrize(
    ("coded", "name"),
    [
        (gzip.compress(BODY), "gzip"),
        (gzip.compress(BODY[:300]) + gzip.compress(BODY[300:]), "x-gzip"),
        (zlib.compress(BODY), "deflate"),
        (zlib.compress(BODY)[2:-4], "deflate"),
        (gzip.compress(gzip.compress(BODY)), "gzip, gzip"),
        (BODY, "gzip"),
        (BODY, "identity"),
        (gzip.compress(BODY) + b"\0\0\0", "gzip"),
    ],
)
def test_body_comes_back_from_each_coding(coded: bytes, name: str) -> None:
    assert undo_content_coding(coded, name, 1_000_000) == BODY


def test_brotli_and_zstd_come_back() -> None:
    import brotli
    import zstandard

    assert undo_content_coding(brotli.compress(BODY), "br", 1_000_000) == BODY
    assert undo_content_coding(zstandard.compress(BODY), "zstd", 1_000_000) == BODY


@pytest.mark.parametrize("coded", [gzip.compress(BODY)[:-20], b"\x1f\x8bgarbage" * 9])
def test_damaged_body_is_bad_content(coded: bytes) -> None:
    with pytest.raises(PageError) as error:
        undo_content_coding(coded, "gzip", 1_000_000)
    assert error.value.outcome == "bad_content"


def test_bomb_is_too_large() -> None:
    with pytest.raises(PageError) as error:
        undo_content_coding(gzip.compress(bytes(50_000_000)), "gzip", 20_000_000)
    assert error.value.outcome == "too_large"


def test_body_of_very_many_members_is_refused() -> None:
    with pytest.raises(PageError, match="members"):
        undo_content_coding(gzip.compress(b"") * 2_000, "gzip", 20_000_000)


def test_body_of_many_members_over_many_slices_comes_back() -> None:
    noise = random.Random(1).randbytes(1_000)
    assert undo_content_coding(gzip.compress(noise) * 900, "gzip", 1_000_000) == noise * 900


@pytest.mark.parametrize("name", ["br", "zstd", "deflate", "gzip", "sdch", "chunked"])
def test_page_that_is_not_coded_as_its_header_says_is_read_as_it_is(name: str) -> None:
    plain = "\n<!DOCTYPE html><html><p>甲</p></html>".encode()
    assert undo_content_coding(plain, name, 1_000_000) == plain


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br", "zstd", "gzip, br", "nonsense"]))
def test_any_bytes_give_a_body_or_a_reason(body: bytes, name: str) -> None:
    with suppress(PageError):
        assert len(undo_content_coding(body, name, 10_000)) <= 10_000


@given(st.lists(st.binary(min_size=1, max_size=50), max_size=8))
def test_chunks_are_joined(chunks: list[bytes]) -> None:
    coded = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"
    assert dechunked(coded) == b"".join(chunks)
