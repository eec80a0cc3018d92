"""What became of the persons, in the usage of Quebec and Canada, France, Belgium, Britain and the United States."""

import pytest

from feeds.model import Text
from feeds.reading.read import read

SAID = [
    ("en", "He was remanded in custody until Monday.", {"detained"}),
    ("en", "Two men have been bailed pending further enquiries.", {"released"}),
    ("en", "A woman was released under investigation.", {"released"}),
    ("en", "The driver was summonsed to court.", {"charged"}),
    ("en", "She was arraigned on Tuesday.", {"charged", "appeared"}),
    ("en", "The man pleaded guilty and was jailed for ten years.", {"convicted", "sentenced"}),
    ("en", "He was given a 12-month suspended sentence.", {"sentenced"}),
    ("en", "The grand jury returned a no true bill.", {"not_charged"}),
    ("en", "The Crown entered a stay of proceedings.", {"stayed"}),
    ("en", "A jury found him not guilty on all counts.", {"acquitted"}),
    ("en", "Police took a woman into custody and booked her into the county jail.", {"arrested", "detained"}),
    ("en", "Police arrested him and charged him with theft. He has bonded out.", {"arrested", "charged", "released"}),
    ("fr", "Les agents arrêtent neuf contrebandiers.", {"arrested"}),
    ("fr", "Il a été placé sous mandat d'arrêt.", {"arrested", "detained"}),
    ("fr", "Il a été mis en examen et placé sous contrôle judiciaire.", {"charged", "released"}),
    ("fr", "Le suspect a été écroué.", {"detained"}),
    ("fr", "Ils ont été libérés sur promesse de comparaître.", {"released"}),
    ("fr", "Elle a été libérée sous caution après sa comparution.", {"released", "appeared"}),
    ("fr", "L'homme n'est accusé d'aucune infraction.", {"not_charged"}),
    ("fr", "Elle a reçu une peine de 18 mois dans la collectivité.", {"sentenced"}),
    ("fr", "Il a reconnu sa culpabilité.", {"convicted"}),
    ("fr", "Le juge a ordonné un arrêt des procédures.", {"stayed"}),
    ("fr", "Cinq suspects sont sous mandat d'arrêt; deux autres ont été relaxés.", {"arrested", "released"}),
]
UNSAID = [
    ("en", "Further charges are pending.", "charged"),
    ("en", "The tenants complained about service charges.", "charged"),
    ("fr", "La mairie accuse réception de la lettre.", "charged"),
    ("en", "The suspect was not charged.", "charged"),
    ("en", "No arrests have been made.", "arrested"),
    ("en", "Nobody has been arrested.", "arrested"),
    ("en", "He pleaded not guilty to murder.", "convicted"),
    ("en", "He pleaded not guilty to murder.", "acquitted"),
    ("fr", "Aucune arrestation n'a été effectuée.", "arrested"),
    ("fr", "L'homme n'a pas été arrêté.", "arrested"),
    ("fr", "Le suspect n'a pas encore été accusé.", "charged"),
    ("fr", "Il a plaidé non coupable.", "acquitted"),
]


def statuses(lang: str, summary: str) -> set[object]:
    return {f.value for f in read(Text(title="Police", summary=summary, lang=lang)).facts if f.kind == "status"}


@pytest.mark.parametrize(("lang", "summary", "expected"), SAID)
def test_what_became_of_a_person_is_read(lang: str, summary: str, expected: set[str]) -> None:
    assert statuses(lang, summary) >= expected


@pytest.mark.parametrize(("lang", "summary", "status"), UNSAID)
def test_what_is_denied_is_no_status(lang: str, summary: str, status: str) -> None:
    assert status not in statuses(lang, summary)
