import asyncio
import time
import tracemalloc

import pytest

from feeds.model import Fetched, FetchFailed, Validators
from feeds.wire import robots
from feeds.wire.limits import Limits
from feeds.wire.robots import Robots, judge
from tests.documents import rss
from tests.feeds.wire.far_end import far_end, ok, say
from tests.publisher import Publisher

NONE = Validators()
FEED = rss([{"guid": "a", "title": "Un titre", "link": "https://example.org/a"}])
CLOSED = "User-agent: *\nDisallow: /feeds/\n"


class Host:
    """Answers for robots.txt what a test sets, and keeps who asked."""

    def __init__(self, answer: str | FetchFailed) -> None:
        self.answer = answer
        self.asked: list[str] = []

    async def get(self, url: str):
        self.asked.append(url)
        await asyncio.sleep(0)
        if isinstance(self.answer, FetchFailed):
            return self.answer
        return Fetched(url=url, body=self.answer.encode(), body_hash="", validators=NONE)


class Clock:
    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def reader(clock) -> Robots:
    return Robots(agent="Greffier", clock=clock)


def failure(error: str) -> FetchFailed:
    return FetchFailed(error=error, detail="")


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow:\n", True),
        ("User-agent: *\nDisallow: /\n", False),
        (CLOSED, False),
        ("User-agent: *\nDisallow: /feeds/\nAllow: /feeds/a.xml\n", True),
        ("User-agent: *\nDisallow: /*.xml$\n", True),
        ("User-agent: *\nDisallow: /*.xml\n", False),
        ("User-agent: *\nDisallow: /*?page=\n", False),
        ("User-agent: Googlebot\nDisallow: /\n", True),
        ("User-agent: greffier\nDisallow: /\n", False),
        ("User-agent: GREFFIER/1.0\nDisallow: /\n", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Greffier\nDisallow: /admin/\n", True),
        ("User-agent: Googlebot\nUser-agent: Greffier\nUser-agent: Bingbot\nDisallow: /feeds\n", False),
        ("User-agent: Googlebot\nUser-agent: Bingbot\nDisallow: /\n\nUser-agent: *\nAllow: /\n", True),
        ("\ufeffUser-agent: *\r\nDisallow: /feeds # ours\r\n", False),
        ("<!doctype html><title>Not found</title>", True),
        ("\0\xff" * 50, True),
    ],
)
async def test_rules_are_read_as_rfc_9309_says(reader, text, allowed) -> None:
    host = Host(text)
    assert await reader.allows("https://example.org/feeds/a.xml?page=2", host.get) is allowed
    assert host.asked == ["https://example.org/robots.txt"]


async def test_a_refusal_names_the_host_the_path_and_us_and_no_query(reader) -> None:
    refusal = await reader.refusal("https://greffe:secret@example.org/feeds/a.xml?token=secret", Host(CLOSED).get)
    assert refusal == "https://example.org/robots.txt disallows /feeds/a.xml for Greffier"


async def test_robots_txt_is_read_once_a_week_for_all_feeds_of_a_host(reader, clock) -> None:
    host = Host(CLOSED)
    await asyncio.gather(*(reader.allows(f"https://example.org/{n}", host.get) for n in range(20)))
    clock.seconds += 6.9 * 86_400
    assert not await reader.allows("https://example.org/feeds/a", host.get)
    assert len(host.asked) == 1
    host.answer = ""
    clock.seconds += 0.2 * 86_400
    assert await reader.allows("https://example.org/feeds/a", host.get)
    assert len(host.asked) == 2


async def test_each_scheme_host_and_port_has_its_own(reader) -> None:
    host = Host("")
    urls = ["https://example.org/a", "http://example.org/a", "https://www.example.org/a", "https://example.org:444/a"]
    for url in urls:
        await reader.allows(url, host.get)
    assert host.asked == [url.removesuffix("a") + "robots.txt" for url in urls]


@pytest.mark.parametrize("error", ["http-404", "http-418", "refused", "gone", "too-many-requests"])
async def test_a_host_that_has_none_for_us_allows_everything_for_a_week(reader, clock, error) -> None:
    host = Host(failure(error))
    assert await reader.allows("https://example.org/feeds/a", host.get)
    clock.seconds += 6 * 86_400
    await reader.allows("https://example.org/feeds/a", host.get)
    assert len(host.asked) == 1


TROUBLES = ["http-503", "timeout", "dns", "connect", "tls", "too-large", "redirects"]


@pytest.mark.parametrize("error", TROUBLES)
async def test_trouble_closes_nothing_and_is_looked_at_again_within_the_hour(reader, clock, error) -> None:
    host = Host(failure(error))
    assert await reader.allows("https://example.org/feeds/a", host.get)
    host.answer = CLOSED
    assert await reader.allows("https://example.org/feeds/a", host.get)
    clock.seconds += 3_601
    assert not await reader.allows("https://example.org/feeds/a", host.get)


@pytest.mark.parametrize("error", TROUBLES)
async def test_in_trouble_the_last_rules_stand(reader, clock, error) -> None:
    host = Host(CLOSED)
    await reader.allows("https://example.org/feeds/a", host.get)
    host.answer = failure(error)
    clock.seconds += 8 * 86_400
    assert not await reader.allows("https://example.org/feeds/a", host.get)
    assert await reader.allows("https://example.org/other", host.get)


async def test_only_the_first_500_kib_count(reader) -> None:
    comment = "# x\n" * (500 * 256)
    assert await reader.allows("https://a.example/feeds/a", Host(comment + CLOSED).get)
    assert not await reader.allows("https://b.example/feeds/a", Host(comment[len(CLOSED) + 4 :] + CLOSED).get)


async def test_hosts_are_not_remembered_without_end(reader, monkeypatch) -> None:
    monkeypatch.setattr(robots, "HOSTS", 100)
    for number in range(300):
        await reader.allows(f"https://h{number}.example/", Host("").get)
    assert len(reader._hosts) == 100
    assert not reader._reading


HOSTILE = {
    "agents and rules": [f"User-agent: b{n}" for n in range(12_000)] + [f"Disallow: /{n}" for n in range(12_000)],
    "agents of stars": ["User-agent: " + "*" * n for n in range(1, 700)] + [f"Disallow: /{n}" for n in range(12_000)],
    "spaced agents": [f"user   agent{n}" for n in range(9_000)] + [f"Disallow: /{n}" for n in range(12_000)],
    "wildcards": ["User-agent: *"] + [f"Disallow: /{n}*a*b*c*$" for n in range(5_000)],
    "one long rule": ["User-agent: *", "Disallow: /" + "*a" * 250_000],
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_rules_that_multiply_take_bounded_time_and_memory(kind) -> None:
    text = "\n".join(HOSTILE[kind]).encode()[: robots.MOST]
    tracemalloc.start()
    started = time.process_time()
    try:
        judge(text, "https://example.org/feeds/a", "Greffier")
        assert tracemalloc.get_traced_memory()[1] < 64_000_000
    finally:
        tracemalloc.stop()
    assert time.process_time() - started < 10


# --- through the one door ---------------------------------------------------------------------------------------------


@pytest.fixture
def publisher():
    with Publisher() as running:
        yield running


async def test_a_feed_that_robots_txt_disallows_is_blocked_and_not_asked(publisher, open_fetcher) -> None:
    publisher.serve("/robots.txt", CLOSED)
    closed = await open_fetcher().fetch(publisher.serve("/feeds/a", FEED), NONE)
    assert isinstance(closed, FetchFailed)
    assert (closed.error, publisher.hits("/feeds/a")) == ("blocked", 0)
    assert f"127.0.0.1:{publisher.port}/robots.txt disallows /feeds/a for Greffier" in closed.detail


async def test_robots_txt_is_asked_for_in_our_name_and_once(publisher, open_fetcher) -> None:
    fetcher = open_fetcher()
    for path in ("/a", "/b", "/a"):
        assert isinstance(await fetcher.fetch(publisher.serve(path, FEED), NONE), Fetched)
    [asked] = publisher.asked_for("/robots.txt")
    assert asked.headers["user-agent"].startswith("Greffier/test")


async def test_a_redirected_robots_txt_is_followed(publisher, open_fetcher) -> None:
    publisher.redirect("/robots.txt", "/rules", 301)
    publisher.serve("/rules", CLOSED)
    closed = await open_fetcher().fetch(publisher.serve("/feeds/a", FEED), NONE)
    assert isinstance(closed, FetchFailed)
    assert closed.error == "blocked"


async def test_a_body_that_is_no_feed_is_got_without_asking_robots_txt(publisher, open_fetcher) -> None:
    publisher.serve("/robots.txt", "User-agent: *\nDisallow: /\n")
    assert isinstance(await open_fetcher().get(publisher.serve("/page", "<html>")), Fetched)


async def test_a_robots_txt_that_hangs_takes_a_third_of_the_time_at_most(open_fetcher) -> None:
    async def says(request: bytes, writer: asyncio.StreamWriter) -> None:
        if request.startswith(b"GET /robots.txt"):
            await asyncio.Event().wait()
        await say(ok(b"<rss>"), writer)

    async with far_end(says) as end:
        started = time.monotonic()
        result = await open_fetcher(limits=Limits(total=0.6)).fetch(end.url(), NONE)
        assert isinstance(result, Fetched)
        assert time.monotonic() - started < 0.5


async def test_no_fetch_takes_longer_than_its_time_whatever_hangs_and_whoever_asks_first(open_fetcher) -> None:
    async def says(request: bytes, writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    async with far_end(says) as end:
        fetcher = open_fetcher(limits=Limits(total=1.2))
        started = time.monotonic()
        results = await asyncio.gather(*(fetcher.fetch(end.url(f"/{n}"), NONE) for n in range(20)))
        assert 1.1 < time.monotonic() - started < 1.5  # and not 1.6
        assert {result.error for result in results if isinstance(result, FetchFailed)} == {"timeout"}
        assert [end.target(n) for n in range(2)] == ["/robots.txt", "/0"]
