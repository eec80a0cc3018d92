from ipaddress import IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis.strategies import ip_addresses

from feeds.wire.guard import DENIED, BlockedAddressError, Guard, is_public, parse_address

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
    "192.31.196.1",
    "192.52.193.1",
    "192.175.48.1",
    "168.63.129.16",
    "100.100.100.200",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "64:ff9b::a9fe:a9fe",
    "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1",
    "fd00:ec2::254",
    "2001:0:7f00:1::",
    "2620:4f:8000::1",
    "5f00::1",
    "1::1",
    "4000::1",
    "8000::1",
    "e000::1",
    "fe00::1",
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


@pytest.mark.parametrize("block", DENIED, ids=str)
def test_a_denied_block_is_denied_from_its_first_address_to_its_last(block) -> None:
    assert not is_public(block[0])
    assert not is_public(block[-1])


@given(ip_addresses(v=6))
def test_of_ipv6_nothing_outside_of_global_unicast_is_let_through(address) -> None:
    assert not is_public(address) or address in ip_network("2000::/3")


@given(ip_addresses(v=4))
def test_no_way_to_write_an_ipv4_address_in_ipv6_is_let_through(address) -> None:
    number = int(address)
    for written in (
        number,
        0xFFFF << 32 | number,
        0xFFFF << 48 | number,
        0x64FF9B << 96 | number,
        0x2002 << 112 | number << 80,
    ):
        assert not is_public(IPv6Address(written))


@pytest.mark.parametrize(
    "address",
    [
        "93.184.215.14", "1.1.1.1", "11.0.0.1", "100.63.255.255", "100.128.0.1", "126.255.255.255", "128.0.0.1",
        "168.63.129.17", "172.15.255.255", "172.32.0.1", "192.0.1.1", "192.169.0.1", "198.17.255.255", "198.20.0.1",
        "223.255.255.255", "2001:200::1", "2003::1", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "2a00::1", "3ffe::1",
    ],
)  # fmt: skip
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
