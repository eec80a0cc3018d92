"""Short invented announcements of several years, as a store would have them once they were polled, read and linked.

Deterministic: the same number of entries and days give the same store. Words are as frequent as they are in real
announcements (the table that linking weighs them by) or rare; names are invented; sums are as round as sums are.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import accumulate

from feeds.model import Category, Fact, Field, Kind, Level, Publisher
from feeds.stories.model import Telling
from feeds.stories.terms import common

RARE_WORDS = 40_000
SUMMARY = 20  # words
SYLLABLES = [a + b for a in "bcdfgjklmnprstv" for b in ("a", "e", "i", "o", "ou", "an", "eur", "ais")]
TOPICS = ("child-sexual-exploitation", "domestic-violence", "housing", "health", "infrastructure", "drugs", "fraud")
WORDS_FOR = ("exploitation sexuelle", "violence conjugale", "logement", "santé", "infrastructures", "drogues", "fraude")


@dataclass(frozen=True, slots=True)
class Words:
    """What texts are made of."""

    common: list[str]
    weights: list[float]
    rare: list[str]
    towns: list[str]
    plans: list[str]


def words() -> Words:
    """Invent the rare words, and take the common ones from the table."""
    chance = random.Random(7)
    share = {term: n for term, n in common().items() if term.isalpha()}
    rare = list(dict.fromkeys("".join(chance.choices(SYLLABLES, k=chance.randint(3, 4))) for _ in range(RARE_WORDS)))
    return Words(
        common=list(share),
        weights=list(accumulate(share.values())),
        rare=rare,
        towns=[f"Saint-{word.capitalize()}" for word in rare[:600]],
        plans=[f"{a.capitalize()} {b}" for a, b in zip(rare[600:900], rare[900:1200], strict=True)],
    )


def publishers() -> list[Publisher]:
    """Invent governments, police services and newsrooms."""
    rows = (
        ("gouv", Kind.GOVERNMENT, Level.PROVINCIAL, ("CA-QC", "CA-ON", "CA-BC", "CA-QC")),
        ("ministere", Kind.GOVERNMENT, Level.FEDERAL, ("CA", "CA")),
        ("police", Kind.POLICE, Level.MUNICIPAL, ("CA-QC", "CA-ON", "CA-BC", "CA-QC", "CA-QC")),
        ("journal", Kind.NEWS, Level.INTERNATIONAL, ("CA-QC", "CA-ON", "CA-BC", "CA-QC", "CA-QC", "CA")),
    )
    return [
        Publisher(
            id=f"{name}-{number}",
            name={"fr": f"{name} {number}", "en": f"{name} {number}"},
            kind=kind,
            level=level,
            region=region,
            homepage=f"https://{name}-{number}.example",
        )
        for name, kind, level, regions in rows
        for number, region in enumerate(regions)
    ]


def tellings(count: int, first: datetime, span: timedelta, seed: int = 1, name: str = "e") -> Iterator[Telling]:
    """Invent announcements, evenly over a span: what money, what police, what else; one in six tells one of before."""
    chance, made, told = random.Random(seed), words(), publishers()
    recent: list[Telling] = []
    for number in range(count):
        moment = first + span * number / count
        if recent and chance.random() < 1 / 6:
            yield retold(chance.choice(recent), f"{name}{number}", moment, chance, told)
            continue
        found = invented(f"{name}{number}", moment, chance, made, told)
        recent = [*recent[-30:], found]
        yield found


def retold(of: Telling, entry: str, moment: datetime, chance: random.Random, told: Sequence[Publisher]) -> Telling:
    """Tell an announcement again, in a newsroom's feed."""
    newsroom = chance.choice([found for found in told if found.kind is Kind.NEWS])
    link = f"{newsroom.id}.example/{entry}"
    return replace(of, entry=entry, moment=moment, publisher=newsroom, feed=newsroom.id, link=link)


def invented(entry: str, moment: datetime, chance: random.Random, made: Words, told: Sequence[Publisher]) -> Telling:
    """Invent one announcement with what would be read in it."""
    category = chance.choices((Category.FUNDING, Category.ARREST, Category.OTHER), (4, 2, 4))[0]
    kind = {Category.FUNDING: Kind.GOVERNMENT, Category.ARREST: Kind.POLICE, Category.OTHER: Kind.NEWS}[category]
    publisher = chance.choice([found for found in told if found.kind is kind])
    text = Writing()
    if category is Category.FUNDING:
        write_funding(text, chance, made, publisher)
    elif category is Category.ARREST:
        write_arrest(text, chance, made)
    else:
        text.say("title", " ".join([*chance.choices(made.rare, k=2), *some(chance, made, 7)]))
    text.say("summary", f" {' '.join([*some(chance, made, SUMMARY), *chance.choices(made.rare, k=6)])}.")
    return Telling(
        entry=entry,
        publisher=publisher,
        feed=publisher.id,
        lang="fr",
        title=text.title,
        summary=text.summary,
        moment=moment,
        category=category,
        score=0.9,
        facts=tuple(text.facts),
        link=f"{publisher.id}.example/{entry}",
    )


def some(chance: random.Random, made: Words, count: int) -> list[str]:
    """Choose words as often as they are used."""
    return chance.choices(made.common, cum_weights=made.weights, k=count)


class Writing:
    """A text under way, and the facts that stand in it."""

    def __init__(self) -> None:
        self.title, self.summary = "", ""
        self.facts: list[Fact] = []

    def say(self, field: Field, words: str, kind: str | None = None, **more: object) -> None:
        """Add words, and what they state."""
        start = len(getattr(self, field))
        setattr(self, field, getattr(self, field) + words)
        if kind:
            stated = {"value": words, "text": words, **more}
            self.facts.append(Fact(kind=kind, field=field, start=start, end=start + len(words), **stated))  # type: ignore[arg-type]


def write_funding(text: Writing, chance: random.Random, made: Words, publisher: Publisher) -> None:
    """Write how much goes to whom, where and for what; one in eight draws on a plan, one in twelve repeats."""
    topic, place = chance.randrange(len(TOPICS)), chance.choice(made.towns)
    value = Decimal(round(10 ** chance.uniform(4.3, 8.3), -chance.choice((3, 4, 5))) or 100_000).to_integral_value()
    payee = f"Maison {' '.join(chance.choices(made.rare, k=2))}"
    fields: tuple[Field, Field] = ("title", "summary")
    for field in fields:
        text.say(field, "Le gouvernement", "payer")
        text.say(field, " accorde ")
        text.say(field, f"{value:,} $".replace(",", " "), "amount", value=value, currency="CAD", role="total")
        text.say(field, " à ")
        text.say(field, payee, "payee")
        text.say(field, " de ")
        text.say(field, place, "place", region=publisher.region)
        text.say(field, " pour ")
        text.say(field, WORDS_FOR[topic], "topic", value=TOPICS[topic])
    text.say("summary", ".")
    if chance.random() < 1 / 8:
        text.say("summary", f" La somme provient du plan {chance.choice(made.plans)}.")
    if chance.random() < 1 / 12:
        text.say("summary", " Cette aide a été annoncée en mars dernier.")


def write_arrest(text: Writing, chance: random.Random, made: Words) -> None:
    """Write how many were arrested, where and for what; of one in four, what became of them."""
    topic, people = chance.randrange(len(TOPICS)), chance.randint(1, 30)
    fields: tuple[Field, Field] = ("title", "summary")
    for field in fields:
        text.say(field, f"{people} personnes", "persons_arrested", value=people, scope="event")
        text.say(field, " arrêtées à ")
        text.say(field, chance.choice(made.towns), "place")
        text.say(field, f" : {WORDS_FOR[topic]} ", "offence", value=TOPICS[topic])
    text.say("summary", ".")
    if chance.random() < 1 / 4:
        text.say("summary", " Elles ont été accusées.", "status", value="charged")
