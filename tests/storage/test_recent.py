"""What linking remembers from one lot to the next: only as long as nothing else is written, and only so much."""

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storage import recent
from storage.database import Database, new_id
from storage.recent import Recent
from storage.tables import ChatRow


@pytest.fixture
def store(tmp_path):
    opened = [Database(f"sqlite:///{tmp_path / 'greffier.db'}") for _ in range(2)]
    opened[0].upgrade()
    yield opened
    for one in opened:
        one.close()


def lot(session: Session, remembered: Recent, *entries: str) -> set[str]:
    """Go through a lot that loads and writes something, and return what was known at its beginning."""
    remembered.begin(session)
    known = {*remembered.told, *remembered.compared}
    remembered.told |= {entry: [] for entry in entries}
    remembered.compared |= {entry: [] for entry in entries}
    write(session)
    remembered.end(session)
    return known


def write(session: Session) -> None:
    """Write something that is there afterwards."""
    session.execute(sa.insert(ChatRow.__table__), [{"id": new_id()}])


def test_what_a_lot_loaded_serves_the_next_one(store) -> None:
    remembered = Recent()
    assert store[0].write(lot, remembered, "a", "b") == set()
    assert store[0].write(lot, remembered, "c") == {"a", "b"}
    assert store[0].write(lot, remembered) == {"a", "b", "c"}


@pytest.mark.parametrize("who", [0, 1], ids=["this process", "another"])
def test_once_anything_else_was_written_nothing_is_remembered(store, who) -> None:
    remembered = Recent()
    store[0].write(lot, remembered, "a")
    store[who].write(write)
    assert store[0].write(lot, remembered) == set()


def test_a_store_that_does_not_say_whether_it_was_written_to_is_asked_anew(store, monkeypatch) -> None:
    monkeypatch.setattr(recent, "as_of", lambda _: None)
    remembered = Recent()
    store[0].write(lambda session: (remembered.begin(session), remembered.told.update(a=[]), remembered.end(session)))
    store[0].write(remembered.begin)
    assert remembered.told == {}


def test_no_more_than_so_many_are_remembered_and_those_used_last(store, monkeypatch) -> None:
    monkeypatch.setattr(recent, "MOST", 2)
    remembered = Recent()
    store[0].write(lot, remembered, "a", "b", "c")
    assert all(recent.use(found, "a") for found in (remembered.told, remembered.compared))
    assert store[0].write(lot, remembered) == {"a", "c"}
