"""The items of what has changed since it was told: one line each, with its day, what it was, and its sources."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo

from bot.say.arrest import PEOPLE, about, counts_words, people, states_verdict, status_line, status_words
from bot.say.corrections import Change, Turn, moved_to, statuses_now
from bot.say.figures import AMOUNT, Figure, Figures
from bot.say.funding import subject_of
from bot.say.marks import is_update, moment
from bot.say.model import Item
from bot.say.newness import newness_words
from bot.say.record import SOURCES, publisher_name, sources_of
from bot.say.typography import money, number, qualified, short_day
from bot.say.words import Words
from feeds.model import Category
from storage.model import StoryRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads it: in which language, where, on which day."""

    w: Words
    zone: tzinfo
    today: date


def in_order(changes: Iterable[Change]) -> list[Change]:
    """Put changes in the order in which they are told: corrections first, then what was told last."""
    return sorted(changes, key=lambda c: (c.turn is not Turn.CORRECTED, -c.told.at.timestamp(), c.story.id))


def change_item(change: Change, reader: Reader) -> Item:
    """Write the line of one change."""
    story, w = change.story, reader.w
    is_arrest = story.category is Category.ARREST
    on = short_day(change.told.at.astimezone(reader.zone).date(), reader.today, w)
    say = corrected if change.turn is Turn.CORRECTED else updated
    sources = sources_of(newest_first(story), w)
    more = len(sources) - SOURCES
    return Item(
        story=story.id,
        version=story.version,
        lead=w.say("{day}: {said}", day=on, said=say(change, w)),
        rest=about(story, w, reader.zone) if is_arrest else subject_of(story, w.language),
        beside=status_line(story, w, reader.zone) if is_arrest else None,
        sources=sources[:SOURCES],
        more_sources=w.count("and {n} other", "and {n} others", more) if more > 0 else None,
        is_presumed=is_arrest and not states_verdict(story),
    )


def newest_first(story: StoryRecord) -> StoryRecord:
    """Put first what says that it is an update, then what is newest: the source of what changed."""
    return replace(story, entries=tuple(sorted(story.entries, key=lambda e: (is_update(e), moment(e)), reverse=True)))


def corrected(change: Change, w: Words) -> str:
    """Say what is so, and what was told in its place."""
    kinds = [kind for kind in change.differing if kind in change.was]
    if not change.is_otherwise_new or change.newness is None:
        return figures_corrected(change, kinds, w)
    new = newness_words(change.newness, w)
    if kinds or change.parted:
        return f"{figures_corrected(change, kinds, w)}; {new}"
    return f"{figure_words(change.now, tuple(change.now), w)}, {new}" if change.now else new


def figures_corrected(change: Change, kinds: Sequence[str], w: Words) -> str:
    """Say which figures are so, or how far the matter has come, and what was told in their place."""
    if change.parted:
        return told_apart(change, kinds, w)
    if not kinds:
        stand = statuses_now(change)
        taken_back = status_words(change.statuses_told - stand, w)
        return w.say("{now}, not {was}", now=status_words(stand, w), was=taken_back)
    now = figure_words(change.now, kinds, w)
    is_one_kind = len(kinds) == 1 and kinds[0] in change.now
    was = alone(change.was[kinds[0]], w) if is_one_kind else figure_words(change.was, kinds, w)
    if any(change.was[kind].qualifier or change.was[kind].is_yearly for kind in kinds):
        return w.say("{now}; we had said: {was}", now=now, was=was)
    return w.say("{now}, not {was}", now=now, was=was)


def told_apart(change: Change, kinds: Sequence[str], w: Words) -> str:
    """Say that what was told as one announcement is several, and with which figures this one goes on."""
    several = w.say("two separate announcements, not one")
    if change.parted > 1:
        several = w.say("{n} separate announcements, not one", n=number(change.parted + 1, w))
    now = figure_words(change.now, kinds, w) if kinds else None
    return w.say("{now} here; {several}", now=now, several=several) if now else several


def updated(change: Change, w: Words) -> str:
    """Say what is new of a story: a figure, how far the matter has come, or only whose text says more."""
    if change.differing:
        now = figure_words(change.now, change.differing, w)
        was = figure_words(change.was, change.differing, w) if is_known(change) else None
        return w.say("now {now} ({was} then)", now=now, was=was) if was else w.say("now {now}", now=now)
    is_uncounted = change.story.category is Category.ARREST and not change.now
    figures = people(change.story, w) if is_uncounted else figure_words(change.now, tuple(change.now), w)
    if moved := moved_to(change):
        return w.say("{figures}; now: {status}", figures=figures, status=status_words(moved, w))
    by = publisher_name(newest_first(change.story).entries[0], w.language)
    return w.say("{figures}, unchanged; a new text: {publisher}", figures=figures, publisher=by)


def is_known(change: Change) -> bool:
    """Tell whether there is something to set beside what is new: an amount always, people where they were counted."""
    return change.story.category is Category.FUNDING or any(kind in change.was for kind in change.differing)


def figure_words(figures: Figures, kinds: Sequence[str], w: Words) -> str:
    """Write figures of some kinds."""
    found = [figures[kind] for kind in kinds if kind in figures]
    people = [(figure.kind, int(figure.value), figure.qualifier) for figure in found if figure.kind in PEOPLE]
    if found:
        return counts_words(people, w) if people else ", ".join(alone(figure, w) for figure in found)
    return w.say("number of people not stated") if set(kinds) & set(PEOPLE) else w.say("amount not stated")


def alone(figure: Figure, w: Words) -> str:
    """Write a figure where what it counts has just been said."""
    if figure.kind != AMOUNT:
        return qualified(number(figure.value, w), figure.qualifier, w)
    said = qualified(money(figure.value, figure.currency, w), figure.qualifier, w)
    return f"{said} {w.say('a year')}" if figure.is_yearly else said
