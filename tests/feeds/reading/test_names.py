"""Private persons' names leave in no text; officials, bodies and places stay."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.model import Category, Span
from feeds.reading.withholding.names import mask, shift, withheld

ARREST, FUNDING, OTHER = Category.ARREST, Category.FUNDING, Category.OTHER


def shown(text: str, category: Category = ARREST, lang: str = "fr", context: str = "") -> str:
    return mask(text, withheld(text, category=category, lang=lang, context=context))


def test_a_second_mention_by_family_name_is_withheld():
    assert shown("Gus Zorbec, 34 ans, a été arrêté. Zorbec a comparu.") == "[…], a été arrêté. […] a comparu."


def test_a_family_name_that_is_a_plain_word_is_withheld_again_where_it_opens_a_sentence():
    assert "Chop" not in shown("Gusto Chop was jailed. Chop had been convicted before.", lang="en")


def test_a_name_of_the_title_is_withheld_in_the_summary():
    assert (
        shown("Chop convicted of fraud.", lang="en", context="Gusto Zorbec Chop was jailed")
        == "[…] convicted of fraud."
    )


def test_police_services_places_operations_and_offences_stay_in_an_arrest():
    text = "Opération Zéphyr : la Sûreté du Québec arrête dix personnes à Lévis et à Gatineau pour leurre."
    assert shown(text) == text
    text = "Durham Regional Police and the Thames Valley Police arrested ten men in Leeds in Project Zephyr."
    assert shown(text, lang="en") == text


def test_an_operation_keeps_its_name_even_if_it_is_a_persons():
    assert shown("Projet Gaspard : douze arrestations") == "Projet Gaspard : douze arrestations"


def test_a_town_that_is_a_family_name_is_withheld_behind_a_given_name():
    assert shown("Marie Laval a été arrêtée à Laval.") == "[…] a été arrêtée à Laval."
    assert shown("Zorbequine Laval a été arrêtée à Laval.") == "[…] a été arrêtée à Laval."


def test_a_spokesperson_stays_and_an_official_who_is_charged_does_not():
    assert "Zorbec" in shown("« C'est grave », dit la sergente Gisette Zorbec, porte-parole de la SQ.")
    assert "Zorbec" not in shown("Le sergent Gus Zorbec a été arrêté hier.")
    assert "Zorbec" not in shown("L'ex-ministre Gus Zorbec plaide coupable.")
    assert "Zorbec" not in shown("Mayor Gus Zorbec, 51, will appear in court.", lang="en")


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Il demeurait au 123, rue des Zorbettes, à Laval.", "Zorbettes"),
        ("He lived at 12 Zorb Street in Leeds.", "Zorb"),
        ("Véhicule recherché, immatriculé ABC 123.", "ABC 123"),
        ("The licence plate is ZRB 4567.", "4567"),
        ("Téléphone : 514 555-0142.", "0142"),
        ("Courriel : gus.zorbec@example.org", "zorbec"),
        ("Sur Snapchat : @gus_zorbec", "zorbec"),
        ("Un homme dit « le Grand Zorb » a été arrêté.", "Zorb"),
        ("An address in H2X 1Y4 was searched.", "H2X"),
        ("张三 was arrested in Leeds.", "张三"),
        ("Арестован Зорбек in Leeds.", "Зорбек"),
        ("gus zorbec arrested in leeds", "zorbec"),
        ("Gus\u200b Zor\u00adbec was arrested.", "bec"),
        ("Zorbe\u0301c, Gus : arrêté", "Zorbe"),
        ("G. Z. Zorbec was charged.", "Zorbec"),
    ],
)
def test_what_leads_to_a_person_is_withheld_in_an_arrest(text, secret):
    assert secret not in shown(text)
    assert secret not in shown(text, lang="en")


def test_toll_free_lines_and_sums_of_money_are_nobodys():
    text = "Info : 1 800 659-4264. Des biens de 1 234 567 $ ont été saisis."
    assert shown(text) == text


def test_a_missing_person_is_withheld_in_an_entry_of_another_kind():
    assert shown("Disparition de Gisette Zorbec, 15 ans", OTHER) == "Disparition de […]"
    assert shown("Léopoldine Zorbec est recherchée à Laval.", OTHER) == "[…] est recherchée à Laval."


def test_an_outcome_alone_names_nobody():
    assert "Zorbec" not in shown("Gus Zorbec acquitted of all charges", OTHER, "en")
    assert shown("Zorbec acquitté faute de preuves", OTHER) == "[…] acquitté faute de preuves"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Le ministre Gus Zorbec annonce 3 M$. M. Zorbec était à Laval.", "fr"),
        ("La Fondation Gisette Zorbec reçoit 1 M$.", "fr"),
        ("L'École Gus-Zorbec sera rénovée.", "fr"),
        ("The Gus Zorbec Foundation gets $1 million.", "en"),
        ("Premier Gus Zorbec said so. Ms. Zorbine Quill, CEO, agreed.", "en"),
    ],
)
def test_officials_and_bodies_that_bear_a_name_stay_in_a_funding_entry(text, lang):
    assert shown(text, FUNDING, lang) == text


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("M. Gus Zorbec, 34 ans, recevra l'aide.", "fr"),
        ("« Merci », dit Gisette Zorbec, résidente de Laval.", "fr"),
        ('"Thanks," said Gus Zorbec, who lives here.', "en"),
        ("Gisette Zorbec, 34, moved in last week.", "en"),
        ("L'aide suit le meurtre de Gisette Zorbec.", "fr"),
    ],
)
def test_private_persons_are_withheld_in_a_funding_entry(text, lang):
    assert "Zorbec" not in shown(text, FUNDING, lang)


def test_a_masked_text_has_one_mark_for_each_run_that_is_withheld():
    spans = [
        Span(field="title", start=3, end=6),
        Span(field="title", start=0, end=4),
        Span(field="title", start=8, end=9),
    ]
    assert mask("abcdefghijk", spans) == "[…]gh[…]jk"


def test_the_field_is_that_of_the_text():
    [span] = withheld("Gus Zorbec arrêté", category=ARREST, lang="fr", field="title")
    assert (span.field, span.start, span.end) == ("title", 0, 10)


def test_a_fact_keeps_its_words_in_the_masked_text_or_is_not_shown():
    text = "Gus Zorbec, 34 ans, arrêté à Laval"
    spans = withheld(text, category=ARREST, lang="fr")
    start = text.index("Laval")
    place = shift(start, start + 5, spans)
    assert place is not None
    assert mask(text, spans)[slice(*place)] == "Laval"
    assert shift(4, 10, spans) is None
    assert shift(20, 26, spans) is not None


@given(st.text(max_size=200), st.data())
def test_any_text_is_masked_without_error_and_offsets_hold(text, data):
    spans = withheld(text, category=ARREST, lang="fr")
    shown_text = mask(text, spans)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if (moved := shift(start, end, spans)) is not None:
        assert shown_text[slice(*moved)] == text[start:end]
    assert [s.start for s in spans] == sorted(s.start for s in spans)


@pytest.mark.parametrize("piece", ["Gus Zorbec, 34 ans, ", "de ", "O'", "1 rue ", "Police de la ", "A.", "a@", "M. "])
def test_long_texts_take_linear_time(piece):
    text = (piece * 100_000)[:100_000]
    started = time.perf_counter()
    withheld(text, category=ARREST, lang="fr")
    withheld(text, category=FUNDING, lang="fr")
    assert time.perf_counter() - started < 60


def test_what_is_longer_than_is_read_is_withheld_to_its_end():
    text = "Une aide de 3 M$. " * 700 + "Gus Zorbec a été arrêté."
    for category in Category:
        told = shown(text, category)
        assert told.endswith("[…]")
        assert "Zorbec" not in told


@pytest.mark.parametrize("piece", ["Gus Zorbec, 34 ans, ", "ministre Gus et ", "O'", "« ", "élève à l'école ", "A1 "])
def test_a_million_hostile_characters_take_under_a_second(piece):
    text = (piece * 1_000_000)[:1_000_000]
    withheld("Gus", category=ARREST, lang="fr")
    started = time.perf_counter()
    withheld(text, category=ARREST, lang="fr")
    withheld("Gus", category=FUNDING, lang="fr", context=text)
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("La juge Gisette Zorbec a condamné deux hommes à Laval.", "fr"),
        ("Selon la porte-parole du SPVM Gisette Zorbec, quatre hommes ont été arrêtés.", "fr"),
        ("Judge Gus Zorbec sentenced two men at Leeds Crown Court.", "en"),
        ("A man was denied bail by Justice Gus Zorbec on Monday.", "en"),
        ("The arrests were made near the Gus Zorbec Arena, said Const. Gisette Quill.", "en"),
        ("Trois arrestations au pont Gus-Zorbec et dans l'escouade Zorbec-Quill.", "fr"),
    ],
)
def test_who_acts_in_a_case_and_what_bears_a_name_stay_in_an_arrest(text, lang):
    assert shown(text, lang=lang) == text


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Accusé de fraude, le maire Gus Zorbec démissionne.", "fr"),
        ("Gus Zorbec, présumé chef d'un réseau, a été arrêté.", "fr"),
        ("Un policier de Laval, Gus Zorbec, est accusé d'agression.", "fr"),
        ("The case against Coun. Gus Zorbec was adjourned.", "en"),
        ("Const. Gus Zorbec, who was shot on duty, leaves two children.", "en"),
        ("Defence lawyer Gus Zorbec said his client is innocent.", "en"),
        ("M. Place a comparu. L'accusé Place reviendra en cour.", "fr"),
        ("Opération Mirador : gus zorbec et réjean laval arrêtés ce matin", "fr"),
    ],
)
def test_an_office_protects_nobody_whom_a_case_concerns(text, lang):
    told = shown(text, lang=lang)
    assert not {"Zorbec", "zorbec", "Place", "laval"} & set(told.replace(".", " ").split())


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("L'artisane Xochitl Zorbec recevra 8 000 $.", "fr"),
        ("La ministre a remis 15 000 $ à la ferme de Gisette Zorbec.", "fr"),
        ("« On partait de loin », lance Gisette Zorbec, présidente du club de l'âge d'or.", "fr"),
        ("Le joueur Gus Zorbec a marqué deux buts.", "fr"),
        ("Fiddler Rory Zorbec will record an album with the grant.", "en"),
        ("Mayor Gus Quill announced $1 million, and Ok-Soon Zorbec was first through the door.", "en"),
    ],
)
@pytest.mark.parametrize("category", [FUNDING, OTHER])
def test_whoever_holds_no_office_is_private(text, lang, category):
    assert "Zorbec" not in shown(text, category, lang)
