"""What keeps a command from its work, in both languages."""

import errno

import pytest

from bot.say.errors import error_words, system_words
from bot.say.usage import usage_words
from bot.say.words import words
from feeds.errors import PlainError, UsageError

NBSP = "\u00a0"


def test_an_error_is_english_by_itself_and_french_where_it_is_read() -> None:
    error = PlainError("{id}: no story and no entry has this id", id="4f2ka9xm")
    assert str(error) == error_words(error, words("en")) == "4f2ka9xm: no story and no entry has this id"
    assert error_words(error, words("fr")) == f"4f2ka9xm{NBSP}: aucune annonce et aucune entrée n'a cet identifiant"


def test_an_error_inside_another_is_said_in_the_same_language() -> None:
    why = UsageError("an amount such as 500k, 1M or 2.5M")
    error = UsageError("--{name} {value}: {why}", name="min", value="lots", why=why)
    assert error_words(error, words("fr")) == f"--min lots{NBSP}: un montant tel que 500k, 1M ou 2.5M"


@pytest.mark.parametrize("text", ["catalog.toml: {line} is no table", "", "100 %"])
def test_a_message_without_values_stands_as_it_is_braces_and_all(text) -> None:
    assert str(PlainError(text)) == error_words(PlainError(text), words("fr")) == text


def test_what_the_system_refuses_is_said_and_what_has_no_words_of_ours_in_its_own() -> None:
    missing, odd = FileNotFoundError(errno.ENOENT, "No such file or directory"), OSError(errno.EXDEV, "Cross-device")
    error = UsageError("{file}: {why}", file="x.jsonl", why=missing)
    assert error_words(error, words("fr")) == f"x.jsonl{NBSP}: aucun fichier ni dossier de ce nom"
    assert [system_words(error, words("en")) for error in (missing, odd)] == [missing.strerror, "Cross-device"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("No such option: --limt (Possible options: --limit)", "--limt : aucune option de ce nom; tout près : --limit"),
        ("No such option: --limt", "--limt : aucune option de ce nom"),
        ("No such option: --limt Did you mean --limit?", "No such option: --limt Did you mean --limit?"),
        ("No such command 'x'.", "x : aucune commande de ce nom"),
        ("Missing argument 'id'.", "id manque"),
        ("Missing option '--reason'.", "--reason manque"),
        ("Option '--since' requires an argument.", "--since : il manque une valeur"),
        ("Got unexpected extra argument(s) (b)", "b : un mot de trop"),
        ("Got unexpected extra arguments (b c)", "b c : un mot de trop"),
        ("Invalid value for 'DECISION': 'x' is not an int", "DECISION : valeur refusée ('x' is not an int)"),
        (
            "Invalid value for '--limit': Input should be a valid integer, unable to parse string as an integer",
            "--limit : valeur refusée (un nombre entier)",
        ),
        (
            "Invalid value for '--limit': Input should be greater than or equal to 1",
            "--limit : valeur refusée (1 ou plus)",
        ),
        ("Something else\n{odd}", "Something else {odd}"),
    ],
)
def test_a_mistyped_command_line_is_one_line_that_leads_to_the_help(typed, said) -> None:
    told = usage_words(typed, "greffier x", words("fr")).replace(NBSP, " ")
    assert told == f"{said} (voir : greffier x --help)"
