"""Thirty sample days from their feeds to the reader, word for word, in both languages, each one message."""

import re

import pytest

from bot.say.render import render
from tests.bot.say.days.__main__ import FOLDER, golden
from tests.bot.say.days.newsroom import LANGUAGES, digests_of
from tests.bot.say.days.published import DAYS
from tests.bot.say.days.shown import unfolded, words_in

MINUTE = 240  # words that a person reads in one
FULL_DAY = 300  # words of a digest of twelve items, all in one form


@pytest.mark.parametrize("day", DAYS, ids=lambda day: day.name)
async def test_a_day_is_one_message_that_is_read_in_a_minute_and_says_what_was_approved(day):
    for language, digest in (await digests_of(day)).items():
        assert golden(digest) == (FOLDER / f"{day.name}.{language}.txt").read_text("utf-8")
        [part] = render(digest)
        assert len(digest.items) <= 12
        assert words_in(unfolded(part.text)) <= (MINUTE if len(digest.items) < 12 else FULL_DAY)


def test_every_day_has_its_files_and_no_file_is_left_of_another():
    assert {path.name for path in FOLDER.glob("*.txt")} == {
        f"{day.name}.{lang}.txt" for day in DAYS for lang in LANGUAGES
    }


WITHHELD = re.compile(r"Baie-Saint-Paul|entraîneur|hockey|Caps|élève|adolescent|\b(?:14|17|43|52|84)[  ]ans")


def test_what_could_identify_somebody_is_in_no_day_about_arrests():
    told = [path.read_text("utf-8") for path in FOLDER.glob("*.txt")]
    assert [found for text in told for found in WITHHELD.findall(text)] == []


def test_french_days_are_set_as_in_quebec_where_the_words_are_ours():
    for path in FOLDER.glob("*.fr.txt"):
        ours = [line for line in path.read_text("utf-8").splitlines() if not line.startswith((">", "[", "•"))]
        for line in ours:
            assert not re.search(
                r"\S :|« | »| ;|\d (?:M|G)?\$|\b1 (?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc)", line
            )


SUMS = re.compile(r"(?:distincts, au plus|distinct, at most)[\s\u00a0]?:")
NOT_SPENT = re.compile(r"Annoncé n['’]est pas dépensé|Announced is not spent")


def test_a_day_says_once_behind_its_last_sum_that_announced_is_not_spent_and_a_day_without_sums_never():
    days = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.txt")}
    assert any(len(SUMS.findall(text)) > 1 for text in days.values())
    assert [name for name, text in days.items() if len(NOT_SPENT.findall(text)) != bool(SUMS.search(text))] == []
    last = [[line for line in text.splitlines() if SUMS.search(line)][-1:] for text in days.values()]
    assert [line for lines in last for line in lines if not NOT_SPENT.search(line)] == []
