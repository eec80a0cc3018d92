"""From the record to the outbox: the second half of the walk.

untold -> followed -> compose -> render -> enqueue, all that a digest tells in one transaction (promise P2)
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.desk.books import totals
from bot.desk.follow import matches, parse_filters
from bot.hours import next_due
from bot.say.console import render_console
from bot.say.digest import DigestSettings, compose
from bot.say.model import Digest
from bot.say.render import render
from bot.settings import Settings
from feeds.reading.geography.places import is_within
from storage.coverage import coverage
from storage.database import Database
from storage.model import (
    Coverage,
    DeliveryItem,
    DeliveryKind,
    Outgoing,
    OutgoingDigest,
    Period,
    StoryRecord,
    Subscription,
    UnreadSource,
)
from storage.outbox import enqueue_digest
from storage.stories import count_held, count_in_review, recent, untold
from storage.subscriptions import active_subscriptions, set_next_due

CONSOLE = "console"
FIRST = timedelta(days=7)
OVERLAP = timedelta(hours=1)  # an entry may be stored a little after the moment it was first seen
NARROWEST, WIDEST = 60, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A digest that a person asked for, narrowed to a period and one language where they said so."""

    since: datetime | None = None
    until: datetime | None = None
    language: str | None = None
    is_whole: bool = False  # all items, whatever the maximum


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A digest in words and all that it tells, shown or counted."""

    subscription: Subscription
    period: Period
    digest: Digest
    stories: tuple[StoryRecord, ...]


class Teller:
    """Composes digests and queues them; ``subject`` is the topic whose totals close every digest."""

    def __init__(
        self, db: Database, settings: Settings, now: Callable[[], datetime], *, is_sample: bool, subject: str
    ) -> None:
        self._db, self._settings, self._now = db, settings, now
        self._is_sample, self._subject = is_sample, subject

    async def subscriptions(self, language: str | None = None) -> list[Subscription]:
        """Give whom to tell."""
        active = await self._db.look(active_subscriptions)
        return [found for found in active if language in (None, found.lang)]

    async def compose_untold(self, subscription: Subscription, asked: Asked) -> Composed:
        """Compose what a subscription has not been told; a stated period narrows, never widens."""
        period = period_for(subscription, asked, self._now())
        is_going_on = period.start == subscription.told_until
        looked_at = Period(start=period.start - OVERLAP, end=period.end) if is_going_on else period
        stories = await self._db.look(untold, subscription.id, looked_at)
        return await self._compose(subscription, period, stories, is_whole=asked.is_whole)

    async def compose_recent(self, subscription: Subscription, language: str) -> Composed:
        """Compose what the record dates in the last 7 days, history included: a look at the record, for a terminal."""
        now = self._now()
        period = Period(start=now - FIRST, end=now)
        stories = await self._db.look(recent, period)
        return await self._compose(subscription, period, stories, language=language)

    async def _compose(
        self,
        subscription: Subscription,
        period: Period,
        stories: Sequence[StoryRecord],
        *,
        language: str | None = None,
        is_whole: bool = False,
    ) -> Composed:
        filters = parse_filters(subscription.filters)
        followed = tuple(story for story in stories if matches(filters, story, self._settings.home))
        digest = compose(
            followed,
            period,
            DigestSettings(
                language=language or subscription.lang,
                zone=ZoneInfo(subscription.timezone),
                home=self._settings.home,
                maximum=0 if is_whole else self._settings.digest_max,
                site=self._settings.site,
                is_first=subscription.told_until is None,
                is_sample=self._is_sample,
            ),
            coverage=local_first(await self._db.look(coverage), self._settings.home),
            totals=await self._db.look(totals, self._subject, self._settings.zone, without_listed=self._is_sample),
            topic=self._subject,
            in_review=await self._db.look(count_in_review),
            held=await self._db.look(count_held),
        )
        return Composed(subscription=subscription, period=period, digest=digest, stories=followed)

    async def queue(self, composed: Composed, *, due_at: datetime | None = None) -> bool:
        """Queue a digest and mark what it tells; ``due_at`` is the scheduled moment that it answers.

        False when another process has answered that moment already.
        """
        subscription, shown = composed.subscription, {item.story for item in composed.digest.items}
        outgoing = OutgoingDigest(
            subscription=subscription,
            period=composed.period,
            messages=tuple(messages(composed)),
            told=tuple((story.id, story.id in shown) for story in composed.stories),
            due_at=due_at,
            next_due_at=self._next_due(subscription) if due_at else None,
        )
        return await self._db.run(enqueue_digest, outgoing, self._now())

    async def note_shown(self, composed: Composed) -> None:
        """Mark as told, without a message, what a terminal was just shown."""
        outgoing = OutgoingDigest(
            subscription=composed.subscription,
            period=composed.period,
            messages=(),
            told=tuple((story.id, True) for story in composed.stories),
        )
        await self._db.run(enqueue_digest, outgoing, self._now())

    async def post_due(self) -> int:
        """Queue the digests whose moment has come, empty ones too; return how many."""
        queued = 0
        for subscription in await self.subscriptions():
            queued += await self._post_if_due(subscription)
        return queued

    async def _post_if_due(self, subscription: Subscription) -> bool:
        now = self._now()
        if not subscription.hours:
            composed = await self.compose_untold(subscription, Asked())
            return bool(composed.stories) and await self.queue(composed)
        due_at = subscription.next_due_at or await self._first_due(subscription, now)
        if due_at is None or due_at > now:
            return False
        return await self.queue(await self.compose_untold(subscription, Asked()), due_at=due_at)

    async def _first_due(self, subscription: Subscription, now: datetime) -> datetime | None:
        """Make a subscription due: at once where it was never told anything, so that a new channel hears of us."""
        due_at = now if subscription.told_until is None else self._next_due(subscription)
        await self._db.run(set_next_due, subscription.id, due_at)
        return due_at

    def _next_due(self, subscription: Subscription) -> datetime | None:
        return next_due(subscription.hours, ZoneInfo(subscription.timezone), self._now())

    async def next_digest_at(self) -> datetime | None:
        """Say when the next digest is due; None where none has hours."""
        moments = [found.next_due_at or self._next_due(found) for found in await self.subscriptions()]
        return min((moment for moment in moments if moment), default=None)


def period_for(subscription: Subscription, asked: Asked, now: datetime) -> Period:
    """Give a digest's period: since the last one, or the last 7 days for a first one, narrowed as asked."""
    start = subscription.told_until or now - FIRST
    start = max(start, asked.since) if asked.since else start
    end = min(now, asked.until) if asked.until else now
    return Period(start=min(start, end), end=end)


def local_first(found: Coverage, home: str) -> Coverage:
    """Put the sources of the home region first, then those of its country."""
    country = home.partition("-")[0]

    def distance(source: UnreadSource) -> tuple[bool, bool]:
        return not is_within(source.region, home), not is_within(source.region, country)

    return replace(
        found, unread=tuple(sorted(found.unread, key=distance)), absent=tuple(sorted(found.absent, key=distance))
    )


def messages(composed: Composed) -> list[Outgoing]:
    """Render a digest for its chat: one message, or as many parts as it takes."""
    period = f"{composed.period.start.isoformat()}/{composed.period.end.isoformat()}"
    if composed.subscription.chat == CONSOLE:
        text = render_console(composed.digest, terminal_width())
        return [Outgoing(kind=DeliveryKind.POST, period=period, part=1, text=text)]
    return [
        Outgoing(
            kind=DeliveryKind.POST,
            period=period,
            part=number,
            text=part.text,
            items=tuple(
                DeliveryItem(story=item.story, version=item.version, start=item.start, end=item.end)
                for item in part.items
            ),
        )
        for number, part in enumerate(render(composed.digest), start=1)
    ]


def terminal_width() -> int:
    """Give the width to wrap text to: the terminal's, within what reads well."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))
