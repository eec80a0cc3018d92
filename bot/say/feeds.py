"""How a feed is, for a maintainer at a terminal."""

from collections.abc import Iterator
from datetime import tzinfo

from bot.say.coverage import detail_words, reason
from bot.say.health import moment, sentence, state_word
from bot.say.typography import number
from bot.say.words import Words
from feeds.watch.health import Health
from storage.model import FeedRecord


def feed_words(record: FeedRecord, health: Health, zone: tzinfo, w: Words) -> Iterator[str]:
    """Say the state of a feed, its last answer, its trouble, what is held; what a machine said stays as it said it."""
    yield state_word(health.state, w)
    answered = record.state.answered_at
    yield w.say("answered {moment}", moment=moment(answered, zone, w)) if answered else w.say("never answered")
    if record.state.error:
        yield f"{reason(record.state.error, w)} ({record.state.error}: {detail_words(record.state.detail or '', w)})"
    if record.held:
        held = number(record.held, w)
        yield w.count("{count} held after a burst", "{count} held after a burst", record.held, count=held)


def health_words(health: Health, zone: tzinfo, w: Words) -> Iterator[str]:
    """Say the health of a feed: in a word, since when, why, and when it is asked next."""
    yield state_word(health.state, w)
    if health.since:
        yield w.say("since {moment}", moment=moment(health.since, zone, w))
    yield sentence(health, w, zone)
    if health.next_at:
        yield w.say("next {moment}", moment=moment(health.next_at, zone, w))
