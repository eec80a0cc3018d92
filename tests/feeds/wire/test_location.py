import asyncio
from base64 import b64decode

import pytest

from feeds.model import Fetched, FetchFailed, Validators
from feeds.wire.failure import WireError
from feeds.wire.limits import Limits
from feeds.wire.location import read_location
from tests.feeds.wire.far_end import far_end, moved, ok, say

NONE = Validators()
SECRET = "s3cr3t"


def test_a_password_is_apart_from_the_address_it_came_with() -> None:
    at = read_location("https://greffe:s%C3%A9cret%40@Example.org/f?token=s3cr3t#top")
    assert str(at.url) == "https://example.org/f?token=s3cr3t"
    assert at.shown == "https://example.org/f?…"
    assert b64decode((at.authorization or "").removeprefix("Basic ")).decode() == "greffe:sécret@"


@pytest.mark.parametrize("to", ["/g", "https://example.org/g", "https://example.org:443/g", "//example.org/g"])
def test_a_password_follows_a_redirect_within_its_origin(to) -> None:
    assert read_location("https://greffe:s3cr3t@example.org/f").redirected(to).authorization


@pytest.mark.parametrize(
    "to",
    ["http://example.org/g", "https://www.example.org/g", "https://example.org:444/g", "https://a:b@example.com/g"],
)
def test_a_password_goes_to_no_other_origin(to) -> None:
    assert read_location("https://greffe:s3cr3t@example.org/f").redirected(to).authorization is None


@pytest.mark.parametrize("text", [f"http://a:{SECRET}@[::1/", f"http://a:b:{SECRET}@x:y/", f"http://\0{SECRET}/"])
def test_what_is_no_address_is_not_repeated(text) -> None:
    with pytest.raises(WireError) as refused:
        read_location(text)
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("/é".encode().decode("latin-1"), "https://example.org/%C3%A9"),
        ("/\xe9", "https://example.org/%C3%A9"),
        ("?b=1", "https://example.org/f?b=1"),
        ("/a b", "https://example.org/a%20b"),
        ("https://exämple.org/", "https://xn--exmple-cua.org/"),
    ],
)
def test_a_redirect_is_read_in_either_encoding(to, expected) -> None:
    assert str(read_location("https://example.org/f").redirected(to).url) in {
        expected,
        expected.replace("xn--exmple-cua", "exämple"),
    }


def secret_url(end) -> str:
    return end.url(f"/f?token={SECRET}").replace("http://", f"http://greffe:{SECRET}@")


async def test_a_feed_with_a_password_is_asked_with_it_and_answers_without_it(open_fetcher) -> None:
    async with far_end(ok(b"<rss>")) as end:
        result = await open_fetcher().fetch(secret_url(end), NONE)
        assert isinstance(result, Fetched)
        assert b64decode((end.header("authorization") or "")[6:]).decode() == f"greffe:{SECRET}"
        assert end.target() == f"/f?token={SECRET}"
        assert "greffe" not in result.url
        assert end.header("host") == f"127.0.0.1:{end.port}"


async def test_robots_txt_is_asked_without_the_password(open_fetcher) -> None:
    async with far_end(ok(b"")) as end:
        await open_fetcher().fetch(secret_url(end), NONE)
        assert end.target(0) == "/robots.txt"
        assert end.header("authorization", 0) is None


async def test_a_feed_with_a_password_is_never_said_to_have_moved(open_fetcher) -> None:
    """Its address would be replaced by one that has no password."""

    async def says(request: bytes, writer: asyncio.StreamWriter) -> None:
        await say(ok(b"<rss>") if b" /new" in request else moved("/new", 301), writer)

    async with far_end(says) as end:
        result = await open_fetcher().fetch(secret_url(end), NONE)
        assert isinstance(result, Fetched)
        assert result.moved_to is None


ANSWERS = {
    "no HTTP": b"SSH-2.0\r\n",
    "nothing": b"",
    "cut": ok(b"<rss>")[:-1],
    "refused": b"HTTP/1.1 401 \r\n\r\n",
    "broken": b"HTTP/1.1 500 \r\n\r\n",
    "encoding": ok(b"x", "Content-Encoding: br"),
    "to a file": moved(f"file:///etc/{SECRET}"),
    "to a private address": moved(f"http://a:{SECRET}@10.0.0.1/?token={SECRET}"),
    "to no address": moved(f"http://[{SECRET}/"),
    "to nowhere": moved(f"http://a:{SECRET}@nowhere.invalid/?{SECRET}"),
    "to itself": moved(f"/?token={SECRET}"),
    "large": ok(b"x" * 2_000),
}


@pytest.mark.parametrize("kind", ANSWERS)
async def test_no_secret_stands_in_a_failure_or_a_log(open_fetcher, caplog, kind) -> None:
    caplog.set_level(0)
    async with far_end(ANSWERS[kind]) as end:
        result = await open_fetcher(limits=Limits(wire=1_000)).fetch(secret_url(end), NONE)
        assert isinstance(result, FetchFailed)
        assert SECRET not in repr(result)
        assert SECRET not in caplog.text


@pytest.mark.parametrize("place", ["127.0.0.1:1", "nowhere.invalid", "10.0.0.1", "127.0.0.1:99999"])
async def test_no_secret_stands_in_the_failure_to_reach_a_host(open_fetcher, caplog, place) -> None:
    caplog.set_level(0)
    result = await open_fetcher().fetch(f"http://a:{SECRET}@{place}/?token={SECRET}", NONE)
    assert isinstance(result, FetchFailed)
    assert SECRET not in repr(result) + caplog.text
