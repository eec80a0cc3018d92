"""The life of a chat: open, closed for a while or for good, moved to another id. Nothing that waits for it is lost.

A chat that takes no message is asked again, ever more rarely, and for ever: who comes back gets what waits.
"""

from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.notices import raise_notice, settle_notice
from storage.outgoing import lane_of
from storage.tables import ChatRow, DeliveryRow, SubscriptionRow

WAITS = (timedelta(minutes=15), timedelta(hours=2), timedelta(hours=22), timedelta(days=1))
SOME, A_DAY = 3, timedelta(days=1)  # so many failures over so long, and a maintainer is told
CHAT_CLOSED, CHAT_MOVED = "chat-closed", "chat-moved"


class ChatState(StrEnum):
    """How a chat stands."""

    OPEN = "open"
    CLOSED = "closed"
    MOVED = "moved"


def is_heard(session: Session, chat: str, now: datetime) -> None:
    """Note that a message arrived: the chat is open."""
    row = session.get_one(ChatRow, chat)
    if row.state == ChatState.CLOSED:
        row.state, row.state_since, row.reason, row.failures = ChatState.OPEN, None, None, 0
        session.add(row)
        settle_notice(session, CHAT_CLOSED, chat, now)


def has_failed(session: Session, chat: str, reason: str, now: datetime) -> timedelta:
    """Note that nothing arrives in a chat, and say how long to wait before asking again."""
    row = session.get_one(ChatRow, chat)
    if row.state != ChatState.CLOSED:
        row.state, row.state_since, row.failures = ChatState.CLOSED, now, 0
    row.reason, row.failures = reason, row.failures + 1
    session.add(row)
    if row.failures >= SOME and row.state_since and now - row.state_since >= A_DAY and is_subscribed(session, chat):
        raise_notice(session, CHAT_CLOSED, chat, reason, now)
    return WAITS[min(row.failures, len(WAITS)) - 1]


def has_moved(session: Session, old: str, new: str, now: datetime) -> None:
    """Give what is open, and who is subscribed, to the chat that an old one became, topic by topic."""
    for chat in of_lane(session, lane_of(old)):
        topic = chat.id.removeprefix(lane_of(old))
        heir = session.get(ChatRow, new + topic) or ChatRow(id=new + topic, title=chat.title)
        session.add(heir)
        session.flush()
        chat.state, chat.state_since, chat.moved_to = ChatState.MOVED, now, heir.id
        session.add(chat)
        open_ones = sa.update(DeliveryRow).where(
            col(DeliveryRow.chat_id) == chat.id, col(DeliveryRow.settled_at).is_(None)
        )
        session.execute(open_ones.values(chat_id=heir.id, lane=new, after_id=None))
        move_subscriptions(session, chat.id, heir.id)
        raise_notice(session, CHAT_MOVED, chat.id, heir.id, now)


def confirm_probe(session: Session, chat: str, now: datetime) -> None:
    """Let the edit probe be used in a chat and its topics: what it assumes was seen to be so there."""
    known(session, chat)
    set_probe(session, chat, now)


def set_probe(session: Session, chat: str, at: datetime | None) -> None:
    """Note since when the edit probe may be used in a chat on record and its topics, which share their numbers."""
    for row in of_lane(session, lane_of(chat)):
        row.probe_confirmed_at = at
        session.add(row)


def distrust_probe(session: Session, chat: str) -> None:
    """Let the edit probe be used in a chat and its topics no more."""
    set_probe(session, chat, None)


def probe_confirmed_at(session: Session, chat: str) -> datetime | None:
    """Say since when the edit probe may be used in a chat."""
    row = session.get(ChatRow, heir_of(session, chat))
    return row.probe_confirmed_at if row else None


def known(session: Session, chat: str) -> ChatRow:
    """Give a chat's row, a new one where it has none."""
    row = session.get(ChatRow, chat)
    if row is None:
        row = ChatRow(id=chat)
        session.add(row)
        session.flush()
    return row


def is_subscribed(session: Session, chat: str) -> bool:
    """Tell whether a chat gets digests; a maintainer's own need not."""
    return session.exec(select(SubscriptionRow.id).where(SubscriptionRow.chat_id == chat)).first() is not None


def of_lane(session: Session, lane: str) -> list[ChatRow]:
    """Give a chat and its topics."""
    found = select(ChatRow).where(
        sa.or_(col(ChatRow.id) == lane, col(ChatRow.id).startswith(f"{lane}:", autoescape=True))
    )
    return list(session.exec(found).all())


def move_subscriptions(session: Session, old: str, new: str) -> None:
    """Let subscriptions follow their chat; one that the new chat has already stays the only one in its language."""
    there = set(session.exec(select(SubscriptionRow.lang).where(SubscriptionRow.chat_id == new)).all())
    for row in session.exec(select(SubscriptionRow).where(SubscriptionRow.chat_id == old)).all():
        if row.lang not in there:
            row.chat_id = new
            session.add(row)


def heir_of(session: Session, chat: str) -> str:
    """Give the id that a chat has by now."""
    seen: set[str] = set()
    while (row := session.get(ChatRow, chat)) and row.moved_to and chat not in seen:
        seen.add(chat)
        chat = row.moved_to
    return chat
