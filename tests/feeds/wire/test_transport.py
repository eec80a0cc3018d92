import asyncio
import gzip
import socket
import ssl
import time
from datetime import timedelta
from ipaddress import ip_address
from typing import Any

import httpx
import pytest

from feeds.model import Fetched, FetchFailed, Validators
from feeds.wire import dial, guard
from feeds.wire.dial import Network
from feeds.wire.guard import Guard
from feeds.wire.limits import Limits
from feeds.wire.transport import Transport
from tests.feeds.wire.conftest import LOOPBACK
from tests.feeds.wire.far_end import client_context, far_end, moved, ok, say

NONE = Validators()
BODY = b"<rss>" + b"x" * 300_000 + b"</rss>"


def names(**known: Any) -> Network:
    """Know a name as the addresses of each lookup in turn, the last for ever; trust the tests' authority."""
    left = {name.replace("_", "."): list(lookups) for name, lookups in known.items()}

    async def resolve(host: str, port: int) -> list[guard.Address]:
        lookups = left[host.rstrip(".")]
        return [ip_address(address) for address in (lookups.pop(0) if len(lookups) > 1 else lookups[0])]

    return Network(resolver=resolve, context=client_context())


async def failed(fetcher, url: str) -> FetchFailed:
    result = await fetcher.fetch(url, NONE)
    assert isinstance(result, FetchFailed), result
    return result


# --- over TLS ---------------------------------------------------------------------------------------------------------


async def test_a_feed_is_fetched_over_tls_under_its_own_name(open_fetcher) -> None:
    fetcher = open_fetcher(network=names(feeds_example=[["127.0.0.1"]]))
    async with far_end(ok(BODY), certificate="good") as end:
        for host in ("feeds.example", "feeds.example.", "127.0.0.1"):
            result = await fetcher.fetch(end.url(host=host), NONE)
            assert isinstance(result, Fetched), result
            assert result.body == BODY
            assert end.header("host") == f"{host}:{end.port}"
        assert set(end.names) == {"feeds.example", None}  # a number is not told


@pytest.mark.parametrize(
    ("certificate", "says"),
    [("expired", "expired"), ("elsewhere", "mismatch|match"), ("self-signed", "self"), ("good", None)],
)
async def test_a_certificate_that_does_not_hold_is_refused_and_named(open_fetcher, certificate, says) -> None:
    async with far_end(ok(b"<rss>"), certificate=certificate) as end:
        network = names() if says else Network(context=ssl.create_default_context())  # good, but of no known authority
        result = await failed(open_fetcher(network=network), end.url())
        assert result.error == "tls"
        assert "certificate of 127.0.0.1" in result.detail
        assert not end.requests
        if says:
            assert any(word in result.detail for word in says.split("|")), result.detail


async def test_a_host_that_speaks_no_tls_is_named(open_fetcher) -> None:
    async def says(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(says, "127.0.0.1", 0)
    url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    assert (await failed(open_fetcher(), url)).error == "tls"
    server.close()
    await server.wait_closed()


async def test_a_body_cut_over_tls_is_truncated(open_fetcher) -> None:
    async with far_end(ok(BODY)[:-1], certificate="good") as end:
        assert (await failed(open_fetcher(network=names()), end.url())).error == "truncated"


# --- which address ----------------------------------------------------------------------------------------------------


async def test_a_feed_is_fetched_over_ipv6(open_fetcher) -> None:
    async with far_end(ok(BODY), host="::1") as end:
        result = await open_fetcher().fetch(end.url(), NONE)
        assert isinstance(result, Fetched), result
        assert end.header("host") == f"[::1]:{end.port}"


@pytest.mark.parametrize("first", ["::1", "127.0.0.2"])
async def test_where_one_address_does_not_answer_the_next_is_tried(open_fetcher, first) -> None:
    fetcher = open_fetcher(network=names(feeds_example=[[first, "127.0.0.1"]]))
    async with far_end(ok(b"<rss>")) as end:
        assert isinstance(await fetcher.fetch(end.url(host="feeds.example"), NONE), Fetched)


async def test_an_address_that_is_silent_leaves_the_next_its_share_of_the_time(open_fetcher, monkeypatch) -> None:
    swallow_connections_to("127.0.0.9", monkeypatch)
    fetcher = open_fetcher(
        limits=Limits(connect=0.2),
        network=names(feeds_example=[["127.0.0.9", "127.0.0.1"]], lost_example=[["127.0.0.9"]]),
    )
    async with far_end(ok(b"<rss>")) as end:
        assert isinstance(await fetcher.fetch(end.url(host="feeds.example"), NONE), Fetched)
        lost = await failed(fetcher, end.url(host="lost.example"))
        assert (lost.error, lost.detail) == ("timeout", "connect: no connection to lost.example within 0.2 s")


def swallow_connections_to(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    loop = asyncio.get_running_loop()
    connect = loop.sock_connect

    async def connecting(opened: Any, to: Any) -> None:
        await (asyncio.Event().wait() if to[0] == address else connect(opened, to))

    monkeypatch.setattr(loop, "sock_connect", connecting)


async def test_a_host_all_of_whose_addresses_refuse_is_named(open_fetcher) -> None:
    fetcher = open_fetcher(network=names(feeds_example=[["::1", "127.0.0.2", "127.0.0.3"]]))
    result = await failed(fetcher, "http://feeds.example:1/")
    assert result.error == "connect"
    assert "feeds.example" in result.detail


@pytest.mark.parametrize("port", [0, 65_536, 99_999])
async def test_a_port_that_cannot_be_is_a_failure(open_fetcher, port) -> None:
    assert (await failed(open_fetcher(), f"http://127.0.0.1:{port}/")).error == "protocol"


# --- never a private one: a canary counts who comes -------------------------------------------------------------------

FORMS = [
    "127.0.0.1",
    "127.0.0.1.",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "017700000001",
    "0",
    "0.0.0.0",
    "localhost",
    "LOCALHOST.",
    "127.0.0.1.nip.example",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::]",
    "[::127.0.0.1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[fe80::1%25lo]",
    "１２７.０.０.１",
    "127。0。0。1",
    "①②⑦.0.0.1",
    "127.0.0.1%2f",
    "%31%32%37.0.0.1",
    "greffe:x@127.0.0.1",
    "example.org@127.0.0.1",
    "example.org#@127.0.0.1",
    "example.org\\@127.0.0.1",
]


@pytest.fixture
def every_port(monkeypatch):
    """Leave the refusal to the check of the address: the canary listens where it can, not on port 80."""
    monkeypatch.setattr(guard, "USUAL_PORTS", range(65_536))


async def test_no_form_of_a_private_address_is_connected_to(open_fetcher, every_port) -> None:
    async with far_end(ok(b"<rss>")) as canary, far_end(ok(b"<rss>"), host="::1") as canary6:
        fetcher = open_fetcher(Guard(), network=Network(resolver=known_here))
        for form in FORMS:
            for port in (canary.port, canary6.port):
                for scheme in ("http", "https"):
                    result = await failed(fetcher, f"{scheme}://{form}:{port}/f")
                    assert result.error in {"blocked-address", "protocol", "dns", "connect"}, (form, result)
        assert canary.connections + canary6.connections == 0


async def known_here(host: str, port: int) -> list[guard.Address]:
    """Look names up as the system does, but ask no other machine; a name that holds a number leads to it."""
    if host == "127.0.0.1.nip.example":
        return [ip_address("127.0.0.1")]
    if host == "example.org":
        raise OSError(-2, "Name or service not known")
    return await asyncio.get_running_loop().run_in_executor(None, looked_up, host, port)


def looked_up(host: str, port: int) -> list[guard.Address]:
    return [guard.parse_address(str(i[4][0])) for i in socket.getaddrinfo(host.encode(), port, type=socket.SOCK_STREAM)]


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1:{port}/f",
        "//127.0.0.1:{port}/f",
        "http://2130706433:{port}/f",
        "http://[::ffff:127.0.0.1]:{port}/f",
        "https://localhost:{port}/f",
        "file:///etc/hostname",
        "ftp://127.0.0.1:{port}/f",
        "gopher://127.0.0.1:{port}/f",
        "http://rebound.example:{port}/f",
    ],
)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_no_redirect_leads_to_a_private_address(open_fetcher, every_port, monkeypatch, to, status) -> None:
    """The publisher stands at 127.0.0.7, which is taken for a public address here."""
    is_public = guard.is_public
    monkeypatch.setattr(guard, "is_public", lambda address: str(address) == "127.0.0.7" or is_public(address))
    network = names(
        news_example=[["127.0.0.7"]],
        rebound_example=[["127.0.0.1"]],
        localhost=[["127.0.0.1"]],
        **{"2130706433": [["127.0.0.1"]]},
    )
    async with far_end(ok(b"<rss>")) as canary:
        async with far_end(moved(to.format(port=canary.port), status), host="127.0.0.7") as publisher:
            result = await failed(open_fetcher(Guard(), network=network), publisher.url(host="news.example"))
            assert publisher.connections == 2
        assert canary.connections == 0
        assert result.error == "blocked-address"


async def test_the_address_that_is_dialled_is_the_one_that_was_checked(open_fetcher, every_port, monkeypatch) -> None:
    """The name is public when it is first looked up, and private whenever it is asked for again."""
    dialled: list[str] = []

    async def refuse(address: Any, port: int, seconds: float) -> None:
        dialled.append(str(address))
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(dial, "connect", refuse)
    async with far_end(ok(b"<rss>")) as canary:
        fetcher = open_fetcher(Guard(), network=names(rebound_example=[["93.184.215.14"], ["127.0.0.1"]]))
        assert (await failed(fetcher, canary.url(host="rebound.example"))).error == "blocked-address"
        assert dialled == ["93.184.215.14"]
        assert canary.connections == 0


async def test_one_private_address_among_a_host_s_is_enough_to_dial_none(open_fetcher, every_port, monkeypatch) -> None:
    monkeypatch.setattr(dial, "connect", lambda *a: pytest.fail("dialled"))
    fetcher = open_fetcher(Guard(), network=names(mixed_example=[["93.184.215.14", "::ffff:10.0.0.1"]]))
    assert (await failed(fetcher, "http://mixed.example/")).error == "blocked-address"


# --- in time ----------------------------------------------------------------------------------------------------------


async def hang(request: bytes, writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


def dripping(head: bytes, drop: bytes):
    async def says(request: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            await say(drop, writer)
            await asyncio.sleep(0.02)

    return says


@pytest.mark.parametrize(
    ("says", "certificate", "limits", "detail"),
    [
        (hang, None, Limits(read=0.1), "read: silent for 0.1 s"),
        (hang, "good", Limits(read=0.1), "read: silent for 0.1 s"),
        (hang, None, Limits(total=0.15), "total: not complete within 0.15 s"),
        (dripping(b"HTTP/1.1 200 ", b"x"), None, Limits(total=0.15), "total: not complete within 0.15 s"),
        (dripping(b"HTTP/1.1 200 OK\r\n", b"A: b\r\n"), None, Limits(total=0.15), "total: not complete within 0.15 s"),
        (dripping(b"HTTP/1.1 200 OK\r\n\r\n", b"x"), None, Limits(total=0.15), "total: not complete within 0.15 s"),
        (
            dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
            "good",
            Limits(total=0.3),
            "total: not complete within 0.3 s",
        ),
    ],
)
async def test_what_takes_too_long_is_given_up_and_says_where(open_fetcher, says, certificate, limits, detail) -> None:
    async with far_end(says, certificate=certificate) as end:
        started = time.monotonic()
        result = await open_fetcher(limits=limits, network=names()).get(end.url())
        assert isinstance(result, FetchFailed)
        assert result.error == "timeout"
        assert result.detail == detail
        assert time.monotonic() - started < 1.5


async def test_a_handshake_that_never_ends_is_given_up(open_fetcher) -> None:
    released = asyncio.Event()

    async def says(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await released.wait()
        writer.close()

    server = await asyncio.start_server(says, "127.0.0.1", 0)
    url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    result = await open_fetcher(limits=Limits(tls=0.1)).get(url)
    assert isinstance(result, FetchFailed)
    assert (result.error, result.detail) == ("timeout", "tls: no handshake with 127.0.0.1 within 0.1 s")
    released.set()
    server.close()
    await server.wait_closed()


async def test_the_deadline_is_for_all_hops_together(open_fetcher) -> None:
    async def says(request: bytes, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.1)
        await say(moved("/next"), writer)

    async with far_end(says) as end:
        started = time.monotonic()
        result = await open_fetcher(limits=Limits(total=0.25)).get(end.url())
        assert isinstance(result, FetchFailed)
        assert result.error == "timeout"
        assert time.monotonic() - started < 0.5


async def test_the_wait_for_a_host_s_turn_is_not_part_of_the_deadline(open_fetcher, every_port, monkeypatch) -> None:
    monkeypatch.setattr(guard, "is_public", lambda address: True)
    fetcher = open_fetcher(Guard(), limits=Limits(total=0.2), host_gap=timedelta(seconds=0.1))
    async with far_end(ok(b"<rss>")) as end:
        started = time.monotonic()
        results = await asyncio.gather(*(fetcher.get(end.url()) for _ in range(5)))
        assert all(isinstance(result, Fetched) for result in results)
        assert time.monotonic() - started >= 0.4


async def test_a_slow_name_server_is_given_up(open_fetcher) -> None:
    async def resolve(host: str, port: int) -> list[guard.Address]:
        await asyncio.Event().wait()
        return []

    fetcher = open_fetcher(limits=Limits(total=0.1), network=Network(resolver=resolve))
    result = await fetcher.get("http://feeds.example/")
    assert isinstance(result, FetchFailed)
    assert result.error == "timeout"


async def test_a_fetch_that_is_cancelled_leaves_no_connection(open_fetcher) -> None:
    async with far_end(hang) as end:
        fetching = asyncio.create_task(open_fetcher().get(end.url()))
        await asyncio.wait_for(end.is_asked.wait(), 5)
        fetching.cancel()
        with pytest.raises(asyncio.CancelledError):
            await fetching


# --- under httpx ------------------------------------------------------------------------------------------------------


async def test_it_serves_as_a_transport_of_httpx_and_leaves_it_nothing_to_unpack() -> None:
    transport = Transport(LOOPBACK, host_gap=timedelta(0))
    packed = gzip.compress(BODY)
    async with (
        far_end(ok(packed, "Content-Encoding: gzip", "Set-Cookie: a=b", 'ETag: "1"')) as end,
        httpx.AsyncClient(transport=transport, trust_env=False) as client,
    ):
        response = await client.get(end.url())
        assert (response.content, response.headers["etag"]) == (BODY, '"1"')
        assert not client.cookies
        with pytest.raises(Exception, match="only GET"):
            await client.post(end.url())
