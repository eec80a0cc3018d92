"""Text from a feed becomes plain, loses what is withheld, and never comes alive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.say.withhold import cap, escaped, inert, plain, shown, withheld_words
from feeds.model import Span
from tests.bot.say.record import arrest, entry
from tests.telegram_api.detected import detected


def test_control_and_direction_characters_are_gone_and_spaces_are_one():
    assert plain("a\x00\x1b[31mb\u202ec\u200bd\ufeff\n\n  e") == "a[31mbcd e"


def test_no_break_spaces_and_joiners_stay():
    assert plain("4,5\u00a0M$\u202f! 👩\u200d🚒") == "4,5\u00a0M$\u202f! 👩\u200d🚒"


def test_letters_are_composed():
    assert plain("e\u0301te\u0301") == "été"


def test_a_withheld_run_is_one_ellipsis_in_brackets():
    spans = (Span(field="title", start=6, end=18), Span(field="summary", start=0, end=3))
    assert shown("Selon Nom Inventé, c'est bon", spans, "title") == "Selon […] c'est bon"


def test_a_title_is_cut_at_a_word():
    text = cap("mot " * 200, 300)
    assert len(text) <= 300
    assert text.endswith("mot…")


@pytest.mark.parametrize(
    "text",
    ["@quelquun", "voir /start", "#motdiese", "$ABC", "exemple.org/nom", "https://exemple.org/nom", "a@exemple.org"],
)
def test_nothing_in_a_text_comes_alive_in_telegram(text):
    assert detected(text)
    assert not detected(inert(text))
    assert inert(text).replace("\u2060", "") == text


def test_html_of_a_publisher_is_only_text():
    assert escaped("<b>5 & 6</b>") == "&lt;b&gt;5 &amp; 6&lt;/b&gt;"


@given(st.text())
def test_plain_text_is_one_line_and_stable(text):
    once = plain(text)
    assert plain(once) == once
    assert "\n" not in once
    once.encode("utf-16-le")


def test_withheld_words_are_those_of_every_entry():
    story = arrest(entry(title="Arrestation de Nom Inventé", withheld=("Nom Inventé",)))
    assert withheld_words(story) == {"nom", "invente"}
