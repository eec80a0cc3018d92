"""What is counted for and against a reading. Readings are written by hand, so that every count is known beforehand."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

import pytest

from feeds.model import Category, Fact, Reading, Text
from feeds.reading.evaluate import Judged, figures, judge, misread
from feeds.reading.figures import Figure
from feeds.reading.labelled import Label, Labelled
from feeds.reading.read import REVIEW_BELOW

FUNDING, ARREST, OTHER = Category.FUNDING, Category.ARREST, Category.OTHER
SURE, UNSURE = 0.99, REVIEW_BELOW - 0.01
TITLE = "La Ville de Carleton verse 40 000 $ et 5 000 $ ; deux hommes et une femme arrêtés, un accusé"


def fact(kind: str, value: Decimal | int | str, words: str, **also: str) -> Fact:
    start = TITLE.index(words)
    return Fact(kind=kind, value=value, field="title", start=start, end=start + len(words), text=words, **also)


def money(value: int, words: str, role: str = "total", currency: str = "CAD") -> Fact:
    return fact("amount", Decimal(value), words, role=role, currency=currency)


def judged(
    label: Category,
    read: Category | None,
    score: float = SURE,
    facts: Iterable[Fact] = (),
    lang: str = "fr",
    **labels: list[Label],
) -> Judged:
    kept = {kind: tuple(each) for kind, each in labels.items()}
    item = Labelled(line=1, id="x", text=Text(title=TITLE, summary="", lang=lang), category=label, facts=kept)
    reading = Reading(lang=lang, category=read, score=score, rules="r", facts=tuple(facts)) if read else None
    return judge(item, reading)


def named(items: Iterable[Judged], skipped: int = 0) -> Mapping[str, Figure]:
    return {figure.name: figure for part in figures(list(items), skipped).values() for figure in part}


def shares(items: Iterable[Judged]) -> dict[str, tuple[int, int]]:
    return {f.name: (f.hits, f.of) for f in named(items).values() if f.hits is not None and f.of}


# labelled, read, how often: every cell differs, so that two that change places are noticed
TIMES = [
    (FUNDING, FUNDING, 5),
    (FUNDING, ARREST, 1),
    (FUNDING, OTHER, 2),
    (ARREST, ARREST, 7),
    (ARREST, FUNDING, 3),
    (ARREST, OTHER, 4),
    (OTHER, OTHER, 11),
    (OTHER, FUNDING, 6),
    (OTHER, ARREST, 8),
]


def test_every_class_counts_what_is_its_own() -> None:
    found = shares(judged(label, read) for label, read, times in TIMES for _ in range(times))

    assert (found["funding: precision"], found["funding: recall"]) == ((5, 14), (5, 8))
    assert (found["arrest: precision"], found["arrest: recall"]) == ((7, 16), (7, 14))
    assert (found["other: precision"], found["other: recall"]) == ((11, 17), (11, 25))
    assert found["accuracy"] == (23, 47)


def test_macro_f1_is_the_mean_over_classes_also_by_language() -> None:
    french = [judged(label, read) for label, read, times in TIMES for _ in range(times)]
    english = [judged(label, label, lang="en") for label in Category]

    found = named(french + english)

    by_class = [2 * 5 / (8 + 14), 2 * 7 / (14 + 16), 2 * 11 / (25 + 17)]
    assert found["macro_f1 fr"].value == pytest.approx(sum(by_class) / 3)
    assert found["macro_f1 en"].value == pytest.approx(1)
    assert found["macro_f1 en"].low < 0.7, "three right ones prove little"
    assert found["macro_f1"].value == pytest.approx((12 / 24 + 16 / 32 + 24 / 44) / 3)


def test_what_is_published_is_what_is_read_as_news_and_sure() -> None:
    found = shares(
        [
            judged(FUNDING, FUNDING),
            judged(ARREST, ARREST, UNSURE),  # held
            judged(ARREST, FUNDING),  # published, wrongly
            judged(OTHER, ARREST),  # published, wrongly
            judged(OTHER, OTHER, UNSURE),  # nothing to hold
            judged(FUNDING, OTHER),  # missed
            judged(ARREST, OTHER),  # missed
        ]
    )
    assert found["published: precision"] == (1, 3)
    assert found["published: recall"] == (1, 5)
    assert found["held for review"] == (1, 7)


def test_an_amount_is_its_value_and_its_currency_each_once() -> None:
    labels = [
        Label(evidence="40 000 $", value=Decimal(40_000), currency="CAD"),
        Label(evidence="5 000 $", value=Decimal(5_000), currency="USD"),
    ]
    facts = [money(40_000, "40 000 $"), money(40_000, "40 000 $", "part"), money(5_000, "5 000 $"), money(2, "deux")]

    found = shares(
        [judged(FUNDING, FUNDING, facts=facts, amounts=labels), judged(OTHER, OTHER, facts=facts, amounts=labels)]
    )

    assert found["amounts: recall"] == (2, 4)
    assert found["amounts: precision on funding"] == (1, 3), "only funding items say all their amounts"


def test_persons_arrested_are_the_largest_count_of_the_event() -> None:
    labels = [Label(evidence="deux hommes", value=Decimal(2)), Label(evidence="une femme", value=Decimal(1))]
    two = fact("persons_arrested", 2, "deux hommes", scope="event")
    many = fact("persons_arrested", 486, "hommes", scope="cumulative")

    found = shares(
        judged(ARREST, ARREST, facts=facts, persons_arrested=labels) for facts in ([two], [two, many], [many], [])
    )

    assert found["persons arrested: the event's count"] == (2, 4)


def test_one_of_the_counts_of_persons_charged_is_enough_and_each_status_is_asked_for() -> None:
    charged = [Label(evidence="un", value=Decimal(1)), Label(evidence="deux", value=Decimal(2))]
    status = [Label(evidence="arrêtés", value="arrested"), Label(evidence="accusé", value="charged")]
    facts = [fact("persons_charged", 1, "un accusé"), fact("status", "charged", "accusé")]

    found = shares([judged(ARREST, ARREST, facts=facts, persons_charged_or_sentenced=charged, status=status)])

    assert found["persons charged or sentenced"] == (1, 1)
    assert found["status"] == (1, 2)


@pytest.mark.parametrize(
    ("words", "is_hit"),
    [("Ville de Carleton", True), ("Carleton verse", True), ("La ", False), (" verse", False), ("de", True)],
)
def test_a_term_is_found_where_its_span_overlaps_the_evidence(words, is_hit) -> None:
    found = shares(
        [judged(FUNDING, FUNDING, facts=[fact("payer", "x", words)], funder=[Label(evidence="Ville de Carleton")])]
    )
    assert found["funder"] == (int(is_hit), 1)


def test_a_term_of_another_kind_or_in_the_other_field_is_not_found() -> None:
    label = [Label(evidence="Carleton")]
    payee = fact("payee", "x", "Carleton")
    found = shares([judged(FUNDING, FUNDING, facts=[payee], funder=label, region=label, recipient_or_programme=label)])
    assert [found[kind] for kind in ("funder", "region", "recipient_or_programme")] == [(0, 1), (0, 1), (1, 1)]


def test_money_in_arrests_arrests_in_funding_and_false_spans_are_counted() -> None:
    event = fact("persons_arrested", 2, "deux hommes", scope="event")
    past = fact("persons_arrested", 2, "deux hommes", scope="cumulative")
    false = Fact(kind="place", value="x", field="title", start=0, end=2, text="Le")
    street_value = money(40_000, "40 000 $", "other")

    found = shares(
        [
            judged(FUNDING, FUNDING, facts=[event, past, money(40_000, "40 000 $")]),
            judged(FUNDING, FUNDING, facts=[past]),
            judged(ARREST, ARREST, facts=[event, money(40_000, "40 000 $", "annual"), false]),
            judged(ARREST, ARREST, facts=[street_value]),
            judged(ARREST, OTHER),
        ]
    )
    assert found["count of event arrests read in funding items"] == (1, 2)
    assert found["count of committed money read in arrest items"] == (1, 3)
    assert found["facts with a false span"] == (1, 8)


def test_a_reading_that_failed_is_wrong_and_finds_nothing() -> None:
    found = shares([judged(FUNDING, None, funder=[Label(evidence="Carleton")])])
    assert (found["accuracy"], found["funding: recall"], found["funder"]) == ((0, 1), (0, 1), (0, 1))
    assert "published: precision" not in found


def test_every_figure_is_there_also_where_nothing_was_labelled() -> None:
    assert named([]).keys() == named([judged(FUNDING, FUNDING, funder=[Label(evidence="Carleton")])]).keys()
    assert named([], skipped=3)["lines skipped"].value == 3


def test_what_would_be_published_wrongly_comes_first() -> None:
    right = judged(FUNDING, FUNDING, funder=[])
    missed = judged(FUNDING, FUNDING, funder=[Label(evidence="Carleton")])
    overlooked, held, told = judged(ARREST, OTHER), judged(OTHER, FUNDING, UNSURE), judged(OTHER, FUNDING, 0.7)
    assert misread([right, missed, held, overlooked, told]) == [told, overlooked, held, missed]
