"""What a text says of money that was announced elsewhere: what it draws on, includes, repeats or changes. Pure."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from feeds.model import Fact, Field
from feeds.reading.passage import fold, fold_text
from feeds.stories.model import Telling
from feeds.stories.terms import mass, terms, weight
from feeds.stories.whens import Days, stated

SENTENCE_END = re.compile(r"(?<=[a-z\d)$%»\"'])[.;!?](?=\s)|\n")
PHRASE = re.compile(r"[^.,;:()\n]{3,140}")
TO_ANOTHER = re.compile(r"^,? ?(?:to|a|au|jusqu'a|vers)(?: [a-z]+){0,2} ?$")
SAID_OF_IT = re.compile(r"^(?: [\w'-]+){0,5}? ?$")
TO_SOMEONE = re.compile(r"\b(?:a|au|aux|pour|for|to)\b")
YEARS = re.compile(r"\b(20\d\d) ?[-/–a] ?(20)?(\d\d)\b")
REACH = 40  # code points behind "announced" in which its day stands
JUST_NOW = timedelta(days=3)
SPECIFIC = 6.0  # how much the words of a plan's name must weigh together for it to be its own
RARE_ENOUGH = 3.5  # the weight from which a word makes a programme's name its own


class Kind(StrEnum):
    """How the money of a text stands to the money that it mentions."""

    ADDS_TO = "adds_to"
    INCLUDES = "includes"
    DRAWS_ON = "draws_on"
    WITHIN = "within"
    REPEATS = "repeats"
    TOLD = "told"
    RAISES = "raises"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One mention. ``amount`` is the sum that was announced elsewhere, ``own`` the sum of this text that is concerned.

    ``programme`` are the terms of a named plan or programme, ``years`` those it runs. ``words`` says in a few what is
    meant: a sum as written or a plan's years, never a name.
    """

    kind: Kind
    field: Field
    words: str
    amount: Decimal | None = None
    currency: str | None = None
    own: Decimal | None = None
    when: Days | None = None
    programme: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    years: str | None = None

    @property
    def is_specific(self) -> bool:
        """Tell whether the programme's name alone says which one is meant."""
        return self.years is not None or mass(self.programme) >= SPECIFIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """An amount in its sentence, folded, and what of it stands before the amount and behind, up to other amounts."""

    fact: Fact
    before: str
    after: str
    sentence: str


@cache
def hollow() -> frozenset[str]:
    """Load the terms that are no part of a programme's name."""
    return frozenset(data()["hollow"].split())


@cache
def data() -> dict[str, Any]:
    """Load the file."""
    return tomllib.loads(files("feeds.stories").joinpath("references.toml").read_text(encoding="utf-8"))


@cache
def cues() -> Mapping[Kind, re.Pattern[str]]:
    """Load the patterns, one expression a kind."""
    return {Kind(row["kind"]): re.compile("|".join(row["patterns"])) for row in data()["cue"]}


def references(telling: Telling) -> tuple[Reference, ...]:
    """Give what a telling says of other money, each mention once."""
    found = [reference for around in surroundings(telling) if (reference := of_amount(around, telling))]
    return tuple(dict.fromkeys([*found, *programmes(telling), *mentions(telling)]))


def surroundings(telling: Telling) -> Iterator[Around]:
    """Give each amount of a telling in its sentence."""
    for field, text in (("title", telling.title), ("summary", telling.summary)):
        folded = fold_text(text)
        amounts = sorted((f for f in telling.facts if f.kind == "amount" and f.field == field), key=lambda f: f.start)
        for index, fact in enumerate(amounts):
            start, end = sentence(folded, fact.start, fact.end)
            left, right = start, end
            if index and amounts[index - 1].end > start:
                left = parting(folded, amounts[index - 1].end, fact.start) or amounts[index - 1].end
            if index + 1 < len(amounts) and amounts[index + 1].start < end:
                right = parting(folded, fact.end, amounts[index + 1].start) or amounts[index + 1].start
            yield Around(
                fact=fact,
                before=folded[left : fact.start],
                after=folded[fact.end : right],
                sentence=folded[start:end],
            )


def parting(text: str, start: int, end: int) -> int | None:
    """Say where, between two amounts, the words about the first end: at the last comma, else at an "and"."""
    for mark in (r"[,;:]", r" (?:et|and|dont|including|plus) "):
        marks = list(re.finditer(mark, text[start:end]))
        if marks:
            return start + marks[-1].start()
    return None


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Give where the sentence around a stretch begins and ends."""
    first = max((found.end() for found in SENTENCE_END.finditer(text, 0, start)), default=0)
    last = SENTENCE_END.search(text, end)
    return first, last.start() if last else len(text)


def of_amount(around: Around, telling: Telling) -> Reference | None:
    """Read what an amount's sentence says of it, where it says that the money was announced elsewhere."""
    fact = around.fact
    kind = kind_of(around, telling)
    if kind is None:
        return None
    near = f"{around.before} {around.after}"
    is_own = kind is Kind.REPEATS
    return Reference(
        kind=kind,
        field=fact.field,
        words=fact.text,
        amount=Decimal(fact.value),
        currency=fact.currency,
        own=Decimal(fact.value) if is_own else None,
        when=told_when(near, telling),
        programme=frozenset(names(around.after)),
        forms=forms_in(around.sentence) if kind is Kind.DRAWS_ON else frozenset(),
        years=years_in(around.after),
    )


def kind_of(around: Around, telling: Telling) -> Kind | None:
    """Decide which kind of mention an amount is: none for one that is only this text's own, or that others add to."""
    says, fact = cues(), around.fact
    if is_added(around.sentence, fact.text):
        return Kind.ADDS_TO
    if says[Kind.RAISES].search(around.before) and (fact.role != "total" or TO_ANOTHER.match(around.after)):
        return Kind.RAISES
    near = f"{around.before} | {around.after}"
    is_told_before = says[Kind.REPEATS].search(near) is not None or told_when(near, telling) is not None
    is_other = fact.role in ("envelope", "earlier", "other") or is_told_before
    if is_other and says[Kind.DRAWS_ON].search(around.before if fact.role != "envelope" else around.sentence):
        return Kind.DRAWS_ON
    if not is_told_before:
        return None
    return Kind.INCLUDES if is_included(around) else Kind.REPEATS


def is_added(sentence: str, words: str) -> bool:
    """Tell whether a sentence says, before an amount, that other money is added to it."""
    before = sentence.partition(fold(words))[0]
    return cues()[Kind.ADDS_TO].search(before) is not None


def is_included(around: Around) -> bool:
    """Tell whether a larger sum takes in one of before: "comprises the $5 million announced in June"."""
    says = cues()
    if says[Kind.WITHIN].search(around.after):
        return True
    if not says[Kind.INCLUDES].search(around.before):
        return False
    told = says[Kind.REPEATS].search(around.after) or says[Kind.TOLD].search(around.after)
    between = around.after[: told.start()] if told else ""
    return told is not None and SAID_OF_IT.match(between) is not None and not TO_SOMEONE.search(between)


def told_when(text: str, telling: Telling) -> Days | None:
    """Give when a text says that something was announced: the days that follow such a word, before its own day."""
    own = telling.moment.date()
    for cue in (*cues()[Kind.TOLD].finditer(text), *cues()[Kind.REPEATS].finditer(text)):
        when = stated(text[cue.start() : cue.end() + REACH], own)
        if when is not None and when.first < own - JUST_NOW:
            return when
    return None


# --- named plans and programmes -------------------------------------------------------------------------------------


def programmes(telling: Telling) -> Iterator[Reference]:
    """Give the plans and programmes on which a telling says that it draws, or to which it says that it adds."""
    for field, text in fields(telling):
        for kind in (Kind.DRAWS_ON, Kind.ADDS_TO):
            for cue in cues()[kind].finditer(text):
                named = plan_behind(text, cue, field, kind)
                if named is not None:
                    yield named


def plan_behind(text: str, cue: re.Match[str], field: Field, kind: Kind) -> Reference | None:
    """Give the plan that is named behind a cue; what a sentence adds to a plan is not drawn from it."""
    phrase = PHRASE.match(text, cue.end())
    if phrase is None or not forms_in(phrase[0]):
        return None
    first, last = sentence(text, cue.start(), cue.end())
    return Reference(
        kind=Kind.ADDS_TO if is_added(text[first:last], text[cue.start() : last]) else kind,
        field=field,
        words=years_in(phrase[0]) or "",
        programme=frozenset(names(phrase[0])),
        forms=forms_in(phrase[0]),
        years=years_in(phrase[0]),
    )


def mentions(telling: Telling) -> Iterator[Reference]:
    """Give the sentences without a sum that say the money was announced before: "this funding was announced in May"."""
    amounts = [fact for fact in telling.facts if fact.kind == "amount"]
    for field, text in fields(telling):
        for cue in cues()[Kind.TOLD].finditer(text):
            first, last = sentence(text, cue.start(), cue.end())
            if any(fact.field == field and first <= fact.start < last for fact in amounts):
                continue
            before = text[first : cue.start()]
            if not MONEY.search(before) or forms_in(before):
                continue
            when = told_when(text[cue.start() : last], telling)
            if when is not None:
                yield Reference(kind=Kind.REPEATS, field=field, words="", when=when)


def fields(telling: Telling) -> Iterator[tuple[Field, str]]:
    """Give a telling's title and summary, folded."""
    yield "title", fold_text(telling.title)
    yield "summary", fold_text(telling.summary)


@cache
def forms() -> Mapping[str, re.Pattern[str]]:
    """Load the kinds of plans."""
    return {name: re.compile(pattern) for name, pattern in data()["forms"].items()}


def forms_in(text: str) -> frozenset[str]:
    """Give the kinds of plans that a folded text names."""
    return frozenset(name for name, pattern in forms().items() if pattern.search(text))


MONEY = re.compile(
    r"\b(?:sommes?|aides?|montants?|financements?|fonds|argent|contributions?|subventions?|investissements?|soutiens?"
    r"|annonces?|appuis?|credits?|funding|funds|money|sums?|grants?|investments?|support|contributions?|amounts?"
    r"|announcements?|it|which)\b"
)


def names(phrase: str) -> Iterator[str]:
    """Give the terms of a phrase that may be a name."""
    return (term for term in terms(phrase) if term not in hollow() and weight(term) > 0)


def years_in(text: str) -> str | None:
    """Give the years that a plan's name carries, as 2021-2026."""
    found = YEARS.search(text)
    return f"{found[1]}-20{found[3]}" if found else None
