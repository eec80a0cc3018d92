"""Stories that were told as one and stand apart again: who was told of which.

A story that only stood in another one's item counts as untold once they are parted, and is news again; what was told
of it before they were one still counts, under its own id.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.lots import batches
from storage.model import StoryRecord, StoryState
from storage.outgoing import AS_ONE, FIRST, GROUPED, MARK
from storage.rulings import in_force, rulings_between
from storage.tables import DecisionRow, StoryAliasRow, StoryEntryRow, StoryRow, ToldRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """In which story each entry stands, and who was told of the stories that they were born with."""

    stories: Mapping[str, str]  # by entry
    told: frozenset[tuple[int, str]]  # subscription, story


def together(session: Session, entries: Iterable[str]) -> Together:
    """Say how some entries stand before they may be told apart."""
    rows = placed(session, set(entries))
    births = {row.birth_id for row in rows}
    told = (row for batch in batches(births) for row in session.exec(told_of(batch)).all())
    return Together(
        stories={row.entry_id: row.story_id for row in rows},
        told=frozenset((row.subscription_id, row.story_id) for row in told),
    )


def tell_apart(session: Session, before: Together, now: datetime) -> None:
    """Let what was told only as a part of another story be told as news of now, once they are apart."""
    moved = {
        row.story_id: before.stories[row.entry_id]
        for row in placed(session, before.stories)
        if row.story_id != before.stories[row.entry_id]
    }
    parted = {story: former for story, former in moved.items() if stands(session, former)}
    carried = [
        row for row in session.exec(told_of(parted)).all() if (row.subscription_id, row.story_id) not in before.told
    ]
    handed = [row for row in session.exec(told_of(parted.values())).all() if is_of_another(session, row)]
    for row in (*carried, *handed):
        session.delete(row)
    session.flush()
    for story in {row.story_id for row in (*carried, *handed)}:
        is_news(session, story, now)


def placed(session: Session, entries: Collection[str]) -> list[StoryEntryRow]:
    """Give where some entries stand; what is no entry's id is left out."""
    asked = select(StoryEntryRow)
    return [
        row
        for batch in batches(entries)
        for row in session.exec(asked.where(col(StoryEntryRow.entry_id).in_(batch))).all()
    ]


def told_of(stories: Iterable[str]) -> Any:
    """Ask for who was told of some stories."""
    return select(ToldRow).where(col(ToldRow.story_id).in_(list(stories)))


def stands(session: Session, story: str) -> bool:
    """Tell whether a story still has entries of its own."""
    return session.get_one(StoryRow, story).state != StoryState.MERGED


def is_of_another(session: Session, row: ToldRow) -> bool:
    """Tell whether what counts as told was another story, which goes its own way by now."""
    first = row.said.get(FIRST)
    return first is not None and leads_to(session, first) != row.story_id


def leads_to(session: Session, story: str) -> str:
    """Give the story that an id stands for now."""
    alias = session.get(StoryAliasRow, story)
    return alias.story_id if alias else story


def is_news(session: Session, story: str, now: datetime) -> None:
    """Let a story be news of now."""
    row = session.get_one(StoryRow, story)
    row.news_at = max(row.news_at, now)
    session.add(row)


def parted_from(session: Session, entries: Iterable[str], story: str) -> set[str]:
    """Give the stories in which entries stand by now that were told as parts of a story."""
    return {row.story_id for row in placed(session, set(entries))} - {story}


def were_told(session: Session, subscription: int, stories: Collection[str]) -> set[str]:
    """Give those of some stories that a subscription was told of by themselves."""
    asked = sa.select(col(ToldRow.story_id)).where(
        col(ToldRow.subscription_id) == subscription, col(ToldRow.story_id).in_(stories)
    )
    return set(session.execute(asked).scalars())


# --- what a merge put beside what was told ----------------------------------------------------------------------------


def grouped_with(session: Session, said: Mapping[str, Any], story: StoryRecord) -> tuple[frozenset[str], ...]:
    """Give the entries, by announcement, that merges in force have put beside those that were told."""
    told = own_entries(said)
    others = {entry.id for entry in story.entries} - told
    if not told or not others:
        return ()
    found = (frozenset(group & others) for row in in_force(session) for group in joined_to(told, row))
    return tuple(sorted({group for group in found if group}, key=min))


def own_entries(said: Mapping[str, Any]) -> set[str]:
    """Give the entries of which something was told, as they were before a split."""
    told = as_one(said)
    return set(told.get("entries", ())) - set(told.get(GROUPED, ()))


def as_one(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give what was said before the story was told apart, if it was."""
    found: Mapping[str, Any] = said.get(MARK, {}).get(AS_ONE, said)
    return found


def joined_to(told: Collection[str], decision: DecisionRow) -> list[set[str]]:
    """Give the announcements that a merge joins to one that was told."""
    groups = groups_of(decision) if decision.act == "merge" else []
    others = [group for group in groups if not group & set(told)]
    return others if len(others) < len(groups) else []


def groups_of(merge: DecisionRow) -> list[set[str]]:
    """Give the stories that a merge made one, each with the entries that it had: its log names each before these."""
    stories, groups = set(merge.subject.split()), list[set[str]]()
    for id in merge.detail["about"]:
        if id in stories:
            groups.append(set())
            stories.discard(id)
        else:
            groups[-1].add(id)
    return groups


def births(session: Session, entries: Collection[str]) -> set[str]:
    """Give the stories that some entries were born with."""
    return {row.birth_id for row in placed(session, entries)}


def are_held_apart(session: Session, said: Mapping[str, Any], story: StoryRecord) -> bool:
    """Tell whether a split in force keeps entries apart that were told as one."""
    told, here = set(as_one(said).get("entries", ())), {entry.id for entry in story.entries}
    return bool(rulings_between(session, "cannot", told & here, told - here))
