import re
import sqlite3
import threading
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from sqlmodel import Session, SQLModel, select

from storage import tables
from storage.database import Database, SchemaError, StoreError, alembic_config, sqlite_path

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def new_stores_are_copies() -> None:
    """Let every store of these tests run the migrations, which is what they are about."""


@pytest.fixture
def db(empty):
    return empty


def schema_of(engine: sa.Engine) -> dict[str, list[str]]:
    """Give each table's and index's definition, its parts in one order whatever order they were written in."""
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").all()
    ours = [(name, sql) for name, sql in rows if not name.startswith(("sqlite_", "alembic_"))]
    return {name: sorted(parts_of(" ".join(sql.split()))) for name, sql in ours}


def parts_of(sql: str) -> list[str]:
    head, _, body = sql.partition("(")
    return [
        head.replace('"', "").strip(),
        *(part.strip() for part in re.split(r",(?![^()]*\))", body.strip().removesuffix(")"))),
    ]


def test_a_migrated_schema_is_the_fresh_schema(db, tmp_path) -> None:
    fresh = sa.create_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    SQLModel.metadata.create_all(fresh)
    assert schema_of(db._writer) == schema_of(fresh)
    fresh.dispose()
    assert db.differences() == []


def test_there_is_one_line_of_migrations_and_it_goes_down_and_up_again(db) -> None:
    assert len(ScriptDirectory.from_config(alembic_config()).get_heads()) == 1
    with db._writer.connect() as connection, connection.begin():
        command.downgrade(alembic_config(connection), "base")
    assert set(schema_of(db._writer)) == set()
    db.upgrade()
    assert db.differences() == []


def test_a_store_of_a_newer_version_is_refused(db) -> None:
    with db._writer.connect() as connection, connection.begin():
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaError, match="newer"):
        db.upgrade()


def test_the_file_is_in_wal_mode_with_foreign_keys(db) -> None:
    def pragmas(session: Session) -> list[object]:
        return [session.connection().exec_driver_sql(f"PRAGMA {p}").scalar() for p in ("journal_mode", "foreign_keys")]

    assert db.write(pragmas) == ["wal", 1]


def test_a_moment_comes_back_aware_and_a_naive_one_is_refused(db) -> None:
    db.write(lambda s: s.add(tables.ChatRow(id="console", state_since=NOW)))
    assert db.read(lambda s: s.get_one(tables.ChatRow, "console").state_since) == NOW
    with pytest.raises(sa.exc.StatementError, match="time zone"):
        db.write(lambda s: s.add(tables.ChatRow(id="other", state_since=datetime(2026, 1, 1))))  # noqa: DTZ001


def test_a_fact_without_a_span_cannot_be_stored(db) -> None:
    def add(session: Session) -> None:
        session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        session.add(
            tables.FactRow(
                reading_id=1, kind="amount", value="1", value_type="int", field="title", start=3, end=3, text=""
            )
        )

    with pytest.raises(sa.exc.IntegrityError, match="has_evidence"):
        db.write(add)


def test_a_function_that_fails_leaves_nothing(db) -> None:
    def half(session: Session) -> None:
        session.add(tables.ChatRow(id="console"))
        session.flush()
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        db.write(half)
    assert db.read(lambda s: s.exec(select(tables.ChatRow)).all()) == []


def test_a_writer_waits_for_another_process_s_writer(db, tmp_path) -> None:
    other = sqlite3.connect(tmp_path / "greffier.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.2, lambda: other.execute("COMMIT")).start()
    db.write(lambda s: s.add(tables.ChatRow(id="console")))
    assert db.read(lambda s: s.get(tables.ChatRow, "console")) is not None
    other.close()


async def test_what_is_run_and_looked_at_in_the_loop_is_the_same_store(db) -> None:
    await db.run(lambda s: s.add(tables.ChatRow(id="console")))
    assert await db.look(lambda s: s.get_one(tables.ChatRow, "console").state) == "open"


def test_a_store_that_cannot_be_opened_is_one_line(tmp_path) -> None:
    (tmp_path / "folder").write_text("a file")
    with pytest.raises(StoreError) as problem:
        Database(f"sqlite:///{tmp_path / 'folder' / 'greffier.db'}")
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize("asked", [Database.upgrade, Database.differences, Database.is_current])
def test_what_is_no_store_is_one_line_that_names_it(tmp_path, asked) -> None:
    path = tmp_path / "notes.db"
    path.write_text("not a database at all, whatever its name says")
    db = Database(f"sqlite:///{path}")
    with pytest.raises(StoreError, match=f"^{path}: file is not a database$"):
        asked(db)
    db.close()


def test_a_server_without_its_driver_is_one_line() -> None:
    with pytest.raises(StoreError, match="driver"):
        Database("postgresql://me@127.0.0.1/greffier")


def test_the_file_behind_an_address_is_known() -> None:
    assert str(sqlite_path("sqlite:///data/greffier.db")) == "data/greffier.db"
    assert sqlite_path("sqlite://") is None
    assert sqlite_path("postgresql://me@host/greffier") is None
