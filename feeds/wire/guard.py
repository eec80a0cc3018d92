"""Which addresses a feed may be fetched from: public ones, and what the operator lets through.

`ipaddress` alone lets several kinds of private address pass, so the deny list is our own on top of it
(RFC 6890 and its registries; CVE-2024-4032).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from feeds.wire.failure import WireError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

USUAL_PORTS = frozenset({80, 443})

DENIED: tuple[Network, ...] = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
        "::/96",
        "::ffff:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
)


class BlockedAddressError(WireError):
    """An address that the guard does not let through; the message says which and why."""

    def __init__(self, detail: str) -> None:
        super().__init__("blocked-address", detail)


@dataclass(frozen=True, slots=True)
class Guard:
    """Decides by resolved address; ``hosts`` and ``networks`` are the operator's exceptions."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    @classmethod
    def letting(cls, exceptions: Iterable[str]) -> "Guard":
        """Build from host names and networks as a person writes them; a name that is no network is a host."""
        hosts: set[str] = set()
        networks: list[Network] = []
        for exception in exceptions:
            try:
                networks.append(ip_network(exception, strict=False))
            except ValueError:
                hosts.add(exception.lower())
        return cls(frozenset(hosts), tuple(networks))

    def is_exempt(self, host: str, addresses: Sequence[Address]) -> bool:
        """Tell whether the operator lets this host, or every one of its addresses, through."""
        return host.lower() in self.hosts or (
            bool(addresses) and all(any(a in n for n in self.networks) for a in addresses)
        )

    def check_scheme(self, scheme: str) -> None:
        """Raise `BlockedAddressError` for anything but http and https, exceptions or not."""
        if scheme not in ("http", "https"):
            raise BlockedAddressError(f"{scheme}: only http and https")

    def check(self, host: str, port: int, addresses: Sequence[Address]) -> bool:
        """Raise `BlockedAddressError` unless all addresses may be dialled; return whether it is an exception."""
        if self.is_exempt(host, addresses):
            return True
        if port not in USUAL_PORTS:
            raise BlockedAddressError(f"port {port} of {host}: only 80 and 443")
        for address in addresses:
            if not is_public(address):
                raise BlockedAddressError(f"{host} is at {address}, which is not a public address")
        return False


@lru_cache(4_096)
def is_public(address: Address) -> bool:
    """Tell whether an address is one of the open internet."""
    return address.is_global and not any(address.version == block.version and address in block for block in DENIED)


def parse_address(text: str) -> Address:
    """Read an address as the resolver gives it, without its scope."""
    return ip_address(text.partition("%")[0])
