"""Police services are known by the shipped table, else by the shape of their names; operations by what names them."""

import pytest

from feeds.model import Text
from feeds.reading.bodies import service_name, service_region
from feeds.reading.read import read


def named(kind: str, text: str, lang: str = "fr") -> list[str]:
    return [str(f.value) for f in read(Text(title=text, summary="", lang=lang)).facts if f.kind == kind]


@pytest.mark.parametrize(
    ("text", "lang", "id"),
    [
        ("Deux hommes arrêtés par la Sûreté du Québec", "fr", "surete-du-quebec"),
        ("La SQ arrête un homme de 40 ans", "fr", "surete-du-quebec"),
        ("Le Service de police de la Ville de Repentigny arrête deux suspects", "fr", "repentigny-police"),
        ("La Régie de police du Lac des Deux-Montagnes a arrêté un conducteur", "fr", "lac-des-deux-montagnes-police"),
        ("La police de Châteauguay arrête un suspect", "fr", "chateauguay-police"),
        ("La police du Nunavik a arrêté un homme", "fr", "kativik-police"),
        ("Un homme arrêté par la GRC de Codiac", "fr", "codiac-rcmp"),
        ("NRPS officers arrest a man", "en", "niagara-police"),
        ("Greater Sudbury Police charge a driver", "en", "sudbury-police"),
        ("Saskatoon police arrest two", "en", "saskatoon-police"),
        ("Derbyshire Constabulary arrested a man", "en", "derbyshire-police"),
        ("Gardaí arrest a man", "en", "garda"),
        ("A man was arrested by the NCA", "en", "nca"),
        ("DEA agents arrest a dealer", "en", "dea"),
        ("Une saisie de l'Agence des services frontaliers du Canada", "fr", "cbsa"),
    ],
)
def test_a_listed_service_is_given_by_its_id(text, lang, id):
    assert id in named("police_service", text, lang)
    assert service_name(id, "fr")
    assert service_name(id, "en")


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("Tulsa Police Department arrests two", "en", "Tulsa Police Department"),
        ("The Marlow County Sheriff's Office arrested a man", "en", "Marlow County Sheriff's Office"),
        ("Zorbury Police charge two men", "en", "Zorbury Police"),
        ("Montana Highway Patrol arrested a driver", "en", "Montana Highway Patrol"),
        ("KCPD officers arrest a man", "en", "KCPD"),
        ("Police municipale de Béziers : un homme arrêté", "fr", "Police municipale de Béziers"),
        ("La police cantonale arrête un homme", "fr", "police cantonale"),
        ("Le commissariat de Roubaix a interpellé un homme", "fr", "commissariat de Roubaix"),
        ("Interpellés par la BAC d'Évry, ils ont été écroués", "fr", "BAC d'Évry"),
        ("La zone de police Vesdre a arrêté deux hommes", "fr", "zone de police Vesdre"),
        ("La brigade des stupéfiants arrête un dealer", "fr", "brigade des stupéfiants"),
        ("Les policiers de la MRC de La Vallée-Bleue l'ont arrêté", "fr", "policiers de la MRC de La Vallée-Bleue"),
        ("La section de recherches de Zorbeuil arrête trois hommes", "fr", "section de recherches de Zorbeuil"),
        ("Police in Zorbridge have arrested two men", "en", "Police in Zorbridge"),
        (
            "Members of the Zorby District Joint Forces Operation (JFO) arrested two",
            "en",
            "Zorby District Joint Forces Operation (JFO)",
        ),
        ("Northern Metro Regional Crime Team detectives arrested six", "en", "Northern Metro Regional Crime Team"),
        ("Two held by the Zorbridge Tactical Response Unit", "en", "Zorbridge Tactical Response Unit"),
    ],
)
def test_another_service_is_given_as_written(text, lang, name):
    assert name in named("police_service", text, lang)


def test_a_prosecutor_is_no_police_and_police_alone_names_no_service():
    assert named("police_service", "Le parquet de Nanterre a ouvert une enquête pour vol") == []
    assert named("police_service", "Police arrest two men after a robbery", "en") == []


def test_a_unit_behind_a_known_service_is_told_apart_from_it():
    found = named("police_service", "The RCMP Major Crime Unit arrested a man", "en")
    assert found == ["rcmp", "Major Crime Unit"]


def test_a_month_behind_police_in_is_no_service():
    assert named("police_service", "Seized by Police in March, the car was returned after two arrests", "en") == []


def test_a_name_that_two_countries_share_is_given_as_written():
    assert named("police_service", "Cleveland Police arrest a man", "en") == ["Cleveland Police"]
    assert service_region("europol") is None


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("Huit arrestations dans l'opération Tramontane", "fr", "Tramontane"),
        ("Projet MUSARAIGNE : douze arrestations", "fr", "MUSARAIGNE"),
        ("Deux accusés du projet Mirador II", "fr", "Mirador II"),
        ("Opération « Coup de filet » : six arrestations", "fr", "Coup de filet"),
        ("L'opération, baptisée « Ardoise », a mené à six arrestations", "fr", "Ardoise"),
        ("Une enquête nommée Belette a mené à six arrestations", "fr", "Belette"),
        ("Nine held in Operation Bluebird", "en", "Bluebird"),
        ("Op Larkspur: two arrested", "en", "Larkspur"),
        ("The investigation, dubbed Project Heron, led to six arrests", "en", "Heron"),
        ("An investigation codenamed Kestrel led to two arrests", "en", "Kestrel"),
        ("Un coup de filet baptisé « Grésil » a mené à six arrestations", "fr", "Grésil"),
        ("L'enquête Bruyère a mené à six arrestations", "fr", "Bruyère"),
        ("“Sunflower Operation” ends with two arrests", "en", "Sunflower Operation"),
    ],
)
def test_an_operation_is_named_without_the_word_itself(text, lang, name):
    assert named("operation", text, lang) == [name]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("An investigation led to a man named Zoe Zorbec being arrested", "en"),
        ("Opération de la police à Laval : deux arrestations", "fr"),
        ("The Project Gutenberg library has new books", "en"),
        ("Operation In The Park cancelled", "en"),
    ],
)
def test_a_person_a_plain_word_and_other_work_are_no_operation(text, lang):
    assert named("operation", text, lang) == []
