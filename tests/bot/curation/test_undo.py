"""An undo gives everything back, exactly, in whatever order."""

import random
from datetime import datetime
from zoneinfo import ZoneInfo

import hypothesis
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from sqlmodel import Session, select

from bot.desk.books import ledger_over, whole_record
from bot.desk.curate import Why
from bot.desk.redact import redact
from bot.desk.rulings import LINKABLE, RULINGS, link, reclassify
from feeds.model import Category
from storage.links import links_of
from storage.tables import (
    DecisionRow,
    LinkRow,
    NoticeRow,
    RulingRow,
    StoryAliasRow,
    StoryEntryRow,
    StoryRow,
    VersionRow,
)
from tests.bot.announcements import funding
from tests.bot.curation.deciding import TODAY, alike, of_a_farm, unsure


def said_by(session: Session) -> dict[str, object]:
    """Everything that stories, links and the ledger say; counters that only grow are left out."""
    tables = (StoryEntryRow, StoryAliasRow, RulingRow, LinkRow)
    rows = {table.__name__: sorted(map(str, session.exec(select(table)).all())) for table in tables}
    counters = {"version", "is_link_pending"}
    return rows | {
        "stories": sorted(str(row.model_dump(exclude=counters)) for row in session.exec(select(StoryRow)).all()),
        "withheld": sorted(str((row.id, row.withheld)) for row in session.exec(select(VersionRow)).all()),
        "notices": sorted(str((row.subject, row.settled_at)) for row in session.exec(select(NoticeRow)).all()),
        "links": str(links_of(session)),
        "ledger": str(ledger_over(*whole_record(session), ZoneInfo("America/Montreal"))),
    }


class RolledBackError(Exception):
    """Ends an example without a trace."""


def carry_out(session: Session, rng: random.Random, kind: str, at: datetime) -> bool:
    why, entries = Why(who="essai", reason="vu", at=at), sorted(session.exec(select(StoryEntryRow.entry_id)).all())
    some = rng.sample(entries, 2)
    if kind == "reclassify":
        return reclassify(session, some[:1], why, rng.choice(list(Category))).is_done
    if kind == "link":
        return link(session, some, why, rng.choice(list(LINKABLE.values()))).is_done
    if kind == "redact":
        return redact(session, some[0], why, rng.choice(((), ("Rivage",), ("lutter contre",)))).is_done
    return RULINGS[kind](session, some if kind == "merge" else some[:1], why).is_done


ACTS = st.lists(
    st.sampled_from(("merge", "split", "reclassify", "withdraw", "approve", "redact", "link", "undo")),
    min_size=1,
    max_size=6,
)


@pytest.mark.slow
def test_undoing_restores_exactly_in_whatever_order(greffier, poll, db) -> None:
    poll([*alike(), funding(3, "4 M$"), funding(4, "5 M$"), unsure(), of_a_farm()])

    @hypothesis.settings(
        max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
    )
    @given(kinds=ACTS, seed=st.integers(0, 10_000))
    def check(kinds: list[str], seed: int) -> None:
        with pytest.raises(RolledBackError):
            db.write(decide_and_undo, kinds, random.Random(seed))

    check()


def decide_and_undo(session: Session, kinds: list[str], rng: random.Random) -> None:
    initial = said_by(session)
    in_force: list[int] = []
    for kind in kinds:
        if kind == "undo":
            undo_some(session, in_force, rng)
            continue
        before = said_by(session)
        if carry_out(session, rng, kind, TODAY):
            number = max(session.exec(select(DecisionRow.id)).all())
            assert RULINGS["undo"](session, [str(number)], Why(who="e", reason="r", at=TODAY)).is_done
            assert said_by(session) == before
            assert RULINGS["undo"](session, [str(number + 1)], Why(who="e", reason="r", at=TODAY)).is_done
            in_force.append(number)
    while in_force:
        undo_some(session, in_force, rng)
    assert said_by(session) == initial
    raise RolledBackError


def undo_some(session: Session, in_force: list[int], rng: random.Random) -> None:
    if in_force:
        number = in_force.pop(rng.randrange(len(in_force)))
        assert RULINGS["undo"](session, [str(number)], Why(who="e", reason="r", at=TODAY)).is_done
