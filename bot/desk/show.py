"""A story in full, and why it stands as it does: as JSON, and as lines for a terminal."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.desk.doubtful import hidden_of, nameless
from bot.desk.shown import ENGLISH, because_of, link_json, link_of, story_json, title_of
from bot.say.card import cue_lines, decision_lines, entry_lines, fact_lines, head, link_lines, section
from bot.say.withhold import stretch
from bot.say.words import words
from feeds.model import Category, Cue
from feeds.reading.weights import rules as rules_of_today
from feeds.reading.weights import weighing
from feeds.stories.model import StoryLink
from storage.doubts import open_doubts
from storage.links import links_of
from storage.model import Decision, StoryRecord, VersionRecord
from storage.review import decisions_about
from storage.stories import find_story
from storage.subjects import find_subject
from storage.versions import versions_of

if TYPE_CHECKING:
    from sqlmodel import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """Everything that the record holds of one story; each entry's versions, its current one last."""

    story: StoryRecord
    links: tuple[StoryLink, ...]
    decisions: tuple[Decision, ...]
    versions: dict[str, list[VersionRecord]]

    @property
    def is_arrest(self) -> bool:
        """Whether it is an arrest, or was ever read as one: the publisher's words are then shown nowhere."""
        read = {version.category for versions in self.versions.values() for version in versions}
        return self.story.is_wordless or Category.ARREST in read


def whole(session: "Session", id: str) -> Whole | None:
    """Load what an id of a story or an entry stands for; None where it stands for nothing."""
    subject = find_subject(session, id)
    story = find_story(session, subject.story) if subject and subject.entries else None
    if subject is None or story is None:
        return None
    is_in_doubt = bool(open_doubts(session, subject.entries))
    versions: dict[str, list[VersionRecord]] = {}
    for version in versions_of(session, subject.entries):
        shown = replace(version, withheld=tuple(hidden_of(version, story.category))) if is_in_doubt else version
        versions.setdefault(version.entry, []).append(shown)
    return Whole(
        story=nameless(session, story) if is_in_doubt else story,
        links=tuple(links_of(session, [story.id])),
        decisions=tuple(decisions_about(session, [id, story.id, *subject.entries])),
        versions=versions,
    )


def show_json(found: Whole, zone: ZoneInfo) -> dict[str, Any]:
    """Give a story as `stories --json` does, with its version, those of its facts, links both ways, and decisions."""
    shown = story_json(found.story, zone, found.links)
    number = {entry.id: entry.version for entry in found.story.entries}
    return shown | {
        "facts": [fact | {"version": number[fact["entry"]]} for fact in shown["facts"]],
        "linked_from": [
            link_json(link) | {"from": link.source} for link in found.links if link.target == found.story.id
        ],
        "version": found.story.version,
        "decisions": [decision_json(decision) for decision in found.decisions],
    }


def show_lines(found: Whole, lang: str, zone: ZoneInfo) -> list[str]:
    """Tell a story in full."""
    w, story = words(lang), found.story
    entries = [
        line
        for entry in story.entries
        for line in entry_lines(entry, title_of(story, entry, entry.lang, zone), link_of(story, entry), w)
    ]
    return [
        head(story, story.version, w, zone),
        title_of(story, story.entries[0], lang, zone),
        *section(w.say("Published by"), entries),
        *section(w.say("What it states"), fact_lines(story, w)),
        *section(w.say("Links to other stories"), link_lines(story.id, found.links, w)),
        *section(w.say("Decisions"), decision_lines(found.decisions, w, zone)),
    ]


def why_json(found: Whole) -> dict[str, Any]:
    """Give why a story stands as it does."""
    story = found.story
    return {
        "id": story.id,
        "category": story.category,
        "score": story.score,
        "state": story.state,
        "entries": [reading_json(versions[-1], is_arrest=found.is_arrest) for versions in found.versions.values()],
        "because": because_of(story, ENGLISH),
        "links": [link_json(link) | {"from": link.source} for link in found.links],
        "decisions": [decision_json(decision) for decision in found.decisions],
    }


def reading_json(version: VersionRecord, *, is_arrest: bool) -> dict[str, Any]:
    """Give how an entry's current version was read."""
    texts = {"title": version.title, "summary": version.summary}
    cues = [
        {"cue": cue.cue, **weight_json(cue, version.rules)}
        | ({} if is_arrest else {"words": stretch(texts[cue.field], version.withheld, cue.field, cue.start, cue.end)})
        for cue in version.cues
    ]
    read = {"category": version.category, "score": version.score, "rules": version.rules}
    return {"id": version.entry, "version": version.number} | read | {"cues": cues}


def weight_json(cue: Cue, rules: str | None) -> dict[str, Any]:
    """Give what a cue weighs for which category; nothing for a reading by other rules than those of today."""
    found = weighing(cue) if rules == rules_of_today().version else None
    return {"for": found.category, "zone": found.zone, "weight": found.weight} if found else {}


def why_lines(found: Whole, lang: str, zone: ZoneInfo) -> list[str]:
    """Tell why a story stands as it does: how it was read, why its entries are one, its links, what was decided."""
    w, story = words(lang), found.story
    lines = [head(story, story.version, w, zone), title_of(story, story.entries[0], lang, zone)]
    for entry, versions in found.versions.items():
        name = w.say("How {entry} was read", entry=entry)
        lines += section(name, cue_lines(versions[-1], is_arrest=found.is_arrest, w=w))
    return [
        *lines,
        *section(w.say("Why these are one announcement"), because_of(story, lang)),
        *section(w.say("Links to other stories"), link_lines(story.id, found.links, w)),
        *section(w.say("Decisions"), decision_lines(found.decisions, w, zone)),
    ]


def decision_json(decision: Decision) -> dict[str, Any]:
    """Give a decision."""
    return {
        "id": decision.id,
        "act": decision.act,
        "subject": decision.subject,
        "reason": decision.reason,
        "who": decision.who,
        "at": decision.at.isoformat(),
        "undoes": decision.undoes,
    }
