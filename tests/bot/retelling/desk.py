"""A desk: a running house, feeds that change under it, and the chat that it tells; announcements for it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.app import tell
from bot.house import House
from bot.say.typography import short_day
from bot.say.words import words
from bot.settings import load_settings
from bot.telling import Asked
from storage.stories import list_stories
from tests.documents import rss
from tests.publisher import Publisher
from tests.telegram_api.server import TelegramApi

NBSP = "\u00a0"
FR, EN = words("fr"), words("en")
FEEDS = {
    "ministere": ("Ministère d'Exemple / Example Ministry", "government", ("fr", "en")),
    "police": ("Sûreté d'Exemple / Example Police", "police", ("fr",)),
    "hebdo": ("L'Hebdo / The Weekly", "news", ("fr",)),
}
TWIN = {
    "title": "Sexual exploitation of children: $5.6 million to Rivage",
    "description": "The Government of Quebec is giving $5.6 million over three years to Rivage to fight the sexual "
    "exploitation of children online.",
}
PLAN = {
    "title": "Plan d'action 2021-2026 : 150 M$ contre l'exploitation sexuelle des mineurs",
    "description": "Le gouvernement du Québec dévoile un plan d'action 2021-2026 doté de 150 M$ sur cinq ans pour "
    "lutter contre l'exploitation sexuelle des mineurs.",
}


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True, kw_only=True)
class Desk:
    """A running house, the feeds that it reads, and the chat that it tells."""

    house: House
    server: Publisher
    api: TelegramApi
    entries: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    seen: int = 0

    async def publish(self, feed: str = "", guid: str = "", **entry: Any) -> None:
        """Let a feed hold an entry, new or changed, and poll."""
        if feed:
            held = self.entries.setdefault(feed, {})
            first = {"guid": guid, "link": f"https://{feed.partition('-')[0]}.example/{guid}", "published": now()}
            held[guid] = held.get(guid, first) | entry
        for id, (_, _, langs) in FEEDS.items():
            for lang in langs:
                document = rss(self.entries.get(f"{id}-{lang}", {}).values(), lang=lang)
                self.server.serve(f"/{id}/{lang}.xml", document, etag=f'"{hash(document)}"')
        report = await self.house.poller.poll(regardless_of_pace=True)
        assert not report.failed, report.failures

    async def digest(self, language: str | None = None) -> str:
        """Tell what there is to be told; give the text of what was sent, "" for nothing."""
        await tell(self.house, Asked(language=language))
        await self.house.sender.send_due()
        sent, self.seen = self.api.messages[self.seen :], len(self.api.messages)
        return "\n".join(message.text for message in sent)

    async def only_story(self) -> str:
        [story] = await self.house.db.look(list_stories, ("funding", "arrest"), None)
        return story.id


def grant(amount: str, title: str = "Exploitation sexuelle des enfants : {} à l'organisme Rivage") -> dict[str, str]:
    return {
        "title": title.format(amount),
        "description": f"Le gouvernement du Québec accorde une aide financière de {amount} sur trois ans à l'organisme "
        "Rivage pour lutter contre l'exploitation sexuelle des enfants en ligne. La somme servira à embaucher quatre "
        "intervenantes à Rimouski et à former les enseignants des écoles secondaires de la région. L'organisme "
        "accompagne depuis vingt ans les familles touchées.",
    }


def raid(
    n: int, title: str = "Pornographie juvénile : {} hommes arrêtés en Montérégie", more: str = ""
) -> dict[str, str]:
    return {
        "title": title.format(n),
        "description": f"{n} hommes ont été arrêtés mardi en Montérégie par la Sûreté du Québec en lien avec de la "
        f"pornographie juvénile, au terme de l'opération Mirador. {more}",
    }


def under(heading: str, text: str) -> list[str]:
    """Give the lines of a message under a heading, up to the next blank one."""
    _, found, rest = text.partition(f"\n{heading}\n")
    return rest.partition("\n\n")[0].splitlines() if found else []


def today(w=FR) -> str:
    """Give today as a correction names the day of an earlier digest."""
    on = now().astimezone(load_settings().zone).date()
    return short_day(on, on, w)
