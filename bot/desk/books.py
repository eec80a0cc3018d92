"""The books: stories of the record as the ledger keeps them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.desk.doubtful import nameless
from bot.desk.shown import title_of
from bot.say.telling import telling_of
from bot.say.withhold import is_withheld
from feeds.model import Category, Fact
from feeds.reading.weights import rules
from feeds.stories.ledger import Books, books, waiting
from feeds.stories.ledger import show as show_books
from feeds.stories.model import Announcement, Commitment, Ledger, StoryLink, Telling
from storage.doubts import REMOVED, open_doubts, open_notices
from storage.ledger import stories_about, stories_on
from storage.links import links_of
from storage.model import EntryRecord, MoneyTotal, StoryRecord, StoryState
from storage.stories import TOLD_CATEGORIES, list_stories

if TYPE_CHECKING:
    from sqlmodel import Session

IN_THE_BOOKS = (StoryState.PUBLISHED,)


def ledger_over(  # noqa: PLR0913  (what is shown of the books has that many sides)
    stories: Sequence[StoryRecord],
    links: Sequence[StoryLink],
    zone: ZoneInfo,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    keeps: Callable[[StoryRecord], bool] = lambda story: True,
    holds: Callable[[Commitment], bool] = lambda commitment: True,
    by: str | None = None,
    lang: str | None = None,
) -> Ledger:
    """Keep the books of published stories, and show those of a half-open period that are kept, with
    the commitments that hold.

    ``stories`` and ``links`` are those of the whole record: money that an earlier story holds is no news in a later.
    """
    kept = keep(stories, links, zone, lang)
    return show(kept, since=since, until=until, keeps=keeps, holds=holds, by=by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The books of the whole record, and the stories that they are of."""

    stories: Sequence[StoryRecord]
    books: Books
    zone: ZoneInfo
    lang: str | None


def keep(stories: Sequence[StoryRecord], links: Sequence[StoryLink], zone: ZoneInfo, lang: str | None = None) -> Kept:
    """Keep the books of published stories, once for all that is shown of them."""
    published = [story for story in stories if is_counted(story)]
    held = books(
        [announcement(story, zone, lang) for story in published if story.category is Category.FUNDING],
        [announcement(story, zone, lang) for story in published if story.category is Category.ARREST],
        links,
    )
    return Kept(stories=stories, books=held, zone=zone, lang=lang)


def show(  # noqa: PLR0913  (what is shown of the books has that many sides)
    kept: Kept,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    keeps: Callable[[StoryRecord], bool] = lambda story: True,
    holds: Callable[[Commitment], bool] = lambda commitment: True,
    by: str | None = None,
) -> Ledger:
    """Show what the books hold of a half-open period, of stories that are kept, in commitments that hold."""
    told = [story for story in kept.stories if is_within(story, since, until) and keeps(story)]
    shown = {story.id for story in told if is_counted(story)}
    found = show_books(kept.books, keeps=shown.__contains__, holds=holds, by=by)
    held = [s for s in told if s.state is StoryState.REVIEW and s.category is Category.FUNDING and s.entries]
    held = [s for s in held if not s.is_in_doubt]
    return replace(
        found,
        in_review=len(held),
        in_doubt=sum(story.is_in_doubt for story in told),
        waiting=waiting([announcement(story, kept.zone, kept.lang) for story in held]),
        since=since.astimezone(kept.zone).date() if since else None,
        until=until.astimezone(kept.zone).date() if until else None,
    )


def whole_record(session: "Session") -> tuple[list[StoryRecord], list[StoryLink]]:
    """Give all that the books are kept of."""
    return with_doubts(session, list_stories(session, TOLD_CATEGORIES, None)), links_of(session)


def is_counted(story: StoryRecord) -> bool:
    """Tell whether a story is in the books: published, or of one that only waits for a look at names, its sums."""
    return bool(story.entries) and (story.state in IN_THE_BOOKS or story.is_in_doubt)


def with_doubts(session: "Session", stories: Sequence[StoryRecord]) -> list[StoryRecord]:
    """Mark the stories that wait in review for nothing but a look at who may be named in them, and withhold that."""
    waiting = [story for story in stories if story.state is StoryState.REVIEW and not story.is_reclassified]
    if not waiting:
        return list(stories)
    in_doubt = {doubt.story for doubt in open_doubts(session)}
    notices = open_notices(session)
    removed = {notice.subject for notice in notices if notice.kind == REMOVED}
    otherwise = {notice.subject for notice in notices} - removed
    marked = {
        story.id
        for story in waiting
        if (story.id in in_doubt or not removed.isdisjoint(entry.id for entry in story.entries))
        and story.score >= rules().review_below
        and otherwise.isdisjoint((story.id, *(entry.id for entry in story.entries)))
    }
    return [replace(nameless(session, story), is_in_doubt=True) if story.id in marked else story for story in stories]


def totals(session: "Session", topic: str, zone: ZoneInfo, *, without_listed: bool = False) -> list[MoneyTotal]:
    """Add up a topic's money, a total a currency, the most stories first.

    ``without_listed`` leaves out the feeds of the catalogue: so that samples are not added to a real record.
    """
    about = {story.id: story for story in stories_on(session, topic, without_listed=without_listed)}
    every = with_doubts(session, stories_about(session, topic, without_listed=without_listed))
    links = links_of(session, [story.id for story in every])
    found = ledger_over(every, links, zone, keeps=lambda story: story.id in about)
    return sorted((total_of(found, currency, about) for currency in found.money), key=lambda total: -total.stories)


def total_of(found: Ledger, currency: str, stories: Mapping[str, StoryRecord]) -> MoneyTotal:
    """Write one currency's sums of a topic."""
    told = {held.story for held in found.commitments if held.currency == currency}
    return MoneyTotal(
        currency=currency,
        announced=found.money[currency].announced,
        distinct=found.money[currency].distinct,
        stories=len(told),
        since=min((stories[story].dated for story in told), default=None),
    )


def is_within(story: StoryRecord, since: datetime | None, until: datetime | None) -> bool:
    """Tell whether the record dates a story within a half-open period."""
    return (since is None or story.dated >= since) and (until is None or story.dated < until)


def announcement(story: StoryRecord, zone: ZoneInfo, lang: str | None = None) -> Announcement:
    """Write a story as the ledger sees it, its title in a language where an entry has it."""
    lead = min(story.entries, key=lambda entry: lang is not None and entry.lang != lang)
    return Announcement(
        story=story.id,
        title=title_of(story, lead, lang or lead.lang, zone),
        dated=story.dated.astimezone(zone).date(),
        tellings=tuple(telling(story, entry) for entry in story.entries),
    )


def telling(story: StoryRecord, entry: EntryRecord) -> Telling:
    """Write an entry as the ledger sees it."""
    facts = (held.fact for held in story.facts if held.entry == entry.id and may_stand(entry, held.fact))
    return telling_of(story, entry, facts)


def may_stand(entry: EntryRecord, fact: Fact) -> bool:
    """Tell whether a fact may be in the books: neither a name nor a sum whose words are withheld.

    A sum never stands without its words; how many were arrested is told in a line of our own.
    """
    return fact.kind not in ("payer", "payee", "programme", "amount") or not is_withheld(entry, fact)
