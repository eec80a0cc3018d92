"""Read one announcement: text to category, cues and facts.

    fold -> language -> amounts and numbers marked -> phrases heard -> category by cues -> facts of each kind

Pure: the same text gives the same reading; no text raises; every fact and cue has its span in the field as stored.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from feeds.model import Category, Fact, Reading, Text
from feeds.reading import weights
from feeds.reading.bodies import operation_facts, police_facts
from feeds.reading.classify import classify, is_police
from feeds.reading.counting.counts import figure_facts, person_facts
from feeds.reading.dating.when import event_date
from feeds.reading.funding import money
from feeds.reading.funding.home import home_currency, is_money_context
from feeds.reading.funding.money import Amount
from feeds.reading.funding.parties import level_facts, party_facts
from feeds.reading.funding.periods import period_facts
from feeds.reading.funding.roles import amount_facts
from feeds.reading.geography.places import find_places, several_places
from feeds.reading.lang import language, rules_language
from feeds.reading.numbers import Number, find_numbers
from feeds.reading.offences import offence_facts, topic_facts
from feeds.reading.passage import AGE, MONEY, NUMBER, OTHER, Passage, cover
from feeds.reading.phrasebook import book
from feeds.reading.status import status_facts
from feeds.reading.suffix import publisher_suffix
from feeds.reading.youth import youth_facts

RULES: str = weights.rules().version
REVIEW_BELOW: float = weights.rules().review_below


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A passage with its amounts and numbers found and marked."""

    passage: Passage
    amounts: Sequence[Amount]
    numbers: Sequence[Number]


def read(text: Text) -> Reading:
    """Read an announcement. What stands beyond the limits of ``words/rules.toml`` is not read."""
    text = _cut(text)
    lang, speech = _languages(text)
    marked = mark(_passages(text), speech, home_currency(text))
    judged = classify([m.passage for m in marked], speech, is_by_police=is_police(text))
    found = _amounts(marked, speech) if judged.is_plain else _facts(marked, speech, judged.category, text)
    return Reading(
        lang=lang, category=judged.category, score=judged.score, rules=RULES, cues=judged.cues, facts=_in_order(found)
    )


def marked_passages(text: Text) -> tuple[list[Passage], str]:
    """Give the passages as they are classified, and the language whose rules apply."""
    text = _cut(text)
    _, speech = _languages(text)
    return [m.passage for m in mark(_passages(text), speech, home_currency(text))], speech


def _cut(text: Text) -> Text:
    limits = weights.rules()
    if len(text.title) <= limits.title_at_most and len(text.summary) <= limits.read_at_most:
        return text
    return replace(text, title=text.title[: limits.title_at_most], summary=text.summary[: limits.read_at_most])


def _languages(text: Text) -> tuple[str, str]:
    """Give the announcement's language and the one whose rules apply."""
    words = f"{text.title}\n{text.summary}"
    lang = language(text.lang, words)
    return lang, rules_language(lang, words)


def _passages(text: Text) -> list[Passage]:
    return [Passage.of("title", text.title), Passage.of("summary", text.summary)]


def is_sure(reading: Reading) -> bool:
    """Say whether a reading may be published before a maintainer has looked at it."""
    return reading.category is Category.OTHER or reading.score >= REVIEW_BELOW


def mark(passages: Sequence[Passage], lang: str, home: str) -> list[Marked]:
    """Find amounts and numbers, so that later rules need not read them again."""
    is_money = is_money_context(passages)
    return [_marked(p, lang, home, in_money_context=is_money) for p in passages]


def _marked(passage: Passage, lang: str, home: str, *, in_money_context: bool) -> Marked:
    most = weights.rules().amounts_at_most
    amounts = money.find_amounts(passage, lang, home, in_money_context=in_money_context)[:most]
    spans = [(a.start, a.end) for a in amounts]
    numbers = find_numbers(cover(passage.plain, spans, MONEY), lang)[: 2 * most]
    marks = [(start, end, MONEY) for start, end in spans]
    marks += [(n.start, n.end, _sign(n, passage.plain)) for n in numbers]
    marks += [(start, end, " ") for start, end in publisher_suffix(passage)]
    return Marked(passage=passage.mark(marks).listen(book(lang)), amounts=amounts, numbers=numbers)


def _sign(number: Number, plain: str) -> str:
    """Choose the mark of a number: how many, how old, or how long."""
    if number.is_time(plain):
        return OTHER
    return AGE if number.is_age else NUMBER


def _amounts(marked: Sequence[Marked], lang: str) -> Iterator[Fact]:
    """Give the facts of what plainly is no announcement: the amounts, as somebody else's money."""
    yield from amount_facts([(m.passage, m.amounts) for m in marked if m.amounts], Category.OTHER, book(lang))


def _facts(marked: Sequence[Marked], lang: str, category: Category, text: Text) -> Iterator[Fact]:
    yield from amount_facts([(m.passage, m.amounts) for m in marked], category, book(lang))
    for m in marked:
        yield from person_facts(m.passage, m.numbers, lang, category)
        yield from figure_facts(m.passage, m.numbers)
        yield from police_facts(m.passage)
        yield from topic_facts(m.passage)
        yield from find_places(m.passage.field, m.passage.text, lang)
        if category is Category.FUNDING:
            yield from party_facts(m.passage, m.amounts, lang)
            yield from level_facts(m.passage)
            yield from period_facts(m.passage, m.numbers, lang, text.published)
        else:
            yield from several_places(m.passage)
            yield from offence_facts(m.passage)
            yield from status_facts(m.passage)
            yield from operation_facts(m.passage)
            yield from youth_facts(m.passage, m.numbers, lang)
    if category is not Category.FUNDING:
        yield from event_date([m.passage for m in marked], lang, text.published)


def _in_order(facts: Iterator[Fact]) -> tuple[Fact, ...]:
    """Put the facts in the order of the text, each once."""
    once = {(f.kind, f.field, f.start, f.end, f.value, f.of): f for f in facts if f.start < f.end}
    return tuple(sorted(once.values(), key=lambda f: (f.field != "title", f.start, f.end, f.kind)))
