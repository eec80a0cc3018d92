"""Chats and what each of them gets: the channels of the settings, and later whoever subscribes."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.chats import heir_of
from storage.model import Subscription, WantedSubscription, WeekHour
from storage.tables import ChatRow, SubscriptionRow


def sync_channels(session: Session, wanted: Iterable[WantedSubscription]) -> list[Subscription]:
    """Make the channels' subscriptions what the settings say; one that is gone keeps its record, inactive."""
    session.execute(sa.update(SubscriptionRow).values(is_active=False))
    kept = [sync_channel(session, channel) for channel in wanted]
    session.flush()
    return [subscription_of(row) for row in kept]


def sync_channel(session: Session, wanted: WantedSubscription) -> SubscriptionRow:
    """Bring one subscription to what is wanted, in the chat that the named one has become by now.

    Other hours make the next due moment unknown.
    """
    chat = heir_of(session, wanted.chat)
    if session.get(ChatRow, chat) is None:
        session.add(ChatRow(id=chat))
        session.flush()
    found = select(SubscriptionRow).where(SubscriptionRow.chat_id == chat, SubscriptionRow.lang == wanted.lang)
    row = session.exec(found).one_or_none() or SubscriptionRow(
        chat_id=chat, lang=wanted.lang, filters=wanted.filters, timezone=wanted.timezone
    )
    hours = [*(hour.strftime("%H:%M") for hour in wanted.hours), *(f"{h.weekday} {h.at:%H:%M}" for h in wanted.weekly)]
    if (row.hours, row.timezone) != (hours, wanted.timezone):
        row.next_due_at = None
    row.hours, row.timezone, row.filters, row.is_active = hours, wanted.timezone, wanted.filters, True
    session.add(row)
    session.flush()
    return row


def active_subscriptions(session: Session) -> Sequence[Subscription]:
    """Give every subscription that is served."""
    rows = session.exec(
        select(SubscriptionRow).where(col(SubscriptionRow.is_active).is_(True)).order_by(col(SubscriptionRow.id))
    )
    return [subscription_of(row) for row in rows]


def set_next_due(session: Session, subscription: int, next_due_at: datetime | None) -> None:
    """Note when a subscription is due next."""
    session.execute(
        sa.update(SubscriptionRow).where(col(SubscriptionRow.id) == subscription).values(next_due_at=next_due_at)
    )


def set_back_told_until(session: Session, now: datetime) -> None:
    """Let what was told until a moment that has yet to come be told until now: the clock was set back."""
    session.execute(sa.update(SubscriptionRow).where(col(SubscriptionRow.told_until) > now).values(told_until=now))


def subscription_of(row: SubscriptionRow) -> Subscription:
    """Read a subscription from its row."""
    assert row.id is not None  # noqa: S101  (it was flushed)
    return Subscription(
        id=row.id,
        chat=row.chat_id,
        lang=row.lang,
        filters=row.filters,
        hours=tuple(time.fromisoformat(hour) for hour in row.hours if " " not in hour),
        timezone=row.timezone,
        next_due_at=row.next_due_at,
        told_until=row.told_until,
        weekly=tuple(week_hour(hour) for hour in row.hours if " " in hour),
    )


def week_hour(text: str) -> WeekHour:
    """Read an hour of a day of the week."""
    weekday, at = text.split(" ")
    return WeekHour(weekday=int(weekday), at=time.fromisoformat(at))
