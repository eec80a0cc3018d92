"""What an amount is: new money, an envelope, something else."""

import pytest

from feeds.model import Category
from feeds.reading.funding.roles import amount_facts
from feeds.reading.passage import Passage
from feeds.reading.phrasebook import book
from feeds.reading.read import mark


def roles(text: str, lang: str, category: Category = Category.FUNDING) -> list[str | None]:
    marked = mark([Passage.of("summary", text)], lang, "CAD")
    return [f.role for f in amount_facts([(m.passage, m.amounts) for m in marked], category, book(lang))]


ROLES = {
    "Québec octroie 900 000 $ au refuge. La somme est tirée de l'enveloppe de 80 M$.": "total envelope",
    "Le gouvernement accorde 1,5 M$ à l'organisme en vertu d'un programme doté de 60 M$.": "total envelope",
    "La ministre annonce 2 M$ pour le port. Ce montant s'ajoute aux 5 M$ annoncés l'an dernier.": "total earlier",
    "En plus de 2 M$ versés au printemps, Québec ajoute 1 M$ pour le refuge.": "earlier total",
    "Québec accorde 4 M$ au musée. Il avait déjà accordé 1 M$ en 2021.": "total earlier",
    "La MRC alloue 50 000 $, comparativement à 30 000 $ l'année précédente.": "total earlier",
    "Ottawa verse 3 M$ à la coopérative, dont 400 000 $ pour la formation.": "total part",
    "La Ville accorde 120 000 $ par année au refuge.": "annual",
    "L'aide annuelle récurrente de 300 000 $ permettra d'embaucher.": "annual",
    "Québec investit 10 M$ dans l'aréna. Le coût total du projet est évalué à 25 M$.": "total other",
}
ROLES |= {
    "Ottawa verse 9 M$ au port : 5 M$ iront aux quais et 3 M$ aux grues.": "total part part",
    "La Ville accorde 90 000 $ aux clubs, soit 40 000 $ au judo et 50 000 $ au tir.": "total part part",
    "Québec annonce 6 M$. Les bourses varient de 2 000 $ à 8 000 $.": "total other",
    "Québec ajoute 1 M$ à la maison, qui a déjà reçu 4 M$.": "total earlier",
    "La Ville verse 20 000 $ (annuellement) au phare.": "annual",
    "Ottawa accorde 5 M$, dont 2 M$ du gouvernement du Québec, au quai.": "total part",
}
ROLES_EN = {
    "The $4 million is part of a larger $90 million package.": "total envelope",
    "The funding of $1 million comes from the $50-million Safer Roads Fund.": "total envelope",
    "The province is providing $2 million, on top of $500,000 announced in May.": "total earlier",
    "The re-announced $7 million was unveiled two years ago; today the minister added $1 million.": "earlier total",
    "Ontario is spending $8 million on beds, up from $6 million last year.": "total earlier",
    "The council approved £30,000 for the hall, which has already received £10,000.": "total earlier",
    "Ottawa is investing $3 million, including $400,000 for training.": "total part",
    "The state awarded $5 million. The largest award, $1.2 million, goes to the lake.": "total part",
    "The ministry will give $750,000 each year to the clinic.": "annual",
    "Council approved $40,000 for the fair. Grants range from $500 to $5,000.": "total other",
    "The county granted $90,000: $50,000 to the barn and $40,000 to the mill.": "total part part",
    "Ottawa is putting up $5 million. Since 2019, it has invested $40 million in canoes.": "total earlier",
    "The $5 million comes from the new $80 million Shores Plan.": "total envelope",
    "Grants of between $1,000 and $9,000 will be paid; the county approved $300,000.": "other total",
    "The $15-million investment will generate $100 million in economic activity.": "total other",
}


@pytest.mark.parametrize(
    ("text", "meant", "lang"),
    [(t, m, "fr") for t, m in ROLES.items()] + [(t, m, "en") for t, m in ROLES_EN.items()],
)
def test_the_words_around_an_amount_say_what_it_is(text: str, meant: str, lang: str) -> None:
    assert roles(text, lang) == meant.split()


def test_only_funding_commits_money() -> None:
    assert roles("Police seized $40,000, including $500 in coins.", "en", Category.ARREST) == ["other", "other"]
