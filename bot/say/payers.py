"""Who pays how much of one sum, where a text divides it."""

from decimal import Decimal

from bot.say.marks import Found
from bot.say.record import entries_for
from bot.say.telling import telling_of
from bot.say.typography import capital, money, qualified
from bot.say.withhold import NAME_CAP, cap, is_withheld, plain
from bot.say.words import Words
from feeds.model import Kind, Level
from feeds.reading.geography.places import region_name
from feeds.stories.headline import Headline
from feeds.stories.model import Announcement, Telling
from feeds.stories.promises import Promise, promises
from storage.model import EntryRecord, StoryRecord

MOST = 4  # payers in a line; where there are more, their sum stands alone


def payers_note(story: StoryRecord, head: Found, w: Words) -> str | None:
    """Say what each payer gives: "Canada: $5 million; Quebec: $3.2 million".

    None unless those who announce divide the very sum that is told, each part with its payer.
    """
    announcing = [entry for entry in entries_for(story, w.language) if entry.publisher.kind is not Kind.NEWS]
    if head[1].role != "total" or not announcing:
        return None
    tellings = tuple(_telling(story, entry) for entry in announcing)
    told = Announcement(story=story.id, title="", dated=story.dated.date(), tellings=tellings)
    sum_told = Headline(amount=Decimal(head[1].value), currency=str(head[1].currency), fact=head[1])
    parts = [said for promise in promises(told, sum_told) if (said := _part(promise, w))]
    return capital("; ".join(parts)) if 1 < len(parts) <= MOST else None


def _part(promise: Promise, w: Words) -> str | None:
    if promise.payer is None or promise.amount is None or promise.evidence is None:
        return None
    amount = qualified(money(promise.amount, promise.currency, w), promise.evidence.fact.qualifier, w)
    return w.say("{name}: {value}", name=_name(promise, w), value=amount)


def _name(promise: Promise, w: Words) -> str:
    """Name a payer: a government by what it governs, in the reader's language; any other as it is written."""
    level, _, where = (promise.payer_key or "").partition(":")
    is_government = level in (Level.FEDERAL, Level.PROVINCIAL)
    return region_name(where, w.language) if is_government else cap(plain(str(promise.payer)).strip(), NAME_CAP)


def _telling(story: StoryRecord, entry: EntryRecord) -> Telling:
    facts = (held.fact for held in story.facts if held.entry == entry.id and not is_withheld(entry, held.fact))
    return telling_of(story, entry, facts)
