"""A file that is missing, unreadable or not of its kind: one line that names it, and 2, whichever command reads it."""

import pytest

from bot.commands import app
from bot.commands.errors import explained

READING = (
    ["feeds", "import", "{file}"],
    ["feeds", "add", "{file}"],
    ["backfill", "./{file}"],
    ["read", "{file}"],
    ["evaluate", "{file}"],
)
NBSP = "\u00a0"


@pytest.fixture
def refused(settings, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")

    def run(command: list[str], file: str) -> tuple[int, str]:
        code = explained(lambda: app([part.format(file=file) for part in command], standalone_mode=False))
        [line] = capsys.readouterr().err.splitlines()
        return code, line.replace(NBSP, " ")

    return run


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_file_that_is_missing_is_a_line_and_2(refused, command) -> None:
    code, line = refused(command, "absent.toml")
    assert (code, "absent.toml : " in line) == (2, True)


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_folder_in_place_of_a_file_is_a_line_and_2(refused, tmp_path, command) -> None:
    (tmp_path / "folder.d").mkdir()
    code, line = refused(command, "folder.d")
    assert (code, "folder.d : " in line) == (2, True)


@pytest.mark.parametrize(
    ("command", "body", "said"),
    [
        (["feeds", "import", "{file}"], b"\xff\x00", "not UTF-8"),
        (["feeds", "import", "{file}"], b"<rss/>", "not OPML"),
        (["feeds", "import", "{file}"], b"publisher = 3", "x.toml:1: "),
        (["feeds", "add", "{file}"], b"a\xff\x00", "x.toml:1: not UTF-8"),
        (["feeds", "add", "{file}"], b"", "x.toml : aucun fil dedans"),
        (["evaluate", "{file}"], b"", "x.toml: no labelled line"),
    ],
)
def test_a_file_of_another_kind_is_a_line_and_2(refused, tmp_path, command, body, said) -> None:
    (tmp_path / "x.toml").write_bytes(body)
    code, line = refused(command, "x.toml")
    assert (code, said in line) == (2, True), line


@pytest.mark.parametrize("command", [["export", "--format", "csv"], ["feeds", "export"], ["report"]], ids=" ".join)
def test_a_folder_to_write_to_that_is_missing_is_a_line_and_2(refused, command) -> None:
    explained(lambda: app(["db", "upgrade"], standalone_mode=False))
    code, line = refused([*command, "--to", "{file}"], "nowhere/x")
    assert (code, line.startswith("greffier: --to nowhere/x : le dossier ")) == (2, True), line


@pytest.mark.parametrize("folder", ["nowhere", "file"])
def test_a_folder_of_documents_that_is_none_is_a_line_and_2(refused, tmp_path, folder) -> None:
    (tmp_path / "file").write_text("x")
    assert refused(["run", "--demo-from", "{file}"], folder) == (
        2,
        f"greffier: --demo-from {folder} : aucun dossier de ce nom",
    )
