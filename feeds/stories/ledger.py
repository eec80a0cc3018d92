"""The ledger: what the record's stories promise together, and how much of it is distinct. Announced is not spent. Pure.

Links are resolved over the whole record first; then a period, a filter or a dimension only chooses what is shown.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from feeds.model import Fact
from feeds.stories.distinct import Counted, count
from feeds.stories.model import (
    Announcement,
    ArrestEvent,
    Commitment,
    CumulativeStatement,
    Evidence,
    Group,
    Ledger,
    LinkState,
    MoneySum,
    Relation,
    StoryLink,
    Telling,
)
from feeds.stories.payers import level_of, within
from feeds.stories.promises import Profile, Promise, profile, speaking
from feeds.stories.signature import is_dateline
from feeds.stories.terms import containment, terms

NOTHING = Decimal(0)
PEOPLE = ("persons_arrested", "persons_charged", "persons_sentenced")
DIMENSIONS = ("fiscal-year", "region", "payer", "programme", "level", "topic")
SAME_PURPOSE = 0.6
UNKNOWN = "unknown"

Keeps = Callable[[str], bool]


def ledger(
    funding: Sequence[Announcement],
    arrests: Sequence[Announcement],
    links: Sequence[StoryLink],
    *,
    keeps: Keeps = lambda story: True,
    by: str | None = None,
) -> Ledger:
    """Keep the books of the whole record, and show of them the stories that are kept."""
    profiles = {story.story: profile(story) for story in funding}
    counted = count(
        {story: found.promises for story, found in profiles.items()},
        {story: found.dated for story, found in profiles.items()},
        links,
    )
    shown = [story for story in funding if keeps(story.story)]
    commitments = tuple(
        commitment(story, promise, counted, links, profiles)
        for story in sorted(shown, key=lambda story: (story.dated, story.story))
        for promise in profiles[story.story].promises
    )
    kept = [story for story in sorted(arrests, key=lambda s: (s.dated, s.story)) if keeps(story.story)]
    events = tuple(event(story) for story in kept)
    return Ledger(
        since=None,
        until=None,
        money=sums([profiles[story.story] for story in shown], commitments),
        commitments=commitments,
        events=events,
        people=sum(found.people or 0 for found in events),
        cumulative=tuple(statement for story in (*shown, *kept) for statement in statements(story)),
        groups=tuple(groups(commitments, events, profiles, by)) if by else (),
    )


def sums(profiles: Sequence[Profile], commitments: Sequence[Commitment]) -> Mapping[str, MoneySum]:
    """Add up what is shown, a currency each."""
    without = sum(found.headline is None for found in profiles)
    currencies = sorted({found.headline.currency for found in profiles if found.headline is not None})
    return {
        currency: MoneySum(
            announced=announced(profiles, currency),
            distinct=sum((c.counts for c in commitments if c.currency == currency), NOTHING),
            proposed_overlap=sum((c.proposed_overlap for c in commitments if c.currency == currency), NOTHING),
            without_amount=without,
        )
        for currency in currencies or (["CAD"] if without else [])
    }


def waiting(stories: Sequence[Announcement]) -> Mapping[str, Decimal]:
    """Add up what stories in review would add to what was announced, a currency each."""
    heads = [found.headline for story in stories if (found := profile(story)).headline is not None]
    currencies = sorted({head.currency for head in heads if head})
    return {
        currency: sum((head.amount for head in heads if head and head.currency == currency), NOTHING)
        for currency in currencies
    }


def announced(profiles: Iterable[Profile], currency: str) -> Decimal:
    """Add the headline sums of one currency, each story once."""
    heads = [found.headline for found in profiles if found.headline is not None]
    return sum((head.amount for head in heads if head.currency == currency), NOTHING)


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


def regions(story: Announcement) -> tuple[str, ...]:
    """Give the regions that a story is about: the narrowest that its texts name, else its publisher's."""
    found = [f.region for t in story.tellings for f in t.facts if f.region and is_about(f, t)]
    narrow = [region for region in found if region.count("-") == max(r.count("-") for r in found)]
    own = [t.publisher.region for t in speaking(story.tellings) if t.publisher.region]
    return tuple(dict.fromkeys(narrow or own))


def is_about(fact: Fact, telling: Telling) -> bool:
    """Tell whether a text is about a place: not only written there, nor the seat of who pays."""
    if fact.kind != "place" or is_dateline(fact):
        return False
    return not within(fact, telling, "payer") and not within(fact, telling, "level")


def topics(story: Announcement) -> tuple[str, ...]:
    """Give the topics of a story, as its texts name them."""
    found = (str(f.value) for t in story.tellings for f in t.facts if f.kind in ("topic", "offence"))
    return tuple(dict.fromkeys(found))


# --- arrests --------------------------------------------------------------------------------------------------------


def event(story: Announcement) -> ArrestEvent:
    """Count the people of an event once: those arrested, else charged, else sentenced; nested counts inside."""
    people = next((max(found) for kind in PEOPLE if (found := list(counts_of(story, kind)))), None)
    return ArrestEvent(
        story=story.story,
        title=story.title,
        dated=story.dated,
        people=people,
        regions=regions(story),
        topics=topics(story),
    )


def counts_of(story: Announcement, kind: str) -> Iterator[int]:
    """Give the counts of the event itself."""
    for telling in story.tellings:
        yield from (int(f.value) for f in telling.facts if f.kind == kind and f.scope != "cumulative")


def statements(story: Announcement) -> Iterator[CumulativeStatement]:
    """Give the counts over years that a story cites, each value once."""
    seen = set()
    for telling in story.tellings:
        for fact in telling.facts:
            if fact.kind in PEOPLE and fact.scope == "cumulative" and int(fact.value) > 1 and fact.value not in seen:
                seen.add(fact.value)
                said = Evidence(entry=telling.entry, fact=fact)
                yield CumulativeStatement(story=story.story, value=int(fact.value), evidence=said)


# --- dimensions -----------------------------------------------------------------------------------------------------


def groups(
    commitments: Sequence[Commitment], events: Sequence[ArrestEvent], profiles: Mapping[str, Profile], by: str
) -> Iterator[Group]:
    """Divide what is shown by a dimension; each promise and each event falls under one key."""
    money: dict[tuple[str, str], list[Commitment]] = {}
    for found in commitments:
        if found.currency:
            money.setdefault((key_of(found, by), found.currency), []).append(found)
    people: dict[str, list[ArrestEvent]] = {}
    for found_event in events:
        people.setdefault(key_of(found_event, by), []).append(found_event)
    told: set[str] = set()
    for key, currency in sorted({*money, *((key, "") for key in people.keys() - {key for key, _ in money})}):
        here = people.get(key, []) if key not in told else []
        told.add(key)
        yield Group(
            key=key,
            currency=currency or None,
            announced=announced_of(money.get((key, currency), []), profiles, by),
            distinct=sum((c.counts for c in money.get((key, currency), [])), NOTHING),
            events=len(here),
            people=sum(e.people or 0 for e in here),
        )


def announced_of(commitments: Sequence[Commitment], profiles: Mapping[str, Profile], by: str) -> Decimal:
    """Add what the headlines under one key sum to; a joint one is divided only where the key is who pays."""
    if by in ("payer", "level"):
        return sum((c.amount or NOTHING for c in commitments), NOTHING)
    return sum((h.amount for s in {c.story for c in commitments} if (h := profiles[s].headline)), NOTHING)


def key_of(found: Commitment | ArrestEvent, by: str) -> str:
    """Give the key under which a promise or an event falls."""
    if by == "fiscal-year":
        return fiscal_year(found.dated)
    if by == "region":
        return next(iter(found.regions), UNKNOWN)
    if by == "topic":
        return next(iter(found.topics), UNKNOWN)
    if isinstance(found, ArrestEvent):
        return UNKNOWN
    return {"payer": found.payer_key, "programme": found.programme, "level": found.level}[by] or UNKNOWN


def fiscal_year(day: date) -> str:
    """Name the fiscal year of a day; it begins on 1 April."""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}-{first + 1}"


# --- what ends soon -------------------------------------------------------------------------------------------------


def ending_soon(found: Ledger, today: date, within: timedelta) -> Ledger:
    """Keep the commitments whose end is near and that nothing goes on with."""
    near = tuple(
        held
        for held in found.commitments
        if (last := last_day(held)) is not None
        and today <= last <= today + within
        and not any(goes_on(later, held, last) for later in found.commitments)
    )
    currencies = sorted({held.currency for held in near if held.currency})
    money = {
        currency: MoneySum(
            announced=sum((held.amount or NOTHING for held in near if held.currency == currency), NOTHING),
            distinct=sum((held.counts for held in near if held.currency == currency), NOTHING),
            proposed_overlap=sum((held.proposed_overlap for held in near if held.currency == currency), NOTHING),
            without_amount=0,
        )
        for currency in currencies
    }
    return replace(found, commitments=near, money=money, events=(), people=0, cumulative=(), groups=())


def goes_on(later: Commitment, held: Commitment, last: date) -> bool:
    """Tell whether a later commitment goes on with one: the same payer and purpose, and it ends later."""
    end = last_day(later)
    if later.story == held.story or later.dated <= held.dated or end is None or end <= last:
        return False
    purpose, other = (terms(f"{found.payee or ''} {found.programme or ''}") for found in (held, later))
    linked = {link.target for link in later.links if link.state is LinkState.CERTAIN}
    is_one = containment(purpose, other) >= SAME_PURPOSE or held.story in linked
    return later.payer_key == held.payer_key and is_one


def last_day(held: Commitment) -> date | None:
    """Give the day on which a commitment ends: as stated, else its years after its announcement."""
    until = held.until or ""
    if len(until) == 4 and until.isdigit():
        return date(int(until), 3, 31)  # the end of the fiscal year that ends in that one
    try:
        return date.fromisoformat(until)
    except ValueError:
        return None if held.years is None else held.dated + timedelta(days=round(float(held.years) * 365.25))
