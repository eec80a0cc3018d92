from ipaddress import ip_address

import pytest

from feeds.wire.guard import BlockedAddressError, Guard, is_public, parse_address

PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "192.88.99.1",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "3fff::1",
    "fc00::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_no_address_of_a_private_network_is_let_through(address: str) -> None:
    assert not is_public(ip_address(address))
    with pytest.raises(BlockedAddressError):
        Guard().check("example.org", 443, [ip_address(address)])


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_a_public_address_is_let_through(address: str) -> None:
    assert Guard().check("example.org", 443, [ip_address(address)]) is False


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(BlockedAddressError, match=r"10\.0\.0\.1"):
        Guard().check("example.org", 443, [ip_address("93.184.215.14"), ip_address("10.0.0.1")])


@pytest.mark.parametrize("port", [22, 8080])
def test_only_the_usual_ports_are_let_through(port: int) -> None:
    with pytest.raises(BlockedAddressError, match=str(port)):
        Guard().check("example.org", port, [ip_address("93.184.215.14")])


@pytest.mark.parametrize("scheme", ["ftp", "file", "gopher", ""])
def test_only_http_is_let_through(scheme: str) -> None:
    with pytest.raises(BlockedAddressError):
        Guard.letting(["127.0.0.0/8"]).check_scheme(scheme)


def test_the_operator_s_exceptions_are_let_through_on_any_port() -> None:
    guard = Guard.letting(["127.0.0.0/8", "flux.interne"])
    assert guard.check("localhost", 8123, [ip_address("127.0.0.1")])
    assert guard.check("FLUX.interne", 8123, [ip_address("10.1.2.3")])
    with pytest.raises(BlockedAddressError):
        guard.check("localhost", 8123, [ip_address("127.0.0.1"), ip_address("10.0.0.1")])


def test_a_scoped_address_is_read_without_its_scope() -> None:
    assert parse_address("fe80::1%eth0") == ip_address("fe80::1")
