"""Incoming updates, handed out by long polling: an offset confirms, and one poll at a time."""

import asyncio
from collections.abc import Mapping
from itertools import count
from typing import Any

from tests.telegram_api.params import Params
from tests.telegram_api.refusal import Refusal

UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}  # only for who names them in allowed_updates
OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


class Updates:
    """What waits for the bot. Ids grow by one; an update is kept until a higher offset confirms it."""

    def __init__(self) -> None:
        self.waiting: list[dict[str, Any]] = []
        self.allowed: list[str] = []
        self.webhook: dict[str, Any] = {"url": "", "has_custom_certificate": False}
        self._ids = count(1)
        self._poll: asyncio.Future[None] | None = None

    def add(self, content: Mapping[str, Any]) -> int | None:
        """Queue an update such as ``{"message": …}``; None: the bot did not ask for its kind."""
        kind = next(iter(content))
        if (self.allowed and kind not in self.allowed) or (not self.allowed and kind in UNASKED):
            return None
        update = {"update_id": next(self._ids), **content}
        self.waiting.append(update)
        self._wake(None)
        return int(update["update_id"])

    def drop(self) -> None:
        """Forget what waits (``drop_pending_updates``)."""
        self.waiting.clear()

    async def poll(self, params: Params) -> list[dict[str, Any]]:
        """Answer getUpdates: at once if something waits, else after ``timeout`` seconds with nothing."""
        if self.webhook["url"]:
            raise Refusal(409, WEBHOOK_SET)
        self._wake(Refusal(409, OTHER_POLL))
        self._read(params)
        limit = min(max(params.number("limit", 100), 1), 100)
        if not self.waiting and params.number("timeout") > 0:
            await self._rest(min(params.number("timeout"), 50))
        return self.waiting[:limit]

    def _read(self, params: Params) -> None:
        allowed = params.json("allowed_updates", list, "allowed updates")
        if allowed is not None:
            self.allowed = allowed
        offset = params.number("offset")
        if offset < 0:
            self.waiting = self.waiting[offset:]
        elif offset > 0:
            self.waiting = [update for update in self.waiting if update["update_id"] >= offset]

    async def _rest(self, seconds: float) -> None:
        poll = self._poll = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await poll
        except TimeoutError:
            pass
        finally:
            if self._poll is poll:
                self._poll = None

    def _wake(self, refusal: Refusal | None) -> None:
        if self._poll is None or self._poll.done():
            return
        if refusal is None:
            self._poll.set_result(None)
        else:
            self._poll.set_exception(refusal)
        self._poll = None

    def set_webhook(self, address: str, params: Params) -> bool:
        """Keep an address; nothing is delivered to it. A running poll ends with 409."""
        if address:
            self._wake(Refusal(409, "Conflict: terminated by setWebhook request"))
        if params.truth("drop_pending_updates"):
            self.drop()
        self.webhook = {"url": address, "has_custom_certificate": "certificate" in params.files}
        return True
