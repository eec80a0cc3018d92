"""All that the stand-in knows: the bot, its chats, what waits for it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_api.chats import Chat, Chats, Message, Version
from tests.telegram_api.limits import FloodLimits
from tests.telegram_api.tidy import Formatted
from tests.telegram_api.updates import Updates


@dataclass(slots=True, kw_only=True)
class World:
    """The state; one thread changes it. ``clock`` gives seconds since 1970."""

    bot_id: int
    clock: Callable[[], float]
    username: str = "greffier_test_bot"
    limits: FloodLimits | None = None
    chats: Chats = field(default_factory=Chats)
    updates: Updates = field(default_factory=Updates)
    messages: list[Message] = field(default_factory=list)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    callbacks: dict[str, dict[str, Any] | None] = field(default_factory=dict)

    def me(self) -> dict[str, Any]:
        """The bot as a User."""
        return {"id": self.bot_id, "is_bot": True, "first_name": "Greffier", "username": self.username}

    def now(self) -> int:
        """The moment as the Bot API writes it: whole seconds."""
        return int(self.clock())

    def say(self, chat: Chat, said: Formatted, sender: Mapping[str, Any], **fields: Any) -> Message:
        """Put a message in a chat under its next id; a channel's post is forwarded to its discussion."""
        extra = {name: fields.pop(name, None) for name in ("html", "markup", "link_preview_options")}
        version = Version(
            text=said.text,
            entities=said.entities,
            html=said.text if extra["html"] is None else extra["html"],
            markup=extra["markup"],
            link_preview_options=extra["link_preview_options"],
            at=self.now(),
        )
        message = Message(chat=chat, id=self.chats.next_id(chat), versions=[version], sender=dict(sender), **fields)
        chat.messages.append(message)
        self.messages.append(message)
        if chat.discussion is not None:
            self._forward(message, chat.discussion, said)
        return message

    def _forward(self, post: Message, group: Chat, said: Formatted) -> None:
        origin = {"type": "channel", "chat": post.chat.as_json(), "message_id": post.id, "date": post.sent_at}
        extra = {"is_automatic_forward": True, "forward_origin": origin, "sender_chat": post.chat.as_json()}
        telegram = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
        forwarded = self.say(group, said, telegram, is_foreign=True, extra=extra)
        self.updates.add({"message": forwarded.as_json()})

    def as_json(self) -> dict[str, Any]:
        """Everything a script may want to look at."""
        return {
            "messages": [
                {
                    "chat": m.chat.id,
                    "id": m.id,
                    "thread": m.thread,
                    "html": [version.html for version in m.versions],
                    "message": m.as_json(),
                    "has_preview": m.has_preview,
                    "is_silent": m.is_silent,
                    "is_foreign": m.is_foreign,
                    "is_deleted": m.is_deleted,
                }
                for m in self.messages
            ],
            "commands": {json.dumps(key): value for key, value in self.commands.items()},
            "updates": self.updates.waiting,
        }
