"""Which addresses a feed may be fetched from: public ones, and what the operator lets through.

`ipaddress` alone lets several kinds of private address pass, so the list is our own on top of it: IPv4 but for the
blocks of the special-purpose registry, IPv6 within global unicast but for its own (RFC 6890, RFC 8190; RFC 4291,
section 2.4; https://www.iana.org/assignments/iana-ipv4-special-registry, iana-ipv6-special-registry; CVE-2024-4032).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from socket import inet_aton
from urllib.parse import urlsplit

from feeds.wire.failure import WireError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

USUAL_PORTS = frozenset({80, 443})

GLOBAL_UNICAST = IPv6Network("2000::/3")  # all that is given out of IPv6: what is outside is special or of nobody

DENIED: tuple[Network, ...] = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by a provider's customers; some clouds' metadata
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # public by its number, and answers only inside a cloud (Azure)
        "169.254.0.0/16",  # link-local; most clouds' metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112: the nearest sink, which may be our own network's
        "192.52.193.0/24",  # AMT relays
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/3",  # multicast, reserved, broadcast
        "2001::/23",  # protocol assignments: Teredo, ORCHID, AMT, AS112
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address inside
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
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

    def check_written(self, url: str) -> None:
        """Raise `BlockedAddressError` for an address in figures that may not be dialled; nobody is asked for a name."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError:  # no address at all, which is somebody else's to say
            return
        if address := written_address(host):
            self.check(host, port, [address])


def written_address(host: str) -> Address | None:
    """Read a host that is an address in figures, in whatever form a resolver takes; None for a name."""
    try:
        return parse_address(host)
    except ValueError:
        pass
    try:
        return IPv4Address(inet_aton(host))
    except (OSError, ValueError):
        return None


@lru_cache(4_096)
def is_public(address: Address) -> bool:
    """Tell whether an address is one of the open internet."""
    if isinstance(address, IPv6Address) and address not in GLOBAL_UNICAST:
        return False
    return address.is_global and not any(address.version == block.version and address in block for block in DENIED)


def parse_address(text: str) -> Address:
    """Read an address as the resolver gives it, without its scope."""
    return ip_address(text.partition("%")[0])
