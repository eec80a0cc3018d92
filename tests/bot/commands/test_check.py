"""`greffier check` says what an address is, and never more of an arrest than the product would."""

import json
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from bot.commands import app
from bot.desk.proposed import with_scheme
from tests.documents import atom, rss

NAME = "Zébulon Tartempion-Exemple"
DAYS = [datetime(2026, 3, day, 12, tzinfo=UTC) for day in (1, 2, 4)]
ENTRIES = [
    {
        "guid": "1",
        "title": "Québec accorde 2,4 M$ au Centre d'exemple pour prévenir l'exploitation",
        "link": "https://ministere.example/a",
        "description": "Le gouvernement du Québec accorde 2,4 M$ sur trois ans au Centre d'exemple.",
        "published": DAYS[0],
    },
    {
        "guid": "2",
        "title": f"Leurre d'enfants : {NAME} arrêté à Laval",
        "link": "https://ministere.example/zebulon-tartempion-exemple-arrete",
        "description": f"Les policiers ont arrêté {NAME}, 43 ans, pour leurre d'enfants. Il a été accusé au palais.",
        "published": DAYS[1],
    },
    {"guid": "3", "title": "Avis de <b>travaux</b>", "link": "/c", "published": DAYS[2]},
]


@pytest.fixture
def greffier(settings, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")

    def run(*arguments: str):
        return CliRunner().invoke(app, ("check", *arguments))

    return run


def test_a_feed_is_told_with_its_format_volume_dates_identities_and_quirks(greffier, publisher) -> None:
    url = publisher.serve("/feed.xml", rss(ENTRIES), etag='"1"')
    done = greffier(url, "--json")
    found = json.loads(done.stdout)
    assert done.exit_code == 0
    assert (found["verdict"], found["format"], found["lang"], found["robots"]) == ("feed", "RSS 2.0", "fr", "none")
    assert (found["entries"], found["window_days"], found["per_day"]) == (3, 3.0, 0.67)
    assert found["dates"]["missing"] == 0
    assert found["identities"] == {"guids": 3, "unique": 3, "permalinks": 0, "links": 3, "neither": 0}
    quirks = {quirk["quirk"]: quirk["count"] for quirk in found["quirks"]}
    assert quirks == {"relative-links": 1, "markup-in-titles": 1, "no-body": 1, "off-host-links": 3}
    assert (found["etag"], found["last_modified"]) == (True, False)


@pytest.mark.parametrize("form", [(), ("--json",)])
@pytest.mark.parametrize("known", [True, False], ids=["a body that is known", "a stranger"])
def test_the_title_of_an_arrest_and_a_name_stand_nowhere(greffier, publisher, form, known) -> None:
    url = publisher.serve("/police.xml" if known else "/feed.xml", rss(ENTRIES))
    done = greffier(url, *form)
    assert done.exit_code == 0
    assert "Laval" in done.stdout, "the line that we compose"
    for word in ("Tartempion", "tartempion", "Zébulon", "zebulon", "43 ans"):
        assert word not in done.stdout
    if form:
        samples = json.loads(done.stdout)["samples"]
        assert [sample["category"] for sample in samples] == ["funding", "arrest", "other"]
        assert "leurre" not in (samples[1]["link"] or "")


def test_a_page_names_its_feeds_and_the_first_is_looked_at(greffier, publisher) -> None:
    publisher.serve("/feed.xml", atom(ENTRIES))
    declared = '<link rel="alternate" type="application/atom+xml" href="feed.xml">'
    head = f'{declared}<link rel="alternate" hreflang="en" href="/en">'
    page = publisher.serve(
        "/", f"<!doctype html><head>{head}</head><a href='/autre.rss'>RSS</a>", content_type="text/html"
    )
    done = greffier(page)
    assert done.exit_code == 0
    assert "La page nomme 2 fils" in done.stdout
    assert f"{publisher.url('/feed.xml')}\u00a0: un fil, Atom 1.0" in done.stdout
    found = json.loads(greffier(page, "--json").stdout)
    assert [feed["url"] for feed in found["feeds"]] == [publisher.url("/feed.xml"), publisher.url("/autre.rss")]
    assert (found["page"]["verdict"], found["verdict"]) == ("no-feed", "feed")


@pytest.mark.parametrize(
    ("path", "code", "verdict"),
    [("/page", 1, "no-feed"), ("/missing", 1, "no-feed"), ("/reset", 3, "unreached"), ("/dead", 1, "no-feed")],
)
def test_the_exit_code_says_whether_it_is_a_feed_and_whether_anything_was_reached(
    greffier, publisher, path, code, verdict
) -> None:
    publisher.serve("/page", "<!doctype html><p>Bonjour</p>", content_type="text/html")
    publisher.reset("/reset")
    link = '<link rel="alternate" type="application/rss+xml" href="/reset">'
    publisher.serve("/dead", f"<!doctype html><head>{link}</head>", content_type="text/html")
    done = greffier(publisher.url(path), "--json")
    assert done.exit_code == code
    found = json.loads(done.stdout)
    assert (found["verdict"] if path != "/dead" else found["page"]["verdict"]) == verdict


def test_a_feed_that_robots_txt_closes_is_not_asked_for(greffier, publisher) -> None:
    publisher.serve("/robots.txt", "User-agent: Greffier\nDisallow: /\n", content_type="text/plain")
    url = publisher.serve("/feed.xml", rss(ENTRIES))
    found = json.loads(greffier(url, "--json").stdout)
    assert (found["robots"], found["error"], publisher.hits("/feed.xml")) == ("disallowed", "blocked", 0)


def test_a_private_address_is_not_reached(greffier, publisher, monkeypatch) -> None:
    monkeypatch.delenv("GREFFIER_ALLOW_PRIVATE")
    done = greffier(publisher.url("/feed.xml"), "--json")
    assert (done.exit_code, json.loads(done.stdout)["error"], publisher.requests) == (3, "blocked-address", [])
    said = greffier(publisher.url("/feed.xml")).stdout
    assert "ce n'est pas une adresse publique" in said
    assert "GREFFIER_ALLOW_PRIVATE" in said
    assert "en panne" not in said


def test_an_adapter_is_tried_before_a_catalogue_names_it(greffier, publisher) -> None:
    items = json.dumps({"feed": {"entry": [{"title": "Un avis", "link": "https://x.example/1", "teaser": "a"}]}})
    url = publisher.serve("/news", items, content_type="application/json")
    found = json.loads(greffier(url, "--adapter", "canada-news", "--json").stdout)
    assert (found["format"], found["entries"]) == ("canada-news", 1)
    assert 'adapter = "canada-news"' in found["catalog"]
    empty = publisher.serve("/wrong", '{"feed": {"entry": []}}', content_type="application/json")
    done = greffier(empty, "--adapter", "canada-news")
    assert (done.exit_code, "liste sans éléments" in done.stdout) == (1, True)


def test_the_block_of_a_feed_of_a_known_body_can_be_pasted_as_it_is(greffier, publisher) -> None:
    from feeds import catalog

    url = publisher.serve("/gov.xml", rss(ENTRIES))
    found = json.loads(greffier(url, "--json").stdout)
    read = catalog.parse(found["catalog"], "block")
    assert ([body.id for body in read.publishers], found["known"]) == (["ministere-exemple"], "gov-fr")


def test_it_speaks_english_too(greffier, publisher, monkeypatch) -> None:
    monkeypatch.setenv("GREFFIER_LANGUAGE", "en")
    done = greffier(publisher.serve("/feed.xml", rss(ENTRIES)))
    assert "3 entries over 3 days, 0.7 a day" in done.stdout
    assert "robots.txt: there is none" in done.stdout


def test_numbers_agree_with_their_words(greffier, publisher, monkeypatch) -> None:
    close = [{"guid": f"g{n}", "title": "Avis", "published": DAYS[0].replace(hour=12 + 2 * n)} for n in range(2)]
    few = publisher.serve("/few.xml", rss(close))
    one = publisher.serve("/one.xml", rss([{"guid": "1", "title": "Avis", "link": "https://ville.example/1"}]))
    assert "sur 0,1 jour, " in greffier(few).stdout
    assert "1 GUID, dont 1 distinct et 0 qui est une adresse; 1 lien\n" in greffier(one).stdout
    monkeypatch.setenv("LC_ALL", "en_CA.UTF-8")
    assert "over 0.1 days, " in greffier(few).stdout
    assert "1 GUID, 1 of them distinct, 0 of them addresses; 1 link\n" in greffier(one).stdout


def test_what_we_found_ourselves_is_said_in_the_reader_s_language(greffier, publisher) -> None:
    page = publisher.serve("/", '<!doctype html><p><a href="/autre.rss">RSS</a></p>', content_type="text/html")
    publisher.redirect("/autour", publisher.url("/autour"))
    said = greffier(page).stdout + greffier(publisher.url("/autour")).stdout
    for words in ("(un lien qui ressemble à un fil)", "(html: une page web)", "plus de 5 redirections"):
        assert words in said, said


def test_a_document_that_declares_entities_has_its_format(greffier, publisher) -> None:
    dtd = b'<!DOCTYPE rss [<!ENTITY nbsp "&#160;">]>\n<rss version="2.0"'
    url = publisher.serve("/dtd.xml", rss(ENTRIES).replace(b'<rss version="2.0"', dtd))
    assert json.loads(greffier(url, "--json").stdout)["format"] == "RSS 2.0"


ENGLISH = [
    {"guid": f"e{n}", "title": f"The town repairs the street of the school {n}", "link": f"https://ville.example/{n}"}
    for n in range(3)
]


@pytest.mark.parametrize(
    ("entries", "lang", "said"),
    [(ENGLISH, "en", "langue\u00a0: en, d'après ses mots"), (ENGLISH[:1], None, "langue\u00a0: inconnue")],
    ids=["words enough", "one entry"],
)
def test_a_language_that_a_feed_does_not_state_is_that_of_its_words_or_unknown(
    greffier, publisher, entries, lang, said
) -> None:
    url = publisher.serve("/feed.xml", rss(entries, lang=None))
    found = json.loads(greffier(url, "--json").stdout)
    assert (found["lang"], found["lang_declared"]) == (lang, False)
    assert said in greffier(url).stdout
    assert ('\n  lang = "en"\n' in found["catalog"], '# lang = "fr"' in found["catalog"]) == (bool(lang), not lang)


def test_a_language_that_a_feed_states_is_declared(greffier, publisher) -> None:
    found = json.loads(greffier(publisher.serve("/feed.xml", rss(ENGLISH, lang="en")), "--json").stdout)
    assert (found["lang"], found["lang_declared"]) == ("en", True)


def test_days_in_figures_are_read_as_the_words_of_an_undeclared_feed_mean_them(greffier, publisher) -> None:
    days = [entry | {"published": None, "pubDate": "05/03/2026"} for entry in ENTRIES]
    found = json.loads(greffier(publisher.serve("/feed.xml", rss(days, lang=None)), "--json").stdout)
    assert found["dates"]["newest"].startswith("2026-03-05")


@pytest.mark.parametrize("locale", ["fr_CA.UTF-8", "en_CA.UTF-8"])
def test_an_address_without_its_scheme_is_asked_by_https_and_that_is_said(
    greffier, publisher, monkeypatch, locale
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    typed = publisher.serve("/feed.xml", rss(ENTRIES)).removeprefix("http://")
    done = greffier(typed)
    said = {"fr_CA.UTF-8": f"sans protocole; on interroge https://{typed}", "en_CA.UTF-8": "without a scheme; https://"}
    assert said[locale] in done.stderr
    assert (done.exit_code, f"https://{typed}" in done.stdout) == (3, True), "the publisher speaks plain http alone"


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("ville.example", "https://ville.example"),
        ("ville.example:8080/rss?id=1", "https://ville.example:8080/rss?id=1"),
        ("localhost/x", "https://localhost/x"),
        *((same, same) for same in ("http://ville.example/x", "moi:12@ville.example/x", "ftp:x.y", "./x.xml", "x", "")),
    ],
)
def test_only_a_host_is_completed(typed, asked) -> None:
    assert with_scheme(typed) == asked


def test_a_file_is_no_address(greffier, tmp_path) -> None:
    (tmp_path / "feed.xml").write_bytes(rss(ENTRIES))
    done = greffier("feed.xml")
    assert (done.exception.exit_code, "a file; check asks an address" in str(done.exception)) == (2, True)


def test_credentials_in_an_address_are_refused_and_never_repeated(greffier) -> None:
    done = greffier("https://moi:motdepasse@ville.example/x")
    assert done.exception.exit_code == 2
    assert "motdepasse" not in str(done.exception) + done.output
