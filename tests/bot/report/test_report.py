"""A month's report over a real store: what it tells, what it never tells, and how it refuses."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlmodel import col

from storage.tables import DecisionRow, VersionRow
from tests.bot.announcements import CANARY, arrest, funding
from tests.bot.curation.deciding import decide, stories

FACES = [(form, lang) for form in ("md", "html") for lang in ("fr", "en")]
MONTREAL = ZoneInfo("America/Montreal")
OCTOBER = datetime(2025, 10, 15, 16, tzinfo=UTC)
JOINT = "Le gouvernement du Québec verse 13,5 M$ et le gouvernement du Canada, 5,6 M$."
POUNDS = {
    "guid": "pounds",
    "link": "https://ministere.example/annonces/livres",
    "title": "Violence conjugale : Québec accorde 3 M£ à un refuge de Londres",
    "description": "Le gouvernement du Québec accorde 3 M£ à un refuge de Londres pour femmes victimes de violence.",
    "published": OCTOBER,
}
CITING = (
    "Le gouvernement du Québec accorde 2,5 M$ sur trois ans à l'organisme Rivage 7. "
    "Depuis 2021, 486 arrestations ont été effectuées."
)


def dated(item: dict[str, object], days: float = 0, **changes: object) -> dict[str, object]:
    """Publish something so many days after the middle of October 2025."""
    return {**item, "published": OCTOBER + timedelta(days=days), **changes}


PLAN = dated(
    funding(1, "40 M$"),
    -300,
    title="Violence conjugale : Québec lance le Plan d'action Horizon 2022-2027, doté de 40 M$",
    description="Le gouvernement du Québec investit 40 M$ dans le Plan d'action Horizon 2022-2027.",
)
DRAWN = dated(
    funding(2, "3 M$"),
    title="Violence conjugale : Québec accorde 3 M$ à la Maison Rivage de Rimouski",
    description="La somme de 3 M$ est tirée de l'enveloppe de 40 M$ du Plan d'action Horizon 2022-2027.",
)
THIS = f"{datetime.now(MONTREAL):%Y-%m}"


def report(greffier, *options: str, month: str | None = "2025-10", lang: str = "fr") -> str:
    done = greffier("report", *(["--month", month] if month else []), "--lang", lang, *options)
    assert done.exit_code == 0, done.output
    return done.stdout.replace("\u00a0", " ").replace("\u202f", " ")


def section(text: str, heading: str) -> str:
    """Give what stands under a heading of Markdown."""
    [found] = [part for part in re.split(r"^## ", text, flags=re.M) if part.startswith(heading + "\n")]
    return found


def test_a_month_tells_its_money_by_topic_and_by_payer_each_commitment_once(greffier, poll) -> None:
    poll([dated(funding(1, "19 M$"), description=JOINT), dated(funding(2)), dated(funding(3), 40)])
    text = section(report(greffier), "Argent annoncé")
    assert "- Annoncés : 21,5 M$" in text
    assert "| Exploitation sexuelle d'enfants | 3 | 21,5 M$ | 21,6 M$ |" in text
    assert "| Gouvernement : Québec | 2 | 16 M$ | 16 M$ |" in text
    assert "| Gouvernement : Canada | 1 | 5,6 M$ | 5,6 M$ |" in text
    assert "Chaque engagement figure sous un seul sujet" in text
    assert "Annoncé n’est pas dépensé." in text


def test_an_announcement_stands_with_its_figure_its_sentence_and_its_source(greffier, poll) -> None:
    poll([dated(funding(1)), dated(funding(2, "9 M$"))])
    text = section(report(greffier), "Les plus grosses annonces")
    assert text.index("**9 M$ sur 3 ans**") < text.index("**2,5 M$ sur 3 ans**")
    assert "> « Le gouvernement du Québec accorde une aide financière de 9 M$ sur trois ans" in text
    assert "[Ministère d'Exemple](https://ministere.example/annonces/2)" in text


def test_money_of_an_earlier_announcement_is_told_beside_it_and_counts_once(greffier, poll) -> None:
    poll([PLAN, DRAWN])
    text = report(greffier)
    again = section(text, "Annoncé de nouveau")
    assert "Dans le plan de 40 M$ du 19 décembre 2024 : pas d'argent neuf" in again
    assert "Annonce antérieure, 19 décembre 2024 : Violence conjugale : Québec lance le Plan" in again
    assert "(https://ministere.example/annonces/1)" in again
    assert "| Octobre 2025 | 3 M$ | 0 $ |" in section(text, "Douze mois")


def test_a_currency_is_never_added_to_another(greffier, poll) -> None:
    poll([dated(funding(1)), POUNDS])
    text = report(greffier)
    assert ("- Annoncés : 2,5 M$" in text, "- Annoncés : 3 M£" in text) == (True, True)
    assert "5,5 M" not in text
    assert "Non dessinées, chaque monnaie étant à part : GBP." in text


def test_a_commitment_that_ends_soon_and_that_nothing_continues_is_told_until_something_does(greffier, poll) -> None:
    old = dated(funding(1), -3 * 365 + 60)
    poll([old])
    text = section(report(greffier), "Engagements qui prennent fin")
    assert "décembre 2025 : 2,5 M$**" in text
    assert "dans les 180 jours qui suivent le 31 octobre 2025" in text
    assert "sur 3 ans" in text
    assert "## Engagements qui" not in report(greffier, month="2025-01")
    poll([old, dated(funding(1), guid="next", link="https://ministere.example/annonces/next")])
    assert "## Engagements qui" not in report(greffier)


def test_arrests_are_events_and_people_and_counts_over_years_stand_apart(greffier, poll) -> None:
    poll([dated(funding(7), description=CITING)], [dated(arrest(1)), dated(arrest(4), 4)])
    text = section(report(greffier), "Arrestations")
    assert text.startswith("Arrestations\n\nArrestations : 2 événements, 15 personnes\n")
    assert "| Montérégie | 2 | 15 |" in text
    assert "**486 personnes en plusieurs années**" in text
    assert "> « Depuis 2021, 486 arrestations ont été effectuées. »" in text
    assert not re.search(r"50[0-9]", text), "a count over years was added to something"
    assert "présumée innocente" in text


def test_money_and_people_never_stand_in_one_row(greffier, poll) -> None:
    poll([dated(funding(1))], [dated(arrest(1))])
    for form, lang in FACES:
        text = report(greffier, "--format", form, lang=lang)
        rows = re.findall(r"<tr>.*?</tr>" if form == "html" else r"^\|.*\|$", text, flags=re.M)
        people = {"fr": "Personnes", "en": "People"}[lang]
        assert any(people in row for row in rows)
        assert not [row for row in rows if "$" in row and (people in row or "Montérégie" in row)]


def test_a_private_person_and_the_words_of_an_arrest_are_told_nowhere(greffier, poll) -> None:
    said = f"« Ces 2,5 M$ du gouvernement du Québec nous sauvent », dit {CANARY}, père d'une victime à Gatineau."
    poll([dated(funding(1), description=said, title="Violence conjugale : Québec aide un refuge")], [dated(arrest(1))])
    for form, lang in FACES:
        text = report(greffier, "--format", form, lang=lang)
        assert {"fr": "6 personnes arrêtées", "en": "6 people arrested"}[lang] in text
        assert "nous sauvent », dit […]" in text
        for word in (*CANARY.split(), "canarivole", "autres hommes", "palais de justice", "41 ans"):
            assert word.casefold() not in text.casefold(), (form, lang)


def test_a_changed_figure_is_a_correction_of_the_month_in_which_it_was_seen(greffier, poll) -> None:
    poll([dated(funding(1, "5,6 M$"))])
    poll([dated(funding(1, "6,5 M$"))])
    text = section(report(greffier, month=THIS), "Rectifications")
    assert "montant (total) : 5,6 M$ → 6,5 M$" in text
    assert "[Ministère d'Exemple](https://ministere.example/annonces/1)" in text
    assert "Aucune rectification" in section(report(greffier), "Rectifications")


def test_a_changed_count_of_people_is_told_without_a_word_of_its_publisher(greffier, poll) -> None:
    poll([], [arrest(1)])
    poll([], [{**arrest(1), "title": str(arrest(2)["title"]), "description": str(arrest(2)["description"])}])
    text = section(report(greffier, month=THIS), "Rectifications")
    assert "personnes arrêtées : 6 → 7" in text
    assert "État au" in text
    assert "canarivole" not in text.casefold()


def test_what_is_withheld_or_withdrawn_is_a_number_and_an_undone_decision_is_nothing(greffier, poll) -> None:
    poll([dated(funding(1)), dated(funding(2, "9 M$"))])
    first, second = (next(s["id"] for s in stories(greffier) if f"Rivage {n}" in s["title"]) for n in (1, 2))
    decide(greffier, "redact", first, "--words", "Rivage 1", reason="personne nommée Rivage")
    decide(greffier, "withdraw", second, reason="secret")
    told = section(report(greffier, month=THIS), "Rectifications")
    assert "Des mots ont été retirés 1 fois." in told
    assert "1 annonce a été retirée." in told
    assert not re.search(r"Rivage|secret|nommée", told)
    assert not re.search(r"Rivage 1|9 M\$", report(greffier))
    number = re.search(r"(\d+)\. withdraw", greffier("show", second).stdout)
    decide(greffier, "undo", number[1])
    assert "retirée." not in section(report(greffier, month=THIS), "Rectifications")


def test_what_a_maintainer_decided_is_told_without_the_reason_or_the_name(greffier, poll) -> None:
    poll([dated(funding(1)), dated(funding(2))])
    ids = [story["id"] for story in stories(greffier)]
    decide(greffier, "merge", *ids, reason="une seule, selon Zoé")
    text = section(report(greffier, month=THIS), "Rectifications")
    assert "| Réunies en une seule | [" in text
    assert "Rivage" in text
    assert "Zoé" not in text


def test_a_merge_is_not_named_once_its_story_is_withdrawn_nor_told_once_it_is_undone(greffier, poll) -> None:
    poll([dated(funding(1)), dated(funding(2))])
    decide(greffier, "merge", *(story["id"] for story in stories(greffier)))
    [story] = stories(greffier)
    decide(greffier, "withdraw", story["id"])
    text = section(report(greffier, month=THIS), "Rectifications")
    assert "une annonce qui n’est pas publiée |" in text
    assert "Rivage" not in text
    decide(greffier, "undo", "2")
    decide(greffier, "undo", "1")
    assert "Aucune rectification" in section(report(greffier, month=THIS), "Rectifications")


def test_to_take_back_what_was_decided_in_an_earlier_month_is_told_in_its_own(greffier, poll, db) -> None:
    poll([dated(funding(1)), dated(funding(2))])
    decide(greffier, "merge", *(story["id"] for story in stories(greffier)))
    db.write(lambda session: session.execute(sa.update(DecisionRow).values(decided_at=OCTOBER)))
    assert "| 15 oct. | Réunies en une seule |" in report(greffier).replace("\u00a0", " ")
    decide(greffier, "undo", "1")
    assert "Décision annulée : réunies en une seule" in report(greffier, month=THIS)
    assert "Aucune rectification" in section(report(greffier), "Rectifications")


def test_each_change_of_a_text_is_told_in_the_month_in_which_it_was_seen(greffier, poll, db) -> None:
    for amount in ("5,6 M$", "6,5 M$", "7,5 M$"):
        poll([dated(funding(1, amount))])
    earlier = sa.update(VersionRow).where(col(VersionRow.number) == 2).values(seen_at=OCTOBER)
    db.write(lambda session: session.execute(earlier))
    then, now = report(greffier), report(greffier, month=THIS)
    assert ("5,6 M$ → 6,5 M$" in then, "6,5 M$ → 7,5 M$" in then) == (True, False)
    assert ("5,6 M$ → 6,5 M$" in now, "6,5 M$ → 7,5 M$" in now) == (False, True)


def test_sources_in_trouble_are_told_with_their_day_beside_bodies_without_a_feed(greffier, poll, publisher) -> None:
    poll([funding(1)])
    publisher.serve("/police.xml", b"<html><body>maintenance</body></html>")
    greffier("poll", "--all")
    text = section(report(greffier, month=THIS), "Sources")
    assert "Fils suivis et lus : 1 sur 2." in text
    assert re.search(r"\| Sûreté d'Exemple \| page web au lieu du fil \| [^|]+ 20\d\d \|", text)
    assert "| Ville Muette | aucun fil |" in text
    assert "Lues, mais sans publication" not in text


def test_a_source_that_answers_and_says_nothing_is_told_apart(greffier, poll) -> None:
    poll([funding(1)], [dated(arrest(1))])
    text = section(report(greffier, month=THIS), "Sources")
    assert "**Lues, mais sans publication ce mois-ci**" in text
    assert "| Sûreté d'Exemple | 15 octobre 2025 |" in text
    assert "| Ministère d'Exemple |" not in text
    assert "Lues, mais" not in report(greffier), "nobody followed them then"


def test_what_waits_in_review_is_a_number_and_in_no_sum(greffier, poll) -> None:
    unsure = {**funding(8), "title": "2 M$ à l'organisme Rivage", "description": "La ville a discuté de la demande."}
    poll([dated(unsure), dated(funding(1))])
    text = report(greffier)
    assert "1 annonce en vérification : rien n’en est dit" in section(text, "Sources")
    assert "2 M$ à l'organisme" not in text
    assert "- Annoncés : 2,5 M$" in text


def test_an_empty_month_says_so_and_still_names_its_sources(greffier, poll) -> None:
    poll([dated(funding(1))])
    said = {"fr": "ne contient aucune annonce d’argent ni aucune arrestation", "en": "holds no announcement of money"}
    for form, lang in FACES:
        text = report(greffier, "--format", form, month="2024-02", lang=lang)
        assert (said[lang] in text, "Ville Muette" in text) == (True, True), (form, lang)


def test_only_one_topic_is_told_where_one_is_asked_for(greffier, poll) -> None:
    poll([dated(funding(1)), DRAWN])
    text = report(greffier, "--topic", "domestic-violence")
    assert "Ce sujet seulement : violence conjugale." in text
    assert ("- Annoncés : 3 M$" in text, "2,5 M$" in text) == (True, False)


def test_without_options_the_last_whole_month_is_told_in_the_terminals_language(greffier, poll, monkeypatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")
    poll([])
    last = datetime.now(MONTREAL).replace(day=1) - timedelta(days=1)
    text = greffier("report").stdout.replace("\u00a0", " ")
    assert text.startswith("# Greffier · rapport mensuel, ")
    assert f"–{last.day} " in text
    assert "pas terminé" not in text
    assert "pas terminé" in report(greffier, month=THIS)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--month", "2025-13"], "--month 2025-13: a year and a month, such as 20"),
        (["--month", "9999-01"], "--month 9999-01: it has not begun"),
        (["--format", "pdf"], "--format pdf: one of md, html"),
        (["--lang", "de"], "--lang de: fr or en"),
        (["--topic", "gossip"], "--topic gossip: no topic has this id"),
        (["--topic", "housing,health"], "--topic housing,health: one topic"),
        (["--chart", "missing/chart.png"], "--chart missing/chart.png: there is no folder"),
        (["--to", "missing/report.md"], "--to missing/report.md: there is no folder"),
        (["--to", "greffier.db"], "--to greffier.db: that is the store itself"),
        (["--chart", "greffier.db"], "--chart greffier.db: that is the store itself"),
        (["--to", "a.md", "--chart", "./a.md"], "--chart a.md: the report goes there"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(greffier, poll, options: list[str], said: str) -> None:
    poll([])
    error = greffier("report", *options).exception
    assert (str(error).startswith(said), getattr(error, "exit_code", None)) == (True, 2), error
    assert "\n" not in str(error)


def test_a_report_and_its_chart_are_files_that_name_each_other(greffier, poll, tmp_path) -> None:
    poll([dated(funding(1))])
    (tmp_path / "out").mkdir()
    done = greffier("report", "--month", "2025-10", "--to", "out/report.md", "--chart", "chart (1).png", "--lang", "en")
    assert (done.exit_code, done.stdout) == (0, "")
    text = (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    assert "](../chart%20%281%29.png)" in text
    assert "October 2025: $2.5 million announced" in text
    assert (tmp_path / "chart (1).png").read_bytes().startswith(b"\x89PNG")


def test_a_page_carries_its_chart_with_the_numbers_as_its_text(greffier, poll) -> None:
    poll([dated(funding(1))])
    page = report(greffier, "--format", "html")
    assert re.search(r'<img src="data:image/png;base64,[\w+/=]+" alt="[^"]*octobre 2025 : 2,5 M\$ annoncés', page)
    assert page.startswith('<!doctype html>\n<html lang="fr">')
