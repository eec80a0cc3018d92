"""What a maintainer decides about stories: each decision is logged with who, when and why, and can be undone."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import combinations
from typing import TYPE_CHECKING, Any

from bot.desk.curate import Why
from bot.desk.doubtful import doubts_in
from bot.desk.outcome import Outcome, as_typed, decided, number_in, refused, unknown
from bot.say.words import N_
from feeds.model import Category
from feeds.stories.model import Relation
from storage.decisions import concerned
from storage.doubts import open_doubts, open_notices
from storage.ledger import hanging_together
from storage.links import LINK_KINDS
from storage.model import StoryState
from storage.parting import tell_apart, together
from storage.review import is_of_police, is_proposed
from storage.rulings import Act, Change, Ruling, Standing, before, decide, follow_rulings, rulings_between
from storage.rulings import undo as take_back
from storage.stories import find_story
from storage.subjects import Subject, find_subject
from storage.told import look_again
from storage.versions import versions_of

if TYPE_CHECKING:
    from sqlmodel import Session

WITHDRAWN = N_("{story} is withdrawn: undo that first")
RECLASSIFIED = {
    Category.FUNDING: N_("{story}: funding from now on"),
    Category.ARREST: N_("{story}: an arrest from now on"),
    Category.OTHER: N_("{story}: no announcement from now on"),
}
LINKED = {
    "confirm": N_("{source}:{target}: link confirmed"),
    "refuse": N_("{source}:{target}: link refused"),
    Relation.PART_OF: N_("{source}: part of {target} from now on"),
    Relation.REPEATS: N_("{source}: repeats {target} from now on"),
    Relation.AMENDS: N_("{source}: amends {target} from now on"),
}
LINKABLE: Mapping[str, Relation | None] = {
    str(relation): relation for relation in (Relation.PART_OF, Relation.REPEATS, Relation.AMENDS)
} | {"none": None}
THEN = {
    False: N_("to take it back: greffier undo {number}"),
    True: N_("to take it back: greffier undo {number}, and to take out one entry alone: greffier split ENTRY"),
}
STANDING = {
    "unknown": N_("there is no decision {number} (see: greffier decisions)"),
    "own act": N_("decision {number}, {act}, has an act of its own that takes it back"),
    "undone": N_("decision {number} is undone already"),
}

SETTLED = (StoryState.PUBLISHED, StoryState.WITHDRAWN)  # a story that nothing is left to decide about

Decided = Callable[["Session", Sequence[str], Why], Outcome]


def merge(session: "Session", ids: Sequence[str], why: Why) -> Outcome:
    """Tell several stories as one; what an earlier split held apart is lifted."""
    found = [find_subject(session, id) for id in ids]
    subjects = list({subject.story: subject for subject in found if subject}.values())
    if None in found:
        return unknown("merge", *missing(ids, found))
    if len(subjects) < 2:
        return refused(N_("those are one story already"))
    if refusal := unmixable(subjects):
        return refusal
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
    return decided(number, N_("{story}: told as one story"), story=story.story if story else first.story)


def missing(ids: Sequence[str], found: Sequence[Subject | None]) -> list[str]:
    """Give those of some ids that stand for nothing."""
    return [id for id, subject in zip(ids, found, strict=True) if subject is None]


def unmixable(subjects: Sequence[Subject]) -> Outcome | None:
    """Say why some stories cannot be told as one: what is withdrawn would take the others with it."""
    withdrawn = [subject.story for subject in subjects if subject.state == StoryState.WITHDRAWN]
    if withdrawn:
        return refused(WITHDRAWN, story=withdrawn[0])
    categories = {subject.category for subject in subjects}
    if {Category.FUNDING, Category.ARREST} <= categories:
        return refused(N_("one is about money and one about arrests: reclassify first"))
    return None


def split(session: "Session", ids: Sequence[str], why: Why) -> Outcome:
    """Take entries out of their story, the others stay one; a story's id alone takes all its entries apart."""
    found = [find_subject(session, id) for id in ids]
    subjects = [subject for subject in found if subject]
    if None in found:
        return unknown("split", *missing(ids, found))
    if len({subject.story for subject in subjects}) > 1:
        return refused(N_("those are not of one story"))
    story, out = subjects[0], [subject.entry for subject in subjects if subject.entry]
    stay = [entry for entry in story.entries if entry not in out]
    pairs = [(a, b) for a in out for b in stay] if out else list(combinations(story.entries, 2))
    if not pairs:
        return refused(N_("{story}: nothing would be left to stand apart"), story=story.story)
    apart = {pair("cannot", a, b) for a, b in pairs}
    together = {pair("must", stay[0], entry) for entry in stay[1:]} if out else set()
    return take_apart(session, story, apart, together, act("split", " ".join((story.story, *out)), why))


def take_apart(session: "Session", story: Subject, apart: set[Ruling], together: set[Ruling], said: Act) -> Outcome:
    """Hold pairs of entries of one story apart, and those that stay together though what was taken out tied them."""
    every = story.entries
    lifts = [ruling for ruling in rulings_between(session, "must", every, every) if ("cannot", *ruling[1:]) in apart]
    change = Change(about=about([story]), adds=tuple(sorted(apart | together)), lifts=tuple(lifts))
    number = decide(session, said, change)
    relink(session, change.about, said.now)
    now = dict.fromkeys(found.story for entry in story.entries if (found := find_subject(session, entry)))
    parts = ", ".join(part(session, id) for id in now)
    then = THEN[not together and len(now) > 2]
    return decided(number, N_("{story}: told apart, as {parts}"), then=then, story=story.story, parts=parts)


def part(session: "Session", story: str) -> str:
    """Name a story with its entries, each by its id, who publishes it and its language."""
    found = find_story(session, story)
    entries = found.entries if found else ()
    return f"{story} ({' + '.join(f'{entry.id} {entry.publisher.id} {entry.lang}' for entry in entries)})"


def reclassify(session: "Session", ids: Sequence[str], why: Why, category: Category) -> Outcome:
    """Say what a story is; the reading no longer decides it.

    What becomes an arrest is at once told by our line alone. Where more words could be shown than were, none is; both
    wait in review until they are approved.
    """
    subject = find_subject(session, ids[0])
    if subject is None:
        return unknown("reclassify", *ids)
    if subject.state == StoryState.WITHDRAWN:
        return refused(WITHDRAWN, story=subject.story)
    if subject.category == category:
        return refused(N_("{story}: is that already"), story=subject.story)
    has_to_wait = category is Category.ARREST or shows_more(session, subject, category)
    ruled = {"category": category} | ({"state": StoryState.REVIEW} if has_to_wait else {})
    number = rule(session, "reclassify", subject, ruled, why)
    still = N_("it still waits: greffier approve {story}") if subject.state == StoryState.REVIEW else None
    also = N_("in review, without the publisher's words: greffier approve {story}") if has_to_wait else still
    return decided(number, RECLASSIFIED[category], also=also, story=subject.story)


def shows_more(session: "Session", subject: Subject, category: Category) -> bool:
    """Tell whether words of a story could be shown that were not, or that nobody has looked at.

    Those of an arrest, of what was ever read as one, of a police service, or in which something identifying is left.
    """
    if subject.category == Category.ARREST or subject.is_reclassified:
        return True
    if category is not Category.FUNDING:
        return False
    versions = versions_of(session, subject.entries)
    is_case = any(version.category is Category.ARREST for version in versions)
    return is_case or is_of_police(session, subject.entries) or any(doubts_in(v, category) for v in versions)


def withdraw(session: "Session", ids: Sequence[str], why: Why) -> Outcome:
    """Take a story out of the record that others see."""
    subject = find_subject(session, ids[0])
    if subject is None or subject.state == StoryState.WITHDRAWN:
        return unknown("withdraw", *ids)
    number = rule(session, "withdraw", subject, {"state": StoryState.WITHDRAWN}, why)
    return decided(number, N_("{story}: withdrawn"), story=subject.story)


def approve(session: "Session", ids: Sequence[str], why: Why) -> Outcome:
    """Confirm a proposed link, publish a story that waits in review, or find a text in doubt harmless."""
    if ":" in ids[0]:
        return settle_link(session, "approve", "confirm", ids[0], why)
    subject = find_subject(session, ids[0])
    if subject is None:
        return unknown("approve", *ids)
    if subject.entry and (doubts := open_doubts(session, [subject.entry])):
        return find_harmless(session, subject, [doubt.notice for doubt in doubts], act("approve", ids[0], why))
    if subject.state == StoryState.REVIEW:
        number = rule(session, "approve", subject, {"state": StoryState.PUBLISHED}, why)
        return decided(number, N_("{story}: published"), story=subject.story)
    notices = doubts_of(session, subject)
    if not notices:
        return unknown("approve", *ids)
    return find_harmless(session, subject, notices, act("approve", ids[0], why))


def find_harmless(session: "Session", subject: Subject, notices: Sequence[int], said: Act) -> Outcome:
    """Note that nothing identifies anybody; the story is told if it waited for nothing else."""
    change = Change(about=about([subject]), settles=tuple(notices), **news_of(session, subject, said.now))
    number = decide(session, said, change)
    relink(session, change.about, said.now)
    now = find_subject(session, subject.lead)
    waits = now is not None and now.state == StoryState.REVIEW
    also = N_("it still waits: greffier approve {story}") if waits else None
    return decided(number, N_("{id}: found to identify nobody"), also=also, id=said.subject, story=subject.story)


def news_of(session: "Session", subject: Subject, now: datetime) -> dict[str, Any]:
    """Let what waits be news of now if a change lets it be told, so that the next digest tells it."""
    if subject.state != StoryState.REVIEW:
        return {}
    return {"entry": subject.lead, "was": before(session, subject.story), "news_at": now}


def refuse(session: "Session", ids: Sequence[str], why: Why) -> Outcome:
    """Refuse a proposed link."""
    return settle_link(session, "refuse", "refuse", ids[0], why)


def settle_link(session: "Session", name: str, kind: str, link: str, why: Why) -> Outcome:
    """Confirm or refuse what the texts suggest between two stories, named SOURCE:TARGET."""
    source, target = (find_subject(session, id) for id in (*link.split(":", 1), "")[:2])
    if source is None or target is None:
        return unknown(name, link)
    ruled = [kind for kind, *_ in links_ruled(session, source, target)]
    if kind in ruled or not (ruled or is_proposed(session, source.story, target.story)):
        return unknown(name, link)
    return rule_link(session, act(name, f"{source.story}:{target.story}", why), kind, source, target)


def link(session: "Session", ids: Sequence[str], why: Why, relation: Relation | None) -> Outcome:
    """Say how the money of one story stands to another's, whatever the texts say; None: not at all."""
    found = [find_subject(session, id) for id in ids]
    if None in found:
        return unknown("link", *missing(ids, found))
    source, target = (subject for subject in found if subject)
    if source.story == target.story:
        return refused(N_("those are one story already"))
    for subject in (source, target):
        if subject.state == StoryState.WITHDRAWN:
            return refused(WITHDRAWN, story=subject.story)
        if relation and subject.category != Category.FUNDING:
            return refused(N_("{story} is not about money: nothing of it can be linked so"), story=subject.story)
    kind = relation or "refuse"
    if (kind, source.story, target.story) in links_ruled(session, source, target):
        return refused(N_("{source}:{target}: that is decided already"), source=source.story, target=target.story)
    return rule_link(session, act("link", f"{source.story}:{target.story}", why), kind, source, target)


def rule_link(session: "Session", said: Act, kind: str, source: Subject, target: Subject) -> Outcome:
    """Let one ruling stand between two stories, and no other."""
    ends = source.story, target.story
    lifts = tuple(links_ruled(session, source, target))
    change = Change(about=(*ends, *about([source, target])), adds=((kind, *ends),), lifts=lifts)
    number = decide(session, said, change)
    relink(session, change.about, said.now)
    return decided(number, LINKED[kind], source=source.story, target=target.story)


def links_ruled(session: "Session", one: Subject, other: Subject) -> list[Ruling]:
    """Give what is ruled of the links between two stories, whichever way they are named."""
    return [ruling for kind in LINK_KINDS for ruling in rulings_between(session, kind, [one.story], [other.story])]


def undo(session: "Session", ids: Sequence[str], why: Why) -> Outcome:
    """Take a decision back; the record is again what the others make of it."""
    undone = number_in(ids[0])
    number = Standing(why="unknown") if undone is None else take_back(session, undone, act("undo", str(undone), why))
    if isinstance(number, Standing):
        return refused(STANDING[number.why], number=as_typed(ids[0]), act=number.act)
    relink(session, concerned(session, number), why.at)
    return decided(number, N_("decision {undone} is undone"), undone=undone)


# --- what the acts share ----------------------------------------------------------------------------------------------


def rule(session: "Session", name: str, subject: Subject, ruled: Mapping[str, str], why: Why) -> int:
    """Say what a story's state or category is from now on."""
    is_news = ruled.get("state") == StoryState.PUBLISHED  # published now, told by the next digest
    change = Change(
        about=about([subject]),
        entry=subject.lead,
        ruled=dict(ruled),
        was=before(session, subject.story),
        news_at=why.at if is_news else None,
        settles=doubts_of(session, subject) if ruled.get("state") in SETTLED else (),
    )
    number = decide(session, act(name, subject.story, why), change)
    relink(session, change.about, why.at)
    return number


def relink(session: "Session", about: Iterable[str], now: datetime) -> None:
    """Link again what a decision has left pending, and let the stories that come of it keep what was decided."""
    from bot.linking import link_pending  # noqa: PLC0415  (slow to import, and only needed once something is decided)

    ids = list(about)
    before_it = together(session, ids)
    linked = hanging_together(session, before_it.stories.values())
    link_pending(session, now)
    follow_rulings(session, ids)
    tell_apart(session, before_it, now)
    linked |= hanging_together(session, together(session, ids).stories.values())
    look_again(session, linked)  # how much of their money is new may be otherwise now


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
