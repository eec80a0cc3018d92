"""What is denied, refused, supposed, imagined or long past is neither an arrest nor money given."""

import pytest

from feeds.model import Category, Text
from feeds.reading.read import read

FR = [
    ("Québec n'accordera pas les 5 M$ demandés", "Le gouvernement refuse de verser 5 M$ au refuge."),
    ("Québec n'a dépensé que 12 M$ des 150 M$ promis", "Un rapport montre qu'il n'a dépensé que 12 M$."),
    ("La plateforme a coûté 800 M$", "Le gouvernement a payé 800 M$ de trop."),
    ("Un réseau de proxénètes a empoché 2 M$", "Il a empoché 2 M$ en exploitant des mineures, selon Québec."),
    ("Il y a dix ans, une stratégie", "En 2016, Québec accordait 150 M$ à cette lutte."),
    ("12 personnes pourraient être arrêtées", "Selon une source, 12 personnes pourraient être arrêtées."),
    ("Une fausse nouvelle affirme que deux hommes ont été arrêtés", "La police rappelle que rien n'est arrivé."),
    ("Trois hommes ont évité d'être arrêtés", "Ils ont fui à pied."),
    ("Un mandat d'arrestation est lancé contre un homme", "Il est recherché pour bris de conditions."),
    ("Charges abandonnées contre trois hommes", "Les accusations portées en mars ont été abandonnées."),
]
EN = [
    ("Province will not fund $2-million shelter", "The province will not provide the $2 million asked for."),
    ("Fact check: Ottawa did not give $50 million", "Claims that it gave $50 million are false."),
    ("MP spent $40,000 on travel", "The member spent $40,000 on travel, records show."),
    ("Ottawa cancels $3 million grant", "The department is cancelling a $3 million grant."),
    ("Not one of the 12 suspects has been charged", "Not one of the 12 suspects has been charged."),
    ("Charges could be laid against 12 people", "No one has been arrested yet."),
    ("Police deny having arrested five teens", "The service denies having arrested five teens on Sunday."),
    ("Police plan to arrest 30 more people", "The force says 100 people could be charged."),
    ("Reports that three men were arrested are false", "Police say the reports are false."),
    ("If the bill passes, 40 people would be arrested", "Under the bill, 40 people would be arrested each year."),
    ("Police arrested no one", "Police arrested no one after the event."),
    ("Suspect wanted on warrant for fraud", "Police have issued an arrest warrant for a man."),
]
SO = [
    ("fr", Category.FUNDING, "Québec accorde 5 M$ au refuge", "Le gouvernement verse 5 M$ au refuge."),
    ("fr", Category.ARREST, "12 personnes arrêtées", "D'autres personnes pourraient être arrêtées."),
    ("en", Category.ARREST, "Two men wanted on warrants arrested", "Two men wanted on warrants were arrested here."),
    ("en", Category.FUNDING, "Province will fund shelter", "The province will provide $2 million to the shelter."),
    ("en", Category.ARREST, "Five teens arrested", "Police arrested five teens Sunday; more charges could be laid."),
]


@pytest.mark.parametrize(("lang", "title", "summary"), [("fr", *each) for each in FR] + [("en", *each) for each in EN])
def test_what_is_not_so_is_neither(lang, title, summary) -> None:
    assert read(Text(title=title, summary=summary, lang=lang)).category is Category.OTHER


@pytest.mark.parametrize(("lang", "category", "title", "summary"), SO)
def test_what_is_so_is_still_told_beside_it(lang, category, title, summary) -> None:
    assert read(Text(title=title, summary=summary, lang=lang)).category is category
