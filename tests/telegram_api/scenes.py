"""What happens in the chats besides the bot: people write, press, add, block; another admin posts."""

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, TypeVar

from tests.telegram_api.chats import ALL_RIGHTS, Chat, Message
from tests.telegram_api.detected import detected
from tests.telegram_api.reading import member_json
from tests.telegram_api.tidy import Formatted
from tests.telegram_api.world import World

Result = TypeVar("Result")


class Scenes:
    """The hands of a test: it opens chats and lets people act in them."""

    world: World

    def __init__(self) -> None:
        self._numbers = count(1001)
        self._queries = count(1)

    def _call(self, act: Callable[[], Result]) -> Result:
        """Carry out a change where the state lives."""
        raise NotImplementedError

    def private(self, user_id: int | None = None, **fields: Any) -> Chat:
        """Open a private chat with a user who has started the bot; the chat's id is the user's."""
        chosen = user_id or next(self._numbers)
        fields.setdefault("first_name", f"User {chosen}")
        return self._open(Chat(id=chosen, type="private", **fields))

    def group(self, **fields: Any) -> Chat:
        """Open a basic group in which the bot is a member."""
        fields.setdefault("id", -next(self._numbers))
        return self._open(Chat(type="group", **({"title": "Group"} | fields)))

    def supergroup(self, username: str | None = None, **fields: Any) -> Chat:
        """Open a supergroup in which the bot is a member; with ``topics`` it is a forum."""
        return self._public("supergroup", username, {"title": "Supergroup"} | fields)

    def channel(self, username: str | None = None, **fields: Any) -> Chat:
        """Open a channel in which the bot is an administrator with all rights unless it says otherwise."""
        return self._public("channel", username, {"title": "Channel", "standing": "administrator"} | fields)

    def _public(self, kind: str, username: str | None, fields: dict[str, Any]) -> Chat:
        fields.setdefault("id", -1_000_000_000_000 - next(self._numbers))
        name = None if username is None else username.removeprefix("@")
        return self._open(Chat(type=kind, username=name, **fields))

    def _open(self, chat: Chat) -> Chat:
        return self._call(lambda: self.world.chats.add(chat))

    def upgrade(self, group: Chat) -> Chat:
        """Turn a basic group into a supergroup: the old id answers with the new one from now on."""
        new = self.supergroup(title=group.title, standing=group.standing, rights=group.rights)
        group.migrated_to = new.id
        return new

    def foreign_post(self, chat: Chat, text: str) -> Message:
        """Let another administrator post in a channel, or a user write in a group: the message takes an id."""
        said = Formatted(text, tuple(detected(text)))
        sender = chat.as_json() if chat.type == "channel" else _user(555)
        return self._call(lambda: self.world.say(chat, said, sender, is_foreign=True))

    def receive(self, content: Mapping[str, Any]) -> int | None:
        """Queue a ready-made update, such as ``{"chat_member": …}``; give its id, None if nobody asked for its kind."""
        return self._call(lambda: self.world.updates.add(content))

    def hear(self, chat: Chat, text: str, user: Mapping[str, Any] | None = None, thread: int | None = None) -> Message:
        """Let a user write to the bot: the message takes an id and waits as an update."""
        said = Formatted(text, tuple(detected(text)))
        sender = user or _user(chat.id if chat.type == "private" else 555, chat)
        kind = "channel_post" if chat.type == "channel" else "message"

        def act() -> Message:
            who = chat.as_json() if chat.type == "channel" else sender
            message = self.world.say(chat, said, who, thread=thread, is_foreign=True)
            self.world.updates.add({kind: message.as_json()})
            return message

        return self._call(act)

    def press(self, message: Message, data: str, user: Mapping[str, Any] | None = None) -> str:
        """Let a user press a button of a message; give the id of the callback query."""
        query = str(next(self._queries))
        chat = message.chat
        sender = user or _user(chat.id if chat.type == "private" else 555, chat)

        def act() -> None:
            self.world.callbacks[query] = None
            content = {"id": query, "from": sender, "chat_instance": str(chat.id), "data": data}
            self.world.updates.add({"callback_query": content | {"message": message.as_json()}})

        self._call(act)
        return query

    def stand(self, chat: Chat, standing: str, rights: frozenset[str] = ALL_RIGHTS) -> None:
        """Change how the bot stands in a chat (block, kick, promote); it is told by ``my_chat_member``."""

        def act() -> None:
            old = member_json(self.world.me(), chat.standing, chat)
            chat.standing, chat.rights = standing, rights
            new = member_json(self.world.me(), standing, chat)
            who = _user(chat.id if chat.type == "private" else 555, chat)
            change = {"chat": chat.as_json(), "from": who, "date": self.world.now()}
            self.world.updates.add({"my_chat_member": change | {"old_chat_member": old, "new_chat_member": new}})

        self._call(act)


def _user(user_id: int, chat: Chat | None = None) -> dict[str, Any]:
    user: dict[str, Any] = {"id": user_id, "is_bot": False, "first_name": f"User {user_id}"}
    if chat is not None and chat.language_code is not None:
        user["language_code"] = chat.language_code
    return user
