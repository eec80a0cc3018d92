"""The line of an arrest: facts alone."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.say.arrest import PEOPLE, arrest_item, line
from bot.say.words import words
from feeds.reading.offences import ids_of, label
from tests.bot.say import record
from tests.bot.say.record import arrest, entry, fact
from tests.bot.say.scenes import lone, raids

ZONE = ZoneInfo("America/Montreal")


def told(story, language: str = "fr") -> str:
    return line(story, language, ZONE).replace("\u00a0", " ")


def release(words: str = "texte", **also):
    return entry(title="Titre", summary=words, publisher=record.POLICE, **also)


def test_everything_that_facts_say_stands_in_one_line():
    assert told(raids()) == (
        "26 personnes arrêtées — Sûreté du Québec, Montérégie; exploitation sexuelle d'enfants; "
        "opération « Mirador »; 27–30 octobre 2025"
    )
    assert told(raids(), "en").startswith(
        "26 people arrested — Sûreté du Québec, Montérégie; child sexual exploitation; "
    )


@pytest.mark.parametrize("offence", ids_of("offence"))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_offence_is_named_also_where_its_name_is_its_id(offence, language):
    of = release()
    story = arrest(of, facts=(fact("offence", offence, "texte", of),))
    assert f"; {label(offence, language)}; " in line(story, language, ZONE)


def test_without_any_fact_an_arrest_is_still_told():
    assert told(arrest(entry(publisher=record.WEEKLY))) == "Arrestation annoncée — annonce du 4 novembre 2025"


def test_one_person_is_said_in_the_singular():
    assert told(lone()).startswith("Une personne accusée — Police des Rives; ")
    assert told(lone(), "en").startswith("One person charged — Rives Police; ")


@pytest.mark.parametrize(
    ("counts", "fr", "en"),
    [
        ((1, 1, None), "Une personne arrêtée et accusée", "One person arrested and charged"),
        ((26, 26, None), "26 personnes arrêtées et accusées", "26 people arrested and charged"),
        ((26, 12, None), "26 personnes arrêtées, 12 accusées", "26 people arrested, 12 charged"),
        ((26, 1, None), "26 personnes arrêtées, une accusée", "26 people arrested, one charged"),
        ((3, 2, 1), "3 personnes arrêtées, 2 accusées, une condamnée", "3 people arrested, 2 charged, one sentenced"),
        ((1, 1, 1), "Une personne arrêtée, accusée et condamnée", "One person arrested, charged and sentenced"),
        ((None, 2, 2), "2 personnes accusées et condamnées", "2 people charged and sentenced"),
    ],
)
def test_as_many_charged_as_arrested_are_not_told_as_other_people(counts, fr, en):
    of = release()
    facts = tuple(fact(kind, n, "texte", of) for kind, n in zip(PEOPLE, counts, strict=True) if n)
    assert told(arrest(of, facts=facts)).startswith(f"{fr} — ")
    assert told(arrest(of, facts=facts), "en").startswith(f"{en} — ")


APPEARED = "Un homme est arrêté. Il comparaîtra lundi. Des accusations suivent."


def appearance(*more: tuple[str, str]):
    of = release(APPEARED)
    counts = (fact("persons_arrested", 1, "Un homme est arrêté", of), fact("persons_charged", 1, "Il comparaîtra", of))
    stated = [("appeared", "comparaîtra"), *more]
    return arrest(of, facts=(*counts, *(fact("status", value, words, of) for value, words in stated)))


def test_a_court_appearance_alone_is_not_told_as_a_charge():
    assert told(appearance()).startswith("Une personne arrêtée; comparution — ")
    assert told(appearance(), "en").startswith("One person arrested; court appearance — ")


def test_a_charge_that_is_stated_beside_a_court_appearance_is_told():
    story = appearance(("charged", "accusations"))
    assert told(story).startswith("Une personne arrêtée et accusée — ")
    assert told(story, "en").startswith("One person arrested and charged — ")


def test_a_count_of_charged_people_elsewhere_than_in_a_court_appearance_stands():
    of = release(APPEARED)
    counts = (fact("persons_arrested", 1, "Un homme est arrêté", of), fact("persons_charged", 1, "accusations", of))
    story = arrest(of, facts=(*counts, fact("status", "appeared", "comparaîtra", of)))
    assert told(story).startswith("Une personne arrêtée et accusée — ")


def test_a_release_of_a_body_that_is_no_police_service_names_the_body():
    of = entry(publisher=record.ABROAD, lang="en")
    facts = (fact("persons_charged", 1, "Un titre", of),)
    [source] = arrest_item(arrest(of, facts=facts), words("fr"), ZONE).sources
    assert source.label.replace("\u00a0", " ") == "Communiqué : Agence d'Outre-mer (EN)"


@pytest.mark.parametrize(
    ("status", "said"),
    [("charged", "Accusations annoncées"), ("sentenced", "Peine annoncée"), ("released", "Arrestation annoncée")],
)
def test_without_a_count_the_announcement_is_named_by_its_status(status, said):
    of = release()
    assert told(arrest(of, facts=(fact("status", status, "texte", of),))).startswith(said)


def test_a_cumulative_statement_is_never_the_count():
    of = release("486 arrestations depuis 2021")
    story = arrest(of, facts=(fact("persons_arrested", 486, "486", of, scope="cumulative"),))
    assert "486" not in told(story)


def test_a_service_that_no_table_lists_is_the_police_publisher_or_nothing():
    of, paper = release("Brigade de Nom Inventé"), entry("p", summary="Brigade de Nom Inventé", publisher=record.WEEKLY)
    named = "Brigade de Nom Inventé"
    assert "Police des Rives" in told(arrest(of, facts=(fact("police_service", named, named, of),)))
    assert "Brigade" not in told(arrest(of, facts=(fact("police_service", named, named, of),)))
    assert "Brigade" not in told(arrest(paper, facts=(fact("police_service", named, named, paper),)))


@pytest.mark.parametrize("name", ["Une Longue Phrase", "A", "Nom", "Aile de Nom", "<b>"])
def test_an_operation_of_more_words_or_of_withheld_ones_is_not_named(name):
    of = release(f"Le projet {name} contre Nom Inventé", withheld=("Nom Inventé",))
    assert "opération" not in told(arrest(of, facts=(fact("operation", name, name, of),)))


def test_a_date_as_written_is_not_repeated():
    of = release("mardi dernier chez Nom Inventé")
    assert "mardi" not in told(arrest(of, facts=(fact("event_date", "mardi dernier", "mardi dernier", of),)))


def test_an_unknown_offence_is_not_repeated():
    of = release("une affaire étrange")
    assert "étrange" not in told(arrest(of, facts=(fact("offence", "affaire étrange", "affaire étrange", of),)))


def test_a_small_municipality_is_told_by_its_region():
    of = release("à Saint-Bernard-de-Lacolle")
    place = fact("place", "Saint-Bernard-de-Lacolle", "Saint-Bernard-de-Lacolle", of, region="CA-QC-16")
    assert "Lacolle" not in told(arrest(of, facts=(place,)))
    assert "Montérégie" in told(arrest(of, facts=(place,)))


def test_a_status_says_its_date_and_that_nobody_follows_the_court_files():
    item = arrest_item(raids(), words("fr"), ZONE)
    assert item.beside == (
        "État au 4 novembre 2025\u00a0: arrestation, comparution; les dossiers de cour ne sont pas suivis"
    )


def test_the_link_is_called_by_our_word():
    assert [s.label for s in arrest_item(raids(), words("fr"), ZONE).sources] == ["Communiqué"]
    assert [s.label for s in arrest_item(lone(), words("en"), ZONE).sources] == ["L'Hebdo des Rives", "Release (FR)"]


@pytest.mark.parametrize(("status", "presumed"), [("charged", True), ("convicted", False), ("acquitted", False)])
def test_a_verdict_ends_the_presumption(status, presumed):
    of = release()
    story = arrest(of, facts=(fact("status", status, "texte", of),))
    assert arrest_item(story, words("fr"), ZONE).is_presumed is presumed


def test_regions_that_are_only_counted_are_said_to_be_several():
    of = release("dans cinq régions")
    named = fact("place", "cinq régions", "cinq régions", of)
    counted = replace(named, fact=replace(named.fact, of="several"))
    assert "plusieurs régions" in told(arrest(of, facts=(counted,)))
    assert "several regions" in told(arrest(of, facts=(counted,)), "en")
    assert "régions" not in told(arrest(of, facts=(named,)))


@pytest.mark.parametrize(("region", "said"), [("CA-QC", "plusieurs régions"), ("CA-QC-16", "Montérégie")])
def test_several_regions_of_a_province_are_several_and_of_a_named_one_are_that_one(region, said):
    of = release("dans cinq régions du Québec")
    counted = fact("place", "cinq régions", "cinq régions", of)
    counted = replace(counted, fact=replace(counted.fact, of="several"))
    named = fact("place", "Québec", "Québec", of, region=region)
    assert said in told(arrest(of, facts=(counted, named)))
