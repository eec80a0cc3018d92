"""The catalogues: complete in both languages, and nothing more than the code says."""

from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from bot.say.words import FOLDER, words

BOT = Path(__file__).parents[3] / "bot"
WORDS = BOT / "say" / "words.py"
SAID_BY = {"say": None, "count": (1, 2), "N_": None, "PlainError": None, "UsageError": None}
SPEAKING = ("bot.say.words", "feeds.errors")


def said_in_the_code() -> set[str | tuple[str, ...]]:
    """Give every text that a module which uses the catalogues asks them for."""
    texts = {path: path.read_text("utf-8") for path in BOT.rglob("*.py")}
    speaking = [path for path, text in texts.items() if path == WORDS or any(name in text for name in SPEAKING)]
    found = (extract_from_file("python", path, keywords=SAID_BY) for path in speaking)
    return {message for messages in found for _, message, _, _ in messages}


def catalogue(language: str) -> dict[str | tuple[str, ...], Message]:
    with (FOLDER / f"{language}.po").open("rb") as file:
        return {m.id if isinstance(m.id, str) else tuple(m.id): m for m in read_po(file, locale=language) if m.id}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_catalogue_has_every_text_of_the_code_and_nothing_else(language):
    assert set(catalogue(language)) == said_in_the_code()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_text_is_left_without_its_words_or_marked_as_doubtful(language):
    for message in catalogue(language).values():
        strings = (message.string,) if isinstance(message.string, str) else message.string
        assert all(strings), message.id
        assert not message.fuzzy, message.id


def test_french_has_a_no_break_space_before_a_colon_and_none_before_a_semicolon():
    for message in catalogue("fr").values():
        for text in (message.string,) if isinstance(message.string, str) else message.string:
            assert " :" not in text, text
            assert " ;" not in text, text


def test_french_says_zero_and_one_in_the_singular_and_english_only_one():
    def said(language: str, n: int) -> str:
        return words(language).count("{n} other announcement", "{n} other announcements", n)

    assert [said("fr", n) for n in (0, 1, 2)] == ["0 autre annonce", "1 autre annonce", "2 autres annonces"]
    assert [said("en", n) for n in (0, 1)] == ["0 other announcements", "1 other announcement"]


def test_long_lists_end_with_a_number():
    assert words("fr").among(["A", "B", "C", "D"], 2) == "A, B et 2 autres"
    assert words("en").among(["A", "B", "C"], 2) == "A, B and 1 other"


def test_a_language_without_a_catalogue_is_refused():
    with pytest.raises(ValueError, match="fr or en"):
        words("de")
