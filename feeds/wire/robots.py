"""What robots.txt of a feed's host lets us ask for (RFC 9309); protego's only door.

It is read when a host is first asked for a feed, and weekly, by whatever process. What it says:

    a body          its rules, of its first 500 KiB
    4xx             no rules: everything is allowed (RFC 9309, section 2.3.1.3)
    anything else   the rules of the last reading, and without any, everything; asked again after an hour

The RFC would close a host whose robots.txt cannot be reached. A server in trouble would then look like one that refuses
us, and a feed is asked for by those who publish it: so trouble changes nothing, and a Disallow counts from the moment
it can be read.
"""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal

from protego import Protego

from feeds.model import Fetch, Fetched, FetchFailed, RobotsText
from feeds.wire.failure import WireError
from feeds.wire.location import Location, read_location

WEEK = 7 * 86_400.0
HOUR = 3_600.0
MOST = 500 * 1024  # bytes that are read (RFC 9309, section 2.5)
HOSTS = 20_000  # remembered
LARGE = 20_000  # bytes that take longer than the loop should stand still

STRANGER = "somebody-else"
NAMES_AGENT = re.compile(r"\s*user[-\s]*agent\s*[:\s]\s*(.*)", re.I)  # as loosely as protego reads it

Get = Callable[[str], Awaitable[Fetch]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a host said. Its text is kept, not its rules: parsed, ten thousand hosts would take much memory."""

    text: bytes | None  # None: it has no rules, or they could not be read
    stale_at: float
    is_heard: bool  # False where nobody has answered yet
    verdicts: dict[str, bool] = field(default_factory=dict)  # by path and query


class Robots:
    """Remembers what each host allows; ``clock`` gives seconds since 1970.

    `recall` what was `learned` before: then a process that starts anew asks no host again.
    """

    def __init__(self, *, agent: str, clock: Callable[[], float]) -> None:
        self._agent, self._clock = agent, clock
        self._hosts: OrderedDict[str, Known] = OrderedDict()
        self._reading: dict[str, asyncio.Lock] = {}
        self._fresh: set[str] = set()

    def missing(self, urls: Iterable[str]) -> set[str]:
        """Give the hosts of some addresses of which nothing is known here."""
        return {host for url in urls if (host := host_at(url)) and host not in self._hosts}

    def recall(self, said: Iterable[RobotsText]) -> None:
        """Know what hosts said in earlier days."""
        for one in said:
            self._hosts[one.host] = Known(text=one.text, stale_at=one.stale_at.timestamp(), is_heard=True)

    def learned(self) -> list[RobotsText]:
        """Give, once, what hosts have said since."""
        fresh, self._fresh = self._fresh, set()
        said = ((host, self._hosts[host]) for host in sorted(fresh) if host in self._hosts)
        return [
            RobotsText(host=host, text=known.text, stale_at=datetime.fromtimestamp(known.stale_at, UTC))
            for host, known in said
        ]

    def verdict(self, url: str) -> Literal["allowed", "disallowed", "none", "unknown"]:
        """Say what an address that was asked for got to hear: ``none`` where the host has no robots.txt."""
        known = self._hosts.get(host_at(url) or "")
        if known is None or not known.is_heard:
            return "unknown"
        if known.text is None:
            return "none"
        return "allowed" if known.verdicts.get(target_at(read_location(url)), True) else "disallowed"

    async def refusal(self, url: str, get: Get) -> str | None:
        """Say in a line why an address may not be asked, None where it may; ``get`` fetches what is not known yet."""
        at = read_location(url)
        host = host_of(at)
        known = self._hosts.get(host)
        if known is None or known.stale_at <= self._clock():
            known = await self._read(host, get)
        self._hosts.move_to_end(host)
        if await self._allows(known, at):
            return None
        return f"{host}/robots.txt disallows {at.asked.path} for {self._agent}"

    async def allows(self, url: str, get: Get) -> bool:
        """Tell whether an address may be asked."""
        return await self.refusal(url, get) is None

    async def _read(self, host: str, get: Get) -> Known:
        """Read a host's robots.txt, once for all that wait for it."""
        lock = self._reading.setdefault(host, asyncio.Lock())
        try:
            async with lock:
                known = self._hosts.get(host)
                if known is None or known.stale_at <= self._clock():
                    known = self._hosts[host] = heard(known, await get(f"{host}/robots.txt"), self._clock())
                    self._fresh |= {host} if known.is_heard else set()
        finally:
            if not lock.locked():
                self._reading.pop(host, None)
        while len(self._hosts) > HOSTS:
            self._hosts.popitem(last=False)
        return known

    async def _allows(self, known: Known, at: Location) -> bool:
        if known.text is None:
            return True
        target = target_at(at)
        if target not in known.verdicts:
            known.verdicts[target] = await self._judged(known.text, str(at.url))
        return known.verdicts[target]

    async def _judged(self, text: bytes, url: str) -> bool:
        if len(text) < LARGE:
            return judge(text, url, self._agent)
        return await asyncio.to_thread(judge, text, url, self._agent)


def heard(known: Known | None, answer: Fetch, now: float) -> Known:
    """Follow what a host said of its robots.txt."""
    if isinstance(answer, Fetched):
        return Known(text=answer.body[:MOST] or None, stale_at=now + WEEK, is_heard=True)
    if isinstance(answer, FetchFailed) and is_absent(answer.error):
        return Known(text=None, stale_at=now + WEEK, is_heard=True)
    return replace(known, stale_at=now + HOUR) if known else Known(text=None, stale_at=now + HOUR, is_heard=False)


def is_absent(error: str) -> bool:
    """Tell whether an answer was a 4xx: there is no robots.txt, or it is not for us."""
    return error.startswith("http-4") or error in {"refused", "gone", "too-many-requests"}


def judge(text: bytes, url: str, agent: str) -> bool:
    """Read rules and apply them to one address."""
    lines = text.decode("utf-8", "replace").removeprefix("\ufeff").splitlines()
    return bool(Protego.parse("\n".join(relevant(line, agent) for line in lines)).can_fetch(url, agent))


def relevant(line: str, agent: str) -> str:
    """Give all strangers one name: protego copies each rule for each name, so that 500 KiB could fill the memory."""
    named = NAMES_AGENT.match(line)
    if named is None:
        return line
    name = named[1].partition("#")[0].partition("/")[0].replace("*", "").strip()
    if not name:
        return "User-agent: *" if "*" in named[1] else line
    return f"User-agent: {agent if name.lower() == agent.lower() else STRANGER}"


def host_at(url: str) -> str | None:
    """Give the host of an address; None for what is no address."""
    try:
        return host_of(read_location(url))
    except WireError:
        return None


def target_at(at: Location) -> str:
    """Give what is asked of a host: path and query."""
    return at.url.raw_path.decode("ascii")


def host_of(at: Location) -> str:
    """Give scheme, host and port: each has a robots.txt of its own (RFC 9309, section 2.3)."""
    return f"{at.url.scheme}://{at.url.netloc.decode('ascii')}"
