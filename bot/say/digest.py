"""Compose one chat's digest for one period, in words: what is new, how much was left out, what could not be read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from itertools import groupby

from bot.say.arrest import PEOPLE, arrest_item, count_of
from bot.say.corrections import Change, Turn
from bot.say.coverage import coverage_line
from bot.say.funding import funding_item, headline
from bot.say.model import Digest, Item, Line, Scope, Section, Source
from bot.say.oldmoney import OldMoney, money_note
from bot.say.record import facts_of, scope_of
from bot.say.retold import Reader, change_item, in_order
from bot.say.typography import capital, clock, day, days, money, number, short_day, weekday
from bot.say.words import N_, Words, words
from feeds.model import Category
from feeds.reading.geography.places import region_name
from feeds.reading.offences import ids_of, label
from storage.model import Coverage, MoneyTotal, Period, StoryRecord, StoryState

CATEGORIES = {Category.FUNDING: N_("FUNDING"), Category.ARREST: N_("ARRESTS")}
TURNS = {Turn.CORRECTED: N_("CORRECTED"), Turn.UPDATED: N_("UPDATED")}
PRESUMPTION = N_("Everyone arrested or charged is presumed innocent.")
NOT_SPENT = N_(". Announced is not spent.")
MOST_CHANGES = 12  # in one digest; the others are a number
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
    late_since: datetime | None = None  # when it was due, where that was long ago


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
    changes: Iterable[Change] = (),
    withdrawn: Sequence[datetime] = (),
    old_money: Mapping[str, OldMoney] | None = None,
) -> Digest:
    """Compose a digest; what it says does not depend on the order of the stories.

    ``totals`` are those of the subject ``topic``. Only published stories about funding or arrests are told; those in
    review or held are numbers. ``changes`` are of stories that were told before; ``withdrawn`` says when those were
    told that are withdrawn by now; ``old_money`` says by story what of its money is not new.
    """
    w = words(settings.language)
    old = old_money or {}
    ranked = sorted(ranking(stories, settings.home, topic), key=lambda story: is_again(story, old))
    told = ranked[: settings.maximum] if settings.maximum else ranked
    today = _last_day(period, settings.zone)
    changed = in_order(changes)
    shown = changed[:MOST_CHANGES] if settings.maximum else changed
    reader = Reader(w=w, zone=settings.zone, today=today)
    closing = (
        _others(len(ranked) - len(told), today, settings, w),
        _more_changes(len(changed) - len(shown), w),
        _withdrawn(withdrawn, reader),
        *_totals(totals, topic, settings.zone, w),
        Line(text=coverage_line(coverage, today, settings.zone, w)),
        *_waiting(in_review, held, w),
    )
    return Digest(
        language=settings.language,
        title=f"Greffier · {weekday(today, w)}",
        intro=(
            *_intro(period, settings, w),
            *_silence(coverage, w, is_silent=not told, has_more=bool(shown or withdrawn or in_review > 0 or held > 0)),
        ),
        sections=(
            *_sections([story for story in told if not is_again(story, old)], settings, old, w),
            *_changes(shown, reader),
            *_again([story for story in told if is_again(story, old)], old, w),
        ),
        closing=tuple(line for line in closing if line is not None),
        others=len(ranked) - len(told),
        presumption=w.say(PRESUMPTION),
        is_sample=settings.is_sample,
        has_totals=bool(totals),
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
    return Decimal(max(count_of(story, kind) or 0 for kind in PEOPLE))


def is_again(story: StoryRecord, old_money: Mapping[str, OldMoney]) -> bool:
    """Tell whether a story only announces again what was announced before."""
    return story.id in old_money and old_money[story.id].is_again


def _sections(
    told: list[StoryRecord], settings: DigestSettings, old: Mapping[str, OldMoney], w: Words
) -> Iterable[Section]:
    def place(story: StoryRecord) -> tuple[int, int]:
        return list(CATEGORIES).index(story.category), list(Scope).index(scope_of(story, settings.home))

    for (category_at, scope_at), group in groupby(sorted(told, key=place), key=place):
        category, scope = list(CATEGORIES)[category_at], list(Scope)[scope_at]
        yield Section(
            category=category,
            scope=scope,
            heading=f"{w.say(CATEGORIES[category])} · {_near(scope, settings.home, w)}",
            items=tuple(
                _funding(s, old, w) if category is Category.FUNDING else arrest_item(s, w, settings.zone) for s in group
            ),
        )


def _near(scope: Scope, home: str, w: Words) -> str:
    """Name how near a section is; what a country announces is for all of it, so its name is no "elsewhere"."""
    if scope is Scope.LOCAL:
        return region_name(home, w.language)
    country = home.partition("-")[0]
    name = region_name(country, w.language)
    return name if scope is Scope.NATIONAL and name != country else w.say(SCOPES[scope])


def _funding(story: StoryRecord, old: Mapping[str, OldMoney], w: Words) -> Item:
    return funding_item(story, w, money_note(old[story.id], w) if story.id in old else None)


def _changes(changes: Sequence[Change], reader: Reader) -> Iterable[Section]:
    for turn, group in groupby(changes, key=lambda change: change.turn):
        items = tuple(change_item(change, reader) for change in group)
        yield Section(category=None, scope=None, heading=reader.w.say(TURNS[turn]), items=items)


def _again(told: list[StoryRecord], old: Mapping[str, OldMoney], w: Words) -> Iterable[Section]:
    if told:
        items = tuple(_funding(story, old, w) for story in told)
        yield Section(category=None, scope=None, heading=w.say("ANNOUNCED AGAIN"), items=items)


def _intro(period: Period, settings: DigestSettings, w: Words) -> Iterable[str]:
    if settings.is_sample:
        yield w.say("Made-up announcements: nothing here is real.")
    first = period.start.astimezone(settings.zone).date()
    last = _last_day(period, settings.zone)
    if settings.late_since:
        yield _late(settings.late_since.astimezone(settings.zone), last, w)
    if settings.is_first:
        yield w.say("First digest: the last 7 days ({days}).", days=days(first, last, w))
    elif settings.late_since or period.end - period.start > timedelta(hours=36):
        yield w.say("Period: {days}.", days=days(first, last, w))


def _silence(coverage: Coverage, w: Words, *, is_silent: bool, has_more: bool) -> Iterable[str]:
    """Say that nothing is new; beside a correction, or what waits for a maintainer, only that no announcement is."""
    if is_silent and coverage.answering:
        no_more = w.say("Nothing new in the sources that were read.")
        yield w.say("No new announcement to tell from the sources that were read.") if has_more else no_more


def _late(due: datetime, today: date, w: Words) -> str:
    """Say that a digest comes late, and when it was due, on the clocks of its chat."""
    hour = clock(due, due.tzinfo or UTC, w)
    if due.date() == today:
        return w.say("Late: due at {hour} today.", hour=hour)
    if due.date() == today - timedelta(days=1):
        return w.say("Late: due at {hour} yesterday.", hour=hour)
    return w.say("Late: due at {hour} on {day}.", hour=hour, day=day(due.date(), w))


def _others(n: int, today: date, settings: DigestSettings, w: Words) -> Line | None:
    if n <= 0:
        return None
    text = w.count("{n} other announcement", "{n} other announcements", n)
    if settings.site is None:
        return Line(text=text + ".")
    url = f"{settings.site.rstrip('/')}/{w.language}/{today:%Y-%m-%d}"
    return Line(text=w.say("{what}: ", what=text), link=Source(label=url.partition("://")[2] or url, url=url))


def _more_changes(n: int, w: Words) -> Line | None:
    if n <= 0:
        return None
    return Line(text=w.count("{n} other correction or update.", "{n} other corrections and updates.", n))


def _withdrawn(told: Sequence[datetime], reader: Reader) -> Line | None:
    """Say how many of the announcements told are withdrawn, and on which days they were told."""
    if not told:
        return None
    w = reader.w
    days_told = dict.fromkeys(short_day(at.astimezone(reader.zone).date(), reader.today, w) for at in told)
    n, on = len(told), ", ".join(days_told)
    text = w.count("Withdrawn: {n} announcement ({days}).", "Withdrawn: {n} announcements ({days}).", n, days=on)
    return Line(text=text)


def _totals(totals: Sequence[MoneyTotal], topic: str | None, zone: tzinfo, w: Words) -> Iterable[Line]:
    """Add up the subject, a line a currency; where no announcement states a sum there is nothing to add up."""
    is_known = topic in ids_of("offence") or topic in ids_of("topic")
    subject = capital(label(str(topic), w.language)) if is_known else w.say("This subject")
    known_sums = [total for total in totals if total.announced]
    for total in known_sums:
        since = "" if total.since is None else w.say(" since {year}", year=total.since.astimezone(zone).year)
        announced = w.say("{amount} announced", amount=money(total.announced, total.currency, w))
        said = w.say("{subject}{since}: {announced}", subject=subject, since=since, announced=announced)
        if total.distinct is not None:
            distinct = money(total.distinct, total.currency, w)
            said += w.say("; distinct, at most: {amount}", amount=distinct)
        yield Line(text=said + (w.say(NOT_SPENT) if total is known_sums[-1] else "."))


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
