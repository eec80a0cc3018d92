"""`greffier db backup` and `restore`: a copy of the store, and a store from it; what is there is never overwritten."""

import shutil
import sqlite3

import pytest
from alembic import command

from bot.commands import app
from bot.commands.errors import explained
from storage.database import Database, alembic_config
from storage.lock import run_locks
from tests.bot.announcements import funding, publish

NBSP = "\u00a0"


@pytest.fixture
def greffier(settings, publisher, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")
    publish(publisher, [funding(1)], [])

    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = explained(lambda: app([str(argument) for argument in arguments], standalone_mode=False))
        out, err = capsys.readouterr()
        return code, out.replace(NBSP, " "), err.replace(NBSP, " ")

    return run


@pytest.fixture
def store(tmp_path):
    return tmp_path / "greffier.db"


@pytest.fixture
def copy(greffier, tmp_path):
    greffier("poll")
    assert greffier("db", "backup", "copie.db") == (0, "copie.db : une copie de la base\n", "")
    return tmp_path / "copie.db"


def test_a_store_comes_back_whole_from_its_copy(greffier, store, copy) -> None:
    before = greffier("stories", "--json")
    assert before[1]
    away(store)
    assert greffier("db", "restore", copy) == (0, f"la base est celle de {copy}\n", "")
    assert greffier("stories", "--json") == before
    assert greffier("db", "check")[0] == 0


def test_a_copy_is_one_file_also_of_a_store_that_is_written_to(greffier, store, tmp_path) -> None:
    greffier("poll")
    writer = sqlite3.connect(store, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE feeds SET paused_at = '2026-01-01'")
    assert greffier("db", "backup", "copie.db")[0] == 0
    writer.execute("COMMIT")
    writer.close()
    found = sqlite3.connect(tmp_path / "copie.db")
    assert found.execute("SELECT count(*) FROM feeds WHERE paused_at IS NOT NULL").fetchone() == (0,)
    assert found.execute("PRAGMA journal_mode").fetchone() == ("delete",), (
        "it is read also where nothing may be written"
    )
    found.close()
    assert not list(tmp_path.glob("copie.db-*")) + list(tmp_path.glob(".copie*"))


def test_nothing_that_is_there_is_overwritten(greffier, store, copy) -> None:
    body = copy.read_bytes()
    copy.with_name("autre.db-wal").write_bytes(b"what would be played into the copy")
    assert greffier("db", "backup", copy.with_name("autre.db"))[0] == 2
    code, _, said = greffier("db", "backup", copy)
    assert (code, said) == (
        2,
        f"greffier: {copy} : ce fichier existe déjà, ou son journal, et reste; nommez-en un autre\n",
    )
    code, _, said = greffier("db", "restore", copy)
    assert (code, "une base y est, ou son journal" in said) == (2, True)
    store.rename(store.with_name("away.db"))
    store.with_name("greffier.db-wal").write_bytes(b"what would be played into the copy")
    assert greffier("db", "restore", copy)[0] == 2
    assert (copy.read_bytes(), store.exists()) == (body, False)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("absent.db", "absent.db : aucun fichier de ce nom"),
        ("notes.db", "notes.db : aucune base de données SQLite, ou une qui est endommagée"),
        ("other.db", "other.db : une base de données, et non une base de Greffier"),
        ("newer.db", "newer.db : d'une version plus récente (schéma 9999)"),
    ],
)
def test_what_is_no_copy_is_refused_in_a_line_and_makes_no_store(  # noqa: PLR0917  (fixtures and cases)
    greffier, store, tmp_path, migrated, name, said
) -> None:
    (tmp_path / "notes.db").write_text("no database at all, whatever its name says")
    sqlite3.connect(tmp_path / "other.db").executescript("CREATE TABLE t (x); INSERT INTO t VALUES (1)").close()
    shutil.copy(migrated, tmp_path / "newer.db")
    newer = sqlite3.connect(tmp_path / "newer.db", isolation_level=None)
    newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.close()
    code, _, line = greffier("db", "restore", name)
    assert (code, line.startswith(f"greffier: {said}")) == (2, True), line
    assert not store.exists()


def test_a_damaged_copy_is_refused_in_a_line_and_makes_no_store(greffier, store, copy) -> None:
    away(store)
    body = bytearray(copy.read_bytes())
    body[40_960:90_000] = b"\x77" * (90_000 - 40_960)
    copy.write_bytes(body)
    code, _, line = greffier("db", "restore", copy)
    assert (code, line.count("\n"), "endommagé" in line, store.exists()) == (2, 1, True, False), line


def test_who_may_not_read_the_store_may_not_read_its_copy(greffier, store, tmp_path) -> None:
    greffier("poll")
    store.chmod(0o600)
    assert greffier("db", "backup", "copie.db")[0] == 0
    assert (tmp_path / "copie.db").stat().st_mode & 0o777 == 0o600


def test_a_store_is_not_restored_under_a_service_that_runs(greffier, store, copy) -> None:
    away(store)
    with run_locks(store, ["bot"]):
        code, _, line = greffier("db", "restore", copy)
        assert (code, "un service tourne sur cette base" in line, store.exists()) == (2, True, False), line
    assert greffier("db", "restore", copy)[0] == 0


def away(store) -> None:
    for file in store.parent.glob("greffier.db*"):
        file.rename(file.with_name(f"away-{file.name}"))


def test_a_copy_of_an_older_version_is_brought_up_to_date(greffier, store, tmp_path, migrated) -> None:
    shutil.copy(migrated, tmp_path / "older.db")
    older = Database(f"sqlite:///{tmp_path / 'older.db'}")
    with older._writer.connect() as connection, connection.begin():
        command.downgrade(alembic_config(connection), "-1")
    older.close()
    assert greffier("db", "restore", "older.db")[0] == 0
    db = Database(f"sqlite:///{store}")
    assert db.is_current()
    db.close()


def test_without_a_store_there_is_nothing_to_copy(greffier, tmp_path) -> None:
    code, _, said = greffier("db", "backup", "copie.db")
    assert (code, "aucune base à" in said) == (1, True)
    assert not (tmp_path / "copie.db").exists()


def test_a_server_has_means_of_its_own(greffier, monkeypatch) -> None:
    monkeypatch.setenv("GREFFIER_DATABASE_URL", "postgresql://me@127.0.0.1/greffier")
    for act in ("backup", "restore"):
        code, _, said = greffier("db", act, "copie.db")
        assert (code, "pg_dump" in said) == (2, True)


def test_every_command_about_the_store_means_that_of_the_samples_where_these_are_the_catalogue(
    greffier, monkeypatch, tmp_path
) -> None:
    monkeypatch.delenv("GREFFIER_DATABASE_URL", raising=False)
    monkeypatch.setenv("GREFFIER_CATALOG", "demo")
    for act in ("upgrade", "check"):
        assert greffier("db", act)[0] == 0
    assert [path.name for path in (tmp_path / "data").glob("*.db")] == ["demo.db"]
