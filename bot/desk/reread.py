"""Stored versions read again after the rules changed. What differs in something told waits for a maintainer.

due -> understood, as when they came -> what differs -> stored, a few hundred in one transaction -> linked
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from bot.intake import Understood, understood
from bot.linking import link_lot
from feeds.model import Fact, Reading, Span
from feeds.reading.withholding.names import merged
from feeds.stories.headline import headline
from feeds.watch.floods import OLD
from storage.database import Database
from storage.recent import Recent
from storage.reread import Rereading, Scope, StoredVersion, count_due, due_versions, save_rereadings

AT_ONCE = 200  # versions in one transaction
COUNTED = ("persons_arrested", "persons_charged", "persons_sentenced")
Shown = Mapping[str, str]


@dataclass(slots=True)
class Counts:
    """What became of the versions that were read again."""

    read_again: int = 0
    same: int = 0
    other: int = 0
    told: int = 0  # of the other ones
    unread: int = 0  # could not be read, as before or for the first time
    masked: int = 0  # could not be read, as their words are gone

    def as_json(self) -> dict[str, int]:
        """Give them as one object."""
        return asdict(self)

    def line(self) -> str:
        """Say them in one line."""
        rest = [f"{name} {count}" for name, count in (("unread", self.unread), ("masked", self.masked)) if count]
        said = [
            f"read again {self.read_again}",
            f"same {self.same}",
            f"other {self.other}",
            f"of which told {self.told}",
        ]
        return ", ".join([*said, *rest])


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What is read otherwise in one entry: figures, status and category, never words."""

    entry: str
    story: str | None
    is_told: bool
    of: Mapping[str, tuple[str, str]]  # what: before, now

    def line(self) -> str:
        """Say it in one line."""
        parts = (f"{name} {before} -> {now}" for name, (before, now) in self.of.items())
        return "; ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One pass: what is read again, and who hears of it meanwhile."""

    db: Database
    scope: Scope
    now: datetime
    is_dry: bool
    is_lifting: bool  # what the rules no longer withhold is shown
    show: Callable[[str], None]
    differs: Callable[[Difference], None]


def reread(task: Task, counts: Counts) -> None:
    """Read what is due again; what was stored stays stored where it is interrupted, and the next pass goes on."""
    total = task.db.read(count_due, task.scope)
    counts.masked = task.db.read(count_due, task.scope, is_masked=True)
    after = ""
    while batch := task.db.read(due_versions, task.scope, after, AT_ONCE):
        after = batch[-1].entry_id
        rereadings = list(read_again(task, batch, counts))
        if not task.is_dry:
            task.db.write(save_rereadings, rereadings, task.now)
        task.show(f"{counts.read_again + counts.unread}/{total}")
    recent = Recent()
    while not task.is_dry and task.db.write(link_lot, task.now, recent):
        pass


def read_again(task: Task, batch: Iterable[StoredVersion], counts: Counts) -> Iterator[Rereading]:
    """Read some versions again, and count how they differ."""
    for stored in batch:
        found = understood(stored.entry, stored.feed, stored.publisher, stored.first_seen)
        if found.reading is None:
            counts.unread += 1
            continue
        hidden = withheld_now(stored, found, is_lifting=task.is_lifting)
        difference = difference_in(stored, found.reading, hidden)
        note(task, counts, difference)
        yield rereading_of(stored, found, found.reading, hidden, difference, task.now)


def note(task: Task, counts: Counts, difference: Difference) -> None:
    """Count one version, and tell whoever listens how it differs."""
    counts.read_again += 1
    if difference.of:
        counts.other += 1
        counts.told += difference.is_told
        task.differs(difference)
    else:
        counts.same += 1


def rereading_of(  # noqa: PLR0913, PLR0917  (what was, what is, and what differs)
    stored: StoredVersion,
    found: Understood,
    reading: Reading,
    hidden: tuple[Span, ...],
    difference: Difference,
    now: datetime,
) -> Rereading:
    """Give what is to be stored of a version that was read again."""
    is_told_otherwise = bool(difference.of) and stored.is_told
    return Rereading(
        version=stored.version,
        reading=reading,
        withheld=hidden,
        is_sure=found.is_sure,
        is_changed=stored.reading is None or content_of(stored.reading) != content_of(reading),
        is_news=stored.reading is None and stored.first_seen > now - OLD,
        doubt=found.doubt,
        difference=f"entry {stored.entry_id}: {difference.line()}" if is_told_otherwise else None,
    )


def content_of(reading: Reading) -> Reading:
    """Give a reading without what does not matter to its story."""
    return replace(reading, rules="", cues=())


def withheld_now(stored: StoredVersion, found: Understood, *, is_lifting: bool) -> tuple[Span, ...]:
    """Withhold what the rules do, and what they did: a reread shows nothing that was not shown, unless it is asked to.

    What could not be read was withheld whole: nothing of that was judged.
    """
    is_judged = stored.reading is not None and not is_lifting
    return joined([*found.withheld, *(stored.withheld if is_judged else ())])


def joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Give spans in order and apart, the title's first."""
    return tuple(
        Span(field=field, start=start, end=end)
        for field in ("title", "summary")
        for start, end in merged((span.start, span.end) for span in spans if span.field == field)
    )


def difference_in(stored: StoredVersion, reading: Reading, hidden: tuple[Span, ...]) -> Difference:
    """Compare what is read and withheld now with what was."""
    was, now = shown_of(stored.reading), shown_of(reading)
    of = {name: (was[name], now[name]) for name in now if was[name] != now[name]}
    before = joined(stored.withheld)
    if before != hidden:
        of["withheld"] = (extent(before), extent(hidden))
    return Difference(entry=stored.entry_id, story=stored.story, is_told=stored.is_told, of=of)


def shown_of(reading: Reading | None) -> Shown:
    """Give what a message says of a reading, in figures and ids."""
    facts = reading.facts if reading else ()
    sum_of = headline(facts)
    return {
        "category": reading.category if reading else "none",
        "amount": f"{sum_of.amount:f} {sum_of.currency}" if sum_of else "none",
        **{f"{kind} {scope}": values(facts, kind, scope) for kind in COUNTED for scope in ("event", "cumulative")},
        "status": values(facts, "status", None),
    }


def values(facts: Iterable[Fact], kind: str, scope: str | None) -> str:
    """Give the values of facts of one kind and scope, each once."""
    return ", ".join(sorted({str(f.value) for f in facts if f.kind == kind and f.scope == scope})) or "none"


def extent(spans: Iterable[Span]) -> str:
    """Say how much is withheld."""
    return f"{sum(span.end - span.start for span in spans)} characters"
