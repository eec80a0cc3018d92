"""Facts as a maintainer reads them, in the words of the language: what each is, and its value."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from bot.say.arrest import STATUSES
from bot.say.typography import days, duration, money, number, qualified
from bot.say.withhold import NAME_CAP, cap, plain
from bot.say.words import N_, Words
from feeds.model import Fact
from feeds.reading.bodies import service_name
from feeds.reading.geography.places import public_place
from feeds.reading.offences import label

KINDS = {
    "amount": N_("amount"),
    "period": N_("period"),
    "payer": N_("payer"),
    "payee": N_("payee"),
    "programme": N_("programme"),
    "level": N_("level of government"),
    "persons_arrested": N_("people arrested"),
    "persons_charged": N_("people charged"),
    "persons_sentenced": N_("people sentenced"),
    "police_service": N_("police service"),
    "place": N_("place"),
    "offence": N_("offence"),
    "topic": N_("subject"),
    "figure": N_("figure"),
    "status": N_("status"),
    "event_date": N_("date of the event"),
}
ORDER = {kind: place for place, kind in enumerate(KINDS)}
ROLES = {
    "total": N_("total"),
    "part": N_("part"),
    "annual": N_("a year"),
    "envelope": N_("of a larger plan"),
    "earlier": N_("announced earlier"),
    "other": N_("other money"),
    "cumulative": N_("since a stated time"),
}
OF = {
    "reports": N_("reports"),
    "searches": N_("searches"),
    "officers": N_("officers"),
    "victims": N_("victims"),
    "devices": N_("devices"),
    "images": N_("images"),
    "removal_requests": N_("removal requests"),
    "posts": N_("posts created"),
    "projects": N_("projects"),
}
LEVELS = {
    "municipal": N_("municipal"),
    "provincial": N_("provincial"),
    "federal": N_("federal"),
    "international": N_("international"),
}
# What an arrest may be told by: figures, and what our own tables name.
COUNTED = ("persons_arrested", "persons_charged", "persons_sentenced", "figure")
NAMED_BY_US = ("offence", "topic", "police_service", "status", "level", "event_date")
OF_AN_ARREST = frozenset((*COUNTED, *NAMED_BY_US, "place")) - {"level"}


def kind_of(fact: Fact, w: Words) -> str | None:
    """Say what a fact is of: "amount (total)"; None for a kind that is not told."""
    kind = KINDS.get(fact.kind)
    if kind is None:
        return None
    also = [w.say(ROLES[name]) for name in (fact.role, fact.scope) if name in ROLES]
    if fact.kind == "figure" and fact.of in OF:
        also.insert(0, w.say(OF[fact.of]))
    return w.say(kind) + (f" ({', '.join(also)})" if also else "")


def value_of(fact: Fact, w: Words, *, is_arrest: bool) -> str | None:
    """Give a fact's value in words; None where an arrest may not be told by it."""
    if is_arrest and fact.kind not in OF_AN_ARREST:
        return None
    if fact.kind == "amount" and isinstance(fact.value, Decimal | int):
        return qualified(money(Decimal(fact.value), fact.currency, w), fact.qualifier, w)
    if fact.kind == "period" and isinstance(fact.value, Decimal | int):
        return f"{duration(Decimal(fact.value), w) or number(fact.value, w)}{span_of(fact)}"
    if isinstance(fact.value, Decimal | int):
        return qualified(number(fact.value, w), fact.qualifier, w)
    return term(fact, w) if is_arrest or fact.kind in NAMED_BY_US else as_written(fact)


def term(fact: Fact, w: Words) -> str | None:
    """Give a term by the name that our own tables have for it; None for any other."""
    value = str(fact.value)
    match fact.kind:
        case "offence" | "topic":
            return label(value, w.language)
        case "police_service":
            return service_name(value, w.language)
        case "place":
            return public_place(fact, w.language)
        case "event_date":
            return dates(value, w)
        case _:
            said = {"status": STATUSES, "level": LEVELS}.get(fact.kind, {}).get(value)
            return w.say(said) if said else None


def dates(value: str, w: Words) -> str | None:
    """Give a day or an interval of days; None for a date as a publisher wrote it."""
    first, _, last = value.partition("/")
    try:
        return days(date.fromisoformat(first), date.fromisoformat(last or first), w)
    except ValueError:
        return None


def span_of(fact: Fact) -> str:
    """Give a period's stated ends."""
    return f" ({fact.since or '…'} – {fact.until or '…'})" if fact.since or fact.until else ""


def as_written(fact: Fact) -> str:
    """Give a term as it is written."""
    return cap(plain(str(fact.value)).strip(), NAME_CAP)


def told(facts: Iterable[Fact], w: Words, *, is_arrest: bool) -> dict[str, list[str]]:
    """Give the values of facts by what they are of, each once."""
    found: dict[str, list[str]] = {}
    for fact in sorted(facts, key=lambda fact: ORDER.get(fact.kind, len(ORDER))):
        kind, value = kind_of(fact, w), value_of(fact, w, is_arrest=is_arrest)
        if kind and value and value not in found.setdefault(kind, []):
            found[kind].append(value)
    return {kind: values for kind, values in found.items() if values}


def line(name: str, values: str, w: Words) -> str:
    """Name a value as the language does."""
    return w.say("{name}: {value}", name=name, value=values)
