import gzip
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from feeds.model import Fetched, FetchFailed, NotModified, Validators
from feeds.wire import body, fetch
from feeds.wire.fetch import Fetcher
from feeds.wire.guard import Guard
from tests.documents import rss
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


async def test_a_body_that_never_ends_is_given_up(publisher, fetcher, monkeypatch) -> None:
    monkeypatch.setattr(fetch, "DEADLINE", 0.3)
    result = await fetcher.fetch(publisher.drip("/f", b"<rss>"), NONE)
    assert isinstance(result, FetchFailed)
    assert result.error == "timeout"


async def test_a_body_beyond_the_limit_is_refused_packed_or_not(publisher, fetcher, monkeypatch) -> None:
    monkeypatch.setattr(body, "MOST", 1_000)
    for compress in (False, True):
        result = await fetcher.fetch(publisher.serve("/f", b"x" * 100_000, compress=compress), NONE)
        assert isinstance(result, FetchFailed)
        assert result.error == "too-large"


async def test_the_environment_s_proxy_is_not_used(publisher, fetcher, monkeypatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    assert isinstance(await fetcher.fetch(publisher.serve("/f", FEED), NONE), Fetched)


def test_a_gzip_body_that_is_cut_is_not_taken_for_a_whole_one() -> None:
    packed = gzip.compress(b"x" * 1_000)
    with pytest.raises(body.BodyError, match="too early"):
        body.gunzip(packed[:-9])
    assert body.gunzip(packed + packed) == b"x" * 2_000
