"""What a story promises: its headline sum, and one commitment a payer where the texts say who pays which part. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby, product, repeat

from feeds.model import Fact, Kind
from feeds.reading.passage import fold_text
from feeds.stories.headline import Headline, headline
from feeds.stories.model import Announcement, Evidence, Telling
from feeds.stories.payers import keys_of, mentioned, payers_of, publisher_key
from feeds.stories.references import Kind as Mention
from feeds.stories.references import Reference, forms_in, references, sentence, years_in
from feeds.stories.terms import terms

MENTIONED = (Mention.INCLUDES, Mention.DRAWS_ON, Mention.RAISES)
CLOSE = Decimal("0.06")
JOINT = "joint"
A_PAIR = 2
AND = re.compile(
    r" (?:et|and|&)(?: (?:de la|de l'|du|des|de|d'|from|by|the|la|le|l'))* ?|, (?:with|avec) (?:the |le |la )?"
)
COMMITTED = ("total", "part", "annual")

Said = Mapping[str, tuple[Reference, ...]]  # by entry: what its telling says of other money


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One payer's money in one story; ``payer_key`` is `JOINT` where several pay and no text says how much each."""

    story: str
    number: int
    payer: str | None
    payer_key: str | None
    amount: Decimal | None
    currency: str | None
    evidence: Evidence | None
    years: Decimal | None = None
    since: str | None = None
    until: str | None = None

    @property
    def id(self) -> str:
        """The story's id and a number."""
        return f"{self.story}-{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A story as its money is linked to that of others."""

    story: str
    dated: date
    headline: Headline | None
    promises: tuple[Promise, ...]
    payers: frozenset[str]
    topics: frozenset[str]
    sums: frozenset[tuple[str, Decimal]]  # what it commits, in whole or in part
    stated: frozenset[tuple[str, Decimal]]  # every sum it states, whatever of
    references: tuple[Reference, ...]
    title: frozenset[str]
    words: frozenset[str]
    named: frozenset[str]  # the terms of payees and programmes
    years: frozenset[str]  # the years of plans it names, as 2021-2026
    forms: frozenset[str]  # the kinds of plans it names


def profile(story: Announcement) -> Profile:
    """Take out of a story what its money is linked by."""
    facts = [fact for telling in story.tellings for fact in telling.facts]
    texts = [fold_text(text) for telling in story.tellings for text in (telling.title, telling.summary)]
    said = said_in(story)
    head = headline_in(story, said)
    found = promises(story, head)
    return Profile(
        story=story.story,
        dated=story.dated,
        headline=head_of(found, head),
        promises=found,
        payers=frozenset(payers(story.tellings)),
        topics=frozenset(str(fact.value) for fact in facts if fact.kind in ("topic", "offence")),
        sums=frozenset(committed(facts, found)),
        stated=frozenset((f.currency, Decimal(f.value)) for f in facts if f.kind == "amount" and f.currency),
        references=tuple(dict.fromkeys(reference for mentions in said.values() for reference in mentions)),
        title=frozenset(term for telling in story.tellings for term in terms(telling.title)),
        words=frozenset(term for telling in story.tellings for term in terms(f"{telling.title}\n{telling.summary}")),
        named=frozenset(term for f in facts if f.kind in ("payee", "programme") for term in terms(str(f.value))),
        years=frozenset(years for text in texts if (years := years_in(text))),
        forms=frozenset(form for text in texts for form in forms_in(text)),
    )


def committed(facts: Sequence[Fact], found: Sequence[Promise]) -> Iterator[tuple[str, Decimal]]:
    """Give what a story commits, in whole and in part."""
    yield from ((p.currency, p.amount) for p in found if p.currency and p.amount is not None)
    for fact in facts:
        if fact.kind == "amount" and fact.role in COMMITTED and fact.currency:
            yield fact.currency, Decimal(fact.value)


def speaking(tellings: Sequence[Telling]) -> Sequence[Telling]:
    """Give the tellings of the bodies that announce, or all where only newsrooms tell."""
    return [telling for telling in tellings if telling.publisher.kind is not Kind.NEWS] or tellings


def said_in(story: Announcement) -> Said:
    """Give what each telling of a story says of money that was announced elsewhere."""
    return {telling.entry: references(telling) for telling in story.tellings}


def headline_of(story: Announcement) -> Headline | None:
    """Give the sum that a story puts forward: as those say who pay, else as it is reported."""
    return headline_in(story, said_in(story))


def headline_in(story: Announcement, said: Said) -> Headline | None:
    """Give that sum, beside what the tellings say of other money."""
    for tellings in (speaking(story.tellings), story.tellings):
        told = [own_money(telling, said[telling.entry]) for telling in tellings]
        found = [head for facts in told if (head := headline(facts))]
        if found:
            return headline([fact for facts in told for fact in facts if fact.role == "total"]) or found[0]
    return None


def own_money(telling: Telling, said: Collection[Reference]) -> list[Fact]:
    """Give a telling's facts, its amounts with the role that they have for its own money.

    What it mentions of another announcement is not its own. A plan that it draws nothing from is one that it announces.
    """
    elsewhere = {found.amount for found in said if found.kind in MENTIONED}
    is_announcer = not any(found.kind in (Mention.DRAWS_ON, Mention.ADDS_TO) for found in said)
    return [own_role(fact, elsewhere, is_announcer=is_announcer) for fact in telling.facts]


def own_role(fact: Fact, elsewhere: Collection[Decimal | None], *, is_announcer: bool) -> Fact:
    """Give a fact with the role that an amount has for its own text."""
    if fact.kind != "amount" or fact.role not in ("total", "part", "envelope"):
        return fact
    if fact.value in elsewhere:
        return replace(fact, role="earlier")
    return replace(fact, role="total") if fact.role == "envelope" and is_announcer else fact


def promises(story: Announcement, head: Headline | None) -> tuple[Promise, ...]:
    """Give a story's promises: by payer where the texts divide the sum, else one."""
    first = speaking(story.tellings)
    for telling in (*first, *(telling for telling in story.tellings if telling not in first)):
        for divided in sorted(divisions(telling), key=oddity):
            if adds_up(divided, head):
                return tuple(
                    promise(story.story, number, share.payer, share.part, telling)
                    for number, share in enumerate(divided, start=1)
                )
    return (whole(story, head),)


def head_of(found: Sequence[Promise], head: Headline | None) -> Headline | None:
    """Give the sum that a story puts forward; payers' parts are added only where no text states their total."""
    is_total = head is not None and all(p.amount != head.amount for p in found)
    return head if len(found) < 2 or is_total else summed(found)


def summed(found: Sequence[Promise]) -> Headline | None:
    """Add payers' parts."""
    evidence = found[0].evidence
    if evidence is None:
        return None
    return Headline(
        amount=sum((p.amount or Decimal(0) for p in found), Decimal(0)),
        currency=str(found[0].currency),
        fact=evidence.fact,
    )


@dataclass(frozen=True, slots=True)
class Share:
    """One payer's part, and how far the payer stands from it in the text."""

    payer: str
    part: Fact
    gap: int
    is_guessed: bool  # the text names a government, and does not say that it pays


def oddity(shares: Sequence[Share]) -> tuple[int, int]:
    """Order ways to divide a sum: those among payers that are read as such first, then by how near they stand."""
    return sum(share.is_guessed for share in shares), sum(share.gap for share in shares)


def divisions(telling: Telling) -> Iterator[list[Share]]:
    """Give the ways in which one sentence may divide a sum among payers, each before its part or each behind it."""
    if sum(map(is_own, telling.facts)) < A_PAIR:
        return
    payers = payers_of(telling)
    named = [(key, fact) for key, fact in mentioned(telling) if fact.kind == "payer" or key in payers]
    paying = [(key, fact) for key, fact in named if fact.kind == "payer"]
    for field, text in (("summary", fold_text(telling.summary)), ("title", fold_text(telling.title))):
        amounts = sorted((f for f in telling.facts if is_own(f) and f.field == field), key=lambda fact: fact.start)
        for bounds, found in groupby(amounts, key=lambda fact: sentence(text, fact.start, fact.end)):
            told = list(found)
            for chosen in ([fact for fact in told if fact.role == "part"], told, told[1:]):
                for known, is_behind in product((paying, named), (True, False)):
                    here = [(key, fact) for key, fact in known if fact.field == field]
                    yield from divided(chosen, here, bounds, is_behind=is_behind)


def divided(
    parts: Sequence[Fact], named: Sequence[tuple[str, Fact]], bounds: tuple[int, int], *, is_behind: bool
) -> Iterator[list[Share]]:
    """Give each part with the payer that stands nearest on one side of it; nothing unless each has its own."""
    shares: dict[str, Share] = {}
    for index, part in enumerate(parts):
        low = part.end if is_behind else (parts[index - 1].end if index else bounds[0])
        high = (parts[index + 1].start if index + 1 < len(parts) else bounds[1]) if is_behind else part.start
        near = [
            Share(key, part, gap(fact, part), fact.kind != "payer") for key, fact in named if low <= fact.start < high
        ]
        if near:
            nearest = min(near, key=lambda share: (share.gap, share.payer))
            shares.setdefault(nearest.payer, nearest)
    if len(shares) == len(parts) > 1:
        yield list(shares.values())


def gap(payer: Fact, part: Fact) -> int:
    """Give how far a payer stands from an amount."""
    return max(payer.start - part.end, part.start - payer.end, 0)


def is_own(fact: Fact) -> bool:
    """Tell whether a fact may be one payer's part of a sum."""
    return fact.kind == "amount" and fact.role != "earlier"


def adds_up(shares: Sequence[Share], head: Headline | None) -> bool:
    """Tell whether payers' parts are all of a story's sum: they add up to it, or it is only the largest of them."""
    parts = [Decimal(share.part.value) for share in shares]
    are_committed = all(share.part.role in COMMITTED for share in shares)
    if head is None or (are_committed and any(part == head.amount for part in parts)):
        return are_committed
    return abs(sum(parts) - head.amount) <= CLOSE * head.amount


def promise(story: str, number: int, key: str, fact: Fact, telling: Telling) -> Promise:
    """Give one payer's promise."""
    period = nearest_period(fact, telling)
    return Promise(
        story=story,
        number=number,
        payer=payer_words(key, telling),
        payer_key=key,
        amount=Decimal(fact.value),
        currency=fact.currency,
        evidence=Evidence(entry=telling.entry, fact=fact),
        years=Decimal(period.value) if period else None,
        since=period.since if period else None,
        until=period.until if period else None,
    )


def whole(story: Announcement, head: Headline | None) -> Promise:
    """Give the one promise of a story that is not divided."""
    keys = payers(story.tellings)
    key = keys[0] if len(keys) == 1 else JOINT if keys else None
    telling = next((t for t in story.tellings if head and head.fact in t.facts), story.tellings[0])
    period = nearest_period(head.fact, telling) if head else None
    words = [payer_words(found, t) for found in keys for t in story.tellings if found in payers_of(t)]
    return Promise(
        story=story.story,
        number=1,
        payer=next(iter(words), None),
        payer_key=key,
        amount=head.amount if head else None,
        currency=head.currency if head else None,
        evidence=Evidence(entry=telling.entry, fact=head.fact) if head else None,
        years=Decimal(period.value) if period else None,
        since=period.since if period else None,
        until=period.until if period else None,
    )


def payer_words(key: str, telling: Telling) -> str | None:
    """Give a payer as a telling writes it, by itself where it does."""
    alone = [fact for found, fact in mentioned(telling) if found == key]
    fact = next((fact for fact in alone if fact.kind == "payer"), next(iter(alone), payers_of(telling).get(key)))
    return fact.text if fact else None


def payers(tellings: Sequence[Telling]) -> list[str]:
    """Give who pays, as those who announce say; a government that names nobody pays itself.

    Several pay together only where one phrase names them together, or where the sum is divided: else one of those named
    is more likely to be paid, and the one who announces it pays.
    """
    own = list(dict.fromkeys(publisher_key(t.publisher) for t in tellings if t.publisher.kind is Kind.GOVERNMENT))
    for told in (speaking(tellings), tellings):
        found = list(dict.fromkeys(key for telling in told for key in payers_of(telling)))
        if len(found) > 1 and not any(are_together(telling) for telling in told):
            return [key for key in found if key in own][:1] or found[:1]
        if found:
            return found
    return sorted(own)


def are_together(telling: Telling) -> bool:
    """Tell whether one phrase of a telling names several payers, or one sentence divides a sum among them."""
    facts = [fact for fact in telling.facts if fact.kind == "payer"]
    is_one_phrase = any(len(set(keys_of(fact, telling))) > 1 for fact in facts)
    return is_one_phrase or any(map(are_joined, facts, facts[1:], repeat(telling))) or any(divisions(telling))


def are_joined(one: Fact, other: Fact, telling: Telling) -> bool:
    """Tell whether only an "and" stands between two payers."""
    text = fold_text(getattr(telling, one.field))
    return one.field == other.field and AND.fullmatch(text[one.end : other.start]) is not None


def nearest_period(figure: Fact, telling: Telling) -> Fact | None:
    """Give the period that stands nearest behind a figure in its field, else the only one of the telling."""
    periods = [fact for fact in telling.facts if fact.kind == "period" and isinstance(fact.value, int | Decimal)]
    near = [f for f in periods if f.field == figure.field and 0 <= f.start - figure.start < 120]
    if near:
        return min(near, key=lambda fact: fact.start)
    return periods[0] if len({fact.value for fact in periods}) == 1 else None
