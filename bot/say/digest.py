"""Compose one chat's digest for one period, in words: what is new, how much was left out, what could not be read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from itertools import groupby

from bot.say.arrest import arrest_item, count_of
from bot.say.coverage import coverage_line
from bot.say.funding import funding_item, headline
from bot.say.model import Digest, Line, Scope, Section, Source
from bot.say.record import facts_of, scope_of
from bot.say.typography import capital, days, money, number, weekday
from bot.say.words import N_, Words, words
from feeds.model import Category
from feeds.reading.geography.places import region_name
from feeds.reading.offences import label
from storage.model import Coverage, MoneyTotal, Period, StoryRecord, StoryState

CATEGORIES = {Category.FUNDING: N_("FUNDING"), Category.ARREST: N_("ARRESTS")}
SCOPES = {Scope.NATIONAL: N_("elsewhere in the country"), Scope.INTERNATIONAL: N_("international")}


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSettings:
    """How a chat wants its digest. ``maximum`` 0 shows every story."""

    language: str
    zone: tzinfo
    home: str = "CA-QC"
    maximum: int = 12
    site: str | None = None
    is_first: bool = False
    is_sample: bool = False


def compose(  # noqa: PLR0913 - what a digest says has that many sources, each named by its caller
    stories: Iterable[StoryRecord],
    period: Period,
    settings: DigestSettings,
    *,
    coverage: Coverage,
    totals: Sequence[MoneyTotal] = (),
    topic: str | None = None,
    in_review: int = 0,
    held: int = 0,
) -> Digest:
    """Compose a digest; what it says does not depend on the order of the stories.

    ``totals`` are those of the subject ``topic``. Only published stories about funding or arrests are told; those in
    review or held are numbers.
    """
    w = words(settings.language)
    ranked = ranking(stories, settings.home, topic)
    told = ranked[: settings.maximum] if settings.maximum else ranked
    today = _last_day(period, settings.zone)
    closing = (
        _others(len(ranked) - len(told), today, settings, w),
        *_totals(totals, topic, settings.zone, w),
        Line(text=coverage_line(coverage, today, settings.zone, w)),
        *_waiting(in_review, held, w),
    )
    return Digest(
        language=settings.language,
        title=f"Greffier · {weekday(today, w)}",
        intro=tuple(_intro(told, coverage, period, settings, w)),
        sections=tuple(_sections(told, settings, w)),
        closing=tuple(line for line in closing if line is not None),
        others=len(ranked) - len(told),
        presumption=w.say("Everyone arrested or charged is presumed innocent."),
        is_sample=settings.is_sample,
    )


def ranking(stories: Iterable[StoryRecord], home: str, topic: str | None) -> list[StoryRecord]:
    """Put the most relevant first: nearer, then on the subject, then larger, then newer.

    Money is never weighed against people: each category is ranked by itself and the two take turns.
    """
    kept = [s for s in stories if s.state is StoryState.PUBLISHED and s.category in CATEGORIES and s.entries]
    near = {s.id: (list(Scope).index(scope_of(s, home)), topic not in _topics(s)) for s in kept}
    by_size = sorted(kept, key=lambda s: (*near[s.id], -_size(s), -s.dated.timestamp(), s.id))
    turn = {s.id: n for category in CATEGORIES for n, s in enumerate(t for t in by_size if t.category is category)}
    order = list(CATEGORIES)
    starts = {(near[s.id], s.category): turn[s.id] for s in reversed(by_size)}
    return sorted(
        by_size,
        key=lambda s: (*near[s.id], turn[s.id] - starts[near[s.id], s.category], order.index(s.category)),
    )


def _topics(story: StoryRecord) -> set[object]:
    return {fact.value for _, fact in facts_of(story, "topic", "offence")}


def _size(story: StoryRecord) -> Decimal:
    if story.category is Category.FUNDING:
        head = headline(story, story.entries[0].lang)
        return Decimal(head[1].value) if head else Decimal(0)
    kinds = ("persons_arrested", "persons_charged", "persons_sentenced")
    return Decimal(max(count_of(story, kind) or 0 for kind in kinds))


def _sections(told: list[StoryRecord], settings: DigestSettings, w: Words) -> Iterable[Section]:
    def place(story: StoryRecord) -> tuple[int, int]:
        return list(CATEGORIES).index(story.category), list(Scope).index(scope_of(story, settings.home))

    for (category_at, scope_at), group in groupby(sorted(told, key=place), key=place):
        category, scope = list(CATEGORIES)[category_at], list(Scope)[scope_at]
        near = region_name(settings.home, w.language) if scope is Scope.LOCAL else w.say(SCOPES[scope])
        yield Section(
            category=category,
            scope=scope,
            heading=f"{w.say(CATEGORIES[category])} · {near}",
            items=tuple(
                funding_item(s, w) if category is Category.FUNDING else arrest_item(s, w, settings.zone) for s in group
            ),
        )


def _intro(
    told: list[StoryRecord], coverage: Coverage, period: Period, settings: DigestSettings, w: Words
) -> Iterable[str]:
    if settings.is_sample:
        yield w.say("Made-up announcements: nothing here is real.")
    first = period.start.astimezone(settings.zone).date()
    last = _last_day(period, settings.zone)
    if settings.is_first:
        yield w.say("First digest: the last 7 days ({days}).", days=days(first, last, w))
    elif period.end - period.start > timedelta(hours=36):
        yield w.say("Period: {days}.", days=days(first, last, w))
    if not told and coverage.answering:
        yield w.say("Nothing new in the sources that were read.")


def _others(n: int, today: date, settings: DigestSettings, w: Words) -> Line | None:
    if n <= 0:
        return None
    text = w.count("{n} other announcement", "{n} other announcements", n)
    if settings.site is None:
        return Line(text=text + ".")
    url = f"{settings.site.rstrip('/')}/{w.language}/{today:%Y-%m-%d}"
    return Line(text=w.say("{what}: ", what=text), link=Source(label=url.partition("://")[2] or url, url=url))


def _totals(totals: Sequence[MoneyTotal], topic: str | None, zone: tzinfo, w: Words) -> Iterable[Line]:
    known = None if topic is None else label(topic, w.language)
    subject = capital(known) if known and known != topic else w.say("This subject")
    for total in totals:
        since = "" if total.since is None else w.say(" since {year}", year=total.since.astimezone(zone).year)
        announced = w.say("{amount} announced", amount=money(total.announced, total.currency, w))
        said = w.say("{subject}{since}: {announced}", subject=subject, since=since, announced=announced)
        if total.distinct is not None:
            distinct = money(total.distinct, total.currency, w)
            said += w.say("; distinct, at most: {amount}", amount=distinct)
        yield Line(text=said + w.say(". Announced is not spent."))


def _waiting(in_review: int, held: int, w: Words) -> Iterable[Line]:
    parts = []
    if in_review > 0:
        parts.append(
            w.count(
                "{count} announcement in review",
                "{count} announcements in review",
                in_review,
                count=number(in_review, w),
            )
        )
    if held > 0:
        parts.append(w.count("{count} held after a burst", "{count} held after a burst", held, count=number(held, w)))
    if parts:
        yield Line(text=capital(", ".join(parts)) + ".")


def _last_day(period: Period, zone: tzinfo) -> date:
    """Give the day on which a digest is read; a period that ends at midnight ends with the day before."""
    end: datetime = period.end.astimezone(zone)
    return (end - timedelta(microseconds=1)).date() if end > period.start else end.date()
