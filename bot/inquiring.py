"""What can be asked of Telegram besides sending: who we are, how we stand in a chat, what it says to an act there.

Every answer is a value: what was asked for, `No` with Telegram's own words, or nothing (`RetryLater`, `Uncertain`).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from storage.outgoing import RetryLater, Uncertain


class ChatKind(StrEnum):
    """What a chat is."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"

    @property
    def counts_alone(self) -> bool:
        """Tell whether such a chat numbers its own messages."""
        return self in (ChatKind.SUPERGROUP, ChatKind.CHANNEL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """The bot."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A chat; ``names`` are all by which it can be written to, ``members_may_write`` what a group allows."""

    kind: ChatKind
    names: tuple[str, ...]
    members_may_write: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the bot stands in a chat, in Telegram's word, and what it may do."""

    status: str
    may_post: bool
    may_edit_others: bool = False


PRIVATELY = Standing(status="private", may_post=True)  # what a person allows shows only when something is sent


@dataclass(frozen=True, slots=True)
class Done:
    """It was done; nothing more is to be said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class No:
    """Telegram says no, in its own words."""

    words: str
    is_about_the_token: bool = False


Silence = RetryLater | Uncertain


class Asker(Protocol):
    """Someone who asks how the bot stands in a chat."""

    async def standing(self, chat: str, me: Me) -> Standing | No | Silence:
        """Ask what the bot may do in a chat."""


async def standing_in(inquirer: Asker, chat: str, place: Place, me: Me) -> Standing | No | Silence:
    """Ask what the bot may do in a chat of some kind."""
    if place.kind is ChatKind.PRIVATE:
        return PRIVATELY
    stands = await inquirer.standing(chat, me)
    if isinstance(stands, Standing) and stands.status == "member" and not place.members_may_write:
        return replace(stands, may_post=False)
    return stands


class Inquirer(Asker, Protocol):
    """Someone who asks Telegram."""

    async def me(self) -> Me | No | Silence:
        """Ask who the bot is."""

    async def place(self, chat: str) -> Place | No | Silence:
        """Ask what a chat is."""

    async def time(self) -> datetime | Silence | None:
        """Ask what time it is there; None where the answer does not say."""

    async def post(self, chat: str, text: str) -> int | No | Silence:
        """Post a text silently; give its number."""

    async def edit(self, chat: str, number: int, text: str) -> Done | No | Silence:
        """Change a message's text."""

    async def delete(self, chat: str, number: int) -> Done | No | Silence:
        """Take a message away."""

    async def close(self) -> None:
        """Let go of every connection."""
