"""Asking for a page: robots.txt, addresses that lead into traps, answers that are no HTTP, how long one waits."""

from __future__ import annotations

import asyncio
import gzip
from dataclasses import replace

import pytest
from twisted.web._newclient import ParseError

from scraper.model import PageRequest
from scraper.store.clock import now
from scraper.store.exchange import Exchange, Failure
from spiders import download as download_module
from spiders.fetcher import unaskable
from spiders.robots import Robots
from spiders.wire import WireParser


def asked_robots(exchange: Exchange) -> list[Failure | None]:
    """What two pages of a host hear whose robots.txt is answered so."""

    async def ask(request: PageRequest) -> Exchange:
        await asyncio.sleep(0)
        return replace(exchange, request=request)

    async def both() -> list[Failure | None]:
        robots = Robots(ask)
        asked = [robots.refusal(f"http://portal.example/{name}") for name in ("a", "b")]
        return await asyncio.wait_for(asyncio.gather(*asked), 5)

    return asyncio.run(both())


def test_robots_redirected_to_no_address_say_nothing() -> None:
    missing = Exchange(
        PageRequest("http://portal.example/robots.txt"), now(), (), 302, b"", ((b"Location", b"http://["),)
    )
    assert asked_robots(missing) == [None, None]


def test_robots_that_are_too_large_hold_as_far_as_they_came() -> None:
    rules = b"User-agent: *\nDisallow: /b\n" + b"Disallow: /zzz\n" * 40_000
    request = PageRequest("http://portal.example/robots.txt")
    torn = Failure("too_large", "only the first bytes were fetched")
    for coded, name in ((rules, b"identity"), (gzip.compress(rules)[:-9], b"gzip")):
        sent = Exchange(request, now(), (), 200, b"", ((b"Content-Encoding", name),), coded, None, torn)
        first, second = asked_robots(sent)
        assert first is None
        assert second is not None


def test_host_that_answers_nothing_is_unreachable_whatever_was_asked_first() -> None:
    failure = Failure("unreachable", "portal.example refuses the connection")
    assert asked_robots(Exchange(PageRequest("http://portal.example/robots.txt"), now(), failure=failure)) == [
        failure,
        failure,
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_robots_hold_with_a_byte_order_mark(encoding: str) -> None:
    rules = "User-agent: *\nDisallow: /a\n".encode(encoding)
    sent = Exchange(PageRequest("http://portal.example/robots.txt"), now(), (), 200, b"", (), rules)
    forbidden, allowed = asked_robots(sent)
    assert forbidden
    assert allowed is None


def test_robots_of_a_broken_server_forbid_all() -> None:
    broken = Exchange(PageRequest("http://portal.example/robots.txt"), now(), (), 503, b"", ())
    assert [told and told.outcome for told in asked_robots(broken)] == ["robots", "robots"]


@pytest.mark.parametrize(
    "line", [b"HTTP/1.1 -200 X", b"HTTP/1.1 99999 X", b"HTTP/1.1 20 X", b"HTTP/1.1 2x0", b"HTTP/1.1"]
)
def test_status_that_is_no_number_of_three_digits_is_no_http(line: bytes) -> None:
    with pytest.raises(ParseError):
        WireParser(None, None).statusReceived(line)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://portal.example/zw/zw/zw/zw/a.html", "round in circles"),
        ("http://portal.example/zw/gk/zw/gk/zw/gk/zw/gk/", "round in circles"),
        ("http://reader:word@portal.example/a.html", "names a user"),
        ("http://portal.example/" + "a" * 9_000, "an address of 9,022 characters"),
    ],
)
def test_address_that_leads_into_a_trap_is_not_asked_for(url: str, sentence: str) -> None:
    failure = unaskable(url)
    assert failure is not None
    assert (failure.outcome, sentence in failure.reason) == ("refused_address", True)


@pytest.mark.parametrize(
    "url",
    [
        "http://portal.example/0/0/0/0/0/1.html",
        "http://portal.example/2024/2024/2024/2024/a.html",
        "http://portal.example/zw/zw/zw/a.html",
        "http://portal.example/col/col1/col11/col111/",
        "http://portal.example/a.html?back=/zw/zw/zw/zw/",
    ],
)
def test_address_whose_folders_only_look_alike_is_asked_for(url: str) -> None:
    assert unaskable(url) is None


async def patience_after(seconds: float, *counts: int) -> float:
    """Give how long a download may go on after these bytes, counted from its beginning."""
    began = asyncio.get_running_loop().time()
    async with asyncio.timeout(seconds) as patience:
        watch = download_module._Watch(patience, began, 600.0)
        for count in counts:
            watch.note(count)
            await asyncio.sleep(0)
        until = patience.when()
    assert until is not None
    return until - began


@pytest.mark.parametrize(("counts", "patience_s"), [((1, 1), 90.002), ((50_000, 50_000), 190), ((10_000_000,), 600)])
def test_download_may_go_on_as_long_as_a_kilobyte_a_second_comes(counts: tuple[int, ...], patience_s: float) -> None:
    assert asyncio.run(patience_after(90.0, *counts)) == pytest.approx(patience_s)
