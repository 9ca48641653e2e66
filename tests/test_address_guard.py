"""Addresses that must not be asked, however they are spelt."""

from __future__ import annotations

import json
from ipaddress import ip_address
from pathlib import Path

import pytest

from spiders.address_guard import is_named, is_public, parse_networks


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "100.100.100.200",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fec0::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "ff02::1",
    ],
)
def test_internal_address_is_not_public(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", ["8.8.8.8", "114.114.114.114", "2400:3200::1", "::ffff:8.8.8.8"])
def test_address_of_the_internet_is_public(text: str) -> None:
    assert is_public(ip_address(text))


def test_named_network_holds_its_mapped_spellings_and_nothing_else() -> None:
    networks = parse_networks(["127.0.0.10/32"])
    assert is_named(ip_address("127.0.0.10"), networks)
    assert is_named(ip_address("::ffff:127.0.0.10"), networks)
    assert not is_named(ip_address("127.0.0.1"), networks)


def is_refused(host: str) -> bool:
    """Whether the guard lets nothing be asked under this spelling, by its literal or by what it resolves to."""
    import socket

    from spiders.fetcher import is_private, unaskable

    url = f"http://{host}/"
    if is_private(url) or unaskable(url):
        return True
    try:
        found = socket.getaddrinfo(host.strip("[]"), 80)
    except (OSError, UnicodeError):
        return True  # resolves to nothing, so nothing is asked
    return not any(is_public(ip_address(str(item[4][0]).partition("%")[0])) for item in found)


@pytest.mark.shared
def test_every_spelling_of_an_internal_address_is_refused(shared: Path) -> None:
    spellings = json.loads((shared / "conformance/url/ssrf_spellings.json").read_text())["loop"]
    assert len(spellings) == 28
    assert [host for host in spellings if not is_refused(host)] == []
