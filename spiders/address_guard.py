"""The address guard: what a name resolves to is checked, and exactly the checked addresses are connected to.

Twisted's endpoints connect to what the reactor's name resolver gives, literal addresses in any spelling included; so
the guard is that resolver. Nothing behind it can be reached by a redirect, by robots.txt or by a name that resolves
differently the second time.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any, ClassVar, Self, TypeAlias

from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface.declarations import implementer

Network: TypeAlias = IPv4Network | IPv6Network
Address: TypeAlias = IPv4Address | IPv6Address
# RFC 6052 §2.1: IPv4 addresses written into IPv6 ones by translators.
_NAT64 = ip_network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Tell whether an address is one of the public Internet, the IPv4 address inside an IPv6 one included."""
    inner = _inner(address)
    if inner is not None:
        return is_public(inner)
    if isinstance(address, IPv6Address) and address.is_site_local:
        return False  # fec0::/10, deprecated by RFC 3879 and still routed inside some networks
    return address.is_global and not address.is_multicast and not address.is_reserved and not address.is_unspecified


def is_named(address: Address, networks: Sequence[Network]) -> bool:
    """Tell whether one of the networks that the user named holds the address."""
    candidates = [address, _inner(address)]
    return any(found in network for found in candidates if found is not None for network in networks)


def parse_networks(texts: Sequence[str]) -> tuple[Network, ...]:
    """Read networks in CIDR notation (checked before, in the command line)."""
    return tuple(ip_network(text, strict=False) for text in texts)


def _inner(address: Address) -> IPv4Address | None:
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


@implementer(IResolutionReceiver)  # type: ignore[no-untyped-call]  # zope has no types
class _Sieve:
    """Pass on only the addresses that may be connected to; remember the name of which none is left."""

    def __init__(self, receiver: Any, host: str, guard: GuardedResolver) -> None:
        self._receiver = receiver
        self._host = host
        self._guard = guard
        self._refused: str | None = None
        self._passed = 0

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802 - Twisted's interface
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802 - Twisted's interface
        found = ip_address(str(getattr(address, "host", "")).partition("%")[0])
        reason = self._guard.refusal(found)
        if reason is None:
            self._passed += 1
            self._receiver.addressResolved(address)
        else:
            self._refused = reason

    def resolutionComplete(self) -> None:  # noqa: N802 - Twisted's interface
        if self._passed:
            GuardedResolver.refused.pop(self._host, None)
        elif self._refused:
            GuardedResolver.refused[self._host] = self._refused
        self._receiver.resolutionComplete()


@implementer(IHostnameResolver)  # type: ignore[no-untyped-call]  # zope has no types
class GuardedResolver:
    """The reactor's name resolver, behind the guard."""

    # Why a host was refused at its last resolution. There is one reactor in a process, so one resolver.
    refused: ClassVar[dict[str, str]] = {}
    _installed: ClassVar[GuardedResolver | None] = None

    def __init__(self, reactor: Any, networks: Sequence[Network], *, has_contact: bool) -> None:
        self._reactor = reactor
        self._behind = reactor.nameResolver
        self.networks = tuple(networks)
        self.has_contact = has_contact

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> Self:
        """Build it as Scrapy's setting TWISTED_DNS_RESOLVER asks."""
        networks = parse_networks(crawler.settings.getlist("CHENGXI_NETWORKS"))
        return cls(reactor, networks, has_contact=bool(crawler.settings.get("CHENGXI_CONTACT")))

    def install_on_reactor(self) -> None:
        """Take the place of the reactor's own resolver."""
        self._reactor.installNameResolver(self)
        GuardedResolver._installed = self

    @classmethod
    def admit(cls, networks: Sequence[Network], *, has_contact: bool) -> None:
        """Say what may be asked, where that is known only after the resolver was installed (`scrapy crawl -a …`)."""
        assert cls._installed is not None
        cls._installed.networks = tuple(networks)
        cls._installed.has_contact = has_contact

    def refusal(self, address: Address) -> str | None:
        """Tell why an address must not be connected to, or None."""
        if is_named(address, self.networks):
            return None
        if not is_public(address):
            return f"{address} is not a public address; name its network with --allow-network if it is your own"
        if not self.has_contact:
            return f"{address} is a public address, and no --contact was given to tell who asks"
        return None

    def resolveHostName(  # noqa: N802 - Twisted's interface
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        """Resolve a name; addresses that may not be connected to are left out."""
        sieve = _Sieve(resolutionReceiver, hostName, self)
        resolution: IHostResolution = self._behind.resolveHostName(
            sieve, hostName, portNumber, addressTypes, transportSemantics
        )
        return resolution
