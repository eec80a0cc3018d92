from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storage.database import Database


@pytest.fixture
def empty(tmp_path) -> Iterator[Database]:
    """A store without a row of ours."""
    opened = Database(f"sqlite:///{tmp_path / 'greffier.db'}")
    opened.upgrade()
    yield opened
    opened.close()


@pytest.fixture
def session(empty) -> Iterator[Session]:
    """A transaction in which the stories that rows speak of need not be there."""
    with Session(empty._writer) as session:
        session.execute(sa.text("PRAGMA defer_foreign_keys = ON"))
        yield session
        session.rollback()
