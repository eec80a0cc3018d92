"""What the record holds of one month, as its report tells it: books, corrections, sources.

stories, links (one reading transaction) -> books of the month, of its year, of what ends -> a value for the words
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.desk.books import is_counted, keep, show, whole_record
from bot.desk.history import history
from bot.desk.month import Month, period_of
from bot.desk.oldmoney import old_part
from bot.desk.show import Whole
from bot.desk.wanted import Wanted
from bot.say.arrest import PEOPLE
from bot.say.oldmoney import OldMoney
from bot.say.report.model import ChangedText, Corrections, MonthRecord, Ruling
from feeds.stories.ending import ending_soon
from feeds.stories.model import Commitment, Ledger
from storage.coverage import coverage, quiet
from storage.decided import Decided, changed_within, decided_within
from storage.model import EntryRecord, Period, StoryRecord, StoryState, VersionRecord
from storage.versions import versions_of

if TYPE_CHECKING:
    from sqlmodel import Session

MONTHS = 12
NEAR = timedelta(days=180)
TOLD = frozenset({"amount", "status", *PEOPLE})  # figures whose change is told
RULED = ("merge", "split", "reclassify", "approve", "refuse")
Books = Callable[..., Ledger]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which month is told, of all topics or of one, and on which day."""

    month: Month
    wanted: Wanted
    topic: str | None
    today: date
    zone: ZoneInfo
    is_sample: bool = False

    @property
    def period(self) -> Period:
        """The month as moments."""
        return period_of(self.month, self.month, self.zone)

    @property
    def year(self) -> Period:
        """The twelve months that end with it."""
        return period_of(self.month.after(1 - MONTHS), self.month, self.zone)


def gather(session: "Session", asked: Asked) -> MonthRecord:
    """Read what a month's report is written from."""
    stories, links = whole_record(session)
    by_id = {story.id: story for story in stories}
    opens, holds, period, year = asked.wanted.opens, asked.wanted.holds, asked.period, asked.year
    books: Books = partial(show, keep(stories, links, asked.zone), keeps=opens, holds=holds)
    by_topic = books(since=period.start, until=period.end, by="topic")
    return MonthRecord(
        first=asked.month.first,
        last=asked.month.last,
        made_on=asked.today,
        zone=asked.zone,
        home=asked.wanted.home,
        topic=asked.topic,
        stories=by_id,
        by_topic=by_topic,
        by_payer=books(since=period.start, until=period.end, by="payer"),
        year=books(since=year.start, until=year.end, by="month"),
        ending=ending_soon(books(), min(asked.month.last, asked.today), NEAR).commitments,
        old_money=dict(announced_again(by_topic.commitments, by_id, asked.zone)),
        corrections=corrections(session, stories, asked),
        coverage=coverage(session),
        quiet=tuple(quiet(session, period)),
        in_review=sum(story.state is StoryState.REVIEW and opens(story) for story in stories),
        is_sample=asked.is_sample,
    )


def announced_again(
    held: Iterable[Commitment], stories: Mapping[str, StoryRecord], zone: ZoneInfo
) -> Iterator[tuple[str, OldMoney]]:
    """Say of each story whose money is not all new what of it is."""
    promised: dict[str, list[Commitment]] = {}
    for one in held:
        promised.setdefault(one.story, []).append(one)
    for story, promises in promised.items():
        old = old_part(promises, stories, zone)
        if old is not None:
            yield story, old


# --- what changed in the month --------------------------------------------------------------------------------------


def corrections(session: "Session", stories: Sequence[StoryRecord], asked: Asked) -> Corrections:
    """Gather what publishers changed in their figures, and what maintainers decided, within the month."""
    kept = [story for story in stories if asked.wanted.opens(story)]
    found = [one for one in decided_within(session, asked.period) if asked.topic is None or concerns(one, kept)]
    return Corrections(
        changed=tuple(changed(session, kept, asked)),
        rulings=tuple(ruling(one, kept, asked.zone) for one in found if is_told(one)),
        redactions=sum(one.act == "redact" and not one.is_undo for one in found),
        withdrawals=sum(one.act == "withdraw" and not one.is_undo for one in found),
    )


def is_told(decided: Decided) -> bool:
    """Tell whether a decision changes what was told: to publish what waited does not, to confirm a link does."""
    return decided.act in RULED and (decided.act != "approve" or ":" in decided.subject)


def concerns(decided: Decided, stories: Iterable[StoryRecord]) -> bool:
    """Tell whether a decision is about any of some stories."""
    about = set(decided.about)
    return any(story.id in about or any(entry.id in about for entry in story.entries) for story in stories)


def ruling(decided: Decided, stories: Iterable[StoryRecord], zone: ZoneInfo) -> Ruling:
    """Put a decision beside the stories that it is about and that may be named."""
    named = (story for story in stories if is_counted(story) and concerns(decided, [story]))
    return Ruling(
        act=decided.act,
        is_undo=decided.is_undo,
        on=decided.at.astimezone(zone).date(),
        stories=tuple(named),
    )


def changed(session: "Session", stories: Iterable[StoryRecord], asked: Asked) -> Iterator[ChangedText]:
    """Give the published stories of which a publisher changed a figure within the month, the latest change last."""
    entries = set(changed_within(session, asked.period))
    for story in stories:
        touched = [entry for entry in story.entries if entry.id in entries]
        if touched and is_counted(story):
            yield from changes_of(session, story, touched, asked)


def changes_of(
    session: "Session", story: StoryRecord, touched: Sequence[EntryRecord], asked: Asked
) -> Iterator[ChangedText]:
    """Give what changed in the figures of a story's entries within the month, a version each."""
    versions: dict[str, list[VersionRecord]] = {}
    for version in versions_of(session, [entry.id for entry in story.entries]):
        versions.setdefault(version.entry, []).append(version)
    whole = Whole(story=story, links=(), decisions=(), versions=versions)
    for entry in touched:
        for (old, new), said in zip(pairwise(versions[entry.id]), history(whole, entry)[1:], strict=True):
            told = tuple(change for change in said.changes if change.kind in TOLD)
            is_in_time = asked.period.start <= new.seen < asked.period.end
            if told and is_in_time and old.category and new.category:  # what was not read says nothing
                on = new.seen.astimezone(asked.zone).date()
                yield ChangedText(story=story, on=on, changes=told, is_arrest=whole.is_arrest)
