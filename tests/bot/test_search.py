"""What the record is found by, and what it is not: over real polls, in both languages."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select
from typer.testing import CliRunner

from bot.commands import app
from bot.desk.search import asked
from storage.database import Database
from storage.search import expression
from storage.tables import SearchRow, StoryEntryRow, StoryRow, VersionRow
from tests.bot.announcements import CANARY, arrest, publish
from tests.documents import rss

ENGLISH = """
[[publisher]]
id = "example-department"
name = {{ fr = "Ministère fédéral d'Exemple", en = "Example Department" }}
kind = "government"
level = "federal"
region = "CA"
homepage = "https://department.example"

  [[publisher.feed]]
  url = "{url}"
  lang = "en"
  id = "gov-en"
"""


@pytest.fixture
def catalog_file(catalog_file, publisher):
    """The catalogue with an English feed more."""
    catalog_file.write_text(catalog_file.read_text() + ENGLISH.format(url=publisher.url("/en.xml")))
    return catalog_file


@pytest.fixture
def greffier(settings, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")

    def run(*arguments: str):
        result = CliRunner().invoke(app, arguments)
        assert result.exception is None, result.exception
        return result

    return run


@pytest.fixture
def served(greffier, publisher):
    """Serve announcements as news, and poll them."""

    def serve(fundings: list[dict], arrests: list[dict], english: tuple[dict, ...] = ()) -> None:
        publish(publisher, [], [])
        publisher.serve("/en.xml", rss([], lang="en"))
        greffier("poll")
        publish(publisher, fundings, arrests)
        publisher.serve("/en.xml", rss(english, lang="en"))
        greffier("poll", "--all")

    return serve


@pytest.fixture
def store(settings):
    opened = Database(settings.database_url)
    yield opened
    opened.close()


def announced(number: int, title: str, summary: str) -> dict[str, object]:
    moment = datetime.now(UTC) - timedelta(hours=number)
    link = f"https://ministere.example/annonces/{number}"
    return {"guid": f"n{number}", "link": link, "title": title, "description": summary, "published": moment}


OLD_TERMS = announced(
    1,
    "Québec accorde 3 M$ à la lutte contre la pornographie juvénile",
    "Le gouvernement du Québec accorde une aide financière de 3 M$ sur deux ans à des équipes d'enquête.",
)
NEW_TERMS = announced(
    2,
    "Ottawa invests $4 million to fight child sexual abuse and exploitation material",
    "The Government of Canada is investing $4 million over three years in the Lantern Centre.",
)
HOUSING = announced(
    3,
    "Québec octroie 9 M$ pour des logements abordables à Rimouski",
    "Le gouvernement du Québec accorde une aide financière de 9 M$ à l'Œuvre du Rivage, d'où l'on voit le fleuve.",
)


def answers(greffier, *words: str) -> list[dict]:
    return [json.loads(line) for line in greffier("search", "--json", *words).stdout.splitlines()]


def amounts(found: list[dict]) -> set[int]:
    return {fact["value"] for story in found for fact in story["facts"] if fact["kind"] == "amount"}


def test_the_old_and_the_new_terms_of_the_law_find_each_other_in_both_languages(greffier, served) -> None:
    served([OLD_TERMS, HOUSING], [arrest(1)], (NEW_TERMS,))
    for words in (
        "pornographie juvénile",
        "PORNOGRAPHIE JUVENILE",
        '"pornographie juvénile"',
        "« pornographie juvénile »",
        "matériel d'abus et d'exploitation pédosexuels",
        "child pornography",
        "child sexual abuse and exploitation material",
        "l'exploitation sexuelle d'enfants",
        "csam",
    ):
        found = answers(greffier, words)
        assert (words, amounts(found)) == (words, {3_000_000, 4_000_000})
        assert [story["category"] for story in found].count("arrest") == 1


def test_a_term_of_the_law_beside_another_word_leaves_that_word_to_be_found(greffier, served) -> None:
    served([OLD_TERMS], [arrest(1)], (NEW_TERMS,))
    assert amounts(answers(greffier, "pornographie juvénile lantern")) == {4_000_000}
    [told] = answers(greffier, "child pornography longueuil")
    assert told["category"] == "arrest"


def test_all_words_have_to_match_whatever_their_accents(greffier, served) -> None:
    served([OLD_TERMS, HOUSING], [], (NEW_TERMS,))
    expected = {
        ("rimouski",): {9_000_000},
        ("Québec", "équipes", "enquete"): {3_000_000},
        ("l'oeuvre", "du", "rivage"): {9_000_000},
        ("d’équipes",): {3_000_000},
        ("logem*",): {9_000_000},
        ('"aide financière de 9"',): {9_000_000},
        ('"financière aide"',): set(),
        ("rimouski", "lantern"): set(),
        ("affordable", "housing"): set(),
        ("housing",): {9_000_000},
        ("aide", "financière"): {3_000_000, 9_000_000},
    }
    assert {words: amounts(answers(greffier, *words)) for words in expected} == expected


ODD = ['"', '""', "rimouski AND", "AND", "NOT rimouski", 'title:rimouski "', "-", "rimou^ski", "(rimouski", "NEAR(a b)"]
ODD += ["*", '"*"*', "rimouski OR", "{title} : x", "a\x00b", "'", "''rimouski", "+rimouski", "\udcff", "œ", "x" * 5000]


def test_nothing_that_is_typed_is_a_mistake(greffier, served) -> None:
    served([HOUSING], [])
    assert {typed: greffier("search", "--", typed).exit_code for typed in ODD} == dict.fromkeys(ODD, 0)
    assert amounts(answers(greffier, "--", '-rimouski:"', "AND")) == {9_000_000}


def test_a_very_long_query_is_answered(greffier, served) -> None:
    served([HOUSING], [])
    assert amounts(answers(greffier, "rimouski " * 2000)) == {9_000_000}
    assert answers(greffier, "rimouski " * 2000 + "ailleurs") == []


def test_what_has_no_answer_is_said_and_is_no_failure(greffier, served) -> None:
    served([HOUSING], [])
    result = greffier("search", "licorne")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Rien dans le registre ne correspond.\n")


def test_an_answer_is_a_line_and_the_words_that_answer(greffier, served) -> None:
    served([OLD_TERMS, HOUSING], [], (NEW_TERMS,))
    line, quoted = greffier("search", "rivage").stdout.splitlines()
    assert "9 M$" in line
    assert "l'Œuvre du «Rivage», d'où" in quoted
    [told] = answers(greffier, "pornographie juvénile lantern")
    assert "«Lantern»" in told["snippet"]
    [told] = answers(greffier, "pornographie juvénile ottawa")
    assert "«Ottawa» invests $4 million to fight «child sexual abuse" in told["snippet"]
    assert told["score"] > 0


def test_the_best_match_comes_first_and_a_limit_keeps_it(greffier, served) -> None:
    served([announced(4, "Québec octroie 1 M$ aux musées", "Aide financière de 1 M$ ; logement exclu."), HOUSING], [])
    found = answers(greffier, "logement*")
    assert [story["entries"][0]["url"][-1] for story in found] == ["3", "4"]
    assert answers(greffier, "logement*", "--limit", "1") == found[:1]


def test_a_story_of_several_entries_is_one_answer(greffier, served, store, monkeypatch) -> None:
    served([HOUSING, {**HOUSING, "guid": "again", "link": "https://ministere.example/encore"}], [])

    def join(session) -> None:
        places = session.exec(select(StoryEntryRow)).all()
        for place in places:
            place.story_id = places[0].story_id

    store.write(join)
    monkeypatch.setattr("bot.desk.search.PAGE", 1)
    [told] = answers(greffier, "rimouski")
    assert len(told["entries"]) == 2


def test_the_filters_of_the_record_narrow_a_search(greffier, served) -> None:
    served([OLD_TERMS, HOUSING], [arrest(1)])
    assert amounts(answers(greffier, "québec", "--min", "5M")) == {9_000_000}
    assert amounts(answers(greffier, "québec", "--topic", "child-sexual-exploitation")) == {3_000_000}
    assert answers(greffier, "québec", "--until", "30d") == []
    assert [told["category"] for told in answers(greffier, "pornographie juvénile", "--body", "Sûreté")] == ["arrest"]


# --- what nobody may find -------------------------------------------------------------------------------------------


def test_no_word_of_an_arrest_s_own_text_finds_it(greffier, served) -> None:
    served([], [arrest(1)])
    for word in (*CANARY.split(), "zephyrin*", "41", "autres hommes", "comparu", "palais", "arrestation"):
        assert (word, answers(greffier, word)) == (word, [])


def test_the_index_holds_no_word_of_what_a_police_service_says_but_of_money(greffier, served, store) -> None:
    missing = {**arrest(2), "title": "Le Musée retrouve son clocher", "description": "Les agents ont cherché partout."}
    served([], [arrest(1), {**missing, "guid": "m"}])
    indexed = store.read(rows)
    assert [(title, summary, is_quotable) for _, title, summary, _, is_quotable in indexed] == [("", "", "False")] * 2
    said = " ".join(terms for *_, terms, _ in indexed)
    for word in (*CANARY.split(), "comparu", "autres", "clocher", "agents"):
        assert word not in said
    assert answers(greffier, "clocher", "--category", "other") == []


def test_an_arrest_is_found_by_our_own_words_and_quoted_in_them(greffier, served) -> None:
    served([], [arrest(1)])
    for word in ("Longueuil", "arrested", "arrêtées", "6", "surete", "exploitation", "enfants", "child"):
        [told] = answers(greffier, word)
        assert told["snippet"].replace("«", "").replace("»", "") == told["title"]
        assert CANARY.split()[1] not in json.dumps(told, ensure_ascii=False)


def test_a_private_name_in_what_is_no_arrest_finds_nothing(greffier, served) -> None:
    said = f"Le gouvernement du Québec accorde 9 M$. « Je suis soulagée », dit la victime, {CANARY}, 12 ans."
    title = f"Québec octroie 9 M$ pour des logements : « je respire », dit la victime {CANARY}, 12 ans"
    served([{**HOUSING, "title": title, "description": said}], [])
    assert amounts(answers(greffier, "soulagée")) == {9_000_000}
    assert "[…]" in answers(greffier, "soulagée")[0]["snippet"]
    assert "dit la victime […]" in answers(greffier, "respire")[0]["snippet"]
    for word in CANARY.split():
        assert answers(greffier, word) == []


def test_what_is_redacted_later_is_found_no_more(greffier, served, store) -> None:
    served([HOUSING], [])
    assert answers(greffier, "fleuve")

    def redact(session) -> None:
        version = session.exec(select(VersionRow)).one()
        start = version.summary.index("fleuve")
        version.withheld = [*version.withheld, ["summary", start, start + len("fleuve")]]
        session.add(version)

    store.write(redact)
    assert store.read(lambda s: s.exec(select(SearchRow)).all()) == []
    assert answers(greffier, "fleuve") == []
    assert "voit le […]" in answers(greffier, "rivage")[0]["snippet"]


def test_a_story_that_becomes_an_arrest_is_found_by_its_terms_alone(greffier, served, store) -> None:
    served([OLD_TERMS], [])
    store.write(lambda s: setattr(s.exec(select(StoryRow)).one(), "category", "arrest"))
    assert answers(greffier, "équipes") == []
    [told] = answers(greffier, "pornographie juvénile")
    assert told["snippet"].replace("«", "").replace("»", "") == told["title"]
    assert "accorde" not in told["title"]


def test_what_an_entry_says_no_more_does_not_find_it(greffier, served, publisher) -> None:
    served([HOUSING], [])
    title = str(HOUSING["title"]).replace("Rimouski", "Matane")
    publish(publisher, [{**HOUSING, "title": title}], [])
    greffier("poll", "--all")
    assert answers(greffier, "rimouski") == []
    assert amounts(answers(greffier, "matane")) == {9_000_000}


def test_a_store_of_before_there_was_an_index_is_indexed_at_the_next_look(greffier, served, store) -> None:
    served([HOUSING], [arrest(1)])
    before = store.read(rows)
    store.write(lambda s: [s.delete(row) for row in s.exec(select(SearchRow))])
    assert amounts(answers(greffier, "rimouski")) == {9_000_000}
    assert store.read(rows) == before
    store.write(lambda s: [s.delete(row) for row in s.exec(select(SearchRow))])
    greffier("poll")
    assert store.read(rows) == before


def rows(session) -> list[tuple[str, ...]]:
    found = session.exec(select(SearchRow).order_by(col(SearchRow.version_id))).all()
    return [(row.entry_id, row.title, row.summary, row.terms, str(row.is_quotable)) for row in found]


def test_the_command_helps_with_an_example(greffier) -> None:
    assert "Example: greffier search" in " ".join(greffier("search", "--help").stdout.split())


def test_a_word_that_names_nothing_is_looked_for_as_it_is() -> None:
    assert expression(asked('rivage "deux mots" débu*')) == '(("rivage")) AND (("deux mots")) AND (("débu"*))'
