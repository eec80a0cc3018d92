"""What whoever asks the record is told besides it: what is missing, mistyped, left out; in the terminal's language."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner

from bot.commands import app
from bot.commands.errors import explained
from bot.desk.review import KINDS
from storage.database import Database
from tests.bot.announcements import arrest, funding, publish

NBSP = "\u00a0"
READING = (
    ["stories"],
    ["search", "police"],
    ["show", "4f2ka9xm"],
    ["why", "4f2ka9xm"],
    ["history", "4f2ka9xm"],
    ["ledger"],
    ["export", "--format", "csv"],
    ["review"],
    ["withdraw", "4f2ka9xm", "--reason", "x"],
    ["feeds", "health"],
    ["feeds", "pause", "gov-fr", "--reason", "x"],
    ["reread"],
    ["db", "check"],
)


@pytest.fixture(autouse=True)
def french(monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")


@pytest.fixture
def greffier(settings):
    def run(*arguments: str):
        return CliRunner().invoke(app, arguments)

    return run


@pytest.fixture
def store(settings):
    """An empty store, for what is refused before anything of it is read."""
    db = Database(settings.database_url)
    db.upgrade()
    db.close()


@pytest.fixture
def polled(greffier, publisher):
    """Two announcements of money, the older of which was read later, and an arrest."""
    publish(publisher, [], [])
    greffier("poll")
    publish(publisher, [funding(1)], [arrest(1)])
    greffier("poll", "--all")
    old = {**funding(2, "7 M$"), "published": datetime.now(UTC) - timedelta(days=3)}
    publish(publisher, [funding(1), old], [arrest(1)])
    greffier("poll", "--all")


def refused(capsys, *arguments: str) -> tuple[int, str]:
    """The exit code of a command, and its one line."""
    code = explained(lambda: app([str(argument) for argument in arguments], standalone_mode=False))
    [line] = capsys.readouterr().err.splitlines()
    return code, line.replace(NBSP, " ")


# --- what is listed ---------------------------------------------------------------------------------------------------


def test_the_newest_announcement_comes_first_whenever_it_was_read(greffier, polled) -> None:
    told = [json.loads(line) for line in greffier("stories", "--json").stdout.splitlines()]
    assert [story["published"] for story in told] == sorted((story["published"] for story in told), reverse=True)
    assert "7 M$" in told[-1]["title"].replace(NBSP, " ")


def test_a_limit_keeps_the_newest_and_says_that_there_are_more(greffier, polled) -> None:
    whole = greffier("stories").stdout.splitlines()
    cut = greffier("stories", "--limit", "2")
    assert cut.stdout.splitlines() == whole[:2]
    assert cut.stderr.replace(NBSP, " ") == "1 annonce de plus : voir --limit\n"
    assert greffier("stories", "--limit", "3").stderr == ""


@pytest.mark.parametrize("command", [["stories"], ["search", "police"]])
@pytest.mark.parametrize("limit", ["0", "-1", "trois", "2.5", "", "9" * 5000])
def test_a_limit_that_is_no_number_of_stories_is_one_line(store, capsys, command, limit) -> None:
    code, line = refused(capsys, *command, "--limit", limit)
    assert (code, line) == (2, f"greffier: --limit {limit} : un nombre entier, 1 ou plus")


def test_a_category_and_a_state_are_said_in_the_language_of_the_terminal(greffier, polled, monkeypatch) -> None:
    [id] = [
        json.loads(line)["id"] for line in greffier("stories", "--json", "--category", "arrest").stdout.splitlines()
    ]
    greffier("withdraw", id, "--reason", "essai")
    listed = greffier("stories").stdout
    assert "  financement  " in listed
    assert "  arrestation [retirée]  " in listed
    monkeypatch.setenv("LC_ALL", "en_CA.UTF-8")
    assert "  arrest [withdrawn]  " in greffier("stories").stdout


def test_the_state_of_a_feed_and_the_kind_of_what_waits_are_said_so_too(greffier, publisher, polled) -> None:
    publisher.serve("/gov.xml", b"", status=404)
    greffier("feeds", "pause", "police-fr", "--reason", "essai")
    greffier("poll", "--all")
    failing, paused = greffier("feeds", "list").stdout.splitlines()
    assert failing.startswith("gov-fr  en échec · a répondu le ")
    assert "fil introuvable (http-404: " in failing
    assert paused.startswith("police-fr  en pause · a répondu le ")
    assert greffier("review").stderr == "Rien n'attend de décision.\n"


def test_every_kind_of_what_waits_is_in_the_help(greffier) -> None:
    assert all(kind in greffier("review", "--help").stdout for kind in KINDS)


# --- what is not there ------------------------------------------------------------------------------------------------


def test_a_language_and_a_body_that_the_record_has_nothing_of_are_named(greffier, polled) -> None:
    for command in (["stories"], ["search", "police"], ["ledger"], ["export", "--format", "csv"]):
        told = greffier(*command, "--lang", "de,fr", "--body", "nope", "--body", "exemple")
        assert told.stderr.replace(NBSP, " ").splitlines() == [
            "--body nope : aucun organisme du registre ne porte ce nom",
            "--lang de : rien dans le registre n'est dans cette langue",
        ]
        assert told.exit_code == 0


def test_what_matches_nothing_is_said_and_never_as_no_money(greffier, polled) -> None:
    assert greffier("stories", "--min", "900M").stderr == "Rien dans le registre ne correspond.\n"
    assert greffier("ledger", "--min", "900M").stdout == "Rien dans le registre ne correspond.\n"
    assert "Aucun argent" in greffier("ledger", "--body", "surete-exemple").stdout


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_command_that_reads_makes_no_store(settings, tmp_path, monkeypatch, capsys, command) -> None:
    missing = tmp_path / "mistyped" / "greffier.db"
    monkeypatch.setenv("GREFFIER_DATABASE_URL", f"sqlite:///{missing}")
    code, line = refused(capsys, *command)
    assert code == 1
    assert line.startswith(f"greffier: aucune base à {missing} : « greffier run » ou « greffier poll »")
    assert not missing.parent.exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["show", "nope1"], 1, "nope1 : aucune annonce et aucune entrée n'a cet identifiant"),
        (["stories", "--since", "demain"], 2, "--since 'demain' : un jour (2026-03-01)"),
        (
            ["stories", "--topic", "logement"],
            2,
            "--topic logement : aucun sujet n'a cet identifiant; tout près : housing",
        ),
        (["stories", "--scope", "près"], 2, "--scope près : local, national ou international"),
        (["ledger", "--json", "--format", "csv"], 2, "--json et --format csv : l'un des deux"),
        (["review", "--kind", "x"], 2, "--kind x : confidence, reclassified, link"),
        (["backfill", "nope"], 1, "nope : ni un fil du catalogue"),
        (["backfill", "nope.xml"], 2, "nope.xml : ni un fil du catalogue"),
        (["read", "nope.jsonl"], 2, "nope.jsonl : aucun fichier ni dossier de ce nom"),
        (["stories", "--limt", "3"], 2, "--limt : aucune option de ce nom"),
        (["show"], 2, "id manque (voir : "),
        (["nope"], 2, "nope : aucune commande de ce nom"),
    ],
)
def test_what_is_wrong_is_one_line_in_the_language_of_the_terminal(store, capsys, arguments, code, said) -> None:
    given, line = refused(capsys, *arguments)
    assert given == code
    assert line.startswith(f"greffier: {said}")


@pytest.mark.parametrize("id", ["zzz", "1.5", "", "-1", "9" * 30, "Z;%", "a\nb", "²"])
def test_an_id_that_stands_for_nothing_is_one_line_and_1(store, capsys, id) -> None:
    shown = id if id.isalnum() else repr(id)
    for command in ("show", "why", "history"):
        code, line = refused(capsys, command, "--", id)
        assert (code, line.endswith(" : aucune annonce et aucune entrée n'a cet identifiant")) == (1, True), line
    for command, said in (
        (["undo"], f"il n’y a pas de décision {shown} (voir : greffier decisions)"),
        (["outbox", "arrived"], f"aucun message {shown} dont le sort est inconnu"),
        (["split"], f"rien à séparer sous {id!r}"),
        (["withdraw"], f"rien à retirer sous {id!r}"),
        (["approve"], f"rien à approuver sous {id!r}"),
        (["redact", "--all"], f"rien à cacher sous {id!r}"),
    ):
        code = explained(lambda c=command: app([*c, "--reason", "x", "--", id], standalone_mode=False))
        assert (code, capsys.readouterr().err.replace(NBSP, " ")) == (1, f"{said}\n")


@pytest.mark.parametrize("command", [["show"], ["split", "--reason", "x"], ["feeds", "pause", "--reason", "x"]])
def test_what_was_typed_has_to_be_in_utf_8(store, capsys, command) -> None:
    code, line = refused(capsys, *command, "a\udcff")
    assert (code, line) == (2, "greffier: ce qui a été tapé n'est pas en UTF-8")


@pytest.mark.parametrize(
    ("follow", "said"),
    [
        ("topic:bogus", "topic:bogus : aucun sujet n'a cet identifiant; p. ex. housing, "),
        ("scope:local; offence:fraude", "offence:fraude : aucune infraction n'a cet identifiant; tout près : fraud"),
        ("region:CA-XX", "region:CA-XX : aucune région n'a cet identifiant"),
        ("level:county", "level:county : municipal, provincial, federal ou international"),
        ("colour:red", "'colour:red' : les termes sont body lang level"),
    ],
)
def test_what_the_channel_follows_has_to_be_known(settings, monkeypatch, capsys, follow, said) -> None:
    monkeypatch.setenv("GREFFIER_FOLLOW", follow)
    code, line = refused(capsys, "poll")
    assert code == 2
    assert line.startswith(f"greffier: GREFFIER_FOLLOW : {said}")
    assert ("kidnapping" in line) is ("topic" in follow or "offence" in follow), "each id of a table is named"


def test_a_format_that_says_the_same_as_json_is_no_contradiction(greffier, polled) -> None:
    assert greffier("ledger", "--json", "--format", "json").stdout == greffier("ledger", "--json").stdout


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("wide.jsonl", '{"id": "1"}\n'.encode("utf-16"), "les lignes JSON se lisent en UTF-8"),
        ("wide.jsonl", '{"id": "1"}\n'.encode("utf-32-be"), "les lignes JSON se lisent en UTF-8"),
        ("wide.txt", '{"id": "1"}\n'.encode("utf-16"), "ni un document de fil ni des lignes JSON"),
        ("page.json", b'{\n "items": 3\n}', "ni un document de fil ni des lignes JSON"),
        ("page.xml", b"", "ni un document de fil ni des lignes JSON (fil vide)"),
    ],
)
def test_a_file_that_is_neither_a_feed_nor_lines_is_one_line_of_our_own(  # noqa: PLR0917  (fixtures and cases)
    store, tmp_path, capsys, name, content, said
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    code, line = refused(capsys, "backfill", path)
    assert code == 1
    assert line.startswith(f"greffier: {path} : {said}")


def test_a_help_is_shown_to_whoever_names_a_family_alone(store, capsys) -> None:
    assert explained(lambda: app(["feeds"], standalone_mode=False)) == 2
    assert "Usage: " in capsys.readouterr().err


# --- who stops reading ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        ["stories"],
        *(
            pytest.param(command, marks=pytest.mark.slow)  # each is a program of its own
            for command in (["stories", "--json"], ["ledger", "--format", "csv"], ["export", "--format", "csv"])
        ),
    ],
)
def test_a_reader_who_leaves_ends_a_command_without_a_word(polled, environment, command) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    run = [sys.executable, "-c", "from bot.commands import main; main()", *command]
    env = environment | {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "LC_ALL": "fr_CA.UTF-8"}
    done = subprocess.run(run, check=False, env=env, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")
