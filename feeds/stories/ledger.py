"""The ledger: what the record's stories promise together, and how much of it is distinct. Announced is not spent. Pure.

Links are resolved over the whole record first; then a period, a filter or a dimension only chooses what is shown.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from feeds.stories.about import regions, topics
from feeds.stories.dimensions import groups
from feeds.stories.distinct import Counted, count
from feeds.stories.events import event, statements
from feeds.stories.model import Announcement, Commitment, Ledger, LinkState, Relation, StoryLink
from feeds.stories.payers import level_of
from feeds.stories.promises import Profile, Promise, profile, speaking
from feeds.stories.sums import NOTHING, sums, total


def ledger(  # noqa: PLR0913  (what is shown of the books has that many sides)
    funding: Sequence[Announcement],
    arrests: Sequence[Announcement],
    links: Sequence[StoryLink],
    *,
    keeps: Callable[[str], bool] = lambda story: True,
    holds: Callable[[Commitment], bool] = lambda commitment: True,
    by: str | None = None,
) -> Ledger:
    """Keep the books of the whole record, and show the commitments that hold in the stories that are kept."""
    return show(books(funding, arrests, links), keeps=keeps, holds=holds, by=by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """The books of the whole record, kept once however often a part of them is shown."""

    funding: Sequence[Announcement]
    arrests: Sequence[Announcement]
    profiles: Mapping[str, Profile]
    written: tuple[Commitment, ...]


def books(funding: Sequence[Announcement], arrests: Sequence[Announcement], links: Sequence[StoryLink]) -> Books:
    """Keep the books of the whole record."""
    profiles = {story.story: profile(story) for story in funding}
    written = tuple(commitments(funding, profiles, links))
    return Books(funding=funding, arrests=arrests, profiles=profiles, written=written)


def show(
    held: Books,
    *,
    keeps: Callable[[str], bool] = lambda story: True,
    holds: Callable[[Commitment], bool] = lambda commitment: True,
    by: str | None = None,
) -> Ledger:
    """Show the commitments that hold in the stories that are kept."""
    profiles = held.profiles
    shown = tuple(one for one in held.written if keeps(one.story) and holds(one))
    kept = in_order(story for story in held.arrests if keeps(story.story))
    events = tuple(event(story) for story in kept)
    told = {one.story for one in shown}
    citing = (*in_order(story for story in held.funding if story.story in told), *kept)
    return Ledger(
        since=None,
        until=None,
        money=sums(shown, profiles),
        commitments=shown,
        events=events,
        people=sum(found.people or 0 for found in events),
        cumulative=tuple(statement for story in citing for statement in statements(story)),
        groups=tuple(groups(shown, events, profiles, by)) if by else (),
    )


def in_order(stories: Iterable[Announcement]) -> list[Announcement]:
    """Put stories in the order of the days they count on."""
    return sorted(stories, key=lambda story: (story.dated, story.story))


def commitments(
    funding: Sequence[Announcement], profiles: Mapping[str, Profile], links: Sequence[StoryLink]
) -> Iterator[Commitment]:
    """Write every promise of the record, with what it adds that is new."""
    counted = count(
        {story: found.promises for story, found in profiles.items()},
        {story: found.dated for story, found in profiles.items()},
        links,
    )
    for story in in_order(funding):
        for promise in profiles[story.story].promises:
            yield commitment(story, promise, counted, links, profiles)


def waiting(stories: Sequence[Announcement]) -> Mapping[str, Decimal]:
    """Add up what stories in review would add to what was announced, a currency each."""
    heads = [head for story in stories if (head := profile(story).headline) is not None]
    return {
        currency: total(head.amount for head in heads if head.currency == currency)
        for currency in sorted({head.currency for head in heads})
    }


def commitment(
    story: Announcement,
    promise: Promise,
    counted: Mapping[str, Counted],
    links: Sequence[StoryLink],
    profiles: Mapping[str, Profile],
) -> Commitment:
    """Write one promise as it stands in the books."""
    own = tuple(link for link in links if story.story in (link.source, link.target))
    held = counted[promise.id]
    return Commitment(
        id=promise.id,
        story=story.story,
        title=story.title,
        dated=story.dated,
        payer=promise.payer,
        payer_key=promise.payer_key,
        level=level_of(promise.payer_key),
        payee=named(story, "payee"),
        programme=named(story, "programme"),
        amount=promise.amount,
        currency=promise.currency,
        years=promise.years,
        since=promise.since,
        until=promise.until,
        counts=held.counts,
        counts_because=because(story.story, held.link),
        proposed_overlap=overlap(promise, held.counts, own, profiles),
        links=own,
        evidence=promise.evidence,
        regions=regions(story),
        topics=topics(story),
    )


def because(story: str, link: StoryLink | None) -> str:
    """Say why a promise is not all new, in a few words and the other story's id."""
    if link is None:
        return "new"
    if link.source == story:
        return f"{link.relation} {link.target}"
    how = {Relation.REPEATS: "repeated_by", Relation.AMENDS: "changed_by"}.get(link.relation, "holds")
    return f"{how} {link.source}"


def overlap(promise: Promise, counts: Decimal, links: Sequence[StoryLink], profiles: Mapping[str, Profile]) -> Decimal:
    """Say how much of a promise would be old money if its proposed links were confirmed."""
    likely = [
        link
        for link in links
        if link.source == promise.story and link.state is LinkState.PROPOSED and link.relation is not Relation.UPDATES
    ]
    amounts = [min(counts, link.amount if link.amount is not None else counts) for link in likely]
    return max(amounts, default=NOTHING) if any(link.target in profiles for link in likely) else NOTHING


def named(story: Announcement, kind: str) -> str | None:
    """Give a party as those who announce name it first, outside the title if they can."""
    facts = [fact for telling in speaking(story.tellings) for fact in telling.facts if fact.kind == kind]
    return next((str(f.value) for f in sorted(facts, key=lambda f: f.field == "title")), None)
