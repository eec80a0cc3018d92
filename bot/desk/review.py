"""What waits for a maintainer, each with its kind and the command that settles it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.desk.shown import line_of, link_json, story_json, title_of
from bot.say.because import link_words, relation_words
from bot.say.typography import money
from bot.say.words import words
from feeds.model import Category
from feeds.stories.model import StoryLink
from storage.doubts import open_doubts, open_notices
from storage.feeds import list_feeds
from storage.model import StoryRecord, StoryState
from storage.review import proposed_links
from storage.stories import find_story, in_review

if TYPE_CHECKING:
    from sqlmodel import Session

KINDS = ("confidence", "link", "held", "identifying", "reread", "unread")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing to decide: what it is, a line on it, and the commands that settle it."""

    kind: str
    subject: str
    line: str
    todo: tuple[str, ...]
    also: dict[str, Any]  # in its JSON, besides

    def as_json(self) -> dict[str, Any]:
        """Give it as one JSON object."""
        return self.also | {"kind": self.kind, "subject": self.subject, "next": list(self.todo)}


Found = Callable[["Session", ZoneInfo, str], Iterator[Waiting]]


def queue(session: "Session", zone: ZoneInfo, lang: str, kinds: Sequence[str] = KINDS) -> list[Waiting]:
    """Give what waits, by kind."""
    found: dict[str, Found] = {"confidence": in_doubt, "link": links, "held": bursts, "identifying": texts}
    found |= {"reread": partial(notices, "reread"), "unread": partial(notices, "unread")}
    return [waiting for kind in KINDS if kind in kinds for waiting in found[kind](session, zone, lang)]


def in_doubt(session: "Session", zone: ZoneInfo, lang: str) -> Iterator[Waiting]:
    """Give the stories whose reading is not sure enough."""
    for story in in_review(session):
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


def links(session: "Session", zone: ZoneInfo, lang: str) -> Iterator[Waiting]:
    """Give the links that the texts suggest and do not state."""
    for link in proposed_links(session):
        ends = [find_story(session, id) for id in (link.source, link.target)]
        if None in ends or any(end and end.state is StoryState.WITHDRAWN for end in ends):
            continue
        both = f"{link.source}:{link.target}"
        titles = [title_of(end, end.entries[0], lang, zone) for end in ends if end]
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
                line=f"{id}  {record.publisher.name[lang]}: {record.held} entries at once",
                todo=(command("feeds release", id), command("feeds discard", id)),
                also={"held": record.held},
            )


def texts(session: "Session", zone: ZoneInfo, lang: str) -> Iterator[Waiting]:
    """Give the entries in which something identifying may be left."""
    for doubt in open_doubts(session):
        story = find_story(session, doubt.story)
        if story is None or story.state is StoryState.WITHDRAWN or story.category is Category.OTHER:
            continue
        yield Waiting(
            kind="identifying",
            subject=doubt.entry,
            line=f"{doubt.entry}  {entry_title(story, doubt.entry, lang, zone)}",
            todo=(command("approve", doubt.entry), command("redact", doubt.entry, '--words "…"')),
            also={"story": story.id, "since": doubt.since.isoformat()},
        )


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


def entry_title(story: StoryRecord, id: str, lang: str, zone: ZoneInfo) -> str:
    """Give the title of one entry of a story as it may be shown."""
    return next(title_of(story, entry, lang, zone) for entry in story.entries if entry.id == id)


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
