"""What a maintainer decides about stories: each decision is logged with who, when and why, and can be undone."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import combinations
from typing import TYPE_CHECKING

from bot.desk.curate import Done, Why
from feeds.model import Category
from storage.decisions import concerned
from storage.doubts import open_doubts, open_notices
from storage.model import StoryState
from storage.review import is_proposed
from storage.rulings import Act, Change, Ruling, before, decide, follow_rulings, rulings_between
from storage.rulings import undo as take_back
from storage.subjects import Subject, find_subject

if TYPE_CHECKING:
    from sqlmodel import Session

Decided = Callable[["Session", Sequence[str], Why], Done]


def merge(session: "Session", ids: Sequence[str], why: Why) -> Done:
    """Tell several stories as one; what an earlier split held apart is lifted."""
    found = [find_subject(session, id) for id in ids]
    subjects = list({subject.story: subject for subject in found if subject}.values())
    if None in found or len(subjects) < 2:
        return unknown("merge", ids) if None in found else Done(False, "those are one story already")
    if reason := unmixable(subjects):
        return Done(False, reason)
    first, *others = subjects
    apart = [pair for one, other in combinations(subjects, 2) for pair in crossing(session, "cannot", one, other)]
    change = Change(
        about=about(subjects),
        adds=tuple(pair("must", first.lead, other.lead) for other in others),
        lifts=tuple(apart),
    )
    number = decide(session, act("merge", " ".join(subject.story for subject in subjects), why), change)
    relink(session, change.about, why.at)
    story = find_subject(session, first.lead)
    return Done(True, f"{story.story if story else first.story}: told as one story (decision {number})")


def unmixable(subjects: Sequence[Subject]) -> str | None:
    """Say why some stories cannot be told as one: what is withdrawn would take the others with it."""
    withdrawn = [subject.story for subject in subjects if subject.state == StoryState.WITHDRAWN]
    if withdrawn:
        return f"{withdrawn[0]} is withdrawn: undo that first"
    categories = {subject.category for subject in subjects}
    if {Category.FUNDING, Category.ARREST} <= categories:
        return "one is about money and one about arrests: reclassify first"
    return None


def split(session: "Session", ids: Sequence[str], why: Why) -> Done:
    """Take entries out of their story, the others stay one; a story's id alone takes all its entries apart."""
    found = [find_subject(session, id) for id in ids]
    subjects = [subject for subject in found if subject]
    if None in found or not subjects:
        return unknown("split", ids)
    if len({subject.story for subject in subjects}) > 1:
        return Done(False, "those are not of one story")
    story, out = subjects[0], [subject.entry for subject in subjects if subject.entry]
    stay = [entry for entry in story.entries if entry not in out]
    pairs = [(a, b) for a in out for b in stay] if out else list(combinations(story.entries, 2))
    if not pairs:
        return Done(False, f"{story.story}: nothing would be left to stand apart")
    apart = {pair("cannot", a, b) for a, b in pairs}
    together = {pair("must", stay[0], entry) for entry in stay[1:]} if out else set()
    return take_apart(session, story, apart, together, act("split", " ".join((story.story, *out)), why))


def take_apart(session: "Session", story: Subject, apart: set[Ruling], together: set[Ruling], said: Act) -> Done:
    """Hold pairs of entries of one story apart, and those that stay together though what was taken out tied them."""
    every = story.entries
    lifts = [ruling for ruling in rulings_between(session, "must", every, every) if ("cannot", *ruling[1:]) in apart]
    change = Change(about=about([story]), adds=tuple(sorted(apart | together)), lifts=tuple(lifts))
    number = decide(session, said, change)
    relink(session, change.about, said.now)
    now = dict.fromkeys(found.story for entry in story.entries if (found := find_subject(session, entry)))
    return Done(True, f"{story.story}: told apart, as {', '.join(now)} (decision {number})")


def reclassify(session: "Session", ids: Sequence[str], why: Why, category: Category) -> Done:
    """Say what a story is; the reading no longer decides it."""
    subject = find_subject(session, ids[0])
    if subject is None or subject.category == category:
        return unknown("reclassify", ids) if subject is None else Done(False, f"{ids[0]}: is {category} already")
    number = rule(session, "reclassify", subject, {"category": category}, why)
    waits = "; it still waits: greffier approve" if subject.state == StoryState.REVIEW else ""
    return Done(True, f"{subject.story}: {category} from now on (decision {number}){waits}")


def withdraw(session: "Session", ids: Sequence[str], why: Why) -> Done:
    """Take a story out of the record that others see."""
    subject = find_subject(session, ids[0])
    if subject is None or subject.state == StoryState.WITHDRAWN:
        return unknown("withdraw", ids)
    number = rule(session, "withdraw", subject, {"state": StoryState.WITHDRAWN}, why)
    return Done(True, f"{subject.story}: withdrawn (decision {number})")


def approve(session: "Session", ids: Sequence[str], why: Why) -> Done:
    """Confirm a proposed link, publish a story that waits in review, or find a text in doubt harmless."""
    if ":" in ids[0]:
        return settle_link(session, "approve", "confirm", ids[0], why)
    subject = find_subject(session, ids[0])
    if subject is None:
        return unknown("approve", ids)
    if subject.state == StoryState.REVIEW:
        number = rule(session, "approve", subject, {"state": StoryState.PUBLISHED}, why)
        return Done(True, f"{subject.story}: published (decision {number})")
    notices = doubts_of(session, subject)
    if not notices:
        return unknown("approve", ids)
    number = decide(session, act("approve", ids[0], why), Change(about=about([subject]), settles=notices))
    return Done(True, f"{ids[0]}: found to identify nobody (decision {number})")


def refuse(session: "Session", ids: Sequence[str], why: Why) -> Done:
    """Refuse a proposed link."""
    return settle_link(session, "refuse", "refuse", ids[0], why)


def settle_link(session: "Session", name: str, kind: str, link: str, why: Why) -> Done:
    """Confirm or refuse what stands between two stories, named SOURCE:TARGET."""
    source, target = (find_subject(session, id) for id in (*link.split(":", 1), "")[:2])
    if source is None or target is None:
        return unknown(name, [link])
    other = "refuse" if kind == "confirm" else "confirm"
    ends = source.story, target.story
    opposite = rulings_between(session, other, ends[:1], ends[1:])
    is_ruled = rulings_between(session, kind, ends[:1], ends[1:])
    if is_ruled or not (opposite or is_proposed(session, *ends)):
        return unknown(name, [link])
    change = Change(about=(*ends, *about([source, target])), adds=((kind, *ends),), lifts=tuple(opposite))
    number = decide(session, act(name, f"{source.story}:{target.story}", why), change)
    relink(session, change.about, why.at)
    said = "link confirmed" if kind == "confirm" else "link refused"
    return Done(True, f"{source.story}:{target.story}: {said} (decision {number})")


def undo(session: "Session", ids: Sequence[str], why: Why) -> Done:
    """Take a decision back; the record is again what the others make of it."""
    number = take_back(session, int(ids[0]), act("undo", ids[0], why))
    if isinstance(number, str):
        return Done(False, number)
    relink(session, concerned(session, number), why.at)
    return Done(True, f"decision {ids[0]} is undone (decision {number})")


# --- what the acts share ----------------------------------------------------------------------------------------------


def rule(session: "Session", name: str, subject: Subject, ruled: dict[str, str], why: Why) -> int:
    """Say what a story's state or category is from now on."""
    is_news = ruled.get("state") == StoryState.PUBLISHED  # published now, told by the next digest
    change = Change(
        about=about([subject]),
        entry=subject.lead,
        ruled=ruled,
        was=before(session, subject.story),
        news_at=why.at if is_news else None,
        settles=doubts_of(session, subject) if "state" in ruled else (),
    )
    number = decide(session, act(name, subject.story, why), change)
    relink(session, change.about, why.at)
    return number


def relink(session: "Session", about: Iterable[str], now: datetime) -> None:
    """Link again what a decision has left pending, and let the stories that come of it keep what was decided."""
    from bot.linking import link_pending  # noqa: PLC0415  (slow to import, and only needed once something is decided)

    link_pending(session, now)
    follow_rulings(session, about)


def unknown(name: str, ids: Sequence[str]) -> Done:
    """Say that there is nothing to act on."""
    return Done(False, f"nothing to {name} under {', '.join(map(repr, ids))}")


def act(name: str, subject: str, why: Why) -> Act:
    """Name an act as the log keeps it."""
    return Act(name=name, subject=subject, who=why.who, reason=why.reason, now=why.at)


def about(subjects: Iterable[Subject]) -> tuple[str, ...]:
    """Give the stories that a decision concerns, and their entries."""
    return tuple(id for subject in subjects for id in (subject.story, *subject.entries))


def pair(kind: str, a: str, b: str) -> Ruling:
    """Write a ruling about two entries, the smaller id first."""
    return kind, min(a, b), max(a, b)


def crossing(session: "Session", kind: str, one: Subject, other: Subject) -> list[Ruling]:
    """Give the rulings between the entries of two stories."""
    return rulings_between(session, kind, one.entries, other.entries)


def doubts_of(session: "Session", subject: Subject) -> tuple[int, ...]:
    """Give the open doubts and notices about an entry, or about a story and its entries."""
    entries = [subject.entry] if subject.entry else list(subject.entries)
    notices = open_notices(session, [*entries, subject.story] if subject.story else entries)
    return tuple(doubt.notice for doubt in open_doubts(session, entries)) + tuple(notice.id for notice in notices)


RULINGS: Mapping[str, Decided] = {
    "merge": merge,
    "split": split,
    "withdraw": withdraw,
    "approve": approve,
    "refuse": refuse,
    "undo": undo,
}
