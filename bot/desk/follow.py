"""What a chat follows: alternatives by ``;``, each a few terms that must all hold.

    topic:child-sexual-exploitation; scope:local; min:1M scope:national

Terms are ``type topic region scope level body payer offence min lang``, each with ``:value``, and plain words; ``all``
is everything. A value holds where a term's own list (by comma) has one that does.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.desk.books import telling
from bot.desk.shown import spans_in
from bot.say.model import Scope
from bot.say.record import facts_of, scope_of
from bot.say.words import N_
from feeds.errors import UsageError
from feeds.model import Category, Fact
from feeds.reading.geography.places import is_within
from feeds.reading.withholding.names import mask
from feeds.stories.payers import is_meant, payers_of
from feeds.watch.wanted import folded, has_words
from storage.model import EntryRecord, StoryRecord

EVERYTHING = "all"
SCOPES = tuple(Scope)
FACTORS = {"": 1, "K": 1_000, "M": 1_000_000, "G": 1_000_000_000, "B": 1_000_000_000}
FIELDS = ("title", "summary")
COMMITTED = ("total", "part", "annual")
CASES: Mapping[str, Callable[[str], str]] = {"region": str.upper, "body": str, "payer": str}  # others: lower case


class FollowError(UsageError):
    """A filter that cannot be read; the message is one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One condition: a name and its values, any of which will do. Plain words have the name ``words``."""

    name: str
    values: tuple[str, ...]


Filters = tuple[tuple[Term, ...], ...]  # alternatives of terms; no alternative: everything


def parse_filters(text: str) -> Filters:
    """Read a filter; raise `FollowError` for a term that is not known."""
    if text.strip().lower() in ("", EVERYTHING):
        return ()
    alternatives = [part.split() for part in text.split(";") if part.strip()]
    return tuple(tuple(parse_term(word) for word in words) for words in alternatives)


def parse_term(word: str) -> Term:
    """Read one term."""
    name, colon, value = word.partition(":")
    if not colon:
        return Term(name="words", values=(word,))
    if name not in HOLDS or not value:
        raise FollowError(N_("{word!r}: the terms are {names}, each with :value"), word=word, names=TERMS)
    values = (value,) if name == "min" else tuple(CASES.get(name, str.lower)(part) for part in value.split(","))
    if name == "min":
        parse_amount(value)  # "1,5M" is one amount
    if name == "scope" and set(values) - set(SCOPES):
        raise FollowError(N_("{word!r}: scope is one of {scopes}"), word=word, scopes=", ".join(SCOPES))
    if name == "type" and set(values) - {"funding", "arrest"}:
        raise FollowError(N_("{word!r}: type is funding or arrest"), word=word)
    return Term(name=name, values=values)


def parse_amount(text: str) -> Decimal:
    """Read ``500k``, ``1M``, ``1.5M`` or ``2G``."""
    found = re.fullmatch(r"(\d{1,12}(?:[.,]\d{1,6})?)([kKmMgGbB]?)", text)
    if found is None:
        raise FollowError(N_("min:{text}: an amount such as 500k, 1M or 2.5M"), text=text)
    return Decimal(found[1].replace(",", ".")) * FACTORS[found[2].upper()]


def matches(filters: Filters, story: StoryRecord, home: str) -> bool:
    """Tell whether a story is followed; ``home`` is the code of the home region."""
    return not filters or any(all(holds(term, story, home) for term in terms) for terms in filters)


def holds(term: Term, story: StoryRecord, home: str) -> bool:
    """Tell whether one term holds of a story."""
    if term.name == "scope":
        return scope_of(story, home) in term.values
    test = has_plain_words if term.name == "words" else HOLDS[term.name]
    return any(test(story, value) for value in term.values)


def regions_named(story: StoryRecord) -> list[str | None]:
    """Give the regions that a story's texts name for certain."""
    return [found.fact.region for found in story.facts if found.fact.kind == "place"]


def values_of(story: StoryRecord, *kinds: str) -> list[str]:
    """Give the values of some kinds of fact, as text."""
    return [str(found.fact.value) for found in story.facts if found.fact.kind in kinds]


def is_at_least(story: StoryRecord, least: str) -> bool:
    """Tell whether a story states a commitment of that much or more."""
    return any(money_of(found.fact) >= parse_amount(least) for found in story.facts)


def money_of(fact: Fact) -> Decimal:
    """Give the money a fact commits, 0 where it commits none."""
    is_committed = fact.kind == "amount" and fact.role in COMMITTED
    return Decimal(fact.value) if is_committed else Decimal(0)


def names_body(story: StoryRecord, value: str) -> bool:
    """Tell whether a publisher is meant by its id or its name."""
    publishers = [entry.publisher for entry in story.entries]
    return any(
        value == publisher.id or any(has_words(folded(name), value) for name in publisher.name.values())
        for publisher in publishers
    )


def names_payer(story: StoryRecord, value: str) -> bool:
    """Tell whether a payer is named so, in words that are not withheld, or is one that these words mean."""
    if any(has_words(folded(str(fact.value)), value) for _, fact in facts_of(story, "payer")):
        return True
    keys = {key for entry in story.entries for key in payers_of(telling(story, entry))}
    return any(is_meant(key, value) for key in keys)


def has_plain_words(story: StoryRecord, value: str) -> bool:
    """Tell whether a plain word stands in a title or summary of a funding story, or in the terms of any.

    What is withheld is no word: nobody learns by asking for a name whether it stands there.
    """
    texts = values_of(story, "topic", "offence", "police_service")
    texts += [str(fact.value) for _, fact in facts_of(story, "programme", "payer", "payee")]
    if story.category is not Category.ARREST:
        texts += [mask(text_of(entry, field), spans_in(entry, field)) for entry in story.entries for field in FIELDS]
    return any(has_words(folded(text), value) for text in texts)


def text_of(entry: EntryRecord, field: str) -> str:
    """Give a field of an entry, as it is stored."""
    return entry.title if field == "title" else entry.summary


HOLDS: Mapping[str, Callable[[StoryRecord, str], bool]] = {
    "type": lambda story, value: story.category == value,
    "topic": lambda story, value: value in values_of(story, "topic", "offence"),
    "offence": lambda story, value: value in values_of(story, "offence"),
    "region": lambda story, value: (
        any(is_within(region, value) for region in regions_named(story) if region)
        or any(is_within(entry.publisher.region, value) for entry in story.entries)
    ),
    "scope": lambda story, value: False,  # needs the home region: see `holds`
    "level": lambda story, value: value in [entry.publisher.level for entry in story.entries],
    "body": names_body,
    "payer": names_payer,
    "lang": lambda story, value: value in [entry.lang for entry in story.entries],
    "min": is_at_least,
}
TERMS = " ".join(sorted(HOLDS))
