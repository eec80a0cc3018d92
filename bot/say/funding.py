"""The item of a funding story: the figure, who pays whom, its sentence, its sources."""

import re
from datetime import date
from decimal import Decimal

from bot.say.marks import Found, standing
from bot.say.model import Item, Quotation
from bot.say.payers import payers_note
from bot.say.quotation import quotation
from bot.say.record import SOURCES, entries_for, facts_of, sources_of
from bot.say.typography import capital, day, duration, money, qualified
from bot.say.withhold import NAME_CAP, cap, plain, shown
from bot.say.words import Words
from feeds.model import Fact, Kind
from storage.model import EntryRecord, StoryRecord

COMMITTED = ("total", "part", "annual")
CLOSE = Decimal("0.05")  # an exact figure this near to a rounded one is the same money


def funding_item(story: StoryRecord, w: Words, money_note: str | None = None) -> Item:
    """Write the item of a funding story; one without an amount says so.

    ``money_note`` says what of its money is not new; it stands in the place of a plan that the text only mentions.
    """
    head = headline(story, w.language)
    parties = _parties(story, w.language)
    sources = sources_of(story, w)
    payers = payers_note(story, head, w) if head else None
    return Item(
        story=story.id,
        version=story.version,
        lead=_lead(story, head, w),
        rest=parties or title_of(story, w.language) or None,
        notes=tuple(note for note in (money_note or _plan_note(story, head, w), payers) if note),
        quotation=_evidence(story, head, w.language, shows_title=parties is None),
        sources=sources[:SOURCES],
        more_sources=_more(len(sources) - SOURCES, w),
    )


def headline(story: StoryRecord, language: str) -> Found | None:
    """Choose the figure that speaks for a story: a total, else what it costs a year, else its largest part.

    Those who announce are believed before those who report. Where the same money is stated both rounded and exactly,
    the exact figure wins; a later text that says it corrects the sum is believed.
    """
    every = [(e, f) for e, f in facts_of(story, "amount", language=language) if isinstance(f.value, Decimal | int)]
    amounts = [found for found in every if found[0].publisher.kind is not Kind.NEWS] or every
    for role in ("total", "annual"):
        if candidates := [found for found in amounts if found[1].role == role]:
            return standing(_exact_or_first(candidates), candidates)
    parts = [found for found in amounts if found[1].role == "part"]
    return max(parts, key=lambda found: _amount(found[1]), default=None)


def title_of(story: StoryRecord, language: str) -> str:
    """Give a funding story's title as it may be shown, in the reader's language where an entry has it."""
    entry = entries_for(story, language)[0]
    return shown(entry.title, entry.withheld, "title")


def subject_of(story: StoryRecord, language: str) -> str:
    """Say who pays whom, or give the title."""
    return _parties(story, language) or title_of(story, language)


def figure_words(fact: Fact, w: Words) -> str:
    """Write an amount with how exact it is."""
    return qualified(money(_amount(fact), fact.currency, w), fact.qualifier, w)


def _exact_or_first(candidates: list[Found]) -> Found:
    first = candidates[0]
    if _is_exact(first[1]):
        return first
    value = _amount(first[1])
    return next(
        (
            found
            for found in candidates
            if _is_exact(found[1])
            and found[1].currency == first[1].currency
            and abs(_amount(found[1]) - value) <= value * CLOSE
        ),
        first,
    )


def _lead(story: StoryRecord, head: Found | None, w: Words) -> str:
    if head is None:
        return w.say("Amount not stated")
    words = [figure_words(head[1], w), w.say("a year") if head[1].role == "annual" else None, _period(story, head, w)]
    return capital(" ".join(word for word in words if word)) + _other_parts(story, head, w)


def _other_parts(story: StoryRecord, head: Found, w: Words) -> str:
    if head[1].role != "part":
        return ""
    same_entry = (f for e, f in facts_of(story, "amount") if e is head[0] and f.role == "part")
    others = len({(f.value, f.currency) for f in same_entry}) - 1
    return w.count(" and {n} other amount", " and {n} other amounts", others) if others > 0 else ""


def _period(story: StoryRecord, head: Found, w: Words) -> str | None:
    """Say over how long, where the figure's own field says it, or the story states one period only."""
    entry, figure = head
    every = facts_of(story, "period", language=w.language)
    periods = [(e, f) for e, f in every if _years(f) is not None and not _is_of_a_plan(story, e, f)]
    near = [f for e, f in periods if e is entry and f.field == figure.field and abs(f.start - figure.start) < 120]
    near.sort(key=lambda f: abs(f.start - figure.start))
    only = [f for _, f in periods] if len({f.value for _, f in periods}) == 1 else []
    found = near or only
    if not found or (figure.role == "annual" and _years(found[0]) == 1):
        return None  # "a year" is no period of a yearly sum
    said = duration(_years(found[0]) or Decimal(0), w)
    until = next((ends for f in found if f.value == found[0].value and (ends := _until(f, w))), None)
    return f"{said} ({until})" if said and until else said


def _is_of_a_plan(story: StoryRecord, entry: EntryRecord, period: Fact) -> bool:
    """Tell whether a period stands by a sum that is not this money: a plan's, or one that was announced before."""
    amounts = [f for e, f in facts_of(story, "amount") if e is entry and f.field == period.field]
    nearest = min(amounts, key=lambda f: max(f.start - period.end, period.start - f.end), default=None)
    return nearest is not None and nearest.role not in COMMITTED


def _until(fact: Fact, w: Words) -> str | None:
    stated = fact.until or ""
    if re.fullmatch(r"\d{4}", stated) and stated != fact.since:
        return w.say("until {year}", year=stated)
    try:
        return w.say("until {day}", day=day(date.fromisoformat(stated), w))
    except ValueError:
        return None


def _years(fact: Fact) -> Decimal | None:
    return Decimal(fact.value) if isinstance(fact.value, Decimal | int) else None


def _parties(story: StoryRecord, language: str) -> str | None:
    """Say who pays whom where a text names one of each, the payee by a proper name: else the title says it better."""
    payers, payees = _names(story, "payer", language), _names(story, "payee", language)
    is_told = len(payers) == len(payees) == 1 and payees[0][:1].isupper() and not _is_cut(story, payees[0])
    return f"{payers[0]} → {payees[0]}" if is_told else None


def _is_cut(story: StoryRecord, payee: str) -> bool:
    """Tell whether a payee is only the end of a name: "Sables" of the "Théâtre des Sables"."""
    cut = re.compile(rf"\b[A-ZÀ-Þ][\w'’-]*\s(?:des?|du|de la|de l['’]|d['’]|of(?: the)?)\s?{re.escape(payee)}")
    return any(cut.search(text) for entry in story.entries for text in (entry.title, entry.summary))


def _names(story: StoryRecord, kind: str, language: str) -> list[str]:
    """Give the parties as one entry writes them: the first in the reader's language that names any."""
    found = list(facts_of(story, kind, language=language))
    of_one = [str(fact.value) for entry, fact in found if entry is found[0][0]]
    return [cap(plain(name).strip(), NAME_CAP) for name in dict.fromkeys(of_one)]


def _plan_note(story: StoryRecord, head: Found | None, w: Words) -> str | None:
    envelopes = (f for _, f in facts_of(story, "amount", language=w.language) if f.role == "envelope")
    larger = next((f for f in envelopes if head is None or f.value != head[1].value), None)
    return None if larger is None else w.say("Within a plan of {amount}", amount=figure_words(larger, w))


def _evidence(story: StoryRecord, head: Found | None, language: str, *, shows_title: bool) -> Quotation | None:
    """Quote the sentence of the figure, rather than its title; a title that is shown already is not said twice."""
    if head is None:
        return None
    same = [
        (e, f)
        for e, f in (head, *facts_of(story, "amount", language=language))
        if (f.value, f.currency, f.role) == (head[1].value, head[1].currency, head[1].role)
    ]
    same.sort(key=lambda found: found[1].field == "title")
    if shows_title:
        first = entries_for(story, language)[0]
        same = [(e, f) for e, f in same if not (f.field == "title" and e is first)]
    return quotation(*same[0]) if same else None


def _more(n: int, w: Words) -> str | None:
    return w.count("and {n} other", "and {n} others", n) if n > 0 else None


def _is_exact(fact: Fact) -> bool:
    return fact.qualifier in (None, "exact")


def _amount(fact: Fact) -> Decimal:
    return Decimal(fact.value)
