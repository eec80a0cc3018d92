"""What a story promises, by payer where its texts divide the sum."""

from decimal import Decimal

import pytest

from feeds.stories.promises import JOINT
from tests.feeds.stories.telling import CANADA, GAZETTE, QUEBEC, money_of, tell

FEDERAL, QC, TOWN = "federal:CA", "provincial:CA-QC", "municipal:gatineau"
M = 1_000_000
FIVE = {"fr": "5 M$ pour la Maison Ancrage", "en": "$5 million for Anchor House"}


def parts(*told) -> dict[str | None, Decimal | None]:
    return {promise.payer_key: promise.amount for promise in money_of(*told).promises}


def headline(*told) -> Decimal | None:
    found = money_of(*told).headline
    return found and found.amount


@pytest.mark.parametrize(
    ("lang", "summary"),
    [
        ("fr", "Le gouvernement du Canada verse 3 M$ et le gouvernement du Québec, 2 M$."),
        ("fr", "De cette somme, 3 M$ proviennent du gouvernement fédéral et 2 M$ du gouvernement du Québec."),
        ("en", "The federal government is providing $3 million and the Quebec government $2 million."),
        ("en", "Of this, $3 million comes from the federal government and $2 million from the Quebec government."),
        ("en", "The Quebec government is contributing $2 million, and the federal government is investing $3 million."),
    ],
)
@pytest.mark.parametrize("by", [CANADA, QUEBEC])
def test_a_joint_sum_is_divided_as_its_text_divides_it_whoever_speaks(lang, summary, by) -> None:
    told = tell(FIVE[lang], summary, lang=lang, by=by)
    assert parts(told) == {FEDERAL: 3 * M, QC: 2 * M}
    assert headline(told) == 5 * M


@pytest.mark.parametrize(
    "summary", ["Ottawa paie 3 M$, Québec 2 M$.", "La contribution du Québec est de 2 M$ et celle d'Ottawa, de 3 M$."]
)
def test_a_joint_sum_is_divided_though_one_verb_serves_for_both(summary) -> None:
    assert parts(tell(FIVE["fr"], summary)) == {FEDERAL: 3 * M, QC: 2 * M}


def test_three_may_pay() -> None:
    summary = (
        "Le gouvernement du Québec octroie 4 M$, le gouvernement du Canada 1,5 M$ et la Ville de Gatineau 500 000 $."
    )
    told = tell("6 M$ pour le refuge de Gatineau", summary)
    assert parts(told) == {QC: 4 * M, FEDERAL: M * 3 // 2, TOWN: M // 2}


def test_parts_are_added_where_no_text_states_their_total() -> None:
    told = tell(
        "Ottawa et Québec soutiennent la Maison Ancrage",
        "Le gouvernement du Canada verse 3 M$ et le gouvernement du Québec, 2 M$.",
    )
    assert (headline(told), len(parts(told))) == (5 * M, 2)


def test_what_several_pay_and_no_text_divides_stands_under_joint() -> None:
    told = tell("Ottawa et Québec investissent 5 M$ dans la Maison Ancrage", "L'annonce a été faite mardi.")
    assert parts(told) == {JOINT: 5 * M}


def test_parts_that_are_spent_on_several_things_are_one_payer_s() -> None:
    told = tell("Québec accorde 5 M$ à la Maison Ancrage", "De cette somme, 3 M$ iront aux lits et 2 M$ au toit.")
    assert parts(told) == {QC: 5 * M}


def test_parts_that_do_not_add_up_divide_nothing() -> None:
    told = tell(
        "Ottawa et Québec investissent 50 M$ dans les refuges",
        "Le gouvernement du Canada verse 3 M$ et le gouvernement du Québec, 2 M$ à la Maison Ancrage.",
    )
    assert (headline(told), parts(told)) == (50 * M, {JOINT: 50 * M})


@pytest.mark.parametrize(
    ("title", "summary", "expected"),
    [
        ("Québec accorde 5 M$ à la Maison Ancrage", "L'aide de 4 987 250 $ durera trois ans.", 4_987_250),
        ("Québec accorde près de 5 M$ à la Maison Ancrage", "La maison recevra 4 987 250 $ de Québec.", 4_987_250),
        ("Québec accorde 5 M$ à la Maison Ancrage", "L'aide est tirée d'une enveloppe de 80 M$.", 5 * M),
        ("Québec accorde 5 M$ à la Maison Ancrage", "L'aide s'ajoute aux 9 M$ annoncés en juin.", 5 * M),
        ("Québec accorde 5 M$ à la Maison Ancrage", "Cette somme comprend 2 M$ annoncés en juin.", 5 * M),
        ("Québec porte de 3 M$ à 5 M$ son aide à la Maison Ancrage", "", 5 * M),
    ],
)
def test_the_headline_is_the_exact_figure_of_a_text_s_own_money(title, summary, expected) -> None:
    assert headline(tell(title, summary)) == expected


def test_a_story_puts_forward_what_those_who_announce_say_before_what_is_reported() -> None:
    told = tell("Québec accorde 5 M$ à la Maison Ancrage", "L'aide durera trois ans.")
    reported = tell("Six millions pour la Maison Ancrage", "Québec accorde 6 M$ à la Maison Ancrage.", by=GAZETTE)
    assert headline(reported, told) == headline(told, reported) == 5 * M


def test_a_story_whose_texts_state_no_sum_promises_none_and_still_says_who_promises() -> None:
    [promise] = money_of(tell("Québec accorde une aide à la Maison Ancrage")).promises
    assert (promise.amount, promise.currency, promise.evidence, promise.payer_key) == (None, None, None, QC)


def test_a_government_that_announces_and_names_nobody_pays_itself_and_a_newsroom_does_not() -> None:
    text = ("2 M$ pour la Maison Ancrage", "L'aide durera trois ans.")
    assert parts(tell(*text, by=CANADA)) == {FEDERAL: 2 * M}
    assert parts(tell(*text, by=GAZETTE)) == {None: 2 * M}


def test_a_promise_has_the_years_that_stand_behind_its_figure_and_the_words_it_rests_on() -> None:
    told = tell("Québec accorde 5 M$ sur trois ans à la Maison Ancrage")
    [promise] = money_of(told).promises
    assert promise.evidence is not None
    fact = promise.evidence.fact
    assert (promise.years, fact.text, told.title[fact.start : fact.end]) == (3, "5 M$", "5 M$")


def test_twins_promise_once() -> None:
    french = tell(FIVE["fr"], "Le gouvernement du Canada verse 3 M$ et le gouvernement du Québec, 2 M$.", by=CANADA)
    english = tell(
        FIVE["en"], "The federal government provides $3 million and Quebec $2 million.", lang="en", by=CANADA
    )
    assert parts(french, english) == parts(english, french) == {FEDERAL: 3 * M, QC: 2 * M}


@pytest.mark.parametrize(
    ("lang", "text", "by", "words"),
    [
        ("en", "The government is giving $2 million to Anchor House.", CANADA, "government"),
        ("fr", "Québec accorde 2 M$ à la Maison Ancrage.", GAZETTE, "Québec"),
    ],
)
def test_a_payer_s_words_are_its_name_without_what_it_does(lang, text, by, words) -> None:
    [promise] = money_of(tell("Une maison d'aide", text, lang=lang, by=by)).promises
    assert promise.payer == words
