"""What a text says of money that was announced elsewhere."""

from datetime import date
from decimal import Decimal

import pytest

from feeds.stories.references import Kind, Reference, references
from feeds.stories.whens import Days
from tests.feeds.stories.telling import tell

JUNE = Days(date(2024, 6, 1), date(2024, 6, 30))
GIVEN = {"fr": "Québec accorde 2 M$ à la Maison Ancrage", "en": "Quebec gives $2 million to Anchor House"}
LARGER = {"fr": "Québec investit 9 M$ dans les refuges", "en": "Quebec invests $9 million in shelters"}


def said(lang: str, summary: str, title: str | None = None) -> tuple[Reference, ...]:
    return references(tell(title or GIVEN[lang], summary, lang=lang))


def kinds(found: tuple[Reference, ...]) -> set[Kind]:
    return {reference.kind for reference in found}


# --- drawn on a larger sum or a plan --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "summary"),
    [
        ("fr", "La somme est tirée de l'enveloppe de 40 M$ du Plan d'action Horizon 2022-2027."),
        ("fr", "Cette aide s'inscrit dans le Plan d'action Horizon 2022-2027, doté de 40 M$."),
        ("en", "The sum is part of the $40-million Horizon Action Plan 2022-2027."),
        ("en", "The money comes from the $40 million Horizon Action Plan 2022-2027."),
    ],
)
def test_money_drawn_on_a_plan_names_its_sum_its_years_and_what_kind_of_plan_it_is(lang, summary) -> None:
    found = said(lang, summary)
    assert kinds(found) == {Kind.DRAWS_ON}
    assert any("horiz" in reference.programme and "plan" in reference.forms for reference in found)
    assert any(reference.years == "2022-2027" for reference in found)


@pytest.mark.parametrize(
    ("lang", "summary"),
    [
        ("fr", "L'aide provient du Programme de soutien aux maisons Boréales."),
        ("en", "The funding flows through the Harbour Lights Shelter Fund."),
    ],
)
def test_money_drawn_on_a_programme_without_a_sum_is_known_by_a_name_of_its_own(lang, summary) -> None:
    [found] = said(lang, summary)
    assert (found.kind, found.amount, found.is_specific) == (Kind.DRAWS_ON, None, True)


@pytest.mark.parametrize(
    ("lang", "summary"),
    [
        ("fr", "L'argent est pris sur les 40 M$ annoncés en juin 2024."),
        ("en", "The money is drawn from the $40 million announced in June 2024."),
    ],
)
def test_money_drawn_on_a_sum_of_before_names_the_sum_and_its_day(lang, summary) -> None:
    [found] = said(lang, summary)
    assert found.kind in (Kind.DRAWS_ON, Kind.REPEATS)
    assert (found.amount, found.when) == (Decimal(40_000_000), JUNE)


@pytest.mark.parametrize(
    ("lang", "summary"),
    [("fr", "L'aide passe par le programme de la ville."), ("en", "The money comes from a program of the city.")],
)
def test_a_programme_that_has_no_name_of_its_own_is_not_known_by_it(lang, summary) -> None:
    assert not any(reference.is_specific for reference in said(lang, summary))


# --- a larger sum that includes one of before -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "summary"),
    [
        ("fr", "Cette somme comprend les 3 M$ annoncés en juin."),
        ("fr", "Le montant inclut les 3 M$ promis en juin 2024."),
        ("en", "The amount includes the $3 million announced last June."),
        ("en", "That counts the $3 million pledged in June 2024."),
    ],
)
def test_a_sum_that_includes_one_of_before_says_which_and_when(lang, summary) -> None:
    [found] = said(lang, summary, LARGER[lang])
    assert (found.kind, found.amount, found.when) == (Kind.INCLUDES, Decimal(3_000_000), JUNE)


# --- the same money again -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "title", "summary"),
    [
        ("fr", "Québec rappelle son aide à la Maison Ancrage", "Les 3 M$ annoncés en juin 2024 seront versés bientôt."),
        ("fr", "La Maison Ancrage recevra 3 M$", "L'aide de 3 M$ promise en juin 2024 est confirmée."),
        ("en", "Anchor House gets its grant", "The $3 million announced in June 2024 will be paid soon."),
    ],
)
def test_money_that_is_said_again_says_how_much_and_since_when(lang, title, summary) -> None:
    assert (Kind.REPEATS, Decimal(3_000_000), JUNE) in {(f.kind, f.amount, f.when) for f in said(lang, summary, title)}


@pytest.mark.parametrize(
    ("lang", "summary"),
    [("fr", "L'aide de 3 M$ avait déjà été annoncée."), ("en", "The previously announced $3 million will be paid.")],
)
def test_money_that_was_announced_already_needs_no_day(lang, summary) -> None:
    [found] = said(lang, summary, {"fr": "La Maison Ancrage attend", "en": "Anchor House waits"}[lang])
    assert (found.kind, found.amount, found.when) == (Kind.REPEATS, Decimal(3_000_000), None)


@pytest.mark.parametrize(
    ("lang", "summary"),
    [
        ("fr", "Ce financement a été annoncé en juin dernier."),
        ("fr", "La somme avait été promise en juin 2024."),
        ("en", "This funding was announced in June 2024."),
    ],
)
def test_a_sentence_without_a_sum_says_that_the_text_s_own_sum_was_announced(lang, summary) -> None:
    [found] = said(lang, summary)
    assert (found.kind, found.amount, found.when) == (Kind.REPEATS, None, JUNE)


@pytest.mark.parametrize(
    ("lang", "summary"),
    [("fr", "L'aide a été annoncée le 4 mars 2025."), ("en", "The funding was announced on March 4, 2025.")],
)
def test_what_was_announced_on_the_day_itself_is_no_repetition(lang, summary) -> None:
    assert said(lang, summary) == ()


# --- changed, and other money ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "title", "summary"),
    [
        ("fr", "Québec porte de 3 M$ à 5 M$ son aide à la Maison Ancrage", ""),
        ("fr", "Québec accorde 5 M$ à la Maison Ancrage", "L'aide passe de 3 M$ à 5 M$."),
        ("fr", "Québec accorde 5 M$ à la Maison Ancrage", "La maison recevra 5 M$ au lieu de 3 M$."),
        ("en", "Quebec raises its funding for Anchor House from $3 million to $5 million", ""),
        ("en", "Anchor House to receive $5 million instead of $3 million", ""),
    ],
)
def test_a_sum_that_is_changed_says_what_it_was(lang, title, summary) -> None:
    [found] = said(lang, summary, title)
    assert (found.kind, found.amount) == (Kind.RAISES, Decimal(3_000_000))


@pytest.mark.parametrize(
    ("lang", "summary"),
    [
        ("fr", "Cette aide s'ajoute aux 3 M$ annoncés en juin."),
        ("fr", "En plus des 3 M$ annoncés en juin, la maison aura un toit neuf."),
        ("en", "This is in addition to the $3 million announced in June."),
        ("en", "It comes on top of the $3 million announced in June 2024."),
    ],
)
def test_money_that_is_added_to_other_money_is_other_money(lang, summary) -> None:
    assert kinds(said(lang, summary)) == {Kind.ADDS_TO}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_text_that_speaks_of_its_own_money_alone_refers_to_nothing(lang) -> None:
    more = {"fr": "L'aide servira à ouvrir dix chambres.", "en": "The money will open ten rooms."}
    assert said(lang, more[lang]) == ()


def test_what_is_meant_is_told_in_the_words_of_a_sum_or_in_years_never_in_a_name() -> None:
    found = said(
        "fr", "L'aide provient du Fonds Zorbec Canarivole, de 40 M$ annoncés en juin, et du Plan Borée 2021-2026."
    )
    assert found
    assert all(set(reference.words) <= set("0123456789-M$ \u00a0de") for reference in found)


@pytest.mark.parametrize("cue", ["est tirée", "provient", "est puisée", "est issue", "fait partie"])
def test_an_envelope_that_was_not_named_before_is_drawn_on_as_well(cue) -> None:
    [found] = said("fr", f"L'aide {cue} d'une enveloppe de 40 M$.")
    assert (found.kind, found.amount) == (Kind.DRAWS_ON, Decimal(40_000_000))
