"""Links between stories: what stories say that may be linked, and what was found."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from feeds.model import Category, Kind
from feeds.stories.model import Announcement, LinkState, Relation, StoryLink, Telling
from storage.lots import IDS, ask, batches, put, rows_by, table_of
from storage.model import StoryState
from storage.tables import LinkRow, RulingRow, StoryAliasRow, StoryEntryRow, StoryRow
from storage.tellings import Tellings

HUNDREDTHS = 100
CLOSED = (StoryState.WITHDRAWN, StoryState.MERGED)  # what is linked to nothing
LINK_KINDS = ("confirm", "refuse", Relation.PART_OF, Relation.REPEATS, Relation.AMENDS)  # rulings about links
BY_RULING = "ruled"  # why a link is believed that no text states


def announcements(session: Session, stories: Collection[str], told: Tellings) -> dict[str, Announcement]:
    """Give the funding stories among some as their money is linked: each entry as it stands now, the leader first."""
    return told_of(session, stories, told, lambda row: row.category == Category.FUNDING)


def told_of(
    session: Session, stories: Collection[str], told: Tellings, wants: Callable[[Any], bool]
) -> dict[str, Announcement]:
    """Give the wanted stories among some, with what their entries say now.

    They are asked for by their ids alone: beside a category, SQLite would go through all stories of that category.
    """
    rows = [row for row in ask(session, STANDING, stories) if row.state not in CLOSED and wants(row)]
    entries = entries_of(session, [row.id for row in rows])
    told.load({entry for found in entries.values() for entry in found})
    return {
        row.id: Announcement(
            story=row.id,
            title="",
            dated=(row.published_at or row.first_seen_at).date(),
            tellings=tuple(sorted((told.of(e)[-1] for e in entries[row.id] if told.of(e)), key=precedence)),
        )
        for row in rows
        if row.id in entries
    }


STORIES, PLACES, LINKS = map(table_of, (StoryRow, StoryEntryRow, LinkRow))
STANDING = sa.select(*(STORIES.c[of] for of in ("id", "category", "state", "published_at", "first_seen_at"))).where(
    STORIES.c.id.in_(IDS)
)
ENTRIES = sa.select(PLACES.c.story_id, PLACES.c.entry_id).where(PLACES.c.story_id.in_(IDS))
TOUCHING = sa.select(LINKS.c.origin_id).where(sa.or_(LINKS.c.source_id.in_(IDS), LINKS.c.target_id.in_(IDS)))
STATED_BY = sa.delete(LINKS).where(LINKS.c.origin_id.in_(IDS))
FROM = sa.select(LINKS).where(LINKS.c.source_id.in_(IDS))


def entries_of(session: Session, stories: Collection[str]) -> dict[str, list[str]]:
    """Give the entries of some stories, by story."""
    found: dict[str, list[str]] = {}
    for story, entry in ask(session, ENTRIES, stories):
        found.setdefault(story, []).append(entry)
    return found


def precedence(telling: Telling) -> tuple[bool, datetime, str]:
    """Order the tellings of a story: the bodies that announce before those that report, each by its moment."""
    return telling.publisher.kind is Kind.NEWS, telling.moment, telling.entry


def cases(session: Session, stories: Collection[str], told: Tellings) -> dict[str, Announcement]:
    """Give the stories about people among some: arrests, and what states a status and is no funding."""
    arrests: set[str] = set()

    def wants(row: Any) -> bool:
        arrests.update({row.id} if row.category == Category.ARREST else ())
        return bool(row.category != Category.FUNDING)

    found = told_of(session, stories, told, wants)
    return {story: said for story, said in found.items() if story in arrests or states_a_status(said)}


def states_a_status(told: Announcement) -> bool:
    """Tell whether a story says what became of somebody."""
    return any(fact.kind == "status" for telling in told.tellings for fact in telling.facts)


def origins_touching(session: Session, stories: Collection[str]) -> set[str]:
    """Give the stories whose texts link some stories."""
    return {row.origin_id for row in ask(session, TOUCHING, stories)}


def forget_links(session: Session, origins: Collection[str]) -> None:
    """Forget what the texts of some stories linked."""
    for batch in batches(origins):
        session.execute(STATED_BY, {"ids": batch})


def save_links(session: Session, stated: Iterable[tuple[str, Iterable[StoryLink]]]) -> None:
    """Store what the texts of stories link; a link that both texts of a pair state is kept as the first one says."""
    rows = [link_values(origin, link) for origin, links in stated for link in links]
    known = {key_of(row._asdict()) for row in ask(session, FROM, {row["source_id"] for row in rows})}
    new = {key_of(row): row for row in reversed(rows) if key_of(row) not in known}
    put(session, sa.insert(LINKS), list(reversed(new.values())))


def key_of(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Say which link a row is."""
    return row["source_id"], row["target_id"], row["relation"], row["part"]


def link_values(origin: str, link: StoryLink) -> dict[str, Any]:
    """Write a link as the values of its row."""
    return {
        "source_id": link.source,
        "target_id": link.target,
        "relation": link.relation,
        "part": link.part,
        "origin_id": origin,
        "state": link.state,
        "because": link.because,
        "currency": link.currency,
        "hundredths": None if link.amount is None else int(link.amount * HUNDREDTHS),
    }


def links_of(session: Session, stories: Collection[str] | None = None) -> list[StoryLink]:
    """Give the links of the whole record, or those that touch some stories; what a maintainer ruled is followed."""
    asked: Any = select(LinkRow)
    ruled = rulings_on_links(session)
    if stories is None:
        return read_links(session.exec(asked).all(), ruled, ruled)
    touching = (sa.or_(col(LinkRow.source_id).in_(ids), col(LinkRow.target_id).in_(ids)) for ids in batches(stories))
    rows = [row for end in touching for row in session.exec(asked.where(end)).all()]
    wanted = set(stories)
    return read_links(rows, ruled, {pair: ruling for pair, ruling in ruled.items() if pair & wanted})


Pair = frozenset[str]  # two stories
Ruled = Mapping[Pair, RulingRow]  # what stands between them; its ends are the stories that their ids lead to now


def read_links(rows: Iterable[LinkRow], ruled: Ruled, wanted: Ruled) -> list[StoryLink]:
    """Read links in one order, each once, as maintainers ruled of them; ``wanted`` are rulings that make links."""
    found = {link for row in rows if (link := link_of(row, ruled)) is not None}
    stated = {Pair((link.source, link.target)) for link in found}
    found |= {made for pair, row in wanted.items() if pair not in stated and (made := link_made(row)) is not None}
    return sorted(found, key=lambda link: (link.source, link.target, link.relation, link.part))


def rulings_on_links(session: Session) -> dict[Pair, RulingRow]:
    """Give what maintainers ruled of links, the last ruling between two stories; a merged story's is that of the other.

    A link that was made stands between stories of money, neither of them closed.
    """
    rows = session.exec(
        select(RulingRow).where(col(RulingRow.kind).in_(LINK_KINDS)).order_by(col(RulingRow.decision_id))
    ).all()
    ends = {id for row in rows for id in (row.a, row.b)}
    leads = {row.alias: row.story_id for row in rows_by(session, StoryAliasRow, StoryAliasRow.alias, ends)}
    now = [RulingRow(**row.model_dump() | {"a": leads.get(row.a, row.a), "b": leads.get(row.b, row.b)}) for row in rows]
    held = rows_by(session, StoryRow, StoryRow.id, {id for row in now for id in (row.a, row.b)})
    money = {row.id for row in held if row.category == Category.FUNDING and row.state not in CLOSED}
    return {
        Pair((row.a, row.b)): row
        for row in now
        if row.a != row.b and (row.kind not in list(Relation) or {row.a, row.b} <= money)
    }


def ruled_with(session: Session, stories: Collection[str]) -> set[str]:
    """Give the stories of whose money maintainers ruled together with that of some, closed ones too."""
    wanted = set(stories)
    rows = session.exec(select(RulingRow).where(col(RulingRow.kind).in_(LINK_KINDS))).all()
    ends = {id for row in rows for id in (row.a, row.b)}
    leads = {row.alias: row.story_id for row in rows_by(session, StoryAliasRow, StoryAliasRow.alias, ends)}
    pairs = [{leads.get(row.a, row.a), leads.get(row.b, row.b)} for row in rows]
    return {end for pair in pairs if pair & wanted for end in pair}


def link_of(row: LinkRow, ruled: Ruled) -> StoryLink | None:
    """Read a link, as a maintainer ruled of it; None for one that was refused, or that another was put in place of."""
    ruling = ruled.get(Pair((row.source_id, row.target_id)))
    is_read = ruling is None or ruling.kind == "confirm"
    if ruling and not is_read and (ruling.kind, ruling.a, ruling.b) != (row.relation, row.source_id, row.target_id):
        return None
    return StoryLink(
        source=row.source_id,
        target=row.target_id,
        relation=Relation(row.relation),
        state=LinkState(row.state) if ruling is None else LinkState.CERTAIN,
        because=row.because,
        part=row.part,
        amount=None if row.hundredths is None else Decimal(row.hundredths) / HUNDREDTHS,
        currency=row.currency,
    )


def link_made(ruling: RulingRow) -> StoryLink | None:
    """Give the link that a maintainer made where the texts state none; None for a ruling on theirs."""
    if ruling.kind not in list(Relation):
        return None
    return StoryLink(
        source=ruling.a,
        target=ruling.b,
        relation=Relation(ruling.kind),
        state=LinkState.CERTAIN,
        because=BY_RULING,
    )
