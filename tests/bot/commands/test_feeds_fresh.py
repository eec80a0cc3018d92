"""Commands about feeds on a machine on which nothing was polled yet, and what only tries a list."""

import json

import pytest
from typer.testing import CliRunner

from bot.commands import app
from feeds import catalog
from feeds.errors import UsageError
from tests.bot.announcements import funding, publish
from tests.documents import rss

NEWS = [{"guid": "a", "title": "La ville répare la rue des Érables", "link": "https://ville.example/a"}]


@pytest.fixture
def greffier(settings, publisher, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")
    publish(publisher, [funding(1)], [])
    publisher.serve("/ville.xml", rss(NEWS))
    return lambda *arguments: CliRunner().invoke(app, arguments)


@pytest.fixture
def store(tmp_path):
    return tmp_path / "greffier.db"


@pytest.fixture
def opml(tmp_path, publisher) -> str:
    path = tmp_path / "liste.opml"
    urls = (publisher.url("/ville.xml"), publisher.url("/ville.xml") + "?utm_source=x", publisher.url("/gov.xml"))
    feeds = "".join(f'<outline text="x" type="rss" xmlUrl="{url}"/>' for url in urls)
    path.write_text(f'<opml version="1.0"><body>{feeds}</body></opml>')
    return str(path)


def listed(greffier) -> list[str]:
    return [json.loads(line)["id"] for line in greffier("feeds", "list", "--json").stdout.splitlines()]


def followed(greffier) -> int:
    return json.loads(greffier("poll", "--json").stdout)["feeds"]


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("fr_CA.UTF-8", "pas encore de base à {store} : ce qui suit est le"),
        ("en_CA.UTF-8", "no store at {store} yet: "),
    ],
)
def test_what_would_be_polled_is_listed_and_exported_and_no_store_is_made(  # noqa: PLR0917  (fixtures and cases)
    greffier, store, catalog_file, monkeypatch, locale, said
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert listed(greffier) == ["gov-fr", "police-fr"]
    done = greffier("feeds", "export", "--format", "toml")
    assert catalog.parse(done.stdout, "exported") == catalog.load(catalog_file)
    assert done.stderr.replace("\u00a0", " ").startswith(said.format(store=store))
    assert not store.exists()


def test_a_feed_is_added_before_the_first_poll_and_polled_by_it(greffier, publisher, store) -> None:
    done = greffier("feeds", "add", publisher.url("/ville.xml"), "--publisher", "ministere-exemple", "--id", "ville-fr")
    assert (done.exit_code, store.exists()) == (0, True), done.output
    assert listed(greffier) == ["gov-fr", "police-fr", "ville-fr"]
    assert greffier("feeds", "list").stderr == ""
    assert followed(greffier) == 3


def test_a_list_is_imported_before_the_first_poll(greffier, opml) -> None:
    done = greffier("feeds", "import", opml, "--lang", "fr", "--publisher", "ministere-exemple", "--json")
    became = [json.loads(line)["became"] for line in done.stdout.splitlines()]
    assert (done.exit_code, became) == (0, ["added", "known", "known"])
    assert followed(greffier) == 3


@pytest.mark.parametrize("is_polled", [False, True], ids=["fresh", "polled"])
def test_a_list_that_is_only_tried_says_what_would_be_added_and_changes_nothing(
    greffier, opml, store, monkeypatch, is_polled
) -> None:
    monkeypatch.setattr("bot.desk.importing.LOT", 1)
    if is_polled:
        greffier("poll")
    before = listed(greffier)
    arguments = ("feeds", "import", opml, "--lang", "fr", "--publisher", "ministere-exemple")
    tried = greffier(*arguments, "--dry-run")
    assert tried.exit_code == 0, tried.output
    assert [line.partition("  ")[2] for line in tried.stdout.splitlines()] == ["serait ajouté", *["déjà connu"] * 2]
    assert tried.stderr.startswith("Rien n’est changé")
    assert (listed(greffier), store.exists()) == (before, is_polled)
    assert greffier(*arguments).stdout.splitlines()[0].endswith("  ajouté")
    assert listed(greffier) != before


def test_a_kind_of_body_that_is_none_is_refused_once_and_makes_no_store(greffier, opml, store) -> None:
    done = greffier("feeds", "import", opml, "--lang", "fr", "--kind", "club", "--level", "provincial")
    assert isinstance(done.exception, UsageError)
    assert "--kind" in str(done.exception)
    assert not store.exists()


def test_an_address_is_added_without_its_scheme_and_a_missing_file_is_one(greffier) -> None:
    asked = greffier("feeds", "add", "127.0.0.1:9/rss", "--publisher", "ministere-exemple")
    assert "https://127.0.0.1:9/rss" in asked.stderr
    assert isinstance(greffier("feeds", "add", "missing.toml").exception, UsageError)
