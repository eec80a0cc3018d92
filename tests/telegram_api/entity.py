"""A stretch of text with a meaning, counted in UTF-16 units as the Bot API does."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A stretch of a message's text with a meaning. ``offset`` and ``length`` count UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    user_id: int | None = None
    unix_time: int | None = None
    date_time_format: str | None = None

    @property
    def end(self) -> int:
        """The unit after the last."""
        return self.offset + self.length

    def as_json(self) -> dict[str, Any]:
        """The Bot API's MessageEntity; a user mention carries a User."""
        fields = ("url", "language", "custom_emoji_id", "unix_time", "date_time_format")
        also: dict[str, Any] = {name: getattr(self, name) for name in fields if getattr(self, name) is not None}
        if self.user_id is not None:
            also["user"] = {"id": self.user_id, "is_bot": False, "first_name": f"User {self.user_id}"}
        return {"type": self.type, "offset": self.offset, "length": self.length} | also


def units(text: str) -> int:
    """How many UTF-16 units a text has: an emoji outside the basic plane has two."""
    return len(text) + sum(ord(char) > 0xFFFF for char in text)


def cut(text: str, start: int, end: int) -> str:
    """The part of a text between two UTF-16 offsets."""
    return text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")
