"""The ledger for a terminal: money and people in tables of their own. Announced is not spent."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from bot.say.because import counts_words
from bot.say.typography import day, money, number
from bot.say.withhold import cap
from bot.say.words import N_, Words
from feeds.reading.geography.places import region_name
from feeds.reading.offences import label
from feeds.stories.model import ArrestEvent, Commitment, Group, Ledger

TITLE = 78
ANY = {"unknown": N_("not stated"), "joint": N_("several payers, their parts not stated")}
FIRST_KEY = {
    "region": N_("One about several regions stands under the first that its texts name."),
    "topic": N_("One about several topics stands under the first that its texts name."),
}
LEVELS = {"federal": N_("federal"), "provincial": N_("provincial"), "municipal": N_("municipal")}


def book_lines(found: Ledger, by: str | None, w: Words) -> Iterator[str]:
    """Tell the ledger: the sums, then each promise or each group, then arrests by themselves."""
    if not (found.money or found.commitments or found.events or found.cumulative or found.in_review):
        yield w.say("Nothing in the record matches.")
        return
    yield from totals(found, w)
    if by:
        yield from group_lines(found.groups, by, w)
        yield from notes_on_groups(found, by, w)
    else:
        yield from promise_lines(found.commitments, w)
    yield ""
    yield from arrest_lines(found, w)


def totals(found: Ledger, w: Words) -> Iterator[str]:
    """Tell what was announced, and how much of it is distinct."""
    for currency, held in found.money.items():
        yield w.say("Announced: {amount}", amount=money(held.announced, currency, w))
        yield w.say("Distinct, at most: {amount}", amount=money(held.distinct, currency, w))
        if held.committed != held.announced:
            lines = money(held.committed, currency, w)
            yield w.say("The lines make {amount}: a joint total may be announced rounded, its parts not", amount=lines)
        if held.proposed_overlap:
            overlap = money(held.proposed_overlap, currency, w)
            yield w.say("Of which {amount} may be money announced before (to be reviewed)", amount=overlap)
    without = max((held.without_amount for held in found.money.values()), default=0)
    if without:
        yield w.count("{n} announcement states no amount", "{n} announcements state no amount", without)
    if found.in_doubt:
        yield w.count(
            "{n} announcement counts without its words: somebody may be named in it",
            "{n} announcements count without their words: somebody may be named in them",
            found.in_doubt,
        )
    if found.in_review:
        amounts = ", ".join(money(amount, currency, w) for currency, amount in found.waiting.items())
        waiting = w.count(
            "{count} announcement in review",
            "{count} announcements in review",
            found.in_review,
            count=found.in_review,
        )
        yield w.say("Not counted: {held}, up to {amount}", held=waiting, amount=amounts or w.say("no amount stated"))
    yield w.say("Announced is not spent.") if found.money else w.say("No money was announced.")


def promise_lines(promises: Iterable[Commitment], w: Words) -> Iterator[str]:
    """Tell each promise: when, how much, of which how much is new, and why."""
    for held in promises:
        amount = w.say("no amount stated") if held.amount is None else money(held.amount, held.currency, w)
        yield ""
        yield f"{held.dated.isoformat()}  {amount}  {cap(held.title, TITLE)}"
        parts = [part for part in (payer_of(held, w), counted(held, w), held.story) if part]
        yield "            " + " · ".join(parts)


def payer_of(held: Commitment, w: Words) -> str | None:
    """Name who pays, as the source writes it."""
    return w.say("paid by {payer}", payer=held.payer) if held.payer else None


def counted(held: Commitment, w: Words) -> str:
    """Say how much of a promise is new money, and why not all of it."""
    why = counts_words(held.counts_because, w)
    if held.amount is None or held.counts == held.amount:
        return why
    return w.say("counts {amount}: {why}", amount=money(held.counts, held.currency or "CAD", w), why=why)


def group_lines(groups: Sequence[Group], by: str, w: Words) -> Iterator[str]:
    """Tell what falls under each key, money first."""
    for group in groups:
        if group.currency:
            name = key_words(group.key, group.name, by, w)
            announced, distinct = (money(sum_, group.currency, w) for sum_ in (group.announced, group.distinct))
            said = w.say("announced {announced}, distinct at most {distinct}", announced=announced, distinct=distinct)
            yield "  " + w.say("{name}: {said}", name=name, said=said)


def notes_on_groups(found: Ledger, by: str, w: Words) -> Iterator[str]:
    """Say what a reader would stumble over: one key for each, and more distinct than was announced."""
    several = {"region": [c.regions for c in found.commitments], "topic": [c.topics for c in found.commitments]}
    if any(len(keys) > 1 for keys in several.get(by, ())):
        yield w.say(FIRST_KEY[by])
    if any(group.distinct > group.announced for group in found.groups):
        yield w.say("Distinct above announced: the parts of a joint total that was announced rounded.")


def key_words(key: str, name: str | None, by: str, w: Words) -> str:
    """Name a key of a dimension as a reader knows it; a payer that is no government as a source writes it."""
    if key in ANY:
        return w.say(ANY[key])
    if by == "level":
        return w.say(LEVELS[key]) if key in LEVELS else key
    if by == "payer":
        return payer_words(key, name, w)
    named = {"region": region_words, "topic": topic_words}.get(by)
    return named(key, w) if named else key


def region_words(key: str, w: Words) -> str:
    """Name a region."""
    return region_name(key, w.language) or key


def topic_words(key: str, w: Words) -> str:
    """Name a topic or an offence."""
    return label(key, w.language)


def payer_words(key: str, written: str | None, w: Words) -> str:
    """Name a payer by its key: a government by its place, any other body as it is written."""
    level, _, name = key.partition(":")
    if level in ("federal", "provincial"):
        return w.say("government: {place}", place=region_name(name, w.language) or name)
    return written or name or key


def arrest_lines(found: Ledger, w: Words) -> Iterator[str]:
    """Tell the events and their people; counts over years stand apart and are never added."""
    if not found.events and not found.cumulative:
        return
    events = w.count("{n} event", "{n} events", len(found.events))
    people = w.count("{people} person", "{people} people", found.people, people=number(Decimal(found.people), w))
    yield w.say("Arrests: {events}, {people}", events=events, people=people)
    yield from (event_line(event, w) for event in found.events)
    for said in found.cumulative:
        value = number(Decimal(said.value), w)
        yield w.say("  A count over years, not added: {n} ({story})", n=value, story=said.story)


def event_line(event: ArrestEvent, w: Words) -> str:
    """Tell one event by the line that we compose."""
    return f"  {day(event.dated, w)} · {event.title} · {event.story}"
