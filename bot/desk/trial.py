"""What a decision would change: it is carried out, looked at, and taken back as if it had never been.

act within a savepoint -> the stories concerned, after -> back to the savepoint -> the same stories, before
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.desk.books import ledger_over, whole_record
from bot.desk.curate import Why
from bot.desk.outcome import Outcome
from bot.say.because import link_words, relation_words
from bot.say.card import head
from bot.say.facts import line
from bot.say.typography import money
from bot.say.words import Words, words
from feeds.model import Category
from feeds.stories.model import MoneySum, StoryLink
from storage.decisions import concerned
from storage.links import links_of
from storage.model import StoryRecord
from storage.stories import find_story
from storage.subjects import stories_of
from storage.told import messages_about

if TYPE_CHECKING:
    from sqlmodel import Session

INDENT = "    "
NO_MONEY = MoneySum(
    announced=Decimal(0), committed=Decimal(0), distinct=Decimal(0), proposed_overlap=Decimal(0), without_amount=0
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The stories that a decision concerns, before or after it, and their money by currency."""

    stories: tuple[StoryRecord, ...]
    links: tuple[StoryLink, ...]
    money: Mapping[str, MoneySum]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a decision would say and change; ``messages`` that were posted tell what it would change."""

    outcome: Outcome
    before: Side | None = None
    after: Side | None = None
    messages: int = 0


def try_out(
    session: "Session", /, act: Callable[..., Outcome], subject: Any, why: Why, zone: ZoneInfo, **also: Any
) -> Trial:
    """Carry out an act, see what comes of it, and take all of it back."""
    with session.begin_nested() as savepoint:
        outcome = act(session, subject, why, **also)
        about = concerned(session, outcome.number) if outcome.number is not None else []
        after = side(session, about, zone)
        savepoint.rollback()
    session.expire_all()
    if outcome.number is None:
        return Trial(outcome=outcome)
    before = side(session, about, zone)
    told = [story.id for story in before.stories] if before != after else []
    return Trial(outcome=outcome, before=before, after=after, messages=messages_about(session, told))


def side(session: "Session", about: Sequence[str], zone: ZoneInfo) -> Side:
    """Look at the stories of some entries as they stand."""
    ids = sorted(row.id for row in session.exec(stories_of(about)).all())
    stories = tuple(found for id in ids if (found := find_story(session, id)) and found.id == id and found.entries)
    is_money = any(story.category is Category.FUNDING for story in stories)
    money = ledger_over(*whole_record(session), zone, keeps=lambda story: story.id in ids).money if is_money else {}
    return Side(stories=stories, links=tuple(links_of(session, [story.id for story in stories])), money=money)


def trial_lines(trial: Trial, lang: str, zone: ZoneInfo) -> Iterator[str]:
    """Tell what a decision would change."""
    w = words(lang)
    yield trial.outcome.line(lang, is_dry=True)
    if trial.before is None or trial.after is None:
        return
    yield w.say("Nothing is changed: this is what would be.")
    for name, found in ((w.say("Before"), trial.before), (w.say("After"), trial.after)):
        yield name
        yield from (f"{INDENT}{said}" for said in side_lines(found, w, zone))
    yield from money_lines(trial.before.money, trial.after.money, w)
    yield line(w.say("Posted messages that tell what would change"), str(trial.messages), w)


def side_lines(found: Side, w: Words, zone: ZoneInfo) -> Iterator[str]:
    """Tell the stories with their entries, and how their money is linked; no word of theirs, which may be withheld."""
    for story in found.stories:
        yield head(story, story.version, w, zone)
        entries = line(w.say("entries"), ", ".join(entry.id for entry in story.entries), w)
        yield INDENT + entries
    for link in found.links:
        yield line(f"{link.source} {relation_words(link.relation, w)} {link.target}", link_words(link, w), w)


def money_lines(before: Mapping[str, MoneySum], after: Mapping[str, MoneySum], w: Words) -> Iterator[str]:
    """Tell what the stories announce and hold in distinct money, before and after."""
    for currency in sorted({*before, *after}):
        sums = [found.get(currency, NO_MONEY) for found in (before, after)]
        announced = " → ".join(money(held.announced, currency, w) for held in sums)
        distinct = " → ".join(money(held.distinct, currency, w) for held in sums)
        yield w.say("Announced: {amount}", amount=announced)
        yield w.say("Distinct, at most: {amount}", amount=distinct)
