"""What linking writes: which entry stands in which story, and how each story stands; only what changes, all at once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from feeds.model import Announce
from storage.doubts import is_waiting, waiting_of
from storage.linking import Placed, Standing
from storage.lots import IDS, ask, batches, put, table_of
from storage.model import StoryState
from storage.outgoing import FIRST
from storage.rulings import in_force, ruled_among
from storage.tables import StoryAliasRow, StoryEntryRow, StoryRow, ToldRow

UNKNOWN = 0  # the version at which a story was told under another id: no version of its own
Values = dict[str, Any]

STORIES, PLACES, ALIASES, TOLD = map(table_of, (StoryRow, StoryEntryRow, StoryAliasRow, ToldRow))
STANDING = sa.select(STORIES).where(STORIES.c.id.in_(IDS))
LEADING = sa.select(ALIASES).where(ALIASES.c.alias.in_(IDS))
TOLD_AS = sa.select(TOLD).where(TOLD.c.story_id.in_(IDS))
MOVE = sa.update(PLACES).where(PLACES.c.entry_id == sa.bindparam("entry"))
LET_STAND = sa.update(STORIES).where(STORIES.c.id == sa.bindparam("story"))
MERGE = sa.update(STORIES).where(STORIES.c.id.in_(IDS)).values(state=StoryState.MERGED, is_link_pending=False)
NO_ALIAS = sa.delete(ALIASES).where(ALIASES.c.alias.in_(IDS))


def stand(session: Session, standings: Iterable[Standing], before: Mapping[str, Placed], now: datetime) -> None:
    """Put entries into their stories, and let each story say what its entries say."""
    standing_now = list(standings)
    move_entries(session, standing_now, before)
    carry_told(session, standing_now, before)
    update_stories(session, standing_now, before, now)
    lead_on(session, standing_now, before)
    session.expire_all()  # what it holds of these tables is of before


def move_entries(session: Session, standings: Sequence[Standing], before: Mapping[str, Placed]) -> None:
    """Put entries into the stories that they now are of."""
    places = [(before[entry], standing) for standing in standings for entry in standing.entries]
    moved = [
        {"entry": place.entry, "story_id": standing.id, "because": list(standing.because[place.entry])}
        for place, standing in places
        if (place.story, place.because) != (standing.id, standing.because[place.entry])
    ]
    put(session, MOVE, moved)


# --- stories --------------------------------------------------------------------------------------------------------


def update_stories(
    session: Session, standings: Sequence[Standing], before: Mapping[str, Placed], now: datetime
) -> None:
    """Write how stories stand, those of which anything is otherwise."""
    stories = {row.id: row._asdict() for row in ask(session, STANDING, [standing.id for standing in standings])}
    waiting = waiting_of(session, {*stories, *(entry for standing in standings for entry in standing.entries)})
    decisions = in_force(session)
    changed = []
    for standing in standings:
        old, ruled = stories[standing.id], ruled_among(decisions, standing.entries)
        new = story_values(old, standing, moment_of(standing, before, now), ruled, waiting)
        if new != {name: old[name] for name in new}:
            changed.append({"story": standing.id} | new)
    put(session, LET_STAND, changed)


def story_values(
    old: Values,
    standing: Standing,
    news: datetime,
    ruled: Mapping[str, str],
    waiting: Mapping[str, Collection[str]],
) -> Values:
    """Say how a story stands; what a maintainer ruled wins. ``news`` is since when it is, if it may now be told."""
    category = ruled.get("category") or standing.category
    has_doubts = is_waiting(waiting, (standing.id, *standing.entries), category)
    state = state_of(standing, ruled.get("state"), is_waiting=has_doubts)
    was_tellable = is_tellable(old["announce"], old["state"])
    is_news = is_tellable(standing.announce, state) and not was_tellable  # a maintainer may have just let it be told
    return {
        "ruled_state": ruled.get("state"),
        "ruled_category": ruled.get("category"),
        "category": category,
        "score": standing.score,
        "first_seen_at": standing.first_seen,
        "published_at": standing.published,
        "announce": standing.announce,
        "state": state,
        "news_at": max(old["news_at"], news) if is_news else old["news_at"],
        "version": old["version"] + (old["fingerprint"] not in ("", standing.fingerprint)),
        "fingerprint": standing.fingerprint,
        "is_link_pending": False,
    }


def is_tellable(announce: str, state: str) -> bool:
    """Tell whether a story may be told."""
    return announce == Announce.YES and state == StoryState.PUBLISHED


def state_of(standing: Standing, ruled: str | None, *, is_waiting: bool) -> str:
    """Say whether a story may be told. What a maintainer found, he found of what was there: new doubts wait."""
    if ruled is not None and ruled != StoryState.PUBLISHED:
        return ruled
    is_clear = not is_waiting and (standing.is_sure or ruled is not None)
    return StoryState.PUBLISHED if is_clear else StoryState.REVIEW


def moment_of(standing: Standing, before: Mapping[str, Placed], now: datetime) -> datetime:
    """Say since when a story that may now be told is news: since an entry of it was, else from now on."""
    moments = [before[e].first_seen for e in standing.entries if before[e].announce is Announce.YES]
    return max(moments, default=now)


# --- what leads to them ---------------------------------------------------------------------------------------------


def carry_told(session: Session, standings: Sequence[Standing], before: Mapping[str, Placed]) -> None:
    """Let a story count as told wherever a story that its entries come from was told."""
    former = {standing.id: {before[e].story for e in standing.entries} - {standing.id} for standing in standings}
    moved = {story: others for story, others in former.items() if others}
    told = [row._asdict() for row in ask(session, TOLD_AS, set(moved).union(*moved.values()))]
    known, carried = {(row["subscription_id"], row["story_id"]) for row in told}, len(told)
    for story, others in moved.items():
        for row in [row for row in told if row["story_id"] in others]:
            if (row["subscription_id"], story) not in known:
                known.add((row["subscription_id"], story))
                told.append(told_again(row, story))
    put(session, sa.insert(TOLD), told[carried:])


def told_again(row: Values, story: str) -> Values:
    """Write under another story's id that one was told."""
    return row | {"story_id": story, "version": UNKNOWN, "said": {FIRST: row["story_id"], **row["said"]}}


def lead_on(session: Session, standings: Sequence[Standing], before: Mapping[str, Placed]) -> None:
    """Let a story that has no entry any more lead to another, for as long as it has none."""
    live = {standing.id for standing in standings}
    leads = {before[entry].birth: standing.id for standing in standings for entry in standing.entries}
    leads = {birth: story for birth, story in leads.items() if birth not in live}
    known = {row.alias: row.story_id for row in ask(session, LEADING, leads)}
    led_away = [alias for alias, story in known.items() if leads[alias] != story]
    for batch in batches({*live, *led_away}):
        session.execute(NO_ALIAS, {"ids": batch})
    new = sorted(alias for alias, story in leads.items() if known.get(alias) != story)
    put(session, sa.insert(ALIASES), [{"alias": alias, "story_id": leads[alias]} for alias in new])
    for batch in batches(leads):
        session.execute(MERGE, {"ids": batch})
