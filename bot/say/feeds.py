"""How a feed is, for a maintainer at a terminal."""

from collections.abc import Iterator

from bot.say.coverage import reason
from bot.say.typography import number
from bot.say.words import N_, Words
from storage.model import FeedRecord

STATES = {
    "removed": N_("removed"),
    "paused": N_("paused"),
    "failing": N_("failing"),
    "held": N_("a burst is held"),
    "ok": N_("ok"),
    "new": N_("new"),
}


def feed_words(record: FeedRecord, state: str, w: Words) -> Iterator[str]:
    """Say the state of a feed, its last answer, its trouble, what is held; what a machine said stays as it said it."""
    yield w.say(STATES[state])
    answered = record.state.answered_at
    yield w.say("answered {moment}", moment=f"{answered:%Y-%m-%d %H:%M}Z") if answered else w.say("never answered")
    if record.state.error:
        yield f"{reason(record.state.error, w)} ({record.state.error}: {record.state.detail})"
    if record.held:
        held = number(record.held, w)
        yield w.count("{count} held after a burst", "{count} held after a burst", record.held, count=held)
