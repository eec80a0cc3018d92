"""What changed from one text to the next."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.say.changes import marked
from feeds.model import Fact
from feeds.stories.diff import Was, compare, fact_changes, is_changed


def amount(value: str, role: str = "total", start: int = 0) -> Fact:
    return Fact(
        kind="amount",
        value=Decimal(value),
        field="title",
        start=start,
        end=start + 4,
        text="x",
        currency="CAD",
        role=role,
    )


def test_a_word_that_changed_is_marked_among_those_that_stayed() -> None:
    assert marked(compare("Québec octroie 5,6 M$ à Rivage", "Québec octroie 6,5 M$ à Rivage")) == (
        "Québec octroie [-5,6-] {+6,5+} M$ à Rivage"
    )


def test_a_long_run_that_stayed_is_cut_to_what_is_near() -> None:
    long = " ".join(f"mot{n}" for n in range(40))
    assert marked(compare(f"{long} vieux", f"{long} neuf")) == (
        "… mot34 mot35 mot36 mot37 mot38 mot39 [-vieux-] {+neuf+}"
    )


def test_spaces_alone_are_no_change() -> None:
    assert not is_changed(compare("2,5\u00a0M$ à\nRivage", "2,5 M$  à Rivage"))


@given(st.lists(st.sampled_from("abcde")), st.lists(st.sampled_from("abcde")))
def test_what_stayed_and_went_is_the_old_text_and_what_stayed_and_came_the_new(old, new) -> None:
    pieces = compare(" ".join(old), " ".join(new))
    assert " ".join(p.text for p in pieces if p.was is not Was.NEW) == " ".join(old)
    assert " ".join(p.text for p in pieces if p.was is not Was.GONE) == " ".join(new)


def test_a_figure_that_changed_is_one_change_and_one_that_moved_is_none() -> None:
    [change] = fact_changes([amount("5.6"), amount("1", "part")], [amount("6.5"), amount("1", "part", start=9)])
    assert ([f.value for f in change.gone], [f.value for f in change.new]) == ([Decimal("5.6")], [Decimal("6.5")])


def test_a_figure_that_took_another_role_went_and_came() -> None:
    assert [(c.role, len(c.gone), len(c.new)) for c in fact_changes([amount("5")], [amount("5", "envelope")])] == [
        ("total", 1, 0),
        ("envelope", 0, 1),
    ]
