"""A maintainer at a running house: a publisher of grants, and what the channel reads of them."""

from datetime import UTC, datetime

from bot.app import tell
from bot.desk.curate import Why
from bot.desk.rulings import merge, undo
from bot.house import House
from bot.telling import Asked
from storage.decisions import list_decisions
from storage.model import StoryRecord
from storage.stories import TOLD_CATEGORIES, list_stories
from tests.bot.announcements import publish


class Maintained:
    """A house whose record a maintainer changes."""

    def __init__(self, house: House, publisher, api) -> None:
        self.house, self.publisher, self.api = house, publisher, api
        self.entries: list[dict[str, object]] = []
        self.seen = 0

    async def publish(self, *entries: dict[str, object]) -> None:
        self.entries += entries
        publish(self.publisher, self.entries, [])
        await self.house.poller.poll(regardless_of_pace=True)

    async def digest(self) -> str:
        """Tell what there is to be told; give what was posted for it, "" for nothing."""
        self.seen = len(self.api.messages)
        await tell(self.house, Asked())
        await self.house.sender.send_due()
        return "\n".join(text_of(message) for message in self.api.messages[self.seen :])

    async def correct(self) -> list[str]:
        """Correct what was posted; give the replies."""
        before = len(self.api.messages)
        await self.house.corrector.correct()
        await self.house.sender.send_due()
        return [text_of(message) for message in self.api.messages[before:]]

    def stories(self) -> list[StoryRecord]:
        found = self.house.db.read(list_stories, TOLD_CATEGORIES, None)
        return sorted(found, key=lambda story: story.entries[0].title)

    def decide(self, act, *ids: str, **more) -> None:
        done = self.house.db.write(act, list(ids), Why(reason="à revoir", who="essai", at=datetime.now(UTC)), **more)
        assert done.is_done

    def merge(self) -> None:
        self.decide(merge, *(story.id for story in self.stories()))

    def undo(self) -> None:
        self.decide(undo, str(self.house.db.read(list_decisions)[0].id))

    @property
    def post(self) -> str:
        """The first message as it stands."""
        return text_of(self.api.messages[0])


def text_of(message) -> str:
    return message.text.replace("\u00a0", " ").replace("\u202f", " ")
