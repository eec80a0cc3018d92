"""A store with messages for a few chats, as an experiment needs it: texts that number themselves."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from sqlmodel import Session

from storage.database import Database
from storage.model import Period, WantedSubscription
from storage.outbox import enqueue_digest
from storage.outgoing import DeliveryKind, Outgoing, OutgoingDigest
from storage.subscriptions import active_subscriptions, sync_channels
from tests.telegram_api.chats import Chat


def open_for(session: Session, chats: Iterable[str]) -> None:
    """Subscribe some chats."""
    sync_channels(
        session, [WantedSubscription(chat=chat, lang="fr", filters="all", hours=(), timezone="UTC") for chat in chats]
    )


def queue(db: Database, chat: str, texts: Sequence[str], now: datetime, period: str) -> None:
    """Queue messages for one chat."""
    subscription = next(found for found in db.read(active_subscriptions) if found.chat == chat)
    outgoing = OutgoingDigest(
        subscription=subscription,
        period=Period(start=now - timedelta(days=1), end=now),
        messages=tuple(
            Outgoing(kind=DeliveryKind.POST, period=period, part=part, text=text) for part, text in enumerate(texts, 1)
        ),
        told=(),
    )
    db.write(enqueue_digest, outgoing, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What chats got of what was queued for them: whole texts, in order."""

    lost: int
    doubled: int  # and not marked
    marked: int  # possible repeats that say so
    misplaced: int


def arrived(queued: Sequence[str], chat: Chat, mark: str) -> Arrived:
    """Compare what stands in a chat with what was queued for it."""
    ours = [message.text for message in chat.messages if not message.is_foreign]
    plain = Counter(text for text in ours if not text.startswith(mark))
    marked = Counter(text.removeprefix(mark).strip() for text in ours if text.startswith(mark))
    places = {text: place for place, text in enumerate(queued)}
    first = list(dict.fromkeys(text.removeprefix(mark).strip() for text in ours))
    order = [places[text] for text in first if text in places]
    return Arrived(
        lost=sum(text not in plain and text not in marked for text in queued),
        doubled=sum(times - 1 for times in plain.values()),
        marked=sum(marked.values()),
        misplaced=sum(later < earlier for earlier, later in pairwise(order)),
    )


def added(parts: Iterable[Arrived]) -> Arrived:
    """Add up what several chats got."""
    found = list(parts)
    return Arrived(
        lost=sum(one.lost for one in found),
        doubled=sum(one.doubled for one in found),
        marked=sum(one.marked for one in found),
        misplaced=sum(one.misplaced for one in found),
    )
