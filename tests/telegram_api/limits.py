"""The pace that Telegram allows, for those who turn it on.

About 30 messages a second overall, one a second in one chat, twenty a minute in one group or channel
(https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). The true limits are not published.
"""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.telegram_api.chats import Chat
from tests.telegram_api.refusal import too_many_requests

Window = tuple[object, int, float]


@dataclass(slots=True)
class FloodLimits:
    """Sliding windows: how many messages in how many seconds. A refused message does not count."""

    overall: tuple[int, float] = (30, 1.0)
    chat: tuple[int, float] = (1, 1.0)
    group: tuple[int, float] = (20, 60.0)
    _sent: dict[object, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def spend(self, chat: Chat, now: float) -> None:
        """Count one message; raise 429 with the whole seconds to wait where a window is full."""
        windows = self._windows(chat)
        wait = max(self._wait(window, now) for window in windows)
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        for key, _, _ in windows:
            self._sent[key].append(now)

    def _windows(self, chat: Chat) -> list[Window]:
        windows: list[Window] = [("overall", *self.overall), (("chat", chat.id), *self.chat)]
        return windows if chat.type == "private" else [*windows, (("group", chat.id), *self.group)]

    def _wait(self, window: Window, now: float) -> float:
        key, allowed, seconds = window
        sent = self._sent[key]
        while sent and sent[0] <= now - seconds:
            sent.popleft()
        return sent[0] + seconds - now if len(sent) >= allowed else 0.0
