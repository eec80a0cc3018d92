"""The loopback publisher does what tests rely on."""

import gzip
import http.client
import time
from datetime import UTC, datetime

import pytest

from tests.publisher import Answer, Publisher, atom, rss


def get(publisher, path, headers=None, timeout=5.0, method="GET"):
    connection = http.client.HTTPConnection("127.0.0.1", publisher.port, timeout=timeout)
    try:
        connection.request(method, path, headers=headers or {})
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()
    finally:
        connection.close()


@pytest.fixture
def publisher():
    with Publisher() as publisher:
        yield publisher


def test_a_document_comes_with_its_headers(publisher):
    publisher.serve("/f", "été", content_type="text/xml", etag='"1"', headers={"X-A": "b"})
    status, headers, body = get(publisher, "/f")
    assert (status, body.decode()) == (200, "été")
    assert (headers["Content-Type"], headers["ETag"], headers["X-A"]) == ("text/xml", '"1"', "b")


def test_a_request_with_the_current_validators_gets_304(publisher):
    moment = datetime(2025, 11, 4, 15, 0, tzinfo=UTC)
    publisher.serve("/f", "x", etag='"1"', last_modified=moment)
    assert get(publisher, "/f", {"If-None-Match": '"1"'})[0] == 304
    assert get(publisher, "/f", {"If-None-Match": '"2"'})[0] == 200
    assert get(publisher, "/f", {"If-Modified-Since": "Tue, 04 Nov 2025 15:00:00 GMT"})[0] == 304
    assert (
        get(publisher, "/f", {"If-None-Match": '"2"', "If-Modified-Since": "Tue, 04 Nov 2025 15:00:00 GMT"})[0] == 200
    )


def test_every_request_is_kept_with_its_headers(publisher):
    publisher.serve("/f", "x")
    get(publisher, "/f", {"User-Agent": "Essai"})
    get(publisher, "/absent?a=1")
    assert (publisher.hits("/f"), publisher.hits("/absent?a=1")) == (1, 1)
    assert publisher.asked_for("/f")[0].headers["user-agent"] == "Essai"
    assert publisher.wait_for("/f")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_says_where(publisher, status):
    publisher.redirect("/f", "/g", status)
    found, headers, _ = get(publisher, "/f")
    assert (found, headers["Location"]) == (status, "/g")


def test_answers_follow_one_another_and_the_last_stays(publisher):
    publisher.answer("/f", Answer(status=503), Answer(body=b"a"))
    assert [get(publisher, "/f")[0] for _ in range(3)] == [503, 200, 200]


def test_a_refusal_says_when_to_come_back(publisher):
    publisher.fail("/f", 429, retry_after=120)
    status, headers, _ = get(publisher, "/f")
    assert (status, headers["Retry-After"]) == (429, "120")


def test_a_compressed_document_is_whole(publisher):
    publisher.serve("/f", "été", compress=True)
    _, headers, body = get(publisher, "/f")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body).decode() == "été"


def test_a_cut_body_is_shorter_than_promised(publisher):
    publisher.cut("/f", b"x" * 100)
    with pytest.raises(http.client.IncompleteRead) as cut:
        get(publisher, "/f")
    assert len(cut.value.partial) == 50


def test_a_reset_connection_gives_no_answer(publisher):
    publisher.reset("/f")
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        get(publisher, "/f")


def test_what_hangs_or_drips_ends_with_the_publisher():
    with Publisher() as publisher:
        publisher.hang("/h")
        publisher.drip("/d", b"abc")
        with pytest.raises(TimeoutError):
            get(publisher, "/h", timeout=0.05)
        connection = http.client.HTTPConnection("127.0.0.1", publisher.port, timeout=5)
        connection.request("GET", "/d")
        response = connection.getresponse()
        assert response.read(5) == b"abcab"
        started = time.monotonic()
    assert response.read()[:1] in (b"c", b"")
    assert time.monotonic() - started < 2
    connection.close()


def test_a_head_request_gets_no_body(publisher):
    publisher.serve("/f", "x")
    assert get(publisher, "/f", method="HEAD")[2] == b""


def test_documents_hold_what_they_were_given():
    one = {"guid": "g", "title": "a < b", "link": "https://exemple.test/?a=1&b=2", "published": None}
    assert b"<guid>g</guid><title>a &lt; b</title><link>https://exemple.test/?a=1&amp;b=2</link>" in rss(
        [one], lang="en"
    )
    assert b'<link href="https://exemple.test/?a=1&amp;b=2"/>' in atom([one])
