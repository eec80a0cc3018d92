"""The chats of the stand-in and what was said in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.telegram_api.entity import Entity
from tests.telegram_api.refusal import bad_request, forbidden

ALL_RIGHTS = frozenset(
    f"can_{right}"
    for right in (
        *("manage_chat", "delete_messages", "manage_video_chats", "restrict_members", "promote_members"),
        *("change_info", "invite_users", "post_stories", "edit_stories", "delete_stories"),
        *("post_messages", "edit_messages", "pin_messages", "manage_topics"),
    )
)
KINDS = ("private", "group", "supergroup", "channel")


@dataclass(slots=True, kw_only=True, eq=False)
class Chat:
    """One chat, and how the bot stands in it; a test changes the fields as it likes.

    ``standing``: ``administrator``, ``member``, ``restricted`` (may not write), ``left``, ``kicked``; in a private
    chat ``member``, ``kicked`` (the user blocked the bot) or ``deactivated``. ``topics``: thread to ``open`` or
    ``closed``; a supergroup with topics is a forum. ``rights`` are those of an administrator.
    """

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    first_name: str | None = None
    language_code: str | None = None
    standing: str = "member"
    rights: frozenset[str] = ALL_RIGHTS
    topics: dict[int, str] = field(default_factory=dict)
    migrated_to: int | None = None
    discussion: "Chat | None" = None
    members: dict[int, str] = field(default_factory=dict)
    messages: list["Message"] = field(default_factory=list)

    def may(self, right: str) -> bool:
        """Whether the bot is an administrator with that right."""
        return self.standing == "administrator" and right in self.rights

    @property
    def sent(self) -> list["Message"]:
        """What the bot posted here and what still stands, oldest first."""
        return [message for message in self.messages if not message.is_foreign and not message.is_deleted]

    def as_json(self) -> dict[str, Any]:
        """The Bot API's Chat."""
        shown = {"title": self.title, "username": self.username, "first_name": self.first_name}
        forum = {"is_forum": True} if self.topics else {}
        return {"id": self.id, "type": self.type} | {k: v for k, v in shown.items() if v is not None} | forum


@dataclass(slots=True, kw_only=True)
class Version:
    """What a message said at one time. ``html`` is the text as the bot sent it, before it was parsed."""

    text: str
    entities: tuple[Entity, ...]
    html: str
    markup: dict[str, Any] | None
    link_preview_options: dict[str, Any] | None
    at: int

    @property
    def has_preview(self) -> bool:
        """Whether Telegram may add a preview of the first link."""
        return not (self.link_preview_options or {}).get("is_disabled", False)

    def says_as(self, other: "Version") -> bool:
        """Whether nothing differs that a reader could see: then an edit is refused as "not modified"."""
        return (self.text, self.entities, self.markup, self.link_preview_options) == (
            other.text,
            other.entities,
            other.markup,
            other.link_preview_options,
        )


@dataclass(slots=True, kw_only=True, eq=False)
class Message:
    """One message; ``versions`` holds its history, the newest last."""

    chat: Chat
    id: int
    versions: list[Version]
    sender: dict[str, Any]
    thread: int | None = None
    reply_to: int | None = None
    is_silent: bool = False
    is_foreign: bool = False
    is_deleted: bool = False
    attachment: dict[str, Any] | None = None
    file: bytes | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def now(self) -> Version:
        """What it says now."""
        return self.versions[-1]

    @property
    def text(self) -> str:
        """What a reader sees now."""
        return self.now.text

    @property
    def html(self) -> str:
        """The text as it was last sent, before it was parsed."""
        return self.now.html

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The entities of the text as it stands now."""
        return self.now.entities

    @property
    def has_preview(self) -> bool:
        """Whether Telegram may add a preview of the first link."""
        return self.now.has_preview

    @property
    def sent_at(self) -> int:
        """When it was accepted, in seconds since 1970."""
        return self.versions[0].at

    @property
    def is_edited(self) -> bool:
        """Whether it said something else before."""
        return len(self.versions) > 1

    def as_json(self) -> dict[str, Any]:
        """The Bot API's Message."""
        who = {"sender_chat": self.sender} if self.chat.type == "channel" else {"from": self.sender}
        body: dict[str, Any] = {"message_id": self.id, "chat": self.chat.as_json(), "date": self.sent_at} | who
        if self.thread is not None:
            body |= {"message_thread_id": self.thread, "is_topic_message": True}
        if self.is_edited:
            body["edit_date"] = self.now.at
        if self.reply_to is not None:
            replied = next(message for message in self.chat.messages if message.id == self.reply_to)
            body["reply_to_message"] = {k: v for k, v in replied.as_json().items() if k != "reply_to_message"}
        return body | self._content() | self.extra

    def _content(self) -> dict[str, Any]:
        word = "caption" if self.attachment else "text"
        content: dict[str, Any] = dict(self.attachment or {})
        if self.text:
            content[word] = self.text
        if self.entities:
            content["entities" if word == "text" else "caption_entities"] = [e.as_json() for e in self.entities]
        if self.now.markup is not None and "inline_keyboard" in self.now.markup:
            content["reply_markup"] = self.now.markup
        if self.now.link_preview_options is not None:
            content["link_preview_options"] = self.now.link_preview_options
        return content


class Chats:
    """All chats; a channel and a supergroup count their messages from 1, the others share one sequence."""

    def __init__(self) -> None:
        self._chats: dict[int, Chat] = {}
        self._shared = count(1)
        self._own: dict[int, Iterator[int]] = {}

    def add(self, chat: Chat) -> Chat:
        """Open a chat; a second one with its id or name is a mistake of the test."""
        assert chat.type in KINDS, chat.type
        assert chat.id not in self._chats, chat.id
        self._chats[chat.id] = chat
        return chat

    def next_id(self, chat: Chat) -> int:
        """Take the next message id of a chat."""
        if chat.type in ("supergroup", "channel"):
            return next(self._own.setdefault(chat.id, count(1)))
        return next(self._shared)

    def all(self) -> list[Chat]:
        """Every chat, in the order it was opened."""
        return list(self._chats.values())

    def find(self, name: str) -> Chat:
        """Find a chat by numeric id or @username, whatever the bot's standing."""
        if not name:
            raise bad_request("chat_id is empty")
        if name.startswith("@"):
            public = [c for c in self._chats.values() if (c.username or "").lower() == name[1:].lower()]
            found = next((chat for chat in public if chat.type != "private"), None)
        else:
            found = self._chats.get(int(name)) if name.lstrip("-").isdecimal() else None
        if found is None:
            raise bad_request("chat not found")
        return found

    def read(self, name: str) -> Chat:
        """Find a chat that the bot may look at."""
        return _check(self.find(name), is_write=False)

    def write(self, name: str) -> Chat:
        """Find a chat that the bot may act in."""
        return _check(self.find(name), is_write=True)


def _check(chat: Chat, *, is_write: bool) -> Chat:
    """Refuse by the bot's standing, in the words of ``check_chat_access``."""
    if chat.migrated_to is not None and is_write:
        raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    if chat.type == "private":
        _check_private(chat, is_write=is_write)
    elif is_write or chat.type != "group":
        is_public = chat.username is not None
        if chat.standing == "kicked":
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        if chat.standing == "left" and (is_write or not is_public):
            raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


def _check_private(chat: Chat, *, is_write: bool) -> None:
    if is_write and chat.standing == "deactivated":
        raise forbidden("user is deactivated")
    if is_write and chat.standing in ("kicked", "left"):
        raise forbidden("bot was blocked by the user")
