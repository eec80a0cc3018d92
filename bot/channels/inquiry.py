"""Questions to Telegram, put in the way in which messages are sent: what is seen is what sending would see."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
from telegram.constants import ParseMode
from telegram.request import HTTPXRequest

from bot.channels.answers import answered
from bot.channels.telegram import NO_PREVIEW, Telegram
from bot.inquiring import Done, No, Silence
from storage.outgoing import lane_of


class Inquiry(Telegram):
    """Asks through the Bot API; open it inside the event loop that uses it. ``patience``: seconds for an answer."""

    def __init__(self, token: str, api: str, *, patience: float = 20) -> None:
        super().__init__(token, api, patience=patience)
        self._api, self._date = api, ""
        hooks = {"response": [self._note_date]}
        self._dated = HTTPXRequest(read_timeout=patience, httpx_kwargs={"event_hooks": hooks})

    async def _note_date(self, response: httpx.Response) -> None:
        """Keep an answer's date, which the library drops."""
        self._date = response.headers.get("date", "")

    async def time(self) -> datetime | Silence | None:
        """Ask what time it is there; None where the answer does not say."""
        asked = await answered(self._dated.do_request(f"{self._api}/", "GET"))
        if isinstance(asked, Silence):
            return asked
        try:
            return parsedate_to_datetime(self._date).astimezone(UTC)
        except ValueError:
            return None

    async def post(self, chat: str, text: str) -> int | No | Silence:
        """Post a text silently; give its number."""
        lane, _, topic = chat.partition(":")
        message = await answered(
            self._bot.send_message(
                chat_id=lane,
                message_thread_id=int(topic) if topic else None,
                text=text,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                disable_notification=True,
            )
        )
        return message if isinstance(message, No | Silence) else message.message_id

    async def edit(self, chat: str, number: int, text: str) -> Done | No | Silence:
        """Change a message's text, as the edit probe does."""
        edited = self._bot.edit_message_text(
            chat_id=lane_of(chat),
            message_id=number,
            text=text,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
        )
        answer = await answered(edited)
        return answer if isinstance(answer, No | Silence) else Done()

    async def delete(self, chat: str, number: int) -> Done | No | Silence:
        """Take a message away."""
        answer = await answered(self._bot.delete_message(lane_of(chat), number))
        return answer if isinstance(answer, No | Silence) else Done()

    async def close(self) -> None:
        """Close every connection."""
        await self._dated.shutdown()
        await super().close()
