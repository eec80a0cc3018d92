from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest_asyncio

from feeds.wire.fetch import Fetcher
from feeds.wire.guard import Guard

Open = Callable[..., Fetcher]
LOOPBACK = Guard.letting(["127.0.0.0/8", "::1"])


@pytest_asyncio.fixture
async def open_fetcher() -> AsyncIterator[Open]:
    """Open fetchers that may reach this machine; all are closed at the end."""
    opened: list[Fetcher] = []

    def opening(guard: Guard = LOOPBACK, **also: Any) -> Fetcher:
        named = {"user_agent": "Greffier/test (+greffe@example.org)", "host_gap": timedelta(0)}
        opened.append(Fetcher(guard, **(named | also)))
        return opened[-1]

    yield opening
    for fetcher in opened:
        await fetcher.close()
