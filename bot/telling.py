"""From the record to the outbox: the second half of the walk.

untold -> followed -> compose -> render -> enqueue, all that a digest tells in one transaction (promise P2)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.composed import Composed, messages, told_as_new, told_before, told_withdrawn
from bot.desk.books import totals
from bot.desk.follow import matches, parse_filters
from bot.desk.health import covered
from bot.desk.oldmoney import old_money
from bot.hours import is_late, is_quiet
from bot.say.corrections import change_of
from bot.say.digest import DigestSettings, compose
from bot.settings import Settings
from bot.weeks import next_due
from feeds.errors import PlainError
from feeds.model import Category
from feeds.reading.geography.places import is_within
from storage.clock import last_recorded_at
from storage.database import Database
from storage.model import Coverage, Period, StoryRecord, Subscription, UnreadSource
from storage.outbox import enqueue_digest, has_unsettled_digest
from storage.outgoing import OutgoingDigest, ToldStory, Withdrawn
from storage.stories import count_held, count_in_review, recent, untold
from storage.subscriptions import active_subscriptions, set_back_told_until, set_next_due
from storage.told import changed_since_told, withdrawn_since_told

FIRST = timedelta(days=7)
OVERLAP = timedelta(hours=1)  # an entry may be stored a little after the moment it was first seen
LINKED_WITHIN = timedelta(minutes=10)  # less than OVERLAP, so that the next digest tells what this one leaves
MOST_BACK = timedelta(days=1)  # a clock is set back by hours; one that stands earlier still has lost the time


class ClockError(PlainError):
    """The clock stands so far before the record that whatever it dates would be wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a digest is to be: narrowed to a period and one language where a person said so, or due by the hour."""

    since: datetime | None = None
    until: datetime | None = None
    language: str | None = None
    is_whole: bool = False  # all items, whatever the maximum
    due_at: datetime | None = None  # the scheduled moment that it answers


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

    async def listening(self, language: str | None = None) -> list[Subscription]:
        """Give whom to tell by the clock as it is now; raise `ClockError` for one that cannot be right."""
        now, last = self._now(), await self._db.look(last_recorded_at)
        if last and now < last - MOST_BACK:
            raise ClockError(
                f"the clock stands more than a day before {last:%Y-%m-%d %H:%M} UTC, the last on the record"
            )
        found = await self.subscriptions(language)
        if not any(subscription.told_until and subscription.told_until > now for subscription in found):
            return found
        await self._db.run(set_back_told_until, now)  # else what is seen until then would be told to nobody
        return await self.subscriptions(language)

    async def compose_untold(self, subscription: Subscription, asked: Asked) -> Composed:
        """Compose what a subscription has not been told; a stated period narrows, never widens."""
        period = period_for(subscription, asked, self._now())
        is_going_on = period.start == subscription.told_until
        looked_at = Period(start=period.start - OVERLAP, end=period.end) if is_going_on else period
        found = await self._db.look(untold, subscription.id, looked_at)
        stories = [story for story in found if not is_being_linked(story, period.end)]
        grown = await self._db.look(changed_since_told, subscription.id)
        gone = await self._db.look(withdrawn_since_told, subscription.id)
        return await self._compose(subscription, period, asked, stories, Before(grown=grown, withdrawn=gone))

    async def compose_recent(self, subscription: Subscription, language: str) -> Composed:
        """Compose what the record dates in the last 7 days, history included: a look at the record, for a terminal."""
        now = self._now()
        period = Period(start=now - FIRST, end=now)
        stories = await self._db.look(recent, period)
        return await self._compose(subscription, period, Asked(language=language), stories)

    async def _compose(
        self,
        subscription: Subscription,
        period: Period,
        asked: Asked,
        stories: Sequence[StoryRecord],
        before: "Before | None" = None,
    ) -> Composed:
        before = before or Before()
        grown, gone = before.grown, before.withdrawn
        filters = parse_filters(subscription.filters)
        followed = tuple(story for story in stories if matches(filters, story, self._settings.home))
        zone = ZoneInfo(subscription.timezone)
        told_of = (*followed, *(told.story for told in grown))
        funding = [story.id for story in told_of if story.category is Category.FUNDING]
        old = await self._db.look(old_money, funding, zone)
        found = (change_of(told, subscription.lang, old.get(told.story.id)) for told in grown)
        changes = tuple(change for change in found if change)
        digest = compose(
            followed,
            period,
            DigestSettings(
                language=asked.language or subscription.lang,
                zone=zone,
                home=self._settings.home,
                maximum=0 if asked.is_whole else self._settings.digest_max,
                site=self._settings.site,
                is_first=subscription.told_until is None,
                is_sample=self._is_sample,
                late_since=late_since(subscription, asked, period),
            ),
            coverage=local_first(await self._db.look(covered, self._now()), self._settings.home),
            totals=await self._db.look(totals, self._subject, self._settings.zone, without_listed=self._is_sample),
            topic=self._subject,
            in_review=await self._db.look(count_in_review),
            held=await self._db.look(count_held),
            changes=changes,
            withdrawn=[told.at for told in gone],
            old_money=old,
        )
        return Composed(
            subscription=subscription,
            period=period,
            digest=digest,
            stories=followed,
            grown=tuple(grown),
            changes=changes,
            old_money=old,
            withdrawn=tuple(gone),
        )

    async def queue(self, composed: Composed, *, due_at: datetime | None = None) -> bool:
        """Queue a digest and mark what it tells; ``due_at`` is the scheduled moment that it answers.

        False when another process has answered that moment already.
        """
        subscription = composed.subscription
        outgoing = OutgoingDigest(
            subscription=subscription,
            period=composed.period,
            messages=tuple(messages(composed)),
            told=(*told_as_new(composed), *told_before(composed), *told_withdrawn(composed)),
            due_at=due_at,
            next_due_at=self._next_due(subscription, due_at) if due_at else None,
        )
        return await self._db.run(enqueue_digest, outgoing, self._now())

    async def note_shown(self, composed: Composed) -> None:
        """Mark as told, without a message, what a terminal was just shown."""
        outgoing = OutgoingDigest(
            subscription=composed.subscription,
            period=composed.period,
            messages=(),
            told=tuple(replace(story, is_item=True) for story in told_as_new(composed)),
        )
        await self._db.run(enqueue_digest, outgoing, self._now())

    async def post_due(self) -> int:
        """Queue the digests whose moment has come, empty ones too; return how many."""
        queued = 0
        for subscription in await self.listening():
            queued += await self._post_if_due(subscription)
        return queued

    async def _post_if_due(self, subscription: Subscription) -> bool:
        """Queue one digest if it is due, unless one before it has yet to be settled.

        What is due meanwhile is composed when that one has left, and covers all that came since: one late digest in
        the place of several, with no text frozen days before it is read. Nothing has to be taken back for it.
        """
        now = self._now()
        if subscription.is_at_once:
            return await self._post_news(subscription, now)
        due_at = subscription.next_due_at or await self._first_due(subscription, now)
        if due_at is None or due_at > now or await self._db.look(has_unsettled_digest, subscription.id):
            return False
        return await self.queue(await self.compose_untold(subscription, Asked(due_at=due_at)), due_at=due_at)

    async def _post_news(self, subscription: Subscription, now: datetime) -> bool:
        """Queue what is news, but for the quiet hours; what comes in them waits for their end."""
        if is_quiet(self._settings.quiet_hours, ZoneInfo(subscription.timezone), now):
            return False
        if await self._db.look(has_unsettled_digest, subscription.id):
            return False
        composed = await self.compose_untold(subscription, Asked())
        return composed.is_news and await self.queue(composed)

    async def _first_due(self, subscription: Subscription, now: datetime) -> datetime | None:
        """Make a subscription due: at once where it was never told anything, so that a new channel hears of us."""
        due_at = now if subscription.told_until is None else self._next_due(subscription)
        await self._db.run(set_next_due, subscription.id, due_at)
        return due_at

    def _next_due(self, subscription: Subscription, answered: datetime | None = None) -> datetime | None:
        """Say when a subscription is due after now, and after the moment that was answered: clocks are set back."""
        now = self._now()
        return next_due(
            subscription.hours, subscription.weekly, ZoneInfo(subscription.timezone), max(now, answered or now)
        )

    async def next_digest_at(self) -> datetime | None:
        """Say when the next digest is due; None where none has hours."""
        moments = [found.next_due_at or self._next_due(found) for found in await self.subscriptions()]
        return min((moment for moment in moments if moment), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What a subscription was told before and is otherwise by now: stories that grew, and withdrawn ones."""

    grown: Sequence[ToldStory] = ()
    withdrawn: Sequence[Withdrawn] = ()


def period_for(subscription: Subscription, asked: Asked, now: datetime) -> Period:
    """Give a digest's period: since the last one, or the last 7 days for a first one, narrowed as asked."""
    start = subscription.told_until or now - FIRST
    start = max(start, asked.since) if asked.since else start
    end = min(now, asked.until) if asked.until else now
    return Period(start=min(start, end), end=end)


def is_being_linked(story: StoryRecord, now: datetime) -> bool:
    """Tell whether the poll that brought a story may still find that it is another one's copy."""
    return story.is_link_pending and now - story.first_seen < LINKED_WITHIN


def late_since(subscription: Subscription, asked: Asked, period: Period) -> datetime | None:
    """Say when a digest was due, where it comes late; a first one has no hour."""
    due_at = None if subscription.told_until is None else asked.due_at
    return due_at if due_at and is_late(due_at, period.end) else None


def local_first(found: Coverage, home: str) -> Coverage:
    """Put the sources of the home region first, then those of its country."""
    country = home.partition("-")[0]

    def distance(source: UnreadSource) -> tuple[bool, bool]:
        return not is_within(source.region, home), not is_within(source.region, country)

    return replace(
        found,
        unread=tuple(sorted(found.unread, key=distance)),
        silent=tuple(sorted(found.silent, key=distance)),
        absent=tuple(sorted(found.absent, key=distance)),
    )
