import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from feeds.model import Fetched, FetchFailed, NotModified, Validators
from feeds.wire.fetch import Fetcher
from feeds.wire.guard import Guard
from feeds.wire.limits import Limits
from tests.documents import rss
from tests.feeds.wire.far_end import far_end, moved, ok, say
from tests.publisher import Publisher

FEED = rss([{"guid": "a", "title": "Un titre", "link": "https://example.org/a"}])
NONE = Validators()


@pytest.fixture
def publisher():
    with Publisher() as running:
        yield running


@pytest_asyncio.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    opened = Fetcher(
        Guard.letting(["127.0.0.0/8"]), user_agent="Greffier/test (+greffe@example.org)", host_gap=timedelta(0)
    )
    yield opened
    await opened.close()


async def test_a_body_comes_with_its_validators_and_goes_out_with_our_name(publisher, fetcher) -> None:
    url = publisher.serve("/f", FEED, etag='"1"', last_modified="Wed, 04 Mar 2026 12:00:00 GMT")
    result = await fetcher.fetch(url, NONE)
    assert isinstance(result, Fetched)
    assert result.body == (FEED if isinstance(FEED, bytes) else FEED.encode())
    assert result.validators == Validators(etag='"1"', last_modified="Wed, 04 Mar 2026 12:00:00 GMT")
    asked = publisher.asked_for("/f")[0].headers
    assert asked["user-agent"] == "Greffier/test (+greffe@example.org)"
    assert asked["accept-encoding"] == "gzip"
    assert asked["host"] == f"127.0.0.1:{publisher.port}"


async def test_the_validators_we_hold_are_sent_and_304_is_not_modified(publisher, fetcher) -> None:
    url = publisher.serve("/f", FEED, etag='"1"')
    assert isinstance(await fetcher.fetch(url, Validators(etag='"1"')), NotModified)
    assert isinstance(await fetcher.fetch(url, Validators(etag='"0"')), Fetched)


async def test_a_304_that_nobody_asked_for_is_a_failure(publisher, fetcher) -> None:
    result = await fetcher.fetch(publisher.fail("/f", 304), NONE)
    assert isinstance(result, FetchFailed)
    assert result.error == "http-304"


async def test_gzip_is_unpacked(publisher, fetcher) -> None:
    result = await fetcher.fetch(publisher.serve("/f", FEED, compress=True), NONE)
    assert isinstance(result, Fetched)
    assert b"Un titre" in result.body


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_followed_and_the_last_address_kept(publisher, fetcher, status) -> None:
    publisher.serve("/new", FEED)
    result = await fetcher.fetch(publisher.redirect("/old", "/new", status), NONE)
    assert isinstance(result, Fetched)
    assert result.url == publisher.url("/new")


@pytest.mark.parametrize(
    ("path", "arrange", "error"),
    [
        ("loop", lambda p: p.redirect("/loop", "/loop"), "redirects"),
        ("file", lambda p: p.redirect("/file", "file:///etc/hostname"), "blocked-address"),
        ("private", lambda p: p.redirect("/private", "http://[::1]:1/"), "blocked-address"),
        ("gone", lambda p: p.fail("/gone", 410), "gone"),
        ("refused", lambda p: p.fail("/refused", 403), "refused"),
        ("missing", lambda p: p.fail("/missing", 404), "http-404"),
        ("broken", lambda p: p.fail("/broken", 500), "http-500"),
        ("reset", lambda p: p.reset("/reset"), "protocol"),
        ("cut", lambda p: p.cut("/cut", FEED), "truncated"),
        ("brotli", lambda p: p.serve("/brotli", FEED, headers={"Content-Encoding": "br"}), "encoding"),
    ],
)
async def test_whatever_else_happens_is_a_failure_by_name(publisher, fetcher, path, arrange, error) -> None:
    result = await fetcher.fetch(arrange(publisher), NONE)
    assert isinstance(result, FetchFailed)
    assert result.error == error, result.detail
    assert result.detail


async def test_a_pause_that_the_publisher_asks_for_is_read(publisher, fetcher) -> None:
    result = await fetcher.fetch(publisher.fail("/f", 429, retry_after=7200), NONE)
    assert isinstance(result, FetchFailed)
    assert (result.error, result.retry_after) == ("too-many-requests", timedelta(hours=2))


async def test_a_host_that_does_not_exist_or_does_not_listen_is_named(publisher, fetcher) -> None:
    refused = await fetcher.fetch("http://127.0.0.1:1/", NONE)
    assert isinstance(refused, FetchFailed)
    assert refused.error == "connect"
    unknown = await fetcher.fetch("http://nowhere.invalid/", NONE)
    assert isinstance(unknown, FetchFailed)
    assert unknown.error == "dns"


async def test_without_an_exception_no_request_reaches_a_private_address(publisher) -> None:
    guarded = Fetcher(Guard(), user_agent="x", host_gap=timedelta(0))
    result = await guarded.fetch(publisher.serve("/f", FEED), NONE)
    await guarded.close()
    assert isinstance(result, FetchFailed)
    assert result.error == "blocked-address"
    assert publisher.requests == []


@pytest.mark.parametrize("compress", [False, True])
async def test_a_body_beyond_the_limit_is_refused_packed_or_not(publisher, open_fetcher, compress) -> None:
    fetcher = open_fetcher(limits=Limits(wire=1_000, decoded=1_000))
    result = await fetcher.fetch(publisher.serve("/f", b"x" * 100_000, compress=compress), NONE)
    assert isinstance(result, FetchFailed)
    assert result.error == "too-large"


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
async def test_the_environment_s_proxy_is_not_used(publisher, fetcher, monkeypatch, variable) -> None:
    async with far_end(b"") as proxy:
        monkeypatch.setenv(variable, f"http://127.0.0.1:{proxy.port}")
        assert isinstance(await fetcher.fetch(publisher.serve("/f", FEED), NONE), Fetched)
        assert proxy.connections == 0


async def test_a_password_in_netrc_is_not_used(fetcher, monkeypatch, tmp_path) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login greffe password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    async with far_end(ok(b"<rss>")) as end:
        await fetcher.fetch(end.url(), NONE)
        assert end.header("authorization") is None


async def test_no_cookie_is_kept(fetcher) -> None:
    async with far_end(ok(b"<rss>", "Set-Cookie: who=1; Path=/")) as end:
        await fetcher.fetch(end.url(), NONE)
        await fetcher.fetch(end.url(), NONE)
        assert end.header("cookie") is None


@pytest.mark.parametrize("tag", ['"\xc3\xa9"', '"\xe9"', '"\xc3\xa9t\xe9"'])  # UTF-8, Latin-1, both in one
async def test_an_etag_goes_back_byte_by_byte_as_it_came(fetcher, tag) -> None:
    async with far_end(ok(b"<rss>", f"ETag: {tag}")) as end:
        result = await fetcher.fetch(end.url(), NONE)
        assert isinstance(result, Fetched)
        await fetcher.fetch(end.url(), result.validators)
        assert end.header("if-none-match") == tag


async def test_a_validator_that_would_break_the_request_is_not_sent(fetcher) -> None:
    async with far_end(ok(b"<rss>")) as end:
        result = await fetcher.fetch(end.url(), Validators(etag='"1"\r\nX: y'))
        assert isinstance(result, FetchFailed)
        assert not [request for request in end.requests if b"X: y" in request]


async def test_the_words_of_a_server_are_not_repeated(fetcher) -> None:
    async with far_end(b"HTTP/1.1 503 <b>Jean Untel</b>\r\n\r\n") as end:
        result = await fetcher.fetch(end.url(), NONE)
        assert isinstance(result, FetchFailed)
        assert result.detail == "HTTP 503 Service Unavailable"


def redirecting(*answers: bytes, last: bytes):
    """Answer robots.txt with 404, then each request with the next answer, the last one for ever."""
    left = list(answers)

    async def says(request: bytes, writer: asyncio.StreamWriter) -> None:
        is_robots = request.startswith(b"GET /robots.txt")
        await say(b"HTTP/1.1 404 \r\n\r\n" if is_robots else left.pop(0) if left else last, writer)

    return says


@pytest.mark.parametrize(
    ("statuses", "moved_to"),
    [
        ([], None),
        ([301], "/1"),
        ([308], "/1"),
        ([301, 308, 301], "/3"),
        ([302], None),
        ([303], None),
        ([307], None),
        ([301, 302], None),
        ([302, 301], None),
        ([308, 307, 308], None),
    ],
)
@pytest.mark.parametrize("status", [200, 304])
async def test_only_a_chain_of_permanent_redirects_is_a_move(fetcher, statuses, moved_to, status) -> None:
    hops = [moved(f"/{n}", redirect) for n, redirect in enumerate(statuses, start=1)]
    last = ok(b"<rss>") if status == 200 else b"HTTP/1.1 304 \r\n\r\n"
    async with far_end(redirecting(*hops, last=last)) as end:
        result = await fetcher.fetch(end.url("/0"), Validators(etag='"1"'))
        assert isinstance(result, Fetched | NotModified)
        assert result.moved_to == (moved_to and end.url(moved_to))


async def test_five_redirects_are_followed_and_not_six(fetcher) -> None:
    for hops, followed in ((5, True), (6, False)):
        async with far_end(redirecting(*[moved(f"/{n}") for n in range(hops)], last=ok(b"<rss>"))) as end:
            assert isinstance(await fetcher.fetch(end.url(), NONE), Fetched) is followed


@pytest.mark.parametrize(
    "to", ["http://[::1", "http://ex ample/", "//", "http://\xff.example/", "http://a:b:c/", "http:///x"]
)
async def test_a_redirect_to_what_is_no_address_is_a_failure(fetcher, to) -> None:
    async with far_end(redirecting(last=moved(to))) as end:
        result = await fetcher.fetch(end.url(), NONE)
        assert isinstance(result, FetchFailed)
        assert result.error in {"redirects", "protocol", "dns", "blocked-address"}


async def test_how_long_an_answer_is_fresh_is_told_with_it(fetcher) -> None:
    async with far_end(ok(b"<rss>", "Cache-Control: public, max-age=900")) as end:
        result = await fetcher.fetch(end.url(), NONE)
        assert isinstance(result, Fetched)
        assert result.fresh_for == timedelta(minutes=15)
