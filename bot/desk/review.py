"""What waits for a maintainer, each with its kind and the command that settles it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.desk.doubtful import Doubtful, hidden_of, shown_doubts, without_names
from bot.desk.shown import line_of, link_json, link_of, story_json, title_of
from bot.say.because import link_words, relation_words
from bot.say.card import CATEGORIES
from bot.say.facts import line
from bot.say.typography import money, quoted
from bot.say.withhold import plain
from bot.say.words import N_, Words, words
from feeds.model import Category
from feeds.reading.weights import rules
from feeds.reading.withholding.names import mask
from feeds.stories.model import StoryLink
from storage.doubts import REMOVED, open_doubts, open_notices
from storage.feeds import list_feeds
from storage.model import FeedRecord, StoryRecord, StoryState, VersionRecord
from storage.review import proposed_links, reclassification_of
from storage.stories import find_story, in_review
from storage.subjects import find_subject
from storage.versions import versions_of

if TYPE_CHECKING:
    from sqlmodel import Session

KINDS = {
    "confidence": N_("what it is was read without confidence"),
    "reclassified": N_("a maintainer called it something else"),
    "link": N_("a link that the texts suggest"),
    "held": N_("more at once than this feed ever publishes"),
    "identifying": N_("somebody may be named"),
    "reread": N_("read otherwise than it was told"),
    "unread": N_("could not be read"),
    "removed": N_("a name was removed at the source"),
}
FIELDS = {"title": N_("title"), "summary": N_("text")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing to decide: what it is, a line on it, and the commands that settle it."""

    kind: str
    subject: str
    line: str
    todo: tuple[str, ...]
    also: dict[str, Any]  # in its JSON, besides
    details: tuple[str, ...] = ()  # more lines on it

    def as_json(self) -> dict[str, Any]:
        """Give it as one JSON object."""
        return self.also | {"kind": self.kind, "subject": self.subject, "next": list(self.todo)}


Found = Callable[["Session", ZoneInfo, str], Iterator[Waiting]]


def queue(session: "Session", zone: ZoneInfo, lang: str, kinds: Collection[str] = KINDS) -> list[Waiting]:
    """Give what waits, by kind."""
    found: dict[str, Found] = {"confidence": in_doubt, "reclassified": called_otherwise}
    found |= {"link": links, "held": bursts, "identifying": texts}
    found |= {"reread": partial(notices, "reread"), "unread": partial(notices, "unread"), "removed": removals}
    return [waiting for kind in KINDS if kind in kinds for waiting in found[kind](session, zone, lang)]


def waiting_line(waiting: Waiting, lang: str) -> str:
    """Tell one thing to decide: its kind, which `--kind` takes, what that means, a line on it, and its commands."""
    head = line(f"{waiting.kind} ({words(lang).say(KINDS[waiting.kind])})", waiting.line, words(lang))
    return "\n    ".join((head, *waiting.details, *waiting.todo))


def in_doubt(session: "Session", zone: ZoneInfo, lang: str) -> Iterator[Waiting]:
    """Give the stories whose reading is not sure enough."""
    others = {doubt.story for doubt in open_doubts(session)} | {notice.subject for notice in open_notices(session)}
    for story in without_names(session, in_review(session)):
        is_sure = story.score >= rules().review_below
        if story.is_reclassified or (is_sure and others.intersection((story.id, *(e.id for e in story.entries)))):
            continue
        other = Category.ARREST if story.category is Category.FUNDING else Category.FUNDING
        yield Waiting(
            kind="confidence",
            subject=story.id,
            line=f"{line_of(story, lang, zone)} ({story.score:.2f})",
            todo=(
                command("approve", story.id),
                command("reclassify", story.id, Category.OTHER),
                command("reclassify", story.id, other),
            ),
            also=story_json(story, zone) | {"score": story.score},
        )


def called_otherwise(session: "Session", zone: ZoneInfo, lang: str) -> Iterator[Waiting]:
    """Give the stories that a maintainer called something else, which shows words or tells an arrest."""
    w = words(lang)
    for story in in_review(session, tuple(Category)):
        found = reclassification_of(session, [entry.id for entry in story.entries]) if story.is_reclassified else None
        if found is None:
            continue
        turn = f"{w.say(CATEGORIES[found.was])} → {w.say(CATEGORIES[found.now])}"
        yield Waiting(
            kind="reclassified",
            subject=story.id,
            line=f"{line_of(story, lang, zone)} ({turn})",
            todo=(command("approve", story.id), command("undo", str(found.decision))),
            also=story_json(story, zone) | {"was": found.was, "decision": found.decision},
            details=tuple(link_of(story, entry) for entry in story.entries),
        )


def links(session: "Session", zone: ZoneInfo, lang: str) -> Iterator[Waiting]:
    """Give the links that the texts suggest and do not state."""
    for link in proposed_links(session):
        ends = [find_story(session, id) for id in (link.source, link.target)]
        if None in ends or any(end and end.state is StoryState.WITHDRAWN for end in ends):
            continue
        both = f"{link.source}:{link.target}"
        told = without_names(session, [end for end in ends if end])
        titles = [title_of(end, end.entries[0], lang, zone) for end in told]
        yield Waiting(
            kind="link",
            subject=both,
            line=link_line(link, titles, lang),
            todo=(command("approve", both), command("refuse", both)),
            also=link_json(link) | {"from": link.source},
        )


def bursts(session: "Session", zone: ZoneInfo, lang: str) -> Iterator[Waiting]:
    """Give the feeds of which more came at once than they ever publish."""
    for record in list_feeds(session):
        if record.held:
            id = record.feed.id
            yield Waiting(
                kind="held",
                subject=id,
                line=held_line(record, lang),
                todo=(command("feeds release", id), command("feeds discard", id)),
                also={"held": record.held},
            )


def held_line(record: FeedRecord, lang: str) -> str:
    """Say how many entries of a feed came at once."""
    w = words(lang)
    many = w.count("{n} entry at once", "{n} entries at once", record.held)
    return f"{record.feed.id}  {line(record.publisher.name[lang], many, w)}"


def texts(session: "Session", zone: ZoneInfo, lang: str) -> Iterator[Waiting]:
    """Give the entries in which something identifying may be left, and where; nothing of what it is."""
    for doubt in open_doubts(session):
        story = find_story(session, doubt.story)
        if story is None or story.state is StoryState.WITHDRAWN or story.category is Category.OTHER:
            continue
        version = versions_of(session, [doubt.entry])[-1]
        found, is_told = shown_doubts(version, story.category), not story.is_wordless
        yield Waiting(
            kind="identifying",
            subject=doubt.entry,
            line=f"{doubt.entry}  {title_in_doubt(story, version, lang, zone)}",
            todo=(command("approve", doubt.entry), command("redact", doubt.entry, '--words "…"')),
            also={"story": story.id, "since": doubt.since.isoformat()} | doubts_json(found, is_told=is_told),
            details=tuple(doubt_lines(found, words(lang), is_told=is_told)),
        )


def title_in_doubt(story: StoryRecord, version: VersionRecord, lang: str, zone: ZoneInfo) -> str:
    """Give an entry's title without what is in doubt."""
    if story.is_wordless:
        return title_of(story, story.entries[0], lang, zone)
    return plain(mask(version.title, [span for span in hidden_of(version, story.category) if span.field == "title"]))


def doubts_json(found: Sequence[Doubtful], *, is_told: bool) -> dict[str, Any]:
    """Give what is in doubt: how many names there may be, and where, unless no word of it is shown."""
    places = [{"kind": "name", "field": d.field, "start": d.start, "end": d.end, "around": d.around} for d in found]
    return {"possible_names": len(found)} | ({"doubts": places} if is_told else {})


def doubt_lines(found: Sequence[Doubtful], w: Words, *, is_told: bool) -> Iterator[str]:
    """Tell what is in doubt: of an arrest how many names there may be, else where each one stands."""
    if not is_told:
        yield line(w.say("possible names"), str(len(found)), w)
        return
    for doubt in found:
        where = w.say(FIELDS[doubt.field])
        first = doubt.start + 1  # people count from 1
        at = w.say("possible name, {field}, characters {start} to {end}", field=where, start=first, end=doubt.end)
        yield line(at, quoted(doubt.around, w), w)


def notices(kind: str, session: "Session", zone: ZoneInfo, lang: str) -> Iterator[Waiting]:
    """Give what is read otherwise than it was told, or could not be read: figures and kinds, no words."""
    for notice in open_notices(session):
        if notice.kind == kind:
            yield Waiting(
                kind=kind,
                subject=notice.subject,
                line=f"{notice.subject}  {notice.detail}",
                todo=(command("approve", notice.subject),) if kind == "reread" else ("greffier reread",),
                also={"detail": notice.detail, "since": notice.since.isoformat()},
            )


def removals(session: "Session", zone: ZoneInfo, lang: str) -> Iterator[Waiting]:
    """Give the entries from which their publisher took names out: how many, and what is told without them."""
    for notice in open_notices(session):
        subject = find_subject(session, notice.subject) if notice.kind == REMOVED else None
        story = find_story(session, subject.story) if subject else None
        if story is None or story.state is StoryState.WITHDRAWN or story.category is Category.OTHER:
            continue
        [shown], names = without_names(session, [story]), int(notice.detail)
        entry = next(entry for entry in shown.entries if entry.id == notice.subject)
        gone = words(lang).count("{n} name", "{n} names", names)
        yield Waiting(
            kind=REMOVED,
            subject=notice.subject,
            line=f"{notice.subject}  {title_of(shown, entry, lang, zone)} ({gone})",
            todo=(command("approve", notice.subject),),
            also={"story": story.id, "names": names, "since": notice.since.isoformat()},
        )


def command(name: str, subject: str, argument: str = "") -> str:
    """Write the command that settles something."""
    return " ".join(part for part in ("greffier", name, subject, argument, '--reason "…"') if part)


def amount(link: StoryLink, lang: str) -> str:
    """Give the sum of a link as text, with a space in front; nothing where it is for all of it."""
    return "" if link.amount is None else f" {money(link.amount, link.currency, words(lang))}"


def link_line(link: StoryLink, titles: Sequence[str], lang: str) -> str:
    """Say which link is proposed, between what, and why."""
    w = words(lang)
    relation, why = relation_words(link.relation, w), link_words(link, w)
    return f"{link.source}:{link.target}  {relation}{amount(link, lang)}: {' → '.join(titles)} ({why})"
